//! Reads one file, or a folder of them, into a [`Table`], whatever the format.
//!
//! The format is told by the content first and by the extension where the content is plain text.
//! Nothing is ever replaced silently: what cannot be read is a skipped row or an error.

mod csv;
mod error;
mod folder;
mod header;
mod joined;
mod json;
pub(crate) mod parquet_file;
mod spreadsheet;
mod text_encoding;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Once;

pub use error::SourceError;
pub(crate) use folder::parts_from;
pub use folder::{EXTENSIONS, files, is_pattern};
pub use joined::Beside;
use joined::Joiner;

use doorwise_model::tables::TableMap;

use crate::prepared;
use crate::table::{Format, Table, TableBuilder};
use crate::write::ColumnKind;

/// Largest record of a text file, in bytes.
pub const MAX_RECORD_BYTES: usize = 16 << 20;
/// Largest cell, in bytes.
pub const MAX_CELL_BYTES: usize = 1 << 20;
/// Most columns a table may have.
pub const MAX_COLUMNS: usize = 4096;
/// Most bytes a compressed file may unpack to.
pub const MAX_UNPACKED_BYTES: u64 = 1 << 30;
/// Most bytes that one compressed byte may unpack to.
pub const MAX_UNPACK_RATIO: u64 = 200;

/// What the reader is told instead of finding it out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Sheet of a workbook; the first one with rows if not given.
    pub sheet: Option<String>,
    /// Byte between two cells of a text file; found out if not given.
    pub delimiter: Option<u8>,
    /// Encoding of a text file by a WHATWG label such as `windows-1252`; found out if not given.
    pub encoding: Option<String>,
    /// Refuses files larger than this.
    pub max_bytes: Option<u64>,
    /// Columns wanted; a format that can pass over the others does.
    pub columns: Option<Vec<String>>,
    /// Whether the file was exported by [`crate::write`], whose formula guard is then taken off.
    pub formula_guard: FormulaGuard,
    /// Files whose columns are put beside those of this one.
    pub beside: Vec<Beside>,
}

impl ReadOptions {
    /// Returns how a mapped table is read, without what is joined to it.
    pub fn of(map: &TableMap) -> Self {
        Self {
            sheet: map.sheet.clone(),
            encoding: map.encoding.clone(),
            ..Self::default()
        }
    }

    /// Returns how one of a mapped table's files is read: its own, or one that is joined to it.
    pub fn of_file(map: &TableMap, file: &Path) -> Self {
        match map.joined.iter().find(|joined| joined.path == file) {
            Some(joined) if map.path != file => Self {
                sheet: joined.sheet.clone(),
                encoding: joined.encoding.clone(),
                ..Self::default()
            },
            _ => Self::of(map),
        }
    }

    /// Returns how a mapped table of a workspace is read, with what is joined to it.
    pub fn whole(map: &TableMap, root: &Path) -> Self {
        let beside = map.joined.iter().map(|joined| Beside {
            path: root.join(&joined.path),
            sheet: joined.sheet.clone(),
            encoding: joined.encoding.clone(),
            by: joined.by.clone(),
        });
        Self {
            beside: beside.collect(),
            ..Self::of(map)
        }
    }
}

/// What to do with the apostrophe that exports put before a text that looks like a formula.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FormulaGuard {
    /// Read every cell as it stands.
    #[default]
    Keep,
    /// Take the guard off: right for CSV files that [`crate::write`] made, and only for them.
    Strip,
}

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Json,
    JsonLines,
    Parquet,
    Workbook,
}

/// Reads a file, or every file of a folder or a pattern, into one table.
///
/// # Errors
/// Returns an error where nothing can be read at all; what cannot be read in part is in the table.
pub fn read(path: &Path, options: &ReadOptions) -> Result<Table, SourceError> {
    let mut whole = None;
    read_pieces(path, options, usize::MAX, &mut |table| {
        whole = Some(table);
        ControlFlow::Continue(())
    })?;
    whole.ok_or_else(|| SourceError::Empty {
        path: path.to_owned(),
    })
}

/// Returns whether a path names several files: a folder or a pattern.
pub(crate) fn is_many(path: &Path) -> bool {
    path.is_dir() || is_pattern(path)
}

/// Reads a file piece by piece, each a table of about `rows` rows, so that memory does not grow with the file.
///
/// The last piece carries what was skipped and noted, and may have no rows. Columns of JSON may
/// appear in later pieces. A break of `take` ends the reading. A workbook is one piece; the files of
/// a folder are joined to pieces, and looked at once before so that their headers are united.
///
/// Where the file is prepared, its prepared form is read, which says the same.
pub fn read_pieces(
    path: &Path,
    options: &ReadOptions,
    rows: usize,
    take: &mut dyn FnMut(Table) -> ControlFlow<()>,
) -> Result<(), SourceError> {
    if options.beside.is_empty() {
        return read_alone(path, options, rows, take);
    }
    let joiners: Result<Vec<_>, _> = options.beside.iter().map(Joiner::open).collect();
    let (joiners, mut failed) = (joiners?, None);
    // All columns are read: which of them are wanted of which file is not known here.
    let all = ReadOptions {
        columns: None,
        beside: Vec::new(),
        ..options.clone()
    };
    read_alone(path, &all, rows, &mut |table| {
        let is_whole = rows == usize::MAX;
        let mut joiners = joiners.iter();
        match joiners.try_fold(table, |table, joiner| joiner.join(table, is_whole)) {
            Ok(table) => take(table),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// Reads a file piece by piece, without what stands beside it.
fn read_alone(
    path: &Path,
    options: &ReadOptions,
    rows: usize,
    take: &mut dyn FnMut(Table) -> ControlFlow<()>,
) -> Result<(), SourceError> {
    match prepared::find(path, options) {
        Some(prepared) => {
            let mut pieces = Pieces { path, rows, take };
            prepared::read(&prepared, options, &mut pieces)
        }
        None => read_source(path, options, rows, take),
    }
}

/// Reads a file piece by piece, whether it is prepared or not.
pub(crate) fn read_source(
    path: &Path,
    options: &ReadOptions,
    rows: usize,
    take: &mut dyn FnMut(Table) -> ControlFlow<()>,
) -> Result<(), SourceError> {
    let mut pieces = Pieces { path, rows, take };
    if is_many(path) {
        return folder::read(options, &mut pieces);
    }
    match kind(path, options)? {
        Kind::Text => csv::read(options, &mut pieces),
        Kind::Json => json::read_array(options, &mut pieces),
        Kind::JsonLines => json::read_lines(options, &mut pieces),
        Kind::Parquet => parquet_file::read(options, &mut pieces),
        Kind::Workbook => {
            let table = spreadsheet::read(path, options)?;
            // Nothing follows, so it does not matter whether more is wanted.
            let _ = (pieces.take)(table);
            Ok(())
        }
    }
}

/// Returns the first rows of a file, about `rows` of them.
pub fn head(path: &Path, options: &ReadOptions, rows: usize) -> Result<Table, SourceError> {
    let mut first = None;
    read_pieces(path, options, rows, &mut |table| {
        first = Some(table);
        ControlFlow::Break(())
    })?;
    first.ok_or_else(|| SourceError::Empty {
        path: path.to_owned(),
    })
}

/// Returns what the columns of a Parquet file hold, by header; every other format holds texts.
///
/// # Errors
/// Returns an error where the file cannot be read.
pub fn kinds(path: &Path) -> Result<BTreeMap<String, ColumnKind>, SourceError> {
    if is_parquet(path)? {
        parquet_file::guarded(path, || parquet_file::kinds(path))
    } else {
        Ok(BTreeMap::new())
    }
}

/// Returns the name of an encoding as readers give it, by any of its labels.
pub(crate) fn encoding_name(label: &str) -> Option<&'static str> {
    text_encoding::Charset::for_label(label).map(text_encoding::Charset::name)
}

/// Returns whether the file is Parquet.
pub(crate) fn is_parquet(path: &Path) -> Result<bool, SourceError> {
    Ok(!is_many(path) && kind(path, &ReadOptions::default())? == Kind::Parquet)
}

/// Returns a number of rows that the file does not have more of, found without reading cells.
pub(crate) fn most_rows(path: &Path) -> Result<usize, SourceError> {
    if is_many(path) {
        return Ok(usize::MAX);
    }
    match kind(path, &ReadOptions::default())? {
        Kind::Parquet => parquet_file::guarded(path, || {
            let rows = parquet_file::open(path)?
                .metadata()
                .file_metadata()
                .num_rows();
            Ok(usize::try_from(rows).unwrap_or(usize::MAX))
        }),
        Kind::Text | Kind::JsonLines => {
            // In every encoding a line end has one of these bytes.
            let io = |error| SourceError::io(path, error);
            let mut file = File::open(path).map_err(io)?;
            let mut chunk = vec![0; 1 << 18];
            let mut rows = 1;
            loop {
                let n = file.read(&mut chunk).map_err(io)?;
                if n == 0 {
                    return Ok(rows);
                }
                rows += memchr::memchr2_iter(b'\n', b'\r', &chunk[..n]).count();
            }
        }
        Kind::Json | Kind::Workbook => Ok(usize::MAX),
    }
}

/// Hands the rows of one file over, piece by piece.
pub(crate) struct Pieces<'a> {
    pub(crate) path: &'a Path,
    pub(crate) rows: usize,
    pub(crate) take: &'a mut dyn FnMut(Table) -> ControlFlow<()>,
}

impl Pieces<'_> {
    /// Returns whether the whole file is to be one piece.
    fn is_whole(&self) -> bool {
        self.rows == usize::MAX
    }

    /// Hands the rows over if there are enough for a piece.
    fn offer(&mut self, table: &mut TableBuilder, format: &Format) -> ControlFlow<()> {
        if table.rows() < self.rows {
            return ControlFlow::Continue(());
        }
        table.count_error_texts();
        (self.take)(table.take(self.path, None, format.clone()))
    }

    /// Hands the rest over.
    fn finish(&mut self, mut table: TableBuilder, format: Format) {
        table.count_error_texts();
        // Nothing follows, so it does not matter whether more is wanted.
        let _ = (self.take)(table.finish(self.path, None, format));
    }
}

/// Runs a reader that may panic on a damaged file; what it panics with is not printed, since the
/// caller turns it into a message that names the file.
fn isolated<T>(read: impl FnOnce() -> T) -> std::thread::Result<T> {
    thread_local! {
        static IS_QUIET: Cell<bool> = const { Cell::new(false) };
    }
    static HOOK: Once = Once::new();
    // One hook for all threads: two that exchange it at once would leave the silent one behind.
    HOOK.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !IS_QUIET.get() {
                told(panic);
            }
        }));
    });
    let before = IS_QUIET.replace(true);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    IS_QUIET.set(before);
    outcome
}

/// Returns the names of the sheets that have rows; empty for files that have no sheets.
pub fn sheets(path: &Path) -> Result<Vec<String>, SourceError> {
    if path.is_dir() || is_pattern(path) {
        return Ok(Vec::new());
    }
    match kind(path, &ReadOptions::default())? {
        Kind::Workbook => spreadsheet::sheets(path),
        Kind::Text | Kind::Json | Kind::JsonLines | Kind::Parquet => Ok(Vec::new()),
    }
}

fn kind(path: &Path, options: &ReadOptions) -> Result<Kind, SourceError> {
    let io = |error| SourceError::io(path, error);
    let metadata = std::fs::metadata(path).map_err(io)?;
    if !metadata.is_file() {
        // A pipe can be read only once, and a reader looks twice: at the dialect, then at the rows.
        return Err(SourceError::NotAFile {
            path: path.to_owned(),
        });
    }
    if let Some(limit) = options.max_bytes.filter(|limit| metadata.len() > *limit) {
        return Err(SourceError::TooBig {
            path: path.to_owned(),
            bytes: metadata.len(),
            limit,
        });
    }
    let mut file = File::open(path).map_err(io)?;
    let mut head = Vec::with_capacity(4096);
    Read::by_ref(&mut file)
        .take(4096)
        .read_to_end(&mut head)
        .map_err(io)?;
    if head.is_empty() {
        return Err(SourceError::Empty {
            path: path.to_owned(),
        });
    }
    let compressed = |with| {
        Err(SourceError::Compressed {
            path: path.to_owned(),
            with,
        })
    };
    let extension = path
        .extension()
        .map(|text| text.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    match head.as_slice() {
        [b'P', b'A', b'R', b'1', ..] => return Ok(Kind::Parquet),
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] => return Ok(Kind::Workbook),
        [0x1F, 0x8B, ..] => return compressed("gzip"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => return compressed("zstd"),
        [b'B', b'Z', b'h', b'1'..=b'9', ..] => return compressed("bzip2"),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => return compressed("xz"),
        _ => {}
    }
    match extension.as_str() {
        // The extension promises a format that the content is not: its own reader says so best.
        "parquet" => Ok(Kind::Parquet),
        "xlsx" | "xlsm" | "xlsb" | "ods" => Ok(Kind::Workbook),
        "jsonl" | "ndjson" => Ok(Kind::JsonLines),
        "json" | "" => Ok(json_kind(&head).unwrap_or(if extension == "json" {
            Kind::Json
        } else {
            Kind::Text
        })),
        _ => Ok(Kind::Text),
    }
}

fn json_kind(head: &[u8]) -> Option<Kind> {
    // Marks and the zero bytes of wide encodings stand before the first character.
    let is_first = |byte: &&u8| {
        !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
    };
    match head.iter().find(is_first)? {
        b'[' => Some(Kind::Json),
        b'{' => Some(Kind::JsonLines),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
