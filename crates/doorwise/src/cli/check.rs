//! `doorwise check`

mod compare;
mod fit;
mod loose;
mod mend;
mod outcomes;
mod view;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use doorwise_model::copy::Home;
use doorwise_playbook::why::finding_ids;
use serde::Serialize;

use super::opening;
use crate::output::page::Page;
use crate::output::{github, sarif};
use crate::shell::{Fault, Shell, Status};
use mend::Mended;
use view::{AllowedView, Counts, FindingView};

/// Check that the workspace is clear: files, links, company and person kept apart, copy
///
/// Files of copy instead of a workspace are checked by themselves and say whom they speak to: Markdown,
/// text, HTML, mails (.eml), and the subjects and bodies of an export (.csv, .json, .jsonl). A persona is
/// named with --persona or by each piece; where the files lie in a workspace, its personas, rules and
/// settings hold. Exits 0 when clean, 1 with errors or warnings (see --fail-on), 2 when it could not run.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// The workspace: the folder that holds doorwise.yaml; or files of copy
    #[arg(default_value = ".", value_name = "WORKSPACE|FILES")]
    paths: Vec<PathBuf>,
    /// The persona file that files of copy are written to; else the head of each says which
    #[arg(long, value_name = "FILE")]
    persona: Option<PathBuf>,
    /// The channel that files of copy are sent by, such as cold_email; else the head of each says so
    #[arg(long, value_name = "NAME")]
    channel: Option<String>,
    /// Set two versions of one piece side by side: what the second met, and what it misses
    #[arg(long, conflicts_with = "fix")]
    compare: bool,
    /// Hold the rules against what copy brought: a table with the texts (or the paths of files of
    /// copy) and replies with sent, clicks with impressions, or 0 and 1
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "compare"])]
    outcomes: Option<PathBuf>,
    /// Column of that table to read as text, subject, path, channel, hits, sent, outcome or test, such as
    /// --column test=experiment
    #[arg(long = "column", value_name = "FIELD=COLUMN", requires = "outcomes")]
    columns: Vec<String>,
    /// Mend what is certain, such as a misspelt field or a word with one substitute; the rest stays
    #[arg(long)]
    fix: bool,
    /// Lowest level that exits with 1
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    fail_on: FailOn,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: CheckFormat,
}

/// Lowest level at which the run counts as failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors, warnings and notes
    Note,
    /// Errors and warnings
    #[default]
    Warning,
    /// Errors alone
    Error,
    /// Nothing that is found
    Never,
}

/// How `check` writes what it found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    #[default]
    Text,
    /// For programs; stable field names, see docs/formats.md
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

#[derive(Serialize)]
struct CheckView {
    errors: usize,
    warnings: usize,
    notes: usize,
    /// Pieces of copy that could not be understood; each has its finding.
    bad_copies: usize,
    findings: Vec<FindingView>,
    allowed: Vec<AllowedView>,
    mended: Vec<Mended>,
}

/// Returns how a run with these findings ends.
fn status(counts: Counts, fail_on: FailOn) -> Status {
    let Counts {
        errors,
        warnings,
        notes,
    } = counts;
    let failing = match fail_on {
        FailOn::Note => errors + warnings + notes,
        FailOn::Warning => errors + warnings,
        FailOn::Error => errors,
        FailOn::Never => 0,
    };
    match failing {
        0 => Status::Clean,
        _ => Status::Findings,
    }
}

/// Returns whether two files call themselves two versions of one piece, `before.md after.md`; for
/// people only, since a program that asks for findings gets those of each file.
fn is_before_and_after(args: &CheckArgs, before: &Path, after: &Path) -> bool {
    let says = |path: &Path, word: &str| {
        path.file_stem().is_some_and(|stem| {
            let stem = stem.to_string_lossy().to_lowercase();
            stem.split(|ch: char| !ch.is_alphanumeric())
                .any(|part| part == word)
        })
    };
    matches!(args.format, CheckFormat::Text) && says(before, "before") && says(after, "after")
}

/// Returns `1 piece`, `2 pieces`.
fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

pub(crate) fn run(args: &CheckArgs, shell: &mut Shell) -> Result<Status, Fault> {
    if let Some(table) = &args.outcomes {
        return outcomes::run(args, table, shell);
    }
    if let Some(missing) = args.paths.iter().find(|path| !path.exists()) {
        return Err(Fault::asked(
            format!("there is no `{}`", missing.display()),
            "name a workspace's folder, or files of copy such as copy/mail.md",
        ));
    }
    let workspace = match args.paths.as_slice() {
        [folder] if !folder.is_file() => folder,
        [before, after] if args.compare || is_before_and_after(args, before, after) => {
            return compare::run(args, shell);
        }
        _ if args.compare => return compare::run(args, shell),
        _ => return loose::run(args, shell),
    };
    if args.persona.is_some() || args.channel.is_some() || args.compare {
        return Err(Fault::asked(
            "--persona, --channel and --compare are for files of copy",
            "name the files, such as copy/mail.md",
        ));
    }
    let mut opening = opening::open(workspace, shell)?;
    let mut mended = Vec::new();
    if args.fix {
        mended = mend::mend(workspace, &opening.diagnostics, Home::Workspace, shell)?;
        if !mended.is_empty() {
            shell.say(&format!("mended {}", count(mended.len(), "place")));
            opening = opening::open(workspace, shell)?;
        }
    }
    let (found, allowed) = (&opening.diagnostics, &opening.allowed);
    let counts = Counts::of(found);
    let Counts {
        errors, warnings, ..
    } = counts;
    match args.format {
        CheckFormat::Json => {
            let findings = found
                .iter()
                .zip(finding_ids(found))
                .map(|(found, id)| FindingView {
                    id: Some(id),
                    ..FindingView::new(found)
                })
                .collect();
            shell.print_json(&CheckView {
                errors,
                warnings,
                notes: counts.notes,
                bad_copies: opening.workspace.bad_copies,
                findings,
                allowed: allowed.iter().map(AllowedView::new).collect(),
                mended,
            })?;
        }
        CheckFormat::Sarif => shell.print_json(&sarif::log(found, allowed))?,
        CheckFormat::Github => shell.print(&github::show(found))?,
        CheckFormat::Text => {
            shell.findings(found, &finding_ids(found), &opening.workspace.sources);
            let workspace = &opening.workspace;
            let mut read = format!(
                "{}, {}, {} of copy, {}",
                count(workspace.icps.len(), "ICP"),
                count(workspace.personas.len(), "persona"),
                count(workspace.copies.len(), "piece"),
                count(workspace.research.len(), "interview"),
            );
            if workspace.bad_copies > 0 {
                read.push_str(&format!(
                    "; {} could not be read",
                    count(workspace.bad_copies, "piece")
                ));
            }
            if !allowed.is_empty() {
                read.push_str(&format!("; {} meant so", count(allowed.len(), "finding")));
            }
            let says = if errors + warnings == 0 {
                format!("clear: {read}")
            } else {
                format!(
                    "{}, {} in {read}",
                    count(errors, "error"),
                    count(warnings, "warning")
                )
            };
            let mut page = Page::new(shell.width());
            page.line(&says);
            page.id("problems");
            shell.print(&page.finish())?;
        }
    }
    Ok(status(counts, args.fail_on))
}
