//! A hand-written card as prior: the deals move its points only as far as they can.
//!
//! Each entry of a table of points becomes a weight with a normal prior around what its author said,
//! in proportion to its points, with a standard deviation of 0.7: worth about 33 to 50 ordinary deals.
//! What one point stands for is `ln 2` over the card's median points, as far as the deals do not say
//! otherwise: an author means how entries compare, not how odds multiply. The posterior is taken at its
//! mode, with the curvature there as its spread (Laplace). Points keep the author's scale, so tiers keep
//! their meaning.
//! Where the user knows which way a number counts, no moved entry contradicts it (`wish`).
//! Lines that the deals prove on fields that the card does not name join it, shrunk as they were found.

use std::collections::BTreeMap;

use doorwise_model::Estimate;
use doorwise_model::card::{Entry, PointsTable};
use doorwise_model::field::Field;

use crate::calibrate::{self, Chance};
use crate::deals::{Deals, Monotone};
use crate::learn::{Learned, card_of, scores};
use crate::points;
use crate::rate::rate;
use crate::search::RIDGE;
use crate::search::fit::{deviance, logistic, solve};

mod wish;

/// Standard deviation of an author's weight, in log-odds, where a point stands for what was expected;
/// where it stands for less, by the root of that less.
const SPREAD: f64 = 0.7;
/// Newton steps; with a proper prior they converge from any start.
const STEPS: usize = 50;

/// A card after the deals had their say.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The author's tables with the points moved, then tables that the deals add.
    pub tables: Vec<PointsTable>,
    /// Every entry of the author's, in order.
    pub entries: Vec<WeighedEntry>,
    /// Position in [`Learned::tables`] of each table that the deals add.
    pub added: Vec<usize>,
    /// Chance of every score that is attainable.
    pub chances: Vec<Chance>,
}

/// What the deals say of one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedEntry {
    /// Position of its table.
    pub table: usize,
    /// Its position in the table.
    pub entry: usize,
    /// Points that the author gave.
    pub before: i64,
    /// Points after the deals.
    pub after: i64,
    /// Won deals that it applies to.
    pub won: usize,
    /// Their win rate; none without a deal.
    pub inside: Option<Estimate>,
    /// Probability that companies it applies to are won more or less often than others, as its author
    /// says, before the deals.
    pub agreed: f64,
    /// The same after them.
    pub agrees: f64,
}

/// Weighs a hand-written card by the deals; none where it has no points.
pub fn weigh(by_hand: &[PointsTable], deals: &Deals, learned: &Learned) -> Option<Weighed> {
    let expected = expected_unit(by_hand)?;
    let unit = fitted_unit(expected, by_hand, deals);
    let spread = SPREAD * (unit / expected).sqrt();
    let added: Vec<usize> = added(by_hand, learned);
    let all: Vec<&PointsTable> = by_hand
        .iter()
        .chain(added.iter().map(|&table| &learned.tables[table]))
        .collect();
    // For each deal and table the entry that applies, counted from one.
    let ranked: Vec<PointsTable> = all.iter().map(|table| ranked(table)).collect();
    let applies: Vec<Vec<usize>> = ranked
        .iter()
        .zip(&all)
        .map(|(ranked, table)| entry_of(ranked, table, deals))
        .collect();
    let mut weights = Vec::new();
    let mut first = Vec::new();
    for (position, table) in all.iter().enumerate() {
        first.push(weights.len());
        weights.extend(
            table
                .entries
                .iter()
                .map(|entry| match position < by_hand.len() {
                    true => Prior {
                        mean: unit * entry.points as f64,
                        information: 1.0 / (spread * spread),
                    },
                    false => Prior {
                        mean: 0.0,
                        information: RIDGE,
                    },
                }),
        );
    }
    let rows = (0..deals.len()).map(|row| {
        let of_table = applies.iter().zip(&first);
        let met = of_table.filter(|(entries, _)| entries[row] > 0);
        let met: Vec<usize> = met
            .map(|(entries, first)| first + entries[row] - 1)
            .collect();
        (met, deals.won[row])
    });
    let posterior = Posterior::of(rows, &weights);
    let mut moved = posterior.weights.clone();
    for (table, &first) in all.iter().zip(&first) {
        if let Some(wish) = wish(table, deals) {
            let bands = first..first + table.entries.len();
            let variances = bands.clone().map(|at| posterior.covariance[at][at]);
            let variances: Vec<f64> = variances.collect();
            wish::bind(&table.entries, wish, &mut moved[bands], &variances);
        }
    }
    let mut tables: Vec<PointsTable> = all.into_iter().cloned().collect();
    let mut entries = Vec::new();
    for (position, table) in tables.iter_mut().enumerate() {
        let mut counts = vec![(0_usize, 0_usize); table.entries.len() + 1];
        for (&applies, &won) in applies[position].iter().zip(&deals.won) {
            counts[applies].0 += 1;
            counts[applies].1 += usize::from(won);
        }
        // An author means how an entry compares with the other companies, those of no entry included.
        let share = |entry: usize| counts[entry + 1].0 as f64 / deals.len().max(1) as f64;
        let shares: Vec<f64> = (0..table.entries.len()).map(share).collect();
        for idx in 0..table.entries.len() {
            let entry = &mut table.entries[idx];
            let before = entry.points;
            entry.points = (moved[first[position] + idx] / unit).round() as i64;
            if position >= by_hand.len() {
                continue;
            }
            let contrast: Vec<f64> = shares
                .iter()
                .enumerate()
                .map(|(other, share)| f64::from(u8::from(other == idx)) - share)
                .collect();
            let squares: f64 = contrast.iter().map(|factor| factor * factor).sum();
            let here = &weights[first[position]..first[position] + shares.len()];
            let said: f64 = contrast
                .iter()
                .zip(here)
                .map(|(c, prior)| c * prior.mean)
                .sum();
            let (found, error) = posterior.contrast(first[position], &contrast);
            let way = said.signum();
            let (n, won) = counts[idx + 1];
            entries.push(WeighedEntry {
                table: position,
                entry: idx,
                before,
                after: entry.points,
                won,
                inside: rate(won, n),
                agreed: normal(said.abs() / (spread * squares.sqrt()).max(1e-9)),
                agrees: normal(way * found / error.max(1e-9)),
            });
        }
    }
    for table in &mut tables[by_hand.len()..] {
        table.entries.retain(|entry| entry.points != 0);
    }
    let chances = chances(&tables, deals, unit);
    Some(Weighed {
        tables,
        entries,
        added,
        chances,
    })
}

/// Returns which way the numbers of a table may count, where the user said so.
fn wish(table: &PointsTable, deals: &Deals) -> Option<Monotone> {
    let [field] = table.fields.as_slice() else {
        return None;
    };
    let mut columns = deals.columns.iter();
    columns.find(|column| column.field == *field)?.wish
}

/// Returns the log-odds of one point before the deals: an entry of the median points doubles the odds.
fn expected_unit(tables: &[PointsTable]) -> Option<f64> {
    let entries = tables.iter().flat_map(|table| &table.entries);
    let mut points: Vec<i64> = entries
        .map(|entry| entry.points.abs())
        .filter(|points| *points > 0)
        .collect();
    points.sort_unstable();
    let median = points.get(points.len() / 2)?;
    Some(std::f64::consts::LN_2 / *median as f64)
}

/// Returns the log-odds of one point as the deals have it: between half and twice what is expected, one
/// doubling being one standard deviation.
fn fitted_unit(expected: f64, by_hand: &[PointsTable], deals: &Deals) -> f64 {
    let totals = points::totals_of(&scores(by_hand, deals), &deals.won);
    if totals.is_empty() {
        return expected;
    }
    let objective = |doublings: f64| {
        let unit = expected * libm::exp2(doublings);
        let intercept = calibrate::intercept_for(&totals, unit);
        let loss: f64 = totals
            .iter()
            .map(|&(total, won, lost)| deviance(won, lost, intercept + unit * total as f64))
            .sum();
        loss + doublings * doublings
    };
    let tried = (-4..=4).map(|quarter| f64::from(quarter) / 4.0);
    let best = tried.min_by(|a, b| objective(*a).total_cmp(&objective(*b)));
    expected * libm::exp2(best.unwrap_or(0.0))
}

/// Returns learned tables with a proven line on fields that the author's card does not name.
fn added(by_hand: &[PointsTable], learned: &Learned) -> Vec<usize> {
    let named = |table: &PointsTable| {
        let known = by_hand.iter().flat_map(|table| &table.fields);
        known.into_iter().any(|field| table.fields.contains(field))
    };
    let is_proven = |position: usize| {
        let mut lines = learned.lines.iter();
        lines.any(|line| line.table == position && line.proven)
    };
    (0..learned.tables.len())
        .filter(|&position| is_proven(position) && !named(&learned.tables[position]))
        .collect()
}

/// Returns the table with points by which its entries can be told apart: the order of the author's
/// points, so that the one that counts stays the one that counts.
fn ranked(table: &PointsTable) -> PointsTable {
    let mut order: Vec<usize> = (0..table.entries.len()).collect();
    order.sort_by_key(|&entry| (table.entries[entry].points, entry));
    let mut entries: Vec<Entry> = table.entries.clone();
    for (rank, entry) in order.into_iter().enumerate() {
        entries[entry].points = rank as i64 + 1;
    }
    PointsTable {
        entries,
        ..table.clone()
    }
}

/// Returns for each deal the entry that applies, counted from one, or 0.
fn entry_of(ranked: &PointsTable, table: &PointsTable, deals: &Deals) -> Vec<usize> {
    let is_read = |field: &Field| deals.columns.iter().any(|column| column.field == *field);
    if !table.fields.iter().all(is_read) {
        return vec![0; deals.len()];
    }
    let place: BTreeMap<i64, usize> = ranked
        .entries
        .iter()
        .enumerate()
        .map(|(entry, ranked)| (ranked.points, entry + 1))
        .collect();
    scores(std::slice::from_ref(ranked), deals)
        .into_iter()
        .map(|rank| place.get(&rank).copied().unwrap_or(0))
        .collect()
}

/// A normal prior on one weight.
struct Prior {
    mean: f64,
    information: f64,
}

/// The mode of the posterior, and its covariance there.
struct Posterior {
    weights: Vec<f64>,
    covariance: Vec<Vec<f64>>,
}

impl Posterior {
    fn of(rows: impl Iterator<Item = (Vec<usize>, bool)>, priors: &[Prior]) -> Self {
        let mut patterns: BTreeMap<Vec<usize>, (f64, f64)> = BTreeMap::new();
        for (met, won) in rows {
            let sum = patterns.entry(met).or_default();
            match won {
                true => sum.0 += 1.0,
                false => sum.1 += 1.0,
            }
        }
        let (won, lost) = patterns.values().fold((0.5, 0.5), |sum, pattern| {
            (sum.0 + pattern.0, sum.1 + pattern.1)
        });
        // The intercept stands last, so that a weight keeps its position.
        let mut weights: Vec<f64> = priors.iter().map(|prior| prior.mean).collect();
        weights.push(libm::log(won / lost));
        let z = |weights: &[f64], met: &[usize]| {
            weights[priors.len()] + met.iter().map(|&at| weights[at]).sum::<f64>()
        };
        let objective = |weights: &[f64]| -> f64 {
            let loss = patterns
                .iter()
                .map(|(met, (won, lost))| deviance(*won, *lost, z(weights, met)))
                .sum::<f64>();
            let far = weights.iter().zip(priors);
            loss + far
                .map(|(weight, prior)| prior.information * (weight - prior.mean).powi(2))
                .sum::<f64>()
        };
        let mut now = objective(&weights);
        for _ in 0..STEPS {
            let (gradient, mut curvature) = derivatives(&patterns, &weights, priors, &z);
            let Some(step) = solve(&mut curvature, &gradient) else {
                break;
            };
            let before = now;
            let mut size = 1.0;
            while size > 1e-3 {
                let moved = weights.iter().zip(&step);
                let moved: Vec<f64> = moved.map(|(weight, step)| weight + size * step).collect();
                let objective = objective(&moved);
                if objective <= now {
                    (weights, now) = (moved, objective);
                    break;
                }
                size /= 2.0;
            }
            if before - now < 1e-10 * (1.0 + before.abs()) {
                break;
            }
        }
        let (_, curvature) = derivatives(&patterns, &weights, priors, &z);
        let covariance = (0..weights.len())
            .map(|at| {
                let mut only = vec![0.0; weights.len()];
                only[at] = 1.0;
                solve(&mut curvature.clone(), &only).unwrap_or(only)
            })
            .collect();
        weights.truncate(priors.len());
        Self {
            weights,
            covariance,
        }
    }

    /// Returns a sum of weights from `first` on, each times its factor, and its standard error.
    fn contrast(&self, first: usize, factors: &[f64]) -> (f64, f64) {
        let (mut value, mut variance) = (0.0, 0.0);
        for (a, factor) in factors.iter().enumerate() {
            value += factor * self.weights[first + a];
            for (b, other) in factors.iter().enumerate() {
                variance += factor * other * self.covariance[first + a][first + b];
            }
        }
        (value, variance.max(0.0).sqrt())
    }
}

/// Returns gradient and curvature of half the objective, the direction of descent positive.
fn derivatives(
    patterns: &BTreeMap<Vec<usize>, (f64, f64)>,
    weights: &[f64],
    priors: &[Prior],
    z: &dyn Fn(&[f64], &[usize]) -> f64,
) -> (Vec<f64>, Vec<Vec<f64>>) {
    let k = weights.len();
    let mut gradient = vec![0.0; k];
    let mut curvature = vec![vec![0.0; k]; k];
    for (at, prior) in priors.iter().enumerate() {
        gradient[at] = prior.information * (prior.mean - weights[at]);
        curvature[at][at] = prior.information;
    }
    for (met, (won, lost)) in patterns {
        let p = logistic(z(weights, met));
        let (g, h) = (won - (won + lost) * p, (won + lost) * p * (1.0 - p));
        let on = || met.iter().copied().chain([k - 1]);
        for a in on() {
            gradient[a] += g;
            for b in on() {
                curvature[a][b] += h;
            }
        }
    }
    (gradient, curvature)
}

fn chances(tables: &[PointsTable], deals: &Deals, unit: f64) -> Vec<Chance> {
    let scores = scores(tables, deals);
    let log_odds: Vec<f64> = scores.iter().map(|score| unit * *score as f64).collect();
    let stretch = calibrate::stretch(&log_odds, &deals.won);
    let totals = points::totals_of(&scores, &deals.won);
    let seen = totals.first().zip(totals.last());
    let (low, high) = seen.map_or((0, 0), |(low, high)| (low.0, high.0));
    let reach = card_of(tables).reach();
    let (low, high) = reach.map_or((low, high), |reach| {
        (reach.low.min(low), reach.high.max(high))
    });
    calibrate::chances(&totals, unit * stretch, (low, high))
}

/// Returns the standard normal distribution function.
fn normal(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests;
