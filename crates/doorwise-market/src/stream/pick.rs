//! Some rows of one column of a row group, out of its pages.
//!
//! Arrow's reader makes every value of a page and throws away those that are not wanted; of a text
//! that is not wanted only the length is looked at here.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Float64Builder, Int64Builder, StringBuilder, UInt32Builder,
};
use arrow_array::{ArrayRef, StringArray};
use parquet::basic::Encoding;
use parquet::column::page::Page;
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;

use super::column::{
    Parts, Storage, Texts, is_dictionary, plain_text, positions, short, text, unsupported, wholes,
};
use super::levels::unpack;
use super::output::coded;

/// Returns the values of some rows, given in their order, in the widest type of their storage; texts
/// as codes, where all pages that were looked at have them.
///
/// Not for lists. `pages` are all of the column's in a row group.
pub(super) fn pick(
    mut pages: impl Iterator<Item = Result<Page, ParquetError>>,
    column: &ColumnDescriptor,
    storage: Storage,
    chosen: &[u32],
) -> Result<ArrayRef, ParquetError> {
    let most_defined = column.max_def_level();
    if column.max_rep_level() > 0 {
        return Err(short());
    }
    let mut out = Out::new(storage, chosen.len()).ok_or_else(short)?;
    let mut dictionary: Option<Page> = None;
    let mut entries = Entries::default();
    let (mut first, mut rest) = (0, chosen);
    let (mut levels, mut codes) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        let page = pages.next().ok_or_else(short)??;
        let n = page.num_values() as usize;
        let Some(parts) = Parts::of(&page, most_defined, 0)? else {
            dictionary = Some(page);
            entries = Entries::default();
            continue;
        };
        let n_here = rest.partition_point(|&row| (row as usize) < first + n);
        let (here, after) = rest.split_at(n_here);
        rest = after;
        if !here.is_empty() {
            let is_full = parts.is_full(n, most_defined);
            let mut n_there = n;
            if !is_full {
                parts.levels(n, most_defined, &mut levels)?;
                let there = levels.iter();
                n_there = there.filter(|&&level| is_most(level, most_defined)).count();
            }
            let gaps = (!is_full).then_some(levels.as_slice());
            let wanted = wanted(here, first, gaps, most_defined);
            if is_dictionary(parts.encoding) {
                let page = dictionary.as_ref().ok_or_else(short)?;
                if entries.is_empty() {
                    entries = Entries::of(page, storage)?;
                }
                codes.clear();
                positions(parts.values, n_there, &mut codes)?;
                for value in wanted {
                    match value {
                        Some(value) => out.entry(&entries, page.buffer(), codes[value])?,
                        None => out.nothing(),
                    }
                }
            } else {
                let page = dictionary.as_ref().map(|page| page.buffer().as_ref());
                out.uncode(&entries, page.unwrap_or_default())?;
                out.plain((parts.values, parts.encoding), n_there, wanted)?;
            }
        }
        first += n;
    }
    let page = dictionary.as_ref().map(|page| page.buffer().as_ref());
    out.finish(&entries, page.unwrap_or_default())
}

fn is_most(level: u32, most_defined: i16) -> bool {
    level == u32::from(most_defined.unsigned_abs())
}

/// Returns for each row the position of its value among those that are there.
fn wanted<'w>(
    here: &'w [u32],
    first: usize,
    levels: Option<&'w [u32]>,
    most_defined: i16,
) -> impl Iterator<Item = Option<usize>> + use<'w> {
    let (mut row, mut value) = (0, 0);
    here.iter().map(move |&chosen| {
        let at = chosen as usize - first;
        let Some(levels) = levels else {
            return Some(at);
        };
        let passed = levels[row..at].iter();
        value += passed
            .filter(|&&level| is_most(level, most_defined))
            .count();
        row = at;
        is_most(levels[at], most_defined).then_some(value)
    })
}

/// The entries of a dictionary page.
#[derive(Default)]
struct Entries {
    /// Where each text stands in the page.
    texts: Vec<(usize, usize)>,
    wholes: Vec<i64>,
    numbers: Vec<f64>,
}

impl Entries {
    fn text<'p>(&self, page: &'p [u8], code: usize) -> Result<&'p str, ParquetError> {
        let &(start, end) = self.texts.get(code).ok_or_else(short)?;
        text(&page[start..end])
    }

    fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.wholes.is_empty() && self.numbers.is_empty()
    }

    fn of(page: &Page, storage: Storage) -> Result<Self, ParquetError> {
        let (bytes, n) = (page.buffer(), page.num_values() as usize);
        let mut entries = Self::default();
        match storage {
            Storage::Text => {
                let mut rest: &[u8] = bytes;
                for _ in 0..n {
                    let text = plain_text(&mut rest)?;
                    let end = bytes.len() - rest.len();
                    entries.texts.push((end - text.len(), end));
                }
            }
            Storage::Whole32 | Storage::Whole64 => {
                for at in 0..n {
                    entries.wholes.push(whole(bytes, storage, at)?);
                }
            }
            Storage::Number32 | Storage::Number64 => {
                for at in 0..n {
                    entries.numbers.push(number(bytes, storage, at)?);
                }
            }
            Storage::Truth | Storage::Words => return Err(short()),
        }
        Ok(entries)
    }
}

fn fixed<const SIZE: usize>(bytes: &[u8], at: usize) -> Result<[u8; SIZE], ParquetError> {
    let values = bytes.as_chunks::<SIZE>().0;
    values.get(at).copied().ok_or_else(short)
}

fn whole(bytes: &[u8], storage: Storage, at: usize) -> Result<i64, ParquetError> {
    Ok(match storage {
        Storage::Whole32 => i64::from(i32::from_le_bytes(fixed(bytes, at)?)),
        _ => i64::from_le_bytes(fixed(bytes, at)?),
    })
}

fn number(bytes: &[u8], storage: Storage, at: usize) -> Result<f64, ParquetError> {
    Ok(match storage {
        Storage::Number32 => f64::from(f32::from_le_bytes(fixed(bytes, at)?)),
        _ => f64::from_le_bytes(fixed(bytes, at)?),
    })
}

/// The values picked so far.
enum Out {
    /// Places in the dictionary.
    Codes(UInt32Builder),
    Text(StringBuilder),
    Truth(BooleanBuilder),
    Whole(Int64Builder, Storage),
    Number(Float64Builder, Storage),
}

impl Out {
    fn new(storage: Storage, n: usize) -> Option<Self> {
        Some(match storage {
            Storage::Text => Self::Codes(UInt32Builder::with_capacity(n)),
            Storage::Truth => Self::Truth(BooleanBuilder::with_capacity(n)),
            Storage::Whole32 | Storage::Whole64 => {
                Self::Whole(Int64Builder::with_capacity(n), storage)
            }
            Storage::Number32 | Storage::Number64 => {
                Self::Number(Float64Builder::with_capacity(n), storage)
            }
            Storage::Words => return None,
        })
    }

    fn nothing(&mut self) {
        match self {
            Self::Codes(out) => out.append_null(),
            Self::Text(out) => out.append_null(),
            Self::Truth(out) => out.append_null(),
            Self::Whole(out, _) => out.append_null(),
            Self::Number(out, _) => out.append_null(),
        }
    }

    fn entry(&mut self, entries: &Entries, page: &[u8], code: u32) -> Result<(), ParquetError> {
        if let Self::Codes(out) = self {
            out.append_value(code);
            return Ok(());
        }
        let code = code as usize;
        match self {
            Self::Codes(_) => {}
            Self::Text(out) => {
                out.append_value(entries.text(page, code)?);
            }
            Self::Truth(_) => return Err(short()),
            Self::Whole(out, _) => out.append_value(*entries.wholes.get(code).ok_or_else(short)?),
            Self::Number(out, _) => {
                out.append_value(*entries.numbers.get(code).ok_or_else(short)?);
            }
        }
        Ok(())
    }

    /// Appends values of a page that has no dictionary.
    fn plain(
        &mut self,
        (bytes, encoding): (&[u8], Encoding),
        n_there: usize,
        wanted: impl Iterator<Item = Option<usize>>,
    ) -> Result<(), ParquetError> {
        match (&mut *self, encoding) {
            // Codes were turned into texts before (`uncode`).
            (Self::Text(out), Encoding::PLAIN) => {
                let (mut rest, mut next) = (bytes, 0);
                for value in wanted {
                    let Some(value) = value else {
                        out.append_null();
                        continue;
                    };
                    for _ in next..value {
                        let (size, after) = rest.split_first_chunk::<4>().ok_or_else(short)?;
                        let size = u32::from_le_bytes(*size) as usize;
                        rest = after.get(size..).ok_or_else(short)?;
                    }
                    out.append_value(plain_text(&mut rest)?);
                    next = value + 1;
                }
            }
            (Self::Text(out), Encoding::DELTA_LENGTH_BYTE_ARRAY) => {
                let texts = Texts::of(bytes, n_there)?;
                for value in wanted {
                    out.append_option(value.map(|at| texts.get(at)).transpose()?);
                }
            }
            (Self::Whole(out, storage), Encoding::DELTA_BINARY_PACKED) => {
                let numbers = wholes(bytes, *storage, n_there)?;
                for value in wanted {
                    out.append_option(value.map(|at| numbers[at]));
                }
            }
            (Self::Truth(out), Encoding::PLAIN) => {
                for value in wanted {
                    let bit = |at: usize| bytes.get(at / 8).map(|byte| byte >> (at % 8) & 1 == 1);
                    out.append_option(value.map(|at| bit(at).ok_or_else(short)).transpose()?);
                }
            }
            (Self::Truth(out), Encoding::RLE) => {
                // Truth values of newer files: their length, then runs.
                let runs = bytes.get(4..).ok_or_else(short)?;
                let mut bits = Vec::new();
                unpack(runs, 1, n_there, &mut bits)?;
                for value in wanted {
                    out.append_option(value.map(|at| bits[at] == 1));
                }
            }
            (Self::Whole(out, storage), Encoding::PLAIN) => {
                for value in wanted {
                    out.append_option(value.map(|at| whole(bytes, *storage, at)).transpose()?);
                }
            }
            (Self::Number(out, storage), Encoding::PLAIN) => {
                for value in wanted {
                    out.append_option(value.map(|at| number(bytes, *storage, at)).transpose()?);
                }
            }
            _ => return Err(unsupported(encoding)),
        }
        Ok(())
    }

    /// Puts texts in the place of codes: what follows has none.
    fn uncode(&mut self, entries: &Entries, page: &[u8]) -> Result<(), ParquetError> {
        let Self::Codes(codes) = self else {
            return Ok(());
        };
        let codes = codes.finish();
        let mut out = StringBuilder::with_capacity(codes.len(), codes.len() * 16);
        for code in &codes {
            match code {
                Some(code) => out.append_value(entries.text(page, code as usize)?),
                None => out.append_null(),
            }
        }
        *self = Self::Text(out);
        Ok(())
    }

    fn finish(self, entries: &Entries, page: &[u8]) -> Result<ArrayRef, ParquetError> {
        Ok(match self {
            Self::Codes(mut out) => {
                let texts = (0..entries.texts.len()).map(|at| entries.text(page, at));
                let texts: Vec<&str> = texts.collect::<Result<_, _>>()?;
                let texts = StringArray::from_iter_values(texts);
                coded(out.finish(), Arc::new(texts))?
            }
            Self::Text(mut out) => Arc::new(out.finish()),
            Self::Truth(mut out) => Arc::new(out.finish()),
            Self::Whole(mut out, _) => Arc::new(out.finish()),
            Self::Number(mut out, _) => Arc::new(out.finish()),
        })
    }
}
