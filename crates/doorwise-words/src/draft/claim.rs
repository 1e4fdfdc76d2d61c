//! What claims a result that the reader cannot check: numbers, number words, boasts.

use std::ops::Range;

/// Words that praise and prove nothing.
const BOASTS: [&str; 14] = [
    "best",
    "leading",
    "leader",
    "fastest",
    "cheapest",
    "guarantee",
    "guarantees",
    "guaranteed",
    "proven",
    "award-winning",
    "world-class",
    "#1",
    "unique",
    "only",
];

const UNITS: [&str; 16] = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks",
    "month", "months", "year", "years", "sprint", "sprints",
];

/// Words before a number that is part of a name: "section 80C", "Office 365", "ISO 27001".
const NAMED: [&str; 26] = [
    "section",
    "article",
    "form",
    "rule",
    "schedule",
    "annex",
    "class",
    "type",
    "level",
    "tier",
    "part",
    "chapter",
    "phase",
    "version",
    "office",
    "microsoft",
    "windows",
    "dynamics",
    "iso",
    "soc",
    "gpt",
    "bs",
    "en",
    "din",
    "eu",
    "title",
];

/// Letters before a number that are a currency and make it an amount.
const CURRENCIES: [&str; 9] = ["usd", "eur", "inr", "gbp", "aed", "sgd", "aud", "cad", "rs"];

/// Returns whether a text claims something that only a proof could back.
pub fn makes_claim(text: &str) -> bool {
    find(text).is_some()
}

/// Returns the words that claim, where the first claim stands.
pub(crate) fn find(text: &str) -> Option<Range<usize>> {
    let words = words_of(text);
    (0..words.len()).find_map(|idx| {
        let length = claim_at(&words, idx)?;
        let last = (idx + length - 1).min(words.len() - 1);
        Some(words[idx].1.start..words[last].1.end)
    })
}

/// Returns how many words from `idx` on make a claim.
fn claim_at(words: &[(&str, Range<usize>)], idx: usize) -> Option<usize> {
    let folded = |at: usize| {
        words
            .get(at)
            .map_or(String::new(), |(word, _)| word.to_lowercase())
    };
    let (written, here, next) = (words[idx].0, folded(idx), folded(idx + 1));
    let before = idx.checked_sub(1).map_or(String::new(), folded);
    let is_unit = |word: &str| UNITS.contains(&word);
    if BOASTS.contains(&here.as_str()) || here.ends_with('%') {
        return Some(1);
    }
    if here.chars().any(|ch| ch.is_ascii_digit()) {
        let before_written = idx.checked_sub(1).map_or("", |at| words[at].0);
        return (!is_name(written, before_written)).then_some(1);
    }
    match here.as_str() {
        "half" | "halve" | "halves" | "twice" | "tenfold" | "percent" | "overnight" => Some(1),
        "double" | "doubles" | "doubling" | "triple" | "triples" | "tripling"
            if !matches!(
                next.as_str(),
                "entry" | "check" | "opt" | "booking" | "bookings"
            ) =>
        {
            Some(1)
        }
        // "Trusted by Razorpay and Freshworks": a customer's name is a claim as a number is.
        "trusted" | "used" | "loved" | "chosen" | "backed" | "recommended" | "adopted"
            if next == "by" && names_or_counts(words.get(idx + 2)) =>
        {
            Some(3)
        }
        "use" | "uses" | "trust" | "trusts" | "love" | "loves" | "chose"
            if matches!(next.as_str(), "it" | "us")
                && names_or_counts(idx.checked_sub(1).and_then(|at| words.get(at))) =>
        {
            Some(2)
        }
        "third" | "quarter" | "tenth" if matches!(before.as_str(), "a" | "one" | "two") => Some(1),
        "instantly" | "immediately" => Some(1),
        "a" | "an" | "one" | "minutes" | "hours" | "days" | "seconds" | "weeks"
            if matches!(
                before.as_str(),
                "in" | "within" | "under" | "takes" | "than" | "to"
            ) && (is_unit(&here) || is_unit(&next)) =>
        {
            Some(if is_unit(&here) { 1 } else { 2 })
        }
        number
            if crate::number::is_number(number)
                && (is_unit(&next)
                    // "From nineteen days to seven": the number it came down to has no unit.
                    || before == "from"
                    || matches!(before.as_str(), "to" | "by") && (0..idx).any(|at| folded(at) == "from")
                    || matches!(
                        next.as_str(),
                        "times"
                            | "percent"
                            | "fold"
                            | "customers"
                            | "companies"
                            | "teams"
                            | "brands"
                    )) =>
        {
            Some(2)
        }
        _ => None,
    }
}

/// Returns whether a word is a name or how many: "Razorpay", "leading", "500+".
fn names_or_counts(word: Option<&(&str, Range<usize>)>) -> bool {
    word.is_some_and(|(word, _)| {
        word.starts_with(char::is_uppercase)
            || word.starts_with(|ch: char| ch.is_ascii_digit())
            || crate::number::is_number(&word.to_lowercase())
            || matches!(
                *word,
                "leading"
                    | "top"
                    | "many"
                    | "hundreds"
                    | "thousands"
                    | "dozens"
                    | "over"
                    | "more"
                    | "teams"
                    | "companies"
                    | "brands"
                    | "the"
            )
    })
}

/// Returns whether a word with a digit is a name: "B2B", "GPT-4", "3PL", "24/7", or "2" behind "SOC".
fn is_name(word: &str, before: &str) -> bool {
    if word == "24/7" || word.ends_with("-person") || word.ends_with("-people") {
        return true;
    }
    if word.starts_with(char::is_alphabetic) {
        return !CURRENCIES.iter().any(|code| {
            word.to_lowercase()
                .trim_end_matches(|ch: char| !ch.is_alphabetic())
                == *code
        });
    }
    let letters: String = word.chars().filter(|ch| ch.is_alphabetic()).collect();
    let counts = matches!(letters.as_str(), "K" | "M" | "B" | "X" | "L" | "T");
    if !letters.is_empty() {
        let folded_before = before.to_lowercase();
        return (letters.chars().all(char::is_uppercase) && !counts)
            || NAMED.contains(&folded_before.as_str());
    }
    // "$40", "40+": an amount, whatever stands before.
    if !word.starts_with(|ch: char| ch.is_ascii_digit()) || word.ends_with('+') {
        return false;
    }
    let folded = before.to_lowercase();
    let is_acronym = before.chars().count() >= 2
        && before.chars().all(|ch| ch.is_uppercase() || ch == '/')
        && !CURRENCIES.contains(&folded.as_str());
    is_acronym || NAMED.contains(&folded.as_str())
}

/// Words that open a part which can go without breaking the sentence.
const OPENERS: [&str; 15] = [
    "in", "within", "by", "under", "with", "for", "from", "at", "up", "saving", "and", "instead",
    "so", "to", "while",
];

/// Words that may stand between the opener and the number: "by up to 40 percent".
const BETWEEN: [&str; 14] = [
    "up", "to", "less", "more", "than", "under", "over", "just", "only", "a", "an", "about", "the",
    "at",
];

/// Returns the text without its claim and all behind it, and what was cut, where what is left still
/// says something: "answers security questionnaires" of "... in a day instead of three weeks".
pub(crate) fn without_claim(text: &str) -> Option<(&str, &str)> {
    let claim = find(text)?;
    let words = words_of(text);
    let at = words
        .iter()
        .position(|(_, range)| range.start == claim.start)?;
    // Back over "by up to" to the opener; a comma ends a part by itself.
    let mut from = at;
    loop {
        let before = from.checked_sub(1)?;
        let gap = &text[words[before].1.end..words[from].1.start];
        if gap.contains([',', ';', ':']) || gap.contains(" - ") || gap.contains('\u{2014}') {
            break;
        }
        let word = words[before].0.to_lowercase();
        from = before;
        if OPENERS.contains(&word.as_str()) && !continues(&words, before) {
            break;
        }
        let is_between = [&BETWEEN[..], &OPENERS, &CURRENCIES]
            .iter()
            .any(|list| list.contains(&word.as_str()));
        if !is_between {
            return None;
        }
    }
    let kept = text[..words[from].1.start].trim_end_matches(|ch: char| {
        ch.is_whitespace() || matches!(ch, ',' | ';' | ':' | '-' | '\u{2014}')
    });
    let dangles = words_of(kept).last().is_none_or(|(word, _)| {
        OPENERS.contains(word) || BETWEEN.contains(word) || matches!(*word, "of" | "or" | "that")
    });
    let says_something = words_of(kept).len() >= 2 && !dangles && !makes_claim(kept);
    says_something.then(|| (kept, text[words[from].1.start..].trim()))
}

/// Returns whether an opener goes on from another: "to" of "up to", "at" of "by at least".
fn continues(words: &[(&str, Range<usize>)], idx: usize) -> bool {
    idx.checked_sub(1).is_some_and(|before| {
        let before = words[before].0;
        OPENERS.contains(&before) && matches!(words[idx].0, "to" | "under" | "up" | "at")
    })
}

/// Returns the words with their bytes; signs that belong to a number stay: "40%", "24/7", "#1", "$5".
fn words_of(text: &str) -> Vec<(&str, Range<usize>)> {
    let is_inside =
        |ch: char| ch.is_alphanumeric() || "'\u{2019}-/#%+$\u{20ac}\u{a3}\u{20b9}.,".contains(ch);
    let mut words = Vec::new();
    let mut start = None;
    for (at, ch) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = at < text.len() && is_inside(ch);
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let word = &text[from..at];
                let trimmed = word.trim_matches(['.', ',', '-', '/', '\'']);
                if !trimmed.is_empty() {
                    let from = from
                        + (word.len() - word.trim_start_matches(['.', ',', '-', '/', '\'']).len());
                    words.push((trimmed, from..from + trimmed.len()));
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_digits_are_no_claims_and_number_words_are() {
        for named in [
            "automates SOC 2 evidence",
            "keeps ISO 27001 records",
            "connects GPT-4 to Office 365",
            "answers the phone 24/7",
            "B2B orders for 3PL operators",
            "Web3 payroll",
            "files section 80C proofs",
            "for 20-person brands",
            "double-entry bookkeeping",
            "third-party audits",
            "checks leads every day",
            "puts all orders in one place",
            "Article 30 records",
        ] {
            assert!(!makes_claim(named), "{named}");
        }
        for (claimed, kept) in [
            (
                "answers security questionnaires in a day instead of three weeks",
                Some("answers security questionnaires"),
            ),
            ("We cut shrinkage by half.", Some("We cut shrinkage")),
            ("cuts returns by up to 40%", Some("cuts returns")),
            ("fills shifts within hours", Some("fills shifts")),
            ("closes the books twice as fast", None),
            (
                "writes quotes, saving 3 hours a week",
                Some("writes quotes"),
            ),
            ("saves 3 hours a week", None),
            ("trusted by 200 companies", None),
            ("reduces scrap by a third", Some("reduces scrap")),
            ("doubles reply rates", None),
            ("matches invoices at USD 40", Some("matches invoices")),
            ("grows pipeline 10x", None),
            ("the leading tool for rotas in 3 days", None),
            (
                "automates SOC 2 evidence in two weeks",
                Some("automates SOC 2 evidence"),
            ),
            ("reads tickets in under 5 minutes", Some("reads tickets")),
            ("finds forty percent more donors", None),
            (
                "cuts onboarding from nineteen days to seven",
                Some("cuts onboarding"),
            ),
            (
                "cuts onboarding from nineteen to seven",
                Some("cuts onboarding"),
            ),
            (
                "answers tickets in twenty-one minutes",
                Some("answers tickets"),
            ),
            ("trusted by Razorpay and Freshworks", None),
            ("fills the CRM, trusted by Razorpay", Some("fills the CRM")),
            ("Razorpay and Freshworks use it", None),
        ] {
            assert!(makes_claim(claimed), "{claimed}");
            assert_eq!(
                without_claim(claimed).map(|(kept, _)| kept),
                kept,
                "{claimed}"
            );
        }
    }
}
