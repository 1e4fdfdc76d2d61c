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
use crate::fit::{Placed, is_stop, words_of};
use crate::text::{OfWords, stem};

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

/// What stems, pairs of them and beginnings of words say: a number for each, and behind the number
/// how much it speaks for each function.
#[derive(Default)]
struct Kin {
    stems: OfWords<String, usize>,
    /// "Accountant" and "accounting" begin alike.
    begins: OfWords<String, usize>,
    /// By the numbers of both stems; a stop word between them does not part them.
    pairs: OfWords<(usize, usize), usize>,
    speaks: Vec<[f64; N]>,
}

impl Kin {
    /// Counts a saying; each stem, pair and beginning once.
    fn teach(&mut self, function: Function, says: &str, weight: impl Fn(usize) -> f64) {
        let mut found = Vec::new();
        let mut before = None;
        for stem in meant(says) {
            let known = number(&mut self.stems, &mut self.speaks, &stem);
            found.push(known);
            if let Some(begin) = begin(&stem) {
                found.push(number(&mut self.begins, &mut self.speaks, begin));
            }
            if let Some(before) = before.replace(known) {
                let next = self.speaks.len();
                let pair = *self.pairs.entry((before, known)).or_insert(next);
                if pair == next {
                    self.speaks.push([0.0; N]);
                }
                found.push(pair);
            }
        }
        found.sort_unstable();
        found.dedup();
        let each = weight(found.len().max(1));
        for known in found {
            self.speaks[known][function as usize] += each;
        }
    }

    /// Turns counts into logarithms of how much likelier a function makes each.
    fn weigh(&mut self) {
        let mut sums = [0.0; N];
        for of in &self.speaks {
            for (sum, count) in sums.iter_mut().zip(of) {
                *sum += count;
            }
        }
        for of in &mut self.speaks {
            for (share, sum) in of.iter_mut().zip(sums) {
                *share = if sum > 0.0 { *share / sum } else { 0.0 };
            }
            let mean = of.iter().sum::<f64>() / N as f64;
            // A share is drawn half-way to the mean, for a word met once proves little.
            for share in of {
                *share = libm::log((*share + SMOOTH + mean) / (SMOOTH + 2.0 * mean));
            }
        }
    }

    /// Returns the number of each stem, pair and beginning of a text that is known, once, with the
    /// weight of its first place.
    fn met<'s>(&self, placed: impl Iterator<Item = Placed<'s>>) -> Vec<(usize, f64)> {
        let mut met = Vec::new();
        let mut before = None;
        for word in placed {
            if let Some(begin) = begin(word.stem).and_then(|begin| self.begins.get(begin)) {
                met.push((*begin, word.weight));
            }
            let Some(known) = self.stems.get(word.stem) else {
                before = None;
                continue;
            };
            met.push((*known, word.weight));
            if let Some((sentence, before)) = before.replace((word.sentence, *known))
                && sentence == word.sentence
                && let Some(pair) = self.pairs.get(&(before, *known))
            {
                met.push((*pair, word.weight));
            }
        }
        // Stable: the first place stays first.
        met.sort_by_key(|(known, _)| *known);
        met.dedup_by_key(|(known, _)| *known);
        met
    }
}

fn number(table: &mut OfWords<String, usize>, speaks: &mut Vec<[f64; N]>, key: &str) -> usize {
    if let Some(known) = table.get(key) {
        return *known;
    }
    table.insert(key.to_owned(), speaks.len());
    speaks.push([0.0; N]);
    speaks.len() - 1
}

static KIN: LazyLock<Kin> = LazyLock::new(|| {
    let mut kin = Kin::default();
    let root = |n: usize| (n as f64).sqrt();
    for (function, weight, term) in duties::english() {
        kin.teach(function, term, |n| OF_TERM * weight / root(n));
    }
    for (function, word) in words() {
        kin.teach(function, word, |n| OF_WORD / root(n));
    }
    for day in days::all() {
        kin.teach(day.function, day.says, |_| OF_DAY);
    }
    kin.weigh();
    kin
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

/// Returns the stems that mean something by themselves, in their order.
fn meant(says: &str) -> Vec<String> {
    let words = words_of(says).filter_map(|word| {
        let stem = stem(&word);
        (is_word(&stem) && !is_stop(&word) && !is_stop(&stem)).then(|| stem.into_owned())
    });
    words.collect()
}

/// Returns the letters with which kindred words begin alike; short words are all there is.
fn begin(stem: &str) -> Option<&str> {
    const LETTERS: usize = 5;
    stem.get(..LETTERS).filter(|_| stem.len() > LETTERS)
}

/// Returns whether a stem is a word of three letters or more: no number and no sign.
fn is_word(stem: &str) -> bool {
    stem.len() > 2 && stem.starts_with(|ch: char| ch.is_ascii_lowercase())
}

/// Returns what each function gets of [`MOST`] by the words of a text, highest first: by how likely
/// they make it, each once and as heavy as its place. Less than twice an even share is nothing.
pub(super) fn scores<'s>(words: impl Iterator<Item = Placed<'s>>) -> Vec<(Function, f64)> {
    let words = words.filter(|word| is_word(word.stem));
    let mut sums = [0.0; N];
    for (known, place) in KIN.met(words) {
        for (sum, weight) in sums.iter_mut().zip(KIN.speaks[known]) {
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
