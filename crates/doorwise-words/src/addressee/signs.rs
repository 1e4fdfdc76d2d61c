//! Small signs that a text is written for who does the work: work counted by the hour, a
//! colleague by first name, a thing to try in the next shift.

use std::ops::Range;

use crate::text::{Sentence, Text, Word};

/// "Seventy calls since morning": work counted within the day.
const COUNTED: f64 = 0.7;
/// "Wants six profiles by five", "due tomorrow": somebody waits for it within the day.
const DUE: f64 = 0.5;
/// "Lynn at Brackley Hire": a colleague by first name, without a rank.
const COLLEAGUE: f64 = 0.35;
/// "A free login", "try it on your next shift": what one person can say yes to.
const SMALL_OFFER: f64 = 0.5;

/// What is worked off piece by piece.
const PIECES: [&str; 62] = [
    "calls",
    "dials",
    "tickets",
    "cvs",
    "resumes",
    "profiles",
    "invoices",
    "statements",
    "check-ins",
    "visits",
    "stops",
    "orders",
    "parcels",
    "tests",
    "mails",
    "emails",
    "e-mails",
    "messages",
    "chats",
    "callbacks",
    "redlines",
    "contracts",
    "lines",
    "bookings",
    "receipts",
    "claims",
    "forms",
    "payslips",
    "samples",
    "plates",
    "screens",
    "mockups",
    "banners",
    "posts",
    "alerts",
    "requests",
    "records",
    "rows",
    "queries",
    "exports",
    "loads",
    "pallets",
    "picks",
    "parts",
    "jobs",
    "laptops",
    "resets",
    "interviews",
    "demos",
    "follow-ups",
    "quotes",
    "deliveries",
    "appointments",
    "meetings",
    "voicemails",
    "entries",
    "journals",
    "vouchers",
    "reminders",
    "labels",
    "returns",
    "patients",
];

/// What one person may take without asking anybody.
const OFFERS: [&str; 32] = [
    "free login",
    "free seat",
    "free plugin",
    "free extension",
    "chrome plugin",
    "browser plugin",
    "chrome extension",
    "browser extension",
    "the plugin",
    "the extension",
    "a login",
    "your own login",
    "text you the link",
    "want the link",
    "send you the link",
    "try it on",
    "try it in your",
    "try it with your",
    "try it tomorrow",
    "try it yourself",
    "want to try it",
    "on your next shift",
    "poke at it",
    "play with it",
    "two minute video",
    "two-minute video",
    "short video",
    "cheat sheet",
    "free template",
    "on your phone",
    "your phone shows",
    "no card needed",
];

/// Calls back for each sign in a sentence.
pub(super) fn find(text: &Text<'_>, sentence: &Sentence, mut found: impl FnMut(Range<usize>, f64)) {
    let words = text.words_of(sentence);
    for at in 0..words.len() {
        if is_count(&words[at]) && counts_of_today(words, at) {
            found(words[at].range.clone(), COUNTED);
            break;
        }
    }
    if let Some(at) = (0..words.len()).find(|at| is_due(words, *at)) {
        found(words[at].range.clone(), DUE);
    }
    if let Some(range) = colleague(words) {
        found(range, COLLEAGUE);
    }
    let offer = OFFERS
        .iter()
        .find_map(|phrase| text.find(sentence.words.clone(), phrase));
    if let Some(range) = offer {
        found(range, SMALL_OFFER);
    }
}

fn is_count(word: &Word<'_>) -> bool {
    word.folded.starts_with(|ch: char| ch.is_ascii_digit())
        || crate::number::is_small(&word.folded)
        || matches!(
            word.folded.as_str(),
            "fifteen"
                | "twenty"
                | "thirty"
                | "forty"
                | "fifty"
                | "sixty"
                | "seventy"
                | "eighty"
                | "ninety"
                | "hundred"
        )
}

/// "Seventy calls since morning", "three check-ins before noon", "packed 180 orders before the pickup".
fn counts_of_today(words: &[Word<'_>], at: usize) -> bool {
    let near = |from: usize, n: usize| words[from.min(words.len())..].iter().take(n);
    let Some(piece) = near(at + 1, 3).position(|word| PIECES.contains(&word.folded.as_str()))
    else {
        return false;
    };
    let behind = at + 2 + piece;
    let tail: Vec<&str> = near(behind, 5).map(|word| word.folded.as_str()).collect();
    tail.windows(2).any(|pair| {
        matches!(
            pair,
            [
                "since",
                "morning" | "nine" | "eight" | "seven" | "breakfast"
            ] | [
                "before",
                "noon" | "lunch" | "ten" | "eleven" | "nine" | "coffee" | "breakfast"
            ] | ["this", "morning" | "afternoon"]
                | ["by", "noon" | "lunch" | "ten" | "eleven"]
                | ["in", "your"]
                | ["so", "far"]
                | ["to", "go"]
        )
    }) || tail.ends_with(&["pickup"])
}

/// "Due tomorrow", "wants six profiles by five".
fn is_due(words: &[Word<'_>], at: usize) -> bool {
    let word = words[at].folded.as_str();
    let next = words.get(at + 1).map_or("", |word| word.folded.as_str());
    if word == "due" {
        return matches!(next, "tomorrow" | "today" | "tonight" | "at" | "in");
    }
    let is_hour = matches!(
        next,
        "noon" | "two" | "three" | "four" | "five" | "six" | "seven" | "tonight" | "eod"
    );
    word == "by"
        && is_hour
        && words[..at].iter().any(|word| {
            matches!(
                word.folded.as_str(),
                "wants" | "want" | "needs" | "need" | "asks" | "expects" | "wanted" | "needed"
            )
        })
}

/// "Lynn at Brackley Hire now clears 120 invoices": one name, no surname, no rank.
fn colleague(words: &[Word<'_>]) -> Option<Range<usize>> {
    let [name, at, firm, rest @ ..] = words else {
        return None;
    };
    let is_name = name.capital
        && name.folded.len() >= 2
        && !name.folded.ends_with('s')
        && !name.folded.ends_with("ing")
        && name.folded.chars().all(char::is_alphabetic)
        // "IT at Norrbank", "Purchasing at Brandl", "Finance at Haller" are functions.
        && name.folded != "it"
        && doorwise_vocab::title::Function::parse(&name.folded).is_none();
    let tells = rest
        .iter()
        .take(6)
        .any(|word| !word.capital && word.folded.len() > 2);
    (is_name && at.folded == "at" && firm.capital && tells).then(|| name.range.clone())
}
