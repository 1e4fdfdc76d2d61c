//! Four counts in strata: a common odds ratio with its interval, and how likely chance gives as much.
//!
//! N. Mantel and W. Haenszel, JNCI 22, 1959 (the common odds ratio); J. Robins, N. Breslow and S.
//! Greenland, Biometrics 42, 1986 (its variance, sound for few large and for many small strata);
//! A. Agresti, Statistical Science 7, 1992 (the exact conditional test, and half the chance of what
//! was seen counted, which keeps the level on average where counts are few). Deals of one stratum are
//! taken as exchangeable.

use std::collections::BTreeMap;

use doorwise_model::Estimate;

use crate::rate::Z_90;

/// Variance of the count above which the normal curve stands in for the exact sum.
const LARGE: f64 = 400.0;

/// Won and lost, with and without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Four {
    /// Won with it.
    pub won_with: usize,
    /// Lost with it.
    pub lost_with: usize,
    /// Won without it.
    pub won_without: usize,
    /// Lost without it.
    pub lost_without: usize,
}

impl Four {
    /// Counts one deal.
    pub fn add(&mut self, won: bool, with: bool) {
        *match (won, with) {
            (true, true) => &mut self.won_with,
            (false, true) => &mut self.lost_with,
            (true, false) => &mut self.won_without,
            (false, false) => &mut self.lost_without,
        } += 1;
    }

    /// Returns how many deals.
    pub fn n(&self) -> usize {
        self.with() + self.without()
    }

    /// Returns how many deals with it.
    pub fn with(&self) -> usize {
        self.won_with + self.lost_with
    }

    /// Returns how many deals without it.
    pub fn without(&self) -> usize {
        self.won_without + self.lost_without
    }

    pub(super) fn won(&self) -> usize {
        self.won_with + self.won_without
    }

    fn parts(&self) -> [f64; 4] {
        [
            self.won_with,
            self.lost_with,
            self.won_without,
            self.lost_without,
        ]
        .map(|count| count as f64)
    }
}

/// Four counts for each stratum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strata(pub BTreeMap<u32, Four>);

/// The logarithm of a common odds ratio with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogOdds {
    /// Natural logarithm of the odds ratio.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
    /// Deals in strata that say something.
    pub n: usize,
}

impl LogOdds {
    /// Returns the odds ratio with its 90 % interval.
    pub fn estimate(&self) -> Estimate {
        Estimate {
            value: libm::exp(self.value),
            low: libm::exp(self.value - Z_90 * self.error),
            high: libm::exp(self.value + Z_90 * self.error),
            n: self.n,
        }
    }
}

impl Strata {
    /// Counts one deal.
    pub fn add(&mut self, stratum: u32, won: bool, with: bool) {
        self.0.entry(stratum).or_default().add(won, with);
    }

    /// Returns the common odds ratio; none where a side of it is empty.
    pub fn log_odds(&self) -> Option<LogOdds> {
        let (mut r, mut s) = (0.0, 0.0);
        let (mut pr, mut ps_qr, mut qs) = (0.0, 0.0, 0.0);
        let mut telling = 0;
        for four in self.0.values() {
            if four.with() == 0 || four.without() == 0 {
                continue;
            }
            let [a, b, c, d] = four.parts();
            let n = a + b + c + d;
            let (p, q) = ((a + d) / n, (b + c) / n);
            let (r_here, s_here) = (a * d / n, b * c / n);
            r += r_here;
            s += s_here;
            pr += p * r_here;
            ps_qr += p * s_here + q * r_here;
            qs += q * s_here;
            telling += four.n();
        }
        if r <= 0.0 || s <= 0.0 {
            return None;
        }
        let variance = pr / (2.0 * r * r) + ps_qr / (2.0 * r * s) + qs / (2.0 * s * s);
        Some(LogOdds {
            value: libm::log(r / s),
            error: variance.sqrt(),
            n: telling,
        })
    }

    /// Returns how likely chance alone puts as many won deals among those with it, given the margins of
    /// every stratum; half of the chance of exactly as many. None where no stratum says anything.
    pub fn chance(&self) -> Option<f64> {
        let telling: Vec<&Four> = self
            .0
            .values()
            .filter(|four| {
                four.with() > 0 && four.without() > 0 && four.won() > 0 && four.won() < four.n()
            })
            .collect();
        if telling.is_empty() {
            return None;
        }
        let (mut seen, mut mean, mut variance) = (0_usize, 0.0, 0.0);
        for four in &telling {
            let (n, with, won) = (four.n() as f64, four.with() as f64, four.won() as f64);
            seen += four.won_with;
            mean += with * won / n;
            variance += with * won * (n - with) * (n - won) / (n * n * (n - 1.0));
        }
        if variance > LARGE {
            let z = (seen as f64 - mean) / variance.sqrt();
            return Some(upper_tail(z));
        }
        // The sum of independent hypergeometric counts, from the least that is possible.
        let (mut least, mut sum) = (0_usize, vec![1.0_f64]);
        for four in &telling {
            let (from, chances) = hypergeometric(four);
            least += from;
            let mut next = vec![0.0; sum.len() + chances.len() - 1];
            for (i, &left) in sum.iter().enumerate() {
                for (j, &right) in chances.iter().enumerate() {
                    next[i + j] += left * right;
                }
            }
            sum = next;
        }
        let at = seen - least;
        let above: f64 = sum[at + 1..].iter().sum();
        Some((above + sum[at] / 2.0).clamp(0.0, 1.0))
    }
}

/// Returns the least possible count of won deals with it, and the chance of it and of each higher one.
fn hypergeometric(four: &Four) -> (usize, Vec<f64>) {
    let (n, with, won) = (four.n(), four.with(), four.won());
    let least = (with + won).saturating_sub(n);
    let most = with.min(won);
    let log_choose = |n: usize, k: usize| {
        let gamma = |count: usize| libm::lgamma(count as f64 + 1.0);
        gamma(n) - gamma(k) - gamma(n - k)
    };
    let chances = (least..=most)
        .map(|hits| {
            libm::exp(
                log_choose(won, hits) + log_choose(n - won, with - hits) - log_choose(n, with),
            )
        })
        .collect();
    (least, chances)
}

/// Returns the chance that a standard normal number is above `z`.
pub(super) fn upper_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z / std::f64::consts::SQRT_2)
}

/// Returns the standard normal number above which lies the share `tail`, by halving.
pub(super) fn normal_above(tail: f64) -> f64 {
    let (mut low, mut high) = (-9.0_f64, 9.0_f64);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if upper_tail(middle) > tail {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}
