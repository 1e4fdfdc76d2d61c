//! Single words by the functions whose duties they are made of: "pallet" stands in duties of one trade
//! alone, "contract" in those of many.
//!
//! A text of somebody's day seldom has a whole duty in it word for word ("forty pallets stand in the
//! corridor"). Each term of the lexicon gives its weight, divided by the square root of its words, to
//! each of its words; a word counts for a function that has more than [`SHARE`] of what it was given,
//! by that share, and fully only once it was given the weight of one term.

use doorwise_vocab::title::Function;
use std::sync::LazyLock;

use super::duties;
use crate::fit::{Own, Words, is_stop};
use crate::text::{OfWords, stem};

/// Part of a word's weight that a function must have to be meant by it.
const SHARE: f64 = 0.45;

static KIN: LazyLock<OfWords<String, Vec<(Function, f64)>>> = LazyLock::new(|| {
    let mut given: OfWords<String, Vec<(Function, f64)>> = OfWords::default();
    for (function, weight, term) in duties::english().filter(|(_, weight, _)| *weight > 0.0) {
        let mut stems: Vec<String> = term.split(' ').filter_map(meant).collect();
        stems.sort();
        stems.dedup();
        let each = weight / (stems.len() as f64).sqrt();
        for stem in stems {
            let of = given.entry(stem).or_default();
            match of.iter_mut().find(|(known, _)| *known == function) {
                Some((_, sum)) => *sum += each,
                None => of.push((function, each)),
            }
        }
    }
    // Each by itself, so that the order of the table says nothing.
    given.values_mut().for_each(|of| {
        let sum: f64 = of.iter().map(|(_, weight)| weight).sum();
        of.retain(|(_, weight)| weight / sum > SHARE);
        for (_, weight) in of.iter_mut() {
            *weight = *weight / sum * (sum / 2.0 + 0.5).min(1.0);
        }
    });
    given
});

/// Returns the stem of a word that means something by itself.
fn meant(word: &str) -> Option<String> {
    let stem = stem(word);
    let is_word = stem.len() > 2 && stem.starts_with(|ch: char| ch.is_ascii_lowercase());
    (is_word && !is_stop(word) && !is_stop(&stem)).then(|| stem.into_owned())
}

/// Returns how much each function's single words stand in a text, each word once and none of the persona's own.
pub(super) fn scores(words: &Words<'_, '_>, own: &Own<'_>) -> Vec<(Function, f64)> {
    let mut scores: Vec<(Function, f64)> = Vec::new();
    for stem in words.distinct() {
        if stem.len() < 3 || is_stop(stem) || own.has(stem) {
            continue;
        }
        for (function, weight) in KIN.get(stem).into_iter().flatten() {
            match scores.iter_mut().find(|(known, _)| known == function) {
                Some((_, sum)) => *sum += weight,
                None => scores.push((*function, *weight)),
            }
        }
    }
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    scores
}
