//! Personas, each beside its ICP: who to target on the left, what to say on the right.

use doorwise_playbook::personas::{MatterView, PersonasView, ProposedView};
use doorwise_playbook::view::RateView;
use maud::{Markup, html};

use super::Links;
use super::piece::{Layout, missing, section};

/// Returns the page's one sentence.
pub(super) fn headline(view: &PersonasView) -> String {
    let (n, asked) = (view.personas.len(), view.people);
    let people = if asked == 1 { "person" } else { "people" };
    let personas = if n == 1 { "persona" } else { "personas" };
    format!(
        "{n} {personas} inside {}, from {asked} {people} who were asked",
        view.icp_name
    )
}

/// Returns everything between head and foot.
pub(super) fn content(view: &PersonasView, links: &Links<'_>) -> Markup {
    html! {
        @if view.personas.is_empty() {
            (section("personas", Layout::Side, "No persona yet", &html! {}, &missing(
                "No contact on a closed deal has a title that says a function, and nobody was asked.",
                "doorwise init --table contacts.csv",
            )))
        }
        @for persona in &view.personas { (sheet(view, persona, links)) }
        @if !view.next.is_empty() {
            (section("next", Layout::Side, "What next", &html! {}, &html! {
                ol { @for next in &view.next { li { (links.number(view.id, "next", next)) } } }
            }))
        }
    }
}

fn sheet(view: &PersonasView, persona: &ProposedView, links: &Links<'_>) -> Markup {
    let body = html! {
        div class="sheet" {
            div {
                h3 { "The ICP: who to target" }
                p { bdi { (view.icp_name) } }
                ul { @for says in &view.companies { li { (links.number(view.id, "companies", says)) } } }
            }
            div {
                h3 { "The persona: what to say" }
                p { (links.number(&persona.key, "titles", format!("{}, {}: {}", persona.function, persona.band, persona.titles.join(", ")))) }
                (role(persona, links))
                @if persona.asked.is_empty() {
                    p class="quiet" { "Nobody of them was asked, so nothing is said of their goals and pains." }
                }
                (said(persona, links))
                @if let Some(asks) = &persona.boss_asks { h4 { "The boss asks" } p { (links.number(&persona.key, "boss_asks", asks)) } }
                @if !persona.words.is_empty() { h4 { "Phrases they share" } p { (links.number(&persona.key, "words", persona.words.join(", "))) } }
                @if !persona.ask_next.is_empty() {
                    h4 { "Ask next" }
                    ul { @for question in &persona.ask_next { li { (links.number(&persona.key, "ask_next", question)) } } }
                }
            }
        }
    };
    let lede = html! {
        p class="quiet" {
            @if persona.is_new { "Proposed: " } @else { "Written in " }
            code { (persona.file) }
        }
    };
    section(
        &format!("persona-{}", persona.id),
        Layout::Wide,
        &persona.name,
        &lede,
        &body,
    )
}

fn role(persona: &ProposedView, links: &Links<'_>) -> Markup {
    html! {
        @if let Some(role) = &persona.buying_role {
            p { (links.number(&persona.key, "buying_role", format!("{} ({}: {})", role.role.replace('_', " "), role.grade, role.why))) }
        }
        @if let Some(deals) = &persona.deals {
            p {
                "In " (links.number(&deals.id, "won_with", format!("{} of {} won deals", deals.won_with, deals.won))) (range(deals.won_share))
                " and in " (links.number(&deals.id, "lost_with", format!("{} of {} lost ones", deals.lost_with, deals.lost))) (range(deals.lost_share))
                "; presence alone does not show who decides."
            }
        }
    }
}

fn range(rate: Option<RateView>) -> String {
    rate.map_or_else(String::new, |rate| {
        format!(" ({:.0} to {:.0} %)", 100.0 * rate.low, 100.0 * rate.high)
    })
}

fn said(persona: &ProposedView, links: &Links<'_>) -> Markup {
    let mut kinds: Vec<(&str, Vec<&MatterView>)> = Vec::new();
    for matter in &persona.said {
        match kinds.last_mut().filter(|(kind, _)| *kind == matter.kind) {
            Some((_, matters)) => matters.push(matter),
            None => kinds.push((matter.kind, vec![matter])),
        }
    }
    html! {
        @for (kind, matters) in &kinds {
            h4 { (kind.replace('_', " ")) }
            ul class="plain" {
                @for matter in matters {
                    @if let Some(quote) = matter.quotes.first() {
                        li {
                            (links.to(&matter.id, format!("\u{201c}{}\u{201d}", quote.quote)))
                            cite {
                                (matter.people) " of " (matter.of) (range(matter.share)) "; "
                                (quote.speaker) ", " (quote.file) ":" (quote.line)
                            }
                        }
                    }
                }
            }
        }
    }
}
