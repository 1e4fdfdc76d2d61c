use std::collections::BTreeSet;

use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::text;

use super::place::statements;

declare_rule! {
    /// ## What it does
    /// Finds a persona with two cited sentences or more that all rest on the same person, or on people of
    /// the same interview.
    ///
    /// ## Why is this bad?
    /// One loud voice is no market. What one person said is a lead to follow, and copy to a whole ICP should
    /// not be built on it.
    ///
    /// ## Example
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// quote: Rhea Nair: I owe them forty.
    /// pain: matches leads by hand every Sunday
    /// quote: Rhea Nair: I do it by hand.
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// quote: Rhea Nair: I owe them forty.
    /// pain: matches leads by hand every Sunday
    /// quote: Omar Sethi: By hand, every week.
    /// ```
    pub(super) static SINGLE_VOICE = {
        name: "clarity/single-voice",
        summary: "everything rests on one person",
        level: Level::Note,
        since: "0.1.0",
    }
}

/// Cited sentences from which one voice is a pattern and no beginning.
const FROM: usize = 2;

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        let cited: Vec<_> = statements(persona)
            .filter(|one| !one.evidence.is_empty())
            .collect();
        let quotes = || cited.iter().flat_map(|one| &one.evidence);
        let people: BTreeSet<String> = quotes()
            .filter_map(|quote| quote.speaker.as_deref())
            .map(|name| text::fold(name.trim()))
            .collect();
        let [first, ..] = cited.as_slice() else {
            continue;
        };
        if cited.len() < FROM || people.len() != 1 || quotes().any(|quote| quote.speaker.is_none())
        {
            continue;
        }
        let name = quotes()
            .find_map(|quote| quote.speaker.as_deref())
            .unwrap_or_default()
            .trim();
        found.push(
            SINGLE_VOICE
                .at(
                    first.place.clone(),
                    format!(
                        "all {} cited sentences of `{}` rest on {name} alone",
                        cited.len(),
                        persona.id
                    ),
                )
                .label("one voice")
                .help("talk to two more of these people before copy is built on it"),
        );
    }
    found
}
