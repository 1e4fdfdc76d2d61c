//! Doubts and what may be answered to them.

use super::{Brief, Part, Sentence, Source, claim, slots};
use crate::reader::{self, upper_first};

/// Words of the longest answer to a doubt that a first mail carries.
const ANSWER_WORDS: usize = 32;
/// Fewest words of an answer that is read without its doubt: "Sales fills nothing." alone is a riddle.
const LEAST_WORDS: usize = 6;

/// Returns the doubts that have an answer which claims nothing unproven: position, answer.
pub(crate) fn answered<'a>(brief: &Brief<'a>) -> Vec<(usize, &'a str)> {
    let objections = brief.persona.objections.iter().enumerate();
    objections
        .filter_map(|(at, objection)| {
            let answer = objection.answer.as_deref()?.trim();
            let is_proven = objection
                .proof
                .as_ref()
                .is_some_and(|id| brief.proofs.iter().any(|proof| proof.id == *id));
            (!answer.is_empty() && (!claim::makes_claim(answer) || is_proven))
                .then_some((at, answer))
        })
        .collect()
}

/// Names the doubts that stay open.
pub(crate) fn open_doubts(brief: &Brief<'_>, gaps: &mut Vec<String>) {
    let objections = &brief.persona.objections;
    if objections
        .iter()
        .all(|objection| objection.answer.is_none())
    {
        gaps.push("no objection with an answer: a doubt stays open".to_owned());
    }
    let known = answered(brief);
    for (at, objection) in objections.iter().enumerate() {
        if objection.answer.is_some() && known.iter().all(|(known, _)| *known != at) {
            gaps.push(format!(
                "the answer to \"{}\" claims something without a proof, so it is left out",
                objection.statement.says
            ));
        }
    }
}

/// Returns the answer to a doubt: alone where it can be read alone, else with the doubt named before it.
pub(crate) fn answer(brief: &Brief<'_>, at: usize, says: &str, paragraph: usize) -> Sentence {
    let objection = &brief.persona.objections[at];
    let doubt = objection.statement.says.trim().trim_end_matches(['.', '?']);
    let says = slots::ended(&upper_first(says));
    let text = if is_question(doubt) {
        format!("You may ask \"{doubt}\". {says}")
    } else if stands_alone(&says) {
        says
    } else {
        format!(
            "If your first thought is \"{doubt}\": {}",
            after_colon(&says)
        )
    };
    Sentence::new(
        text,
        Source::of(Part::Objection, at, &objection.statement),
        paragraph,
    )
}

/// Returns an answer with a small first letter where its first word is no name: it opens with a
/// pronoun, or is short.
fn after_colon(says: &str) -> String {
    const SMALL: [&str; 22] = [
        "It", "It's", "Its", "They", "This", "That", "These", "Those", "He", "She", "Yes", "No",
        "Not", "None", "Only", "Then", "So", "Both", "Same", "Neither", "The", "You",
    ];
    let first = says.split_whitespace().next().unwrap_or_default();
    let word = first.trim_matches(|ch: char| !ch.is_alphanumeric() && ch != '\'');
    match SMALL.contains(&word) {
        true => says[..1].to_lowercase() + &says[1..],
        false => reader::lower_first(says),
    }
}

/// "Why can't HubSpot do it", "what are we cutting for this": a doubt that is asked.
fn is_question(doubt: &str) -> bool {
    let first = doubt.split_whitespace().next().unwrap_or_default();
    matches!(
        first.to_lowercase().as_str(),
        "why"
            | "what"
            | "how"
            | "who"
            | "when"
            | "where"
            | "which"
            | "is"
            | "are"
            | "does"
            | "do"
            | "can"
            | "will"
    )
}

/// Returns whether an answer says by itself what it is about: it opens with no "it", "yes" or "that".
fn stands_alone(answer: &str) -> bool {
    let first = answer.split_whitespace().next().unwrap_or_default();
    let first = first
        .trim_matches(|ch: char| !ch.is_alphanumeric() && ch != '\'')
        .to_lowercase();
    !matches!(
        first.as_str(),
        "it" | "it's"
            | "its"
            | "they"
            | "they're"
            | "this"
            | "that"
            | "these"
            | "those"
            | "he"
            | "she"
            | "yes"
            | "no"
            | "not"
            | "none"
            | "nothing"
            | "nobody"
            | "only"
            | "then"
            | "so"
            | "but"
            | "because"
            | "true"
            | "right"
            | "correct"
            | "both"
            | "same"
            | "neither"
    ) && answer.split_whitespace().count() >= LEAST_WORDS
        && reader::shape(answer, reader::StatementRole::Pain) == reader::Shape::Clause
}

/// Returns the answers that are short enough for a mail, in the order of the file.
pub(crate) fn short_answers(brief: &Brief<'_>, paragraph: usize) -> Vec<Sentence> {
    answered(brief)
        .into_iter()
        .filter(|(at, answer)| {
            let doubt = &brief.persona.objections[*at].statement.says;
            (doubt.split_whitespace().count() + answer.split_whitespace().count()) <= ANSWER_WORDS
        })
        .map(|(at, says)| answer(brief, at, says, paragraph))
        .collect()
}
