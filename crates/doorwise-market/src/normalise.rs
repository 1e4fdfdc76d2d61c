//! From written cells to values: each distinct cell is parsed once, the written text kept.

use std::collections::HashMap;

use doorwise_model::derived;
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::tables::TableMap;
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::money::{Currency, Heading, Money};
use doorwise_vocab::{
    Interval, Reading, business_model, date, employees, money, number, place, stage, text,
};

use crate::coded::{CodedCell, CodedColumn};
use crate::table::{Column, Table};

/// How the cells of one field are to be understood.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Manner {
    /// Currency of an amount that names none.
    pub(crate) currency: Option<Currency>,
    /// The same, where the table itself says it.
    pub(crate) table_currency: Option<Currency>,
    /// The power of ten that amounts are given in.
    pub(crate) exponent: i32,
    /// Whether a tag that is not listed may be there all the same.
    pub(crate) partial: bool,
    /// Country whose states a column of bare codes names.
    pub(crate) states_of: Option<&'static str>,
}

impl Manner {
    /// Returns the manner of one field of a mapped table.
    pub(crate) fn of(map: &TableMap, field: &str, workspace_currency: Option<Currency>) -> Self {
        Self {
            currency: map.currency.or(workspace_currency),
            table_currency: map.currency,
            exponent: 0,
            partial: map.partial.iter().any(|known| known == field),
            states_of: None,
        }
    }

    /// Looks at what the columns of a field hold as a whole.
    pub(crate) fn of_columns(mut self, field: &Field, columns: &[&Column]) -> Self {
        if *field == Field::Place {
            let says_state = |column: &&&Column| {
                let header = column.header.to_lowercase();
                ["state", "province"]
                    .iter()
                    .any(|word| header.contains(word))
            };
            let states = columns.iter().find(says_state);
            self.states_of = states.and_then(|column| place::country_of_states(column.values()));
        }
        if *field == Field::Revenue
            && let Some(column) = columns.first()
        {
            let heading = Heading::of(&column.header);
            self.exponent = heading.exponent;
            self.currency = self.table_currency.or(heading.currency).or(self.currency);
        }
        self
    }
}

/// Codes one field from the columns that carry it, in the map's order.
pub(crate) fn code_column(
    table: &Table,
    headers: &[String],
    field: Field,
    manner: Manner,
) -> Option<CodedColumn> {
    let columns: Vec<&Column> = headers
        .iter()
        .filter_map(|header| table.column(header))
        .collect();
    let separator = match field.kind() {
        FieldKind::Place => ", ",
        // An amount, and the column of its currency.
        FieldKind::Money => " ",
        _ => "|",
    };
    let manner = manner.of_columns(&field, &columns);
    let (codes, texts) = join_columns(&columns, separator)?;
    let day_order = date::order_of(texts.iter().map(String::as_str));
    let cells = texts
        .into_iter()
        .map(|written| {
            let value = read_value(&field, &written, manner, day_order);
            CodedCell { written, value }
        })
        .collect();
    Some(CodedColumn {
        field,
        codes,
        cells,
    })
}

/// Returns one code a row and the distinct joined texts, blank parts left out.
fn join_columns(columns: &[&Column], separator: &str) -> Option<(Vec<u32>, Vec<String>)> {
    if let [column] = columns {
        return Some((
            column.codes().to_vec(),
            column.values().map(str::to_owned).collect(),
        ));
    }
    let rows = columns.first()?.len();
    let mut seen: HashMap<Vec<u32>, u32> = HashMap::new();
    let mut texts = Vec::new();
    let mut codes = Vec::with_capacity(rows);
    for row in 0..rows {
        let key: Vec<u32> = columns.iter().map(|column| column.codes()[row]).collect();
        let code = *seen.entry(key).or_insert_with(|| {
            let parts: Vec<&str> = columns
                .iter()
                .map(|column| column.value(row).trim())
                .filter(|part| !text::is_blank(part))
                .collect();
            texts.push(parts.join(separator));
            u32::try_from(texts.len() - 1).unwrap_or(u32::MAX)
        });
        codes.push(code);
    }
    Some((codes, texts))
}

/// Returns what one cell means for `field`.
pub(crate) fn read_value(
    field: &Field,
    written: &str,
    manner: Manner,
    day_order: date::DateOrder,
) -> Value {
    // `NA` is no blank where it can be Namibia's own code.
    let is_namibia = *field == Field::Place && written.trim() == "NA";
    if text::is_blank(written) && !is_namibia {
        return Value::Unknown(Unknown::Blank);
    }
    match field {
        Field::Employees => from_reading(employees::employees(written), Value::Number),
        Field::Founded => from_reading(year(written, day_order), Value::Number),
        Field::Revenue => {
            let heading = Heading {
                currency: manner.currency,
                exponent: manner.exponent,
            };
            from_reading(money::money_under(written, heading), |money| {
                Value::Money(Money {
                    amount: money.amount,
                    currency: money.currency.or(manner.currency),
                })
            })
        }
        Field::Stage => from_reading(stage::stage(written), |stages| {
            Value::OneOf(
                stages
                    .into_iter()
                    .map(|stage| stage.as_str().to_owned())
                    .collect(),
            )
        }),
        Field::Industry => from_reading(Value::industry(written), |value| value),
        Field::Place => {
            let Some(country) = manner.states_of else {
                return from_reading(place::place(written), Value::Nodes);
            };
            let last = written.rsplit(',').next().unwrap_or(written);
            match place::state(country, last) {
                Some(state) if last == written => Value::Nodes(vec![state]),
                // "Boxborough, MA": a town of that state, known or not.
                Some(_) => {
                    let whole = format!("{written}, {country}");
                    from_reading(place::place(&whole), Value::Nodes)
                }
                None => from_reading(place::place(written), Value::Nodes),
            }
        }
        Field::BusinessModel => match business_model::mixed(written) {
            Reading::Value(mixed) if mixed.models.is_empty() => Value::Unknown(Unknown::Blank),
            reading => from_reading(reading, |mixed| Value::Tags {
                listed: mixed
                    .models
                    .iter()
                    .map(|model| model.as_str().to_owned())
                    .collect(),
                complete: true,
            }),
        },
        Field::Tools | Field::Keywords => tags(written, !manner.partial),
        Field::Custom(header, FieldKind::Number) if derived::is_digits(header) => {
            from_reading(number::significant_digits(written), |digits| {
                Value::Number(Interval::exactly(digits))
            })
        }
        Field::Custom(_, FieldKind::Number) => {
            from_reading(number::interval(written), Value::Number)
        }
        Field::Custom(_, FieldKind::Tags) => tags(written, !manner.partial),
        Field::Custom(..) => Value::OneOf(vec![text::fold(written)]),
    }
}

fn from_reading<T>(reading: Reading<T>, wrap: impl FnOnce(T) -> Value) -> Value {
    match reading {
        Reading::Value(value) => wrap(value),
        Reading::Blank => Value::Unknown(Unknown::Blank),
        Reading::Unreadable { why } => Value::Unknown(Unknown::Unreadable(why)),
    }
}

/// Returns the words of a cell that lists several, folded.
pub(crate) fn words(written: &str) -> impl Iterator<Item = String> {
    written
        .split(['|', ';', ',', '\n'])
        .map(text::fold)
        .filter(|word| !word.is_empty())
}

fn tags(written: &str, complete: bool) -> Value {
    let mut listed: Vec<String> = Vec::new();
    for word in words(written) {
        if !listed.contains(&word) {
            listed.push(word);
        }
    }
    if listed.is_empty() {
        Value::Unknown(Unknown::Blank)
    } else {
        Value::Tags { listed, complete }
    }
}

/// A year stands alone or inside a date.
fn year(written: &str, day_order: date::DateOrder) -> Reading<Interval> {
    if let Reading::Value(interval) = number::interval(written)
        && interval.low >= 1000.0
        && interval.high <= 2200.0
    {
        return Reading::Value(interval);
    }
    date::date(written, day_order).map(|day| Interval::exactly(f64::from(day.year())))
}
