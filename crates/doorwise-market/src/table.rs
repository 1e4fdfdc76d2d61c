//! A table as it was read: named columns of text, dictionary-coded, each row with its place in the file.
//!
//! No cell is interpreted here. What a column means is decided later, on its distinct values.

mod build;
mod note;

use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::source::encoding_name;

pub(crate) use build::{ColumnBuilder, TableBuilder, Tally};
use doorwise_vocab::text;
pub use note::{Note, SkipReason, SkippedRow};

/// One table of text cells, with what is needed to point a reader back into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// File name without its folder, as shown to people.
    pub name: String,
    /// Path the table was read from.
    pub path: PathBuf,
    /// Sheet of a workbook; `None` for every other format.
    pub sheet: Option<String>,
    /// Columns in file order; headers are unique and never blank.
    pub columns: Vec<Column>,
    /// Where each row stands in the file.
    pub row_places: RowPlaces,
    /// The files of a table that is made of several, in reading order; empty for one file.
    pub parts: Vec<Part>,
    /// How the file was understood.
    pub format: Format,
    /// Rows that could not be read, in file order; whole files first.
    pub skipped: Vec<SkippedRow>,
    /// What was assumed or mended on the way in, for the read-back line.
    pub notes: Vec<Note>,
}

impl Table {
    /// Returns the number of rows that were read.
    pub fn rows(&self) -> usize {
        self.row_places.len()
    }

    /// Returns the column with exactly this header.
    pub fn column(&self, header: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.header == header)
    }

    /// Returns the header that is meant: exactly this one, else the only one that differs in no more
    /// than case, blanks, `_` and `-`.
    pub fn header_like(&self, header: &str) -> Option<&str> {
        if let Some(column) = self.column(header) {
            return Some(&column.header);
        }
        let wanted = text::squeezed(header);
        let mut like = self
            .columns
            .iter()
            .map(|column| column.header.as_str())
            .filter(|known| text::squeezed(known) == wanted);
        like.next().filter(|_| like.next().is_none())
    }

    /// Returns the place of a row as a person would look it up, such as `deals.csv:314`.
    pub fn place(&self, row: usize) -> String {
        let after = self.parts.partition_point(|part| part.first_row <= row);
        self.place_in(after.saturating_sub(1), self.row_places.number(row))
    }

    /// Returns the place of a skipped row in the same words as [`Table::place`].
    pub fn skipped_place(&self, skipped: &SkippedRow) -> String {
        self.place_in(skipped.part, skipped.number)
    }

    fn place_in(&self, part: usize, number: u64) -> String {
        let (name, format, sheet) = match self.parts.get(part) {
            Some(part) => (&part.name, &part.format, &part.sheet),
            None => (&self.name, &self.format, &self.sheet),
        };
        match (format, sheet) {
            (Format::Csv { .. } | Format::JsonLines { .. }, _) => format!("{name}:{number}"),
            (Format::Json { .. }, _) => format!("{name}, item {number}"),
            (Format::Files { .. }, _) => name.clone(),
            (_, Some(sheet)) => format!("{name}, sheet {sheet}, row {number}"),
            (_, None) => format!("{name}, row {number}"),
        }
    }
}

/// One file of a table that is made of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Path inside the folder.
    pub name: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// How the file was understood.
    pub format: Format,
    /// The first row that comes from it.
    pub first_row: usize,
}

/// Returns the last part of a path for showing, or the whole path if it has none.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// One column: a code per row and the distinct texts the codes stand for.
///
/// Texts are in first-seen order. A blank cell is the empty text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Header as written, trimmed and made unique.
    pub header: String,
    codes: Vec<u32>,
    // All distinct texts back to back: one allocation for a column instead of one for each value,
    // which halves the memory of an id column and makes reading it much faster.
    text: String,
    ends: Vec<usize>,
}

impl Column {
    /// Returns the text of a row's cell; blank is `""`.
    pub fn value(&self, row: usize) -> &str {
        self.text(self.codes[row])
    }

    /// Returns the text that a code stands for.
    pub fn text(&self, code: u32) -> &str {
        let code = code as usize;
        let start = if code == 0 { 0 } else { self.ends[code - 1] };
        &self.text[start..self.ends[code]]
    }

    /// Returns one code per row, each an index into [`Column::values`].
    pub fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// Returns the distinct texts in first-seen order; the index is the code.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &str> + Clone + '_ {
        (0..self.ends.len()).map(|code| self.text(code as u32))
    }

    /// Returns the number of distinct texts, blank included if it occurs.
    pub fn n_distinct(&self) -> usize {
        self.ends.len()
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Returns whether the column has no rows.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }
}

/// Line or row number of every row, 1-based with the header counted, kept as runs of neighbours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPlaces {
    runs: Vec<Run>,
    rows: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    first_row: usize,
    first_number: u64,
}

impl RowPlaces {
    /// Returns the line or row number in the file of a row.
    pub fn number(&self, row: usize) -> u64 {
        let after = self.runs.partition_point(|run| run.first_row <= row);
        match after.checked_sub(1).map(|idx| self.runs[idx]) {
            Some(run) => run.first_number + (row - run.first_row) as u64,
            None => row as u64 + 1,
        }
    }

    /// Returns the number of rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Returns whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    pub(crate) fn push(&mut self, number: u64) {
        let expected = self
            .runs
            .last()
            .map(|run| run.first_number + (self.rows - run.first_row) as u64);
        if expected != Some(number) {
            self.runs.push(Run {
                first_row: self.rows,
                first_number: number,
            });
        }
        self.rows += 1;
    }
}

/// How a file was understood, for the read-back line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Separated text.
    Csv {
        /// Byte between two cells.
        delimiter: u8,
        /// Encoding the text was decoded from, by its WHATWG name.
        #[serde(deserialize_with = "known_name")]
        encoding: KnownName,
    },
    /// A workbook: `xlsx`, `xls`, `xlsb` or `ods`.
    Workbook {
        /// Which kind of workbook.
        #[serde(deserialize_with = "known_name")]
        kind: KnownName,
    },
    /// Apache Parquet.
    Parquet,
    /// Several files as one table.
    Files {
        /// How many of each format: `12 of CSV, comma, UTF-8`.
        of: String,
    },
    /// One JSON object a line.
    JsonLines {
        /// Encoding the text was decoded from, by its WHATWG name.
        #[serde(deserialize_with = "known_name")]
        encoding: KnownName,
    },
    /// One JSON array of objects.
    Json {
        /// Encoding the text was decoded from, by its WHATWG name.
        #[serde(deserialize_with = "known_name")]
        encoding: KnownName,
    },
}

/// The name of an encoding or a kind of workbook, out of a closed list.
///
/// It has a name of its own because serde would borrow a plain reference from what it reads.
pub type KnownName = &'static str;

/// Kinds of workbooks by their usual ending.
const WORKBOOKS: [&str; 4] = ["xlsx", "xls", "xlsb", "ods"];

/// Reads the name of an encoding or a workbook back.
fn known_name<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    let name = String::deserialize(from)?;
    let workbook = WORKBOOKS.into_iter().find(|kind| *kind == name);
    let encoding = || encoding_name(&name).filter(|known| *known == name);
    workbook
        .or_else(encoding)
        .ok_or_else(|| D::Error::custom("no name of an encoding or a workbook"))
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Format::Csv {
                delimiter,
                encoding,
            } => {
                let between = match delimiter {
                    b',' => "comma",
                    b';' => "semicolon",
                    b'\t' => "tab",
                    b'|' => "bar",
                    b' ' => "space",
                    other => return write!(f, "CSV, `{}`, {encoding}", char::from(*other)),
                };
                write!(f, "CSV, {between}, {encoding}")
            }
            Format::Workbook { kind } => f.write_str(kind),
            Format::Parquet => f.write_str("Parquet"),
            Format::Files { of } => write!(f, "files: {of}"),
            Format::JsonLines { encoding } => write!(f, "JSON lines, {encoding}"),
            Format::Json { encoding } => write!(f, "JSON, {encoding}"),
        }
    }
}

#[cfg(test)]
mod tests;
