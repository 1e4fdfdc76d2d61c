//! `doorwise why` in the terminal.

use doorwise_playbook::view::RangeView;
use doorwise_playbook::why::{ListedView, PartView, WhyView};

use super::page::Page;

/// Returns one number or sentence, opened, as text of at most `width` columns.
pub(crate) fn show(why: &WhyView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&format!("{}: {}", why.id, why.says));
    if why.assumption {
        page.line("ASSUMPTION: no deal, no quote and no row stands behind it yet");
    }
    for how in &why.how {
        page.line(how);
    }
    if !why.rests_on.is_empty() {
        page.heading("What it rests on");
        why.rests_on.iter().for_each(|of| part(&mut page, of));
    }
    if let Some(n) = why.of_rows.filter(|n| *n > 0) {
        page.heading(&if why.rows.len() < n {
            format!("The first {} of {n}", why.rows.len())
        } else {
            format!("All {n}")
        });
        why.rows.iter().for_each(|of| part(&mut page, of));
    }
    if let Some(more) = &why.more {
        page.blank();
        page.faint(more);
    }
    page.finish()
}

fn part(page: &mut Page, part: &PartView) {
    page.item(&sentence(part));
    if let Some(id) = &part.id {
        page.faint(id);
    }
    for below in &part.rests_on {
        page.detail(&sentence(below));
        if let Some(id) = &below.id {
            page.faint(id);
        }
        for last in &below.rests_on {
            page.detail(&sentence(last));
        }
    }
}

/// Returns what a part says with its points, its cell and its place, on one line.
fn sentence(part: &PartView) -> String {
    let points = part.points.map_or(String::new(), |points| match points {
        RangeView { low, high } if low == high => format!("{low:+} "),
        RangeView { low, high } => format!("{low:+}..{high:+} "),
    });
    let mut says = format!("{points}{}", part.says);
    if let Some(written) = &part.written {
        says.push_str(&format!(", written \u{201c}{written}\u{201d}"));
    }
    if let Some(read_as) = &part.read_as {
        says.push_str(&format!(", read as {read_as}"));
    }
    if let Some(place) = &part.place {
        says.push_str(&format!(" ({place})"));
    }
    if part.assumption {
        says.push_str(" [ASSUMPTION]");
    }
    says
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
