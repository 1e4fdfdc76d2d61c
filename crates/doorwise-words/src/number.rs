//! Numbers that are written as words.

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const LARGE: [&str; 14] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
    "thousand", "million", "dozen", "lakh", "crore",
];

/// Returns whether a lower-case word is a number from two to twelve; "one" is more often no number.
pub(crate) fn is_small(word: &str) -> bool {
    UNITS[2..=12].contains(&word)
}

/// Returns whether a lower-case word is a number above one: "nineteen", "forty", "twenty-one".
pub(crate) fn is_number(word: &str) -> bool {
    let is_part = |part: &str| UNITS[1..].contains(&part) || LARGE.contains(&part);
    word != "one" && word.split('-').all(is_part)
}
