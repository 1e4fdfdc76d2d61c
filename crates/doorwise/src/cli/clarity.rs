//! `doorwise clarity`

use std::path::PathBuf;

use doorwise_playbook::plan::checklist;
use doorwise_playbook::view::ChecklistsView;
use doorwise_serve::report;

use super::OutputFormat;
use super::opening::{self, Opening};
use super::plan::{inputs_of, understood};
use crate::output::clarity_text;
use crate::shell::{Fault, Shell, Status};

/// Answer the clarity checklist from your own data: thirty questions, a score, three next steps
///
/// Nothing is ticked by hand: each answer is yes, no or unknown with what it rests on, read from the
/// workspace's files, its deals, its interviews and its copy. Unknown earns nothing and is listed
/// first. Every question opens: `doorwise why clarity.words`, or by its number `doorwise why clarity.15`.
#[derive(Debug, clap::Args)]
pub(crate) struct ClarityArgs {
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Id of the one ICP to ask about; where left out, all of them
    #[arg(long, value_name = "ID")]
    icp: Option<String>,
    /// The day the answers speak of, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Where to write the checklist as one HTML page that prints
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Where to write a badge for a README; with several ICPs it shows the one that earns least
    #[arg(long, value_name = "FILE.svg")]
    badge: Option<PathBuf>,
    /// Exit with 1 where an ICP earns less than this, in percent
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(0..=100))]
    fail_under: Option<u32>,
    /// How to print the checklist
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

pub(crate) fn run(args: &ClarityArgs, shell: &mut Shell) -> Result<Status, Fault> {
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
    let icps = understood(&workspace, args.icp.as_deref(), &diagnostics)?;
    let as_of = opening::as_of(args.as_of.as_deref(), &workspace, &market)?;
    let inputs = inputs_of(&icps, &workspace, &market, &diagnostics, &as_of);
    let bar = shell.progress("asking thirty questions");
    let view = ChecklistsView {
        doorwise: env!("CARGO_PKG_VERSION"),
        workspace: workspace.name.clone(),
        as_of: as_of.0,
        as_of_from: as_of.1,
        icps: inputs.iter().map(checklist).collect(),
    };
    bar.finish_and_clear();
    if let Some(path) = &args.html {
        shell.write(path, &report::checklist_page(&view))?;
    }
    let least = view
        .icps
        .iter()
        .map(|one| &one.score)
        .min_by_key(|score| score.percent);
    if let (Some(path), Some(least)) = (&args.badge, least) {
        shell.write(path, &report::badge(least.percent, least.level))?;
    }
    match args.format {
        OutputFormat::Json => shell.print_json(&view)?,
        OutputFormat::Text => {
            let text = clarity_text::show(&view, &args.workspace, shell.width());
            shell.print(&text)?;
        }
    }
    let is_under = match (args.fail_under, least) {
        (Some(bar), Some(least)) => least.percent < bar,
        _ => false,
    };
    Ok(match is_under || is_damaged {
        true => Status::Findings,
        false => Status::Clean,
    })
}
