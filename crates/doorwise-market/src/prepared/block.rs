//! One column of one block as it lies on the disk.
//!
//! All numbers are little-endian. A block that lacks values starts with one bit a row that says
//! whether there is one.

/// How a block is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Encoding {
    /// One byte a row: positions in the column's dictionary.
    Codes1 = 1,
    /// Two bytes a row: positions in the column's dictionary.
    Codes2 = 2,
    /// Whole numbers above the block's least, in as few bytes as the largest needs; 0 is no value.
    Wholes = 3,
    /// The same where 0 is the empty text.
    WholesOrBlank = 4,
    /// Eight bytes a row, and which rows have a number.
    Numbers = 5,
    /// Ends of the texts, then the texts, and which rows have one.
    Texts = 6,
    /// Ends of the lists, then four bytes an item: positions in the column's dictionary.
    Lists4 = 7,
    /// The same with one byte an item.
    Lists1 = 8,
    /// The same with two.
    Lists2 = 9,
}

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
    bytes: &'b [u8],
    /// Whether a row without a number has the empty text.
    pub(crate) is_blank_text: bool,
}

impl Wholes<'_> {
    /// Returns the number of a row.
    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<i64> {
        let mut whole = [0; 8];
        whole[..self.width].copy_from_slice(&self.bytes[row * self.width..][..self.width]);
        let above = u64::from_le_bytes(whole);
        above
            .checked_sub(1)
            .map(|above| self.base.wrapping_add_unsigned(above))
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

/// Texts, some of them missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Texts<'b> {
    there: &'b [u8],
    ends: &'b [[u8; 4]],
    text: &'b [u8],
}

impl<'b> Texts<'b> {
    /// Returns the text of a row; nothing where there is none or where it is damaged.
    pub(crate) fn get(&self, row: usize) -> Option<&'b str> {
        if !is_set(self.there, row) {
            return None;
        }
        let bytes = self.text.get(range(self.ends, row))?;
        std::str::from_utf8(bytes).ok()
    }
}

/// Lists of dictionary positions, some of them missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lists<'b> {
    there: &'b [u8],
    ends: &'b [[u8; 4]],
    /// Bytes of an item.
    width: usize,
    items: &'b [u8],
}

impl<'b> Lists<'b> {
    /// Returns the positions of a row's items.
    pub(crate) fn get(&self, row: usize) -> Option<impl ExactSizeIterator<Item = u32> + use<'b>> {
        if !is_set(self.there, row) {
            return None;
        }
        let std::ops::Range { start, end } = range(self.ends, row);
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

fn range(ends: &[[u8; 4]], row: usize) -> std::ops::Range<usize> {
    let end = |row: usize| u32::from_le_bytes(ends[row]) as usize;
    let start = row.checked_sub(1).map_or(0, end);
    start..end(row)
}

impl<'b> Block<'b> {
    /// Returns a block of `n` rows; nothing where the bytes do not make one.
    pub(super) fn parse(encoding: Encoding, n: usize, bytes: &'b [u8]) -> Option<Self> {
        match encoding {
            Encoding::Codes1 => (bytes.len() == n).then_some(Self::Codes1(bytes)),
            Encoding::Codes2 => chunks(bytes, n).map(Self::Codes2),
            Encoding::Wholes | Encoding::WholesOrBlank => {
                let (base, rest) = bytes.split_first_chunk::<8>()?;
                let (&width, rest) = rest.split_first()?;
                let width = usize::from(width);
                let is_sound = (1..=8).contains(&width) && rest.len() == n * width;
                is_sound.then(|| {
                    Self::Wholes(Wholes {
                        base: i64::from_le_bytes(*base),
                        width,
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
            Encoding::Texts => {
                let (there, rest) = bytes.split_at_checked(n.div_ceil(8))?;
                let (ends, text) = rest.split_at_checked(n * 4)?;
                let ends = chunks(ends, n)?;
                Some(Self::Texts(Texts { there, ends, text }))
            }
            Encoding::Lists1 | Encoding::Lists2 | Encoding::Lists4 => {
                let width = match encoding {
                    Encoding::Lists1 => 1,
                    Encoding::Lists2 => 2,
                    _ => 4,
                };
                let (there, rest) = bytes.split_at_checked(n.div_ceil(8))?;
                let (ends, items) = rest.split_at_checked(n * 4)?;
                let ends = chunks(ends, n)?;
                let is_sound = items.len().is_multiple_of(width);
                is_sound.then_some(Self::Lists(Lists {
                    there,
                    ends,
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
