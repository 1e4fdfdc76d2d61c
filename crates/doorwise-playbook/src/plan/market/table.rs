//! The deals by outcome, and the tables as they were read.

use doorwise_fit::rate;
use doorwise_model::deal::Outcome;
use doorwise_model::market::Market;
use doorwise_model::tables::TableKind;

use crate::id;
use crate::view::{ColumnView, DealsView, RateView, TableView};

/// Rows that could not be read and are listed one by one.
const SKIPPED_SHOWN: usize = 100;

/// Counts the deals by outcome.
pub(in crate::plan) fn deals(market: &dyn Market) -> Option<DealsView> {
    let deals = market.deals();
    if deals.is_empty() {
        return None;
    }
    let count = |outcome: Outcome| {
        deals
            .iter()
            .filter(|deal| deal.outcome == Some(outcome))
            .count()
    };
    let (won, lost) = (count(Outcome::Won), count(Outcome::Lost));
    Some(DealsView {
        id: "deals",
        deals: deals.len(),
        won,
        lost,
        open: deals.len() - won - lost,
        // Where no loss is told, what was won says nothing of how often one wins.
        win_rate: rate::rate(won, won + lost)
            .filter(|_| lost > 0)
            .map(RateView::of),
        without_company: deals.iter().filter(|deal| deal.company.is_none()).count(),
    })
}

pub(in crate::plan) fn tables(market: &dyn Market) -> Vec<TableView> {
    let view = |table: &doorwise_model::market::TableFacts| TableView {
        id: id::table(table.kind),
        kind: TableKind::as_str(table.kind),
        name: table.name.clone(),
        format: table.format.clone(),
        rows: table.rows,
        skipped: table.skipped.len(),
        skipped_rows: table
            .skipped
            .iter()
            .take(SKIPPED_SHOWN)
            .map(|(row, why)| format!("{row}: {why}"))
            .collect(),
        notes: table.notes.clone(),
        columns: table
            .columns
            .iter()
            .map(|column| ColumnView {
                id: id::column(table.kind, &column.field),
                field: column.field.clone(),
                headers: column.headers.clone(),
                known: column.known,
                blank: column.blank,
                unreadable: column.unreadable,
                examples: column
                    .examples
                    .iter()
                    .map(|(written, why, rows)| format!("`{written}` in {rows} rows: {why}"))
                    .collect(),
            })
            .collect(),
        unmapped: table.unmapped.clone(),
    };
    market.facts().tables.iter().map(view).collect()
}
