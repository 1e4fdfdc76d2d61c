use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;

use super::cues::first_phrase;
use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds a trigger that is true every day, such as "has a sales team" or "uses HubSpot", and names no event.
    ///
    /// ## Why is this bad?
    /// A trigger says why today. What is true all year belongs to the gates or the points; as a trigger it makes
    /// every company urgent, so none is.
    ///
    /// ## Example
    /// ```icp
    /// trigger: uses HubSpot
    /// ```
    ///
    /// Use instead:
    /// ```icp
    /// trigger: they moved to HubSpot last month
    /// ```
    pub(super) static TRIGGER_IS_ATTRIBUTE = {
        name: "clarity/trigger-is-attribute",
        summary: "a standing fact told as a trigger",
        level: Level::Warning,
        since: "0.1.0",
    }
}

/// Openings of a sentence that is true every day.
const STANDING: [&str; 34] = [
    "has",
    "have",
    "is",
    "are",
    "uses",
    "use",
    "employs",
    "runs on",
    "based in",
    "located in",
    "sells",
    "sell",
    "serves",
    "offers",
    "works with",
    "owns",
    "operates",
    "company has",
    "companies have",
    "company uses",
    "companies use",
    "company is",
    "companies are",
    "they have",
    "they use",
    "they are",
    "they sell",
    "it has",
    "it uses",
    "it is",
    "more than",
    "at least",
    "between",
    "headquartered in",
];
/// Words of something that happens on a day.
const EVENTS: [&str; 76] = [
    "new",
    "just",
    "raised",
    "closed",
    "closes",
    "hired",
    "hires",
    "hiring",
    "joined",
    "joins",
    "left",
    "leaves",
    "launched",
    "launches",
    "opened",
    "opens",
    "opening",
    "announced",
    "announces",
    "moved",
    "moves",
    "migrated",
    "migrating",
    "bought",
    "acquired",
    "merged",
    "lost",
    "missed",
    "failed",
    "fails",
    "ended",
    "ends",
    "expires",
    "expired",
    "begins",
    "began",
    "starts",
    "started",
    "retires",
    "retired",
    "resigned",
    "laid",
    "cut",
    "fined",
    "breached",
    "breach",
    "audit",
    "deadline",
    "renewal",
    "switching",
    "replacing",
    "planning",
    "plans",
    "after",
    "before",
    "when",
    "within",
    "recently",
    "last",
    "next",
    "this",
    "days",
    "weeks",
    "months",
    "quarter",
    "season",
    "today",
    "now",
    "upcoming",
    "due",
    "changed",
    "changes",
    "asked",
    "asks",
    "growing",
    "been",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let of_icps = workspace.icps.iter().flat_map(|icp| &icp.triggers);
    let of_personas = workspace
        .personas
        .iter()
        .flat_map(|persona| &persona.triggers);
    let mut found = Vec::new();
    for trigger in of_icps.chain(of_personas) {
        let says = &trigger.says;
        let stands = first_phrase(says, &STANDING).filter(|range| range.start == 0);
        let Some(range) = stands else { continue };
        if first_phrase(says, &EVENTS).is_some() {
            continue;
        }
        found.push(
            TRIGGER_IS_ATTRIBUTE
                .at(
                    narrow(workspace, &trigger.place, &says[range]),
                    "this is true every day, so it is no reason to knock today".to_owned(),
                )
                .label("no event")
                .help("make it a gate or points of the ICP, or name what happens: who came, what closed, what ends"),
        );
    }
    found
}
