//! How often a line is chosen when the deals are drawn anew (the bootstrap, Efron 1979).

use rayon::prelude::*;

use super::{SAME, overlap};
use crate::coding::Coded;
use crate::dice::{Dice, Use};
use crate::learn::Ask;
use crate::points;
use crate::search::{Line, Reach, Sample, forward};
use crate::table;

/// Times that the search is repeated.
const DRAWS: usize = 50;
/// Most deals of one draw: with more, what changes is no longer chance.
const MOST_ROWS: usize = 10_000;

/// The lines that were found each time, with their points.
pub(crate) struct Redrawn(Vec<Vec<(Line, i64)>>);

pub(crate) fn redraw(coded: &Coded, won: &[bool], ask: Ask) -> Redrawn {
    let n = won.len().min(MOST_ROWS);
    let reach = Reach::of(n).at_most(ask.lines);
    Redrawn(
        (0..DRAWS)
            .into_par_iter()
            .map(|run| {
                let mut dice = Dice::new(ask.seed, Use::Stability, run as u64);
                let rows: Vec<u32> = (0..n).map(|_| dice.below(won.len()) as u32).collect();
                let sample = Sample::gather(coded, won, &rows);
                forward(&coded.attributes, &sample, reach)
                    .last()
                    .map(|model| {
                        let points = points::rounded(&model.fitted.weights[1..]);
                        table::as_read(&coded.attributes, &model.lines, &points)
                    })
                    .unwrap_or_default()
            })
            .collect(),
    )
}

impl Redrawn {
    /// Returns the share of draws in which a line on much the same deals points the same way.
    pub(crate) fn chosen(&self, bins: &[Vec<u8>], line: &Line, points: i64) -> f64 {
        let rows = line.rows(bins);
        let chosen = self
            .0
            .par_iter()
            .filter(|lines| {
                lines.iter().any(|(other, other_points)| {
                    other_points * points > 0 && overlap(&rows, &other.rows(bins)) > SAME
                })
            })
            .count();
        chosen as f64 / DRAWS as f64
    }
}
