//! Single words by the functions they are said in: "pallet" stands in the duties and days of one
//! trade alone, "contract" in those of many.
//!
//! A text of somebody's day seldom has a whole duty in it word for word ("forty pallets stand in the
//! corridor"). A naive Bayes of words is counted from the terms of the lexicon and from sentences of
//! our own about a day of each trade (`data/teach/days.tsv`); no labelled copy teaches it, so that
//! those measure it. O*NET's task statements were tried as teachers: so formal that they named the
//! right function in 112 of 461 copies, where the lexicon's own words name 346.

use std::sync::LazyLock;

use doorwise_vocab::title::Function;

use super::duties;
use crate::fit::is_stop;
use crate::text::{OfWords, stem};

const N: usize = Function::ALL.len();

/// What a word that stands in one sentence of a day adds, beside a term of the lexicon.
const OF_DAY: f64 = 2.0;
/// Words that were met less often say nothing.
const RARE: f64 = 2.0;
/// Added to every share, so that a word never heard in a trade does not shut it out.
const SMOOTH: f64 = 1e-4;
/// Part of a word's mean share that every function is taken to have.
const COMMON: f64 = 0.3;
/// What a logarithm of single words weighs beside the duties of the lexicon.
const WEIGHT: f64 = 0.5;
/// More single words than this add nothing: an address outright stays stronger.
const MOST: f64 = 3.0;

/// For each stem, by how much it speaks for each function.
static KIN: LazyLock<OfWords<String, [f64; N]>> = LazyLock::new(|| {
    let mut given: OfWords<String, [f64; N]> = OfWords::default();
    let mut sums = [0.0; N];
    let mut teach = |function: Function, stems: Vec<String>, each: f64| {
        for stem in stems {
            given.entry(stem).or_insert([0.0; N])[function as usize] += each;
            sums[function as usize] += each;
        }
    };
    for (function, weight, term) in duties::english() {
        let stems = meant(term);
        let each = weight / (stems.len().max(1) as f64).sqrt();
        teach(function, stems, each);
    }
    for (function, says) in days() {
        teach(function, meant(says), OF_DAY);
    }
    given.retain(|_, of| of.iter().sum::<f64>() >= RARE);
    // Each by itself, so that the order of the table says nothing.
    given.values_mut().for_each(|of| {
        for (share, sum) in of.iter_mut().zip(sums) {
            *share = if sum > 0.0 { *share / sum } else { 0.0 };
        }
        let mean = of.iter().sum::<f64>() / N as f64;
        for share in of {
            *share = libm::log((*share + SMOOTH + COMMON * mean) / (mean + SMOOTH + COMMON * mean));
        }
    });
    given
});

/// Returns the sentences of a day with their function.
fn days() -> impl Iterator<Item = (Function, &'static str)> {
    let lines = include_str!("../../data/teach/days.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let function = columns
            .next()
            .and_then(Function::parse)
            .expect("days.tsv names our functions");
        (function, columns.nth(1).unwrap_or_default())
    })
}

/// Returns the distinct stems that mean something by themselves.
fn meant(says: &str) -> Vec<String> {
    let words = says.split([' ', ',', '.']);
    let mut stems: Vec<String> = words.filter_map(meaning).collect();
    stems.sort();
    stems.dedup();
    stems
}

fn meaning(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let stem = stem(&word);
    let is_word = stem.len() > 2 && stem.starts_with(|ch: char| ch.is_ascii_lowercase());
    (is_word && !is_stop(&word) && !is_stop(&stem)).then(|| stem.into_owned())
}

/// Returns how much the single words of a text speak for each function, highest first; each stem counts once.
pub(super) fn scores<'s>(stems: impl Iterator<Item = &'s str>) -> Vec<(Function, f64)> {
    let mut sums = [0.0; N];
    for of in stems.filter_map(|stem| KIN.get(stem)) {
        for (sum, weight) in sums.iter_mut().zip(of) {
            *sum += weight;
        }
    }
    let mut scores: Vec<(Function, f64)> = Function::ALL
        .into_iter()
        .filter(|function| *function != Function::Other)
        .map(|function| (function, (sums[function as usize] * WEIGHT).min(MOST)))
        .filter(|(_, score)| *score > 0.0)
        .collect();
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    scores
}
