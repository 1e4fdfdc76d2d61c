//! `duplicates.csv` and `unlinked.csv`: how the tables were joined, row by row.

use std::path::Path;

use doorwise_market::write::ColumnKind;
use doorwise_playbook::view::{DuplicateView, UnlinkedView};

use super::targets::{create, text};
use crate::shell::Fault;

/// Writes rows that repeat an earlier row of their table.
pub(crate) fn write_duplicates(
    path: &Path,
    rows: impl Iterator<Item = DuplicateView>,
) -> Result<(), Fault> {
    let headers = ["table", "row", "says", "same_as", "why", "differs"];
    let mut writer = create(path, &headers.map(|header| (header, ColumnKind::Text)))?;
    for found in rows {
        let differs = found.differs.join("; ");
        let cells = [
            found.table,
            &found.row,
            &found.says,
            &found.same_as,
            &found.why,
            &differs,
        ];
        writer.row(&cells.map(text))?;
    }
    Ok(writer.finish()?)
}

/// Writes rows that name nobody who is in the other tables.
pub(crate) fn write_unlinked(
    path: &Path,
    rows: impl Iterator<Item = UnlinkedView>,
) -> Result<(), Fault> {
    let headers = ["table", "row", "says", "why"];
    let mut writer = create(path, &headers.map(|header| (header, ColumnKind::Text)))?;
    for found in rows {
        writer.row(&[found.table, &found.row, &found.says, &found.why].map(text))?;
    }
    Ok(writer.finish()?)
}
