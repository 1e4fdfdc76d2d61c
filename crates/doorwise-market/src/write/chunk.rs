//! One column of one row group of a Parquet file, written from codes.
//!
//! The `parquet` crate looks every value up by its bytes to find its place in the dictionary. Whoever
//! scans codes knows that place already, so pages are made here of texts and whole numbers, and the
//! crate's own writers are left what is rarer. Format: "Data Pages", "Plain", "RLE dictionary",
//! "RLE/bit-packing hybrid", "Delta Encoding" and "Delta-length byte array" of the Parquet
//! specification; pages of version 1, as every reader knows.

mod page;
mod plain;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type, UInt32Type,
};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, GenericStringArray, OffsetSizeTrait, PrimitiveArray,
    StringArray,
};
use arrow_schema::DataType;
use bytes::Bytes;
use hashbrown::HashMap;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::statistics::Statistics;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

pub(super) use self::page::Packer;
use self::page::{Done, pack, put_length, put_number, put_run, put_text};
use self::plain::Plain;
use crate::source::parquet_file::as_text;

/// Bytes of plain values, or values by position, from which a page is full.
///
/// Few enough that a page is made and packed in the processor's own memory, and that the memory of a
/// column is given back to the next one and not to the system.
const PAGE_SIZE: usize = 1 << 16;
const PAGE_CODES: usize = 1 << 14;
/// Bytes of a dictionary from which values are written plainly.
const MOST_DICTIONARY: usize = 1 << 20;
/// Bytes of what a page without statistics says of itself, at most.
const MOST_HEADER: usize = 64;
/// Values from which a column shows that it repeats too little for a dictionary.
const TELLING_VALUES: usize = 4096;
/// Longest text that is told as a column's least or most.
const MOST_STATISTICS: usize = 64;
/// Whole numbers from here, as many again above 0, are looked up without a hash.
const LEAST_DIRECT: i64 = -(1 << 12);

/// What the values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Int32,
    Int64,
}

impl Kind {
    /// Returns how a type is stored, where its pages are made here.
    pub(super) fn of(data_type: &DataType) -> Option<Self> {
        match data_type {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Some(Self::Text),
            DataType::Dictionary(_, value) if Self::of(value) == Some(Self::Text) => {
                Some(Self::Text)
            }
            DataType::Int8 | DataType::Int16 | DataType::Int32 => Some(Self::Int32),
            DataType::Int64 => Some(Self::Int64),
            _ => None,
        }
    }
}

/// One column of a row group, under way.
pub(super) struct Chunk {
    kind: Kind,
    /// Whether values may be missing.
    is_optional: bool,
    /// Nothing where values are written plainly.
    dictionary: Option<Dictionary>,
    /// The page under way: its rows, which of their values are there (all behind the last that is
    /// told), and these.
    n_rows: usize,
    there: Vec<bool>,
    codes: Vec<u32>,
    plain: Plain,
    /// Whether pages are packed; settled by the first.
    packs: Option<bool>,
    /// The dictionary of the array that came last, and the place of each of its entries in ours.
    places: Option<(ArrayRef, Vec<u32>)>,
    pages: Vec<Done>,
    n_values: usize,
    n_there: usize,
}

/// The distinct values so far.
struct Dictionary {
    /// Each as a plain page has it, one behind the other.
    page: Vec<u8>,
    n: u32,
    by_text: HashMap<String, u32>,
    by_number: HashMap<i64, u32>,
    /// Place plus one of the numbers from [`LEAST_DIRECT`] on.
    direct: Vec<u32>,
}

impl Dictionary {
    fn new() -> Self {
        Self {
            page: Vec::new(),
            n: 0,
            by_text: HashMap::new(),
            by_number: HashMap::new(),
            direct: Vec::new(),
        }
    }

    fn text(&mut self, text: &str) -> u32 {
        if let Some(&place) = self.by_text.get(text) {
            return place;
        }
        put_text(text, &mut self.page);
        self.by_text.insert(text.to_owned(), self.n);
        self.n += 1;
        self.n - 1
    }

    #[inline]
    fn number(&mut self, kind: Kind, number: i64) -> u32 {
        let at = usize::try_from(number.wrapping_sub(LEAST_DIRECT)).unwrap_or(usize::MAX);
        if let Some(&place) = self.direct.get(at)
            && place > 0
        {
            return place - 1;
        }
        self.new_number(kind, number, at)
    }

    fn new_number(&mut self, kind: Kind, number: i64, at: usize) -> u32 {
        let size = 2 * LEAST_DIRECT.unsigned_abs() as usize;
        let is_direct = at < size;
        if !is_direct && let Some(&place) = self.by_number.get(&number) {
            return place;
        }
        put_number(kind, number, &mut self.page);
        if is_direct {
            self.direct.resize(size, 0);
            self.direct[at] = self.n + 1;
        } else {
            self.by_number.insert(number, self.n);
        }
        self.n += 1;
        self.n - 1
    }
}

impl Chunk {
    /// `has_dictionary` says whether values are expected to repeat.
    pub(super) fn new(kind: Kind, is_optional: bool, has_dictionary: bool) -> Self {
        Self {
            kind,
            is_optional,
            dictionary: has_dictionary.then(Dictionary::new),
            n_rows: 0,
            there: Vec::new(),
            codes: Vec::new(),
            plain: Plain::default(),
            packs: None,
            places: None,
            pages: Vec::new(),
            n_values: 0,
            n_there: 0,
        }
    }

    /// Appends values: texts, codes of texts, or whole numbers of any size.
    pub(super) fn append(
        &mut self,
        array: &ArrayRef,
        packer: &mut Packer,
    ) -> Result<(), ParquetError> {
        // Texts of other shapes become plain ones first, so that what is missing is seen.
        let shown = match (self.kind, array.data_type()) {
            (Kind::Text, DataType::Utf8) => None,
            (Kind::Text, DataType::Dictionary(key, value))
                if **key == DataType::UInt32
                    && **value == DataType::Utf8
                    && !array.as_any_dictionary().values().is_nullable() =>
            {
                None
            }
            (Kind::Text, _) => Some(as_text(array)?),
            _ => None,
        };
        let array: &dyn Array = match &shown {
            Some(shown) => shown,
            None => array,
        };
        if !self.is_optional && array.null_count() > 0 {
            let message = "a value is missing where the column has all";
            return Err(ParquetError::General(message.to_owned()));
        }
        self.n_values += array.len();
        self.n_there += array.len() - array.null_count();
        if let Some(nulls) = array.nulls() {
            self.there.resize(self.n_rows, true);
            self.there.extend(nulls.iter());
        }
        self.n_rows += array.len();
        match (self.kind, array.data_type()) {
            (Kind::Text, DataType::Utf8) => self.texts::<i32>(array.as_string()),
            (Kind::Text, DataType::LargeUtf8) => self.texts::<i64>(array.as_string()),
            (Kind::Text, _) => self.coded(array.as_dictionary()),
            (_, DataType::Int64) => self.numbers::<Int64Type>(array.as_primitive()),
            (_, DataType::Int32) => self.numbers::<Int32Type>(array.as_primitive()),
            (_, DataType::Int16) => self.numbers::<Int16Type>(array.as_primitive()),
            (_, DataType::Int8) => self.numbers::<Int8Type>(array.as_primitive()),
            (_, other) => {
                let message = format!("{other} in a column of whole numbers");
                return Err(ParquetError::General(message));
            }
        }
        self.close_full(packer);
        Ok(())
    }

    fn texts<O: OffsetSizeTrait>(&mut self, array: &GenericStringArray<O>) {
        match &mut self.dictionary {
            Some(dictionary) => {
                let places = array.iter().flatten().map(|text| dictionary.text(text));
                self.codes.extend(places);
            }
            None if array.null_count() == 0 => {
                // All at once: they stand one behind the other already.
                let ends = array.value_offsets();
                let lengths = ends
                    .windows(2)
                    .map(|pair| (pair[1].as_usize() - pair[0].as_usize()) as i64);
                self.plain.numbers.extend(lengths);
                if let [first, .., last] = ends {
                    let text = &array.value_data()[first.as_usize()..last.as_usize()];
                    self.plain.text.extend_from_slice(text);
                }
            }
            None => array
                .iter()
                .flatten()
                .for_each(|text| self.plain.push(text)),
        }
    }

    fn coded(&mut self, array: &DictionaryArray<UInt32Type>) {
        let (keys, values) = (array.keys(), array.values());
        let texts: &StringArray = values.as_string();
        let Some(dictionary) = &mut self.dictionary else {
            for key in keys.iter().flatten() {
                self.plain.push(texts.value(key as usize));
            }
            return;
        };
        let known = self.places.take();
        let known = known.filter(|(known, _)| std::sync::Arc::ptr_eq(known, values));
        let (_, mut places) =
            known.unwrap_or_else(|| (ArrayRef::clone(values), vec![u32::MAX; texts.len()]));
        self.codes.extend(keys.iter().flatten().map(|key| {
            let place = &mut places[key as usize];
            if *place == u32::MAX {
                *place = dictionary.text(texts.value(key as usize));
            }
            *place
        }));
        self.places = Some((ArrayRef::clone(values), places));
    }

    fn numbers<T: ArrowPrimitiveType<Native: Into<i64>>>(&mut self, array: &PrimitiveArray<T>) {
        if array.null_count() == 0 {
            // Nobody has to be asked whether each is there.
            let all = array.values().iter();
            self.each_number(all.map(|&number| number.into()));
        } else {
            self.each_number(array.iter().flatten().map(Into::into));
        }
    }

    fn each_number(&mut self, numbers: impl Iterator<Item = i64>) {
        let kind = self.kind;
        match &mut self.dictionary {
            Some(dictionary) => {
                self.codes
                    .extend(numbers.map(|number| dictionary.number(kind, number)));
            }
            None => self.plain.numbers.extend(numbers),
        }
    }

    /// Closes the page that is full, and the dictionary that is.
    fn close_full(&mut self, packer: &mut Packer) {
        if self.plain.len() >= PAGE_SIZE || self.codes.len() >= PAGE_CODES {
            self.close_page(packer);
        }
        let is_too_large = self.dictionary.as_ref().is_some_and(|dictionary| {
            let repeats_little =
                self.n_there >= TELLING_VALUES && dictionary.n as usize * 2 > self.n_there;
            dictionary.page.len() > MOST_DICTIONARY || repeats_little
        });
        // What has codes keeps them; the dictionary is written, and not asked again.
        if is_too_large {
            self.close_page(packer);
            if let Some(dictionary) = self.dictionary.take() {
                let n = dictionary.n;
                let page = packer.pack(&dictionary.page, n, Encoding::PLAIN, self.is_packed());
                self.pages.insert(0, page);
                self.places = None;
            }
        }
    }

    /// Returns whether the pages of the column are packed: one packing holds for all of them.
    fn is_packed(&self) -> bool {
        self.packs.unwrap_or(true)
    }

    fn close_page(&mut self, packer: &mut Packer) {
        if self.n_rows == 0 {
            return;
        }
        let packs = self.dictionary.is_some() || self.plain.packs();
        self.packs.get_or_insert(packs);
        let mut bytes = std::mem::take(&mut packer.page);
        bytes.clear();
        if self.is_optional {
            let mut levels = Vec::new();
            if self.there.iter().all(|&there| there) {
                put_run(self.n_rows, &[1], &mut levels);
            } else {
                self.there.resize(self.n_rows, true);
                let bits: Vec<u32> = self.there.iter().map(|&there| u32::from(there)).collect();
                pack(&bits, 1, &mut levels);
            }
            put_length(levels.len(), &mut bytes);
            bytes.extend(levels);
        }
        let encoding = match &self.dictionary {
            Some(dictionary) if dictionary.n > 0 => {
                let width = 32 - dictionary.n.saturating_sub(1).leading_zeros();
                bytes.push(width as u8);
                match width {
                    0 => put_run(self.codes.len(), &[], &mut bytes),
                    _ => pack(&self.codes, width, &mut bytes),
                }
                Encoding::RLE_DICTIONARY
            }
            _ => self.plain.put(self.kind, &mut bytes),
        };
        let n = u32::try_from(self.n_rows).unwrap_or(u32::MAX);
        let page = packer.pack(&bytes, n, encoding, self.is_packed());
        self.pages.push(page);
        packer.page = bytes;
        self.there.clear();
        self.n_rows = 0;
        self.codes.clear();
    }

    /// Returns the bytes of the column with what a row group says of it.
    pub(super) fn finish(
        mut self,
        column: ColumnDescPtr,
        packer: &mut Packer,
    ) -> Result<(Bytes, ColumnCloseResult), ParquetError> {
        self.close_page(packer);
        let statistics = self.dictionary.as_ref().and_then(|dictionary| {
            let n_missing = (self.n_values - self.n_there) as u64;
            statistics(self.kind, &dictionary.page, n_missing)
        });
        let mut has_dictionary = self.dictionary.is_none()
            && (self.pages.iter()).any(|page| page.encoding == Encoding::RLE_DICTIONARY);
        if let Some(dictionary) = self.dictionary.take().filter(|of| of.n > 0) {
            let packs = self.is_packed();
            let page = packer.pack(&dictionary.page, dictionary.n, Encoding::PLAIN, packs);
            self.pages.insert(0, page);
            has_dictionary = true;
        }
        // What stands before a page takes fewer bytes than this.
        let size = (self.pages.iter()).map(|page| page.bytes.len() + MOST_HEADER);
        let mut sink = TrackedWrite::new(Vec::with_capacity(size.sum()));
        let (mut unpacked, mut dictionary_offset, mut data_offset) = (0, None, None);
        let mut writer = SerializedPageWriter::new(&mut sink);
        let packing = match self.is_packed() {
            true => Compression::SNAPPY,
            false => Compression::UNCOMPRESSED,
        };
        // Levels are in this one.
        let mut encodings = vec![Encoding::RLE];
        for (at, done) in self.pages.into_iter().enumerate() {
            if !encodings.contains(&done.encoding) {
                encodings.push(done.encoding);
            }
            let is_dictionary = at == 0 && has_dictionary;
            let page = if is_dictionary {
                Page::DictionaryPage {
                    buf: done.bytes,
                    num_values: done.n,
                    encoding: Encoding::PLAIN,
                    is_sorted: false,
                }
            } else {
                Page::DataPage {
                    buf: done.bytes,
                    num_values: done.n,
                    encoding: done.encoding,
                    def_level_encoding: Encoding::RLE,
                    rep_level_encoding: Encoding::RLE,
                    statistics: None,
                }
            };
            let written = writer.write_page(CompressedPage::new(page, done.unpacked))?;
            unpacked += written.uncompressed_size;
            let offset = if is_dictionary {
                &mut dictionary_offset
            } else {
                &mut data_offset
            };
            offset.get_or_insert(i64::try_from(written.offset).unwrap_or(i64::MAX));
        }
        let bytes: Bytes = sink.into_inner()?.into();
        let size = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut metadata = ColumnChunkMetaData::builder(column)
            .set_compression(packing)
            .set_encodings(encodings)
            .set_num_values(size(self.n_values))
            .set_total_compressed_size(size(bytes.len()))
            .set_total_uncompressed_size(size(unpacked))
            .set_dictionary_page_offset(dictionary_offset)
            .set_data_page_offset(data_offset.unwrap_or_default());
        if let Some(statistics) = statistics {
            metadata = metadata.set_statistics(statistics);
        }
        let close = ColumnCloseResult {
            bytes_written: bytes.len() as u64,
            rows_written: self.n_values as u64,
            metadata: metadata.build()?,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        Ok((bytes, close))
    }
}

/// Returns the least and the most of a dictionary, which says of every value of its column.
fn statistics(kind: Kind, page: &[u8], n_missing: u64) -> Option<Statistics> {
    let missing = Some(n_missing);
    match kind {
        Kind::Text => {
            let (mut least, mut most): (Option<&[u8]>, Option<&[u8]>) = (None, None);
            let mut rest = page;
            while let Some((length, after)) = rest.split_first_chunk::<4>() {
                let (text, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
                least = Some(least.map_or(text, |least| least.min(text)));
                most = Some(most.map_or(text, |most| most.max(text)));
                rest = after;
            }
            let of = |text: &[u8]| ByteArray::from(text.to_vec());
            let (least, most) = (least?, most?);
            let is_short = least.len().max(most.len()) <= MOST_STATISTICS;
            is_short.then(|| {
                Statistics::byte_array(Some(of(least)), Some(of(most)), None, missing, false)
            })
        }
        Kind::Int32 => {
            let numbers = page.as_chunks::<4>().0.iter();
            let numbers = numbers.map(|bytes| i32::from_le_bytes(*bytes));
            let (least, most) = (numbers.clone().min(), numbers.max());
            Some(Statistics::int32(least, most, None, missing, false))
        }
        Kind::Int64 => {
            let numbers = page.as_chunks::<8>().0.iter();
            let numbers = numbers.map(|bytes| i64::from_le_bytes(*bytes));
            let (least, most) = (numbers.clone().min(), numbers.max());
            Some(Statistics::int64(least, most, None, missing, false))
        }
    }
}

#[cfg(test)]
mod tests;
