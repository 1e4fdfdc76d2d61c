//! The card over coded columns: each distinct value is judged once, a row is a few look-ups.
//!
//! The meaning is `doorwise_model::card::reference`; the tests hold this scorer against it
//! on random cards and markets.

pub(crate) mod bench;
pub(crate) mod cells;
pub(crate) mod judge;
mod masks;
pub(crate) mod tally;

use std::cmp::Reverse;

use doorwise_model::card::Card;
use doorwise_model::card::reference::{Decision, ScoreRange};
use doorwise_model::icp::Icp;
use doorwise_model::market::{Counts, CriterionRef, Scored, Scoring, TierSet};
use doorwise_model::value::{Unknown, Value};
use rayon::prelude::*;

use crate::coded::Companies;
use bench::Bench;
use cells::Cells;
use judge::FieldJudge;

/// What a card says of one row, before overrides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowVerdict {
    pub(crate) failing: u64,
    pub(crate) open: u64,
    pub(crate) score: Option<ScoreRange>,
    pub(crate) seen: i64,
    pub(crate) tiers: TierSet,
}

impl RowVerdict {
    pub(crate) fn decision(&self) -> Decision {
        if self.failing != 0 {
            Decision::Ignore
        } else if self.open != 0 {
            Decision::FindOut
        } else {
            Decision::Pursue
        }
    }
}

/// Scores every company and counts what the market says about the card.
pub(crate) fn score(companies: &Companies, icp: &Icp) -> Scored {
    let card = &icp.card;
    let unchecked = uncheckable(companies, card);
    let mut judges = judge::judges(card, &unchecked);
    let (cells, cell_of_row) = count(companies, &mut judges);
    let bench = Bench::new(card, judges.iter().collect());
    let counted = tally::counted(&bench, &cells);
    let verdict_of = |row: usize| &counted[cell_of_row[row] as usize].combined.verdict;
    let list = list(companies, icp, verdict_of);
    let mut counts = Counts::default();
    for scoring in &list {
        counts.add(scoring.decision);
    }
    Scored {
        counts,
        list,
        falls: tally::falls(card, &counted),
        worth_finding: tally::worth_finding(card, &bench, &cells, &counted),
        segments: tally::segments(companies, card, verdict_of),
        no_column: card
            .fields()
            .into_iter()
            .filter(|field| companies.column(field).is_none())
            .collect(),
        unchecked,
    }
}

/// Counts the rows by the combination of their classes; returns the cell of each row too.
fn count(companies: &Companies, judges: &mut [FieldJudge<'_>]) -> (Cells, Vec<u32>) {
    let columns: Vec<Vec<u32>> = judges
        .iter_mut()
        .map(|judge| classes(companies, judge))
        .collect();
    let columns: Vec<&[u32]> = columns.iter().map(Vec::as_slice).collect();
    let mut cells = Cells::new(judges.len());
    let mut cell_of_row = Vec::new();
    cells.fit(judges.iter());
    cells.count(&columns, companies.rows, &mut cell_of_row);
    (cells, cell_of_row)
}

/// Returns the class of each row's value of a field; each distinct value is judged once.
pub(crate) fn classes(companies: &Companies, judge: &mut FieldJudge<'_>) -> Vec<u32> {
    match companies.column(&judge.field) {
        Some(column) => {
            let classes: Vec<u32> = column
                .cells
                .iter()
                .map(|cell| judge.class(&cell.value))
                .collect();
            let class_of = |code: &u32| classes[*code as usize];
            column.codes.iter().map(class_of).collect()
        }
        None => vec![judge.class(&Value::Unknown(Unknown::NoColumn)); companies.rows],
    }
}

/// Returns the exclusions that cannot be checked: no column, or blank for more than nine tenths of the rows.
pub(crate) fn uncheckable(companies: &Companies, card: &Card) -> Vec<usize> {
    card.exclusions
        .iter()
        .enumerate()
        .filter(|(_, exclusion)| {
            companies
                .column(&exclusion.field)
                .is_none_or(|column| (companies.rows - column.n_known()) * 10 > companies.rows * 9)
        })
        .map(|(idx, _)| idx)
        .collect()
}

fn list<'v>(
    companies: &Companies,
    icp: &Icp,
    verdict_of: impl Fn(usize) -> &'v RowVerdict,
) -> Vec<Scoring> {
    let mut list: Vec<Scoring> = (0..companies.rows)
        .map(|row| scoring(companies, icp, row, verdict_of(row)))
        .collect();
    list.par_sort_by(|a, b| {
        list_key(a)
            .cmp(&list_key(b))
            .then_with(|| companies.ids[a.row as usize].cmp(&companies.ids[b.row as usize]))
            .then_with(|| a.row.cmp(&b.row))
    });
    list
}

/// Returns what decides a company's place in a list, before its id and row.
pub fn list_key(scoring: &Scoring) -> (Decision, usize, Reverse<i64>, Reverse<i64>) {
    (
        scoring.decision,
        scoring.tiers.least().unwrap_or(usize::MAX),
        Reverse(scoring.score.map_or(i64::MIN, |score| score.low)),
        Reverse(scoring.seen),
    )
}

/// Returns what is said of one company; a decision made by hand stands above the card's.
pub(crate) fn scoring(
    companies: &Companies,
    icp: &Icp,
    row: usize,
    verdict: &RowVerdict,
) -> Scoring {
    let n_gates = icp.card.gates.len();
    let domain = Some(companies.domains[row].as_str()).filter(|domain| !domain.is_empty());
    let made = icp.override_of(&companies.ids[row], domain, &companies.names[row]);
    let overridden = made.and_then(|made| icp.overrides.iter().position(|known| known == made));
    let first = (verdict.failing != 0).then(|| verdict.failing.trailing_zeros() as usize);
    Scoring {
        row: u32::try_from(row).unwrap_or(u32::MAX),
        decision: made.map_or(verdict.decision(), |made| made.decision),
        overridden: overridden.and_then(|position| u32::try_from(position).ok()),
        score: verdict.score,
        seen: verdict.seen,
        tiers: verdict.tiers,
        blocked_by: first.map(|position| {
            if position < n_gates {
                CriterionRef::Gate(position)
            } else {
                CriterionRef::Exclusion(position - n_gates)
            }
        }),
        open: verdict.open,
    }
}

#[cfg(test)]
mod tests;
