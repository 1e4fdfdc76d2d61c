//! Customers alone, held against the market they came from.
//!
//! Nobody knows which companies of the market would have bought, so nothing here is a probability to
//! win: what is learned is where customers are more frequent than the market is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use doorwise_fit::{Column, Deals};
use doorwise_market::columns::{self, ReadColumn};
use doorwise_market::source;
use doorwise_market::table::Table;
use doorwise_model::deal::{Deal, Outcome};
use doorwise_model::field::Field;
use doorwise_model::market::Market;
use doorwise_model::tables::TableMap;
use doorwise_model::value::Value;
use doorwise_playbook::learned::LeftOutView;
use doorwise_vocab::{company_name, domain};

use super::deals::{DealsArgs, Flat, From, OpenedDeals, ReadDeals, left_out};
use super::flat::hash;
use crate::cli::loose::Sheet;
use crate::cli::opening::Opening;
use crate::output::plan_text::counted;
use crate::shell::{Fault, Shell};

/// Returns the companies with a won deal.
pub(super) fn customers(deals: &[Deal]) -> BTreeSet<usize> {
    let won = deals
        .iter()
        .filter(|deal| deal.outcome == Some(Outcome::Won));
    won.filter_map(|deal| deal.company).collect()
}

/// Returns the companies of a workspace whose closed deals were all won: its customers against all
/// others.
pub(super) fn of_workspace(
    opening: Opening,
    name: String,
    customers: &BTreeSet<usize>,
    columns: Vec<Column>,
    left_out: Vec<LeftOutView>,
    doubts: Vec<String>,
) -> OpenedDeals {
    let n = opening.market.facts().companies;
    let rows: Vec<usize> = (0..n).collect();
    let columns = columns.into_iter().map(|column| Column {
        precedes_sale: precedes_sale(&column.field),
        ..column
    });
    let deals = Deals {
        won: rows.iter().map(|row| customers.contains(row)).collect(),
        columns: columns.collect(),
        units: (0..n as u64).collect(),
        days: Vec::new(),
        opened: Vec::new(),
        amounts: Vec::new(),
        kept: Vec::new(),
    };
    let places = rows.iter().map(|&row| opening.market.company(row).row);
    let read = ReadDeals {
        deals,
        places: places.collect(),
        rows,
        left_out,
        notes: vec![format!(
            "no closed deal was lost, so {} with a won deal are held against the other {}",
            counted(customers.len(), "company", "companies"),
            n - customers.len()
        )],
        doubts: with_doubts(doubts),
        currency: None,
        against: Some("the other companies".to_owned()),
    };
    OpenedDeals {
        name,
        from: From::Joined(Box::new(opening)),
        read,
    }
}

/// Reads a table of customers and one of the market.
pub(super) fn open(
    args: &DealsArgs,
    customers: &Path,
    market: &Path,
    shell: &mut Shell,
) -> Result<OpenedDeals, Fault> {
    let ours = Side::open(args, customers, shell)?;
    let theirs = Side::open(args, market, shell)?;
    let known: BTreeSet<String> = (0..ours.table.rows())
        .flat_map(|row| ours.names(row))
        .collect();
    let background: Vec<usize> = (0..theirs.table.rows())
        .filter(|&row| theirs.names(row).iter().all(|name| !known.contains(name)))
        .collect();
    let mut notes = Vec::new();
    if background.len() < theirs.table.rows() {
        let both = theirs.table.rows() - background.len();
        let rows = counted(both, "row is a customer's", "rows are customers'");
        notes.push(format!(
            "{}: {rows}, so left out of the market",
            theirs.table.name
        ));
    }
    if background.is_empty() {
        return Err(Fault::asked(
            format!(
                "{} has no company that is not a customer",
                theirs.table.name
            ),
            "name a list of the companies that could have been customers",
        ));
    }
    let mut left_out = left_out(&ours.columns.left_out);
    let both = |field: &Field| {
        theirs
            .columns
            .fields
            .iter()
            .find(|other| other.column.field == *field)
    };
    let mut columns = Vec::new();
    for own in &ours.columns.fields {
        let header = own.headers.join(" ");
        match both(&own.column.field) {
            Some(other) => columns.push(joined(own, other, header, &background)),
            None => left_out.push(LeftOutView {
                id: String::new(),
                column: header,
                why: format!("{} has no column like it", theirs.table.name),
            }),
        }
    }
    if columns.is_empty() {
        return Err(Fault::asked(
            format!(
                "{} and {} have no column of companies in common",
                ours.table.name, theirs.table.name
            ),
            "name columns that mean the same alike, or map them with --map",
        ));
    }
    let n_ours = ours.table.rows();
    let places = (0..n_ours).map(|row| ours.table.place(row));
    let others = background.iter().map(|&row| theirs.table.place(row));
    let units = (0..n_ours).map(|row| ours.unit(row));
    let read = ReadDeals {
        deals: Deals {
            won: (0..n_ours + background.len())
                .map(|row| row < n_ours)
                .collect(),
            columns,
            units: units
                .chain(background.iter().map(|&row| theirs.unit(row)))
                .collect(),
            days: Vec::new(),
            opened: Vec::new(),
            amounts: Vec::new(),
            kept: Vec::new(),
        },
        places: places.chain(others).collect(),
        rows: (0..n_ours + background.len()).collect(),
        left_out,
        notes,
        doubts: with_doubts(Vec::new()),
        currency: None,
        against: Some(theirs.table.name.clone()),
    };
    let mut opened = OpenedDeals {
        name: ours.table.name.clone(),
        from: From::Flat(Box::new(Flat {
            currency: ours.map.currency,
            table: ours.table,
            map: ours.map,
        })),
        read,
    };
    opened.wish(&args.monotone)?;
    Ok(opened)
}

fn with_doubts(mut doubts: Vec<String>) -> Vec<String> {
    doubts.push("where the customers came from: a channel, an event or a seller's home region brings companies of a kind, whether or not that kind buys more readily; put the channel of each customer beside it before you trust a line".to_owned());
    doubts
}

/// One of the two tables with what its columns say.
struct Side {
    table: Table,
    map: TableMap,
    columns: columns::Columns,
}

impl Side {
    fn open(args: &DealsArgs, path: &Path, shell: &mut Shell) -> Result<Self, Fault> {
        let sheet = Sheet::open(path, &args.reading, shell)?;
        let table = source::read(path, &sheet.options)?;
        let but: Vec<&str> = args.ignore.iter().map(String::as_str).collect();
        let columns = columns::read(&table, &sheet.map, sheet.map.currency, &but);
        Ok(Self {
            table,
            map: sheet.map,
            columns,
        })
    }

    /// Returns what a company can be known by in both tables: its own domain and its name.
    fn names(&self, row: usize) -> Vec<String> {
        let cells = |field: &str| {
            let headers = self.map.headers(field).iter();
            let columns = headers.filter_map(|header| self.table.column(header));
            columns.map(|column| column.value(row))
        };
        let domains = cells("domain").filter_map(|cell| domain::domain(cell).value());
        let own =
            domains.filter(|domain| !domain::is_free_mail(domain) && !domain::is_shared(domain));
        let names = cells("name").map(company_name::key);
        own.chain(
            names
                .filter(|name| !name.is_empty())
                .map(|name| format!("={name}")),
        )
        .collect()
    }

    /// Copies of one company are one witness.
    fn unit(&self, row: usize) -> u64 {
        match self.names(row).first() {
            Some(name) => hash(0, name),
            None => hash(1, &self.table.place(row)),
        }
    }
}

/// Returns one column of both tables, the customers first.
fn joined(ours: &ReadColumn, theirs: &ReadColumn, header: String, background: &[usize]) -> Column {
    let mut values: Vec<Value> = Vec::new();
    let mut codes = Vec::new();
    let mut place: BTreeMap<(u8, u32), u32> = BTreeMap::new();
    let own = (0..ours.column.codes.len()).map(|row| (0, &ours.column, row));
    let others = background.iter().map(|&row| (1, &theirs.column, row));
    for (side, column, row) in own.chain(others) {
        let code = column.codes[row];
        let next = values.len() as u32;
        let code = *place.entry((side, code)).or_insert_with(|| {
            values.push(column.cells[code as usize].value.clone());
            next
        });
        codes.push(code);
    }
    Column {
        field: ours.column.field.clone(),
        header,
        codes,
        values,
        wish: None,
        precedes_sale: precedes_sale(&ours.column.field),
    }
}

/// Returns whether a field says what a company is, whoever bought: customers of one industry are the
/// likeliest find of all, and no sign that the column was written after the purchase.
fn precedes_sale(field: &Field) -> bool {
    !matches!(field, Field::Custom(..))
}
