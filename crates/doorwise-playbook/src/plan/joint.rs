//! One plan for several ICPs: each company stands under one of them and is counted once.

mod company;
mod section;
mod standings;

use doorwise_model::market::Counts;

use super::{Plan, PlanInputs, actions, joins, market, messages, people, plan};
use crate::id;
use crate::view::{ActionView, JointView, SaysView, SectionView, StandsView, TargetView};
pub(crate) use company::Companies;
pub use company::{also, has_to_say};
pub use standings::Overlaps;
pub(crate) use standings::{Standings, Stands};

/// A plan for several ICPs with the company lists behind it.
pub struct JointPlan {
    /// The page.
    pub view: JointView,
    pub(crate) standings: Standings,
}

/// Makes one plan for several ICPs; the inputs differ in their ICP alone.
///
/// # Panics
/// Panics without an ICP.
pub fn joint(inputs: &[PlanInputs<'_>]) -> JointPlan {
    let each = inputs.iter().map(with_every_draft).collect();
    let standings = Standings::new(each, inputs[0].market);
    JointPlan {
        view: view(inputs, &standings),
        standings,
    }
}

/// Makes the plan of one ICP, with drafts for each of its personas.
fn with_every_draft(inputs: &PlanInputs<'_>) -> Plan {
    let personas = inputs.workspace.personas_in(&inputs.icp.id);
    let mut made = plan(inputs);
    made.view.messages = messages::messages(inputs.workspace, inputs.icp, &personas);
    made
}

fn view(inputs: &[PlanInputs<'_>], standings: &Standings) -> JointView {
    let companies = Companies::new(inputs, standings);
    let stands = standings.counts();
    let mut counts = Counts::default();
    for company in &standings.list {
        counts.add(company.scoring.decision);
    }
    let icps: Vec<SectionView> = (0..inputs.len())
        .map(|icp| SectionView {
            stands: stands_view(&inputs[icp].icp.id, stands[icp]),
            plan: section::section(&standings.each[icp].view, companies.first(|of| of == icp)),
        })
        .collect();
    // What is the same whatever the ICP is said by the plan of the first already.
    let alone = &standings.each[0].view;
    JointView {
        doorwise: alone.doorwise,
        workspace: alone.workspace.clone(),
        as_of: alone.as_of.clone(),
        as_of_from: alone.as_of_from.clone(),
        headline: headline(inputs, counts, &stands),
        counts: market::counts_view(counts),
        overlaps: standings.overlaps(inputs),
        remarks: remarks(inputs, standings, &companies),
        deals: alone.deals.clone(),
        targets: companies.first(|_| true),
        roles_seen: alone.roles_seen.clone(),
        actions: actions(inputs, standings, &companies, &icps),
        icps,
        assumptions: alone
            .assumptions
            .iter()
            .filter(|assumption| assumption.id == "offer")
            .cloned()
            .collect(),
        tables: alone.tables.clone(),
        joins: alone.joins.clone(),
        problems: alone.problems,
    }
}

/// Returns the companies that stand under an ICP.
pub fn stands_view(icp: &str, counts: Counts) -> StandsView {
    StandsView {
        id: id::within(icp, "stands"),
        companies: counts.pursue + counts.find_out,
        pursue: counts.pursue,
        find_out: counts.find_out,
    }
}

fn headline(inputs: &[PlanInputs<'_>], counts: Counts, stands: &[Counts]) -> String {
    let shares: Vec<String> = inputs
        .iter()
        .zip(stands)
        .map(|(inputs, counts)| {
            format!("{} under {}", market::grouped(counts.pursue), inputs.icp.id)
        })
        .collect();
    let n_deals = inputs[0].market.deals().len();
    market::in_one_sentence(counts, n_deals, &format!(" ({})", shares.join(", ")), "")
}

fn remarks(
    inputs: &[PlanInputs<'_>],
    standings: &Standings,
    companies: &Companies<'_>,
) -> Vec<SaysView> {
    let mut remarks = joins::remarks(inputs[0].market);
    let scorings = standings.list.iter().map(|of| &of.scoring);
    if let Some(says) = market::in_deals(companies.history.counts(scorings)) {
        remarks.push(("in_deals", says));
    }
    remarks
        .into_iter()
        .map(|(id, says)| SaysView {
            id: format!("remark.{id}"),
            says,
        })
        .collect()
}

fn actions(
    inputs: &[PlanInputs<'_>],
    standings: &Standings,
    companies: &Companies<'_>,
    icps: &[SectionView],
) -> Vec<ActionView> {
    let presence = people::presence(inputs[0].market);
    let found: Vec<actions::Found<'_>> = (0..inputs.len())
        .map(|icp| actions::Found {
            inputs: &inputs[icp],
            scored: &standings.each[icp].scored,
            personas: &companies.personas[icp],
            presence: &presence,
            clarity: &icps[icp].plan.clarity,
            targets: &icps[icp].plan.targets,
        })
        .collect();
    actions::next_three_of(&found)
}

impl JointPlan {
    /// Returns every company not ignored, in list order, explained one at a time.
    pub fn targets<'a>(
        &'a self,
        inputs: &'a [PlanInputs<'a>],
    ) -> impl Iterator<Item = TargetView> + 'a {
        let companies = Companies::new(inputs, &self.standings);
        companies
            .not_ignored()
            .map(move |(idx, of)| companies.target(of, idx + 1))
    }

    /// Returns every company that all ICPs ignore, in list order, explained one at a time.
    pub fn ignored<'a>(
        &'a self,
        inputs: &'a [PlanInputs<'a>],
    ) -> impl Iterator<Item = TargetView> + 'a {
        let companies = Companies::new(inputs, &self.standings);
        let ignored = companies.ignored().enumerate();
        ignored.map(move |(idx, of)| companies.reasoned(of, idx + 1))
    }
}
