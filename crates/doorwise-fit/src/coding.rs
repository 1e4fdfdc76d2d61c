//! Attributes as bins: each column is cut once, without a look at the outcomes.
//!
//! Bin 0 is "unknown" in every attribute. Numbers are cut at edges that people use, words that are
//! rare share the bin "another", a tree's rare nodes fall to the nearest node above, and each tag is
//! an attribute of its own.

mod node;
mod number;
mod tag;
mod word;

use doorwise_model::field::{Field, FieldKind};
use doorwise_vocab::money::Currency;
use doorwise_vocab::{Interval, NodeId};

use crate::bins::{BinSet, MAX_BINS};
use crate::deals::{Column, Deals, Monotone};

/// Fewest deals on either side of a condition that is looked at.
///
/// 5 % with few deals, at most 15; 0.2 % with many.
pub(crate) fn least_support(n: usize) -> usize {
    let n = n as f64;
    (n * 0.05).clamp(4.0, 15.0).max(n * 0.002).ceil() as usize
}

/// One attribute cut into bins.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    /// Position of its column in [`Deals::columns`].
    pub(crate) column: usize,
    /// What each bin is; the first is `Unknown`.
    pub(crate) bins: Vec<Bin>,
    pub(crate) shape: Shape,
    /// Whether any deal is in bin 0.
    pub(crate) has_unknown: bool,
    /// Currency of the edges of amounts.
    pub(crate) currency: Option<Currency>,
    /// Which way its bands may move the score; none where either way will do.
    pub(crate) wish: Option<Monotone>,
}

/// What one bin holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Bin {
    Unknown,
    Range(Interval),
    Word(String),
    Node(NodeId),
    /// Words too rare to be named.
    Another,
    /// A set of words without the tag, and one with it.
    Without,
    With(String),
}

/// Which sets of bins make a readable condition.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// Neighbouring bins.
    Ordered,
    /// A few named words.
    Words,
    /// A node with all below it: the bins of each node.
    Tree(Vec<BinSet>),
    /// The tag is there.
    Tag,
}

/// Attributes with the bin of every deal.
#[derive(Clone, Debug)]
pub(crate) struct Coded {
    pub(crate) attributes: Vec<Attribute>,
    /// For each attribute the bin of every deal.
    pub(crate) bins: Vec<Vec<u8>>,
}

impl Coded {
    /// Drops the attributes of these columns.
    pub(crate) fn without(&mut self, columns: &[usize]) {
        let kept: Vec<bool> = self
            .attributes
            .iter()
            .map(|attribute| !columns.contains(&attribute.column))
            .collect();
        let mut keep = kept.iter();
        self.attributes
            .retain(|_| keep.next().copied().unwrap_or_default());
        let mut keep = kept.iter();
        self.bins
            .retain(|_| keep.next().copied().unwrap_or_default());
    }
}

/// Cuts every column that has at least two bins with enough deals.
pub(crate) fn code(deals: &Deals) -> Coded {
    use rayon::prelude::*;
    let least = least_support(deals.len());
    let cut: Vec<Vec<(Attribute, Vec<u8>)>> = deals
        .columns
        .par_iter()
        .enumerate()
        .map(|(idx, column)| cut(idx, column, least))
        .collect();
    let (attributes, bins) = cut
        .into_iter()
        .flatten()
        .filter(|(attribute, bins)| {
            let mut n = [0_usize; MAX_BINS];
            bins.iter().for_each(|&bin| n[usize::from(bin)] += 1);
            let most = n.iter().max().copied().unwrap_or_default();
            attribute.bins.len() > 1 && bins.len() - most >= least
        })
        .unzip();
    Coded { attributes, bins }
}

fn cut(idx: usize, column: &Column, least: usize) -> Vec<(Attribute, Vec<u8>)> {
    let mut counts = vec![0_usize; column.values.len()];
    for &code in &column.codes {
        counts[code as usize] += 1;
    }
    let column_cuts: Vec<Cut> = match column.field.kind() {
        FieldKind::Whole | FieldKind::Number | FieldKind::Money => {
            vec![number::cut(column, &counts)]
        }
        FieldKind::Industry | FieldKind::Place => vec![node::cut(column, &counts, least)],
        FieldKind::Category => vec![word::cut(column, &counts, least)],
        FieldKind::Tags => tag::cut(column, &counts, least),
    };
    column_cuts
        .into_iter()
        .map(|cut| {
            let bins: Vec<u8> = column
                .codes
                .iter()
                .map(|&code| cut.bin_of[code as usize])
                .collect();
            let attribute = Attribute {
                column: idx,
                has_unknown: bins.contains(&0),
                bins: cut.bins,
                shape: cut.shape,
                currency: cut.currency,
                wish: column.wish,
            };
            (attribute, bins)
        })
        .collect()
}

/// How a column's distinct values fall into bins.
struct Cut {
    bins: Vec<Bin>,
    shape: Shape,
    currency: Option<Currency>,
    /// For each distinct value its bin.
    bin_of: Vec<u8>,
}

/// Returns whether a field's numbers are counted whole whatever the table holds.
fn is_whole(field: &Field) -> bool {
    field.kind() == FieldKind::Whole
}
