//! One kind of message for all rooms: what is wrong, where, why it matters, what to do.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The part it speaks of was left out or means nothing.
    Error,
    /// Works, but probably not as meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Level {
    /// Returns the word printed before the name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A run of characters on one line of a text file; lines and columns count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Length in characters, at least 1.
    pub length: usize,
}

/// Where a message points.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The workspace as a whole.
    #[default]
    Workspace,
    /// A text file, from the workspace's root, with the run of text it speaks of.
    Text {
        /// Path from the workspace's root.
        file: PathBuf,
        /// The run of text; `None` speaks of the whole file.
        span: Option<Span>,
    },
    /// A table, with the row and column a person would look up: `deals.csv:314, column stage`.
    Table {
        /// File, sheet and row as one text.
        row: String,
        /// The column's header.
        column: Option<String>,
    },
}

impl Place {
    /// Returns a place in a text file.
    pub fn text(file: &Path, span: Option<Span>) -> Self {
        Self::Text {
            file: file.to_path_buf(),
            span,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workspace => write!(f, "the workspace"),
            Self::Text { file, span: None } => write!(f, "{}", slashed(file)),
            Self::Text {
                file,
                span: Some(span),
            } => {
                write!(f, "{}:{}:{}", slashed(file), span.line, span.column)
            }
            Self::Table { row, column: None } => write!(f, "{row}"),
            Self::Table {
                row,
                column: Some(column),
            } => write!(f, "{row}, column {column}"),
        }
    }
}

/// Returns the path with forward slashes, so that output is the same on every system.
pub fn slashed(path: &Path) -> String {
    path.components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
        .replace("//", "/")
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name, `room/fault`, never reused.
    pub name: &'static str,
    /// How much it matters.
    pub level: Level,
    /// One fact, no full stop, backticks round names.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Few words under the caret.
    pub label: String,
    /// Why it matters, where the message does not say so.
    pub note: Option<String>,
    /// One action the reader can take now.
    pub help: Option<String>,
    /// The same place's text as it should read, where the fix is certain.
    pub fix: Option<String>,
    /// Which part of a file with many it speaks of, such as ``row 3, `Step 2` ``.
    pub part: Option<String>,
}

impl Diagnostic {
    /// Returns a message with neither label, note nor help.
    pub fn new(name: &'static str, level: Level, place: Place, message: impl Into<String>) -> Self {
        Self {
            name,
            level,
            message: message.into(),
            place,
            label: String::new(),
            note: None,
            help: None,
            fix: None,
            part: None,
        }
    }

    /// Returns an error.
    pub fn error(name: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(name, Level::Error, place, message)
    }

    /// Returns a warning.
    pub fn warning(name: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self::new(name, Level::Warning, place, message)
    }

    /// Adds the words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds why it matters.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the text that should stand in the place instead.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }
}

/// Returns the name of a rule that is known at run time only, as rules of the user's own are.
///
/// A name is kept for as long as the program runs; the same one is kept once.
pub fn name(text: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    match names.get(text) {
        Some(known) => known,
        None => {
            let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
            names.insert(kept);
            kept
        }
    }
}

/// What could be understood, and every problem met on the way.
///
/// Loading never fails on content; `Result` is for the outside world failing.
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// As much as could be understood.
    pub value: T,
    /// All problems, ordered by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Puts messages into the one order in which they are shown: by place, then level, then name.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (&a.place, a.level, a.name, &a.message).cmp(&(&b.place, b.level, b.name, &b.message))
    });
}
