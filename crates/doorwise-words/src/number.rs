//! Numbers that are written as words.

use doorwise_vocab::number::spelt;

/// Returns whether a lower-case word is a number from two to twelve; "one" is more often no number.
pub(crate) fn is_small(word: &str) -> bool {
    matches!(spelt(word), Some(2..=12)) && word != "dozen"
}

/// Returns whether a lower-case word is a number above one: "nineteen", "forty", "twenty-one".
pub(crate) fn is_number(word: &str) -> bool {
    let is_part = |part: &str| spelt(part).is_some_and(|number| number > 0);
    word != "one" && word.split('-').all(is_part)
}
