//! A fast hash for the short words of titles; the keys are ours, so nobody can flood it.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

pub(super) type WordMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

pub(super) type WordSet<T> = HashSet<T, BuildHasherDefault<WordHasher>>;

/// The multiply-and-rotate hash of Firefox and rustc ("Fx").
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WordHasher(u64);

impl WordHasher {
    const SEED: u64 = 0xf135_7aea_2e62_a9c5;

    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(Self::SEED);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for chunk in whole {
            self.mix(u64::from_le_bytes(*chunk));
        }
        // The last bytes by looking back over some again: a copy byte by byte is waited for.
        if let Some(last) = bytes.last_chunk::<8>().filter(|_| !rest.is_empty()) {
            self.mix(u64::from_le_bytes(*last));
        } else if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>())
        {
            let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
            self.mix(first | last << 32);
        } else if let Some(&first) = rest.first() {
            let [middle, last] = [rest[rest.len() / 2], rest[rest.len() - 1]].map(u64::from);
            self.mix(u64::from(first) | middle << 8 | last << 16);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    fn write_usize(&mut self, word: usize) {
        self.mix(word as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.mix(word);
    }

    fn finish(&self) -> u64 {
        // The tables take their slot from the low bits, where a product is weakest.
        self.0.rotate_left(26)
    }
}
