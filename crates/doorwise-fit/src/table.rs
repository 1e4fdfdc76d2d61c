//! From lines on bins to tables of a card, and to the lines that a person reads.
//!
//! Lines on one field may overlap in the search; on the card their points are summed, so that every
//! value has one entry. What is read as one line is a band, a node, or a few words of equal points.

use std::collections::BTreeMap;

use doorwise_model::card::{Entry, PointsTable};
use doorwise_model::condition::{Condition, tree_of};
use doorwise_model::diagnostic::Place;
use doorwise_vocab::Interval;

use crate::bins::BinSet;
use crate::coding::{Attribute, Bin, Shape};
use crate::deals::Column;
use crate::search::Line;

/// One line as it is read on a card.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReadLine {
    /// Where it holds.
    pub(crate) line: Line,
    /// Position of its table.
    pub(crate) table: usize,
    /// Positions of its entries in the table.
    pub(crate) entries: Vec<usize>,
    pub(crate) points: i64,
    /// Positions of the searched lines that give it its points.
    pub(crate) from: Vec<usize>,
}

/// Returns the tables of a card, and the lines on them in the order of the tables.
pub(crate) fn tables(
    attributes: &[Attribute],
    columns: &[Column],
    lines: &[Line],
    points: &[i64],
) -> (Vec<PointsTable>, Vec<ReadLine>) {
    let mut tables: Vec<PointsTable> = Vec::new();
    let mut read = Vec::new();
    for group in groups(attributes, lines, points) {
        let table = tables.len();
        let mut entries = Vec::new();
        for block in group.blocks {
            let first = entries.len();
            let attribute = &attributes[group.attribute];
            let column = &columns[attribute.column];
            for condition in conditions(attribute, column, block.line.bins) {
                entries.push(Entry {
                    conditions: vec![Some(condition)],
                    points: block.points,
                });
            }
            // What only takes back the points of a node above is no line of its own.
            if block.points != 0 {
                read.push(ReadLine {
                    line: block.line,
                    table,
                    entries: (first..entries.len()).collect(),
                    points: block.points,
                    from: block.from,
                });
            }
        }
        tables.push(PointsTable {
            fields: vec![columns[attributes[group.attribute].column].field.clone()],
            entries,
            why: None,
            place: Place::text(std::path::Path::new(""), None),
            assumed: false,
        });
    }
    (tables, read)
}

/// Returns the lines as they would be read, with their points.
pub(crate) fn as_read(
    attributes: &[Attribute],
    lines: &[Line],
    points: &[i64],
) -> Vec<(Line, i64)> {
    groups(attributes, lines, points)
        .into_iter()
        .flat_map(|group| group.blocks)
        .filter(|block| block.points != 0)
        .map(|block| (block.line, block.points))
        .collect()
}

/// Returns how many lines a person would read on one attribute for these conditions on it.
pub(crate) fn n_read(attribute: &Attribute, conditions: &[BinSet]) -> usize {
    let signature = |bin: usize| {
        let bits = conditions.iter().enumerate();
        bits.fold(0_u32, |signature, (idx, bins)| {
            signature | u32::from(bins.has(bin)) << idx
        })
    };
    blocks(attribute, &signature).1.len()
}

/// The lines of one table.
struct Group {
    attribute: usize,
    blocks: Vec<Block>,
}

/// What is read as one line.
struct Block {
    line: Line,
    points: i64,
    /// Positions of the searched lines that set it apart.
    from: Vec<usize>,
}

fn groups(attributes: &[Attribute], lines: &[Line], points: &[i64]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for line in lines {
        let attribute = line.attribute;
        if groups.iter().any(|group| group.attribute == attribute) {
            continue;
        }
        let here: Vec<usize> = (0..lines.len())
            .filter(|&idx| points[idx] != 0 && lines[idx].attribute == attribute)
            .collect();
        let blocks = single(attribute, &attributes[attribute], lines, points, &here);
        if !blocks.is_empty() {
            groups.push(Group { attribute, blocks });
        }
    }
    groups
}

fn single(
    position: usize,
    attribute: &Attribute,
    lines: &[Line],
    points: &[i64],
    here: &[usize],
) -> Vec<Block> {
    let holds = |idx: usize, bin: usize| lines[idx].bins.has(bin);
    let sum = |bin: usize| -> i64 {
        let held = here.iter().filter(|&&idx| holds(idx, bin));
        held.map(|&idx| points[idx]).sum()
    };
    let (base, blocks) = blocks(attribute, &sum);
    let bare = (0..attribute.bins.len()).find(|&bin| sum(bin) == base);
    blocks
        .into_iter()
        .map(|bins| {
            let bin = bins.bins().next().unwrap_or_default();
            let differs =
                |idx: &&usize| holds(**idx, bin) != bare.is_some_and(|bare| holds(**idx, bare));
            Block {
                line: Line {
                    attribute: position,
                    bins,
                    penalty: 0,
                    is_wished: false,
                },
                points: sum(bin) - base,
                from: here.iter().filter(differs).copied().collect(),
            }
        })
        .collect()
}

/// Groups bins of equal value into what is read as one condition; bins of the value returned first
/// need no entry.
///
/// That value is "no line", save for numbers: there any band may be the one that goes without
/// saying, and the one that leaves least to read is taken. Only bands can be named in full.
fn blocks<V: Copy + Ord + Default>(
    attribute: &Attribute,
    value: &dyn Fn(usize) -> V,
) -> (V, Vec<BinSet>) {
    let nothing = V::default();
    let n = attribute.bins.len();
    let mut blocks = Vec::new();
    let mut base = nothing;
    match &attribute.shape {
        Shape::Ordered => {
            let mut runs: Vec<(BinSet, V)> = Vec::new();
            let mut first = 1;
            for bin in 1..n {
                if bin + 1 == n || value(bin + 1) != value(bin) {
                    runs.push((BinSet::of(first..=bin), value(bin)));
                    first = bin + 1;
                }
            }
            let n_left = |base: V| {
                let unknown = attribute.has_unknown && value(0) != base;
                runs.iter().filter(|(_, value)| *value != base).count() + usize::from(unknown)
            };
            let mut bases: Vec<V> = runs.iter().map(|(_, value)| *value).collect();
            bases.sort();
            let fewest = bases.into_iter().min_by_key(|base| n_left(*base));
            base = fewest
                .filter(|&fewest| n_left(fewest) < n_left(nothing))
                .unwrap_or(nothing);
            blocks.extend(
                runs.into_iter()
                    .filter(|(_, value)| *value != base)
                    .map(|(bins, _)| bins),
            );
        }
        Shape::Words | Shape::Tag => {
            let mut by_value: BTreeMap<V, Vec<usize>> = BTreeMap::new();
            for bin in 1..n {
                if value(bin) != nothing {
                    by_value.entry(value(bin)).or_default().push(bin);
                }
            }
            blocks.extend(by_value.into_values().rev().map(BinSet::of));
        }
        Shape::Tree(below) => {
            // Bins stand depth first, so the nearest node above is the last that holds the bin.
            let differs = |bin: usize| {
                let above = below[..bin - 1].iter().rposition(|outer| outer.has(bin));
                value(bin) != above.map_or(nothing, |above| value(above + 1))
            };
            let said: Vec<usize> = (1..=below.len()).filter(|&bin| differs(bin)).collect();
            for &node in &said {
                let own = below[node - 1].bins().filter(|&bin| {
                    let nearest = said.iter().rev().find(|&&outer| below[outer - 1].has(bin));
                    nearest == Some(&node)
                });
                blocks.push(BinSet::of(own));
            }
        }
    }
    if attribute.has_unknown && value(0) != base {
        blocks.push(BinSet::of([0]));
    }
    (base, blocks)
}

/// Returns the conditions that say these bins.
pub(crate) fn conditions(attribute: &Attribute, column: &Column, bins: BinSet) -> Vec<Condition> {
    let mut written = Vec::new();
    let mut range: Option<Interval> = None;
    let tree = tree_of(column.field.kind());
    for bin in bins.bins().take_while(|&bin| bin < attribute.bins.len()) {
        match &attribute.bins[bin] {
            Bin::Unknown => written.push(Condition::IsUnknown),
            Bin::Range(next) => {
                let low = range.map_or(next.low, |range| range.low);
                range = Some(Interval {
                    low,
                    high: next.high,
                });
            }
            Bin::Word(word) | Bin::With(word) => written.push(Condition::Is(word.clone())),
            Bin::Node(node) => {
                // A node says all below it.
                let is_said = written.iter().any(|condition| {
                    matches!(condition, Condition::Below(outer)
                        if outer.iter().any(|&outer| tree.contains(outer, *node)))
                });
                if !is_said {
                    written.push(Condition::Below(vec![*node]));
                }
            }
            Bin::Another | Bin::Without => {}
        }
    }
    written.extend(range.map(|range| match attribute.currency {
        Some(currency) => Condition::WithinMoney(range, currency),
        None => Condition::Within(range),
    }));
    written
}
