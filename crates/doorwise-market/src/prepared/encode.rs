//! Turns the cells of one column into blocks.

use hashbrown::HashMap;

use super::BLOCK_ROWS;
use super::block::{ESCAPE, Encoding, GROUP_ROWS};
use super::footer::Storage;

/// Most entries of a dictionary: two bytes address them.
const MOST_ENTRIES: usize = 1 << 16;
/// Rows from which a block shows that its column has too many distinct values for a dictionary.
const TELLING_ROWS: usize = 4096;

/// One column being prepared.
///
/// Values go into a dictionary until it is full or a quarter of a block's values are new; from
/// then on they are written plainly.
#[derive(Debug)]
pub(super) struct ColumnEncoder {
    storage: Storage,
    entries: Vec<Option<String>>,
    by_text: HashMap<String, u32>,
    /// Numbers by their bits, so that a text is made only for a new one.
    by_bits: HashMap<u64, u32>,
    none: Option<u32>,
    is_plain: bool,
}

/// One block, ready to be written.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) encoding: Encoding,
    pub(super) bytes: Vec<u8>,
}

impl ColumnEncoder {
    pub(super) fn new(storage: Storage) -> Self {
        Self {
            storage,
            entries: Vec::new(),
            by_text: HashMap::new(),
            by_bits: HashMap::new(),
            none: None,
            is_plain: false,
        }
    }

    pub(super) fn storage(&self) -> Storage {
        self.storage
    }

    pub(super) fn finish(self) -> Vec<Option<String>> {
        self.entries
    }

    /// Encodes texts.
    pub(super) fn texts<'t>(
        &mut self,
        cells: impl ExactSizeIterator<Item = Option<&'t str>> + Clone,
    ) -> Encoded {
        let n = cells.len();
        let coded = self.coded(n, cells.clone(), |column, cell| column.text_code(cell));
        coded
            .or_else(|| wholes_in_texts(n, cells.clone()))
            .unwrap_or_else(|| texts(n, cells))
    }

    /// Encodes texts that are positions in a dictionary of the source's own.
    pub(super) fn positions<'t>(
        &mut self,
        positions: impl ExactSizeIterator<Item = Option<usize>> + Clone,
        text: impl Fn(usize) -> Option<&'t str> + Copy,
    ) -> Encoded {
        let n = positions.len();
        let mut known: Vec<Option<u32>> = Vec::new();
        let coded = self.coded(n, positions.clone(), |column, position| {
            let Some(position) = position else {
                return column.text_code(None);
            };
            if known.len() <= position {
                known.resize(position + 1, None);
            }
            if known[position].is_none() {
                known[position] = Some(column.text_code(text(position))?);
            }
            known[position]
        });
        coded.unwrap_or_else(|| {
            let cells = positions.map(|position| position.and_then(text));
            wholes_in_texts(n, cells.clone()).unwrap_or_else(|| texts(n, cells))
        })
    }

    /// Encodes whole numbers.
    pub(super) fn wholes(
        &mut self,
        cells: impl ExactSizeIterator<Item = Option<i64>> + Clone,
    ) -> Encoded {
        let n = cells.len();
        let coded = self.coded(n, cells.clone(), |column, cell| match cell {
            Some(number) => column.bits_code(number.cast_unsigned(), || number.to_string()),
            None => column.text_code(None),
        });
        coded
            .or_else(|| pack_wholes(n, cells.clone(), Encoding::Wholes))
            .unwrap_or_else(|| {
                // Numbers from one end of the range to the other.
                let shown: Vec<Option<String>> = cells
                    .map(|cell| cell.map(|number| number.to_string()))
                    .collect();
                texts(n, shown.iter().map(Option::as_deref))
            })
    }

    /// Encodes numbers; `show` says how one is written.
    pub(super) fn numbers(
        &mut self,
        cells: impl ExactSizeIterator<Item = Option<f64>> + Clone,
        show: impl Fn(f64) -> String,
    ) -> Encoded {
        let n = cells.len();
        let coded = self.coded(n, cells.clone(), |column, cell| match cell {
            // What is not finite is shown as a blank and could not be told from one.
            Some(number) if !number.is_finite() => None,
            Some(number) => column.bits_code(number.to_bits(), || show(number)),
            None => column.text_code(None),
        });
        coded.unwrap_or_else(|| {
            let mut bytes = bits(n, cells.clone().map(|cell| cell.is_some()));
            for cell in cells {
                bytes.extend(cell.unwrap_or_default().to_le_bytes());
            }
            Encoded {
                encoding: Encoding::Numbers,
                bytes,
            }
        })
    }

    /// Encodes lists of texts.
    pub(super) fn lists<'t, L>(
        &mut self,
        n: usize,
        lists: impl Iterator<Item = Option<L>>,
    ) -> Encoded
    where
        L: Iterator<Item = Option<&'t str>>,
    {
        let (mut there, mut lengths, mut items) = (Vec::with_capacity(n), Vec::new(), Vec::new());
        let mut most = 0;
        for list in lists {
            there.push(list.is_some());
            let before = items.len();
            for item in list.into_iter().flatten() {
                let code = self.entry(item);
                most = most.max(code);
                items.push(code);
            }
            lengths.push(items.len() - before);
        }
        let (encoding, width) = match most {
            0..0x100 => (Encoding::Lists1, 1),
            0x100..0x1_0000 => (Encoding::Lists2, 2),
            _ => (Encoding::Lists4, 4),
        };
        let mut bytes = bits(n, there.into_iter());
        put_pieces(&lengths, &mut bytes);
        for code in items {
            bytes.extend_from_slice(&code.to_le_bytes()[..width]);
        }
        Encoded { encoding, bytes }
    }

    /// Encodes cells as codes, unless the column has too many distinct ones.
    fn coded<T>(
        &mut self,
        n: usize,
        cells: impl Iterator<Item = T>,
        mut code: impl FnMut(&mut Self, T) -> Option<u32>,
    ) -> Option<Encoded> {
        if self.is_plain {
            return None;
        }
        let before = self.entries.len();
        let mut codes = Vec::with_capacity(n);
        for cell in cells {
            match code(self, cell) {
                Some(code) => codes.push(code),
                None => break,
            }
        }
        let n_new = self.entries.len() - before;
        if codes.len() < n || (n >= TELLING_ROWS && n_new * 4 > n) {
            self.is_plain = true;
            self.entries.truncate(before);
            (self.by_text, self.by_bits) = (HashMap::new(), HashMap::new());
            return None;
        }
        let most = codes.iter().copied().max().unwrap_or(0);
        Some(if most < 1 << 8 {
            Encoded {
                encoding: Encoding::Codes1,
                bytes: codes.iter().map(|&code| code as u8).collect(),
            }
        } else {
            Encoded {
                encoding: Encoding::Codes2,
                bytes: codes
                    .iter()
                    .flat_map(|&code| (code as u16).to_le_bytes())
                    .collect(),
            }
        })
    }

    /// Returns the code of a text, while the dictionary has room.
    fn text_code(&mut self, text: Option<&str>) -> Option<u32> {
        let is_known = match text {
            Some(text) => self.by_text.contains_key(text),
            None => self.none.is_some(),
        };
        (is_known || self.entries.len() < MOST_ENTRIES).then(|| self.entry(text))
    }

    /// Returns the code of a number, while the dictionary has room.
    fn bits_code(&mut self, bits: u64, show: impl FnOnce() -> String) -> Option<u32> {
        if let Some(&code) = self.by_bits.get(&bits) {
            return Some(code);
        }
        if self.entries.len() >= MOST_ENTRIES {
            return None;
        }
        let code = self.push(Some(show()));
        self.by_bits.insert(bits, code);
        Some(code)
    }

    fn entry(&mut self, text: Option<&str>) -> u32 {
        let known = match text {
            Some(text) => self.by_text.get(text).copied(),
            None => self.none,
        };
        if let Some(code) = known {
            return code;
        }
        let code = self.push(text.map(str::to_owned));
        match text {
            Some(text) => {
                self.by_text.insert(text.to_owned(), code);
            }
            None => self.none = Some(code),
        }
        code
    }

    fn push(&mut self, entry: Option<String>) -> u32 {
        let code = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(entry);
        code
    }
}

/// Returns one bit a row.
fn bits(n: usize, there: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bits = vec![0; n.div_ceil(8)];
    for (row, is_there) in there.enumerate() {
        bits[row / 8] |= u8::from(is_there) << (row % 8);
    }
    bits
}

fn texts<'t>(n: usize, cells: impl Iterator<Item = Option<&'t str>> + Clone) -> Encoded {
    let mut bytes = bits(n, cells.clone().map(|cell| cell.is_some()));
    let cells: Vec<&[u8]> = cells.map(|cell| cell.unwrap_or("").as_bytes()).collect();
    let compressor = fsst::Compressor::train(&cells);
    let squeezed = compressor.compress_bulk(&cells);
    let size = |texts: &[&[u8]]| -> usize { texts.iter().map(|text| text.len()).sum() };
    let shorter: Vec<&[u8]> = squeezed.iter().map(Vec::as_slice).collect();
    let (encoding, texts) = if size(&shorter) < size(&cells) {
        put_symbols(&compressor, &mut bytes);
        (Encoding::Squeezed, shorter)
    } else {
        (Encoding::Texts, cells)
    };
    let lengths: Vec<usize> = texts.iter().map(|text| text.len()).collect();
    put_pieces(&lengths, &mut bytes);
    for text in texts {
        bytes.extend_from_slice(text);
    }
    Encoded { encoding, bytes }
}

fn put_symbols(compressor: &fsst::Compressor, bytes: &mut Vec<u8>) {
    let symbols = compressor.symbol_table().iter();
    let symbols = symbols.zip(compressor.symbol_lengths());
    let before = bytes.len();
    bytes.push(0);
    for (symbol, &length) in symbols.take(usize::from(ESCAPE)) {
        bytes[before] += 1;
        bytes.push(length);
        bytes.extend(symbol.to_u64().to_le_bytes());
    }
}

/// Appends where pieces of these lengths are that stand one behind the other.
fn put_pieces(lengths: &[usize], bytes: &mut Vec<u8>) {
    let width = match lengths.iter().max() {
        None | Some(0..0x100) => 1,
        Some(0x100..0x1_0000) => 2,
        Some(_) => 4,
    };
    bytes.push(width);
    let mut start = 0;
    for group in lengths.chunks(GROUP_ROWS) {
        // A block of cells of a mebibyte each does not fit four bytes; one of `BLOCK_ROWS` cells
        // that are read is far below it.
        bytes.extend(u32::try_from(start).unwrap_or(u32::MAX).to_le_bytes());
        start += group.iter().sum::<usize>();
    }
    let n_groups = lengths.len().div_ceil(GROUP_ROWS);
    let beyond = n_groups * GROUP_ROWS - lengths.len();
    for &length in lengths.iter().chain(std::iter::repeat_n(&0, beyond)) {
        let length = u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes();
        bytes.extend_from_slice(&length[..usize::from(width)]);
    }
}

/// Encodes texts that are all written whole numbers, or blank in one way.
fn wholes_in_texts<'t>(
    n: usize,
    cells: impl Iterator<Item = Option<&'t str>> + Clone,
) -> Option<Encoded> {
    let (mut has_none, mut has_blank) = (false, false);
    for cell in cells.clone() {
        match cell {
            None => has_none = true,
            Some("") => has_blank = true,
            Some(text) => {
                written_whole(text)?;
            }
        }
    }
    let encoding = match (has_none, has_blank) {
        (true, true) => return None,
        (_, false) => Encoding::Wholes,
        (false, true) => Encoding::WholesOrBlank,
    };
    pack_wholes(n, cells.map(|cell| cell.and_then(written_whole)), encoding)
}

/// Returns the number that is written in just these letters.
fn written_whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.is_empty()
        && (!digits.starts_with('0') || text == "0");
    is_plain.then(|| text.parse().ok()).flatten()
}

fn pack_wholes(
    n: usize,
    cells: impl Iterator<Item = Option<i64>> + Clone,
    encoding: Encoding,
) -> Option<Encoded> {
    let there = cells.clone().flatten();
    let (base, most) = (there.clone().min().unwrap_or(0), there.max().unwrap_or(0));
    let lacks_some = cells.clone().any(|cell| cell.is_none());
    // Zero says then that there is no number.
    let shift = u64::from(lacks_some);
    let largest = most.abs_diff(base).checked_add(shift)?;
    let width = (8 - largest.leading_zeros() as usize / 8).max(1);
    let mut bytes = Vec::with_capacity(10 + n * width);
    bytes.extend(base.to_le_bytes());
    bytes.extend([width as u8, u8::from(lacks_some)]);
    for cell in cells {
        let above = cell.map_or(0, |number| number.abs_diff(base) + shift);
        bytes.extend_from_slice(&above.to_le_bytes()[..width]);
    }
    Some(Encoded { encoding, bytes })
}

/// Cells of a block that all are the empty text.
pub(super) fn blanks(column: &mut ColumnEncoder, n: usize) -> Encoded {
    debug_assert!(n <= BLOCK_ROWS);
    column.texts((0..n).map(|_| Some("")))
}
