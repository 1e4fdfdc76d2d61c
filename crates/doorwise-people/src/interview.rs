//! Interviews as they were exported, and what the people in them support.
//!
//! Told apart by content, not by the file's ending. Only the buyer's words are evidence:
//! where nobody can be told to be the interviewer, every turn counts as the
//! interviewer's, so that no seller's word becomes a quote.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::{Diagnostic, Level, Loaded, Place, Span};
use doorwise_model::privacy::Privacy;
use doorwise_model::workspace::Workspace;

mod captions;
mod json;
mod labelled;
mod sides;
mod support;
mod survey;
#[cfg(test)]
mod tests;
mod turn;

pub(crate) use support::person;
pub use support::{Said, Support, support};
pub use turn::{Piece, Side, Turn, Verbatim};

/// One interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    /// Path from the workspace's root.
    pub file: PathBuf,
    /// Shape of the export: otter, vtt, srt, json, labelled, survey.
    pub format: &'static str,
    /// What was said, in order; neighbouring cues of one speaker are one turn.
    pub turns: Vec<Turn>,
    /// What a survey says of its respondents: role, size, industry.
    pub who: BTreeMap<String, BTreeMap<&'static str, String>>,
}

/// Reads every interview of a workspace, with the sides that a person has told; one that brings back
/// somebody who asked to be forgotten is told and left out.
pub fn of(workspace: &Workspace, told: &BTreeMap<String, Side>) -> Loaded<Vec<Interview>> {
    let mut interviews = Vec::new();
    let mut diagnostics = Vec::new();
    for file in &workspace.research {
        let read = read_with(&file.file, &file.text, told);
        if brings_back(&read.value, &workspace.privacy) {
            diagnostics.push(forgotten(&file.file));
            continue;
        }
        diagnostics.extend(read.diagnostics);
        interviews.push(read.value);
    }
    Loaded {
        value: interviews,
        diagnostics,
    }
}

/// Returns the name of the language that an interview is in, where it is not English.
fn other_language(turns: &[Turn]) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 8] = [
        ("de", "German"),
        ("fr", "French"),
        ("es", "Spanish"),
        ("it", "Italian"),
        ("pt", "Portuguese"),
        ("nl", "Dutch"),
        ("pl", "Polish"),
        ("sv", "Swedish"),
    ];
    let said: Vec<&str> = turns.iter().map(|turn| turn.text.as_str()).collect();
    let code = doorwise_model::copy::language::of_copy(&said.join(" "));
    KNOWN
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, name)| *name)
}

/// Returns whether somebody speaks who asked to be forgotten.
pub fn brings_back(interview: &Interview, privacy: &Privacy) -> bool {
    let mut speakers = interview
        .turns
        .iter()
        .filter_map(|turn| turn.speaker.as_deref());
    speakers.any(|name| privacy.holds_name(name))
}

/// Says that an interview brings such a person back; it names the file and nobody.
pub fn forgotten(file: &Path) -> Diagnostic {
    let message = "the file brings back somebody who asked to be forgotten";
    Diagnostic::error("privacy/forgotten", Place::text(file, None), message)
        .help("run `doorwise forget` with that name again, or delete the file")
}

/// Reads one export.
pub fn read(file: &Path, text: &str) -> Loaded<Interview> {
    read_with(file, text, &BTreeMap::new())
}

/// Reads one export whose speakers' sides a person has told, by name.
pub fn read_with(file: &Path, text: &str, told: &BTreeMap<String, Side>) -> Loaded<Interview> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut diagnostics = Vec::new();
    let mut told = told.clone();
    let is_json = matches!(text.trim_start().chars().next(), Some('{' | '['));
    let mut who = BTreeMap::new();
    let mut once = BTreeSet::new();
    let (format, cues) = if text.starts_with("WEBVTT") {
        ("vtt", captions::read(text))
    } else if let Some(root) = is_json
        .then(|| serde_json::from_str::<serde_json::Value>(text).ok())
        .flatten()
    {
        let read = json::read(text, &root);
        for (name, side) in read.sides {
            told.entry(name).or_insert(side);
        }
        ("json", read.cues)
    } else if let Some(read) = survey::read(text) {
        told.insert(survey::FORM.to_owned(), Side::Interviewer);
        for name in read.cues.iter().filter_map(|cue| cue.speaker.clone()) {
            told.entry(name).or_insert(Side::Participant);
        }
        who = read.who;
        ("survey", read.cues)
    } else if text.lines().any(|line| line.contains("-->")) {
        ("srt", captions::read(text))
    } else if let Some(cues) = labelled::otter(text) {
        ("otter", cues)
    } else {
        let (cues, heard_once) = labelled::read(text);
        once = heard_once;
        ("labelled", cues)
    };
    let mut turns = turn::joined(cues);
    let warn = |name, message: String, help: &str| {
        let span = Some(Span {
            line: 1,
            column: 1,
            length: 1,
        });
        Diagnostic::new(name, Level::Warning, Place::text(file, span), message).help(help)
    };
    if turns.is_empty() {
        diagnostics.push(warn(
            "research/no-turns",
            "no speaker was found, so nobody's words can count".to_owned(),
            "export it with speakers: `Name: text`, an Otter text, a VTT, an SRT or Fireflies JSON",
        ));
    } else if !sides::mark(&mut turns, &told, &once) {
        let is_known = turns.iter().any(Turn::is_participant);
        diagnostics.push(if is_known {
            let unknown: BTreeSet<&str> = turns
                .iter()
                .filter(|turn| turn.side == Side::Unknown)
                .filter_map(|turn| turn.speaker.as_deref())
                .collect();
            let unknown: Vec<&str> = unknown.into_iter().collect();
            warn(
                "research/no-side",
                format!(
                    "it is not clear on which side {} is, so those words do not count",
                    unknown.join(", ")
                ),
                "say it under `speakers:` in listen.yaml",
            )
        } else {
            warn(
                "research/no-interviewer",
                "it is not clear who asks, so no word of it counts as evidence".to_owned(),
                "name the asking speaker `Interviewer`",
            )
        });
    }
    if let Some(language) = other_language(&turns) {
        diagnostics.push(warn(
            "research/not-english",
            format!("it is in {language}, and statements are heard in English only"),
            "read it yourself, or give a translation with the same speakers",
        ));
    }
    Loaded {
        value: Interview {
            file: file.to_path_buf(),
            format,
            turns,
            who,
        },
        diagnostics,
    }
}
