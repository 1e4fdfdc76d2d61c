//! Companies of a list in the terminal: reasons, what would change, whom to write to.

use doorwise_playbook::view::TargetView;

use super::page::Page;
use super::targets::{show_also, show_reader, show_reason};

/// Writes the first targets; `fits` companies are there to choose from.
pub(super) fn first_targets(page: &mut Page, targets: &[TargetView], fits: usize) {
    if targets.is_empty() && fits > 0 {
        page.heading("First targets");
        page.item("every company that fits is a customer or in an open deal already");
        page.id("remark.in_deals");
    }
    if !targets.is_empty() {
        page.heading("First targets");
        for entry in targets {
            target(page, entry);
        }
    }
}

/// Writes one company with its reasons and the person to write to.
pub(crate) fn target(page: &mut Page, target: &TargetView) {
    let score = match target.score {
        Some(score) if score.low == score.high => format!("{}", score.low),
        Some(score) => format!("{}..{}", score.low, score.high),
        None => "-".to_owned(),
    };
    let domain = target
        .domain
        .as_deref()
        .map_or(String::new(), |domain| format!(" ({domain})"));
    // A card without points has one tier and every score is 0: nothing to say.
    let is_ranked = target.reasons.iter().any(|reason| reason.kind == "points");
    let tier = if target.tier.is_empty() || !is_ranked {
        String::new()
    } else {
        format!(", tier {}, score {score}", target.tier)
    };
    page.item(&format!(
        "{}. {}{domain}: {}{tier}",
        target.rank,
        target.company,
        target.decision.replace('_', " ")
    ));
    page.id(&target.key);
    let reasons: Vec<String> = target
        .reasons
        .iter()
        .filter(|reason| {
            reason.kind == "points" || matches!(reason.state, "fails" | "hits" | "open")
        })
        .map(show_reason)
        .collect();
    if !reasons.is_empty() {
        page.detail(&reasons.join("; "));
    }
    if target.would_change != "nothing better to reach" {
        page.detail(&target.would_change);
    }
    if let Some(history) = &target.history {
        page.detail(history);
    }
    for also in &target.also {
        page.detail(&show_also(also));
        page.id(&also.id);
    }
    if !target.readers.is_empty() {
        for reader in &target.readers {
            page.detail(&show_reader(reader));
            page.id(&reader.id);
        }
        return;
    }
    match (&target.person, &target.search) {
        (Some(person), _) => {
            let email = person
                .email
                .as_deref()
                .map_or(String::new(), |email| format!(", {email}"));
            let maybe = if person.matches == "maybe" {
                " (maybe)"
            } else {
                ""
            };
            let name = if person.name.is_empty() {
                "somebody unnamed"
            } else {
                &person.name
            };
            page.detail(&format!("write to {name}, {}{email}{maybe}", person.title));
            page.id(&format!("{}.person", target.key));
        }
        (None, Some(_)) => {
            let known = target.known_there.as_ref().map_or(String::new(), |known| {
                format!("; known there: {}, {}", known.name, known.title)
            });
            page.faint(&format!(
                "the reader is not known there, search for them{known}"
            ));
            let opens = target
                .known_there
                .as_ref()
                .map_or("search", |_| "known_there");
            page.id(&format!("{}.{opens}", target.key));
        }
        (None, None) => {}
    }
}
