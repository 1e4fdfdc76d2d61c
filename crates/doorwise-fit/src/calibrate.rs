//! From a total of points to a win probability, with its interval.

use crate::learn::Group;
use crate::points::line_through;
use crate::rate::Z_90;
use crate::search::fit::logistic;

/// Ridge on the factor by which cross-fitted log-odds are stretched, around "as they are".
const FACTOR_RIDGE: f64 = 4.0;

/// The win probability of one total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Points as seen.
    pub score: i64,
    /// Probability that a deal with these points is won.
    pub value: f64,
    /// Lower end of the 90 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Deals seen with these points.
    pub n: usize,
    /// Of these, won.
    pub won: usize,
}

/// Returns by how much log-odds of unseen deals must be stretched to be right on average.
///
/// H. van Houwelingen and S. le Cessie, Statistics in Medicine 9 (1990): a slope under 1 is what
/// the search promised too much.
pub(crate) fn stretch(log_odds: &[f64], won: &[bool]) -> f64 {
    // Newton on `a + (1 + d) z`, with a ridge on d, so that few deals change little.
    let (mut a, mut d) = (0.0, 0.0);
    for _ in 0..25 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) =
            (0.0, -FACTOR_RIDGE * d, 1e-9, 0.0, FACTOR_RIDGE);
        for (&z, &won) in log_odds.iter().zip(won) {
            let p = logistic(a + (1.0 + d) * z);
            let (g, h) = (f64::from(u8::from(won)) - p, p * (1.0 - p));
            g0 += g;
            g1 += g * z;
            h00 += h;
            h01 += h * z;
            h11 += h * z * z;
        }
        let determinant = h00 * h11 - h01 * h01;
        if determinant <= 0.0 {
            break;
        }
        a += ((g0 * h11 - g1 * h01) / determinant).clamp(-1.0, 1.0);
        d += ((g1 * h00 - g0 * h01) / determinant).clamp(-1.0, 1.0);
    }
    (1.0 + d).clamp(0.0, 1.25)
}

/// Groups of deals of which promises are compared with outcomes.
const GROUPS: usize = 10;

/// Returns promised and seen wins of deals unseen in ten groups, the least likely first; the
/// intercept makes as many wins expected as were seen.
pub(crate) fn groups(log_odds: &[f64], won: &[bool], stretch: f64) -> Vec<Group> {
    // Whole thousandths of log-odds, so that equal promises count as equal.
    let totals: Vec<i64> = log_odds.iter().map(|z| (z * 1e3).round() as i64).collect();
    let totals = crate::points::totals_of(&totals, won);
    let n: f64 = totals.iter().map(|(_, won, lost)| won + lost).sum();
    let slope = stretch / 1e3;
    let intercept = intercept_for(&totals, slope);
    let mut groups = vec![(0.0, 0.0, 0.0); GROUPS.min(n as usize)];
    let size = n / groups.len() as f64;
    let mut before = 0.0;
    for (total, won, lost) in totals {
        let (mut from, to) = (before, before + won + lost);
        let p = logistic(intercept + slope * total as f64);
        let rate = won / (won + lost);
        while from < to - 1e-9 {
            let idx = ((from / size + 1e-9) as usize).min(groups.len() - 1);
            let end = (size * (idx + 1) as f64).min(to).max(from + 1e-9);
            let share = end - from;
            let group = &mut groups[idx];
            group.0 += share * p;
            group.1 += share * rate;
            group.2 += share;
            from = end;
        }
        before = to;
    }
    groups
        .into_iter()
        .filter(|(.., n)| *n > 0.0)
        .map(|(promised, won, n)| Group {
            promised: promised / n,
            won,
            n: n.round() as usize,
        })
        .collect()
}

/// Returns the chance of every score from `low` to `high`.
///
/// `slope` is that of the card times what unseen deals left of it; the intercept makes the expected
/// wins equal the wins seen. The interval is that of the fitted line (delta method), widened by the
/// error of its slope.
pub(crate) fn chances(
    totals: &[(i64, f64, f64)],
    slope: f64,
    (low, high): (i64, i64),
) -> Vec<Chance> {
    let scaled: Vec<(i64, f64, f64)> = totals.to_vec();
    let intercept = intercept_for(&scaled, slope);
    let (mut h00, mut h01, mut h11) = (1e-9, 0.0, 1e-9);
    for &(total, won, lost) in totals {
        let x = total as f64;
        let p = logistic(intercept + slope * x);
        let h = (won + lost) * p * (1.0 - p);
        h00 += h;
        h01 += h * x;
        h11 += h * x * x;
    }
    let determinant = (h00 * h11 - h01 * h01).max(1e-12);
    (low..=high)
        .map(|score| {
            let x = score as f64;
            let z = intercept + slope * x;
            let variance = (h11 - 2.0 * x * h01 + x * x * h00) / determinant;
            let half = Z_90 * variance.max(0.0).sqrt();
            let seen = totals.iter().find(|(total, ..)| *total == score);
            let (won, lost) = seen.map_or((0.0, 0.0), |(_, won, lost)| (*won, *lost));
            Chance {
                score,
                value: logistic(z),
                low: logistic(z - half),
                high: logistic(z + half),
                n: (won + lost) as usize,
                won: won as usize,
            }
        })
        .collect()
}

/// Returns the intercept with which as many wins are expected as were seen.
pub(crate) fn intercept_for(totals: &[(i64, f64, f64)], slope: f64) -> f64 {
    let won: f64 = totals.iter().map(|(_, won, _)| won).sum();
    let mut intercept = line_through(totals, 1e12).0;
    for _ in 0..50 {
        let (mut expected, mut h) = (0.0, 1e-9);
        for &(total, won, lost) in totals {
            let p = logistic(intercept + slope * total as f64);
            expected += (won + lost) * p;
            h += (won + lost) * p * (1.0 - p);
        }
        let step = ((won - expected) / h).clamp(-1.0, 1.0);
        intercept += step;
        if step.abs() < 1e-12 {
            break;
        }
    }
    intercept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_wins_are_the_wins_seen() {
        let totals = [(-2, 5.0, 45.0), (0, 30.0, 70.0), (3, 40.0, 10.0)];
        let chances = chances(&totals, 0.7, (-2, 3));
        let expected: f64 = chances
            .iter()
            .map(|chance| chance.value * chance.n as f64)
            .sum();
        assert!((expected - 75.0).abs() < 1e-6, "{expected}");
        assert!(chances.windows(2).all(|pair| pair[0].value < pair[1].value));
        assert!(chances.iter().all(|c| c.low < c.value && c.value < c.high));
    }

    /// Twenty deals, promised one of two chances: groups of two, the wins of equals in proportion.
    #[test]
    fn groups_are_of_one_size_and_keep_the_wins() {
        let log_odds: Vec<f64> = (0..20)
            .map(|row| if row < 10 { -1.0 } else { 1.0 })
            .collect();
        let won: Vec<bool> = (0..20).map(|row| row % 10 < 2 + row / 10 * 5).collect();
        let groups = groups(&log_odds, &won, 1.0);
        assert_eq!(groups.len(), 10);
        assert!(groups.iter().all(|group| group.n == 2), "{groups:?}");
        assert!((groups[0].won - 0.4).abs() < 1e-6, "{groups:?}");
        assert!((groups[9].won - 1.4).abs() < 1e-6, "{groups:?}");
        let promised: f64 = groups.iter().map(|group| group.promised * 2.0).sum();
        assert!((promised - 9.0).abs() < 1e-6, "{promised}");
    }

    /// Log-odds twice too large are halved, but for the ridge.
    #[test]
    fn promises_twice_too_large_are_halved() {
        let (mut log_odds, mut won) = (Vec::new(), Vec::new());
        for (z, rate) in [(-2.0, logistic(-1.0)), (2.0, logistic(1.0))] {
            let n = 4000;
            log_odds.extend(vec![z; n]);
            won.extend((0..n).map(|row| (row as f64) < rate * n as f64));
        }
        assert!((stretch(&log_odds, &won) - 0.5).abs() < 0.01);
    }
}
