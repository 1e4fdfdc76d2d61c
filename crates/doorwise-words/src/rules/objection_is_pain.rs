use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;

use super::cues::first_phrase;
use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds an objection that says what hurts today and nothing against buying: "wastes three hours a week".
    ///
    /// ## Why is this bad?
    /// An objection is what stops the purchase, a pain what starts it. An answer to a pain is no answer to a
    /// doubt, and the real doubt stays unknown.
    ///
    /// ## Example
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// objection: wastes three hours a week on copying leads
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// objection: sales will not fill one more field
    /// ```
    pub(super) static OBJECTION_IS_PAIN = {
        name: "clarity/objection-is-pain",
        summary: "a pain told as an objection",
        level: Level::Warning,
        since: "0.1.0",
    }
}

/// Openings of a sentence that says what hurts.
const HURTS: [&str; 22] = [
    "tired of",
    "is tired of",
    "sick of",
    "fed up with",
    "wastes",
    "wasting",
    "loses",
    "losing",
    "spends",
    "spending",
    "struggles with",
    "struggles to",
    "suffers from",
    "is frustrated",
    "frustrated",
    "is overwhelmed",
    "overwhelmed",
    "drowning in",
    "misses",
    "has to redo",
    "copies",
    "is stuck with",
];
/// Words of a doubt about the purchase; with one of them it may be an objection after all.
const DOUBTS: [&str; 34] = [
    "why",
    "what if",
    "who",
    "how",
    "can't",
    "cannot",
    "won't",
    "will",
    "would",
    "if",
    "too",
    "not",
    "no",
    "never",
    "already",
    "risk",
    "risky",
    "budget",
    "price",
    "expensive",
    "cost",
    "costs",
    "pay",
    "trust",
    "legal",
    "contract",
    "new tool",
    "one more",
    "another",
    "switch",
    "switching",
    "change",
    "does it",
    "is it",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        for objection in &persona.objections {
            let says = &objection.statement.says;
            let Some(range) = first_phrase(says, &HURTS).filter(|range| range.start == 0) else {
                continue;
            };
            if says.contains('?') || first_phrase(says, &DOUBTS).is_some() {
                continue;
            }
            found.push(
                OBJECTION_IS_PAIN
                    .at(
                        narrow(workspace, &objection.statement.place, &says[range]),
                        "this is what hurts today, and says nothing against buying".to_owned(),
                    )
                    .label("a pain")
                    .note("pains start a purchase, objections stop it")
                    .help(format!(
                        "move it to `pains:` of `{}`, and ask what would stop them from buying",
                        persona.id
                    )),
            );
        }
    }
    found
}
