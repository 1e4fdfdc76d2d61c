//! The word lists of job titles, loaded once from `data/titles`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::kinds::{Function, Seniority};
use super::scan::{self, Sep, Style};

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
        self.is(mark) && self.guard.is_none() && self.role.is_none() && self.rank.is_none() && self.subject.is_none()
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

const GUARDS: &str = include_str!("../../data/titles/guards.tsv");
const ROLES: &str = include_str!("../../data/titles/roles.tsv");
const RANKS: &str = include_str!("../../data/titles/ranks.tsv");
const SUBJECTS: &str = include_str!("../../data/titles/subjects.tsv");
const WORDS: &str = include_str!("../../data/titles/words.tsv");
const ABBREVIATIONS: &str = include_str!("../../data/titles/abbreviations.tsv");
const COMPOUNDS: &str = include_str!("../../data/titles/compounds.tsv");

/// Returns the cells of each line that is neither blank nor a comment.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

pub(super) fn keys(cell: &'static str) -> impl Iterator<Item = &'static str> {
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
    fn load() -> Self {
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
            lexicon.abbreviations.insert(fold(cells[0]), Abbreviation { words, only_capitals });
        }
        for cells in lines(COMPOUNDS) {
            lexicon.endings.extend(keys(cells[1]).map(fold));
        }
        lexicon.endings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        lexicon.endings.dedup();
        // Articles first: the keys of the other lists are read without them.
        for cells in lines(WORDS) {
            let mark = Mark::NAMES
                .iter()
                .find(|(name, _)| *name == cells[0])
                .unwrap_or_else(|| panic!("`{}` is not a kind of the title lists", cells[0]))
                .1;
            if mark == Mark::Article {
                lexicon.add(cells[2], Entry { marks: mark.bit(), ..Entry::default() });
            }
        }
        for cells in lines(WORDS) {
            let mark = Mark::NAMES.iter().find(|(name, _)| *name == cells[0]).map_or(0, |(_, mark)| mark.bit());
            if cells[0] != "article" {
                lexicon.add(cells[2], Entry { marks: mark, ..Entry::default() });
            }
        }
        for cells in lines(GUARDS) {
            let guard = Some((function(cells[0]), seniority(cells[1])));
            lexicon.add(cells[3], Entry { guard, ..Entry::default() });
        }
        for cells in lines(ROLES) {
            let role =
                Some(Role { function: function(cells[0]), hold: hold(cells[1]), seniority: seniority(cells[2]) });
            lexicon.add(cells[4], Entry { role, ..Entry::default() });
        }
        for cells in lines(RANKS) {
            lexicon.add(cells[2], Entry { rank: Some(seniority(cells[0])), ..Entry::default() });
        }
        for cells in lines(SUBJECTS) {
            lexicon.add(cells[3], Entry { subject: Some((function(cells[0]), hold(cells[1]))), ..Entry::default() });
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
            match self.abbreviations.get(letters).filter(|short| !short.only_capitals && !prefix) {
                Some(short) => words.extend(short.words.iter().enumerate().map(|(idx, letters)| KeyWord {
                    letters: letters.clone(),
                    prefix: false,
                    joined: joined && idx == 0,
                })),
                None if self.is_article(letters) && !entry.is(Mark::Article) => {}
                None => words.push(KeyWord { letters: letters.to_owned(), prefix, joined }),
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
                && phrase.rest.iter().zip(&words).all(|(a, b)| a.letters == b.letters && a.prefix == b.prefix)
        });
        match same {
            Some(phrase) => phrase.entry.add(entry),
            None => phrases.push(Phrase { rest: words, entry }),
        }
    }

    #[expect(clippy::iter_over_hash_type, reason = "the results are a set and a sorted list")]
    fn finish(&mut self) {
        for (first, phrases) in &mut self.phrases {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
            self.known.insert(first.clone());
            for word in phrases.iter().flat_map(|phrase| &phrase.rest) {
                self.known.insert(word.letters.clone());
            }
            let worth = |entry: Entry| entry.role.is_some() || entry.rank.is_some() || entry.subject.is_some();
            if first.len() >= 6 && phrases.iter().any(|phrase| phrase.rest.is_empty() && worth(phrase.entry)) {
                self.mendable.push(first.clone());
            }
        }
        self.mendable.sort();
    }

    fn is_article(&self, letters: &str) -> bool {
        self.single(letters).is_some_and(|entry| entry.is_only(Mark::Article))
    }

    fn single(&self, letters: &str) -> Option<Entry> {
        self.phrases.get(letters)?.iter().find(|phrase| phrase.rest.is_empty()).map(|phrase| phrase.entry)
    }

    fn by_prefix(&self, letters: &str) -> Option<Entry> {
        let longest = self.longest_prefix.min(letters.len());
        (2..=longest).rev().filter(|&end| letters.is_char_boundary(end)).find_map(|end| self.prefixes.get(&letters[..end])).copied()
    }

    /// Returns the longest phrase at the start of `words`: how many words, and what they mean.
    pub(super) fn longest(&self, words: &[Word<'_>]) -> Option<(usize, Entry)> {
        let first = words.first()?;
        let exact = self.phrases.get(first.letters).and_then(|phrases| {
            phrases.iter().find(|phrase| follows(phrase, &words[1..])).map(|phrase| (phrase.rest.len() + 1, phrase.entry))
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
                if let Some(short) = self.abbreviation(one, piece, style) {
                    push_all(&mut words, word, short.words.iter().map(String::as_str));
                    continue;
                }
                if self.known.contains(one) {
                    words.push(Word { letters: one, ..word });
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
                words.push(Word { letters: known, mended: true, ..word });
                continue;
            }
            words.push(word);
        }
        words
    }

    fn abbreviation(&self, letters: &str, piece: &scan::RawWord, style: Style) -> Option<&Abbreviation> {
        let short = self.abbreviations.get(letters)?;
        let place = short.words.len() == 1 && short.words[0] == "of";
        // In prose "am", "get" or "rep" are words; only capitals make them titles there.
        let is_chief = short.words.first().is_some_and(|word| word == "chief") || letters.ends_with("vp");
        let needs_capitals = short.only_capitals || style == Style::Prose && letters.len() <= 4 && !place && !is_chief;
        (piece.capitals || !needs_capitals).then_some(short)
    }

    /// Splits "einkaufsleiter" into "einkauf" and "leiter".
    fn split_compound<'t>(&'t self, letters: &'t str) -> Option<(&'t str, &'t str)> {
        self.endings.iter().find_map(|ending| {
            let stem = letters.strip_suffix(ending.as_str()).filter(|stem| stem.len() >= 2)?;
            let plain = [stem, stem.strip_suffix('s').unwrap_or(stem)]
                .into_iter()
                .find(|stem| self.known.contains(*stem) || self.by_prefix(stem).is_some());
            match plain {
                Some(stem) => Some((stem, &letters[letters.len() - ending.len()..])),
                None if stem.chars().count() >= 4 => Some((stem, &letters[letters.len() - ending.len()..])),
                None => None,
            }
        })
    }

    fn nearest(&self, letters: &str) -> Option<&str> {
        let first = letters.as_bytes().first()?;
        self.mendable
            .iter()
            .filter(|known| known.as_bytes().first() == Some(first) && known.len().abs_diff(letters.len()) <= 1)
            .find(|known| strsim::osa_distance(known, letters) == 1)
            .map(String::as_str)
    }
}

fn push_all<'t>(words: &mut Vec<Word<'t>>, word: Word<'t>, letters: impl Iterator<Item = &'t str>) {
    let mut sep = word.sep;
    for letters in letters {
        words.push(Word { letters, sep, ..word });
        sep = Sep::Space;
    }
}

fn follows(phrase: &Phrase, words: &[Word<'_>]) -> bool {
    phrase.rest.len() <= words.len()
        && phrase.rest.iter().zip(words).all(|(key, word)| {
            let near = word.sep <= Sep::Hyphen || key.joined && word.sep <= Sep::Slash;
            near && if key.prefix { word.letters.starts_with(&key.letters) } else { word.letters == key.letters }
        })
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
