//! `doorwise market`

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use doorwise_model::market::Market;
use doorwise_playbook::plan::{self, PlanInputs};
use doorwise_playbook::sizing::{self, Inputs, Sizing, SizingView};
use doorwise_serve::report;
use doorwise_vocab::date::{self, Date, DateOrder};
use serde::Serialize;

use super::OutputFormat;
use super::opening::{self, Opening};
use super::plan::{choose, inputs_of, refuse_half_understood};
use crate::output::market_text;
use crate::output::targets::{self, Icps};
use crate::shell::{Fault, Shell, Status};

/// Say how many companies there are, what they are worth, and where nobody has been
///
/// Counts are bounds: what passes surely, and what might besides. Money is own deals' amounts, win
/// rate and pace, each with its interval.
#[derive(Debug, clap::Args)]
pub(crate) struct MarketArgs {
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Id of the one ICP; where left out, all of them
    #[arg(long, value_name = "ID")]
    icp: Option<String>,
    /// Companies that you can work on: where the list ends
    #[arg(long, value_name = "N")]
    capacity: Option<usize>,
    /// Where to write that list as CSV, best first
    #[arg(long, value_name = "FILE", requires = "capacity")]
    list: Option<PathBuf>,
    /// The day it speaks of, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// Where to write the result as one HTML page with its pictures
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// The sizes of all ICPs.
#[derive(Serialize)]
struct MarketView<'a> {
    as_of: Option<&'a str>,
    as_of_from: &'a str,
    icps: Vec<&'a SizingView>,
    /// Companies that fit any of several ICPs, each once.
    fit_any: usize,
    /// Companies that fit more than one.
    fit_several: usize,
}

pub(crate) fn run(args: &MarketArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let opening = opening::open(&args.workspace, shell)?;
    let icps = choose(&opening.workspace, args.icp.as_deref())?;
    for icp in &icps {
        refuse_half_understood(icp, &opening.diagnostics)?;
    }
    if args.list.is_some() && icps.len() > 1 {
        return Err(Fault::asked(
            "a list is of one ICP, and the workspace has several",
            "say which with --icp",
        ));
    }
    let (as_of, as_of_from) =
        opening::as_of(args.as_of.as_deref(), &opening.workspace, &opening.market)?;
    let day: Option<Date> = as_of
        .as_deref()
        .and_then(|day| date::date(day, DateOrder::YearFirst).value());
    let bar = shell.progress("scoring companies");
    let made: Vec<Sizing> = icps
        .iter()
        .map(|icp| {
            sizing::sizing(&Inputs {
                workspace: &opening.workspace,
                icp,
                market: &opening.market,
                as_of: day,
                capacity: args.capacity,
            })
        })
        .collect();
    bar.finish_and_clear();
    if let (Some(path), [one]) = (&args.list, made.as_slice()) {
        let inputs = inputs_of(
            &icps,
            &opening.workspace,
            &opening.market,
            &opening.diagnostics,
            &(as_of.clone(), as_of_from.clone()),
        );
        write_list(path, &inputs[0], one, &opening)?;
        shell.say(&format!("wrote {}", path.display()));
    }
    let views: Vec<&SizingView> = made.iter().map(|one| &one.view).collect();
    if let Some(path) = &args.html {
        let page = report::market_page(
            &opening.workspace.name,
            as_of.as_deref(),
            &as_of_from,
            &views,
        );
        shell.write(path, &page)?;
    }
    let mut times: BTreeMap<u32, usize> = BTreeMap::new();
    for row in made.iter().flat_map(|one| &one.fits) {
        *times.entry(*row).or_default() += 1;
    }
    let view = MarketView {
        as_of: as_of.as_deref(),
        as_of_from: &as_of_from,
        fit_any: times.len(),
        fit_several: times.values().filter(|n| **n > 1).count(),
        icps: views,
    };
    match args.format {
        OutputFormat::Json => shell.print_json(&view)?,
        OutputFormat::Text => {
            let mut text = String::new();
            for one in &view.icps {
                text += &market_text::show(one, shell.width());
            }
            if view.icps.len() > 1 {
                text += &format!(
                    "\n{} companies fit any of these ICPs, {} of them more than one\n",
                    view.fit_any, view.fit_several
                );
            }
            shell.print(&text)?;
        }
    }
    Ok(Status::Clean)
}

/// Writes the companies of the sized list as `plan` writes targets.
fn write_list(
    path: &Path,
    inputs: &PlanInputs<'_>,
    sized: &Sizing,
    opening: &Opening,
) -> Result<(), Fault> {
    let rows: BTreeSet<String> = sized
        .list
        .iter()
        .map(|row| opening.market.name(*row).row.to_owned())
        .collect();
    let made = plan::plan(inputs);
    let targets = made
        .targets(inputs)
        .filter(|target| rows.contains(&target.row));
    targets::write_targets(path, Icps::One, targets)
}
