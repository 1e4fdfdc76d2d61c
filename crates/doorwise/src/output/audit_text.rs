//! `doorwise audit` in the terminal.

use doorwise_playbook::audit::view::{AuditView, FindingView, SlotView};

use crate::output::page::Page;

/// Files listed behind a finding.
const FILES_SHOWN: usize = 5;

/// Returns the audit as text of at most `width` columns.
pub(crate) fn show(view: &AuditView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&format!("Audit of {}", view.workspace));
    let as_of = view.as_of.as_deref().unwrap_or("no day");
    page.line(&format!(
        "as of {as_of} ({}); {} closed deals, {} won; {} comparisons tested together",
        view.as_of_from, view.closed, view.won, view.tested
    ));
    page.id("audit.closed");
    page.line(&format!("{}.", view.says));
    page.id(view.id);
    for slot in &view.slots {
        one(&mut page, slot);
    }
    if !view.unlocks.is_empty() {
        page.heading("What would let more rules run");
        for unlock in &view.unlocks {
            page.item(&format!("{}: {}", unlock.what, unlock.rules.join(", ")));
            page.id(&unlock.id);
        }
    }
    page.blank();
    let count = |word: &str| view.rules.iter().filter(|rule| rule.went == word).count();
    page.line(&format!(
        "{} rules: {} speak, {} ran and found nothing, {} have too few cases, {} lack a table. \
         Where nothing is there, at most {:.0} % of audits claim a difference or a trend. \
         --format json lists every rule with what it counts and needs.",
        view.rules.len(),
        count("speaks"),
        count("quiet"),
        count("too_few"),
        count("missing"),
        100.0 * view.level
    ));
    page.id("audit.level");
    page.finish()
}

fn one(page: &mut Page, slot: &SlotView) {
    let mut label = slot.label.to_owned();
    label[..1].make_ascii_uppercase();
    match &slot.finding {
        Some(found) => {
            page.heading(&format!("{label}: {} ({})", found.name, found.rule));
            page.id(&slot.id);
            finding(page, found);
        }
        None => {
            page.heading(&label);
            page.line(&format!("{}.", slot.nothing.as_deref().unwrap_or_default()));
            page.id(&slot.id);
            for what in &slot.collect {
                page.item(&format!("collect {what}"));
            }
        }
    }
    if !slot.others.is_empty() {
        page.line("Also:");
        for other in &slot.others {
            page.item(&format!("{} ({})", other.says, other.rule));
            page.id(&other.id);
        }
    }
}

fn finding(page: &mut Page, found: &FindingView) {
    let id = |field: &str| format!("{}.{field}", found.id);
    page.line(&format!("{}.", found.says));
    page.id(&found.id);
    for number in &found.numbers {
        page.item(&number.line());
        page.id(&number.id);
    }
    match (&found.worth, &found.no_worth) {
        (Some(worth), _) => {
            page.line(&format!("Worth {}.", worth.says));
            page.id(&id("worth"));
            page.detail(&format!("{}. Not proof of cause.", worth.reckoned));
        }
        (None, Some(why)) => {
            page.line(&format!("No money is named: {why}."));
            page.id(&id("no_worth"));
        }
        (None, None) => {}
    }
    match found.chance {
        Some(chance) if chance < 0.01 => {
            page.line("Chance brings about something as strong in fewer than 1 of 100 audits.");
        }
        Some(chance) => page.line(&format!(
            "Chance brings about something as strong in {:.0} of 100 audits.",
            100.0 * chance
        )),
        None => page.line("Counted in your files, all of them: no matter of chance."),
    }
    page.id(&id("chance"));
    if let Some(tie) = &found.tie {
        page.line(&format!("A tie with {}: {}.", tie.rule, tie.says));
        page.id(&tie.id);
    }
    page.line(&format!("What else could explain it: {}.", found.otherwise));
    page.id(&id("otherwise"));
    page.line(&format!("What would disprove it: {}.", found.disproof));
    page.id(&id("disproof"));
    page.line(&format!("Next two weeks: {}.", found.next));
    page.id(&id("next"));
    for file in found.files.iter().take(FILES_SHOWN) {
        page.item(file);
    }
    if found.files.len() > FILES_SHOWN {
        page.item(&format!("{} more", found.files.len() - FILES_SHOWN));
    }
    if !found.files.is_empty() {
        page.id(&id("files"));
    }
    if found.n_deals > 0 {
        let deals: Vec<String> = found
            .deals
            .iter()
            .map(|deal| {
                format!(
                    "{} ({})",
                    format!("{} {}", deal.id, deal.company).trim_end(),
                    deal.outcome
                )
            })
            .collect();
        let what = if found.n_deals == 1 { "deal" } else { "deals" };
        page.line(&format!(
            "{} {what} behind it, newest first: {}{}",
            found.n_deals,
            deals.join(", "),
            if found.n_deals > deals.len() {
                ", …"
            } else {
                ""
            }
        ));
        page.id(&id("deals"));
    }
    if let Some(wording) = &found.wording {
        page.line("Words:");
        page.id(&id("wording"));
        page.quote(wording);
    }
}
