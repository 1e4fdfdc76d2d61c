//! How good the interviews were as a source: who talked, what was put into mouths, what is new.

use std::collections::{BTreeMap, BTreeSet};

use super::cues::TABLES;
use super::filter;
use super::theme::stems;
use super::words::{sentences, words};
use super::{Kind, Record, Tier};
use crate::interview::{Interview, Side, person};

/// How an interview was led.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// Words of those who ask.
    pub n_words_asking: usize,
    /// Words of all whose side is known.
    pub n_words: usize,
    /// Questions asked.
    pub n_questions: usize,
    /// Of these, such as put the answer into the mouth.
    pub n_leading: usize,
    /// Themes that no interview before it had named.
    pub n_new_themes: usize,
    /// Themes it named.
    pub n_themes: usize,
}

/// Somebody says that it is none of their troubles, and somebody that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Kind of the theme.
    pub kind: Kind,
    /// The theme.
    pub theme: String,
    /// Place of a statement in the list of records.
    pub record: usize,
    /// Who denies it.
    pub speaker: String,
    /// Where.
    pub file: std::path::PathBuf,
    /// Line of the denial.
    pub line: usize,
    /// The denial, as it stands in the file.
    pub quote: String,
}

/// Returns how each interview was led, in order; themes count as new in that order.
pub fn meters(interviews: &[Interview], records: &[Record]) -> Vec<Meter> {
    let mut known: BTreeSet<(Kind, &str)> = BTreeSet::new();
    interviews
        .iter()
        .map(|interview| {
            let mut meter = Meter::default();
            for turn in &interview.turns {
                let n = words(&turn.text).len();
                match turn.side {
                    Side::Interviewer => {
                        meter.n_words_asking += n;
                        count_questions(&turn.text, &mut meter);
                    }
                    Side::Participant => {}
                    Side::Unknown => continue,
                }
                meter.n_words += n;
            }
            let own: BTreeSet<(Kind, &str)> = records
                .iter()
                .filter(|record| record.file == interview.file && record.tier == Tier::Strong)
                .map(|record| (record.kind, record.theme.as_str()))
                .collect();
            meter.n_themes = own.len();
            meter.n_new_themes = own.difference(&known).count();
            known.extend(own);
            meter
        })
        .collect()
}

fn count_questions(turn: &str, meter: &mut Meter) {
    let mut has_question = false;
    let mut is_leading = false;
    for range in sentences(turn) {
        let text = &turn[range];
        let said = words(text);
        has_question |= text.trim_end().ends_with('?');
        is_leading |= TABLES.leading.has(&said);
    }
    meter.n_questions += usize::from(has_question);
    meter.n_leading += usize::from(has_question && is_leading);
}

/// Most of a denial's other subjects: "payroll is no problem" is about payroll alone.
const FEW: usize = 2;

/// A subject in more than one of so many statements is what the talk is about, and no matter of its own.
const COMMON: usize = 8;

/// Returns where a pain or an objection of one is denied by one, the same person or another.
///
/// A denial speaks of the same matter where it shares two subjects with it, or where it has hardly any
/// other subject; a subject that half of the talk is about shows nothing.
pub fn contradictions(interviews: &[Interview], records: &[Record]) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let matters: Vec<(usize, BTreeSet<String>)> = records
        .iter()
        .enumerate()
        .filter(|(_, record)| {
            matches!(record.kind, Kind::Pain | Kind::Objection) && record.tier == Tier::Strong
        })
        .map(|(at, record)| (at, subjects(&record.sentence)))
        .collect();
    let mut n_with: BTreeMap<&str, usize> = BTreeMap::new();
    for subject in matters.iter().flat_map(|(_, matter)| matter) {
        *n_with.entry(subject).or_default() += 1;
    }
    let is_telling = |subject: &str| {
        let n = n_with.get(subject).copied().unwrap_or_default();
        n <= 2 || COMMON * n <= matters.len()
    };
    let is_same = |matter: &BTreeSet<String>, denied: &BTreeSet<String>| {
        let n_shared = matter
            .intersection(denied)
            .filter(|subject| is_telling(subject))
            .count();
        n_shared >= 2 || n_shared == 1 && denied.len() <= FEW
    };
    for interview in interviews
        .iter()
        .filter(|interview| interview.format != "survey")
    {
        for turn in interview.turns.iter().filter(|turn| turn.is_participant()) {
            for range in sentences(&turn.text) {
                let text = &turn.text[range.clone()];
                let said = words(text);
                if !filter::denies(&said) || !names_trouble(&said) {
                    continue;
                }
                let denied = subjects(text);
                let Some((at, _)) = matters
                    .iter()
                    .find(|(at, matter)| is_same(matter, &denied) && records[*at].sentence != text)
                else {
                    continue;
                };
                let cut = turn.verbatim(range);
                found.push(Contradiction {
                    kind: records[*at].kind,
                    theme: records[*at].theme.clone(),
                    record: *at,
                    speaker: turn.speaker.clone().unwrap_or_default(),
                    file: interview.file.clone(),
                    line: cut.line,
                    quote: cut.quote,
                });
            }
        }
    }
    found
}

/// Whether a denial says what it denies: "payroll is no problem", and not "they're okay".
fn names_trouble(said: &[String]) -> bool {
    const NAMED: [&str; 12] = [
        "problem",
        "problems",
        "issue",
        "issues",
        "concern",
        "concerns",
        "trouble",
        "headache",
        "pain",
        "complaints",
        "bottleneck",
        "tension",
    ];
    said.iter().any(|word| NAMED.contains(&word.as_str()))
}

/// What a sentence is about, without the words that only say "trouble".
fn subjects(text: &str) -> BTreeSet<String> {
    const TROUBLE: [&str; 24] = [
        "problem",
        "issu",
        "concern",
        "headach",
        "pain",
        "troubl",
        "worri",
        "team",
        "compani",
        "tool",
        "complaint",
        "topic",
        "okay",
        "alright",
        "fine",
        "anymor",
        "figur",
        "friend",
        "care",
        "person",
        "bother",
        "work",
        "chang",
        "job",
    ];
    stems(text)
        .into_iter()
        .map(|(stem, _)| stem)
        .filter(|stem| stem.len() > 3 && !TROUBLE.contains(&stem.as_str()))
        .collect()
}

/// Returns the people who were asked, each once over all interviews.
pub fn people(interviews: &[Interview]) -> BTreeSet<String> {
    interviews
        .iter()
        .flat_map(|interview| {
            interview
                .turns
                .iter()
                .filter(|turn| turn.is_participant())
                .map(|turn| person(turn.speaker.as_deref(), &interview.file))
        })
        .collect()
}
