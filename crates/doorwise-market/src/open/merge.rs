//! Several rows of one company become one: the first row speaks, the others fill its blanks.

use std::collections::BTreeMap;

use doorwise_model::market::Duplicate;
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::value::Value;
use doorwise_vocab::{domain, text};

use super::cells::{self, Cells};
use super::rows::Spoken;
use crate::coded::{CodedColumn, Companies};
use crate::duplicates::{self, Groups};
use crate::link::Called;
use crate::table::Table;

/// Returns ids, names and domains of every row, blanks as "".
pub(super) fn columns(table: &Table, map: &TableMap) -> (Vec<String>, Vec<String>, Vec<String>) {
    let text_of = |field: &str| -> Vec<String> {
        let columns = Cells::of(table, map, field);
        (0..table.rows())
            .map(|row| cells::joined(&columns, row, " "))
            .collect()
    };
    let domains = text_of("domain")
        .into_iter()
        .map(|cell| domain::domain(&cell).value().unwrap_or_default())
        .collect();
    (text_of("id"), text_of("name"), domains)
}

/// Returns the rows of a companies' table that repeat an earlier one, for a table whose every row is kept.
pub fn duplicates_of(table: &Table, map: &TableMap) -> Vec<Duplicate> {
    let (ids, names, domains) = columns(table, map);
    let called: Vec<Called> = ids
        .into_iter()
        .zip(names)
        .zip(domains)
        .map(|((id, name), domain)| Called::new(id, name, domain))
        .collect();
    let rows = Spoken::all(called.len());
    told(table, &rows, &called, &duplicates::groups(&called), &[])
}

/// Returns each repeated row with the reason, and where it contradicts the row that speaks.
///
/// `rows` are the table's rows by position; `columns` have a code for every row of the table.
pub(super) fn told(
    table: &Table,
    rows: &Spoken,
    called: &[Called],
    groups: &Groups,
    columns: &[&CodedColumn],
) -> Vec<Duplicate> {
    let mut speaker = vec![0; called.len()];
    for members in &groups.members {
        for &member in members {
            speaker[member] = members[0];
        }
    }
    let place = |position: usize| table.place(rows.first[position]);
    let told = groups.repeats.iter().map(|repeat| {
        let (later, earlier) = repeat.pair;
        let shared = &repeat.shared;
        let why = if later == repeat.position {
            format!("same {shared} as {}", place(earlier))
        } else if earlier == repeat.position {
            format!("same {shared} as {}", place(later))
        } else {
            format!(
                "{} has the same {shared} as {}",
                place(later),
                place(earlier)
            )
        };
        let members = &groups.members[groups
            .members
            .partition_point(|members| members[0] < speaker[repeat.position] + 1)
            - 1];
        Duplicate {
            table: TableKind::Companies,
            row: place(repeat.position),
            says: says(&called[repeat.position]),
            same_as: place(speaker[repeat.position]),
            why,
            differs: differs(rows, called, members, repeat.position, columns),
        }
    });
    told.collect()
}

fn says(called: &Called) -> String {
    let parts = [&called.name, &called.domain, &called.id];
    let parts = parts.into_iter().map(|part| part.trim());
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn differs(
    rows: &Spoken,
    called: &[Called],
    members: &[usize],
    position: usize,
    columns: &[&CodedColumn],
) -> Vec<String> {
    let (mine, counted) = (&called[position], speaks(called, members));
    let mut differs = Vec::new();
    // An id typed twice joins two companies, and the name is what shows it.
    if !mine.key().is_empty() && mine.key() != counted.key() {
        differs.push(format!("name {}, counted as {}", mine.name, counted.name));
    }
    if mine.has_own_domain() && mine.domain != counted.domain {
        differs.push(format!(
            "domain {}, counted as {}",
            mine.domain, counted.domain
        ));
    }
    for column in columns {
        let mine = column.cell(rows.first[position]);
        let counted = &column.cells[code(column, rows, members) as usize];
        if !matches!(mine.value, Value::Unknown(_)) && mine.value != counted.value {
            differs.push(format!(
                "{} {}, counted as {}",
                column.field.label(),
                mine.written,
                counted.written
            ));
        }
    }
    differs
}

/// Returns what a company is called: by its first row, blanks filled from the others.
pub(super) fn speaks(called: &[Called], members: &[usize]) -> Called {
    if let [only] = members {
        return called[*only].clone();
    }
    let first = |of: fn(&Called) -> &String| {
        let mut known = members.iter().map(|&member| of(&called[member]));
        known
            .find(|text| !text.is_empty())
            .cloned()
            .unwrap_or_default()
    };
    let own = members
        .iter()
        .find(|&&member| called[member].has_own_domain());
    Called::new(
        first(|called| &called.id),
        first(|called| &called.name),
        own.map_or_else(
            || first(|called| &called.domain),
            |&own| called[own].domain.clone(),
        ),
    )
}

/// Returns the code of the first row that knows the field, else of the first row.
pub(super) fn code(column: &CodedColumn, rows: &Spoken, members: &[usize]) -> u32 {
    let mut codes = members
        .iter()
        .flat_map(|&member| rows.of(member))
        .map(|row| column.codes[row]);
    let first = column.codes[rows.first[members[0]]];
    codes
        .find(|&code| !matches!(column.cells[code as usize].value, Value::Unknown(_)))
        .unwrap_or(first)
}

/// Returns the companies behind what only their merged rows call them, folded.
///
/// What an own row of another company says is that company's.
pub(super) fn aliases(
    companies: &Companies,
    called: &[(Called, usize)],
) -> BTreeMap<String, usize> {
    let mut aliases: BTreeMap<String, Option<usize>> = BTreeMap::new();
    if called.len() == companies.rows {
        return BTreeMap::new();
    }
    for (called, company) in called {
        for text in [&called.id, &called.name, &called.domain] {
            let known = aliases.entry(text::fold(text)).or_insert(Some(*company));
            if *known != Some(*company) {
                *known = None;
            }
        }
    }
    let spoken = [&companies.ids, &companies.names, &companies.domains];
    for text in spoken.into_iter().flatten() {
        aliases.remove(&text::fold(text));
    }
    aliases.remove("");
    let one = |(text, company): (String, Option<usize>)| Some((text, company?));
    aliases.into_iter().filter_map(one).collect()
}
