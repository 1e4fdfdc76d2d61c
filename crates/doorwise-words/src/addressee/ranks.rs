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

/// Ways to meet a word: anywhere, behind "you", behind "your".
const N: usize = 3;

/// What a stem says, by the way it is met.
struct Said {
    /// Its number, so that each stem counts once.
    id: usize,
    /// How much more it is said by who does the work.
    odds: [f64; N],
}

static RANKS: LazyLock<OfWords<String, Said>> = LazyLock::new(|| {
    // Of who leads, and of who does the work.
    let mut n_days = [0.0; 2];
    let mut counts: OfWords<String, (usize, [[f64; 2]; N])> = OfWords::default();
    for day in days::all() {
        let works = usize::from(day.band == Band::Practitioner);
        n_days[works] += 1.0;
        let words: Vec<String> = words_of(day.says).collect();
        let stems: Vec<_> = words.iter().map(|word| stem(word)).collect();
        let all = words.iter().zip(&stems);
        let mut distinct: Vec<_> = met(all.map(|(word, stem)| (word.as_str(), &**stem))).collect();
        distinct.sort_unstable();
        distinct.dedup();
        for (stem, way) in distinct {
            let id = counts.len();
            let (_, of) = counts
                .entry(stem.to_owned())
                .or_insert((id, Default::default()));
            of[way][works] += 1.0;
        }
    }
    let odds = |[leads, works]: [f64; 2]| match leads + works > 0.0 {
        true => libm::log(
            (works + SMOOTH) / (n_days[1] + 2.0 * SMOOTH) * (n_days[0] + 2.0 * SMOOTH)
                / (leads + SMOOTH),
        ),
        false => 0.0,
    };
    let of_word = |(stem, (id, counts)): (String, (usize, [[f64; 2]; N]))| {
        (
            stem,
            Said {
                id,
                odds: counts.map(odds),
            },
        )
    };
    counts.into_iter().map(of_word).collect()
});

/// Returns each stem with the ways in which it is met.
fn met<'s>(
    words: impl Iterator<Item = (&'s str, &'s str)>,
) -> impl Iterator<Item = (&'s str, usize)> {
    let mut before = "";
    words.flat_map(move |(word, stem)| {
        let anywhere = stem.starts_with(char::is_alphabetic).then_some(0);
        let behind = match before {
            "you" => Some(1),
            "your" => Some(2),
            _ => None,
        };
        before = word;
        anywhere
            .into_iter()
            .chain(behind)
            .map(move |way| (stem, way))
    })
}

/// Returns how much a text is one of somebody who does the work: above nought more than of who leads.
pub(super) fn of_work(text: &Text<'_>) -> f64 {
    let stems = text.stems();
    let words = stems.read.iter();
    let words = words.map(|at| (text.words[*at].folded.as_str(), &*stems.all[*at]));
    let known = met(words).filter_map(|(stem, way)| {
        let said = RANKS.get(stem)?;
        Some((said.id * N + way, said.odds[way]))
    });
    let mut known: Vec<(usize, f64)> = known.collect();
    known.sort_unstable_by_key(|(key, _)| *key);
    known.dedup_by_key(|(key, _)| *key);
    known.into_iter().map(|(_, odds)| odds).sum()
}
