//! What the words of a question or of an answer say of its kind, learned: `data/listen/words.tsv`.
//!
//! Two multinomial logistic models over single words, their beginnings and pairs, one of questions, one
//! of statements. They know what no pattern does, and a pattern knows what they do not; `weigh` and
//! `question` hear both. `cargo run -p doorwise-people --example listen_train` teaches them.

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
            _ => unreachable!("asks or says: {row}"),
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
        let mut scores = Weights::default();
        let mut n = 0;
        each_trait(said, |parts| {
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
    each_trait(said, |parts| found.push(parts.concat()));
    found
}

/// Hands each trait over, in parts that stand behind each other.
fn each_trait(said: &[String], mut hear: impl FnMut(&[&str])) {
    hear(&["always"]);
    let mut before: Option<&str> = None;
    let mut n = 0;
    for word in said.iter().filter(|word| *word != ",") {
        // What a pattern knows stands beside the words.
        if word.starts_with('?') {
            hear(&[word]);
            continue;
        }
        let word = if is_number(word) { "#" } else { word.as_str() };
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
