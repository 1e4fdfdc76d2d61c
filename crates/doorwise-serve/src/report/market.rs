//! Segments to pursue and to ignore, and how each criterion thins the market.

use doorwise_playbook::view::{PlanView, SegmentView};
use maud::{Markup, html};

use super::Links;
use super::piece::{self, Layout};
use crate::chart::{self, Shape};
use crate::figure::{counted, grouped};

/// Returns the segments that say most, on both sides.
pub(super) fn segments(plan: &PlanView, links: &Links<'_>) -> Markup {
    let lede = html! {
        p class="quiet" {
            "Companies that share two values"
            @if !plan.segments.is_empty() { "; " (counted(plan.segments.len(), "segment", "segments")) " counted" }
            ". What to ignore is a result as good as what to pursue."
        }
    };
    let content = html! {
        @if plan.segments_to_pursue.is_empty() && plan.segments_to_ignore.is_empty() {
            @if plan.counts.companies == 0 {
                (piece::missing("There is no table of companies to cut into segments.", piece::INIT_TABLE))
            } @else {
                (piece::missing(
                    "No two fields are known for enough companies: map columns such as industry, place or stage \
                     in doorwise.yaml.",
                    piece::CHECK,
                ))
            }
        } @else {
            div class="two" {
                (table(links, "Segments to pursue", Shape::Full, &plan.segments_to_pursue,
                    "No segment holds a company to pursue or to find out about."))
                (table(links, "Segments to ignore", Shape::Ring, &plan.segments_to_ignore,
                    "No segment can be left out whole."))
            }
        }
    };
    piece::section(
        &plan.id("segments"),
        Layout::Wide,
        "Segments to pursue and to ignore",
        &lede,
        &content,
    )
}

fn table(
    links: &Links<'_>,
    title: &str,
    shape: Shape,
    segments: &[SegmentView],
    none: &str,
) -> Markup {
    html! {
        div {
            h3 { (chart::shape(shape)) " " (title) }
            @if segments.is_empty() {
                p class="quiet" { (none) }
            } @else {
                table class="counts-table" {
                    thead {
                        tr {
                            th scope="col" { "Segment" }
                            th scope="col" { "pursue" }
                            th scope="col" { "find out" }
                            th scope="col" { "ignore" }
                        }
                    }
                    tbody {
                        @for segment in segments {
                            tr {
                                th scope="row" { (links.to(&segment.id, html! { bdi { (segment.says) } })) }
                                td { (links.number(&segment.id, "pursue", grouped(segment.pursue))) }
                                td { (links.number(&segment.id, "find_out", grouped(segment.find_out))) }
                                td { (links.number(&segment.id, "ignore", grouped(segment.ignore))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the fall-out, gate by gate.
pub(super) fn fallout(plan: &PlanView, links: &Links<'_>) -> Markup {
    let lede = html! {
        p class="quiet" { "Each bar is what is left after a gate or an exclusion, in the order of the file." }
        @if plan.fallout.iter().any(|fall| fall.open > 0) {
            p class="quiet" { "The pale, outlined part is open: the table does not say." }
        }
    };
    let content = if plan.fallout.is_empty() {
        piece::missing(
            "The ICP has no gate and no exclusion, so nothing thins the market.",
            piece::INIT_ICP,
        )
    } else if plan.counts.companies == 0 {
        piece::missing(
            "There is no company to send through the gates yet.",
            piece::INIT_TABLE,
        )
    } else {
        chart::funnel(&plan.id("funnel"), &plan.counts, &plan.fallout, links)
    };
    piece::section(
        &plan.id("fallout"),
        Layout::Side,
        "Where companies fall out",
        &lede,
        &content,
    )
}
