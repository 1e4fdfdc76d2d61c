//! One column of one row group of a Parquet file as classes, page by page.
//!
//! A page's dictionary is judged once and its positions are looked up, so that no value of a row is
//! ever made. Only what the card reads is decoded, and only pages are held in memory.

mod differences;
mod lists;

use std::fs::File;
use std::sync::Arc;

use arrow_schema::DataType;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageReader};
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::serialized_reader::SerializedPageReader;

pub(super) use self::differences::{Texts, wholes};

use super::levels::{the_only, unpack};
use super::values::{Brief, Item, List, Reads};
use crate::delta::Damaged;

impl From<Damaged> for ParquetError {
    fn from(_: Damaged) -> Self {
        ParquetError::General("a page contradicts its own lengths".to_owned())
    }
}

pub(super) fn short() -> ParquetError {
    Damaged.into()
}

/// How a column's values are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Storage {
    Text,
    Truth,
    Whole32,
    Whole64,
    Number32,
    Number64,
    /// Lists of texts.
    Words,
}

impl Storage {
    /// Returns how a column is stored, where it can be read page by page.
    pub(super) fn of(data_type: &DataType, physical: Type) -> Option<Self> {
        let is_text = |kind: &DataType| {
            matches!(
                kind,
                DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
            )
        };
        match (data_type, physical) {
            (kind, Type::BYTE_ARRAY) if is_text(kind) => Some(Self::Text),
            (DataType::Dictionary(_, kind), Type::BYTE_ARRAY) if is_text(kind) => Some(Self::Text),
            (DataType::Boolean, Type::BOOLEAN) => Some(Self::Truth),
            (DataType::Int8 | DataType::Int16 | DataType::Int32, Type::INT32) => {
                Some(Self::Whole32)
            }
            (DataType::Int64, Type::INT64) => Some(Self::Whole64),
            (DataType::Float32, Type::FLOAT) => Some(Self::Number32),
            (DataType::Float64, Type::DOUBLE) => Some(Self::Number64),
            (DataType::List(item) | DataType::LargeList(item), Type::BYTE_ARRAY)
                if is_text(item.data_type()) =>
            {
                Some(Self::Words)
            }
            _ => None,
        }
    }
}

/// One column of one row group.
pub(super) struct Column {
    pages: SerializedPageReader<File>,
    storage: Storage,
    most_defined: i16,
    most_repeated: i16,
    /// Class of each dictionary entry.
    dictionary: Vec<u32>,
    /// For lists, what each dictionary entry adds to the set.
    items: Vec<Item>,
    /// Classes of the rows of the last page.
    ready: Vec<u32>,
    taken: usize,
    /// The list at the end of the last page, which the next may continue.
    open_list: Option<List>,
    /// The same in brief.
    open_brief: Option<Brief>,
    scratch: Vec<u32>,
    levels: Vec<u32>,
    lists: Vec<Brief>,
    /// The pages read so far, where they will be asked for again.
    kept: Option<Vec<Page>>,
}

/// The parts of a data page.
pub(super) struct Parts<'p> {
    repeated: &'p [u8],
    defined: &'p [u8],
    pub(super) values: &'p [u8],
    pub(super) encoding: Encoding,
}

impl<'p> Parts<'p> {
    /// Returns the parts of a page, unless it is a dictionary.
    pub(super) fn of(
        page: &'p Page,
        most_defined: i16,
        most_repeated: i16,
    ) -> Result<Option<Self>, ParquetError> {
        let (repeated, defined, values): (&[u8], &[u8], &[u8]) = match page {
            Page::DictionaryPage { .. } => return Ok(None),
            Page::DataPage { buf, .. } => {
                let mut rest: &[u8] = buf;
                let repeated = sized(&mut rest, most_repeated)?;
                let defined = sized(&mut rest, most_defined)?;
                (repeated, defined, rest)
            }
            Page::DataPageV2 {
                buf,
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            } => {
                let (repeated, rest) = buf
                    .split_at_checked(*rep_levels_byte_len as usize)
                    .ok_or_else(short)?;
                let (defined, rest) = rest
                    .split_at_checked(*def_levels_byte_len as usize)
                    .ok_or_else(short)?;
                (repeated, defined, rest)
            }
        };
        Ok(Some(Self {
            repeated,
            defined,
            values,
            encoding: page.encoding(),
        }))
    }

    /// Returns whether each of `n` values is there, as far as one look says so.
    pub(super) fn is_full(&self, n: usize, most_defined: i16) -> bool {
        let most = u32::from(most_defined.unsigned_abs());
        most == 0 || the_only(self.defined, 32 - most.leading_zeros(), n) == Some(most)
    }

    /// Puts the definition level of each of `n` values into `levels`; a column where nothing can
    /// be missing has none.
    pub(super) fn levels(
        &self,
        n: usize,
        most_defined: i16,
        levels: &mut Vec<u32>,
    ) -> Result<(), ParquetError> {
        levels.clear();
        let most = u32::from(most_defined.unsigned_abs());
        if most > 0 {
            unpack(self.defined, 32 - most.leading_zeros(), n, levels)?;
        }
        Ok(())
    }
}

/// Returns the pages of one column of a row group.
pub(super) fn pages(
    file: &Arc<File>,
    group: &RowGroupMetaData,
    leaf: usize,
) -> Result<SerializedPageReader<File>, ParquetError> {
    let rows = usize::try_from(group.num_rows()).map_err(|_| short())?;
    SerializedPageReader::new(Arc::clone(file), group.column(leaf), rows, None)
}

impl Column {
    /// Opens a column; `keeps` says whether its pages will be asked for again.
    pub(super) fn open(
        file: &Arc<File>,
        group: &RowGroupMetaData,
        leaf: usize,
        storage: Storage,
        keeps: bool,
    ) -> Result<Self, ParquetError> {
        let chunk = group.column(leaf);
        Ok(Self {
            pages: pages(file, group, leaf)?,
            storage,
            most_defined: chunk.column_descr().max_def_level(),
            most_repeated: chunk.column_descr().max_rep_level(),
            dictionary: Vec::new(),
            items: Vec::new(),
            ready: Vec::new(),
            taken: 0,
            open_list: None,
            open_brief: None,
            scratch: Vec::new(),
            levels: Vec::new(),
            lists: Vec::new(),
            kept: keeps.then(Vec::new),
        })
    }

    /// Returns the pages that were read; nothing where they were not kept.
    pub(super) fn kept(&self) -> Option<&[Page]> {
        self.kept.as_deref()
    }

    /// Returns whether pages in an encoding can be read.
    pub(super) fn reads(encoding: Encoding) -> bool {
        // Levels are in the last of them.
        let of_differences = [
            Encoding::DELTA_BINARY_PACKED,
            Encoding::DELTA_LENGTH_BYTE_ARRAY,
        ];
        is_dictionary(encoding)
            || of_differences.contains(&encoding)
            || matches!(encoding, Encoding::PLAIN | Encoding::RLE)
    }

    /// Writes the classes of the next rows.
    pub(super) fn next(
        &mut self,
        of: &mut impl Reads,
        classes: &mut [u32],
    ) -> Result<(), ParquetError> {
        let mut filled = 0;
        while filled < classes.len() {
            if self.taken == self.ready.len() {
                self.ready.clear();
                self.taken = 0;
                match self.pages.get_next_page()? {
                    Some(page) => {
                        self.page(of, &page)?;
                        if let Some(kept) = &mut self.kept {
                            kept.push(page);
                        }
                    }
                    None => {
                        let last = match (self.open_brief.take(), self.open_list.take()) {
                            (Some(brief), _) => of.of_brief(brief),
                            (_, Some(list)) => of.of_list(list),
                            _ => return Err(short()),
                        };
                        self.ready.push(last);
                    }
                }
                continue;
            }
            let n = (classes.len() - filled).min(self.ready.len() - self.taken);
            classes[filled..filled + n].copy_from_slice(&self.ready[self.taken..self.taken + n]);
            filled += n;
            self.taken += n;
        }
        Ok(())
    }

    fn page(&mut self, of: &mut impl Reads, page: &Page) -> Result<(), ParquetError> {
        let n = page.num_values() as usize;
        let Some(parts) = Parts::of(page, self.most_defined, self.most_repeated)? else {
            return self.dictionary(of, page.buffer(), n);
        };
        let (repeated, values) = (parts.repeated, parts.values);
        let mut levels = std::mem::take(&mut self.levels);
        let most = u32::from(self.most_defined.unsigned_abs());
        let n_there = if self.storage != Storage::Words && parts.is_full(n, self.most_defined) {
            n
        } else {
            parts.levels(n, self.most_defined, &mut levels)?;
            match most {
                0 => n,
                _ => levels.iter().filter(|&&level| level == most).count(),
            }
        };
        let outcome = if self.storage == Storage::Words {
            self.lists(of, (repeated, &levels), (values, parts.encoding), n_there)
        } else {
            self.singles(of, &levels, (values, parts.encoding), n, n_there)
        };
        self.levels = levels;
        outcome
    }

    /// Appends one class a value, those without one included.
    fn singles(
        &mut self,
        of: &mut impl Reads,
        levels: &[u32],
        (bytes, encoding): (&[u8], Encoding),
        n: usize,
        n_there: usize,
    ) -> Result<(), ParquetError> {
        if self.most_repeated > 0 {
            return Err(short());
        }
        if n_there == n {
            let mut ready = std::mem::take(&mut self.ready);
            let outcome = self.there(of, (bytes, encoding), n, &mut ready);
            self.ready = ready;
            return outcome;
        }
        let mut there = std::mem::take(&mut self.scratch);
        there.clear();
        self.there(of, (bytes, encoding), n_there, &mut there)?;
        let (most, blank) = (u32::from(self.most_defined.unsigned_abs()), of.blank());
        // A value past the last is read and thrown away: no branch on what is there.
        there.push(blank);
        let mut next = 0;
        self.ready.extend(levels.iter().map(|&level| {
            let is_there = level == most;
            let class = if is_there { there[next] } else { blank };
            next += usize::from(is_there);
            class
        }));
        self.scratch = there;
        Ok(())
    }

    /// Appends the class of each value that is there.
    fn there(
        &mut self,
        of: &mut impl Reads,
        (bytes, encoding): (&[u8], Encoding),
        n: usize,
        out: &mut Vec<u32>,
    ) -> Result<(), ParquetError> {
        if is_dictionary(encoding) {
            let start = out.len();
            positions(bytes, n, out)?;
            return look_up(&self.dictionary, &mut out[start..]);
        }
        match (encoding, self.storage) {
            (Encoding::PLAIN, _) => self.plain(of, bytes, n, out),
            (Encoding::DELTA_BINARY_PACKED, Storage::Whole32 | Storage::Whole64) => {
                let numbers = wholes(bytes, self.storage, n)?;
                out.extend(numbers.into_iter().map(|number| of.whole(number)));
                Ok(())
            }
            (Encoding::DELTA_LENGTH_BYTE_ARRAY, Storage::Text) => {
                let texts = Texts::of(bytes, n)?;
                for at in 0..n {
                    out.push(of.text(texts.get(at)?));
                }
                Ok(())
            }
            // Truth values of newer files: their length, then runs.
            (Encoding::RLE, Storage::Truth) => {
                let mut rest = bytes;
                let runs = sized(&mut rest, 1)?;
                let start = out.len();
                unpack(runs, 1, n, out)?;
                let classes = [of.text("false"), of.text("true")];
                look_up(&classes, &mut out[start..])
            }
            _ => Err(unsupported(encoding)),
        }
    }

    /// Appends the class of each value of a page or a dictionary in plain encoding.
    fn plain(
        &mut self,
        values: &mut impl Reads,
        bytes: &[u8],
        n: usize,
        out: &mut Vec<u32>,
    ) -> Result<(), ParquetError> {
        let enough = |size: usize| {
            let wanted = n.checked_mul(size).ok_or_else(short)?;
            bytes.get(..wanted).ok_or_else(short)
        };
        match self.storage {
            Storage::Text | Storage::Words => {
                let mut rest = bytes;
                for _ in 0..n {
                    let text = plain_text(&mut rest)?;
                    out.push(values.text(text));
                }
            }
            Storage::Truth => {
                let bits = bytes.get(..n.div_ceil(8)).ok_or_else(short)?;
                let classes = [values.text("false"), values.text("true")];
                out.extend((0..n).map(|at| classes[usize::from(bits[at / 8] >> (at % 8) & 1)]));
            }
            Storage::Whole32 => out.extend(
                enough(4)?
                    .as_chunks::<4>()
                    .0
                    .iter()
                    .map(|&bytes| values.whole(i64::from(i32::from_le_bytes(bytes)))),
            ),
            Storage::Whole64 => out.extend(
                enough(8)?
                    .as_chunks::<8>()
                    .0
                    .iter()
                    .map(|&bytes| values.whole(i64::from_le_bytes(bytes))),
            ),
            Storage::Number32 => {
                for &bytes in enough(4)?.as_chunks::<4>().0 {
                    // The shortest text of a short number is not that of the long one.
                    let number = f32::from_le_bytes(bytes);
                    out.push(if number.is_finite() && number.fract() != 0.0 {
                        values.text(&number.to_string())
                    } else {
                        values.number(f64::from(number))
                    });
                }
            }
            Storage::Number64 => out.extend(
                enough(8)?
                    .as_chunks::<8>()
                    .0
                    .iter()
                    .map(|&bytes| values.number(f64::from_le_bytes(bytes))),
            ),
        }
        Ok(())
    }

    fn dictionary(
        &mut self,
        of: &mut impl Reads,
        bytes: &[u8],
        n: usize,
    ) -> Result<(), ParquetError> {
        self.dictionary.clear();
        self.items.clear();
        if self.storage == Storage::Words {
            let mut rest = bytes;
            for _ in 0..n {
                let text = plain_text(&mut rest)?;
                self.items.push(of.item(text));
            }
            return Ok(());
        }
        let mut dictionary = std::mem::take(&mut self.dictionary);
        let outcome = self.plain(of, bytes, n, &mut dictionary);
        self.dictionary = dictionary;
        outcome
    }
}

pub(super) fn is_dictionary(encoding: Encoding) -> bool {
    // Old files have the other name.
    matches!(
        encoding,
        Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY
    )
}

/// Appends the dictionary positions of a page.
pub(super) fn positions(bytes: &[u8], n: usize, out: &mut Vec<u32>) -> Result<(), ParquetError> {
    if n == 0 {
        return Ok(());
    }
    let (&width, runs) = bytes.split_first().ok_or_else(short)?;
    Ok(unpack(runs, u32::from(width), n, out)?)
}

/// Puts the entry in the place of each position.
fn look_up(entries: &[u32], positions: &mut [u32]) -> Result<(), ParquetError> {
    for position in positions {
        *position = *entries.get(*position as usize).ok_or_else(short)?;
    }
    Ok(())
}

/// Cuts off levels that are preceded by their length; a column without levels has none.
fn sized<'b>(rest: &mut &'b [u8], most: i16) -> Result<&'b [u8], ParquetError> {
    if most == 0 {
        return Ok(&[]);
    }
    let (size, after) = rest.split_first_chunk::<4>().ok_or_else(short)?;
    let size = u32::from_le_bytes(*size) as usize;
    let (levels, after) = after.split_at_checked(size).ok_or_else(short)?;
    *rest = after;
    Ok(levels)
}

pub(super) fn text(bytes: &[u8]) -> Result<&str, ParquetError> {
    std::str::from_utf8(bytes).map_err(|_| ParquetError::General("a text is not UTF-8".to_owned()))
}

pub(super) fn plain_text<'b>(rest: &mut &'b [u8]) -> Result<&'b str, ParquetError> {
    text(sized(rest, 1)?)
}

pub(super) fn unsupported(encoding: Encoding) -> ParquetError {
    ParquetError::NYI(format!("pages in {encoding}"))
}
