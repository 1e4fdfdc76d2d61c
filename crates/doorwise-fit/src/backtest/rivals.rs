//! Plain rivals on the same bins: what a CRM's own lead scoring does, and what a statistician tries
//! first. They learn from the first deals, as many as there are outcomes, and score the rest.

use crate::bins::MAX_BINS;
use crate::coding::Coded;
use crate::search::fit::logistic;

/// Deals' worth of the base rate added to each value, as in predictive lead scoring of CRMs.
const ADDED: f64 = 1.0;
/// Ridge on every coefficient of the logistic regression.
const RIDGE: f64 = 1.0;
/// Sweeps over all coefficients.
const SWEEPS: usize = 30;

/// Returns the chance of every later deal by naive Bayes.
pub(super) fn naive_bayes(coded: &Coded, won: &[bool]) -> Vec<f64> {
    let n = won.len();
    let wins = won.iter().filter(|won| **won).count() as f64;
    let losses = n as f64 - wins;
    let later = coded.bins.first().map_or(0, |bins| bins.len() - n);
    let mut log_odds = vec![libm::log(wins / losses); later];
    for bins in &coded.bins {
        let mut counts = [[ADDED; 2]; MAX_BINS];
        for (&bin, &won) in bins.iter().zip(won) {
            counts[usize::from(bin)][usize::from(won)] += 1.0;
        }
        for (log_odds, &bin) in log_odds.iter_mut().zip(&bins[n..]) {
            let [lost, won] = counts[usize::from(bin)];
            *log_odds += libm::log((won / (wins + ADDED)) / (lost / (losses + ADDED)));
        }
    }
    log_odds.into_iter().map(logistic).collect()
}

/// Returns the chance of every later deal by a logistic regression with a coefficient a bin, fitted
/// by Newton steps on one coefficient at a time.
pub(super) fn logistic_regression(coded: &Coded, won: &[bool]) -> Vec<f64> {
    let n = won.len();
    let wins = won.iter().filter(|won| **won).count() as f64;
    let later = coded.bins.first().map_or(0, |bins| bins.len() - n);
    let mut intercept = libm::log(wins / (n as f64 - wins));
    let mut weights = vec![[0.0_f64; MAX_BINS]; coded.bins.len()];
    let mut sums = vec![intercept; n];
    for _ in 0..SWEEPS {
        let mut moved = 0.0_f64;
        for (bins, weights) in coded.bins.iter().zip(&mut weights) {
            // The bins of one attribute share no deal, so one pass serves all of them.
            let mut slopes = [[0.0_f64; 2]; MAX_BINS];
            for ((&bin, &won), &sum) in bins.iter().zip(won).zip(&sums) {
                let p = logistic(sum);
                let slope = &mut slopes[usize::from(bin)];
                slope[0] += f64::from(u8::from(won)) - p;
                slope[1] += p * (1.0 - p);
            }
            let mut steps = [0.0_f64; MAX_BINS];
            for (bin, [g, h]) in slopes.into_iter().enumerate() {
                steps[bin] = ((g - RIDGE * weights[bin]) / (h + RIDGE)).clamp(-1.0, 1.0);
                weights[bin] += steps[bin];
                moved = moved.max(steps[bin].abs());
            }
            for (&bin, sum) in bins.iter().zip(&mut sums) {
                *sum += steps[usize::from(bin)];
            }
        }
        let (mut g, mut h) = (0.0, 1e-9);
        for (&sum, &won) in sums.iter().zip(won) {
            let p = logistic(sum);
            g += f64::from(u8::from(won)) - p;
            h += p * (1.0 - p);
        }
        let step = (g / h).clamp(-1.0, 1.0);
        intercept += step;
        sums.iter_mut().for_each(|sum| *sum += step);
        if moved < 1e-4 {
            break;
        }
    }
    let mut log_odds = vec![intercept; later];
    for (bins, weights) in coded.bins.iter().zip(&weights) {
        for (log_odds, &bin) in log_odds.iter_mut().zip(&bins[n..]) {
            *log_odds += weights[usize::from(bin)];
        }
    }
    log_odds.into_iter().map(logistic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One attribute, two bins, 30 of 40 and 20 of 60 won: both rivals come near those rates.
    #[test]
    fn one_attribute_by_hand() {
        let mut bins = vec![1_u8; 40];
        bins.extend([2; 60]);
        bins.extend([1, 2]);
        let coded = Coded {
            attributes: Vec::new(),
            bins: vec![bins],
        };
        let won: Vec<bool> = (0..100)
            .map(|row| row < 30 || (40..60).contains(&row))
            .collect();
        for chances in [naive_bayes(&coded, &won), logistic_regression(&coded, &won)] {
            assert!((chances[0] - 0.75).abs() < 0.03, "{chances:?}");
            assert!((chances[1] - 1.0 / 3.0).abs() < 0.03, "{chances:?}");
        }
    }
}
