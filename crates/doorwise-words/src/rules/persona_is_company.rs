use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;

use super::cues::words;
use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds a persona that is named after a company, a department or a crowd.
    ///
    /// ## Why is this bad?
    /// A department has no Monday morning. What moves a head of a team leaves its members cold.
    ///
    /// ## Example
    /// ```persona
    /// name: The marketing team
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// name: Head of Marketing Meera
    /// ```
    pub(super) static PERSONA_IS_COMPANY = {
        name: "clarity/persona-is-company",
        summary: "a persona that is no person",
        level: Level::Warning,
        since: "0.1.0",
    }
}

const CROWDS: [&str; 24] = [
    "team",
    "teams",
    "department",
    "departments",
    "smbs",
    "smb",
    "smes",
    "sme",
    "company",
    "companies",
    "startups",
    "startup",
    "firms",
    "agencies",
    "businesses",
    "enterprises",
    "committee",
    "decision makers",
    "decision-makers",
    "stakeholders",
    "management",
    "users",
    "customers",
    "organisations",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        let words = words(&persona.name);
        // "Team lead Tara" has the word and is a person: only the last word names what it is.
        let last = words.last().map_or("", |(word, _)| word.as_str());
        let last_two = words
            .iter()
            .rev()
            .take(2)
            .rev()
            .map(|(word, _)| word.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        if !CROWDS.contains(&last) && !CROWDS.contains(&last_two.as_str()) {
            continue;
        }
        found.push(
            PERSONA_IS_COMPANY
                .at(
                    narrow(workspace, &persona.place, &persona.name),
                    format!("`{}` is not one person", persona.name),
                )
                .label("a crowd")
                .note(
                    "goals and pains differ inside a team, so a message to all of it moves nobody",
                )
                .help("choose the one role in it that takes part in most won deals, and name that"),
        );
    }
    found
}
