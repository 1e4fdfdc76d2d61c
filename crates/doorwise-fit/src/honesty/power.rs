//! How many deals would settle it: outcomes drawn from the shrunk card on more and more deals of
//! the same kind, until the gate would open in four draws of five.

use rayon::prelude::*;

use crate::coding::Coded;
use crate::dice::{Dice, Use};
use crate::search::candidates::{Histogram, most_worth};
use crate::search::{Model, Reach, Sample};

/// Draws for each number of deals.
const DRAWS: usize = 40;
/// Share of draws in which the gate must open.
const POWER: f64 = 0.8;
/// Numbers of deals that are tried, as multiples of what is there.
const MULTIPLES: [f64; 9] = [1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 20.0];
/// Worth of the best first line that about one shuffle in twenty reaches, whatever the number of
/// deals; measured by the gate and handed in.
pub(crate) type Bar = f64;

/// Returns how many deals in all would probably open the gate, none where even twenty times as many
/// would not.
pub(crate) fn deals_needed(coded: &Coded, model: &Model, bar: Bar, seed: u64) -> Option<usize> {
    let n = model.pattern_of.len();
    let chances: Vec<f64> = model
        .pattern_of
        .iter()
        .map(|&pattern| {
            let lines = model.patterns[pattern as usize].lines;
            model.fitted.probability(lines)
        })
        .collect();
    MULTIPLES
        .into_iter()
        .enumerate()
        .map(|(idx, multiple)| (idx, (n as f64 * multiple).ceil() as usize))
        .find(|&(idx, wanted)| {
            let opened = (0..DRAWS)
                .into_par_iter()
                .filter(|&run| {
                    let mut dice = Dice::new(seed, Use::Sample, (idx * DRAWS + run) as u64);
                    let rows: Vec<u32> = (0..wanted).map(|_| dice.below(n) as u32).collect();
                    let won: Vec<bool> = rows
                        .iter()
                        .map(|&row| dice.share() < chances[row as usize])
                        .collect();
                    let mut sample = Sample::gather(coded, &vec![false; n], &rows);
                    sample.won = won;
                    first_worth(coded, &sample) > bar
                })
                .count();
            opened as f64 >= POWER * DRAWS as f64
        })
        .map(|(_, wanted)| wanted)
}

fn first_worth(coded: &Coded, sample: &Sample) -> f64 {
    let least = Reach::of(sample.len()).least_support;
    let p = sample.n_won() as f64 / sample.len() as f64;
    let of_row: Vec<(f64, f64)> = sample
        .won
        .iter()
        .map(|&won| (f64::from(u8::from(won)) - p, p * (1.0 - p)))
        .collect();
    coded
        .attributes
        .iter()
        .enumerate()
        .map(|(idx, attribute)| {
            let histogram = Histogram::of(&sample.bins[idx], &of_row, attribute.bins.len());
            most_worth(attribute, &histogram, least)
        })
        .fold(0.0, f64::max)
}
