//! Words: the frequent ones by name, the rest together.

use doorwise_model::value::Value;

use super::{Bin, Cut, Shape};
use crate::bins::MAX_BINS;
use crate::deals::Column;
use std::collections::BTreeMap;

/// A value that may be one of several words counts as unknown, as it does in a card's look-up.
pub(super) fn cut(column: &Column, counts: &[usize], least: usize) -> Cut {
    let word_of = |value: &Value| match value {
        Value::OneOf(words) if words.len() == 1 => Some(words[0].clone()),
        _ => None,
    };
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for (value, n) in column.values.iter().zip(counts) {
        if let Some(word) = word_of(value) {
            *rows.entry(word).or_default() += n;
        }
    }
    let mut named: Vec<(&String, usize)> = rows
        .iter()
        .filter(|(_, n)| **n >= least)
        .map(|(word, n)| (word, *n))
        .collect();
    named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    named.truncate(MAX_BINS - 2);
    named.sort_by(|a, b| a.0.cmp(b.0));
    let named: Vec<String> = named.into_iter().map(|(word, _)| word.clone()).collect();
    let another = named.len() + 1;
    let bin_of: Vec<u8> = column
        .values
        .iter()
        .map(|value| match word_of(value) {
            None => 0,
            Some(word) => named
                .binary_search(&word)
                .map_or(another, |position| position + 1) as u8,
        })
        .collect();
    let mut bins = vec![Bin::Unknown];
    bins.extend(named.into_iter().map(Bin::Word));
    bins.push(Bin::Another);
    Cut {
        bins,
        shape: Shape::Words,
        currency: None,
        bin_of,
    }
}
