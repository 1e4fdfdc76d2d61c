//! Columns of rows out as Parquet, with the types that they came with.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type};
use arrow_array::{
    Array, ArrayRef, Float32Array, LargeListArray, LargeStringArray, ListArray, StringArray,
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, SchemaRef};
use doorwise_model::save::Pending;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::errors::ParquetError;
use parquet::file::properties::EnabledStatistics;
use parquet::file::writer::SerializedFileWriter;

use super::chunk::{Chunk, Kind, Packer};
use super::{WriteError, io_error, parquet_error, parquet_file};

/// Rows from which a row group is closed; a single write is never cut.
const GROUP_ROWS: usize = 1 << 17;

/// A Parquet file being written. Dropped before [`BatchWriter::finish`], it leaves nothing behind.
pub(crate) struct BatchWriter {
    path: PathBuf,
    schema: SchemaRef,
    /// For each column whether its values are expected to repeat.
    repeats: Vec<bool>,
    file: SerializedFileWriter<Pending>,
    arrow: ArrowRowGroupWriterFactory,
    packer: Packer,
    group: Option<Group>,
    n_groups: usize,
}

/// The row group under way.
struct Group {
    columns: Vec<Column>,
    rows: usize,
}

enum Column {
    Own(Box<Chunk>),
    /// One for each of the leaves.
    Arrow(Vec<ArrowColumnWriter>),
}

impl BatchWriter {
    /// Opens a file; `plain` names columns with too many distinct values for a dictionary.
    pub(crate) fn create(
        path: &Path,
        schema: &SchemaRef,
        plain: &[String],
    ) -> Result<Self, WriteError> {
        let out = Pending::create(path).map_err(|error| io_error(path, error))?;
        // Our own columns have no index of pages, and a file has one for all columns or none.
        let properties = parquet_file::properties()
            .into_builder()
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_offset_index_disabled(true)
            .build();
        let writer = ArrowWriter::try_new(out, SchemaRef::clone(schema), Some(properties));
        let (file, arrow) = writer
            .and_then(ArrowWriter::into_serialized_writer)
            .map_err(|error| parquet_error(path, error))?;
        let fields = schema.fields().iter();
        Ok(Self {
            path: path.to_owned(),
            repeats: fields.map(|field| !plain.contains(field.name())).collect(),
            schema: SchemaRef::clone(schema),
            file,
            arrow,
            packer: Packer::new(),
            group: None,
            n_groups: 0,
        })
    }

    /// Writes rows, given by column in the order of the schema.
    ///
    /// Texts may come as codes (`UInt32` over `Utf8`), numbers wider than their column, and lists of
    /// texts with short ends where their column has long ones.
    pub(crate) fn write(&mut self, columns: &[ArrayRef]) -> Result<(), WriteError> {
        let appended = self.append(columns);
        appended.map_err(|error| parquet_error(&self.path, error))
    }

    pub(crate) fn finish(mut self) -> Result<(), WriteError> {
        let closed = self.close_group();
        closed
            .and_then(|()| self.file.into_inner())
            .map_err(|error| parquet_error(&self.path, error))?
            .finish()
            .map_err(|error| io_error(&self.path, error))
    }

    fn append(&mut self, columns: &[ArrayRef]) -> Result<(), ParquetError> {
        let mut group = match self.group.take() {
            Some(group) => group,
            None => self.open_group()?,
        };
        group.rows += columns.first().map_or(0, |column| column.len());
        let fields = self.schema.fields().iter();
        for ((column, array), field) in group.columns.iter_mut().zip(columns).zip(fields) {
            match column {
                Column::Own(chunk) => chunk.append(array, &mut self.packer)?,
                Column::Arrow(writers) => {
                    let array = as_typed(array, field.data_type())?;
                    for (writer, leaf) in writers.iter_mut().zip(compute_leaves(field, &array)?) {
                        writer.write(&leaf)?;
                    }
                }
            }
        }
        let is_full = group.rows >= GROUP_ROWS;
        self.group = Some(group);
        if is_full { self.close_group() } else { Ok(()) }
    }

    fn open_group(&self) -> Result<Group, ParquetError> {
        let mut writers = self.arrow.create_column_writers(self.n_groups)?.into_iter();
        let described = self.file.schema_descr();
        let fields = self.schema.fields().iter().zip(&self.repeats).enumerate();
        let columns = fields.map(|(root, (field, repeats))| {
            let is_of_root = |leaf: &usize| described.get_column_root_idx(*leaf) == root;
            let n_leaves = (0..described.num_columns()).filter(is_of_root).count();
            let arrow = writers.by_ref().take(n_leaves).collect();
            match Kind::of(field.data_type()) {
                Some(kind) => {
                    let chunk = Chunk::new(kind, field.is_nullable(), *repeats);
                    Column::Own(Box::new(chunk))
                }
                None => Column::Arrow(arrow),
            }
        });
        Ok(Group {
            columns: columns.collect(),
            rows: 0,
        })
    }

    fn close_group(&mut self) -> Result<(), ParquetError> {
        let Some(group) = self.group.take() else {
            return Ok(());
        };
        let columns: Vec<_> = self.file.schema_descr().columns().to_vec();
        let mut columns = columns.into_iter();
        let mut out = self.file.next_row_group()?;
        for column in group.columns {
            match column {
                Column::Own(chunk) => {
                    let described = columns.next().ok_or_else(no_column)?;
                    let (bytes, close) = chunk.finish(Arc::clone(&described), &mut self.packer)?;
                    out.append_column(&bytes, close)?;
                }
                Column::Arrow(writers) => {
                    for writer in writers {
                        columns.next().ok_or_else(no_column)?;
                        writer.close()?.append_to_row_group(&mut out)?;
                    }
                }
            }
        }
        out.close()?;
        self.n_groups += 1;
        Ok(())
    }
}

/// Returns the values in the type of their column.
fn as_typed(array: &ArrayRef, wanted: &DataType) -> Result<ArrayRef, ArrowError> {
    let own = array.data_type();
    Ok(match (own, wanted) {
        _ if own == wanted => ArrayRef::clone(array),
        (DataType::Float64, DataType::Float32) => {
            let wide = array.as_primitive::<Float64Type>();
            let narrow: Float32Array = wide.unary::<_, Float32Type>(|number| number as f32);
            Arc::new(narrow)
        }
        (DataType::List(_), DataType::List(item) | DataType::LargeList(item)) => {
            let list = array.as_list::<i32>();
            let (ends, nulls) = (list.offsets(), list.nulls().cloned());
            let texts = list.values().as_string::<i32>();
            let items: ArrayRef = match item.data_type() {
                DataType::LargeUtf8 => Arc::new(texts.iter().collect::<LargeStringArray>()),
                _ => Arc::new(StringArray::clone(texts)),
            };
            let item = Arc::clone(item);
            match wanted {
                DataType::LargeList(_) => {
                    let ends = OffsetBuffer::from_lengths(ends.lengths());
                    Arc::new(LargeListArray::try_new(item, ends, items, nulls)?)
                }
                _ => Arc::new(ListArray::try_new(item, ends.clone(), items, nulls)?),
            }
        }
        _ => {
            let message = format!("{own} in a column of {wanted}");
            return Err(ArrowError::SchemaError(message));
        }
    })
}

fn no_column() -> ParquetError {
    ParquetError::General("a column has more leaves than the schema".to_owned())
}
