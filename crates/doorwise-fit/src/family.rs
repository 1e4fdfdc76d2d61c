//! Many yes-or-no comparisons asked of the same cases, with one error rate for all of them together.
//!
//! Each comparison asks whether "yes" is more (or less) frequent inside a group than in the rest. The
//! answers are dealt out anew many times while the groups stay, so that every dependence between groups
//! is kept (P. H. Westfall and S. S. Young, *Resampling-Based Multiple Testing*, 1993, algorithm 2.8:
//! step-down minP, here over rules; within a rule the largest statistic counts, so that a rule with
//! thirty groups has no more chances than one with a single group).
//!
//! Cases of one unit (deals with one company) need not be independent of each other: answers are dealt
//! between units of the same size, and then among the cases of each unit.

use std::collections::{BTreeMap, BTreeSet};

use crate::dice::{Dice, Use};

/// How often answers are dealt out anew.
const DEALINGS: usize = 1_999;
/// Two statistics nearer than this are one; sums come in another order.
const SAME: f64 = 1e-9;

/// Cases with an answer each, and what is asked of them.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// For each case whether the answer is yes.
    pub yes: Vec<bool>,
    /// For each case its unit.
    pub units: Vec<u64>,
    /// The comparisons.
    pub asked: Vec<Asked>,
}

/// One comparison of two groups of cases.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Position of the rule that asks.
    pub rule: usize,
    /// For each case whether it is inside; none where it takes no part.
    pub inside: Vec<Option<bool>>,
    /// Whether "more often inside" is asked, else "less often inside".
    pub more: bool,
    /// For each case its stratum, within which alone it is compared; nothing where all are alike.
    pub strata: Vec<u32>,
}

impl Asked {
    fn stratum(&self, case: usize) -> u32 {
        self.strata.get(case).copied().unwrap_or(0)
    }
}

/// What is left of a comparison after all were asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Answer {
    /// The difference in standard errors, positive in the direction asked.
    pub z: f64,
    /// Chance that anything at all among the comparisons looks as strong where nothing is there.
    pub chance: f64,
}

/// Returns for each question an answer to each of its comparisons.
pub fn answers(questions: &[Question], seed: u64) -> Vec<Vec<Answer>> {
    let rules = questions
        .iter()
        .flat_map(|question| &question.asked)
        .map(|asked| asked.rule + 1)
        .max()
        .unwrap_or(0);
    // The largest statistic of each rule: first as it is, then of every dealing.
    let mut largest = vec![vec![f64::NEG_INFINITY; DEALINGS + 1]; rules];
    let mut seen = Vec::with_capacity(questions.len());
    for (idx, question) in questions.iter().enumerate() {
        let run = Run::new(question);
        let observed = run.statistics(&run.yes);
        note(&mut largest, question, &observed, 0);
        let mut dice = Dice::new(seed, Use::Family, idx as u64);
        for dealing in 1..=DEALINGS {
            let yes = run.deal_out(&mut dice);
            note(&mut largest, question, &run.statistics(&yes), dealing);
        }
        seen.push(observed);
    }
    let ladder = Ladder::new(&largest);
    questions
        .iter()
        .zip(seen)
        .map(|(question, observed)| {
            let one = |(asked, z): (&Asked, f64)| Answer {
                z,
                chance: ladder.chance(asked.rule, z),
            };
            question.asked.iter().zip(observed).map(one).collect()
        })
        .collect()
}

fn note(largest: &mut [Vec<f64>], question: &Question, statistics: &[f64], dealing: usize) {
    for (asked, &z) in question.asked.iter().zip(statistics) {
        let known = &mut largest[asked.rule][dealing];
        *known = known.max(z);
    }
}

/// A set of cases, 64 to a word.
type Bits = Vec<u64>;

fn bits(cases: impl ExactSizeIterator<Item = bool>) -> Bits {
    let mut bits = vec![0_u64; cases.len().div_ceil(64)];
    for (idx, holds) in cases.enumerate() {
        bits[idx / 64] |= u64::from(holds) << (idx % 64);
    }
    bits
}

fn both(a: &Bits, b: &Bits) -> f64 {
    let words = a.iter().zip(b);
    f64::from(words.map(|(a, b)| (a & b).count_ones()).sum::<u32>())
}

/// A question made ready for many dealings.
struct Run {
    yes: Vec<bool>,
    /// The cases of each unit, by the size of units.
    sizes: Vec<Vec<Vec<usize>>>,
    /// Inside, taking part, their counts, and the sign.
    groups: Vec<Group>,
}

struct Group {
    /// By stratum.
    parts: Vec<Part>,
    sign: f64,
}

/// The cases of a comparison within one stratum.
struct Part {
    inside: Bits,
    all: Bits,
    n_inside: f64,
    n: f64,
}

impl Run {
    fn new(question: &Question) -> Self {
        // An order that depends on what the cases are, so that no order of rows changes a figure.
        let mut keys: Vec<(u64, bool, u64, usize)> = (0..question.yes.len())
            .map(|case| {
                let inside = question.asked.iter().map(|asked| {
                    let state = match asked.inside[case] {
                        None => 0_u64,
                        Some(false) => 1,
                        Some(true) => 2,
                    };
                    state + 4 * u64::from(asked.stratum(case))
                });
                let key = inside.fold(7_u64, |key, state| mix(key ^ state));
                (key, question.yes[case], question.units[case], case)
            })
            .collect();
        keys.sort_unstable();
        let order: Vec<usize> = keys.into_iter().map(|(.., case)| case).collect();
        let mut units: BTreeMap<u64, (usize, Vec<usize>)> = BTreeMap::new();
        for (place, &case) in order.iter().enumerate() {
            let unit = units.entry(question.units[case]);
            unit.or_insert((place, Vec::new())).1.push(place);
        }
        let mut in_order: Vec<(usize, Vec<usize>)> = units.into_values().collect();
        in_order.sort_unstable();
        let mut sizes: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
        for (_, cases) in in_order {
            sizes.entry(cases.len()).or_default().push(cases);
        }
        let group = |asked: &Asked| {
            let known: BTreeSet<u32> = order.iter().map(|&case| asked.stratum(case)).collect();
            let part = |stratum: u32| {
                let is_here = |case: usize| asked.stratum(case) == stratum;
                let with = |case: usize| is_here(case) && asked.inside[case] == Some(true);
                let any = |case: usize| is_here(case) && asked.inside[case].is_some();
                let inside = bits(order.iter().map(|&case| with(case)));
                let all = bits(order.iter().map(|&case| any(case)));
                Part {
                    n_inside: both(&inside, &inside),
                    n: both(&all, &all),
                    inside,
                    all,
                }
            };
            Group {
                parts: known.into_iter().map(part).collect(),
                sign: if asked.more { 1.0 } else { -1.0 },
            }
        };
        Self {
            yes: order.iter().map(|&case| question.yes[case]).collect(),
            sizes: sizes.into_values().collect(),
            groups: question.asked.iter().map(group).collect(),
        }
    }

    /// Deals the answers out anew: between units of one size, then within each.
    fn deal_out(&self, dice: &mut Dice) -> Vec<bool> {
        let mut yes = self.yes.clone();
        for units in &self.sizes {
            let mut from: Vec<usize> = (0..units.len()).collect();
            dice.shuffle(&mut from);
            for (unit, from) in units.iter().zip(from) {
                let mut answers: Vec<bool> =
                    units[from].iter().map(|&case| self.yes[case]).collect();
                dice.shuffle(&mut answers);
                for (&case, answer) in unit.iter().zip(answers) {
                    yes[case] = answer;
                }
            }
        }
        yes
    }

    /// Returns each comparison's difference in standard errors of the hypergeometric distribution, strata
    /// summed (N. Mantel and W. Haenszel, JNCI 22, 1959).
    fn statistics(&self, yes: &[bool]) -> Vec<f64> {
        let yes = bits(yes.iter().copied());
        let one = |group: &Group| {
            let (mut excess, mut variance) = (0.0, 0.0);
            for part in group.parts.iter().filter(|part| part.n > 1.0) {
                let (all, here) = (both(&yes, &part.all), both(&yes, &part.inside));
                let (n, k) = (part.n, part.n_inside);
                excess += here - all * k / n;
                variance += all * (n - all) * k * (n - k) / (n * n * (n - 1.0));
            }
            if variance > 0.0 {
                group.sign * excess / variance.sqrt()
            } else {
                0.0
            }
        };
        self.groups.iter().map(one).collect()
    }
}

/// The rules from the strongest on, each with what chance brings about from it downwards.
struct Ladder {
    /// By rule: its largest statistics, ascending.
    sorted: Vec<Vec<f64>>,
    /// Rules from the least p-value on.
    order: Vec<usize>,
    /// By place in the order: the least p-value of the rules from here on, for each dealing, ascending.
    least: Vec<Vec<f64>>,
    /// By place: the adjusted chance of the rule's own strongest comparison.
    floor: Vec<f64>,
}

impl Ladder {
    fn new(largest: &[Vec<f64>]) -> Self {
        let sorted: Vec<Vec<f64>> = largest
            .iter()
            .map(|values| {
                let mut values = values.clone();
                values.sort_by(f64::total_cmp);
                values
            })
            .collect();
        let p = |rule: usize, z: f64| share_at_least(&sorted[rule], z);
        let mut order: Vec<usize> = (0..largest.len()).collect();
        order.sort_by(|&a, &b| p(a, largest[a][0]).total_cmp(&p(b, largest[b][0])));
        let mut least = Vec::with_capacity(order.len());
        let mut so_far = vec![1.0_f64; DEALINGS + 1];
        for &rule in order.iter().rev() {
            for (known, &z) in so_far.iter_mut().zip(&largest[rule]) {
                *known = known.min(p(rule, z));
            }
            let mut ascending = so_far.clone();
            ascending.sort_by(f64::total_cmp);
            least.push(ascending);
        }
        least.reverse();
        let mut floor: Vec<f64> = Vec::with_capacity(order.len());
        for (place, &rule) in order.iter().enumerate() {
            let own = share_at_most(&least[place], p(rule, largest[rule][0]));
            let before = floor.last().copied().unwrap_or(0.0);
            floor.push(own.max(before));
        }
        Self {
            sorted,
            order,
            least,
            floor,
        }
    }

    fn chance(&self, rule: usize, z: f64) -> f64 {
        let place = self.order.iter().position(|&known| known == rule);
        let place = place.expect("every rule that asks stands in the order");
        let p = share_at_least(&self.sorted[rule], z);
        share_at_most(&self.least[place], p).max(self.floor[place])
    }
}

/// Returns the share of ascending values that are at least `z`.
fn share_at_least(ascending: &[f64], z: f64) -> f64 {
    let below = ascending.partition_point(|&value| value < z - SAME);
    (ascending.len() - below) as f64 / ascending.len() as f64
}

/// Returns the share of ascending values that are at most `p`.
fn share_at_most(ascending: &[f64], p: f64) -> f64 {
    ascending.partition_point(|&value| value <= p + SAME) as f64 / ascending.len() as f64
}

/// The finisher of SplitMix64 (Steele, Lea and Flood 2014).
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 4 of 5 inside against 1 of 5: the hypergeometric mean is 2.5, the variance 5·5·5·5/(100·9),
    /// so z = 1.5 / 0.8333 = 1.8; of the 252 ways to deal, 26 bring 4 or more: p = 0.103.
    fn small() -> Question {
        Question {
            yes: [
                true, true, true, true, false, true, false, false, false, false,
            ]
            .to_vec(),
            units: (0..10).collect(),
            asked: vec![Asked {
                rule: 0,
                inside: (0..10).map(|case| Some(case < 5)).collect(),
                more: true,
                strata: Vec::new(),
            }],
        }
    }

    #[test]
    fn one_comparison_is_fishers_test_by_hand() {
        let answer = answers(&[small()], 1)[0][0];
        assert!((answer.z - 1.8).abs() < 1e-9, "{answer:?}");
        assert!((answer.chance - 26.0 / 252.0).abs() < 0.025, "{answer:?}");
    }

    #[test]
    fn the_order_of_rows_changes_nothing_and_more_questions_make_each_less_sure() {
        let mut turned = small();
        turned.yes.reverse();
        turned.asked[0].inside.reverse();
        turned.units.reverse();
        assert_eq!(answers(&[small()], 1), answers(&[turned], 1));
        let mut more = small();
        for start in 1..6 {
            more.asked.push(Asked {
                rule: start,
                inside: (0..10)
                    .map(|case| Some((case + start) % 10 < 5 && case % 2 == 0))
                    .collect(),
                more: true,
                strata: Vec::new(),
            });
        }
        let alone = answers(&[small()], 1)[0][0].chance;
        assert!(answers(&[more], 1)[0][0].chance > alone);
    }

    /// Ten accounts with ten deals each that all end alike are ten cases, not a hundred.
    #[test]
    fn deals_of_one_company_count_as_one() {
        let account = |case: usize| case / 10;
        let question = |units: Vec<u64>| Question {
            yes: (0..100).map(|case| account(case) % 2 == 0).collect(),
            units,
            asked: vec![Asked {
                rule: 0,
                inside: (0..100)
                    .map(|case| Some([0, 2, 4, 5].contains(&account(case))))
                    .collect(),
                more: true,
                strata: Vec::new(),
            }],
        };
        let by_deal = answers(&[question((0..100).collect())], 1)[0][0];
        let by_account = answers(&[question((0..100).map(|case| case / 10).collect())], 1)[0][0];
        assert!(by_deal.chance < 0.001, "{by_deal:?}");
        assert!(by_account.chance > 0.1, "{by_account:?}");
    }

    /// Large deals are won less often and are where the trait is: within sizes it does nothing.
    #[test]
    fn what_a_third_thing_explains_is_no_difference_within_its_strata() {
        let is_large = |case: usize| case.is_multiple_of(2);
        let mut question = Question {
            yes: (0..400)
                .map(|case| is_large(case) == (case % 10 < 2))
                .collect(),
            units: (0..400).collect(),
            asked: vec![Asked {
                rule: 0,
                inside: (0..400)
                    .map(|case| Some(is_large(case) == (case % 40 < 34)))
                    .collect(),
                more: false,
                strata: Vec::new(),
            }],
        };
        let crude = answers(std::slice::from_ref(&question), 1)[0][0];
        assert!(crude.chance < 0.001, "{crude:?}");
        question.asked[0].strata = (0..400).map(|case| u32::from(is_large(case))).collect();
        let within = answers(&[question], 1)[0][0];
        assert!(within.chance > 0.05, "{within:?}");
    }
}
