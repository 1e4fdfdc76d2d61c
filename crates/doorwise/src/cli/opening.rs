//! Opening a workspace with its market, as several verbs need it.

use std::path::Path;

use doorwise_market::Opened;
use doorwise_market::columns::Others;
use doorwise_market::open::TableMarket;
use doorwise_market::source::{ReadOptions, SourceError};
use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::market::Market;
use doorwise_model::workspace::Workspace;
use doorwise_model::workspace::load;
use doorwise_words::settle::{self, Allowed};

use super::prepare;
use crate::shell::{Fault, Shell};

/// A workspace with every problem met, and its market.
pub(crate) struct Opening {
    pub(crate) workspace: Workspace,
    pub(crate) market: TableMarket,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Findings that somebody said are meant so.
    pub(crate) allowed: Vec<Allowed>,
    /// Whether a file could not be understood in part; the clarity rules do not count.
    pub(crate) is_damaged: bool,
}

/// Reads the workspace, opens its tables and runs the rules over companies, persons and copy.
pub(crate) fn open(root: &Path, shell: &mut Shell) -> Result<Opening, Fault> {
    let open = |workspace: &Workspace| Ok((doorwise_market::open(workspace)?, ()));
    Ok(open_by(root, shell, open)?.0)
}

/// The same with every column of the companies that says something, mapped or not.
pub(crate) fn open_wide(root: &Path, shell: &mut Shell) -> Result<(Opening, Others), Fault> {
    open_by(root, shell, doorwise_market::open_wide)
}

/// Tells the errors of a workspace that was understood in part: what is made of it may be wrong.
pub(crate) fn tell_errors(workspace: &Workspace, found: &[Diagnostic], shell: &mut Shell) {
    let is_error = |found: &&Diagnostic| found.level == Level::Error;
    let errors: Vec<_> = found.iter().filter(is_error).cloned().collect();
    shell.diagnostics(&errors, &workspace.sources);
}

fn open_by<T>(
    root: &Path,
    shell: &mut Shell,
    open: impl FnOnce(&Workspace) -> Result<(Opened, T), SourceError>,
) -> Result<(Opening, T), Fault> {
    super::own_titles::install(root)?;
    let loaded = load::load(root)?;
    let mut workspace = loaded.value;
    for map in &workspace.tables {
        let path = workspace.root.join(&map.path);
        prepare::freshen(&path, &ReadOptions::of(map), shell);
    }
    let bar = shell.progress("reading tables");
    let (opened, more) = open(&workspace)?;
    bar.finish_and_clear();
    opened.market.resolve_overrides(&mut workspace.icps);
    let mut diagnostics = loaded.diagnostics;
    let is_damaged = diagnostics.iter().any(|found| found.level == Level::Error);
    diagnostics.extend(opened.diagnostics);
    diagnostics.extend(doorwise_people::evidence::check(&workspace));
    let settled = settle::check(&workspace, diagnostics);
    let opening = Opening {
        workspace,
        market: opened.market,
        diagnostics: settled.found,
        allowed: settled.allowed,
        is_damaged,
    };
    Ok((opening, more))
}

/// Returns the day a run speaks of, and where it comes from: the flag, the workspace, the newest date in the tables.
pub(crate) fn as_of(
    flag: Option<&str>,
    workspace: &Workspace,
    market: &dyn Market,
) -> Result<(Option<String>, String), Fault> {
    if let Some(written) = flag {
        let date =
            doorwise_vocab::date::date(written, doorwise_vocab::date::DateOrder::YearFirst).value();
        return match date {
            Some(date) => Ok((Some(date.to_string()), "--as-of".to_owned())),
            None => Err(Fault::asked(
                format!("`{written}` is not a date"),
                "write --as-of YYYY-MM-DD",
            )),
        };
    }
    if let Some(date) = workspace.as_of {
        return Ok((Some(date.to_string()), "doorwise.yaml".to_owned()));
    }
    Ok(match market.facts().newest_date {
        Some(date) => (
            Some(date.to_string()),
            "newest date in the tables".to_owned(),
        ),
        None => (None, "no date in the tables".to_owned()),
    })
}
