//! Opens the market of a workspace: reads its tables, codes the companies, links deals and contacts.

mod amounts;
mod cells;
mod checks;
mod companies;
pub(crate) mod custom;
mod customers;
mod edges;
mod log;
mod merge;
mod people;
mod rounds;
mod rows;
mod stages;
mod table_market;

pub use cells::notes as cell_notes;
pub use custom::several_values;
pub use merge::duplicates_of;
pub use rows::protected_columns;
pub use table_market::TableMarket;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use doorwise_model::diagnostic::{Diagnostic, Place};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::log::Log;
use doorwise_model::market::Facts;
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::money::Currency;

use self::companies::{CompanyRows, Reader, Rows};
use crate::columns::{self, Others};
use crate::link::CompanyIndex;
use crate::source::{self, ReadOptions, SourceError};
use crate::table::Table;

/// A market opened from tables, with every problem met.
#[derive(Debug)]
pub struct Opened {
    /// The market.
    pub market: TableMarket,
    /// Every problem met.
    pub diagnostics: Vec<Diagnostic>,
}

/// Opens the tables that the workspace names.
///
/// Every canonical field is coded where it has a column, and each custom field that an ICP reads.
///
/// # Errors
/// Returns an error where a table cannot be read at all.
pub fn open(workspace: &Workspace) -> Result<Opened, SourceError> {
    open_with(workspace, |_, _| Vec::new())
}

/// Opens the tables with every column of the companies that says something, mapped or not, for
/// whoever learns from them.
///
/// What another map of the same sheet reads, such as how a deal ended, is no fact about a company.
///
/// # Errors
/// Returns an error where a table cannot be read at all.
pub fn open_wide(workspace: &Workspace) -> Result<(Opened, Others), SourceError> {
    let mut others = Others::default();
    let opened = open_with(workspace, |map, table| {
        let here = workspace
            .tables
            .iter()
            .filter(|other| same_sheet(other, map));
        let mapped = here.flat_map(|map| &map.columns);
        let but = mapped.flat_map(|(_, headers)| headers.iter().cloned());
        others = columns::others(table, &but.collect());
        others.fields.clone()
    })?;
    Ok((opened, others))
}

/// Opens the tables; `more` names fields of the companies' own to code beside those of the ICPs.
fn open_with(
    workspace: &Workspace,
    more: impl FnOnce(&TableMap, &Table) -> Vec<Field>,
) -> Result<Opened, SourceError> {
    let mut tables: HashMap<_, Table> = HashMap::new();
    for map in &workspace.tables {
        // Several tables may come from one sheet, which is read once.
        if let Entry::Vacant(place) = tables.entry((sheet_of(map), &map.joined)) {
            let path = workspace.root.join(&map.path);
            place.insert(source::read(
                &path,
                &ReadOptions::whole(map, &workspace.root),
            )?);
        }
    }
    let find = |kind: TableKind| {
        let mut maps = workspace.tables.iter();
        let map = maps.find(|map| map.kind == kind)?;
        Some((map, tables.get(&(sheet_of(map), &map.joined))?))
    };
    let mut facts = Facts::default();
    let mut diagnostics = Vec::new();
    for (map, table) in TableKind::ALL.into_iter().filter_map(find) {
        checks::headers(map, table, &mut diagnostics);
    }
    let deals_table = find(TableKind::Deals);
    let mut custom = custom_fields(workspace.icps.iter());
    if let Some((map, table)) = find(TableKind::Companies) {
        let more = more(map, table).into_iter();
        let header = |field: &Field| match field {
            Field::Custom(header, _) => custom::headers(table, header),
            _ => Vec::new(),
        };
        let known: Vec<_> = custom.iter().map(header).collect();
        custom.extend(more.filter(|field| !known.contains(&header(field))));
    }
    let mut reader = Reader {
        currency: workspace.currency,
        as_of: workspace.as_of,
        custom,
        facts: &mut facts,
        diagnostics: &mut diagnostics,
    };
    let CompanyRows {
        mut companies,
        called,
    } = match find(TableKind::Companies) {
        Some((map, table)) => {
            let deals = deals_table.map(|(deals, _)| deals);
            let rounds = find(TableKind::Events).filter(|(events, of)| rounds::are(events, of));
            let dated = deals.into_iter().chain(rounds.map(|(events, _)| events));
            let rows = match dated.into_iter().find(|dated| same_sheet(dated, map)) {
                Some(dated) => Rows::OneADeal(dated),
                None => Rows::OneACompany,
            };
            reader.read(map, table, rows)
        }
        None => CompanyRows::default(),
    };
    if let Some((map, table)) = find(TableKind::Companies) {
        diagnostics.extend(custom::check(&workspace.icps, table));
        diagnostics.extend(custom::several_values(&workspace.icps, table));
        diagnostics.extend(amounts::check(workspace.icps.iter(), map, &companies));
    }
    let aliases = merge::aliases(&companies, &called);
    let groups = find(TableKind::Companies).map_or_else(Vec::new, |(map, table)| {
        log::groups::read(map, table, &called, companies.rows)
    });
    facts.companies = companies.rows;
    if companies.rows > 0 {
        checks::overrides(&workspace.icps, &companies, &aliases, &mut diagnostics);
        diagnostics.extend(edges::check(&workspace.icps, &companies));
    }
    let is_linked = [
        TableKind::Deals,
        TableKind::Contacts,
        TableKind::DealContacts,
        TableKind::StageHistory,
        TableKind::Customers,
        TableKind::Touches,
        TableKind::Leads,
        TableKind::Events,
    ]
    .into_iter()
    .any(|kind| find(kind).is_some());
    // Where no row of another table looks for its company, nothing is indexed.
    let index = if is_linked {
        CompanyIndex::new(called)
    } else {
        CompanyIndex::default()
    };
    let people = people::read(
        workspace,
        &index,
        deals_table,
        find(TableKind::Contacts),
        [find(TableKind::DealContacts), find(TableKind::StageHistory)],
        &mut facts,
        &mut diagnostics,
    );
    let customers = find(TableKind::Customers).map_or_else(Vec::new, |(map, table)| {
        let reader = rows::RowReader::new(map, table, workspace.currency);
        customers::read(&reader, &index, &mut facts, &mut diagnostics)
    });
    let mut log = log::read(
        workspace,
        find,
        &index,
        &people,
        &mut facts,
        &mut diagnostics,
    );
    log.groups = groups;
    if let Some((map, table)) = find(TableKind::Events)
        && rounds::are(map, table)
    {
        rounds::fill_stages(&mut companies, &log.events, workspace.as_of, &mut facts);
    }
    facts.tables.sort_by_key(|table| table.kind);
    Ok(Opened {
        market: TableMarket {
            companies,
            deals: people.deals,
            contacts: people.contacts,
            customers,
            log,
            facts,
            aliases,
        },
        diagnostics,
    })
}

/// Opens one table of companies with a map made for it; every row is kept.
pub fn open_table(
    table: &Table,
    map: &TableMap,
    icps: &[&Icp],
    currency: Option<Currency>,
) -> Opened {
    let mut facts = Facts::default();
    let mut diagnostics = Vec::new();
    let mut reader = Reader {
        currency,
        as_of: None,
        custom: custom_fields(icps.iter().copied()),
        facts: &mut facts,
        diagnostics: &mut diagnostics,
    };
    let companies = reader.read(map, table, Rows::AllOfThem).companies;
    diagnostics.extend(amounts::check(icps.iter().copied(), map, &companies));
    facts.companies = companies.rows;
    Opened {
        market: TableMarket {
            companies,
            deals: Vec::new(),
            contacts: Vec::new(),
            customers: Vec::new(),
            log: Log::default(),
            facts,
            aliases: BTreeMap::new(),
        },
        diagnostics,
    }
}

/// Returns what makes two maps read the same cells.
fn sheet_of(map: &TableMap) -> (&Path, Option<&str>, Option<&str>) {
    (&map.path, map.sheet.as_deref(), map.encoding.as_deref())
}

fn same_sheet(a: &TableMap, b: &TableMap) -> bool {
    sheet_of(a) == sheet_of(b)
}

fn custom_fields<'i>(icps: impl Iterator<Item = &'i Icp>) -> Vec<Field> {
    let mut fields: Vec<Field> = icps
        .flat_map(|icp| icp.card.fields())
        .filter(|field| matches!(field, Field::Custom(..)))
        .collect();
    fields.sort();
    fields.dedup();
    fields
}

/// Returns the place of a table's line in `doorwise.yaml`, for messages about its rows.
pub(crate) fn row_place(table: &Table, row: usize, column: Option<&str>) -> Place {
    Place::Table {
        row: table.place(row),
        column: column.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests;
