//! What a fear is about: the person's own work, or buying and changing.

use super::cue::Kind;

/// Words that open a fear.
const FEARS: [&str; 12] = [
    "afraid",
    "scared",
    "fears",
    "fear",
    "dreads",
    "dread",
    "worried",
    "worries",
    "worry",
    "concerned",
    "nervous",
    "uneasy",
];

/// Starts of words that speak of a purchase or of leaving what is there.
const CHANGING: [&str; 9] = [
    "switch",
    "migrat",
    "lock-in",
    "locked-in",
    "rollout",
    "roll-out",
    "subscription",
    "implementation",
    "adopting",
];

/// Phrases that speak of the thing offered.
const OFFERED: [&str; 22] = [
    "lock in",
    "locked in",
    "locked into",
    "being locked",
    "another tool",
    "new tool",
    "another system",
    "new system",
    "another app",
    "new app",
    "new software",
    "another vendor",
    "new vendor",
    "long contract",
    "yet another",
    "won't work",
    "will not work",
    "not use it",
    "won't use it",
    "too expensive",
    "hidden fees",
    "hidden costs",
];

/// Returns the kind of a clause, where a fear of buying or changing is a reason to say no and
/// every other fear a pain: "afraid of failing the audit" is about the person's own work.
pub(super) fn weigh(kind: Kind, text: &str) -> Kind {
    let lower = text.to_lowercase().replace('\u{2019}', "'");
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|ch: char| !ch.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let is_fear = words.first().is_some_and(|word| FEARS.contains(word));
    if !is_fear || !matches!(kind, Kind::Pain | Kind::Objection) {
        return kind;
    }
    let joined = format!(" {} ", words.join(" "));
    let is_offered = OFFERED
        .iter()
        .any(|phrase| joined.contains(&format!(" {phrase} ")));
    let is_changing = words
        .iter()
        .any(|word| CHANGING.iter().any(|start| word.starts_with(start)));
    if is_offered || is_changing || is_price_or_change(&words) {
        Kind::Objection
    } else {
        Kind::Pain
    }
}

/// Returns whether the fear is of "the price" or of "change" itself, and not of "rising steel prices".
fn is_price_or_change(words: &[&str]) -> bool {
    let object: Vec<&str> = words
        .iter()
        .skip(1)
        .copied()
        .filter(|word| {
            !matches!(
                *word,
                "of" | "about" | "the" | "its" | "high" | "a" | "any" | "that" | "to"
            )
        })
        .collect();
    matches!(
        object.as_slice(),
        ["price" | "prices" | "pricing" | "cost" | "costs" | "change" | "changing"]
    )
}
