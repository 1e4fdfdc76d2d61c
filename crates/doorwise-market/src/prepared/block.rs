//! One column of one block as it lies on the disk.
//!
//! All numbers are little-endian. Blocks of texts, lists and numbers start with one bit a row that
//! says whether there is one.
//!
//! What is not needed still has to be copied out of the system's cache, so blocks are kept small:
//! texts are squeezed with a table of symbols (FSST: Boncz, Neumann, Leis, "FSST: Fast Random
//! Access String Compression", VLDB 2020), which gives each of them back alone.

use std::borrow::Cow;
use std::ops::Range;

/// How a block is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Encoding {
    /// One byte a row: positions in the column's dictionary.
    Codes1 = 1,
    /// Two bytes a row: positions in the column's dictionary.
    Codes2 = 2,
    /// Whole numbers above the block's least, in as few bytes as the largest needs; where any is
    /// missing, 0 is no value.
    Wholes = 3,
    /// The same where 0 is the empty text.
    WholesOrBlank = 4,
    /// Eight bytes a row, and which rows have a number.
    Numbers = 5,
    /// Lengths of the texts, then the texts, and which rows have one.
    Texts = 6,
    /// Lengths of the lists, then four bytes an item: positions in the column's dictionary.
    Lists4 = 7,
    /// The same with one byte an item.
    Lists1 = 8,
    /// The same with two.
    Lists2 = 9,
    /// Texts as symbols, whose table stands before them.
    Squeezed = 10,
}

/// Symbol that says that the next byte is meant as it is.
pub(super) const ESCAPE: u8 = 255;
/// Bytes of a symbol in its table: how many of the eight behind it count.
pub(super) const SYMBOL_BYTES: usize = 9;
/// Rows whose lengths stand behind one position.
pub(super) const GROUP_ROWS: usize = 8;

impl Encoding {
    pub(super) fn of(byte: u8) -> Option<Self> {
        [
            Self::Codes1,
            Self::Codes2,
            Self::Wholes,
            Self::WholesOrBlank,
            Self::Numbers,
            Self::Texts,
            Self::Lists4,
            Self::Lists1,
            Self::Lists2,
            Self::Squeezed,
        ]
        .into_iter()
        .find(|encoding| *encoding as u8 == byte)
    }
}

/// One column of one block.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Block<'b> {
    Codes1(&'b [u8]),
    Codes2(&'b [[u8; 2]]),
    Wholes(Wholes<'b>),
    Numbers(Numbers<'b>),
    Texts(Texts<'b>),
    Lists(Lists<'b>),
}

/// Whole numbers, packed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wholes<'b> {
    base: i64,
    width: usize,
    /// Whether 0 says that there is no number.
    lacks_some: bool,
    bytes: &'b [u8],
    /// Whether a row without a number has the empty text.
    pub(crate) is_blank_text: bool,
}

impl Wholes<'_> {
    /// Returns the number of a row.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<i64> {
        let start = row * self.width;
        // Eight bytes at once and a mask: copying as many as the width says is a call.
        let above = match self.bytes[start..].first_chunk::<8>() {
            Some(whole) => u64::from_le_bytes(*whole) & u64::MAX >> (64 - 8 * self.width),
            None => {
                let mut whole = [0; 8];
                whole[..self.width].copy_from_slice(&self.bytes[start..start + self.width]);
                u64::from_le_bytes(whole)
            }
        };
        let above = if self.lacks_some {
            above.checked_sub(1)?
        } else {
            above
        };
        Some(self.base.wrapping_add_unsigned(above))
    }
}

/// Numbers, some of them missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers<'b> {
    there: &'b [u8],
    values: &'b [[u8; 8]],
}

impl Numbers<'_> {
    /// Returns the number of a row.
    pub(crate) fn get(&self, row: usize) -> Option<f64> {
        is_set(self.there, row).then(|| f64::from_le_bytes(self.values[row]))
    }
}

/// Where each row's piece of something long is: the start of every group's first, and lengths.
#[derive(Clone, Copy, Debug)]
struct Pieces<'b> {
    starts: &'b [[u8; 4]],
    /// Bytes of a length.
    width: usize,
    lengths: &'b [u8],
}

impl<'b> Pieces<'b> {
    /// Takes the places of `n` pieces off the front of the bytes.
    fn parse(n: usize, bytes: &'b [u8]) -> Option<(Self, &'b [u8])> {
        let n_groups = n.div_ceil(GROUP_ROWS);
        let (&width, rest) = bytes.split_first()?;
        let width = usize::from(width);
        let (starts, rest) = rest.split_at_checked(n_groups * 4)?;
        let (lengths, rest) = rest.split_at_checked(n_groups * GROUP_ROWS * width)?;
        let starts = chunks(starts, n_groups)?;
        let pieces = Self {
            starts,
            width,
            lengths,
        };
        matches!(width, 1 | 2 | 4).then_some((pieces, rest))
    }

    #[inline]
    fn range(&self, row: usize) -> Range<usize> {
        let (group, at) = (row / GROUP_ROWS, row % GROUP_ROWS);
        let start = u32::from_le_bytes(self.starts[group]) as usize;
        let lengths = &self.lengths[group * GROUP_ROWS * self.width..];
        let (before, length) = match (self.width, lengths.first_chunk::<GROUP_ROWS>()) {
            (1, Some(lengths)) => {
                // The bytes before the row's, added up two and two, then all at once.
                let before = u64::from_le_bytes(*lengths) & !(u64::MAX << (8 * at));
                let twos = (before & 0x00FF_00FF_00FF_00FF) + (before >> 8 & 0x00FF_00FF_00FF_00FF);
                let sum = twos.wrapping_mul(0x0001_0001_0001_0001) >> 48;
                (sum as usize, usize::from(lengths[at]))
            }
            _ => {
                let length = |at: usize| {
                    let mut length = [0; 4];
                    let bytes = &lengths[at * self.width..][..self.width];
                    length[..self.width].copy_from_slice(bytes);
                    u32::from_le_bytes(length) as usize
                };
                ((0..at).map(length).sum(), length(at))
            }
        };
        start + before..start + before + length
    }
}

/// Texts, some of them missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Texts<'b> {
    there: &'b [u8],
    /// None where the texts stand as they are.
    symbols: Option<&'b [[u8; SYMBOL_BYTES]]>,
    pieces: Pieces<'b>,
    text: &'b [u8],
}

impl<'b> Texts<'b> {
    /// Returns the text of a row; nothing where there is none or where it is damaged.
    pub(crate) fn get(&self, row: usize) -> Option<Cow<'b, str>> {
        if self.symbols.is_none() {
            let bytes = self.there(row)?;
            return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
        }
        let mut bytes = Vec::new();
        self.append(row, &mut bytes)?;
        String::from_utf8(bytes).ok().map(Cow::Owned)
    }

    /// Appends the bytes of a row's text; nothing where there is none or where it is damaged.
    pub(crate) fn append(&self, row: usize, out: &mut Vec<u8>) -> Option<()> {
        let bytes = self.there(row)?;
        let Some(symbols) = self.symbols else {
            out.extend_from_slice(bytes);
            return Some(());
        };
        out.reserve(bytes.len() * GROUP_ROWS);
        let mut codes = bytes.iter();
        while let Some(&code) = codes.next() {
            if code == ESCAPE {
                out.push(*codes.next()?);
                continue;
            }
            let [length, symbol @ ..] = symbols.get(usize::from(code))?;
            // All eight and back: copying as many as the length says is a call.
            let end = out.len() + usize::from(*length).min(symbol.len());
            out.extend_from_slice(symbol);
            out.truncate(end);
        }
        Some(())
    }

    fn there(&self, row: usize) -> Option<&'b [u8]> {
        if !is_set(self.there, row) {
            return None;
        }
        self.text.get(self.pieces.range(row))
    }
}

/// Lists of dictionary positions, some of them missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lists<'b> {
    there: &'b [u8],
    pieces: Pieces<'b>,
    /// Bytes of an item.
    width: usize,
    items: &'b [u8],
}

impl<'b> Lists<'b> {
    /// Returns whether each position takes one byte.
    pub(crate) fn is_of_bytes(&self) -> bool {
        self.width == 1
    }

    /// Returns the positions of a row's items as they lie there, where each takes one byte; none
    /// where there is no list.
    #[inline]
    pub(crate) fn bytes(&self, row: usize) -> &'b [u8] {
        if !is_set(self.there, row) {
            return &[];
        }
        self.items.get(self.pieces.range(row)).unwrap_or_default()
    }

    /// Returns the positions of a row's items.
    pub(crate) fn get(&self, row: usize) -> Option<impl ExactSizeIterator<Item = u32> + use<'b>> {
        if !is_set(self.there, row) {
            return None;
        }
        let Range { start, end } = self.pieces.range(row);
        let width = self.width;
        let bytes = self.items.get(start * width..end * width)?;
        Some((0..end - start).map(move |at| match width {
            1 => u32::from(bytes[at]),
            2 => u32::from(u16::from_le_bytes([bytes[at * 2], bytes[at * 2 + 1]])),
            _ => {
                let mut code = [0; 4];
                code.copy_from_slice(&bytes[at * 4..at * 4 + 4]);
                u32::from_le_bytes(code)
            }
        }))
    }
}

fn is_set(bits: &[u8], row: usize) -> bool {
    bits[row / 8] >> (row % 8) & 1 == 1
}

impl<'b> Block<'b> {
    /// Returns a block of `n` rows; nothing where the bytes do not make one.
    pub(super) fn parse(encoding: Encoding, n: usize, bytes: &'b [u8]) -> Option<Self> {
        match encoding {
            Encoding::Codes1 => (bytes.len() == n).then_some(Self::Codes1(bytes)),
            Encoding::Codes2 => chunks(bytes, n).map(Self::Codes2),
            Encoding::Wholes | Encoding::WholesOrBlank => {
                let (base, rest) = bytes.split_first_chunk::<8>()?;
                let (&[width, lacks_some], rest) = rest.split_first_chunk::<2>()?;
                let width = usize::from(width);
                let is_sound = (1..=8).contains(&width) && rest.len() == n * width;
                is_sound.then(|| {
                    Self::Wholes(Wholes {
                        base: i64::from_le_bytes(*base),
                        width,
                        lacks_some: lacks_some != 0,
                        bytes: rest,
                        is_blank_text: encoding == Encoding::WholesOrBlank,
                    })
                })
            }
            Encoding::Numbers => {
                let (there, rest) = bytes.split_at_checked(n.div_ceil(8))?;
                let values = chunks(rest, n)?;
                Some(Self::Numbers(Numbers { there, values }))
            }
            Encoding::Texts | Encoding::Squeezed => {
                let (there, mut rest) = bytes.split_at_checked(n.div_ceil(8))?;
                let mut symbols = None;
                if encoding == Encoding::Squeezed {
                    let (&n_symbols, after) = rest.split_first()?;
                    let n_symbols = usize::from(n_symbols);
                    let (table, after) = after.split_at_checked(n_symbols * SYMBOL_BYTES)?;
                    symbols = Some(chunks(table, n_symbols)?);
                    rest = after;
                }
                let (pieces, text) = Pieces::parse(n, rest)?;
                Some(Self::Texts(Texts {
                    there,
                    symbols,
                    pieces,
                    text,
                }))
            }
            Encoding::Lists1 | Encoding::Lists2 | Encoding::Lists4 => {
                let width = match encoding {
                    Encoding::Lists1 => 1,
                    Encoding::Lists2 => 2,
                    _ => 4,
                };
                let (there, rest) = bytes.split_at_checked(n.div_ceil(8))?;
                let (pieces, items) = Pieces::parse(n, rest)?;
                let is_sound = items.len().is_multiple_of(width);
                is_sound.then_some(Self::Lists(Lists {
                    there,
                    pieces,
                    width,
                    items,
                }))
            }
        }
    }
}

/// Returns the bytes as `n` pieces of the same size.
fn chunks<const SIZE: usize>(bytes: &[u8], n: usize) -> Option<&[[u8; SIZE]]> {
    let (chunks, rest) = bytes.as_chunks::<SIZE>();
    (chunks.len() == n && rest.is_empty()).then_some(chunks)
}
