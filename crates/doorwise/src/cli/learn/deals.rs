//! Closed deals to learn from: a flat table, or a workspace's deals with their companies.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use doorwise_fit::search::MAX_LINES;
use doorwise_fit::{Ask, Column, Deals, Monotone};
use doorwise_market::columns::LeftOut;
use doorwise_market::open_table;
use doorwise_market::table::Table;
use doorwise_model::company::Company;
use doorwise_model::field::FieldKind;
use doorwise_model::icp::Icp;
use doorwise_model::market::Market;
use doorwise_model::tables::TableMap;
use doorwise_playbook::learned::LeftOutView;
use doorwise_vocab::money::{Currency, Money};

use super::{flat, joined};
use crate::cli::loose::TableFlags;
use crate::cli::opening::Opening;
use crate::shell::{Fault, Shell};

/// Where the closed deals are.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct DealsArgs {
    /// The workspace whose deals and companies are read, where no --table is named
    #[arg(default_value = ".")]
    pub(crate) workspace: PathBuf,
    /// A flat table of deals instead: CSV, xlsx, Parquet, JSON lines; a folder or a pattern of such files is one table
    #[arg(long, value_name = "FILE")]
    pub(crate) table: Option<PathBuf>,
    /// The column that says how a deal ended
    #[arg(long, value_name = "COLUMN", requires = "table")]
    pub(crate) outcome: Option<String>,
    /// Its word for won, such as Won or 1; else known words are read
    #[arg(long, value_name = "WORD", value_delimiter = ',', requires = "table")]
    pub(crate) won: Vec<String>,
    /// Its word for lost; else every word that is neither won nor open
    #[arg(long, value_name = "WORD", value_delimiter = ',', requires = "table")]
    pub(crate) lost: Vec<String>,
    /// The column with the day on which a deal closed
    #[arg(long, value_name = "COLUMN", requires = "table")]
    pub(crate) date: Option<String>,
    /// The column with the day on which a deal was opened; else "most recent first" goes by --date
    #[arg(long, value_name = "COLUMN", requires = "table")]
    pub(crate) opened: Option<String>,
    /// The column with what a deal is worth; it is not searched, it says what a line brings
    #[arg(long, value_name = "COLUMN", requires = "table")]
    pub(crate) amount: Option<String>,
    /// The column of the account; deals of one account never stand on both sides of a split
    #[arg(long, value_name = "COLUMN", requires = "table")]
    pub(crate) group: Option<String>,
    /// Leave these columns out, such as --ignore owner,notes
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Which way a number may count: up, more is never worse; down, more is never better
    #[arg(long, value_name = "COLUMN:up|down", value_delimiter = ',', value_parser = monotone)]
    pub(crate) monotone: Vec<Wish>,
    /// Most lines of the card
    #[arg(long, value_name = "N", default_value_t = MAX_LINES as u8, value_parser = clap::value_parser!(u8).range(1..=MAX_LINES as i64))]
    pub(crate) lines: u8,
    #[command(flatten)]
    pub(crate) reading: TableFlags,
    /// Seed of shuffles and draws; the same seed gives the same answer
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
}

impl DealsArgs {
    /// Returns how a card is to be learned.
    pub(crate) fn ask(&self) -> Ask {
        Ask {
            seed: self.seed,
            lines: usize::from(self.lines),
        }
    }

    /// Returns the flags that change the answer, as they would be typed again; the workspace is named
    /// by whoever prints them.
    pub(super) fn words(&self) -> Vec<String> {
        let mut words = match &self.table {
            Some(table) => self.reading.words(table),
            None => Vec::new(),
        };
        let mut add = |flag: &str, value: &str| {
            if !value.is_empty() {
                words.extend([flag.to_owned(), value.to_owned()]);
            }
        };
        for (flag, column) in [
            ("--outcome", &self.outcome),
            ("--date", &self.date),
            ("--opened", &self.opened),
            ("--amount", &self.amount),
            ("--group", &self.group),
        ] {
            add(flag, column.as_deref().unwrap_or_default());
        }
        let wishes: Vec<String> = self.monotone.iter().map(ToString::to_string).collect();
        for (flag, listed) in [
            ("--won", &self.won),
            ("--lost", &self.lost),
            ("--ignore", &self.ignore),
            ("--monotone", &wishes),
        ] {
            add(flag, &listed.join(","));
        }
        let plain = Ask::new(1);
        if self.seed != plain.seed {
            add("--seed", &self.seed.to_string());
        }
        if usize::from(self.lines) != plain.lines {
            add("--lines", &self.lines.to_string());
        }
        words
    }
}

/// What the user knows of a number before any deal is looked at: `employees:up`.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) column: String,
    pub(crate) way: Monotone,
}

impl fmt::Display for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self.way {
            Monotone::Up => "up",
            Monotone::Down => "down",
        };
        write!(f, "{}:{way}", self.column)
    }
}

fn monotone(written: &str) -> Result<Wish, String> {
    let way = |word: &str| match word {
        "up" => Some(Monotone::Up),
        "down" => Some(Monotone::Down),
        _ => None,
    };
    let parts = written.rsplit_once(':');
    let wish = parts.and_then(|(column, word)| Some((column.to_owned(), way(word)?)));
    let (column, way) =
        wish.ok_or("write a column and `up` or `down`, such as employees:up".to_owned())?;
    Ok(Wish { column, way })
}

/// Closed deals as they were opened.
pub(crate) struct OpenedDeals {
    /// The table or tables, in words for people.
    pub(crate) name: String,
    pub(crate) from: From,
    pub(crate) read: ReadDeals,
}

/// What the deals were read from.
pub(crate) enum From {
    /// One table; the row of a deal is its own.
    Flat(Box<Flat>),
    /// A workspace; the row of a deal is its company's.
    Joined(Box<Opening>),
}

/// A flat table and how it is read.
pub(crate) struct Flat {
    pub(crate) table: Table,
    pub(crate) map: TableMap,
    pub(crate) currency: Option<Currency>,
}

/// Reads the deals and what is known of each.
pub(crate) fn open(args: &DealsArgs, shell: &mut Shell) -> Result<OpenedDeals, Fault> {
    let mut opened = match (&args.table, &args.outcome) {
        (Some(table), Some(outcome)) => flat::open(args, table, outcome, shell),
        (Some(_), None) => Err(Fault::asked(
            "nothing says how the deals of the table ended",
            "name the column with --outcome; for a list of customers alone, name the market with --against",
        )),
        (None, _) => joined::open(args, shell),
    }?;
    opened.wish(&args.monotone)?;
    Ok(opened)
}

impl OpenedDeals {
    /// Tells the columns which way they may count.
    pub(super) fn wish(&mut self, wishes: &[Wish]) -> Result<(), Fault> {
        for Wish { column, way } in wishes {
            let headers = self.headers(column);
            let of_numbers = |kind| {
                matches!(
                    kind,
                    FieldKind::Whole | FieldKind::Number | FieldKind::Money
                )
            };
            let columns = self.read.deals.columns.iter_mut();
            let mut numbers: Vec<&mut Column> = columns
                .filter(|found| of_numbers(found.field.kind()))
                .collect();
            let is_it = |found: &Column| {
                found.field.name() == *column
                    || found.header == *column
                    || headers.contains(&found.header)
            };
            match numbers.iter_mut().find(|found| is_it(found)) {
                Some(found) => found.wish = Some(*way),
                None => {
                    let known: Vec<&str> =
                        numbers.iter().map(|found| found.header.as_str()).collect();
                    return Err(Fault::asked(
                        format!("`{column}` is no column of numbers in {}", self.name),
                        match known.is_empty() {
                            true => "no column of it holds numbers to learn from".to_owned(),
                            false => format!("its columns of numbers are {}", known.join(", ")),
                        },
                    ));
                }
            }
        }
        Ok(())
    }

    /// Returns the headers that a field of a company is read from.
    pub(crate) fn headers(&self, field: &str) -> Vec<String> {
        match &self.from {
            From::Flat(flat) => flat.map.headers(field).to_vec(),
            From::Joined(opening) => joined::headers(opening, field),
        }
    }

    /// Returns the score of every deal by the ICPs that a person wrote for the workspace.
    pub(crate) fn by_hand(&self) -> Option<Vec<f64>> {
        match &self.from {
            From::Flat(_) => None,
            From::Joined(opening) => {
                let icps = opening.workspace.icps.iter().filter_map(as_by_hand);
                let icps: Vec<Icp> = icps.collect();
                self.scores(icps.iter())
            }
        }
    }

    /// Returns the score of every deal by some ICPs, the best of them: the decision first, then the
    /// points.
    pub(crate) fn scores<'i>(&self, icps: impl Iterator<Item = &'i Icp>) -> Option<Vec<f64>> {
        let scores = icps.map(|icp| -> Vec<f64> {
            let rows = self.read.rows.iter();
            match &self.from {
                From::Flat(flat) => {
                    let market = open_table(&flat.table, &flat.map, &[icp], flat.currency).market;
                    rows.map(|&row| score(icp, &market.company(row))).collect()
                }
                From::Joined(opening) => {
                    let market = &opening.market;
                    rows.map(|&row| score(icp, &market.company(row))).collect()
                }
            }
        });
        scores.reduce(|best, other| {
            let both = best.into_iter().zip(other);
            both.map(|(best, other)| best.max(other)).collect()
        })
    }
}

/// Returns the ICP with the card as a person wrote it, if a person did.
pub(super) fn as_by_hand(icp: &Icp) -> Option<Icp> {
    Some(Icp {
        card: icp.by_hand()?,
        ..icp.clone()
    })
}

fn score(icp: &Icp, company: &Company) -> f64 {
    let judged = icp.card.judge(company, &[]);
    judged.decision.rank(judged.seen)
}

/// Closed deals, and what is to be said of the tables they came from.
pub(crate) struct ReadDeals {
    pub(crate) deals: Deals,
    /// For each deal the row that its facts stand in.
    pub(crate) rows: Vec<usize>,
    /// For each deal where it stands.
    pub(crate) places: Vec<String>,
    pub(crate) left_out: Vec<LeftOutView>,
    pub(crate) notes: Vec<String>,
    /// What else than a company's kind could explain a line.
    pub(crate) doubts: Vec<String>,
    /// Currency of the deals' amounts, where one is known.
    pub(crate) currency: Option<Currency>,
    /// The market that the rows were held against, where they are customers and not deals.
    pub(crate) against: Option<String>,
}

/// Returns amounts in the currency of most of them, the others as unknown, and that currency; nothing
/// where no amount is known.
pub(super) fn in_one_currency(amounts: Vec<Option<Money>>) -> (Vec<Option<f64>>, Option<Currency>) {
    let exact = |money: &Money| money.amount.is_exact() && money.amount.low.is_finite();
    let known = || amounts.iter().flatten().filter(|money| exact(money));
    let mut rows: BTreeMap<String, (Option<Currency>, usize)> = BTreeMap::new();
    for money in known() {
        let name = money
            .currency
            .map_or_else(String::new, |known| known.to_string());
        rows.entry(name).or_insert((money.currency, 0)).1 += 1;
    }
    let Some((currency, _)) = rows.into_values().rev().max_by_key(|(_, n)| *n) else {
        return (Vec::new(), None);
    };
    let is_counted = |money: &Money| exact(money) && money.currency == currency;
    let amounts = amounts.into_iter();
    let amounts = amounts.map(|money| money.filter(is_counted).map(|money| money.amount.low));
    (amounts.collect(), currency)
}

/// Returns columns left out with their reason for people.
pub(super) fn left_out(columns: &[(String, LeftOut)]) -> Vec<LeftOutView> {
    let view = |(column, why): &(String, LeftOut)| LeftOutView {
        id: String::new(),
        column: column.clone(),
        why: reason(*why).to_owned(),
    };
    columns.iter().map(view).collect()
}

fn reason(why: LeftOut) -> &'static str {
    match why {
        LeftOut::Protected => "about a protected trait of people; nobody is chosen by it",
        LeftOut::NamesRows => "nearly every row has its own value",
        LeftOut::SaysNothing => "the same in every row, or blank",
        LeftOut::Identity => "says who the company is, not what it is like",
    }
}
