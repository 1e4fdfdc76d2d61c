use std::collections::BTreeSet;

use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::title::{self, Band, Function};

declare_rule! {
    /// ## What it does
    /// Finds a persona whose titles span more than two functions or more than two bands.
    ///
    /// ## Why is this bad?
    /// What is said to everybody fits nobody.
    ///
    /// ## Example
    /// ```persona
    /// title: Head of Marketing
    /// title: Sales Manager
    /// title: CFO
    /// title: IT Administrator
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// title: Head of Marketing
    /// title: VP Marketing
    /// ```
    pub(super) static PERSONA_IS_EVERYONE = {
        name: "clarity/persona-is-everyone",
        summary: "a persona for everybody",
        level: Level::Warning,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        let titles: Vec<title::Title> = persona
            .role
            .titles
            .iter()
            .map(|title| title::title(title))
            .collect();
        let functions: BTreeSet<Function> = titles
            .iter()
            .map(|title| title.function)
            .chain(persona.role.function)
            .filter(|function| *function != Function::Other)
            .collect();
        let bands: BTreeSet<Band> = titles
            .iter()
            .map(|title| title.seniority)
            .chain(persona.role.seniorities.iter().copied())
            .map(|seniority| seniority.band())
            .filter(|band| *band != Band::Unknown)
            .collect();
        let what = if functions.len() > 2 {
            let names: Vec<&str> = functions.iter().map(|function| function.label()).collect();
            format!("{} functions: {}", functions.len(), names.join(", "))
        } else if bands.len() > 2 {
            format!("{} bands, from executive to practitioner", bands.len())
        } else {
            continue;
        };
        found.push(
            PERSONA_IS_EVERYONE
                .at(
                    persona.place.clone(),
                    format!("`{}` spans {what}", persona.id),
                )
                .label("too many people")
                .help("write one persona for each function, and keep its titles close together"),
        );
    }
    found
}
