//! Guesses what each column of a sheet says, by its header and by its content, with a confidence.
//!
//! # Confidence
//! `h` is the header: 0.7 where it is a known name of the field, 0.5 where it contains one or is a
//! slip of one, 0 where it says nothing. `s` is the content: the share of the column's distinct
//! filled cells (the first 500) that read as the field's values.
//!
//! | header | content | confidence |
//! | --- | --- | --- |
//! | known | half the cells or more | `h + 0.3 * s` |
//! | known | fewer than half, so the content speaks against the header | `(h + 0.3 * s) * s / 0.5` |
//! | known | no filled cell | `0.6 * h` |
//! | says nothing | nine cells in ten or more, of a kind that gives itself away | `0.6 * s` |
//!
//! Below 0.5 nothing is mapped; from 0.25 the column is named in the notes, and so is a header of
//! outcomes whose words are unknown.

mod assign;
mod business_model;
mod content;
mod header;
mod outcome;
mod person_name;
pub(crate) mod said;
mod sheet;

use doorwise_model::tables::{OutcomeWords, TableKind};

use crate::table::Table;

pub use outcome::{outcome, outcome_of_day};

/// What one sheet holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// Tables read from the sheet, companies first; empty where nothing tells what a row is.
    pub tables: Vec<TableGuess>,
    /// What was assumed, and which columns were left out though their header names a field.
    pub notes: Vec<String>,
}

/// One table as it would be read from a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct TableGuess {
    /// What its rows are.
    pub kind: TableKind,
    /// Mapped fields, in the order of [`TableKind::fields`].
    pub columns: Vec<ColumnGuess>,
    /// What the cells of the outcome column mean; empty unless the table is of deals.
    pub outcomes: OutcomeGuess,
    /// Columns whose header names a field that their content does not bear out; not mapped.
    pub maybes: Vec<ColumnGuess>,
    /// What was assumed.
    pub notes: Vec<String>,
}

/// One field and the columns it is read from.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnGuess {
    /// Field, one of [`TableKind::fields`].
    pub field: String,
    /// Headers as written, in the order in which their cells are joined.
    pub headers: Vec<String>,
    /// How sure the guess is, 0 to 1 in steps of 0.01, 0.5 or more where it is mapped; of several columns, the surest.
    pub confidence: f64,
    /// What the guess rests on: ``header `Team Size`; 98 % of filled cells read as employee counts``.
    pub why: String,
}

/// What the cells of an outcome column mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeGuess {
    /// The column's words, folded, by what they mean.
    pub words: OutcomeWords,
    /// Words that are no outcome we know, as written.
    pub not_understood: Vec<String>,
}

impl Mapping {
    /// Returns the table of this kind.
    pub fn table(&self, kind: TableKind) -> Option<&TableGuess> {
        self.tables.iter().find(|table| table.kind == kind)
    }
}

impl TableGuess {
    /// Returns the guess for a field.
    pub fn column(&self, field: &str) -> Option<&ColumnGuess> {
        self.columns.iter().find(|column| column.field == field)
    }

    /// Returns the headers read for a field, in order.
    pub fn headers(&self, field: &str) -> &[String] {
        self.column(field)
            .map_or(&[], |column| column.headers.as_slice())
    }
}

/// Returns which tables one sheet holds, and their columns.
///
/// A deals sheet that names companies and people in each row is companies, deals and contacts at
/// once. A contact of such a sheet without a `deal_id` is on the deal of its own row.
pub fn guess(table: &Table) -> Mapping {
    sheet::guess(table)
}

/// Returns the columns of a sheet whose rows are known to be of one kind.
pub fn guess_as(table: &Table, kind: TableKind) -> TableGuess {
    let samples = content::samples(table);
    assign::table(&samples, kind, assign::Sheet { main: kind })
}

#[cfg(test)]
mod tests;
