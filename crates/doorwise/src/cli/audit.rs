//! `doorwise audit`

use std::path::{Path, PathBuf};

use doorwise_playbook::audit::{Audit, audit};
use doorwise_playbook::why::{Book, ROWS_SHOWN};
use doorwise_serve::report;

use super::OutputFormat;
use super::opening::{self, Opening};
use super::why;
use crate::output::audit_text;
use crate::shell::{Fault, Shell, Status};

/// Name one positioning gap, one funnel issue and one growth opportunity
///
/// Runs every rule that the workspace's tables can feed, tests all comparisons together, and
/// chooses one finding of each kind by what it is worth a year, reckoned with care. Where the
/// data support none, it says so and names what to collect.
#[derive(Debug, clap::Args)]
pub(crate) struct AuditArgs {
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Where to write the audit as one HTML page
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The day the audit speaks of, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// How to print the audit
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

pub(crate) fn run(args: &AuditArgs, shell: &mut Shell) -> Result<Status, Fault> {
    made(args, shell, |made, is_damaged, shell| {
        let view = &made.view;
        if let Some(path) = &args.html {
            let words = why::words(Path::new("."), None, args.as_of.as_deref());
            let book = Book::of(made, ROWS_SHOWN, &words);
            shell.write(path, &report::audit_page(view, &|id| book.get(id)))?;
        }
        match args.format {
            OutputFormat::Json => shell.print_json(view)?,
            OutputFormat::Text => {
                let text = audit_text::show(view, shell.width());
                shell.print(&text)?;
            }
        }
        Ok(if is_damaged {
            Status::Findings
        } else {
            Status::Clean
        })
    })
}

/// Audits the workspace and hands on what was made, and whether a file of it is damaged.
pub(super) fn made<R>(
    args: &AuditArgs,
    shell: &mut Shell,
    look: impl FnOnce(&Audit<'_>, bool, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
    let Opening {
        workspace,
        market,
        diagnostics,
        is_damaged,
        ..
    } = opening::open(&args.workspace, shell)?;
    if is_damaged {
        opening::tell_errors(&workspace, &diagnostics, shell);
    }
    let (day, from) = opening::as_of(args.as_of.as_deref(), &workspace, &market)?;
    let day = day.and_then(|day| day.parse().ok());
    let bar = shell.progress("testing rules");
    let made = audit(&workspace, &market, day, &from);
    bar.finish_and_clear();
    look(&made, is_damaged, shell)
}
