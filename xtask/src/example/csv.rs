//! Spells rows as RFC 4180 text.

/// Appends one row, quoting only the cells that need it.
pub(super) fn push_row<Cell: AsRef<str>>(table: &mut String, cells: &[Cell]) {
    for (position, cell) in cells.iter().enumerate() {
        if position > 0 {
            table.push(',');
        }
        let cell = cell.as_ref();
        if cell.contains([',', '"', '\n']) {
            table.push('"');
            table.push_str(&cell.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(cell);
        }
    }
    table.push('\n');
}
