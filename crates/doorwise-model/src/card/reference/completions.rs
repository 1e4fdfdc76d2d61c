//! The concrete values that a partly known or unknown value may turn out to be.
//!
//! Conditions change only at their own edges, so a handful of representatives stands for all.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_vocab::stage::Stage;
use doorwise_vocab::{Interval, NodeId};

use super::{Concrete, Signature, entries_met, highest, meets};
use crate::card::Card;
use crate::condition::{Condition, tree_of};
use crate::field::{Field, FieldKind};
use crate::value::Value;

impl Card {
    /// Returns the concrete values that stand for all the field could turn out to be.
    pub(super) fn completions(&self, field: &Field, value: &Value) -> Vec<Concrete> {
        let conditions = self.conditions_on(field);
        match field.kind() {
            FieldKind::Whole => whole_completions(number_of(value), &conditions),
            FieldKind::Number => number_completions(number_of(value), &conditions),
            FieldKind::Money => number_completions(self.money_of(value, &conditions), &conditions),
            FieldKind::Industry | FieldKind::Place => {
                self.node_completions(field, value, &conditions)
            }
            FieldKind::Category => word_completions(field, value, &conditions),
            FieldKind::Tags => self.tag_completions(field, value),
        }
    }

    /// A node may turn out to be itself (none of the children that the card names) or any named node below.
    ///
    /// A company in several places has each of them; of the ways to take one completion for each,
    /// those that the card cannot tell apart are kept once.
    fn node_completions(
        &self,
        field: &Field,
        value: &Value,
        conditions: &[&Condition],
    ) -> Vec<Concrete> {
        let tree = tree_of(field.kind());
        let named: BTreeSet<NodeId> = conditions
            .iter()
            .filter_map(|condition| match condition {
                Condition::Below(nodes) => Some(nodes.iter().copied()),
                _ => None,
            })
            .flatten()
            .collect();
        let below = |node: NodeId| -> Vec<NodeId> {
            let mut all = vec![node];
            all.extend(
                named
                    .iter()
                    .copied()
                    .filter(|&inner| inner != node && tree.contains(node, inner)),
            );
            all
        };
        // A company may be in several places, so each gate on the field may be met by another one.
        let n_gates = self
            .gates
            .iter()
            .filter(|gate| gate.field == *field)
            .count();
        let anywhere: Vec<NodeId> = tree
            .ids()
            .filter(|&node| tree.parent(node).is_none())
            .flat_map(below)
            .collect();
        let members: Vec<Vec<NodeId>> = match value {
            Value::Nodes(nodes) | Value::NodesPerhaps { nodes, .. } => {
                nodes.iter().map(|&node| below(node)).collect()
            }
            _ => vec![anywhere; n_gates.max(1)],
        };
        let mut combined: Vec<Concrete> = vec![Concrete::Nodes(Vec::new())];
        for member in members {
            let mut told_apart: BTreeMap<Signature, Concrete> = BTreeMap::new();
            for sofar in &combined {
                let Concrete::Nodes(sofar) = sofar else {
                    continue;
                };
                for &inner in &member {
                    let both = Concrete::Nodes(sofar.iter().copied().chain([inner]).collect());
                    told_apart
                        .entry(self.signature(field, &both))
                        .or_insert(both);
                }
            }
            combined = told_apart.into_values().collect();
        }
        if let Value::NodesPerhaps { perhaps, .. } = value {
            // Each of the sets so far, and each with the node or one below it added.
            let with: Vec<Concrete> = combined
                .iter()
                .flat_map(|sofar| {
                    let Concrete::Nodes(sofar) = sofar else {
                        return Vec::new();
                    };
                    let also =
                        |inner| Concrete::Nodes(sofar.iter().copied().chain([inner]).collect());
                    below(*perhaps).into_iter().map(also).collect()
                })
                .collect();
            combined.extend(with);
        }
        combined
    }

    /// Returns all that the card can see of a value: criteria met, and the points of its table, or
    /// for a table on two fields the entries met.
    ///
    /// Seen together, two sets of nodes give what each gives alone: any met, the highest points.
    fn signature(&self, field: &Field, value: &Concrete) -> Signature {
        let criteria = self.gates.iter().chain(&self.exclusions);
        let met = criteria
            .filter(|criterion| criterion.field == *field)
            .map(|criterion| meets(criterion, value))
            .collect();
        let points = self
            .tables
            .iter()
            .filter_map(|table| {
                let position = table.fields.iter().position(|known| known == field)?;
                let entries = entries_met(table, position, value);
                Some(if table.fields.len() == 1 {
                    vec![highest(table, &[entries])]
                } else {
                    entries.iter().map(|met| met.then_some(1)).collect()
                })
            })
            .flatten()
            .collect();
        (met, points)
    }

    /// Returns the amount in the currency of the card's criteria; no rate means nothing is known.
    fn money_of(&self, value: &Value, conditions: &[&Condition]) -> Interval {
        let anything = Interval {
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
        };
        let Value::Money(money) = value else {
            return anything;
        };
        let wanted = conditions.iter().find_map(|condition| match condition {
            Condition::WithinMoney(_, currency) => Some(*currency),
            _ => None,
        });
        match (money.currency, wanted) {
            (Some(from), Some(to)) => self
                .rates
                .convert(money.amount, from, to)
                .unwrap_or(anything),
            _ => anything,
        }
    }

    /// A set that may hold more words may hold any of those the card names; sets that the card
    /// cannot tell apart are kept once.
    fn tag_completions(&self, field: &Field, value: &Value) -> Vec<Concrete> {
        let (listed, complete) = match value {
            Value::Tags { listed, complete } => {
                (listed.iter().cloned().collect::<BTreeSet<_>>(), *complete)
            }
            _ => (BTreeSet::new(), false),
        };
        let mut all = vec![Concrete::Words(listed.clone())];
        if complete {
            return all;
        }
        for class in self.tag_classes(field) {
            let Some(word) = class
                .iter()
                .find(|_| !class.iter().any(|word| listed.contains(word)))
            else {
                continue;
            };
            let mut told_apart: BTreeMap<Signature, Concrete> = BTreeMap::new();
            for sofar in all {
                if let Concrete::Words(words) = &sofar {
                    let with =
                        Concrete::Words(words.iter().cloned().chain([word.clone()]).collect());
                    told_apart
                        .entry(self.signature(field, &with))
                        .or_insert(with);
                }
                told_apart
                    .entry(self.signature(field, &sofar))
                    .or_insert(sofar);
            }
            all = told_apart.into_values().collect();
        }
        all
    }

    /// Returns one word for each group of words that no criterion and no entry tells apart.
    fn tag_classes(&self, field: &Field) -> Vec<Vec<String>> {
        let mut users: Vec<BTreeSet<String>> = self
            .gates
            .iter()
            .chain(&self.exclusions)
            .filter(|criterion| criterion.field == *field)
            .map(|criterion| criterion.any_of.iter().filter_map(word_of).collect())
            .collect();
        for table in &self.tables {
            if let Some(position) = table.fields.iter().position(|known| known == field) {
                users.extend(table.entries.iter().map(|entry| {
                    entry.conditions[position]
                        .iter()
                        .filter_map(word_of)
                        .collect()
                }));
            }
        }
        let words: BTreeSet<String> = users.iter().flatten().cloned().collect();
        let mut classes: Vec<(Vec<bool>, Vec<String>)> = Vec::new();
        for word in words {
            let users_of_word: Vec<bool> = users.iter().map(|user| user.contains(&word)).collect();
            match classes
                .iter_mut()
                .find(|(known, _)| *known == users_of_word)
            {
                Some((_, members)) => members.push(word),
                None => classes.push((users_of_word, vec![word])),
            }
        }
        classes.into_iter().map(|(_, members)| members).collect()
    }
}

fn word_of(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Is(word) => Some(word.clone()),
        _ => None,
    }
}

fn number_of(value: &Value) -> Interval {
    match value {
        Value::Number(interval) => *interval,
        _ => Interval {
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
        },
    }
}

fn edges(conditions: &[&Condition]) -> Vec<f64> {
    let mut edges: Vec<f64> = conditions
        .iter()
        .filter_map(|condition| match condition {
            Condition::Within(range) | Condition::WithinMoney(range, _) => {
                Some([range.low, range.high])
            }
            _ => None,
        })
        .flatten()
        .filter(|edge| edge.is_finite())
        .collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    edges
}

/// Counts and years are whole and never below 0.
fn whole_completions(known: Interval, conditions: &[&Condition]) -> Vec<Concrete> {
    let low = known.low.max(0.0).ceil();
    let high = known.high.floor();
    let mut all = vec![low];
    if high.is_finite() {
        all.push(high);
    }
    for edge in edges(conditions) {
        all.extend([
            edge.floor() - 1.0,
            edge.floor(),
            edge.ceil(),
            edge.ceil() + 1.0,
        ]);
    }
    all.retain(|number| low <= *number && *number <= high);
    if all.is_empty() {
        // A band that holds no whole number (10.2 to 10.8) was one number before somebody divided it.
        all.push(known.low.max(0.0).round());
    }
    all.sort_by(f64::total_cmp);
    all.dedup();
    all.into_iter().map(Concrete::Number).collect()
}

fn number_completions(known: Interval, conditions: &[&Condition]) -> Vec<Concrete> {
    let mut marks = edges(conditions);
    marks.extend(
        [known.low, known.high]
            .into_iter()
            .filter(|end| end.is_finite()),
    );
    if marks.is_empty() {
        marks.push(0.0);
    }
    marks.sort_by(f64::total_cmp);
    marks.dedup();
    let mut all = marks.clone();
    all.extend(
        marks
            .windows(2)
            .map(|pair| pair[0] + (pair[1] - pair[0]) / 2.0),
    );
    all.extend(marks.first().map(|first| first - first.abs() - 1.0));
    all.extend(marks.last().map(|last| last + last.abs() + 1.0));
    all.retain(|number| known.low <= *number && *number <= known.high);
    all.sort_by(f64::total_cmp);
    all.dedup();
    all.into_iter().map(Concrete::Number).collect()
}

fn word_completions(field: &Field, value: &Value, conditions: &[&Condition]) -> Vec<Concrete> {
    let words: Vec<String> = match value {
        Value::OneOf(words) => words.clone(),
        _ if *field == Field::Stage => Stage::ALL
            .iter()
            .map(|stage| stage.as_str().to_owned())
            .collect(),
        _ => {
            let mut named: BTreeSet<String> = conditions
                .iter()
                .filter_map(|condition| word_of(condition))
                .collect();
            named.insert("\u{0}another".to_owned());
            named.into_iter().collect()
        }
    };
    words.into_iter().map(Concrete::Word).collect()
}
