//! The audit as one page: three slots, each with its numbers, its doubt and its next step.

use doorwise_playbook::audit::view::{AuditView, FindingView, SlotView};
use maud::{Markup, html};

use super::Links;
use super::piece::{Layout, section, to_copy};

/// Returns everything between head and foot.
pub(super) fn content(view: &AuditView, links: &Links<'_>) -> Markup {
    html! {
        @for slot in &view.slots { (one(slot, links)) }
        (unlocks(view, links))
        (rules(view, links))
    }
}

fn one(slot: &SlotView, links: &Links<'_>) -> Markup {
    let title = match &slot.finding {
        Some(found) => format!("{}: {}", slot.label, found.name),
        None => slot.label.to_owned(),
    };
    let lede = html! { @if let Some(found) = &slot.finding { p { (found.why) } } };
    let body = html! {
        @match &slot.finding {
            Some(found) => (finding(slot, found, links)),
            None => {
                p class="audit-says" { (links.to(&slot.id, slot.nothing.as_deref().unwrap_or_default())) "." }
                @if !slot.collect.is_empty() {
                    p { "What to collect:" }
                    ul { @for what in &slot.collect { li { (what) } } }
                }
            }
        }
        @if !slot.others.is_empty() {
            p class="quiet" { "Also supported:" }
            ul { @for other in &slot.others { li { (links.to(&other.id, &other.says)) " (" (other.rule) ")" } } }
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

fn finding(slot: &SlotView, found: &FindingView, links: &Links<'_>) -> Markup {
    let of = |field: &str, says: &str| links.number(&found.id, field, says);
    html! {
        p class="audit-says" { (links.to(&found.id, &found.says)) "." }
        table class="audit-numbers" {
            tbody {
                @for number in &found.numbers {
                    tr { td { (links.to(&number.id, number.says())) } th scope="row" { (number.label) } }
                }
            }
        }
        @match (&found.worth, &found.no_worth) {
            (Some(worth), _) => {
                p { strong { "Worth " (of("worth", &worth.says)) "." } }
                p class="quiet" { (worth.reckoned) ". Not proof of cause." }
            }
            (None, Some(why)) => p { "No money is named: " (of("no_worth", why)) "." },
            (None, None) => {}
        }
        @if let Some(tie) = &found.tie { p { "A tie with " (tie.rule) ": " (links.to(&tie.id, &tie.says)) "." } }
        dl class="audit-doubt" {
            dt { "How sure" }
            dd {
                @match found.chance {
                    Some(chance) => (of("chance", &format!("Chance brings about something as strong in {:.1} of 100 audits.", 100.0 * chance))),
                    None => (of("chance", "Counted in your files, all of them: no matter of chance.")),
                }
            }
            dt { "What else could explain it" } dd { (of("otherwise", found.otherwise)) }
            dt { "What would disprove it" } dd { (of("disproof", found.disproof)) }
            dt { "Next two weeks" } dd { (of("next", &found.next)) }
        }
        @if !found.files.is_empty() {
            details open { summary { "The texts behind it" } p class="quiet" { (of("files", "what each is counted for")) } ul { @for file in &found.files { li { (file) } } } }
        }
        @if found.n_deals > 0 {
            details {
                summary { (found.n_deals) " deals behind it, the newest first" } p class="quiet" { (of("deals", "all of them")) }
                ul { @for deal in &found.deals { li { (deal.id) " " bdi { (deal.company) } ", " (deal.outcome) " (" (deal.row) ")" } } }
            }
        }
        @if let Some(wording) = &found.wording {
            p { (of("wording", "Words for it:")) }
            (to_copy(&format!("words-{}", slot.slot), wording))
        }
    }
}

fn unlocks(view: &AuditView, links: &Links<'_>) -> Markup {
    if view.unlocks.is_empty() {
        return html! {};
    }
    let body = html! {
        ul { @for unlock in &view.unlocks { li { (links.to(&unlock.id, unlock.what)) ": " (unlock.rules.join(", ")) } } }
    };
    section(
        "part-unlocks",
        Layout::Side,
        "What would let more rules run",
        &html! {},
        &body,
    )
}

fn rules(view: &AuditView, links: &Links<'_>) -> Markup {
    let body = html! {
        table class="counts-table audit-rules" {
            thead { tr { th { "Rule" } th { "What it saw" } th { "Speaks from" } } }
            tbody {
                @for rule in &view.rules {
                    tr {
                        th scope="row" { (links.to(&rule.id, format!("{} {}", rule.rule, rule.name))) }
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
