//! Words of a sentence for matching, with the place where each stands.

use std::ops::Range;

use doorwise_vocab::number::spelt;

/// Spoken fillers that no pattern needs to know. They stay inside quotes.
const FILLERS: [&str; 22] = [
    "um",
    "uh",
    "uhm",
    "er",
    "erm",
    "hmm",
    "mm",
    "mmm",
    "haha",
    "ha",
    "haan",
    "basically",
    "honestly",
    "actually",
    "really",
    "just",
    "literally",
    "yaar",
    "bhai",
    "na",
    "obviously",
    "frankly",
];

/// Fillers of two words.
const PAIRS: [[&str; 2]; 6] = [
    ["you", "know"],
    ["i", "mean"],
    ["kind", "of"],
    ["sort", "of"],
    ["of", "course"],
    ["let's", "see"],
];

/// Cuts text into lower-case words and commas, fillers left out.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for ch in text.chars().chain([' ']) {
        let ch = if ch == '\u{2019}' || ch == '\u{2018}' {
            '\''
        } else {
            ch
        };
        if ch.is_alphanumeric() || ch == '\'' || (ch == '%' && !word.is_empty()) {
            match ch.is_ascii() {
                true => word.push(ch.to_ascii_lowercase()),
                false => word.extend(ch.to_lowercase()),
            }
            continue;
        }
        let done = std::mem::take(&mut word);
        match done.trim_matches('\'') {
            "" => {}
            bare if bare.len() == done.len() => words.push(done),
            bare => words.push(bare.to_owned()),
        }
        if matches!(ch, ',' | ';' | ':' | '\u{2014}' | '\u{2013}' | '.')
            && words.last().is_some_and(|last| last != ",")
        {
            words.push(",".to_owned());
        }
    }
    while words.last().is_some_and(|last| last == ",") {
        words.pop();
    }
    without_fillers(as_one(words))
}

/// Makes "no one" the one word "nobody", and "at the moment", which asks for no event, "currently".
fn as_one(mut words: Vec<String>) -> Vec<String> {
    for (said, one) in [
        (&["no", "one"][..], "nobody"),
        (&["at", "the", "moment"], "currently"),
        (&["at", "present"], "currently"),
    ] {
        let mut from = 0;
        while let Some(at) = words[from..]
            .windows(said.len())
            .position(|run| run.iter().eq(said.iter()))
        {
            let at = from + at;
            words[at] = one.to_owned();
            words.drain(at + 1..at + said.len());
            from = at + 1;
        }
    }
    words
}

fn without_fillers(mut words: Vec<String>) -> Vec<String> {
    let mut is_kept: Vec<bool> = Vec::with_capacity(words.len());
    // Whether the last word that was kept is a comma; the start counts as one.
    let mut is_after_comma = true;
    let mut idx = 0;
    while idx < words.len() {
        let pair = PAIRS.iter().any(|pair| {
            words[idx] == pair[0] && words.get(idx + 1).is_some_and(|next| next == pair[1])
                // "You know what" and "how do you know" are no fillers in front of a clause.
                && !words.get(idx + 2).is_some_and(|next| matches!(next.as_str(), "what" | "how" | "who"))
                && (idx == 0 || !matches!(words[idx - 1].as_str(), "do" | "to" | "if" | "what" | "how" | "some" | "this" | "that" | "will" | "would" | "did" | "can" | "could" | "should" | "as" | "people"))
        });
        // ", I don't know, " looks for a word; "I don't know who" says something.
        let hedge = ["i", "don't", "know", ","];
        let is_hedge = idx > 0
            && words[idx - 1] == ","
            && words[idx..].len() >= hedge.len()
            && words[idx..]
                .iter()
                .zip(hedge)
                .all(|(word, own)| word == own);
        let n_dropped = match (is_hedge, pair) {
            (true, _) => hedge.len(),
            (_, true) => 2,
            _ => 0,
        };
        if n_dropped > 0 {
            is_kept.extend(std::iter::repeat_n(false, n_dropped));
            idx += n_dropped;
            continue;
        }
        let is_comma = words[idx] == ",";
        let is_doubled = is_comma && is_after_comma;
        let is_said = !(is_doubled || FILLERS.contains(&words[idx].as_str()));
        if is_said {
            is_after_comma = is_comma;
        }
        is_kept.push(is_said);
        idx += 1;
    }
    let mut is_kept = is_kept.into_iter();
    words.retain(|_| is_kept.next().unwrap_or(true));
    words
}

/// Cuts a turn into its sentences.
///
/// A full stop before a small letter ends one only behind a whole word: "on fire. and I eat", but "at
/// eleven p.m. with the page".
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let part = &text[from..to];
        let left = from + (part.len() - part.trim_start().len());
        let right = from + part.trim_end().len();
        if left < right {
            found.push(left..right);
        }
    };
    for (at, ch) in text.char_indices() {
        if !matches!(ch, '.' | '?' | '!' | '\u{2026}') {
            continue;
        }
        let rest = &text[at + ch.len_utf8()..];
        let rest = rest.trim_start_matches(['"', '\u{201d}', '\'', ')']);
        let next = rest.trim_start().chars().next();
        let is_end = rest.starts_with(char::is_whitespace)
            && (ch != '.' || !next.is_some_and(char::is_lowercase) || is_whole(&text[start..at]))
            && !is_abbreviation(&text[start..at], ch);
        if is_end || rest.trim().is_empty() {
            let to = text.len() - rest.len();
            push(start, to);
            start = to;
        }
    }
    push(start, text.len());
    found
        .into_iter()
        .flat_map(|range| breaths(text, range))
        .collect()
}

/// Words of a stretch of talk that is a sentence of its own.
const BREATH: usize = 5;

/// Words from which a stretch without a comma is no written sentence.
const UNWRITTEN: usize = 24;

/// Words that open a clause behind a link: "and nobody", "so we".
const OPENERS: [&str; 50] = [
    "i",
    "we",
    "they",
    "he",
    "she",
    "it",
    "you",
    "there",
    "i'm",
    "i've",
    "i'd",
    "i'll",
    "we're",
    "we've",
    "we'd",
    "we'll",
    "they're",
    "they've",
    "he's",
    "she's",
    "it's",
    "it'd",
    "that's",
    "there's",
    "nobody",
    "everybody",
    "the",
    "my",
    "our",
    "his",
    "her",
    "their",
    "this",
    "that",
    "these",
    "then",
    "now",
    "if",
    "when",
    "half",
    "some",
    "every",
    "a",
    "one",
    "two",
    "three",
    "like",
    "um",
    "uh",
    "yeah",
];

/// Words up to which a stretch that ends in a stop is a written sentence.
const WRITTEN: usize = 45;

/// Cuts what a machine wrote down without stops where somebody would take a breath.
fn breaths(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let part = &text[range.clone()];
    let is_stopped = part.ends_with(['.', '?', '!', '\u{2026}', '"', '\u{201d}', ')']);
    let words: Vec<(usize, &str)> = part
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect();
    let n_commas = part.matches([',', ';', ':', '\u{2014}']).count();
    let is_written = is_stopped && words.len() <= WRITTEN;
    if words.len() < UNWRITTEN || is_written || n_commas * UNWRITTEN > words.len() {
        return vec![range];
    }
    let mut found = Vec::new();
    let mut from = 0;
    for idx in 1..words.len() {
        let (word, next) = (words[idx].1, words.get(idx + 1).map_or("", |next| next.1));
        let is_link = matches!(
            word,
            "and" | "but" | "so" | "because" | "or" | "then" | "plus"
        );
        let is_break = (is_link && OPENERS.contains(&next))
            || matches!(word, "um" | "uh" | "erm" | "yeah")
            || (matches!(word, "i" | "you") && matches!(next, "mean" | "know"));
        let follows_link = matches!(
            words[idx - 1].1,
            "and" | "but" | "so" | "because" | "or" | "then" | "um" | "uh" | "yeah" | "like"
        );
        if is_break && !follows_link && idx - from >= BREATH && words.len() - idx >= BREATH - 1 {
            found.push(words[from].0..words[idx - 1].0 + words[idx - 1].1.len());
            from = idx;
        }
    }
    let last = words[words.len() - 1];
    found.push(words[from].0..last.0 + last.1.len());
    found
}

/// Whether a text ends in a word that nothing shortens.
fn is_whole(before: &str) -> bool {
    const SHORT: [&str; 10] = [
        "etc", "inc", "ltd", "corp", "max", "min", "sec", "dept", "incl", "est",
    ];
    let last = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let is_word = last
        .chars()
        .all(|ch| ch.is_alphanumeric() || matches!(ch, '\'' | '\u{2019}' | '-' | '%'));
    is_word && last.chars().count() >= 2 && !SHORT.contains(&last.to_lowercase().as_str())
}

fn is_abbreviation(before: &str, ch: char) -> bool {
    let last = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    ch == '.'
        && matches!(
            last.to_lowercase().as_str(),
            "mr" | "mrs" | "ms" | "dr" | "prof" | "no" | "vs" | "e.g" | "i.e" | "st" | "approx" | "rs"
        )
        // "No." alone is an answer.
        && !(last.eq_ignore_ascii_case("no") && before.trim().len() == last.len())
}

/// Whether a word is a number or a part of one, in digits or in letters; "one" is more often neither.
pub(super) fn is_number(word: &str) -> bool {
    const MORE: [&str; 10] = [
        "hundreds",
        "thousands",
        "lakhs",
        "crores",
        "half",
        "third",
        "quarter",
        "double",
        "percent",
        "twice",
    ];
    word.starts_with(|ch: char| ch.is_ascii_digit())
        || (word != "one" && spelt(word).is_some())
        || MORE.contains(&word)
}
