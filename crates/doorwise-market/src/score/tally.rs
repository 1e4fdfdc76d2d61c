//! What a whole market says about a card: the fall-out gate by gate, the fields worth finding, segments.

use std::collections::HashMap;

use doorwise_model::card::Card;
use doorwise_model::card::reference::Decision;
use doorwise_model::field::Field;
use doorwise_model::market::{Counts, CriterionRef, Fall, Segment, WorthFinding};

use super::RowVerdict;
use super::bench::{Bench, Combined};
use super::cells::Cells;
use crate::coded::Companies;

/// Values of one field shown apart; the rest count as "other".
const SEGMENT_VALUES: usize = 12;

/// One combination of classes with what it says and how many rows have it.
pub(crate) struct Counted<'b> {
    pub(crate) combined: Combined<'b>,
    pub(crate) rows: u64,
}

/// Returns every combination met with what it says.
pub(crate) fn counted<'b>(bench: &'b Bench<'_, '_>, cells: &Cells) -> Vec<Counted<'b>> {
    (0..cells.len())
        .map(|cell| Counted {
            combined: bench.combine(cells.kinds(cell), cells.sum(cell)),
            rows: cells.rows(cell),
        })
        .collect()
}

fn size(rows: u64) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}

/// Returns how each criterion thins the market.
pub(crate) fn falls(card: &Card, counted: &[Counted<'_>]) -> Vec<Fall> {
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
    for cell in counted {
        let (verdict, rows) = (&cell.combined.verdict, size(cell.rows));
        let first = if verdict.failing == 0 {
            n
        } else {
            verdict.failing.trailing_zeros() as usize
        };
        for (position, fall) in falls.iter_mut().enumerate().take(first) {
            fall.left += rows;
            fall.open += rows * usize::from(verdict.open >> position & 1 == 1);
        }
        if let Some(fall) = falls.get_mut(first) {
            fall.out += rows;
            fall.alone += rows * usize::from(verdict.failing.count_ones() == 1);
        }
    }
    falls
}

/// Returns the fields worth finding, best first.
pub(crate) fn worth_finding(
    card: &Card,
    bench: &Bench<'_, '_>,
    cells: &Cells,
    counted: &[Counted<'_>],
) -> Vec<WorthFinding> {
    let criteria_on = |field: &Field| -> u64 {
        let gates = card.gates.iter().map(|gate| &gate.field);
        let fields = gates.chain(card.exclusions.iter().map(|exclusion| &exclusion.field));
        fields
            .enumerate()
            .filter(|(_, known)| *known == field)
            .fold(0, |bits, (position, _)| bits | 1 << position)
    };
    let mut found: Vec<WorthFinding> = Vec::new();
    for (position, judge) in bench.judges().iter().enumerate() {
        let criteria = criteria_on(&judge.field);
        let own_table = card
            .tables
            .iter()
            .position(|table| table.fields.len() == 1 && table.fields[0] == judge.field);
        let mut entry = WorthFinding {
            field: judge.field.clone(),
            decisions: 0,
            tiers: 0,
            companies: 0,
        };
        for (number, cell) in counted.iter().enumerate() {
            let (verdict, rows) = (&cell.combined.verdict, size(cell.rows));
            if verdict.decision() == Decision::Ignore {
                continue;
            }
            let value = judge.kind(cells.kinds(number)[position]);
            let spread = own_table.filter(|_| value.points.len() > 1);
            if spread.is_none() && verdict.open & criteria == 0 {
                continue;
            }
            entry.companies += rows;
            if verdict.open != 0 && verdict.open & !criteria == 0 {
                entry.decisions += rows;
            }
            if let Some(table) = spread
                && verdict.tiers.single().is_none()
                && settles_tier(card, &cell.combined, table)
            {
                entry.tiers += rows;
            }
        }
        if entry.companies > 0 {
            found.push(entry);
        }
    }
    found.sort_by_key(|entry| std::cmp::Reverse((entry.decisions + entry.tiers, entry.companies)));
    found
}

/// Returns whether the tier would be one, whatever of its points the table turns out to give.
fn settles_tier(card: &Card, combined: &Combined<'_>, table: usize) -> bool {
    let (points, sum) = (&combined.points, combined.sum);
    let others = points.iter().enumerate().filter(|(idx, _)| *idx != table);
    let (low, high) = others.fold((sum, sum), |(low, high), (_, points)| {
        (
            low + points.first().copied().unwrap_or(0),
            high + points.last().copied().unwrap_or(0),
        )
    });
    points[table]
        .iter()
        .all(|points| card.tiers.of(low + points) == card.tiers.of(high + points))
}

/// Counts every pair of fields that the card reads, by value.
pub(super) fn segments<'v>(
    companies: &Companies,
    card: &Card,
    verdict_of: impl Fn(usize) -> &'v RowVerdict,
) -> Vec<Segment> {
    let decisions: Vec<Decision> = (0..companies.rows)
        .map(|row| verdict_of(row).decision())
        .collect();
    let labelled: Vec<(Field, Vec<u16>, Vec<String>)> = card
        .fields()
        .into_iter()
        .filter_map(|field| label_rows(companies, card, field))
        .collect();
    let mut segments = Vec::new();
    for (idx, (first, first_codes, first_labels)) in labelled.iter().enumerate() {
        for (second, second_codes, second_labels) in &labelled[idx + 1..] {
            let mut counts = vec![Counts::default(); first_labels.len() * second_labels.len()];
            for (row, &decision) in decisions.iter().enumerate() {
                let cell = usize::from(first_codes[row]) * second_labels.len()
                    + usize::from(second_codes[row]);
                counts[cell].add(decision);
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
