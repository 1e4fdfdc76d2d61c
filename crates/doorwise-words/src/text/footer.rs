//! Where the signature of a piece begins.

use std::ops::Range;

/// Returns the bytes of signature, address and opt-out; a postscript below them is read, and often first.
pub(super) fn footer(raw: &str) -> Range<usize> {
    let start = footer_start(raw);
    let mut at = start;
    for line in raw[start..].split_inclusive('\n') {
        let said = line.trim_start().to_ascii_lowercase();
        if ["ps:", "ps ", "ps,", "p.s."]
            .iter()
            .any(|mark| said.starts_with(mark))
        {
            return start..at;
        }
        at += line.len();
    }
    start..raw.len()
}

/// Returns the byte at which signature, address and opt-out begin, or the length.
fn footer_start(raw: &str) -> usize {
    const OFF: [&str; 17] = [
        "best",
        "best regards",
        "regards",
        "kind regards",
        "warm regards",
        "best wishes",
        "thanks",
        "thank you",
        "cheers",
        "sincerely",
        "yours sincerely",
        "yours",
        "many thanks",
        "--",
        "mit freundlichen grüßen",
        "viele grüße",
        "beste grüße",
    ];
    let mut start = raw.len();
    let mut at = 0;
    let mut behind_blank = false;
    let mut seen_prose = false;
    for line in raw.split_inclusive('\n') {
        let said = line.trim();
        let here = at;
        at += line.len();
        if said.is_empty() {
            behind_blank = true;
            continue;
        }
        let plain = said.trim_end_matches([',', '.', '!']).to_lowercase();
        let n_words = said.split_whitespace().count();
        let is_signature = behind_blank
            && seen_prose
            && n_words <= 10
            && !said.ends_with(['.', '?', '!', ':', ']', ';'])
            && !said.starts_with(['-', '*', '[', '#'])
            && said
                .split_whitespace()
                .filter(|word| {
                    word.chars()
                        .next()
                        .is_some_and(|ch| ch.is_uppercase() || !ch.is_alphabetic())
                })
                .count()
                * 5
                >= n_words * 3;
        // "Cheers, Dinesh (Shipnote, 12 Hosur Rd)": the closing word and who writes on one line.
        let is_closing = seen_prose
            && behind_blank
            && said.split_once(',').is_some_and(|(word, name)| {
                OFF.contains(&word.trim().to_lowercase().as_str())
                    && name.trim_start().starts_with(char::is_uppercase)
            });
        // A way to say stop asks for nothing.
        let is_optout = behind_blank
            && seen_prose
            && n_words <= 16
            && ["not hear from", "unsubscribe", "opt out", "opt-out"]
                .iter()
                .any(|phrase| plain.contains(phrase));
        if seen_prose && (OFF.contains(&plain.as_str()) || is_signature || is_closing || is_optout)
        {
            start = here;
            break;
        }
        seen_prose = true;
        behind_blank = false;
    }
    start
}
