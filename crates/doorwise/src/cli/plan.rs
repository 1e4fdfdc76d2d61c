//! `doorwise plan`

use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::icp::Icp;
use doorwise_model::market::Market;
use doorwise_model::save;
use doorwise_model::workspace::Workspace;
use doorwise_playbook::plan::{JointPlan, Plan, PlanInputs, duplicates, joint, plan, unlinked};
use doorwise_playbook::why::{Case, JointCase, ROWS_SHOWN};
use doorwise_serve::report;

use super::OutputFormat;
use super::opening::{self, Opening};
use super::why;
use crate::output::targets::Icps;
use crate::output::{joins, joint_text, plan_text, targets};
use crate::shell::{Fault, Shell, Status};

/// Say who to target, whom to write to and what to say
///
/// Reads the workspace and its tables and prints one page. With --out it also writes
/// report.html, plan.json and the lists: targets.csv, ignored.csv, duplicates.csv, unlinked.csv.
/// With several ICPs each company is scored by all of them and stands under the one where it
/// stands best, so that none is counted twice.
#[derive(Debug, clap::Args)]
pub(crate) struct PlanArgs {
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Folder for report.html, plan.json and the lists
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Id of the one ICP to plan for; where left out, all of them
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
        ..
    } = opening::open(&args.workspace, shell)?;
    if is_damaged {
        opening::tell_errors(&workspace, &diagnostics, shell);
    }
    let icps = understood(&workspace, args.icp.as_deref(), &diagnostics)?;
    let as_of = opening::as_of(args.as_of.as_deref(), &workspace, &market)?;
    let inputs = inputs_of(&icps, &workspace, &market, &diagnostics, &as_of);
    let bar = shell.progress("scoring companies");
    let made = match inputs.as_slice() {
        [one] => Made::One(Box::new(plan(one))),
        several => Made::Several(Box::new(joint(several))),
    };
    bar.finish_and_clear();
    if let Some(folder) = &args.out {
        let words = why::words(Path::new("."), args.icp.as_deref(), args.as_of.as_deref());
        write_files(folder, &made, &inputs, &words, shell)?;
    }
    match (args.format, &made) {
        (OutputFormat::Json, Made::One(made)) => shell.print_json(&made.view)?,
        (OutputFormat::Json, Made::Several(made)) => shell.print_json(&made.view)?,
        (OutputFormat::Text, Made::One(made)) => {
            let text = plan_text::show(&made.view, &args.workspace, shell.width());
            shell.print(&text)?;
        }
        (OutputFormat::Text, Made::Several(made)) => {
            let text = joint_text::show(&made.view, &args.workspace, shell.width());
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

/// A plan for one ICP, or for several.
enum Made {
    One(Box<Plan>),
    Several(Box<JointPlan>),
}

/// Returns what the plan of each ICP is made from.
pub(super) fn inputs_of<'a>(
    icps: &[&'a Icp],
    workspace: &'a Workspace,
    market: &'a dyn Market,
    diagnostics: &'a [Diagnostic],
    as_of: &(Option<String>, String),
) -> Vec<PlanInputs<'a>> {
    icps.iter()
        .map(|icp| PlanInputs {
            workspace,
            icp,
            market,
            diagnostics,
            as_of: as_of.clone(),
        })
        .collect()
}

/// Returns the ICP asked for, else every ICP of the workspace.
pub(super) fn choose<'a>(
    workspace: &'a Workspace,
    id: Option<&str>,
) -> Result<Vec<&'a Icp>, Fault> {
    let icps = &workspace.icps;
    match id {
        Some(id) => match workspace.icp(id) {
            Some(icp) => Ok(vec![icp]),
            None => {
                let ids: Vec<&str> = icps.iter().map(|icp| icp.id.as_str()).collect();
                Err(Fault::asked(
                    format!("there is no ICP `{id}`"),
                    format!("use one of {}", ids.join(", ")),
                ))
            }
        },
        None if icps.is_empty() => Err(Fault::asked(
            "the workspace has no ICP that can be read",
            "write one with `doorwise init --icp \"B2B SaaS companies, 10 to 50 employees, in India\"`",
        )),
        None => Ok(icps.iter().collect()),
    }
}

/// Returns the ICP asked for, or all; refuses one that was understood in part.
pub(super) fn understood<'a>(
    workspace: &'a Workspace,
    id: Option<&str>,
    found: &[Diagnostic],
) -> Result<Vec<&'a Icp>, Fault> {
    let icps = choose(workspace, id)?;
    for icp in &icps {
        refuse_half_understood(icp, found)?;
    }
    Ok(icps)
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
    made: &Made,
    inputs: &[PlanInputs<'_>],
    words: &str,
    shell: &Shell,
) -> Result<(), Fault> {
    let bar = shell.progress("writing files");
    save::sweep(folder);
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        save::save(&path, text.as_bytes()).map_err(|source| Fault::Save { path, source })
    };
    // The page is read in the workspace's folder, wherever it was made from.
    let (targets, ignored) = (folder.join("targets.csv"), folder.join("ignored.csv"));
    match made {
        Made::One(made) => {
            let one = &inputs[0];
            let case = Case::new(one, made, ROWS_SHOWN).asked_with(words);
            let opener = case.opener();
            let page = report::page(&made.view, &|id| opener.open(id));
            put(
                "plan.json",
                &(serde_json::to_string_pretty(&made.view)? + "\n"),
            )?;
            put("report.html", &page)?;
            targets::write_targets(&targets, Icps::One, made.targets(one))?;
            targets::write_ignored(&ignored, Icps::One, made.ignored(one))?;
        }
        Made::Several(made) => {
            let case = JointCase::new(inputs, made, ROWS_SHOWN).asked_with(words);
            let opener = case.opener();
            let page = report::joint_page(&made.view, &|id| opener.open(id));
            put(
                "plan.json",
                &(serde_json::to_string_pretty(&made.view)? + "\n"),
            )?;
            put("report.html", &page)?;
            targets::write_targets(&targets, Icps::Several, made.targets(inputs))?;
            targets::write_ignored(&ignored, Icps::Several, made.ignored(inputs))?;
        }
    }
    let market = inputs[0].market;
    joins::write_duplicates(&folder.join("duplicates.csv"), duplicates(market))?;
    joins::write_unlinked(&folder.join("unlinked.csv"), unlinked(market))?;
    bar.finish_and_clear();
    Ok(())
}
