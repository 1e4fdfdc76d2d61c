//! The right company and the wrong person: shown only where deals speak of it.

use doorwise_playbook::view::PlanView;
use doorwise_playbook::who::{DiagnosisView, EffectView};
use maud::{Markup, html};

use super::Links;
use super::piece::{self, Layout};

/// Deals named in a list.
const SHOWN: usize = 10;

/// Returns the section; nothing where there is no sign that the wrong one is written to.
pub(super) fn section(plan: &PlanView, links: &Links<'_>) -> Markup {
    let found = plan.reader.as_ref();
    let Some(reader) = found.filter(|reader| reader.verdict == "wrong_reader") else {
        return html! {};
    };
    let lede = html! {
        p class="quiet" { "Right company, wrong person? Graded " b { (reader.grade) } "." }
    };
    piece::section(
        &plan.id("wrong-reader"),
        Layout::Wide,
        "Probably the wrong reader",
        &lede,
        &content(reader, links),
    )
}

fn content(reader: &DiagnosisView, links: &Links<'_>) -> Markup {
    html! {
        p { (links.to(&reader.id, &reader.says)) "." }
        table class="counts-table" {
            thead { tr {
                th scope="col" { "Closed deals" }
                th scope="col" { "with this person" }
                th scope="col" { "without" }
            } }
            tbody {
                (row(reader, links, "win", "won", reader.win))
                (row(reader, links, "stall", "ended in silence", reader.stall))
            }
        }
        @if let Some(sent) = &reader.sent {
            p { (links.number(&reader.id, "sent", format!("{} of {} {}", sent.k, sent.n, sent.what)))
                " of the log went to " (sent.role) ", " (sent.to_persona) " to this person"
                @if let (Some([k, n]), Some([own_k, own_n])) = (sent.answered, sent.persona_answered) {
                    "; answered by " (k) " of " (n) " of them, and by " (own_k) " of " (own_n) " people who are this person"
                } "." }
        }
        @for caution in &reader.cautions { p class="quiet" { (caution) "." } }
        @if !reader.stalled.is_empty() {
            h3 { (links.number(&reader.id, "stalled", format!("{} deals ended in silence without this person", reader.of_stalled))) }
            ul class="plain" {
                @for deal in reader.stalled.iter().take(SHOWN) {
                    li { bdi { (deal.deal) ", " (deal.company) } ": " (deal.reason)
                        @if !deal.met.is_empty() { span class="quiet" { "; met " (deal.met.join("; ")) } } }
                }
            }
        }
        @if !reader.open.is_empty() {
            h3 { (links.number(&reader.id, "open", format!("{} open deals are still without this person", reader.of_open))) }
            ul class="plain" {
                @for deal in reader.open.iter().take(SHOWN) {
                    li { bdi { (deal.deal) ", " (deal.company) } ": "
                        @match &deal.write_to {
                            Some(person) => { "write to " bdi { (person) } }
                            None => span class="quiet" { "nobody of that role is known there yet" },
                        } }
                }
            }
        }
        p { b { "Next: " } (reader.next) "." }
    }
}

fn row(
    reader: &DiagnosisView,
    links: &Links<'_>,
    part: &str,
    label: &str,
    effect: Option<EffectView>,
) -> Markup {
    html! {
        @if let Some(effect) = effect {
            tr {
                th scope="row" { (links.number(&reader.id, part, label)) }
                td { (effect.with[0]) " of " (effect.with[1]) }
                td { (effect.without[0]) " of " (effect.without[1]) }
            }
        }
    }
}
