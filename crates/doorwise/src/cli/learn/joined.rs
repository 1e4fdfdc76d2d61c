//! From a workspace to closed deals: each with the facts of its company.

use std::collections::BTreeMap;

use doorwise_fit::{Column, Deals};
use doorwise_market::coded::CodedColumn;
use doorwise_market::columns::{self, Others};
use doorwise_model::deal::{Deal, Outcome};
use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, TableFacts};
use doorwise_model::tables::TableKind;
use doorwise_playbook::learned::LeftOutView;
use doorwise_vocab::date::{self, Date};

use super::deals::{DealsArgs, From, OpenedDeals, ReadDeals, in_one_currency, left_out};
use super::{against, flat};
use crate::cli::opening::{self, Opening};
use crate::output::plan_text::counted;
use crate::shell::{Fault, Shell};

/// Days of a year.
const YEAR: i32 = 365;

/// Reads the workspace's deals, joined to its companies as `plan` joins them.
pub(super) fn open(args: &DealsArgs, shell: &mut Shell) -> Result<OpenedDeals, Fault> {
    let (opening, others) = opening::open_wide(&args.workspace, shell)?;
    // What copy and personas get wrong is no matter of the deals.
    let is_error = |found: &&Diagnostic| {
        let rooms = ["tables/", "icp/", "workspace/"];
        found.level == Level::Error && rooms.iter().any(|room| found.name.starts_with(room))
    };
    let errors: Vec<Diagnostic> = opening
        .diagnostics
        .iter()
        .filter(is_error)
        .cloned()
        .collect();
    shell.diagnostics(&errors, &opening.workspace.sources);
    let needed = |kind: TableKind| {
        table(&opening, kind).ok_or_else(|| {
            Fault::asked(
                format!("the workspace has no table of {}, and deals are joined to companies here", kind.as_str()),
                "add it with `doorwise init --table`, or name one flat table with --table and --outcome",
            )
        })
    };
    let is_there = |kind: TableKind| table(&opening, kind).is_some();
    let mut maps = opening.workspace.tables.iter();
    let deals = maps.find(|map| map.kind == TableKind::Deals);
    if let Some(deals) = deals.filter(|_| !is_there(TableKind::Companies)) {
        return flat::of_workspace(args, &opening, deals, shell);
    }
    let (companies, table) = (needed(TableKind::Companies)?, needed(TableKind::Deals)?);
    let name = match companies.name == table.name {
        true => table.name.clone(),
        false => format!("{} with {}", table.name, companies.name),
    };
    let market = &opening.market;
    let is_closed = |deal: &&Deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost));
    let closed: Vec<&Deal> = market.deals().iter().filter(is_closed).collect();
    let mut notes = Vec::new();
    let has_lost = closed
        .iter()
        .any(|deal| deal.outcome == Some(Outcome::Lost));
    let customers = against::customers(market.deals());
    if !has_lost && !customers.is_empty() && customers.len() < market.facts().companies {
        let (columns, left_out) = columns(args, &opening, &others);
        let all: Vec<usize> = (0..market.facts().companies).collect();
        let columns = columns.into_iter();
        let columns: Vec<Column> = columns
            .map(|(column, header)| of_rows(column, header, &all))
            .collect();
        let doubts = vec![export_doubt(&opening)];
        return Ok(against::of_workspace(
            opening, name, &customers, columns, left_out, doubts,
        ));
    }
    let joined = closed
        .iter()
        .filter_map(|deal| Some((*deal, deal.company?)));
    let (deals, rows): (Vec<&Deal>, Vec<usize>) = joined.unzip();
    let n_open = market.deals().len() - closed.len();
    if n_open > 0 {
        let deals = counted(n_open, "deal is open or says", "deals are open or say");
        notes.push(format!("{deals} neither won nor lost: left out"));
    }
    if deals.len() < closed.len() {
        let lost = closed.len() - deals.len();
        let deals = counted(lost, "closed deal finds", "closed deals find");
        notes.push(format!(
            "{deals} no company: left out; `doorwise plan --out` lists them in unlinked.csv"
        ));
    }
    let (columns, left_out) = columns(args, &opening, &others);
    let columns = columns
        .into_iter()
        .map(|(column, header)| of_rows(column, header, &rows))
        .collect();
    let dates = |of: fn(&Deal) -> Option<Date>| -> Vec<Option<i32>> {
        let days = deals.iter().map(|deal| of(deal).map(date::day_number));
        let days: Vec<Option<i32>> = days.collect();
        let is_known = days.iter().any(Option::is_some);
        if is_known { days } else { Vec::new() }
    };
    for icp in opening.workspace.icps.iter().filter(|icp| !is_by_hand(icp)) {
        notes.push(format!(
            "the ICP {} was learned from deals, perhaps from these, so it is no rival in the test on later ones",
            icp.id
        ));
    }
    let doubts = vec![export_doubt(&opening)];
    let kept = kept(&deals, &opening);
    let amounts = deals.iter().map(|deal| deal.amount);
    let (amounts, currency) = in_one_currency(amounts.collect());
    let read = ReadDeals {
        deals: Deals {
            amounts,
            kept,
            won: deals
                .iter()
                .map(|deal| deal.outcome == Some(Outcome::Won))
                .collect(),
            columns,
            // Deals with one company never stand on both sides of a split.
            units: rows.iter().map(|&company| company as u64).collect(),
            days: dates(|deal| deal.closed),
            opened: dates(|deal| deal.created),
        },
        places: deals.iter().map(|deal| deal.row.clone()).collect(),
        rows,
        left_out,
        notes,
        doubts,
        against: None,
        currency,
    };
    Ok(OpenedDeals {
        name,
        from: From::Joined(Box::new(opening)),
        read,
    })
}

/// Returns the columns that say something of a company, each with its header, and those left out.
fn columns<'o>(
    args: &DealsArgs,
    opening: &'o Opening,
    others: &Others,
) -> (Vec<(&'o CodedColumn, String)>, Vec<LeftOutView>) {
    let mut left_out = left_out(&others.left_out);
    left_out.extend(others.dates.iter().map(|column| LeftOutView {
        id: String::new(),
        column: column.clone(),
        why: "a date, which no line of a card can name".to_owned(),
    }));
    let mut columns = Vec::new();
    for column in opening.market.columns() {
        let header = headers(opening, &column.field.name()).join(" ");
        let is_ignored = |name: &String| *name == header || *name == column.field.name();
        if args.ignore.iter().any(is_ignored) {
            continue;
        }
        if columns::is_understood(column) {
            columns.push((column, header));
        } else {
            left_out.push(LeftOutView {
                id: String::new(),
                column: header,
                why: match column.field {
                    Field::Revenue => {
                        "too few of its cells read as amounts of a known currency".to_owned()
                    }
                    _ => format!("too few of its cells read as {}", column.field.label()),
                },
            });
        }
    }
    // Whether an ICP names a column already makes no difference to what is learned.
    columns.sort_by(|(a, _), (b, _)| a.field.cmp(&b.field));
    (columns, left_out)
}

/// Returns the doubt that facts are those of today.
fn export_doubt(opening: &Opening) -> String {
    let newest = opening.market.facts().newest_date;
    let as_of = newest.map_or_else(String::new, |day| format!(", {day} or later"));
    format!(
        "facts about companies are those of the export{as_of}, not of the day a deal closed: a company that grew, raised money or changed its tools since, perhaps because it bought, looks as it looks now"
    )
}

/// Returns a column of companies as one of deals, each with the company in its row.
fn of_rows(column: &CodedColumn, header: String, rows: &[usize]) -> Column {
    Column {
        field: column.field.clone(),
        header,
        codes: rows.iter().map(|&row| column.codes[row]).collect(),
        values: column.cells.iter().map(|cell| cell.value.clone()).collect(),
        wish: None,
        precedes_sale: false,
    }
}

/// Returns for each won deal the share of its first year that the customer stayed; nothing where the
/// table of customers tells that of none.
fn kept(deals: &[&Deal], opening: &Opening) -> Vec<Option<f64>> {
    let Some(today) = opening.market.facts().newest_date.map(date::day_number) else {
        return Vec::new();
    };
    // The first contract of a company is the one that the deal brought.
    let mut first: BTreeMap<usize, (i32, Option<i32>)> = BTreeMap::new();
    for customer in opening.market.customers() {
        let (Some(company), Some(started)) = (customer.company, customer.started) else {
            continue;
        };
        let days = (
            date::day_number(started),
            customer.churned.map(date::day_number),
        );
        let known = first.entry(company).or_insert(days);
        *known = days.min(*known);
    }
    let kept: Vec<Option<f64>> = deals
        .iter()
        .map(|deal| {
            let (started, churned) = *first.get(&deal.company?)?;
            let stayed = churned.unwrap_or(today).min(today) - started;
            let is_over = today - started >= YEAR;
            let is_won = deal.outcome == Some(Outcome::Won);
            (is_won && is_over && stayed >= 0)
                .then(|| f64::from(stayed.min(YEAR)) / f64::from(YEAR))
        })
        .collect();
    match kept.iter().all(Option::is_none) {
        true => Vec::new(),
        false => kept,
    }
}

fn table(opening: &Opening, kind: TableKind) -> Option<&TableFacts> {
    let mut tables = opening.market.facts().tables.iter();
    tables.find(|table| table.kind == kind)
}

/// Returns the headers that a field of a company is read from.
pub(super) fn headers(opening: &Opening, field: &str) -> Vec<String> {
    let columns = table(opening, TableKind::Companies).map(|table| &table.columns);
    let known = columns
        .into_iter()
        .flatten()
        .find(|column| column.field == field)
        .map(|column| column.headers.clone());
    known.unwrap_or_default()
}

/// Returns whether a person wrote the ICP; one that was learned knows how these deals ended.
fn is_by_hand(icp: &Icp) -> bool {
    icp.by_hand().is_some()
}
