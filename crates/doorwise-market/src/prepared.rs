//! A table prepared on disk: every column as codes in blocks of rows, ready to be scanned.
//!
//! It stands beside its source (`companies.csv.prepared`), keeps every cell as it was written, and
//! is taken for the source wherever that is read, until the source changes. It knows no ICP and no
//! map: what a cell means is decided when it is read, on distinct values, as everywhere.
//!
//! The format is our own because a scan must read single columns of single blocks, check each by
//! its checksum, and look codes up without decoding or validating value by value; Arrow's file
//! format reads whole batches, and Parquet packs its codes into bits.

mod block;
mod build;
mod encode;
mod footer;
mod pieces;
mod stamp;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use block::Encoding;
pub(crate) use block::{Block, Texts};
pub use build::{Preparation, PrepareError, prepare};
pub(crate) use footer::{ColumnInfo, Storage};
pub(crate) use pieces::{read, rows, with_text};

use crate::source::{ReadOptions, SourceError};
use crate::table::TableBuilder;
use footer::{BlockInfo, Footer};

/// What the name of a prepared table adds to that of its source.
pub(crate) const EXTENSION: &str = "prepared";
/// Rows of one block; a block has fewer only at the end.
pub(crate) const BLOCK_ROWS: usize = 65_536;

/// A prepared table, open for reading.
#[derive(Debug)]
pub(crate) struct Prepared {
    path: PathBuf,
    footer: Footer,
}

/// What is known of the prepared form of a source.
#[derive(Debug)]
pub enum State {
    /// There is none.
    Absent,
    /// It is as its source is now.
    Fresh,
    /// It holds, but for another way of reading: another sheet, delimiter or encoding. There is
    /// room for one, and two that take turns in it would never end.
    Other,
    /// The source or our format changed since; or it is damaged.
    Stale,
}

/// Returns where the prepared form of a source stands.
pub fn path_of(source: &Path) -> PathBuf {
    let mut name = source.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(EXTENSION);
    source.with_file_name(name)
}

/// Returns whether a source is prepared, and whether that still holds.
pub fn state(source: &Path, options: &ReadOptions) -> State {
    match look(source, options) {
        Ok(_) => State::Fresh,
        Err(state) => state,
    }
}

/// Returns the prepared form of a source, where there is one and it still holds.
pub(crate) fn find(source: &Path, options: &ReadOptions) -> Option<Prepared> {
    look(source, options).ok()
}

fn look(source: &Path, options: &ReadOptions) -> Result<Prepared, State> {
    let path = path_of(source);
    if !path.is_file() {
        return Err(State::Absent);
    }
    // One that cannot be opened is none: the source says the same.
    let footer = Footer::read(&path).map_err(|_| State::Stale)?;
    let now = stamp::Stamp::of(source, options).map_err(|_| State::Stale)?;
    if footer.stamp == now {
        Ok(Prepared { path, footer })
    } else if footer.stamp.is_of_same_files(&now) {
        Err(State::Other)
    } else {
        Err(State::Stale)
    }
}

impl Prepared {
    pub(crate) fn columns(&self) -> &[ColumnInfo] {
        &self.footer.columns
    }

    pub(crate) fn position(&self, header: &str) -> Option<usize> {
        let mut columns = self.footer.columns.iter();
        columns.position(|column| column.header == header)
    }

    pub(crate) fn n_blocks(&self) -> usize {
        self.footer.block_rows.len()
    }

    pub(crate) fn block_rows(&self, block: usize) -> usize {
        self.footer.block_rows[block] as usize
    }

    pub(crate) fn rows(&self) -> usize {
        self.footer
            .block_rows
            .iter()
            .map(|&rows| rows as usize)
            .sum()
    }

    /// Returns rows that could not be read and what was noted, in the words of the source's reader.
    pub(crate) fn said(&self, source: &Path) -> (Vec<String>, Vec<String>) {
        let about = &self.footer.about;
        let mut table =
            TableBuilder::default().finish(source, about.sheet.clone(), about.format.clone());
        table.parts.clone_from(&about.parts);
        let place = |row| format!("{}: {}", table.skipped_place(row), row.reason);
        let notes = about.notes.iter().map(ToString::to_string);
        (about.skipped.iter().map(place).collect(), notes.collect())
    }

    /// Opens the file; each thread has its own opening.
    pub(crate) fn open(&self) -> Result<File, SourceError> {
        File::open(&self.path).map_err(|error| SourceError::io(&self.path, error))
    }

    /// Reads one column of one block into `bytes`.
    pub(crate) fn block<'b>(
        &self,
        file: &File,
        column: usize,
        block: usize,
        bytes: &'b mut Vec<u8>,
    ) -> Result<Block<'b>, SourceError> {
        let info = self.info(column, block);
        let read = read_exactly(file, info, bytes);
        let read = read.map_err(|error| SourceError::io(&self.path, error))?;
        if crc32fast::hash(read) != info.checksum {
            return Err(self.damaged());
        }
        self.loaded(column, block, bytes)
    }

    /// Returns a block whose bytes were read before.
    pub(crate) fn loaded<'b>(
        &self,
        column: usize,
        block: usize,
        bytes: &'b [u8],
    ) -> Result<Block<'b>, SourceError> {
        let info = self.info(column, block);
        let bytes = bytes.get(..info.length as usize);
        bytes
            .and_then(|bytes| Block::parse(info.encoding, self.block_rows(block), bytes))
            .ok_or_else(|| self.damaged())
    }

    /// Returns whether every block of a column has codes.
    pub(crate) fn has_codes(&self, column: usize) -> bool {
        let blocks = self.footer.blocks.iter();
        blocks
            .skip(column)
            .step_by(self.footer.columns.len())
            .all(|info| {
                matches!(
                    info.encoding,
                    Encoding::Codes1
                        | Encoding::Codes2
                        | Encoding::Lists1
                        | Encoding::Lists2
                        | Encoding::Lists4
                )
            })
    }

    fn info(&self, column: usize, block: usize) -> &BlockInfo {
        &self.footer.blocks[block * self.footer.columns.len() + column]
    }

    pub(crate) fn damaged(&self) -> SourceError {
        SourceError::PreparedDamaged {
            path: self.path.clone(),
        }
    }
}

/// Reads a block to the front of `bytes`, which only ever grows: making room costs zeroing it.
fn read_exactly<'b>(
    mut file: &File,
    info: &BlockInfo,
    bytes: &'b mut Vec<u8>,
) -> io::Result<&'b [u8]> {
    let length = info.length as usize;
    if bytes.len() < length {
        bytes.resize(length, 0);
    }
    file.seek(SeekFrom::Start(info.offset))?;
    file.read_exact(&mut bytes[..length])?;
    Ok(&bytes[..length])
}

#[cfg(test)]
mod tests;
