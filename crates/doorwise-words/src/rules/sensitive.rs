use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::workspace::Workspace;

use super::cues::first_phrase;
use super::place::{icp_lines, narrow, persona_lines};

declare_rule! {
    /// ## What it does
    /// Finds protected traits used to choose or describe people: religion, health, origin,
    /// gender, family status.
    ///
    /// ## Why is this bad?
    /// It is unlawful in many countries to treat people by such traits, and none of them says
    /// what somebody needs at work.
    ///
    /// ## Example
    /// ```persona
    /// pain: pregnant and afraid to lose the budget
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// pain: afraid to lose the budget
    /// ```
    pub(super) static SENSITIVE = {
        name: "clarity/sensitive",
        summary: "a protected trait",
        level: Level::Error,
        since: "0.1.0",
    }
}

const TRAITS: [&str; 42] = [
    "hindu",
    "muslim",
    "christian",
    "jewish",
    "sikh",
    "buddhist",
    "catholic",
    "atheist",
    "religion",
    "religious",
    "caste",
    "brahmin",
    "dalit",
    "ethnicity",
    "ethnic",
    "race",
    "white male",
    "black woman",
    "asian woman",
    "skin colour",
    "skin color",
    "gay",
    "lesbian",
    "straight",
    "transgender",
    "sexual orientation",
    "pregnant",
    "pregnancy",
    "maternity leave",
    "disabled",
    "disability",
    "cancer",
    "depressed",
    "diabetic",
    "male only",
    "female only",
    "men only",
    "women only",
    "married",
    "unmarried",
    "divorced",
    "single mother",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut look = |text: &str, place: &Place| {
        if let Some(range) = first_phrase(text, &TRAITS) {
            let words = &text[range];
            found.push(
                SENSITIVE
                    .at(
                        narrow(workspace, place, words),
                        format!("`{words}` is a protected trait, and nobody may be chosen by it"),
                    )
                    .label("protected")
                    .help("delete it; write what this person has to do at work instead"),
            );
        }
    };
    for icp in &workspace.icps {
        icp_lines(icp)
            .iter()
            .for_each(|line| look(line.text, line.place));
        look(&icp.name, &icp.place);
    }
    for persona in &workspace.personas {
        persona_lines(persona)
            .iter()
            .for_each(|line| look(line.text, line.place));
        look(&persona.name, &persona.place);
    }
    found
}
