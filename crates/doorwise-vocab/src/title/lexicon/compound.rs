//! Words within words: "Einkaufsleiter", "Konzernmarketing", "Maklerin", "TeamLead".

use super::{Lexicon, UNLISTED, Word};

/// Letters a listed word must have to be read at the end of a longer one.
const SHORTEST_END: usize = 5;
/// Letters that must stand before it.
const SHORTEST_STEM: usize = 3;

impl Lexicon {
    /// Splits a word no list knows into a subject and a listed word at its end.
    pub(super) fn split<'t>(&'t self, word: Word<'t>) -> Option<(Word<'t>, Word<'t>)> {
        let parts = |stem: &'t str, end: u32| {
            let first = Word {
                letters: stem,
                id: self.ids.get(stem).unwrap_or(UNLISTED),
                prefix: self.by_prefix(stem),
                ..word
            };
            (first, self.listed_as(word, end))
        };
        let with_ending = self
            .by_ending(word.letters)
            .or_else(|| self.by_ending(without_feminine(word.letters)?));
        if let Some((stem, end)) = with_ending {
            return Some(parts(stem, end));
        }
        if word.prefix.is_some() {
            return None;
        }
        let (stem, end) = self.by_listed_end(word.letters)?;
        Some(parts(stem.strip_suffix('s').unwrap_or(stem), end))
    }

    /// Reads a feminine form by its masculine: "Maklerin", "Maklerinnen".
    pub(super) fn masculine(&self, letters: &str) -> Option<u32> {
        let stem = without_feminine(letters).filter(|stem| stem.len() >= SHORTEST_END)?;
        let id = self.ids.get(stem)?;
        self.means_a_job(id).then_some(id)
    }

    /// Splits "einkaufsleiter" into "einkauf" and the ending "leiter" of the list of endings.
    fn by_ending<'t>(&self, letters: &'t str) -> Option<(&'t str, u32)> {
        let endings = self.endings.get(letters.as_bytes().last_chunk::<3>()?)?;
        endings.iter().find_map(|&id| {
            let stem = letters
                .strip_suffix(&*self.words[id as usize].letters)
                .filter(|stem| stem.len() >= 2)?;
            let plain = [stem, stem.strip_suffix('s').unwrap_or(stem)]
                .into_iter()
                .find(|stem| {
                    self.listed(stem).is_some_and(|word| word.is_key)
                        || self.by_prefix(stem).is_some()
                });
            match plain {
                Some(stem) => Some((stem, id)),
                None if stem.chars().count() >= 4 => Some((stem, id)),
                None => None,
            }
        })
    }

    /// Finds the longest listed word at the end: "konzernmarketing", "immobilienmaklerin".
    fn by_listed_end<'t>(&self, letters: &'t str) -> Option<(&'t str, u32)> {
        [Some(letters), without_feminine(letters)]
            .into_iter()
            .flatten()
            .find_map(|letters| self.listed_end(letters))
    }

    fn listed_end<'t>(&self, letters: &'t str) -> Option<(&'t str, u32)> {
        let mut lengths = *self.job_ends.get(letters.as_bytes().last_chunk::<3>()?)?;
        while lengths != 0 {
            let longest = 63 - lengths.leading_zeros();
            lengths ^= 1 << longest;
            let Some(at) = letters.len().checked_sub(longest as usize) else {
                continue;
            };
            if at >= SHORTEST_STEM
                && let Some((stem, end)) = letters.split_at_checked(at)
                && let Some(id) = self.ids.get(end)
                && self.means_a_job(id)
            {
                return Some((stem, id));
            }
        }
        None
    }

    /// Notes that a word may stand at the end of longer ones, as German and Dutch build them.
    ///
    /// English does not: a cardboard is no board.
    pub(super) fn note_compound_end(&mut self, key: &str) {
        let letters = super::load::fold(key);
        if let Some(end) = letters.as_bytes().last_chunk::<3>()
            && (SHORTEST_END..64).contains(&letters.len())
            && !key.contains([' ', '*'])
        {
            *self.job_ends.entry(*end).or_default() |= 1 << letters.len();
        }
    }

    /// Returns whether the word by itself says what a job is or what it is about.
    fn means_a_job(&self, id: u32) -> bool {
        self.words[id as usize]
            .node
            .and_then(|node| self.nodes[node as usize].entry)
            .is_some_and(|entry| {
                entry.role.is_some() || entry.rank.is_some() || entry.subject.is_some()
            })
    }

    /// Returns the word read as another, listed one.
    pub(super) fn listed_as<'t>(&'t self, word: Word<'t>, id: u32) -> Word<'t> {
        Word {
            letters: &self.words[id as usize].letters,
            id,
            ..word
        }
    }
}

/// Returns "makler" of "maklerin" and "maklerinnen".
fn without_feminine(letters: &str) -> Option<&str> {
    letters
        .strip_suffix("in")
        .or_else(|| letters.strip_suffix("innen"))
}
