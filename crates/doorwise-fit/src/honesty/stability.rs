//! How often a line is chosen when the deals are drawn anew (the bootstrap, Efron 1979).

use rayon::prelude::*;

use super::crossfit::signed;
use super::{SAME, overlap};
use crate::coding::Coded;
use crate::dice::{Dice, Use};
use crate::search::{Line, Reach, Sample, forward};

/// Times that the search is repeated.
pub const DRAWS: usize = 50;
/// Most deals of one draw: with more, what changes is no longer chance.
const MOST_ROWS: usize = 10_000;

/// The lines that were found each time, with their weights.
pub(crate) struct Redrawn(Vec<Vec<(Line, f64)>>);

pub(crate) fn redraw(coded: &Coded, won: &[bool], seed: u64) -> Redrawn {
    let n = won.len().min(MOST_ROWS);
    let reach = Reach::of(n);
    Redrawn(
        (0..DRAWS)
            .into_par_iter()
            .map(|run| {
                let mut dice = Dice::new(seed, Use::Stability, run as u64);
                let rows: Vec<u32> = (0..n).map(|_| dice.below(won.len()) as u32).collect();
                let sample = Sample::gather(coded, won, &rows);
                forward(&coded.attributes, &sample, reach)
                    .last()
                    .map(signed)
                    .unwrap_or_default()
            })
            .collect(),
    )
}

impl Redrawn {
    /// Returns the share of draws in which a line on much the same deals points the same way.
    pub(crate) fn chosen(&self, bins: &[Vec<u8>], line: &Line, sign: f64) -> f64 {
        let rows = line.rows(bins);
        let chosen = self
            .0
            .par_iter()
            .filter(|lines| {
                lines.iter().any(|(other, weight)| {
                    weight * sign > 0.0 && overlap(&rows, &other.rows(bins)) > SAME
                })
            })
            .count();
        chosen as f64 / DRAWS as f64
    }
}
