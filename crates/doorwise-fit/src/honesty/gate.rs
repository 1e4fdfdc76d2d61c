//! Is there any signal? The whole first step of the search, repeated on shuffled deals.
//!
//! A permutation test (Fisher 1935; Westfall and Young 1993 for the maximum over all that was
//! looked at): its p-value is exact whatever the number of attributes, edges and groups searched,
//! and however they hang together, because every shuffle searches all of them again.
//!
//! Deals of one account, or copies of one row, are no independent witnesses. What is the same in
//! all deals of a unit moves with the unit; what differs inside it is shuffled inside it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::coding::Attribute;
use crate::dice::{Dice, Use};
use crate::search::Sample;
use crate::search::candidates::{Histogram, Sums, most_worth};

/// Shuffles of one gate: with 199, a p-value of 0.05 is exactly attainable.
const SHUFFLES: usize = 199;

/// The answer of the gate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// Share of shuffles, the deals as they are among them, that show as much.
    pub p: f64,
    /// Shuffles made.
    pub shuffles: usize,
    /// Worth of the best first line that one shuffle in twenty reaches.
    pub(crate) bar: f64,
}

/// Compares the best first line with the best first lines on shuffled deals.
pub(crate) fn gate(
    attributes: &[Attribute],
    sample: &Sample,
    units: &[u64],
    least: usize,
    seed: u64,
) -> Gate {
    let ground = Ground::new(attributes, sample, units, least);
    let observed = ground.most(&Shuffle::none(&ground));
    let mut shuffled: Vec<f64> = (0..SHUFFLES)
        .into_par_iter()
        .map(|run| {
            let mut dice = Dice::new(seed, Use::Gate, run as u64);
            ground.most(&Shuffle::of(&ground, &mut dice))
        })
        .collect();
    // A rounding crumb must not make an equal shuffle the lesser one.
    let as_much = shuffled
        .iter()
        .filter(|most| **most >= observed - 1e-9)
        .count();
    shuffled.sort_by(f64::total_cmp);
    Gate {
        p: (as_much + 1) as f64 / (SHUFFLES + 1) as f64,
        shuffles: SHUFFLES,
        bar: shuffled[SHUFFLES - SHUFFLES.div_ceil(20)],
    }
}

struct Ground<'a> {
    attributes: &'a [Attribute],
    sample: &'a Sample,
    least: usize,
    /// For each row its unit.
    unit_of: Vec<u32>,
    /// For each unit its rows.
    rows_of: Vec<Vec<u32>>,
    /// For each attribute whether it is the same in all rows of every unit.
    is_constant: Vec<bool>,
}

/// For each unit the unit whose facts it gets, and for each row the row whose outcome it gets.
struct Shuffle {
    facts_of: Vec<u32>,
    outcome_of: Vec<u32>,
}

impl Shuffle {
    fn none(ground: &Ground<'_>) -> Self {
        Self {
            facts_of: (0..ground.rows_of.len() as u32).collect(),
            outcome_of: (0..ground.unit_of.len() as u32).collect(),
        }
    }

    fn of(ground: &Ground<'_>, dice: &mut Dice) -> Self {
        let mut shuffle = Self::none(ground);
        dice.shuffle(&mut shuffle.facts_of);
        if !ground.is_constant.iter().all(|constant| *constant) {
            for rows in &ground.rows_of {
                let mut given = rows.clone();
                dice.shuffle(&mut given);
                for (&row, from) in rows.iter().zip(given) {
                    shuffle.outcome_of[row as usize] = from;
                }
            }
        }
        shuffle
    }
}

impl<'a> Ground<'a> {
    fn new(attributes: &'a [Attribute], sample: &'a Sample, units: &[u64], least: usize) -> Self {
        let mut place: BTreeMap<u64, u32> = BTreeMap::new();
        let mut rows_of: Vec<Vec<u32>> = Vec::new();
        let unit_of: Vec<u32> = units
            .iter()
            .enumerate()
            .map(|(row, unit)| {
                let unit = *place.entry(*unit).or_insert_with(|| {
                    rows_of.push(Vec::new());
                    rows_of.len() as u32 - 1
                });
                rows_of[unit as usize].push(row as u32);
                unit
            })
            .collect();
        let is_constant = sample
            .bins
            .iter()
            .map(|bins| {
                rows_of.iter().all(|rows| {
                    let first = bins[rows[0] as usize];
                    rows.iter().all(|&row| bins[row as usize] == first)
                })
            })
            .collect();
        Self {
            attributes,
            sample,
            least,
            unit_of,
            rows_of,
            is_constant,
        }
    }

    /// Returns the worth of the best first line.
    fn most(&self, shuffle: &Shuffle) -> f64 {
        let n = self.sample.len();
        let p = self.sample.n_won() as f64 / n as f64;
        let h = p * (1.0 - p);
        // Where every unit is one row, the facts stay and the outcomes move: one pass over bits.
        let singles = self.rows_of.len() == n;
        let moved: Vec<bool> = if singles {
            let from = shuffle.facts_of.iter();
            let row_of = |unit: &u32| self.rows_of[*unit as usize][0] as usize;
            from.map(|unit| self.sample.won[row_of(unit)]).collect()
        } else {
            let from = shuffle.outcome_of.iter();
            from.map(|&row| self.sample.won[row as usize]).collect()
        };
        let mut most = 0.0_f64;
        for (idx, attribute) in self.attributes.iter().enumerate() {
            let bins = &self.sample.bins[idx];
            let mut counts = vec![[0_u32; 2]; attribute.bins.len()];
            if singles || !self.is_constant[idx] {
                for (&bin, &won) in bins.iter().zip(&moved) {
                    counts[usize::from(bin)][usize::from(won)] += 1;
                }
            } else {
                for (&unit, &won) in self.unit_of.iter().zip(&self.sample.won) {
                    let facts = shuffle.facts_of[unit as usize] as usize;
                    let bin = bins[self.rows_of[facts][0] as usize];
                    counts[usize::from(bin)][usize::from(won)] += 1;
                }
            }
            let histogram = Histogram {
                bins: counts
                    .into_iter()
                    .map(|[lost, won]| {
                        let n = f64::from(won + lost);
                        Sums {
                            g: f64::from(won) - p * n,
                            h: h * n,
                            n,
                        }
                    })
                    .collect(),
            };
            most = most.max(most_worth(attribute, &histogram, self.least));
        }
        most
    }
}
