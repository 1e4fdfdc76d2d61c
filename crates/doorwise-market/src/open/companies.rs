//! The companies of a table: coded, those that repeat counted once.

use std::collections::HashSet;

use doorwise_model::diagnostic::Diagnostic;
use doorwise_model::field::Field;
use doorwise_model::market::{ColumnFacts, Facts};
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::date::Date;
use doorwise_vocab::money::Currency;

use super::rows::{self, Spoken};
use super::{custom, merge};
use crate::coded::{CodedColumn, Companies};
use crate::duplicates::{self, Groups};
use crate::link::Called;
use crate::normalise::{Manner, code_column};
use crate::table::Table;

/// Examples of cells not understood that are kept for a field.
pub(super) const EXAMPLES: usize = 5;

/// What the rows of the companies' table are.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Rows<'a> {
    /// Every row counts, whatever it says: the caller gets each back.
    AllOfThem,
    /// One row a company.
    OneACompany,
    /// One row a deal or a funding round, mapped so; companies repeat.
    OneADeal(&'a TableMap),
}

/// The companies of a table.
#[derive(Default)]
pub(super) struct CompanyRows {
    pub(super) companies: Companies,
    /// What each row calls its company, and the company.
    pub(super) called: Vec<(Called, usize)>,
}

/// Reads the companies' table.
pub(super) struct Reader<'a> {
    /// Currency of an amount that names none.
    pub(super) currency: Option<Currency>,
    /// The day it speaks of, where that is fixed: later rounds are not known.
    pub(super) as_of: Option<Date>,
    /// Custom fields to code beside the canonical ones.
    pub(super) custom: Vec<Field>,
    pub(super) facts: &'a mut Facts,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Codes the companies; where each row is a deal, the newest row of each company stands for it.
    pub(super) fn read(&mut self, map: &TableMap, table: &Table, kind: Rows<'_>) -> CompanyRows {
        let (ids, names, domains) = merge::columns(table, map);
        let mut notes = Vec::new();
        let rows = match kind {
            Rows::AllOfThem => Spoken::all(table.rows()),
            Rows::OneACompany => Spoken::but(table.rows(), |row| rows::is_total(&names[row])),
            Rows::OneADeal(deals) => {
                let days = rows::days(table, deals);
                // A deal that is still open may be expected later.
                let last = self.as_of.filter(|_| deals.kind == TableKind::Events);
                let later = days.iter().flatten();
                match later
                    .filter(|day| last.is_some_and(|last| **day > last))
                    .count()
                {
                    0 => {}
                    1 => notes.push("1 round is of a later day and says nothing yet".to_owned()),
                    n => notes.push(format!("{n} rounds are of a later day and say nothing yet")),
                }
                rows::newest_of_each(&names, &domains, &days, last)
            }
        };
        match rows.older.len() {
            0 => {}
            1 => notes.push("1 company stands in several rows; the newest row says what is known of it, older ones fill its blanks".to_owned()),
            n => notes.push(format!("{n} companies stand in several rows; the newest row says what is known of each, older ones fill its blanks")),
        }
        if kind != Rows::AllOfThem && names.iter().any(|name| rows::is_total(name)) {
            notes.push("the sheet's sum row is no company and is left out".to_owned());
        }
        let called: Vec<Called> = rows
            .first
            .iter()
            .map(|&row| Called::new(ids[row].clone(), names[row].clone(), domains[row].clone()))
            .collect();
        let groups = match kind {
            Rows::AllOfThem => Groups::apart(called.len()),
            Rows::OneACompany | Rows::OneADeal(_) => duplicates::groups(&called),
        };
        let mut columns = self.code(map, table);
        let coded: Vec<&CodedColumn> = columns.iter().map(|(column, _)| column).collect();
        let duplicates = merge::told(table, &rows, &called, &groups, &coded);
        self.facts.duplicates.extend(duplicates);
        let mut table_facts = rows::table_facts(table, map);
        for (column, headers) in &mut columns {
            let members = groups.members.iter();
            column.codes = members
                .map(|members| merge::code(column, &rows, members))
                .collect();
            table_facts
                .columns
                .push(column_facts(column, std::mem::take(headers)));
        }
        table_facts.notes.extend(notes);
        self.facts.tables.push(table_facts);
        let columns = columns.into_iter().map(|(column, _)| column).collect();
        let companies = companies(table, &rows, &called, &groups, columns);
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
        let mut company_of = vec![0; called.len()];
        for (company, members) in groups.members.iter().enumerate() {
            for &member in members {
                company_of[member] = company;
            }
        }
        CompanyRows {
            companies,
            called: called.into_iter().zip(company_of).collect(),
        }
    }

    /// Codes every field that has a column, with its headers; a code for every row of the table.
    fn code(&self, map: &TableMap, table: &Table) -> Vec<(CodedColumn, Vec<String>)> {
        let fields = Field::CANONICAL.into_iter().chain(self.custom.clone());
        let coded = fields.filter_map(|field| {
            let headers = match &field {
                Field::Custom(header, _) => custom::headers(table, header),
                canonical => map.headers(&canonical.name()).to_vec(),
            };
            let manner = Manner::of(map, &field.name(), self.currency);
            let column = code_column(table, &headers, field, manner)?;
            Some((column, headers))
        });
        coded.collect()
    }
}

/// Returns one company for each group of rows.
fn companies(
    table: &Table,
    rows: &Spoken,
    called: &[Called],
    groups: &Groups,
    columns: Vec<CodedColumn>,
) -> Companies {
    let company = |members: &Vec<usize>| merge::speaks(called, members);
    let merged: Vec<Called> = groups.members.iter().map(company).collect();
    let place = |members: &Vec<usize>| table.place(rows.first[members[0]]);
    let places: Vec<String> = groups.members.iter().map(place).collect();
    let mut used = HashSet::new();
    let ids = merged.iter().zip(&places).map(|(company, place)| {
        // Without an id, or with one taken, the row's place is the id.
        if company.id.is_empty() || !used.insert(company.id.as_str()) {
            place.clone()
        } else {
            company.id.clone()
        }
    });
    Companies {
        rows: merged.len(),
        ids: ids.collect(),
        names: merged.iter().map(|company| company.name.clone()).collect(),
        domains: merged
            .iter()
            .map(|company| company.domain.clone())
            .collect(),
        places,
        columns,
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
