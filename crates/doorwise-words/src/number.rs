//! Numbers that are written as words.

/// Returns whether a lower-case word is a number from two to twelve; "one" is more often no number.
pub(crate) fn is_small(word: &str) -> bool {
    matches!(
        word,
        "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
    )
}
