//! The card over coded columns: each distinct value is judged once, a row is a few look-ups.
//!
//! The meaning is `doorwise_model::card::reference`; the tests hold this scorer against it
//! on random cards and markets.

mod compile;
mod masks;
mod tally;

use std::collections::{BTreeSet, HashMap};

use doorwise_model::card::Card;
use doorwise_model::card::reference::{Decision, ScoreRange};
use doorwise_model::icp::Icp;
use doorwise_model::market::{CriterionRef, Scored, Scoring, TierSet};
use rayon::prelude::*;

use crate::coded::Companies;
pub(crate) use compile::Compiled;

/// Rows judged by one task.
const CHUNK: usize = 16_384;

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
    let compiled = Compiled::new(card, companies, &unchecked);
    let rows: Vec<usize> = (0..companies.rows).collect();
    let verdicts: Vec<RowVerdict> = rows
        .par_chunks(CHUNK)
        .flat_map_iter(|chunk| {
            let mut sums = SumCache::default();
            chunk
                .iter()
                .map(|&row| compiled.judge(row, &mut sums))
                .collect::<Vec<_>>()
        })
        .collect();
    let mut scored = tally::tally(&compiled, companies, card, &verdicts);
    scored.list = list(companies, icp, &verdicts);
    for scoring in &scored.list {
        scored.counts.add(scoring.decision);
    }
    scored.no_column = card
        .fields()
        .into_iter()
        .filter(|field| companies.column(field).is_none())
        .collect();
    scored.unchecked = unchecked;
    scored
}

/// Returns the exclusions that cannot be checked: no column, or blank for more than nine tenths of the rows.
pub(crate) fn uncheckable(companies: &Companies, card: &Card) -> Vec<usize> {
    card.exclusions
        .iter()
        .enumerate()
        .filter(|(_, exclusion)| {
            companies.column(&exclusion.field).is_none_or(|column| {
                let blank: Vec<bool> = column
                    .cells
                    .iter()
                    .map(|cell| cell.value.is_unknown())
                    .collect();
                let n_blank = column
                    .codes
                    .iter()
                    .filter(|&&code| blank[code as usize])
                    .count();
                n_blank * 10 > companies.rows * 9
            })
        })
        .map(|(idx, _)| idx)
        .collect()
}

fn list(companies: &Companies, icp: &Icp, verdicts: &[RowVerdict]) -> Vec<Scoring> {
    let n_gates = icp.card.gates.len();
    let mut list: Vec<Scoring> = verdicts
        .iter()
        .enumerate()
        .map(|(row, verdict)| {
            let domain = Some(companies.domains[row].as_str()).filter(|domain| !domain.is_empty());
            let made = icp.override_of(&companies.ids[row], domain, &companies.names[row]);
            let overridden =
                made.and_then(|made| icp.overrides.iter().position(|known| known == made));
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
        })
        .collect();
    let key = |scoring: &Scoring| {
        (
            scoring.decision,
            scoring.tiers.least().unwrap_or(usize::MAX),
            std::cmp::Reverse(scoring.score.map_or(i64::MIN, |score| score.low)),
            std::cmp::Reverse(scoring.seen),
        )
    };
    list.par_sort_by(|a, b| {
        key(a)
            .cmp(&key(b))
            .then_with(|| companies.ids[a.row as usize].cmp(&companies.ids[b.row as usize]))
            .then_with(|| a.row.cmp(&b.row))
    });
    list
}

/// Remembers which tiers a combination of attainable points reaches.
#[derive(Default)]
pub(crate) struct SumCache {
    known: HashMap<Vec<u32>, TierSet>,
}

impl SumCache {
    fn tiers(&mut self, key: &[u32], points: &[Vec<i64>], card: &Card) -> TierSet {
        if let Some(known) = self.known.get(key) {
            return *known;
        }
        let mut sums = BTreeSet::from([0]);
        for &set in key {
            let points = &points[set as usize];
            sums = sums
                .iter()
                .flat_map(|sum| points.iter().map(move |more| sum + more))
                .collect();
        }
        let tiers = TierSet::of(sums.into_iter().map(|sum| card.tiers.of(sum)));
        self.known.insert(key.to_vec(), tiers);
        tiers
    }
}

#[cfg(test)]
mod tests;
