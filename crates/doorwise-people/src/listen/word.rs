//! What the words of a question or of an answer say of its kind, learned: `data/listen/words.tsv`.
//!
//! Three multinomial logistic models: of questions and of statements over single words, their beginnings
//! and pairs, and of what stands around a statement over the words and pairs of the question and of the
//! sentences before and behind. They know what no pattern does, and a pattern knows what they do not;
//! `weigh` and `question` hear both. `cargo run -p doorwise-people --example listen_train` teaches them.

use std::sync::LazyLock;

use super::Kind;
use super::print::{self, ByPrint};
use super::weigh::softmax;
use super::words::is_number;

/// Weights of a trait, one a kind.
pub type Weights = [f64; Kind::ALL.len()];

/// Letters of a word's beginning, which "hesitant" and "hesitation" share.
const BEGINNING: usize = 5;

/// A model of words.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// By the trait's fingerprint.
    weights: ByPrint<Weights>,
}

/// What is learned of questions and of answers.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// Of questions: the kind of the answer.
    pub asks: Words,
    /// Of statements.
    pub says: Words,
    /// Of what stands around a statement.
    pub around: Words,
}

/// What stands around a statement, as words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// The question, as [`super::asked`] hears it.
    pub asked: &'a [String],
    /// The sentence before it.
    pub before: &'a [String],
    /// The sentence behind it.
    pub behind: &'a [String],
}

/// The models that are compiled in.
pub static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let mut models = Models::default();
    for row in include_str!("../../data/listen/words.tsv").lines() {
        if row.starts_with('#') || row.is_empty() {
            continue;
        }
        let mut columns = row.split('\t');
        let model = match columns.next() {
            Some("asks") => &mut models.asks,
            Some("says") => &mut models.says,
            Some("around") => &mut models.around,
            _ => unreachable!("asks, says or around: {row}"),
        };
        let name = columns.next().unwrap_or_default();
        let mut weights = Weights::default();
        for weight in &mut weights {
            // Written in tenths; none is nothing.
            let written = columns.next().unwrap_or_default();
            let tenths: i32 = match written {
                "" => 0,
                _ => written
                    .parse()
                    .unwrap_or_else(|_| unreachable!("a weight: {row}")),
            };
            *weight = f64::from(tenths) / 10.0;
        }
        model.put(name, weights);
    }
    models
});

impl Words {
    /// Gives a trait its weights.
    pub fn put(&mut self, name: &str, weights: Weights) {
        self.weights.insert(print::of(&[name]), weights);
    }

    /// How likely the words are of each kind, in the order of [`Kind::ALL`]; what is left is "nothing".
    pub fn chances(&self, said: &[String]) -> Weights {
        self.weighed(|hear| each_trait(said, hear))
    }

    /// How likely what stands between is of each kind.
    pub fn chances_between(&self, around: &Around<'_>) -> Weights {
        self.weighed(|hear| each_around(around, hear))
    }

    fn weighed(&self, each: impl FnOnce(&mut dyn FnMut(&[&str]))) -> Weights {
        let mut scores = Weights::default();
        let mut n = 0;
        each(&mut |parts| {
            n += 1;
            if let Some(weights) = self.weights.get(&print::of(parts)) {
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += weight;
                }
            }
        });
        let length = f64::from(n.max(1)).sqrt();
        scores.iter_mut().for_each(|score| *score /= length);
        let mut chances = Weights::default();
        chances.copy_from_slice(&softmax(&scores));
        chances
    }
}

/// The traits of some words, written out.
pub fn traits(said: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    each_trait(said, &mut |parts| found.push(parts.concat()));
    found
}

/// The traits of what stands around a statement, written out.
pub fn traits_around(around: &Around<'_>) -> Vec<String> {
    let mut found = Vec::new();
    each_around(around, &mut |parts| found.push(parts.concat()));
    found
}

/// A word as a trait names it; numbers are one.
fn named(word: &str) -> &str {
    if is_number(word) { "#" } else { word }
}

/// Words and pairs, marked by where they stand.
fn each_around(around: &Around<'_>, hear: &mut dyn FnMut(&[&str])) {
    hear(&["always"]);
    for (place, words) in [
        ("q:", around.asked),
        ("<", around.before),
        (">", around.behind),
    ] {
        let mut before: Option<&str> = None;
        for word in words.iter().filter(|word| *word != ",") {
            let word = named(word);
            hear(&[place, word]);
            if let Some(before) = before {
                hear(&[place, before, " ", word]);
            }
            before = Some(word);
        }
    }
}

/// Hands each trait over, in parts that stand behind each other.
fn each_trait(said: &[String], hear: &mut dyn FnMut(&[&str])) {
    hear(&["always"]);
    let mut before: Option<&str> = None;
    let mut n = 0;
    for word in said.iter().filter(|word| *word != ",") {
        // What a pattern knows stands beside the words.
        if word.starts_with('?') {
            hear(&[word]);
            continue;
        }
        let word = named(word);
        hear(&[word]);
        if let Some((cut, _)) = word.char_indices().nth(BEGINNING) {
            hear(&[&word[..cut], "*"]);
        }
        match before {
            Some(before) => hear(&[before, " ", word]),
            None => hear(&["^ ", word]),
        }
        if n == 1 {
            hear(&["^ ", before.unwrap_or_default(), " ", word]);
        }
        before = Some(word);
        n += 1;
    }
}
