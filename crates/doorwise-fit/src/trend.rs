//! Whether a quantity rises over time: Kendall's rank correlation and the Theil-Sen slope.
//!
//! H. B. Mann, Econometrica 13, 1945; M. G. Kendall, *Rank Correlation Methods*, 1975, for the variance
//! with ties; P. K. Sen, JASA 63, 1968, for the slope and its interval.

use doorwise_model::Estimate;

use crate::rate::Z_90;

/// A trend with its slope.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Chance of a rise as steady as this where there is none.
    pub chance_of_rise: f64,
    /// Change of the quantity for one unit of time, with Sen's 90 % interval.
    pub slope: Estimate,
}

/// Returns the trend of points (time, quantity); none with fewer than eight, or without two times.
pub fn trend(points: &[(f64, f64)]) -> Option<Trend> {
    let n = points.len();
    if n < 8 {
        return None;
    }
    let mut slopes = Vec::with_capacity(n * (n - 1) / 2);
    let mut score = 0.0;
    for (at, first) in points.iter().enumerate() {
        for second in &points[at + 1..] {
            let (time, value) = (second.0 - first.0, second.1 - first.1);
            if time != 0.0 {
                slopes.push(value / time);
                score += sign(value) * sign(time);
            }
        }
    }
    if slopes.is_empty() {
        return None;
    }
    slopes.sort_by(f64::total_cmp);
    let (times, values) = (ties(points, |point| point.0), ties(points, |point| point.1));
    let full = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let sum =
        |ties: &[f64], what: &dyn Fn(f64) -> f64| ties.iter().map(|&tie| what(tie)).sum::<f64>();
    let size = n as f64;
    let pairs = |tie: f64| tie * (tie - 1.0);
    let triples = |tie: f64| tie * (tie - 1.0) * (tie - 2.0);
    let variance = (full(size) - sum(&times, &full) - sum(&values, &full)) / 18.0
        + sum(&times, &triples) * sum(&values, &triples)
            / (9.0 * size * (size - 1.0) * (size - 2.0))
        + sum(&times, &pairs) * sum(&values, &pairs) / (2.0 * size * (size - 1.0));
    if variance <= 0.0 {
        return None;
    }
    let deviation = variance.sqrt();
    // The score moves in steps of two.
    let z = (score - sign(score)) / deviation;
    let count = slopes.len() as f64;
    let at = |place: f64| slopes[(place.round().max(0.0) as usize).min(slopes.len() - 1)];
    let half = Z_90 * deviation / 2.0;
    Some(Trend {
        chance_of_rise: 0.5 * libm::erfc(z / std::f64::consts::SQRT_2),
        slope: Estimate {
            value: (at(((count - 1.0) / 2.0).floor()) + at(((count - 1.0) / 2.0).ceil())) / 2.0,
            low: at(count / 2.0 - half - 1.0),
            high: at(count / 2.0 + half),
            n,
        },
    })
}

fn sign(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value.signum() }
}

/// Returns the sizes of the groups of equal values, single ones left out.
fn ties(points: &[(f64, f64)], of: impl Fn(&(f64, f64)) -> f64) -> Vec<f64> {
    let mut values: Vec<f64> = points.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values
        .chunk_by(|a, b| a == b)
        .map(|group| group.len() as f64)
        .filter(|&size| size > 1.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten rising points: score 45, variance 10·9·25/18 = 125, z = 44 / 11.18 = 3.935, p = 0.0000415.
    #[test]
    fn a_steady_rise_by_hand() {
        let points: Vec<(f64, f64)> = (0..10)
            .map(|at| (f64::from(at), 3.0 * f64::from(at)))
            .collect();
        let found = trend(&points).expect("ten points");
        assert!(
            (found.chance_of_rise - 0.000_041_5).abs() < 1e-6,
            "{found:?}"
        );
        assert_eq!(
            (found.slope.low, found.slope.value, found.slope.high),
            (3.0, 3.0, 3.0)
        );
    }

    /// Values 1 2 3 4 5 6 8 7: of 28 pairs one falls, score 26, variance 8·7·21/18 = 65.33,
    /// z = 25 / 8.083 = 3.093.
    #[test]
    fn one_pair_out_of_order_by_hand() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 7.0];
        let points: Vec<(f64, f64)> = values
            .iter()
            .enumerate()
            .map(|(at, &value)| (at as f64, value))
            .collect();
        let found = trend(&points).expect("eight points");
        assert!((found.chance_of_rise - 0.000_99).abs() < 2e-5, "{found:?}");
        assert!((found.slope.value - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_flat_line_and_a_fall_are_no_rise() {
        let flat: Vec<(f64, f64)> = (0..10).map(|at| (f64::from(at), 5.0)).collect();
        assert_eq!(trend(&flat), None);
        let fall: Vec<(f64, f64)> = (0..10).map(|at| (f64::from(at), -f64::from(at))).collect();
        assert!(trend(&fall).expect("ten points").chance_of_rise > 0.99);
        assert_eq!(trend(&fall[..7]), None);
    }
}
