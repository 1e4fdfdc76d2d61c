//! `doorwise override`

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use doorwise_market::open::TableMarket;
use doorwise_model::card::reference::Decision;
use doorwise_model::icp::Icp;
use doorwise_model::market::Market;
use doorwise_model::save;
use doorwise_model::yaml::edit::{self, Edit, PathPart, flow_scalar};
use doorwise_model::yaml::node;
use doorwise_vocab::date::{self, Date, DateOrder};
use doorwise_vocab::text;

use super::opening;
use crate::shell::{Fault, Shell, Status};

/// Decide on one company by hand
///
/// Writes the decision into the ICP file, with who, why and when; it stands above the card and is
/// shown wherever it acts. Comments and order of the file stay as they are.
#[derive(Debug, clap::Args)]
pub(crate) struct OverrideArgs {
    /// The company's id, domain or exact name
    company: String,
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// What was decided
    #[arg(long, value_enum, required_unless_present_any = ["customer", "remove"])]
    decision: Option<DecisionArg>,
    /// Ignore it, because it is a customer already
    #[arg(long, conflicts_with_all = ["decision", "remove"])]
    customer: bool,
    /// Take the decision back
    #[arg(long, conflicts_with_all = ["decision", "why", "who", "date"])]
    remove: bool,
    /// The reason
    #[arg(long, required_unless_present_any = ["customer", "remove"])]
    why: Option<String>,
    /// Who decided
    #[arg(long, value_name = "NAME", required_unless_present = "remove")]
    who: Option<String>,
    /// When, YYYY-MM-DD; today where left out
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Id of the ICP; needed where there are several
    #[arg(long, value_name = "ID")]
    icp: Option<String>,
}

/// Companies of one name that a message lists.
const NAMED: usize = 5;

/// The three decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DecisionArg {
    /// A company to pursue
    Pursue,
    /// A company to find something out about
    FindOut,
    /// A company to ignore
    Ignore,
}

pub(crate) fn run(args: &OverrideArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let opening = opening::open(&args.workspace, shell)?;
    let icp = choose(&opening.workspace.icps, args.icp.as_deref())?;
    // Positions in the file and in the ICP agree only where all of it was understood.
    super::plan::refuse_half_understood(icp, &opening.diagnostics)?;
    let doorwise_model::Place::Text { file, .. } = &icp.place else {
        return Err(Fault::asked(
            format!("the ICP `{}` has no file", icp.id),
            "write it to icps/<id>.yaml",
        ));
    };
    let path = args.workspace.join(file);
    let before = std::fs::read_to_string(&path).map_err(|source| Fault::Save {
        path: path.clone(),
        source,
    })?;
    let edits = if args.remove {
        vec![removed(icp, &opening.market, &args.company)?]
    } else {
        decided(args, icp, &opening.market, &before)?
    };
    let after = edit::apply(&before, &edits).map_err(|refused| {
        Fault::asked(
            format!("{} was left as it is: {refused}", shown(file)),
            "write the decision into the file by hand, under overrides",
        )
    })?;
    save::save(&path, after.as_bytes()).map_err(|source| Fault::Save { path, source })?;
    shell.print(&format!("{}\n", shown(file)))?;
    shell.print(&format!("{}\n", edit::difference(&before, &after)))?;
    Ok(Status::Clean)
}

/// Returns today in UTC; the day is written into the file, so that no later run asks the clock.
fn today() -> Date {
    jiff::tz::TimeZone::UTC
        .to_datetime(jiff::Timestamp::now())
        .date()
}

fn shown(file: &Path) -> String {
    doorwise_model::diagnostic::slashed(file)
}

fn choose<'a>(icps: &'a [Icp], id: Option<&str>) -> Result<&'a Icp, Fault> {
    let ids = || {
        icps.iter()
            .map(|icp| icp.id.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (id, icps) {
        (None, [icp]) => Ok(icp),
        (None, _) => Err(Fault::asked(
            "a decision belongs to one ICP",
            format!("say which with --icp: {}", ids()),
        )),
        (Some(id), _) => icps.iter().find(|icp| icp.id == id).ok_or_else(|| {
            Fault::asked(
                format!("there is no ICP `{id}`"),
                format!("use one of {}", ids()),
            )
        }),
    }
}

/// Returns the edits that write a decision; one on the same company gives way.
fn decided(
    args: &OverrideArgs,
    icp: &Icp,
    market: &TableMarket,
    before: &str,
) -> Result<Vec<Edit>, Fault> {
    let company = market.called(&args.company);
    if company.is_empty() {
        let help = match market.nearest_name(&args.company) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the company's id, domain or exact name as in your tables".to_owned(),
        };
        return Err(Fault::asked(
            format!("no company is called `{}`", args.company),
            help,
        ));
    }
    if company.len() > 1 {
        let each = company.iter().take(NAMED).map(|&row| {
            let called = market.name(row);
            format!("`{}` ({})", called.id, called.row)
        });
        let more = company.len().saturating_sub(NAMED);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        return Err(Fault::asked(
            format!("{} companies are called `{}`", company.len(), args.company),
            format!(
                "a decision is about one: name its id or domain: {}{more}",
                each.collect::<Vec<_>>().join(", ")
            ),
        ));
    }
    let date = match args.date.as_deref() {
        None => today(),
        Some(written) => date::date(written, DateOrder::YearFirst)
            .value()
            .ok_or_else(|| {
                Fault::asked(
                    format!("`{written}` is not a date"),
                    "write --date YYYY-MM-DD",
                )
            })?,
    };
    let decision = match args.decision {
        Some(DecisionArg::Pursue) => Decision::Pursue,
        Some(DecisionArg::FindOut) => Decision::FindOut,
        Some(DecisionArg::Ignore) | None => Decision::Ignore,
    };
    let why = args.why.as_deref().unwrap_or("customer already");
    let item = format!(
        "{{ company: {}, decision: {}, why: {}, who: {}, date: {date} }}",
        flow_scalar(&args.company),
        decision.as_str(),
        flow_scalar(why),
        flow_scalar(args.who.as_deref().unwrap_or_default()),
    );
    let overrides = || vec![PathPart::Key("overrides".to_owned())];
    let mut edits: Vec<Edit> = decisions_on(icp, market, &args.company)
        .into_iter()
        .rev()
        .map(remove_at)
        .collect();
    let n_left = icp.overrides.len() - edits.len();
    // The key may be quoted or stand with nothing under it.
    let has_list = node::read(before).is_ok_and(|file| file.get("overrides").is_some());
    if n_left == 0 && has_list {
        // The list goes with its last item and comes back with the new one.
        edits = vec![Edit::Remove { path: overrides() }];
    }
    edits.push(if n_left > 0 {
        Edit::Append {
            path: overrides(),
            item,
        }
    } else {
        Edit::Insert {
            path: Vec::new(),
            key: "overrides".to_owned(),
            value_yaml: format!("- {item}"),
        }
    });
    Ok(edits)
}

fn removed(icp: &Icp, market: &TableMarket, company: &str) -> Result<Edit, Fault> {
    match decisions_on(icp, market, company).as_slice() {
        [] => {
            let known: Vec<&str> = icp
                .overrides
                .iter()
                .map(|made| made.company.as_str())
                .collect();
            Err(Fault::asked(
                format!("`{}` has no decision by hand on `{company}`", icp.id),
                match known.is_empty() {
                    true => "it has none on any company".to_owned(),
                    false => format!("it has one on {}", known.join(", ")),
                },
            ))
        }
        [_] if icp.overrides.len() == 1 => Ok(Edit::Remove {
            path: vec![PathPart::Key("overrides".to_owned())],
        }),
        [position] => Ok(remove_at(*position)),
        positions => {
            let called = text::fold(company);
            let is_so_called = |position: &&usize| icp.overrides[**position].company == called;
            let mut named = positions.iter().filter(is_so_called);
            if let (Some(position), None) = (named.next(), named.next()) {
                return Ok(remove_at(*position));
            }
            let each = positions.iter().map(|&position| {
                let made = &icp.overrides[position];
                let (decision, date) = (made.decision.as_str(), made.date);
                format!("`{}` ({decision}, {date})", made.company)
            });
            Err(Fault::asked(
                format!(
                    "`{}` has {} decisions by hand on `{company}`",
                    icp.id,
                    positions.len()
                ),
                format!(
                    "name one as it is written, or delete its line: {}",
                    each.collect::<Vec<_>>().join(", ")
                ),
            ))
        }
    }
}

fn remove_at(position: usize) -> Edit {
    Edit::Remove {
        path: vec![
            PathPart::Key("overrides".to_owned()),
            PathPart::Index(position),
        ],
    }
}

/// Returns the positions of decisions on a company, whichever of its names either side uses.
fn decisions_on(icp: &Icp, market: &TableMarket, company: &str) -> Vec<usize> {
    let rows = market.called(company);
    let is_meant = |made: &str| {
        made == text::fold(company)
            || rows.iter().any(|&row| {
                let found = market.company(row);
                let names = [Some(found.id), Some(found.name), found.domain];
                names
                    .into_iter()
                    .flatten()
                    .any(|name| text::fold(&name) == made)
            })
    };
    let positions = icp.overrides.iter().enumerate();
    positions
        .filter(|(_, made)| is_meant(&made.company))
        .map(|(position, _)| position)
        .collect()
}
