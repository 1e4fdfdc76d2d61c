//! Reads the lists of `data/titles` into look-up tables.

use std::collections::{HashMap, HashSet};

use super::super::kinds::{Function, Seniority};
use super::super::scan::{self, Sep, Style};
use super::{Abbreviation, Entry, Hold, KeyWord, Lexicon, Mark, Phrase, Role};

const GUARDS: &str = include_str!("../../../data/titles/guards.tsv");
const ROLES: &str = include_str!("../../../data/titles/roles.tsv");
const RANKS: &str = include_str!("../../../data/titles/ranks.tsv");
const SUBJECTS: &str = include_str!("../../../data/titles/subjects.tsv");
const WORDS: &str = include_str!("../../../data/titles/words.tsv");
const ABBREVIATIONS: &str = include_str!("../../../data/titles/abbreviations.tsv");
const COMPOUNDS: &str = include_str!("../../../data/titles/compounds.tsv");

/// Each list whose keys must be unambiguous: its name, its text, and which cell holds the keys.
#[cfg(test)]
pub(in super::super) const LISTS: [(&str, &str, usize); 4] = [
    ("guards", GUARDS, 3),
    ("roles", ROLES, 4),
    ("ranks", RANKS, 2),
    ("subjects", SUBJECTS, 3),
];

/// Returns the cells of each line that is neither blank nor a comment.
pub(in super::super) fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

pub(in super::super) fn keys(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(';').map(str::trim).filter(|key| !key.is_empty())
}

fn function(cell: &str) -> Function {
    Function::ALL
        .into_iter()
        .find(|function| function.as_str() == cell)
        .unwrap_or_else(|| panic!("`{cell}` is not a function of the title lists"))
}

fn seniority(cell: &str) -> Seniority {
    Seniority::ALL
        .into_iter()
        .find(|seniority| seniority.as_str() == cell)
        .unwrap_or_else(|| panic!("`{cell}` is not a seniority of the title lists"))
}

fn hold(cell: &str) -> Hold {
    match cell {
        "strong" => Hold::Strong,
        "weak" => Hold::Weak,
        other => panic!("`{other}` is neither strong nor weak in the title lists"),
    }
}

impl Lexicon {
    pub(super) fn load() -> Self {
        let mut lexicon = Self {
            phrases: HashMap::new(),
            prefixes: HashMap::new(),
            longest_prefix: 0,
            abbreviations: HashMap::new(),
            endings: Vec::new(),
            known: HashSet::new(),
            mendable: Vec::new(),
        };
        for cells in lines(ABBREVIATIONS) {
            let mut buffer = String::new();
            let words = scan::scan(cells[1], Style::Cell, &mut buffer)
                .into_iter()
                .map(|word| buffer[word.letters.0..word.letters.1].to_owned())
                .collect();
            let only_capitals = cells.get(2) == Some(&"caps");
            lexicon.abbreviations.insert(
                fold(cells[0]),
                Abbreviation {
                    words,
                    only_capitals,
                },
            );
        }
        for cells in lines(COMPOUNDS) {
            lexicon.endings.extend(keys(cells[1]).map(fold));
        }
        lexicon
            .endings
            .sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        lexicon.endings.dedup();
        // Articles first: the keys of the other lists are read without them.
        for cells in lines(WORDS) {
            let mark = Mark::NAMES
                .iter()
                .find(|(name, _)| *name == cells[0])
                .unwrap_or_else(|| panic!("`{}` is not a kind of the title lists", cells[0]))
                .1;
            if mark == Mark::Article {
                lexicon.add(
                    cells[2],
                    Entry {
                        marks: mark.bit(),
                        ..Entry::default()
                    },
                );
            }
        }
        for cells in lines(WORDS) {
            let mark = Mark::NAMES
                .iter()
                .find(|(name, _)| *name == cells[0])
                .map_or(0, |(_, mark)| mark.bit());
            if cells[0] != "article" {
                lexicon.add(
                    cells[2],
                    Entry {
                        marks: mark,
                        ..Entry::default()
                    },
                );
            }
        }
        for cells in lines(GUARDS) {
            let guard = Some((function(cells[0]), seniority(cells[1])));
            lexicon.add(
                cells[3],
                Entry {
                    guard,
                    ..Entry::default()
                },
            );
        }
        for cells in lines(ROLES) {
            let role = Some(Role {
                function: function(cells[0]),
                hold: hold(cells[1]),
                seniority: seniority(cells[2]),
            });
            lexicon.add(
                cells[4],
                Entry {
                    role,
                    ..Entry::default()
                },
            );
        }
        for cells in lines(RANKS) {
            lexicon.add(
                cells[2],
                Entry {
                    rank: Some(seniority(cells[0])),
                    ..Entry::default()
                },
            );
        }
        for cells in lines(SUBJECTS) {
            lexicon.add(
                cells[3],
                Entry {
                    subject: Some((function(cells[0]), hold(cells[1]))),
                    ..Entry::default()
                },
            );
        }
        lexicon.finish();
        lexicon
    }

    fn add(&mut self, cell: &'static str, entry: Entry) {
        for key in keys(cell) {
            for spelling in spellings(key) {
                self.add_key(&spelling, entry);
            }
        }
    }

    fn add_key(&mut self, key: &str, entry: Entry) {
        let mut buffer = String::new();
        let raw = scan::scan(key, Style::Cell, &mut buffer);
        let mut words: Vec<KeyWord> = Vec::new();
        for word in &raw {
            let letters = &buffer[word.letters.0..word.letters.1];
            let prefix = key[word.end..].starts_with('*');
            let joined = matches!(word.sep, Sep::And | Sep::Slash);
            // An abbreviation in a key is read as in a title, so that both meet.
            match self
                .abbreviations
                .get(letters)
                .filter(|short| !short.only_capitals && !prefix)
            {
                Some(short) => words.extend(short.words.iter().enumerate().map(
                    |(idx, letters)| KeyWord {
                        letters: letters.clone(),
                        prefix: false,
                        joined: joined && idx == 0,
                    },
                )),
                None if self.is_article(letters) && !entry.is(Mark::Article) => {}
                None => words.push(KeyWord {
                    letters: letters.to_owned(),
                    prefix,
                    joined,
                }),
            }
        }
        if words.is_empty() {
            return;
        }
        let first = words.remove(0);
        if first.prefix && words.is_empty() {
            self.longest_prefix = self.longest_prefix.max(first.letters.len());
            self.prefixes.entry(first.letters).or_default().add(entry);
            return;
        }
        let phrases = self.phrases.entry(first.letters).or_default();
        let same = phrases.iter_mut().find(|phrase| {
            phrase.rest.len() == words.len()
                && phrase
                    .rest
                    .iter()
                    .zip(&words)
                    .all(|(a, b)| a.letters == b.letters && a.prefix == b.prefix)
        });
        match same {
            Some(phrase) => phrase.entry.add(entry),
            None => phrases.push(Phrase { rest: words, entry }),
        }
    }

    #[expect(
        clippy::iter_over_hash_type,
        reason = "the results are a set and a sorted list"
    )]
    fn finish(&mut self) {
        for (first, phrases) in &mut self.phrases {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            self.known.insert(first.clone());
            for word in phrases.iter().flat_map(|phrase| &phrase.rest) {
                self.known.insert(word.letters.clone());
            }
            let worth = |entry: Entry| {
                entry.role.is_some() || entry.rank.is_some() || entry.subject.is_some()
            };
            if first.len() >= 6
                && phrases
                    .iter()
                    .any(|phrase| phrase.rest.is_empty() && worth(phrase.entry))
            {
                self.mendable.push(first.clone());
            }
        }
        self.mendable.sort();
    }
}

/// Returns the key, and with umlauts written as two letters where it has some.
fn spellings(key: &str) -> Vec<String> {
    let mut all = vec![key.to_owned()];
    if key.contains(['ä', 'ö', 'ü']) {
        all.push(key.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue"));
    }
    all
}

fn fold(key: &str) -> String {
    let mut buffer = String::new();
    scan::scan(key, Style::Cell, &mut buffer);
    buffer
}
