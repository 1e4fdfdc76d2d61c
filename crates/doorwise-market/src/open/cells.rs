//! The text columns of a mapped table: which cells say nothing, and names as a person would read them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use doorwise_model::tables::TableMap;
use doorwise_vocab::text::{self, Blank};

use crate::table::{Column, Table};

/// Texts that count as blank which are named in a note.
const TEXTS: usize = 6;
/// Columns that are named for each.
const COLUMNS: usize = 6;

/// Fields whose cells are the names of companies, people and deals.
const NAMES: [&str; 7] = [
    "name",
    "company",
    "first_name",
    "last_name",
    "contact",
    "deal",
    "title",
];

/// The field whose cells say why a deal was lost.
const REASON: &str = "loss_reason";
/// Texts that say nothing elsewhere and are a reason why a deal was lost, folded.
const REASONS: [&str; 3] = ["no response", "no answer", "no reply"];

/// Returns whether a text of a field that holds no names says nothing.
fn says_nothing(is_reason: bool, written: &str) -> bool {
    text::is_blank(written) && !(is_reason && REASONS.contains(&text::fold(written).as_str()))
}

/// One column of a field, and which of its texts say nothing.
pub(super) struct Cells<'a> {
    column: &'a Column,
    /// By code.
    is_blank: Vec<bool>,
    is_name: bool,
}

impl<'a> Cells<'a> {
    /// Returns the columns of a field that the table has, in the map's order.
    pub(super) fn of(table: &'a Table, map: &TableMap, field: &str) -> Vec<Self> {
        let is_name = NAMES.contains(&field);
        let headers = map.headers(field).iter();
        let columns = headers.filter_map(|header| table.column(header));
        columns
            .map(|column| Self {
                column,
                is_blank: match is_name {
                    true => blank_names(column),
                    false => {
                        let is_blank = |written: &str| says_nothing(field == REASON, written);
                        column.values().map(is_blank).collect()
                    }
                },
                is_name,
            })
            .collect()
    }

    /// Returns what a row's cell says, if it says anything.
    fn text(&self, row: usize) -> Option<Cow<'a, str>> {
        let code = self.column.codes()[row];
        if self.is_blank[code as usize] {
            return None;
        }
        let written = self.column.text(code).trim();
        Some(match self.is_name {
            true => as_read(written),
            false => written.into(),
        })
    }
}

/// Returns a row's text of several columns, blanks left out.
pub(super) fn joined(columns: &[Cells<'_>], row: usize, separator: &str) -> String {
    let parts = columns.iter().filter_map(|column| column.text(row));
    parts.collect::<Vec<_>>().join(separator)
}

/// Returns a name without written-out escapes, its blanks single.
fn as_read(written: &str) -> Cow<'_, str> {
    match text::unescaped(written) {
        Cow::Borrowed(same) => same.into(),
        Cow::Owned(plain) => plain
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .into(),
    }
}

/// Returns which texts of a column of names are no name.
///
/// "Select" and "None" may be names. They are what a form left behind where such a word is the
/// commonest text of the column and stands in several rows; rarer, it is taken at its word.
fn blank_names(column: &Column) -> Vec<bool> {
    let blanks: Vec<Option<Blank>> = column.values().map(text::blank).collect();
    if !blanks.contains(&Some(Blank::Word)) {
        return blanks.iter().map(Option::is_some).collect();
    }
    let rows = rows_of(column);
    let mut words: HashMap<String, usize> = HashMap::new();
    let mut commonest = 1;
    for (code, (written, blank)) in column.values().zip(&blanks).enumerate() {
        match blank {
            Some(Blank::Word) => *words.entry(text::fold(written)).or_default() += rows[code],
            Some(_) => {}
            None => commonest = commonest.max(rows[code]),
        }
    }
    let is_left_behind = |written: &str| words[&text::fold(written)] > commonest;
    column
        .values()
        .zip(blanks)
        .map(|(written, blank)| match blank {
            Some(Blank::Word) => is_left_behind(written),
            other => other.is_some(),
        })
        .collect()
}

/// Returns how many rows have each text.
fn rows_of(column: &Column) -> Vec<usize> {
    let mut rows = vec![0; column.n_distinct()];
    for &code in column.codes() {
        rows[code as usize] += 1;
    }
    rows
}

/// Returns what is to be said of cells that are taken otherwise than they are written.
pub fn notes(table: &Table, map: &TableMap) -> Vec<String> {
    let holds_names = |header: &str| {
        let mut names = NAMES.iter().flat_map(|field| map.headers(field));
        names.any(|known| known == header)
    };
    // Rows of each column by text as it was first written; folded, for "NONE" and "None" are one.
    let mut blanks: BTreeMap<String, Hidden<'_>> = BTreeMap::new();
    let mut notes = Vec::new();
    for column in &table.columns {
        let is_name = holds_names(&column.header);
        let kinds: Vec<Option<Blank>> = column.values().map(text::blank).collect();
        let is_written = |kind: &Option<Blank>, written: &str| {
            kind.is_some_and(|kind| kind != Blank::SheetError) && !written.trim().is_empty()
        };
        let escaped = is_name
            && column
                .values()
                .any(|cell| as_read(cell.trim()) != cell.trim());
        if !escaped
            && !column
                .values()
                .zip(&kinds)
                .any(|(cell, kind)| is_written(kind, cell))
        {
            continue;
        }
        let rows = rows_of(column);
        let is_blank = match is_name {
            true => blank_names(column),
            false => {
                let is_reason = map.headers(REASON).contains(&column.header);
                let is_blank = |written: &str| says_nothing(is_reason, written);
                column.values().map(is_blank).collect()
            }
        };
        let mut as_names: BTreeMap<String, (&str, usize)> = BTreeMap::new();
        let mut decoded: Option<(&str, usize)> = None;
        for (code, cell) in column.values().enumerate() {
            if is_written(&kinds[code], cell) {
                let key = text::fold(cell);
                if is_blank[code] {
                    let hidden = blanks
                        .entry(key)
                        .or_insert_with(|| Hidden::new(cell.trim()));
                    hidden.add(&column.header, rows[code]);
                } else if is_name {
                    as_names.entry(key).or_insert((cell.trim(), 0)).1 += rows[code];
                }
            } else if escaped && as_read(cell.trim()) != cell.trim() {
                decoded.get_or_insert((cell.trim(), 0)).1 += rows[code];
            }
        }
        let header = &column.header;
        notes.extend(as_names.into_values().map(|(written, rows)| {
            format!(
                "`{written}` in {rows} {} of `{header}` is taken for a name",
                noun(rows)
            )
        }));
        if let Some((written, rows)) = decoded {
            let read = as_read(written);
            notes.push(format!(
                "escapes written out in {rows} {} of `{header}` are read as what they stand for: `{written}` is `{read}`",
                noun(rows)
            ));
        }
    }
    let mut blanks: Vec<Hidden<'_>> = blanks.into_values().collect();
    blanks.sort_by_key(|hidden| (std::cmp::Reverse(hidden.rows()), hidden.written));
    let more = blanks.len().saturating_sub(TEXTS);
    notes.extend(blanks.iter().take(TEXTS).map(Hidden::told));
    if more > 0 {
        let rows: usize = blanks[TEXTS..].iter().map(Hidden::rows).sum();
        notes.push(format!(
            "{more} more texts count as blank, in {rows} {}",
            noun(rows)
        ));
    }
    notes
}

fn noun(cells: usize) -> &'static str {
    if cells == 1 { "cell" } else { "cells" }
}

/// A text that counts as blank, and how many cells of each column have it.
struct Hidden<'a> {
    written: &'a str,
    columns: Vec<(&'a str, usize)>,
}

impl<'a> Hidden<'a> {
    fn new(written: &'a str) -> Self {
        Self {
            written,
            columns: Vec::new(),
        }
    }

    fn add(&mut self, header: &'a str, rows: usize) {
        match self.columns.last_mut() {
            Some((last, known)) if *last == header => *known += rows,
            _ => self.columns.push((header, rows)),
        }
    }

    fn rows(&self) -> usize {
        self.columns.iter().map(|(_, rows)| rows).sum()
    }

    fn told(&self) -> String {
        let mut columns = self.columns.clone();
        columns.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        let shown = columns.iter().take(COLUMNS);
        let mut shown: Vec<String> = shown
            .map(|(header, rows)| format!("`{header}` ({rows})"))
            .collect();
        if columns.len() > COLUMNS {
            shown.push(format!("{} more columns", columns.len() - COLUMNS));
        }
        let rows = self.rows();
        format!(
            "`{}` counts as blank in {rows} {}: {}",
            self.written,
            noun(rows),
            shown.join(", ")
        )
    }
}
