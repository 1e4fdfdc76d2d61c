//! What to say as one page: the message house, then each persona with its drafts.

use doorwise_playbook::say::view::{HouseView, IdeaView, LineView, SayView, SpokenToView};
use doorwise_playbook::view::MessageView;
use maud::{Markup, html};

use super::Links;
use super::message;
use super::piece::{Layout, assumption_if, section};

/// Returns the page's one sentence.
pub(super) fn headline(view: &SayView) -> String {
    let drafts = view.personas.iter().flat_map(|persona| &persona.drafts);
    let n = drafts.filter(|draft| draft.withheld.is_none()).count();
    let drafts = if n == 1 { "draft" } else { "drafts" };
    let to: Vec<&str> = view
        .personas
        .iter()
        .map(|persona| persona.name.as_str())
        .collect();
    let segment = view
        .segment
        .as_ref()
        .map_or(String::new(), |segment| format!(", for {segment}"));
    format!("{n} {drafts} to {}{segment}", to.join(" and "))
}

/// Returns everything between head and foot.
pub(super) fn content(view: &SayView, links: &Links<'_>) -> Markup {
    html! {
        nav aria-label="Contents" {
            ul {
                @for (idx, house) in view.houses.iter().enumerate() { li { a href={ "#house-" (idx + 1) } { "The house of " (house.name) } } }
                @for (idx, persona) in view.personas.iter().enumerate() { li { a href={ "#persona-" (idx + 1) } { (persona.name) } } }
            }
        }
        @for (idx, house) in view.houses.iter().enumerate() { (the_house(house, idx + 1)) }
        @for (idx, persona) in view.personas.iter().enumerate() { (spoken_to(persona, idx + 1, links)) }
    }
}

fn the_house(house: &HouseView, number: usize) -> Markup {
    let lede = html! { p class="quiet" { "For everybody in " bdi { (house.name) } ". Each pillar: what a buyer has, what is said to it, what proves it, a customer's own words." } };
    let body = html! {
        @if let Some(roof) = &house.roof { p class="roof" { (roof.says) } }
        div class="house" {
            @for pillar in &house.pillars {
                article class="pillar" {
                    h3 { (pillar.matter.says) (assumption_if(pillar.matter.assumption)) }
                    p class="quiet" {
                        @match pillar.people {
                            0 => "nobody is cited for it yet",
                            1 => "said by 1 person",
                            n => { "said by " (n) " people" }
                        }
                    }
                    dl {
                        (part("Claim", pillar.claim.as_ref()))
                        (part("Proof", pillar.proof.as_ref()))
                        (part("In their words", pillar.line.as_ref()))
                    }
                    @if !pillar.gaps.is_empty() { ul class="gaps" { @for gap in &pillar.gaps { li { (gap) } } } }
                }
            }
        }
        @if !house.gaps.is_empty() { ul class="gaps" { @for gap in &house.gaps { li { (gap) } } } }
        @if !house.do_not_say.is_empty() {
            h3 { "Do not say" }
            table class="not-said" {
                thead { tr { th { "Words" } th { "Why not" } th { "Where" } } }
                tbody {
                    @for not in &house.do_not_say {
                        tr { th scope="row" { (not.words) } td { (not.why) } td class="quiet" { (not.source) } }
                    }
                }
            }
        }
    };
    section(
        &format!("house-{number}"),
        Layout::Wide,
        "The message house",
        &lede,
        &body,
    )
}

fn part(label: &str, line: Option<&LineView>) -> Markup {
    html! {
        dt { (label) }
        dd {
            @match line {
                Some(line) => { (line.says) (assumption_if(line.assumption)) p class="quiet" { (line.source) } }
                None => span class="quiet" { "none" },
            }
        }
    }
}

fn spoken_to(persona: &SpokenToView, number: usize, links: &Links<'_>) -> Markup {
    let lede = html! {
        ol {
            @for angle in &persona.angles {
                li {
                    (angle.kind) ": " (angle.says)
                    @match (angle.assumption, angle.people) {
                        (true, _) => (assumption_if(true)),
                        (false, 0) => "",
                        (false, 1) => span class="quiet" { " said by 1 person" },
                        (false, n) => span class="quiet" { " said by " (n) " people" },
                    }
                }
            }
        }
        @if let Some(gap) = &persona.angles_gap { p class="quiet" { (gap) "." } }
    };
    let given = |draft: &&MessageView| draft.withheld.is_none();
    let body = html! {
        div class="cards" {
            @for (idx, draft) in persona.drafts.iter().filter(given).enumerate() {
                @let under = html! { (opens_with(persona, draft)) };
                (message::draft(links, &format!("draft-{number}-{}", idx + 1), &under, draft))
            }
        }
        (withheld(persona))
        @if !persona.offers.is_empty() || persona.offers_gap.is_some() {
            h3 { "First steps to offer" }
            (ideas(&persona.offers))
            @if let Some(gap) = &persona.offers_gap { ul class="gaps" { li { (gap) } } }
        }
        @if !persona.ideas.is_empty() { h3 { "Content to make" } (ideas(&persona.ideas)) }
        h3 { "What it is made from" }
        table class="brief" {
            tbody {
                @for slot in &persona.brief {
                    tr {
                        th scope="row" { (slot.slot) }
                        td {
                            @match &slot.says {
                                Some(says) => { (says) (assumption_if(slot.assumption)) @if let Some(source) = &slot.source { p class="quiet" { (source) } } }
                                None => span class="quiet" { "nothing is written: a gap" },
                            }
                        }
                    }
                }
            }
        }
        @if !persona.consent.is_empty() {
            h3 { "What the law asks for" }
            p class="quiet" { "Information, not advice." }
            ul { @for law in &persona.consent { li { (law) } } }
        }
    };
    section(
        &format!("persona-{number}"),
        Layout::Wide,
        &persona.name,
        &lede,
        &body,
    )
}

/// Returns which angle a draft has; an answer has the doubt as its subject.
fn opens_with(persona: &SpokenToView, draft: &MessageView) -> String {
    let at = persona
        .angles
        .iter()
        .position(|angle| angle.angle == draft.angle);
    match at {
        Some(at) if draft.channel != "objection_answer" => {
            format!("Angle {}, {}", at + 1, persona.angles[at].kind)
        }
        _ => draft.built.clone(),
    }
}

fn withheld(persona: &SpokenToView) -> Markup {
    let withheld: Vec<&MessageView> = persona
        .drafts
        .iter()
        .filter(|draft| draft.withheld.is_some())
        .collect();
    html! {
        @if !withheld.is_empty() {
            h3 { "Not drafted" }
            ul class="gaps" {
                @for draft in withheld {
                    li { (draft.label) ", " (draft.angle) ": " (draft.withheld.as_deref().unwrap_or_default()) }
                }
            }
        }
    }
}

fn ideas(ideas: &[IdeaView]) -> Markup {
    html! {
        ul {
            @for idea in ideas {
                li {
                    b { (idea.kind) } ": " (idea.says) (assumption_if(idea.assumption))
                    @if let Some(pain) = &idea.pain { p class="quiet" { "for: " (pain) @if let Some(quote) = &idea.quote { ", " (quote) } } }
                    @if let Some(gap) = &idea.gap { p class="quiet" { (gap) } }
                }
            }
        }
    }
}
