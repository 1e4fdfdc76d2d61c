//! Columns of companies as codes: each distinct cell is understood once.

use doorwise_model::field::Field;
use doorwise_model::value::Value;

/// One field of every company.
#[derive(Clone, Debug, PartialEq)]
pub struct CodedColumn {
    /// What the column says.
    pub field: Field,
    /// For each row the position of its value in `cells`.
    pub codes: Vec<u32>,
    /// The distinct cells.
    pub cells: Vec<CodedCell>,
}

/// One distinct cell: as written, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct CodedCell {
    /// The text as it stood in the table; several columns are joined.
    pub written: String,
    /// What it means.
    pub value: Value,
}

impl CodedColumn {
    /// Returns how many rows have a value.
    pub(crate) fn n_known(&self) -> usize {
        let known: Vec<bool> = self
            .cells
            .iter()
            .map(|cell| !cell.value.is_unknown())
            .collect();
        let codes = self.codes.iter();
        codes.filter(|&&code| known[code as usize]).count()
    }

    /// Returns the cell of a row.
    pub fn cell(&self, row: usize) -> &CodedCell {
        &self.cells[self.codes[row] as usize]
    }
}

/// The companies of a market as coded columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Companies {
    /// How many.
    pub rows: usize,
    /// Id of each, unique within the table.
    pub ids: Vec<String>,
    /// Name of each as written.
    pub names: Vec<String>,
    /// Domain of each, empty where not known.
    pub domains: Vec<String>,
    /// Where each row stands.
    pub places: Vec<String>,
    /// The coded columns, at most one a field.
    pub columns: Vec<CodedColumn>,
}

impl Companies {
    /// Returns the column that says `field`.
    pub fn column(&self, field: &Field) -> Option<&CodedColumn> {
        self.columns.iter().find(|column| column.field == *field)
    }
}
