//! A first mail: a guess at the goal and the pain, the way out, a proof, one small ask.

use doorwise_model::persona::Persona;
use doorwise_model::proof::Proof;
use doorwise_model::statement::Statement;

use super::{
    Brief, Channel, Draft, Part, Sentence, Source, claim, greeting, nearest, offer_line, subject,
};
use crate::reader::{self, StatementRole, upper_first};

/// Words that a first mail should not exceed, and should reach.
const WORDS: std::ops::RangeInclusive<usize> = 50..=125;

/// Returns the draft of a first mail.
pub fn cold_email(brief: &Brief<'_>) -> Draft {
    let mut gaps = Vec::new();
    let mut sentences = vec![Sentence {
        text: greeting(brief),
        source: Source::Greeting,
        paragraph: 0,
    }];
    let persona = brief.persona;
    let guess = opening(persona, 1, &mut gaps);
    let question = if guess.is_empty() {
        today(brief, 1)
    } else {
        None
    };
    let knows_reader = !guess.is_empty();
    sentences.extend(guess);
    sentences.extend(boss(persona, 1));
    let way_out = way_out(brief, 2, &mut gaps);
    let proof = proof(brief, 2, &mut gaps);
    let answered = answer(brief, 2, &mut gaps);
    // A stranger raised no objection yet; its answer belongs to the follow-up, unless it is all there is.
    let answered = answered.filter(|_| way_out.is_none() && proof.is_none());
    let ask = ask(brief, 3, &mut gaps);
    match (question, ask) {
        (Some(question), Some(ask)) => {
            sentences.push(question);
            sentences.extend(way_out.into_iter().chain(proof).chain(answered));
            sentences.push(ask);
        }
        (question, ask) => {
            sentences.extend(way_out.into_iter().chain(proof).chain(answered));
            let last = ask.or(question).unwrap_or_else(|| interest(brief));
            sentences.push(Sentence {
                paragraph: 3,
                ..last
            });
        }
    }
    sentences.extend(signature(brief, 4, &mut gaps));
    let mut draft = Draft {
        channel: Channel::ColdEmail,
        subject: Some(subject::subject(brief)),
        sentences,
        gaps,
        note: "problem aware: pain, way out, proof, ask".to_owned(),
    };
    fit_length(&mut draft, knows_reader);
    draft
}

/// Leaves out what can be missed most until the mail is short enough, and says where it is too short.
fn fit_length(draft: &mut Draft, knows_reader: bool) {
    for spare in [Part::Objection, Part::Boss] {
        if draft.n_words() > *WORDS.end() {
            draft.sentences.retain(|sentence| !matches!(sentence.source, Source::Persona { part, .. } if part == spare));
        }
    }
    // Without a guess about the reader there is nothing to be wrong about.
    if draft.n_words() < *WORDS.start() && knows_reader {
        let at = draft
            .sentences
            .iter()
            .position(|sentence| matches!(sentence.source, Source::Ask(_)))
            .unwrap_or(0);
        let paragraph = draft.sentences[at].paragraph;
        let text = "If my guess is wrong, one line back is enough and I will leave you in peace."
            .to_owned();
        draft.sentences.insert(
            at,
            Sentence {
                text,
                source: Source::Law,
                paragraph: paragraph - 1,
            },
        );
    }
    let n_words = draft
        .sentences
        .iter()
        .filter(|s| !matches!(s.source, Source::Signature(_)))
        .map(|s| s.text.split_whitespace().count())
        .sum::<usize>();
    if n_words > *WORDS.end() {
        draft.gaps.push(format!(
            "{n_words} words, more than 125: shorten the offer or the proof"
        ));
    }
}

fn of_persona(part: Part, statement: &Statement) -> Source {
    Source::Persona {
        part,
        place: statement.place.clone(),
        assumed: statement.assumed,
        n_quotes: statement.evidence.len(),
    }
}

/// Returns the guess at goal and pain; both are guesses to a stranger, whatever others said.
pub(super) fn opening(
    persona: &Persona,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let goal = persona
        .goals
        .first()
        .map(|goal| (goal, reader::as_clause(&goal.says, StatementRole::Goal)));
    let pain = persona
        .pains
        .first()
        .map(|pain| (pain, reader::as_clause(&pain.says, StatementRole::Pain)));
    match &goal {
        Some((goal, clause)) => {
            let text = format!("My guess is that {clause}.");
            sentences.push(Sentence {
                text,
                source: of_persona(Part::Goal, goal),
                paragraph,
            });
        }
        None => gaps.push("no goal: ask what this person is on the hook for".to_owned()),
    }
    match &pain {
        Some((pain, clause)) => {
            let text = match (&goal, clause.starts_with("you ")) {
                (None, _) => format!("My guess is that {clause}."),
                (Some(_), true) => format!("And I suspect {clause}."),
                (Some(_), false) => format!("And I suspect that {clause}."),
            };
            sentences.push(Sentence {
                text,
                source: of_persona(Part::Pain, pain),
                paragraph,
            });
        }
        None => gaps.push("no pain: ask what goes wrong in this person's week".to_owned()),
    }
    if sentences
        .iter()
        .any(|sentence| matches!(sentence.source, Source::Persona { assumed: true, .. }))
    {
        gaps.push("goal or pain is an assumption: no interview says it yet".to_owned());
    }
    sentences
}

fn boss(persona: &Persona, paragraph: usize) -> Option<Sentence> {
    let question = persona.boss_asks.as_deref()?.trim();
    // The boss is named in the goal where anybody is: "prove pipeline to her founder".
    const BOSSES: [&str; 10] = [
        "founder", "ceo", "board", "boss", "cfo", "cto", "coo", "manager", "md", "vp",
    ];
    let boss = persona
        .goals
        .iter()
        .flat_map(|goal| goal.says.split_whitespace())
        .map(|word| word.trim_matches(|ch: char| !ch.is_alphanumeric()))
        .find(|word| BOSSES.contains(&word.to_lowercase().as_str()))
        .unwrap_or("boss");
    Some(Sentence {
        text: format!("Perhaps your {boss} puts it like this: \"{question}\""),
        source: Source::Persona {
            part: Part::Boss,
            place: persona.place.clone(),
            assumed: true,
            n_quotes: 0,
        },
        paragraph,
    })
}

/// Returns what the offer does, unless it makes a claim that nothing proves.
pub(super) fn way_out(
    brief: &Brief<'_>,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Option<Sentence> {
    let offer = brief.offer;
    let says = offer.says.as_deref().unwrap_or_default();
    let kept = match (claim::makes_claim(says), claim::without_claim(says)) {
        (false, _) => says,
        (true, Some((kept, cut))) => {
            gaps.push(format!(
                "the offer makes a claim, \"{}\", that no proof is listed for, so it is left out: move it to proof/",
                cut.trim_end_matches('.')
            ));
            kept
        }
        (true, None) => {
            gaps.push(
                "the offer's sentence makes a claim, so it is left out: move the claim to proof/"
                    .to_owned(),
            );
            return None;
        }
    };
    let Some(text) = offer_line::offer_line(kept, offer.product.as_deref()) else {
        gaps.push("no offer: say in doorwise.yaml what it does, in one sentence".to_owned());
        return None;
    };
    for never in &brief.persona.never {
        if kept.to_lowercase().contains(&never.to_lowercase()) {
            gaps.push(format!(
                "the offer says `{never}`, a word this person never uses"
            ));
        }
    }
    Some(Sentence {
        text,
        source: Source::Offer(offer.place.clone()),
        paragraph,
    })
}

/// Returns the nearest proof, quoted with its customer.
pub(super) fn proof(
    brief: &Brief<'_>,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Option<Sentence> {
    let named: Vec<Proof> = brief
        .proofs
        .iter()
        .filter(|proof| proof.customer.is_some())
        .cloned()
        .collect();
    let Some((found, inside)) = nearest::nearest_proof(brief.icp, &named) else {
        gaps.push("no proof with a customer: the draft claims nothing".to_owned());
        return None;
    };
    if !inside {
        gaps.push(format!(
            "no proof inside this ICP: `{}` is the nearest",
            found.id
        ));
    }
    let customer = found.customer.as_deref().unwrap_or_default();
    let size = found
        .company
        .get("employees")
        .filter(|size| size.chars().all(|ch| ch.is_ascii_digit()));
    let who = match size {
        Some(size) => format!("{customer} ({size} people)"),
        None => customer.to_owned(),
    };
    let claim = upper_first(found.claim.trim().trim_end_matches('.'));
    Some(Sentence {
        text: format!("One example, {who}: {claim}."),
        source: Source::Proof {
            id: found.id.clone(),
            place: found.place.clone(),
        },
        paragraph,
    })
}

/// Returns the answer to the first objection that has one and claims nothing unproven.
fn answer(brief: &Brief<'_>, paragraph: usize, gaps: &mut Vec<String>) -> Option<Sentence> {
    if brief
        .persona
        .objections
        .iter()
        .all(|objection| objection.answer.is_none())
    {
        gaps.push("no objection with an answer: a doubt stays open".to_owned());
    }
    brief.persona.objections.iter().find_map(|objection| {
        let answer = objection.answer.as_deref()?.trim();
        let is_proven = objection
            .proof
            .as_ref()
            .is_some_and(|id| brief.proofs.iter().any(|proof| proof.id == *id));
        if claim::makes_claim(answer) && !is_proven {
            gaps.push(format!(
                "the answer to \"{}\" claims something without a proof, so it is left out",
                objection.statement.says
            ));
            return None;
        }
        let doubt = objection.statement.says.trim().trim_end_matches('.');
        let end = if answer.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        let text = format!(
            "In case you are thinking \"{doubt}\": {}{end}",
            upper_first(answer)
        );
        Some(Sentence {
            text,
            source: of_persona(Part::Objection, &objection.statement),
            paragraph,
        })
    })
}

/// Returns the question after the reader's present way, where nothing is known of the reader.
pub(super) fn today(brief: &Brief<'_>, paragraph: usize) -> Option<Sentence> {
    let says = brief.offer.says.as_deref()?;
    let says = claim::without_claim(says).map_or(says, |(kept, _)| kept);
    let topic = offer_line::topic(says, brief.offer.product.as_deref())
        .filter(|topic| offer_line::is_thing(topic) && !claim::makes_claim(topic))?;
    Some(Sentence {
        text: format!("How do you handle {topic} today?"),
        source: Source::Ask(brief.offer.place.clone()),
        paragraph,
    })
}

/// Returns the question whether the guess matters, where the offer has no first step.
fn interest(brief: &Brief<'_>) -> Sentence {
    let knows_reader = !(brief.persona.goals.is_empty() && brief.persona.pains.is_empty());
    let text = if knows_reader {
        "Is that on your list this quarter?"
    } else {
        "Is this something you look at?"
    };
    Sentence {
        text: text.to_owned(),
        source: Source::Ask(brief.offer.place.clone()),
        paragraph: 3,
    }
}

/// Returns the offer's first small step as a question.
fn ask(brief: &Brief<'_>, paragraph: usize, gaps: &mut Vec<String>) -> Option<Sentence> {
    let first_ask = brief
        .offer
        .asks
        .first()
        .map(|ask| ask.trim().trim_end_matches(['.', '?']))
        .filter(|ask| !ask.is_empty());
    let Some(ask) = first_ask else {
        gaps.push(
            "no small first step in the offer: add one to `asks`, such as a sample".to_owned(),
        );
        return None;
    };
    let ask = reader::lower_first(ask);
    let first = ask.split_whitespace().next().unwrap_or_default();
    let is_verb = crate::verbs::by_base(first)
        .is_some_and(|verb| !verb.is_noun_too || matches!(first, "try" | "see" | "visit"));
    let text = if is_verb {
        format!("Would you like to {ask}?")
    } else {
        format!("Would {ask} be useful?")
    };
    Some(Sentence {
        text,
        source: Source::Ask(brief.offer.place.clone()),
        paragraph,
    })
}

fn signature(brief: &Brief<'_>, paragraph: usize, gaps: &mut Vec<String>) -> Vec<Sentence> {
    let sender = &brief.offer.sender;
    let place = brief.offer.place.clone();
    let mut sentences = Vec::new();
    let who: Vec<&str> = [
        sender.name.as_deref(),
        sender.role.as_deref(),
        brief.offer.product.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    if sender.name.is_none() {
        gaps.push("no sender: a mail has to say who writes".to_owned());
    }
    for line in [Some(who.join(", ")), sender.address.clone()]
        .into_iter()
        .flatten()
        .filter(|line| !line.is_empty())
    {
        sentences.push(Sentence {
            text: line,
            source: Source::Signature(place.clone()),
            paragraph,
        });
    }
    if sender.address.is_none() {
        gaps.push("no postal address: the US and others ask for one".to_owned());
    }
    let text = "Write \"stop\" and you will not hear from me again.".to_owned();
    sentences.push(Sentence {
        text,
        source: Source::Law,
        paragraph,
    });
    sentences
}
