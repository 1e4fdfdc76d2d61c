//! Some rows of a prepared table's blocks, as columns to write.

use std::sync::{Arc, OnceLock};

use arrow_array::builder::{
    BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, NullBufferBuilder, StringBuilder,
};
use arrow_array::{ArrayRef, StringArray, UInt32Array};
use arrow_buffer::OffsetBuffer;
use arrow_schema::ArrowError;

use crate::prepared::{Block, ColumnInfo, Storage, Texts};
use crate::stream::output::coded;

/// A column that is written, for one thread.
pub(super) struct Kept {
    pub(super) column: usize,
    /// The texts of its dictionary, the same for all threads, where codes of them are written.
    texts: Option<ArrayRef>,
    /// The numbers of its dictionary.
    numbers: Vec<Option<i64>>,
}

impl Kept {
    pub(super) fn new(column: usize, info: &ColumnInfo, texts: &OnceLock<ArrayRef>) -> Self {
        let dictionary = info.dictionary.iter();
        let (mut shared, mut numbers) = (None, Vec::new());
        match info.storage {
            Storage::Text | Storage::Shown => {
                let texts = texts.get_or_init(|| {
                    let texts = dictionary.map(|text| text.as_deref().unwrap_or(""));
                    Arc::new(StringArray::from_iter_values(texts))
                });
                shared = Some(ArrayRef::clone(texts));
            }
            Storage::Whole => {
                let number = |text: &Option<String>| text.as_deref()?.parse().ok();
                numbers = dictionary.map(number).collect();
            }
            _ => {}
        }
        Self {
            column,
            texts: shared,
            numbers,
        }
    }

    /// Returns some rows of a block in the widest of the types that its storage stands for.
    pub(super) fn rows(
        &self,
        block: &Block<'_>,
        info: &ColumnInfo,
        chosen: &[u32],
    ) -> Result<ArrayRef, ArrowError> {
        let rows = chosen.iter().map(|&row| row as usize);
        match (&self.texts, block) {
            (Some(texts), Block::Codes1(codes)) => {
                let codes = rows.map(|row| u32::from(codes[row]));
                coded(there(codes, &info.dictionary), ArrayRef::clone(texts))
            }
            (Some(texts), Block::Codes2(codes)) => {
                let codes = rows.map(|row| u32::from(u16::from_le_bytes(codes[row])));
                coded(there(codes, &info.dictionary), ArrayRef::clone(texts))
            }
            _ => Ok(self.typed(block, info.storage, &info.dictionary, chosen)),
        }
    }

    fn typed(
        &self,
        block: &Block<'_>,
        storage: Storage,
        dictionary: &[Option<String>],
        chosen: &[u32],
    ) -> ArrayRef {
        let rows = chosen.iter().map(|&row| row as usize);
        let code = |row: usize| -> Option<usize> {
            let code = match block {
                Block::Codes1(codes) => usize::from(codes[row]),
                Block::Codes2(codes) => usize::from(u16::from_le_bytes(codes[row])),
                _ => return None,
            };
            Some(code).filter(|&code| code < dictionary.len())
        };
        // The text of a cell that is kept as one.
        let text = |row: usize| dictionary[code(row)?].as_deref();
        match (storage, block) {
            (Storage::Text | Storage::Shown, Block::Wholes(numbers)) => {
                let mut builder = StringBuilder::new();
                for row in rows {
                    match numbers.get(row) {
                        Some(number) => builder.append_value(number.to_string()),
                        None if numbers.is_blank_text => builder.append_value(""),
                        None => builder.append_null(),
                    }
                }
                Arc::new(builder.finish())
            }
            (Storage::Text | Storage::Shown, Block::Texts(texts)) => Arc::new(taken(texts, chosen)),
            (Storage::Text | Storage::Shown, _) => {
                let mut builder = StringBuilder::with_capacity(chosen.len(), chosen.len() * 16);
                rows.for_each(|row| builder.append_option(text(row)));
                Arc::new(builder.finish())
            }
            (Storage::Truth, _) => {
                let mut builder = BooleanBuilder::with_capacity(chosen.len());
                rows.for_each(|row| builder.append_option(text(row).map(|text| text == "true")));
                Arc::new(builder.finish())
            }
            (Storage::Whole, Block::Wholes(numbers)) => {
                let mut builder = Int64Builder::with_capacity(chosen.len());
                rows.for_each(|row| builder.append_option(numbers.get(row)));
                Arc::new(builder.finish())
            }
            (Storage::Whole, _) => {
                let mut builder = Int64Builder::with_capacity(chosen.len());
                rows.for_each(|row| {
                    builder.append_option(code(row).and_then(|of| self.numbers[of]))
                });
                Arc::new(builder.finish())
            }
            (Storage::Number32 | Storage::Number64, Block::Numbers(numbers)) => {
                let mut builder = Float64Builder::with_capacity(chosen.len());
                rows.for_each(|row| builder.append_option(numbers.get(row)));
                Arc::new(builder.finish())
            }
            (Storage::Number32, _) => {
                let mut builder = Float64Builder::with_capacity(chosen.len());
                let number = |text: &str| text.parse::<f32>().ok().map(f64::from);
                rows.for_each(|row| builder.append_option(text(row).and_then(number)));
                Arc::new(builder.finish())
            }
            (Storage::Number64, _) => {
                let mut builder = Float64Builder::with_capacity(chosen.len());
                rows.for_each(|row| {
                    builder.append_option(text(row).and_then(|text| text.parse().ok()))
                });
                Arc::new(builder.finish())
            }
            (Storage::List, _) => {
                let mut builder = ListBuilder::new(StringBuilder::new());
                for row in rows {
                    let list = match block {
                        Block::Lists(lists) => lists.get(row),
                        _ => None,
                    };
                    let is_there = list.is_some();
                    for code in list.into_iter().flatten() {
                        let item = dictionary.get(code as usize).and_then(Option::as_deref);
                        builder.values().append_option(item);
                    }
                    builder.append(is_there);
                }
                Arc::new(builder.finish())
            }
        }
    }
}

/// Returns the texts of some rows; one that is damaged is missing.
fn taken(texts: &Texts<'_>, chosen: &[u32]) -> StringArray {
    let mut values = Vec::with_capacity(chosen.len() * 16);
    let mut lengths = Vec::with_capacity(chosen.len());
    let mut there = NullBufferBuilder::new(chosen.len());
    for &row in chosen {
        let start = values.len();
        let is_there = texts.append(row as usize, &mut values).is_some();
        if !is_there {
            values.truncate(start);
        }
        there.append(is_there);
        lengths.push(values.len() - start);
    }
    // All are looked at together: most texts are shorter than it takes to ask.
    let ends = OffsetBuffer::from_lengths(lengths);
    StringArray::try_new(ends, values.into(), there.finish()).unwrap_or_else(|_| {
        let texts = chosen.iter().map(|&row| texts.get(row as usize));
        texts.collect()
    })
}

/// Returns codes, those of no text missing.
fn there(codes: impl Iterator<Item = u32>, dictionary: &[Option<String>]) -> UInt32Array {
    match dictionary.iter().position(Option::is_none) {
        None => codes.collect::<Vec<u32>>().into(),
        Some(none) => codes
            .map(|code| Some(code).filter(|&code| code as usize != none))
            .collect(),
    }
}
