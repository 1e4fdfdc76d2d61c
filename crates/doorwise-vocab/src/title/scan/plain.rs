//! Words of plain letters and digits, as most are, by the kinds of 64 bytes at a time.

use super::{RawWord, Sep};

/// Which of 64 bytes from `base` on are letters or digits, which capitals, and which small letters
/// but `s`; one bit each.
///
/// A loop over the letters ends at another place in every word, which a processor cannot foresee;
/// where the next bit changes is one instruction.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kinds {
    base: usize,
    word: u64,
    capital: u64,
    small: u64,
}

/// Bytes that one look takes in.
const WIDE: usize = 64;

impl Kinds {
    pub(super) fn new(text: &[u8], base: usize) -> Self {
        let mut kinds = Self {
            base,
            ..Self::default()
        };
        let (eights, rest) = text[base..].as_chunks::<8>();
        for (idx, eight) in eights.iter().take(WIDE / 8).enumerate() {
            kinds.add(u64::from_le_bytes(*eight), idx * 8);
        }
        if eights.len() < WIDE / 8 && !rest.is_empty() {
            let mut last = [0; 8];
            last[..rest.len()].copy_from_slice(rest);
            kinds.add(u64::from_le_bytes(last), eights.len() * 8);
        }
        kinds
    }

    /// Adds eight bytes whose bits begin at `shift`.
    fn add(&mut self, eight: u64, shift: usize) {
        let letters = eight & (ONES * 0x7f);
        // The top bit of each byte says whether it lies in the range.
        let within = |first: u8, last: u8| {
            let from = letters + ONES * u64::from(0x80 - first);
            let past = letters + ONES * u64::from(0x7f - last);
            from & !past & !eight & TOPS
        };
        let capital = within(b'A', b'Z');
        let small = within(b'a', b'z');
        let is_s = within(b's', b's');
        self.capital |= bits(capital) << shift;
        self.small |= bits(small & !is_s) << shift;
        self.word |= bits(capital | small | within(b'0', b'9')) << shift;
    }

    /// Reads the word that starts at `start`; what is not plain is left to others.
    ///
    /// Its small letters stand in the buffer as many bytes behind `from` as the word in the text.
    pub(super) fn read(&mut self, text: &[u8], start: usize, from: usize) -> Option<RawWord> {
        let mut n = self.length(start);
        if start + n >= self.base + WIDE {
            *self = Self::new(text, start);
            n = self.length(start);
        }
        // A letter with an accent, "R&D", "V.P." or a mark of possession may go on from here.
        let end = start + n;
        if n == 0 || n == WIDE || matches!(text.get(end), Some(b'.' | b'&' | b'\'' | 0x80..)) {
            return None;
        }
        let shift = start - self.base;
        let ones = (1 << n) - 1;
        let (capitals, small) = (self.capital >> shift & ones, self.small >> shift & ones);
        let hump = if capitals & !1 != 0 && small != 0 {
            hump(&text[start..end])
        } else {
            0
        };
        Some(RawWord {
            letters: (from + start, from + end),
            start,
            end,
            sep: Sep::Space,
            possessive: false,
            capital: capitals & 1 != 0,
            capitals: capitals & capitals.wrapping_sub(1) != 0 && small == 0,
            capital_end: capitals >> (n - 1) != 0,
            hump,
        })
    }

    /// Returns how many bytes from `start` on are of one word, as far as one look reaches.
    const fn length(&self, start: usize) -> usize {
        let shift = start - self.base;
        if shift >= WIDE {
            return 0;
        }
        (!(self.word >> shift)).trailing_zeros() as usize
    }
}

/// One in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The top bit of each byte.
const TOPS: u64 = ONES << 7;

/// Gathers the top bits of eight bytes.
const fn bits(tops: u64) -> u64 {
    (tops >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Returns how many letters stand before the last capital that follows a small letter.
fn hump(word: &[u8]) -> u8 {
    word.windows(2)
        .rposition(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .and_then(|idx| u8::try_from(idx + 1).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Every word reads as a loop over its letters would read it.
        #[test]
        fn kinds_are_those_of_each_letter(text in "[A-Zabs019 .\\-@\\[`{/:é]{0,150}") {
            let bytes = text.as_bytes();
            let mut kinds = Kinds::new(bytes, 0);
            let mut at = 0;
            while at < bytes.len() {
                let n = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                let found = kinds.read(bytes, at, 7);
                let plain = (1..WIDE).contains(&n)
                    && !matches!(bytes.get(at + n), Some(b'.' | b'&' | b'\'' | 0x80..));
                prop_assert_eq!(found.is_some(), plain);
                if let Some(word) = found {
                    let letters = &bytes[at..at + n];
                    let capitals = letters.iter().filter(|byte| byte.is_ascii_uppercase()).count();
                    let small = letters.iter().any(|byte| byte.is_ascii_lowercase() && *byte != b's');
                    prop_assert_eq!((word.start, word.end), (at, at + n));
                    prop_assert_eq!(word.letters, (7 + at, 7 + at + n));
                    prop_assert_eq!(word.capital, letters[0].is_ascii_uppercase());
                    prop_assert_eq!(word.capitals, capitals >= 2 && !small);
                    prop_assert_eq!(word.capital_end, letters[n - 1].is_ascii_uppercase());
                }
                at += n.max(1);
            }
        }
    }
}
