//! The tables as they were read and joined.

use serde::Serialize;

/// One table as it was read.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// companies, contacts, deals or deal_contacts.
    pub kind: &'static str,
    /// File and sheet.
    pub name: String,
    /// How it was read.
    pub format: String,
    /// Rows read.
    pub rows: usize,
    /// Rows that could not be read.
    pub skipped: usize,
    /// Those rows, by place and reason.
    pub skipped_rows: Vec<String>,
    /// What was noticed while reading.
    pub notes: Vec<String>,
    /// Mapped fields.
    pub columns: Vec<ColumnView>,
    /// Headers that nobody mapped.
    pub unmapped: Vec<String>,
}

/// One mapped field.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Field.
    pub field: String,
    /// Headers read for it.
    pub headers: Vec<String>,
    /// Rows with a value.
    pub known: usize,
    /// Blank rows.
    pub blank: usize,
    /// Rows not understood.
    pub unreadable: usize,
    /// Commonest cells not understood.
    pub examples: Vec<String>,
}

/// How the tables were joined: what was counted once, and what stayed apart.
#[derive(Clone, Debug, Default, Serialize)]
pub struct JoinsView {
    /// Rows that repeat an earlier row and are counted with it.
    pub duplicates: usize,
    /// The first thousand of them; duplicates.csv lists all.
    pub duplicate_rows: Vec<DuplicateView>,
    /// Rows whose company, deal or contact is in no table.
    pub unlinked: usize,
    /// The first thousand of them; unlinked.csv lists all.
    pub unlinked_rows: Vec<UnlinkedView>,
}

/// A row that repeats an earlier one.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicateView {
    /// companies, contacts, deals or deal_contacts.
    pub table: &'static str,
    /// File and line.
    pub row: String,
    /// Whom or what it names.
    pub says: String,
    /// The row it is counted with.
    pub same_as: String,
    /// Why the two are one.
    pub why: String,
    /// Where the two contradict each other; the row it is counted with speaks.
    pub differs: Vec<String>,
}

/// A row that names nobody who is in the other tables.
#[derive(Clone, Debug, Serialize)]
pub struct UnlinkedView {
    /// contacts, deals or deal_contacts.
    pub table: &'static str,
    /// File and line.
    pub row: String,
    /// Whom or what it names.
    pub says: String,
    /// Why nobody was found.
    pub why: String,
}
