//! The page of several ICPs: all of them together, then each.

use doorwise_playbook::view::{JointView, OverlapsView, SectionView};
use maud::{Markup, html};

use super::piece::{self, Layout, remarks};
use super::{
    assurance, deals, icp, market, message, navigation, numbers, persona, reading, target,
};
use crate::figure::{companies, counted, grouped};

/// Returns what stands between head and foot.
pub(super) fn content(plan: &JointView) -> Markup {
    html! {
        section class="counts" aria-labelledby="counts" {
            h2 id="counts" class="unseen" { "How many to pursue, to find out about, to ignore" }
            (numbers(&plan.counts))
            @if plan.counts.companies > 0 {
                (stands(&plan.icps))
                (overlaps(&plan.overlaps))
            }
            (deals(plan.deals.as_ref()))
            (remarks(&plan.remarks))
        }
        (contents(&plan.icps))
        @for section in &plan.icps { (one(section)) }
        @if !plan.roles_seen.is_empty() {
            @let content = persona::roles_seen(&plan.roles_seen);
            (piece::section("roles", Layout::Side, "Who is in your deals", &html! {}, &content))
        }
        @if !plan.assumptions.is_empty() {
            (assurance::assumptions("assumptions", &plan.assumptions))
        }
        (assurance::actions(&plan.actions))
        (reading::section(&plan.tables, &plan.joins, plan.problems))
    }
}

/// Returns how many companies stand under each ICP; each is counted once.
fn stands(icps: &[SectionView]) -> Markup {
    html! {
        h3 { "Each company under the ICP where it stands best" }
        table class="counts-table" {
            thead { tr {
                th scope="col" { "ICP" }
                th scope="col" { "pursue" }
                th scope="col" { "find out" }
            } }
            tbody {
                @for section in icps {
                    tr {
                        th scope="row" { a href={ "#" (section.plan.id("top")) } { bdi { (section.plan.icp.name) } } }
                        td { (grouped(section.stands.pursue)) }
                        td { (grouped(section.stands.find_out)) }
                    }
                }
            }
        }
    }
}

fn overlaps(overlaps: &OverlapsView) -> Markup {
    html! {
        p class="deals" {
            @match overlaps.companies {
                0 => "No company meets more than one ICP.",
                n => { (counted(n, "company meets", "companies meet")) " more than one ICP, and each is counted once:" }
            }
        }
        @if overlaps.companies > 0 {
            ul class="plain" {
                @for pair in overlaps.pairs.iter().filter(|pair| pair.companies > 0) {
                    li { bdi { (pair.icps.join(" and ")) } ": " (grouped(pair.companies)) }
                }
            }
        }
    }
}

fn contents(icps: &[SectionView]) -> Markup {
    let mut links: Vec<(String, String)> = icps
        .iter()
        .map(|section| (section.plan.id("top"), section.plan.icp.name.clone()))
        .collect();
    links.push(("actions".to_owned(), "What next".to_owned()));
    links.push(("tables".to_owned(), "How the tables were read".to_owned()));
    navigation(&links)
}

/// Returns everything that one ICP says, as its own plan would.
fn one(section: &SectionView) -> Markup {
    let plan = &section.plan;
    let stands = &section.stands;
    html! {
        header class="icp-head" {
            p class="eyebrow" { "ICP " bdi { (plan.icp.id) } }
            h2 id=(plan.id("top")) { bdi { (plan.icp.name) } }
            p {
                (companies(stands.companies)) " " (if stands.companies == 1 { "stands" } else { "stand" })
                " under it: " (grouped(stands.pursue)) " to pursue, " (grouped(stands.find_out)) " to find out about."
            }
            p class="quiet" { "By itself: " (plan.headline) "." }
            (super::tiers(&plan.tiers))
            (remarks(&plan.remarks))
        }
        (icp::section(plan))
        (target::section(plan, stands.companies))
        (target::worth_finding(plan))
        (persona::section(plan))
        (message::section(plan))
        (market::segments(plan))
        (market::fallout(plan))
        (assurance::clarity(plan))
        (assurance::assumptions(&plan.id("assumptions"), &plan.assumptions))
    }
}
