//! Sheets whose rows log something: touches, leads, counts of the funnel, money spent, events.
//!
//! Such sheets are made of plain words (`Date`, `Type`, `Status`), so that a header which no other sheet
//! has must be there too.

use doorwise_model::tables::TableKind;

use super::super::content::{Sample, Test};
use super::super::header::Fit;
use super::super::{ColumnGuess, TableGuess, assign};
use super::{has, names_people, with_employers};

/// Steps of the funnel that have a column each.
const STEPS: [&str; 6] = ["visits", "leads", "qualified", "demos", "deals", "won"];

/// Returns the table that the sheet logs, where it logs anything.
pub(super) fn of(samples: &[Sample<'_>], deals: &TableGuess) -> Option<TableGuess> {
    let words = &deals.outcomes.words;
    let has_ends = !(words.won.is_empty() && words.lost.is_empty());
    let is_sale = has(deals, "amount") || has(deals, "closed");
    let logs = [
        TableKind::Leads,
        TableKind::Touches,
        TableKind::Funnel,
        TableKind::Spend,
        TableKind::Events,
    ];
    logs.into_iter().find_map(|kind| {
        let table = assign::table(samples, kind, assign::Sheet { main: kind });
        let is_of_deals = has_ends
            && match kind {
                TableKind::Leads => is_sale,
                TableKind::Touches | TableKind::Events => true,
                // Counts of won deals read as yes and no.
                _ => false,
            };
        (!is_of_deals && is_such(samples, &table)).then_some(table)
    })
}

/// Returns the log, and whom else its rows tell of.
pub(super) fn with_people(
    log: TableGuess,
    mut people: TableGuess,
    employers: TableGuess,
) -> Vec<TableGuess> {
    let brings_people = matches!(log.kind, TableKind::Touches | TableKind::Leads)
        && names_people(&people)
        && (has(&people, "email") || has(&people, "name") || has(&people, "last_name"));
    if log.kind == TableKind::Leads {
        // The number of a lead is no deal's.
        people.columns.retain(|column| column.field != "deal_id");
    }
    let mut tables = match brings_people {
        true => with_employers(people, employers),
        false => Vec::new(),
    };
    tables.push(log);
    tables
}

/// Returns the days of funding among the facts of companies, as events.
pub(super) fn funding(samples: &[Sample<'_>], companies: &TableGuess) -> Option<TableGuess> {
    let main = TableKind::Events;
    let mut events = assign::table(samples, main, assign::Sheet { main });
    if column_part(samples, &events, "happened") != Some("funding") {
        return None;
    }
    borrow_company(&mut events, companies, &["happened"]);
    Some(events)
}

/// Returns the rounds of a list of funding rounds, one a row, as events: a day, a round and, unless
/// companies come again and again, an amount.
pub(super) fn rounds(samples: &[Sample<'_>], companies: &TableGuess) -> Option<TableGuess> {
    let main = TableKind::Events;
    let mut events = assign::table(samples, main, assign::Sheet { main });
    let event = events.headers("event").first()?;
    let stage = companies.headers("stage");
    let is_round = column_part(samples, &events, "event") == Some("round")
        && (stage.is_empty() || stage.contains(event));
    let happened = events.headers("happened").first()?;
    let is_of_company = companies
        .columns
        .iter()
        .any(|column| column.headers.contains(happened));
    let name = companies.headers("name").first()?;
    let mut names = samples.iter().filter(|sample| sample.written == name);
    let repeats = names.any(|sample| sample.uniqueness() < 0.9);
    let has_amount = samples.iter().any(|sample| {
        let words = ["amount", "raised", "funding"];
        words.iter().any(|word| sample.header.says(word))
            && sample.share(Test::Money).is_some_and(|share| share >= 0.5)
    });
    if !is_round || is_of_company || !(repeats || has_amount) {
        return None;
    }
    borrow_company(&mut events, companies, &["event", "happened"]);
    Some(events)
}

/// Names the company of each event as the companies of the same rows do; `own` fields stay.
fn borrow_company(events: &mut TableGuess, companies: &TableGuess, own: &[&str]) {
    let borrowed = [
        ("company", "name"),
        ("company_id", "id"),
        ("domain", "domain"),
    ];
    let named = borrowed.into_iter().filter_map(|(ours, theirs)| {
        Some(ColumnGuess {
            field: ours.to_owned(),
            ..companies.column(theirs)?.clone()
        })
    });
    let named: Vec<ColumnGuess> = named.collect();
    events
        .columns
        .retain(|column| own.contains(&column.field.as_str()));
    events.columns.extend(named);
    assign::sort_by_field(&mut events.columns, TableKind::Events);
    events.maybes.clear();
}

fn is_such(samples: &[Sample<'_>], table: &TableGuess) -> bool {
    let any = |fields: &[&str]| fields.iter().any(|field| has(table, field));
    let tells = |field: &str| column_part(samples, table, field) == Some("");
    match table.kind {
        TableKind::Touches => {
            any(&["sent", "times"])
                && any(&[
                    "contact",
                    "name",
                    "email",
                    "company",
                    "company_id",
                    "domain",
                    "deal",
                ])
                && ["channel", "direction", "times", "answered"]
                    .into_iter()
                    .any(tells)
        }
        TableKind::Leads => {
            any(&["first_answer", "hours"])
                && any(&["created", "hours"])
                && any(&["converted", "source"])
        }
        TableKind::Funnel => {
            let steps = STEPS.iter().filter(|step| has(table, step)).count();
            has(table, "period")
                && (steps >= 2 || (has(table, "stage") && has(table, "count")))
                && !names_somebody(samples)
        }
        TableKind::Spend => {
            tells("amount") && any(&["period", "source"]) && !names_somebody(samples)
        }
        TableKind::Events => tells("event") && has(table, "happened") && has_company(table),
        _ => false,
    }
}

fn has_company(table: &TableGuess) -> bool {
    ["company", "company_id", "domain"]
        .iter()
        .any(|field| has(table, field))
}

/// Says whether rows name a company or a person, so that they count neither months nor money.
fn names_somebody(samples: &[Sample<'_>]) -> bool {
    let read = |main| assign::table(samples, main, assign::Sheet { main });
    let companies = read(TableKind::Companies);
    let is_company = has(&companies, "name") || has(&companies, "domain");
    is_company || has(&read(TableKind::Contacts), "email")
}

/// Returns the part that the header of a mapped field is listed under; none where it is not exactly so.
fn column_part(samples: &[Sample<'_>], table: &TableGuess, field: &str) -> Option<&'static str> {
    let header = table.headers(field).first()?;
    let sample = samples.iter().find(|sample| sample.written == header)?;
    let named = sample.header.fields(table.kind);
    let own = named.iter().find(|named| {
        named.kind == table.kind && named.field == field && named.fit == Fit::Exact
    })?;
    Some(own.part)
}
