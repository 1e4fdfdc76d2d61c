//! Customers: since when, until when, and whether they bought more.

use doorwise_model::deal::Customer;
use doorwise_model::diagnostic::Diagnostic;
use doorwise_model::market::{Facts, Unlinked};
use doorwise_vocab::money::Money;
use doorwise_vocab::text;

use super::rows::{self, Known, RowReader};
use crate::link::CompanyIndex;

/// Words for yes and no in a column that says whether a customer grew.
const YES: [&str; 8] = [
    "yes", "y", "true", "1", "x", "expanded", "upsell", "upgraded",
];
const NO: [&str; 7] = ["no", "n", "false", "0", "0.0", "none", "flat"];

/// Reads the customers; a row that names no company is a sum or a blank and is none.
pub(super) fn read(
    reader: &RowReader<'_>,
    index: &CompanyIndex,
    facts: &mut Facts,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Customer> {
    let (map, table) = (reader.map, reader.table);
    let mut customers = Vec::new();
    let mut lost = 0;
    let mut known = Known::default();
    let is_monthly = map.headers("revenue").first().is_some_and(|header| {
        let header = header.to_lowercase();
        header.contains("mrr") || header.contains("month")
    });
    for row in 0..table.rows() {
        let [id, domain, name] =
            ["company_id", "domain", "company"].map(|field| reader.cell(field, row));
        let called = [&name, &domain, &id]
            .into_iter()
            .find(|cell| !cell.is_empty());
        let Some(called) = called.filter(|called| !rows::is_total(called)) else {
            continue;
        };
        let company = match index.find(&id, &[&domain], &name) {
            Ok(company) => Some(company),
            Err(why) => {
                lost += 1;
                facts.unlinked.push(Unlinked {
                    table: map.kind,
                    row: table.place(row),
                    says: format!("customer {called}"),
                    why,
                });
                None
            }
        };
        let (started, churned) = (reader.date("started", row), reader.date("churned", row));
        facts.newest_date = facts.newest_date.max(started).max(churned);
        customers.push(Customer {
            company,
            company_name: called.clone(),
            started,
            churned,
            expanded: expanded(&reader.cell("expanded", row)),
            revenue: reader
                .money("revenue", row, &mut known)
                .map(|money| a_year(money, is_monthly)),
            row: table.place(row),
        });
    }
    let mut table_facts = rows::table_facts(table, map);
    table_facts.columns.extend(known.facts(map));
    facts.tables.push(table_facts);
    if lost > 0 && !index.is_empty() {
        diagnostics.push(
            Diagnostic::warning(
                "tables/unlinked-rows",
                map.place.clone(),
                format!(
                    "{lost} of {} customers are in no table of companies",
                    table.rows()
                ),
            )
            .label("this table")
            .help("map `company_id`, `domain` or `company` to what the companies table has"),
        );
    }
    customers
}

/// Returns what a customer pays in a year.
fn a_year(money: Money, is_monthly: bool) -> Money {
    match is_monthly {
        true => Money {
            amount: money.amount.scaled(12.0),
            ..money
        },
        false => money,
    }
}

/// Reads whether a customer bought more: yes, a day, or an amount above nothing.
fn expanded(cell: &str) -> Option<bool> {
    let folded = text::fold(cell);
    if text::is_blank(cell) {
        return None;
    }
    if YES.contains(&folded.as_str()) {
        return Some(true);
    }
    if NO.contains(&folded.as_str()) {
        return Some(false);
    }
    if doorwise_vocab::date::date(cell, doorwise_vocab::date::DateOrder::YearFirst)
        .value()
        .is_some()
    {
        return Some(true);
    }
    let amount = doorwise_vocab::money::money(cell).value()?;
    Some(amount.amount.low > 0.0)
}

#[cfg(test)]
mod tests {
    use super::expanded;

    #[test]
    fn growth_in_many_spellings() {
        for (cell, says) in [
            ("Yes", Some(true)),
            ("no", Some(false)),
            ("2026-03-01", Some(true)),
            ("INR 40,000", Some(true)),
            ("0", Some(false)),
            ("", None),
            ("perhaps", None),
        ] {
            assert_eq!(expanded(cell), says, "{cell}");
        }
    }
}
