//! What may be claimed: is there any signal, is this line one, and does it hold elsewhere.

pub(crate) mod crossfit;
pub(crate) mod gate;
pub mod leaks;
pub(crate) mod power;
pub(crate) mod stability;
pub(crate) mod steps;

/// Returns the false-discovery rate at which each p-value would be kept.
///
/// Y. Benjamini and Y. Hochberg, J. R. Statist. Soc. B 57 (1995): the smallest of `m p(j) / j`
/// over all ranks from its own on.
pub fn q_values(p_values: &[f64]) -> Vec<f64> {
    let m = p_values.len();
    let mut order: Vec<usize> = (0..m).collect();
    order.sort_by(|&a, &b| p_values[b].total_cmp(&p_values[a]).then(b.cmp(&a)));
    let mut least = 1.0_f64;
    let mut q_values = vec![1.0; m];
    for (place, idx) in order.into_iter().enumerate() {
        least = least.min(p_values[idx] * m as f64 / (m - place) as f64);
        q_values[idx] = least;
    }
    q_values
}

/// Returns the share of rows in both among the rows in either.
pub(crate) fn overlap(a: &[bool], b: &[bool]) -> f64 {
    let (mut both, mut either) = (0_usize, 0_usize);
    for (&a, &b) in a.iter().zip(b) {
        both += usize::from(a && b);
        either += usize::from(a || b);
    }
    both as f64 / either.max(1) as f64
}

/// Least overlap from which two lines are taken for the same finding.
pub(crate) const SAME: f64 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand for 0.01, 0.02, 0.03, 0.5: m p / rank = 0.04, 0.04, 0.04, 0.5.
    #[test]
    fn q_values_by_hand() {
        let q_values = q_values(&[0.5, 0.01, 0.03, 0.02]);
        for (q, expected) in q_values.iter().zip([0.5, 0.04, 0.04, 0.04]) {
            assert!((q - expected).abs() < 1e-12, "{q_values:?}");
        }
    }

    #[test]
    fn overlap_is_the_share_of_common_rows() {
        assert_eq!(
            overlap(&[true, true, false, false], &[true, false, true, false]),
            1.0 / 3.0
        );
        assert_eq!(overlap(&[false], &[false]), 0.0);
    }
}
