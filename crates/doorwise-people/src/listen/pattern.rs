//! Patterns over words, as the tables write them.
//!
//! `word`, `a|b` either, `pre*` a beginning, `*post` an ending, `@class` a class of `classes.tsv`, `@num` a number,
//! `word?` may be missing, `_` any word, `_?` one or none, `..` up to four words, `...` up to nine
//! words, `(a b|c)` either of several words, `^` the start (a linking word such as "and" may stand before it), `$` the end.

use std::collections::BTreeMap;

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
pub(super) struct Pattern {
    variants: Vec<Vec<Part>>,
    /// Words of which each variant needs at least one, place by place.
    needs: Vec<Vec<Mask>>,
}

/// A set of words of which one bit each is kept: it may say yes in error, never no.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mask(u128);

impl Mask {
    /// The words of a sentence.
    pub(super) fn of<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        Self(words.into_iter().fold(0, |bits, word| {
            let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
            bits | 1 << (hash >> 57)
        }))
    }
}

/// What a place needs, where only whole words fit it.
fn need(part: &Part) -> Option<Mask> {
    let Part::One {
        atoms,
        is_optional: false,
    } = part
    else {
        return None;
    };
    let words: Option<Vec<&String>> = atoms
        .iter()
        .map(|atom| match atom {
            Atom::Word(word) => Some(word),
            _ => None,
        })
        .collect();
    words.map(Mask::of)
}

/// Words that may stand in front of a sentence's start.
const LINKS: [&str; 26] = [
    "and", "but", "so", "then", "well", "yes", "yeah", "no", "see", "because", "also", "plus",
    "ok", "okay", "oh", "like", ",", "now", "look", "right", "yep", "ja", "first", "second", "or",
    "eh",
];

impl Pattern {
    /// Reads the pattern of a table; the tables are ours, so an unknown class is a fault of ours.
    pub(super) fn parse(written: &str, classes: &Classes) -> Self {
        let variants: Vec<Vec<Part>> = spelled_out(written)
            .iter()
            .map(|variant| {
                variant
                    .split_whitespace()
                    .map(|part| read(part, classes))
                    .collect()
            })
            .collect();
        let needs = variants
            .iter()
            .map(|parts| parts.iter().filter_map(need).collect())
            .collect();
        Self { variants, needs }
    }

    /// Whether the pattern may stand in words of that mask; most may not, and are not tried.
    pub(super) fn may_be_in(&self, words: Mask) -> bool {
        self.needs
            .iter()
            .any(|needs| needs.iter().all(|need| need.0 & words.0 != 0))
    }

    /// Whether the pattern stands anywhere in the words.
    pub(super) fn is_in(&self, words: &[String]) -> bool {
        self.variants.iter().any(|parts| match parts.first() {
            Some(Part::Start) => {
                let n_links = words
                    .iter()
                    .take_while(|word| LINKS.contains(&word.as_str()))
                    .count();
                (0..=n_links.min(4)).any(|at| matches(&parts[1..], words, at))
            }
            _ => (0..words.len()).any(|at| matches(parts, words, at)),
        })
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
