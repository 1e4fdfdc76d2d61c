//! The difference of two rates within strata: that of N. Mantel and W. Haenszel (JNCI 22, 1959) with the
//! variance of S. Greenland and J. M. Robins (Biometrics 41, 1985), which holds for many small strata as
//! well as for a few large ones.

use doorwise_model::Estimate;

use crate::rate::Z_90;

/// Hits and cases of the two sides of one stratum: inside, outside.
pub type Cell = [(usize, usize); 2];

/// Returns the rate inside less that outside, pooled over strata that have both sides; none without any.
pub fn difference(strata: &[Cell]) -> Option<Estimate> {
    let (mut weights, mut sum, mut variance, mut cases) = (0.0, 0.0, 0.0, 0);
    for [(a, n), (b, m)] in strata {
        if *n == 0 || *m == 0 {
            continue;
        }
        cases += n + m;
        let [a, n, b, m] = [a, n, b, m].map(|&count| count as f64);
        let all = n + m;
        weights += n * m / all;
        sum += (a * m - b * n) / all;
        variance += (a * (n - a) * m.powi(3) + b * (m - b) * n.powi(3)) / (n * m * all * all);
    }
    if weights == 0.0 {
        return None;
    }
    let value = sum / weights;
    let half = Z_90 * variance.sqrt() / weights;
    Some(Estimate {
        value,
        low: (value - half).max(-1.0),
        high: (value + half).min(1.0),
        n: cases,
    })
}

#[cfg(test)]
mod tests {
    use super::difference;

    /// 3 of 10 against 6 of 10, and 1 of 10 against 4 of 10: both differ by 0.3; each weighs 5.
    /// Variance of a stratum: (a(n-a)m³ + b(m-b)n³) / (nm·400): (21 000 + 24 000) / 40 000 = 1.125, and
    /// (9 000 + 24 000) / 40 000 = 0.825; 1.645 · sqrt(1.95) / 10 = 0.2297.
    #[test]
    fn two_strata_by_hand() {
        let found = difference(&[[(3, 10), (6, 10)], [(1, 10), (4, 10)]]).expect("two sides");
        assert!((found.value + 0.3).abs() < 1e-12, "{found:?}");
        assert!((found.low + 0.5297).abs() < 1e-4, "{found:?}");
        assert_eq!(found.n, 40);
    }

    #[test]
    fn a_stratum_with_one_side_says_nothing() {
        assert_eq!(difference(&[[(3, 10), (0, 0)]]), None);
        let one = difference(&[[(3, 10), (6, 10)]]);
        assert_eq!(difference(&[[(3, 10), (6, 10)], [(5, 5), (0, 0)]]), one);
    }
}
