//! `doorwise why`

use std::path::{Path, PathBuf};

use doorwise_market::source::{self, ReadOptions};
use doorwise_market::{mapping, open_table};
use doorwise_model::diagnostic::Place;
use doorwise_model::tables::{OutcomeWords, TableKind, TableMap};
use doorwise_model::workspace::Workspace;
use doorwise_playbook::plan::{PlanInputs, joint, plan};
use doorwise_playbook::why::{Case, JointCase, ListedView, Opened, ROWS_SHOWN, findings};

use super::OutputFormat;
use super::opening::{self, Opening};
use super::plan::{choose, inputs_of, refuse_half_understood};
use crate::output::why_text;
use crate::shell::{Fault, Shell, Status};

/// Say where a number or a sentence comes from
///
/// Opens an id printed by plan, check or score down to rows, raw cells, file and line, or the word
/// ASSUMPTION. A company's id, name, domain or row opens the company. Without an id it lists them.
#[derive(Debug, clap::Args)]
pub(crate) struct WhyArgs {
    /// The id, such as count.pursue, or a company's id, name, domain or row
    id: Option<String>,
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Id of the one ICP whose plan is opened; with --table the ICP file
    #[arg(long, value_name = "ID")]
    icp: Option<String>,
    /// Open a row of this table against the ICP file named by --icp
    #[arg(long, value_name = "FILE", requires = "icp")]
    table: Option<PathBuf>,
    /// The day the plan speaks of, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// List every row that was counted
    #[arg(long)]
    all: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

pub(crate) fn run(args: &WhyArgs, shell: &mut Shell) -> Result<Status, Fault> {
    match (&args.table, &args.icp) {
        (Some(table), Some(icp)) => of_table(args, table, Path::new(icp), shell),
        _ => of_workspace(args, shell),
    }
}

fn of_workspace(args: &WhyArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let Opening {
        workspace,
        market,
        diagnostics,
        ..
    } = opening::open(&args.workspace, shell)?;
    // A finding opens without a plan, for an ICP that was understood in part has none.
    let finding = findings(&diagnostics)
        .into_iter()
        .find(|why| Some(&why.id) == args.id.as_ref());
    if let Some(finding) = finding {
        return print(&Opened::One(Box::new(finding)), args, shell);
    }
    let icps = choose(&workspace, args.icp.as_deref())?;
    for icp in &icps {
        refuse_half_understood(icp, &diagnostics)?;
    }
    let as_of = opening::as_of(args.as_of.as_deref(), &workspace, &market)?;
    let inputs = inputs_of(&icps, &workspace, &market, &diagnostics, &as_of);
    open(args, &inputs, shell)
}

/// Opens the rows of a table that lies in no workspace, as `score` reads it.
fn of_table(
    args: &WhyArgs,
    path: &Path,
    icp_file: &Path,
    shell: &mut Shell,
) -> Result<Status, Fault> {
    let (icp, sources) = super::score::read_icp(icp_file, shell)?;
    let table = source::read(path, &ReadOptions::default())?;
    let columns = mapping::guess_as(&table, TableKind::Companies).columns;
    let map = TableMap {
        kind: TableKind::Companies,
        path: path.to_path_buf(),
        sheet: None,
        encoding: None,
        columns: columns
            .into_iter()
            .map(|column| (column.field, column.headers))
            .collect(),
        column_places: Vec::new(),
        partial: vec!["tools".to_owned()],
        currency: None,
        outcomes: OutcomeWords::default(),
        place: Place::text(path, None),
    };
    let market = open_table(&table, &map, &icp, None).market;
    let workspace = Workspace {
        tables: vec![map],
        sources,
        ..Workspace::default()
    };
    let as_of = (None, "no date in the tables".to_owned());
    let inputs = inputs_of(&[&icp], &workspace, &market, &[], &as_of);
    open(args, &inputs, shell)
}

/// Opens the id that was asked for, or lists all of them.
fn open(args: &WhyArgs, inputs: &[PlanInputs<'_>], shell: &mut Shell) -> Result<Status, Fault> {
    let rows_shown = if args.all { usize::MAX } else { ROWS_SHOWN };
    match inputs {
        [one] => {
            let made = plan(one);
            let case = Case::new(one, &made, rows_shown);
            match &args.id {
                Some(id) => print(&case.open(id), args, shell),
                None => list(&case.list(), args, shell),
            }
        }
        several => {
            let made = joint(several);
            let case = JointCase::new(several, &made, rows_shown);
            match &args.id {
                Some(id) => print(&case.open(id), args, shell),
                None => list(&case.list(), args, shell),
            }
        }
    }
}

fn list(listed: &[ListedView], args: &WhyArgs, shell: &mut Shell) -> Result<Status, Fault> {
    match args.format {
        OutputFormat::Json => shell.print_json(&listed)?,
        OutputFormat::Text => shell.print(&why_text::list(listed, shell.width()))?,
    }
    Ok(Status::Clean)
}

fn print(opened: &Opened, args: &WhyArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let asked = args.id.as_deref().unwrap_or_default();
    match opened {
        Opened::One(why) => match args.format {
            OutputFormat::Json => shell.print_json(why)?,
            OutputFormat::Text => shell.print(&why_text::show(why, shell.width()))?,
        },
        Opened::Several(listed) => {
            let ids: Vec<&str> = listed.iter().map(|listed| listed.id.as_str()).collect();
            let is_of_icps = ids.iter().all(|id| id.starts_with("in."));
            return Err(Fault::asked(
                if is_of_icps {
                    format!("{} ICPs say something called `{asked}`", listed.len())
                } else {
                    format!("{} companies are called `{asked}`", listed.len())
                },
                format!("open one of {}", ids.join(", ")),
            ));
        }
        Opened::Nothing(nearest) => {
            let help = if nearest.is_empty() {
                "`doorwise why` lists every id".to_owned()
            } else {
                format!(
                    "near it: {}; `doorwise why` lists every id",
                    nearest.join(", ")
                )
            };
            return Err(Fault::asked(
                format!("no number and no sentence has the id `{asked}`"),
                help,
            ));
        }
    }
    Ok(Status::Clean)
}
