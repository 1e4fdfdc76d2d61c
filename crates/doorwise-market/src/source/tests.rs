/// The folder of real data, or the end of the test where there is none.
macro_rules! data_or_skip {
    () => {
        match shared_data() {
            Some(folder) => folder,
            None => {
                eprintln!("skipped: no shared data");
                return;
            }
        }
    };
}

mod dirty;
mod encodings;
mod folder;
mod formats;
mod json;
mod real_data;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::*;

/// Reads bytes as a file of this name.
fn read_bytes(name: &str, bytes: &[u8]) -> Result<Table, SourceError> {
    read_bytes_with(name, bytes, &ReadOptions::default())
}

fn read_bytes_with(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Table, SourceError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read(&path, options)
}

/// Shows a table with places, skipped rows and notes.
fn show(table: &Table) -> String {
    let mut text = format!("{}\n", table.format);
    let headers: Vec<&str> = table
        .columns
        .iter()
        .map(|column| column.header.as_str())
        .collect();
    writeln!(text, "    {}", headers.join(" / ")).unwrap();
    for row in 0..table.rows() {
        writeln!(
            text,
            "{:>3} {}",
            table.row_places.number(row),
            escaped(&cells(table, row).join(" / "))
        )
        .unwrap();
    }
    for skipped in &table.skipped {
        writeln!(
            text,
            "skipped {}: {}",
            table.skipped_place(skipped),
            skipped.reason
        )
        .unwrap();
    }
    for note in &table.notes {
        writeln!(text, "note: {note}").unwrap();
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('\r', "\\r")
        .replace('\n', "\\n")
        .replace('\0', "\\0")
}

fn cells(table: &Table, row: usize) -> Vec<&str> {
    table
        .columns
        .iter()
        .map(|column| column.value(row))
        .collect()
}

/// Headers and rows as one grid.
fn grid(table: &Table) -> Vec<Vec<String>> {
    let own = |cells: Vec<&str>| cells.into_iter().map(str::to_owned).collect::<Vec<_>>();
    std::iter::once(own(table
        .columns
        .iter()
        .map(|column| column.header.as_str())
        .collect()))
    .chain((0..table.rows()).map(|row| own(cells(table, row))))
    .collect()
}

fn check(bytes: &[u8], expected: expect_test::Expect) {
    let text = match read_bytes("t.csv", bytes) {
        Ok(table) => show(&table),
        Err(error) => error.to_string().replace(&folder_in(&error), ""),
    };
    expected.assert_eq(&text);
}

/// The temporary folder in a message, which differs from run to run.
fn folder_in(error: &SourceError) -> String {
    let text = error.to_string();
    let start = text.find('/').unwrap_or(0);
    let end = text.find("t.csv").unwrap_or(start);
    text[start..end].to_owned()
}

/// The folder of real data, which stands beside the repository on machines that have it.
fn shared_data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    folder.is_dir().then_some(folder)
}
