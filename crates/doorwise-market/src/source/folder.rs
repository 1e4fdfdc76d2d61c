//! Many files as one table: a folder, or a pattern such as `data/companies-*.csv`.
//!
//! Files stand in the order of their paths, numbers by their value (`part-2` before `part-10`).
//! Headers are united by name; a column that a file does not have is blank in its rows.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::slashed;
use doorwise_vocab::text;

use super::{Pieces, ReadOptions, SourceError};
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

/// Reads every file that the path names, as the pieces of one table.
///
/// A file that cannot be read costs its rows only, as a damaged row does: it is skipped and named.
/// Where the table is read in several pieces, the files are looked at once before, so that the first
/// piece has the columns of all; and of a file that breaks off, the rows before that stay.
pub(super) fn read(options: &ReadOptions, pieces: &mut Pieces<'_>) -> Result<(), SourceError> {
    let path = pieces.path;
    let Found { tables, others } = look(path)?;
    let base = fixed_part(path);
    let name_of = |file: &Path| slashed(file.strip_prefix(&base).unwrap_or(file));
    let mut union = Union::default();
    if !pieces.is_whole() {
        for file in &tables {
            // What cannot be read is told in the second round.
            if let Ok(head) = super::head(file, options, pieces.rows) {
                union.join(path, name_of(file), &head)?;
            }
        }
    }
    let mut failed = None;
    for file in &tables {
        let name = name_of(file);
        let mut fault = None;
        let mut is_ended = false;
        let rows = pieces.rows;
        let read = super::read_pieces(file, options, rows, &mut |table| {
            match union.add(path, &name, &table) {
                Ok(()) if union.builder.rows() < rows => return ControlFlow::Continue(()),
                Ok(()) => is_ended = (pieces.take)(union.take(path)).is_break(),
                Err(error) => fault = Some(error),
            }
            match is_ended || fault.is_some() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        if let Some(fault) = fault {
            return Err(fault);
        }
        if is_ended {
            return Ok(());
        }
        match read {
            Ok(()) => {}
            // Programs that write in parts leave empty ones behind.
            Err(SourceError::Empty { .. }) => union.empty.push(name),
            Err(error) => {
                union.skip_file(name, &error);
                failed = failed.or(Some(error));
            }
        }
    }
    if union.headers.is_empty() {
        return Err(failed.unwrap_or(SourceError::Empty {
            path: path.to_owned(),
        }));
    }
    let others = others.iter().map(|file| name_of(file)).collect();
    // Nothing follows, so it does not matter whether more is wanted.
    let _ = (pieces.take)(union.finish(path, others));
    Ok(())
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

/// A table that grows file by file and is handed over piece by piece.
#[derive(Default)]
struct Union {
    /// The rows of the present piece.
    builder: TableBuilder,
    headers: Vec<String>,
    /// Columns of the first file and its name, by which another table is told.
    first: Option<(usize, String)>,
    /// Files whose columns were told already.
    joined: HashSet<String>,
    /// The files, their first rows counted over all pieces.
    parts: Vec<Part>,
    /// Rows handed over in earlier pieces.
    given: usize,
    formats: BTreeMap<String, usize>,
    skipped: Vec<SkippedRow>,
    notes: Vec<(String, Note)>,
    empty: Vec<String>,
}

impl Union {
    /// Takes the columns of a file in, and tells once what it lacks and what it adds.
    fn join(&mut self, path: &Path, name: String, table: &Table) -> Result<(), SourceError> {
        if !self.joined.insert(name.clone()) {
            return Ok(());
        }
        let n_known = self.headers.len();
        let places = self.places(table);
        let known = &places[..n_known.min(places.len())];
        let shared = known.iter().flatten().count();
        let Some((n_first, first)) = &self.first else {
            self.first = Some((table.columns.len(), name));
            return Ok(());
        };
        if shared * 2 < *n_first.min(&table.columns.len()) {
            return Err(SourceError::OtherTable {
                path: path.to_owned(),
                name,
                first: first.clone(),
                shared,
            });
        }
        let missing: Vec<String> = known
            .iter()
            .zip(&self.headers)
            .filter(|(place, _)| place.is_none())
            .map(|(_, header)| header.clone())
            .collect();
        if !missing.is_empty() {
            self.notes
                .push((name.clone(), Note::ColumnsMissing { headers: missing }));
        }
        let added = self.headers[n_known..].to_vec();
        if !added.is_empty() {
            self.notes
                .push((name, Note::ColumnsAdded { headers: added }));
        }
        Ok(())
    }

    /// Returns which column of a table stands in each of ours; those of none are added.
    fn places(&mut self, table: &Table) -> Vec<Option<usize>> {
        let mut places: Vec<Option<usize>> = vec![None; self.headers.len()];
        let mut fresh: Vec<usize> = (0..table.columns.len()).collect();
        // As written first, so that a file with both `name` and `Name` keeps them apart.
        let spellings: [fn(&str) -> String; 2] = [str::to_owned, text::fold];
        for spelling in spellings {
            fresh.retain(|&idx| {
                let header = spelling(&table.columns[idx].header);
                let known = self.headers.iter().map(|known| spelling(known));
                let place = known
                    .zip(&places)
                    .position(|(known, taken)| taken.is_none() && known == header);
                if let Some(place) = place {
                    places[place] = Some(idx);
                }
                place.is_none()
            });
        }
        for idx in fresh {
            let header = table.columns[idx].header.clone();
            self.headers.push(header.clone());
            self.builder.add_column(header);
            places.push(Some(idx));
        }
        places
    }

    /// Adds rows of a file.
    fn add(&mut self, path: &Path, name: &str, table: &Table) -> Result<(), SourceError> {
        self.join(path, name.to_owned(), table)?;
        let places = self.places(table);
        if self.parts.last().is_none_or(|part| part.name != name) {
            *self.formats.entry(table.format.to_string()).or_default() += 1;
            self.parts.push(Part {
                name: name.to_owned(),
                sheet: table.sheet.clone(),
                format: table.format.clone(),
                first_row: self.given + self.builder.rows(),
            });
        }
        let part = self.parts.len() - 1;
        let skipped = table.skipped.iter().map(|skipped| SkippedRow {
            part,
            ..skipped.clone()
        });
        self.skipped.extend(skipped);
        let notes = table.notes.iter();
        self.notes
            .extend(notes.map(|note| (name.to_owned(), note.clone())));
        self.builder.append(table, &places);
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
            first_row: self.given + self.builder.rows(),
        });
    }

    /// Returns the rows so far as a table and goes on without them.
    fn take(&mut self, path: &Path) -> Table {
        let parts = parts_from(&self.parts, self.given);
        self.given += self.builder.rows();
        let format = self.format();
        let mut table = self.builder.take(path, None, format);
        table.parts = parts;
        table
    }

    fn format(&self) -> Format {
        let of = self.formats.iter();
        let of: Vec<String> = of.map(|(format, n)| format!("{n} of {format}")).collect();
        Format::Files { of: of.join("; ") }
    }

    fn finish(mut self, path: &Path, others: Vec<String>) -> Table {
        let format = self.format();
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
        let mut table = self.builder.finish(path, None, format);
        // Views show the first few, and a whole file is the most that can be lost.
        self.skipped.sort_by_key(|skipped| skipped.number != 0);
        table.skipped = self.skipped;
        table.parts = parts_from(&self.parts, self.given);
        table
    }
}

/// Returns the parts as a piece has them that begins at this row of the whole table.
pub(crate) fn parts_from(parts: &[Part], row: usize) -> Vec<Part> {
    let part = |part: &Part| Part {
        first_row: part.first_row.saturating_sub(row),
        ..part.clone()
    };
    parts.iter().map(part).collect()
}
