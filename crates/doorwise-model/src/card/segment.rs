//! By which of its values a company counts in a segment.

use doorwise_vocab::{Interval, industry, place};

use super::Card;
use crate::condition::Condition;
use crate::field::{Field, FieldKind};
use crate::value::Value;

impl Card {
    /// Returns the segment that a value falls into: the card's own bands for numbers, one level
    /// below what the gates ask for in places, the value itself for what is a word.
    pub fn segment_label(&self, field: &Field, value: &Value) -> String {
        if value.is_unknown() {
            return "unknown".to_owned();
        }
        match (field.kind(), value) {
            (FieldKind::Whole | FieldKind::Number | FieldKind::Money, _) => {
                let known = match value {
                    Value::Number(interval) => *interval,
                    Value::Money(money) => money.amount,
                    _ => return "unknown".to_owned(),
                };
                let bands = bands_of(self, field);
                let inside = bands.iter().find(|(range, _)| range.contains(&known));
                let touching = bands.iter().any(|(range, _)| range.meets(&known));
                match inside {
                    Some((_, label)) => label.clone(),
                    None if touching => "across bands".to_owned(),
                    None => "outside".to_owned(),
                }
            }
            (FieldKind::Place, Value::Nodes(nodes)) => {
                let tree = place::places();
                let gates = self
                    .gates
                    .iter()
                    .filter(|gate| gate.field == *field)
                    .flat_map(|gate| &gate.any_of);
                let asked: Vec<_> = gates
                    .filter_map(|gate| {
                        if let Condition::Below(outer) = gate {
                            Some(outer)
                        } else {
                            None
                        }
                    })
                    .flatten()
                    .collect();
                let inside = nodes
                    .iter()
                    .copied()
                    .find(|&node| asked.iter().any(|&&outer| tree.contains(outer, node)));
                let node = inside.unwrap_or(nodes[0]);
                let level = match asked.iter().find(|&&&outer| tree.contains(outer, node)) {
                    Some(&&outer) => tree.depth(outer) + 1,
                    None => 1,
                };
                let up = std::iter::successors(Some(node), |&node| tree.parent(node));
                let shown = up
                    .into_iter()
                    .find(|&node| tree.depth(node) <= level)
                    .unwrap_or(node);
                tree.label(shown).to_owned()
            }
            (FieldKind::Industry, Value::Nodes(nodes) | Value::NodesPerhaps { nodes, .. }) => {
                industry::industries().label(nodes[0]).to_owned()
            }
            (kind, value) => value.show(kind),
        }
    }
}

/// Returns the ranges that the card's points, else its gates, cut the field into.
fn bands_of(card: &Card, field: &Field) -> Vec<(Interval, String)> {
    let entries = card
        .tables
        .iter()
        .filter_map(|table| Some((table, table.fields.iter().position(|known| known == field)?)))
        .flat_map(|(table, position)| {
            table
                .entries
                .iter()
                .filter_map(move |entry| entry.conditions[position].as_ref())
        });
    let gates = card
        .gates
        .iter()
        .filter(|gate| gate.field == *field)
        .flat_map(|gate| &gate.any_of);
    let ranges = |conditions: Vec<&Condition>| -> Vec<(Interval, String)> {
        conditions
            .into_iter()
            .filter_map(|condition| match condition {
                Condition::Within(range) | Condition::WithinMoney(range, _) => {
                    Some((*range, condition.show(field.kind())))
                }
                _ => None,
            })
            .collect()
    };
    let from_points = ranges(entries.collect());
    if from_points.is_empty() {
        ranges(gates.collect())
    } else {
        from_points
    }
}
