//! `doorwise check`

mod fit;
mod loose;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::{Diagnostic, Level, Place, slashed};
use doorwise_model::save;
use doorwise_model::yaml::edit;
use doorwise_playbook::why::finding_ids;
use serde::Serialize;

use super::OutputFormat;
use super::opening;
use crate::output::page::Page;
use crate::shell::{Fault, Shell, Status};

/// Check that the workspace is clear: files, links, company and person kept apart, copy
///
/// Files of copy instead of a workspace are checked by themselves, against a persona where one is
/// named, and say whom they speak to. Exits 0 when clean, 1 with errors or warnings, 2 when it could not run.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// The workspace: the folder that holds doorwise.yaml; or files of copy, .md or .txt
    #[arg(default_value = ".", value_name = "WORKSPACE|FILES")]
    paths: Vec<PathBuf>,
    /// The persona file that files of copy are written to; else the head of each says which
    #[arg(long, value_name = "FILE")]
    persona: Option<PathBuf>,
    /// The channel that files of copy are sent by, such as cold_email; else the head of each says so
    #[arg(long, value_name = "NAME")]
    channel: Option<String>,
    /// Mend what is certain, such as a misspelt field; comments and order stay
    #[arg(long)]
    fix: bool,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

#[derive(Serialize)]
struct CheckView {
    errors: usize,
    warnings: usize,
    findings: Vec<FindingView>,
}

/// One finding for programs.
#[derive(Serialize)]
pub(crate) struct FindingView {
    /// What `doorwise why` opens; none for a file outside a workspace.
    id: Option<String>,
    name: &'static str,
    level: &'static str,
    message: String,
    place: String,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    note: Option<String>,
    help: Option<String>,
    fix: Option<String>,
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
            note: found.note.clone(),
            help: found.help.clone(),
            fix: found.fix.clone(),
        }
    }
}

pub(crate) fn run(args: &CheckArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let workspace = match args.paths.as_slice() {
        [folder] if !folder.is_file() => folder,
        files => {
            if args.fix {
                return Err(Fault::asked(
                    "nothing is mended in files of copy by themselves",
                    "leave out --fix, or name the workspace",
                ));
            }
            let (persona, channel) = (args.persona.as_deref(), args.channel.as_deref());
            return loose::run(files, persona, channel, args.format, shell);
        }
    };
    if args.persona.is_some() || args.channel.is_some() {
        return Err(Fault::asked(
            "--persona and --channel are for files of copy",
            "name the files, such as copy/mail.md",
        ));
    }
    let mut opening = opening::open(workspace, shell)?;
    if args.fix {
        let mended = mend(
            workspace,
            &opening.diagnostics,
            &opening.workspace.sources,
            shell,
        )?;
        if mended > 0 {
            shell.say(&format!(
                "mended {mended} place{}",
                if mended == 1 { "" } else { "s" }
            ));
            opening = opening::open(workspace, shell)?;
        }
    }
    let found = &opening.diagnostics;
    let count = |level: Level| found.iter().filter(|found| found.level == level).count();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    match args.format {
        OutputFormat::Json => {
            let ids = finding_ids(found);
            let findings = found
                .iter()
                .zip(ids)
                .map(|(found, id)| FindingView {
                    id: Some(id),
                    ..FindingView::new(found)
                })
                .collect();
            shell.print_json(&CheckView {
                errors,
                warnings,
                findings,
            })?;
        }
        OutputFormat::Text => {
            shell.findings(found, &finding_ids(found), &opening.workspace.sources);
            let workspace = &opening.workspace;
            let read = format!(
                "{} ICP{}, {} persona{}, {} piece{} of copy, {} interview{}",
                workspace.icps.len(),
                plural(workspace.icps.len()),
                workspace.personas.len(),
                plural(workspace.personas.len()),
                workspace.copies.len(),
                plural(workspace.copies.len()),
                workspace.research.len(),
                plural(workspace.research.len())
            );
            let says = if errors + warnings == 0 {
                format!("clear: {read}")
            } else {
                format!(
                    "{errors} error{}, {warnings} warning{} in {read}",
                    plural(errors),
                    plural(warnings)
                )
            };
            let mut page = Page::new(shell.width());
            page.line(&says);
            page.id("problems");
            shell.print(&page.finish())?;
        }
    }
    Ok(if errors + warnings == 0 {
        Status::Clean
    } else {
        Status::Findings
    })
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// Replaces what is certain, last place of a file first, so that earlier places stay where they are.
fn mend(
    root: &Path,
    found: &[Diagnostic],
    sources: &BTreeMap<PathBuf, String>,
    shell: &mut Shell,
) -> Result<usize, Fault> {
    let mut mended = 0;
    for (file, source) in sources {
        let mut text = source.clone();
        let mut fixes: Vec<_> = found
            .iter()
            .filter_map(|found| match (&found.place, &found.fix) {
                (
                    Place::Text {
                        file: known,
                        span: Some(span),
                    },
                    Some(fix),
                ) if known == file => Some((*span, fix)),
                _ => None,
            })
            .collect();
        fixes.sort();
        fixes.dedup();
        for (span, fix) in fixes.into_iter().rev() {
            match edit::replace_span(&text, span, fix) {
                Ok(changed) => {
                    text = changed;
                    mended += 1;
                }
                Err(refused) => shell.say(&format!(
                    "left alone {}:{}: {refused}",
                    slashed(file),
                    span.line
                )),
            }
        }
        if text != *source {
            let path = root.join(file);
            save::save(&path, text.as_bytes()).map_err(|source| Fault::Save { path, source })?;
        }
    }
    Ok(mended)
}
