//! Many files as one table: a folder, or a pattern such as `data/companies-*.csv`.
//!
//! Files stand in the order of their paths, numbers by their value (`part-2` before `part-10`).
//! Headers are united by name; a column that a file does not have is blank in its rows.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::slashed;
use doorwise_vocab::text;

use super::{ReadOptions, SourceError};
use crate::prepared;
use crate::table::{Format, Note, Part, SkipReason, SkippedRow, Table, TableBuilder, file_name};

/// Extensions of files that may hold a table.
pub const EXTENSIONS: [&str; 13] = [
    "csv", "tsv", "tab", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet", "jsonl", "ndjson",
    "json",
];
/// Extensions of packed files: they are tables that cannot be read as they are, and are named so.
const PACKED: [&str; 5] = ["gz", "zst", "bz2", "xz", "zip"];
/// Folders inside folders, beyond which links may run in circles.
const MAX_DEPTH: usize = 16;

/// Returns the files that a table's path names, in reading order: a file itself, the tables in a
/// folder and in the folders inside it, or those that a pattern (`*`, `?`, `[…]`) finds.
///
/// # Errors
/// Returns an error where nothing is there, or no file that may hold a table.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, SourceError> {
    Ok(look(path)?.tables)
}

/// Returns whether the path is a pattern and no file of that name.
pub fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[']) && !path.exists()
}

#[derive(Default)]
struct Found {
    tables: Vec<PathBuf>,
    /// Files that hold no table by their names.
    others: Vec<PathBuf>,
}

fn look(path: &Path) -> Result<Found, SourceError> {
    let mut found = Found::default();
    if is_pattern(path) {
        let bad = |message: String| SourceError::BadPattern {
            path: path.to_owned(),
            message,
        };
        let matches =
            glob::glob(&path.to_string_lossy()).map_err(|error| bad(error.to_string()))?;
        for entry in matches {
            let entry = entry.map_err(|error| bad(error.to_string()))?;
            // What a pattern names is meant, whatever its extension.
            if entry.is_dir() {
                walk(&entry, MAX_DEPTH, &mut found)?;
            } else {
                found.tables.push(entry);
            }
        }
    } else if path.is_dir() {
        walk(path, MAX_DEPTH, &mut found)?;
    } else {
        found.tables.push(path.to_owned());
    }
    if found.tables.is_empty() {
        return Err(SourceError::NoTables {
            path: path.to_owned(),
        });
    }
    found.tables.sort_by(|a, b| by_path(a, b));
    found.others.sort_by(|a, b| by_path(a, b));
    Ok(found)
}

fn walk(folder: &Path, depth: usize, found: &mut Found) -> Result<(), SourceError> {
    let io = |error| SourceError::io(folder, error);
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let name = file_name(&path);
        // Hidden files, a spreadsheet's lock files, and the marks that other programs leave.
        if name.starts_with(['.', '~', '_']) {
            continue;
        }
        let extension = path
            .extension()
            .map(|text| text.to_string_lossy().to_ascii_lowercase())
            .unwrap_or_default();
        let extension = extension.as_str();
        if path.is_dir() {
            if depth > 0 {
                walk(&path, depth - 1, found)?;
            }
        } else if EXTENSIONS.contains(&extension) || PACKED.contains(&extension) {
            found.tables.push(path);
        } else if extension != prepared::EXTENSION {
            found.others.push(path);
        }
    }
    Ok(())
}

/// Reads every file that the path names into one table.
///
/// A file that cannot be read costs its rows only, as a damaged row does: it is skipped and named.
pub(super) fn read(path: &Path, options: &ReadOptions) -> Result<Table, SourceError> {
    let Found { tables, others } = look(path)?;
    let base = fixed_part(path);
    let name_of = |file: &Path| {
        let inside = file.strip_prefix(&base).unwrap_or(file);
        slashed(inside)
    };
    let mut union = Union::default();
    let mut failed = None;
    for file in &tables {
        let name = name_of(file);
        match super::read(file, options) {
            Ok(table) => union.add(path, name, &table)?,
            // Programs that write in parts leave empty ones behind.
            Err(SourceError::Empty { .. }) => union.empty.push(name),
            Err(error) => {
                union.skip_file(name, &error);
                failed = failed.or(Some(error));
            }
        }
    }
    if union.builder.columns.is_empty() {
        return Err(failed.unwrap_or(SourceError::Empty {
            path: path.to_owned(),
        }));
    }
    Ok(union.finish(path, others.iter().map(|file| name_of(file)).collect()))
}

/// Returns the path up to its first part that is a pattern.
fn fixed_part(path: &Path) -> PathBuf {
    if !is_pattern(path) {
        return path.to_owned();
    }
    path.components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']))
        .collect()
}

/// Orders paths by their names, numbers in them by their value.
fn by_path(a: &Path, b: &Path) -> Ordering {
    let pieces = |path: &Path| {
        let mut pieces: Vec<(String, Option<u128>)> = vec![(String::new(), None)];
        for letter in slashed(path).chars() {
            let last = pieces.len() - 1;
            let (words, number) = &mut pieces[last];
            match (letter.to_digit(10), *number) {
                (Some(digit), known) => {
                    let tens = known.unwrap_or(0).saturating_mul(10);
                    *number = Some(tens.saturating_add(digit.into()));
                }
                (None, Some(_)) => pieces.push((letter.to_string(), None)),
                (None, None) => words.push(letter),
            }
        }
        pieces
    };
    pieces(a).cmp(&pieces(b)).then_with(|| a.cmp(b))
}

/// A table that grows file by file.
#[derive(Default)]
struct Union {
    builder: TableBuilder,
    headers: Vec<String>,
    /// Columns of the first file, by which another table is told.
    n_first: usize,
    parts: Vec<Part>,
    formats: BTreeMap<String, usize>,
    skipped: Vec<SkippedRow>,
    notes: Vec<(String, Note)>,
    empty: Vec<String>,
}

impl Union {
    fn add(&mut self, path: &Path, name: String, table: &Table) -> Result<(), SourceError> {
        let n_known = self.headers.len();
        let mut source: Vec<Option<usize>> = vec![None; n_known];
        let mut fresh: Vec<usize> = (0..table.columns.len()).collect();
        // As written first, so that a file with both `name` and `Name` keeps them apart.
        let spellings: [fn(&str) -> String; 2] = [str::to_owned, text::fold];
        for spelling in spellings {
            fresh.retain(|&idx| {
                let header = spelling(&table.columns[idx].header);
                let known = self.headers.iter().map(|known| spelling(known));
                let place = known
                    .zip(&source)
                    .position(|(known, taken)| taken.is_none() && known == header);
                if let Some(place) = place {
                    source[place] = Some(idx);
                }
                place.is_none()
            });
        }
        let shared = table.columns.len() - fresh.len();
        if n_known == 0 {
            self.n_first = table.columns.len();
        } else if shared * 2 < self.n_first.min(table.columns.len()) {
            return Err(SourceError::OtherTable {
                path: path.to_owned(),
                name,
                first: self.parts[0].name.clone(),
                shared,
            });
        }
        let missing: Vec<String> = source
            .iter()
            .zip(&self.headers)
            .filter(|(place, _)| place.is_none())
            .map(|(_, header)| header.clone())
            .collect();
        if !missing.is_empty() {
            self.notes
                .push((name.clone(), Note::ColumnsMissing { headers: missing }));
        }
        if n_known > 0 && !fresh.is_empty() {
            let headers = fresh.iter().map(|&idx| table.columns[idx].header.clone());
            self.notes.push((
                name.clone(),
                Note::ColumnsAdded {
                    headers: headers.collect(),
                },
            ));
        }
        for idx in fresh {
            let header = table.columns[idx].header.clone();
            self.headers.push(header.clone());
            self.builder.add_column(header);
            source.push(Some(idx));
        }
        let part = self.parts.len();
        let skipped = table.skipped.iter().map(|skipped| SkippedRow {
            part,
            ..skipped.clone()
        });
        self.skipped.extend(skipped);
        self.notes
            .extend(table.notes.iter().map(|note| (name.clone(), note.clone())));
        *self.formats.entry(table.format.to_string()).or_default() += 1;
        self.parts.push(Part {
            name,
            sheet: table.sheet.clone(),
            format: table.format.clone(),
            first_row: self.builder.rows(),
        });
        self.builder.append(table, &source);
        Ok(())
    }

    fn skip_file(&mut self, name: String, error: &SourceError) {
        let why = error.to_string();
        self.skipped.push(SkippedRow {
            part: self.parts.len(),
            number: 0,
            reason: SkipReason::File {
                why: why.lines().next().unwrap_or_default().to_owned(),
            },
        });
        self.parts.push(Part {
            name,
            sheet: None,
            format: Format::Files { of: String::new() },
            first_row: self.builder.rows(),
        });
    }

    fn finish(mut self, path: &Path, others: Vec<String>) -> Table {
        if !self.empty.is_empty() {
            self.builder
                .notes
                .push(Note::EmptyFiles { names: self.empty });
        }
        if !others.is_empty() {
            self.builder.notes.push(Note::OtherFiles { names: others });
        }
        // The same thing said of many files is said once, with the first of them.
        let mut said: Vec<(String, Note, usize)> = Vec::new();
        for (name, note) in self.notes {
            match said.iter_mut().find(|(_, known, _)| *known == note) {
                Some((_, _, more)) => *more += 1,
                None => said.push((name, note, 0)),
            }
        }
        let notes = said.into_iter().map(|(name, note, more)| Note::InFile {
            name,
            more,
            note: Box::new(note),
        });
        self.builder.notes.extend(notes);
        let of: Vec<String> = self
            .formats
            .iter()
            .map(|(format, n)| format!("{n} of {format}"))
            .collect();
        let format = Format::Files { of: of.join("; ") };
        let mut table = self.builder.finish(path, None, format);
        // Views show the first few, and a whole file is the most that can be lost.
        self.skipped.sort_by_key(|skipped| skipped.number != 0);
        table.skipped = self.skipped;
        table.parts = self.parts;
        table
    }
}
