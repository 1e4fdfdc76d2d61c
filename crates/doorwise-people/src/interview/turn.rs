//! One turn, and where each of its words stands in the file.

use std::ops::Range;

use crate::listen::{has_content, words};

/// Which side of the table a speaker sits on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Whoever is asked; the words are evidence.
    Participant,
    /// Whoever asks or sells; the words are none.
    Interviewer,
    /// Not to be told; the words are none until a person says who it is.
    Unknown,
}

impl Side {
    /// The word that files and records use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Participant => "participant",
            Self::Interviewer => "interviewer",
            Self::Unknown => "unknown",
        }
    }
}

/// What one person said at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Who, as the export says.
    pub speaker: Option<String>,
    /// The words, cues and wrapped lines joined by blanks.
    pub text: String,
    /// Line on which the turn starts, from 1.
    pub line: usize,
    /// When the turn starts, as the export writes it.
    pub time: Option<String>,
    /// Whose words they are.
    pub side: Side,
    /// The lines of the file that the text was joined from, in order.
    pub pieces: Vec<Piece>,
}

/// A part of a turn that stands on one line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where the part starts in the turn's text.
    pub at: usize,
    /// Line of the file, from 1.
    pub line: usize,
    /// When the part was said, as the export writes it.
    pub time: Option<String>,
}

/// What one cue, line or JSON entry says, before neighbours of one speaker are joined.
#[derive(Clone, Debug, Default)]
pub(super) struct Cue {
    pub speaker: Option<String>,
    pub time: Option<String>,
    /// Line of the speaker's name, where it stands above the words.
    pub head: Option<usize>,
    /// Each line with its number.
    pub lines: Vec<(usize, String)>,
}

/// A quote as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verbatim {
    /// The words; a wrapped line keeps its line break.
    pub quote: String,
    /// Line of its first word.
    pub line: usize,
    /// When it was said.
    pub time: Option<String>,
}

impl Turn {
    /// Whether the words are evidence.
    pub fn is_participant(&self) -> bool {
        self.side == Side::Participant
    }

    /// Cuts a run of the turn's text out as it stands in the file.
    ///
    /// A sentence that goes over several cues has time stamps between its halves, so no part of
    /// the file reads like it: then the half with the most words of content is the quote,
    /// the longer of two that have as many.
    pub fn verbatim(&self, run: Range<usize>) -> Verbatim {
        let mut halves: Vec<Verbatim> = Vec::new();
        let mut last_line = None;
        for (idx, piece) in self.pieces.iter().enumerate() {
            let end = self
                .pieces
                .get(idx + 1)
                .map_or(self.text.len(), |next| next.at);
            let (from, to) = (run.start.max(piece.at), run.end.min(end));
            let Some(words) = self
                .text
                .get(from..to)
                .map(str::trim)
                .filter(|words| !words.is_empty())
            else {
                continue;
            };
            match halves.last_mut() {
                Some(half) if last_line == Some(piece.line - 1) => {
                    half.quote.push('\n');
                    half.quote.push_str(words);
                }
                _ => halves.push(Verbatim {
                    quote: words.to_owned(),
                    line: piece.line,
                    time: piece.time.clone().or_else(|| self.time.clone()),
                }),
            }
            last_line = Some(piece.line);
        }
        // The earlier of two equals.
        halves
            .into_iter()
            .rev()
            .max_by_key(|half| (n_content(&half.quote), half.quote.len()))
            .unwrap_or_else(|| Verbatim {
                quote: self.text[run].trim().to_owned(),
                line: self.line,
                time: self.time.clone(),
            })
    }
}

fn n_content(text: &str) -> usize {
    words(text).iter().filter(|word| has_content(word)).count()
}

/// Joins what one speaker said in several cues; a cue without a name goes on from the one before.
pub(super) fn joined(cues: Vec<Cue>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for cue in cues {
        let goes_on = |last: &&mut Turn| cue.speaker.is_none() || cue.speaker == last.speaker;
        if turns.last_mut().filter(goes_on).is_none() {
            // Words before the first speaker are the export's own header.
            let (Some(_), Some((line, _))) = (&cue.speaker, cue.lines.first()) else {
                continue;
            };
            turns.push(Turn {
                speaker: cue.speaker.clone(),
                text: String::new(),
                line: cue.head.unwrap_or(*line),
                time: cue.time.clone(),
                side: Side::Unknown,
                pieces: Vec::new(),
            });
        }
        let Some(turn) = turns.last_mut() else {
            continue;
        };
        for (line, words) in &cue.lines {
            // Rolling captions repeat the line before.
            let is_repeated = turn.text.ends_with(words.as_str())
                && words.contains(' ')
                && turn.pieces.last().is_some_and(|last| last.time != cue.time);
            if words.is_empty() || is_repeated {
                continue;
            }
            if !turn.text.is_empty() {
                turn.text.push(' ');
            }
            turn.pieces.push(Piece {
                at: turn.text.len(),
                line: *line,
                time: cue.time.clone(),
            });
            turn.text.push_str(words);
        }
    }
    turns.retain(|turn| !turn.text.is_empty());
    turns
}
