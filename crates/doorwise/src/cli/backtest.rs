//! `doorwise backtest`

use std::path::PathBuf;

use doorwise_fit::backtest::{self, Setup};
use doorwise_model::field::Field;
use doorwise_playbook::backtested::{self, Tested};

use super::OutputFormat;
use super::learn::deals::{self, DealsArgs, OpenedDeals};
use super::loose::read_icp;
use crate::output::backtest_text;
use crate::shell::{Fault, Shell, Status};

/// Test on later deals whether a card learned from earlier ones picks the winners
///
/// Learns from what had closed at several points in time, and judges what closed next, against
/// plain rivals: chance, biggest first, most recent first, a hand-written ICP, naive Bayes and
/// logistic regression. Deals of an account that was learned from are not judged.
#[derive(Debug, clap::Args)]
pub(crate) struct BacktestArgs {
    #[command(flatten)]
    source: DealsArgs,
    /// A hand-written ICP to compare with; else those of the workspace
    #[arg(long, value_name = "FILE")]
    icp: Option<PathBuf>,
    /// The column of "biggest first"; else employees or revenue, where they are known
    #[arg(long, value_name = "COLUMN")]
    biggest: Option<String>,
    /// Percent of the deals that you can work on
    #[arg(long, value_name = "PERCENT", default_value_t = 10.0, value_parser = percent)]
    capacity: f64,
    /// Points in time from which to look ahead
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=50))]
    origins: u8,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// Reads a share in percent.
pub(super) fn percent(written: &str) -> Result<f64, String> {
    let number: f64 = written
        .trim_end_matches('%')
        .parse()
        .map_err(|_| "write a number of percent, such as 10".to_owned())?;
    if 0.0 < number && number <= 100.0 {
        Ok(number)
    } else {
        Err("write a number above 0, up to 100".to_owned())
    }
}

pub(crate) fn run(args: &BacktestArgs, shell: &mut Shell) -> Result<Status, Fault> {
    made(args, shell, |made, shell| {
        match args.format {
            OutputFormat::Json => shell.print_json(made.view)?,
            OutputFormat::Text => {
                let text = backtest_text::show(made.view, shell.width());
                shell.print(&text)?;
            }
        }
        Ok(Status::Clean)
    })
}

/// Runs the test and hands on what was found.
pub(super) fn made<R>(
    args: &BacktestArgs,
    shell: &mut Shell,
    look: impl FnOnce(&Tested<'_>, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
    if args.source.table.is_some() && args.source.date.is_none() {
        return Err(Fault::asked(
            "a test on later deals needs to know when deals closed",
            "name the column with --date",
        ));
    }
    let opened = deals::open(&args.source, shell)?;
    if opened.read.deals.days.is_empty() {
        return Err(Fault::asked(
            "a test on later deals needs to know when deals closed",
            "map `closed` under `deals` in doorwise.yaml to the column with that day",
        ));
    }
    let setup = Setup {
        origins: usize::from(args.origins),
        capacity: args.capacity / 100.0,
        by_hand: by_hand(args, &opened, shell)?,
        biggest: biggest(args, &opened)?,
        ask: args.source.ask(),
    };
    let bar = shell.progress("testing on later deals");
    let tested = backtest::backtest(&opened.read.deals, &setup);
    bar.finish_and_clear();
    let Some(tested) = tested else {
        return Err(Fault::asked(
            "no stretch of time has deals enough to learn from and to judge",
            "each needs at least 8 won and 8 lost deals before it, and one of each in it",
        ));
    };
    let view = backtested::view(&tested, &setup, opened.name.clone());
    let made = Tested {
        view: &view,
        found: &tested,
        deals: &opened.read.deals,
        places: &opened.read.places,
    };
    look(&made, shell)
}

/// Returns the score of every deal by the ICP named, else by the workspace's own.
fn by_hand(
    args: &BacktestArgs,
    opened: &OpenedDeals,
    shell: &mut Shell,
) -> Result<Option<Vec<f64>>, Fault> {
    let Some(path) = &args.icp else {
        return Ok(opened.by_hand());
    };
    let (icp, _) = read_icp(path, shell)?;
    Ok(opened.scores([&icp].into_iter()))
}

/// Returns the column by which "biggest first" ranks.
fn biggest(args: &BacktestArgs, opened: &OpenedDeals) -> Result<Option<usize>, Fault> {
    let columns = &opened.read.deals.columns;
    let position =
        |wanted: &dyn Fn(&Field) -> bool| columns.iter().position(|column| wanted(&column.field));
    let Some(header) = &args.biggest else {
        let known = [Field::Employees, Field::Revenue];
        return Ok(known
            .iter()
            .find_map(|field| position(&|other: &Field| other == field)));
    };
    let mapped = |field: &Field| {
        matches!(field, Field::Custom(own, _) if own == header)
            || opened.headers(&field.name()).contains(header)
    };
    position(&mapped).map(Some).ok_or_else(|| {
        Fault::asked(
            format!("`{header}` is no column of numbers in {}", opened.name),
            "name one that holds a size, such as employees",
        )
    })
}
