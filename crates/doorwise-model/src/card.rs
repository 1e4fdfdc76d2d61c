//! The compiled ICP: gates, exclusions, and tables of whole points.
//!
//! What a card means for one company is fixed in [`reference`](mod@reference), slow and obvious;
//! every faster form is tested against it.

pub mod change;
pub mod reference;
mod segment;

use crate::condition::Condition;
use crate::diagnostic::Place;
use crate::field::Field;
use crate::money::Rates;

/// The compiled ICP.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Must hold, in file order.
    pub gates: Vec<Criterion>,
    /// Must not hold, in file order.
    pub exclusions: Vec<Criterion>,
    /// Tables of points; a field belongs to at most one.
    pub tables: Vec<PointsTable>,
    /// Tiers from best to least.
    pub tiers: Tiers,
    /// Rates between currencies.
    pub rates: Rates,
}

/// One gate or exclusion on one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The field.
    pub field: Field,
    /// Any of these.
    pub any_of: Vec<Condition>,
    /// The reason a person gave.
    pub why: Option<String>,
    /// Where it is written.
    pub place: Place,
    /// Whether it rests on assumption.
    pub assumed: bool,
}

/// One table of points, on one field or on two.
#[derive(Clone, Debug, PartialEq)]
pub struct PointsTable {
    /// One field, or two for an AND.
    pub fields: Vec<Field>,
    /// The entries; where several apply the highest counts, and in a tree the most specific.
    pub entries: Vec<Entry>,
    /// The reason a person gave.
    pub why: Option<String>,
    /// Where it is written.
    pub place: Place,
    /// Whether it rests on assumption.
    pub assumed: bool,
}

/// One entry of a points table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// For each of the table's fields a condition, or none for "any".
    pub conditions: Vec<Option<Condition>>,
    /// Whole points.
    pub points: i64,
}

/// Tiers from best to least; the least takes every score below its cut too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiers(Vec<(String, i64)>);

impl Tiers {
    /// Returns tiers ordered from best to least; a card without any has the one tier `fits`.
    pub fn new(mut cuts: Vec<(String, i64)>) -> Self {
        if cuts.is_empty() {
            cuts.push(("fits".to_owned(), i64::MIN));
        }
        cuts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Self(cuts)
    }

    /// Returns how many tiers there are, at least 1.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns false: a card has at least the tier `fits`.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the position of the tier that `score` falls into, 0 the best.
    pub fn of(&self, score: i64) -> usize {
        self.0
            .iter()
            .position(|(_, cut)| score >= *cut)
            .unwrap_or(self.0.len() - 1)
    }

    /// Returns the tier's name.
    pub fn name(&self, position: usize) -> &str {
        &self.0[position].0
    }

    /// Returns the lowest score of the tier; the least tier has none.
    pub fn cut(&self, position: usize) -> Option<i64> {
        (position + 1 < self.0.len()).then(|| self.0[position].1)
    }

    /// Returns the names of the tiers from `best` to `least`: "A", "A or B", "A, B or C".
    pub fn show(&self, attainable: &[usize]) -> String {
        let names: Vec<&str> = attainable.iter().map(|&tier| self.name(tier)).collect();
        match names.split_last() {
            None => String::new(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }
}

impl Criterion {
    /// Returns the criterion as a person reads it: `employees 5..100`.
    pub fn show(&self) -> String {
        let kind = self.field.kind();
        let parts: Vec<String> = self
            .any_of
            .iter()
            .map(|condition| condition.show(kind))
            .collect();
        format!("{} {}", self.field, parts.join(", "))
    }
}

impl PointsTable {
    /// Returns one entry as a person reads it: `employees 10..50`.
    pub fn show_entry(&self, entry: &Entry) -> String {
        let parts: Vec<String> = self
            .fields
            .iter()
            .zip(&entry.conditions)
            .filter_map(|(field, condition)| {
                condition
                    .as_ref()
                    .map(|condition| format!("{field} {}", condition.show(field.kind())))
            })
            .collect();
        parts.join(" and ")
    }

    /// Returns the table's fields as people read them.
    pub fn label(&self) -> String {
        self.fields
            .iter()
            .map(Field::name)
            .collect::<Vec<_>>()
            .join(" and ")
    }
}

impl Card {
    /// Returns every field that the card reads, in the fields' own order.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields: Vec<Field> = self
            .gates
            .iter()
            .chain(&self.exclusions)
            .map(|criterion| criterion.field.clone())
            .chain(
                self.tables
                    .iter()
                    .flat_map(|table| table.fields.iter().cloned()),
            )
            .collect();
        fields.sort();
        fields.dedup();
        fields
    }
}
