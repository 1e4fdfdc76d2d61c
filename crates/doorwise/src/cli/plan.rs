//! `doorwise plan`

use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::icp::Icp;
use doorwise_model::save;
use doorwise_model::workspace::Workspace;
use doorwise_playbook::plan::{Plan, PlanInputs, duplicates, plan, unlinked};
use doorwise_playbook::why::{Case, ROWS_SHOWN};
use doorwise_serve::report;

use super::OutputFormat;
use super::opening::{self, Opening};
use super::why;
use crate::output::{joins, plan_text, targets};
use crate::shell::{Fault, Shell, Status};

/// Say who to target, whom to write to and what to say
///
/// Reads the workspace and its tables and prints one page. With --out it also writes
/// report.html, plan.json and the lists: targets.csv, ignored.csv, duplicates.csv, unlinked.csv.
#[derive(Debug, clap::Args)]
pub(crate) struct PlanArgs {
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Folder for report.html, plan.json and the lists
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Id of the ICP to plan for; where left out, the first with a persona in it
    #[arg(long, value_name = "ID")]
    icp: Option<String>,
    /// The day the plan speaks of, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// How to print the plan
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

pub(crate) fn run(args: &PlanArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let Opening {
        workspace,
        market,
        diagnostics,
        is_damaged,
    } = opening::open(&args.workspace, shell)?;
    if is_damaged {
        let errors: Vec<_> = diagnostics
            .iter()
            .filter(|found| found.level == Level::Error)
            .cloned()
            .collect();
        shell.diagnostics(&errors, &workspace.sources);
    }
    let icp = choose(&workspace, args.icp.as_deref())?;
    refuse_half_understood(icp, &diagnostics)?;
    let inputs = PlanInputs {
        workspace: &workspace,
        icp,
        market: &market,
        diagnostics: &diagnostics,
        as_of: opening::as_of(args.as_of.as_deref(), &workspace, &market)?,
    };
    let bar = shell.progress("scoring companies");
    let made = plan(&inputs);
    bar.finish_and_clear();
    if let Some(folder) = &args.out {
        let words = why::words(Path::new("."), args.icp.as_deref(), args.as_of.as_deref());
        write_files(folder, &made, &inputs, &words, shell)?;
    }
    match args.format {
        OutputFormat::Json => shell.print_json(&made.view)?,
        OutputFormat::Text => {
            let text = plan_text::show(&made.view, &args.workspace, shell.width());
            shell.print(&text)?;
        }
    }
    if let Some(folder) = &args.out {
        shell.say(&format!(
            "wrote report.html, plan.json, targets.csv, ignored.csv, duplicates.csv and unlinked.csv to {}",
            folder.display()
        ));
    }
    Ok(if is_damaged {
        Status::Findings
    } else {
        Status::Clean
    })
}

/// Returns the ICP asked for; else the first with a persona to write to, else the first.
pub(super) fn choose<'a>(workspace: &'a Workspace, id: Option<&str>) -> Result<&'a Icp, Fault> {
    let icps = &workspace.icps;
    match id {
        Some(id) => workspace.icp(id).ok_or_else(|| {
            let ids: Vec<&str> = icps.iter().map(|icp| icp.id.as_str()).collect();
            Fault::asked(format!("there is no ICP `{id}`"), format!("use one of {}", ids.join(", ")))
        }),
        None => icps
            .iter()
            .find(|icp| !workspace.personas_in(&icp.id).is_empty())
            .or(icps.first())
            .ok_or_else(|| {
                Fault::asked(
                    "the workspace has no ICP that can be read",
                    "write one with `doorwise init --icp \"B2B SaaS companies, 10 to 50 employees, in India\"`",
                )
            }),
    }
}

/// An ICP whose file was understood in part would say something else than the file.
pub(super) fn refuse_half_understood(icp: &Icp, found: &[Diagnostic]) -> Result<(), Fault> {
    let Place::Text { file, .. } = &icp.place else {
        return Ok(());
    };
    let is_broken = found.iter().any(|found| {
        let is_of_this_file =
            matches!(&found.place, Place::Text { file: known, .. } if known == file);
        let is_of_the_card = found.name.starts_with("icp/") || found.name.starts_with("workspace/");
        found.level == Level::Error && is_of_this_file && is_of_the_card
    });
    if is_broken {
        return Err(Fault::asked(
            format!(
                "the ICP `{}` was understood only in part, so this would be about another one",
                icp.id
            ),
            format!(
                "mend the places above in {}",
                doorwise_model::diagnostic::slashed(file)
            ),
        ));
    }
    Ok(())
}

/// Writes the page, the view and the lists; each file is whole or as it was.
fn write_files(
    folder: &Path,
    made: &Plan,
    inputs: &PlanInputs<'_>,
    words: &str,
    shell: &Shell,
) -> Result<(), Fault> {
    let bar = shell.progress("writing files");
    save::sweep(folder);
    let json = serde_json::to_string_pretty(&made.view)? + "\n";
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        save::save(&path, text.as_bytes()).map_err(|source| Fault::Save { path, source })
    };
    put("plan.json", &json)?;
    // The page is read in the workspace's folder, wherever it was made from.
    let case = Case::new(inputs, made, ROWS_SHOWN).asked_with(words);
    let opener = case.opener();
    put(
        "report.html",
        &report::page(&made.view, &|id| opener.open(id)),
    )?;
    targets::write_targets(&folder.join("targets.csv"), made.targets(inputs))?;
    targets::write_ignored(&folder.join("ignored.csv"), made.ignored(inputs))?;
    joins::write_duplicates(&folder.join("duplicates.csv"), duplicates(inputs.market))?;
    joins::write_unlinked(&folder.join("unlinked.csv"), unlinked(inputs.market))?;
    bar.finish_and_clear();
    Ok(())
}
