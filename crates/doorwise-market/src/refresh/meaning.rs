//! Whether two cells say the same: by how each reads, and by how the list as a whole has changed its words.

use std::collections::{BTreeMap, HashMap, HashSet};

use doorwise_model::field::Field;
use doorwise_model::value::Value;
use doorwise_vocab::date::{self, DateOrder};
use doorwise_vocab::{company_name, domain, number, text};

use super::{FieldCount, Manner, OURS, unguarded};
use crate::normalise::{self, read_value};
use crate::table::{Column, Table};

/// Companies that must show a new word before it counts as the list's new spelling.
const LEAST_FOR_A_WORD: usize = 3;

/// The columns that both lists have, with what differs between paired rows.
pub(super) struct Meanings<'a> {
    columns: Vec<Compared<'a>>,
}

struct Compared<'a> {
    old: &'a Column,
    new: &'a Column,
    /// Whether the two cells say the same, by their codes.
    same: HashMap<(u32, u32), bool>,
    count: FieldCount,
}

impl<'a> Meanings<'a> {
    pub(super) fn new(
        old_table: &'a Table,
        new: &'a Table,
        manner: &Manner<'_>,
        pairs: &[(usize, usize)],
    ) -> Self {
        let columns = old_table
            .columns
            .iter()
            .filter(|column| !OURS.contains(&column.header.as_str()))
            .filter_map(|column| Some((column, new.column(&column.header)?)))
            .map(|(old, new)| {
                Compared::new(old, new, manner, pairs, |cell| unguarded(old_table, cell))
            })
            .collect();
        Self { columns }
    }

    /// Returns the headers of what reads differently in this pair of rows, in table order.
    pub(super) fn changed(&self, row: usize, at: usize) -> impl Iterator<Item = &'a str> + '_ {
        self.columns
            .iter()
            .filter(move |column| {
                let codes = (column.old.codes()[row], column.new.codes()[at]);
                column.same.get(&codes) == Some(&false)
            })
            .map(|column| column.old.header.as_str())
    }

    /// Returns what each column shows, where anything differs.
    pub(super) fn counts(self) -> Vec<FieldCount> {
        self.columns
            .into_iter()
            .map(|column| column.count)
            .filter(|count| count.changed + count.respelled > 0)
            .collect()
    }
}

impl<'a> Compared<'a> {
    fn new(
        old: &'a Column,
        new: &'a Column,
        manner: &Manner<'_>,
        pairs: &[(usize, usize)],
        unguarded: impl Fn(&'a str) -> &'a str,
    ) -> Self {
        let reader = CellReader::new(old, new, manner);
        let mut differing: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for &(row, at) in pairs {
            let codes = (old.codes()[row], new.codes()[at]);
            if unguarded(old.text(codes.0)) != new.text(codes.1) {
                *differing.entry(codes).or_default() += 1;
            }
        }
        let mut same: HashMap<(u32, u32), bool> = differing
            .keys()
            .map(|&(a, b)| ((a, b), reader.is_same(unguarded(old.text(a)), new.text(b))))
            .collect();
        let mut count = FieldCount {
            field: old.header.clone(),
            ..FieldCount::default()
        };
        for (codes, companies) in new_words(old, new, pairs, &differing) {
            if same.insert(codes, true) == Some(false) {
                let words = (old.text(codes.0).to_owned(), new.text(codes.1).to_owned());
                count.renamed_words.push((words.0, words.1, companies));
            }
        }
        for (codes, companies) in differing {
            if same[&codes] {
                count.respelled += companies;
            } else {
                count.changed += companies;
            }
        }
        Self {
            old,
            new,
            same,
            count,
        }
    }
}

/// Returns the words that the list as a whole writes differently now: `W12` is `Winter 2012` in nine
/// rows of ten, the old word stands nowhere any more and the new one stood nowhere before.
fn new_words(
    old: &Column,
    new: &Column,
    pairs: &[(usize, usize)],
    differing: &BTreeMap<(u32, u32), usize>,
) -> Vec<((u32, u32), usize)> {
    let old_words: HashSet<&str> = old.values().collect();
    let new_words: HashSet<&str> = new.values().collect();
    let mut from: HashMap<u32, usize> = HashMap::new();
    let mut to: HashMap<u32, usize> = HashMap::new();
    for &(row, at) in pairs {
        *from.entry(old.codes()[row]).or_default() += 1;
        *to.entry(new.codes()[at]).or_default() += 1;
    }
    let is_word = |cell: &str| {
        !text::is_blank(cell)
            && number::interval(cell).value().is_none()
            && date::date(cell, DateOrder::YearFirst).value().is_none()
    };
    let most = |part: usize, of: usize| part * 10 >= of * 9;
    differing
        .iter()
        .filter(|&(&(a, b), &n)| {
            n >= LEAST_FOR_A_WORD
                && most(n, from[&a])
                && most(n, to[&b])
                && !new_words.contains(old.text(a))
                && !old_words.contains(new.text(b))
                && is_word(old.text(a))
                && is_word(new.text(b))
        })
        .map(|(&codes, &n)| (codes, n))
        .collect()
}

/// Reads the cells of one column as its field.
struct CellReader {
    field: Option<String>,
    manner: normalise::Manner,
    old_order: DateOrder,
    new_order: DateOrder,
}

impl CellReader {
    fn new(old: &Column, new: &Column, manner: &Manner<'_>) -> Self {
        let field = manner
            .columns
            .iter()
            .find(|(_, headers)| headers.contains(&old.header))
            .map(|(field, _)| field.clone());
        Self {
            field,
            manner: normalise::Manner {
                currency: manner.currency,
                ..normalise::Manner::default()
            },
            old_order: date::order_of(old.values()),
            new_order: date::order_of(new.values()),
        }
    }

    fn is_same(&self, before: &str, after: &str) -> bool {
        match (text::is_blank(before), text::is_blank(after)) {
            (true, true) => return true,
            (false, false) => {}
            _ => return false,
        }
        let field = match self.field.as_deref() {
            Some("domain") => {
                let (before, after) = (
                    domain::domain(before).value(),
                    domain::domain(after).value(),
                );
                if before.is_some() && after.is_some() {
                    return before == after;
                }
                None
            }
            Some("name") => return company_name::key(before) == company_name::key(after),
            Some(name) => Field::canonical(name),
            None => None,
        };
        if let Some(field) = field {
            let before = in_order(read_value(&field, before, self.manner, self.old_order));
            let after = in_order(read_value(&field, after, self.manner, self.new_order));
            if !matches!(before, Value::Unknown(_)) && !matches!(after, Value::Unknown(_)) {
                return before == after;
            }
        }
        self.is_same_text(before, after)
    }

    /// A column that nobody mapped: the same text, number, date, or list in another order.
    fn is_same_text(&self, before: &str, after: &str) -> bool {
        let parts = |cell: &str| {
            let mut parts: Vec<String> = cell.split(['|', ';']).map(text::fold).collect();
            parts.sort_unstable();
            parts.dedup();
            parts
        };
        if parts(before) == parts(after) {
            return true;
        }
        let numbers = (
            number::number(before).value(),
            number::number(after).value(),
        );
        if let (Some(before), Some(after)) = numbers {
            return before == after;
        }
        let before = date::date(before, self.old_order).value();
        before.is_some() && before == date::date(after, self.new_order).value()
    }
}

/// Lists without the order in which they were written.
fn in_order(mut value: Value) -> Value {
    match &mut value {
        Value::Nodes(nodes) | Value::NodesPerhaps { nodes, .. } => nodes.sort_unstable(),
        Value::OneOf(words) | Value::Tags { listed: words, .. } => words.sort_unstable(),
        Value::Unknown(_) | Value::Number(_) | Value::Money(_) => {}
    }
    value
}
