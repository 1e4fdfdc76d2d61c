//! The columns of one flat table as fields: those that are known by name, and the rest as numbers,
//! words or tags, told by their cells.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::derived;
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::value::Value;
use doorwise_vocab::money::Currency;
use doorwise_vocab::protected::is_protected_among;
use doorwise_vocab::{date, number, text};

use crate::coded::CodedColumn;
use crate::normalise::{self, Manner};
use crate::table::{Column, Table};

/// Share of the filled rows that must read as a kind of value for a column to be of that kind.
const MOST: f64 = 0.95;
/// The same for a field that the table's map names; what does not read stays unknown there.
const MAPPED: f64 = 0.9;
/// Share of different values among the filled rows from which a column of words names its rows.
const NAMES: f64 = 0.5;
/// Fewest filled rows from which that can be told.
const ENOUGH: usize = 20;
/// Size from which a number can be a rounded amount, for most of a column's rows.
const AMOUNT: f64 = 1000.0;
/// Share of the rows that must be rounded to another degree than most.
const ANOTHER_DEGREE: f64 = 0.1;
/// Share of the filled rows that list several words, for a column of tags.
const LISTS: f64 = 0.2;

/// The columns of a table, told apart by what can be learned from them.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Columns that say something of a row.
    pub fields: Vec<ReadColumn>,
    /// Columns of dates.
    pub dates: Vec<String>,
    /// Columns left out, each with the reason.
    pub left_out: Vec<(String, LeftOut)>,
}

/// One field with the headers it was read from.
#[derive(Clone, Debug)]
pub struct ReadColumn {
    /// Headers as written.
    pub headers: Vec<String>,
    /// What each row says.
    pub column: CodedColumn,
}

/// Why a column says nothing that could be learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It is about a protected trait of people.
    Protected,
    /// Nearly every row has its own value: a name, an id, a sentence.
    NamesRows,
    /// No filled cell, or one value throughout.
    SaysNothing,
    /// It says who the company is.
    Identity,
}

/// Reads every column of a table but those in `but`.
pub fn read(table: &Table, map: &TableMap, currency: Option<Currency>, but: &[&str]) -> Columns {
    let mut found = Columns::default();
    let mut taken: BTreeSet<String> = but.iter().map(|header| (*header).to_owned()).collect();
    let headers = || table.columns.iter().map(|column| column.header.as_str());
    for column in &table.columns {
        if !taken.contains(&column.header) && is_protected_among(&column.header, headers()) {
            taken.insert(column.header.clone());
            let left_out = (column.header.clone(), LeftOut::Protected);
            found.left_out.push(left_out);
        }
    }
    for name in TableKind::Companies.fields() {
        let headers = map.headers(name);
        if headers.is_empty() || headers.iter().any(|header| taken.contains(header)) {
            continue;
        }
        let Some(field) = Field::canonical(name) else {
            for header in headers {
                taken.insert(header.clone());
                found.left_out.push((header.clone(), LeftOut::Identity));
            }
            continue;
        };
        let manner = Manner::of(map, name, currency);
        if let Some(column) = normalise::code_column(table, headers, field, manner)
            && is_understood(&column)
        {
            taken.extend(headers.iter().cloned());
            found.fields.push(ReadColumn {
                headers: headers.to_vec(),
                column,
            });
        }
    }
    let others = others(table, &taken);
    for field in others.fields {
        let Field::Custom(header, _) = &field else {
            continue;
        };
        let headers = vec![derived::source(header).to_owned()];
        let manner = Manner::of(map, &field.name(), currency);
        if let Some(column) = normalise::code_column(table, &headers, field, manner) {
            found.fields.push(ReadColumn { headers, column });
        }
    }
    found.dates = others.dates;
    found.left_out.extend(others.left_out);
    found
}

/// Columns that no map names, told by their cells.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// Those that say something of a row, as fields of one's own.
    pub fields: Vec<Field>,
    /// Columns of dates.
    pub dates: Vec<String>,
    /// Columns left out, each with the reason.
    pub left_out: Vec<(String, LeftOut)>,
}

/// Tells every column of a table but those in `but`, and those about protected traits of people.
pub(crate) fn others(table: &Table, but: &BTreeSet<String>) -> Others {
    let mut others = Others::default();
    let headers = || table.columns.iter().map(|column| column.header.as_str());
    for column in &table.columns {
        let header = column.header.clone();
        if but.contains(&header) {
            continue;
        }
        if is_protected_among(&header, headers()) {
            others.left_out.push((header, LeftOut::Protected));
            continue;
        }
        match told(column) {
            Told::Dates => others.dates.push(header),
            Told::LeftOut(why) => others.left_out.push((header, why)),
            Told::Kind(kind) => {
                let is_amount = kind == FieldKind::Number && has_amounts(column);
                let digits = derived::digits_of(&header);
                others.fields.push(Field::Custom(header, kind));
                if is_amount {
                    others.fields.push(Field::Custom(digits, kind));
                }
            }
        }
    }
    others
}

/// Returns whether nearly all filled rows were understood; amounts without a currency are not, for
/// a card needs one.
pub fn is_understood(column: &CodedColumn) -> bool {
    let (mut filled, mut known) = (0_usize, 0_usize);
    for &code in &column.codes {
        let cell = &column.cells[code as usize];
        filled += usize::from(!text::is_blank(&cell.written));
        known += usize::from(match &cell.value {
            Value::Money(money) => money.currency.is_some(),
            value => !value.is_unknown(),
        });
    }
    filled > 0 && known as f64 >= MAPPED * filled as f64
}

/// Returns whether a column's numbers are large enough for some of them to be round, and round to
/// different degrees.
fn has_amounts(column: &Column) -> bool {
    let mut rows = vec![0_usize; column.n_distinct()];
    for &code in column.codes() {
        rows[code as usize] += 1;
    }
    let mut by_digits: BTreeMap<u64, usize> = BTreeMap::new();
    let (mut known, mut large) = (0, 0);
    for (written, rows) in column.values().zip(rows) {
        let digits = number::significant_digits(written).value();
        let (Some(number), Some(digits)) = (number::number(written).value(), digits) else {
            continue;
        };
        known += rows;
        large += if number.abs() >= AMOUNT { rows } else { 0 };
        *by_digits.entry(digits as u64).or_default() += rows;
    }
    let most = by_digits.values().max().copied().unwrap_or(0);
    2 * large > known && ((known - most) as f64) > ANOTHER_DEGREE * known as f64
}

enum Told {
    Kind(FieldKind),
    Dates,
    LeftOut(LeftOut),
}

fn told(column: &Column) -> Told {
    let mut rows = vec![0_usize; column.n_distinct()];
    for &code in column.codes() {
        rows[code as usize] += 1;
    }
    let filled: Vec<(&str, usize)> = column
        .values()
        .zip(rows)
        .filter(|(written, _)| !text::is_blank(written))
        .collect();
    let n: usize = filled.iter().map(|(_, rows)| rows).sum();
    let blanks = column.len() - n;
    let share = |holds: &dyn Fn(&str) -> bool| -> f64 {
        let held = filled.iter().filter(|(written, _)| holds(written));
        held.map(|(_, rows)| *rows).sum::<usize>() as f64 / n.max(1) as f64
    };
    if filled.is_empty() || (filled.len() == 1 && blanks == 0) {
        return Told::LeftOut(LeftOut::SaysNothing);
    }
    let is_number = share(&|written| number::interval(written).value().is_some()) >= MOST;
    if is_number {
        return if is_running_number(column, filled.len(), n) {
            Told::LeftOut(LeftOut::NamesRows)
        } else if filled.len() <= 2 || is_postal(&column.header) {
            // A flag is read as words: `yes`, `1`. And no place is more than another.
            Told::Kind(FieldKind::Category)
        } else {
            Told::Kind(FieldKind::Number)
        };
    }
    let order = date::order_of(column.values());
    if share(&|written| date::date(written, order).value().is_some()) >= MOST {
        return Told::Dates;
    }
    let lists = |written: &str| written.contains(['|', ';', ',']);
    if share(&lists) >= LISTS {
        let words: BTreeSet<String> = filled
            .iter()
            .flat_map(|(written, _)| normalise::words(written))
            .collect();
        // Sentences have commas too, but hardly a word twice.
        if words.len() * 2 <= filled.len() {
            return Told::Kind(FieldKind::Tags);
        }
    }
    if n >= ENOUGH && filled.len() as f64 > NAMES * n as f64 {
        return Told::LeftOut(LeftOut::NamesRows);
    }
    Told::Kind(FieldKind::Category)
}

/// Returns whether a column holds postal codes: numbers of which none is more than another.
fn is_postal(header: &str) -> bool {
    const WORDS: [&str; 7] = [
        "zip",
        "zipcode",
        "postal",
        "postcode",
        "plz",
        "pincode",
        "postleitzahl",
    ];
    let folded = text::fold(header);
    let mut words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| WORDS.contains(&word)) || text::squeezed(header) == "pincode"
}

/// Words of a header that make a column of different whole numbers one of ids.
const ID_WORDS: [&str; 9] = [
    "id", "ids", "number", "no", "nr", "num", "key", "code", "index",
];

/// Returns whether every row has its own whole number, and the header or their density says that
/// they count the rows. The order of the rows says nothing: it may have been changed.
fn is_running_number(column: &Column, n_distinct: usize, n: usize) -> bool {
    if n < ENOUGH || n_distinct < n {
        return false;
    }
    let numbers: Vec<f64> = column
        .values()
        .filter_map(|written| number::number(written).value())
        .collect();
    let is_whole = numbers.len() == n && numbers.iter().all(|number| number.fract() == 0.0);
    let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let is_dense = high - low < 2.0 * n as f64;
    let folded = text::fold(&column.header);
    let mut words = folded.split(|letter: char| !letter.is_alphanumeric());
    is_whole && (is_dense || words.any(|word| ID_WORDS.contains(&word)))
}
