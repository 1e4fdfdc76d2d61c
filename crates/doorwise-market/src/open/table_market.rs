//! The market in memory: coded companies, their deals and contacts.

use std::collections::BTreeMap;

use doorwise_model::company::Company;
use doorwise_model::deal::{Contact, Customer, Deal};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::log::Log;
use doorwise_model::market::{CompanyName, Facts, Market, Scored};
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::text;

use crate::coded::{CodedColumn, Companies};
use crate::score;

/// A market read from tables into memory.
#[derive(Debug)]
pub struct TableMarket {
    pub(super) companies: Companies,
    pub(super) deals: Vec<Deal>,
    pub(super) contacts: Vec<Contact>,
    pub(super) customers: Vec<Customer>,
    pub(super) log: Log,
    pub(super) facts: Facts,
    /// The company behind what only a merged row calls it, folded.
    pub(super) aliases: BTreeMap<String, usize>,
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

    /// Returns every coded column of the companies.
    pub fn columns(&self) -> &[CodedColumn] {
        &self.companies.columns
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

    fn customers(&self) -> &[Customer] {
        &self.customers
    }

    fn log(&self) -> &Log {
        &self.log
    }
}
