//! Small pieces that every section of the page is made of.

use doorwise_playbook::view::SaysView;
use maud::{Markup, html};

use super::Links;

/// The command that names a table of companies.
pub(super) const INIT_TABLE: &str = "doorwise init --table companies.csv";
/// The command that writes an ICP from a sentence.
pub(super) const INIT_ICP: &str =
    "doorwise init --icp \"B2B SaaS companies, 10 to 50 employees, Series A, in India\"";
/// The command that writes a persona from a sentence.
pub(super) const INIT_PERSONA: &str =
    "doorwise init --persona \"Head of …, who needs to … and is tired of …\"";
/// The command that writes down what is sold.
pub(super) const INIT_OFFER: &str = "doorwise init --offer \"what it does, in one sentence\"";
/// The command that lists every problem with its fix.
pub(super) const CHECK: &str = "doorwise check";

/// How a section lies on a wide screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Heading at the side of its content.
    Side,
    /// Heading above content that needs the whole width.
    Wide,
}

/// Returns one section with its heading; `id` is the place that links point to.
pub(super) fn section(
    id: &str,
    layout: Layout,
    title: &str,
    lede: &Markup,
    content: &Markup,
) -> Markup {
    let class = match layout {
        Layout::Side => "part side",
        Layout::Wide => "part wide",
    };
    html! {
        section class=(class) aria-labelledby=(id) {
            div class="head" {
                h2 id=(id) { (title) }
                (lede)
            }
            div class="body" { (content) }
        }
    }
}

/// Returns what is missing and the command that helps.
pub(super) fn missing(says: &str, command: &str) -> Markup {
    html! {
        div class="missing" {
            p { (says) }
            p { code { (command) } }
        }
    }
}

/// Returns the word for what rests on nothing yet.
pub(super) fn assumption() -> Markup {
    html! { span class="badge" { "ASSUMPTION" } }
}

/// Returns the word, where it holds, with a space before it.
pub(super) fn assumption_if(assumed: bool) -> Markup {
    html! { @if assumed { " " (assumption()) } }
}

/// Returns a text to paste elsewhere, with a button that shows only where scripts run.
pub(super) fn to_copy(id: &str, text: &str) -> Markup {
    html! {
        span class="copy" {
            code id=(id) { (text) }
            " " (copy_button(id, text, "Copy"))
        }
    }
}

/// Returns the button alone; without a script it stays hidden and the text can be selected.
pub(super) fn copy_button(id: &str, text: &str, label: &str) -> Markup {
    html! {
        button type="button" hidden data-copy=(text) data-from=(id) aria-describedby=(id) { (label) }
    }
}

/// Returns what holds for the whole market.
pub(super) fn remarks(links: &Links<'_>, remarks: &[SaysView]) -> Markup {
    html! {
        @if !remarks.is_empty() {
            ul class="remarks" { @for remark in remarks { li { (links.to(&remark.id, &remark.says)) } } }
        }
    }
}
