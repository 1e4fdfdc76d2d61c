use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;

use super::place::statements;

declare_rule! {
    /// ## What it does
    /// Finds a quote under `evidence:` without `speaker:`.
    ///
    /// ## Why is this bad?
    /// A theme counts independent people. A quote without a name counts for nobody, so it cannot show that more
    /// than one person hurts.
    ///
    /// ## Example
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// pain: matches leads by hand every Sunday
    /// quote: : I do it by hand.
    /// quote: Omar Sethi: By hand, every week.
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// pain: matches leads by hand every Sunday
    /// quote: Rhea Nair: I do it by hand.
    /// quote: Omar Sethi: By hand, every week.
    /// ```
    pub(super) static QUOTE_WITHOUT_SPEAKER = {
        name: "clarity/quote-without-speaker",
        summary: "a quote that nobody said",
        level: Level::Warning,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for statement in workspace.personas.iter().flat_map(statements) {
        for quote in &statement.evidence {
            let is_named = quote
                .speaker
                .as_deref()
                .is_some_and(|name| !name.trim().is_empty());
            if is_named {
                continue;
            }
            found.push(
                QUOTE_WITHOUT_SPEAKER
                    .at(
                        quote.place.clone(),
                        "nobody is named for this quote, so it counts for no person".to_owned(),
                    )
                    .label("who said it?")
                    .help("add `speaker:` as the interview names the person"),
            );
        }
    }
    found
}
