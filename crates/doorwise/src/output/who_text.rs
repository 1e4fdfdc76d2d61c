//! `doorwise who` in the terminal.

use doorwise_playbook::view::RateView;
use doorwise_playbook::who::{
    CommitteeView, CrmView, DiagnosisView, EffectView, MemberView, RoleView, SaidView, WhoView,
};

use super::page::Page;

/// Roles shown of a segment; JSON has all.
const ROLES_SHOWN: usize = 8;
/// Deals named behind a count.
const DEALS_SHOWN: usize = 6;
/// Interviews' answers shown.
const SAID_SHOWN: usize = 4;

/// Returns who carries the deals of each segment.
pub(crate) fn segments(views: &[WhoView], width: usize) -> String {
    let mut page = Page::new(width);
    for view in views {
        page.title(&format!("Who decides in {}", view.segment));
        page.line(&format!("{}.", view.says));
        page.id(&view.id);
        page.heading(&format!(
            "Roles in closed deals that name their people ({})",
            view.deals
        ));
        page.row(
            "",
            "",
            &["won".to_owned(), "lost".to_owned(), "grade".to_owned()],
        );
        for role in view.roles.iter().take(ROLES_SHOWN) {
            self::role(&mut page, view, role);
        }
        if view.roles.len() > ROLES_SHOWN {
            page.faint(&format!(
                "and {} more, with --format json",
                view.roles.len() - ROLES_SHOWN
            ));
        }
        said(&mut page, &view.said);
        crm(&mut page, &view.crm);
        let [won, lost, open] = view.single_threaded;
        if won + lost + open > 0 {
            page.heading("One person only");
            page.item(&format!("{won} won, {lost} lost and {open} open deals"));
            page.id(&format!("{}.single_threaded", view.id));
        }
        if !view.cautions.is_empty() {
            page.heading("Mind");
            for caution in &view.cautions {
                page.item(caution);
            }
            page.id(&format!("{}.cautions", view.id));
        }
        page.heading("Next");
        page.item(&view.next);
        page.id(&format!("{}.next", view.id));
        page.blank();
    }
    page.finish()
}

fn role(page: &mut Page, view: &WhoView, role: &RoleView) {
    page.row(
        &role_words(role.function, role.band),
        &role.id,
        &[
            format!("{} of {}", role.won_with, view.won),
            format!("{} of {}", role.lost_with, view.lost),
            role.grade.to_owned(),
        ],
    );
    if !view.dated {
        return;
    }
    let Some(against) = role.against else {
        page.faint("too few deals with or without them to compare");
        return;
    };
    let mut says = format!(
        "odds of a win {:.1} times those of the other roles, could be {:.1} to {:.1}",
        against.value, against.low, against.high
    );
    if let Some(more) = role.more.filter(|_| role.grade != "shown") {
        says.push_str(&format!("; about {more} more closed deals would settle it"));
    }
    page.faint(&says);
    if role.grade != "seen" {
        page.faint(&format!(
            "won with them: {}",
            some(&role.won_deals, role.won_deals.len())
        ));
    }
}

fn said(page: &mut Page, said: &[SaidView]) {
    if said.is_empty() {
        return;
    }
    page.heading("Who people say signs");
    for one in said.iter().take(SAID_SHOWN) {
        let (k, n) = (one.k, one.n);
        let source = match one.grade {
            "interview" => format!("interview: {k} of {n} people"),
            _ => format!("seller_note: {k} of {n} deals with notes"),
        };
        page.item(&format!("{} [{source}]", one.who));
        page.id(&one.id);
        let speaker = one
            .speaker
            .as_deref()
            .map_or(String::new(), |name| format!("{name}, "));
        page.faint(&format!(
            "\u{201c}{}\u{201d} ({speaker}{})",
            one.quote, one.place
        ));
    }
}

fn crm(page: &mut Page, crm: &[CrmView]) {
    if crm.is_empty() {
        return;
    }
    page.heading("What your CRM calls them");
    for one in crm {
        page.item(&format!(
            "{}: {} in {} of {} seats",
            one.written.join(", "),
            role_words(one.function, one.band),
            one.k,
            one.n
        ));
        page.id(&one.id);
        if let Some(finding) = &one.finding {
            page.detail(finding);
        }
    }
}

/// Returns each deal with its people.
pub(crate) fn committees(views: &[CommitteeView], width: usize) -> String {
    let mut page = Page::new(width);
    for view in views {
        let outcome = view.outcome.unwrap_or("outcome not understood");
        let amount = view
            .amount
            .as_ref()
            .map_or(String::new(), |amount| format!(", {}", amount.says));
        page.title(&format!(
            "{}, {}: {outcome}{amount}",
            view.company, view.deal
        ));
        page.id(&view.id);
        if let Some(stalled) = &view.stalled {
            page.line(&format!("Stalled: {stalled}."));
            page.id(&format!("{}.stalled", view.id));
        }
        page.heading(match view.people.len() {
            0 => "Nobody is on this deal",
            1 => "One person only",
            _ => "People on this deal",
        });
        for member in &view.people {
            self::member(&mut page, member);
        }
        if !view.missing.is_empty() {
            page.heading("Missing");
            for missing in &view.missing {
                page.item(&format!("{} ({})", missing.who, missing.why));
                page.id(&missing.id);
                if let Some(known) = &missing.known_there {
                    page.detail(&format!("known there: {known}"));
                }
            }
        }
        if !view.named.is_empty() {
            page.heading("Said to decide");
            for named in &view.named {
                let found = match named.found {
                    "on_deal" => format!("on the deal: {}", named.people.join("; ")),
                    "at_company" => {
                        format!("not on the deal, known there: {}", named.people.join("; "))
                    }
                    "unsure" => format!("could be {}", named.people.join(" or ")),
                    _ => "in no table".to_owned(),
                };
                page.item(&format!("{}: {found} [{}]", named.who, named.grade));
                page.id(&named.id);
                page.faint(&format!(
                    "\u{201c}{}\u{201d} ({})",
                    named.quote, named.place
                ));
            }
        }
        page.heading("Next");
        page.item(&view.next);
        page.id(&format!("{}.next", view.id));
        page.blank();
    }
    page.finish()
}

fn member(page: &mut Page, member: &MemberView) {
    let mut says = match (member.name.as_str(), member.title.as_str()) {
        (name, "") => format!("{name}, no title"),
        ("", title) => format!("{title}, no name"),
        (name, title) => format!("{name}, {title}"),
    };
    if !member.personas.is_empty() {
        says.push_str(&format!(" ({})", member.personas.join(", ")));
    }
    page.item(&says);
    page.id(&member.id);
    let mut notes = Vec::new();
    if member.first {
        notes.push("met first".to_owned());
    }
    if let Some(day) = &member.attached {
        notes.push(format!("since {day}"));
    }
    if member.late {
        notes.push("came in the last fifth".to_owned());
    }
    if member.gone {
        notes.push("no longer there, as the title says".to_owned());
    }
    match (&member.crm_role, member.buying_role) {
        (Some(written), Some(role)) => {
            notes.push(format!("CRM: {written} = {}", role.replace('_', " ")));
        }
        (Some(written), None) => notes.push(format!("CRM: {written}")),
        (None, _) => {}
    }
    if !notes.is_empty() {
        page.faint(&notes.join("; "));
    }
}

/// Returns whether deals stall on the wrong reader.
pub(crate) fn diagnoses(views: &[DiagnosisView], width: usize) -> String {
    let mut page = Page::new(width);
    for view in views {
        let found = match view.verdict {
            "wrong_reader" => "probably the wrong reader",
            "no_sign" => "no sign of a wrong reader",
            _ => "not enough evidence",
        };
        page.title(&format!("{}: {found} [{}]", view.segment, view.grade));
        page.line(&format!("{}.", view.says));
        page.id(&view.id);
        diagnosis(&mut page, view);
        page.heading("Next");
        page.item(&view.next);
        page.blank();
    }
    page.finish()
}

/// Writes what a diagnosis rests on.
pub(super) fn diagnosis(page: &mut Page, view: &DiagnosisView) {
    let persona = view.persona_name.as_deref().unwrap_or("the persona");
    for (part, effect, what) in [
        ("win", view.win, "won"),
        ("stall", view.stall, "ended in silence"),
    ] {
        if let Some(effect) = effect {
            self::effect(page, &effect, persona, what);
            page.id(&format!("{}.{part}", view.id));
        }
    }
    if let Some(sent) = &view.sent {
        page.detail(&format!(
            "{} of {} {} went to {}, {} to {persona}",
            sent.k, sent.n, sent.what, sent.role, sent.to_persona
        ));
        if let (Some([k, n]), Some([own_k, own_n])) = (sent.answered, sent.persona_answered) {
            page.detail(&format!(
                "answered: {k} of {n} of them, {own_k} of {own_n} of the people who are {persona}"
            ));
        }
        page.id(&format!("{}.sent", view.id));
    }
    if let Some(copy) = &view.copy {
        page.detail(&format!(
            "{} of {} pieces of copy speak to {}: {}",
            copy.k,
            copy.n,
            role_words(copy.function, ""),
            copy.files.join(", ")
        ));
        page.id(&format!("{}.copy", view.id));
    }
    for caution in &view.cautions {
        page.faint(caution);
    }
    if !view.stalled.is_empty() {
        page.heading(&format!(
            "Ended in silence without {persona}: {} deals, the latest first",
            view.of_stalled
        ));
        page.id(&format!("{}.stalled", view.id));
        for deal in view.stalled.iter().take(DEALS_SHOWN) {
            let amount = deal
                .amount
                .as_ref()
                .map_or(String::new(), |amount| format!(", {}", amount.says));
            page.item(&format!(
                "{}, {}{amount}: {}",
                deal.deal, deal.company, deal.reason
            ));
            page.faint(&format!("met: {}", deal.met.join("; ")));
        }
        if view.of_stalled > DEALS_SHOWN {
            page.faint(&format!("and {} more", view.of_stalled - DEALS_SHOWN));
        }
    }
    if !view.open.is_empty() {
        page.heading(&format!(
            "Open and still without {persona}: {} deals",
            view.of_open
        ));
        page.id(&format!("{}.open", view.id));
        for deal in view.open.iter().take(DEALS_SHOWN) {
            let write = match &deal.write_to {
                Some(person) => format!("write to {person}"),
                None => "nobody of that role is known there yet".to_owned(),
            };
            page.item(&format!("{}, {}: {write}", deal.deal, deal.company));
        }
        if view.of_open > DEALS_SHOWN {
            page.faint(&format!("and {} more", view.of_open - DEALS_SHOWN));
        }
    }
}

fn effect(page: &mut Page, effect: &EffectView, persona: &str, what: &str) {
    let [k_with, with] = effect.with;
    let [k_without, without] = effect.without;
    page.item(&format!(
        "{what}: {k_with} of {with} with {persona}, {k_without} of {without} without{} [{}]",
        effect
            .difference
            .as_ref()
            .map_or(String::new(), |found| format!(", {}", points(found))),
        effect.grade
    ));
    if let Some(odds) = effect.odds {
        page.faint(&format!(
            "against the other roles, among deals with as many people: odds {:.1} times (could be {:.1} to {:.1})",
            odds.value, odds.low, odds.high
        ));
    }
}

fn points(difference: &RateView) -> String {
    let whole = |share: f64| format!("{:+.0}", share * 100.0);
    format!(
        "{} points (could be {} to {})",
        whole(difference.value),
        whole(difference.low),
        whole(difference.high)
    )
}

fn role_words(function: &str, band: &str) -> String {
    match (function, band) {
        ("executive", _) => "founders and chief executives".to_owned(),
        (function, "leader") => format!("{function} leaders"),
        (function, "executive") => format!("{function} chiefs"),
        (function, "practitioner") => format!("people in {function}"),
        (function, _) => function.to_owned(),
    }
}

fn some(ids: &[String], n: usize) -> String {
    let shown: Vec<&str> = ids.iter().take(DEALS_SHOWN).map(String::as_str).collect();
    match n - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
