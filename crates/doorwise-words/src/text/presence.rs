//! Which words may stand in a text, by a few bits: rules ask for hundreds of words, and few are there.

use std::hash::{BuildHasherDefault, Hasher};

/// 1,024 bits: with a hundred different words one word in ten that is not there looks as if it were.
const SEEN: usize = 16;

/// Classes of first bytes: the small letters fall into one each.
const STARTS: usize = 32;

/// What is known of a set of words without looking at them; what it lets through is compared in full.
#[derive(Clone, Debug, Default)]
pub(crate) struct Presence {
    /// One bit for each key modulo its size: a word without its bit is nowhere.
    seen: [u64; SEEN],
    /// By first letter, one bit for each second letter: most words are ruled out by two bytes.
    pairs: [u32; STARTS],
    /// By first letter, one bit for each length.
    lengths: [u32; STARTS],
}

impl Presence {
    pub(crate) fn of<'w>(words: impl Iterator<Item = (&'w str, u32)>) -> Self {
        let mut presence = Self::default();
        for (word, key) in words {
            let word = word.as_bytes();
            let first = class(word, 0);
            presence.pairs[first] |= 1 << class(word, 1);
            presence.lengths[first] |= length(word.len());
            let (at, bit) = bit(key);
            presence.seen[at] |= bit;
        }
        presence
    }

    /// Returns whether a word may begin with the first two bytes of the phrase, which may be one word.
    #[inline]
    pub(super) fn may_open(&self, phrase: &[u8]) -> bool {
        // A blank behind one letter is the end of its word.
        let second = match phrase.get(1) {
            Some(b' ') => 0,
            _ => class(phrase, 1),
        };
        self.pairs[class(phrase, 0)] & (1 << second) != 0
    }

    /// Returns the key of a word that may be there.
    #[inline]
    pub(crate) fn key_of(&self, word: &str) -> Option<u32> {
        if self.lengths[class(word.as_bytes(), 0)] & length(word.len()) == 0 {
            return None;
        }
        let key = key(word);
        let (at, bit) = bit(key);
        (self.seen[at] & bit != 0).then_some(key)
    }
}

#[inline]
fn class(word: &[u8], at: usize) -> usize {
    word.get(at).map_or(0, |byte| usize::from(*byte) % STARTS)
}

#[inline]
fn length(n: usize) -> u32 {
    1 << n.min(31)
}

/// FNV-1a (G. Fowler, L. C. Noll and K.-P. Vo): a few cycles for a word, and what it finds is compared in full.
#[inline]
pub(crate) fn key(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[inline]
fn bit(key: u32) -> (usize, u64) {
    let place = (key ^ key >> 16) as usize % (64 * SEEN);
    (place / 64, 1 << (place % 64))
}

/// The same hash for tables of words: nobody chooses their keys against us, and a word takes a few cycles.
#[derive(Clone, Copy)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        // The table takes its upper bits for a check and the lower ones for the place.
        self.0 ^ self.0 >> 29
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// A table of words that are our own.
pub(crate) type OfWords<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Fnv>>;
/// A set of words that are our own.
pub(crate) type SetOfWords<K> = std::collections::HashSet<K, BuildHasherDefault<Fnv>>;
