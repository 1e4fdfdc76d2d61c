//! Means and medians with their 90 % intervals.
//!
//! The mean's interval is Student's, with the quantile of G. W. Hill's expansion; the median's is the
//! distribution-free one between two order statistics (W. R. Thompson, Annals of Mathematical
//! Statistics 7, 1936). Both assume independent cases.

use doorwise_model::Estimate;

use crate::rate::Z_90;

/// Fewest values of which an interval says something.
pub const FEWEST: usize = 5;

/// Returns the mean with its 90 % interval, `None` below [`FEWEST`] values.
pub fn mean(values: &[f64]) -> Option<Estimate> {
    let n = values.len();
    if n < FEWEST {
        return None;
    }
    let count = n as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / (count - 1.0);
    let half = student(count - 1.0) * (variance / count).sqrt();
    Some(Estimate {
        value: mean,
        low: mean - half,
        high: mean + half,
        n,
    })
}

/// The quantile of Student's distribution for a two-sided 90 % interval, by its expansion around the
/// normal one (M. Abramowitz and I. Stegun, 26.7.5); off by less than 0.01 from 4 degrees on.
pub(crate) fn student(degrees: f64) -> f64 {
    let z = Z_90;
    let one = (z.powi(3) + z) / 4.0;
    let two = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let three = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    z + one / degrees + two / degrees.powi(2) + three / degrees.powi(3)
}

/// Returns the median with an interval of at least 90 %, `None` below [`FEWEST`] values.
pub fn median(values: &[f64]) -> Option<Estimate> {
    let n = values.len();
    if n < FEWEST {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let value = f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2]);
    // The most values that may be cut off at each end: P(Binomial(n, 1/2) < cut) stays at 5 %.
    let mut cut = 0;
    while cut + 1 < n / 2 && crate::rate::at_most(cut, n, 0.5) <= 0.05 {
        cut += 1;
    }
    Some(Estimate {
        value,
        low: sorted[cut.saturating_sub(1)],
        high: sorted[n - cut.max(1)],
        n,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_by_hand() {
        // 1 to 9: mean 5, standard deviation sqrt(7.5), t(8) = 1.8595.
        let values: Vec<f64> = (1..=9).map(f64::from).collect();
        let found = mean(&values).expect("nine");
        assert!((found.value - 5.0).abs() < 1e-12);
        assert!((found.high - 6.6975).abs() < 2e-3, "{found:?}");
        assert_eq!(mean(&values[..4]), None);
    }

    #[test]
    fn students_quantiles_as_tabled() {
        for (degrees, tabled) in [
            (4.0, 2.1318),
            (9.0, 1.8331),
            (29.0, 1.6991),
            (120.0, 1.6577),
        ] {
            assert!((student(degrees) - tabled).abs() < 0.01, "{degrees}");
        }
    }

    #[test]
    fn a_median_between_order_statistics() {
        // n = 10: P(B < 2) = 0.0107, P(B < 3) = 0.0547, so the second and the ninth value.
        let values: Vec<f64> = (1..=10).rev().map(f64::from).collect();
        let found = median(&values).expect("ten");
        assert_eq!((found.value, found.low, found.high), (5.5, 2.0, 9.0));
        // n = 5: no cut keeps 90 %; the whole range is all that can be said.
        let found = median(&[3.0, 1.0, 2.0, 5.0, 4.0]).expect("five");
        assert_eq!((found.low, found.high), (1.0, 5.0));
    }
}
