//! What counts in the answer to a question that a form asks.
//!
//! Who writes into "What do you dislike?" speaks of trouble without the turns of speech of a talk: "No
//! bulk export", "I wish it was cheaper". So the question carries the kind, and the sentence has only to
//! be one: a complaint that is no praise, a gain that is more than praise. What is neither waits
//! for a person.

use super::Kind;
use super::cues::TABLES;
use super::question::Question;

/// Words of the shortest answer that counts.
const WORDS: usize = 4;

/// Whether a sentence counts as what the form asked for; none where the form asked for another kind, so
/// that the sentence must stand for itself.
pub(super) fn counts(asked: &Question, kind: Kind, said: &[String]) -> Option<bool> {
    if !asked.is_form || !asked.kinds.iter().any(|(own, _)| *own == kind) {
        return None;
    }
    let is_enough = said.len() >= WORDS;
    let is_trouble =
        || TABLES.asked.has(said) || TABLES.complaints.has(said) && !TABLES.praise.has(said);
    match kind {
        Kind::Pain => Some(is_enough && is_trouble()),
        Kind::Outcome => Some(is_enough && TABLES.gains.has(said) && !TABLES.nice.has(said)),
        _ => None,
    }
}
