//! Parquet: every type becomes text, as it would stand in a CSV export.

mod nested;
mod text;

use std::collections::BTreeMap;
use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, FieldRef, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowSelection,
    RowSelector,
};

pub(crate) use self::nested::has_structs;
pub(crate) use self::text::as_text;
use super::{
    MAX_COLUMNS, MAX_UNPACK_RATIO, MAX_UNPACKED_BYTES, Pieces, ReadOptions, SourceError, header,
};
use crate::table::{Format, Note, Table, TableBuilder};
use crate::write::ColumnKind;

const BATCH_ROWS: usize = 8192;

/// Reads a Parquet file.
pub(super) fn read(options: &ReadOptions, pieces: &mut Pieces<'_>) -> Result<(), SourceError> {
    let path = pieces.path;
    guarded(path, || read_guarded(options, pieces))
}

/// Runs what reads a Parquet file.
///
/// The Parquet reader panics on some damaged files (apache/arrow-rs#9742, #9358, #2855).
pub(crate) fn guarded<T>(
    path: &Path,
    read: impl FnOnce() -> Result<T, SourceError>,
) -> Result<T, SourceError> {
    super::isolated(read)
        .unwrap_or_else(|_| Err(damaged(path, "its contents contradict each other")))
}

pub(crate) fn damaged(path: &Path, message: impl ToString) -> SourceError {
    SourceError::damaged(path, "Parquet", message)
}

/// Opens a Parquet file whose declared size is believable.
pub(crate) fn open(path: &Path) -> Result<ParquetRecordBatchReaderBuilder<File>, SourceError> {
    let file = File::open(path).map_err(|error| SourceError::io(path, error))?;
    let packed = file
        .metadata()
        .map_err(|error| SourceError::io(path, error))?
        .len();
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| damaged(path, error))?;
    let declared: i64 = reader
        .metadata()
        .row_groups()
        .iter()
        .map(|group| group.total_byte_size().max(0))
        .sum();
    let unpacked = declared.unsigned_abs();
    // Column files pack far better than archives, so the ratio only counts above the size limit.
    if unpacked > MAX_UNPACKED_BYTES && unpacked / packed.max(1) > MAX_UNPACK_RATIO {
        return Err(SourceError::Bomb {
            path: path.to_owned(),
            packed,
            unpacked,
        });
    }
    if nested::leaves(reader.schema()).len() > MAX_COLUMNS {
        return Err(SourceError::TooManyColumns {
            path: path.to_owned(),
            row: 1,
            limit: MAX_COLUMNS,
        });
    }
    Ok(reader)
}

/// Returns the headers of a Parquet file, unique and never blank.
pub(crate) fn headers(schema: &Schema, notes: &mut Vec<Note>) -> Vec<String> {
    let leaves = nested::leaves(schema);
    let names: Vec<&str> = leaves.iter().map(|leaf| leaf.name.as_str()).collect();
    header::unique(&names, notes)
}

/// Returns what each column of a file holds, by header.
pub(super) fn kinds(path: &Path) -> Result<BTreeMap<String, ColumnKind>, SourceError> {
    let reader = open(path)?;
    let names = headers(reader.schema(), &mut Vec::new()).into_iter();
    let leaves = nested::leaves(reader.schema());
    let kind = |kind: &DataType| match kind {
        DataType::Boolean => ColumnKind::Bool,
        DataType::Float32 | DataType::Float64 => ColumnKind::Float,
        // The largest of the long ones without a sign are above our numbers.
        kind if kind.is_integer() && *kind != DataType::UInt64 => ColumnKind::Int,
        _ => ColumnKind::Text,
    };
    Ok(names
        .zip(leaves.iter().map(|leaf| kind(leaf.kind)))
        .collect())
}

fn read_guarded(options: &ReadOptions, pieces: &mut Pieces<'_>) -> Result<(), SourceError> {
    let path = pieces.path;
    let reader = open(path)?;
    let mut table = TableBuilder::default();
    let (wanted, kept) = wanted(&reader, options, &mut table);
    let mut numbers = 1..;
    let batches = reader
        .with_projection(wanted)
        .with_batch_size(BATCH_ROWS.min(pieces.rows))
        .build()
        .map_err(|error| damaged(path, error))?;
    for batch in batches {
        let batch = batch.map_err(|error| damaged(path, error))?;
        push_batch(&mut table, &batch, &kept, &mut numbers)
            .map_err(|error| damaged(path, error))?;
        if pieces.offer(&mut table, &Format::Parquet).is_break() {
            return Ok(());
        }
    }
    pieces.finish(table, Format::Parquet);
    Ok(())
}

/// Adds the columns that are read to an empty table, and returns where they lie; of each column that
/// lies there also whether it is one of them.
fn wanted(
    reader: &ParquetRecordBatchReaderBuilder<File>,
    options: &ReadOptions,
    table: &mut TableBuilder,
) -> (ProjectionMask, Vec<bool>) {
    let names = headers(reader.schema(), &mut table.notes);
    let is_wanted = |name: &String| {
        let named = options.columns.as_ref();
        named.is_none_or(|named| named.contains(name))
    };
    let leaves = nested::leaves(reader.schema());
    let each = || leaves.iter().zip(&names);
    let roots = each().filter(|(_, name)| is_wanted(name));
    let roots: Vec<usize> = roots.map(|(leaf, _)| leaf.root).collect();
    let lie_there = each().filter(|(leaf, _)| roots.contains(&leaf.root));
    let kept = lie_there.map(|(_, name)| is_wanted(name)).collect();
    let mask = ProjectionMask::roots(reader.parquet_schema(), roots.iter().copied());
    for name in names.into_iter().filter(is_wanted) {
        table.add_column(name);
    }
    (mask, kept)
}

/// Reads some rows of a file, from the least to the most, and no row group that has none of them.
pub(crate) fn rows(
    path: &Path,
    options: &ReadOptions,
    rows: &[usize],
) -> Result<Table, SourceError> {
    let reader = open(path)?;
    let mut table = TableBuilder::default();
    let (wanted, kept) = wanted(&reader, options, &mut table);
    let (mut groups, mut chosen) = (Vec::new(), Vec::new());
    let (mut start, mut before, mut rest) = (0, 0, rows);
    for (idx, group) in reader.metadata().row_groups().iter().enumerate() {
        let n = usize::try_from(group.num_rows()).unwrap_or(0);
        let (here, after) = rest.split_at(rest.partition_point(|&row| row < start + n));
        if !here.is_empty() {
            groups.push(idx);
            chosen.extend(here.iter().map(|&row| before + row - start));
            before += n;
        }
        (start, rest) = (start + n, after);
    }
    let batches = reader
        .with_projection(wanted)
        .with_row_groups(groups)
        .with_row_selection(selection(chosen.into_iter()))
        .with_batch_size(BATCH_ROWS)
        .build()
        .map_err(|error| damaged(path, error))?;
    let mut numbers = rows.iter().map(|&row| row as u64 + 1);
    for batch in batches {
        let batch = batch.map_err(|error| damaged(path, error))?;
        push_batch(&mut table, &batch, &kept, &mut numbers)
            .map_err(|error| damaged(path, error))?;
    }
    Ok(table.finish(path, None, Format::Parquet))
}

/// Returns which rows are read and which passed over.
pub(crate) fn selection(chosen: impl Iterator<Item = usize>) -> RowSelection {
    let mut selectors: Vec<RowSelector> = Vec::new();
    let mut next = 0;
    for row in chosen {
        if row == next
            && let Some(last) = selectors.last_mut()
        {
            last.row_count += 1;
        } else {
            if row > next {
                selectors.push(RowSelector::skip(row - next));
            }
            selectors.push(RowSelector::select(1));
        }
        next = row + 1;
    }
    RowSelection::from(selectors)
}

/// Adds the rows of a batch, each with its number, and of its columns those that are kept.
fn push_batch(
    table: &mut TableBuilder,
    batch: &RecordBatch,
    kept: &[bool],
    numbers: &mut impl Iterator<Item = u64>,
) -> Result<(), arrow_schema::ArrowError> {
    let mut columns = table.columns.iter_mut();
    let mut kept = kept.iter();
    for array in batch.columns() {
        nested::texts(array, &mut |texts| {
            if kept.next() == Some(&true)
                && let Some(column) = columns.next()
            {
                let cells = texts.iter();
                cells.for_each(|text| column.push(text.unwrap_or_default()));
            }
        })?;
    }
    for number in numbers.take(batch.num_rows()) {
        table.place_row(number);
    }
    Ok(())
}

/// The columns of a file, each with a reader of its own.
pub(crate) struct Columns {
    schema: SchemaRef,
    readers: Vec<ColumnReader>,
}

/// Reads some neighbouring columns of a file in batches of one size.
pub(crate) struct ColumnReader {
    path: PathBuf,
    types: Vec<DataType>,
    batches: ParquetRecordBatchReader,
}

/// Opens the columns of a Parquet file one by one, or in as many neighbourhoods as are allowed.
pub(crate) fn columns(path: &Path, batch: usize, most: usize) -> Result<Columns, SourceError> {
    let whole = open(path)?;
    let schema = SchemaRef::clone(whole.schema());
    let n = schema.fields().len();
    let each = n.div_ceil(most).max(1);
    let mut readers = Vec::new();
    for start in (0..n).step_by(each) {
        let roots = start..n.min(start + each);
        let file = File::open(path).map_err(|error| SourceError::io(path, error))?;
        let coded = coded_schema(&whole, roots.clone());
        let options = ArrowReaderOptions::new().with_schema(coded);
        let reader = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options)
            .map_err(|error| damaged(path, error))?;
        let fields = roots.clone().map(|root| reader.schema().field(root));
        let types = fields.map(|field| field.data_type().clone()).collect();
        let mask = ProjectionMask::roots(reader.parquet_schema(), roots);
        let batches = reader
            .with_projection(mask)
            .with_batch_size(batch)
            .build()
            .map_err(|error| damaged(path, error))?;
        readers.push(ColumnReader {
            path: path.to_owned(),
            types,
            batches,
        });
    }
    Ok(Columns { schema, readers })
}

/// Returns the schema with texts as codes where the file keeps them as codes throughout.
fn coded_schema(whole: &ParquetRecordBatchReaderBuilder<File>, roots: Range<usize>) -> SchemaRef {
    let leaves = whole.parquet_schema();
    let is_coded = |root: usize| {
        (0..leaves.num_columns())
            .filter(|&leaf| leaves.get_column_root_idx(leaf) == root)
            .all(|leaf| {
                let groups = whole.metadata().row_groups().iter();
                let mut chunks = groups.map(|group| group.column(leaf));
                chunks.all(|chunk| chunk.dictionary_page_offset().is_some())
            })
    };
    let fields = whole.schema().fields().iter().enumerate();
    let fields: Vec<FieldRef> = fields
        .map(|(root, field)| {
            let is_text = matches!(field.data_type(), DataType::Utf8 | DataType::LargeUtf8);
            if roots.contains(&root) && is_text && is_coded(root) {
                let kind = Box::new(field.data_type().clone());
                let coded = DataType::Dictionary(Box::new(DataType::Int32), kind);
                Arc::new(field.as_ref().clone().with_data_type(coded))
            } else {
                Arc::clone(field)
            }
        })
        .collect();
    Arc::new(Schema::new_with_metadata(
        fields,
        whole.schema().metadata().clone(),
    ))
}

impl Columns {
    pub(crate) fn schema(&self) -> &Schema {
        &self.schema
    }

    pub(crate) fn into_readers(self) -> Vec<ColumnReader> {
        self.readers
    }
}

impl ColumnReader {
    /// Returns the type of each column.
    pub(crate) fn types(&self) -> &[DataType] {
        &self.types
    }
}

impl Iterator for ColumnReader {
    type Item = Result<RecordBatch, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.batches.next()?;
        Some(batch.map_err(|error| damaged(&self.path, error)))
    }
}
