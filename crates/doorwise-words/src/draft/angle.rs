//! Which door to come in by: the pain, goal, trigger, doubt or proof that a draft opens with.
//!
//! Angles differ in their matter and not in their wording: two whose words are largely the same
//! count once. What deals and interviews said comes before what is assumed. Where the evidence
//! carries fewer than three, there are fewer.

use doorwise_model::persona::Persona;
use doorwise_model::statement::Statement;

use super::{Brief, Channel, answers, quote, slots};
use crate::fit::content;

/// Angles that a reader chooses among.
const ANGLES: usize = 3;
/// Two angles that share this part of the shorter one's words are one.
const SAME: f64 = 0.5;

/// What a draft opens with; positions are those of the persona's file, from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A pain.
    Pain(usize),
    /// A goal, and the boss's question behind it.
    Goal(usize),
    /// What starts the search.
    Trigger(usize),
    /// What a customer reached; the proof's id.
    Proof(String),
    /// A doubt and its answer.
    Objection(usize),
    /// The boss's question, where no goal is known.
    Boss,
    /// Nothing is known of the reader: a question about the present way.
    Question,
}

/// One way to come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Angle {
    /// What it opens with.
    pub entry: Entry,
    /// The pain that goes with it, where the entry is none.
    pub pain: Option<usize>,
    /// People whose words stand behind the entry.
    pub n_people: usize,
    /// Whether the entry rests on nothing yet.
    pub assumed: bool,
    /// What it says, as the file has it.
    pub says: String,
}

/// The angles that the evidence carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Angles {
    /// At most three, the best founded first.
    pub found: Vec<Angle>,
    /// Why there are fewer.
    pub gap: Option<String>,
}

impl Entry {
    /// Returns the word used in ids: `pain-1`, `proof-setup-days`.
    pub fn key(&self) -> String {
        match self {
            Self::Pain(at) => format!("pain-{}", at + 1),
            Self::Goal(at) => format!("goal-{}", at + 1),
            Self::Trigger(at) => format!("trigger-{}", at + 1),
            Self::Proof(id) => format!("proof-{id}"),
            Self::Objection(at) => format!("objection-{}", at + 1),
            Self::Boss => "boss".to_owned(),
            Self::Question => "question".to_owned(),
        }
    }

    /// Returns the word that people read.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Pain(_) => "pain",
            Self::Goal(_) => "goal",
            Self::Trigger(_) => "trigger",
            Self::Proof(_) => "proof",
            Self::Objection(_) => "objection",
            Self::Boss => "boss asks",
            Self::Question => "question",
        }
    }
}

struct Candidate {
    angle: Angle,
    stems: Vec<String>,
    /// The pain that a proof is about.
    about: Option<usize>,
    rank: u8,
}

/// Returns at most three ways to come in, which differ in their matter.
pub fn angles(brief: &Brief<'_>) -> Angles {
    let mut candidates = candidates(brief);
    let mut found: Vec<(Angle, Vec<String>)> = Vec::new();
    let mut pains_used: Vec<usize> = Vec::new();
    while found.len() < ANGLES {
        candidates.retain(|candidate| {
            found
                .iter()
                .all(|(_, stems)| overlap(stems, &candidate.stems) < SAME)
        });
        let is_new_kind = |candidate: &Candidate| {
            found
                .iter()
                .all(|(known, _)| known.entry.kind() != candidate.angle.entry.kind())
        };
        // Another kind first, then what people said, then the kind that opens best, then the most people.
        let best = candidates
            .iter()
            .enumerate()
            .min_by_key(|(idx, candidate)| {
                (
                    !is_new_kind(candidate),
                    candidate.angle.assumed,
                    candidate.rank,
                    std::cmp::Reverse(candidate.angle.n_people),
                    *idx,
                )
            })
            .map(|(idx, _)| idx);
        let Some(idx) = best else { break };
        let Candidate {
            mut angle,
            stems,
            about,
            ..
        } = candidates.remove(idx);
        angle.pain = match angle.entry {
            Entry::Pain(at) => Some(at),
            _ => about,
        };
        // What a customer reached is one matter with the pain that it is about.
        pains_used.extend(angle.pain);
        candidates.retain(|candidate| {
            candidate.about.is_none_or(|at| !pains_used.contains(&at))
                && !matches!(candidate.angle.entry, Entry::Pain(at) if pains_used.contains(&at))
        });
        found.push((angle, stems));
    }
    for (angle, _) in &mut found {
        if angle.pain.is_none() {
            angle.pain = companion(brief, &pains_used);
            pains_used.extend(angle.pain);
        }
    }
    let found: Vec<Angle> = found.into_iter().map(|(angle, _)| angle).collect();
    if found.is_empty() {
        return Angles {
            found: vec![Angle {
                entry: Entry::Question,
                pain: None,
                n_people: 0,
                assumed: true,
                says: brief.offer.says.clone().unwrap_or_default(),
            }],
            gap: Some("no angle: neither a goal nor a pain of this person is known, so the draft can only ask".to_owned()),
        };
    }
    let gap = (found.len() < ANGLES).then(|| gap(brief, &found));
    Angles { found, gap }
}

/// Returns what the drafts of a channel open with: an answer to a doubt has each doubt.
pub fn angles_of(brief: &Brief<'_>, channel: Channel) -> Vec<Angle> {
    if channel != Channel::ObjectionAnswer {
        return angles(brief).found;
    }
    let objections = brief.persona.objections.iter().enumerate();
    objections
        .map(|(at, objection)| {
            let n_people = quote::n_people(&objection.statement);
            Angle {
                entry: Entry::Objection(at),
                pain: None,
                n_people,
                assumed: n_people == 0,
                says: objection.statement.says.clone(),
            }
        })
        .collect()
}

fn candidates(brief: &Brief<'_>) -> Vec<Candidate> {
    let persona = brief.persona;
    let mut candidates = Vec::new();
    let mut add = |entry: Entry, statement: &Statement, rank: u8| {
        let n_people = quote::n_people(statement);
        candidates.push(Candidate {
            angle: Angle {
                entry,
                pain: None,
                n_people,
                assumed: n_people == 0,
                says: statement.says.clone(),
            },
            stems: content(&statement.says),
            about: None,
            rank,
        });
    };
    for (at, pain) in persona.pains.iter().enumerate() {
        add(Entry::Pain(at), pain, 0);
    }
    for (at, goal) in persona.goals.iter().enumerate() {
        add(Entry::Goal(at), goal, 1);
    }
    for (at, trigger) in persona.triggers.iter().enumerate() {
        add(Entry::Trigger(at), trigger, 3);
    }
    for (at, _) in answers::answered(brief) {
        add(Entry::Objection(at), &persona.objections[at].statement, 5);
    }
    if persona.goals.is_empty()
        && let Some(asks) = &persona.boss_asks
    {
        candidates.push(Candidate {
            angle: Angle {
                entry: Entry::Boss,
                pain: None,
                n_people: 0,
                assumed: true,
                says: asks.clone(),
            },
            stems: content(asks),
            about: None,
            rank: 4,
        });
    }
    for (proof, inside) in slots::proofs(brief) {
        let stems = content(&proof.claim);
        let about = about(persona, &stems);
        // What a customer reached opens a door only where it is about this reader's pain.
        if !inside || about.is_none() {
            continue;
        }
        // A proof that answers a doubt is about that doubt: two words in common with a pain, such
        // as "front desk", do not make it the answer to the pain.
        let answers_a_doubt = persona
            .objections
            .iter()
            .any(|objection| objection.proof.as_deref() == Some(proof.id.as_str()));
        let in_common = about.map_or(0, |at| shared(&stems, &content(&persona.pains[at].says)));
        if answers_a_doubt && in_common < 3 {
            continue;
        }
        candidates.push(Candidate {
            angle: Angle {
                entry: Entry::Proof(proof.id.clone()),
                pain: None,
                n_people: 0,
                assumed: false,
                says: proof.claim.clone(),
            },
            stems,
            about,
            rank: 2,
        });
    }
    candidates
}

/// Returns the pain with the most people behind it that no angle has yet, else any.
fn companion(brief: &Brief<'_>, used: &[usize]) -> Option<usize> {
    let pains = &brief.persona.pains;
    (0..pains.len()).min_by_key(|at| {
        (
            used.contains(at),
            std::cmp::Reverse(quote::n_people(&pains[*at])),
            *at,
        )
    })
}

/// Returns the pain that most of these words are about, where two are.
pub(crate) fn about(persona: &Persona, stems: &[String]) -> Option<usize> {
    let pains = persona.pains.iter().enumerate();
    pains
        .map(|(at, pain)| (shared(stems, &content(&pain.says)), at))
        .filter(|(n, _)| *n >= 2)
        .min_by_key(|(n, at)| (std::cmp::Reverse(*n), *at))
        .map(|(_, at)| at)
}

/// Returns how many stems two sets share.
pub(crate) fn shared(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|stem| b.contains(stem)).count()
}

/// Returns the part of the shorter set that both share.
pub(crate) fn overlap(a: &[String], b: &[String]) -> f64 {
    match a.len().min(b.len()) {
        0 => 0.0,
        n => shared(a, b) as f64 / n as f64,
    }
}

/// Says why there are fewer than three, and what would make another.
fn gap(brief: &Brief<'_>, found: &[Angle]) -> String {
    let persona = brief.persona;
    let mut missing = Vec::new();
    if persona.goals.is_empty() {
        missing.push("no goal");
    }
    if persona.pains.is_empty() {
        missing.push("no pain");
    }
    if persona.triggers.is_empty() {
        missing.push("no trigger");
    }
    if answers::answered(brief).is_empty() {
        missing.push("no objection with an answer");
    }
    if slots::proofs(brief).iter().all(|(_, inside)| !inside) {
        missing.push("no proof inside this ICP");
    }
    let n = slots::number(found.len());
    let angles = if found.len() == 1 { "angle" } else { "angles" };
    match missing.is_empty() {
        true => format!("only {n} {angles}: what else is written says the same in other words"),
        false => format!("only {n} {angles}: {} is written", missing.join(", ")),
    }
}
