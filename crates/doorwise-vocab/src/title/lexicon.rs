//! The word lists of job titles and the look-ups over them.

mod load;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::kinds::{Function, Seniority};
use super::scan::{self, Sep, Style};

#[cfg(test)]
pub(super) use load::LISTS;
pub(super) use load::{keys, lines};

/// Marks what else a word does in a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Senior,
    Junior,
    SubRank,
    Neutral,
    NotCurrent,
    OpenToWork,
    Interim,
    Student,
    Slogan,
    Credential,
    Thing,
    Group,
    Article,
}

impl Mark {
    const NAMES: [(&'static str, Self); 13] = [
        ("senior", Self::Senior),
        ("junior", Self::Junior),
        ("sub_rank", Self::SubRank),
        ("neutral", Self::Neutral),
        ("not_current", Self::NotCurrent),
        ("open_to_work", Self::OpenToWork),
        ("interim", Self::Interim),
        ("student", Self::Student),
        ("slogan", Self::Slogan),
        ("credential", Self::Credential),
        ("thing", Self::Thing),
        ("group", Self::Group),
        ("article", Self::Article),
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Says how strongly a word holds on to its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Strong,
    Weak,
}

/// A head noun with its own function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Role {
    pub(super) function: Function,
    pub(super) hold: Hold,
    pub(super) seniority: Seniority,
}

/// Holds everything the lists say about one key.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) guard: Option<(Function, Seniority)>,
    pub(super) role: Option<Role>,
    pub(super) rank: Option<Seniority>,
    pub(super) subject: Option<(Function, Hold)>,
    pub(super) marks: u16,
}

impl Entry {
    pub(super) const fn is(self, mark: Mark) -> bool {
        self.marks & mark.bit() != 0
    }

    /// Returns whether the word does nothing but what `mark` says.
    pub(super) const fn is_only(self, mark: Mark) -> bool {
        self.is(mark)
            && self.guard.is_none()
            && self.role.is_none()
            && self.rank.is_none()
            && self.subject.is_none()
    }

    /// Adds what another list says of the same key; the first word on a matter stands.
    fn add(&mut self, other: Self) {
        self.guard = self.guard.or(other.guard);
        self.role = self.role.or(other.role);
        self.rank = self.rank.or(other.rank);
        self.subject = self.subject.or(other.subject);
        self.marks |= other.marks;
    }
}

#[derive(Debug)]
struct KeyWord {
    letters: String,
    prefix: bool,
    /// "people & culture" also matches "people and culture" and "people culture".
    joined: bool,
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<KeyWord>,
    entry: Entry,
}

#[derive(Debug)]
struct Abbreviation {
    words: Vec<String>,
    only_capitals: bool,
}

/// One word as the grammar sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub(super) letters: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sep: Sep,
    pub(super) possessive: bool,
    pub(super) capital: bool,
    /// The word was read through a spelling mistake.
    pub(super) mended: bool,
}

/// Holds the lists ready for look-up.
#[derive(Debug)]
pub(super) struct Lexicon {
    phrases: HashMap<String, Vec<Phrase>>,
    prefixes: HashMap<String, Entry>,
    longest_prefix: usize,
    abbreviations: HashMap<String, Abbreviation>,
    endings: Vec<String>,
    known: HashSet<String>,
    /// Words worth mending towards, in a fixed order.
    mendable: Vec<String>,
}

/// The lists, read on first use.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

impl Lexicon {
    fn is_article(&self, letters: &str) -> bool {
        self.single(letters)
            .is_some_and(|entry| entry.is_only(Mark::Article))
    }

    fn single(&self, letters: &str) -> Option<Entry> {
        self.phrases
            .get(letters)?
            .iter()
            .find(|phrase| phrase.rest.is_empty())
            .map(|phrase| phrase.entry)
    }

    fn by_prefix(&self, letters: &str) -> Option<Entry> {
        let longest = self.longest_prefix.min(letters.len());
        (2..=longest)
            .rev()
            .filter(|&end| letters.is_char_boundary(end))
            .find_map(|end| self.prefixes.get(&letters[..end]))
            .copied()
    }

    /// Returns the longest phrase at the start of `words`: how many words, and what they mean.
    pub(super) fn longest(&self, words: &[Word<'_>]) -> Option<(usize, Entry)> {
        let first = words.first()?;
        let exact = self.phrases.get(first.letters).and_then(|phrases| {
            phrases
                .iter()
                .find(|phrase| follows(phrase, &words[1..]))
                .map(|phrase| (phrase.rest.len() + 1, phrase.entry))
        });
        exact.or_else(|| self.by_prefix(first.letters).map(|entry| (1, entry)))
    }

    /// Reads scanned words through abbreviations, plurals, compounds and, where asked, spelling mistakes.
    pub(super) fn read<'t>(
        &'t self,
        raw: &[scan::RawWord],
        buffer: &'t str,
        style: Style,
        mend: bool,
    ) -> Vec<Word<'t>> {
        let mut words: Vec<Word<'t>> = Vec::with_capacity(raw.len() + 4);
        let mut carried = Sep::Space;
        for piece in raw {
            let letters = &buffer[piece.letters.0..piece.letters.1];
            let sep = piece.sep.max(carried);
            carried = Sep::Space;
            let word = Word {
                letters,
                start: piece.start,
                end: piece.end,
                sep,
                possessive: piece.possessive,
                capital: piece.capital,
                mended: false,
            };
            if let Some(short) = self.abbreviation(letters, piece, style) {
                push_all(&mut words, word, short.words.iter().map(String::as_str));
                continue;
            }
            if self.known.contains(letters) {
                if self.is_article(letters) {
                    carried = sep;
                } else {
                    words.push(word);
                }
                continue;
            }
            if let Some(one) = letters.strip_suffix('s').filter(|one| one.len() >= 2) {
                if let Some(short) = self
                    .abbreviation(one, piece, style)
                    .filter(|short| !(short.only_capitals && piece.capital_end))
                {
                    push_all(&mut words, word, short.words.iter().map(String::as_str));
                    continue;
                }
                if self.known.contains(one) {
                    words.push(Word {
                        letters: one,
                        ..word
                    });
                    continue;
                }
            }
            if let Some((stem, ending)) = self.split_compound(letters) {
                push_all(&mut words, word, [stem, ending].into_iter());
                continue;
            }
            if mend
                && letters.chars().count() >= 6
                && self.by_prefix(letters).is_none()
                && let Some(known) = self.nearest(letters)
            {
                words.push(Word {
                    letters: known,
                    mended: true,
                    ..word
                });
                continue;
            }
            words.push(word);
        }
        words
    }

    fn abbreviation(
        &self,
        letters: &str,
        piece: &scan::RawWord,
        style: Style,
    ) -> Option<&Abbreviation> {
        let short = self.abbreviations.get(letters)?;
        let place = short.words.len() == 1 && short.words[0] == "of";
        // In prose "am", "get" or "rep" are words; only capitals make them titles there.
        let is_chief =
            short.words.first().is_some_and(|word| word == "chief") || letters.ends_with("vp");
        let needs_capitals = short.only_capitals
            || style == Style::Prose && letters.len() <= 4 && !place && !is_chief;
        (piece.capitals || !needs_capitals).then_some(short)
    }

    /// Splits "einkaufsleiter" into "einkauf" and "leiter".
    fn split_compound<'t>(&'t self, letters: &'t str) -> Option<(&'t str, &'t str)> {
        self.endings.iter().find_map(|ending| {
            let stem = letters
                .strip_suffix(ending.as_str())
                .filter(|stem| stem.len() >= 2)?;
            let plain = [stem, stem.strip_suffix('s').unwrap_or(stem)]
                .into_iter()
                .find(|stem| self.known.contains(*stem) || self.by_prefix(stem).is_some());
            match plain {
                Some(stem) => Some((stem, &letters[letters.len() - ending.len()..])),
                None if stem.chars().count() >= 4 => {
                    Some((stem, &letters[letters.len() - ending.len()..]))
                }
                None => None,
            }
        })
    }

    fn nearest(&self, letters: &str) -> Option<&str> {
        let first = letters.as_bytes().first()?;
        self.mendable
            .iter()
            .filter(|known| {
                known.as_bytes().first() == Some(first) && known.len().abs_diff(letters.len()) <= 1
            })
            .find(|known| strsim::osa_distance(known, letters) == 1)
            .map(String::as_str)
    }
}

fn push_all<'t>(words: &mut Vec<Word<'t>>, word: Word<'t>, letters: impl Iterator<Item = &'t str>) {
    let mut sep = word.sep;
    for letters in letters {
        words.push(Word {
            letters,
            sep,
            ..word
        });
        sep = Sep::Space;
    }
}

fn follows(phrase: &Phrase, words: &[Word<'_>]) -> bool {
    phrase.rest.len() <= words.len()
        && phrase.rest.iter().zip(words).all(|(key, word)| {
            let near = word.sep <= Sep::Hyphen || key.joined && word.sep <= Sep::Slash;
            near && if key.prefix {
                word.letters.starts_with(&key.letters)
            } else {
                word.letters == key.letters
            }
        })
}
