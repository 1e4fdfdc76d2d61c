//! Companies that hardly ever buy: conditions under which the win rate is below a quarter of that of
//! all deals, whatever else is known.
//!
//! Each condition is tested with the exact binomial test (C. J. Clopper and E. S. Pearson, Biometrika
//! 26, 1934: the upper bound lies below a quarter exactly where the test says so), and the level is
//! divided by the number of conditions looked at (Bonferroni). Deals of one account are one case, won
//! where any was. With few deals nothing can pass: thirty lost deals without a win say little.

use std::collections::BTreeSet;

use doorwise_model::condition::Condition;

use crate::bins::BinSet;
use crate::coding::{Attribute, Bin, Coded, Shape};
use crate::deals::Deals;
use crate::learn::LEVEL;
use crate::rate::at_most;
use crate::search::Sample;
use crate::table;

/// Part of the win rate of all under which companies are not worth a knock.
const PART: f64 = 0.25;
/// Fewest cases of a condition, and their least share.
const FEWEST: usize = 30;
const LEAST_SHARE: f64 = 0.01;
/// Most exclusions proposed.
const MOST: usize = 5;

/// A condition under which hardly anybody buys.
#[derive(Clone, Debug, PartialEq)]
pub struct Excluded {
    /// Position of its column.
    pub column: usize,
    /// Any of these.
    pub any_of: Vec<Condition>,
    /// Deals inside.
    pub n: usize,
    /// Which, by position.
    pub rows: Vec<u32>,
    /// Of these, won.
    pub won: usize,
    /// p-value of "the win rate is a quarter of all or more", every condition looked at paid for.
    pub p: f64,
}

/// Returns the conditions, the surest first.
pub(crate) fn excluded(
    coded: &Coded,
    sample: &Sample,
    units: &[u64],
    deals: &Deals,
) -> Vec<Excluded> {
    let n = sample.len();
    let least = FEWEST.max((LEAST_SHARE * n as f64).ceil() as usize);
    let bar = PART * sample.n_won() as f64 / n.max(1) as f64;
    let mut found = Vec::new();
    let mut looked_at = 0;
    for (idx, attribute) in coded.attributes.iter().enumerate() {
        let mut counts = vec![(0_usize, 0_usize); attribute.bins.len()];
        for (&bin, &won) in sample.bins[idx].iter().zip(&sample.won) {
            let count = &mut counts[usize::from(bin)];
            count.0 += 1;
            count.1 += usize::from(won);
        }
        for set in sets(attribute) {
            let bins = set.bins().take_while(|&bin| bin < counts.len());
            let (deals, won) = bins.fold((0, 0), |sum, bin| {
                (sum.0 + counts[bin].0, sum.1 + counts[bin].1)
            });
            if deals < least {
                continue;
            }
            looked_at += 1;
            // Accounts are fewer cases than deals: what deals do not show they show still less.
            if at_most(won, deals, bar) > LEVEL {
                continue;
            }
            let inside = set.table();
            let rows: Vec<usize> = (0..n)
                .filter(|&row| inside[usize::from(sample.bins[idx][row])])
                .collect();
            let accounts: BTreeSet<u64> = rows.iter().map(|&row| units[row]).collect();
            let winners = rows.iter().filter(|&&row| sample.won[row]);
            let winners: BTreeSet<u64> = winners.map(|&row| units[row]).collect();
            let p = at_most(winners.len(), accounts.len(), bar);
            if accounts.len() >= least && p <= LEVEL {
                found.push((p, idx, set, rows, won));
            }
        }
    }
    found.sort_by(|a, b| {
        a.0.total_cmp(&b.0)
            .then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
    });
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut kept = Vec::new();
    for (p, idx, set, rows, won) in found {
        let p = (p * looked_at as f64).min(1.0);
        let new = rows.iter().filter(|row| !taken.contains(row)).count();
        // What is excluded already for the most part needs no second reason.
        if p > LEVEL || 2 * new < rows.len() || kept.len() == MOST {
            continue;
        }
        let attribute = &coded.attributes[idx];
        kept.push(Excluded {
            column: attribute.column,
            any_of: table::conditions(attribute, &deals.columns[attribute.column], set),
            n: rows.len(),
            rows: rows.iter().map(|&row| row as u32).collect(),
            won,
            p,
        });
        taken.extend(rows);
    }
    kept
}

/// Returns the conditions of an attribute that a person would exclude by: a word, a node with all below
/// it, a tag, or everything up to or from an edge.
fn sets(attribute: &Attribute) -> Vec<BinSet> {
    let last = attribute.bins.len() - 1;
    let is_named = |bin: &usize| matches!(attribute.bins[*bin], Bin::Word(_) | Bin::With(_));
    match &attribute.shape {
        Shape::Tree(below) => below.clone(),
        Shape::Words | Shape::Tag => (1..=last)
            .filter(is_named)
            .map(|bin| BinSet::of([bin]))
            .collect(),
        Shape::Ordered => (1..last)
            .flat_map(|edge| [BinSet::of(1..=edge), BinSet::of(edge + 1..=last)])
            .collect(),
    }
}
