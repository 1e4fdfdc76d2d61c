//! Evidence from deals that the search did not see: the search is repeated without each fifth of
//! the units, and judged on it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{SAME, overlap};
use crate::coding::Coded;
use crate::learn::auc;
use crate::points;
use crate::search::readable::n_read;
use crate::search::{Line, Model, Reach, Sample, forward};
use crate::table;

/// Parts into which the units are dealt.
const FOLDS: usize = 5;

/// The cards found without each fold, and what they say of its deals.
pub(crate) struct CrossFit {
    fold_of: Vec<u8>,
    cards: Vec<Vec<(Line, i64)>>,
    /// For each deal the log-odds by the card that did not see it.
    pub(crate) log_odds: Vec<f64>,
    /// How cards of fewer lines do, the fewest first.
    pub(crate) shorter: Vec<Shorter>,
}

/// How well cards of at most so many lines rank deals that they did not see.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shorter {
    /// Most lines.
    pub lines: usize,
    /// Chance that a won deal stands above a lost one.
    pub auc: f64,
}

/// What was found without a fold.
struct Part {
    card: Vec<(Line, i64)>,
    /// The log-odds that it gives the fold's deals.
    log_odds: Vec<f64>,
    /// After each step of the search the lines to read, and the log-odds of the fold's deals, not yet
    /// rounded to points.
    steps: Vec<(usize, Vec<f64>)>,
}

/// Won deals and all deals inside a line, counted where the line was found without them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeldOut {
    /// Won.
    pub won: usize,
    /// All.
    pub n: usize,
    /// Folds without which a line on much the same deals was found.
    pub folds: usize,
    /// Folds in all.
    pub of_folds: usize,
}

pub(crate) fn cross_fit(coded: &Coded, won: &[bool], units: &[u64], reach: Reach) -> CrossFit {
    let fold_of = deal_out(won, units);
    let parts: Vec<Part> = (0..FOLDS as u8)
        .into_par_iter()
        .map(|fold| without(coded, won, &fold_of, fold, reach))
        .collect();
    let mut log_odds = vec![0.0; won.len()];
    let mut rows_of = vec![Vec::new(); FOLDS];
    for (row, &fold) in fold_of.iter().enumerate() {
        rows_of[usize::from(fold)].push(row);
    }
    for (part, rows) in parts.iter().zip(&rows_of) {
        for (&row, of_row) in rows.iter().zip(&part.log_odds) {
            log_odds[row] = *of_row;
        }
    }
    let shorter = (1..=reach.max_lines).map(|lines| {
        let mut log_odds = vec![0.0; won.len()];
        for (part, rows) in parts.iter().zip(&rows_of) {
            let longest = part.steps.iter().rfind(|(n_read, _)| *n_read <= lines);
            for (&row, of_row) in rows.iter().zip(longest.iter().flat_map(|(_, z)| z)) {
                log_odds[row] = *of_row;
            }
        }
        Shorter {
            lines,
            auc: auc(&log_odds, won),
        }
    });
    let shorter = shorter.collect();
    CrossFit {
        fold_of,
        log_odds,
        shorter,
        cards: parts.into_iter().map(|part| part.card).collect(),
    }
}

fn without(coded: &Coded, won: &[bool], fold_of: &[u8], fold: u8, reach: Reach) -> Part {
    let rows = |inside: bool| -> Vec<u32> {
        let all = 0..won.len() as u32;
        all.filter(|&row| (fold_of[row as usize] == fold) == inside)
            .collect()
    };
    let sample = Sample::gather(coded, won, &rows(false));
    let path = forward(&coded.attributes, &sample, reach);
    let model = &path[path.len() - 1];
    let card = points::whole(model);
    let unseen = Sample::gather(coded, won, &rows(true));
    let mut totals = vec![0; unseen.len()];
    for (line, points) in model.lines.iter().zip(&card.of_line) {
        for (total, holds) in totals.iter_mut().zip(line.rows(&unseen.bins)) {
            *total += if holds { *points } else { 0 };
        }
    }
    let log_odds = totals.into_iter();
    let log_odds = log_odds.map(|total| card.intercept + card.slope * total as f64);
    Part {
        log_odds: log_odds.collect(),
        card: table::as_read(&coded.attributes, &model.lines, &card.of_line),
        steps: steps(coded, &path, &unseen),
    }
}

fn steps(coded: &Coded, path: &[Model], unseen: &Sample) -> Vec<(usize, Vec<f64>)> {
    let mut met = vec![0_u32; unseen.len()];
    let each = path.iter().map(|model| {
        if let Some((last, line)) = model.lines.iter().enumerate().next_back() {
            for (met, holds) in met.iter_mut().zip(line.rows(&unseen.bins)) {
                *met |= u32::from(holds) << last;
            }
        }
        let log_odds = met.iter().map(|&met| model.fitted.log_odds(met));
        let n_read = n_read(&coded.attributes, &model.lines).unwrap_or_default();
        (n_read, log_odds.collect())
    });
    each.collect()
}

impl CrossFit {
    /// Returns what the deals unseen show of lines like this one.
    pub(crate) fn held_out(
        &self,
        bins: &[Vec<u8>],
        won: &[bool],
        line: &Line,
        points: i64,
    ) -> HeldOut {
        let rows = line.rows(bins);
        let mut found = HeldOut {
            of_folds: self.cards.len(),
            ..HeldOut::default()
        };
        for (fold, card) in self.cards.iter().enumerate() {
            let like = card
                .iter()
                .filter(|(_, other)| other * points > 0)
                .map(|(line, _)| line.rows(bins))
                .map(|other| (overlap(&rows, &other), other))
                .filter(|(share, _)| *share > SAME)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let Some((_, inside)) = like else { continue };
            found.folds += 1;
            for row in 0..won.len() {
                if usize::from(self.fold_of[row]) == fold && inside[row] {
                    found.n += 1;
                    found.won += usize::from(won[row]);
                }
            }
        }
        found
    }
}

/// Deals units out to the folds, those with a won deal and those without one by themselves, so that
/// every fold has both; the order is that of the unit's number, which is made of its content.
pub(crate) fn deal_out(won: &[bool], units: &[u64]) -> Vec<u8> {
    let mut has_won: BTreeMap<u64, bool> = BTreeMap::new();
    for (unit, &won) in units.iter().zip(won) {
        *has_won.entry(*unit).or_default() |= won;
    }
    let mut next = [0_usize, FOLDS / 2];
    let fold: BTreeMap<u64, u8> = has_won
        .into_iter()
        .map(|(unit, won)| {
            let place = &mut next[usize::from(won)];
            *place += 1;
            (unit, (*place % FOLDS) as u8)
        })
        .collect();
    units.iter().map(|unit| fold[unit]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_never_on_both_sides() {
        let units: Vec<u64> = (0..100).map(|row| row / 7).collect();
        let won: Vec<bool> = (0..100).map(|row| row % 3 == 0).collect();
        let fold_of = deal_out(&won, &units);
        for (a, unit) in units.iter().enumerate() {
            let same = units
                .iter()
                .zip(&fold_of)
                .filter(|(other, _)| *other == unit);
            assert!(same.into_iter().all(|(_, fold)| *fold == fold_of[a]));
        }
        for fold in 0..FOLDS as u8 {
            assert!(fold_of.contains(&fold));
        }
    }
}
