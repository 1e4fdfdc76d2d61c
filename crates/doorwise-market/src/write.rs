//! Writes files whole or not at all, and rows as CSV, JSON lines or Parquet.

mod batches;
mod chunk;
mod csv;
mod json_lines;
mod parquet_file;

use std::io;
use std::path::{Path, PathBuf};

use doorwise_model::save::Pending;

use self::csv::CsvRows;
use self::json_lines::JsonRows;
use self::parquet_file::ParquetRows;
pub(crate) use batches::BatchWriter;
pub use csv::{with_formula_guard, without_formula_guard};

/// A value to write.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// A text; empty is the same as blank in CSV.
    Text(&'a str),
    /// A whole number.
    Int(i64),
    /// A number; what is not finite becomes a blank in CSV and JSON lines.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// Nothing.
    Blank,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Texts.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers, whole ones included.
    Float,
    /// Truth values.
    Bool,
}

/// A table that could not be written; what stood at the path before is unharmed.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system would not let us write.
    #[error("cannot write `{}`: {error}\nhelp: the file that was there before is unchanged; check the space and the rights of its folder", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// The extension names no format we write.
    #[error("`{}` names no known format\nhelp: end the name in .csv, .jsonl or .parquet", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
    },
    /// A row has the wrong number of cells.
    #[error("a row of `{}` has {found} cells where the table has {expected} columns", path.display())]
    Width {
        /// The file.
        path: PathBuf,
        /// Cells of the row.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// A cell does not fit the kind of its column.
    #[error("column `{header}` of `{}` holds {kind:?} values only", path.display())]
    Kind {
        /// The file.
        path: PathBuf,
        /// The column.
        header: String,
        /// Its kind.
        kind: ColumnKind,
    },
    /// Two columns have the same name, or one has none.
    #[error("`{}` cannot have two columns `{header}`", path.display())]
    DuplicateHeader {
        /// The file.
        path: PathBuf,
        /// The name.
        header: String,
    },
    /// Parquet could not be encoded.
    #[error("cannot write `{}` as Parquet: {message}", path.display())]
    Parquet {
        /// The file.
        path: PathBuf,
        /// What the encoder said.
        message: String,
    },
}

/// A table being written row by row. Dropped before [`TableWriter::finish`], it leaves nothing behind.
pub struct TableWriter {
    path: PathBuf,
    headers: Vec<String>,
    kinds: Vec<ColumnKind>,
    rows: FormatRows,
}

enum FormatRows {
    Csv(CsvRows),
    JsonLines(JsonRows),
    Parquet(Box<ParquetRows>),
}

/// Opens a table for writing; the extension names the format: `.csv`, `.jsonl` or `.parquet`.
pub fn create(
    path: &Path,
    headers: &[String],
    kinds: &[ColumnKind],
) -> Result<TableWriter, WriteError> {
    if headers.len() != kinds.len() {
        return Err(WriteError::Width {
            path: path.to_owned(),
            found: kinds.len(),
            expected: headers.len(),
        });
    }
    let mut seen = std::collections::BTreeSet::new();
    if let Some(header) = headers.iter().find(|header| !seen.insert(header.as_str())) {
        return Err(WriteError::DuplicateHeader {
            path: path.to_owned(),
            header: header.clone(),
        });
    }
    let io = |error| WriteError::Io {
        path: path.to_owned(),
        error,
    };
    let extension = path
        .extension()
        .map(|text| text.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    let rows = match extension.as_str() {
        "csv" => FormatRows::Csv(
            CsvRows::create(Pending::create(path).map_err(io)?, headers).map_err(io)?,
        ),
        "jsonl" | "ndjson" => {
            FormatRows::JsonLines(JsonRows::new(Pending::create(path).map_err(io)?, headers))
        }
        "parquet" => {
            let rows = ParquetRows::create(Pending::create(path).map_err(io)?, headers, kinds);
            FormatRows::Parquet(Box::new(rows.map_err(|error| parquet_error(path, error))?))
        }
        _ => {
            return Err(WriteError::UnknownFormat {
                path: path.to_owned(),
            });
        }
    };
    Ok(TableWriter {
        path: path.to_owned(),
        headers: headers.to_vec(),
        kinds: kinds.to_vec(),
        rows,
    })
}

impl TableWriter {
    /// Writes a row: one cell for each column, of its kind or blank.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), WriteError> {
        if cells.len() != self.headers.len() {
            let (found, expected) = (cells.len(), self.headers.len());
            return Err(WriteError::Width {
                path: self.path.clone(),
                found,
                expected,
            });
        }
        for ((cell, &kind), header) in cells.iter().zip(&self.kinds).zip(&self.headers) {
            if !fits(cell, kind) {
                return Err(WriteError::Kind {
                    path: self.path.clone(),
                    header: header.clone(),
                    kind,
                });
            }
        }
        match &mut self.rows {
            FormatRows::Csv(rows) => rows.row(cells).map_err(|error| io_error(&self.path, error)),
            FormatRows::JsonLines(rows) => {
                rows.row(cells).map_err(|error| io_error(&self.path, error))
            }
            FormatRows::Parquet(rows) => rows
                .row(cells)
                .map_err(|error| parquet_error(&self.path, error)),
        }
    }

    /// Makes the table appear at its path, whole and on the disk.
    pub fn finish(self) -> Result<(), WriteError> {
        let pending = match self.rows {
            FormatRows::Csv(rows) => rows.finish(),
            FormatRows::JsonLines(rows) => rows.finish(),
            FormatRows::Parquet(rows) => rows
                .finish()
                .map_err(|error| parquet_error(&self.path, error))?,
        };
        pending
            .finish()
            .map_err(|error| io_error(&self.path, error))
    }
}

/// Returns the name for a column of ours that no column has yet: `doorwise_` goes before a taken one.
pub fn free_name(name: &str, taken: &[String]) -> String {
    let mut free = name.to_owned();
    while taken.contains(&free) {
        free = format!("doorwise_{free}");
    }
    free
}

fn fits(cell: &Cell<'_>, kind: ColumnKind) -> bool {
    matches!(
        (cell, kind),
        (Cell::Blank, _)
            | (Cell::Text(_), ColumnKind::Text)
            | (Cell::Int(_), ColumnKind::Int | ColumnKind::Float)
            | (Cell::Float(_), ColumnKind::Float)
            | (Cell::Bool(_), ColumnKind::Bool)
    )
}

fn io_error(path: &Path, error: io::Error) -> WriteError {
    WriteError::Io {
        path: path.to_owned(),
        error,
    }
}

fn parquet_error(path: &Path, error: parquet::errors::ParquetError) -> WriteError {
    WriteError::Parquet {
        path: path.to_owned(),
        message: error.to_string(),
    }
}

#[cfg(test)]
mod tests;
