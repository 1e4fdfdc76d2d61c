//! The ICP read back: criteria, lines and tiers with their ids.

use doorwise_model::diagnostic::Place;
use doorwise_model::icp::Icp;

use super::place;
use crate::id::{self, CardIds};
use crate::view::{CriterionView, CutView, IcpView, LineView, RangeView, SaysView};

pub(in crate::plan) fn icp_view(icp: &Icp) -> IcpView {
    let card = &icp.card;
    let ids = CardIds::of(card);
    let criteria = |criteria: &[doorwise_model::card::Criterion], ids: &[String]| {
        criteria
            .iter()
            .zip(ids)
            .map(|(criterion, id)| CriterionView {
                id: id.clone(),
                says: criterion.show(),
                why: criterion.why.clone(),
                assumption: criterion.assumed,
                place: place(&criterion.place),
            })
            .collect()
    };
    IcpView {
        id: icp.id.clone(),
        name: icp.name.clone(),
        file: match &icp.place {
            Place::Text { file, .. } => doorwise_model::diagnostic::slashed(file),
            other => other.to_string(),
        },
        gates: criteria(&card.gates, &ids.gates),
        exclusions: criteria(&card.exclusions, &ids.exclusions),
        lines: card
            .tables
            .iter()
            .zip(&ids.lines)
            .flat_map(|(table, ids)| {
                table.entries.iter().zip(ids).map(|(entry, id)| LineView {
                    id: id.clone(),
                    says: table.show_entry(entry),
                    points: entry.points,
                    assumption: table.assumed,
                    place: place(&table.place),
                })
            })
            .collect(),
        tiers: (0..card.tiers.len())
            .map(|tier| CutView {
                id: format!("cut.{}", id::part(card.tiers.name(tier))),
                tier: card.tiers.name(tier).to_owned(),
                from: card.tiers.cut(tier),
            })
            .collect(),
        reach: card.reach().map(|range| RangeView {
            low: range.low,
            high: range.high,
        }),
        notes: icp
            .notes
            .iter()
            .enumerate()
            .map(|(idx, note)| SaysView {
                id: format!("note.{}", idx + 1),
                says: note.says.clone(),
            })
            .collect(),
        not_understood: icp.not_understood.clone(),
    }
}
