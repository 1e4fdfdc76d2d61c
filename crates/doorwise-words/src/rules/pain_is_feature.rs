use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::text;

use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds a pain that is the absence of a product: "lack of automation", "needs our dashboard".
    ///
    /// ## Why is this bad?
    /// It is the seller's answer told as the buyer's question. Nobody loses sleep over a
    /// missing feature; they lose it over what goes wrong.
    ///
    /// ## Example
    /// ```persona
    /// pain: lack of automated attribution
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// pain: half the deals have no source, so every Monday ends in a debate
    /// ```
    pub(super) static PAIN_IS_FEATURE = {
        name: "clarity/pain-is-feature",
        summary: "a missing feature told as a pain",
        level: Level::Warning,
        since: "0.1.0",
    }
}

const OPENINGS: [&str; 10] = [
    "lack of ",
    "lacks a ",
    "lacks an ",
    "needs our ",
    "need our ",
    "needs a tool",
    "needs a platform",
    "needs software",
    "has no tool ",
    "does not have a tool",
];
const PRODUCTS: [&str; 9] = [
    "platform",
    "tool",
    "software",
    "dashboard",
    "automation",
    "integration",
    "integrations",
    "ai",
    "crm",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        for pain in &persona.pains {
            let folded = text::fold(&pain.says);
            let words: Vec<&str> = folded.split_whitespace().collect();
            let no_product = matches!(words.as_slice(), ["no" | "missing", noun, ..] if PRODUCTS.contains(noun))
                || matches!(words.as_slice(), ["no" | "missing", _, noun] if PRODUCTS.contains(noun));
            if !no_product && !OPENINGS.iter().any(|opening| folded.starts_with(opening)) {
                continue;
            }
            let first: String = pain
                .says
                .split_whitespace()
                .take(2)
                .collect::<Vec<_>>()
                .join(" ");
            found.push(
                PAIN_IS_FEATURE
                    .at(narrow(workspace, &pain.place, &first), format!("the pain starts with `{first}`, so it names a missing product"))
                    .label("a feature")
                    .help("write what goes wrong without it: who is kept waiting, what is lost, how often"),
            );
        }
    }
    found
}
