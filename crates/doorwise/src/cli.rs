//! The verbs: one file each, its doc comment is its help page.

pub(crate) mod audit;
pub(crate) mod backtest;
pub(crate) mod check;
pub(crate) mod clarity;
pub(crate) mod diff;
pub(crate) mod forget;
mod hearing;
pub(crate) mod init;
pub(crate) mod learn;
pub(crate) mod listen;
pub(crate) mod loose;
pub(crate) mod lsp;
pub(crate) mod market;
pub(crate) mod opening;
pub(crate) mod r#override;
mod own_titles;
pub(crate) mod plan;
pub(crate) mod prepare;
pub(crate) mod refresh;
pub(crate) mod rule;
pub(crate) mod say;
pub(crate) mod score;
mod segment;
pub(crate) mod title;
pub(crate) mod who;
pub(crate) mod why;

use clap::{Parser, Subcommand, ValueEnum};

use crate::shell::{Fault, Shell, Status};

/// Which doors to knock on, and what to say when they open
///
/// The ICP tells you which companies to target; the persona tells you what to say to the
/// person who opens. Everything stays on this machine, unless you ask a language model of your own with `say --rewrite`.
#[derive(Debug, Parser)]
#[command(
    name = "doorwise",
    version,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// How a verb writes what it found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people
    #[default]
    Text,
    /// For programs; stable field names, see docs/formats.md
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::InitArgs),
    Plan(plan::PlanArgs),
    Check(check::CheckArgs),
    Clarity(clarity::ClarityArgs),
    Score(score::ScoreArgs),
    Market(market::MarketArgs),
    Prepare(prepare::PrepareArgs),
    Learn(learn::LearnArgs),
    Backtest(Box<backtest::BacktestArgs>),
    Diff(diff::DiffArgs),
    Audit(audit::AuditArgs),
    Refresh(refresh::RefreshArgs),
    Override(r#override::OverrideArgs),
    Forget(forget::ForgetArgs),
    Listen(listen::ListenArgs),
    Title(title::TitleArgs),
    Rule(rule::RuleArgs),
    Who(who::WhoArgs),
    Say(say::SayArgs),
    Why(Box<why::WhyArgs>),
    Lsp(lsp::LspArgs),
}

impl Cli {
    /// Runs the verb.
    pub(crate) fn run(&self, shell: &mut Shell) -> Result<Status, Fault> {
        match &self.command {
            Command::Init(args) => init::run(args, shell),
            Command::Plan(args) => plan::run(args, shell),
            Command::Check(args) => check::run(args, shell),
            Command::Clarity(args) => clarity::run(args, shell),
            Command::Score(args) => score::run(args, shell),
            Command::Market(args) => market::run(args, shell),
            Command::Prepare(args) => prepare::run(args, shell),
            Command::Learn(args) => learn::run(args, shell),
            Command::Backtest(args) => backtest::run(args, shell),
            Command::Diff(args) => diff::run(args, shell),
            Command::Audit(args) => audit::run(args, shell),
            Command::Refresh(args) => refresh::run(args, shell),
            Command::Override(args) => r#override::run(args, shell),
            Command::Forget(args) => forget::run(args, shell),
            Command::Listen(args) => listen::run(args, shell),
            Command::Title(args) => title::run(args, shell),
            Command::Rule(args) => rule::run(args, shell),
            Command::Who(args) => who::run(args, shell),
            Command::Say(args) => say::run(args, shell),
            Command::Why(args) => why::run(args, shell),
            Command::Lsp(args) => lsp::run(args, shell),
        }
    }
}
