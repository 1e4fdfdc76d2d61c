//! How sure we are, what rests on assumption, and what to do next.

use doorwise_playbook::view::{ActionView, AssumptionView, ClarityView, PlanView};
use maud::{Markup, html};

use super::Links;
use super::piece::{self, Layout, assumption, to_copy};
use crate::chart::{self, Shape};
use crate::figure::counted;

/// Returns the clarity checklist: what it earns, the questions of the first page, the others folded.
pub(super) fn clarity(plan: &PlanView, links: &Links<'_>) -> Markup {
    let score = &plan.clarity_score;
    let (key, others): (Vec<&ClarityView>, Vec<&ClarityView>) =
        plan.clarity.iter().partition(|question| question.key);
    let lede = html! {
        @if !plan.clarity.is_empty() {
            p class="quiet" { "Answered from your data: " (links.to(&score.id, &score.says)) "." }
        }
    };
    let content = html! {
        @if plan.clarity.is_empty() {
            (piece::missing("No clarity question was asked of this workspace.", piece::CHECK))
        } @else {
            (questions(&key, links))
            @if !others.is_empty() {
                details {
                    summary { "The other " (counted(others.len(), "question", "questions")) }
                    (questions(&others, links))
                }
            }
            p class="quiet" { code { "doorwise clarity" } " lists all of them with what to do next." }
        }
    };
    piece::section(
        &plan.id("clarity"),
        Layout::Side,
        "Is it clear?",
        &lede,
        &content,
    )
}

fn questions(questions: &[&ClarityView], links: &Links<'_>) -> Markup {
    html! {
        ol class="clarity" {
            @for question in questions {
                li {
                    p class="answer" { (answer(question.state)) }
                    div {
                        h3 { (question.question) }
                        p { (links.to(&question.id, &question.answer)) }
                    }
                }
            }
        }
    }
}

/// Returns a state as shape and word.
pub(super) fn answer(state: &str) -> Markup {
    html! {
        @match state {
            "yes" => { (chart::shape(Shape::Full)) " yes" }
            "no" => { (chart::shape(Shape::Crossed)) " no" }
            _ => { (chart::shape(Shape::Half)) " unknown" }
        }
    }
}

/// Returns what rests on nothing yet; `id` names the section.
pub(super) fn assumptions(id: &str, assumptions: &[AssumptionView], links: &Links<'_>) -> Markup {
    let n = assumptions.len();
    let lede = html! {
        @if n > 0 {
            p class="quiet" {
                (counted(n, "statement rests", "statements rest")) " on nothing yet. Deals and interviews turn them \
                 into evidence, or out."
            }
        }
    };
    let content = html! {
        @if n == 0 {
            p { "No statement of this ICP or its personas is marked " (assumption()) "." }
            p class="quiet" { "Whether each is well supported, " code { (piece::CHECK) } " tells." }
        } @else {
            ul class="assumptions" {
                @for assumed in assumptions {
                    li {
                        (assumption()) " " (links.to(&assumed.id, &assumed.says))
                        @if !assumed.place.is_empty() { " " span class="quiet place" { (assumed.place) } }
                    }
                }
            }
        }
    };
    piece::section(
        id,
        Layout::Side,
        "What rests on assumption",
        &lede,
        &content,
    )
}

/// Returns the next actions with their commands.
pub(super) fn actions(actions: &[ActionView], links: &Links<'_>) -> Markup {
    let lede = html! { p class="quiet" { "The cheapest steps that change most, in this order." } };
    let content = html! {
        @if actions.is_empty() {
            (piece::missing("No action stands out: see every problem and its fix.", piece::CHECK))
        } @else {
            ol class="actions" {
                @for (idx, action) in actions.iter().enumerate() {
                    li {
                        p { (links.to(&action.id, &action.says)) "." }
                        (to_copy(&format!("action-{}", idx + 1), &action.command))
                    }
                }
            }
        }
    };
    piece::section("actions", Layout::Side, "What to do next", &lede, &content)
}
