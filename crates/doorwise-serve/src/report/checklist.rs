//! The clarity checklist on one printed page: what it earns, three next steps, thirty answers.

use doorwise_playbook::view::{ChecklistView, ChecklistsView, ClarityView};
use maud::{Markup, html};

use super::assurance::answer;
use super::piece::{Layout, section, to_copy};

/// The groups of a list, in order: what cannot be told comes first, for nobody sees a blank.
const GROUPS: [(&str, &str); 3] = [
    ("unknown", "Cannot be told from your data yet"),
    ("no", "Not yet"),
    ("yes", "Clear"),
];

/// Returns everything between head and foot.
pub(super) fn content(view: &ChecklistsView) -> Markup {
    html! {
        @for one in &view.icps { (icp(one, view.icps.len() > 1)) }
    }
}

fn icp(view: &ChecklistView, named: bool) -> Markup {
    let score = &view.score;
    let title = match named {
        true => format!("{}: what next", view.name),
        false => "What next".to_owned(),
    };
    let lede = html! {
        p class="quiet" { "The three steps that earn most for their work. Commands run in the workspace's folder." }
    };
    let next = html! {
        p class="earned" {
            meter min="0" max="100" low="40" high="65" optimum="100" value=(score.percent) { (score.percent) " %" }
            " " (score.says) "."
        }
        ol class="actions" {
            @for (idx, step) in score.next.iter().enumerate() {
                li {
                    p { (with_code(&step.says)) "." }
                    p class="quiet" { "earns " (step.weight) " points for about " (step.effort) (if step.effort == 1 { " half day" } else { " half days" }) }
                    (to_copy(&format!("step-{}-{}", view.icp, idx + 1), &step.command))
                }
            }
        }
    };
    html! {
        (section(&format!("next-{}", view.icp), Layout::Side, &title, &lede, &next))
        @for (state, label) in GROUPS { (group(view, state, label, named)) }
    }
}

fn group(view: &ChecklistView, state: &str, label: &str, named: bool) -> Markup {
    let items: Vec<&ClarityView> = view
        .items
        .iter()
        .filter(|item| item.state == state)
        .collect();
    if items.is_empty() {
        return html! {};
    }
    let points: u32 = items.iter().map(|item| item.weight).sum();
    let lede = html! {
        p class="quiet" {
            (items.len()) " of " (view.items.len()) " questions, " (points) " points"
            @if named { ", " (view.name) }
        }
    };
    let body = html! {
        ol class="checklist" {
            @for item in &items {
                li value=(item.number) {
                    p class="answer" { (answer(item.state)) }
                    div {
                        h3 {
                            span class="number-of" { (item.number) } " " (item.question)
                            @if item.gate { " " span class="badge" { "GATE" } }
                        }
                        p { (with_code(&item.answer)) "." }
                        @if item.state != "yes" {
                            p class="fix" { (with_code(&item.fix)) ". " span class="quiet" { code { (item.command) } } }
                        }
                        p class="quiet" { (item.weight) " points: " (item.why) "." }
                    }
                }
            }
        }
    };
    section(
        &format!("{state}-{}", view.icp),
        Layout::Side,
        label,
        &lede,
        &body,
    )
}

/// Returns a sentence with what stands between backticks as code.
fn with_code(says: &str) -> Markup {
    html! {
        @for (at, piece) in says.split('`').enumerate() {
            @if at % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}
