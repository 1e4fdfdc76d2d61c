//! `doorwise learn personas` in the terminal.

use doorwise_playbook::personas::{CarriedView, MatterView, PersonasView, ProposedView};

use super::page::Page;

/// Matters of one kind that are printed.
const OF_KIND: usize = 3;

/// Matters for review that are printed.
const FOR_REVIEW: usize = 5;

/// Returns the proposals as text of at most `width` columns.
pub(crate) fn show(view: &PersonasView, width: usize) -> String {
    let mut page = Page::new(width);
    page.title(&format!("People inside {}", view.icp_name));
    let asked = &view.asked;
    page.line(&format!(
        "{} people asked in {} interviews: {} at companies that bought, {} that did not, {} undecided, {} not known",
        view.people, view.interviews, asked.won, asked.lost, asked.open, asked.unknown
    ));
    page.id("learn.personas.people");
    if view.personas.is_empty() {
        page.line("no persona can be proposed: no contact on a closed deal has a title that says a function, and nobody was asked");
    }
    for persona in &view.personas {
        of_persona(&mut page, persona);
    }
    if !view.unplaced.is_empty() {
        page.heading("Asked, and nobody knows their title");
        for person in &view.unplaced {
            page.item(&format!("{}, {}", person.name, person.file));
        }
        page.id("learn.personas.unplaced");
    }
    if !view.next.is_empty() {
        page.heading("Next");
        for next in &view.next {
            page.item(next);
        }
        page.id("learn.personas.next");
    }
    for persona in view.personas.iter().filter(|one| !one.diff.is_empty()) {
        let done = match (persona.applied, persona.is_new) {
            (true, _) => "written",
            (false, true) => "would be written with --apply",
            (false, false) => "would change with --apply",
        };
        page.heading(&format!("{} ({done})", persona.file));
        page.quote(&persona.diff);
    }
    page.finish()
}

fn of_persona(page: &mut Page, persona: &ProposedView) {
    let status = match persona.is_new {
        true => "new",
        false => "is there",
    };
    page.heading(&format!("{} ({status})", persona.name));
    page.id(&persona.key);
    page.line(&format!(
        "{}, {}: {}",
        persona.function,
        persona.band,
        persona.titles.join(", ")
    ));
    page.id(&format!("{}.titles", persona.key));
    if let Some(role) = &persona.buying_role {
        page.line(&format!(
            "{} ({}: {})",
            role.role.replace('_', " "),
            role.grade,
            role.why
        ));
        page.id(&format!("{}.buying_role", persona.key));
    }
    if let Some(deals) = &persona.deals {
        page.line(&carried(deals));
        page.id(&deals.id);
    }
    let files: usize = persona.asked.len();
    if files > 0 {
        let who: Vec<String> = persona
            .asked
            .iter()
            .map(|one| format!("{} ({})", one.who, one.from))
            .collect();
        page.line(&format!("asked: {}", who.join("; ")));
        page.id(&format!("{}.asked", persona.key));
    } else {
        page.line("nobody of them was asked, so nothing is said of their goals and pains");
    }
    let mut kind = "";
    let mut n = 0;
    for matter in &persona.said {
        if matter.kind != kind {
            (kind, n) = (matter.kind, 0);
            page.line(&format!("  {}", kind.replace('_', " ")));
        }
        n += 1;
        if n <= OF_KIND {
            page.item(&said(matter));
            page.id(&matter.id);
        }
    }
    if !persona.for_review.is_empty() {
        page.line("  for review: may mean this, is not proposed");
        for matter in persona.for_review.iter().take(FOR_REVIEW) {
            page.item(&format!(
                "{}: {}",
                matter.kind.replace('_', " "),
                said(matter)
            ));
            page.id(&matter.id);
        }
        let left = persona.for_review.len().saturating_sub(FOR_REVIEW);
        if left > 0 {
            page.faint(&format!("{left} more: --format json"));
        }
    }
    if let Some(asks) = &persona.boss_asks {
        page.line(&format!("  the boss asks: {asks}"));
        page.id(&format!("{}.boss_asks", persona.key));
    }
    if !persona.words.is_empty() {
        page.line(&format!(
            "  phrases they share: {}",
            persona.words.join(", ")
        ));
        page.id(&format!("{}.words", persona.key));
    }
    if !persona.ask_next.is_empty() {
        page.line("  ask next");
        for question in &persona.ask_next {
            page.item(question);
        }
        page.id(&format!("{}.ask_next", persona.key));
    }
}

fn carried(deals: &CarriedView) -> String {
    let share = |with: usize, of: usize, rate: Option<doorwise_playbook::view::RateView>| {
        let range = rate.map_or_else(String::new, |rate| {
            format!(" ({:.0} to {:.0} %)", 100.0 * rate.low, 100.0 * rate.high)
        });
        format!("{with} of {of}{range}")
    };
    format!(
        "in {} won deals and in {} lost ones; presence alone does not show who decides",
        share(deals.won_with, deals.won, deals.won_share),
        share(deals.lost_with, deals.lost, deals.lost_share)
    )
}

fn said(matter: &MatterView) -> String {
    let Some(quote) = matter.quotes.first() else {
        return matter.theme.clone();
    };
    let share = matter.share.map_or_else(String::new, |rate| {
        format!(" ({:.0} to {:.0} %)", 100.0 * rate.low, 100.0 * rate.high)
    });
    let known = match matter.known {
        true => ", in the file",
        false => "",
    };
    format!(
        "\u{201c}{}\u{201d} {} of {}{share}{known}; {}, {}:{}",
        quote.quote, matter.people, matter.of, quote.speaker, quote.file, quote.line
    )
}
