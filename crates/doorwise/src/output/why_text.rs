//! `doorwise why` in the terminal.

use doorwise_playbook::why::{LineKind, ListedView, WhyView};

use super::page::Page;

/// Returns one number or sentence, opened, as text of at most `width` columns.
pub(crate) fn show(why: &WhyView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&format!("{}: {}", why.id, why.says));
    for line in why.lines() {
        match line.kind {
            LineKind::Assumption | LineKind::How => page.line(&line.says),
            LineKind::Heading => page.heading(&line.says),
            LineKind::Part(0) => page.item(&line.says),
            LineKind::Part(_) => page.detail(&line.says),
            LineKind::More => {
                page.blank();
                page.faint(&line.says);
            }
        }
        if let Some(id) = &line.id {
            page.faint(id);
        }
    }
    page.finish()
}

/// Returns every id with its sentence, grouped by the id's first word.
pub(crate) fn list(listed: &[ListedView], width: usize) -> String {
    let mut page = Page::new(width);
    let mut group = "";
    for entry in listed {
        let head = entry.id.split('.').next().unwrap_or_default();
        if head != group {
            page.heading(head);
            group = head;
        }
        page.item(&entry.id);
        page.faint(&entry.says);
    }
    page.blank();
    page.line("A company opens by its id, name, domain or row: doorwise why <company>");
    page.finish()
}
