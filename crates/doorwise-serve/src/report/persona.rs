//! Whom to write to: the personas, and what interviews and deals show of them.

use doorwise_playbook::id;
use doorwise_playbook::view::{PersonaView, PlanView, RoleSeenView, StatementView};
use maud::{Markup, html};

use super::Links;
use super::piece::{self, Layout, assumption, to_copy};
use crate::figure::counted;

/// Returns the personas, in the order in which a deal wants them.
pub(super) fn section(plan: &PlanView, links: &Links<'_>) -> Markup {
    let lede = html! {
        p class="quiet" {
            "People inside the companies of this ICP"
            @if plan.personas.len() > 1 { ", the first to write to first" }
            ". Only their own words count as evidence."
        }
    };
    let content = html! {
        @if plan.personas.is_empty() {
            (piece::missing(
                "No persona lives in this ICP yet, so there is nobody to write to: say who reads your mail, \
                 with a goal and a pain.",
                piece::INIT_PERSONA,
            ))
        } @else {
            div class="cards" { @for (idx, persona) in plan.personas.iter().enumerate() { (card(plan, links, idx, persona)) } }
        }
        @if !plan.roles_seen.is_empty() { (roles_seen(&plan.roles_seen, links)) }
    };
    piece::section(
        &plan.id("personas"),
        Layout::Wide,
        "Whom to write to",
        &lede,
        &content,
    )
}

/// Returns who was in closed deals: counts, no verdict.
pub(super) fn roles_seen(roles: &[RoleSeenView], links: &Links<'_>) -> Markup {
    html! {
        h3 { "Who was seen in your closed deals" }
        table class="counts-table" {
            thead { tr {
                th scope="col" { "Who; counts, no verdict on who decides" }
                th scope="col" { "won" }
                th scope="col" { "lost" }
            } }
            tbody {
                @for role in roles {
                    tr {
                        th scope="row" { (links.to(&role.id, format!("{} {}", role.function, role.band))) }
                        td { (links.number(&role.id, "won_with", format!("{} of {}", role.won_with, role.won))) }
                        td { (links.number(&role.id, "lost_with", format!("{} of {}", role.lost_with, role.lost))) }
                    }
                }
            }
        }
    }
}

fn card(plan: &PlanView, links: &Links<'_>, idx: usize, persona: &PersonaView) -> Markup {
    let heading = plan.id(&format!("persona-{}", idx + 1));
    let search = plan.id(&format!("persona-search-{}", idx + 1));
    let key = format!("persona.{}", id::part(&persona.id));
    html! {
        article class="card" aria-labelledby=(heading) {
            h3 id=(heading) { (links.to(&key, html! { bdi { (persona.name) } })) }
            dl class="facts" {
                dt { "Role" }
                dd {
                    @if persona.buying_roles.is_empty() { span class="quiet" { "no buying role said" } }
                    @else { (links.number(&key, "role", persona.buying_roles.join(", "))) }
                }
                dt { "Titles" }
                dd {
                    @if persona.titles.is_empty() { span class="quiet" { "no title pattern said" } }
                    (persona.titles.join(", "))
                }
                @if !persona.search.is_empty() {
                    dt { (links.number(&key, "search", "Search")) }
                    dd { (to_copy(&search, &persona.search)) }
                }
            }
            (statements(links, "Goals", "goal", persona))
            (statements(links, "Pains", "pain", persona))
            (statements(links, "Objections", "objection", persona))
            h4 { "What your deals show" }
            @match &persona.seen {
                Some(seen) => p { (links.to(&seen.id, sentence(&seen.says))) },
                None => p class="quiet" {
                    "No closed deal names its contacts. Add deals, won and lost: " code { "doorwise init --table deals.csv" }
                },
            }
        }
    }
}

fn statements(links: &Links<'_>, title: &str, kind: &str, persona: &PersonaView) -> Markup {
    let statements: Vec<&StatementView> = persona
        .statements
        .iter()
        .filter(|statement| statement.kind == kind)
        .collect();
    html! {
        h4 { (title) }
        @if statements.is_empty() {
            p class="quiet" { "none written down" }
        } @else {
            ul class="statements" { @for statement in statements { (line(links, statement)) } }
        }
    }
}

fn line(links: &Links<'_>, statement: &StatementView) -> Markup {
    html! {
        li {
            p { (links.to(&statement.id, &statement.says)) " " (rests_on(statement)) }
            @if let Some(quote) = &statement.quote { blockquote { bdi { (quote) } } }
        }
    }
}

/// Returns the people behind a statement, always with how many were asked.
fn rests_on(statement: &StatementView) -> Markup {
    html! {
        @if statement.assumption { (assumption()) " " }
        span class="quiet" {
            @match (statement.people, statement.of_people) {
                (0, 0) => "nobody interviewed yet",
                (people, of) => { (people) " of " (counted(of, "person", "people")) " said so" }
            }
        }
    }
}

/// Returns a text with a capital letter and a full stop.
fn sentence(says: &str) -> String {
    let mut chars = says.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let stop = if says.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{stop}", chars.as_str())
}
