//! How the tables were joined: rows counted once, and rows that stayed apart.

use std::collections::BTreeMap;

use doorwise_model::market::{Duplicate, Market, Unlinked};
use doorwise_model::tables::TableKind;

use super::market::grouped;
use crate::view::{DuplicateView, JoinsView, UnlinkedView};

/// Rows that the view holds; the files beside it hold all.
const ROWS_HELD: usize = 1_000;

/// Returns counts and first rows.
pub(super) fn joins(market: &dyn Market) -> JoinsView {
    let facts = market.facts();
    JoinsView {
        duplicates: facts.duplicates.len(),
        duplicate_rows: duplicates(market).take(ROWS_HELD).collect(),
        unlinked: facts.unlinked.len(),
        unlinked_rows: unlinked(market).take(ROWS_HELD).collect(),
    }
}

/// Returns every row that repeats another, in table order.
pub fn duplicates(market: &dyn Market) -> impl Iterator<Item = DuplicateView> {
    let view = |found: &Duplicate| DuplicateView {
        table: found.table.as_str(),
        row: found.row.clone(),
        says: found.says.clone(),
        same_as: found.same_as.clone(),
        why: found.why.clone(),
        differs: found.differs.clone(),
    };
    market.facts().duplicates.iter().map(view)
}

/// Returns every row that names nobody who is there, in table order.
pub fn unlinked(market: &dyn Market) -> impl Iterator<Item = UnlinkedView> {
    let view = |found: &Unlinked| UnlinkedView {
        table: found.table.as_str(),
        row: found.row.clone(),
        says: found.says.clone(),
        why: found.why.clone(),
    };
    market.facts().unlinked.iter().map(view)
}

/// Returns the two counts as sentences with their ids, for the top of the page.
pub(super) fn remarks(market: &dyn Market) -> Vec<(&'static str, String)> {
    let facts = market.facts();
    let mut remarks = Vec::new();
    if let Some(counted) = by_table(facts.duplicates.iter().map(|found| found.table)) {
        let contradict = facts
            .duplicates
            .iter()
            .filter(|found| !found.differs.is_empty())
            .count();
        let contradict = match contradict {
            0 => String::new(),
            n => format!("; {} of them contradict it", grouped(n)),
        };
        let says = format!(
            "rows that repeat an earlier one and are counted with it: {counted}{contradict}"
        );
        remarks.push(("duplicates", says));
    }
    if let Some(counted) = by_table(facts.unlinked.iter().map(|found| found.table)) {
        let says = format!("rows that name nobody who is in your tables and stay apart: {counted}");
        remarks.push(("unlinked", says));
    }
    remarks
}

fn by_table(tables: impl Iterator<Item = TableKind>) -> Option<String> {
    let mut counted: BTreeMap<TableKind, usize> = BTreeMap::new();
    for table in tables {
        *counted.entry(table).or_default() += 1;
    }
    let shown: Vec<String> = counted
        .into_iter()
        .map(|(table, n)| format!("{} in {}", grouped(n), table.as_str()))
        .collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}
