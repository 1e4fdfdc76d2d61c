//! Prepares a table: reads its source once and writes it as coded blocks.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use arrow_array::ArrayRef;
use doorwise_model::save::Pending;
use rayon::prelude::*;

use super::encode::{ColumnEncoder, Encoded, blanks};
use super::footer::{About, BlockInfo, ColumnInfo, Footer, MAGIC, Storage};
use super::stamp::Stamp;
use super::{BLOCK_ROWS, path_of};
use crate::source::{self, ReadOptions, SourceError, parquet_file};
use crate::table::{Format, RowPlaces, Table};
use crate::write::WriteError;

/// Blocks of one column that are encoded between two writings.
const BLOCKS_AT_ONCE: usize = 4;
/// Most readings of one Parquet file at the same time; each holds a file open.
const MOST_READERS: usize = 128;

/// A table that was prepared.
#[derive(Debug)]
pub struct Preparation {
    /// Where the prepared table stands.
    pub path: PathBuf,
    /// Its rows.
    pub rows: usize,
    /// Its columns.
    pub columns: usize,
    /// Its size on the disk.
    pub bytes: u64,
    /// Rows that could not be read: place and reason.
    pub skipped: Vec<String>,
    /// What was assumed or mended while reading.
    pub notes: Vec<String>,
}

/// Why a table could not be prepared.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// The source could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The prepared table could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A pattern has no place of its own.
    #[error("`{}` is a pattern, beside which nothing can be kept\nhelp: prepare the folder or each of its files", path.display())]
    Pattern {
        /// The pattern.
        path: PathBuf,
    },
    /// Somebody wrote to the source meanwhile.
    #[error("`{}` changed while it was read\nhelp: prepare it again when it is complete", path.display())]
    Changed {
        /// The source.
        path: PathBuf,
    },
}

/// Prepares a source; the prepared table takes its place in one step, beside it.
///
/// # Errors
/// Returns an error where the source cannot be read or the result cannot be written; what was
/// prepared before is then untouched.
pub fn prepare(source: &Path, options: &ReadOptions) -> Result<Preparation, PrepareError> {
    if source::is_pattern(source) {
        return Err(PrepareError::Pattern {
            path: source.to_owned(),
        });
    }
    // All columns are kept, whatever the caller needs.
    let options = &ReadOptions {
        columns: None,
        ..options.clone()
    };
    let stamp_of = || Stamp::of(source, options).map_err(|error| SourceError::io(source, error));
    let stamp = stamp_of()?;
    let path = path_of(source);
    let mut writer = Writer::create(&path)?;
    let last = if source::is_parquet(source)? && is_flat(source)? {
        from_parquet(source, &mut writer)?
    } else {
        from_pieces(source, options, &mut writer)?
    };
    if stamp_of()? != stamp {
        return Err(PrepareError::Changed {
            path: source.to_owned(),
        });
    }
    let place = |row| format!("{}: {}", last.skipped_place(row), row.reason);
    let skipped = last.skipped.iter().map(place).collect();
    let notes = last.notes.iter().map(ToString::to_string).collect();
    let (columns, rows) = (writer.columns.len(), writer.places.len());
    let bytes = writer.finish(stamp, last)?;
    Ok(Preparation {
        path,
        rows,
        columns,
        bytes,
        skipped,
        notes,
    })
}

/// A prepared table being written.
struct Writer {
    path: PathBuf,
    out: Pending,
    offset: u64,
    columns: Vec<Writing>,
    block_rows: Vec<u32>,
    places: RowPlaces,
}

/// One column of it.
struct Writing {
    header: String,
    encoder: ColumnEncoder,
    blocks: Vec<BlockInfo>,
}

impl Writer {
    fn create(path: &Path) -> Result<Self, WriteError> {
        let failed = |error| WriteError::Io {
            path: path.to_owned(),
            error,
        };
        let mut out = Pending::create(path).map_err(failed)?;
        out.write_all(MAGIC).map_err(failed)?;
        Ok(Self {
            path: path.to_owned(),
            out,
            offset: MAGIC.len() as u64,
            columns: Vec::new(),
            block_rows: Vec::new(),
            places: RowPlaces::default(),
        })
    }

    fn failed(&self, error: io::Error) -> WriteError {
        WriteError::Io {
            path: self.path.clone(),
            error,
        }
    }

    /// Adds a column; it is blank in the blocks that are written already.
    fn add_column(&mut self, header: String, storage: Storage) -> Result<(), WriteError> {
        self.columns.push(Writing {
            header,
            encoder: ColumnEncoder::new(storage),
            blocks: Vec::new(),
        });
        for block in 0..self.block_rows.len() {
            let (column, n) = (self.columns.len() - 1, self.block_rows[block] as usize);
            let encoded = blanks(&mut self.columns[column].encoder, n);
            self.put(column, encoded)?;
        }
        Ok(())
    }

    /// Writes the next block of a column.
    fn put(&mut self, column: usize, encoded: Encoded) -> Result<(), WriteError> {
        let Encoded { encoding, bytes } = encoded;
        let length = u32::try_from(bytes.len())
            .map_err(|_| self.failed(io::Error::other("a block is above four gibibytes")))?;
        self.out
            .write_all(&bytes)
            .map_err(|error| self.failed(error))?;
        self.columns[column].blocks.push(BlockInfo {
            offset: self.offset,
            length,
            checksum: crc32fast::hash(&bytes),
            encoding,
        });
        self.offset += u64::from(length);
        Ok(())
    }

    /// Writes the next block of every column.
    fn put_block(&mut self, n: usize, columns: Vec<Encoded>) -> Result<(), WriteError> {
        for (column, encoded) in columns.into_iter().enumerate() {
            self.put(column, encoded)?;
        }
        self.block_rows.push(u32::try_from(n).unwrap_or(u32::MAX));
        Ok(())
    }

    /// Writes the footer and puts the file in its place; returns its size.
    fn finish(mut self, stamp: Stamp, last: Table) -> Result<u64, WriteError> {
        let mut blocks = Vec::new();
        for block in 0..self.block_rows.len() {
            blocks.extend(self.columns.iter().map(|column| column.blocks[block]));
        }
        let columns = std::mem::take(&mut self.columns).into_iter();
        let footer = Footer {
            stamp,
            columns: columns
                .map(|column| ColumnInfo {
                    header: column.header,
                    storage: column.encoder.storage(),
                    dictionary: column.encoder.finish(),
                })
                .collect(),
            block_rows: std::mem::take(&mut self.block_rows),
            blocks,
            about: About {
                sheet: last.sheet,
                format: last.format,
                parts: last.parts,
                row_places: std::mem::take(&mut self.places),
                skipped: last.skipped,
                notes: last.notes,
            },
        };
        let path = self.path.clone();
        let failed = |error| WriteError::Io {
            path: path.clone(),
            error,
        };
        footer.write(&mut self.out).map_err(failed)?;
        self.out.finish().map_err(failed)?;
        Ok(std::fs::metadata(&path).map_or(0, |metadata| metadata.len()))
    }
}

/// Prepares any table through its pieces; returns the last, which says what the reader noted.
fn from_pieces(
    source: &Path,
    options: &ReadOptions,
    writer: &mut Writer,
) -> Result<Table, PrepareError> {
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Table>(1);
        let reading =
            scope.spawn(move || {
                source::read_source(source, options, BLOCK_ROWS, &mut |table| match sender
                    .send(table)
                {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                })
            });
        let mut last = None;
        let mut outcome = Ok(());
        for table in receiver {
            outcome = put_table(writer, &table);
            if outcome.is_err() {
                break;
            }
            last = Some(table);
        }
        reading
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        outcome?;
        last.ok_or_else(|| {
            PrepareError::Source(SourceError::Empty {
                path: source.to_owned(),
            })
        })
    })
}

fn put_table(writer: &mut Writer, table: &Table) -> Result<(), WriteError> {
    // Columns of JSON may come late, and those before stay where they are.
    for column in &table.columns[writer.columns.len().min(table.columns.len())..] {
        writer.add_column(column.header.clone(), Storage::Text)?;
    }
    for start in (0..table.rows()).step_by(BLOCK_ROWS) {
        let end = table.rows().min(start + BLOCK_ROWS);
        let encoded: Vec<Encoded> = writer
            .columns
            .par_iter_mut()
            .zip(&table.columns)
            .map(|(column, cells)| {
                let codes = cells.codes()[start..end].iter();
                let positions = codes.map(|&code| Some(code as usize));
                let text = |position| Some(cells.text(position as u32));
                column.encoder.positions(positions, text)
            })
            .collect();
        writer.put_block(end - start, encoded)?;
        for row in start..end {
            writer.places.push(table.row_places.number(row));
        }
    }
    Ok(())
}

/// Returns whether each column of a Parquet file is one of the table.
fn is_flat(source: &Path) -> Result<bool, SourceError> {
    parquet_file::guarded(source, || {
        let file = parquet_file::open(source)?;
        Ok(!parquet_file::has_structs(file.schema()))
    })
}

/// Prepares a Parquet file column by column, on all threads; returns what its reader noted.
fn from_parquet(source: &Path, writer: &mut Writer) -> Result<Table, PrepareError> {
    let mut notes = Vec::new();
    let (mut readers, headers) = parquet_file::guarded(source, || {
        let columns = parquet_file::columns(source, BLOCK_ROWS, MOST_READERS)?;
        let headers = parquet_file::headers(columns.schema(), &mut notes);
        Ok((columns.into_readers(), headers))
    })?;
    let storages = readers.iter().flat_map(|reader| reader.types());
    let storages: Vec<Storage> = storages.map(arrow::storage_of).collect();
    for (header, storage) in headers.into_iter().zip(storages) {
        writer.add_column(header, storage)?;
    }
    let mut columns = std::mem::take(&mut writer.columns);
    loop {
        let mut rest = columns.as_mut_slice();
        let mut work = Vec::new();
        for reader in &mut readers {
            let (own, after) = rest.split_at_mut(reader.types().len());
            rest = after;
            work.push((reader, own));
        }
        // For each reader the blocks it read: their rows and their columns.
        let encoded: Vec<Vec<(usize, Vec<Encoded>)>> = work
            .into_par_iter()
            .map(|(reader, columns)| {
                parquet_file::guarded(source, || {
                    let mut blocks = Vec::new();
                    while blocks.len() < BLOCKS_AT_ONCE
                        && let Some(batch) = reader.next()
                    {
                        let batch = batch?;
                        let arrays = batch.columns().iter().zip(&mut *columns);
                        let encoded = arrays
                            .map(|(array, column)| arrow::encode(array, &mut column.encoder))
                            .collect::<Result<_, _>>()
                            .map_err(|error| parquet_file::damaged(source, error))?;
                        blocks.push((batch.num_rows(), encoded));
                    }
                    Ok(blocks)
                })
            })
            .collect::<Result<_, SourceError>>()?;
        let n_blocks = encoded.first().map_or(0, Vec::len);
        let is_even = encoded.iter().all(|blocks| blocks.len() == n_blocks);
        if !is_even {
            Err(parquet_file::damaged(
                source,
                "its columns are not of one length",
            ))?;
        }
        writer.columns = columns;
        let mut encoded: Vec<_> = encoded.into_iter().map(Vec::into_iter).collect();
        for _ in 0..n_blocks {
            let blocks: Vec<_> = encoded.iter_mut().filter_map(Iterator::next).collect();
            let n = blocks.first().map_or(0, |(n, _)| *n);
            if blocks.iter().any(|(rows, _)| *rows != n) {
                Err(parquet_file::damaged(
                    source,
                    "its columns are not of one length",
                ))?;
            }
            let block = blocks.into_iter().flat_map(|(_, block)| block).collect();
            writer.put_block(n, block)?;
            for _ in 0..n {
                writer.places.push(writer.places.len() as u64 + 1);
            }
        }
        columns = std::mem::take(&mut writer.columns);
        if n_blocks < BLOCKS_AT_ONCE {
            writer.columns = columns;
            let mut last = crate::table::TableBuilder::default();
            last.notes = notes;
            return Ok(last.finish(source, None, Format::Parquet));
        }
    }
}

/// Arrow arrays as cells.
mod arrow {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type};
    use arrow_array::{Array, OffsetSizeTrait};
    use arrow_schema::{ArrowError, DataType};

    use super::super::pieces::show_number;
    use super::{ArrayRef, ColumnEncoder, Encoded, Storage, parquet_file};

    pub(super) fn storage_of(kind: &DataType) -> Storage {
        let is_text = |kind: &DataType| matches!(kind, DataType::Utf8 | DataType::LargeUtf8);
        match kind {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Storage::Text,
            DataType::Dictionary(key, kind) if **key == DataType::Int32 && is_text(kind) => {
                Storage::Text
            }
            DataType::Boolean => Storage::Truth,
            DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => Storage::Whole,
            DataType::Float32 => Storage::Number32,
            DataType::Float64 => Storage::Number64,
            DataType::List(item) | DataType::LargeList(item) if is_text(item.data_type()) => {
                Storage::List
            }
            _ => Storage::Shown,
        }
    }

    pub(super) fn encode(
        array: &ArrayRef,
        column: &mut ColumnEncoder,
    ) -> Result<Encoded, ArrowError> {
        let rows = 0..array.len();
        let there = |row: usize| !array.is_null(row);
        Ok(match array.data_type() {
            DataType::Utf8 => texts::<i32>(array, column),
            DataType::LargeUtf8 => texts::<i64>(array, column),
            DataType::Utf8View => {
                let cells = array.as_string_view();
                column.texts(rows.map(|row| there(row).then(|| cells.value(row))))
            }
            DataType::Dictionary(_, kind) if column.storage() == Storage::Text => {
                let coded = array.as_dictionary::<Int32Type>();
                let keys = coded.keys().values();
                let positions = rows.map(|row| there(row).then(|| keys[row] as usize));
                match **kind {
                    DataType::Utf8 => {
                        let texts = coded.values().as_string::<i32>();
                        column
                            .positions(positions, |at| texts.is_valid(at).then(|| texts.value(at)))
                    }
                    _ => {
                        let texts = coded.values().as_string::<i64>();
                        column
                            .positions(positions, |at| texts.is_valid(at).then(|| texts.value(at)))
                    }
                }
            }
            DataType::Boolean => {
                let cells = array.as_boolean();
                let shown = |row| if cells.value(row) { "true" } else { "false" };
                column.texts(rows.map(|row| there(row).then(|| shown(row))))
            }
            DataType::Int8 => {
                let cells = array.as_primitive::<Int8Type>().values();
                column.wholes(rows.map(|row| there(row).then(|| i64::from(cells[row]))))
            }
            DataType::Int16 => {
                let cells = array.as_primitive::<Int16Type>().values();
                column.wholes(rows.map(|row| there(row).then(|| i64::from(cells[row]))))
            }
            DataType::Int32 => {
                let cells = array.as_primitive::<Int32Type>().values();
                column.wholes(rows.map(|row| there(row).then(|| i64::from(cells[row]))))
            }
            DataType::Int64 => {
                let cells = array.as_primitive::<Int64Type>().values();
                column.wholes(rows.map(|row| there(row).then(|| cells[row])))
            }
            DataType::Float32 => {
                let cells = array.as_primitive::<Float32Type>().values();
                let cells = rows.map(|row| there(row).then(|| f64::from(cells[row])));
                column.numbers(cells, |number| show_number(Storage::Number32, number))
            }
            DataType::Float64 => {
                let cells = array.as_primitive::<Float64Type>().values();
                let cells = rows.map(|row| there(row).then(|| cells[row]));
                column.numbers(cells, |number| show_number(Storage::Number64, number))
            }
            DataType::List(_) if column.storage() == Storage::List => lists::<i32>(array, column),
            DataType::LargeList(_) if column.storage() == Storage::List => {
                lists::<i64>(array, column)
            }
            _ => {
                let shown = parquet_file::as_text(array)?;
                column.texts(shown.iter())
            }
        })
    }

    fn texts<O: OffsetSizeTrait>(array: &ArrayRef, column: &mut ColumnEncoder) -> Encoded {
        let cells = array.as_string::<O>();
        column.texts((0..cells.len()).map(|row| cells.is_valid(row).then(|| cells.value(row))))
    }

    fn lists<O: OffsetSizeTrait>(array: &ArrayRef, column: &mut ColumnEncoder) -> Encoded {
        let lists = array.as_list::<O>();
        let items = lists.values();
        let (short, long) = (items.as_string_opt::<i32>(), items.as_string_opt::<i64>());
        let item = |at: usize| match (short, long) {
            (Some(items), _) => items.is_valid(at).then(|| items.value(at)),
            (_, Some(items)) => items.is_valid(at).then(|| items.value(at)),
            _ => None,
        };
        let offsets = lists.value_offsets();
        let list = |row: usize| {
            lists.is_valid(row).then(|| {
                let (start, end) = (offsets[row].as_usize(), offsets[row + 1].as_usize());
                (start..end).map(item)
            })
        };
        column.lists(lists.len(), (0..lists.len()).map(list))
    }
}
