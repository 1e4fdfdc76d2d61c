use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::title;

use super::cues::first_phrase;
use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds an ICP that is named after a role.
    ///
    /// ## Why is this bad?
    /// A role is a person's; two companies with the same role can be as unlike as two
    /// companies get, so the name says nothing of whom to target.
    ///
    /// ## Example
    /// ```icp
    /// name: CMOs in SaaS
    /// ```
    ///
    /// Use instead:
    /// ```icp
    /// name: B2B SaaS in India, 10 to 50 people
    /// ```
    pub(super) static ICP_IS_TITLE = {
        name: "clarity/icp-is-title",
        summary: "an ICP named after a role",
        level: Level::Error,
        since: "0.1.0",
    }
}

/// Words for whom a company has and no person.
const EMPLOYED: [&str; 6] = [
    "people",
    "employees",
    "staff",
    "sites",
    "branches",
    "stores",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for icp in &workspace.icps {
        // Plural titles read like their singular: "CMOs", "Heads of Marketing".
        let singular: String = icp
            .name
            .split(' ')
            .map(singular)
            .collect::<Vec<_>>()
            .join(" ");
        let hit = [icp.name.as_str(), singular.as_str()]
            .into_iter()
            .find_map(|name| {
                title::find_in(name)
                    .filter(|(_, title)| title.confidence >= 0.6)
                    .map(|(range, _)| name[range].to_owned())
            });
        // "Freight forwarders, 20 to 150 people" are firms: no person has people employed.
        let Some(role) = hit.filter(|_| first_phrase(&icp.name, &EMPLOYED).is_none()) else {
            continue;
        };
        let place: Place = narrow(workspace, &icp.place, &icp.name);
        found.push(
            ICP_IS_TITLE
                .at(
                    place,
                    format!("the ICP is named after `{role}`, which is a person's role"),
                )
                .label("a role")
                .help("name it after the companies, and write the role in a persona"),
        );
    }
    found
}

fn singular(word: &str) -> &str {
    let is_plural = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.eq_ignore_ascii_case("sales");
    if is_plural {
        &word[..word.len() - 1]
    } else {
        word
    }
}
