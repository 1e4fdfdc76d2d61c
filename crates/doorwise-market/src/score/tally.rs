//! What a whole market says about a card: the fall-out gate by gate, the fields worth finding, segments.

use std::collections::HashMap;

use doorwise_model::card::Card;
use doorwise_model::card::reference::Decision;
use doorwise_model::condition::Condition;
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::market::{Counts, CriterionRef, Fall, Scored, Segment, WorthFinding};
use doorwise_model::value::Value;
use doorwise_vocab::{industry, place};

use super::RowVerdict;
use super::compile::Compiled;
use crate::coded::Companies;

/// Values of one field shown apart; the rest count as "other".
const SEGMENT_VALUES: usize = 12;

/// Counts what the verdicts say; counts by decision and the list come from the caller.
pub(super) fn tally(
    compiled: &Compiled<'_>,
    companies: &Companies,
    card: &Card,
    verdicts: &[RowVerdict],
) -> Scored {
    Scored {
        falls: falls(card, verdicts),
        worth_finding: worth_finding(compiled, card, verdicts),
        segments: segments(companies, card, verdicts),
        ..Scored::default()
    }
}

fn falls(card: &Card, verdicts: &[RowVerdict]) -> Vec<Fall> {
    let n_gates = card.gates.len();
    let n = n_gates + card.exclusions.len();
    let mut falls: Vec<Fall> = (0..n)
        .map(|position| Fall {
            criterion: if position < n_gates {
                CriterionRef::Gate(position)
            } else {
                CriterionRef::Exclusion(position - n_gates)
            },
            out: 0,
            left: 0,
            open: 0,
            alone: 0,
        })
        .collect();
    for verdict in verdicts {
        let first = if verdict.failing == 0 {
            n
        } else {
            verdict.failing.trailing_zeros() as usize
        };
        for (position, fall) in falls.iter_mut().enumerate().take(first) {
            fall.left += 1;
            fall.open += usize::from(verdict.open >> position & 1 == 1);
        }
        if let Some(fall) = falls.get_mut(first) {
            fall.out += 1;
            fall.alone += usize::from(verdict.failing.count_ones() == 1);
        }
    }
    falls
}

fn worth_finding(
    compiled: &Compiled<'_>,
    card: &Card,
    verdicts: &[RowVerdict],
) -> Vec<WorthFinding> {
    let criteria_on = |field: &Field| -> u64 {
        let gates = card.gates.iter().map(|gate| &gate.field);
        let fields = gates.chain(card.exclusions.iter().map(|exclusion| &exclusion.field));
        fields
            .enumerate()
            .filter(|(_, known)| *known == field)
            .fold(0, |bits, (position, _)| bits | 1 << position)
    };
    let mut found: Vec<WorthFinding> = compiled
        .fields
        .iter()
        .map(|field| WorthFinding {
            field: field.field.clone(),
            decisions: 0,
            tiers: 0,
            companies: 0,
        })
        .collect();
    let criteria: Vec<u64> = found
        .iter()
        .map(|entry| criteria_on(&entry.field))
        .collect();
    for (row, verdict) in verdicts
        .iter()
        .enumerate()
        .filter(|(_, verdict)| verdict.decision() != Decision::Ignore)
    {
        for (position, entry) in found.iter_mut().enumerate() {
            let field = &compiled.fields[position];
            let code = field.verdict(row);
            let spread =
                field.single_table.is_some() && compiled.points[code.points as usize].len() > 1;
            let is_open = verdict.open & criteria[position] != 0;
            if !spread && !is_open {
                continue;
            }
            entry.companies += 1;
            entry.decisions +=
                usize::from(verdict.open != 0 && verdict.open & !criteria[position] == 0);
            if spread && verdict.tiers.single().is_none() {
                entry.tiers += usize::from(settles_tier(compiled, card, row, code.points));
            }
        }
    }
    found.retain(|entry| entry.decisions + entry.tiers > 0 || entry.companies > 0);
    found.sort_by_key(|entry| std::cmp::Reverse((entry.decisions + entry.tiers, entry.companies)));
    found
}

/// Returns whether the tier would be one, whatever of its points the field turns out to have.
fn settles_tier(compiled: &Compiled<'_>, card: &Card, row: usize, set: u32) -> bool {
    let all: Vec<u32> = compiled.point_sets(row).collect();
    let Some(position) = all.iter().position(|known| *known == set) else {
        return false;
    };
    let mut others = all;
    others.remove(position);
    let low_high = others.iter().fold((0, 0), |(low, high), &other| {
        let points = &compiled.points[other as usize];
        (
            low + points.first().copied().unwrap_or(0),
            high + points.last().copied().unwrap_or(0),
        )
    });
    compiled.points[set as usize]
        .iter()
        .all(|points| card.tiers.of(low_high.0 + points) == card.tiers.of(low_high.1 + points))
}

/// Counts every pair of fields that the card reads, by value.
fn segments(companies: &Companies, card: &Card, verdicts: &[RowVerdict]) -> Vec<Segment> {
    let labelled: Vec<(Field, Vec<u16>, Vec<String>)> = card
        .fields()
        .into_iter()
        .filter_map(|field| label_rows(companies, card, field))
        .collect();
    let mut segments = Vec::new();
    for (idx, (first, first_codes, first_labels)) in labelled.iter().enumerate() {
        for (second, second_codes, second_labels) in &labelled[idx + 1..] {
            let mut counts = vec![Counts::default(); first_labels.len() * second_labels.len()];
            for (row, verdict) in verdicts.iter().enumerate() {
                let cell = usize::from(first_codes[row]) * second_labels.len()
                    + usize::from(second_codes[row]);
                counts[cell].add(verdict.decision());
            }
            for (cell, counts) in counts
                .into_iter()
                .enumerate()
                .filter(|(_, counts)| counts.total() > 0)
            {
                let (a, b) = (cell / second_labels.len(), cell % second_labels.len());
                segments.push(Segment {
                    values: [
                        (first.clone(), first_labels[a].clone()),
                        (second.clone(), second_labels[b].clone()),
                    ],
                    counts,
                });
            }
        }
    }
    segments.sort_by(|a, b| {
        let key = |segment: &Segment| {
            (
                segment.counts.pursue,
                segment.counts.find_out,
                segment.counts.ignore,
            )
        };
        key(b).cmp(&key(a)).then_with(|| a.values.cmp(&b.values))
    });
    segments
}

/// Returns a label for each row's value: the card's own bands for numbers, countries for places.
fn label_rows(
    companies: &Companies,
    card: &Card,
    field: Field,
) -> Option<(Field, Vec<u16>, Vec<String>)> {
    let column = companies.column(&field)?;
    let cell_labels: Vec<String> = column
        .cells
        .iter()
        .map(|cell| label(card, &field, &cell.value))
        .collect();
    let mut rows_with: HashMap<&str, usize> = HashMap::new();
    for &code in &column.codes {
        *rows_with.entry(&cell_labels[code as usize]).or_default() += 1;
    }
    let mut by_count: Vec<(&str, usize)> = rows_with.into_iter().collect();
    by_count.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let mut labels: Vec<String> = by_count
        .iter()
        .take(SEGMENT_VALUES)
        .map(|(label, _)| (*label).to_owned())
        .collect();
    if by_count.len() > SEGMENT_VALUES {
        labels.push("other".to_owned());
    }
    let position = |label: &str| {
        let found = labels
            .iter()
            .position(|known| known == label)
            .unwrap_or(labels.len() - 1);
        u16::try_from(found).unwrap_or(u16::MAX)
    };
    let code_positions: Vec<u16> = cell_labels.iter().map(|label| position(label)).collect();
    let rows = column
        .codes
        .iter()
        .map(|&code| code_positions[code as usize])
        .collect();
    Some((field, rows, labels))
}

fn label(card: &Card, field: &Field, value: &Value) -> String {
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
            let bands = bands_of(card, field);
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
            // One level below what the gates ask for, so that those who pass are told apart too.
            let gates = card
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

/// Returns the ranges that the card's points, else its gates, cut the field into.
fn bands_of(card: &Card, field: &Field) -> Vec<(doorwise_vocab::Interval, String)> {
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
    let ranges = |conditions: Vec<&Condition>| -> Vec<(doorwise_vocab::Interval, String)> {
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
