//! Evidence from deals that the search did not see: the search is repeated without each fifth of
//! the units, and judged on it.

use std::collections::BTreeMap;

use super::{SAME, overlap};
use crate::coding::Coded;
use crate::points;
use crate::search::{Line, Reach, Sample, forward};
use crate::table;

/// Parts into which the units are dealt.
const FOLDS: usize = 5;

/// The cards found without each fold, and what they say of its deals.
pub(crate) struct CrossFit {
    fold_of: Vec<u8>,
    cards: Vec<Vec<(Line, i64)>>,
    /// For each deal the log-odds by the card that did not see it.
    pub(crate) log_odds: Vec<f64>,
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
    let mut cards = Vec::new();
    let mut log_odds = vec![0.0; won.len()];
    for fold in 0..FOLDS as u8 {
        let rows: Vec<u32> = (0..won.len() as u32)
            .filter(|&row| fold_of[row as usize] != fold)
            .collect();
        let sample = Sample::gather(coded, won, &rows);
        let path = forward(&coded.attributes, &sample, reach);
        let Some(model) = path.last() else { continue };
        let card = points::whole(&model.patterns, &model.fitted.weights);
        let holds: Vec<Vec<bool>> = model
            .lines
            .iter()
            .map(|line| line.rows(&coded.bins))
            .collect();
        for (row, log_odds) in log_odds.iter_mut().enumerate() {
            if fold_of[row] == fold {
                let inside = holds
                    .iter()
                    .zip(&card.of_line)
                    .filter(|(holds, _)| holds[row]);
                let total: i64 = inside.map(|(_, points)| points).sum();
                *log_odds = card.intercept + card.slope * total as f64;
            }
        }
        cards.push(table::as_read(
            &coded.attributes,
            &model.lines,
            &card.of_line,
        ));
    }
    CrossFit {
        fold_of,
        cards,
        log_odds,
    }
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
fn deal_out(won: &[bool], units: &[u64]) -> Vec<u8> {
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
