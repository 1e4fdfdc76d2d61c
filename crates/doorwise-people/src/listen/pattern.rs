//! Patterns over words, as the tables write them.
//!
//! `word`, `a|b` either, `pre*` a beginning, `*post` an ending, `@class` a class of `classes.tsv`, `@num` a number,
//! `word?` may be missing, `_` any word, `_?` one or none, `..` up to four words, `...` up to nine
//! words, `(a b|c)` either of several words, `^` the start (a linking word such as "and" may stand before it), `$` the end.

use std::collections::{BTreeMap, HashMap};

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
    One { atoms: Vec<Atom>, is_optional: bool },
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
    /// By word, the variants that need it, as row and number.
    by_word: HashMap<String, Vec<(usize, usize)>>,
    /// Variants that need no certain word.
    always: Vec<(usize, usize)>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            by_word: HashMap::new(),
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
            let rarest = parts.iter().filter_map(needed).min_by_key(|words| {
                let cost = |word: &&String| if has_content(word) { 1 } else { 20 };
                words.iter().map(cost).sum::<usize>()
            });
            match rarest {
                Some(words) => {
                    for word in words {
                        let at = self.by_word.entry(word.clone()).or_default();
                        at.push((number, variant));
                    }
                }
                None => self.always.push((number, variant)),
            }
        }
        self.rows.push((pattern, row));
    }

    /// Returns the rows whose pattern stands in the words, in the table's order.
    pub(super) fn hits(&self, words: &[String]) -> Vec<&T> {
        let mut found: Vec<usize> = Vec::new();
        let by_word = words.iter().filter_map(|word| self.by_word.get(word));
        for (row, variant) in by_word.flatten().chain(&self.always) {
            if !found.contains(row) && self.rows[*row].0.is_variant_in(*variant, words) {
                found.push(*row);
            }
        }
        found.sort_unstable();
        found.into_iter().map(|row| &self.rows[row].1).collect()
    }

    /// Whether the pattern of any row stands in the words.
    pub(super) fn has(&self, words: &[String]) -> bool {
        let by_word = words.iter().filter_map(|word| self.by_word.get(word));
        by_word
            .flatten()
            .chain(&self.always)
            .any(|(row, variant)| self.rows[*row].0.is_variant_in(*variant, words))
    }
}

/// The words of which a place needs one, where only whole words fit it.
fn needed(part: &Part) -> Option<Vec<&String>> {
    let Part::One {
        atoms,
        is_optional: false,
    } = part
    else {
        return None;
    };
    atoms
        .iter()
        .map(|atom| match atom {
            Atom::Word(word) => Some(word),
            _ => None,
        })
        .collect()
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

    /// Whether one way to spell the pattern stands anywhere in the words.
    fn is_variant_in(&self, variant: usize, words: &[String]) -> bool {
        let parts = self.variants[variant].as_slice();
        match parts.first() {
            Some(Part::Start) => {
                let n_links = words
                    .iter()
                    .take_while(|word| LINKS.contains(&word.as_str()))
                    .count();
                (0..=n_links.min(4)).any(|at| matches(&parts[1..], words, at))
            }
            _ => (0..words.len()).any(|at| matches(parts, words, at)),
        }
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
            let atoms = part
                .split('|')
                .flat_map(|atom| atoms(atom, classes))
                .collect();
            Part::One { atoms, is_optional }
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

fn matches(parts: &[Part], words: &[String], at: usize) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return true;
    };
    match part {
        Part::Start => at == 0 && matches(rest, words, at),
        Part::End => at == words.len() && matches(rest, words, at),
        Part::Any => at < words.len() && matches(rest, words, at + 1),
        Part::Gap(most) => (0..=*most)
            .any(|skipped| at + skipped <= words.len() && matches(rest, words, at + skipped)),
        Part::One { atoms, is_optional } => {
            let fits = words
                .get(at)
                .is_some_and(|word| atoms.iter().any(|atom| atom.fits(word)));
            (fits && matches(rest, words, at + 1)) || (*is_optional && matches(rest, words, at))
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
