//! What the reader had to assume, mend or leave out.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::KnownName;

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedRow {
    /// The file among [`Table::parts`](super::Table::parts); 0 where there is only one.
    pub part: usize,
    /// Line, row or item number in the file, 1-based; 0 where the whole file was left out.
    pub number: u64,
    /// Why it was left out.
    pub reason: SkipReason,
}

/// Why a row was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SkipReason {
    /// The file as a whole could not be read, while others could.
    File {
        /// The first line of its error.
        why: String,
    },
    /// Cells stand beyond the last column, so it is unknown which cell belongs where.
    TooManyCells {
        /// Cells in the row.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// Cells are missing, and not only at the end: a footnote, or a lost delimiter.
    TooFewCells {
        /// Cells in the row.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// Bytes that the encoding has no character for.
    Undecodable {
        /// Encoding of the file, by its WHATWG name.
        #[serde(deserialize_with = "super::known_name")]
        encoding: KnownName,
    },
    /// A quotation mark is opened and never closed.
    UnclosedQuote,
    /// A cell is above the size limit.
    CellTooBig {
        /// The limit in bytes.
        limit: usize,
    },
    /// The line is not a JSON object.
    NotAnObject,
    /// The JSON object nests deeper than the limit.
    TooDeep {
        /// The limit in levels.
        limit: usize,
    },
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SkipReason::File { why } => write!(f, "the whole file is left out: {why}"),
            SkipReason::TooManyCells { found, expected } => {
                write!(f, "{found} cells where the table has {expected} columns")
            }
            SkipReason::TooFewCells { found, expected } => {
                let noun = if *found == 1 { "cell" } else { "cells" };
                write!(f, "{found} {noun} where the table has {expected} columns")
            }
            SkipReason::Undecodable { encoding } => {
                write!(f, "bytes that are no character in {encoding}")
            }
            SkipReason::UnclosedQuote => f.write_str("a quotation mark is opened and never closed"),
            SkipReason::CellTooBig { limit } => write!(f, "a cell is above {limit} bytes"),
            SkipReason::NotAnObject => f.write_str("not a JSON object"),
            SkipReason::TooDeep { limit } => {
                write!(f, "the object nests deeper than {limit} levels")
            }
        }
    }
}

/// Something the reader assumed or mended, with its count or place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// Lines or rows above the header were passed over.
    Preamble {
        /// How many lines or rows.
        lines: u64,
    },
    /// A header was blank or taken, so the column got another name.
    HeaderRenamed {
        /// Position of the column, 1-based.
        column: usize,
        /// Header as written.
        from: String,
        /// Header now.
        to: String,
    },
    /// Rows ended early; their missing cells count as blank.
    Padded {
        /// How many rows.
        rows: u64,
        /// Line number of the first.
        first: u64,
    },
    /// Rows with delimiters but nothing between them were left out.
    BlankRows {
        /// How many rows.
        rows: u64,
        /// Line number of the first.
        first: u64,
    },
    /// Rows whose whole line was wrapped in quotation marks, or that open a stray one, were read again.
    Repaired {
        /// How many rows.
        rows: u64,
        /// Line number of the first.
        first: u64,
    },
    /// Cells holding a spreadsheet error such as `#N/A` count as blank.
    ErrorCells {
        /// How many cells.
        cells: u64,
        /// Row number of the first.
        first: u64,
    },
    /// JSON objects with two fields of one key; the last counts.
    KeyRepeated {
        /// The first such key.
        key: String,
        /// How many rows.
        rows: u64,
        /// Line or item number of the first.
        first: u64,
    },
    /// Columns of a second file were put beside the rows with the same id.
    Joined {
        /// The second file.
        name: String,
        /// Header of the id.
        by: String,
        /// Rows that have one of its rows beside them.
        rows: u64,
        /// Its rows whose id the first file does not have.
        alone: u64,
        /// Its rows whose id came before; the first counts.
        repeated: u64,
        /// Its rows that could not be read.
        unread: u64,
    },
    /// Something said of one file among several.
    InFile {
        /// The first file it is true of.
        name: String,
        /// Further files it is true of.
        more: usize,
        /// What is said.
        note: Box<Note>,
    },
    /// A file lacks columns that files before it have.
    ColumnsMissing {
        /// Their headers.
        headers: Vec<String>,
    },
    /// A file has columns that files before it lack.
    ColumnsAdded {
        /// Their headers.
        headers: Vec<String>,
    },
    /// Files without a byte in them.
    EmptyFiles {
        /// Their paths in the folder.
        names: Vec<String>,
    },
    /// Files whose names end like no table's.
    OtherFiles {
        /// Their paths in the folder.
        names: Vec<String>,
    },
    /// Other sheets with rows were left alone.
    OtherSheets {
        /// Their names, in workbook order.
        names: Vec<String>,
    },
    /// The file is not UTF-8, so its encoding was guessed from its bytes.
    EncodingGuessed {
        /// The guess, by its WHATWG name.
        #[serde(deserialize_with = "super::known_name")]
        encoding: KnownName,
        /// A piece of the text in it, by which a person sees whether it is right.
        sample: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::Preamble { lines } => {
                let noun = if *lines == 1 { "line" } else { "lines" };
                write!(f, "passed over {lines} {noun} above the header")
            }
            Note::HeaderRenamed { column, from, to } if from.is_empty() => {
                write!(f, "column {column} has no header, called `{to}`")
            }
            Note::HeaderRenamed { column, from, to } => {
                write!(
                    f,
                    "column {column} repeats the header `{from}`, called `{to}`"
                )
            }
            Note::BlankRows { rows, first } => {
                write!(f, "blank rows left out: {rows}; the first is {first}")
            }
            Note::Padded { rows, first } => {
                write!(
                    f,
                    "short rows, whose missing cells count as blank: {rows}; the first is {first}"
                )
            }
            Note::Repaired { rows, first } => {
                write!(
                    f,
                    "rows with broken quotation marks, mended: {rows}; the first is {first}"
                )
            }
            Note::ErrorCells { cells, first } => {
                write!(
                    f,
                    "error cells, which count as blank: {cells}; the first is in row {first}"
                )
            }
            Note::KeyRepeated { key, rows, first } => write!(
                f,
                "rows with two fields of one key, such as `{key}`, of which the last counts: {rows}; the first is {first}"
            ),
            Note::Joined {
                name,
                by,
                rows,
                alone,
                repeated,
                unread,
            } => {
                write!(f, "{rows} rows have a row of {name} beside them, by `{by}`")?;
                for (n, says) in [
                    (
                        alone,
                        "of its rows are left out, since no row here has their id",
                    ),
                    (
                        repeated,
                        "of its rows repeat an id, of which the first counts",
                    ),
                    (unread, "of its rows could not be read"),
                ] {
                    if *n > 0 {
                        write!(f, "; {n} {says}")?;
                    }
                }
                Ok(())
            }
            Note::InFile { name, more, note } => match more {
                0 => write!(f, "{name}: {note}"),
                more => write!(f, "{name} and {more} more: {note}"),
            },
            Note::ColumnsMissing { headers } => {
                write!(f, "no column {}; blank in its rows", some_of(headers))
            }
            Note::ColumnsAdded { headers } => {
                let headers = some_of(headers);
                write!(
                    f,
                    "a new column {headers}; blank in the rows of the files before"
                )
            }
            Note::EmptyFiles { names } => write!(f, "empty files: {}", some_of(names)),
            Note::OtherFiles { names } => write!(
                f,
                "files left alone, which are no tables by their names: {}",
                some_of(names)
            ),
            Note::OtherSheets { names } => {
                write!(f, "other sheets left alone: {}", names.join(", "))
            }
            Note::EncodingGuessed { encoding, sample } => {
                write!(
                    f,
                    "not UTF-8, read as {encoding} by its bytes: `{sample}`; if that is wrong, name the encoding"
                )
            }
        }
    }
}

/// Lists the first few of many names.
fn some_of(names: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
