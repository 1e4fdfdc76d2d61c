//! `doorwise why` in the terminal.

use doorwise_playbook::why::{GroupView, LineKind, ListedView, WhyView};

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

/// Returns what there is to open, the first `shown` of each matter.
pub(crate) fn index(groups: &[GroupView], shown: usize, width: usize) -> String {
    let mut page = Page::new(width);
    page.line("Each line opens by its id: doorwise why <id>. A company opens by its id, name, domain or row.");
    for group in groups {
        page.heading(&group.title);
        for listed in group.whole.iter().take(shown) {
            page.item(&listed.says);
            page.id(&listed.id);
        }
        let hidden = &group.whole[group.whole.len().min(shown)..];
        let more = Some(format!("{} more", hidden.len())).filter(|_| !hidden.is_empty());
        let inside = Some(format!("{} inside these", group.below.len()));
        let inside = inside.filter(|_| !group.below.is_empty());
        let said: Vec<String> = more.into_iter().chain(inside).collect();
        let mut lists: Vec<String> = Vec::new();
        for listed in hidden.iter().chain(&group.below) {
            let list = format!("doorwise why {}", listed.head());
            if !lists.contains(&list) {
                lists.push(list);
            }
        }
        if !said.is_empty() {
            page.faint(&format!("{}: {}", said.join(", "), lists.join(", ")));
        }
    }
    page.blank();
    page.line("Every id there is: doorwise why --all");
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
