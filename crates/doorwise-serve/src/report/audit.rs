//! The audit as one page: three slots, each with its numbers, its doubt and its next step.

use doorwise_playbook::audit::view::{AuditView, FindingView, SlotView};
use maud::{Markup, html};

use super::piece::{Layout, section, to_copy};

/// Returns everything between head and foot.
pub(super) fn content(view: &AuditView) -> Markup {
    html! {
        @for slot in &view.slots { (one(slot)) }
        (unlocks(view))
        (rules(view))
    }
}

fn one(slot: &SlotView) -> Markup {
    let title = match &slot.finding {
        Some(found) => format!("{}: {}", slot.label, found.name),
        None => slot.label.to_owned(),
    };
    let lede = html! { @if let Some(found) = &slot.finding { p { (found.why) } } };
    let body = html! {
        @match &slot.finding {
            Some(found) => (finding(slot, found)),
            None => {
                p class="audit-says" { (slot.nothing.as_deref().unwrap_or_default()) "." }
                @if !slot.collect.is_empty() {
                    p { "What to collect:" }
                    ul { @for what in &slot.collect { li { (what) } } }
                }
            }
        }
        @if !slot.others.is_empty() {
            p class="quiet" { "Also supported:" }
            ul { @for other in &slot.others { li { (other.says) " (" (other.rule) ")" } } }
        }
    };
    section(
        &format!("part-{}", slot.slot),
        Layout::Side,
        &title,
        &lede,
        &body,
    )
}

fn finding(slot: &SlotView, found: &FindingView) -> Markup {
    html! {
        p class="audit-says" { (found.says) "." }
        table class="counts-table learned-lines" {
            tbody {
                @for number in &found.numbers {
                    tr { th scope="row" { (number.label) } td { (number.says()) } }
                }
            }
        }
        @match (&found.worth, &found.no_worth) {
            (Some(worth), _) => {
                p { strong { "Worth " (worth.says) "." } }
                p class="quiet" { (worth.reckoned) ". Not proof of cause." }
            }
            (None, Some(why)) => p { "No money is named: " (why) "." },
            (None, None) => {}
        }
        @if let Some(tie) = &found.tie { p { "A tie with " (tie.rule) ": " (tie.says) "." } }
        dl class="audit-doubt" {
            dt { "How sure" }
            dd {
                @match found.chance {
                    Some(chance) => { "Chance brings about something as strong in " (format!("{:.1}", 100.0 * chance)) " of 100 audits." }
                    None => "Counted in your files, all of them: no matter of chance.",
                }
            }
            dt { "What else could explain it" } dd { (found.otherwise) }
            dt { "What would disprove it" } dd { (found.disproof) }
            dt { "Next two weeks" } dd { (found.next) }
        }
        @if !found.files.is_empty() {
            details open { summary { "The texts behind it" } ul { @for file in &found.files { li { (file) } } } }
        }
        @if found.n_deals > 0 {
            details {
                summary { (found.n_deals) " deals behind it, the newest first" }
                ul { @for deal in &found.deals { li { (deal.id) " " bdi { (deal.company) } ", " (deal.outcome) " (" (deal.row) ")" } } }
            }
        }
        @if let Some(wording) = &found.wording {
            p { "Words for it:" }
            (to_copy(&format!("words-{}", slot.slot), wording))
        }
    }
}

fn unlocks(view: &AuditView) -> Markup {
    if view.unlocks.is_empty() {
        return html! {};
    }
    let body = html! {
        ul { @for unlock in &view.unlocks { li { (unlock.what) ": " (unlock.rules.join(", ")) } } }
    };
    section(
        "part-unlocks",
        Layout::Side,
        "What would let more rules run",
        &html! {},
        &body,
    )
}

fn rules(view: &AuditView) -> Markup {
    let body = html! {
        table class="counts-table audit-rules" {
            thead { tr { th { "Rule" } th { "What it saw" } th { "Speaks from" } } }
            tbody {
                @for rule in &view.rules {
                    tr {
                        th scope="row" { (rule.rule) " " (rule.name) }
                        td { @if rule.went == "speaks" { "speaks" } @else { (rule.says) } }
                        td { (rule.threshold) }
                    }
                }
            }
        }
    };
    let lede = html! {
        p {
            (view.tested) " comparisons were tested together: where nothing is there, at most "
            (format!("{:.0}", 100.0 * view.level)) " % of audits claim a difference or a trend."
        }
    };
    section("part-rules", Layout::Wide, "Every rule", &lede, &body)
}
