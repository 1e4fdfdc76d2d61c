//! One piece of copy with its head.

use std::path::PathBuf;

use crate::diagnostic::Span;

/// One piece of copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// File, from the workspace's root.
    pub file: PathBuf,
    /// Id of the persona it speaks to.
    pub persona: String,
    /// Where the head names the persona.
    pub persona_span: Option<Span>,
    /// Where it is sent.
    pub channel: Option<String>,
    /// What it should bring about.
    pub goal: Option<String>,
    /// Subject of a mail.
    pub subject: Option<String>,
    /// Language.
    pub language: String,
    /// The text without the head.
    pub body: String,
    /// Line on which the body starts, from 1.
    pub body_line: usize,
}
