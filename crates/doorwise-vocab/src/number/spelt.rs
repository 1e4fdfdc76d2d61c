//! Numbers written out in English.

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
const LARGE: [(&str, u64); 15] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("dozen", 12),
    ("hundred", 100),
    ("thousand", 1_000),
    ("lakh", 100_000),
    ("million", 1_000_000),
    ("crore", 10_000_000),
    ("billion", 1_000_000_000),
];

/// Returns the number that one lower-case word stands for: 19 for "nineteen", 100,000 for "lakh".
pub fn spelt(word: &str) -> Option<u64> {
    let unit = UNITS.iter().position(|unit| *unit == word);
    let large = || LARGE.iter().find(|(large, _)| *large == word);
    unit.map(|unit| unit as u64)
        .or_else(|| large().map(|(_, number)| *number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_numbers() {
        for (word, number) in [
            ("zero", Some(0)),
            ("one", Some(1)),
            ("nineteen", Some(19)),
            ("twenty", Some(20)),
            ("dozen", Some(12)),
            ("lakh", Some(100_000)),
            ("crore", Some(10_000_000)),
            ("half", None),
            ("tens", None),
            ("", None),
        ] {
            assert_eq!(spelt(word), number, "{word}");
        }
    }
}
