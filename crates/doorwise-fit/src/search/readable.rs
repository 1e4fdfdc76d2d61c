//! Whether lines can stand on a card together, and how many a person would read.
//!
//! Lines on one field are summed in its table. Of a column of tags only one tag may have points,
//! because of the entries of a table that apply the highest counts (`card.md`).
//!
//! Two conditions joined by AND were tried twice and left out: a table on two fields takes both fields with
//! it, and what that costs the lines on either is as much as the pairs bring. Pairs chosen by their
//! cross-validated deviance, on a grid of both fields, moved the mean AUC of 29 inner splits at random from
//! 0.7596 to 0.7598 and of 12 in time from 0.7214 to 0.7210 (`docs/benchmarks.md`).

use std::collections::BTreeMap;

use super::Line;
use crate::bins::BinSet;
use crate::coding::{Attribute, Shape};
use crate::table;

/// Returns how many lines a person would read; none where they cannot stand together.
pub(crate) fn n_read(attributes: &[Attribute], lines: &[Line]) -> Option<usize> {
    let mut of_column: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    for known in lines {
        let column = attributes[known.attribute].column;
        of_column.entry(column).or_default().push(known);
    }
    let mut n_read = 0;
    for lines in of_column.values() {
        let attribute = &attributes[lines[0].attribute];
        if matches!(attribute.shape, Shape::Tag) && lines.len() > 1 {
            return None;
        }
        let conditions: Vec<BinSet> = lines.iter().map(|line| line.bins).collect();
        n_read += table::n_read(attribute, &conditions);
    }
    Some(n_read)
}
