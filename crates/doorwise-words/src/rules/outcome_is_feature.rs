use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;

use super::cues::first_phrase;
use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds a goal that is to have or to use a product: "have a real-time dashboard", "use Tallyroom".
    ///
    /// ## Why is this bad?
    /// Nobody's goal is a dashboard; the goal is what becomes true with it. A goal that is your product proves
    /// nothing and meets no reader.
    ///
    /// ## Example
    /// ```persona
    /// goal: have a real-time dashboard by 1 June
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: answer the Monday question in 5 minutes
    /// ```
    pub(super) static OUTCOME_IS_FEATURE = {
        name: "clarity/outcome-is-feature",
        summary: "a product told as a goal",
        level: Level::Warning,
        since: "0.1.0",
    }
}

const GETTING: [&str; 26] = [
    "have",
    "has",
    "to have",
    "get",
    "to get",
    "use",
    "to use",
    "uses",
    "buy",
    "to buy",
    "adopt",
    "to adopt",
    "implement",
    "to implement",
    "roll out",
    "introduce",
    "install",
    "needs",
    "wants",
    "wants to have",
    "wants to use",
    "an",
    "a",
    "our",
    "access to",
    "integrate",
];
const PRODUCTS: [&str; 24] = [
    "dashboard",
    "dashboards",
    "platform",
    "tool",
    "tools",
    "software",
    "app",
    "plugin",
    "plug-in",
    "integration",
    "integrations",
    "api",
    "crm",
    "chatbot",
    "module",
    "suite",
    "widget",
    "connector",
    "workflow builder",
    "report builder",
    "automation",
    "ai assistant",
    "add-on",
    "licence",
];
/// Words that say what becomes true with the product, so that it is no goal by itself.
const PURPOSE: [&str; 12] = [
    "so", "that", "which", "because", "to cut", "to save", "to stop", "without", "cost", "costs",
    "fewer", "less",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let product = workspace.offer.product.as_deref().map(str::to_lowercase);
    let mut found = Vec::new();
    for persona in &workspace.personas {
        for goal in &persona.goals {
            let says = &goal.says;
            let Some(opening) = first_phrase(says, &GETTING).filter(|range| range.start == 0)
            else {
                continue;
            };
            let nouns: Vec<&str> = PRODUCTS.iter().copied().chain(product.as_deref()).collect();
            let Some(range) = first_phrase(says, &nouns) else {
                continue;
            };
            // The noun is what is wanted, not what something else happens to be called by.
            let between = says[opening.end..range.start].split_whitespace().count();
            if between > 4 || first_phrase(&says[range.end..], &PURPOSE).is_some() {
                continue;
            }
            let words = &says[range];
            found.push(
                OUTCOME_IS_FEATURE
                    .at(
                        narrow(workspace, &goal.place, words),
                        format!("`{words}` is a product, and nobody is on the hook for having one"),
                    )
                    .label("a means")
                    .help("write what becomes true with it: which question is answered, what is no longer done by hand"),
            );
        }
    }
    found
}
