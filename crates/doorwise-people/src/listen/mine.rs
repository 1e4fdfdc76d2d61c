//! From an interview to its statements.

use super::filter::{self, Place};
use super::form;
use super::question::{self, Question};
use super::theme::has_content;
use super::weigh::{self, Sight};
use super::word::{MODELS, Models, traits_around};
use super::words::{is_number, sentences, words};
use super::{Kind, Record, Tier};
use crate::interview::{Interview, Turn};

/// From this chance on a further event of the same answer counts.
const FURTHER_EVENT: f64 = 0.8;

/// From this chance on a statement counts, by kind: where of the statements of authors left out of the
/// training four of five are right, and of those that only just count more than half. What a message is
/// built on must be surer than a measure, a limit or a wish, which are hardly ever meant otherwise.
const fn least(kind: Kind) -> f64 {
    match kind {
        Kind::Alternative => 0.65,
        Kind::Pain => 0.7,
        Kind::Objection => 0.65,
        Kind::Trigger => 0.5,
        Kind::Metric | Kind::WateringHole | Kind::Authority => 0.45,
        Kind::Goal | Kind::Outcome => 0.38,
        Kind::SpendingLimit => 0.3,
    }
}

/// Most that is left of a chance where the form asked for the kind and the words are not of it.
const DOUBTED: f64 = 0.4;

/// Most words of a sentence that only passes by what was looked at.
const PASSING: usize = 12;

/// Sorts of things that are written in capitals, and of which none is named.
const SORTS: [&str; 30] = [
    "AI", "API", "APS", "ATS", "BI", "BPO", "CDP", "CMMS", "CMS", "CRM", "DMS", "EHR", "EMR",
    "ERP", "ETL", "GRC", "HR", "IT", "KYC", "LIMS", "LLM", "LMS", "MES", "PIM", "POS", "RPA",
    "SaaS", "TMS", "VMS", "WMS",
];

/// From this chance on a person should look at it.
const REVIEW: f64 = 0.15;

/// Returns what the buyers of an interview said, in order.
pub fn mine(interview: &Interview) -> Vec<Record> {
    let mut records = Vec::new();
    each_turn(interview, &MODELS, |turn, asked, n_said| {
        records.extend(of_turn(interview, turn, asked, n_said));
    });
    records
}

/// What the model sees of one sentence.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The words.
    pub sentence: String,
    /// The kinds it may be of, each with what is seen.
    pub kinds: Vec<(Kind, Sight)>,
    /// The traits of what stands around it.
    pub around: Vec<String>,
}

/// Returns what the model sees of each sentence that a buyer said, for training.
pub fn observe(interview: &Interview, models: &Models) -> Vec<Observation> {
    let mut observations = Vec::new();
    each_turn(interview, models, |turn, asked, n_said| {
        let told = told(turn);
        for looked in seen(turn, &told, asked, n_said, models) {
            observations.push(Observation {
                sentence: looked.sentence.to_owned(),
                around: traits_around(&Place::of(asked, &told, looked.at).around()),
                kinds: looked
                    .seen
                    .kinds
                    .into_iter()
                    .map(|(kind, sight, _)| (kind, sight))
                    .collect(),
            });
        }
    });
    observations
}

/// Hands each buyer's turn over with the question before it and how much was said since.
fn each_turn(
    interview: &Interview,
    models: &Models,
    mut hear: impl FnMut(&Turn, Option<&Question>, &mut usize),
) {
    let mut asked: Option<Question> = None;
    let mut n_said = 0;
    for turn in &interview.turns {
        if turn.is_participant() {
            hear(turn, asked.as_ref(), &mut n_said);
        } else {
            let read = match interview.format {
                "survey" => question::of_form(&turn.text, models),
                _ => question::question(&turn.text, asked.as_ref(), models),
            };
            // A word that keeps the talk going does not make a stale question fresh.
            n_said = if words(&turn.text).len() <= 2 {
                n_said.min(2)
            } else {
                0
            };
            asked = Some(read);
        }
    }
}

/// One sentence of a turn and what is seen of it.
struct Looked<'a> {
    /// Its number in the turn.
    at: usize,
    range: std::ops::Range<usize>,
    sentence: &'a str,
    seen: weigh::Seen,
}

/// The sentences of a turn, each with its words.
fn told(turn: &Turn) -> Vec<(std::ops::Range<usize>, Vec<String>)> {
    let ranges = sentences(&turn.text).into_iter();
    ranges
        .map(|range| (range.clone(), words(&turn.text[range])))
        .collect()
}

/// What is seen of the sentences of a turn.
fn seen<'a>(
    turn: &'a Turn,
    told: &[(std::ops::Range<usize>, Vec<String>)],
    asked: Option<&Question>,
    n_said: &mut usize,
    models: &Models,
) -> Vec<Looked<'a>> {
    let mut looked = Vec::new();
    let mut all = Vec::new();
    for (at, (range, said)) in told.iter().enumerate() {
        let sentence = &turn.text[range.clone()];
        let place = Place::of(asked, told, at);
        let before = *n_said;
        // "Honestly?" and "Yeah." do not use the question up.
        *n_said += usize::from(said.len() > 2);
        // "I don't know." and "Yeah, exactly." are about nothing.
        if said.len() < 2 || !is_about_something(said) || filter::is_turned(said) {
            continue;
        }
        let clauses: Vec<(&[String], filter::Refused)> = clauses(said)
            .into_iter()
            .map(|clause| (clause, filter::refused(sentence, clause, &place)))
            .collect();
        all.push(weigh::look(
            sentence, said, &clauses, &place, before, models,
        ));
        looked.push((at, range.clone(), sentence));
    }
    weigh::beside(&mut all);
    looked
        .into_iter()
        .zip(all)
        .map(|((at, range, sentence), seen)| Looked {
            at,
            range,
            sentence,
            seen,
        })
        .collect()
}

/// "Until two thousand I need nobody" is about a sum, though no word of it has content.
fn is_about_something(said: &[String]) -> bool {
    let counts = || said.len() >= 4 && said.iter().any(|word| is_number(word));
    said.iter().any(|word| has_content(word)) || counts()
}

fn of_turn(
    interview: &Interview,
    turn: &Turn,
    asked: Option<&Question>,
    n_said: &mut usize,
) -> Vec<Record> {
    let mut records = Vec::new();
    let told = told(turn);
    for looked in seen(turn, &told, asked, n_said, &MODELS) {
        let (range, sentence) = (looked.range, looked.sentence);
        let said = &told[looked.at].1;
        for Found {
            kind,
            chance,
            families,
            is_asked,
        } in judge(&looked.seen, asked, said)
        {
            let cut = turn.verbatim(range.clone());
            let may_count = is_asked || may_count(kind, said, sentence);
            let record = Record {
                file: interview.file.clone(),
                line: cut.line,
                speaker: turn.speaker.clone().unwrap_or_default(),
                side: turn.side,
                time: cut.time,
                kind,
                theme: String::new(),
                tier: Tier::Review,
                quote: cut.quote,
                sentence: sentence.to_owned(),
                question: asked.map(|asked| asked.text.clone()),
                cues: families,
            };
            records.push((record, if may_count { chance } else { 0.0 }));
        }
    }
    count(&mut records);
    records.into_iter().map(|(record, _)| record).collect()
}

/// What a few words say, no count should rest on; a name or a number may be short.
fn may_count(kind: Kind, said: &[String], sentence: &str) -> bool {
    let is_short = said.len() <= 5 && !is_name_enough(kind) && kind != Kind::Trigger;
    // "On a founders' group, yes": half of the matter stands in the question.
    let is_reply = said.len() <= 7
        && said.split(|word| word == ",").any(|part| {
            matches!(part, [word] if matches!(word.as_str(), "yes" | "no" | "yeah" | "nope"))
        });
    // "Then I looked at two tools": who names nothing tells a story; what came of it counts.
    let is_passing = kind == Kind::Alternative && is_only_looked_at(said, sentence);
    !(is_short || is_passing || is_reply)
}

/// Whether a way was only looked at, and is not named.
fn is_only_looked_at(said: &[String], sentence: &str) -> bool {
    const LOOKED: [&str; 16] = [
        "looked",
        "looking",
        "look",
        "trialed",
        "trialled",
        "tested",
        "tried",
        "saw",
        "seen",
        "demoed",
        "evaluated",
        "reviewed",
        "demo",
        "demos",
        "offer",
        "quote",
    ];
    // Capitals of a sort of thing name none of them.
    let is_sort = |word: &str| SORTS.contains(&word);
    let is_named = sentence.split_whitespace().skip(1).any(|word| {
        let word = word.trim_matches(|ch: char| !ch.is_alphanumeric());
        !is_sort(word) && weigh::is_name_inside(&format!(", {word}"))
    });
    said.len() <= PASSING && said.iter().any(|word| LOOKED.contains(&word.as_str())) && !is_named
}

/// Decides what counts in an answer. An event is told in several sentences: the surest of a turn counts,
/// a further one only where it hardly can be the same event told on.
fn count(records: &mut [(Record, f64)]) {
    let surest = records
        .iter()
        .filter(|(record, _)| record.kind == Kind::Trigger)
        .map(|(_, chance)| *chance)
        .fold(0.0, f64::max);
    let mut has_event = false;
    for (record, chance) in records.iter_mut() {
        let is_surest = !has_event && *chance >= surest;
        let least = match record.kind {
            Kind::Trigger if !is_surest => FURTHER_EVENT,
            kind => least(kind),
        };
        has_event |= record.kind == Kind::Trigger && is_surest;
        if *chance >= least {
            record.tier = Tier::Strong;
        }
    }
}

struct Found {
    kind: Kind,
    chance: f64,
    families: Vec<&'static str>,
    /// A form asked for it, and it is that.
    is_asked: bool,
}

/// The kinds of one sentence, the likeliest first; a second one is for review.
fn judge(seen: &weigh::Seen, asked: Option<&Question>, said: &[String]) -> Vec<Found> {
    let mut found: Vec<Found> = seen
        .kinds
        .iter()
        .zip(weigh::chances(seen))
        .map(|((kind, _, families), chance)| {
            let counts = asked.and_then(|asked| form::counts(asked, *kind, said));
            Found {
                kind: *kind,
                chance: match counts {
                    Some(true) => 1.0,
                    Some(false) => chance.min(DOUBTED),
                    None => chance,
                },
                families: families.clone(),
                is_asked: counts == Some(true),
            }
        })
        .filter(|found| found.chance >= REVIEW)
        .collect();
    found.sort_by(|one, other| {
        other
            .chance
            .total_cmp(&one.chance)
            .then(one.kind.cmp(&other.kind))
    });
    found.truncate(2);
    found
}

/// Whether a name or a number may be all of a statement.
fn is_name_enough(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Metric
            | Kind::WateringHole
            | Kind::Authority
            | Kind::SpendingLimit
            | Kind::Alternative
    )
}

/// Cuts a sentence where its second part may say the opposite of its first.
fn clauses(said: &[String]) -> Vec<&[String]> {
    said.split(|word| matches!(word.as_str(), "but" | "although" | "though" | "except"))
        .map(|clause| match clause {
            [first, rest @ ..] if first == "," => rest,
            clause => clause,
        })
        .filter(|clause| !clause.is_empty())
        .collect()
}
