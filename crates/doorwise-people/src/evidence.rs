//! Quotes offered for sentences that rest on nothing yet; a person decides whether they mean it.

use doorwise_model::diagnostic::{Diagnostic, Level, Loaded};
use doorwise_model::statement::Statement;
use doorwise_model::workspace::Workspace;

use crate::interview::{self, Interview, Side};
use crate::listen::correct::sides_told;

/// Quotes shown for one sentence.
const SHOWN: usize = 2;

/// Returns what is wrong with the interviews, and quotes for sentences without evidence.
pub fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let Loaded {
        value: interviews,
        mut diagnostics,
    } = interview::of(workspace, &sides_told(workspace));
    for persona in &workspace.personas {
        let objections = persona
            .objections
            .iter()
            .map(|objection| &objection.statement);
        for statement in persona.goals.iter().chain(&persona.pains).chain(objections) {
            diagnostics.extend(offer(statement, &interviews));
        }
    }
    diagnostics.extend(put_into_mouths(workspace, &interviews));
    diagnostics
}

/// Finds words of a persona that only those who ask have said (`clarity/interviewer-words`).
fn put_into_mouths(workspace: &Workspace, interviews: &[Interview]) -> Vec<Diagnostic> {
    let spoken = |of_buyers: bool| -> String {
        let turns = interviews.iter().flat_map(|one| &one.turns);
        let side = turns.filter(|turn| match of_buyers {
            true => turn.is_participant(),
            false => turn.side == Side::Interviewer,
        });
        side.map(|turn| format!(" {} ", words_of(&turn.text)))
            .collect()
    };
    let (buyers, askers) = (spoken(true), spoken(false));
    let mut found = Vec::new();
    for persona in &workspace.personas {
        for uses in &persona.uses {
            let wanted = format!(" {} ", words_of(uses));
            if wanted.trim().is_empty() || buyers.contains(&wanted) || !askers.contains(&wanted) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    "clarity/interviewer-words",
                    Level::Note,
                    workspace.narrow(&persona.place, uses),
                    format!("`{uses}` was said by those who ask, and by nobody who was asked"),
                )
                .label("your word")
                .help("take a word that the people themselves used: `doorwise learn personas` proposes some"),
            );
        }
    }
    found
}

/// Returns the words of a text, folded, with one blank between.
fn words_of(text: &str) -> String {
    let folded = doorwise_vocab::text::fold(text);
    let words = folded.split(|ch: char| !ch.is_alphanumeric() && ch != '\'');
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
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

#[cfg(test)]
mod tests {
    use doorwise_model::workspace::load;

    use super::*;

    #[test]
    fn a_word_of_the_interviewer_alone_is_told() {
        let persona = "persona: p\nicp: i\nname: Head of Marketing Meera\nwords: { uses: [attribution, where they came from, came from where] }\n";
        let mut workspace = Workspace::default();
        let read = load::read_persona(std::path::Path::new("personas/p.yaml"), persona);
        workspace
            .sources
            .insert("personas/p.yaml".into(), persona.to_owned());
        workspace.personas.extend(read.value);
        let talk = "Interviewer: Do you do attribution?\nRhea Nair: I look where they came from.\nInterviewer: And then?\nRhea Nair: Nothing.\n";
        workspace
            .research
            .push(doorwise_model::workspace::ResearchFile {
                file: "research/a.txt".into(),
                text: talk.to_owned(),
            });
        let found = check(&workspace);
        let told: Vec<(String, String)> = found
            .iter()
            .filter(|found| found.name == "clarity/interviewer-words")
            .map(|found| (found.place.to_string(), found.message.clone()))
            .collect();
        // The last was said by nobody: that is another matter than a word put into a mouth.
        assert_eq!(told.len(), 1, "{found:?}");
        assert!(told[0].0.starts_with("personas/p.yaml:4:17"), "{told:?}");
        assert!(told[0].1.contains("`attribution`"), "{told:?}");
    }
}
