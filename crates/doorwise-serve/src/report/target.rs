//! The first targets, and the one field that would settle most of what is open.

use doorwise_playbook::view::{
    PersonView, PlanView, RangeView, ReaderView, ReasonView, TargetView,
};
use maud::{Markup, html};

use super::Links;
use super::piece::{self, Layout, assumption, assumption_if, to_copy};
use crate::chart::{self, Shape};
use crate::figure::{companies, counted, grouped, points, range};

/// Reasons shown beside a company; all others open below them.
const REASONS_SHOWN: usize = 3;

/// Where the word ASSUMPTION stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Once, above all reasons.
    Once,
    /// Beside each reason that rests on it.
    Each,
}

/// Returns the first targets as a table; `fits` companies are there to choose from.
pub(super) fn section(plan: &PlanView, fits: usize, links: &Links<'_>) -> Markup {
    let lede = html! {
        @if !plan.targets.is_empty() {
            p class="quiet" {
                "The first " (plan.targets.len()) " of " (companies(fits))
                " not ignored: to pursue first, then to find out about. "
                code { "targets.csv" } " holds all of them."
            }
            @if all_assumed(plan) {
                p class="quiet" { (assumption()) " Every reason below rests on it: the whole ICP does." }
            }
        }
    };
    piece::section(
        &plan.id("targets"),
        Layout::Wide,
        "First targets",
        &lede,
        &table(plan, fits, links),
    )
}

/// Where every reason rests on assumption the word stands once, above the table.
fn all_assumed(plan: &PlanView) -> bool {
    let mut criteria = plan
        .targets
        .iter()
        .flat_map(|target| &target.reasons)
        .filter(|reason| reason.kind != "override")
        .peekable();
    criteria.peek().is_some() && criteria.all(|reason| reason.assumption)
}

fn table(plan: &PlanView, fits: usize, links: &Links<'_>) -> Markup {
    if plan.targets.is_empty() {
        return if plan.counts.companies == 0 {
            piece::missing(
                "There is no table of companies to pick from.",
                piece::INIT_TABLE,
            )
        } else if fits == 0 && plan.counts.pursue + plan.counts.find_out > 0 {
            html! { p { "Every company that fits stands better under another ICP." } }
        } else {
            piece::missing(
                "No company is left: each one fails a gate or hits an exclusion. \
                 The fall-out below shows which criterion takes most of them.",
                piece::CHECK,
            )
        };
    }
    let mark = if all_assumed(plan) {
        Mark::Once
    } else {
        Mark::Each
    };
    html! {
        table class="stack targets" {
            thead {
                tr {
                    th scope="col" { "#" }
                    th scope="col" { "Company" }
                    th scope="col" { "Tier" }
                    th scope="col" { "Score" }
                    th scope="col" { "Why" }
                    th scope="col" { "Write to" }
                    th scope="col" { "What would change it" }
                }
            }
            tbody { @for target in &plan.targets { (row(plan, links, target, mark)) } }
        }
    }
}

fn row(plan: &PlanView, links: &Links<'_>, target: &TargetView, mark: Mark) -> Markup {
    let (shape, decision) = match target.decision {
        "pursue" => (Shape::Full, "pursue"),
        "find_out" => (Shape::Half, "find out"),
        _ => (Shape::Ring, "ignore"),
    };
    let key = &target.key;
    html! {
        tr {
            td class="rank" data-label="#" { (links.number(key, "rank", target.rank)) }
            th scope="row" data-label="Company" {
                span class="company" { (links.to(key, html! { bdi { (target.company) } })) }
                span class="quiet decision" { (chart::shape(shape)) " " (links.number(key, "decision", decision)) }
                @if let Some(domain) = &target.domain { span class="quiet" { bdi { (domain) } } }
                @if let Some(note) = &target.override_note { span class="note" { (links.number(key, "override", note)) } }
                @for also in &target.also {
                    span class="note" {
                        @if also.decision != "ignore" { "also meets " }
                        (links.to(&also.id, html! { bdi { (also.says) } }))
                    }
                }
            }
            td data-label="Tier" { b class="tier" { (links.number(key, "tier", &target.tier)) } }
            td data-label="Score" { (score(links, target, plan.icp.reach)) }
            td data-label="Why" { (reasons(links, target, mark)) }
            td data-label="Write to" { (person(plan, links, target)) }
            td data-label="What would change it" { (links.number(key, "would_change", &target.would_change)) }
        }
    }
}

fn score(links: &Links<'_>, target: &TargetView, reach: Option<RangeView>) -> Markup {
    html! {
        @match target.score {
            Some(found) => {
                span class="score" { (links.number(&target.key, "score", range(found))) }
                @if let Some(reach) = reach {
                    (chart::span(found, reach))
                    span class="quiet" { "of " (range(reach)) }
                }
            }
            None => span class="quiet" { "none" },
        }
    }
}

/// Returns the reasons that say most: what is open or made by hand, then points, largest first.
pub(super) fn strongest(reasons: &[ReasonView]) -> Vec<&ReasonView> {
    let mut strongest: Vec<&ReasonView> = reasons.iter().collect();
    strongest.sort_by_key(|reason| {
        let size = reason.points.map_or(0, |points| {
            points.low.unsigned_abs().max(points.high.unsigned_abs())
        });
        let rank = match (reason.kind, reason.state) {
            ("override", _) => 0,
            (_, "fails" | "hits") => 1,
            ("points", _) if size > 0 => 3,
            ("points", _) => 5,
            (_, "open") => 2,
            // Every company on the list passes the gates that hold: it tells the least.
            _ => 4,
        };
        (rank, std::cmp::Reverse(size))
    });
    strongest.truncate(REASONS_SHOWN);
    strongest
}

fn reasons(links: &Links<'_>, target: &TargetView, mark: Mark) -> Markup {
    html! {
        ul class="plain" { @for reason in strongest(&target.reasons) { (reason_line(links, reason, mark)) } }
        details {
            summary {
                "All " (counted(target.reasons.len(), "reason", "reasons"))
                @if !target.facts.is_empty() { " and " (counted(target.facts.len(), "field", "fields")) }
            }
            ul class="plain" { @for reason in &target.reasons { (reason_line(links, reason, mark)) } }
            @if let Some(found) = target.score {
                p class="quiet" { "The points add up to " (links.number(&target.key, "score", range(found))) "; as seen " (links.number(&target.key, "seen", target.seen)) "." }
            }
            @if !target.facts.is_empty() {
                ul class="plain" {
                    @for fact in &target.facts {
                        li {
                            span class="quiet" { (fact.field) } " " (links.to(&fact.id, &fact.read_as))
                            @if !fact.written.is_empty() && fact.written != fact.read_as {
                                span class="quiet" { " written “" (fact.written) "”" }
                            }
                        }
                    }
                }
            }
            p class="quiet" { (target.row) }
        }
    }
}

fn reason_line(links: &Links<'_>, reason: &ReasonView, mark: Mark) -> Markup {
    html! {
        li {
            @match reason.points {
                Some(range) => b class="points" { (points(range)) },
                None => span class="state" { (state(reason)) },
            }
            " " (links.to(&reason.id, &reason.says)) (assumption_if(reason.assumption && mark == Mark::Each))
        }
    }
}

/// Returns how a gate or an exclusion stands, in the word a reader needs.
fn state(reason: &ReasonView) -> &'static str {
    match (reason.kind, reason.state) {
        ("override", _) => "by hand",
        (_, "open") => "open",
        (_, "fails") => "fails",
        (_, "hits") => "hits",
        (_, "clear") => "clear",
        _ => "holds",
    }
}

fn person(plan: &PlanView, links: &Links<'_>, target: &TargetView) -> Markup {
    let key = &target.key;
    let id = format!("search-{}", target.rank);
    html! {
        @if let Some(history) = &target.history { span class="note" { (links.number(key, "history", html! { bdi { (history) } })) } }
        @for (idx, reader) in target.readers.iter().enumerate() {
            (one_reader(plan, links, &format!("search-{}-{}", target.rank, idx + 1), reader))
        }
        @match (&target.person, &target.search) {
            _ if !target.readers.is_empty() => {}
            (Some(person), _) => (known(plan, links, &format!("{key}.person"), person)),
            (None, Some(search)) => {
                span class="quiet" { (links.number(key, "search", "Not known there.")) }
                details {
                    summary { "Text for a people search" }
                    (to_copy(&id, search))
                }
                @if let Some(known) = &target.known_there {
                    span class="note" {
                        (links.number(key, "known_there", "known there")) ": " bdi { (known.name) } ", " bdi { (known.title) }
                        @if !known.persona.is_empty() { " (" (persona_name(plan, &known.persona)) ")" }
                    }
                }
            }
            (None, None) => {
                span class="quiet" { "No contact and no persona to search for." }
            }
        }
    }
}

/// Returns the person who is known; the name opens by `id`.
fn known(plan: &PlanView, links: &Links<'_>, id: &str, person: &PersonView) -> Markup {
    html! {
        @if person.name.is_empty() {
            span class="quiet" { (links.to(id, "somebody unnamed")) }
        } @else {
            span class="person" { (links.to(id, html! { bdi { (person.name) } })) }
        }
        span { bdi { (person.title) } }
        @if let Some(email) = &person.email { span class="quiet" { bdi { (email) } } }
        @if person.matches != "yes" {
            span class="note" { "maybe: the title may match " (persona_name(plan, &person.persona)) }
        }
    }
}

/// Returns the person for one of several personas, or the text to search with.
fn one_reader(plan: &PlanView, links: &Links<'_>, id: &str, reader: &ReaderView) -> Markup {
    html! {
        span class="quiet reader" { bdi { (persona_name(plan, &reader.persona)) } }
        @match (&reader.person, &reader.search) {
            (Some(person), _) => (known(plan, links, &reader.id, person)),
            (None, Some(search)) => {
                details {
                    summary { "not known there: text for a people search" }
                    (to_copy(id, search))
                }
            }
            (None, None) => span class="quiet" { "not known there" },
        }
    }
}

/// Returns the persona's label where it is on the page, else its id.
pub(super) fn persona_name<'a>(plan: &'a PlanView, id: &'a str) -> &'a str {
    plan.personas
        .iter()
        .find(|persona| persona.id == id)
        .map_or(id, |persona| &persona.name)
}

/// Returns the one field to find.
pub(super) fn worth_finding(plan: &PlanView, links: &Links<'_>) -> Markup {
    let lede = html! { p class="quiet" { "Unknown is unknown: never a no, never quietly zero." } };
    let content = match plan.worth_finding.split_first() {
        None if plan.counts.companies == 0 => {
            piece::missing("There is no company to ask about yet.", piece::INIT_TABLE)
        }
        None => html! {
            p { "Nothing: every company that is not ignored has its decision and its tier." }
            p class="quiet" { "Score another list against this ICP with " code { "doorwise score --icp " (plan.icp.file) " --table other.csv" } }
        },
        Some((first, others)) => html! {
            p class="field" { (links.to(&first.id, &first.field)) }
            p {
                "Finding it settles " b { (links.number(&first.id, "decisions", counted(first.decisions, "decision", "decisions"))) } " and "
                b { (links.number(&first.id, "tiers", counted(first.tiers, "tier", "tiers"))) } " by itself; it is not fully known for "
                (links.number(&first.id, "companies", companies(first.companies))) " of " (grouped(plan.counts.pursue + plan.counts.find_out)) " not ignored."
            }
            @if !others.is_empty() {
                p class="quiet" { "Next best:" }
                ul class="plain" {
                    @for other in others {
                        li {
                            (links.to(&other.id, &other.field)) " "
                            span class="quiet" {
                                (links.number(&other.id, "decisions", counted(other.decisions, "decision", "decisions"))) ", "
                                (links.number(&other.id, "tiers", counted(other.tiers, "tier", "tiers"))) ", unknown for "
                                (links.number(&other.id, "companies", grouped(other.companies)))
                            }
                        }
                    }
                }
            }
        },
    };
    piece::section(
        &plan.id("worth-finding"),
        Layout::Side,
        "The one field to find",
        &lede,
        &content,
    )
}
