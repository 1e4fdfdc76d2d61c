//! The meaning of a card for one company: slow, obvious, and the judge of every faster form.
//!
//! A value's *completions* are the concrete values it could turn out to be. Conditions only
//! change at their own edges, so a handful of representatives stands for all of them:
//! for numbers every edge and what lies between and beyond, for trees the nodes named by the
//! card, for words the words named and one other.

mod completions;
mod known;

use std::collections::BTreeSet;

use doorwise_vocab::NodeId;

pub(super) use self::known::Sight;
pub use self::known::{Known, Looks};

use super::{Card, Criterion, PointsTable};
use crate::company::Company;
use crate::condition::{Condition, tree_of};
use crate::field::{Field, FieldKind};
use crate::value::Value;

/// The three decisions, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Every gate holds and no exclusion hits.
    Pursue,
    /// Something is open.
    FindOut,
    /// A gate fails or an exclusion hits.
    Ignore,
}

impl Decision {
    /// Returns the word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pursue => "pursue",
            Self::FindOut => "find_out",
            Self::Ignore => "ignore",
        }
    }

    /// Returns where a company with this decision and score stands in a ranking by one number: decisions
    /// before scores, higher is better.
    pub fn rank(self, seen: i64) -> f64 {
        // More than any card's points.
        const STEP: f64 = 1e9;
        let decision = match self {
            Self::Pursue => 2.0,
            Self::FindOut => 1.0,
            Self::Ignore => 0.0,
        };
        decision * STEP + seen as f64
    }

    /// Returns the words people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pursue => "pursue",
            Self::FindOut => "find out",
            Self::Ignore => "ignore",
        }
    }
}

/// Whether a gate or an exclusion is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// All completions satisfy it.
    Holds,
    /// None does.
    Fails,
    /// Some do.
    Open,
}

/// The smallest and the largest attainable score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreRange {
    /// Smallest.
    pub low: i64,
    /// Largest.
    pub high: i64,
}

/// What one table of points says of a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Points attainable, smallest first, over the completions that pass every gate.
    pub points: Vec<i64>,
    /// Points with what is known now; unknown counts as its own entry.
    pub seen: i64,
}

/// What a card says of one company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What to do.
    pub decision: Decision,
    /// For each gate whether it holds.
    pub gates: Vec<State>,
    /// For each exclusion whether it hits (`Holds` = hits).
    pub exclusions: Vec<State>,
    /// For each table its look-up; empty when no completion is left.
    pub looks: Vec<Look>,
    /// Score if found; `None` when no completion is left.
    pub score: Option<ScoreRange>,
    /// Score as seen.
    pub seen: i64,
    /// Tiers attainable, best first; empty when no completion is left.
    pub tiers: Vec<usize>,
}

/// Criteria met, and points or entries met: all that a card sees of a value.
type Signature = (Vec<bool>, Vec<Option<i64>>);

/// A concrete value that a field may turn out to have.
#[derive(Clone, Debug, PartialEq)]
enum Concrete {
    Number(f64),
    Nodes(Vec<NodeId>),
    Word(String),
    Words(BTreeSet<String>),
}

impl Card {
    /// Returns what the card says of `company`.
    ///
    /// `unchecked` names the exclusions that cannot be checked in this market: their column exists
    /// nowhere or is blank for more than nine tenths of the rows (`card.md`, after the truth cases).
    pub fn judge(&self, company: &Company, unchecked: &[usize]) -> Judgement {
        Looks::new(self, unchecked).known(company).judgement()
    }

    /// Returns what any company that passes can reach; `None` when no company can pass.
    pub fn reach(&self) -> Option<ScoreRange> {
        self.judge(&Company::default(), &[]).score
    }

    fn passes(&self, field: &Field, value: &Concrete, unchecked: &[usize]) -> bool {
        self.gates
            .iter()
            .filter(|gate| gate.field == *field)
            .all(|gate| meets(gate, value))
            && self
                .exclusions
                .iter()
                .enumerate()
                .filter(|(idx, exclusion)| exclusion.field == *field && !unchecked.contains(idx))
                .all(|(_, exclusion)| !meets(exclusion, value))
    }

    /// Returns a table's points with what is known now, one value for each of its fields: a field
    /// whose completions do not agree counts as unknown.
    pub fn points_seen(&self, table: &PointsTable, values: &[&Value]) -> i64 {
        let fields = table.fields.iter().zip(values);
        let completions = fields.map(|(field, value)| self.completions(field, value));
        let completions: Vec<Vec<Concrete>> = completions.collect();
        let completions: Vec<&[Concrete]> = completions.iter().map(Vec::as_slice).collect();
        points_seen(table, values, &completions)
    }

    /// Returns every condition that the card puts on a field.
    pub fn conditions_on(&self, field: &Field) -> Vec<&Condition> {
        self.gates
            .iter()
            .chain(&self.exclusions)
            .filter(|criterion| criterion.field == *field)
            .flat_map(|criterion| &criterion.any_of)
            .chain(self.tables.iter().flat_map(|table| {
                let position = table.fields.iter().position(|known| known == field);
                table
                    .entries
                    .iter()
                    .filter_map(move |entry| entry.conditions[position?].as_ref())
            }))
            .collect()
    }
}

/// Returns a table's points with what is known now, given all that each field could turn out to be.
fn points_seen(table: &PointsTable, values: &[&Value], completions: &[&[Concrete]]) -> i64 {
    let unknown = |position: usize| -> Vec<bool> {
        table
            .entries
            .iter()
            .map(|entry| {
                matches!(
                    entry.conditions[position],
                    None | Some(Condition::IsUnknown)
                )
            })
            .collect()
    };
    // Where nothing at all is known, the table's own entry for that counts, if it has one.
    let has_own_entry = |position: usize| {
        values[position].is_unknown()
            && table
                .entries
                .iter()
                .any(|entry| entry.conditions[position] == Some(Condition::IsUnknown))
    };
    let any_own_entry = (0..table.fields.len()).any(has_own_entry);
    if let [completions] = completions {
        let points: BTreeSet<i64> = completions
            .iter()
            .map(|value| look_up(table, &[value]))
            .collect();
        return match points.first() {
            Some(points_seen) if points.len() == 1 && !any_own_entry => *points_seen,
            _ => highest(table, &[unknown(0)]).unwrap_or(0),
        };
    }
    let points: BTreeSet<i64> = joint(completions)
        .iter()
        .map(|row| look_up(table, row))
        .collect();
    if points.len() == 1 && !any_own_entry {
        return points.first().copied().unwrap_or_default();
    }
    let applies: Vec<Vec<bool>> = completions
        .iter()
        .enumerate()
        .map(|(position, completions)| {
            let mut views = completions
                .iter()
                .map(|value| entries_met(table, position, value));
            let first = views.next().unwrap_or_default();
            if views.all(|view| view == first) && !has_own_entry(position) {
                first
            } else {
                unknown(position)
            }
        })
        .collect();
    highest(table, &applies).unwrap_or(0)
}

fn state(criterion: &Criterion, completions: &[Concrete]) -> State {
    let met = completions
        .iter()
        .filter(|value| meets(criterion, value))
        .count();
    if met == completions.len() {
        State::Holds
    } else if met == 0 {
        State::Fails
    } else {
        State::Open
    }
}

fn meets(criterion: &Criterion, value: &Concrete) -> bool {
    criterion
        .any_of
        .iter()
        .any(|condition| holds(condition, criterion.field.kind(), value))
}

fn holds(condition: &Condition, kind: FieldKind, value: &Concrete) -> bool {
    match (condition, value) {
        (Condition::Within(range) | Condition::WithinMoney(range, _), Concrete::Number(number)) => {
            range.low <= *number && *number <= range.high
        }
        (Condition::Below(outer), Concrete::Nodes(nodes)) => nodes.iter().any(|&node| {
            outer
                .iter()
                .any(|&outer| tree_of(kind).contains(outer, node))
        }),
        (Condition::Is(word), Concrete::Word(value)) => word == value,
        (Condition::Is(word), Concrete::Words(values)) => values.contains(word),
        _ => false,
    }
}

/// Returns for each entry whether its condition on the field at `position` is met.
///
/// In a tree only the most specific entry of each place or industry counts.
fn entries_met(table: &PointsTable, position: usize, value: &Concrete) -> Vec<bool> {
    let kind = table.fields[position].kind();
    let condition_of = |idx: usize| table.entries[idx].conditions[position].as_ref();
    let mut met: Vec<bool> = (0..table.entries.len())
        .map(|idx| condition_of(idx).is_none_or(|condition| holds(condition, kind, value)))
        .collect();
    if let (Concrete::Nodes(nodes), 1) = (value, table.fields.len()) {
        let tree = tree_of(kind);
        let depth = |idx: usize, node: NodeId| -> Option<usize> {
            let Some(Condition::Below(outer)) = condition_of(idx) else {
                return None;
            };
            outer
                .iter()
                .filter(|&&outer| tree.contains(outer, node))
                .map(|&outer| tree.depth(outer))
                .max()
        };
        met = vec![false; table.entries.len()];
        for &node in nodes {
            let deepest = (0..table.entries.len())
                .filter_map(|idx| depth(idx, node))
                .max();
            for (idx, met) in met.iter_mut().enumerate() {
                *met |= deepest.is_some() && depth(idx, node) == deepest;
            }
        }
    }
    met
}

/// Returns the highest points of the entries met on every field; none where no entry is.
fn highest(table: &PointsTable, met: &[Vec<bool>]) -> Option<i64> {
    (0..table.entries.len())
        .filter(|&idx| met.iter().all(|field| field[idx]))
        .map(|idx| table.entries[idx].points)
        .max()
}

fn look_up(table: &PointsTable, row: &[&Concrete]) -> i64 {
    let met: Vec<Vec<bool>> = row
        .iter()
        .enumerate()
        .map(|(position, value)| entries_met(table, position, value))
        .collect();
    highest(table, &met).unwrap_or(0)
}

/// Returns every way to take one item from each column.
fn joint<'a, T>(columns: &[&'a [T]]) -> Vec<Vec<&'a T>> {
    let mut rows = vec![Vec::new()];
    for column in columns {
        rows = rows
            .iter()
            .flat_map(|row: &Vec<&'a T>| {
                column.iter().map(move |item| {
                    let mut longer = row.clone();
                    longer.push(item);
                    longer
                })
            })
            .collect();
    }
    rows
}

#[cfg(test)]
mod tests;
