//! Words one slip away from a listed one: "Maneger".

use super::Lexicon;

/// A listed word that a misspelt one may mean.
#[derive(Debug)]
pub(super) struct Mendable {
    pub(super) id: u32,
    /// One bit for each letter that occurs: two words one slip apart differ in two bits at most.
    letters: u64,
}

impl Mendable {
    pub(super) fn new(id: u32, word: &str) -> Self {
        Self {
            id,
            letters: letters(word),
        }
    }
}

fn letters(word: &str) -> u64 {
    word.bytes().fold(0, |seen, byte| seen | 1 << (byte & 63))
}

impl Lexicon {
    /// Returns the first listed word with the same first letter and one slip between them.
    pub(super) fn nearest(&self, word: &str) -> Option<u32> {
        let first = *word.as_bytes().first()?;
        let seen = letters(word);
        let length = word.len();
        (length - 1..=length + 1)
            .filter_map(|length| self.mendable.get(&(first, length)))
            .flatten()
            .filter(|known| has_two_bits_at_most(known.letters ^ seen))
            .find(|known| {
                let letters = self.words[known.id as usize].letters.as_bytes();
                is_one_slip(letters, word.as_bytes())
            })
            .map(|known| known.id)
    }
}

/// Tells by clearing the lowest bit twice: counting bits is slow on the plainest processors.
const fn has_two_bits_at_most(bits: u64) -> bool {
    let fewer = bits & bits.wrapping_sub(1);
    fewer & fewer.wrapping_sub(1) == 0
}

/// Returns whether one letter too many, too few or wrong, or two swapped ones, part the words.
fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let shorter = a.len().min(b.len());
    let same_start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let same_end = a.iter().rev().zip(b.iter().rev());
    let same_end = same_end
        .take(shorter - same_start)
        .take_while(|(a, b)| a == b)
        .count();
    let rest = |word: &[u8]| same_start..word.len() - same_end;
    match (&a[rest(a)], &b[rest(b)]) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([a0, a1], [b0, b1]) => a0 == b1 && a1 == b0,
        _ => false,
    }
}
