//! The page of several ICPs: all of them together, then each.

use doorwise_playbook::view::{JointView, OverlapsView, SectionView};
use maud::{Markup, html};

use super::Links;
use super::piece::{self, Layout, remarks};
use super::{
    assurance, deals, icp, market, message, navigation, numbers, persona, reading, target,
};
use crate::figure::{companies, counted, grouped};

/// Returns what stands between head and foot.
pub(super) fn content(plan: &JointView, links: &Links<'_>) -> Markup {
    html! {
        section class="counts" aria-labelledby="counts" {
            h2 id="counts" class="unseen" { "How many to pursue, to find out about, to ignore" }
            (numbers(links, &plan.counts))
            @if plan.counts.companies > 0 {
                (stands(links, &plan.icps))
                (overlaps(links, &plan.overlaps))
            }
            (deals(links, plan.deals.as_ref()))
            (remarks(links, &plan.remarks))
        }
        (contents(&plan.icps))
        @for section in &plan.icps { (one(links, section)) }
        @if !plan.roles_seen.is_empty() {
            @let content = persona::roles_seen(&plan.roles_seen, links);
            (piece::section("roles", Layout::Side, "Who is in your deals", &html! {}, &content))
        }
        @if !plan.assumptions.is_empty() {
            (assurance::assumptions("assumptions", &plan.assumptions, links))
        }
        (assurance::actions(&plan.actions, links))
        (reading::section(&plan.tables, &plan.joins, plan.problems, links))
    }
}

/// Returns how many companies stand under each ICP; each is counted once.
fn stands(links: &Links<'_>, icps: &[SectionView]) -> Markup {
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
                        td { (links.number(&section.stands.id, "pursue", grouped(section.stands.pursue))) }
                        td { (links.number(&section.stands.id, "find_out", grouped(section.stands.find_out))) }
                    }
                }
            }
        }
    }
}

fn overlaps(links: &Links<'_>, overlaps: &OverlapsView) -> Markup {
    html! {
        p class="deals" {
            @match overlaps.companies {
                0 => "No company meets more than one ICP.",
                n => { (links.number(overlaps.id, "companies", counted(n, "company meets", "companies meet"))) " more than one ICP, and each is counted once:" }
            }
        }
        @if overlaps.companies > 0 {
            ul class="plain" {
                @for pair in overlaps.pairs.iter().filter(|pair| pair.companies > 0) {
                    li { bdi { (pair.icps.join(" and ")) } ": " (links.number(&pair.id, "companies", grouped(pair.companies))) }
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
fn one(links: &Links<'_>, section: &SectionView) -> Markup {
    let plan = &section.plan;
    let stands = &section.stands;
    html! {
        header class="icp-head" {
            p class="eyebrow" { "ICP " bdi { (plan.icp.id) } }
            h2 id=(plan.id("top")) { bdi { (plan.icp.name) } }
            p {
                (links.number(&stands.id, "companies", companies(stands.companies)))
                " " (if stands.companies == 1 { "stands" } else { "stand" }) " under it: "
                (links.number(&stands.id, "pursue", grouped(stands.pursue))) " to pursue, "
                (links.number(&stands.id, "find_out", grouped(stands.find_out))) " to find out about."
            }
            p class="quiet" { "By itself: " (links.to(&plan.id("headline"), &plan.headline)) "." }
            (super::tiers(links, &plan.tiers))
            (remarks(links, &plan.remarks))
        }
        (icp::section(plan, links))
        (target::section(plan, stands.companies, links))
        (target::worth_finding(plan, links))
        (persona::section(plan, links))
        (super::reader::section(plan, links))
        (message::section(plan, links))
        (market::segments(plan, links))
        (market::fallout(plan, links))
        (assurance::clarity(plan, links))
        (assurance::assumptions(&plan.id("assumptions"), &plan.assumptions, links))
    }
}
