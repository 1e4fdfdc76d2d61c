//! Interviews as they were exported, and what the people in them support.
//!
//! Told apart by content, not by the file's ending. Only the buyer's words are evidence:
//! where nobody can be told to be the interviewer, every turn counts as the
//! interviewer's, so that no seller's word becomes a quote.

use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::{Diagnostic, Level, Loaded, Place, Span};

mod captions;
mod filter;
mod interviewer;
mod json;
mod labelled;
mod support;
#[cfg(test)]
mod tests;

pub use support::{Said, Support, support};

/// One interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interview {
    /// Path from the workspace's root.
    pub file: PathBuf,
    /// Shape of the export: otter, vtt, srt, json, labelled.
    pub format: &'static str,
    /// What was said, in order; neighbouring cues of one speaker are one turn.
    pub turns: Vec<Turn>,
}

/// What one person said at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who, as the export says.
    pub speaker: Option<String>,
    /// The words.
    pub text: String,
    /// Line on which the turn starts, from 1.
    pub line: usize,
    /// Whether it is the interviewer's, so never evidence.
    pub interviewer: bool,
}

/// Reads one export.
pub fn read(file: &Path, text: &str) -> Loaded<Interview> {
    let text = text.trim_start_matches('\u{FEFF}');
    let mut diagnostics = Vec::new();
    let (format, mut turns) = if text.starts_with("WEBVTT") {
        ("vtt", captions::read(text))
    } else if matches!(text.trim_start().chars().next(), Some('{' | '['))
        && serde_json::from_str::<serde_json::Value>(text).is_ok()
    {
        ("json", json::read(text))
    } else if text.lines().any(|line| line.contains("-->")) {
        ("srt", captions::read(text))
    } else if let Some(turns) = labelled::otter(text) {
        ("otter", turns)
    } else {
        ("labelled", labelled::read(text))
    };
    turns = joined(turns);
    let warn = |name, message: &str, help: &str| {
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
            "no speaker was found, so nobody's words can count",
            "export it with speakers: `Name: text`, an Otter text, a VTT, an SRT or Fireflies JSON",
        ));
    } else if !interviewer::mark(&mut turns) {
        diagnostics.push(warn(
            "research/no-interviewer",
            "it is not clear who asks, so no word of it counts as evidence",
            "name the asking speaker `Interviewer`",
        ));
    }
    Loaded {
        value: Interview {
            file: file.to_path_buf(),
            format,
            turns,
        },
        diagnostics,
    }
}

/// Joins what one speaker said in several cues; a cue without a name goes on from the one before.
fn joined(cues: Vec<Turn>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for cue in cues {
        let goes_on = |last: &&mut Turn| cue.speaker.is_none() || cue.speaker == last.speaker;
        if let Some(last) = turns.last_mut().filter(goes_on) {
            // Rolling captions repeat the line before.
            if !last.text.ends_with(&cue.text) {
                last.text.push(' ');
                last.text.push_str(&cue.text);
            }
        } else if cue.speaker.is_some() {
            turns.push(cue);
        }
        // Words before the first speaker are the export's own header.
    }
    turns
}
