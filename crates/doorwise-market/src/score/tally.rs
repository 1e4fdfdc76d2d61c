//! What a whole market says about a card: the fall-out gate by gate, the fields worth finding, segments.

use std::collections::HashMap;

use doorwise_model::card::Card;
use doorwise_model::card::reference::Decision;
use doorwise_model::field::Field;
use doorwise_model::market::{Counts, CriterionRef, Fall, Scored, Segment, WorthFinding};

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
        .map(|cell| card.segment_label(&field, &cell.value))
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
