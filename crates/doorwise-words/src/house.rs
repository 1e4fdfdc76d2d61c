//! The message house of an ICP: at most three pillars, each a claim, its proof and a customer's line.
//!
//! A pillar stands on one matter that a buyer has. What it lacks is a gap, and is never filled.

use doorwise_model::icp::Icp;
use doorwise_model::offer::Offer;
use doorwise_model::persona::Persona;
use doorwise_model::proof::Proof;

use crate::draft::{Brief, Part, Source, answers, claim, offer_line, quote, shared, slots};
use crate::fit::content;
use crate::reader::upper_first;

/// Pillars that a reader keeps in mind.
const PILLARS: usize = 3;
/// Words that a claim or a proof shares with a matter to be about it.
const ABOUT: usize = 2;

/// One sentence of a house with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The sentence.
    pub text: String,
    /// The persona whose file has it; empty for the offer and the proofs.
    pub persona: String,
    /// What it rests on.
    pub source: Source,
}

/// One pillar.
#[derive(Clone, Debug, PartialEq)]
pub struct Pillar {
    /// What a buyer has: a pain, or a doubt where no pain is left.
    pub matter: Said,
    /// People whose words stand behind it.
    pub n_people: usize,
    /// What we say to it.
    pub claim: Option<Said>,
    /// What proves it.
    pub proof: Option<Said>,
    /// A customer's own words.
    pub line: Option<Said>,
    /// What is missing, each as one fact.
    pub gaps: Vec<String>,
}

/// What is said to everybody in one ICP.
#[derive(Clone, Debug, PartialEq)]
pub struct House {
    /// What is sold, in one sentence.
    pub roof: Option<Said>,
    /// At most three, the best founded first.
    pub pillars: Vec<Pillar>,
    /// What is missing of the whole.
    pub gaps: Vec<String>,
}

/// Returns the house of an ICP and the personas inside it.
pub fn house(icp: &Icp, personas: &[&Persona], offer: &Offer, proofs: &[Proof]) -> House {
    let briefs: Vec<Brief<'_>> = personas
        .iter()
        .map(|persona| Brief {
            persona,
            icp,
            offer,
            proofs,
            first_name: None,
        })
        .collect();
    let mut gaps = Vec::new();
    let roof = briefs.first().and_then(|brief| roof(brief, &mut gaps));
    let claims = claims(&briefs, roof.as_ref());
    let mut pillars: Vec<Pillar> = matters(&briefs)
        .into_iter()
        .map(|(brief, at)| of_pain(brief, at, &claims))
        .collect();
    // What can be claimed and proven stands before what is only felt; then what most people said.
    pillars.sort_by_key(founded);
    let mut kept: Vec<Pillar> = Vec::new();
    for mut pillar in pillars {
        // One claim and one proof carry one pillar.
        let is_used = |said: &Option<Said>, other: &Option<Said>| said.is_some() && said == other;
        if kept
            .iter()
            .any(|known| is_used(&pillar.claim, &known.claim))
        {
            pillar.claim = None;
        }
        if kept
            .iter()
            .any(|known| is_used(&pillar.proof, &known.proof))
        {
            pillar.proof = None;
        }
        if kept.len() < PILLARS {
            kept.push(pillar);
        }
    }
    for brief in &briefs {
        for (at, answer) in answers::answered(brief) {
            if kept.iter().filter(|pillar| pillar.claim.is_some()).count() >= PILLARS {
                break;
            }
            let pillar = of_doubt(brief, at, answer);
            let is_new = kept.iter().all(|known| known.claim != pillar.claim)
                && pillar.proof.is_some()
                && kept.iter().all(|known| known.proof != pillar.proof);
            if !is_new {
                continue;
            }
            // A matter that can be neither claimed nor proven makes room.
            let bare = kept
                .iter()
                .rposition(|known| known.claim.is_none() && known.proof.is_none());
            match (kept.len() < PILLARS, bare) {
                (true, _) => kept.push(pillar),
                (false, Some(bare)) => kept[bare] = pillar,
                (false, None) => {}
            }
        }
    }
    kept.sort_by_key(founded);
    for pillar in &mut kept {
        name_gaps(pillar);
    }
    if kept.len() < PILLARS {
        gaps.push(format!(
            "{} of three pillars: more pains or answered objections would carry another",
            kept.len()
        ));
    }
    House {
        roof,
        pillars: kept,
        gaps,
    }
}

fn roof(brief: &Brief<'_>, gaps: &mut Vec<String>) -> Option<Said> {
    let way_out = slots::way_out(brief, 0, gaps)?;
    Some(Said {
        text: way_out.text,
        persona: String::new(),
        source: way_out.source,
    })
}

/// Returns the pains of all personas that differ in their matter, the most said first.
fn matters<'b, 'a>(briefs: &'b [Brief<'a>]) -> Vec<(&'b Brief<'a>, usize)> {
    let mut all: Vec<(&Brief<'_>, usize)> = briefs
        .iter()
        .flat_map(|brief| (0..brief.persona.pains.len()).map(move |at| (brief, at)))
        .collect();
    all.sort_by_key(|(brief, at)| std::cmp::Reverse(quote::n_people(&brief.persona.pains[*at])));
    let mut kept: Vec<(&Brief<'_>, usize)> = Vec::new();
    for (brief, at) in all {
        let stems = content(&brief.persona.pains[at].says);
        let is_new = kept.iter().all(|(known, known_at)| {
            crate::draft::overlap(&stems, &content(&known.persona.pains[*known_at].says)) < 0.5
        });
        if is_new {
            kept.push((brief, at));
        }
    }
    kept
}

/// What may be claimed, with the proof that stands behind it.
struct Claim<'a> {
    said: Said,
    proof: Option<&'a str>,
}

fn claims<'a>(briefs: &[Brief<'a>], roof: Option<&Said>) -> Vec<Claim<'a>> {
    let mut claims: Vec<Claim<'_>> = Vec::new();
    for brief in briefs {
        for (at, answer) in answers::answered(brief) {
            claims.push(Claim {
                said: answer_of(brief, at, answer),
                proof: brief.persona.objections[at].proof.as_deref(),
            });
        }
    }
    claims.extend(roof.map(|roof| Claim {
        said: roof.clone(),
        proof: None,
    }));
    claims
}

fn answer_of(brief: &Brief<'_>, at: usize, answer: &str) -> Said {
    let objection = &brief.persona.objections[at];
    Said {
        text: slots::ended(&upper_first(answer)),
        persona: brief.persona.id.clone(),
        source: Source::of(Part::Objection, at, &objection.statement),
    }
}

fn of_pain(brief: &Brief<'_>, at: usize, claims: &[Claim<'_>]) -> Pillar {
    let pain = &brief.persona.pains[at];
    let stems = content(&pain.says);
    let proof = slots::proofs(brief)
        .into_iter()
        .filter(|(_, inside)| *inside)
        .map(|(proof, _)| (shared(&stems, &content(&proof.claim)), proof))
        .filter(|(n, _)| *n >= ABOUT)
        .fold(
            None,
            |best: Option<(usize, &Proof)>, (n, proof)| match best {
                Some((known, _)) if known >= n => best,
                _ => Some((n, proof)),
            },
        )
        .map(|(_, proof)| proof);
    let by_proof = claims
        .iter()
        .find(|claim| proof.is_some_and(|proof| claim.proof == Some(proof.id.as_str())));
    let by_words = || {
        claims
            .iter()
            .map(|claim| (shared(&stems, &content(&claim.said.text)), claim))
            .filter(|(n, _)| *n >= ABOUT)
            .fold(
                None,
                |best: Option<(usize, &Claim<'_>)>, (n, claim)| match best {
                    Some((known, _)) if known >= n => best,
                    _ => Some((n, claim)),
                },
            )
            .map(|(_, claim)| claim)
    };
    Pillar {
        matter: Said {
            text: pain.says.clone(),
            persona: brief.persona.id.clone(),
            source: Source::of(Part::Pain, at, pain),
        },
        n_people: quote::n_people(pain),
        claim: by_words().or(by_proof).map(|claim| claim.said.clone()),
        proof: proof.map(|proof| proof_of(brief, proof)),
        line: quote::best(brief.persona, pain).map(|quote| Said {
            text: quote::between_marks(&quote.quote),
            persona: brief.persona.id.clone(),
            source: Source::Quote {
                part: Part::Pain,
                at,
                place: quote.place.clone(),
                file: doorwise_model::diagnostic::slashed(&quote.file),
            },
        }),
        gaps: Vec::new(),
    }
}

fn of_doubt(brief: &Brief<'_>, at: usize, answer: &str) -> Pillar {
    let objection = &brief.persona.objections[at];
    let statement = &objection.statement;
    let proof = objection.proof.as_deref().and_then(|id| {
        slots::proofs(brief)
            .into_iter()
            .find(|(proof, _)| proof.id == id)
    });
    Pillar {
        matter: Said {
            text: statement.says.clone(),
            persona: brief.persona.id.clone(),
            source: Source::of(Part::Objection, at, statement),
        },
        n_people: quote::n_people(statement),
        claim: Some(answer_of(brief, at, answer)),
        proof: proof.map(|(proof, _)| proof_of(brief, proof)),
        line: quote::best(brief.persona, statement).map(|quote| Said {
            text: quote::between_marks(&quote.quote),
            persona: brief.persona.id.clone(),
            source: Source::Quote {
                part: Part::Objection,
                at,
                place: quote.place.clone(),
                file: doorwise_model::diagnostic::slashed(&quote.file),
            },
        }),
        gaps: Vec::new(),
    }
}

fn proof_of(brief: &Brief<'_>, proof: &Proof) -> Said {
    let told = slots::proof_of(brief, proof, 0);
    Said {
        text: told.text,
        persona: String::new(),
        source: told.source,
    }
}

/// Orders pillars: what has a claim and a proof first, then what most people said.
fn founded(pillar: &Pillar) -> std::cmp::Reverse<(usize, usize)> {
    let n = usize::from(pillar.claim.is_some()) + usize::from(pillar.proof.is_some());
    std::cmp::Reverse((n, pillar.n_people))
}

fn name_gaps(pillar: &mut Pillar) {
    if pillar.claim.is_none() {
        pillar.gaps.push(
            "no claim: say in the offer or in an objection's answer what ends this".to_owned(),
        );
    }
    if pillar.proof.is_none() {
        pillar
            .gaps
            .push("no proof inside this ICP: a customer's number before and after".to_owned());
    }
    if pillar.line.is_none() {
        pillar.gaps.push(
            "no customer's line: nobody is cited in words that a stranger may read".to_owned(),
        );
    }
}

/// Something not to say, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct NotSaid {
    /// The words.
    pub words: String,
    /// Why not, as one fact.
    pub why: String,
    /// Where it is written.
    pub place: String,
}

/// Returns what the files say that must not be said: words that a persona never uses, and claims
/// that nothing proves.
pub fn not_said(personas: &[&Persona], offer: &Offer, proofs: &[Proof]) -> Vec<NotSaid> {
    let mut all: Vec<NotSaid> = Vec::new();
    for persona in personas {
        for never in persona
            .never
            .iter()
            .filter(|never| !never.trim().is_empty())
        {
            match all
                .iter_mut()
                .find(|known| known.words.eq_ignore_ascii_case(never))
            {
                Some(known) => {
                    let others = known
                        .why
                        .trim_end_matches(" never uses it")
                        .trim_end_matches(" never use it");
                    known.why = format!("{others} and {} never use it", persona.name);
                }
                None => all.push(NotSaid {
                    words: never.clone(),
                    why: format!("{} never uses it", persona.name),
                    place: persona.place.to_string(),
                }),
            }
        }
    }
    let says = offer.says.as_deref().unwrap_or_default();
    if let Some(range) = claim::find(says) {
        let cut = claim::without_claim(says).map_or(&says[range], |(_, cut)| cut);
        all.push(NotSaid {
            words: cut.trim_end_matches('.').to_owned(),
            why: "the offer claims it and no proof is listed".to_owned(),
            place: offer.place.to_string(),
        });
    }
    for persona in personas {
        for objection in &persona.objections {
            let answer = objection.answer.as_deref().unwrap_or_default();
            let is_proven = objection
                .proof
                .as_ref()
                .is_some_and(|id| proofs.iter().any(|proof| proof.id == *id));
            if claim::makes_claim(answer) && !is_proven {
                all.push(NotSaid {
                    words: answer.to_owned(),
                    why: format!(
                        "the answer to \"{}\" claims it and no proof is listed",
                        objection.statement.says
                    ),
                    place: objection.statement.place.to_string(),
                });
            }
        }
    }
    all
}

/// Returns the thing that the offer is about, where it is short.
pub fn topic(offer: &Offer) -> Option<String> {
    let says = offer.says.as_deref()?;
    let says = claim::without_claim(says).map_or(says, |(kept, _)| kept);
    offer_line::topic(says, offer.product.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures;

    #[test]
    fn a_pillar_has_its_own_claim_and_proof_or_a_gap() {
        let mut persona = fixtures::persona(
            &[],
            &[
                "matching leads and deals by hand every Sunday",
                "tired of low-quality leads",
            ],
        );
        persona.objections = vec![
            fixtures::objection(
                "too slow",
                Some("It reads the CRM as it is."),
                Some("setup"),
            ),
            fixtures::objection("too dear", Some("It costs 10x less."), None),
        ];
        persona.never = vec!["platform".into()];
        let inside = [
            ("place", "IN"),
            ("industry", "software.saas"),
            ("employees", "30"),
        ];
        let proofs = [
            fixtures::proof(
                "hours",
                "Matching leads and deals by hand went from three hours to twenty minutes.",
                "Orbita",
                &inside,
            ),
            fixtures::proof("setup", "Setup took four working days.", "Kite", &inside),
        ];
        let offer = Offer {
            says: Some("finds the source of each deal in 2 days".into()),
            ..fixtures::offer()
        };
        let icp = fixtures::icp(&[]);
        let found = house(&icp, &[&persona], &offer, &proofs);
        let said = |said: &Option<Said>| {
            said.as_ref()
                .map_or("-", |said| said.text.as_str())
                .to_owned()
        };
        let shown: Vec<[String; 3]> = found
            .pillars
            .iter()
            .map(|pillar| {
                [
                    pillar.matter.text.clone(),
                    said(&pillar.claim),
                    said(&pillar.proof),
                ]
            })
            .collect();
        assert_eq!(
            shown,
            [
                [
                    "too slow",
                    "It reads the CRM as it is.",
                    "At Kite (30 people), setup took four working days."
                ],
                [
                    "matching leads and deals by hand every Sunday",
                    "-",
                    "At Orbita (30 people), matching leads and deals by hand went from three hours to twenty minutes."
                ],
                ["tired of low-quality leads", "-", "-"],
            ]
            .map(|row| row.map(str::to_owned))
        );
        assert!(
            found.gaps.len() == 1 && found.gaps[0].contains("in 2 days"),
            "{:?}",
            found.gaps
        );
        let not: Vec<String> = not_said(&[&persona], &offer, &proofs)
            .into_iter()
            .map(|not| format!("{}: {}", not.words, not.why))
            .collect();
        assert_eq!(
            not,
            [
                "platform: Head of Marketing Meera never uses it",
                "in 2 days: the offer claims it and no proof is listed",
                "It costs 10x less.: the answer to \"too dear\" claims it and no proof is listed",
            ]
        );
    }
}
