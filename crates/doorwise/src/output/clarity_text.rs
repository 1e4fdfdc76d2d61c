//! `doorwise clarity` in the terminal.

use std::path::Path;

use doorwise_playbook::view::{ChecklistView, ChecklistsView};

use super::page::Page;

/// Returns the checklists as text of at most `width` columns.
pub(crate) fn show(view: &ChecklistsView, workspace: &Path, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&format!("Is it clear? {}", view.workspace));
    let as_of = view.as_of.as_deref().unwrap_or("no day");
    page.line(&format!("as of {as_of} ({})", view.as_of_from));
    let is_alone = view.icps.len() == 1;
    for one in &view.icps {
        icp(&mut page, one, is_alone, workspace);
    }
    page.blank();
    page.line("Every answer opens: `doorwise why <id>`, such as `doorwise why clarity.words`");
    page.finish()
}

fn icp(page: &mut Page, view: &ChecklistView, is_alone: bool, workspace: &Path) {
    page.heading(&view.name);
    page.line(&view.score.says);
    let id = |id: &str| match is_alone {
        true => id.to_owned(),
        false => doorwise_playbook::id::within(&view.icp, id),
    };
    page.id(&id(&view.score.id));
    if !view.score.next.is_empty() {
        page.heading(&match workspace.to_string_lossy().as_ref() {
            "." => "The three steps that earn most for their work".to_owned(),
            folder => {
                format!("The three steps that earn most for their work, with commands to run in {folder}")
            }
        });
    }
    for (idx, step) in view.score.next.iter().enumerate() {
        page.item(&format!("{}. {} (+{})", idx + 1, step.says, step.weight));
        page.id(&id(&step.id));
        page.faint(&step.command);
    }
    for (state, label) in [
        ("unknown", "Cannot be told from your data yet"),
        ("no", "Not yet"),
        ("yes", "Clear"),
    ] {
        let mut items = view
            .items
            .iter()
            .filter(|item| item.state == state)
            .peekable();
        if items.peek().is_some() {
            page.heading(label);
        }
        for item in items {
            let gate = if item.gate { ", a gate" } else { "" };
            page.item(&format!(
                "{:>2}. {} {} ({} points{gate})",
                item.number,
                item.question,
                item.state.to_uppercase(),
                item.weight
            ));
            page.detail(&item.answer);
            page.id(&id(&item.id));
            if item.state != "yes" {
                page.detail(&item.fix);
            }
        }
    }
}
