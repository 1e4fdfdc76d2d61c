use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::date;

use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds an ICP or a persona whose `reviewed:` lies more than 180 days before the workspace's `as_of`. Without
    /// either day it says nothing.
    ///
    /// ## Why is this bad?
    /// Markets move and files do not. What was true of buyers a year ago is an assumption today.
    ///
    /// ## Example
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// reviewed: 2026-01-01
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// reviewed: 2026-09-01
    /// ```
    pub(super) static STALE = {
        name: "clarity/stale",
        summary: "nobody went through it for half a year",
        level: Level::Note,
        since: "0.1.0",
    }
}

/// Days after which a file is stale.
const FRESH_DAYS: i32 = 180;

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let Some(today) = workspace.as_of else {
        return Vec::new();
    };
    let icps = workspace
        .icps
        .iter()
        .map(|icp| (&icp.id, icp.reviewed, &icp.place));
    let personas = workspace
        .personas
        .iter()
        .map(|one| (&one.id, one.reviewed, &one.place));
    let mut found = Vec::new();
    for (id, reviewed, place) in icps.chain(personas) {
        let Some(day) = reviewed else { continue };
        let age = date::day_number(today) - date::day_number(day);
        if age <= FRESH_DAYS {
            continue;
        }
        found.push(
            STALE
                .at(narrow(workspace, place, &day.to_string()), format!("`{id}` was gone through {age} days ago"))
                .label("stale")
                .help("go through it with the deals of the last quarter, and write today's date under `reviewed:`"),
        );
    }
    found
}
