//! What stands at the end of a prepared table: its columns, their dictionaries, where each block is.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::block::Encoding;
use super::stamp::Stamp;
use crate::table::{Format, Note, Part, RowPlaces, SkippedRow};

/// First bytes of the file. The number is that of the format: another one is prepared anew.
pub(super) const MAGIC: &[u8; 16] = b"doorwise-table-2";
/// Length of the footer and its checksum.
const TRAILER_BYTES: u64 = 12;

/// What is known of a whole table.
#[derive(Debug)]
pub(super) struct Footer {
    pub(super) stamp: Stamp,
    pub(super) columns: Vec<ColumnInfo>,
    pub(super) block_rows: Vec<u32>,
    /// Block by block, and in each column by column.
    pub(super) blocks: Vec<BlockInfo>,
    pub(super) about: About,
}

/// What the reader of the source said of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct About {
    pub(super) sheet: Option<String>,
    pub(super) format: Format,
    pub(super) parts: Vec<Part>,
    pub(super) row_places: RowPlaces,
    pub(super) skipped: Vec<SkippedRow>,
    pub(super) notes: Vec<Note>,
}

/// One column of the table.
#[derive(Debug)]
pub(crate) struct ColumnInfo {
    pub(crate) header: String,
    pub(crate) storage: Storage,
    /// What codes stand for; none is a missing value.
    pub(crate) dictionary: Vec<Option<String>>,
}

/// What the cells of a column were in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Storage {
    Text,
    Truth,
    Whole,
    Number32,
    Number64,
    /// Lists of texts.
    List,
    /// Anything else, kept as the text that it is read as.
    Shown,
}

/// Where a block is.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockInfo {
    pub(super) offset: u64,
    pub(super) length: u32,
    pub(super) checksum: u32,
    pub(super) encoding: Encoding,
}

const BLOCK_INFO_BYTES: usize = 17;

/// What is written as JSON; the long parts follow it as bytes.
#[derive(Serialize, Deserialize)]
struct Head {
    stamp: Stamp,
    columns: Vec<(String, Storage)>,
    about: About,
}

impl Footer {
    /// Appends the footer to a file whose blocks are written.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let head = Head {
            stamp: self.stamp.clone(),
            columns: self
                .columns
                .iter()
                .map(|column| (column.header.clone(), column.storage))
                .collect(),
            about: self.about.clone(),
        };
        let mut bytes = Vec::new();
        put(&mut bytes, &serde_json::to_vec(&head)?);
        for column in &self.columns {
            bytes.extend((column.dictionary.len() as u64).to_le_bytes());
            for entry in &column.dictionary {
                bytes.push(u8::from(entry.is_some()));
                if let Some(text) = entry {
                    put(&mut bytes, text.as_bytes());
                }
            }
        }
        bytes.extend((self.block_rows.len() as u64).to_le_bytes());
        for rows in &self.block_rows {
            bytes.extend(rows.to_le_bytes());
        }
        for block in &self.blocks {
            bytes.extend(block.offset.to_le_bytes());
            bytes.extend(block.length.to_le_bytes());
            bytes.extend(block.checksum.to_le_bytes());
            bytes.push(block.encoding as u8);
        }
        out.write_all(&bytes)?;
        out.write_all(&(bytes.len() as u64).to_le_bytes())?;
        out.write_all(&crc32fast::hash(&bytes).to_le_bytes())
    }

    /// Reads the footer of a prepared table.
    ///
    /// # Errors
    /// Returns what the system said, or invalid data where the file is none of ours or is damaged.
    pub(super) fn read(path: &Path) -> io::Result<Self> {
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        let mut file = File::open(path)?;
        let mut magic = [0; MAGIC.len()];
        file.read_exact(&mut magic)?;
        let size = file.seek(SeekFrom::End(0))?;
        let trailer = size.checked_sub(TRAILER_BYTES).ok_or_else(damaged)?;
        file.seek(SeekFrom::Start(trailer))?;
        let (mut length, mut checksum) = ([0; 8], [0; 4]);
        file.read_exact(&mut length)?;
        file.read_exact(&mut checksum)?;
        let length = u64::from_le_bytes(length);
        let start = trailer.checked_sub(length).ok_or_else(damaged)?;
        if &magic != MAGIC || start < MAGIC.len() as u64 {
            return Err(damaged());
        }
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| damaged())?];
        file.read_exact(&mut bytes)?;
        if crc32fast::hash(&bytes) != u32::from_le_bytes(checksum) {
            return Err(damaged());
        }
        Self::parse(&bytes).ok_or_else(damaged)
    }

    fn parse(mut bytes: &[u8]) -> Option<Self> {
        let rest = &mut bytes;
        let head: Head = serde_json::from_slice(take(rest)?).ok()?;
        let mut columns = Vec::new();
        for (header, storage) in head.columns {
            let n = long(rest)?;
            let mut dictionary = Vec::new();
            for _ in 0..n {
                let (&is_there, after) = rest.split_first()?;
                *rest = after;
                let text = match is_there {
                    0 => None,
                    _ => Some(std::str::from_utf8(take(rest)?).ok()?.to_owned()),
                };
                dictionary.push(text);
            }
            columns.push(ColumnInfo {
                header,
                storage,
                dictionary,
            });
        }
        let n = usize::try_from(long(rest)?).ok()?;
        let (rows, after) = rest.split_at_checked(n.checked_mul(4)?)?;
        let block_rows: Vec<u32> = rows
            .as_chunks::<4>()
            .0
            .iter()
            .map(|&rows| u32::from_le_bytes(rows))
            .collect();
        let (infos, after) = after.as_chunks::<BLOCK_INFO_BYTES>();
        if infos.len() != n.checked_mul(columns.len())? || !after.is_empty() {
            return None;
        }
        let blocks = infos.iter().map(block_info).collect::<Option<_>>()?;
        Some(Self {
            stamp: head.stamp,
            columns,
            block_rows,
            blocks,
            about: head.about,
        })
    }
}

fn block_info(bytes: &[u8; BLOCK_INFO_BYTES]) -> Option<BlockInfo> {
    let (offset, rest) = bytes.split_first_chunk::<8>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (checksum, rest) = rest.split_first_chunk::<4>()?;
    Some(BlockInfo {
        offset: u64::from_le_bytes(*offset),
        length: u32::from_le_bytes(*length),
        checksum: u32::from_le_bytes(*checksum),
        encoding: Encoding::of(*rest.first()?)?,
    })
}

/// Appends bytes with their length before them.
fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u64).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn take<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = usize::try_from(long(rest)?).ok()?;
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(bytes)
}

fn long(rest: &mut &[u8]) -> Option<u64> {
    let (number, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(u64::from_le_bytes(*number))
}
