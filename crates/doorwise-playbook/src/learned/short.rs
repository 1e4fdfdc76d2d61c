//! The card at a glance, one row a field, and how well a shorter one would do.

use doorwise_fit::learn::{Learned, LearnedLine};
use serde::Serialize;

use super::says;
use crate::id;

/// What a card of fewer lines may rank unseen deals worse by, in AUC, and still be worth a word.
const NEARLY: f64 = 0.005;

/// All lines of one field.
#[derive(Clone, Debug, Serialize)]
pub struct CardRowView {
    /// What `doorwise why` opens: `learn.icp.card.employees`.
    pub id: String,
    /// The field.
    pub field: String,
    /// `employees: 1..10 -2, 51..200 +3`.
    pub says: String,
    /// Positions in `lines`.
    pub lines: Vec<usize>,
}

/// A card of fewer lines.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ShorterView {
    /// Its lines at most.
    pub lines: usize,
    /// Its AUC on deals that it did not see.
    pub auc: f64,
    /// The AUC of the card as it is, taken the same way: before its weights become whole points.
    pub auc_whole: f64,
}

/// Returns the rows of the card in the order of its lines.
pub(super) fn rows(learned: &Learned) -> Vec<CardRowView> {
    let tables = learned.tables.iter().enumerate();
    let rows = tables.filter_map(|(idx, table)| {
        let lines = learned.lines.iter().enumerate();
        let here: Vec<(usize, &LearnedLine)> =
            lines.filter(|(_, line)| line.table == idx).collect();
        let field = table.fields.first()?.to_string();
        let parts: Vec<String> = here
            .iter()
            .map(|(_, line)| {
                let says = says::line(learned, line);
                let condition = says.strip_prefix(&field).unwrap_or(&says).trim();
                format!("{condition} {:+}", line.points)
            })
            .collect();
        (!here.is_empty()).then(|| CardRowView {
            id: format!("learn.icp.card.{}", id::part(&field.replace(' ', "_"))),
            says: format!("{field}: {}", parts.join(", ")),
            field,
            lines: here.iter().map(|(idx, _)| *idx).collect(),
        })
    });
    rows.collect()
}

/// Returns the shortest card that ranks unseen deals nearly as well; none where no line can go.
pub(super) fn shorter(learned: &Learned) -> Option<ShorterView> {
    let cards = &learned.unseen.as_ref()?.shorter;
    let auc_whole = cards.last()?.auc;
    let fewest = cards.iter().find(|card| card.auc >= auc_whole - NEARLY)?;
    (fewest.lines < learned.lines.len()).then_some(ShorterView {
        lines: fewest.lines,
        auc: fewest.auc,
        auc_whole,
    })
}
