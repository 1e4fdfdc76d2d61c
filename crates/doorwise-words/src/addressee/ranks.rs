//! Whether words are those of somebody who does the work: "row", "she rings", "you type" against
//! "your team", "quarter", "budget".
//!
//! A naive Bayes over the days (`days`), counted by words alone, small ones too, and by what
//! stands behind "you" and "your". Of days of one author it orders those of the other as their
//! author did in nine pairs of ten.

use std::sync::LazyLock;

use doorwise_vocab::title::Band;

use super::days;
use crate::fit::words_of;
use crate::text::{OfWords, Text, stem};

/// Added to every count, so that a word met once proves little.
const SMOOTH: f64 = 2.0;

/// How a word is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    Anywhere,
    BehindYou,
    BehindYour,
}

const N: usize = 3;

/// For each stem and way to meet it, how much more it is said by who does the work.
static RANKS: LazyLock<OfWords<String, [f64; N]>> = LazyLock::new(|| {
    // Of who leads, and of who does the work.
    let mut n_days = [0.0; 2];
    let mut counts: OfWords<String, [[f64; 2]; N]> = OfWords::default();
    for day in days::all() {
        let works = usize::from(day.band == Band::Practitioner);
        n_days[works] += 1.0;
        let words: Vec<String> = words_of(day.says).collect();
        let stems: Vec<_> = words.iter().map(|word| stem(word)).collect();
        let all = words.iter().zip(&stems);
        for (stem, met) in distinct(all.map(|(word, stem)| (word.as_str(), &**stem))) {
            counts.entry(stem.to_owned()).or_default()[met as usize][works] += 1.0;
        }
    }
    let odds = |[leads, works]: [f64; 2]| match leads + works > 0.0 {
        true => libm::log(
            (works + SMOOTH) / (n_days[1] + 2.0 * SMOOTH) * (n_days[0] + 2.0 * SMOOTH)
                / (leads + SMOOTH),
        ),
        false => 0.0,
    };
    let of_word = |(stem, counts): (String, [[f64; 2]; N])| (stem, counts.map(odds));
    counts.into_iter().map(of_word).collect()
});

/// Returns each stem and way to meet it once.
fn distinct<'s>(words: impl Iterator<Item = (&'s str, &'s str)>) -> Vec<(&'s str, Met)> {
    let mut distinct = Vec::new();
    let mut before = "";
    for (word, stem) in words {
        if stem.starts_with(char::is_alphabetic) {
            distinct.push((stem, Met::Anywhere));
        }
        match before {
            "you" => distinct.push((stem, Met::BehindYou)),
            "your" => distinct.push((stem, Met::BehindYour)),
            _ => {}
        }
        before = word;
    }
    distinct.sort_unstable();
    distinct.dedup();
    distinct
}

/// Returns how much a text is one of somebody who does the work: above nought more than of who leads.
pub(super) fn of_work(text: &Text<'_>) -> f64 {
    let stems = text.stems();
    let words = stems.read.iter();
    let words = words.map(|at| (text.words[*at].folded.as_str(), &*stems.all[*at]));
    distinct(words)
        .into_iter()
        .filter_map(|(stem, met)| Some(RANKS.get(stem)?[met as usize]))
        .sum()
}
