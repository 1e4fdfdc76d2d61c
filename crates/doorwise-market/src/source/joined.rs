//! Columns of a second file, put beside the rows of the first that have the same id.
//!
//! Leads in one file and what became of them in another are one table to whoever asks how deals end.

use std::collections::HashSet;
use std::path::PathBuf;

use hashbrown::HashMap;

use super::{ReadOptions, SourceError};
use crate::table::{ColumnBuilder, Note, Table};

/// A file whose columns are put beside those of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The file, a folder or a pattern.
    pub path: PathBuf,
    /// Sheet of a workbook; the first one with rows if not given.
    pub sheet: Option<String>,
    /// Encoding of a text file; found out if not given.
    pub encoding: Option<String>,
    /// Header of the id that both files have.
    pub by: String,
}

/// A second file, read and indexed by its id.
pub(super) struct Joiner<'b> {
    beside: &'b Beside,
    table: Table,
    /// The first row of each id.
    rows: HashMap<String, usize>,
    /// Rows whose id came before.
    repeated: usize,
}

impl<'b> Joiner<'b> {
    pub(super) fn open(beside: &'b Beside) -> Result<Self, SourceError> {
        let options = ReadOptions {
            sheet: beside.sheet.clone(),
            encoding: beside.encoding.clone(),
            ..ReadOptions::default()
        };
        let table = super::read(&beside.path, &options)?;
        let by = table.header_like(&beside.by).map(str::to_owned);
        let Some(ids) = by.and_then(|by| table.column(&by)) else {
            return Err(beside.no_column(&table));
        };
        let (mut rows, mut repeated) = (HashMap::new(), 0);
        for row in 0..table.rows() {
            let id = ids.value(row).trim();
            if id.is_empty() {
                continue;
            }
            match rows.contains_key(id) {
                true => repeated += 1,
                false => {
                    rows.insert(id.to_owned(), row);
                }
            }
        }
        Ok(Self {
            beside,
            table,
            rows,
            repeated,
        })
    }

    /// Puts the columns beside those of a table; `is_whole` says whether no other piece follows.
    pub(super) fn join(&self, mut left: Table, is_whole: bool) -> Result<Table, SourceError> {
        let by = left.header_like(&self.beside.by).map(str::to_owned);
        let Some(ids) = by.and_then(|by| left.column(&by)) else {
            return Err(self.beside.no_column(&left));
        };
        // The row of each distinct id, so that an id is looked up once.
        let of_code: Vec<Option<usize>> = ids
            .values()
            .map(|id| self.rows.get(id.trim()).copied())
            .collect();
        let places: Vec<Option<usize>> = (ids.codes().iter())
            .map(|&code| of_code[code as usize])
            .collect();
        let own = self.table.header_like(&self.beside.by);
        let mut taken: HashSet<String> = (left.columns.iter())
            .map(|column| column.header.clone())
            .collect();
        let mut columns = Vec::new();
        for column in &self.table.columns {
            if Some(column.header.as_str()) == own {
                continue;
            }
            let mut header = column.header.clone();
            while !taken.insert(header.clone()) {
                header = format!("{header} ({})", self.table.name);
            }
            let mut builder = ColumnBuilder::new(header, 0);
            for place in &places {
                builder.push(place.map_or("", |row| column.value(row)));
            }
            columns.push(builder.finish());
        }
        left.columns.extend(columns);
        if is_whole {
            let met: HashSet<usize> = places.iter().flatten().copied().collect();
            let name = &self.table.name;
            left.notes.push(Note::Joined {
                name: name.clone(),
                by: self.beside.by.clone(),
                rows: places.iter().flatten().count() as u64,
                alone: (self.rows.len() - met.len()) as u64,
                repeated: self.repeated as u64,
                unread: self.table.skipped.len() as u64,
            });
            left.notes
                .extend(self.table.notes.iter().map(|note| Note::InFile {
                    name: name.clone(),
                    more: 0,
                    note: Box::new(note.clone()),
                }));
        }
        Ok(left)
    }
}

impl Beside {
    fn no_column(&self, table: &Table) -> SourceError {
        SourceError::NoColumn {
            path: table.path.clone(),
            header: self.by.clone(),
            headers: (table.columns.iter())
                .map(|column| column.header.clone())
                .collect(),
        }
    }
}
