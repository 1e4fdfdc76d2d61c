//! Findings for programs.

use doorwise_model::diagnostic::{Diagnostic, Level, Place, slashed};
use doorwise_words::settle::Allowed;
use serde::Serialize;

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FindingView {
    /// What `doorwise why` opens; none for a file outside a workspace.
    pub(crate) id: Option<String>,
    pub(crate) name: &'static str,
    pub(crate) level: &'static str,
    pub(crate) message: String,
    pub(crate) place: String,
    pub(crate) file: Option<String>,
    pub(crate) line: Option<usize>,
    pub(crate) column: Option<usize>,
    /// In characters, on the one line.
    pub(crate) length: Option<usize>,
    /// Which piece of a file with many: ``row 3, `Step 2` ``.
    pub(crate) part: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) help: Option<String>,
    pub(crate) fix: Option<String>,
}

impl FindingView {
    pub(crate) fn new(found: &Diagnostic) -> Self {
        let (file, span) = match &found.place {
            Place::Text { file, span } => (Some(slashed(file)), *span),
            _ => (None, None),
        };
        Self {
            id: None,
            name: found.name,
            level: found.level.as_str(),
            message: found.message.clone(),
            place: found.place.to_string(),
            file,
            line: span.map(|span| span.line),
            column: span.map(|span| span.column),
            length: span.map(|span| span.length),
            part: found.part.clone(),
            note: found.note.clone(),
            help: found.help.clone(),
            fix: found.fix.clone(),
        }
    }
}

/// Returns the code of a rule: `copy/wrong-addressee` is the fault `wrong_addressee`.
pub(crate) fn code(name: &str) -> String {
    let fault = name.rsplit('/').next().unwrap_or(name);
    fault.replace('-', "_")
}

/// A finding with the short code of its fault.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CodedView {
    /// `wrong_addressee`.
    pub(crate) code: String,
    #[serde(flatten)]
    pub(crate) finding: FindingView,
}

impl CodedView {
    pub(crate) fn new(found: &Diagnostic) -> Self {
        Self {
            code: code(found.name),
            finding: FindingView::new(found),
        }
    }
}

/// A finding that is meant so.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AllowedView {
    pub(crate) name: &'static str,
    pub(crate) message: String,
    pub(crate) place: String,
    pub(crate) reason: String,
    pub(crate) by: Option<String>,
    pub(crate) date: Option<String>,
    /// Where it is allowed.
    pub(crate) allowed_at: String,
}

impl AllowedView {
    pub(crate) fn new(allowed: &Allowed) -> Self {
        Self {
            name: allowed.finding.name,
            message: allowed.finding.message.clone(),
            place: allowed.finding.place.to_string(),
            reason: allowed.allow.reason.clone(),
            by: allowed.allow.by.clone(),
            date: allowed.allow.date.clone(),
            allowed_at: allowed.allow.place.to_string(),
        }
    }
}

/// Findings by level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

impl Counts {
    pub(crate) fn of(found: &[Diagnostic]) -> Self {
        let mut counts = Self::default();
        for found in found {
            match found.level {
                Level::Error => counts.errors += 1,
                Level::Warning => counts.warnings += 1,
                Level::Note => counts.notes += 1,
            }
        }
        counts
    }
}
