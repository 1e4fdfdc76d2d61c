//! Builds a [`Table`] row by row, coding each cell on the fly.

use std::hash::BuildHasher;
use std::path::Path;

use doorwise_vocab::text;
use hashbrown::{DefaultHashBuilder, HashTable};

use super::{Column, Format, Note, RowPlaces, SkipReason, SkippedRow, Table, file_name};

/// One growing column and the index from text to code.
pub(crate) struct ColumnBuilder {
    column: Column,
    index: HashTable<u32>,
    hasher: DefaultHashBuilder,
    last: u32,
}

impl ColumnBuilder {
    pub(crate) fn new(header: String, rows_before: usize) -> ColumnBuilder {
        let mut builder = ColumnBuilder {
            column: Column {
                header,
                codes: Vec::new(),
                text: String::new(),
                ends: Vec::new(),
            },
            index: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            last: 0,
        };
        for _ in 0..rows_before {
            builder.push("");
        }
        builder
    }

    pub(crate) fn push(&mut self, cell: &str) {
        let code = self.code(cell);
        self.column.codes.push(code);
    }

    /// Pushes cells that are positions in a dictionary of their own.
    pub(crate) fn push_codes<'t>(
        &mut self,
        positions: impl Iterator<Item = usize>,
        text: impl Fn(usize) -> &'t str,
    ) {
        let mut known: Vec<Option<u32>> = Vec::new();
        for position in positions {
            if known.len() <= position {
                known.resize(position + 1, None);
            }
            let code = match known[position] {
                Some(code) => code,
                None => {
                    let code = self.code(text(position));
                    known[position] = Some(code);
                    code
                }
            };
            self.column.codes.push(code);
        }
    }

    /// Returns the code of a cell, a new one for a text not seen before.
    fn code(&mut self, cell: &str) -> u32 {
        // Neighbouring rows often agree (sorted files, constant columns): compare before hashing.
        if !self.column.ends.is_empty() && self.column.text(self.last) == cell {
            return self.last;
        }
        let hash = self.hasher.hash_one(cell);
        let column = &mut self.column;
        let code = match self.index.find(hash, |&code| column.text(code) == cell) {
            Some(&code) => code,
            None => {
                let code = column.ends.len() as u32;
                column.text.push_str(cell);
                column.ends.push(column.text.len());
                let (column, hasher) = (&self.column, &self.hasher);
                self.index
                    .insert_unique(hash, code, |&code| hasher.hash_one(column.text(code)));
                code
            }
        };
        self.last = code;
        code
    }

    /// Returns the column so far and goes on with an empty one.
    fn take(&mut self) -> Column {
        let header = self.column.header.clone();
        std::mem::replace(self, ColumnBuilder::new(header, 0)).finish()
    }

    pub(crate) fn finish(mut self) -> Column {
        self.column.codes.shrink_to_fit();
        self.column.text.shrink_to_fit();
        self.column.ends.shrink_to_fit();
        self.column
    }
}

/// A count of rows or cells with the place of the first.
#[derive(Default, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) count: u64,
    pub(crate) first: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, number: u64) {
        if self.count == 0 || number < self.first {
            self.first = number;
        }
        self.count += 1;
    }
}

/// A growing table.
#[derive(Default)]
pub(crate) struct TableBuilder {
    pub(crate) columns: Vec<ColumnBuilder>,
    pub(crate) notes: Vec<Note>,
    pub(crate) padded: Tally,
    pub(crate) repaired: Tally,
    pub(crate) blank_rows: Tally,
    pub(crate) error_cells: Tally,
    places: RowPlaces,
    skipped: Vec<SkippedRow>,
}

impl TableBuilder {
    pub(crate) fn rows(&self) -> usize {
        self.places.len()
    }

    /// Adds a column, its earlier rows blank.
    pub(crate) fn add_column(&mut self, header: String) -> usize {
        self.columns
            .push(ColumnBuilder::new(header, self.places.len()));
        self.columns.len() - 1
    }

    /// Adds a row; missing cells are blank, cells beyond the last column are the caller's affair.
    pub(crate) fn push_row<'a>(&mut self, number: u64, cells: impl IntoIterator<Item = &'a str>) {
        let mut cells = cells.into_iter();
        for column in &mut self.columns {
            column.push(cells.next().unwrap_or(""));
        }
        self.places.push(number);
    }

    /// Adds the rows of a table whose columns stand in these places; blank where it has none.
    pub(crate) fn append(&mut self, table: &Table, places: &[Option<usize>]) {
        for (column, place) in self.columns.iter_mut().zip(places) {
            let Some(place) = place else {
                (0..table.rows()).for_each(|_| column.push(""));
                continue;
            };
            let source = &table.columns[*place];
            let codes: Vec<u32> = source.values().map(|text| column.code(text)).collect();
            let codes = source.codes().iter().map(|&code| codes[code as usize]);
            column.column.codes.extend(codes);
        }
        for row in 0..table.rows() {
            self.places.push(table.row_places.number(row));
        }
    }

    /// Counts rows whose cells were pushed column by column.
    pub(crate) fn place_row(&mut self, number: u64) {
        self.places.push(number);
    }

    pub(crate) fn skip(&mut self, number: u64, reason: SkipReason) {
        self.skipped.push(SkippedRow {
            part: 0,
            number,
            reason,
        });
    }

    /// Returns the rows so far as a table of their own and goes on without them.
    ///
    /// What was skipped or noted is said once, by the last table.
    pub(crate) fn take(&mut self, path: &Path, sheet: Option<String>, format: Format) -> Table {
        Table {
            name: file_name(path),
            path: path.to_owned(),
            sheet,
            columns: self.columns.iter_mut().map(ColumnBuilder::take).collect(),
            row_places: std::mem::take(&mut self.places),
            format,
            skipped: Vec::new(),
            notes: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Counts the cells that hold a spreadsheet's error as text, as CSV and JSON exports do.
    pub(crate) fn count_error_texts(&mut self) {
        for ColumnBuilder { column, .. } in &self.columns {
            let is_error: Vec<bool> = column.values().map(text::is_sheet_error).collect();
            if !is_error.contains(&true) {
                continue;
            }
            for (row, &code) in column.codes.iter().enumerate() {
                if is_error[code as usize] {
                    self.error_cells.add(self.places.number(row));
                }
            }
        }
    }

    pub(crate) fn finish(mut self, path: &Path, sheet: Option<String>, format: Format) -> Table {
        let Tally { count: rows, first } = self.padded;
        if rows > 0 {
            self.notes.push(Note::Padded { rows, first });
        }
        let Tally { count: rows, first } = self.blank_rows;
        if rows > 0 {
            self.notes.push(Note::BlankRows { rows, first });
        }
        let Tally { count: rows, first } = self.repaired;
        if rows > 0 {
            self.notes.push(Note::Repaired { rows, first });
        }
        let Tally {
            count: cells,
            first,
        } = self.error_cells;
        if cells > 0 {
            self.notes.push(Note::ErrorCells { cells, first });
        }
        Table {
            name: file_name(path),
            path: path.to_owned(),
            sheet,
            parts: Vec::new(),
            columns: self
                .columns
                .into_iter()
                .map(ColumnBuilder::finish)
                .collect(),
            row_places: self.places,
            format,
            skipped: self.skipped,
            notes: self.notes,
        }
    }
}
