//! What a source looked like when it was prepared.

use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::source::{FormulaGuard, ReadOptions, files, is_many};

/// The files of a source, and how they were read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    files: Vec<FileStamp>,
    sheet: Option<String>,
    delimiter: Option<u8>,
    encoding: Option<String>,
    takes_guard_off: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FileStamp {
    /// Path inside the folder; empty for one file.
    name: String,
    bytes: u64,
    /// Seconds and nanoseconds since 1970.
    modified: (u64, u32),
}

impl Stamp {
    /// Looks at a source as it is now.
    pub(super) fn of(source: &Path, options: &ReadOptions) -> io::Result<Self> {
        let mut stamps = Vec::new();
        if is_many(source) {
            let listed = files(source).map_err(io::Error::other)?;
            for file in listed {
                let name = file.strip_prefix(source).unwrap_or(&file);
                stamps.push(file_stamp(&file, name.to_string_lossy().into_owned())?);
            }
        } else {
            stamps.push(file_stamp(source, String::new())?);
        }
        Ok(Self {
            files: stamps,
            sheet: options.sheet.clone(),
            delimiter: options.delimiter,
            encoding: options.encoding.clone(),
            takes_guard_off: options.formula_guard == FormulaGuard::Strip,
        })
    }

    /// Returns whether the files were the same, however they were read.
    pub(super) fn is_of_same_files(&self, other: &Self) -> bool {
        self.files == other.files
    }
}

fn file_stamp(path: &Path, name: String) -> io::Result<FileStamp> {
    let metadata = std::fs::metadata(path)?;
    let modified = metadata.modified()?.duration_since(UNIX_EPOCH);
    let modified = modified.unwrap_or_default();
    Ok(FileStamp {
        name,
        bytes: metadata.len(),
        modified: (modified.as_secs(), modified.subsec_nanos()),
    })
}
