//! Ids that another verb than `plan` printed: the verb makes its answer again, with the same flags.

use std::path::Path;

use clap::{Args, Command, FromArgMatches};
use doorwise_playbook::why::{Book, Says};

use super::{WhyArgs, print};
use crate::cli::learn::{self, personas};
use crate::cli::loose::typed;
use crate::cli::{audit, backtest, diff, market, who};
use crate::shell::{Fault, Shell, Status};

/// Flags of other verbs that change what an id says.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "As it was made with")]
pub(super) struct MadeWith {
    /// Of market: companies that you can work on; of learn icp and backtest: percent of them
    #[arg(long, value_name = "N")]
    capacity: Option<String>,
    /// Of who: the deals looked at; of drafts: the segment that `say` made them for
    #[arg(long, value_name = "ICP|FIELD=VALUE", conflicts_with = "table")]
    pub(super) segment: Option<String>,
    /// Of diff: what was compared with; of learn icp: the market that customers were held against
    #[arg(long, value_name = "REVISION|FOLDER")]
    against: Option<String>,
    /// Of diff: the day since which wins are looked at
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Of backtest: points in time
    #[arg(long, value_name = "N")]
    origins: Option<String>,
    /// Of backtest: the column of "biggest first"
    #[arg(long, value_name = "COLUMN")]
    biggest: Option<String>,
    /// Of learn icp and backtest: columns left out
    #[arg(long, value_name = "COLUMN")]
    ignore: Option<String>,
    /// Of learn icp and backtest: the seed
    #[arg(long, value_name = "N")]
    seed: Option<String>,
    /// Of learn icp and backtest: most lines of the card
    #[arg(long, value_name = "N")]
    lines: Option<String>,
    /// Of learn icp and backtest: which way a number may count
    #[arg(long, value_name = "COLUMN:up|down")]
    monotone: Option<String>,
    /// Of learn icp and backtest with --table: the column that says how a deal ended
    #[arg(long, value_name = "COLUMN", requires = "table")]
    outcome: Option<String>,
    /// Of these: its word for won
    #[arg(long, value_name = "WORD", requires = "table")]
    won: Option<String>,
    /// Of these: its word for lost
    #[arg(long, value_name = "WORD", requires = "table")]
    lost: Option<String>,
    /// Of these: the column with the day on which a deal closed
    #[arg(long, value_name = "COLUMN", requires = "table")]
    date: Option<String>,
    /// Of these: the column with the day on which it was opened
    #[arg(long, value_name = "COLUMN", requires = "table")]
    opened: Option<String>,
    /// Of these: the column with what it is worth
    #[arg(long, value_name = "COLUMN", requires = "table")]
    amount: Option<String>,
    /// Of these: the column of the account
    #[arg(long, value_name = "COLUMN", requires = "table")]
    group: Option<String>,
    /// Of learn icp with --table: the hand-written ICP
    #[arg(long, value_name = "FILE", requires = "table")]
    prior: Option<String>,
    /// Of learn icp: without the points of the hand-written ICP
    #[arg(long)]
    fresh: bool,
    /// Of learn personas: with the speakers' names
    #[arg(long)]
    names: bool,
}

/// A verb whose ids begin with its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Audit,
    Market,
    Who,
    LearnIcp,
    LearnPersonas,
    Backtest,
    Diff,
}

impl Verb {
    /// Returns the verb that printed an id; none where `plan` did.
    pub(super) fn of(id: &str) -> Option<Self> {
        let mut words = id.trim().split('.');
        match (words.next()?, words.next()) {
            ("audit", _) => Some(Self::Audit),
            ("market", _) => Some(Self::Market),
            ("who", _) => Some(Self::Who),
            ("learn", Some("personas")) => Some(Self::LearnPersonas),
            ("learn", _) => Some(Self::LearnIcp),
            ("backtest", _) => Some(Self::Backtest),
            ("diff", _) => Some(Self::Diff),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Market => "market",
            Self::Who => "who",
            Self::LearnIcp => "learn icp",
            Self::LearnPersonas => "learn personas",
            Self::Backtest => "backtest",
            Self::Diff => "diff",
        }
    }
}

/// Makes the answer again and opens the id in it.
pub(super) fn open(verb: Verb, args: &WhyArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let flags = flags(args);
    let words = words(args, &flags);
    let id = args.id.as_deref().unwrap_or_default();
    let show = |made: &dyn Says, shell: &mut Shell| {
        print(
            &Book::of(made, args.rows_shown(), &words).open(id),
            args,
            shell,
        )
    };
    match verb {
        Verb::Audit => {
            let args = read::<audit::AuditArgs>(verb, args, &flags)?;
            audit::made(&args, shell, |made, _, shell| show(made, shell))
        }
        Verb::Market => {
            let args = read::<market::MarketArgs>(verb, args, &flags)?;
            market::made(&args, shell, |made, _, shell| show(made, shell))
        }
        Verb::Who => {
            let args = read::<who::WhoArgs>(verb, args, &flags)?;
            who::made(&args, id, shell, |made, shell| show(made, shell))
        }
        Verb::LearnIcp => {
            let args = read::<learn::IcpArgs>(verb, args, &flags)?;
            learn::made(&args, shell, |made, shell| show(made, shell))
        }
        Verb::LearnPersonas => {
            let args = read::<personas::PersonasArgs>(verb, args, &flags)?;
            personas::made(&args, shell, |made, shell| show(made, shell))
        }
        Verb::Backtest => {
            let args = read::<backtest::BacktestArgs>(verb, args, &flags)?;
            backtest::made(&args, shell, |made, shell| show(made, shell))
        }
        Verb::Diff => {
            let args = read::<diff::DiffArgs>(verb, args, &flags)?;
            diff::made(&args, shell, show)
        }
    }
}

/// Returns the flags given, as they were typed.
fn flags(args: &WhyArgs) -> Vec<String> {
    let made = &args.made_with;
    let named = [
        ("--as-of", &args.as_of),
        ("--capacity", &made.capacity),
        ("--segment", &made.segment),
        ("--against", &made.against),
        ("--since", &made.since),
        ("--origins", &made.origins),
        ("--biggest", &made.biggest),
        ("--ignore", &made.ignore),
        ("--seed", &made.seed),
        ("--lines", &made.lines),
        ("--monotone", &made.monotone),
        ("--outcome", &made.outcome),
        ("--won", &made.won),
        ("--lost", &made.lost),
        ("--date", &made.date),
        ("--opened", &made.opened),
        ("--amount", &made.amount),
        ("--group", &made.group),
        ("--prior", &made.prior),
    ];
    let named = named
        .into_iter()
        .filter_map(|(flag, value)| Some([flag.to_owned(), value.clone()?]));
    let icps = args.icp.iter();
    let icps = icps.flat_map(|icp| ["--icp".to_owned(), icp.clone()]);
    let bare = [("--fresh", made.fresh), ("--names", made.names)];
    let bare = bare.into_iter().filter(|(_, is_given)| *is_given);
    let table = args.table.iter();
    table
        .flat_map(|table| args.reading.words(table))
        .chain(icps)
        .chain(named.flatten())
        .chain(bare.map(|(flag, _)| flag.to_owned()))
        .collect()
}

/// Returns what stands behind an id so that it opens the same again.
fn words(args: &WhyArgs, flags: &[String]) -> String {
    let workspace = Some(args.workspace.display().to_string());
    let workspace = workspace.filter(|_| args.workspace != Path::new("."));
    let words: Vec<String> = workspace.into_iter().chain(flags.iter().cloned()).collect();
    typed(&words)
}

/// Reads the flags as the verb itself does, which is the one judge of what it takes.
fn read<A: Args + FromArgMatches>(
    verb: Verb,
    args: &WhyArgs,
    flags: &[String],
) -> Result<A, Fault> {
    let refused = |why: clap::Error| {
        let why = why.to_string();
        let why = why.lines().next().unwrap_or_default();
        Fault::asked(
            format!(
                "`{}` was not made with these flags: {}",
                verb.name(),
                why.trim_start_matches("error: ")
            ),
            format!("`doorwise {} --help` lists what it takes", verb.name()),
        )
    };
    let workspace = args.workspace.display().to_string();
    // `who` takes a name before the workspace; the id says which deal.
    let name = (verb == Verb::Who).then(|| "-".to_owned());
    let typed = name
        .into_iter()
        .chain([workspace])
        .chain(flags.iter().cloned());
    let command = A::augment_args(Command::new(verb.name()).no_binary_name(true));
    let matches = command.try_get_matches_from(typed).map_err(refused)?;
    A::from_arg_matches(&matches).map_err(refused)
}
