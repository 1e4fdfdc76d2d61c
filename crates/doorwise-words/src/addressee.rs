//! Who a piece of copy speaks to, read from its words alone.
//!
//! Layers: explicit address ("as a CEO", "engineering leaders"), duties and metrics in
//! sentences with "you", the same elsewhere, titles in the third person. "Your founder"
//! marks the founder as the reader's boss, so such words never count for that role.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use doorwise_vocab::title::{self, Band, Function};

mod layers;
#[cfg(test)]
mod tests;

/// Who a text speaks to.
#[derive(Clone, Debug, PartialEq)]
pub struct Addressee {
    /// One, several or nobody.
    pub verdict: Verdict,
    /// The function that scores highest, where the verdict names one.
    pub function: Option<Function>,
    /// The band, where the words tell.
    pub band: Band,
    /// The words behind the verdict, strongest first.
    pub spans: Vec<Hit>,
}

/// Whether a text speaks to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// To one function.
    AddressedTo,
    /// To two at once.
    Mixed,
    /// To nobody in particular.
    Nobody,
}

/// One run of words that speaks to somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Whom it speaks to.
    pub function: Function,
    /// How strongly.
    pub weight: f64,
}

struct Duty {
    function: Function,
    weight: f64,
    term: Vec<&'static str>,
}

static DUTIES: LazyLock<Vec<Duty>> = LazyLock::new(|| {
    include_str!("../data/duties.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| {
            let mut columns = line.split('\t');
            let function = columns
                .next()
                .and_then(Function::parse)
                .expect("duties.tsv names our functions");
            let weight: f64 = columns
                .next()
                .and_then(|weight| weight.parse().ok())
                .expect("duties.tsv has weights");
            let terms = columns.next().unwrap_or_default();
            terms.split(", ").map(move |term| Duty {
                function,
                weight,
                term: term.split(' ').collect(),
            })
        })
        .collect()
});

/// Returns who the text speaks to.
pub fn addressee(text: &str) -> Addressee {
    let mut hits = Vec::new();
    let mut bands = layers::Bands::default();
    let mut counted: BTreeSet<(Function, Vec<&'static str>)> = BTreeSet::new();
    for sentence in layers::sentences(text) {
        layers::explicit(&sentence, &mut hits, &mut bands);
        layers::teams(&sentence, &mut hits, &mut bands);
        for duty in DUTIES.iter() {
            let Some(range) = sentence.find(&duty.term, duty.function) else {
                continue;
            };
            if !counted.insert((duty.function, duty.term.clone())) {
                continue;
            }
            let layer = if sentence.speaks_to_you { 1.6 } else { 1.0 };
            hits.push(Hit {
                range,
                function: duty.function,
                weight: duty.weight * layer,
            });
        }
    }
    let mut scores: BTreeMap<Function, f64> = BTreeMap::new();
    for hit in &hits {
        *scores.entry(hit.function).or_default() += hit.weight;
    }
    let mut ranked: Vec<(Function, f64)> = scores.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let top = ranked.first().copied();
    let second = ranked.get(1).map_or(0.0, |(_, score)| *score);
    let (verdict, function) = match top {
        Some((function, score)) if score >= 2.0 && score - second >= 1.0 => {
            (Verdict::AddressedTo, Some(function))
        }
        Some((function, score)) if score >= 2.0 => (Verdict::Mixed, Some(function)),
        _ => (Verdict::Nobody, None),
    };
    hits.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| a.range.start.cmp(&b.range.start))
    });
    let band = function.map_or(Band::Unknown, |function| bands.band(function));
    Addressee {
        verdict,
        function,
        band,
        spans: hits,
    }
}

/// Returns the function that a noun in "X leaders", "X teams" names.
fn function_of_noun(word: &str) -> Option<Function> {
    Function::parse(word).or_else(|| {
        let found = title::title(&format!("head of {word}"));
        (found.confidence >= 0.8 && found.function != Function::Other).then_some(found.function)
    })
}
