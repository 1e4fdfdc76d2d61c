//! The market's side of the plan: counts, fall-out, segments, tables.

mod icp;
mod remark;
mod segment;
mod table;

use std::collections::BTreeMap;

use doorwise_model::card::reference::Decision;
use doorwise_model::diagnostic::Place;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Counts, CriterionRef, Scored};

use crate::id::{self, CardIds};
use crate::view::{CountsView, FallView, TierView, WorthFindingView};

pub(super) use icp::icp_view;
pub(crate) use remark::is_hardly_a_profile;
pub(super) use remark::{in_deals, remarks};
pub(super) use segment::{segments, telling_segments};
pub(super) use table::{deals, tables};

/// One sentence a founder repeats.
pub(super) fn headline(icp: &Icp, scored: &Scored, n_deals: usize) -> String {
    let best = icp.card.tiers.name(0);
    let in_best = scored
        .list
        .iter()
        .filter(|scoring| scoring.decision == Decision::Pursue && scoring.tiers.single() == Some(0))
        .count();
    let in_tier = if icp.card.tiers.len() > 1 {
        format!(" ({} in tier {best})", grouped(in_best))
    } else {
        String::new()
    };
    let first = scored.worth_finding.first();
    let one_field = first.filter(|first| first.decisions > 0).map(|first| {
        format!(
            "; finding the {} settles {} of them",
            first.field.label(),
            grouped(first.decisions)
        )
    });
    in_one_sentence(
        scored.counts,
        n_deals,
        &in_tier,
        &one_field.unwrap_or_default(),
    )
}

/// Returns the counts as a sentence; `pursued` follows those to pursue, `open` those that might
/// fit where nobody can be pursued.
pub(super) fn in_one_sentence(counts: Counts, n_deals: usize, pursued: &str, open: &str) -> String {
    let Counts {
        pursue,
        find_out,
        ignore,
    } = counts;
    let total = counts.total();
    if total == 0 {
        return match n_deals {
            0 => "There is no company in the tables yet".to_owned(),
            n => format!(
                "{} deals, and none of them names a company: there is nobody to target yet",
                grouped(n)
            ),
        };
    }
    if pursue == 0 && find_out == 0 {
        return format!(
            "None of {} fits: every one fails a gate, hits an exclusion or was set aside by hand",
            companies(total)
        );
    }
    if pursue == 0 {
        return format!(
            "Of {}, none can be pursued outright, {} might fit{open}, and {} can be ignored",
            companies(total),
            grouped(find_out),
            grouped(ignore)
        );
    }
    format!(
        "Of {}, pursue {}{pursued}, find out about {}, ignore {}",
        companies(total),
        grouped(pursue),
        grouped(find_out),
        grouped(ignore)
    )
}

pub(super) fn companies(n: usize) -> String {
    if n == 1 {
        "1 company".to_owned()
    } else {
        format!("{} companies", grouped(n))
    }
}

/// Returns a whole number with commas between thousands.
pub(crate) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub(super) fn place(place: &Place) -> String {
    place.to_string()
}

/// Returns the counts by decision.
pub fn counts_view(counts: Counts) -> CountsView {
    CountsView {
        id: "count".to_owned(),
        companies: counts.total(),
        pursue: counts.pursue,
        find_out: counts.find_out,
        ignore: counts.ignore,
    }
}

pub(super) fn tiers(icp: &Icp, scored: &Scored) -> Vec<TierView> {
    let mut counted: BTreeMap<(Decision, Vec<usize>), usize> = BTreeMap::new();
    for scoring in scored
        .list
        .iter()
        .filter(|scoring| scoring.decision != Decision::Ignore)
    {
        *counted
            .entry((scoring.decision, scoring.tiers.to_vec()))
            .or_default() += 1;
    }
    counted
        .into_iter()
        .map(|((decision, tiers), companies)| tier_view(icp, decision, &tiers, companies))
        .collect()
}

/// Returns how many companies of one decision could be in these tiers, by position.
pub fn tier_view(icp: &Icp, decision: Decision, tiers: &[usize], companies: usize) -> TierView {
    TierView {
        id: tier_id(icp, decision, tiers),
        decision: decision.as_str(),
        tier: icp.card.tiers.show(tiers),
        companies,
    }
}

/// Returns `tier.find_out.A-B`, for a decision and the tiers attainable.
pub(crate) fn tier_id(icp: &Icp, decision: Decision, tiers: &[usize]) -> String {
    let names: Vec<String> = tiers
        .iter()
        .map(|&tier| id::part(icp.card.tiers.name(tier)))
        .collect();
    let tiers = if names.is_empty() {
        "none".to_owned()
    } else {
        names.join("-")
    };
    format!("tier.{}.{tiers}", decision.as_str())
}

pub(crate) fn fallout(icp: &Icp, scored: &Scored) -> Vec<FallView> {
    let ids = CardIds::of(&icp.card);
    scored
        .falls
        .iter()
        .map(|fall| FallView {
            id: format!("fall.{}", ids.criterion(fall.criterion)),
            kind: match fall.criterion {
                CriterionRef::Gate(_) => "gate",
                CriterionRef::Exclusion(_) => "exclusion",
            },
            says: icp.card.criterion(fall.criterion).show(),
            out: fall.out,
            left: fall.left,
            open: fall.open,
            alone: fall.alone,
        })
        .collect()
}

pub(super) fn worth_finding(scored: &Scored) -> Vec<WorthFindingView> {
    scored
        .worth_finding
        .iter()
        .map(|entry| WorthFindingView {
            id: format!("worth.{}", id::fields([&entry.field])),
            field: entry.field.name(),
            decisions: entry.decisions,
            tiers: entry.tiers,
            companies: entry.companies,
        })
        .collect()
}
