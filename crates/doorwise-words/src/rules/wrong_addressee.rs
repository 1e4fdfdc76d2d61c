use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::workspace::Workspace;

use super::place::in_body;
use crate::addressee::{Verdict, addressee};

declare_rule! {
    /// ## What it does
    /// Compares whom a piece of copy speaks to with the persona its head names. It reads
    /// explicit address ("as a CEO"), duties, objects and numbers; "your founder" is the
    /// reader's boss and never the reader.
    ///
    /// ## Why is this bad?
    /// The right company with the wrong person's words: the mail is forwarded at best, and
    /// the deal stalls.
    ///
    /// ## Example
    /// ```copy
    /// Hi, as a founder and CEO you answer to your board for valuation, burn and runway.
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Hi Meera, every Monday your founder asks which deals came from marketing, and half your leads have no source.
    /// ```
    pub(super) static WRONG_ADDRESSEE = {
        name: "copy/wrong-addressee",
        summary: "copy that speaks to somebody else",
        level: Level::Error,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for copy in &workspace.copies {
        let Some(persona) = workspace
            .personas
            .iter()
            .find(|persona| persona.id == copy.persona)
        else {
            continue;
        };
        let Some(wanted) = persona.role.function else {
            continue;
        };
        let read = addressee(&copy.body);
        let (Verdict::AddressedTo, Some(function)) = (read.verdict, read.function) else {
            continue;
        };
        // A CTO's mail may speak of engineering, and an executive's of the firm.
        let is_theirs = function == wanted
            || persona.role.titles.iter().any(|title| {
                let title = doorwise_vocab::title::title(title);
                title.function == function || title.other_functions.contains(&function)
            });
        if is_theirs {
            continue;
        }
        let strongest: Vec<&str> = read
            .spans
            .iter()
            .filter(|hit| hit.function == function)
            .take(5)
            .map(|hit| &copy.body[hit.range.clone()])
            .collect();
        let place = read
            .spans
            .iter()
            .find(|hit| hit.function == function)
            .map_or_else(
                || Place::text(&copy.file, copy.persona_span),
                |hit| in_body(copy, &hit.range),
            );
        let quoted: Vec<String> = strongest.iter().map(|words| format!("`{words}`")).collect();
        found.push(
            WRONG_ADDRESSEE
                .at(place, format!("the copy speaks to {} and is meant for `{}`", function.label(), persona.id))
                .label(format!("words for {}", function.label()))
                .note(format!("it says {}; {} works in {}", quoted.join(", "), persona.name, wanted.label()))
                .help("rewrite it to this persona's goals and pains, or name the persona it speaks to"),
        );
    }
    found
}
