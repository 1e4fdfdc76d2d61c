//! `doorwise diff`

mod revision;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use doorwise_model::diagnostic::Diagnostic;
use doorwise_model::workspace::Workspace;
use doorwise_model::workspace::load;
use doorwise_playbook::changed::{self, ChangedView, DriftView, Side};
use doorwise_playbook::why::{Compared, Drifted, Says};
use doorwise_vocab::date::{self, DateOrder};
use serde::Serialize;

use super::plan::understood;
use super::{opening, own_titles};
use crate::output::diff_text;
use crate::shell::{Fault, Shell, Status};

/// Say what an edit of an ICP, a persona or a piece of copy changes
///
/// Both versions are held against today's tables: which companies move, how the lists grow, what
/// breaks. With --since it holds the stated ICP against the wins since a day. Ends with 1 where the
/// edit adds an error or the wins have drifted.
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// What to compare with: a git revision, or the folder of another version
    #[arg(long, value_name = "REVISION|FOLDER", default_value = "HEAD")]
    against: String,
    /// Instead, hold each ICP as it is against the wins since this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", conflicts_with = "against")]
    since: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: DiffFormat,
}

/// How a change is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// For people
    #[default]
    Text,
    /// For programs; stable field names, see docs/formats.md
    Json,
    /// For the comment of a pull request
    Markdown,
}

#[derive(Serialize)]
struct Drifts<'a> {
    icps: &'a [DriftView],
}

pub(crate) fn run(args: &DiffArgs, shell: &mut Shell) -> Result<Status, Fault> {
    match &args.since {
        Some(since) => drifted(args, since, shell),
        None => changed(args, shell),
    }
}

fn changed(args: &DiffArgs, shell: &mut Shell) -> Result<Status, Fault> {
    compared(args, shell, |made, shell| {
        print(args, shell, made.view)?;
        Ok(match made.view.breaks() {
            true => Status::Findings,
            false => Status::Clean,
        })
    })
}

/// Compares and hands on what differs.
fn compared<R>(
    args: &DiffArgs,
    shell: &mut Shell,
    look: impl FnOnce(&Compared<'_>, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
    own_titles::install(&args.workspace)?;
    let after = load::load(&args.workspace)?;
    // The folder lives until both versions are compared.
    let folder = Path::new(&args.against);
    let taken = match folder.is_dir() {
        true => None,
        false => Some(revision::taken_out(&args.workspace, &args.against)?),
    };
    let before = load::load(taken.as_ref().map_or(folder, |taken| taken.path()))?;
    let market = market(&after.value, &before.value, shell)?;
    let (before, after) = (
        Version::of(before.value, before.diagnostics),
        Version::of(after.value, after.diagnostics),
    );
    let as_of = opening::as_of(None, &after.workspace, &market)?;
    let bar = shell.progress("scoring both versions");
    let view = changed::changed(
        &args.against,
        &before.side(),
        &after.side(),
        &market,
        &as_of,
    );
    bar.finish_and_clear();
    let made = Compared {
        view: &view,
        market: &market,
    };
    look(&made, shell)
}

fn print(args: &DiffArgs, shell: &mut Shell, view: &ChangedView) -> Result<(), Fault> {
    match args.format {
        DiffFormat::Json => shell.print_json(view),
        DiffFormat::Text => shell.print(&diff_text::text(view, shell.width())),
        DiffFormat::Markdown => shell.print(&diff_text::markdown(view)),
    }
}

/// One version of the text files, with the problems of its own.
struct Version {
    workspace: Workspace,
    diagnostics: Vec<Diagnostic>,
}

impl Version {
    fn of(workspace: Workspace, mut diagnostics: Vec<Diagnostic>) -> Self {
        diagnostics.extend(doorwise_words::rules::check(&workspace));
        diagnostics.extend(doorwise_people::evidence::check(&workspace));
        Self {
            workspace,
            diagnostics,
        }
    }

    fn side(&self) -> Side<'_> {
        Side {
            workspace: &self.workspace,
            diagnostics: &self.diagnostics,
        }
    }
}

/// Today's tables, with every field that either version reads.
fn market(
    after: &Workspace,
    before: &Workspace,
    shell: &Shell,
) -> Result<doorwise_market::open::TableMarket, Fault> {
    let mut both = after.clone();
    both.icps.extend(before.icps.iter().cloned());
    let bar = shell.progress("reading tables");
    let opened = doorwise_market::open(&both)?;
    bar.finish_and_clear();
    Ok(opened.market)
}

fn drifted(args: &DiffArgs, since: &str, shell: &mut Shell) -> Result<Status, Fault> {
    since_day(args, since, shell, |made, shell| {
        let views = made.views;
        match args.format {
            DiffFormat::Json => shell.print_json(&Drifts { icps: views })?,
            DiffFormat::Text => {
                let mut text = String::new();
                for one in views {
                    text += &diff_text::drift(one, shell.width());
                }
                shell.print(&text)?;
            }
            DiffFormat::Markdown => {
                let text: String = views.iter().map(diff_text::drift_markdown).collect();
                shell.print(&text)?;
            }
        }
        let has_alarm = |one: &DriftView| one.criteria.iter().any(|row| row.alarm.is_some());
        Ok(match views.iter().any(has_alarm) {
            true => Status::Findings,
            false => Status::Clean,
        })
    })
}

/// Holds the stated ICPs against the wins since a day and hands on what was found.
fn since_day<R>(
    args: &DiffArgs,
    since: &str,
    shell: &mut Shell,
    look: impl FnOnce(&Drifted<'_>, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
    let Some(day) = date::date(since, DateOrder::YearFirst).value() else {
        return Err(Fault::asked(
            format!("`{since}` is not a date"),
            "write --since YYYY-MM-DD",
        ));
    };
    let opening = opening::open(&args.workspace, shell)?;
    let icps = understood(&opening.workspace, None, &opening.diagnostics)?;
    let views = icps
        .iter()
        .map(|icp| changed::drift(icp, &opening.market, day));
    let views: Vec<DriftView> = views.collect();
    let made = Drifted {
        views: &views,
        market: &opening.market,
    };
    look(&made, shell)
}

/// Hands on what an id of `diff` speaks of, compared or since a day as the flags say.
pub(super) fn made<R>(
    args: &DiffArgs,
    shell: &mut Shell,
    look: impl FnOnce(&dyn Says, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
    match &args.since {
        Some(since) => since_day(args, since, shell, |made, shell| look(made, shell)),
        None => compared(args, shell, |made, shell| look(made, shell)),
    }
}
