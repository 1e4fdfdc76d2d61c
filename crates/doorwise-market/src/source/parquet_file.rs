//! Parquet: every type becomes text, as it would stand in a CSV export.

use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_cast::{CastOptions, can_cast_types, cast_with_options};
use arrow_schema::DataType;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{MAX_COLUMNS, MAX_UNPACK_RATIO, MAX_UNPACKED_BYTES, SourceError, header};
use crate::table::{Format, Table, TableBuilder};

const BATCH_ROWS: usize = 8192;

/// Reads a Parquet file into a table.
pub(super) fn read(path: &Path) -> Result<Table, SourceError> {
    // The Parquet reader panics on some damaged files (apache/arrow-rs#9742, #9358, #2855).
    super::isolated(|| read_guarded(path))
        .unwrap_or_else(|_| Err(damaged(path, "its contents contradict each other")))
}

fn damaged(path: &Path, message: impl ToString) -> SourceError {
    SourceError::damaged(path, "Parquet", message)
}

fn read_guarded(path: &Path) -> Result<Table, SourceError> {
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
    let mut table = TableBuilder::default();
    let names: Vec<String> = reader
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect();
    if names.len() > MAX_COLUMNS {
        return Err(SourceError::TooManyColumns {
            path: path.to_owned(),
            row: 1,
            limit: MAX_COLUMNS,
        });
    }
    for name in header::unique(&names, &mut table.notes) {
        table.add_column(name);
    }
    let batches = reader
        .with_batch_size(BATCH_ROWS)
        .build()
        .map_err(|error| damaged(path, error))?;
    for batch in batches {
        push_batch(&mut table, &batch.map_err(|error| damaged(path, error))?)
            .map_err(|error| damaged(path, error))?;
    }
    Ok(table.finish(path, None, Format::Parquet))
}

fn push_batch(
    table: &mut TableBuilder,
    batch: &RecordBatch,
) -> Result<(), arrow_schema::ArrowError> {
    for (column, array) in table.columns.iter_mut().zip(batch.columns()) {
        let text = as_text(array)?;
        let text = text.as_string::<i64>();
        for row in 0..batch.num_rows() {
            column.push(if text.is_null(row) {
                ""
            } else {
                text.value(row)
            });
        }
    }
    for _ in 0..batch.num_rows() {
        let row = table.rows() as u64 + 1;
        table.place_row(row);
    }
    Ok(())
}

/// Returns the array as text, nulls kept.
fn as_text(array: &ArrayRef) -> Result<ArrayRef, arrow_schema::ArrowError> {
    let whole = |number: f64| {
        if number.is_finite() {
            format!("{number}")
        } else {
            String::new()
        }
    };
    let strict = CastOptions {
        safe: false,
        ..CastOptions::default()
    };
    let texts = |texts: Vec<Option<String>>| -> ArrayRef {
        std::sync::Arc::new(arrow_array::LargeStringArray::from_iter(texts))
    };
    Ok(match array.data_type() {
        // Rust prints the shortest text that reads back to the same number, and 5 for 5.0.
        DataType::Float64 => texts(
            array
                .as_primitive::<Float64Type>()
                .iter()
                .map(|number| number.map(whole))
                .collect(),
        ),
        DataType::Float32 => texts(
            array
                .as_primitive::<Float32Type>()
                .iter()
                .map(|number| number.map(|number| format!("{number}")))
                .collect(),
        ),
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => {
            lists_as_text(array)?
        }
        kind if can_cast_types(kind, &DataType::LargeUtf8) => {
            match cast_with_options(array, &DataType::LargeUtf8, &strict) {
                Ok(text) => text,
                // Bytes that are no text are shown in hexadecimal.
                Err(_) => texts(formatted(array)?),
            }
        }
        _ => texts(formatted(array)?),
    })
}

fn formatted(array: &ArrayRef) -> Result<Vec<Option<String>>, arrow_schema::ArrowError> {
    let options = FormatOptions::default();
    let formatter = ArrayFormatter::try_new(array.as_ref(), &options)?;
    (0..array.len())
        .map(|row| {
            (!array.is_null(row))
                .then(|| formatter.value(row).try_to_string())
                .transpose()
        })
        .collect()
}

/// Joins the items of each list with a bar, as cells with several values are written in CSV.
fn lists_as_text(array: &ArrayRef) -> Result<ArrayRef, arrow_schema::ArrowError> {
    let item = |row: usize| -> Option<ArrayRef> {
        if array.is_null(row) {
            return None;
        }
        match array.data_type() {
            DataType::List(_) => Some(array.as_list::<i32>().value(row)),
            DataType::LargeList(_) => Some(array.as_list::<i64>().value(row)),
            _ => Some(array.as_fixed_size_list().value(row)),
        }
    };
    let mut joined = Vec::with_capacity(array.len());
    for row in 0..array.len() {
        let Some(items) = item(row) else {
            joined.push(None);
            continue;
        };
        let items = as_text(&items)?;
        let texts: Vec<&str> = items.as_string::<i64>().iter().flatten().collect();
        joined.push(Some(texts.join("|")));
    }
    Ok(std::sync::Arc::new(
        arrow_array::LargeStringArray::from_iter(joined),
    ))
}
