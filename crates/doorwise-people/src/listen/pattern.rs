//! Patterns over words, as the tables write them.
//!
//! `word`, `a|b` either, `pre*` a beginning, `*post` an ending, `@class` a class of `classes.tsv`, `@num` a number,
//! `word?` may be missing, `_` any word, `_?` one or none, `..` up to four words, `...` up to nine
//! words, `(a b|c)` either of several words, `^` the start (a linking word such as "and" may stand before it), `$` the end.

use std::collections::BTreeMap;

use super::print::{self, ByPrint};
use super::theme::has_content;
use super::words;

/// Words of each class.
pub(super) type Classes = BTreeMap<String, Vec<Atom>>;

/// One alternative of one place.
#[derive(Clone, Debug)]
pub(super) enum Atom {
    Word(String),
    Beginning(String),
    Ending(String),
    Number,
}

#[derive(Clone, Debug)]
enum Part {
    Start,
    End,
    Any,
    Gap(usize),
    One {
        /// Fingerprints of the words that fit, in order.
        words: Vec<u64>,
        /// What else fits.
        others: Vec<Atom>,
        /// How often the words are said, roughly.
        cost: usize,
        is_optional: bool,
    },
}

/// One line of a table, its groups written out.
#[derive(Clone, Debug)]
struct Pattern {
    variants: Vec<Vec<Part>>,
}

/// Rows of a table, each with its pattern, found by the words that their patterns need.
///
/// Of a thousand patterns a handful has its rarest word in a sentence; only these are tried.
pub(super) struct Table<T> {
    rows: Vec<(Pattern, T)>,
    /// By word, the variants that need it.
    by_word: ByPrint<Vec<Candidate>>,
    /// Variants that need no certain word.
    always: Vec<Candidate>,
}

/// One way to spell a row's pattern.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    row: usize,
    variant: usize,
    /// Least and most words between the pattern's start and the word that it needs.
    before: (usize, usize),
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            by_word: ByPrint::default(),
            always: Vec::new(),
        }
    }
}

impl<T> Table<T> {
    /// Adds a row; the tables are ours, so an unknown class is a fault of ours.
    pub(super) fn push(&mut self, written: &str, classes: &Classes, row: T) {
        let pattern = Pattern::parse(written, classes);
        let number = self.rows.len();
        for (variant, parts) in pattern.variants.iter().enumerate() {
            let rarest = parts
                .iter()
                .enumerate()
                .filter_map(|(at, part)| needed(part).map(|(cost, words)| (cost, at, words)))
                .min_by_key(|(cost, _, _)| *cost);
            let candidate = |before| Candidate {
                row: number,
                variant,
                before,
            };
            match rarest {
                Some((_, at, words)) => {
                    let before = parts[..at].iter().map(width);
                    let before = before.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
                    for word in words {
                        let at = self.by_word.entry(*word).or_default();
                        at.push(candidate(before));
                    }
                }
                None => self.always.push(candidate((0, usize::MAX))),
            }
        }
        self.rows.push((pattern, row));
    }

    /// Returns the rows whose pattern stands in the words, in the table's order.
    pub(super) fn hits(&self, words: &[String]) -> Vec<&T> {
        let said = Said::of(words);
        let mut found: Vec<usize> = Vec::new();
        for (at, candidate) in self.candidates(&said) {
            if !found.contains(&candidate.row) && self.is_in(candidate, at, &said) {
                found.push(candidate.row);
            }
        }
        found.sort_unstable();
        found.into_iter().map(|row| &self.rows[row].1).collect()
    }

    /// Whether the pattern of any row stands in the words.
    pub(super) fn has(&self, words: &[String]) -> bool {
        let said = Said::of(words);
        self.candidates(&said)
            .any(|(at, candidate)| self.is_in(candidate, at, &said))
    }

    /// The variants whose rarest word is said, with its place, and those that need none.
    fn candidates<'a>(
        &'a self,
        said: &'a Said<'_>,
    ) -> impl Iterator<Item = (usize, &'a Candidate)> {
        let prints = said.prints.iter().enumerate();
        let by_word = prints.flat_map(|(at, word)| {
            let own = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
            own.iter().map(move |candidate| (at, candidate))
        });
        let last = said.words.len().saturating_sub(1);
        by_word.chain(self.always.iter().map(move |candidate| (last, candidate)))
    }

    /// Whether the variant stands where its rarest word is said.
    fn is_in(&self, candidate: &Candidate, at: usize, said: &Said<'_>) -> bool {
        let (least, most) = candidate.before;
        let parts = self.rows[candidate.row].0.variants[candidate.variant].as_slice();
        if let Some(Part::Start) = parts.first() {
            let links = said
                .words
                .iter()
                .take_while(|word| LINKS.contains(&word.as_str()));
            return (0..=links.count().min(4)).any(|at| matches(&parts[1..], said, at));
        }
        let Some(to) = at.checked_sub(least) else {
            return false;
        };
        (at.saturating_sub(most)..=to).any(|from| matches(parts, said, from))
    }
}

/// Least and most words that a place takes.
fn width(part: &Part) -> (usize, usize) {
    match part {
        Part::Start | Part::End => (0, 0),
        Part::Any => (1, 1),
        Part::Gap(most) => (0, *most),
        Part::One { is_optional, .. } => (usize::from(!is_optional), 1),
    }
}

/// Words with their fingerprints.
struct Said<'a> {
    words: &'a [String],
    prints: Vec<u64>,
}

impl<'a> Said<'a> {
    fn of(words: &'a [String]) -> Self {
        Self {
            words,
            prints: words.iter().map(|word| print::of(&[word])).collect(),
        }
    }
}

/// The words of which a place needs one, where only whole words fit it, and how often they are said.
fn needed(part: &Part) -> Option<(usize, &[u64])> {
    match part {
        Part::One {
            words,
            cost,
            others,
            is_optional: false,
        } if others.is_empty() => Some((*cost, words)),
        _ => None,
    }
}

/// Words that may stand in front of a sentence's start.
const LINKS: [&str; 26] = [
    "and", "but", "so", "then", "well", "yes", "yeah", "no", "see", "because", "also", "plus",
    "ok", "okay", "oh", "like", ",", "now", "look", "right", "yep", "ja", "first", "second", "or",
    "eh",
];

impl Pattern {
    /// Reads the pattern of a table.
    fn parse(written: &str, classes: &Classes) -> Self {
        let variants = spelled_out(written)
            .iter()
            .map(|variant| {
                variant
                    .split_whitespace()
                    .map(|part| read(part, classes))
                    .collect()
            })
            .collect();
        Self { variants }
    }
}

fn read(part: &str, classes: &Classes) -> Part {
    match part {
        "^" => Part::Start,
        "$" => Part::End,
        "_" => Part::Any,
        "_?" => Part::Gap(1),
        ".." => Part::Gap(4),
        "..." => Part::Gap(9),
        _ => {
            let (part, is_optional) = part
                .strip_suffix('?')
                .map_or((part, false), |part| (part, true));
            let mut words = Vec::new();
            let mut others = Vec::new();
            let mut cost = 0;
            for atom in part.split('|').flat_map(|atom| atoms(atom, classes)) {
                match atom {
                    Atom::Word(word) => {
                        cost += if has_content(&word) { 1 } else { 20 };
                        words.push(print::of(&[&word]));
                    }
                    other => others.push(other),
                }
            }
            words.sort_unstable();
            Part::One {
                words,
                others,
                cost,
                is_optional,
            }
        }
    }
}

/// Writes each group out: `(a b|c) d` is `a b d` and `c d`.
fn spelled_out(written: &str) -> Vec<String> {
    let Some((before, rest)) = written.split_once('(') else {
        return vec![written.to_owned()];
    };
    let Some((group, after)) = rest.split_once(')') else {
        unreachable!("an open group: {written}")
    };
    let after = spelled_out(after);
    group
        .split('|')
        .flat_map(|one| {
            after
                .iter()
                .map(move |after| format!("{before}{one}{after}"))
        })
        .collect()
}

/// Reads a class's or a place's alternatives.
pub(super) fn atoms(written: &str, classes: &Classes) -> Vec<Atom> {
    if written == "@num" {
        return vec![Atom::Number];
    }
    if let Some(class) = written.strip_prefix('@') {
        return classes.get(class).cloned().unwrap_or_default();
    }
    vec![if let Some(beginning) = written.strip_suffix('*') {
        Atom::Beginning(beginning.to_owned())
    } else if let Some(ending) = written.strip_prefix('*') {
        Atom::Ending(ending.to_owned())
    } else {
        Atom::Word(written.to_owned())
    }]
}

fn matches(parts: &[Part], said: &Said<'_>, at: usize) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return true;
    };
    let end = said.words.len();
    match part {
        Part::Start => at == 0 && matches(rest, said, at),
        Part::End => at == end && matches(rest, said, at),
        Part::Any => at < end && matches(rest, said, at + 1),
        Part::Gap(most) => (at..=end.min(at + most)).any(|at| matches(rest, said, at)),
        Part::One {
            words,
            others,
            is_optional,
            ..
        } => {
            let fits = at < end
                && (words.binary_search(&said.prints[at]).is_ok()
                    || others.iter().any(|other| other.fits(&said.words[at])));
            (fits && matches(rest, said, at + 1)) || (*is_optional && matches(rest, said, at))
        }
    }
}

impl Atom {
    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Word(own) => own == word,
            Self::Beginning(own) => word.starts_with(own.as_str()),
            Self::Ending(own) => word.ends_with(own.as_str()),
            Self::Number => words::is_number(word),
        }
    }
}
