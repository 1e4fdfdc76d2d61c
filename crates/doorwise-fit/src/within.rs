//! Whether a trait goes with a rate when only like is compared with like: copies of one test, mails of one
//! campaign.
//!
//! The difference is that of N. Mantel and W. Haenszel (JNCI 22, 1959; for differences S. Greenland and J. M.
//! Robins, Biometrics 41, 1985): in each stratum with cases on both sides the two pooled rates, weighted by
//! `N1 N0 / (N1 + N0)`. Cases differ in more than the trait, so that an interval from counts alone would be
//! far too narrow; all intervals come from a delete-a-group jackknife over whole strata, or over the cases
//! where there is but one stratum or few (J. Shao and D. Tu, *The Jackknife and Bootstrap*, 1995, 5.2).

use std::collections::BTreeMap;

use doorwise_model::Estimate;

use crate::middle::student;

/// Groups that the jackknife leaves out in turn, at most.
const GROUPS: usize = 40;
/// Groups below which no interval is given.
const FEWEST_GROUPS: usize = 8;

/// One case: a copy that was sent so often and answered so often.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// Cases of one stratum are alike but for what is asked.
    pub stratum: u64,
    /// Answers.
    pub hits: f64,
    /// Times sent; above 0.
    pub n: f64,
    /// Whether it has the trait.
    pub inside: bool,
}

/// What the cases say of a trait.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Compared {
    /// Pooled rate of the cases with the trait; `n` counts cases.
    pub with: Option<Estimate>,
    /// Pooled rate of the others.
    pub without: Option<Estimate>,
    /// Difference within strata, with less without; `n` counts the cases in strata that have both.
    pub difference: Option<Estimate>,
    /// Strata that have cases on both sides.
    pub strata: usize,
}

/// Sums of one stratum.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    /// Hits, n and cases: without, with.
    side: [(f64, f64, usize); 2],
}

impl Sums {
    fn add(&mut self, case: &Case) {
        let side = &mut self.side[usize::from(case.inside)];
        side.0 += case.hits;
        side.1 += case.n;
        side.2 += 1;
    }

    fn has_both(&self) -> bool {
        self.side.iter().all(|side| side.1 > 0.0)
    }
}

/// Compares the cases with the trait to those without it.
pub fn compare(cases: &[Case]) -> Compared {
    let groups = groups(cases);
    let all: Vec<&Case> = cases.iter().collect();
    let n_groups = groups.iter().max().map_or(0, |most| most + 1);
    let left_out: Vec<Vec<&Case>> = (0..n_groups)
        .map(|group| {
            let kept = cases.iter().zip(&groups).filter(|(_, of)| **of != group);
            kept.map(|(case, _)| case).collect()
        })
        .collect();
    let by_stratum = by_stratum(&all);
    let both = by_stratum.values().filter(|sums| sums.has_both());
    let n_both: usize = both
        .clone()
        .map(|sums| sums.side[0].2 + sums.side[1].2)
        .sum();
    let count = |inside: bool| cases.iter().filter(|case| case.inside == inside).count();
    let with_interval = |statistic: fn(&[&Case]) -> Option<f64>, n: usize| {
        let value = statistic(&all)?;
        // A group without which nothing can be said leaves no interval.
        let without: Vec<f64> = left_out
            .iter()
            .map(|kept| statistic(kept))
            .collect::<Option<_>>()?;
        jackknife(value, &without, n)
    };
    Compared {
        with: with_interval(|cases| pooled(cases, true), count(true)),
        without: with_interval(|cases| pooled(cases, false), count(false)),
        difference: with_interval(difference, n_both),
        strata: both.count(),
    }
}

/// Returns the group of each case: whole strata where there are enough that tell, else cases by themselves.
fn groups(cases: &[Case]) -> Vec<usize> {
    let all: Vec<&Case> = cases.iter().collect();
    let strata = by_stratum(&all);
    // Strata that tell are spread over the groups first, so that no group holds them all.
    let telling = strata.iter().filter(|(_, sums)| sums.has_both());
    let others = strata.iter().filter(|(_, sums)| !sums.has_both());
    let place: BTreeMap<u64, usize> = telling
        .clone()
        .chain(others)
        .enumerate()
        .map(|(place, (stratum, _))| (*stratum, place % GROUPS))
        .collect();
    if telling.count() >= FEWEST_GROUPS {
        return cases.iter().map(|case| place[&case.stratum]).collect();
    }
    let mut seen = [0_usize; 2];
    let own = cases.iter().map(|case| {
        let seen = &mut seen[usize::from(case.inside)];
        *seen += 1;
        (*seen - 1) % GROUPS
    });
    own.collect()
}

fn by_stratum(cases: &[&Case]) -> BTreeMap<u64, Sums> {
    let mut strata: BTreeMap<u64, Sums> = BTreeMap::new();
    for case in cases {
        strata.entry(case.stratum).or_default().add(case);
    }
    strata
}

fn pooled(cases: &[&Case], inside: bool) -> Option<f64> {
    let own = cases.iter().filter(|case| case.inside == inside);
    let (hits, n) = own.fold((0.0, 0.0), |sum, case| (sum.0 + case.hits, sum.1 + case.n));
    (n > 0.0).then(|| hits / n)
}

fn difference(cases: &[&Case]) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for sums in by_stratum(cases).values().filter(|sums| sums.has_both()) {
        let [without, with] = sums.side;
        let weight = with.1 * without.1 / (with.1 + without.1);
        sum += weight * (with.0 / with.1 - without.0 / without.1);
        weights += weight;
    }
    (weights > 0.0).then(|| sum / weights)
}

/// Returns a statistic with its 90 % interval from its values with each group left out.
fn jackknife(value: f64, without: &[f64], n: usize) -> Option<Estimate> {
    let groups = without.len();
    if groups < FEWEST_GROUPS {
        return None;
    }
    let count = groups as f64;
    let squares: f64 = without.iter().map(|left| (left - value).powi(2)).sum();
    let error = ((count - 1.0) / count * squares).sqrt();
    let half = student(count - 1.0) * error;
    Some(Estimate {
        value,
        low: value - half,
        high: value + half,
        n,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::{Dice, Use};

    fn case(stratum: u64, hits: f64, n: f64, inside: bool) -> Case {
        Case {
            stratum,
            hits,
            n,
            inside,
        }
    }

    /// By hand: stratum 1 has 10 of 100 against 20 of 100, stratum 2 has 30 of 100 against 40 of 300;
    /// weights 50 and 75; (50 (-0.1) + 75 (0.3 - 0.1333)) / 125 = 0.06.
    #[test]
    fn the_difference_by_hand() {
        let cases = [
            case(1, 10.0, 100.0, true),
            case(1, 20.0, 100.0, false),
            case(2, 30.0, 100.0, true),
            case(2, 40.0, 300.0, false),
            // A stratum with one side says nothing of a difference.
            case(3, 99.0, 100.0, true),
        ];
        let all: Vec<&Case> = cases.iter().collect();
        let found = difference(&all).expect("strata with both");
        assert!((found - 0.06).abs() < 1e-12, "{found}");
        let compared = compare(&cases);
        assert_eq!(
            (compared.strata, compared.difference),
            (2, None),
            "too few groups for an interval"
        );
    }

    /// Where faulty copies were sent to better readers, the pooled rates mislead and the strata do not.
    #[test]
    fn like_is_compared_with_like() {
        let mut cases = Vec::new();
        for stratum in 0..40 {
            let (base, many) = if stratum % 2 == 0 {
                (0.30, true)
            } else {
                (0.05, false)
            };
            for copy in 0..4 {
                let inside = if many { copy < 3 } else { copy < 1 };
                let rate = if inside { base - 0.02 } else { base };
                cases.push(case(stratum, 1000.0 * rate, 1000.0, inside));
            }
        }
        let found = compare(&cases);
        let (with, without) = (found.with.expect("rate"), found.without.expect("rate"));
        assert!(with.value > without.value, "{with:?} {without:?}");
        let difference = found.difference.expect("a difference");
        assert!(
            (difference.value + 0.02).abs() < 1e-9 && difference.high < 0.0,
            "{difference:?}"
        );
    }

    /// In nine of ten tables without an effect the 90 % interval holds 0.
    #[test]
    fn the_interval_holds_nothing_where_nothing_is() {
        let mut holds = 0;
        for table in 0..200 {
            let mut dice = Dice::new(table, Use::Family, 0);
            let mut cases = Vec::new();
            for stratum in 0..60 {
                let base = 0.02 + 0.03 * dice.share();
                for _ in 0..4 {
                    // Copies differ by more than chance clicks.
                    let rate = base * (0.7 + 0.6 * dice.share());
                    cases.push(case(stratum, 1000.0 * rate, 1000.0, dice.share() < 0.4));
                }
            }
            let difference = compare(&cases).difference.expect("strata with both");
            holds += usize::from(difference.low <= 0.0 && difference.high >= 0.0);
        }
        // Binomial(200, 0.9): 167 and below, or 192 and above, in less than 1 of 200 runs each.
        assert!((168..=191).contains(&holds), "{holds} of 200");
    }
}
