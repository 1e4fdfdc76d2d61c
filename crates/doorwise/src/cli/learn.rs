//! `doorwise learn`

mod change;
pub(super) mod deals;
mod flat;
mod joined;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use deals::{DealsArgs, From, OpenedDeals};
use doorwise_fit::backtest::{self, Setup};
use doorwise_fit::learn::{self, Verdict};
use doorwise_model::save;
use doorwise_playbook::backtested;
use doorwise_playbook::learned::{self, LearnedView, Source};

use super::OutputFormat;
use super::score::refuse_input_as_output;
use crate::output::learned_text;
use crate::shell::{Fault, Shell, Status};

/// Learn from what happened
#[derive(Debug, clap::Args)]
pub(crate) struct LearnArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Icp(IcpArgs),
}

/// Learn which companies you win, from the workspace's deals or a flat table of closed deals
///
/// Proposes a card of at most twelve lines of whole points, each with its evidence, and says plainly
/// where the deals show nothing. Nothing is claimed that shuffled deals would show too.
#[derive(Debug, clap::Args)]
pub(crate) struct IcpArgs {
    #[command(flatten)]
    source: DealsArgs,
    /// Where to write the proposed ICP, a .yaml file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The ICP of the workspace that the change is shown for; needed where there are several
    #[arg(long, value_name = "ID", conflicts_with = "table")]
    icp: Option<String>,
    /// Make the change in the ICP file: points, tiers and chances; gates and comments stay
    #[arg(long, conflicts_with = "table")]
    apply: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

pub(crate) fn run(args: &LearnArgs, shell: &mut Shell) -> Result<Status, Fault> {
    match &args.what {
        What::Icp(args) => icp(args, shell),
    }
}

fn icp(args: &IcpArgs, shell: &mut Shell) -> Result<Status, Fault> {
    if let Some(out) = &args.out {
        let inputs: Vec<&PathBuf> = args.source.table.iter().collect();
        refuse_input_as_output(out, &inputs)?;
    }
    let opened = deals::open(&args.source, shell)?;
    let mut setup = Setup::new(args.source.seed);
    setup.by_hand = opened.by_hand();
    let OpenedDeals { name, read, from } = opened;
    let bar = shell.progress("learning");
    let found = learn::learn(&read.deals, args.source.seed);
    let tested = backtest::backtest(&read.deals, &setup);
    bar.finish_and_clear();
    let tested = tested.map(|tested| backtested::view(&tested, &setup, name.clone()));
    let columns = &read.deals.columns;
    let mut view = learned::view(
        &found,
        Source {
            table: name.clone(),
            fields: columns
                .iter()
                .map(|column| column.field.to_string())
                .collect(),
            headers: columns.iter().map(|column| column.header.clone()).collect(),
            left_out: read.left_out,
            notes: read.notes,
            backtest: tested,
            doubts: read.doubts,
            place: &|deal| read.places[deal].clone(),
        },
    );
    if let Some(out) = &args.out {
        write(out, &found, &view, shell)?;
    }
    if let From::Joined(opening) = &from {
        view.change = change::change(opening, &found, &name, args.icp.as_deref(), args.apply)?;
        if let Some(change) = &mut view.change {
            change.but = view.backtest.as_ref().and_then(learned::against);
        }
    }
    match args.format {
        OutputFormat::Json => shell.print_json(&view)?,
        OutputFormat::Text => {
            let text = learned_text::show(&view, shell.width());
            shell.print(&text)?;
        }
    }
    Ok(Status::Clean)
}

fn write(
    out: &Path,
    found: &doorwise_fit::Learned,
    view: &LearnedView,
    shell: &mut Shell,
) -> Result<(), Fault> {
    let id = out.file_stem().map_or_else(String::new, |stem| {
        stem.to_string_lossy()
            .to_ascii_lowercase()
            .replace([' ', '_'], "-")
    });
    let name = match found.verdict {
        Verdict::Found => format!("Learned from {}", view.table),
        _ => format!("Hypothesis from {}", view.table),
    };
    match learned::icp_file(found, &id, &name, &view.table) {
        Some(text) => {
            save::save(out, text.as_bytes()).map_err(|source| Fault::Save {
                path: out.to_owned(),
                source,
            })?;
            shell.say(&format!("wrote {}", out.display()));
        }
        None => shell.say(&format!(
            "wrote no {}: the deals propose no line",
            out.display()
        )),
    }
    Ok(())
}
