//! Who asks and who is asked.

use std::collections::{BTreeMap, BTreeSet};

use super::turn::{Side, Turn};

/// Labels of those who ask.
const ASKS: [&str; 14] = [
    "interviewer",
    "moderator",
    "host",
    "researcher",
    "interview",
    "facilitator",
    "q",
    "me",
    "seller",
    "sales rep",
    "account executive",
    "ae",
    "agent",
    "rep",
];

/// Labels of those who are asked.
const ANSWERS: [&str; 11] = [
    "participant",
    "customer",
    "interviewee",
    "guest",
    "respondent",
    "client",
    "buyer",
    "prospect",
    "lead",
    "subject",
    "a",
];

/// What openings of those who run a conversation sound like.
const OPENINGS: [&str; 16] = [
    "thanks for joining",
    "thank you for joining",
    "thanks for making the time",
    "welcome to",
    "thanks for coming",
    "thanks for hopping on",
    "tell me about",
    "walk me through",
    "thank you for taking",
    "thanks for taking",
    "let me ask",
    "could you introduce",
    "can you introduce",
    "i want to understand",
    "i'd like to ask",
    "what should i have asked",
];

/// Share of turns with a question, from which somebody counts as asking.
const LEAST_ASKED: f64 = 0.3;

/// How many times the share of the next speaker it must be.
const MARGIN: f64 = 1.9;

/// How a question begins where a machine wrote no question mark.
const SPOKEN: [&str; 24] = [
    "what",
    "what's",
    "how",
    "how's",
    "who",
    "who'd",
    "who's",
    "where",
    "when",
    "why",
    "which",
    "do you",
    "did you",
    "are you",
    "is it",
    "is that",
    "was it",
    "have you",
    "would you",
    "could you",
    "can you",
    "does",
    "anything",
    "tell me",
];

/// Gives every turn its side; false where somebody's could not be told.
///
/// What a person or the export says wins; then labels; then who asks by a clear margin. A
/// seller who is asked much must not become the buyer, so without a margin nobody is one.
pub(super) fn mark(turns: &mut [Turn], told: &BTreeMap<String, Side>) -> bool {
    let mut sides: BTreeMap<String, Side> = BTreeMap::new();
    let names: BTreeSet<String> = turns.iter().map(name).collect();
    for name in &names {
        let bare = name.to_lowercase();
        // "Interviewer (Anna)" and "Moderator 2" are the label with a remark.
        let bare = bare
            .split(['(', '-', ','])
            .next()
            .unwrap_or_default()
            .trim_end_matches(|ch: char| ch.is_ascii_digit() || ch.is_whitespace())
            .trim();
        let side = told.get(name).copied().or_else(|| {
            told.iter()
                .find(|(told, _)| told.eq_ignore_ascii_case(name))
                .map(|(_, side)| *side)
        });
        if let Some(side) = side {
            sides.insert(name.clone(), side);
        } else if ASKS.contains(&bare) {
            sides.insert(name.clone(), Side::Interviewer);
        } else if ANSWERS.contains(&bare) {
            sides.insert(name.clone(), Side::Participant);
        }
    }
    let open: Vec<&String> = names
        .iter()
        .filter(|name| !sides.contains_key(*name))
        .collect();
    let has_side = |side| sides.values().any(|known| *known == side);
    let has_label = names
        .iter()
        .any(|name| sides.get(name) == Some(&Side::Interviewer));
    if has_label && told.is_empty() {
        // Who writes one speaker as `Interviewer` has told the sides of all.
        for name in open {
            sides.insert(name.clone(), Side::Participant);
        }
    } else if open.len() == 1 && has_side(Side::Interviewer) != has_side(Side::Participant) {
        let other = if has_side(Side::Participant) {
            Side::Interviewer
        } else {
            Side::Participant
        };
        sides.insert(open[0].clone(), other);
    } else if !open.is_empty() {
        for (name, side) in by_questions(turns, &open) {
            sides.insert(name, side);
        }
    }
    for turn in turns.iter_mut() {
        turn.side = sides.get(&name(turn)).copied().unwrap_or(Side::Unknown);
    }
    turns.iter().all(|turn| turn.side != Side::Unknown)
        && turns.iter().any(|turn| turn.side == Side::Interviewer)
}

fn name(turn: &Turn) -> String {
    turn.speaker.clone().unwrap_or_default()
}

/// Whether a turn without marks begins as a question does, behind a few words of answer.
fn is_asked_aloud(said: &str) -> bool {
    let opening: Vec<&str> = said.split_whitespace().take(6).collect();
    let opening = format!(" {} ", opening.join(" "));
    SPOKEN
        .iter()
        .any(|asks| opening.contains(&format!(" {asks} ")))
}

/// Those who ask by a clear margin, and those who do not; nobody where the margin is missing.
fn by_questions(turns: &[Turn], open: &[&String]) -> BTreeMap<String, Side> {
    let mut people: BTreeMap<&String, (f64, f64)> = BTreeMap::new();
    let is_marked = turns.iter().any(|turn| turn.text.contains('?'));
    for (idx, turn) in turns.iter().enumerate() {
        let Some(name) = open
            .iter()
            .find(|open| Some(open.as_str()) == turn.speaker.as_deref())
        else {
            continue;
        };
        let entry = people.entry(name).or_default();
        entry.0 += 1.0;
        let said = turn.text.to_lowercase();
        let opens = OPENINGS.iter().any(|opening| said.contains(opening));
        if turn.text.contains('?') || !is_marked && is_asked_aloud(&said) {
            entry.1 += 1.0;
        } else if opens {
            entry.1 += if idx < 4 { 1.0 } else { 0.5 };
        }
    }
    let mut rates: Vec<(&String, f64, f64)> = people
        .into_iter()
        .map(|(name, (n, asked))| (name, asked / n, n))
        .collect();
    rates.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    // The askers end where the share falls by the margin; the first such fall counts.
    let fall = (1..rates.len())
        .find(|at| rates[at - 1].1 >= LEAST_ASKED && rates[at - 1].1 >= MARGIN * rates[*at].1);
    let Some(fall) = fall else {
        return BTreeMap::new();
    };
    rates
        .into_iter()
        .enumerate()
        .map(|(at, (name, _, _))| {
            let side = if at < fall {
                Side::Interviewer
            } else {
                Side::Participant
            };
            (name.clone(), side)
        })
        .collect()
}
