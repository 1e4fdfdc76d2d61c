//! The section of one ICP, made from its own plan: its ids name the ICP, and what belongs to the
//! whole workspace is left to the joint part.

use crate::id::{self, OF_THE_TABLES};
use crate::view::{JoinsView, PlanView, TargetView};

/// Returns the section of an ICP with the targets that stand under it.
pub(super) fn section(alone: &PlanView, targets: Vec<TargetView>) -> PlanView {
    let mut plan = PlanView {
        targets,
        other_icps: Vec::new(),
        deals: None,
        roles_seen: Vec::new(),
        actions: Vec::new(),
        tables: Vec::new(),
        joins: JoinsView::default(),
        within: Some(alone.icp.id.clone()),
        ..alone.clone()
    };
    // Customers are counted once, over all ICPs.
    plan.remarks.retain(|remark| {
        !OF_THE_TABLES.contains(&remark.id.as_str()) && remark.id != "remark.in_deals"
    });
    plan.assumptions
        .retain(|assumption| assumption.id != "offer");
    let icp = plan.icp.id.clone();
    for id in ids(&mut plan) {
        *id = id::within(&icp, id);
    }
    plan
}

/// Returns every id that names something which another ICP may call the same.
fn ids(plan: &mut PlanView) -> Vec<&mut String> {
    let mut ids = vec![&mut plan.counts.id];
    let icp = &mut plan.icp;
    ids.extend(icp.gates.iter_mut().map(|of| &mut of.id));
    ids.extend(icp.exclusions.iter_mut().map(|of| &mut of.id));
    ids.extend(icp.lines.iter_mut().map(|of| &mut of.id));
    ids.extend(icp.tiers.iter_mut().map(|of| &mut of.id));
    ids.extend(icp.notes.iter_mut().map(|of| &mut of.id));
    ids.extend(plan.tiers.iter_mut().map(|of| &mut of.id));
    ids.extend(plan.fallout.iter_mut().map(|of| &mut of.id));
    ids.extend(plan.remarks.iter_mut().map(|of| &mut of.id));
    ids.extend(plan.worth_finding.iter_mut().map(|of| &mut of.id));
    let segments = plan
        .segments
        .iter_mut()
        .chain(&mut plan.segments_to_pursue)
        .chain(&mut plan.segments_to_ignore);
    ids.extend(segments.map(|of| &mut of.id));
    ids.extend(plan.assumptions.iter_mut().map(|of| &mut of.id));
    ids.extend(plan.clarity.iter_mut().map(|of| &mut of.id));
    ids.push(&mut plan.clarity_score.id);
    let next = plan.clarity_score.next.iter_mut();
    ids.extend(next.map(|of| &mut of.id));
    ids.extend(&mut plan.clarity_score.gates_open);
    ids.extend(plan.reader.iter_mut().map(|of| &mut of.id));
    ids
}
