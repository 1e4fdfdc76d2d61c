//! Words that describe a company inside a sentence about a person.

use doorwise_vocab::company_name::COMPANY_NOUNS;

/// In a sentence about a person "a D2C brand" and "a SaaS" are companies too.
fn is_noun(word: &str) -> bool {
    COMPANY_NOUNS.contains(&word) || word == "brand" || word == "saas"
}

/// Words that only a company's description has.
const MARKS: [&str; 16] = [
    "b2b",
    "b2c",
    "d2c",
    "saas",
    "seed-stage",
    "funded",
    "bootstrapped",
    "employees",
    "headcount",
    "arr",
    "turnover",
    "crore",
    "series",
    "fintech",
    "ecommerce",
    "e-commerce",
];

/// Returns whether the words describe a company by its size, stage, industry or revenue.
pub(super) fn describes(text: &str) -> bool {
    let words = words(text);
    let has_noun = words.iter().any(|word| is_noun(word));
    let has_mark = words.iter().any(|word| {
        MARKS.contains(&word.as_str())
            || word
                .strip_suffix("-person")
                .or(word.strip_suffix("-people"))
                .is_some()
    });
    let opens_at = words.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "at" | "in" | "from" | "with" | "of" | "works" | "work"
        )
    });
    let counts_people = words.windows(2).any(|pair| {
        pair[0].starts_with(|ch: char| ch.is_ascii_digit())
            && matches!(pair[1].as_str(), "people" | "person" | "staff")
    });
    (has_noun && (has_mark || opens_at))
        || (has_mark && opens_at)
        || counts_people && opens_at
        || (has_mark && counts_people)
}

/// Cuts "at a 30-person Series A startup" off the end of a clause.
pub(super) fn cut(text: &str) -> (&str, Option<&str>) {
    for preposition in [
        " at a ", " at an ", " in a ", " in an ", " of a ", " of an ", " for a ", " for an ",
    ] {
        if let Some(at) = text.find(preposition) {
            let tail = text[at..].trim();
            let has_mark = words(tail)
                .iter()
                .any(|word| MARKS.contains(&word.as_str()) || word.ends_with("-person"));
            if has_mark && describes(&tail.replacen("for ", "at ", 1)) {
                return (text[..at].trim(), Some(tail));
            }
        }
    }
    (text, None)
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| {
            word.trim_matches(|ch: char| !ch.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect()
}
