//! One company as the tables know it.

use std::collections::BTreeMap;

use crate::field::Field;
use crate::value::{Unknown, Value};

/// One company: names for people, values for the card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Company {
    /// The id of the table, else the row.
    pub id: String,
    /// Its name as written.
    pub name: String,
    /// Its domain, where known.
    pub domain: Option<String>,
    /// Where its row stands: `companies.csv:314`.
    pub row: String,
    /// What is known; a field that is not here has no column.
    pub values: BTreeMap<Field, Value>,
    /// What the cells said, for the fields that have a column.
    pub written: BTreeMap<Field, String>,
}

impl Company {
    /// Returns what is known of a field.
    pub fn value(&self, field: &Field) -> Value {
        self.values
            .get(field)
            .cloned()
            .unwrap_or(Value::Unknown(Unknown::NoColumn))
    }
}
