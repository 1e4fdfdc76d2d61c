//! Why a file could not be read at all.

use std::io;
use std::path::{Path, PathBuf};

/// A file that could not be read; the message names the file, the fault and what to do.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The system would not let us read.
    #[error("cannot read `{}`: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// A folder or a pattern that names no file.
    #[error("no table is at `{}`\nhelp: name a file, a folder that holds CSV, xlsx, Parquet or JSON lines files, or a pattern such as `data/part-*.csv`", path.display())]
    NoTables {
        /// The folder or pattern.
        path: PathBuf,
    },
    /// A pattern that cannot be understood.
    #[error("`{}` is not a pattern that can be read: {message}\nhelp: write `*` for any letters, `?` for one, `[ab]` for one of several", path.display())]
    BadPattern {
        /// The pattern.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A folder whose files are not one table.
    #[error("`{}` holds more than one table: {name} shares {shared} columns with {first}\nhelp: keep the files of one table in a folder of their own, or name them by a pattern such as `data/companies-*.csv`", path.display())]
    OtherTable {
        /// The folder or pattern.
        path: PathBuf,
        /// The file that does not belong.
        name: String,
        /// The file it was held against.
        first: String,
        /// Columns that both have.
        shared: usize,
    },
    /// A pipe or a device.
    #[error("`{}` is not a regular file\nhelp: save what it says to a file and name that", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The file is above the limit that was asked for.
    #[error("`{}` has {bytes} bytes, above the limit of {limit}\nhelp: raise the limit or split the file", path.display())]
    TooBig {
        /// The file.
        path: PathBuf,
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// There is nothing to read.
    #[error("`{}` is empty\nhelp: export it again, with its header line", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file is compressed as a whole.
    #[error("`{}` is compressed with {with}\nhelp: unpack it first", path.display())]
    Compressed {
        /// The file.
        path: PathBuf,
        /// The compression.
        with: &'static str,
    },
    /// A prepared table whose contents do not fit its checksums.
    #[error("`{}` is damaged\nhelp: remove it, or make it anew with `doorwise prepare`", path.display())]
    PreparedDamaged {
        /// The prepared table.
        path: PathBuf,
    },
    /// The column that two files should be joined by is not there.
    #[error("`{}` has no column `{header}` to join it by\nhelp: its columns are {}", path.display(), headers.join(", "))]
    NoColumn {
        /// The file.
        path: PathBuf,
        /// The header asked for.
        header: String,
        /// Those it has.
        headers: Vec<String>,
    },
    /// No such encoding.
    #[error(
        "`{label}` is not an encoding that can be read\nhelp: use a label such as `utf-8`, `windows-1252`, `macintosh` or `shift_jis`, or save the file as UTF-8"
    )]
    UnknownEncoding {
        /// What was asked for.
        label: String,
    },
    /// The bytes make no sense in any encoding that is told by looking.
    #[error("`{}` is not UTF-8, and what else it is cannot be told; nearest is {nearest}, which reads `{sample}`\nhelp: save it as UTF-8, or name its encoding if you know it: `encoding: {nearest}` at the table in doorwise.yaml, or --encoding", path.display())]
    NoEncoding {
        /// The file.
        path: PathBuf,
        /// The encoding that makes most sense of it.
        nearest: &'static str,
        /// A piece of text in that encoding.
        sample: String,
    },
    /// The header line has bytes that are no characters, so every column name would be a guess.
    #[error("`{}`, line {line}: the header has bytes that are no character in {encoding}\nhelp: name the encoding (`encoding:` at the table in doorwise.yaml, or --encoding), or save the file as UTF-8", path.display())]
    UndecodableHeader {
        /// The file.
        path: PathBuf,
        /// Line of the header.
        line: u64,
        /// Encoding that was tried.
        encoding: &'static str,
    },
    /// One record is above the limit.
    #[error("`{}`, line {line}: one record is above {limit} bytes\nhelp: look there for a quotation mark that is never closed", path.display())]
    RecordTooBig {
        /// The file.
        path: PathBuf,
        /// Line on which the record starts.
        line: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// More columns than any table has.
    #[error("`{}`, row {row}: more than {limit} columns\nhelp: check that this is a table, and what stands between its cells", path.display())]
    TooManyColumns {
        /// The file.
        path: PathBuf,
        /// Line or row.
        row: u64,
        /// The limit.
        limit: usize,
    },
    /// The workbook has no such sheet.
    #[error("`{}` has no sheet `{sheet}`\nhelp: its sheets are {}", path.display(), names(known))]
    NoSheet {
        /// The file.
        path: PathBuf,
        /// Sheet that was asked for.
        sheet: String,
        /// Sheets there are.
        known: Vec<String>,
    },
    /// A compressed file that unpacks to far more than it should.
    #[error("`{}` would unpack to {unpacked} bytes from {packed}\nhelp: such a file can fill the memory; export the rows as CSV if they are real", path.display())]
    Bomb {
        /// The file.
        path: PathBuf,
        /// Size packed.
        packed: u64,
        /// Size unpacked.
        unpacked: u64,
    },
    /// The content is not what its format asks for.
    #[error("`{}` is damaged or not {format}: {message}\nhelp: export it again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The format that was expected.
        format: &'static str,
        /// What the reader of that format said.
        message: String,
    },
}

impl SourceError {
    pub(crate) fn io(path: &Path, error: io::Error) -> SourceError {
        SourceError::Io {
            path: path.to_owned(),
            error,
        }
    }

    pub(super) fn damaged(
        path: &Path,
        format: &'static str,
        message: impl ToString,
    ) -> SourceError {
        SourceError::Damaged {
            path: path.to_owned(),
            format,
            message: message.to_string(),
        }
    }
}

fn names(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
