//! `doorwise learn`

mod against;
mod by_hand;
mod change;
pub(super) mod deals;
mod flat;
mod joined;
pub(super) mod personas;

use std::path::{Path, PathBuf};

use by_hand::{ByHand, Written};
use clap::Subcommand;
use deals::{DealsArgs, From, OpenedDeals};
use doorwise_fit::backtest::{self, Setup};
use doorwise_fit::learn::{self, Verdict};
use doorwise_model::field::Field;
use doorwise_model::save;
use doorwise_playbook::backtested::{self, Tested};
use doorwise_playbook::learned::{self, Origin, Source, Taught, Wish};
use doorwise_playbook::why::{Book, ROWS_SHOWN};
use doorwise_serve::report;

use super::OutputFormat;
use super::backtest::percent;
use super::loose::{read_icp, typed};
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
    Icp(Box<IcpArgs>),
    Personas(personas::PersonasArgs),
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
    /// Write over a file that is there
    #[arg(long, requires = "out")]
    force: bool,
    /// Percent of the companies that you can work on: what tier A holds at most
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    capacity: Option<f64>,
    /// The market that customers are held against, where the table is a list of customers alone
    #[arg(long, value_name = "FILE", requires = "table", conflicts_with_all = ["outcome", "date", "group", "prior"])]
    against: Option<PathBuf>,
    /// A hand-written ICP that the deals move only as far as they can; in a workspace its own is taken
    #[arg(long, value_name = "FILE", requires = "table")]
    prior: Option<PathBuf>,
    /// Leave the points of the workspace's hand-written ICP out of account and learn a card afresh
    #[arg(long, conflicts_with = "table")]
    fresh: bool,
    /// How many of the deals behind a line to list
    #[arg(long, value_name = "N", default_value_t = 20)]
    rows: usize,
    /// Where to write the result as one HTML page with its pictures
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The ICP of the workspace that the change is shown for; needed where there are several
    #[arg(long, value_name = "ID", conflicts_with = "table")]
    icp: Option<String>,
    /// Make the change in the ICP file: points and chances; gates and comments stay
    #[arg(long, conflicts_with = "table")]
    apply: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

pub(crate) fn run(args: &LearnArgs, shell: &mut Shell) -> Result<Status, Fault> {
    match &args.what {
        What::Icp(args) => icp(args, shell),
        What::Personas(args) => personas::run(args, shell),
    }
}

fn icp(args: &IcpArgs, shell: &mut Shell) -> Result<Status, Fault> {
    made(args, shell, |made, shell| {
        if let Some(path) = &args.html {
            let book = Book::of(made, ROWS_SHOWN, &words(args));
            shell.write(path, &report::learned_page(made.view, &|id| book.get(id)))?;
        }
        match args.format {
            OutputFormat::Json => shell.print_json(made.view)?,
            OutputFormat::Text => {
                let text = learned_text::show(made.view, shell.width());
                shell.print(&text)?;
            }
        }
        Ok(Status::Clean)
    })
}

/// Returns the flags that change the answer, as `why` takes them behind an id.
fn words(args: &IcpArgs) -> String {
    let mut words = args.source.words();
    let mut add = |flag: &str, value: String| words.extend([flag.to_owned(), value]);
    if let Some(market) = &args.against {
        add("--against", market.display().to_string());
    }
    if let Some(prior) = &args.prior {
        add("--prior", prior.display().to_string());
    }
    if let Some(icp) = &args.icp {
        add("--icp", icp.clone());
    }
    if let Some(capacity) = args.capacity {
        add("--capacity", capacity.to_string());
    }
    words.extend(args.fresh.then(|| "--fresh".to_owned()));
    typed(&words)
}

/// Learns, writes what was asked to be written, and hands on what was found.
pub(super) fn made<R>(
    args: &IcpArgs,
    shell: &mut Shell,
    look: impl FnOnce(&Taught<'_>, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
    for out in args.out.iter().chain(&args.html) {
        let tables = args.source.table.iter().chain(&args.against);
        let inputs: Vec<&PathBuf> = tables.collect();
        refuse_input_as_output(out, &inputs)?;
    }
    if let Some(out) = args.out.as_ref().filter(|out| out.exists() && !args.force) {
        return Err(Fault::asked(
            format!("`{}` exists already", out.display()),
            "add --force, or write to another file",
        ));
    }
    let opened = match (&args.source.table, &args.against) {
        (Some(table), Some(market)) => against::open(&args.source, table, market, shell)?,
        _ => deals::open(&args.source, shell)?,
    };
    if args.apply && matches!(opened.from, From::Flat(_)) {
        return Err(Fault::asked(
            "there are no companies to join the deals to, so no ICP of the workspace can be changed",
            "add companies with `doorwise init --table`, or write the card with --out FILE",
        ));
    }
    let mut setup = Setup::new(args.source.ask());
    setup.by_hand = opened.by_hand();
    let OpenedDeals { name, read, from } = opened;
    let bar = shell.progress("learning");
    let found = learn::learn(&read.deals, args.source.ask());
    let tested = backtest::backtest(&read.deals, &setup);
    bar.finish_and_clear();
    let of_tested = |tested| backtested::view(tested, &setup, name.clone());
    let tested_view = tested.as_ref().map(of_tested);
    let columns = &read.deals.columns;
    let fields: Vec<Field> = columns.iter().map(|column| column.field.clone()).collect();
    let mut view = learned::view(
        &found,
        Source {
            table: name.clone(),
            fields: fields.clone(),
            headers: columns.iter().map(|column| column.header.clone()).collect(),
            left_out: read.left_out,
            notes: read.notes,
            backtest: tested_view.clone(),
            doubts: read.doubts,
            against: read.against,
            currency: read.currency.map(|known| known.to_string()),
            capacity: capacity(args),
            rows: args.rows,
            place: &|deal| read.places[deal].clone(),
        },
    );
    // Customers alone give a card no probability, so they move nobody's points.
    let tiers = Wish {
        capacity: capacity(args),
        fails_later: learned::fails_later(view.backtest.as_ref()),
    };
    let by_hand = match view.against {
        Some(_) => None,
        None => by_hand(args, &from, shell)?,
    };
    let by_hand = by_hand.and_then(|by_hand| by_hand.weighed(&read.deals, &found));
    view.by_hand = by_hand.as_ref().map(ByHand::view);
    // With fewer deals than anything is learned from, nothing is proposed.
    let by_hand = by_hand.filter(|_| found.verdict != Verdict::TooFew);
    if let Some(out) = &args.out {
        let origin = Origin {
            from: &name,
            against: view.against.as_deref(),
            tiers,
            fields: &fields,
        };
        write(out, &found, by_hand.as_ref(), origin, shell)?;
    }
    if let From::Joined(opening) = &from
        && (view.against.is_none() || args.fresh)
    {
        let origin = Origin {
            from: &name,
            against: view.against.as_deref(),
            tiers,
            fields: &fields,
        };
        let icp = change::choose(opening, args.icp.as_deref())?;
        view.change = change::change(opening, icp, &found, by_hand.as_ref(), origin, args.apply)?;
        if let Some(change) = view.change.as_mut().filter(|_| by_hand.is_none()) {
            change.but = view.backtest.as_ref().and_then(learned::against);
        }
    }
    let made = Taught {
        view: &view,
        found: &found,
        deals: &read.deals,
        places: &read.places,
        tested: tested_view
            .as_ref()
            .zip(tested.as_ref())
            .map(|(view, found)| Tested {
                view,
                found,
                deals: &read.deals,
                places: &read.places,
            }),
    };
    look(&made, shell)
}

fn capacity(args: &IcpArgs) -> Option<f64> {
    args.capacity.map(|percent| percent / 100.0)
}

/// Returns the hand-written ICP that the deals are to move.
fn by_hand(args: &IcpArgs, from: &From, shell: &mut Shell) -> Result<Option<Written>, Fault> {
    match from {
        From::Flat(_) => {
            let Some(path) = &args.prior else {
                return Ok(None);
            };
            let (icp, texts) = read_icp(path, shell)?;
            let text = texts.into_values().next().unwrap_or_default();
            Ok(Written::of(&icp, text))
        }
        From::Joined(opening) => {
            let icp = change::choose(opening, args.icp.as_deref())?;
            match icp.filter(|_| !args.fresh) {
                Some(icp) => Ok(Written::of(icp, change::read(opening, icp)?)),
                None => Ok(None),
            }
        }
    }
}

fn write(
    out: &Path,
    found: &doorwise_fit::Learned,
    by_hand: Option<&ByHand>,
    origin: Origin<'_>,
    shell: &mut Shell,
) -> Result<(), Fault> {
    if let Some(by_hand) = by_hand {
        let text = by_hand.moved(origin)?;
        save::save(out, text.as_bytes()).map_err(|source| Fault::Save {
            path: out.to_owned(),
            source,
        })?;
        shell.say(&format!(
            "wrote {}, the points moved by the deals",
            out.display()
        ));
        return Ok(());
    }
    let id = out.file_stem().map_or_else(String::new, |stem| {
        stem.to_string_lossy()
            .to_ascii_lowercase()
            .replace([' ', '_'], "-")
    });
    let name = match found.verdict {
        Verdict::Found => format!("Learned from {}", origin.from),
        _ => format!("Hypothesis from {}", origin.from),
    };
    match learned::icp_file(found, &id, &name, origin) {
        Some(text) => {
            shell.write(out, &text)?;
        }
        None => shell.say(&format!(
            "wrote no {}: the deals propose no line",
            out.display()
        )),
    }
    Ok(())
}
