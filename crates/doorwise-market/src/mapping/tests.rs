mod exports;
mod few_people;
mod invented;
mod languages;
mod logs;
mod outcomes;
mod programs;
mod real;

use std::fmt::Write as _;

use expect_test::Expect;

use super::{Mapping, TableGuess, guess};
use crate::source::{self, ReadOptions};
use crate::table::Table;

/// Writes a sheet to a file and reads it, so that the tests see what a user's file becomes.
fn sheet(text: &str) -> Table {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("sheet.csv");
    std::fs::write(&path, text).expect("the sheet is written");
    source::read(&path, &ReadOptions::default()).expect("the sheet is read")
}

fn shown(mapping: &Mapping) -> String {
    let mut out = String::new();
    for table in &mapping.tables {
        out.push_str(&shown_table(table));
    }
    for note in &mapping.notes {
        writeln!(out, "! {note}").expect("text");
    }
    out
}

fn shown_table(table: &TableGuess) -> String {
    let mut out = format!("{}\n", table.kind.as_str());
    for column in &table.columns {
        writeln!(
            out,
            "  {}: {} ({:.2})",
            column.field,
            column.headers.join(" + "),
            column.confidence
        )
        .expect("text");
    }
    let words = &table.outcomes.words;
    for (what, list) in [
        ("won", &words.won),
        ("lost", &words.lost),
        ("open", &words.open),
    ] {
        if !list.is_empty() {
            writeln!(out, "  {what} = {}", list.join(", ")).expect("text");
        }
    }
    if !table.outcomes.not_understood.is_empty() {
        writeln!(out, "  ? {}", table.outcomes.not_understood.join(", ")).expect("text");
    }
    out
}

/// Compares the whole guess for a sheet, notes and all.
#[track_caller]
fn check(text: &str, expected: &Expect) {
    expected.assert_eq(&shown(&guess(&sheet(text))));
}
