//! `doorwise why`

mod verb;

use std::path::{Path, PathBuf};

use doorwise_market::open_table;
use doorwise_market::source;
use doorwise_model::icp::Icp;
use doorwise_model::workspace::Workspace;
use doorwise_playbook::plan::{joint, plan};
use doorwise_playbook::why::{Case, JointCase, ListedView, Opened, ROWS_SHOWN, finding, groups};

use super::OutputFormat;
use super::loose::{Loose, TableFlags, typed};
use super::opening::{self, Opening};
use super::plan::{inputs_of, understood};
use super::segment;
use crate::output::why_text;
use crate::shell::{Fault, Shell, Status};

/// How many ids of a matter are listed where nobody asks for all.
const IDS_SHOWN: usize = 5;

/// Say where a number or a sentence comes from
///
/// Opens an id printed by plan, check or score down to rows, raw cells, file and line, or the word
/// ASSUMPTION. A company's id, name, domain or row opens the company; the first words of ids, such
/// as segment, list them. Without an id it says what there is to open. Ids of audit, market, who,
/// learn, backtest and diff begin with that word; what made them is made again, so give the flags
/// that it was made with.
#[derive(Debug, clap::Args)]
pub(crate) struct WhyArgs {
    /// The id, such as count.pursue, or a company's id, name, domain or row
    id: Option<String>,
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// Id of the one ICP whose plan is opened; with --table the ICP file, once for each
    #[arg(long, value_name = "ID")]
    icp: Vec<String>,
    /// Open what score says of this table against the ICP files named by --icp, or those of the
    /// workspace, or what learn and backtest say of it
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
    #[command(flatten)]
    reading: TableFlags,
    /// The day the plan speaks of, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    #[command(flatten)]
    made_with: verb::MadeWith,
    /// List every row that was counted; without an id, every id
    #[arg(long)]
    all: bool,
    /// How to print; json lists every id
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

impl WhyArgs {
    fn rows_shown(&self) -> usize {
        if self.all { usize::MAX } else { ROWS_SHOWN }
    }

    /// Returns the one ICP that was named.
    fn the_icp(&self) -> Result<Option<&str>, Fault> {
        match self.icp.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            _ => Err(Fault::asked(
                "a plan is for one ICP of the workspace or for all of them",
                "name one with --icp, or none",
            )),
        }
    }
}

pub(crate) fn run(args: &WhyArgs, shell: &mut Shell) -> Result<Status, Fault> {
    if let Some(verb) = args.id.as_deref().and_then(verb::Verb::of) {
        return verb::open(verb, args, shell);
    }
    match &args.table {
        Some(table) => of_table(args, table, shell),
        None => of_workspace(args, shell),
    }
}

fn of_workspace(args: &WhyArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let Opening {
        workspace,
        market,
        diagnostics,
        ..
    } = opening::open(&args.workspace, shell)?;
    let icp = args.the_icp()?;
    let mut words = words(&args.workspace, icp, args.as_of.as_deref());
    let segment = args
        .made_with
        .segment
        .as_deref()
        .map(|written| segment::narrowed(&workspace, written))
        .transpose()?;
    if let Some(segment) = &segment {
        let more = typed(&["--segment".to_owned(), segment.written.clone()]);
        words = format!("{words} {more}").trim().to_owned();
    }
    // A finding opens without a plan, for an ICP that was understood in part has none.
    let asked = args.id.as_deref().unwrap_or_default();
    if let Some(found) = finding(&diagnostics, asked, args.rows_shown(), &words) {
        return print(&Opened::One(Box::new(found)), args, shell);
    }
    let icps = understood(&workspace, icp, &diagnostics)?;
    let as_of = opening::as_of(args.as_of.as_deref(), &workspace, &market)?;
    match inputs_of(&icps, &workspace, &market, &diagnostics, &as_of).as_slice() {
        [one] => {
            let made = plan(one);
            let case = Case::new(one, &made, args.rows_shown())
                .asked_with(&words)
                .spoken_in(segment.as_ref());
            match &args.id {
                Some(id) => print(&case.open(id), args, shell),
                None => list(&case.list(), args, shell),
            }
        }
        several => {
            let made = joint(several);
            let case = JointCase::new(several, &made, args.rows_shown())
                .asked_with(&words)
                .spoken_in(segment.as_ref());
            match &args.id {
                Some(id) => print(&case.open(id), args, shell),
                None => list(&case.list(), args, shell),
            }
        }
    }
}

/// Returns the words that name the same plan to `why` again, behind an id.
pub(super) fn words(workspace: &Path, icp: Option<&str>, as_of: Option<&str>) -> String {
    let mut words: Vec<String> = Vec::new();
    if workspace != Path::new(".") {
        words.push(workspace.display().to_string());
    }
    for (flag, value) in [("--icp", icp), ("--as-of", as_of)] {
        words.extend(
            value
                .iter()
                .flat_map(|value| [flag.to_owned(), (*value).to_owned()]),
        );
    }
    typed(&words)
}

/// Opens the rows of a table that lies in no workspace, as `score` reads it.
fn of_table(args: &WhyArgs, path: &Path, shell: &mut Shell) -> Result<Status, Fault> {
    let files: Vec<PathBuf> = args.icp.iter().map(PathBuf::from).collect();
    let named = (files.as_slice(), Some(path));
    let loose = Loose::open(named, &args.reading, &args.workspace, shell)?;
    let table = source::read(path, &loose.sheet.options)?;
    let icps: Vec<&Icp> = loose.icps.iter().collect();
    let currency = loose.sheet.map.currency;
    let market = open_table(&table, &loose.sheet.map, &icps, currency).market;
    let workspace = Workspace {
        tables: vec![loose.sheet.map],
        sources: loose.sources,
        ..Workspace::default()
    };
    let as_of = (None, "no date in the tables".to_owned());
    let inputs = inputs_of(&icps, &workspace, &market, &[], &as_of);
    let recognised = loose.sheet.columns.into_iter().map(|column| {
        let how = format!("recognised with {:.2}: {}", column.confidence, column.why);
        (column.field, how)
    });
    let recognised = recognised.collect();
    match inputs.as_slice() {
        [one] => {
            let made = plan(one);
            let case = Case::new(one, &made, args.rows_shown())
                .asked_with(&loose.words)
                .recognised_by(recognised);
            match &args.id {
                Some(id) => print(&case.open(id), args, shell),
                None => list(&case.list(), args, shell),
            }
        }
        several => {
            let made = joint(several);
            let case = JointCase::new(several, &made, args.rows_shown())
                .asked_with(&loose.words)
                .recognised_by(&recognised);
            match &args.id {
                Some(id) => print(&case.open(id), args, shell),
                None => list(&case.list(), args, shell),
            }
        }
    }
}

/// Lists what there is to open: matter by matter, or all of it.
fn list(listed: &[ListedView], args: &WhyArgs, shell: &mut Shell) -> Result<Status, Fault> {
    match args.format {
        OutputFormat::Json => shell.print_json(&listed)?,
        OutputFormat::Text if args.all => {
            shell.print(&why_text::list(listed, shell.width()))?;
        }
        OutputFormat::Text => {
            let text = why_text::index(&groups(listed), IDS_SHOWN, shell.width());
            shell.print(&text)?;
        }
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
        Opened::Group(listed) => match args.format {
            OutputFormat::Json => shell.print_json(listed)?,
            OutputFormat::Text => shell.print(&why_text::list(listed, shell.width()))?,
        },
        Opened::Several(listed) => {
            let ids: Vec<&str> = listed
                .iter()
                .take(IDS_SHOWN)
                .map(|listed| listed.id.as_str())
                .collect();
            let more = match listed.len() - ids.len() {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            let is_of_icps = ids.iter().all(|id| id.starts_with("in."));
            return Err(Fault::asked(
                if is_of_icps {
                    format!("{} ICPs say something called `{asked}`", listed.len())
                } else {
                    format!("{} companies are called `{asked}`", listed.len())
                },
                format!("open one of {}{more}", ids.join(", ")),
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
