//! Win rates and differences between them, each with its interval.
//!
//! Wilson's score interval (E. B. Wilson, JASA 22, 1927) for one rate, Newcombe's hybrid score
//! interval (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10) for a difference.
//! Both assume independent cases.

use doorwise_model::Estimate;

/// Standard normal quantile of a two-sided 90 % interval.
pub const Z_90: f64 = 1.644_853_626_951_472_2;

/// Returns `hits / n` with Wilson's 90 % interval, `None` without cases.
pub fn rate(hits: usize, n: usize) -> Option<Estimate> {
    if n == 0 || hits > n {
        return None;
    }
    let (low, high) = wilson(hits, n, Z_90);
    Some(Estimate {
        value: hits as f64 / n as f64,
        low,
        high,
        n,
    })
}

/// Returns the first rate less the second with Newcombe's 90 % interval; `n` is all cases together.
pub fn difference(first: (usize, usize), second: (usize, usize)) -> Option<Estimate> {
    let (a, b) = (rate(first.0, first.1)?, rate(second.0, second.1)?);
    let value = a.value - b.value;
    let low = value - ((a.value - a.low).powi(2) + (b.high - b.value).powi(2)).sqrt();
    let high = value + ((a.high - a.value).powi(2) + (b.value - b.low).powi(2)).sqrt();
    Some(Estimate {
        value,
        low: low.max(-1.0),
        high: high.min(1.0),
        n: a.n + b.n,
    })
}

/// Returns the first rate over the second with its 90 % interval on the scale of logarithms (D. Katz and
/// others, Biometrics 34, 1978, with half a case added to each count as in Walter 1975); none where a
/// rate has no cases or the second no hit at all.
pub fn ratio(first: (usize, usize), second: (usize, usize)) -> Option<Estimate> {
    let (a, b) = (rate(first.0, first.1)?, rate(second.0, second.1)?);
    if second.0 == 0 {
        return None;
    }
    let half = |count: usize| count as f64 + 0.5;
    let variance =
        1.0 / half(first.0) - 1.0 / half(first.1) + 1.0 / half(second.0) - 1.0 / half(second.1);
    let log = libm::log(half(first.0) / half(first.1) * half(second.1) / half(second.0));
    let width = Z_90 * variance.max(0.0).sqrt();
    let value = a.value / b.value;
    Some(Estimate {
        value,
        low: libm::exp(log - width).min(value),
        high: libm::exp(log + width).max(value),
        n: a.n + b.n,
    })
}

/// Returns the ends of Wilson's interval for `hits` of `n`, which is not 0; `z` is the standard normal
/// quantile of its level.
pub fn wilson(hits: usize, n: usize, z: f64) -> (f64, f64) {
    let (n, p) = (n as f64, hits as f64 / n as f64);
    let denominator = 1.0 + z * z / n;
    let centre = (p + z * z / (2.0 * n)) / denominator;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / denominator;
    // Rounding must not push an end past the rate itself, which lies inside by the formula.
    ((centre - half).clamp(0.0, p), (centre + half).clamp(p, 1.0))
}

/// Returns the probability of at most `hits` of `n` at this rate; above a half only that it is so.
pub fn at_most(hits: usize, n: usize, rate: f64) -> f64 {
    if rate <= 0.0 {
        return 1.0;
    }
    let (yes, no) = (libm::log(rate), libm::log1p(-rate));
    let mut log_ways = 0.0;
    let mut sum = 0.0;
    for k in 0..=hits.min(n) {
        if k > 0 {
            log_ways += libm::log((n - k + 1) as f64) - libm::log(k as f64);
        }
        sum += libm::exp(log_ways + k as f64 * yes + (n - k) as f64 * no);
        // More hits than expected: the tail is past its middle, and no small p-value.
        if sum > 0.5 {
            break;
        }
    }
    sum.min(1.0)
}

/// Returns the probability of at least `hits` of `n` at this rate; above a half only that it is so.
pub fn at_least(hits: usize, n: usize, rate: f64) -> f64 {
    at_most(n.saturating_sub(hits), n, 1.0 - rate)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_binomial_tail_by_hand() {
        // 0.9^10, and 0.9^20 + 20 x 0.1 x 0.9^19.
        assert!((at_most(0, 10, 0.1) - 0.348_678_44).abs() < 1e-8);
        assert!((at_most(1, 20, 0.1) - 0.391_747_0).abs() < 1e-6);
        assert_eq!(at_most(0, 10, 0.0), 1.0);
        // All ten at a half.
        assert!((at_least(10, 10, 0.5) - 1.0 / 1024.0).abs() < 1e-12);
    }

    /// 30 of 100 against 20 of 200: three times as frequent; ln of (30.5/100.5)/(20.5/200.5) = 1.0880,
    /// error 0.2581, so 1.941 to 4.538.
    #[test]
    fn a_ratio_by_hand() {
        let found = ratio((30, 100), (20, 200)).expect("both rates");
        assert!((found.value - 3.0).abs() < 1e-12);
        assert!((found.low - 1.941).abs() < 0.001, "{found:?}");
        assert!((found.high - 4.538).abs() < 0.001, "{found:?}");
        assert_eq!(ratio((3, 10), (0, 10)), None);
    }

    /// `domain.md` 12 pins Wilson(0, 5) at 95 %: the upper end is 0.434.
    #[test]
    fn wilson_by_hand() {
        let (low, high) = wilson(0, 5, 1.959_963_984_540_054);
        assert_eq!(low, 0.0);
        assert!((high - 0.434).abs() < 5e-4, "{high}");
    }

    /// Newcombe's own example: 56/70 against 48/80, 95 %: 0.0524 to 0.3339; at 90 % it lies inside.
    #[test]
    fn newcombe_lies_inside_the_wider_published_interval() {
        let estimate = difference((56, 70), (48, 80)).expect("cases on both sides");
        assert!((estimate.value - 0.2).abs() < 1e-12);
        assert!(
            0.0524 < estimate.low
                && estimate.low < 0.2
                && 0.2 < estimate.high
                && estimate.high < 0.3339
        );
    }

    #[test]
    fn no_cases_give_no_rate() {
        assert_eq!(rate(0, 0), None);
        assert_eq!(difference((1, 2), (0, 0)), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_rate_and_narrows_with_n(hits in 0_usize..50, more in 1_usize..50) {
            let n = hits + more;
            let once = rate(hits, n).expect("cases");
            let twice = rate(2 * hits, 2 * n).expect("cases");
            prop_assert!(once.low <= once.value && once.value <= once.high);
            prop_assert!((twice.value - once.value).abs() < 1e-12);
            prop_assert!(twice.high - twice.low < once.high - once.low);
        }
    }
}
