//! Every number and sentence that opens: links, and the panels that they open.
//!
//! A panel is an article that shows while the page's address names it, so that no script is needed
//! and a link to a panel can be forwarded. It says what `doorwise why` says of the same id.

use std::cell::RefCell;
use std::collections::BTreeMap;

use doorwise_playbook::why::{Line, LineKind, WhyView};
use maud::{Markup, Render, html};

/// Opens an id; `None` for one that opens nothing.
pub type Open<'a> = dyn Fn(&str) -> Option<WhyView> + 'a;

/// The links of one page; what was linked has a panel.
pub(crate) struct Links<'a> {
    open: &'a Open<'a>,
    opened: RefCell<BTreeMap<String, WhyView>>,
}

impl<'a> Links<'a> {
    pub(crate) fn new(open: &'a Open<'a>) -> Self {
        Self {
            open,
            opened: RefCell::default(),
        }
    }

    /// Returns `says` as a link to what the id opens; as it stands where it opens nothing.
    pub(crate) fn to(&self, id: &str, says: impl Render) -> Markup {
        let mut opened = self.opened.borrow_mut();
        if opened.contains_key(id) {
            return html! { a href={ "#why-" (id) } { (says) } };
        }
        match (self.open)(id) {
            Some(why) => {
                opened.insert(id.to_owned(), why);
                // The first link to a panel is where its reader goes back to.
                html! { a id={ "at-" (id) } href={ "#why-" (id) } { (says) } }
            }
            None => html! { (says) },
        }
    }

    /// Returns `says` as a link to a number of the object with this id.
    pub(crate) fn number(&self, id: &str, field: &str, says: impl Render) -> Markup {
        self.to(&format!("{id}.{field}"), says)
    }

    /// Returns whether anything was linked so far.
    pub(crate) fn any(&self) -> bool {
        !self.opened.borrow().is_empty()
    }

    /// Returns the panels of all links made so far.
    pub(super) fn panels(&self) -> Markup {
        let opened = self.opened.borrow();
        html! {
            @if !opened.is_empty() {
                aside aria-label="What the numbers and sentences rest on" {
                    @for why in opened.values() { (panel(why, &opened)) }
                }
            }
        }
    }
}

fn panel(why: &WhyView, opened: &BTreeMap<String, WhyView>) -> Markup {
    let lines = why.lines();
    let has_more = lines.iter().any(|line| line.kind == LineKind::More);
    html! {
        article id={ "why-" (why.id) } class="why" tabindex="-1" {
            a class="close" href={ "#at-" (why.id) } { "Close" }
            h3 { (why.says) }
            @for group in groups(&lines) {
                @match group[0].kind {
                    LineKind::Assumption | LineKind::How => p { (group[0].says) },
                    LineKind::Heading => h4 { (group[0].says) },
                    LineKind::More => p { code { (group[0].says) } },
                    LineKind::Part(_) => ul { @for line in group { (part(line, opened)) } },
                }
            }
            @if !has_more { p { code { (why.command) } } }
        }
    }
}

/// Returns the lines one by one, and parts that follow each other together.
fn groups(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    lines.chunk_by(|a, b| {
        let is_part = |line: &Line| matches!(line.kind, LineKind::Part(_));
        is_part(a) && is_part(b)
    })
}

fn part(line: &Line, opened: &BTreeMap<String, WhyView>) -> Markup {
    let below = match line.kind {
        LineKind::Part(0) => None,
        _ => Some("below"),
    };
    html! {
        li class=[below] {
            @match &line.id {
                Some(id) if opened.contains_key(id) => a href={ "#why-" (id) } { (line.says) },
                Some(id) => { (line.says) " " code { (id) } }
                None => (line.says),
            }
        }
    }
}
