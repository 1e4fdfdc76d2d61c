//! Fingerprints of words, so that a thousand patterns compare numbers and no letters.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table by fingerprint.
pub(super) type ByPrint<T> = HashMap<u64, T, BuildHasherDefault<Same>>;

/// A fingerprint is spread well as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes
            .iter()
            .fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, print: u64) {
        self.0 = print;
    }
}

/// FNV-1a over parts that stand behind each other; the words of a language do not meet in 64 bits.
pub(super) fn of(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes()) {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0100_0000_01b3);
    }
    // A table takes its place from the low bits and its tag from the high ones.
    hash ^ (hash >> 32)
}
