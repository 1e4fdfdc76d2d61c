//! Who asks and who is asked.

use std::collections::{BTreeMap, BTreeSet};

use super::turn::{Side, Turn};

/// Labels of those who ask.
const ASKS: [&str; 13] = [
    "interviewer",
    "moderator",
    "host",
    "researcher",
    "interview",
    "facilitator",
    "me",
    "seller",
    "sales rep",
    "account executive",
    "ae",
    "agent",
    "rep",
];

/// Labels of those who are asked.
const ANSWERS: [&str; 10] = [
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

/// Share of "you" among a speaker's words of persons, from which he may be the one who asks.
const LEAST_ADDRESSED: f64 = 0.3;

/// How many times the share of the next speaker it must be.
const ADDRESSED_MARGIN: f64 = 2.5;

/// Most of the length of the others' turns that an asker's turns have.
const ASKED_LENGTH: f64 = 0.6;

/// Fewest turns of each that show how somebody talks.
const LEAST_TURNS: f64 = 8.0;

/// Words that speak to the other.
const ADDRESS: [&str; 7] = [
    "you", "your", "yours", "you're", "you've", "you'd", "you'll",
];

/// Words that speak of oneself.
const OWN: [&str; 16] = [
    "i", "we", "my", "our", "me", "us", "i'm", "we're", "i've", "we've", "i'd", "we'd", "i'll",
    "we'll", "mine", "ours",
];

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
///
/// Who speaks `once` and has no label of a side is on none: nobody knows who looks in on a call.
pub(super) fn mark(
    turns: &mut [Turn],
    told: &BTreeMap<String, Side>,
    once: &BTreeSet<String>,
) -> bool {
    let mut sides: BTreeMap<String, Side> = BTreeMap::new();
    let names: BTreeSet<String> = turns.iter().map(name).collect();
    let has_q = names.iter().any(|name| bare(name) == "q");
    // "B", "C": speakers are numbered with letters, and Q and A are two of them.
    let is_lettered = names
        .iter()
        .any(|name| name.len() == 1 && !matches!(bare(name).as_str(), "q" | "a"));
    for name in &names {
        let bare = bare(name);
        let bare = bare.as_str();
        let side = told.get(name).copied().or_else(|| {
            told.iter()
                .find(|(told, _)| told.eq_ignore_ascii_case(name))
                .map(|(_, side)| *side)
        });
        if let Some(side) = side {
            sides.insert(name.clone(), side);
        } else if ASKS.contains(&bare) || (bare == "q" && !is_lettered) {
            sides.insert(name.clone(), Side::Interviewer);
        } else if ANSWERS.contains(&bare) || (bare == "a" && has_q && !is_lettered) {
            sides.insert(name.clone(), Side::Participant);
        }
    }
    let open: Vec<&String> = names
        .iter()
        .filter(|name| !sides.contains_key(*name) && !once.contains(*name))
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
        let mut found = by_questions(turns, &open);
        if found.is_empty() {
            found = by_address(turns, &open);
        }
        sides.extend(found);
    }
    for turn in turns.iter_mut() {
        turn.side = sides.get(&name(turn)).copied().unwrap_or(Side::Unknown);
    }
    turns.iter().all(|turn| turn.side != Side::Unknown)
        && turns.iter().any(|turn| turn.side == Side::Interviewer)
}

/// Returns whether a name says on which side somebody is: "Interviewer", "Customer (Ana)".
pub(super) fn is_label(name: &str) -> bool {
    let bare = bare(name);
    ASKS.contains(&bare.as_str()) || ANSWERS.contains(&bare.as_str())
}

/// Returns a name in small letters: "Interviewer (Anna)" and "Moderator 2" are the label with a remark.
fn bare(name: &str) -> String {
    name.to_lowercase()
        .split(['(', '-', ','])
        .next()
        .unwrap_or_default()
        .trim_end_matches(|ch: char| ch.is_ascii_digit() || ch.is_whitespace())
        .trim()
        .to_owned()
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
    split(rates.into_iter().map(|(name, _, _)| name), fall)
}

/// Those who speak to the other in short turns, and those who speak of themselves in long ones.
///
/// Some who interview hardly ask: "And you had tried something already, I take it." A seller who
/// explains himself at length speaks to the other too, so there the margin is missing.
fn by_address(turns: &[Turn], open: &[&String]) -> BTreeMap<String, Side> {
    /// What one speaker said.
    #[derive(Default)]
    struct Talk {
        n_turns: f64,
        n_words: f64,
        n_address: f64,
        n_own: f64,
    }
    let mut people: BTreeMap<&String, Talk> = BTreeMap::new();
    for turn in turns {
        let Some(name) = open
            .iter()
            .find(|open| Some(open.as_str()) == turn.speaker.as_deref())
        else {
            continue;
        };
        let talk = people.entry(name).or_default();
        talk.n_turns += 1.0;
        for word in turn.text.split_whitespace() {
            let word = word.to_lowercase().replace('\u{2019}', "'");
            let word = word.trim_matches(|ch: char| !ch.is_alphanumeric());
            talk.n_words += 1.0;
            talk.n_address += f64::from(u8::from(ADDRESS.contains(&word)));
            talk.n_own += f64::from(u8::from(OWN.contains(&word)));
        }
    }
    if people.values().any(|talk| talk.n_turns < LEAST_TURNS) {
        return BTreeMap::new();
    }
    let mut shares: Vec<(&String, f64, f64)> = people
        .into_iter()
        .map(|(name, talk)| {
            let share = talk.n_address / (talk.n_address + talk.n_own + 1.0);
            (name, share, talk.n_words / talk.n_turns)
        })
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let fall = (1..shares.len()).find(|at| {
        let (askers, others) = shares.split_at(*at);
        let longest = askers.iter().map(|asker| asker.2).fold(0.0, f64::max);
        let shortest = others.iter().map(|other| other.2).fold(f64::MAX, f64::min);
        let (last, next) = (askers[at - 1].1, others[0].1);
        last >= LEAST_ADDRESSED
            && last >= ADDRESSED_MARGIN * next
            && longest <= ASKED_LENGTH * shortest
    });
    split(shares.into_iter().map(|(name, _, _)| name), fall)
}

/// Puts those before the fall on the asking side; nobody on any where there is none.
fn split<'a>(
    people: impl Iterator<Item = &'a String>,
    fall: Option<usize>,
) -> BTreeMap<String, Side> {
    let Some(fall) = fall else {
        return BTreeMap::new();
    };
    people
        .enumerate()
        .map(|(at, name)| {
            let side = if at < fall {
                Side::Interviewer
            } else {
                Side::Participant
            };
            (name.clone(), side)
        })
        .collect()
}
