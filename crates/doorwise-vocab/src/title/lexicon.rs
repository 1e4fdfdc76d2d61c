//! The word lists of job titles and the look-ups over them.

mod agents;
mod compound;
mod entry;
mod hash;
mod ids;
mod load;
mod mend;

use smallvec::SmallVec;

use super::scan::{self, Sep, Style};
use hash::{WordMap, WordSet};
use ids::WordIds;
use mend::Mendable;

pub(super) use entry::{ADMIN, Entry, GUARD, HEAD, Hold, Mark, Role};

#[cfg(test)]
pub(super) use load::LISTS;
pub use load::ListFault;
pub(super) use load::{keys, lines};

/// A word that no list knows.
const UNLISTED: u32 = u32::MAX;

/// A word of the lists.
#[derive(Debug)]
struct Listed {
    letters: Box<str>,
    /// The word is part of a key, and not only an abbreviation or what one stands for.
    is_key: bool,
    is_article: bool,
    /// Boxed, since few words have one and the table of words should stay near.
    abbreviation: Option<Box<Abbreviation>>,
    /// Where the phrases that begin with the word start in the tree.
    node: Option<u32>,
    /// What a prefix says of the word where no phrase begins with it.
    prefix: Option<Entry>,
}

#[derive(Debug)]
struct Abbreviation {
    words: Vec<u32>,
    only_capitals: bool,
    /// The letters stand for several jobs, of which this is only the likeliest: "AM", "PM".
    unsure: bool,
    /// Counts in a cell of titles only, and in no sentence.
    only_cells: bool,
    /// "in", "for": a place or purpose, also in prose.
    is_of: bool,
    is_chief: bool,
}

/// The way from one word of a phrase to the next.
#[derive(Clone, Copy, Debug)]
struct Edge {
    to: u32,
    /// "people & culture" also matches "people and culture" and "people culture".
    joined: bool,
}

/// A place in the tree of phrases.
#[derive(Debug, Default)]
struct Node {
    entry: Option<Entry>,
    /// Whether any phrase goes on from here with a whole word.
    goes_on: bool,
    /// Whether any goes on with a word of which only the beginning counts.
    goes_on_loosely: bool,
}

/// One word as the grammar sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    pub(super) letters: &'t str,
    id: u32,
    /// What a prefix says of a word that no list knows.
    prefix: Option<&'t Entry>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sep: Sep,
    pub(super) possessive: bool,
    pub(super) capital: bool,
    /// The word was read through a spelling mistake.
    pub(super) mended: bool,
    /// The word was read out of letters that may stand for something else.
    pub(super) unsure: bool,
    /// The word stands behind "at": what no list knows there is the name of a firm.
    of_firm: bool,
}

/// The words of a title; few have more.
pub(super) type Words<'t> = SmallVec<[Word<'t>; 12]>;

/// Holds the lists ready for look-up.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    ids: WordIds,
    words: Vec<Listed>,
    nodes: Vec<Node>,
    edges: WordMap<u64, Edge>,
    /// The next words of a node of which only the beginning counts.
    loose_edges: WordMap<u32, Vec<(Box<str>, Edge)>>,
    prefixes: WordIds,
    prefix_entries: Vec<(Box<str>, Entry)>,
    /// For the first two bytes of a word, which lengths of prefixes there are, one bit each.
    prefix_lengths: WordMap<[u8; 2], u64>,
    /// Endings of compounds by their last three bytes, longest first.
    endings: WordMap<[u8; 3], Vec<u32>>,
    /// For the last three bytes of words that end compounds, how long such words are, one bit each.
    job_ends: WordMap<[u8; 3], u64>,
    /// Words worth mending towards, by their first byte and their length, in a fixed order.
    mendable: WordMap<(u8, usize), Vec<Mendable>>,
    /// Endings of words for people, and words that only look so.
    agents: WordSet<Box<str>>,
    not_agents: WordSet<Box<str>>,
}

impl Lexicon {
    fn listed(&self, letters: &str) -> Option<&Listed> {
        self.ids.get(letters).map(|id| &self.words[id as usize])
    }

    fn by_prefix(&self, letters: &str) -> Option<&Entry> {
        let bytes = letters.as_bytes();
        let mut lengths = *self.prefix_lengths.get(bytes.first_chunk::<2>()?)?;
        while lengths != 0 {
            let longest = 63 - lengths.leading_zeros();
            lengths ^= 1 << longest;
            let found = letters
                .get(..longest as usize)
                .and_then(|prefix| self.prefixes.get(prefix));
            if let Some(idx) = found {
                return Some(&self.prefix_entries[idx as usize].1);
            }
        }
        None
    }

    /// Returns the longest phrase at the start of `words`: how many words, and what they mean.
    pub(super) fn longest<'t>(&'t self, words: &[Word<'t>]) -> Option<(usize, &'t Entry)> {
        let first = words.first()?;
        let Some(listed) = self.words.get(first.id as usize) else {
            return first.prefix.map(|entry| (1, entry));
        };
        let mut best = None;
        if let Some(node) = listed.node {
            self.follow(node, words, 1, &mut best);
        }
        best.or_else(|| listed.prefix.as_ref().map(|entry| (1, entry)))
    }

    /// Follows the tree from `node`, reached by the first `n_words` words.
    fn follow<'t>(
        &'t self,
        node: u32,
        words: &[Word<'t>],
        n_words: usize,
        best: &mut Option<(usize, &'t Entry)>,
    ) {
        let here = &self.nodes[node as usize];
        if let Some(entry) = &here.entry
            && best.is_none_or(|(longest, _)| n_words > longest)
        {
            *best = Some((n_words, entry));
        }
        let Some(next) = words.get(n_words) else {
            return;
        };
        let near = |edge: &Edge| next.sep <= Sep::Hyphen || edge.joined && next.sep <= Sep::Slash;
        if here.goes_on
            && next.id != UNLISTED
            && let Some(edge) = self
                .edges
                .get(&step(node, next.id))
                .filter(|edge| near(edge))
        {
            self.follow(edge.to, words, n_words + 1, best);
        }
        if !here.goes_on_loosely {
            return;
        }
        for (prefix, edge) in self.loose_edges.get(&node).into_iter().flatten() {
            if near(edge) && next.letters.starts_with(&**prefix) {
                self.follow(edge.to, words, n_words + 1, best);
            }
        }
    }

    /// Reads scanned words through abbreviations, plurals and compounds.
    ///
    /// Fills `words` in place: a list this long is not handed back for nothing.
    pub(super) fn read<'t>(
        &'t self,
        raw: &[scan::RawWord],
        buffer: &'t str,
        style: Style,
        words: &mut Words<'t>,
    ) {
        let mut carried = Sep::Space;
        let mut of_firm = false;
        for piece in raw {
            // In running text "at" may stand before anything.
            if piece.sep >= Sep::Cut {
                of_firm = piece.sep == Sep::At && style == Style::Cell;
            }
            let letters = &buffer[piece.letters.0..piece.letters.1];
            let word = Word {
                letters,
                id: UNLISTED,
                prefix: None,
                start: piece.start,
                end: piece.end,
                sep: piece.sep.max(carried),
                possessive: piece.possessive,
                capital: piece.capital,
                mended: false,
                unsure: false,
                of_firm,
            };
            carried = Sep::Space;
            if let Some(id) = self.ids.get(letters) {
                let listed = &self.words[id as usize];
                if let Some(short) = allowed(listed, letters, piece, style) {
                    self.push_all(words, word, short);
                    continue;
                }
                if listed.is_article {
                    carried = word.sep;
                    continue;
                }
                if listed.is_key {
                    words.push(Word { id, ..word });
                    continue;
                }
            }
            if let Some(one) = letters.strip_suffix('s').filter(|one| one.len() >= 2)
                && let Some(id) = self.ids.get(one)
            {
                let listed = &self.words[id as usize];
                if let Some(short) = allowed(listed, one, piece, style)
                    .filter(|short| !(short.only_capitals && piece.capital_end))
                {
                    self.push_all(words, word, short);
                    continue;
                }
                if listed.is_key {
                    let letters = one;
                    words.push(Word {
                        letters,
                        id,
                        ..word
                    });
                    continue;
                }
            }
            if of_firm {
                words.push(word);
                continue;
            }
            if piece.hump > 0 {
                let (first, second) = letters.split_at(usize::from(piece.hump));
                let ids = [first, second].map(|part| self.ids.get(part));
                if let [first, Some(second)] = ids {
                    let letters = &letters[..usize::from(piece.hump)];
                    let id = first.unwrap_or(UNLISTED);
                    words.push(Word {
                        letters,
                        id,
                        ..word
                    });
                    let sep = Sep::Space;
                    words.push(Word {
                        sep,
                        ..self.listed_as(word, second)
                    });
                    continue;
                }
            }
            let prefix = self.by_prefix(letters);
            let word = Word { prefix, ..word };
            if let Some(id) = self.masculine(letters) {
                words.push(self.listed_as(word, id));
            } else if let Some((first, second)) = self.split(word) {
                words.push(first);
                let sep = Sep::Space;
                words.push(Word { sep, ..second });
            } else {
                words.push(word);
            }
        }
    }

    /// Puts the nearest listed words in place of unknown long ones; returns whether any was found.
    pub(super) fn mend<'t>(&'t self, words: &mut [Word<'t>]) -> bool {
        let mut any = false;
        for word in words.iter_mut() {
            if word.id == UNLISTED
                && !word.of_firm
                && word.letters.len() >= 6
                && word.letters.chars().count() >= 6
                && word.prefix.is_none()
                && let Some(id) = self.nearest(word.letters)
            {
                word.letters = &self.words[id as usize].letters;
                word.id = id;
                word.mended = true;
                any = true;
            }
        }
        any
    }

    fn push_all<'t>(&'t self, words: &mut Words<'t>, word: Word<'t>, short: &Abbreviation) {
        let mut sep = word.sep;
        for &id in &short.words {
            words.push(Word {
                letters: &self.words[id as usize].letters,
                id,
                sep,
                unsure: short.unsure,
                ..word
            });
            sep = Sep::Space;
        }
    }
}

/// Returns what a listed word is short for, where it may be read so.
fn allowed<'a>(
    listed: &'a Listed,
    letters: &str,
    piece: &scan::RawWord,
    style: Style,
) -> Option<&'a Abbreviation> {
    let short = listed.abbreviation.as_deref()?;
    // In prose "am", "get" or "rep" are words; only capitals make them titles there.
    // "DM us", "SM" of a sentence are no jobs.
    if short.only_cells && style == Style::Prose {
        return None;
    }
    let needs_capitals = short.only_capitals
        || style == Style::Prose
            && letters.len() <= 4
            && !short.is_of
            && !short.is_chief
            && !letters.ends_with("vp");
    (piece.capitals || !needs_capitals).then_some(short)
}

/// The key of the edge from a node by a word.
fn step(node: u32, word: u32) -> u64 {
    u64::from(node) << 32 | u64::from(word)
}
