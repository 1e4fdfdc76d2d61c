//! `doorwise market`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use doorwise_model::market::Market;
use doorwise_playbook::plan::{self, PlanInputs};
use doorwise_playbook::sizing::{self, Inputs, Sizes, Sizing};
use doorwise_playbook::why::{Book, ROWS_SHOWN};
use doorwise_serve::report;
use doorwise_vocab::date::{self, Date, DateOrder};

use super::OutputFormat;
use super::opening::{self, Opening};
use super::plan::{choose, inputs_of, refuse_half_understood};
use super::why;
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

pub(crate) fn run(args: &MarketArgs, shell: &mut Shell) -> Result<Status, Fault> {
    made(args, shell, |made, opening, shell| {
        if let (Some(path), [one]) = (&args.list, made.each.as_slice()) {
            let inputs = inputs_of(
                &[one.inputs.icp],
                &opening.workspace,
                &opening.market,
                &opening.diagnostics,
                &(made.view.as_of.clone(), made.view.as_of_from.clone()),
            );
            write_list(path, &inputs[0], one, opening)?;
            shell.say(&format!("wrote {}", path.display()));
        }
        let view = &made.view;
        if let Some(path) = &args.html {
            let mut words = why::words(Path::new("."), args.icp.as_deref(), args.as_of.as_deref());
            if let Some(capacity) = args.capacity {
                words += &format!(" --capacity {capacity}");
            }
            let book = Book::of(made, ROWS_SHOWN, words.trim());
            let name = &opening.workspace.name;
            shell.write(path, &report::market_page(name, view, &|id| book.get(id)))?;
        }
        match args.format {
            OutputFormat::Json => shell.print_json(view)?,
            OutputFormat::Text => {
                let text = market_text::show(view, shell.width());
                shell.print(&text)?;
            }
        }
        Ok(Status::Clean)
    })
}

/// Reckons the sizes and hands on what was made.
pub(super) fn made<R>(
    args: &MarketArgs,
    shell: &mut Shell,
    look: impl FnOnce(&Sizes<'_>, &Opening, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
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
    let inputs = icps.iter().map(|icp| Inputs {
        workspace: &opening.workspace,
        icp,
        market: &opening.market,
        as_of: day,
        capacity: args.capacity,
    });
    let made = sizing::sizes(inputs.collect(), as_of, &as_of_from);
    bar.finish_and_clear();
    look(&made, &opening, shell)
}

/// Writes the companies of the sized list as `plan` writes targets.
fn write_list(
    path: &Path,
    inputs: &PlanInputs<'_>,
    sized: &Sizing<'_>,
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
