//! Whether something became more frequent than it was, looked at after every case.
//!
//! A test that may be looked at any number of times: the mixture of likelihood ratios against the
//! rate before is a supermartingale wherever the rate is no higher than that, so the chance that it
//! ever reaches 1 / level is at most the level (J. Ville 1939; H. Robbins, Annals of Mathematical
//! Statistics 41, 1970). A quiet month with a few misses never adds up to an alarm by being watched.

/// Higher rates that share the bet evenly.
const RATES: usize = 20;

/// What watching gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Watch {
    /// Cases seen.
    pub n: usize,
    /// Of these, hits.
    pub hits: usize,
    /// The largest weight of evidence on the way: how many times as likely the cases were under a
    /// higher rate.
    pub evidence: f64,
    /// The case, from 0, at which the evidence reached the bar.
    pub alarm: Option<usize>,
}

/// Watches cases in order against a rate between 0 and 1; an alarm is false with probability at most
/// `level`, however long it is watched.
pub fn watch(cases: &[bool], rate: f64, level: f64) -> Watch {
    let rate = rate.clamp(1e-6, 1.0 - 1e-6);
    let others: Vec<(f64, f64)> = (0..RATES)
        .map(|step| {
            let other = rate + (1.0 - rate) * (step as f64 + 0.5) / RATES as f64;
            (
                libm::log(other / rate),
                libm::log((1.0 - other) / (1.0 - rate)),
            )
        })
        .collect();
    let mut watch = Watch {
        n: cases.len(),
        hits: cases.iter().filter(|hit| **hit).count(),
        evidence: 1.0,
        alarm: None,
    };
    let mut hits = 0.0;
    for (at, hit) in cases.iter().enumerate() {
        hits += f64::from(u8::from(*hit));
        let misses = (at + 1) as f64 - hits;
        let sum: f64 = others
            .iter()
            .map(|(yes, no)| libm::exp(hits * yes + misses * no))
            .sum();
        watch.evidence = watch.evidence.max(sum / RATES as f64);
        if watch.alarm.is_none() && watch.evidence >= 1.0 / level {
            watch.alarm = Some(at);
        }
    }
    watch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{Dice, Use};

    #[test]
    fn the_evidence_of_one_case_by_hand() {
        // One hit against 1/2: the mean of p / 0.5 over rates from 0.5125 to 0.9875, that is 1.5.
        let seen = watch(&[true], 0.5, 0.05);
        assert!((seen.evidence - 1.5).abs() < 1e-12, "{seen:?}");
        assert_eq!((seen.n, seen.hits, seen.alarm), (1, 1, None));
    }

    /// 2,000 years of 100 wins whose rate never changed; seeds fixed before the first look.
    #[test]
    fn an_unchanged_rate_raises_an_alarm_in_at_most_one_of_twenty() {
        for rate in [0.05, 0.2, 0.5] {
            let mut alarms = 0;
            for seed in 0..2000 {
                let mut dice = Dice::new(seed, Use::Sample, 0);
                let cases: Vec<bool> = (0..100).map(|_| dice.share() < rate).collect();
                alarms += usize::from(watch(&cases, rate, 0.05).alarm.is_some());
            }
            // 100 expected at most; three standard errors above.
            assert!(alarms <= 130, "{alarms} of 2000 at {rate}");
        }
    }

    #[test]
    fn a_rate_that_doubled_is_noticed_within_a_year() {
        let mut noticed = 0;
        for seed in 0..200 {
            let mut dice = Dice::new(seed, Use::Sample, 0);
            let cases: Vec<bool> = (0..100).map(|_| dice.share() < 0.5).collect();
            noticed += usize::from(watch(&cases, 0.25, 0.05).alarm.is_some());
        }
        assert!(noticed >= 180, "{noticed} of 200");
    }
}
