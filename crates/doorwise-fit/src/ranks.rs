//! Whether one group of values lies below another: the test of Mann and Whitney.
//!
//! H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18, 1947; variance with ties as in
//! E. L. Lehmann, *Nonparametrics*, 1975, chapter 1.

/// Returns the chance that `first` lies as far below `second` where both are alike, by the normal
/// approximation with half a step taken off; none with fewer than four values on a side, or where all
/// are equal.
pub fn chance_of_lying_below(first: &[f64], second: &[f64]) -> Option<f64> {
    let (n, m) = (first.len() as f64, second.len() as f64);
    if n < 4.0 || m < 4.0 {
        return None;
    }
    // Pairs in which the first is higher; a tie is half a pair.
    let mut higher = 0.0;
    for a in first {
        for b in second {
            higher += if a > b {
                1.0
            } else if a == b {
                0.5
            } else {
                0.0
            };
        }
    }
    let mut all: Vec<f64> = first.iter().chain(second).copied().collect();
    all.sort_by(f64::total_cmp);
    let size = n + m;
    let ties: f64 = all
        .chunk_by(|a, b| a == b)
        .map(|tie| (tie.len() as f64).powi(3) - tie.len() as f64)
        .sum();
    let variance = n * m / 12.0 * (size + 1.0 - ties / (size * (size - 1.0)));
    if variance <= 0.0 {
        return None;
    }
    let z = (higher + 0.5 - n * m / 2.0) / variance.sqrt();
    Some(0.5 * libm::erfc(-z / std::f64::consts::SQRT_2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1 2 3 4 5 against 6 7 8 9 10: no pair is higher, mean 12.5, variance 25·11/12 = 22.917,
    /// z = -12 / 4.787 = -2.507, p = 0.0061 (exactly 1/252 = 0.0040).
    #[test]
    fn five_below_five_by_hand() {
        let chance = chance_of_lying_below(&[1.0, 2.0, 3.0, 4.0, 5.0], &[6.0, 7.0, 8.0, 9.0, 10.0]);
        assert!(
            (chance.expect("five each") - 0.0061).abs() < 1e-4,
            "{chance:?}"
        );
    }

    #[test]
    fn alike_above_and_few_say_nothing() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0];
        assert!(chance_of_lying_below(&values, &values).expect("five each") > 0.5);
        assert!(chance_of_lying_below(&[9.0; 5], &values).expect("five each") > 0.98);
        assert_eq!(chance_of_lying_below(&values[..3], &values), None);
        assert_eq!(chance_of_lying_below(&[1.0; 5], &[1.0; 5]), None);
    }
}
