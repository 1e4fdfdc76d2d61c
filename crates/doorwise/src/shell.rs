//! The terminal: data on stdout, talk on stderr, colour only where it is welcome.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use doorwise_model::diagnostic::Diagnostic;
use doorwise_model::save;
use indicatif::{ProgressBar, ProgressStyle};
use thiserror::Error;

use crate::output::diagnostics;

/// Widest text that is still easy to read, in columns.
const MAX_WIDTH: usize = 100;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing to complain about.
    Clean,
    /// It ran, and found something.
    Findings,
    /// It could not run.
    CouldNotRun,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::CouldNotRun => 2,
        })
    }
}

/// Why a verb could not run; one variant for each thing the reader can act on.
#[derive(Debug, Error)]
pub(crate) enum Fault {
    /// The workspace could not be read.
    #[error(transparent)]
    Workspace(#[from] doorwise_model::workspace::load::LoadError),
    /// A table could not be read.
    #[error(transparent)]
    Source(#[from] doorwise_market::source::SourceError),
    /// A table could not be written.
    #[error(transparent)]
    Write(#[from] doorwise_market::write::WriteError),
    /// A table could not be scored.
    #[error(transparent)]
    Stream(#[from] doorwise_market::stream::StreamError),
    /// A table could not be prepared.
    #[error(transparent)]
    Prepare(#[from] doorwise_market::prepared::PrepareError),
    /// A file could not be written.
    #[error("cannot write `{}`: {source}", path.display())]
    Save {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What was asked for makes no sense; the text says what to do.
    #[error("{message}\nhelp: {help}")]
    Asked {
        /// One fact.
        message: String,
        /// What to do.
        help: String,
    },
    /// The terminal went away.
    #[error("cannot write to the terminal: {0}")]
    Terminal(#[from] io::Error),
    /// Something could not be turned into JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl Fault {
    /// Returns a fault of what was asked for.
    pub(crate) fn asked(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Asked {
            message: message.into(),
            help: help.into(),
        }
    }
}

/// The terminal that a verb talks to.
pub(crate) struct Shell {
    stdout: anstream::AutoStream<io::Stdout>,
    stderr: anstream::AutoStream<io::Stderr>,
}

impl Shell {
    pub(crate) fn new() -> Self {
        Self {
            stdout: anstream::AutoStream::auto(io::stdout()),
            stderr: anstream::AutoStream::auto(io::stderr()),
        }
    }

    /// Returns how many columns text may use.
    pub(crate) fn width(&self) -> usize {
        terminal_size::terminal_size().map_or(MAX_WIDTH, |(width, _)| {
            usize::from(width.0).clamp(40, MAX_WIDTH)
        })
    }

    /// Returns whether somebody sits at the keyboard.
    pub(crate) fn is_interactive(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Writes data; a reader who left is no fault.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Fault> {
        match self
            .stdout
            .write_all(text.as_bytes())
            .and_then(|()| self.stdout.flush())
        {
            Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => Ok(other?),
        }
    }

    /// Writes a value as JSON.
    pub(crate) fn print_json(&mut self, value: &impl serde::Serialize) -> Result<(), Fault> {
        let mut text = serde_json::to_string_pretty(value)?;
        text.push('\n');
        self.print(&text)
    }

    /// Writes a file whole, or leaves what was there, and says so.
    pub(crate) fn write(&mut self, path: &Path, text: &str) -> Result<(), Fault> {
        save::save(path, text.as_bytes()).map_err(|source| Fault::Save {
            path: path.to_owned(),
            source,
        })?;
        self.say(&format!("wrote {}", path.display()));
        Ok(())
    }

    /// Says something about the run.
    pub(crate) fn say(&mut self, text: &str) {
        // Talk that nobody can hear is no reason to stop.
        let _ = writeln!(self.stderr, "{text}");
    }

    /// Asks a question; an empty answer is no answer.
    pub(crate) fn ask(&mut self, question: &str) -> Result<Option<String>, Fault> {
        write!(self.stderr, "{question} ")?;
        self.stderr.flush()?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(Some(answer.trim().to_owned()).filter(|answer| !answer.is_empty()))
    }

    /// Says why the run ends here.
    pub(crate) fn fault(&mut self, fault: &Fault) {
        let red = anstyle::AnsiColor::Red.on_default().bold();
        let text = fault.to_string();
        let (message, help) = text.split_once("\nhelp: ").unwrap_or((&text, ""));
        self.say(&format!("{red}error{red:#}: {message}"));
        let help = match fault {
            Fault::Workspace(doorwise_model::workspace::load::LoadError::NoWorkspace(path)) => {
                format!("start one with `doorwise init {}`", path.display())
            }
            Fault::Workspace(doorwise_model::workspace::load::LoadError::NotAFolder(_)) => {
                "name the folder that holds doorwise.yaml".to_owned()
            }
            _ => help.to_owned(),
        };
        if !help.is_empty() {
            self.say(&format!("  = help: {help}"));
        }
    }

    /// Shows messages with the lines they speak of.
    pub(crate) fn diagnostics(
        &mut self,
        found: &[Diagnostic],
        sources: &BTreeMap<PathBuf, String>,
    ) {
        self.findings(found, &[], sources);
    }

    /// Shows messages with the lines they speak of and the ids that open them.
    pub(crate) fn findings(
        &mut self,
        found: &[Diagnostic],
        ids: &[String],
        sources: &BTreeMap<PathBuf, String>,
    ) {
        if !found.is_empty() {
            let text = diagnostics::show(found, ids, sources, self.width());
            self.say(&text);
        }
    }

    /// Shows that something takes a while, where somebody watches.
    pub(crate) fn progress(&self, doing: &str) -> ProgressBar {
        if !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(doing.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    }
}
