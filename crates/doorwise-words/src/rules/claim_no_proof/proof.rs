//! What proves a claim: a customer by name beside a number, a change over time, a source.

use std::ops::Range;

use super::super::context::CopyContext;
use crate::text::{Sentence, Word, names_nobody};

/// Words that name where a number comes from. "Source", "log" and "review" alone do not: they are
/// things of a reader's day, and most texts name them as what is missing.
const SOURCES: [&str; 34] = [
    "according to",
    "case study",
    "gartner",
    "forrester",
    "idc",
    "g2",
    "capterra",
    "trustpilot",
    "survey of",
    "survey by",
    "survey among",
    "our survey",
    "study of",
    "study by",
    "study from",
    "our study",
    "report by",
    "report of",
    "reports by",
    "report from",
    "benchmark of",
    "benchmark by",
    "benchmark from",
    "data of",
    "data from",
    "in our data",
    "in our log",
    "in our logs",
    "measured by",
    "measured in",
    "measured over",
    "audited by",
    "certified by",
    "reviews on",
];

/// Where numbers are kept: a source, unless they are the reader's.
const RECORDS: [&str; 10] = [
    "survey",
    "study",
    "measured",
    "log",
    "benchmark",
    "audited",
    "certified",
    "signed-off",
    "review",
    "reviews",
];

/// Words that say a thing is not there.
const DENIALS: [&str; 18] = [
    "no", "not", "never", "nobody", "none", "nothing", "without", "cannot", "can't", "don't",
    "doesn't", "didn't", "isn't", "aren't", "won't", "nor", "hardly", "missing",
];

/// Words with which a customer is cited.
const TELLS: [&str; 8] = [
    "told", "tell", "tells", "says", "said", "say", "reports", "reported",
];

/// Who talks in the reader's own day, or is nobody.
const IN_HOUSE: [&str; 20] = [
    "who",
    "we",
    "i",
    "somebody",
    "someone",
    "everybody",
    "everyone",
    "sales",
    "finance",
    "marketing",
    "founder",
    "founders",
    "board",
    "boss",
    "manager",
    "team",
    "ceo",
    "cfo",
    "it",
    "reps",
];

/// Returns whether a sentence names where its numbers come from: "according to Gartner", "nine heads
/// of marketing told us", "Source: ...". What the reader lacks, or what the reader says, is none.
fn cites(cx: &CopyContext<'_>, sentence: &Sentence) -> bool {
    let words = cx.text.words_of(sentence);
    if words
        .iter()
        .any(|word| DENIALS.contains(&word.folded.as_str()))
    {
        return false;
    }
    let says = |list: &[&str]| {
        list.iter()
            .any(|phrase| cx.text.find(sentence.words.clone(), phrase).is_some())
    };
    let names_source = says(&SOURCES) || (!sentence.speaks_to_you && says(&RECORDS));
    let is_footnote = words.iter().any(|word| {
        matches!(word.folded.as_str(), "source" | "sources")
            && cx.text.raw[word.range.end..].starts_with(':')
    });
    names_source || is_footnote || words.iter().enumerate().any(|(at, _)| is_told(words, at))
}

/// "Two finance directors in Leeds told me", "Meera says": somebody else than the reader is heard.
fn is_told(words: &[Word<'_>], at: usize) -> bool {
    if !TELLS.contains(&words[at].folded.as_str()) {
        return false;
    }
    let who = &words[..at];
    // The reader's own firm is no witness, and what somebody may have said neither.
    let is_reader = who
        .iter()
        .any(|word| crate::text::is_you(&word.folded) || IN_HOUSE.contains(&word.folded.as_str()));
    let is_heard = words
        .get(at + 1)
        .is_some_and(|next| matches!(next.folded.as_str(), "us" | "me"));
    !is_reader && (is_heard || !who.is_empty())
}

/// Periods: a number beside one of them has been counted over time.
const PERIODS: [&str; 24] = [
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "quarter",
    "quarters",
    "year",
    "years",
    "cycle",
    "since",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "spring",
];

/// Returns whether a sentence holds proof: a name beside a number, a source, a change over time.
pub(super) fn proves(
    cx: &CopyContext<'_>,
    sentence: &Sentence,
    product: &[String],
    is_measure: bool,
    claim: Option<&Range<usize>>,
) -> bool {
    let words = cx.text.words_of(sentence);
    if cites(cx, sentence) {
        return true;
    }
    let greets = cx.text.greeting.as_ref().map_or(0, |greeting| greeting.end);
    // The number of the claim itself proves nothing.
    let is_of_claim =
        |word: &Word<'_>| claim.is_some_and(|claim| claim.contains(&word.range.start));
    let has_number = words
        .iter()
        .any(|word| is_number(&word.folded) && !is_of_claim(word));
    // "Up to 40 percent", "will double": a hope, whoever it is told of.
    let is_hope = ["up to", "will", "can", "could"]
        .iter()
        .any(|phrase| cx.text.find(sentence.words.clone(), phrase).is_some());
    let is_name = |idx: usize, word: &Word<'_>| {
        word.capital
            && word.range.start >= greets
            && word.folded != "i"
            && !product.iter().any(|name| word.folded == **name)
            && (idx > 0 || opens_as_name(word, words.get(1)))
            && !names_nobody(&word.folded)
            && (!is_short_form(&cx.text.raw[word.range.clone()]) || names_a_firm(words, idx))
    };
    let has_name = words
        .iter()
        .enumerate()
        .any(|(idx, word)| is_name(idx, word));
    let has_change = words.windows(2).enumerate().any(|(idx, pair)| {
        pair[0].folded == "from"
            && is_number(&pair[1].folded)
            && words[idx + 2..]
                .iter()
                .take(8)
                .any(|word| matches!(word.folded.as_str(), "to" | "down" | "up" | "and"))
    });
    let has_period = PERIODS
        .iter()
        .any(|word| cx.text.find(sentence.words.clone(), word).is_some());
    let of_customer = has_name
        && (has_number
            || (is_measure && claim.is_some() && !is_hope)
            || [
                "including",
                "trusted by",
                "used by",
                "loved by",
                "chosen by",
                "use it",
                "uses it",
                "such as",
            ]
            .iter()
            .any(|phrase| cx.text.find(sentence.words.clone(), phrase).is_some()));
    // A number with its unit and its time has been counted, the claim's own too.
    let is_counted = has_period && (has_number || (claim.is_some() && !is_hope));
    of_customer || (is_measure && (has_change || is_counted))
}

/// "NDA", "GST": mostly a thing; a firm may be written so too.
fn is_short_form(written: &str) -> bool {
    // "AI-powered", "GDPR-ready": the short form is what it is, and no name either.
    let short = match written.split_once('-') {
        Some((short, rest)) if rest.starts_with(char::is_lowercase) => short,
        _ => written,
    };
    short.len() <= 5 && short.chars().all(|ch| ch.is_uppercase())
}

/// "At BASF", "IBM cut": a short form that acts or is a place is a firm's; "on NDA redlines" is none.
fn names_a_firm(words: &[Word<'_>], idx: usize) -> bool {
    let before = idx
        .checked_sub(1)
        .map_or("", |at| words[at].folded.as_str());
    let next = words.get(idx + 1);
    matches!(before, "at" | "by" | "like")
        || next.is_some_and(|next| next.capital || is_past(&next.folded))
}

/// "Orbita went", "Kite Payroll cut": a name; "Customers see": no name, though it opens with a capital.
fn opens_as_name(word: &Word<'_>, next: Option<&Word<'_>>) -> bool {
    next.is_some_and(|next| {
        let is_past = is_past(&next.folded);
        let is_plural =
            word.folded.ends_with('s') && !matches!(next.folded.as_str(), "went" | "has");
        next.capital || (is_past && !is_plural)
    })
}

fn is_past(verb: &str) -> bool {
    verb.ends_with("ed")
        || matches!(
            verb,
            "went"
                | "took"
                | "cut"
                | "found"
                | "got"
                | "has"
                | "had"
                | "was"
                | "brought"
                | "sent"
                | "did"
                | "gave"
                | "put"
                | "kept"
                | "fell"
                | "won"
        )
}

pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|ch: char| ch.is_ascii_digit())
        || crate::number::is_small(word)
        || word == "half"
}

/// Returns the names of what is sold: the workspace's, and what acts in the present tense in the text.
pub(super) fn product(cx: &CopyContext<'_>) -> Vec<String> {
    let offer = &cx.workspace.offer;
    let mut names: Vec<String> = offer
        .product
        .iter()
        .map(String::as_str)
        .chain(Some(cx.workspace.name.as_str()))
        .flat_map(|name| name.split_whitespace().map(str::to_lowercase))
        .collect();
    for pair in cx.text.words.windows(2) {
        let acts = crate::verbs::by_third_person(&pair[1].folded).is_some()
            || matches!(
                pair[1].folded.as_str(),
                "is" | "will"
                    | "can"
                    | "helps"
                    | "guarantees"
                    | "delivers"
                    | "lets"
                    | "gives"
                    | "fills"
                    | "includes"
                    | "offers"
                    | "doubles"
                    | "triples"
                    | "boosts"
                    | "uses"
                    | "makes"
            );
        if pair[0].capital && acts {
            names.push(pair[0].folded.as_str().to_owned());
        }
        // "With Badgeflow you see", "using Badgeflow": what helps; whom it helped tells of the past.
        let is_means = matches!(
            pair[0].folded.as_str(),
            "with" | "using" | "use" | "via" | "through"
        );
        if is_means && pair[1].capital && !tells_of_past(cx, &pair[1].folded) {
            names.push(pair[1].folded.as_str().to_owned());
        }
    }
    names
}

/// Returns whether a name is somewhere the subject of what has happened: "Norwell went", "Kite Payroll cut".
fn tells_of_past(cx: &CopyContext<'_>, name: &str) -> bool {
    let words = &cx.text.words;
    words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.folded == name)
        .any(|(at, word)| {
            let behind = words[at + 1..].iter().find(|word| !word.capital);
            behind.is_some_and(|verb| is_past(&verb.folded))
                && opens_as_name(word, words.get(at + 1))
        })
}

/// Returns whether a proof of the workspace says this: its customer, or its numbers.
pub(super) fn is_known_proof(cx: &CopyContext<'_>, sentence: &Sentence) -> bool {
    let says = cx.text.raw[sentence.range.clone()].to_lowercase();
    cx.workspace.proofs.iter().any(|proof| {
        proof
            .customer
            .as_ref()
            .is_some_and(|customer| says.contains(&customer.to_lowercase()))
            || (proof.claim.len() > 10
                && says.contains(proof.claim.to_lowercase().trim_end_matches('.')))
    })
}
