//! Record batches out as Parquet: columns keep the types they came with.

use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use doorwise_model::save::Pending;
use parquet::arrow::ArrowWriter;
use parquet::file::properties::EnabledStatistics;
use parquet::schema::types::ColumnPath;

use super::{WriteError, io_error, parquet_error, parquet_file};

/// A Parquet file being written. Dropped before [`BatchWriter::finish`], it leaves nothing behind.
pub(crate) struct BatchWriter {
    path: PathBuf,
    writer: ArrowWriter<Pending>,
}

impl BatchWriter {
    /// Opens a file; `plain` names columns with too many distinct values for a dictionary.
    pub(crate) fn create(
        path: &Path,
        schema: &SchemaRef,
        plain: &[String],
    ) -> Result<Self, WriteError> {
        let out = Pending::create(path).map_err(|error| io_error(path, error))?;
        let mut properties = parquet_file::properties().into_builder();
        for column in plain {
            let column = ColumnPath::from(vec![column.clone()]);
            // Nor do the least and the most of them tell a reader which pages to pass over.
            properties = properties
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_statistics_enabled(column, EnabledStatistics::None);
        }
        let properties = properties.build();
        let writer = ArrowWriter::try_new(out, SchemaRef::clone(schema), Some(properties))
            .map_err(|error| parquet_error(path, error))?;
        Ok(Self {
            path: path.to_owned(),
            writer,
        })
    }

    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), WriteError> {
        self.writer
            .write(batch)
            .map_err(|error| parquet_error(&self.path, error))
    }

    pub(crate) fn finish(self) -> Result<(), WriteError> {
        self.writer
            .into_inner()
            .map_err(|error| parquet_error(&self.path, error))?
            .finish()
            .map_err(|error| io_error(&self.path, error))
    }
}
