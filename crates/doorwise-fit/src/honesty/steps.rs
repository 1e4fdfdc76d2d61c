//! Is this line proven? At each step the whole search is repeated on outcomes drawn from the model
//! so far, which knows nothing of the next line.
//!
//! The parametric bootstrap of the largest gain: Westfall and Young's maximum inside a forward path,
//! so that every edge, group and attribute looked at is paid for. Residuals are taken off the model
//! by one Newton step, as the refit on the real deals was. Drawing stops early where the answer is
//! clear (Besag and Clifford 1991: after `h` draws that show as much, p = h / draws).

use rayon::prelude::*;

use crate::coding::Attribute;
use crate::dice::{Dice, Use};
use crate::search::candidates::{Histogram, Sums, most_worth};
use crate::search::{Model, RIDGE, Reach, Sample, fit, screen};

/// Draws of one step.
const DRAWS: usize = 199;
/// Draws that show as much, after which no more are made.
const ENOUGH: usize = 20;
/// Draws made side by side before looking whether there are enough; fixed, so that the number of
/// threads changes nothing.
const BATCH: usize = 40;

/// Returns the p-value of each step of a path.
pub(crate) fn p_values(
    attributes: &[Attribute],
    sample: &Sample,
    path: &[Model],
    reach: Reach,
    seed: u64,
) -> Vec<f64> {
    (0..path.len() - 1)
        .map(|step| p_value(attributes, sample, &path[step], reach, seed, step as u64))
        .collect()
}

fn p_value(
    attributes: &[Attribute],
    sample: &Sample,
    model: &Model,
    reach: Reach,
    seed: u64,
    step: u64,
) -> f64 {
    let observed = screen(attributes, sample, model, reach)
        .first()
        .map_or(0.0, |best| best.worth());
    let ground = Ground::new(attributes, sample, model, reach.least_support);
    let (mut drawn, mut as_much) = (0, 0);
    while drawn < DRAWS && as_much < ENOUGH {
        let batch = BATCH.min(DRAWS - drawn);
        as_much += (drawn..drawn + batch)
            .into_par_iter()
            .filter(|&run| {
                let mut dice = Dice::new(seed, Use::Step, step << 32 | run as u64);
                ground.most(&mut dice) >= observed - 1e-9
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

    fn most(&self, dice: &mut Dice) -> f64 {
        let mut of_pattern = vec![0.0; self.model.patterns.len()];
        let mut residuals: Vec<f64> = self
            .model
            .pattern_of
            .iter()
            .map(|&pattern| {
                let p = self.probabilities[pattern as usize];
                let g = f64::from(u8::from(dice.share() < p)) - p;
                of_pattern[pattern as usize] += g;
                g
            })
            .collect();
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
