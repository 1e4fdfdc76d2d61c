//! Two readings of one list: what is new, changed, gone, renamed; and one table that keeps it all.
//!
//! The merged table has every company exactly once, in the old table's order with new ones behind,
//! and four columns of ours: [`FIRST_SEEN`], [`LAST_SEEN`], [`CHANGED`] and [`GONE`]. Whoever left
//! the list stays in it, marked. Read the merged table as the old one next time; the same list on
//! the same day changes nothing.

mod meaning;
mod pairs;

use std::collections::BTreeMap;

use doorwise_vocab::date::{self, Date, DateOrder};
use doorwise_vocab::money::Currency;
use doorwise_vocab::{company_name, text};

use crate::table::{Format, Table};
use crate::write::without_formula_guard;
use meaning::Meanings;
use pairs::{Pairs, Side};

/// Day on which the list first had the company; blank where nobody knows.
pub const FIRST_SEEN: &str = "first_seen";
/// Last day on which the list had it.
pub const LAST_SEEN: &str = "last_seen";
/// Last day on which something about it had changed.
pub const CHANGED: &str = "changed";
/// Day on which it was missed first; blank while the list has it.
pub const GONE: &str = "gone";
const OURS: [&str; 4] = [FIRST_SEEN, LAST_SEEN, CHANGED, GONE];

/// Columns of the history: one row a fact that changed.
pub const HISTORY: [&str; 7] = [
    "company_id",
    "name",
    "kind",
    "field",
    "before",
    "after",
    "date",
];

/// How the two lists are to be understood.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// Our field to the headers read for it; `id`, `domain` and `name` find the company.
    pub columns: &'a [(String, Vec<String>)],
    /// Currency of amounts that name none.
    pub currency: Option<Currency>,
    /// Day of the old list, for rows without a `first_seen` of their own.
    pub old_date: Option<Date>,
    /// Day of the new list.
    pub date: Date,
}

/// Why two lists cannot be compared.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum RefreshError {
    /// Nothing tells which company a row is.
    #[error(
        "{0} has no column of ids, domains or names\nhelp: map one, such as --map name=\"Company\""
    )]
    NoIdentity(String),
    /// The new list is older than what is known.
    #[error(
        "the new list is of {date}, and the old one was seen on {seen} already\nhelp: give the day of the new list with --date, or change the two lists"
    )]
    Backwards {
        /// Day given.
        date: Date,
        /// Newest day in the old table.
        seen: Date,
    },
}

/// What happened to a company or to one of its facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The list has it for the first time.
    New,
    /// The list has it again.
    Returned,
    /// The list has it no more.
    Gone,
    /// Same company, another name.
    Renamed,
    /// A fact reads differently.
    Changed,
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 5] = [
        Self::New,
        Self::Returned,
        Self::Gone,
        Self::Renamed,
        Self::Changed,
    ];

    /// Returns the word written in the history.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Returned => "returned",
            Self::Gone => "gone",
            Self::Renamed => "renamed",
            Self::Changed => "changed",
        }
    }
}

/// One thing that happened; `field`, `before` and `after` are blank where the company as a whole is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: Kind,
    /// The list's id, else the domain, else the name.
    pub company: String,
    /// Name today.
    pub name: String,
    /// Header of the column.
    pub field: String,
    /// Cell of the old list.
    pub before: String,
    /// Cell of the new list.
    pub after: String,
}

/// What one column shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldCount {
    /// Header.
    pub field: String,
    /// Companies for which it reads differently.
    pub changed: usize,
    /// Companies for which it is written differently and reads the same.
    pub respelled: usize,
    /// Words that the list writes differently throughout: before, after, companies.
    pub renamed_words: Vec<(String, String, usize)>,
}

/// What became of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refresh {
    /// Everything that happened, by company in the merged table's order.
    pub events: Vec<Event>,
    /// Companies of the old list that are in the new one.
    pub kept: usize,
    /// Columns where anything differs, in table order.
    pub fields: Vec<FieldCount>,
    /// Rows about a company that an earlier row of the same list is about: place, and the earlier place.
    pub duplicates: Vec<(String, String)>,
    /// New and gone companies that may be one, where a shared name or domain settles it for nobody: place in the old list, place in the new.
    pub apart: Vec<(String, String)>,
    /// Columns of the old list that the new one does not have; their cells stay.
    pub missing_columns: Vec<String>,
    /// Headers of the merged table.
    pub headers: Vec<String>,
    /// Rows of the merged table.
    pub rows: Vec<Vec<String>>,
}

impl Refresh {
    /// Returns how many companies had this happen; a company with three changed fields counts once.
    pub fn companies(&self, kind: Kind) -> usize {
        let mut found: Vec<&str> = self
            .events
            .iter()
            .filter(|event| event.kind == kind)
            .map(|event| event.company.as_str())
            .collect();
        found.sort_unstable();
        found.dedup();
        found.len()
    }
}

/// Compares a list with an earlier one of the same kind.
///
/// # Errors
/// Returns an error where rows cannot be told apart, or the days run backwards.
pub fn refresh(old: &Table, new: &Table, manner: &Manner<'_>) -> Result<Refresh, RefreshError> {
    if let Some(seen) = newest_seen(old)
        .max(manner.old_date)
        .filter(|seen| *seen > manner.date)
    {
        return Err(RefreshError::Backwards {
            date: manner.date,
            seen,
        });
    }
    let old_side = Side::new(old, manner.columns)?;
    let new_side = Side::new(new, manner.columns)?;
    let pairs = Pairs::of(&old_side, &new_side);
    let meanings = Meanings::new(old, new, manner, &pairs.matched);
    let is_ours = |header: &str| OURS.contains(&header);
    let headers: Vec<String> = old
        .columns
        .iter()
        .chain(
            new.columns
                .iter()
                .filter(|column| old.column(&column.header).is_none()),
        )
        .map(|column| column.header.clone())
        .filter(|header| !is_ours(header))
        .chain(OURS.map(str::to_owned))
        .collect();
    let mut found = Refresh {
        duplicates: pairs.duplicates.clone(),
        apart: pairs.apart.clone(),
        kept: pairs.matched.len(),
        missing_columns: old
            .columns
            .iter()
            .map(|column| &column.header)
            .filter(|header| !is_ours(header) && new.column(header).is_none())
            .cloned()
            .collect(),
        ..Refresh::default()
    };
    let today = manner.date.to_string();
    let first_day = manner
        .old_date
        .map(|day| day.to_string())
        .unwrap_or_default();
    let partner: BTreeMap<usize, usize> = pairs.matched.iter().copied().collect();
    for &row in &old_side.rows {
        let ours = |header: &str| cell(old, row, header).to_owned();
        let mut dates = [ours(FIRST_SEEN), ours(LAST_SEEN), ours(CHANGED), ours(GONE)];
        if dates[1].is_empty() {
            dates[0].clone_from(&first_day);
            dates[1].clone_from(&first_day);
        }
        let Some(&at) = partner.get(&row) else {
            if dates[3].is_empty() {
                dates[3].clone_from(&today);
                found.events.push(event(Kind::Gone, &old_side, row));
            }
            found.rows.push(merged(&headers, (old, row), None, dates));
            continue;
        };
        if !dates[3].is_empty() {
            found.events.push(event(Kind::Returned, &new_side, at));
        }
        let before = found.events.len();
        if let Some((before, after)) = renamed(old_side.name(row), new_side.name(at)) {
            found.events.push(Event {
                before,
                after,
                ..event(Kind::Renamed, &new_side, at)
            });
        }
        for header in meanings.changed(row, at) {
            if !new_side.is_name(header) {
                found.events.push(Event {
                    field: header.to_owned(),
                    before: cell(old, row, header).to_owned(),
                    after: cell(new, at, header).to_owned(),
                    ..event(Kind::Changed, &new_side, at)
                });
            }
        }
        dates[1].clone_from(&today);
        if found.events.len() > before {
            dates[2].clone_from(&today);
        }
        dates[3].clear();
        found
            .rows
            .push(merged(&headers, (old, row), Some((new, at)), dates));
    }
    for &at in &pairs.unmatched_new {
        found.events.push(event(Kind::New, &new_side, at));
        let dates = [today.clone(), today.clone(), String::new(), String::new()];
        found.rows.push(merged(&headers, (new, at), None, dates));
    }
    found.fields = meanings.counts();
    found.headers = headers;
    Ok(found)
}

fn event(kind: Kind, side: &Side<'_>, row: usize) -> Event {
    Event {
        kind,
        company: side.key(row),
        name: side.name(row).to_owned(),
        field: String::new(),
        before: String::new(),
        after: String::new(),
    }
}

/// A legal form that comes or goes, or another case, is no new name.
fn renamed(before: &str, after: &str) -> Option<(String, String)> {
    let is_new = !text::is_blank(after) && company_name::key(before) != company_name::key(after);
    is_new.then(|| (before.to_owned(), after.to_owned()))
}

/// The newer table's cell stands wherever that table has the column.
fn merged(
    headers: &[String],
    (base, row): (&Table, usize),
    newer: Option<(&Table, usize)>,
    dates: [String; 4],
) -> Vec<String> {
    headers[..headers.len() - OURS.len()]
        .iter()
        .map(|header| match newer {
            Some((table, at)) if table.column(header).is_some() => cell(table, at, header),
            _ => cell(base, row, header),
        })
        .map(str::to_owned)
        .chain(dates)
        .collect()
}

fn cell<'a>(table: &'a Table, row: usize, header: &str) -> &'a str {
    table
        .column(header)
        .map_or("", |column| unguarded(table, column.value(row)))
}

/// A merged table that we wrote as CSV carries our guard against formulas, which is no part of the cell.
fn unguarded<'a>(table: &Table, cell: &'a str) -> &'a str {
    let is_guarded = matches!(table.format, Format::Csv { .. })
        && OURS.iter().all(|ours| table.column(ours).is_some());
    if is_guarded {
        without_formula_guard(cell)
    } else {
        cell
    }
}

fn newest_seen(table: &Table) -> Option<Date> {
    table
        .column(LAST_SEEN)?
        .values()
        .filter_map(|day| date::date(day, DateOrder::YearFirst).value())
        .max()
}

#[cfg(test)]
mod tests;
