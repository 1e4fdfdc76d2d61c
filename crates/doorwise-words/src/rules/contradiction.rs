use std::collections::BTreeMap;

use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::text;

use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds two personas of one ICP that list the same title. That an ICP and the won deals contradict each other,
    /// `doorwise why clarity.wins` says.
    ///
    /// ## Why is this bad?
    /// A person with that title gets the copy of whichever file comes first, and nobody decided which.
    ///
    /// ## Example
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// twin: Head of Marketing
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// twin: Demand Generation Manager
    /// ```
    pub(super) static CONTRADICTION = {
        name: "clarity/contradiction",
        summary: "two personas claim the same title",
        level: Level::Warning,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for icp in &workspace.icps {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        let personas = workspace
            .personas
            .iter()
            .filter(|persona| persona.icp == icp.id);
        for persona in personas {
            let shared = persona.role.titles.iter().find_map(|title| {
                let first = known.get(&text::fold(title))?;
                Some((title, *first))
            });
            if let Some((title, first)) = shared {
                found.push(
                    CONTRADICTION
                        .at(
                            narrow(workspace, &persona.place, title),
                            format!("`{title}` is a title of `{first}` too, so nobody knows which copy such a person gets"),
                        )
                        .label("claimed twice")
                        .help("leave the title with the persona whose day it is, or merge the two"),
                );
            }
            for title in &persona.role.titles {
                known.entry(text::fold(title)).or_insert(&persona.id);
            }
        }
    }
    found
}
