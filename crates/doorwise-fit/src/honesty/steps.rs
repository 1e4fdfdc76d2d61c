//! Is this line proven? At each step the whole search is repeated on outcomes that know the model so
//! far and nothing of the next line; the line's own gain is held against the largest gain there.
//!
//! Westfall and Young's maximum inside a forward path, so that every edge, group and attribute looked
//! at is paid for. Outcomes are drawn from the model (the parametric bootstrap); where several deals
//! are of one account, which are no independent witnesses, what the model leaves of an account's
//! outcomes changes its sign as one (the wild cluster bootstrap, A. C. Cameron, J. B. Gelbach and
//! D. L. Miller 2008). Residuals are taken off the model by one Newton step, as the refit on the real
//! deals was. Drawing stops early where the answer is clear (Besag and Clifford 1991: after `h` draws
//! that show as much, p = h / draws).

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::coding::Attribute;
use crate::dice::{Dice, Use};
use crate::search::candidates::{Histogram, Sums, most_worth};
use crate::search::{Model, RIDGE, Reach, Sample, fit, worth};

/// Draws of one step.
const DRAWS: usize = 199;
/// Draws that show as much, after which no more are made.
const ENOUGH: usize = 20;
/// Draws made side by side before looking whether there are enough; fixed, so that the number of
/// threads changes nothing.
const BATCH: usize = 40;

/// Returns the p-value of each step of a path; `units` are the accounts of the rows.
pub(crate) fn p_values(
    attributes: &[Attribute],
    sample: &Sample,
    units: &[u64],
    path: &[Model],
    reach: Reach,
    seed: u64,
) -> Vec<f64> {
    let accounts = accounts(units);
    let steps = path.windows(2).enumerate();
    steps
        .map(|(step, pair)| {
            let ground = Ground::new(attributes, sample, &pair[0], reach.least_support);
            let accounts = accounts.as_deref();
            let line = pair[1].lines.last();
            let observed = line.map_or(0.0, |line| worth(line, sample, &pair[0]));
            p_value(&ground, accounts, observed, seed, step as u64)
        })
        .collect()
}

/// Returns for each row the number of its account; none where each row is an account of its own.
fn accounts(units: &[u64]) -> Option<Vec<u32>> {
    let mut place: BTreeMap<u64, u32> = BTreeMap::new();
    let of_row: Vec<u32> = units
        .iter()
        .map(|unit| {
            let next = place.len() as u32;
            *place.entry(*unit).or_insert(next)
        })
        .collect();
    (place.len() < units.len()).then_some(of_row)
}

fn p_value(
    ground: &Ground<'_>,
    accounts: Option<&[u32]>,
    observed: f64,
    seed: u64,
    step: u64,
) -> f64 {
    let (mut drawn, mut as_much) = (0, 0);
    while drawn < DRAWS && as_much < ENOUGH {
        let batch = BATCH.min(DRAWS - drawn);
        as_much += (drawn..drawn + batch)
            .into_par_iter()
            .filter(|&run| {
                let mut dice = Dice::new(seed, Use::Step, step << 32 | run as u64);
                let residuals = ground.residuals(accounts, &mut dice);
                ground.most(residuals) >= observed - 1e-9
            })
            .count();
        drawn += batch;
    }
    (as_much + 1) as f64 / (drawn + 1) as f64
}

struct Ground<'a> {
    attributes: &'a [Attribute],
    sample: &'a Sample,
    model: &'a Model,
    least: usize,
    /// For each pattern its probability.
    probabilities: Vec<f64>,
    /// Curvature of the model, factored.
    curvature: Vec<Vec<f64>>,
    /// For each attribute and bin the deals and their curvature, which no draw changes.
    fixed: Vec<Vec<Sums>>,
}

impl<'a> Ground<'a> {
    fn new(
        attributes: &'a [Attribute],
        sample: &'a Sample,
        model: &'a Model,
        least: usize,
    ) -> Self {
        let probabilities: Vec<f64> = model
            .patterns
            .iter()
            .map(|pattern| model.fitted.probability(pattern.lines))
            .collect();
        let of_row: Vec<(f64, f64)> = model
            .pattern_of
            .iter()
            .map(|&pattern| {
                let p = probabilities[pattern as usize];
                (0.0, p * (1.0 - p))
            })
            .collect();
        let fixed = attributes
            .iter()
            .enumerate()
            .map(|(idx, attribute)| {
                Histogram::of(&sample.bins[idx], &of_row, attribute.bins.len()).bins
            })
            .collect();
        let (_, curvature) = fit::derivatives(&model.patterns, &model.fitted, RIDGE);
        Self {
            attributes,
            sample,
            model,
            least,
            probabilities,
            curvature,
            fixed,
        }
    }

    /// Returns what the model leaves of outcomes that know nothing but the model.
    fn residuals(&self, accounts: Option<&[u32]>, dice: &mut Dice) -> Vec<f64> {
        let rows = self.model.pattern_of.iter();
        let expected = rows.map(|&pattern| self.probabilities[pattern as usize]);
        let of = |won: bool, p: f64| f64::from(u8::from(won)) - p;
        match accounts {
            None => expected.map(|p| of(dice.share() < p, p)).collect(),
            Some(accounts) => {
                let n_accounts = accounts.iter().max().map_or(0, |last| *last as usize + 1);
                let signs: Vec<f64> = (0..n_accounts)
                    .map(|_| if dice.share() < 0.5 { -1.0 } else { 1.0 })
                    .collect();
                let rows = expected.zip(&self.sample.won).zip(accounts);
                rows.map(|((p, &won), &account)| signs[account as usize] * of(won, p))
                    .collect()
            }
        }
    }

    fn most(&self, mut residuals: Vec<f64>) -> f64 {
        let mut of_pattern = vec![0.0; self.model.patterns.len()];
        for (residual, &pattern) in residuals.iter().zip(&self.model.pattern_of) {
            of_pattern[pattern as usize] += residual;
        }
        let k = self.model.lines.len() + 1;
        let mut gradient = vec![0.0; k];
        for (pattern, g) in self.model.patterns.iter().zip(&of_pattern) {
            gradient[0] += g;
            for (line, sum) in gradient[1..].iter_mut().enumerate() {
                if pattern.lines >> line & 1 == 1 {
                    *sum += g;
                }
            }
        }
        let step =
            fit::solve(&mut self.curvature.clone(), &gradient).unwrap_or_else(|| vec![0.0; k]);
        let taken: Vec<f64> = self
            .model
            .patterns
            .iter()
            .zip(&self.probabilities)
            .map(|(pattern, p)| {
                let on = step[1..].iter().enumerate();
                let moved: f64 = on
                    .filter(|(line, _)| pattern.lines >> line & 1 == 1)
                    .map(|(_, weight)| weight)
                    .sum();
                p * (1.0 - p) * (step[0] + moved)
            })
            .collect();
        for (residual, &pattern) in residuals.iter_mut().zip(&self.model.pattern_of) {
            *residual -= taken[pattern as usize];
        }
        let mut most = 0.0_f64;
        for (idx, attribute) in self.attributes.iter().enumerate() {
            let mut histogram = Histogram {
                bins: self.fixed[idx].clone(),
            };
            for (&bin, &g) in self.sample.bins[idx].iter().zip(&residuals) {
                histogram.bins[usize::from(bin)].g += g;
            }
            most = most.max(most_worth(attribute, &histogram, self.least));
        }
        most
    }
}
