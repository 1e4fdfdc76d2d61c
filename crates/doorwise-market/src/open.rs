//! Opens the market of a workspace: reads its tables, codes the companies, links deals and contacts.

mod cells;
pub(crate) mod custom;
mod edges;
mod merge;
mod people;
mod rows;

pub use merge::duplicates_of;
pub use rows::protected_columns;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use doorwise_model::company::Company;
use doorwise_model::deal::{Contact, Deal};
use doorwise_model::diagnostic::{Diagnostic, Place};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::market::{ColumnFacts, CompanyName, Facts, Market, Scored};
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::value::{Unknown, Value};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::money::Currency;
use doorwise_vocab::text;

use crate::coded::{CodedColumn, Companies};
use crate::duplicates::{self, Groups};
use crate::link::{Called, CompanyIndex};
use crate::normalise::{Manner, code_column};
use crate::score;
use crate::source::{self, ReadOptions, SourceError};
use crate::table::Table;

/// Examples of cells not understood that are kept for a field.
const EXAMPLES: usize = 5;

/// A market opened from tables, with every problem met.
#[derive(Debug)]
pub struct Opened {
    /// The market.
    pub market: TableMarket,
    /// Every problem met.
    pub diagnostics: Vec<Diagnostic>,
}

/// A market read from tables into memory.
#[derive(Debug)]
pub struct TableMarket {
    companies: Companies,
    deals: Vec<Deal>,
    contacts: Vec<Contact>,
    facts: Facts,
    /// The company behind what only a merged row calls it, folded.
    aliases: BTreeMap<String, usize>,
}

impl TableMarket {
    /// Returns the codes of a row's values; rows with the same codes get the same judgement.
    pub fn signature(&self, row: usize, fields: &[Field]) -> Vec<u32> {
        fields
            .iter()
            .map(|field| {
                self.companies
                    .column(field)
                    .map_or(u32::MAX, |column| column.codes[row])
            })
            .collect()
    }

    /// Returns the companies as coded columns.
    pub(crate) fn companies(&self) -> &Companies {
        &self.companies
    }

    /// Returns the id of a company.
    pub fn id(&self, row: usize) -> &str {
        &self.companies.ids[row]
    }

    /// Returns the rows of the companies with this id, domain or exact name, of a merged row too.
    pub fn called(&self, text: &str) -> Vec<usize> {
        let folded = text::fold(text);
        if let Some(&company) = self.aliases.get(&folded) {
            return vec![company];
        }
        let companies = &self.companies;
        let columns = [&companies.ids, &companies.domains, &companies.names];
        let is = |column: &&Vec<String>, row: usize| text::fold(&column[row]) == folded;
        (0..companies.rows)
            .filter(|&row| columns.iter().any(|column| is(column, row)))
            .collect()
    }

    /// Returns the company's name that was probably meant.
    pub fn nearest_name(&self, text: &str) -> Option<&str> {
        text::nearest(text, self.companies.names.iter().map(String::as_str))
    }

    /// Lets hand-made decisions that name a merged row act on the company it is counted with.
    pub fn resolve_overrides(&self, icps: &mut [Icp]) {
        for made in icps.iter_mut().flat_map(|icp| &mut icp.overrides) {
            if let Some(&company) = self.aliases.get(&made.company) {
                made.company = text::fold(&self.companies.ids[company]);
            }
        }
    }
}

/// Opens the tables that the workspace names.
///
/// `fields` are custom fields that its ICPs read; every canonical field is coded where it has a column.
///
/// # Errors
/// Returns an error where a table cannot be read at all.
pub fn open(workspace: &Workspace) -> Result<Opened, SourceError> {
    let mut tables: HashMap<(PathBuf, Option<String>), Table> = HashMap::new();
    for map in &workspace.tables {
        // Several tables may come from one sheet, which is read once.
        if let Entry::Vacant(place) = tables.entry((map.path.clone(), map.sheet.clone())) {
            place.insert(read(&workspace.root, map)?);
        }
    }
    let mut opener = Opener {
        currency: workspace.currency,
        custom: custom_fields(&workspace.icps),
        facts: Facts::default(),
        diagnostics: Vec::new(),
    };
    let find = |kind: TableKind| {
        workspace
            .tables
            .iter()
            .find(|map| map.kind == kind)
            .and_then(|map| Some((map, tables.get(&(map.path.clone(), map.sheet.clone()))?)))
    };
    for kind in TableKind::ALL {
        if let Some((map, table)) = find(kind) {
            opener.check_headers(map, table);
        }
    }
    let deals_table = find(TableKind::Deals);
    let CompanyRows { companies, called } = match find(TableKind::Companies) {
        Some((map, table)) => {
            let deals = deals_table.map(|(deals, _)| deals);
            let rows = match deals.filter(|deals| same_sheet(deals, map)) {
                Some(deals) => Rows::OneADeal(deals),
                None => Rows::OneACompany,
            };
            opener.companies(map, table, rows)
        }
        None => CompanyRows::default(),
    };
    if let Some((_, table)) = find(TableKind::Companies) {
        opener
            .diagnostics
            .extend(custom::check(&workspace.icps, table));
    }
    let aliases = merge::aliases(&companies, &called);
    opener.facts.companies = companies.rows;
    if companies.rows > 0 {
        opener.check_overrides(&workspace.icps, &companies, &aliases);
        opener
            .diagnostics
            .extend(edges::check(&workspace.icps, &companies));
    }
    let is_linked = [
        TableKind::Deals,
        TableKind::Contacts,
        TableKind::DealContacts,
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
        &index,
        deals_table,
        find(TableKind::Contacts),
        find(TableKind::DealContacts),
        workspace.currency,
        &mut opener.facts,
        &mut opener.diagnostics,
    );
    opener.facts.tables.sort_by_key(|table| table.kind);
    Ok(Opened {
        market: TableMarket {
            companies,
            deals: people.deals,
            contacts: people.contacts,
            facts: opener.facts,
            aliases,
        },
        diagnostics: opener.diagnostics,
    })
}

/// Opens one table of companies with a map made for it.
///
/// # Errors
/// Never fails on content; the table was read already.
pub fn open_table(table: &Table, map: &TableMap, icp: &Icp, currency: Option<Currency>) -> Opened {
    let mut opener = Opener {
        currency,
        custom: custom_fields(std::slice::from_ref(icp)),
        facts: Facts::default(),
        diagnostics: Vec::new(),
    };
    let companies = opener.companies(map, table, Rows::AllOfThem).companies;
    opener.facts.companies = companies.rows;
    Opened {
        market: TableMarket {
            companies,
            deals: Vec::new(),
            contacts: Vec::new(),
            facts: opener.facts,
            aliases: BTreeMap::new(),
        },
        diagnostics: opener.diagnostics,
    }
}

fn same_sheet(a: &TableMap, b: &TableMap) -> bool {
    a.path == b.path && a.sheet == b.sheet
}

fn custom_fields(icps: &[Icp]) -> Vec<Field> {
    let mut fields: Vec<Field> = icps
        .iter()
        .flat_map(|icp| icp.card.fields())
        .filter(|field| matches!(field, Field::Custom(..)))
        .collect();
    fields.sort();
    fields.dedup();
    fields
}

fn read(root: &Path, map: &TableMap) -> Result<Table, SourceError> {
    source::read(&root.join(&map.path), &ReadOptions::of(map))
}

/// What the rows of the companies' table are.
#[derive(Clone, Copy, PartialEq)]
enum Rows<'a> {
    /// Every row counts, whatever it says: the caller gets each back.
    AllOfThem,
    /// One row a company.
    OneACompany,
    /// One row a deal, mapped so; companies repeat.
    OneADeal(&'a TableMap),
}

/// The companies of a table.
#[derive(Default)]
struct CompanyRows {
    companies: Companies,
    /// What each row calls its company, and the company.
    called: Vec<(Called, usize)>,
}

struct Opener {
    currency: Option<Currency>,
    custom: Vec<Field>,
    facts: Facts,
    diagnostics: Vec<Diagnostic>,
}

impl Opener {
    /// A header that the map names and the table does not have is an error with the nearest name.
    fn check_headers(&mut self, map: &TableMap, table: &Table) {
        for (field, headers) in &map.columns {
            for header in headers
                .iter()
                .filter(|header| table.column(header).is_none())
            {
                let known = table.columns.iter().map(|column| column.header.as_str());
                let diagnostic = Diagnostic::error(
                    "tables/no-such-column",
                    map.column_place(field).clone(),
                    format!("`{field}` is mapped to the column `{header}`, and {} has none of that name", table.name),
                )
                .label("no such column");
                self.diagnostics
                    .push(match text::nearest(header, known.clone()) {
                        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                        None => diagnostic.help(format!(
                            "its columns are {}",
                            known.collect::<Vec<_>>().join(", ")
                        )),
                    });
            }
        }
    }

    /// A decision made by hand about nobody decides nothing, and its author should know.
    fn check_overrides(
        &mut self,
        icps: &[Icp],
        companies: &Companies,
        aliases: &BTreeMap<String, usize>,
    ) {
        for icp in icps {
            for made in &icp.overrides {
                let is = |text: &String| text::fold(text) == made.company;
                let found = companies.ids.iter().any(is)
                    || companies.names.iter().any(is)
                    || companies.domains.iter().any(is)
                    || aliases.contains_key(&made.company);
                if !found {
                    let names = companies.names.iter().map(String::as_str);
                    let diagnostic = Diagnostic::warning(
                        "icp/override-finds-nobody",
                        made.place.clone(),
                        format!(
                            "no company is called `{}`, so this decision acts nowhere",
                            made.company
                        ),
                    )
                    .label("this decision");
                    self.diagnostics
                        .push(match text::nearest(&made.company, names) {
                            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                            None => diagnostic.help("write the company's id, domain or exact name"),
                        });
                }
            }
        }
    }

    /// Codes the companies; where each row is a deal, the newest row of each company stands for it.
    fn companies(&mut self, map: &TableMap, table: &Table, rows_are: Rows<'_>) -> CompanyRows {
        let (ids, names, domains) = merge::columns(table, map);
        let mut notes = Vec::new();
        let keep: Option<Vec<usize>> = match rows_are {
            Rows::AllOfThem => None,
            Rows::OneACompany => {
                let kept: Vec<usize> = (0..names.len())
                    .filter(|&row| !rows::is_total(&names[row]))
                    .collect();
                (kept.len() < names.len()).then_some(kept)
            }
            Rows::OneADeal(deals) => {
                let days = rows::days(table, deals);
                let (kept, repeated) = rows::newest_of_each(&names, &domains, &days);
                if repeated > 0 {
                    notes.push(format!(
                        "{repeated} companies stand in several rows; the newest row says what is known of each"
                    ));
                }
                Some(kept)
            }
        };
        if names.iter().any(|name| rows::is_total(name)) && rows_are != Rows::AllOfThem {
            notes.push("the sheet's sum row is no company and is left out".to_owned());
        }
        let rows: Vec<usize> = keep.clone().unwrap_or_else(|| (0..table.rows()).collect());
        let called: Vec<Called> = rows
            .iter()
            .map(|&row| Called::new(ids[row].clone(), names[row].clone(), domains[row].clone()))
            .collect();
        let groups = match rows_are {
            Rows::AllOfThem => Groups::apart(rows.len()),
            Rows::OneACompany | Rows::OneADeal(_) => duplicates::groups(&called),
        };
        let mut columns = Vec::new();
        let mut facts = Vec::new();
        for field in Field::CANONICAL.into_iter().chain(self.custom.clone()) {
            let headers = match &field {
                Field::Custom(header, _) => custom::headers(table, header),
                canonical => map.headers(&canonical.name()).to_vec(),
            };
            let manner = Manner::of(map, &field.name(), self.currency);
            let Some(column) = code_column(table, &headers, field.clone(), manner) else {
                continue;
            };
            columns.push(column);
            facts.push(headers);
        }
        let duplicates = merge::told(table, &rows, &called, &groups, &columns);
        let facts: Vec<ColumnFacts> = columns
            .iter_mut()
            .zip(facts)
            .map(|(column, headers)| {
                column.codes = groups
                    .members
                    .iter()
                    .map(|members| merge::code(column, &rows, members))
                    .collect();
                column_facts(column, headers)
            })
            .collect();
        let company = |members: &Vec<usize>| merge::speaks(&called, members);
        let merged: Vec<Called> = groups.members.iter().map(company).collect();
        let places: Vec<String> = groups
            .members
            .iter()
            .map(|members| table.place(rows[members[0]]))
            .collect();
        let mut used = std::collections::HashSet::new();
        let companies = Companies {
            rows: merged.len(),
            ids: merged
                .iter()
                .zip(&places)
                .map(|(company, place)| {
                    // Without an id, or with one taken, the row's place is the id.
                    if company.id.is_empty() || !used.insert(company.id.as_str()) {
                        place.clone()
                    } else {
                        company.id.clone()
                    }
                })
                .collect(),
            names: merged.iter().map(|company| company.name.clone()).collect(),
            domains: merged
                .iter()
                .map(|company| company.domain.clone())
                .collect(),
            places,
            columns,
        };
        self.facts.duplicates.extend(duplicates);
        let mut company_of = vec![0; called.len()];
        for (company, members) in groups.members.iter().enumerate() {
            for &member in members {
                company_of[member] = company;
            }
        }
        let mut table_facts = rows::table_facts(table, map);
        table_facts.columns.extend(facts);
        table_facts.notes.extend(notes);
        self.facts.tables.push(table_facts);
        if companies.rows > 0 && map.headers("name").is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(
                    "tables/no-names",
                    map.place.clone(),
                    "the companies have no name column",
                )
                .label("this table")
                .note("rows are named by their place in the file")
                .help("map `name` to the column that holds the company's name"),
            );
        }
        CompanyRows {
            companies,
            called: called.into_iter().zip(company_of).collect(),
        }
    }
}

fn column_facts(column: &CodedColumn, headers: Vec<String>) -> ColumnFacts {
    let mut rows = vec![0_usize; column.cells.len()];
    for &code in &column.codes {
        rows[code as usize] += 1;
    }
    let mut facts = ColumnFacts {
        field: column.field.name(),
        headers,
        known: 0,
        blank: 0,
        unreadable: 0,
        examples: Vec::new(),
    };
    for (cell, n) in column.cells.iter().zip(rows) {
        match &cell.value {
            Value::Unknown(Unknown::Unreadable(why)) => {
                facts.unreadable += n;
                if n > 0 {
                    facts.examples.push((cell.written.clone(), why.clone(), n));
                }
            }
            Value::Unknown(_) => facts.blank += n,
            _ => facts.known += n,
        }
    }
    facts
        .examples
        .sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    facts.examples.truncate(EXAMPLES);
    facts
}

impl Market for TableMarket {
    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn score(&self, icp: &Icp) -> Scored {
        score::score(&self.companies, icp)
    }

    fn company(&self, row: usize) -> Company {
        let companies = &self.companies;
        let mut values = BTreeMap::new();
        let mut written = BTreeMap::new();
        for column in &companies.columns {
            let cell = column.cell(row);
            values.insert(column.field.clone(), cell.value.clone());
            written.insert(column.field.clone(), cell.written.clone());
        }
        let called = self.name(row);
        Company {
            id: called.id.to_owned(),
            name: called.name.to_owned(),
            domain: Some(called.domain.to_owned()).filter(|domain| !domain.is_empty()),
            row: called.row.to_owned(),
            values,
            written,
        }
    }

    fn name(&self, row: usize) -> CompanyName<'_> {
        let companies = &self.companies;
        let place = &companies.places[row];
        CompanyName {
            id: &companies.ids[row],
            name: Some(companies.names[row].trim())
                .filter(|name| !name.is_empty())
                .unwrap_or(place),
            domain: &companies.domains[row],
            row: place,
        }
    }

    fn value(&self, row: usize, field: &Field) -> Value {
        let column = self.companies.column(field);
        column.map_or(Value::Unknown(Unknown::NoColumn), |column| {
            column.cell(row).value.clone()
        })
    }

    fn deals(&self) -> &[Deal] {
        &self.deals
    }

    fn contacts(&self) -> &[Contact] {
        &self.contacts
    }
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
