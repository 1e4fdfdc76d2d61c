//! How good a ranking is, with its interval, and whether one is better than another.
//!
//! AUC with the variance of E. DeLong, D. DeLong and D. Clarke-Pearson (Biometrics 44, 1988), inside
//! each stretch of time, put together by the number of pairs. Deals of one account are no independent
//! witnesses: their parts of the variance are summed first, as N. A. Obuchowski does (Biometrics 53,
//! 1997); where every account has one deal, that is DeLong's own.

use std::collections::BTreeMap;

use doorwise_model::Estimate;

use super::{By, Ranked};
use crate::rate::Z_90;

/// Groups of equal size over which promised and seen rates are compared.
const GROUPS: usize = 10;

/// The deals of one stretch, scored in every way.
pub(super) struct Stretch {
    pub(super) won: Vec<bool>,
    /// Deals with the same number are of one account.
    pub(super) units: Vec<u64>,
    /// For each way its scores, and its probabilities where it gives any.
    pub(super) scored: Vec<(By, Vec<f64>, Option<Vec<f64>>)>,
}

/// How much better one ranking is than another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// AUC less AUC.
    pub by: f64,
    /// Lower end of its 90 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// For each won deal the share of lost ones below it, and for each lost one of won ones above it.
struct Placements {
    of_won: Vec<f64>,
    of_lost: Vec<f64>,
}

impl Placements {
    fn of(scores: &[f64], won: &[bool]) -> Self {
        let side = |wanted: bool| -> Vec<f64> {
            let rows = scores.iter().zip(won).filter(|(_, won)| **won == wanted);
            rows.map(|(score, _)| *score).collect()
        };
        let (winners, losers) = (side(true), side(false));
        let sorted = |scores: &[f64]| {
            let mut sorted = scores.to_vec();
            sorted.sort_by(f64::total_cmp);
            sorted
        };
        let (sorted_winners, sorted_losers) = (sorted(&winners), sorted(&losers));
        let below = |sorted: &[f64], score: f64| {
            let less = sorted.partition_point(|other| *other < score);
            let upto = sorted.partition_point(|other| *other <= score);
            (less as f64 + upto as f64) / 2.0
        };
        Self {
            of_won: winners
                .iter()
                .map(|&score| below(&sorted_losers, score) / losers.len() as f64)
                .collect(),
            of_lost: losers
                .iter()
                .map(|&score| 1.0 - below(&sorted_winners, score) / winners.len() as f64)
                .collect(),
        }
    }

    fn auc(&self) -> f64 {
        mean(&self.of_won)
    }

    fn pairs(&self) -> f64 {
        self.of_won.len() as f64 * self.of_lost.len() as f64
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Returns the variance of an AUC, or of a difference of two, from its placements; `stretch` says which
/// deals are of one account.
fn variance(of_won: &[f64], of_lost: &[f64], stretch: &Stretch) -> f64 {
    let middles = (mean(of_won), mean(of_lost));
    // For each account the sums of its won and its lost deals, and whether it has any.
    let mut accounts: BTreeMap<u64, ([f64; 2], [bool; 2])> = BTreeMap::new();
    let (mut won, mut lost) = (of_won.iter(), of_lost.iter());
    for (&is_won, &unit) in stretch.won.iter().zip(&stretch.units) {
        let (sums, has) = accounts.entry(unit).or_default();
        let (side, apart) = match is_won {
            true => (0, won.next().map(|value| value - middles.0)),
            false => (1, lost.next().map(|value| value - middles.1)),
        };
        sums[side] += apart.unwrap_or_default();
        has[side] = true;
    }
    let n = [of_won.len() as f64, of_lost.len() as f64];
    let more = |count: f64| count / (count - 1.0).max(1.0);
    let of_side = |side: usize| {
        let with = accounts.values().filter(|(_, has)| has[side]);
        let squares: f64 = with.clone().map(|(sums, _)| sums[side].powi(2)).sum();
        more(with.count() as f64) * squares / n[side].powi(2)
    };
    let both: f64 = accounts.values().map(|(sums, _)| sums[0] * sums[1]).sum();
    let both = more(accounts.len() as f64) * both / (n[0] * n[1]);
    (of_side(0) + of_side(1) + 2.0 * both).max(0.0)
}

/// Returns the mean over stretches and its standard error; `of` gives a stretch's value, the
/// variance of its mean, and its weight.
fn together(parts: impl Iterator<Item = (f64, f64, f64)>) -> Option<(f64, f64)> {
    let (mut sum, mut error, mut weights) = (0.0, 0.0, 0.0);
    for (value, variance, weight) in parts {
        sum += weight * value;
        error += weight * weight * variance;
        weights += weight;
    }
    (weights > 0.0).then(|| (sum / weights, error.sqrt() / weights))
}

/// Returns the AUC of one way over these stretches.
pub(super) fn auc_of(stretches: &[Stretch], way: usize) -> Option<Estimate> {
    let n = stretches.iter().map(|stretch| stretch.won.len()).sum();
    let (value, error) = together(stretches.iter().map(|stretch| {
        let places = Placements::of(&stretch.scored[way].1, &stretch.won);
        let variance = variance(&places.of_won, &places.of_lost, stretch);
        (places.auc(), variance, places.pairs())
    }))?;
    Some(Estimate {
        value,
        low: (value - Z_90 * error).max(0.0),
        high: (value + Z_90 * error).min(1.0),
        n,
    })
}

/// Returns how much better one way is than another, over the same deals.
pub(super) fn difference(stretches: &[Stretch], better: usize, other: usize) -> Option<Comparison> {
    let (by, error) = together(stretches.iter().map(|stretch| {
        let one = Placements::of(&stretch.scored[better].1, &stretch.won);
        let two = Placements::of(&stretch.scored[other].1, &stretch.won);
        let less =
            |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
        let (won, lost) = (
            less(&one.of_won, &two.of_won),
            less(&one.of_lost, &two.of_lost),
        );
        let variance = variance(&won, &lost, stretch);
        (one.auc() - two.auc(), variance, one.pairs())
    }))?;
    Some(Comparison {
        by,
        low: by - Z_90 * error,
        high: by + Z_90 * error,
    })
}

/// Judges every way; the first is the card.
pub(super) fn compare(stretches: &[Stretch], capacity: f64) -> Option<Vec<Ranked>> {
    let first = stretches.first()?;
    (0..first.scored.len())
        .map(|way| {
            let (lift, wins) = first_of_list(stretches, way, capacity);
            let chances = probabilities(stretches, way);
            Some(Ranked {
                by: first.scored[way].0,
                auc: auc_of(stretches, way)?,
                lift,
                wins,
                brier: chances.as_deref().map(brier),
                calibration_error: chances.as_deref().map(calibration_error),
                behind: (way > 0).then(|| difference(stretches, 0, way)).flatten(),
            })
        })
        .collect()
}

/// Returns lift and share of wins among the first of each stretch's list; a tie at the end of it
/// counts in proportion, so that no order of rows decides.
fn first_of_list(stretches: &[Stretch], way: usize, capacity: f64) -> (f64, f64) {
    let (mut taken, mut caught, mut all, mut wins) = (0.0, 0.0, 0.0, 0.0);
    for stretch in stretches {
        let mut list: Vec<(f64, bool)> = stretch.scored[way]
            .1
            .iter()
            .copied()
            .zip(stretch.won.iter().copied())
            .collect();
        list.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut left = list.len() as f64 * capacity;
        taken += left;
        all += list.len() as f64;
        wins += list.iter().filter(|(_, won)| *won).count() as f64;
        for tied in list.chunk_by(|a, b| a.0 == b.0) {
            let part = (left / tied.len() as f64).min(1.0);
            caught += part * tied.iter().filter(|(_, won)| *won).count() as f64;
            left -= part * tied.len() as f64;
            if left <= 0.0 {
                break;
            }
        }
    }
    (caught / taken * all / wins, caught / wins)
}

fn probabilities(stretches: &[Stretch], way: usize) -> Option<Vec<(f64, bool)>> {
    let mut all = Vec::new();
    for stretch in stretches {
        let chances = stretch.scored[way].2.as_ref()?;
        all.extend(chances.iter().copied().zip(stretch.won.iter().copied()));
    }
    Some(all)
}

fn brier(chances: &[(f64, bool)]) -> f64 {
    let squares = chances
        .iter()
        .map(|(chance, won)| (chance - f64::from(u8::from(*won))).powi(2));
    squares.sum::<f64>() / chances.len() as f64
}

/// Returns the mean distance between promised and seen win rate over groups of equal size.
fn calibration_error(chances: &[(f64, bool)]) -> f64 {
    let mut sorted = chances.to_vec();
    // Deals of one chance are in the order of their outcome, not of their rows.
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // Deals that were promised the same share what was seen of them.
    let mut seen: Vec<(f64, f64)> = Vec::with_capacity(sorted.len());
    for tied in sorted.chunk_by(|a, b| a.0 == b.0) {
        let won = tied.iter().filter(|(_, won)| *won).count() as f64 / tied.len() as f64;
        seen.extend(tied.iter().map(|(chance, _)| (*chance, won)));
    }
    let n = seen.len();
    let distance: f64 = (0..GROUPS)
        .map(|group| {
            let group = &seen[group * n / GROUPS..(group + 1) * n / GROUPS];
            let sum: f64 = group.iter().map(|(chance, won)| chance - won).sum();
            sum.abs()
        })
        .sum();
    distance / n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(scores: &[f64], other: &[f64], won: &[bool]) -> Stretch {
        Stretch {
            won: won.to_vec(),
            units: (0..won.len() as u64).collect(),
            scored: vec![
                (By::Card, scores.to_vec(), None),
                (By::Recent, other.to_vec(), None),
            ],
        }
    }

    /// By hand: won 3, 1; lost 2, 0. Pairs: 3>2, 3>0, 1<2, 1>0: AUC 0.75. Placements of won 1, 0.5,
    /// of lost 0.5, 1: each variance 0.125, so the error is sqrt(0.0625 + 0.0625).
    #[test]
    fn auc_by_hand() {
        let won = [true, true, false, false];
        let found = auc_of(&[stretch(&[3.0, 1.0, 2.0, 0.0], &[0.0; 4], &won)], 0).expect("pairs");
        assert!((found.value - 0.75).abs() < 1e-12);
        let error = 0.125_f64.sqrt();
        assert!(
            (found.low - (0.75 - Z_90 * error)).abs() < 1e-12,
            "{}",
            found.low
        );
        assert_eq!(found.high, 1.0);
    }

    /// Ten deals of one company are one witness: every deal written twice says no more than once.
    #[test]
    fn deals_of_one_account_are_one_case() {
        let won = [true, false, true, true, false, false, true, false];
        let scores = [5.0, 1.0, 4.0, 2.0, 3.0, 0.0, 6.0, 4.5];
        let other = [1.0, 2.0, 2.5, 0.0, 3.0, 1.5, 4.0, 0.5];
        let once = stretch(&scores, &other, &won);
        let twice = Stretch {
            units: (0..8).chain(0..8).collect(),
            ..stretch(
                &[scores, scores].concat(),
                &[other, other].concat(),
                &[won, won].concat(),
            )
        };
        let apart = Stretch {
            units: (0..16).collect(),
            won: twice.won.clone(),
            scored: twice.scored.clone(),
        };
        let of = |stretch: Stretch| {
            let stretch = [stretch];
            (
                auc_of(&stretch, 0).expect("pairs"),
                difference(&stretch, 0, 1).expect("pairs"),
            )
        };
        let (once, twice, apart) = (of(once), of(twice), of(apart));
        assert!(
            (once.0.low - twice.0.low).abs() < 1e-12,
            "{once:?} {twice:?}"
        );
        assert!(
            (once.1.low - twice.1.low).abs() < 1e-12,
            "{once:?} {twice:?}"
        );
        assert!(apart.1.high - apart.1.low < 0.8 * (twice.1.high - twice.1.low));
    }

    #[test]
    fn a_ranking_is_no_better_than_itself() {
        let won = [true, false, true, false, false];
        let scores = [5.0, 4.0, 3.0, 2.0, 1.0];
        let same = difference(&[stretch(&scores, &scores, &won)], 0, 1).expect("pairs");
        assert_eq!((same.by, same.low, same.high), (0.0, 0.0, 0.0));
    }

    /// Ten deals, four won; the first two of the list hold two wins: lift 1 / 0.4, half of the wins.
    #[test]
    fn lift_by_hand() {
        let won: Vec<bool> = (0..10).map(|row| !(2..=7).contains(&row)).collect();
        let scores: Vec<f64> = (0..10).map(|row| f64::from(10 - row)).collect();
        let (lift, wins) = first_of_list(&[stretch(&scores, &scores, &won)], 0, 0.2);
        assert!((lift - 2.5).abs() < 1e-12 && (wins - 0.5).abs() < 1e-12);
        let (lift, _) = first_of_list(&[stretch(&[0.0; 10], &scores, &won)], 0, 0.2);
        assert!((lift - 1.0).abs() < 1e-12, "ties are no skill");
    }

    #[test]
    fn a_promise_kept_has_no_error() {
        let chances: Vec<(f64, bool)> = (0..100).map(|row| (0.25, row % 4 == 0)).collect();
        assert!(calibration_error(&chances) < 1e-12);
        assert!((brier(&chances) - 0.1875).abs() < 1e-12);
    }
}
