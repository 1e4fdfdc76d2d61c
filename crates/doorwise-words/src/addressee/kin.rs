//! Single words by the functions they are said in: "pallet" stands in the duties and days of one
//! trade alone, "contract" in those of many.
//!
//! A text of somebody's day seldom has a whole duty in it word for word ("forty pallets stand in the
//! corridor"). A naive Bayes of words is counted from the terms of the lexicon, from words of a trade's day
//! (`data/teach/words.tsv`) and from such days (`days`); no labelled copy teaches it, so that
//! those measure it. O*NET's task statements were tried as teachers: so formal that they named the
//! right function in 112 of 461 copies, where the lexicon's own words name 346.

use std::sync::LazyLock;

use doorwise_vocab::title::Function;

use super::{days, duties};
use crate::fit::content;
use crate::text::OfWords;

const N: usize = Function::ALL.len();

/// What a term of the lexicon weighs, what a word of a trade's day, and a sentence of a day for each of its words.
const OF_TERM: f64 = 4.0;
const OF_WORD: f64 = 2.4;
const OF_DAY: f64 = 2.0;
/// Added to every share, so that a word never heard in a trade does not shut it out.
const SMOOTH: f64 = 1e-4;
/// Of what the words of a text say, so much is believed: words of one sentence speak for the same thing.
const BELIEVED: f64 = 0.5;
/// What the trades share among them: an address outright stays stronger.
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
        let each = OF_TERM * weight / (stems.len().max(1) as f64).sqrt();
        teach(function, stems, each);
    }
    for (function, word) in words() {
        let stems = meant(word);
        let each = OF_WORD / (stems.len().max(1) as f64).sqrt();
        teach(function, stems, each);
    }
    for day in days::all() {
        teach(day.function, meant(day.says), OF_DAY);
    }
    // Each by itself, so that the order of the table says nothing.
    given.values_mut().for_each(|of| {
        for (share, sum) in of.iter_mut().zip(sums) {
            *share = if sum > 0.0 { *share / sum } else { 0.0 };
        }
        let mean = of.iter().sum::<f64>() / N as f64;
        // A share is drawn half-way to the mean, for a word met once proves little.
        for share in of {
            *share = libm::log((*share + SMOOTH + mean) / (SMOOTH + 2.0 * mean));
        }
    });
    given
});

/// Returns the words that a trade's day is told in, too common to tell a reader by themselves.
fn words() -> impl Iterator<Item = (Function, &'static str)> {
    let lines = include_str!("../../data/teach/words.tsv").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        let (function, words) = line.split_once('\t').expect("words.tsv has two columns");
        let function = Function::parse(function).expect("words.tsv names our functions");
        words.split(", ").map(move |word| (function, word))
    })
}

/// Returns the distinct stems that mean something by themselves.
fn meant(says: &str) -> Vec<String> {
    let mut stems = content(says);
    stems.retain(|stem| is_word(stem));
    stems
}

/// Returns whether a stem is a word of three letters or more: no number and no sign.
fn is_word(stem: &str) -> bool {
    stem.len() > 2 && stem.starts_with(|ch: char| ch.is_ascii_lowercase())
}

/// Returns what each function gets of [`MOST`] by the words of a text, highest first: by how likely
/// they make it, each stem once and as heavy as its place. Less than twice an even share is nothing.
pub(super) fn scores<'s>(stems: impl Iterator<Item = (&'s str, f64)>) -> Vec<(Function, f64)> {
    let mut sums = [0.0; N];
    for (stem, place) in stems {
        let Some(of) = KIN.get(stem) else { continue };
        for (sum, weight) in sums.iter_mut().zip(of) {
            *sum += weight * place * BELIEVED;
        }
    }
    let known = || {
        let functions = Function::ALL.into_iter();
        functions.filter(|function| *function != Function::Other)
    };
    let most = known()
        .map(|function| sums[function as usize])
        .fold(f64::MIN, f64::max);
    let likely = |function: Function| libm::exp(sums[function as usize] - most);
    let all: f64 = known().map(likely).sum();
    let mut scores: Vec<(Function, f64)> = known()
        .map(|function| (function, MOST * likely(function) / all))
        .filter(|(_, score)| *score > 2.0 * MOST / N as f64)
        .collect();
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    scores
}
