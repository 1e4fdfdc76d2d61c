//! Findings that somebody says are meant so, each with a reason.

use std::ops::Range;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Level, Place, Span};

/// One finding, or all of one rule in a place, that is meant so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// Name of the rule, such as `copy/placeholder`.
    pub rule: String,
    /// Why it is meant so.
    pub reason: String,
    /// What it covers.
    pub covers: Covers,
    /// Who said so.
    pub by: Option<String>,
    /// When, YYYY-MM-DD.
    pub date: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// What an allow covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Covers {
    /// The whole piece of copy.
    Piece,
    /// These lines of the piece's own text, and what is found of the piece as a whole.
    Lines(Range<usize>),
    /// Every file of this path, or below it, or that this pattern with `*` meets.
    Path(PathBuf),
}

/// Returns the allows in the comments of a text, and the text with its comments blanked.
///
/// A comment covers the line it stands on and the paragraph behind it. `blank_all` takes every
/// comment out of what a rule sees, as in Markdown; in plain text only ours are comments.
pub(super) fn in_comments(
    body: &str,
    body_line: usize,
    file: &std::path::Path,
    blank_all: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Allow>, String) {
    let mut allows = Vec::new();
    let mut seen = String::with_capacity(body.len());
    let mut at = 0;
    while let Some(open) = body[at..].find("<!--").map(|found| at + found) {
        let Some(close) = body[open..].find("-->").map(|found| open + found + 3) else {
            break;
        };
        let inner = body[open + 4..close - 3].trim();
        let ours = inner
            .strip_prefix("doorwise ")
            .map(str::trim)
            .and_then(|rest| rest.strip_prefix("allow"));
        seen.push_str(&body[at..open]);
        if ours.is_some() || blank_all {
            // Columns stay: a blank for every character, lines kept.
            seen.extend(
                body[open..close]
                    .chars()
                    .map(|c| if c == '\n' { '\n' } else { ' ' }),
            );
        } else {
            seen.push_str(&body[open..close]);
        }
        if let Some(said) = ours {
            let line_start = body[..open].rfind('\n').map_or(0, |found| found + 1);
            let line = body_line + body[..open].matches('\n').count();
            let place = Place::text(
                file,
                Some(Span {
                    line,
                    column: body[line_start..open].chars().count() + 1,
                    length: body[open..close]
                        .lines()
                        .next()
                        .unwrap_or_default()
                        .chars()
                        .count(),
                }),
            );
            let last = line + body[open..close].matches('\n').count();
            let covers = Covers::Lines(line..last + paragraph(&body[close..]));
            allows.extend(understand(said, covers, place, diagnostics));
        }
        at = close;
    }
    seen.push_str(&body[at..]);
    (allows, seen)
}

/// Returns how many lines the rest of this line and the paragraph behind it have.
fn paragraph(rest: &str) -> usize {
    let mut lines = rest.split('\n');
    let mut count = 1;
    let mut has_words = lines.next().is_some_and(|first| !first.trim().is_empty());
    for line in lines {
        match line.trim().is_empty() {
            true if has_words => break,
            true => {}
            false => has_words = true,
        }
        count += 1;
    }
    count
}

/// Understands `: rule, reason`.
pub(super) fn understand(
    said: &str,
    covers: Covers,
    place: Place,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Allow> {
    let said = said.trim_start_matches(':').trim();
    let (rule, reason) = said.split_once(',').unwrap_or((said, ""));
    let (rule, reason) = (rule.trim(), reason.trim());
    if rule.is_empty() || reason.is_empty() {
        diagnostics.push(without_reason(rule, place));
        return None;
    }
    Some(Allow {
        rule: rule.to_owned(),
        reason: reason.to_owned(),
        covers,
        by: None,
        date: None,
        place,
    })
}

/// Returns the message for an allow that does not say why.
pub fn without_reason(rule: &str, place: Place) -> Diagnostic {
    let message = match rule {
        "" => "an allow names no rule and no reason".to_owned(),
        rule => format!("`{rule}` is allowed without a reason"),
    };
    Diagnostic::new("checks/allow-without-reason", Level::Error, place, message)
        .label("says no reason")
        .note("without one nobody knows later whether it still holds, so it allows nothing")
        .help("write the reason behind a comma: `<!-- doorwise allow: copy/placeholder, the sequencer fills it -->`")
}
