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

/// "Your boss asks at five": somebody stands at the desk within the day.
const ASKED: f64 = 0.35;

/// What one person may take without asking anybody.
const OFFERS: [&str; 24] = [
    "free login",
    "free seat",
    "free plugin",
    "free extension",
    "free for one",
    "chrome plugin",
    "browser plugin",
    "chrome extension",
    "browser extension",
    "the plugin",
    "the extension",
    "a login",
    "your own login",
    "send you the link",
    "text you the link",
    "want the link",
    "two minute video",
    "two-minute video",
    "short video",
    "play with it",
    "cheat sheet",
    "free template",
    "on your phone",
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
    if let Some(at) = (0..words.len()).find(|at| is_asked(words, *at)) {
        found(words[at].range.clone(), ASKED);
    }
    let offer = OFFERS
        .iter()
        .find_map(|phrase| text.find(sentence.words.clone(), phrase))
        .or_else(|| to_try(words));
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

/// "Seventy calls since morning", "three check-ins before noon", "packed 180 orders before the pickup":
/// whatever is counted, the day is what tells.
fn counts_of_today(words: &[Word<'_>], at: usize) -> bool {
    let near = |from: usize, n: usize| words[from.min(words.len())..].iter().take(n);
    let Some(piece) = near(at + 1, 3).position(|word| is_piece(&word.folded)) else {
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

/// A thing counted by its plural: no measure of time, money or people.
fn is_piece(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !matches!(
            word,
            "minutes"
                | "hours"
                | "days"
                | "weeks"
                | "months"
                | "years"
                | "seconds"
                | "times"
                | "euros"
                | "pounds"
                | "dollars"
                | "rupees"
                | "lorries"
                | "trucks"
                | "machines"
                | "others"
        )
}

/// "Five", "noon": an hour of the day.
fn is_hour(word: &str) -> bool {
    matches!(word, "noon" | "lunch" | "tonight" | "eod") || crate::number::is_small(word)
}

/// "Due tomorrow", "due in four sizes by five", "wants six profiles by five".
fn is_due(words: &[Word<'_>], at: usize) -> bool {
    let word = words[at].folded.as_str();
    let next = words.get(at + 1).map_or("", |word| word.folded.as_str());
    if word == "due" {
        return matches!(next, "tomorrow" | "today" | "tonight" | "at" | "in");
    }
    word == "by"
        && is_hour(next)
        && words[..at].iter().any(|word| {
            matches!(
                word.folded.as_str(),
                "due"
                    | "wants"
                    | "want"
                    | "needs"
                    | "need"
                    | "asks"
                    | "expects"
                    | "wanted"
                    | "needed"
            )
        })
}

/// "At five your boss asks how many are left", "at four the planner stands at your desk".
fn is_asked(words: &[Word<'_>], at: usize) -> bool {
    let next = |n: usize| words.get(at + n).map_or("", |word| word.folded.as_str());
    next(0) == "at"
        && is_hour(next(1))
        && words[at + 2..].iter().take(7).any(|word| {
            matches!(
                word.folded.as_str(),
                "asks" | "wants" | "stands" | "pings" | "shouts" | "waits"
            )
        })
}

/// "Try it on your next shift", "fancy trying it with one of yours": no boss need say yes.
fn to_try(words: &[Word<'_>]) -> Option<Range<usize>> {
    let at = words.windows(3).position(|three| {
        matches!(three[0].folded.as_str(), "try" | "trying")
            && three[1].folded == "it"
            && matches!(
                three[2].folded.as_str(),
                "on" | "in" | "with" | "beside" | "tomorrow" | "tonight" | "today" | "yourself"
            )
    })?;
    Some(words[at].range.start..words[at + 2].range.end)
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
