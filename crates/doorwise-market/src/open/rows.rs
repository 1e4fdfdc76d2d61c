//! One row of a table of deals or contacts as its map reads it, and what tables say as a whole.

use std::collections::{BTreeMap, HashMap};

use doorwise_model::deal::{Contact, Deal, Outcome};
use doorwise_model::diagnostic::Diagnostic;
use doorwise_model::market::{ColumnFacts, TableFacts};
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_vocab::date::{self, Date, Moment};
use doorwise_vocab::money::{self, Currency, Heading, Money};
use doorwise_vocab::protected::is_protected_among;
use doorwise_vocab::{Reading, company_name, text};

use super::cells::{self, Cells};
use super::{companies, row_place};
use crate::mapping;
use crate::table::Table;

/// Returns whether a row is a sheet's sum and no company or deal.
///
/// `Grand Totals (4 records)` and `Count: 20` are; a company may be called `Count`.
pub(super) fn is_total(name: &str) -> bool {
    const WORDS: [&str; 15] = [
        "total",
        "totals",
        "grand total",
        "grand totals",
        "subtotal",
        "subtotals",
        "sub total",
        "sum",
        "summe",
        "gesamt",
        "gesamtsumme",
        "total général",
        "total general",
        "totale",
        "totaal",
    ];
    const WITH_NUMBER: [&str; 8] = [
        "count",
        "average",
        "avg",
        "records",
        "anzahl",
        "durchschnitt",
        "moyenne",
        "promedio",
    ];
    let folded = text::fold(name);
    let word = folded.split(['(', ':', '=']).next().unwrap_or_default();
    let rest = &folded[word.len()..];
    let word = word.trim();
    let is_counted = rest.contains(|ch: char| ch.is_ascii_digit());
    (WORDS.contains(&word) && (is_counted || rest.trim_end_matches(':').is_empty()))
        || (WITH_NUMBER.contains(&word) && is_counted)
}

/// Which rows of a table speak of companies.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    /// The row of each position.
    pub(super) first: Vec<usize>,
    /// By position, where a company stands in several rows of a deal sheet: the older ones, newest first.
    pub(super) older: HashMap<usize, Vec<usize>>,
}

impl Spoken {
    /// Every row is a position.
    pub(super) fn all(rows: usize) -> Self {
        Self::but(rows, |_| false)
    }

    /// Every row is a position but those left out.
    pub(super) fn but(rows: usize, is_left_out: impl Fn(usize) -> bool) -> Self {
        Self {
            first: (0..rows).filter(|&row| !is_left_out(row)).collect(),
            older: HashMap::new(),
        }
    }

    /// Returns the rows of a position, the one that speaks first.
    pub(super) fn of(&self, position: usize) -> impl Iterator<Item = usize> {
        let older = self.older.get(&position).into_iter().flatten();
        std::iter::once(self.first[position]).chain(older.copied())
    }
}

/// Returns one position for each company of a sheet of deals or rounds, its newest row first, in order
/// of first appearance; rows of a day after `last` are not known yet.
pub(super) fn newest_of_each(
    names: &[String],
    domains: &[String],
    days: &[Option<Date>],
    last: Option<Date>,
) -> Spoken {
    let mut place_of: HashMap<String, usize> = HashMap::new();
    let mut rows_of: Vec<Vec<usize>> = Vec::new();
    for row in 0..names.len() {
        let name = company_name::key(&names[row]);
        let key = if name.is_empty() {
            domains[row].clone()
        } else {
            name
        };
        let is_later = last.is_some_and(|last| days[row].is_some_and(|day| day > last));
        if key.is_empty() || is_total(&names[row]) || is_later {
            continue;
        }
        let place = *place_of.entry(key).or_insert_with(|| {
            rows_of.push(Vec::new());
            rows_of.len() - 1
        });
        rows_of[place].push(row);
    }
    let mut spoken = Spoken::default();
    for (position, mut rows) in rows_of.into_iter().enumerate() {
        // Rows without a date keep the order of the sheet: the later one is newer.
        rows.sort_by_key(|&row| std::cmp::Reverse((days[row], row)));
        let older = rows.split_off(1);
        spoken.first.extend(rows);
        if !older.is_empty() {
            spoken.older.insert(position, older);
        }
    }
    spoken
}

/// Returns the day of each row of a sheet of deals, closed, else created, or of events.
pub(super) fn days(table: &Table, map: &TableMap) -> Vec<Option<Date>> {
    let reader = RowReader::new(map, table, None);
    let day = |row| match map.kind {
        TableKind::Events => reader.date("happened", row),
        _ => reader.date("closed", row).or(reader.date("created", row)),
    };
    (0..table.rows()).map(day).collect()
}

/// Returns what is to be said of columns about protected traits of people: they are never read.
pub fn protected_columns(table: &Table) -> Vec<String> {
    let headers = || table.columns.iter().map(|column| column.header.as_str());
    headers()
        .filter(|header| is_protected_among(header, headers()))
        .map(|header| {
            format!("column `{header}` is about a protected trait of people and is left out")
        })
        .collect()
}

/// Fields that hold days.
const DATES: [&str; 12] = [
    "created",
    "closed",
    "attached",
    "entered",
    "started",
    "churned",
    "sent",
    "answered",
    "first_answer",
    "converted",
    "period",
    "happened",
];

/// Says of each column of days that no cell tells day from month.
fn open_dates(table: &Table, map: &TableMap) -> Vec<String> {
    let headers = DATES.into_iter().flat_map(|field| map.headers(field));
    headers
        .filter_map(|header| {
            let open = date::open_order(table.column(header)?.values())?;
            Some(format!(
                "column `{header}`: no cell tells day from month, so `{open}` is read day first; write the dates as 2024-12-31 if that is wrong"
            ))
        })
        .collect()
}

/// Returns what is to be said of a table as a whole.
pub(super) fn table_facts(table: &Table, map: &TableMap) -> TableFacts {
    let mapped = |header: &str| {
        map.columns
            .iter()
            .any(|(_, headers)| headers.iter().any(|known| known == header))
    };
    let headers = || table.columns.iter().map(|column| column.header.as_str());
    let name = match &table.sheet {
        Some(sheet) => format!("{}, sheet {sheet}", table.name),
        None => table.name.clone(),
    };
    TableFacts {
        kind: map.kind,
        name,
        format: table.format.to_string(),
        rows: table.rows(),
        skipped: table
            .skipped
            .iter()
            .map(|skipped| (table.skipped_place(skipped), skipped.reason.to_string()))
            .collect(),
        notes: table
            .notes
            .iter()
            .map(ToString::to_string)
            .chain(cells::notes(table, map))
            .chain(protected_columns(table))
            .chain(open_dates(table, map))
            .collect(),
        columns: Vec::new(),
        unmapped: if map.kind == TableKind::Companies {
            table
                .columns
                .iter()
                .map(|column| column.header.clone())
                .filter(|header| !mapped(header) && !is_protected_among(header, headers()))
                .collect()
        } else {
            Vec::new()
        },
    }
}

pub(super) struct RowReader<'a> {
    pub(super) map: &'a TableMap,
    pub(super) table: &'a Table,
    cells: HashMap<&'a str, Vec<Cells<'a>>>,
    /// The currency that the table itself says its amounts are in.
    currency: Option<Currency>,
    workspace_currency: Option<Currency>,
    /// What the header of each field says of its amounts.
    headings: HashMap<&'a str, Heading>,
    orders: HashMap<&'static str, date::DateOrder>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(
        map: &'a TableMap,
        table: &'a Table,
        workspace_currency: Option<Currency>,
    ) -> Self {
        let orders = DATES.into_iter().map(|field| {
            let headers = map.headers(field).iter();
            let columns = headers.filter_map(|header| table.column(header));
            (
                field,
                date::order_of(columns.flat_map(|column| column.values())),
            )
        });
        let fields = map.columns.iter().map(|(field, _)| field.as_str());
        Self {
            map,
            table,
            cells: fields
                .map(|field| (field, Cells::of(table, map, field)))
                .collect(),
            currency: map.currency,
            workspace_currency,
            headings: map
                .columns
                .iter()
                .filter_map(|(field, headers)| Some((field.as_str(), headers.first()?)))
                .map(|(field, header)| (field, Heading::of(header)))
                .collect(),
            orders: orders.collect(),
        }
    }

    pub(super) fn cell(&self, field: &str, row: usize) -> String {
        match self.cells.get(field) {
            Some(columns) => cells::joined(columns, row, " "),
            None => String::new(),
        }
    }

    pub(super) fn date(&self, field: &'static str, row: usize) -> Option<Date> {
        date::date(&self.cell(field, row), self.orders[field]).value()
    }

    /// Reads a day with its clock time, and notes what the cell said.
    pub(super) fn moment(
        &self,
        field: &'static str,
        row: usize,
        known: &mut Known,
    ) -> Option<Moment> {
        let written = self.cell(field, row);
        known.note(field, &written, date::moment(&written, self.orders[field]))
    }

    /// Reads an amount in the table's currency, and notes what the cell said.
    pub(super) fn money(
        &self,
        field: &'static str,
        row: usize,
        known: &mut Known,
    ) -> Option<Money> {
        let written = self.cell(field, row);
        let heading = self.headings.get(field).copied().unwrap_or_default();
        let money = known.note(field, &written, money::money_under(&written, heading))?;
        let currency = money.currency.or(self.currency);
        Some(Money {
            amount: money.amount,
            currency: currency.or(heading.currency).or(self.workspace_currency),
        })
    }

    pub(super) fn id(&self, row: usize) -> String {
        let id = self.cell("id", row);
        if id.is_empty() {
            self.table.place(row)
        } else {
            id
        }
    }

    /// Reads a deal; its company is linked later.
    pub(super) fn deal(
        &self,
        row: usize,
        known: &mut Known,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Deal {
        let company_name = self.cell("company", row);
        let written = self.cell("outcome", row);
        let outcome =
            mapping::outcome(&written, &self.map.outcomes).or_else(|| self.dated_outcome(row));
        if outcome.is_none() && !written.is_empty() {
            let known = diagnostics.iter().any(|known| {
                known.name == "tables/unknown-outcome"
                    && known.message.contains(&format!("`{written}`"))
            });
            if !known {
                let header = self.map.headers("outcome").first().map(String::as_str);
                diagnostics.push(
                    Diagnostic::warning(
                        "tables/unknown-outcome",
                        row_place(self.table, row, header),
                        format!("`{written}` says neither won, lost nor open"),
                    )
                    .note("deals with such a status count in no win rate")
                    .help("name it under `outcomes` of the deals table: `won: [...]`, `lost: [...]` or `open: [...]`"),
                );
            }
        }
        let mut dated = |field| {
            let written = self.cell(field, row);
            known.note(field, &written, date::date(&written, self.orders[field]))
        };
        let (created, closed) = (dated("created"), dated("closed"));
        let amount = self.money("amount", row, known);
        let filled = |field| Some(self.cell(field, row)).filter(|written| !written.is_empty());
        Deal {
            id: self.id(row),
            company: None,
            company_name,
            outcome,
            amount,
            created,
            closed,
            source: filled("source"),
            loss_reason: filled("loss_reason"),
            notes: filled("notes"),
            // "Competitors: yes" names nobody.
            competitor: filled("competitor").filter(|written| !is_flag(written)),
            stages: Vec::new(),
            row: self.table.place(row),
        }
    }

    /// Returns how a deal ended where no column says it but the days do: filled `Won time` or `won_date`.
    fn dated_outcome(&self, row: usize) -> Option<Outcome> {
        if !self.map.headers("outcome").is_empty() {
            return None;
        }
        let headers = self.map.headers("closed").iter();
        let told: Vec<(&String, Outcome)> = headers
            .filter_map(|header| Some((header, mapping::outcome_of_day(header)?)))
            .collect();
        let is_filled = |header: &str| {
            let column = self.table.column(header);
            column.is_some_and(|column| !text::is_blank(column.value(row)))
        };
        let filled = told.iter().find(|(header, _)| is_filled(header));
        match filled {
            Some((_, outcome)) => Some(*outcome),
            None => (!told.is_empty()).then_some(Outcome::Open),
        }
    }

    /// Reads a contact, to be linked later; a row without name, title and e-mail holds nobody.
    pub(super) fn contact(&self, row: usize) -> Option<Contact> {
        let mut name = self.cell("name", row);
        if name.is_empty() {
            name = format!(
                "{} {}",
                self.cell("first_name", row),
                self.cell("last_name", row)
            )
            .trim()
            .to_owned();
        }
        let title = self.cell("title", row);
        let email = self.cell("email", row);
        if name.is_empty() && title.is_empty() && email.is_empty() {
            return None;
        }
        Some(Contact {
            id: self.id(row),
            name,
            title,
            company: None,
            email: Some(email).filter(|email| !email.is_empty()),
            deals: Vec::new(),
            row: self.table.place(row),
        })
    }
}

/// Returns whether a cell says yes, no or that nobody knows.
fn is_flag(written: &str) -> bool {
    const FLAGS: [&str; 8] = ["yes", "no", "true", "false", "0", "1", "y", "unknown"];
    FLAGS.contains(&text::fold(written).as_str())
}

/// What the cells of a table of deals said, by field.
#[derive(Default)]
pub(super) struct Known(BTreeMap<&'static str, Told>);

#[derive(Default)]
struct Told {
    known: usize,
    blank: usize,
    /// By written text: why it was not understood, and rows.
    unreadable: BTreeMap<String, (String, usize)>,
}

impl Known {
    /// Counts what a cell said and returns its value.
    pub(super) fn note<T>(
        &mut self,
        field: &'static str,
        written: &str,
        reading: Reading<T>,
    ) -> Option<T> {
        let told = self.0.entry(field).or_default();
        match reading {
            Reading::Value(value) => {
                told.known += 1;
                return Some(value);
            }
            Reading::Blank => told.blank += 1,
            Reading::Unreadable { why } => {
                let same = told.unreadable.entry(written.to_owned());
                same.or_insert((why, 0)).1 += 1;
            }
        }
        None
    }

    /// Returns the facts of every mapped field, in alphabetical order.
    pub(super) fn facts(self, map: &TableMap) -> Vec<ColumnFacts> {
        let mapped = self
            .0
            .into_iter()
            .filter(|(field, _)| !map.headers(field).is_empty());
        mapped
            .map(|(field, told)| {
                let mut examples: Vec<(String, String, usize)> = told
                    .unreadable
                    .into_iter()
                    .map(|(written, (why, rows))| (written, why, rows))
                    .collect();
                let unreadable = examples.iter().map(|(.., rows)| rows).sum();
                examples.sort_by_key(|(.., rows)| std::cmp::Reverse(*rows));
                examples.truncate(companies::EXAMPLES);
                ColumnFacts {
                    field: field.to_owned(),
                    headers: map.headers(field).to_vec(),
                    known: told.known,
                    blank: told.blank,
                    unreadable,
                    examples,
                }
            })
            .collect()
    }
}
