//! The lexicon of duties: which nouns and measures belong to which function.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use doorwise_vocab::title::Function;

use crate::text::{OfWords, normal};

/// One term of one function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Duty {
    pub(super) function: Function,
    pub(super) weight: f64,
    /// Number of the term; a term of several functions has one number.
    pub(super) term: usize,
}

/// Phrases with what they say, by their first word: the words after it, and the sayings.
type ByFirst<T> = OfWords<Box<str>, Vec<(Vec<Box<str>>, Vec<T>)>>;

/// Terms by their first word, the longest first.
pub(super) struct Lexicon<T> {
    by_first: ByFirst<T>,
}

impl<T: Copy> Lexicon<T> {
    /// Reads terms; `key` writes each word as the words of a text will be asked for.
    pub(super) fn new(
        terms: impl Iterator<Item = (&'static str, T)>,
        key: fn(&str) -> Cow<'_, str>,
    ) -> Self {
        let mut by_first: ByFirst<T> = ByFirst::default();
        for (term, value) in terms {
            let words: Vec<Box<str>> = term.split(' ').map(|word| key(word).into()).collect();
            let known = by_first.entry(words[0].clone()).or_default();
            match known.iter_mut().find(|(other, _)| *other == words) {
                Some((_, values)) => values.push(value),
                None => {
                    let at = known.partition_point(|(other, _)| other.len() >= words.len());
                    known.insert(at, (words, vec![value]));
                }
            }
        }
        Self { by_first }
    }

    /// Calls back for every term in a run of words; the longest takes the words.
    pub(super) fn find(&self, keys: &[Cow<'_, str>], mut found: impl FnMut(Range<usize>, &[T])) {
        let mut at = 0;
        while at < keys.len() {
            let hit = self.by_first.get(keys[at].as_ref()).and_then(|terms| {
                terms.iter().find(|(words, _)| {
                    keys.get(at..at + words.len()).is_some_and(|run| {
                        run.iter().zip(words).all(|(a, b)| a.as_ref() == b.as_ref())
                    })
                })
            });
            match hit {
                Some((words, values)) => {
                    found(at..at + words.len(), values);
                    at += words.len();
                }
                None => at += 1,
            }
        }
    }
}

/// Returns the English terms with their function and weight.
pub(super) fn english() -> impl Iterator<Item = (Function, f64, &'static str)> {
    terms(include_str!("../../data/duties.tsv"))
}

fn terms(table: &'static str) -> impl Iterator<Item = (Function, f64, &'static str)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        let mut columns = line.split('\t');
        let function = columns
            .next()
            .and_then(Function::parse)
            .expect("duties.tsv names our functions");
        let weight = columns
            .next()
            .and_then(|weight| weight.parse().ok())
            .expect("duties.tsv has weights");
        let terms = columns.next().unwrap_or_default().split(", ");
        terms.map(move |term| (function, weight, term))
    })
}

static DUTIES: LazyLock<Lexicon<Duty>> = LazyLock::new(|| {
    // "Crew" and "crews" are one term, wherever they stand.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut terms = Vec::new();
    let german = self::terms(include_str!("../../data/duties_de.tsv"));
    for (function, weight, term) in english().chain(german) {
        let next = numbers.len();
        let words: Vec<_> = term.split(' ').map(normal).collect();
        let term_no = *numbers.entry(words.join(" ")).or_insert(next);
        terms.push((
            term,
            Duty {
                function,
                weight,
                term: term_no,
            },
        ));
    }
    Lexicon::new(terms.into_iter(), normal)
});

/// Calls back for every duty in a sentence.
pub(super) fn find(keys: &[Cow<'_, str>], mut found: impl FnMut(Range<usize>, Duty)) {
    DUTIES.find(keys, |words, duties| {
        for duty in duties {
            found(words.clone(), *duty);
        }
    });
}
