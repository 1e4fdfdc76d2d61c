//! From an interview to its statements.

use super::cues::TABLES;
use super::filter::{self, Place, Refused};
use super::pattern::Mask;
use super::question::{self, Question};
use super::theme::has_content;
use super::words::{is_number, sentences, words};
use super::{Kind, Record, Tier};
use crate::interview::{Interview, Turn};

/// From this score a statement counts.
const STRONG: i32 = 20;

/// From this score a person should look at it.
const REVIEW: i32 = 11;

/// How far behind the surest reading a second one may be.
const NEAR: i32 = 12;

/// What a question says for the first, second, third and later sentences of the answer, of ten.
const FADES: [i32; 5] = [10, 9, 7, 5, 3];

/// Most that cues say together: four weak ones are not surer than one that leaves no doubt.
const MOST: i32 = 28;

/// What a full question says for the kind that it asks for.
///
/// Who is asked for a wish, a number or a place answers with one; who is asked what is hard or
/// what is used tells a story around it, so there a cue must speak too.
fn asked(kind: Kind) -> i32 {
    match kind {
        Kind::Outcome | Kind::Goal | Kind::Metric | Kind::Objection => 17,
        Kind::WateringHole => 16,
        Kind::Trigger => 14,
        Kind::Alternative | Kind::Pain => 13,
        Kind::Authority => 17,
        Kind::SpendingLimit => 8,
    }
}

/// Returns what the buyers of an interview said, in order.
pub fn mine(interview: &Interview) -> Vec<Record> {
    let mut records = Vec::new();
    let mut asked: Option<Question> = None;
    let mut n_said = 0;
    for turn in &interview.turns {
        if turn.is_participant() {
            records.extend(of_turn(interview, turn, asked.as_ref(), &mut n_said));
        } else {
            let read = question::question(&turn.text, asked.as_ref());
            // A word that keeps the talk going does not make a stale question fresh.
            n_said = if words(&turn.text).len() <= 2 {
                n_said.min(2)
            } else {
                0
            };
            asked = Some(read);
        }
    }
    records
}

fn of_turn(
    interview: &Interview,
    turn: &Turn,
    asked: Option<&Question>,
    n_said: &mut usize,
) -> Vec<Record> {
    let ranges = sentences(&turn.text);
    let said: Vec<Vec<String>> = ranges
        .iter()
        .map(|range| words(&turn.text[range.clone()]))
        .collect();
    let mut records = Vec::new();
    for (idx, range) in ranges.iter().enumerate() {
        let sentence = &turn.text[range.clone()];
        let place = Place {
            question: asked,
            before: &said[..idx],
            next: said.get(idx + 1).map_or(&[], Vec::as_slice),
        };
        let found = judge(sentence, &said[idx], &place, *n_said);
        // "Honestly?" and "Yeah." do not use the question up.
        *n_said += usize::from(said[idx].len() > 2);
        for Found {
            kind,
            score,
            families,
        } in found
        {
            let cut = turn.verbatim(range.clone());
            records.push(Record {
                file: interview.file.clone(),
                line: cut.line,
                speaker: turn.speaker.clone().unwrap_or_default(),
                side: turn.side,
                time: cut.time,
                kind,
                theme: String::new(),
                tier: tier(kind, score, &said[idx], &cut.quote),
                quote: cut.quote,
                sentence: sentence.to_owned(),
                question: asked.map(|asked| asked.text.clone()),
                cues: families,
            });
        }
    }
    one_event(&mut records);
    records
}

/// What a few words or a torn piece say, no count should rest on; a name or a number may be short.
fn tier(kind: Kind, score: i32, said: &[String], quote: &str) -> Tier {
    let is_short = said.len() <= 5 && !is_name_enough(kind) && kind != Kind::Trigger;
    let is_torn = 2 * words(quote).len() < said.len();
    if score < STRONG || is_short || is_torn {
        Tier::Review
    } else {
        Tier::Strong
    }
}

/// An event is told in several sentences; the surest of a turn counts, the rest is for review.
fn one_event(records: &mut [Record]) {
    let mut has = false;
    for record in records
        .iter_mut()
        .filter(|record| record.kind == Kind::Trigger && record.tier == Tier::Strong)
    {
        if std::mem::replace(&mut has, true) {
            record.tier = Tier::Review;
        }
    }
}

struct Found {
    kind: Kind,
    score: i32,
    families: Vec<&'static str>,
}

/// The kinds of one sentence: what people say, surest first, and at most one of who decides.
fn judge(sentence: &str, said: &[String], place: &Place<'_>, n_said: usize) -> Vec<Found> {
    // "I don't know." and "Yeah, exactly." are about nothing.
    if said.len() < 2 || !said.iter().any(|word| has_content(word)) || filter::is_turned(said) {
        return Vec::new();
    }
    let clauses = clauses(said);
    let refused: Vec<Refused> = clauses
        .iter()
        .map(|clause| filter::refused(sentence, clause, place))
        .collect();
    let mut found: Vec<Found> = Vec::new();
    for kind in Kind::ALL {
        // What one side of a "but" denies, the other may still say.
        let kept = clauses
            .iter()
            .zip(&refused)
            .filter(|(_, refused)| refused.reason(kind).is_none())
            .map(|(clause, _)| *clause);
        let whole = (clauses.len() > 1
            && refused.iter().all(|refused| refused.reason(kind).is_none()))
        .then_some(said);
        let best = kept
            .chain(whole)
            .filter(|clause| clause.len() >= 2)
            .map(|clause| {
                let (from_cues, families) = cues(kind, clause);
                let score = from_cues + from_question(kind, clause, place, n_said)
                    - unasked(kind, place)
                    - pointing(clause)
                    - thinness(kind, clause.len())
                    - introducing(kind, place);
                (score.max(answering(kind, clause, place, n_said)), families)
            })
            .max_by_key(|(score, _)| *score);
        if let Some((score, families)) = best.filter(|(score, _)| *score >= REVIEW) {
            found.push(Found {
                kind,
                score,
                families,
            });
        }
    }
    // The surest reading counts; a second one, where question and words disagree, is for review.
    found.sort_by_key(|found| (std::cmp::Reverse(found.score), found.kind));
    let best = found
        .iter()
        .find(|found| !found.kind.is_power())
        .map_or(0, |found| found.score);
    let mut n_read = [0; 2];
    found.retain_mut(|found| {
        let n_read = &mut n_read[usize::from(found.kind.is_power())];
        *n_read += 1;
        // Far behind the first it is no reading at all.
        let is_near = found.kind.is_power() || best - found.score <= NEAR;
        let is_kept = *n_read == 1 || (*n_read == 2 && is_near && !found.kind.is_power());
        if *n_read > 1 {
            found.score = found.score.min(STRONG - 1);
        }
        is_kept
    });
    found
}

/// What the cues of a kind say, each family once.
fn cues(kind: Kind, said: &[String]) -> (i32, Vec<&'static str>) {
    let mut families: Vec<(&'static str, i32)> = Vec::new();
    let mask = Mask::of(said);
    for cue in TABLES.cues.iter().filter(|cue| cue.kind == kind) {
        if !cue.pattern.may_be_in(mask) || !cue.pattern.is_in(said) {
            continue;
        }
        match families
            .iter_mut()
            .find(|(family, _)| *family == cue.family)
        {
            Some((_, weight)) if cue.weight > 0 => *weight = cue.weight.max(*weight),
            Some((_, weight)) => *weight = cue.weight.min(*weight),
            None => families.push((cue.family, cue.weight)),
        }
    }
    let sum = |is_for: bool| -> i32 {
        families
            .iter()
            .map(|(_, weight)| *weight)
            .filter(|weight| (*weight > 0) == is_for)
            .sum()
    };
    let score = sum(true).min(MOST) + sum(false);
    (
        score,
        families.into_iter().map(|(family, _)| family).collect(),
    )
}

fn from_question(kind: Kind, said: &[String], place: &Place<'_>, n_said: usize) -> i32 {
    let weight = place
        .question
        .and_then(|asked| asked.kinds.iter().find(|(asked, _)| *asked == kind))
        .map_or(0, |(_, weight)| *weight);
    let prior = asked(kind) * weight * FADES[n_said.min(FADES.len() - 1)] / 100;
    // An answer with a number, told of oneself and in a full sentence, is the answer asked for.
    let is_own = said.iter().any(|word| {
        matches!(
            word.as_str(),
            "i" | "we" | "my" | "our" | "me" | "us" | "i'm" | "we're" | "i've" | "we've"
        )
    });
    let is_counted = said.iter().any(|word| is_number(word));
    let is_full = said.len() >= 7;
    match prior {
        ..10 => prior,
        _ => prior + 2 * (i32::from(is_own) + i32::from(is_counted) + i32::from(is_full)),
    }
}

/// Tools, numbers and places stand in any talk, so they mean little where nobody asked for them;
/// and an answer to another question is seldom a complaint.
fn unasked(kind: Kind, place: &Place<'_>) -> i32 {
    let Some(question) = place.question else {
        return 0;
    };
    let asks = |kind: Kind| {
        question
            .kinds
            .iter()
            .any(|(asked, weight)| *asked == kind && *weight >= 5)
    };
    let asks_one_of = |kinds: &[Kind]| kinds.iter().any(|kind| asks(*kind));
    if asks(kind) {
        return 0;
    }
    match kind {
        // Who signs is no doubt and no trouble, though the words are the same.
        _ if !kind.is_power() && asks(Kind::Authority) => 12,
        Kind::Alternative | Kind::Metric | Kind::WateringHole => 8,
        Kind::Outcome => 4,
        Kind::Goal
            if asks_one_of(&[
                Kind::Outcome,
                Kind::Metric,
                Kind::Objection,
                Kind::Trigger,
                Kind::Alternative,
            ]) =>
        {
            8
        }
        Kind::Pain if asks(Kind::Outcome) => 14,
        Kind::Pain if asks(Kind::Alternative) => 5,
        Kind::Pain if asks_one_of(&[Kind::Metric, Kind::WateringHole]) => 8,
        Kind::Pain if asks_one_of(&[Kind::Objection, Kind::Trigger]) => 10,
        Kind::Trigger
            if asks_one_of(&[
                Kind::Objection,
                Kind::Alternative,
                Kind::Outcome,
                Kind::Metric,
            ]) =>
        {
            8
        }
        _ => 0,
    }
}

/// A full answer to a question of a known kind is for a person to look at, whatever its words.
fn answering(kind: Kind, said: &[String], place: &Place<'_>, n_said: usize) -> i32 {
    // Who is asked for a name, a number or a tool may answer with it alone.
    let full = if is_name_enough(kind) { 3 } else { 6 };
    let weight = place
        .question
        .and_then(|asked| asked.kinds.iter().find(|(asked, _)| *asked == kind))
        .map_or(0, |(_, weight)| *weight);
    let n_content = said.iter().filter(|word| has_content(word)).count();
    if weight < 7 || n_said > 3 || said.len() < full || n_content < 2 {
        return 0;
    }
    // The first sentence answers; what other kinds say by weak cues does not outweigh it.
    REVIEW + if weight >= 9 && n_said <= 1 { 4 } else { 0 }
}

/// Who tells what he does describes a company, and its numbers and tools are no complaint.
fn introducing(kind: Kind, place: &Place<'_>) -> i32 {
    let is_role = place.question.is_some_and(|asked| asked.is_about_role);
    if is_role && kind != Kind::Goal { 8 } else { 0 }
}

/// "That takes half a year." says nothing without the sentence before it.
fn pointing(said: &[String]) -> i32 {
    let points = said
        .iter()
        .find(|word| !matches!(word.as_str(), "and" | "so" | "but" | ","))
        .is_some_and(|word| {
            matches!(
                word.as_str(),
                "that" | "that's" | "this" | "it" | "it's" | "those" | "these"
            )
        });
    if points && said.len() <= 7 { 6 } else { 0 }
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

/// Short sentences say little, except where a name or a number is the whole answer.
fn thinness(kind: Kind, n_words: usize) -> i32 {
    let is_name_enough = is_name_enough(kind);
    match n_words {
        0..=2 => {
            if is_name_enough {
                6
            } else {
                12
            }
        }
        3..=4 => {
            if is_name_enough {
                4
            } else {
                7
            }
        }
        5 => {
            if is_name_enough {
                0
            } else {
                3
            }
        }
        _ => 0,
    }
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
