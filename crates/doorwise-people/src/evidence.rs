//! Quotes offered for sentences that rest on nothing yet; a person decides whether they mean it.

use std::collections::BTreeMap;

use doorwise_model::diagnostic::{Diagnostic, Level, Loaded};
use doorwise_model::statement::Statement;
use doorwise_model::workspace::Workspace;

use crate::interview::{self, Interview};

/// Quotes shown for one sentence.
const SHOWN: usize = 2;

/// Returns what is wrong with the interviews, and quotes for sentences without evidence.
pub fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let Loaded {
        value: interviews,
        mut diagnostics,
    } = interview::of(workspace, &BTreeMap::new());
    for persona in &workspace.personas {
        let objections = persona
            .objections
            .iter()
            .map(|objection| &objection.statement);
        for statement in persona.goals.iter().chain(&persona.pains).chain(objections) {
            diagnostics.extend(offer(statement, &interviews));
        }
    }
    diagnostics
}

fn offer(statement: &Statement, interviews: &[Interview]) -> Option<Diagnostic> {
    if !statement.evidence.is_empty() {
        return None;
    }
    let support = interview::support(&statement.says, interviews);
    if support.quotes.is_empty() {
        return None;
    }
    let quotes: Vec<String> = support
        .quotes
        .iter()
        .take(SHOWN)
        .map(|said| {
            let file = doorwise_model::diagnostic::slashed(&said.file);
            let speaker = said.speaker.as_deref().unwrap_or("unnamed speaker");
            format!(
                "\u{201c}{}\u{201d} ({speaker}, {file}:{})",
                said.quote, said.line
            )
        })
        .collect();
    Some(
        Diagnostic::new(
            "evidence/could-cite",
            Level::Note,
            statement.place.clone(),
            format!(
                "{} in your interviews said something near this",
                people(support.n_people)
            ),
        )
        .label("rests on nothing yet")
        .note(quotes.join(" "))
        .help("where a quote means it, add it under `evidence:` with its speaker and file"),
    )
}

fn people(n: usize) -> String {
    if n == 1 {
        "one person".to_owned()
    } else {
        format!("{n} people")
    }
}
