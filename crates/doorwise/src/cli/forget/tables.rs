//! A person's rows and cells in the workspace's tables, and what was prepared from them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use doorwise_market::erase::{self, Erasure};
use doorwise_market::prepared;
use doorwise_market::source::{self, ReadOptions};
use doorwise_market::table::Table;
use doorwise_model::diagnostic::slashed;
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::text;

use super::{ChangeView, Person, first_name};
use crate::shell::Fault;

/// Returns the changes of every table, each file once.
pub(super) fn changes(workspace: &Workspace, person: &Person) -> Result<Vec<ChangeView>, Fault> {
    let mut changes = Vec::new();
    let has_file = |map: &TableMap, file: &Path| {
        map.path == file || map.joined.iter().any(|joined| joined.path == file)
    };
    let joined = (workspace.tables.iter())
        .flat_map(|map| &map.joined)
        .map(|joined| joined.path.as_path());
    let files: BTreeSet<&Path> = workspace
        .tables
        .iter()
        .map(|map| map.path.as_path())
        .chain(joined)
        .collect();
    for file in files {
        let maps: Vec<&TableMap> = workspace
            .tables
            .iter()
            .filter(|map| has_file(map, file))
            .collect();
        let whole = workspace.root.join(file);
        let options = ReadOptions::of_file(maps[0], file);
        // Several files that are one table are read together first, so that what cannot be read is told.
        source::read(&whole, &options)?;
        let files = source::files(&whole)?;
        let n_before = changes.len();
        for path in &files {
            changes.extend(of_file(workspace, &maps, person, path, &options)?);
        }
        let is_changed = changes[n_before..].iter().any(|one| one.what == "changed");
        if is_changed && files != [whole.clone()] {
            changes.extend(prepared_of(workspace, &whole));
        }
    }
    Ok(changes)
}

/// Returns the changes of one file.
fn of_file(
    workspace: &Workspace,
    maps: &[&TableMap],
    person: &Person,
    path: &Path,
    options: &ReadOptions,
) -> Result<Vec<ChangeView>, Fault> {
    let mut changes = Vec::new();
    let table = match source::read(path, options) {
        Ok(table) => table,
        // Its rows cost the whole table nothing either, and they may hold anybody.
        Err(fault) => {
            changes.push(ChangeView {
                file: slashed(path.strip_prefix(&workspace.root).unwrap_or(path)),
                what: "by_hand",
                says: format!("it cannot be read, so look for the person in it: {fault}"),
                bytes: None,
            });
            return Ok(changes);
        }
    };
    let erasures = erasures(&table, maps, person);
    let name = slashed(path.strip_prefix(&workspace.root).unwrap_or(path));
    let named = in_text(&table, &erasures, person);
    if !named.is_empty() {
        changes.push(ChangeView {
            file: name.clone(),
            what: "by_hand",
            says: format!("named in the text of {}", named.join("; ")),
            bytes: None,
        });
    }
    changes.extend(first_name::in_table(&name, &table, &erasures, person));
    if erasures.is_empty() {
        return Ok(changes);
    }
    let says = says(&table, &erasures);
    let (what, says, bytes) = match erase::erased(path, options, &erasures)? {
        Ok(bytes) => ("changed", says, Some(bytes)),
        Err(why) => ("by_hand", format!("{says}; {}", why.0), None),
    };
    changes.push(ChangeView {
        file: name,
        what,
        says,
        bytes,
    });
    changes.extend(prepared_of(workspace, path));
    Ok(changes)
}

/// What was prepared from a table holds the person too.
fn prepared_of(workspace: &Workspace, path: &Path) -> Option<ChangeView> {
    let prepared = prepared::path_of(path);
    prepared.is_file().then(|| ChangeView {
        file: slashed(prepared.strip_prefix(&workspace.root).unwrap_or(&prepared)),
        what: "removed",
        says: "prepared from that table; made anew when it is needed".to_owned(),
        bytes: None,
    })
}

/// A row that is about the person goes; in a row about a deal or a company the person's cells go blank.
fn erasures(table: &Table, maps: &[&TableMap], person: &Person) -> BTreeMap<usize, Erasure> {
    let is_about_people = maps.iter().all(|map| {
        use TableKind::{Contacts, DealContacts, Leads, Touches};
        matches!(map.kind, Contacts | DealContacts | Touches | Leads)
    });
    let mut erasures = BTreeMap::new();
    for row in 0..table.rows() {
        if !is_theirs(table, maps, person, row) {
            continue;
        }
        let erasure = match is_about_people {
            true => Erasure::Row,
            false => {
                let cells = cells(table, maps, person, row);
                if cells.is_empty() {
                    continue;
                }
                Erasure::Cells(cells)
            }
        };
        erasures.insert(row, erasure);
    }
    erasures
}

/// Whether a row is the person's: by address, by id, by name where no other address contradicts.
fn is_theirs(table: &Table, maps: &[&TableMap], person: &Person, row: usize) -> bool {
    let cell = |map: &TableMap, field: &str| -> String {
        map.headers(field)
            .iter()
            .filter_map(|header| table.column(header))
            .map(|column| column.value(row).trim())
            .filter(|value| !value.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    maps.iter().any(|map| {
        let id = match map.kind {
            TableKind::Contacts => cell(map, "id"),
            TableKind::DealContacts | TableKind::Touches => cell(map, "contact"),
            _ => String::new(),
        };
        if !id.is_empty() && person.id.as_deref() == Some(id.as_str()) {
            return true;
        }
        let email = cell(map, "email");
        if !email.is_empty() && person.email.is_some() {
            return person
                .email
                .as_deref()
                .is_some_and(|own| text::fold(own) == text::fold(&email));
        }
        let written = match map.kind {
            TableKind::Contacts => {
                let name = cell(map, "name");
                let parts = format!("{} {}", cell(map, "first_name"), cell(map, "last_name"));
                if name.is_empty() { parts } else { name }
            }
            // A name in any other table is a whole cell of it.
            _ => {
                return table
                    .columns
                    .iter()
                    .any(|column| person.is(column.value(row)));
            }
        };
        person.is(&written)
    })
}

/// The columns of a row that hold the person: whole cells with the name or address, and what is mapped
/// to a contact of the sheet.
fn cells(table: &Table, maps: &[&TableMap], person: &Person, row: usize) -> Vec<String> {
    let contact = maps.iter().find(|map| map.kind == TableKind::Contacts);
    let mapped: Vec<&String> = contact.map_or_else(Vec::new, |map| {
        ["name", "first_name", "last_name", "title", "email"]
            .iter()
            .flat_map(|field| map.headers(field))
            .collect()
    });
    table
        .columns
        .iter()
        .filter(|column| !column.value(row).is_empty())
        .filter(|column| mapped.contains(&&column.header) || person.is(column.value(row)))
        .map(|column| column.header.clone())
        .collect()
}

/// Cells that name the person inside other text.
fn in_text(table: &Table, erasures: &BTreeMap<usize, Erasure>, person: &Person) -> Vec<String> {
    const LISTED: usize = 10;
    let mut found = Vec::new();
    for column in &table.columns {
        for row in 0..table.rows() {
            let erasure = erasures.get(&row);
            let is_gone = erasure.is_some_and(|erasure| erasure.takes(&column.header));
            let value = column.value(row);
            // A whole cell that is not theirs is a namesake's.
            let is_inside = person.is_in(value) && !person.is(value);
            if !is_gone && is_inside && found.len() < LISTED {
                found.push(format!("{}, column {}", table.place(row), column.header));
            }
        }
    }
    found
}

fn says(table: &Table, erasures: &BTreeMap<usize, Erasure>) -> String {
    let places: Vec<String> = erasures
        .iter()
        .map(|(row, erasure)| match erasure {
            Erasure::Row => table.place(*row),
            Erasure::Cells(headers) => format!("{} ({})", table.place(*row), headers.join(", ")),
        })
        .collect();
    places.join(", ")
}
