//! What was logged beside the deals: touches, leads, counts of the funnel, money spent, events.
//!
//! A log names people in its own way: by id, address or name. Who is no contact keeps a mark of his own,
//! so that his touches are still one person's. Forgotten and suppressed people are met nowhere.

mod counts;
mod events;
pub(super) mod groups;
mod leads;
mod touches;

use doorwise_model::diagnostic::Diagnostic;
use doorwise_model::log::Log;
use doorwise_model::market::{Facts, Unlinked};
use doorwise_model::privacy::Privacy;
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::text;

use super::people::People;
use super::row_place;
use super::rows::{self, Known, RowReader};
use crate::link::CompanyIndex;
use crate::table::Table;

/// Reads every table of the log.
pub(super) fn read<'a>(
    workspace: &Workspace,
    find: impl Fn(TableKind) -> Option<(&'a TableMap, &'a Table)>,
    index: &CompanyIndex,
    people: &People,
    facts: &mut Facts,
    diagnostics: &mut Vec<Diagnostic>,
) -> Log {
    let mut log = Log::default();
    let reader = |kind| {
        let (map, table) = find(kind)?;
        Some(RowReader::new(map, table, workspace.currency))
    };
    let mut reading = Reading {
        index,
        people,
        privacy: &workspace.privacy,
        facts,
        diagnostics,
    };
    if let Some(reader) = reader(TableKind::Touches) {
        log.touches = touches::read(&reader, &mut reading);
    }
    if let Some(reader) = reader(TableKind::Leads) {
        log.leads = leads::read(&reader, &mut reading);
    }
    if let Some(reader) = reader(TableKind::Funnel) {
        log.funnel = counts::funnel(&reader, &mut reading);
    }
    if let Some(reader) = reader(TableKind::Spend) {
        log.spend = counts::spend(&reader, &mut reading);
    }
    if let Some(reader) = reader(TableKind::Events) {
        log.events = events::read(&reader, &mut reading);
    }
    log
}

/// What every reader of a log needs.
struct Reading<'a> {
    index: &'a CompanyIndex,
    people: &'a People,
    privacy: &'a Privacy,
    facts: &'a mut Facts,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Whom a row names.
struct Person {
    /// Position among the contacts.
    contact: Option<usize>,
    /// What tells the person apart; empty where nothing does.
    key: String,
    /// Title of the contact, else of the row.
    title: String,
    /// Row of the company.
    company: Option<usize>,
    /// Why no company was found.
    why: String,
}

impl Reading<'_> {
    /// Finds whom a row names; none where it is somebody who must not be met.
    fn person(&self, reader: &RowReader<'_>, row: usize) -> Option<Person> {
        let [contact, name, email] =
            ["contact", "name", "email"].map(|field| reader.cell(field, row));
        let addresses: Vec<&str> = [email.as_str(), contact.as_str()]
            .into_iter()
            .flat_map(|cell| cell.split([';', ',', ' ']))
            .map(|address| address.trim_matches(|ch: char| "<>\"'()".contains(ch)))
            .filter(|address| address.contains('@'))
            .collect();
        let met: Vec<&str> = addresses
            .iter()
            .copied()
            .filter(|address| !self.privacy.holds(&name, Some(address)))
            .collect();
        let is_hidden = match addresses.is_empty() {
            true => [&name, &contact]
                .iter()
                .any(|name| self.privacy.holds(name, None)),
            false => met.is_empty(),
        };
        if is_hidden {
            return None;
        }
        let cells = [contact.as_str()]
            .into_iter()
            .chain(met.iter().copied())
            .chain([name.as_str()]);
        let position = cells
            .flat_map(|cell| std::iter::once(cell).chain(cell.split(';').map(str::trim)))
            .filter(|cell| !cell.is_empty())
            .find_map(|cell| self.people.contact(cell).ok());
        let known = position.map(|position| &self.people.contacts[position]);
        let company_name = reader.cell("company", row);
        let mut sites = vec![reader.cell("domain", row)];
        sites.extend(met.iter().map(|&address| address.to_owned()));
        let sites: Vec<&str> = sites.iter().map(String::as_str).collect();
        let found = self
            .index
            .find(&reader.cell("company_id", row), &sites, &company_name);
        let own = known.and_then(|contact| contact.company);
        let key = match (position, met.first()) {
            (Some(position), _) => format!("#{position}"),
            (None, Some(address)) => text::fold(address),
            (None, None) => match [&name, &contact].into_iter().find(|cell| !cell.is_empty()) {
                Some(called) => text::fold(&format!("{called} {company_name}")),
                None => String::new(),
            },
        };
        let title = known
            .map(|contact| contact.title.clone())
            .filter(|title| !title.is_empty());
        Some(Person {
            contact: position,
            key,
            title: title.unwrap_or_else(|| reader.cell("title", row)),
            company: own.or(found.as_ref().ok().copied()),
            why: found.err().unwrap_or_default(),
        })
    }

    /// Notes a row that leads to nobody.
    fn unlinked(&mut self, reader: &RowReader<'_>, row: usize, says: String, why: String) {
        self.facts.unlinked.push(Unlinked {
            table: reader.map.kind,
            row: reader.table.place(row),
            says,
            why,
        });
    }

    /// Tells how many rows led to nobody.
    fn tell_unlinked(&mut self, reader: &RowReader<'_>, lost: usize, noun: &str, help: &str) {
        if lost == 0 || self.index.is_empty() {
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(
                "tables/unlinked-rows",
                reader.map.place.clone(),
                format!("{lost} of {} {noun}", reader.table.rows()),
            )
            .label("this table")
            .help(help.to_owned()),
        );
    }

    /// Notes the table as read, and tells of cells that were not understood, the first one by its place.
    fn close(&mut self, reader: &RowReader<'_>, known: Known, unread: &[Unread]) {
        let mut table = rows::table_facts(reader.table, reader.map);
        table.columns.extend(known.facts(reader.map));
        self.facts.tables.push(table);
        for Unread { field, what, rows } in unread {
            let Some(&first) = rows.first() else { continue };
            let header = reader.map.headers(field).first().map(String::as_str);
            let n = rows.len();
            self.diagnostics.push(
                Diagnostic::warning(
                    "tables/unread-cells",
                    row_place(reader.table, first, header),
                    format!("`{}` is no {what} that we know", reader.cell(field, first)),
                )
                .note(match n {
                    1 => "this row stays without it".to_owned(),
                    n => format!(
                        "{n} rows of `{}` are like it and stay without it; this is the first",
                        reader.table.name
                    ),
                })
                .help(format!(
                    "write it as {}, or map `{field}` to another column",
                    help_of(what)
                )),
            );
        }
    }
}

/// Rows whose cell was not understood.
struct Unread {
    field: &'static str,
    what: &'static str,
    rows: Vec<usize>,
}

impl Unread {
    fn new(field: &'static str, what: &'static str) -> Self {
        Self {
            field,
            what,
            rows: Vec::new(),
        }
    }

    /// Notes the row where its cell says something that was not understood.
    fn note<T>(&mut self, reader: &RowReader<'_>, row: usize, read: &Option<T>) {
        if read.is_none() && !text::is_blank(&reader.cell(self.field, row)) {
            self.rows.push(row);
        }
    }
}

fn help_of(what: &str) -> &'static str {
    match what {
        "day" => "2026-03-01 or 2026-03-01 14:05",
        "channel" => "email, call, message or meeting",
        "amount" | "count" => "a plain number",
        _ => "yes, no or a day",
    }
}
