//! Who to target: the ICP read back.

use doorwise_playbook::view::{CriterionView, PlanView};
use maud::{Markup, html};

use super::Links;
use super::piece::{self, Layout, assumption, assumption_if};
use crate::figure::{range, signed};

/// Returns the ICP as it was understood.
pub(super) fn section(plan: &PlanView, links: &Links<'_>) -> Markup {
    let icp = &plan.icp;
    let lede = html! {
        p { (links.to(&plan.id("icp"), html! { bdi { (icp.name) } })) }
        @if !icp.file.is_empty() { p class="quiet" { "Written in " code { (icp.file) } } }
        @if !plan.other_icps.is_empty() {
            p class="quiet" { "Other ICPs here: " (plan.other_icps.join(", ")) }
        }
    };
    let content = content(plan, links);
    piece::section(
        &plan.id("icp"),
        Layout::Side,
        "Who to target",
        &lede,
        &content,
    )
}

fn content(plan: &PlanView, links: &Links<'_>) -> Markup {
    let icp = &plan.icp;
    let lines_assumed = icp.lines.iter().all(|line| line.assumption);
    html! {
        @if icp.gates.is_empty() && icp.exclusions.is_empty() && icp.lines.is_empty() {
            (piece::missing("The ICP has no criterion yet, so every company is in it: say which ones you mean.", piece::INIT_ICP))
        }
        div class="columns" {
            (criteria(links, "Must hold", &icp.gates, "no gate: nothing must hold"))
            (criteria(links, "Must not hold", &icp.exclusions, "no exclusion"))
            div {
                (heading("Points", icp.lines.len(), lines_assumed))
                @if icp.lines.is_empty() {
                    p class="quiet" { "no points: all that pass rank alike" }
                } @else {
                    ul class="plain" {
                        @for line in &icp.lines {
                            li title=(line.place) {
                                (links.to(&line.id, html! { b class="points" { (signed(line.points)) } " " (line.says) }))
                                (assumption_if(line.assumption && !lines_assumed))
                            }
                        }
                    }
                }
            }
            div {
                (heading("Tiers", icp.tiers.len(), false))
                ul class="plain" {
                    @for cut in &icp.tiers {
                        li {
                            b { (cut.tier) } " "
                            (links.to(&cut.id, match cut.from {
                                Some(from) => format!("from {from} points"),
                                None if icp.tiers.len() == 1 => "every company that passes".to_owned(),
                                None => "the rest".to_owned(),
                            }))
                        }
                    }
                }
                @if let Some(reach) = icp.reach.filter(|_| !icp.lines.is_empty()) {
                    p class="quiet" { "A company that passes can reach " (links.to(&plan.id("icp.reach"), range(reach))) " points." }
                }
            }
        }
        @if !icp.notes.is_empty() {
            h3 { "Said, shown, never scored" }
            ul class="plain" { @for note in &icp.notes { li { (links.to(&note.id, &note.says)) } } }
        }
        @if !icp.not_understood.is_empty() {
            h3 { "Said and not understood" }
            ul class="plain" { @for said in &icp.not_understood { li { (links.to(&plan.id("icp.not_understood"), format!("“{said}”"))) } } }
            p class="quiet" { "Nothing was made of these words. Write them as a gate, as points or as a note in the file." }
        }
    }
}

/// Where a whole group rests on assumption the word stands once, at its head.
fn heading(title: &str, n: usize, all_assumed: bool) -> Markup {
    html! {
        h3 {
            (title)
            @if n > 0 && all_assumed {
                " " (assumption())
                @if n > 1 { span class="quiet" { " all " (n) } }
            }
        }
    }
}

fn criteria(links: &Links<'_>, title: &str, criteria: &[CriterionView], none: &str) -> Markup {
    let all_assumed = criteria.iter().all(|criterion| criterion.assumption);
    html! {
        div {
            (heading(title, criteria.len(), all_assumed))
            @if criteria.is_empty() {
                p class="quiet" { (none) }
            } @else {
                ul class="plain" {
                    @for criterion in criteria {
                        li title=(criterion.place) {
                            (links.to(&criterion.id, &criterion.says))
                            (assumption_if(criterion.assumption && !all_assumed))
                            @if let Some(why) = &criterion.why { span class="quiet" { " " (why) } }
                        }
                    }
                }
            }
        }
    }
}
