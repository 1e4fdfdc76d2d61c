//! Parquet out: typed columns, snappy, in batches.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::{Cell, ColumnKind};
use doorwise_model::save::Pending;

const BATCH_ROWS: usize = 8192;

enum Builder {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
    Bool(BooleanBuilder),
}

impl Builder {
    fn push(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Builder::Text(column), Cell::Text(text)) => column.append_value(text),
            (Builder::Int(column), Cell::Int(number)) => column.append_value(*number),
            (Builder::Float(column), Cell::Float(number)) => column.append_value(*number),
            (Builder::Float(column), Cell::Int(number)) => column.append_value(*number as f64),
            (Builder::Bool(column), Cell::Bool(truth)) => column.append_value(*truth),
            // What is left is blank: the kinds were checked before.
            (Builder::Text(column), _) => column.append_null(),
            (Builder::Int(column), _) => column.append_null(),
            (Builder::Float(column), _) => column.append_null(),
            (Builder::Bool(column), _) => column.append_null(),
        }
    }

    fn take(&mut self) -> ArrayRef {
        match self {
            Builder::Text(column) => Arc::new(column.finish()),
            Builder::Int(column) => Arc::new(column.finish()),
            Builder::Float(column) => Arc::new(column.finish()),
            Builder::Bool(column) => Arc::new(column.finish()),
        }
    }
}

/// The rows of one Parquet file.
pub(super) struct ParquetRows {
    writer: ArrowWriter<Pending>,
    schema: Arc<Schema>,
    columns: Vec<Builder>,
    n_waiting: usize,
}

impl ParquetRows {
    pub(super) fn create(
        out: Pending,
        headers: &[String],
        kinds: &[ColumnKind],
    ) -> Result<ParquetRows, ParquetError> {
        let fields: Vec<Field> = headers
            .iter()
            .zip(kinds)
            .map(|(header, kind)| Field::new(header, data_type(*kind), true))
            .collect();
        let schema = Arc::new(Schema::new(fields));
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties()))?;
        let columns = kinds.iter().map(|kind| builder(*kind)).collect();
        Ok(ParquetRows {
            writer,
            schema,
            columns,
            n_waiting: 0,
        })
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ParquetError> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        self.n_waiting += 1;
        if self.n_waiting == BATCH_ROWS {
            self.write_waiting()
        } else {
            Ok(())
        }
    }

    pub(super) fn finish(mut self) -> Result<Pending, ParquetError> {
        self.write_waiting()?;
        self.writer.into_inner()
    }

    fn write_waiting(&mut self) -> Result<(), ParquetError> {
        if self.n_waiting == 0 {
            return Ok(());
        }
        self.n_waiting = 0;
        let arrays = self.columns.iter_mut().map(Builder::take).collect();
        self.writer
            .write(&RecordBatch::try_new(Arc::clone(&self.schema), arrays)?)
    }
}

/// Returns how rows of cells are packed: snappy, the one packing that every reader knows.
pub(super) fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .build()
}

fn data_type(kind: ColumnKind) -> DataType {
    match kind {
        ColumnKind::Text => DataType::Utf8,
        ColumnKind::Int => DataType::Int64,
        ColumnKind::Float => DataType::Float64,
        ColumnKind::Bool => DataType::Boolean,
    }
}

fn builder(kind: ColumnKind) -> Builder {
    match kind {
        ColumnKind::Text => Builder::Text(StringBuilder::new()),
        ColumnKind::Int => Builder::Int(Int64Builder::new()),
        ColumnKind::Float => Builder::Float(Float64Builder::new()),
        ColumnKind::Bool => Builder::Bool(BooleanBuilder::new()),
    }
}
