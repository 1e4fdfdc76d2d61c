//! Words to numbers, looked up several times for every word of every title.

use std::collections::HashMap;

/// The longest word whose letters fit into a slot.
const IN_SLOT: usize = 16;

/// A table from words to numbers that finds a short word in one place of memory.
///
/// The first and the last eight bytes together with the length are the word itself up to sixteen
/// bytes, so two comparisons tell and no letters are read from elsewhere.
#[derive(Debug, Default)]
pub(super) struct WordIds {
    /// A power of two of them, at most half of them taken.
    slots: Vec<Slot>,
    n_taken: usize,
    /// Words of more than sixteen bytes, and the empty one.
    others: HashMap<Box<str>, u32>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot {
    start: u64,
    end: u64,
    /// 0 where the slot is free.
    length: u32,
    id: u32,
}

impl WordIds {
    pub(super) fn get(&self, word: &str) -> Option<u32> {
        let Some(wanted) = packed(word.as_bytes()) else {
            return self.others.get(word).copied();
        };
        self.slots
            .get(self.find(&wanted)?)
            .and_then(|slot| (slot.length > 0).then_some(slot.id))
    }

    /// Adds a word that is not there yet, or gives it another number.
    pub(super) fn insert(&mut self, word: &str, id: u32) {
        let Some(wanted) = packed(word.as_bytes()) else {
            self.others.insert(word.into(), id);
            return;
        };
        if self.n_taken * 2 >= self.slots.len() {
            self.grow();
        }
        let Some(place) = self.find(&wanted) else {
            return;
        };
        self.n_taken += usize::from(self.slots[place].length == 0);
        self.slots[place] = Slot { id, ..wanted };
    }

    /// Returns the slot of the word, or the free one where it belongs; none of an empty table.
    fn find(&self, wanted: &Slot) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut place = wanted.hash() & mask;
        loop {
            let slot = &self.slots[place & mask];
            let is_word = slot.start == wanted.start
                && slot.end == wanted.end
                && slot.length == wanted.length;
            if is_word || slot.length == 0 {
                return Some(place & mask);
            }
            place += 1;
        }
    }

    fn grow(&mut self) {
        let n_slots = (self.slots.len() * 2).max(64);
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); n_slots]);
        for slot in old.into_iter().filter(|slot| slot.length > 0) {
            if let Some(place) = self.find(&slot) {
                self.slots[place] = slot;
            }
        }
    }
}

impl Slot {
    const fn hash(&self) -> usize {
        let mixed = self.start.wrapping_mul(0xf135_7aea_2e62_a9c5)
            ^ self.end.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        // The upper half is mixed best, the table takes the lowest bits.
        (mixed ^ mixed >> 29 ^ mixed >> 47) as usize
    }
}

/// Returns a word as its first and last bytes, where these are all of it.
fn packed(word: &[u8]) -> Option<Slot> {
    let n = word.len();
    let (start, end) = match n {
        1..4 => {
            let [first, middle, last] = [word[0], word[n / 2], word[n - 1]].map(u64::from);
            (first | middle << 8 | last << 16, 0)
        }
        4..8 => {
            let (first, last) = (word.first_chunk::<4>()?, word.last_chunk::<4>()?);
            let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
            (first | last << 32, 0)
        }
        8..=IN_SLOT => {
            let (first, last) = (word.first_chunk::<8>()?, word.last_chunk::<8>()?);
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
        }
        _ => return None,
    };
    Some(Slot {
        start,
        end,
        length: n as u32,
        id: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_length_are_told_apart() {
        let letters = "abcabcabdabcabcabcabcabcabc";
        let mut words: Vec<String> = Vec::new();
        for from in 0..letters.len() {
            for to in from..=letters.len() {
                words.push(letters[from..to].to_owned());
            }
        }
        words.sort();
        words.dedup();
        let mut ids = WordIds::default();
        assert_eq!(ids.get("abc"), None);
        let (known, unknown): (Vec<_>, Vec<_>) =
            words.iter().enumerate().partition(|(idx, _)| idx % 3 > 0);
        for (idx, word) in &known {
            ids.insert(word, u32::try_from(*idx).unwrap());
        }
        for (idx, word) in &known {
            assert_eq!(ids.get(word), u32::try_from(*idx).ok(), "{word}");
        }
        for (_, word) in &unknown {
            assert_eq!(ids.get(word), None, "{word}");
        }
    }
}
