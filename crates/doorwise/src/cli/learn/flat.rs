//! From a flat table to closed deals.

use std::collections::BTreeMap;
use std::path::Path;

use doorwise_fit::copies;
use doorwise_fit::honesty::leaks;
use doorwise_fit::{Column, Deals};
use doorwise_market::columns;
use doorwise_market::mapping;
use doorwise_market::source;
use doorwise_market::table::Table;
use doorwise_model::deal::Outcome;
use doorwise_model::tables::{OutcomeWords, TableKind, TableMap};
use doorwise_playbook::learned::{self, LeftOutView};
use doorwise_vocab::money::{self, Currency, Money};
use doorwise_vocab::{date, text};

use super::deals::{DealsArgs, Flat, From, OpenedDeals, ReadDeals, in_one_currency, left_out};
use crate::cli::loose::{Sheet, TableFlags, no_column, typed};
use crate::cli::opening::Opening;
use crate::shell::{Fault, Shell};

/// Why a column of dates is no line.
const A_DATE: &str = "a date, which no line of a card can name";

/// Reads the table and its columns.
pub(super) fn open(
    args: &DealsArgs,
    path: &Path,
    outcome: &str,
    shell: &mut Shell,
) -> Result<OpenedDeals, Fault> {
    let sheet = Sheet::open(path, &args.reading, shell)?;
    of_sheet(args, path, outcome, sheet, shell)
}

fn of_sheet(
    args: &DealsArgs,
    path: &Path,
    outcome: &str,
    sheet: Sheet,
    shell: &mut Shell,
) -> Result<OpenedDeals, Fault> {
    let bar = shell.progress("reading the table");
    let table = source::read(path, &sheet.options)?;
    let currency = sheet.map.currency;
    let mut read = read(args, outcome, &table, &sheet.map, currency)?;
    bar.finish_and_clear();
    read.notes
        .extend(closing_day(args, &sheet.head, &read.left_out));
    Ok(OpenedDeals {
        name: table.name.clone(),
        from: From::Flat(Box::new(Flat {
            table,
            map: sheet.map,
            currency,
        })),
        read,
    })
}

/// Reads the deals of a workspace that has no companies to join them to: their own columns, and what its
/// map says of them. Columns known only once a deal has ended are left out.
pub(super) fn of_workspace(
    args: &DealsArgs,
    opening: &Opening,
    deals: &TableMap,
    shell: &mut Shell,
) -> Result<OpenedDeals, Fault> {
    let workspace = &opening.workspace;
    let path = match workspace.root == Path::new(".") {
        true => deals.path.clone(),
        false => workspace.root.join(&deals.path),
    };
    let header = |field: &str| deals.headers(field).first().cloned();
    let Some(outcome) = header("outcome") else {
        return Err(Fault::asked(
            "nothing says how the deals of the workspace ended",
            "map `outcome` under `deals` in doorwise.yaml to the column that says so",
        ));
    };
    const AFTER: &str = "known only once a deal has ended, as doorwise.yaml maps it";
    const SELLER: &str = "who sells says nothing of the company";
    let no_trait = [
        ("loss_reason", AFTER),
        ("competitor", AFTER),
        ("notes", AFTER),
        ("owner", SELLER),
    ];
    let no_trait: Vec<(&String, &str)> = no_trait
        .iter()
        .flat_map(|(field, why)| deals.headers(field).iter().map(|header| (header, *why)))
        .collect();
    let args = DealsArgs {
        outcome: Some(outcome.clone()),
        date: header("closed"),
        opened: header("created"),
        amount: header("amount"),
        group: ["company_id", "domain", "company"]
            .iter()
            .find_map(|field| header(field)),
        ignore: args
            .ignore
            .iter()
            .chain(no_trait.iter().map(|(header, _)| *header))
            .cloned()
            .collect(),
        reading: TableFlags::of(deals, workspace.currency),
        ..args.clone()
    };
    let mut sheet = Sheet::open(&path, &args.reading, shell)?;
    sheet.map.outcomes = deals.outcomes.clone();
    let mut opened = of_sheet(&args, &path, &outcome, sheet, shell)?;
    let left_out = no_trait.into_iter().map(|(column, why)| LeftOutView {
        id: String::new(),
        column: column.clone(),
        why: why.to_owned(),
    });
    opened.read.left_out.extend(left_out);
    opened.read.notes.push(
        "the workspace has no table of companies, so lines are on the deals' own columns, and no ICP of the workspace is moved; keep the card with --out FILE, or add companies with `doorwise init --table`"
            .to_owned(),
    );
    Ok(opened)
}

/// Returns a word on a column that is plainly the day a deal closed, where none is named. One that is
/// filled for the won or the lost alone has been refused, and orders no deals.
fn closing_day(args: &DealsArgs, head: &Table, left_out: &[LeftOutView]) -> Option<String> {
    if args.date.is_some() {
        return None;
    }
    let guess = mapping::guess_as(head, TableKind::Deals);
    let closed = guess.columns.iter().find(|found| found.field == "closed")?;
    let header = closed.headers.first()?;
    let is_left = left_out
        .iter()
        .any(|found| found.column == *header && found.why == A_DATE);
    (is_left && Some(header) != args.opened.as_ref()).then(|| {
        format!(
            "`{header}` reads as the day a deal closed: add {} for a test on later deals",
            typed(&["--date".to_owned(), header.clone()])
        )
    })
}

fn read(
    args: &DealsArgs,
    outcome: &str,
    table: &Table,
    map: &TableMap,
    currency: Option<Currency>,
) -> Result<ReadDeals, Fault> {
    let mut notes = Vec::new();
    let outcomes = outcomes(args, outcome, table, &map.outcomes, &mut notes)?;
    let rows: Vec<usize> = (0..table.rows())
        .filter(|&row| outcomes[row].is_some())
        .collect();
    let mut but: Vec<&str> = vec![outcome];
    but.extend(args.date.as_deref());
    but.extend(args.opened.as_deref());
    but.extend(args.group.as_deref());
    but.extend(args.amount.as_deref());
    but.extend(args.ignore.iter().map(String::as_str));
    for header in &but {
        column(table, header)?;
    }
    let found = columns::read(table, map, currency, &but);
    let mut left_out = left_out(&found.left_out);
    let won: Vec<bool> = rows
        .iter()
        .map(|&row| outcomes[row] == Some(true))
        .collect();
    for header in &found.dates {
        let dates = column(table, header)?;
        let filled: Vec<bool> = rows
            .iter()
            .map(|&row| !text::is_blank(dates.value(row)))
            .collect();
        left_out.push(LeftOutView {
            id: String::new(),
            column: header.clone(),
            why: match leaks::presence(&filled, &won) {
                Some(leak) => learned::refused(leak),
                None => A_DATE.to_owned(),
            },
        });
    }
    let (amounts, money) = amounts(args, table, &rows, currency)?;
    let units = units(args, table, &rows, &won)?;
    let deals = Deals {
        amounts,
        won,
        columns: found
            .fields
            .into_iter()
            .map(|field| Column {
                header: field.headers.join(" "),
                field: field.column.field,
                codes: rows.iter().map(|&row| field.column.codes[row]).collect(),
                values: field
                    .column
                    .cells
                    .into_iter()
                    .map(|cell| cell.value)
                    .collect(),
                wish: None,
                precedes_sale: false,
            })
            .collect(),
        units,
        days: days(args.date.as_deref(), table, &rows)?,
        opened: days(args.opened.as_deref(), table, &rows)?,
        kept: Vec::new(),
    };
    Ok(ReadDeals {
        deals,
        places: rows.iter().map(|&row| table.place(row)).collect(),
        rows,
        left_out,
        notes,
        doubts: Vec::new(),
        against: None,
        currency: money,
    })
}

fn column<'t>(table: &'t Table, header: &str) -> Result<&'t doorwise_market::table::Column, Fault> {
    table.column(header).ok_or_else(|| no_column(header, table))
}

/// Returns for each row whether it was won; none where it is open or blank.
fn outcomes(
    args: &DealsArgs,
    outcome: &str,
    table: &Table,
    words: &OutcomeWords,
    notes: &mut Vec<String>,
) -> Result<Vec<Option<bool>>, Fault> {
    let column = column(table, outcome)?;
    let folded = |words: &[String]| {
        words
            .iter()
            .map(|word| text::fold(word))
            .collect::<Vec<_>>()
    };
    let (won, lost) = (folded(&args.won), folded(&args.lost));
    let meant: Vec<Option<bool>> = column
        .values()
        .map(|written| {
            let word = text::fold(written);
            let known = mapping::outcome(written, words);
            match known {
                _ if won.contains(&word) => Some(true),
                _ if lost.contains(&word) => Some(false),
                _ if word.is_empty() || !lost.is_empty() => None,
                Some(Outcome::Open) => None,
                Some(Outcome::Won) if won.is_empty() => Some(true),
                Some(Outcome::Lost) => Some(false),
                _ if won.is_empty() => None,
                // Whoever says which word is won means the others to be lost.
                _ => Some(false),
            }
        })
        .collect();
    let outcomes: Vec<Option<bool>> = column
        .codes()
        .iter()
        .map(|&code| meant[code as usize])
        .collect();
    let mut words: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (written, meant) in column.values().zip(&meant) {
        let side = match meant {
            Some(true) => "won",
            Some(false) => "lost",
            None => "neither won nor lost, left out",
        };
        let written = if written.is_empty() { "blank" } else { written };
        words.entry(side).or_default().push(format!("`{written}`"));
    }
    for (side, mut words) in words {
        words.sort();
        words.truncate(8);
        notes.push(format!("{outcome} {} means {side}", words.join(", ")));
    }
    if !meant.contains(&Some(true)) {
        let seen: Vec<&str> = column.values().take(8).collect();
        return Err(Fault::asked(
            format!("no cell of `{outcome}` means won"),
            format!(
                "say which word does: --won WORD; it has {}",
                seen.join(", ")
            ),
        ));
    }
    Ok(outcomes)
}

/// Deals of one account share a unit; else only copies of one row do, where equal rows are copies.
///
/// Whether a copy was won or lost, or when, makes no difference: were the copies that were lost a
/// unit of their own, a fold without them would have seen only the others.
fn units(args: &DealsArgs, table: &Table, rows: &[usize], won: &[bool]) -> Result<Vec<u64>, Fault> {
    if let Some(group) = &args.group {
        let column = column(table, group)?;
        return Ok(rows
            .iter()
            .map(|&row| match text::fold(column.value(row)) {
                account if text::is_blank(&account) => signature(args, table, row),
                account => hash(0, &account),
            })
            .collect());
    }
    let signatures: Vec<u64> = rows
        .iter()
        .map(|&row| signature(args, table, row))
        .collect();
    match copies::are_different_deals(&signatures, won, alike(args, table, rows)) {
        true => Ok(each_its_own(table, rows)),
        false => Ok(signatures),
    }
}

/// Returns a number of its own for each row, made of its content: rows equal in every cell are counted.
fn each_its_own(table: &Table, rows: &[usize]) -> Vec<u64> {
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    let whole = |row: usize| {
        let columns = table.columns.iter();
        columns.fold(0, |sofar, column| hash(sofar, column.value(row)))
    };
    rows.iter()
        .map(|&row| {
            let content = whole(row);
            let nth = seen.entry(content).or_default();
            *nth += 1;
            hash(content, &nth.to_string())
        })
        .collect()
}

/// Returns the columns that say something of a deal before it ended.
fn facts<'t>(
    args: &'t DealsArgs,
    table: &'t Table,
) -> impl Iterator<Item = &'t doorwise_market::table::Column> {
    let known_after = [args.outcome.as_deref(), args.date.as_deref()];
    let columns = table.columns.iter();
    columns.filter(move |column| !known_after.contains(&Some(column.header.as_str())))
}

fn signature(args: &DealsArgs, table: &Table, row: usize) -> u64 {
    facts(args, table).fold(0, |sofar, column| hash(sofar, column.value(row)))
}

/// Returns the chance that two rows agree in every column, were the columns independent.
fn alike(args: &DealsArgs, table: &Table, rows: &[usize]) -> f64 {
    let n = rows.len() as f64;
    let of_columns = facts(args, table).map(|column| {
        let mut counts: BTreeMap<u32, f64> = BTreeMap::new();
        for &row in rows {
            *counts.entry(column.codes()[row]).or_default() += 1.0;
        }
        counts
            .values()
            .map(|count| (count / n).powi(2))
            .sum::<f64>()
    });
    of_columns.product()
}

/// FNV-1a over 64 bits, with an end mark so that cells do not run together.
pub(super) fn hash(sofar: u64, text: &str) -> u64 {
    text.bytes()
        .chain([0x1F])
        .fold(sofar ^ 0xCBF2_9CE4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
        })
}

/// Returns what each deal is worth by the column named, and in which currency.
fn amounts(
    args: &DealsArgs,
    table: &Table,
    rows: &[usize],
    currency: Option<Currency>,
) -> Result<(Vec<Option<f64>>, Option<Currency>), Fault> {
    let Some(header) = &args.amount else {
        return Ok((Vec::new(), None));
    };
    let column = column(table, header)?;
    let known: Vec<Option<Money>> = column
        .values()
        .map(|written| {
            let money = money::money(written).value()?;
            Some(Money {
                currency: money.currency.or(currency),
                ..money
            })
        })
        .collect();
    if known.iter().all(Option::is_none) {
        return Err(Fault::asked(
            format!("no cell of `{header}` reads as an amount"),
            "name the column with what a deal is worth",
        ));
    }
    let codes = column.codes();
    let amounts = rows.iter().map(|&row| known[codes[row] as usize]);
    Ok(in_one_currency(amounts.collect()))
}

/// Returns the day of each deal by a column of dates; nothing where none is named.
fn days(header: Option<&str>, table: &Table, rows: &[usize]) -> Result<Vec<Option<i32>>, Fault> {
    let Some(header) = header else {
        return Ok(Vec::new());
    };
    let column = column(table, header)?;
    let order = date::order_of(column.values());
    let known: Vec<Option<i32>> = column
        .values()
        .map(|written| date::date(written, order).value().map(date::day_number))
        .collect();
    if known.iter().all(Option::is_none) {
        return Err(Fault::asked(
            format!("no cell of `{header}` reads as a date"),
            "name a column with the day on which a deal closed, or was opened",
        ));
    }
    let codes = column.codes();
    Ok(rows.iter().map(|&row| known[codes[row] as usize]).collect())
}
