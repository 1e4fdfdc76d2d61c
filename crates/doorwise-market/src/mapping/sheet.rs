//! Decides what the rows of a sheet are, and which other tables stand in the same rows.

mod logs;

use doorwise_model::tables::TableKind;

use super::content::{self, Sample, Test};
use super::header::Fit;
use super::{ColumnGuess, Mapping, TableGuess, assign};
use crate::table::Table;

/// Fields that say something of a company beyond who it is.
const COMPANY_FACTS: [&str; 9] = [
    "business_model",
    "industry",
    "place",
    "employees",
    "stage",
    "revenue",
    "founded",
    "tools",
    "domain",
];

/// Returns the tables that a sheet holds.
pub(super) fn guess(table: &Table) -> Mapping {
    let samples = content::samples(table);
    let read =
        |kind: TableKind, main: TableKind| assign::table(&samples, kind, assign::Sheet { main });
    let deals = read(TableKind::Deals, TableKind::Deals);
    let seats = read(TableKind::DealContacts, TableKind::DealContacts);
    let people = read(TableKind::Contacts, TableKind::Contacts);
    let companies = read(TableKind::Companies, TableKind::Companies);
    let history = read(TableKind::StageHistory, TableKind::StageHistory);
    let customers = read(TableKind::Customers, TableKind::Customers);

    let mut left_out = Vec::new();
    let log = logs::of(&samples, &deals);
    let tables = if let Some(log) = log {
        logs::with_people(log, people, read(TableKind::Companies, TableKind::Contacts))
    } else if has(&seats, "deal")
        && has(&seats, "contact")
        && !has(&deals, "outcome")
        && !names_people(&people)
    {
        vec![seats]
    } else if is_history(&samples, &history) {
        vec![history]
    } else if are_customers(&customers) && !has(&deals, "outcome") && !names_people(&people) {
        let is_market = facts(&companies) > 0;
        let market = Some(companies).filter(|_| is_market);
        market.into_iter().chain([customers]).collect()
    } else if are_deals(&samples, &deals, &companies, &people) {
        let (tables, of_companies) = with_deals(&samples, deals);
        left_out = of_companies;
        tables
    } else if names_people(&people) && (has(&people, "company") || facts(&companies) == 0) {
        with_employers(people, read(TableKind::Companies, TableKind::Contacts))
    } else if has(&companies, "name") || has(&companies, "domain") || facts(&companies) >= 2 {
        let contacts = read(TableKind::Contacts, TableKind::Companies);
        let contacts = names_people(&contacts).then(|| without_shared(contacts, &companies));
        let events = logs::funding(&samples, &companies);
        let events = events.or_else(|| logs::rounds(&samples, &companies));
        [Some(companies), contacts, events]
            .into_iter()
            .flatten()
            .collect()
    } else {
        let mut notes = vec![format!(
            "nothing in `{}` tells what a row is: no company, person or deal was recognised by header or content",
            table.name
        )];
        notes.extend(
            companies
                .maybes
                .iter()
                .map(|maybe| told(maybe, TableKind::Companies)),
        );
        return Mapping {
            tables: Vec::new(),
            notes,
        };
    };
    let notes = notes(&tables, &left_out);
    Mapping { tables, notes }
}

/// Returns people, with the companies they work at where the sheet tells of them.
fn with_employers(people: TableGuess, employers: TableGuess) -> Vec<TableGuess> {
    if has(&employers, "name") && facts(&employers) > 0 {
        vec![without_shared(employers, &people), people]
    } else {
        vec![people]
    }
}

/// Returns the notes of all tables, without maybes about columns that another table reads.
fn notes(tables: &[TableGuess], left_out: &[ColumnGuess]) -> Vec<String> {
    let is_mapped = |header: &String| {
        tables
            .iter()
            .flat_map(|table| &table.columns)
            .any(|column| column.headers.contains(header))
    };
    let mut told_headers: Vec<&String> = Vec::new();
    let mut notes: Vec<String> = tables
        .iter()
        .flat_map(|table| table.notes.iter().cloned())
        .collect();
    let of_tables = tables
        .iter()
        .flat_map(|table| table.maybes.iter().map(|maybe| (table.kind, maybe)));
    let of_companies = left_out.iter().map(|maybe| (TableKind::Companies, maybe));
    for (kind, maybe) in of_tables.chain(of_companies) {
        let header = &maybe.headers[0];
        if !is_mapped(header) && !told_headers.contains(&header) {
            told_headers.push(header);
            notes.push(told(maybe, kind));
        }
    }
    notes
}

fn told(maybe: &ColumnGuess, kind: TableKind) -> String {
    let what_to_do = if maybe.field == "outcome" {
        "map it by hand and say which of its words mean won, lost and open"
    } else {
        "map it by hand if it is"
    };
    format!(
        "maybe `{}` is {} of {}: {} (confidence {:.2}), so it is left unmapped; {what_to_do}",
        maybe.headers.join(" + "),
        maybe.field,
        kind.as_str(),
        maybe.why,
        maybe.confidence,
    )
}

fn has(table: &TableGuess, field: &str) -> bool {
    table.column(field).is_some()
}

fn facts(companies: &TableGuess) -> usize {
    COMPANY_FACTS
        .iter()
        .filter(|field| has(companies, field))
        .count()
}

/// Says whether a row is a stage that a deal entered: deals come again, with few stages and days.
fn is_history(samples: &[Sample<'_>], history: &TableGuess) -> bool {
    let sample = |field: &str| {
        let header = history.headers(field).first()?;
        samples.iter().find(|sample| sample.written == header)
    };
    let (Some(deal), Some(stage), Some(_)) = (sample("deal"), sample("stage"), sample("entered"))
    else {
        return false;
    };
    // A table of deals has each deal once, and one of people has no stage.
    5 * deal.distinct <= 4 * deal.filled && 2 * stage.distinct <= deal.distinct.max(20)
}

/// Says whether a row is a customer: a company, since when, and until when or whether it grew.
fn are_customers(customers: &TableGuess) -> bool {
    let is_named = ["company", "company_id", "domain"]
        .iter()
        .any(|field| has(customers, field));
    is_named
        && has(customers, "started")
        && (has(customers, "churned") || has(customers, "expanded"))
}

/// Says whether a row is a deal: its outcome is there, or its headers speak of deals.
fn are_deals(
    samples: &[Sample<'_>],
    deals: &TableGuess,
    companies: &TableGuess,
    people: &TableGuess,
) -> bool {
    let words = &deals.outcomes.words;
    // A list of people to write to says who is not interested; nobody there has bought.
    let are_prospects = words.won.is_empty()
        && names_people(people)
        && (has(people, "title") || has(people, "email"))
        && !(has(deals, "amount") || has(deals, "closed") || has(deals, "loss_reason"));
    if has(deals, "outcome") && !(words.won.is_empty() && words.lost.is_empty()) && !are_prospects {
        return true;
    }
    let speaks_of_deals = |sample: &&Sample<'_>| {
        let is_mapped = deals
            .columns
            .iter()
            .any(|column| column.headers.iter().any(|header| header == sample.written));
        is_mapped
            && sample.header.fields(TableKind::Deals).iter().any(|named| {
                let only_deals_have_it =
                    matches!(named.field, "closed" | "loss_reason") && named.part.is_empty();
                let is_company = matches!(named.field, "company" | "company_id" | "domain");
                named.kind == TableKind::Deals
                    && named.fit == Fit::Exact
                    && !is_company
                    && (named.says_whose || only_deals_have_it)
            })
    };
    let spoken = samples.iter().filter(speaks_of_deals).count();
    let is_company = has(companies, "name") || has(companies, "domain");
    spoken >= 2 || (spoken == 1 && !is_company)
}

/// Says whether people are named well enough to write to: a title, or an address with a name.
fn names_people(contacts: &TableGuess) -> bool {
    let is_named =
        has(contacts, "name") || has(contacts, "first_name") || has(contacts, "last_name");
    has(contacts, "title") || (has(contacts, "email") && is_named)
}

/// Splits a deals sheet into its companies, deals and people.
///
/// Second come columns that may tell of companies where none is named, so that they are heard of.
fn with_deals(
    samples: &[Sample<'_>],
    mut deals: TableGuess,
) -> (Vec<TableGuess>, Vec<ColumnGuess>) {
    let read = |kind: TableKind| {
        assign::table(
            samples,
            kind,
            assign::Sheet {
                main: TableKind::Deals,
            },
        )
    };
    let mut contacts = read(TableKind::Contacts);
    let mut companies = read(TableKind::Companies);
    // `Title` beside people is their title, not the deal's.
    if let Some(title) = contacts.column("title") {
        deals
            .columns
            .retain(|column| column.field != "name" || column.headers != title.headers);
    }
    if !["company", "company_id", "domain"]
        .iter()
        .any(|field| has(&deals, field))
    {
        take_name_for_company(&mut deals, &mut companies);
    }
    if has(&deals, "company") {
        take_name_for_person(samples, &mut deals, &mut contacts);
    }
    let companies = without_shared(companies, &deals);
    let mut contacts = without_shared(contacts, &deals);
    if let Some(id) = deals.column("id").filter(|_| !has(&contacts, "deal_id")) {
        contacts.columns.push(ColumnGuess {
            field: "deal_id".to_owned(),
            ..id.clone()
        });
        assign::sort_by_field(&mut contacts.columns, TableKind::Contacts);
    }
    let has_company = has(&companies, "name") || has(&companies, "domain");
    let has_people = names_people(&contacts) || has(&contacts, "name") || has(&contacts, "email");
    let mut tables = Vec::new();
    let mut left_out = Vec::new();
    if has_company {
        tables.push(companies);
    } else {
        left_out = companies.maybes;
    }
    tables.push(deals);
    if has_people {
        tables.push(contacts);
    }
    (tables, left_out)
}

/// A plain `Name` in a deals sheet that says no company elsewhere is the company's name.
fn take_name_for_company(deals: &mut TableGuess, companies: &mut TableGuess) {
    let Some(column) = deals
        .columns
        .iter_mut()
        .find(|column| is_plain_name(column))
    else {
        return;
    };
    deals.notes.push(
        "`Name` is taken for the company's name, for no other column names the company".to_owned(),
    );
    column.field = "company".to_owned();
    companies.columns.retain(|other| other.field != "name");
    companies.columns.push(ColumnGuess {
        field: "name".to_owned(),
        ..column.clone()
    });
    assign::sort_by_field(&mut companies.columns, TableKind::Companies);
    assign::sort_by_field(&mut deals.columns, TableKind::Deals);
}

/// A plain `Name` of people, beside their titles, is the person's and not the deal's.
fn take_name_for_person(samples: &[Sample<'_>], deals: &mut TableGuess, contacts: &mut TableGuess) {
    if !has(contacts, "title") || has(contacts, "name") || has(contacts, "last_name") {
        return;
    }
    let reads_as_people = |column: &ColumnGuess| {
        let sample = samples
            .iter()
            .find(|sample| column.headers.iter().any(|header| header == sample.written));
        sample
            .and_then(|sample| sample.share(Test::PersonName))
            .is_some_and(|share| share >= 0.8)
    };
    let Some(at) = deals
        .columns
        .iter()
        .position(|column| is_plain_name(column) && reads_as_people(column))
    else {
        return;
    };
    let column = deals.columns.remove(at);
    deals.notes.push(format!(
        "`{}` is taken for the person's name, for it stands beside a job title",
        column.headers[0]
    ));
    let why = format!("header `{}`, beside a job title", column.headers[0]);
    contacts.columns.push(ColumnGuess { why, ..column });
    assign::sort_by_field(&mut contacts.columns, TableKind::Contacts);
}

fn is_plain_name(column: &ColumnGuess) -> bool {
    column.field == "name"
        && column
            .headers
            .iter()
            .all(|header| header.eq_ignore_ascii_case("name"))
}

/// Leaves out columns that the row's own table reads as something else.
fn without_shared(mut table: TableGuess, main: &TableGuess) -> TableGuess {
    table.columns.retain(|column| {
        !main.columns.iter().any(|other| {
            other
                .headers
                .iter()
                .any(|header| column.headers.contains(header))
                && !is_same_thing(&column.field, &other.field)
                && other.confidence >= column.confidence
        })
    });
    table
}

/// Says whether two tables call the same thing by these two names.
fn is_same_thing(one: &str, other: &str) -> bool {
    one == other
        || matches!(
            (one, other),
            ("name", "company")
                | ("company", "name")
                | ("id", "company_id" | "deal_id")
                | ("company_id" | "deal_id", "id")
        )
}
