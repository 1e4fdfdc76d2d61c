//! Counts what was right on copies with labels; the tests and `examples/copy_accuracy` share it.

use std::collections::BTreeSet;

use doorwise_vocab::title::Function;
use doorwise_words::addressee::{self, Verdict};
use doorwise_words::rules;

use crate::labelled::Labelled;

/// Found by counting; every one must be found.
const MECHANICAL: [&str; 6] = [
    "too_long",
    "hard_to_read",
    "we_we",
    "too_many_questions",
    "placeholder",
    "no_cta",
];

/// What was right and what was not.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) n: usize,
    pub(crate) functions: usize,
    pub(crate) bands: usize,
    /// Functions that are right where the words are read alone.
    pub(crate) alone: usize,
    /// Mechanical faults that no label knows.
    pub(crate) extra: usize,
    pub(crate) wrong_readers: (usize, usize),
    pub(crate) false_wrong: Vec<String>,
    pub(crate) mechanical: (usize, usize),
    pub(crate) judgement: (usize, usize),
    pub(crate) clean: (usize, usize),
    pub(crate) notes: Vec<String>,
}

fn code(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).replace('-', "_")
}

pub(crate) fn tally(copies: &[Labelled]) -> Tally {
    let mut tally = Tally::default();
    for labelled in copies {
        tally.n += 1;
        let read = addressee::of_copy(labelled.copy(), Some(labelled.persona()));
        let said = read
            .function
            .map(|function| (function.as_str(), read.band.as_str()));
        match (&labelled.speaks_to, said) {
            (None, None) if !labelled.is_mixed => {
                tally.functions += 1;
                tally.bands += 1;
            }
            (None, Some(_)) if labelled.is_mixed && read.verdict == Verdict::Mixed => {
                tally.functions += 1;
                tally.bands += 1;
            }
            (Some((function, band)), Some((read_function, read_band)))
                if function == read_function && read.verdict == Verdict::AddressedTo =>
            {
                tally.functions += 1;
                if band == read_band {
                    tally.bands += 1;
                } else {
                    tally.notes.push(format!(
                        "{}: band {band}, read {read_band} by {:?}",
                        labelled.id, read.band_rests_on
                    ));
                }
            }
            _ => tally.notes.push(format!(
                "{}: {:?}, read {:?} {said:?} {:.1?}",
                labelled.id,
                labelled.speaks_to,
                read.verdict,
                &read.scores[..read.scores.len().min(3)]
            )),
        }
        let alone = addressee::of_copy(labelled.copy(), None);
        let is_right_alone = match &labelled.speaks_to {
            Some((function, _)) => {
                alone.verdict == Verdict::AddressedTo
                    && alone.function.map(Function::as_str) == Some(function)
            }
            None if labelled.is_mixed => alone.verdict == Verdict::Mixed,
            None => alone.verdict == Verdict::Nobody,
        };
        tally.alone += usize::from(is_right_alone);
        if !is_right_alone {
            tally.notes.push(format!(
                "{}: alone {:?}, read {:?} {:.1?}",
                labelled.id,
                labelled.speaks_to,
                alone.verdict,
                &alone.scores[..alone.scores.len().min(3)]
            ));
        }
        let codes: BTreeSet<String> = rules::check(&labelled.workspace)
            .iter()
            .filter(|found| found.name.starts_with("copy/"))
            .map(|found| code(found.name))
            .collect();
        let is_wrong = labelled
            .faults
            .iter()
            .any(|fault| fault == "wrong_addressee");
        let says_wrong = codes.contains("wrong_addressee");
        tally.wrong_readers.0 += usize::from(is_wrong && says_wrong);
        tally.wrong_readers.1 += usize::from(is_wrong);
        if says_wrong && !is_wrong {
            tally.false_wrong.push(labelled.id.clone());
        }
        for fault in labelled
            .faults
            .iter()
            .filter(|fault| *fault != "wrong_addressee")
        {
            // The pains of a persona that the copy is not for are no measure of it.
            if is_wrong && matches!(fault.as_str(), "no_pain" | "objection_ignored") {
                continue;
            }
            let is_found = codes.contains(fault);
            let kind = if MECHANICAL.contains(&fault.as_str()) {
                &mut tally.mechanical
            } else {
                &mut tally.judgement
            };
            kind.0 += usize::from(is_found);
            kind.1 += 1;
            if !is_found {
                tally.notes.push(format!("{}: {fault} missed", labelled.id));
            }
        }
        if labelled.is_clean() {
            tally.clean.1 += 1;
            tally.clean.0 += usize::from(codes.is_empty());
            if !codes.is_empty() {
                tally
                    .notes
                    .push(format!("{}: clean, raises {codes:?}", labelled.id));
            }
        }
        let extra: Vec<&str> = MECHANICAL
            .iter()
            .copied()
            .filter(|fault| {
                codes.contains(*fault) && !labelled.faults.iter().any(|known| known == fault)
            })
            .collect();
        tally.extra += extra.len();
        if !extra.is_empty() && !labelled.is_clean() {
            tally.notes.push(format!("{}: also {extra:?}", labelled.id));
        }
    }
    tally
}

impl Tally {
    /// Returns the counts, without a word on any single copy.
    pub(crate) fn totals(&self) -> String {
        format!(
            "{} copies: function {}, band too {}, function without the persona {}, wrong readers {}/{}, false alarms {}/{}, mechanical {}/{} (and {} more), judgement {}/{}, clean {}/{}",
            self.n,
            self.functions,
            self.bands,
            self.alone,
            self.wrong_readers.0,
            self.wrong_readers.1,
            self.false_wrong.len(),
            self.n - self.wrong_readers.1,
            self.mechanical.0,
            self.mechanical.1,
            self.extra,
            self.judgement.0,
            self.judgement.1,
            self.clean.0,
            self.clean.1,
        )
    }

    /// Returns the counts and what was not as labelled.
    pub(crate) fn says(&self) -> String {
        format!(
            "{}; false alarms {:?}\n{}",
            self.totals(),
            self.false_wrong,
            self.notes.join("\n")
        )
    }
}
