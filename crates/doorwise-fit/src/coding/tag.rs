//! Sets of words: each frequent tag is an attribute of its own.

use std::collections::BTreeMap;

use doorwise_model::value::Value;

use super::{Bin, Cut, Shape};
use crate::deals::Column;

/// Most tags of one column that are looked at.
const MAX_TAGS: usize = 200;

pub(super) fn cut(column: &Column, counts: &[usize], least: usize) -> Vec<Cut> {
    let listed_in = |value: &Value| -> Option<Vec<String>> {
        match value {
            Value::Tags { listed, .. } => Some(listed.clone()),
            _ => None,
        }
    };
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for (value, n) in column.values.iter().zip(counts) {
        for tag in listed_in(value).into_iter().flatten() {
            *rows.entry(tag).or_default() += n;
        }
    }
    let mut tags: Vec<(String, usize)> = rows.into_iter().filter(|(_, n)| *n >= least).collect();
    tags.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    tags.truncate(MAX_TAGS);
    tags.sort();
    tags.into_iter()
        .map(|(tag, _)| Cut {
            bin_of: column
                .values
                .iter()
                .map(|value| match listed_in(value) {
                    None => 0,
                    Some(listed) => 1 + u8::from(listed.contains(&tag)),
                })
                .collect(),
            bins: vec![Bin::Unknown, Bin::Without, Bin::With(tag)],
            shape: Shape::Tag,
            currency: None,
        })
        .collect()
}
