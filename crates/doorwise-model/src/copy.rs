//! Copy: what is sent to a person, with its head, and the readers of the files it comes in.
//!
//! A rule sees one [`struct@Copy`] whatever it came from. Text that does not stand in its file as it is
//! read (HTML, a mail, a cell of an export) gets a text of its own in `Workspace::sources`, with a
//! head that shows the subject and then the body; [`Origin`] leads every place in it back to
//! the file that the user has.

pub mod allow;
mod columns;
mod decode;
mod eml;
mod html;
mod json;
pub mod language;
mod links;
mod marked;
pub mod origin;
mod read;
mod table;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use crate::diagnostic::Span;
use allow::Allow;
use origin::Origin;

pub use read::{ENDINGS, Home, ReadCopies, read};

/// One piece of copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copy {
    /// File, from the workspace's root; with `#3` behind it for the third piece of a file with
    /// many, and `#` for a text that was taken out of its file's markup.
    pub file: PathBuf,
    /// Id of the persona it speaks to; empty where nothing says so.
    pub persona: String,
    /// Where the head names the persona.
    pub persona_span: Option<Span>,
    /// Where it is sent.
    pub channel: Option<String>,
    /// What it should bring about.
    pub goal: Option<String>,
    /// How much its readers know: unaware, problem, solution, product, most.
    pub awareness: Option<String>,
    /// Subject of a mail.
    pub subject: Option<String>,
    /// Where the subject stands.
    pub subject_span: Option<Span>,
    /// Language: the first part of its ISO code, such as `en`; read from the text where the head does not say.
    pub language: String,
    /// The text without the head, as the reader sees it: no tags, comments blanked.
    pub body: String,
    /// Line on which the body starts, from 1.
    pub body_line: usize,
    /// Addresses that its links lead to, in order; a bare address in the text is a link too.
    pub links: Vec<String>,
    /// Addresses of its images, in order.
    pub images: Vec<String>,
    /// How many files hang on the mail.
    pub attachments: usize,
    /// Findings that the piece itself says are meant so.
    pub allows: Vec<Allow>,
    /// The file it was taken from, where its text does not stand there as it is read.
    pub origin: Option<Origin>,
}

impl Copy {
    /// Returns the file that the user has.
    pub fn source_file(&self) -> &Path {
        self.origin
            .as_ref()
            .map_or(self.file.as_path(), |origin| origin.file.as_path())
    }
}
