//! Trees: a node with enough deals has its own bin, a rarer one falls to the nearest above.

use std::collections::BTreeMap;

use doorwise_model::condition::tree_of;
use doorwise_model::value::Value;
use doorwise_vocab::NodeId;

use super::{Bin, Cut, Shape};
use crate::bins::{BinSet, MAX_BINS};
use crate::deals::Column;

/// A company in several places counts at the first of them; the card's own look-up, which gives the
/// points in the end, takes them all.
pub(super) fn cut(column: &Column, counts: &[usize], least: usize) -> Cut {
    let tree = tree_of(column.field.kind());
    let node_of = |value: &Value| match value {
        Value::Nodes(nodes) | Value::NodesPerhaps { nodes, .. } => nodes.first().copied(),
        _ => None,
    };
    let mut rows: BTreeMap<NodeId, usize> = BTreeMap::new();
    for (value, n) in column.values.iter().zip(counts) {
        for node in std::iter::successors(node_of(value), |&node| tree.parent(node)) {
            *rows.entry(node).or_default() += n;
        }
    }
    let mut named: Vec<(NodeId, usize)> = rows.into_iter().filter(|(_, n)| *n >= least).collect();
    named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    named.truncate(MAX_BINS - 2);
    let mut named: Vec<NodeId> = named.into_iter().map(|(node, _)| node).collect();
    named.sort();
    let another = named.len() + 1;
    let bin_of = column
        .values
        .iter()
        .map(|value| {
            let Some(node) = node_of(value) else { return 0 };
            std::iter::successors(Some(node), |&node| tree.parent(node))
                .find_map(|node| named.binary_search(&node).ok())
                .map_or(another, |position| position + 1) as u8
        })
        .collect();
    let below: Vec<BinSet> = named
        .iter()
        .map(|&outer| {
            BinSet::of(
                named
                    .iter()
                    .enumerate()
                    .filter(|(_, inner)| tree.contains(outer, **inner))
                    .map(|(position, _)| position + 1),
            )
        })
        .collect();
    let mut bins = vec![Bin::Unknown];
    bins.extend(named.into_iter().map(Bin::Node));
    bins.push(Bin::Another);
    Cut {
        bins,
        shape: Shape::Tree(below),
        currency: None,
        bin_of,
    }
}
