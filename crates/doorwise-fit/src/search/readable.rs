//! Whether lines can stand on a card together, and how many entries a person would read.
//!
//! A card has one table a field, and a table on two fields takes both (`card.md`). So every field
//! has at most one partner, and of a column of tags only one tag may have points, because of the
//! entries of a table that apply the highest counts.

use std::collections::BTreeMap;

use super::{Line, Part};
use crate::bins::BinSet;
use crate::coding::{Attribute, Shape};
use crate::table;

/// Returns whether `line` can be added, and the card then has at most `most` lines to read.
pub(crate) fn fits(attributes: &[Attribute], lines: &[Line], line: &Line, most: usize) -> bool {
    let column = |part: &Part| attributes[part.attribute].column;
    // For each column the conditions on it alone, or its partner.
    let mut alone: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
    let mut partner: BTreeMap<usize, usize> = BTreeMap::new();
    let mut n_read = 0;
    for known in lines.iter().chain([line]) {
        match known.parts.as_slice() {
            [a, b] => {
                n_read += 1;
                for (from, to) in [(column(a), column(b)), (column(b), column(a))] {
                    if *partner.entry(from).or_insert(to) != to {
                        return false;
                    }
                }
            }
            parts => {
                for part in parts {
                    alone.entry(column(part)).or_default().push(*part);
                }
            }
        }
    }
    if partner.keys().any(|column| alone.contains_key(column)) {
        return false;
    }
    for parts in alone.values() {
        let attribute = &attributes[parts[0].attribute];
        let is_tag = matches!(attribute.shape, Shape::Tag);
        if is_tag && parts.len() > 1 {
            return false;
        }
        let conditions: Vec<BinSet> = parts.iter().map(|part| part.bins).collect();
        n_read += table::n_read(attribute, &conditions);
    }
    n_read <= most && (line.parts.len() == 1 || are_apart(lines, line))
}

/// Returns whether no deal can meet two lines of one table on two fields.
fn are_apart(lines: &[Line], line: &Line) -> bool {
    let columns =
        |line: &Line| -> Vec<usize> { line.parts.iter().map(|part| part.attribute).collect() };
    lines
        .iter()
        .filter(|known| columns(known) == columns(line))
        .all(|known| {
            let pairs = known.parts.iter().zip(&line.parts);
            pairs
                .into_iter()
                .any(|(a, b)| !a.bins.bins().any(|bin| b.bins.has(bin)))
        })
}
