//! `doorwise who`

use std::path::{Path, PathBuf};

use doorwise_model::market::Market;
use doorwise_model::workspace::Workspace;
use doorwise_playbook::who::{
    self, Answer, Asked, CommitteeView, DiagnosisView, Scene, Segment, WhoView, ask, committees_of,
};
use doorwise_vocab::date::{self, Date, DateOrder};
use serde::Serialize;

use super::OutputFormat;
use super::hearing::{self, Heard};
use super::opening::{self, Opening};
use super::plan::choose;
use super::segment;
use crate::output::who_text;
use crate::shell::{Fault, Shell, Status};

/// Say who decides, who is missing from a deal, and whether deals stall on the wrong reader
///
/// With a company or a deal it shows the people of each deal, who is missing and who is said to
/// decide. Without, it shows for each ICP which roles carry won deals. What deals show, what
/// people said in interviews and what sellers noted stand apart.
#[derive(Debug, clap::Args)]
pub(crate) struct WhoArgs {
    /// A company's id, domain or name, or a deal's id
    name: Option<String>,
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(default_value = ".")]
    workspace: PathBuf,
    /// The deals to look at: an ICP's id, or a field and its value such as employees=10..50
    #[arg(long, value_name = "ICP|FIELD=VALUE")]
    segment: Option<String>,
    /// Ask whether deals stall because the wrong person was written to
    #[arg(long)]
    diagnose: bool,
    /// The day it speaks of, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

#[derive(Serialize)]
struct Committees<'a> {
    committees: &'a [CommitteeView],
}

#[derive(Serialize)]
struct Segments<'a> {
    segments: &'a [WhoView],
}

#[derive(Serialize)]
struct Diagnoses<'a> {
    diagnoses: &'a [DiagnosisView],
}

pub(crate) fn run(args: &WhoArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let (name, root) = asked(args);
    with_scene(&root, args.as_of.as_deref(), shell, |scene, shell| {
        match &name {
            Some(name) => committees(args, scene, name, shell)?,
            None => segments(args, scene, shell)?,
        }
        Ok(Status::Clean)
    })
}

/// Opens what every answer is made from.
fn with_scene<R>(
    root: &Path,
    as_of: Option<&str>,
    shell: &mut Shell,
    look: impl FnOnce(&Scene<'_>, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
    let Opening {
        workspace, market, ..
    } = opening::open(root, shell)?;
    let as_of = opening::as_of(as_of, &workspace, &market)?.0;
    // The same hearing as everywhere: corrections of listen.yaml hold, the forgotten are left out.
    let Heard {
        interviews,
        records,
    } = hearing::hear(&workspace, root, shell);
    let scene = Scene {
        workspace: &workspace,
        market: &market,
        interviews: &interviews,
        records: &records,
        as_of: as_of.as_deref().and_then(day),
    };
    if market.deals().is_empty() {
        return Err(Fault::asked(
            "there is no table of deals, so nobody can be seen in one",
            "add it with `doorwise init --table <your deals file>`",
        ));
    }
    look(&scene, shell)
}

/// Answers what an id asks about: one deal, else every segment.
pub(super) fn made<R>(
    args: &WhoArgs,
    id: &str,
    shell: &mut Shell,
    look: impl FnOnce(&Answer<'_>, &mut Shell) -> Result<R, Fault>,
) -> Result<R, Fault> {
    with_scene(
        &args.workspace,
        args.as_of.as_deref(),
        shell,
        |scene, shell| {
            let mut answer = Answer {
                scene,
                segments: Vec::new(),
                diagnoses: Vec::new(),
                committees: Vec::new(),
            };
            let of_deal = who::deal_of(scene, id);
            if let Some(deal) = of_deal {
                let segment = segment_of(args, scene, Some(deal))?;
                answer.committees = committees_of(scene, &segment, &[deal]);
                return look(&answer, shell);
            }
            let segments = match &args.segment {
                Some(written) => vec![named(scene, written)?],
                None => every(scene.workspace, scene.market),
            };
            let diagnoses = segments.iter().map(|segment| who::diagnose(scene, segment));
            answer.diagnoses = diagnoses.collect();
            let views = segments.into_iter().map(|segment| {
                let view = who::segment(scene, &segment);
                (segment, view)
            });
            answer.segments = views.collect();
            look(&answer, shell)
        },
    )
}

/// Returns the name asked for and the workspace; a folder with a workspace in it is never a company.
fn asked(args: &WhoArgs) -> (Option<String>, PathBuf) {
    let is_workspace = |name: &String| Path::new(name).join("doorwise.yaml").is_file();
    match &args.name {
        Some(name) if args.workspace == Path::new(".") && is_workspace(name) => {
            (None, PathBuf::from(name))
        }
        name => (name.clone(), args.workspace.clone()),
    }
}

fn day(written: &str) -> Option<Date> {
    date::date(written, DateOrder::YearFirst).value()
}

fn committees(
    args: &WhoArgs,
    scene: &Scene<'_>,
    name: &str,
    shell: &mut Shell,
) -> Result<(), Fault> {
    let positions = match ask(scene, name) {
        Asked::Deals(positions) => positions,
        Asked::Several(companies) => {
            return Err(Fault::asked(
                format!("{} companies are called `{name}`", companies.len()),
                format!("name the id of one: {}", companies.join(", ")),
            ));
        }
        Asked::NoDeals(company, people) => {
            return Err(Fault::asked(
                format!("there is no deal with {company}"),
                match people.is_empty() {
                    true => "nobody is known there either: `doorwise plan` gives a search that finds the right person".to_owned(),
                    false => format!("known there: {}", people.join("; ")),
                },
            ));
        }
        Asked::Nobody(nearest) => {
            return Err(Fault::asked(
                format!("no company and no deal is called `{name}`"),
                match nearest.is_empty() {
                    true => "write the id, domain or name as in your tables".to_owned(),
                    false => format!("near it: {}", nearest.join(", ")),
                },
            ));
        }
    };
    let segment = segment_of(args, scene, positions.first().copied())?;
    let views = committees_of(scene, &segment, &positions);
    match args.format {
        OutputFormat::Json => shell.print_json(&Committees { committees: &views }),
        OutputFormat::Text => shell.print(&who_text::committees(&views, shell.width())),
    }
}

/// Returns the segment asked for, else the one ICP under which the deal's company stands best.
fn segment_of<'a>(
    args: &WhoArgs,
    scene: &Scene<'a>,
    deal: Option<usize>,
) -> Result<Segment<'a>, Fault> {
    if let Some(segment) = &args.segment {
        return named(scene, segment);
    }
    let company = deal.and_then(|deal| scene.market.deals()[deal].company);
    let mut best = None;
    for icp in &scene.workspace.icps {
        let scored = scene.market.score(icp);
        let standing = scored
            .list
            .iter()
            .find(|scoring| Some(scoring.row as usize) == company)
            .map(doorwise_model::market::Scoring::standing);
        if best.as_ref().is_none_or(|(known, _)| standing < *known) {
            best = Some((standing, Segment::icp(scene.workspace, icp, &scored)));
        }
    }
    Ok(best.map_or_else(|| Segment::all(scene.workspace), |(_, segment)| segment))
}

/// Returns the segment that a flag names: an ICP's id, or `field=value`.
fn named<'a>(scene: &Scene<'a>, written: &str) -> Result<Segment<'a>, Fault> {
    let Some(icp) = segment::gate(scene.workspace, written)? else {
        let icp = choose(scene.workspace, Some(written))
            .map_err(|_| segment::neither(scene.workspace, written))?[0];
        let scored = scene.market.score(icp);
        return Ok(Segment::icp(scene.workspace, icp, &scored));
    };
    let scored = scene.market.score(&icp);
    Ok(Segment::field(scene.workspace, written, &scored))
}

fn segments(args: &WhoArgs, scene: &Scene<'_>, shell: &mut Shell) -> Result<(), Fault> {
    let segments = match &args.segment {
        Some(written) => vec![named(scene, written)?],
        None => every(scene.workspace, scene.market),
    };
    if args.diagnose {
        let views: Vec<DiagnosisView> = segments
            .iter()
            .map(|segment| who::diagnose(scene, segment))
            .collect();
        return match args.format {
            OutputFormat::Json => shell.print_json(&Diagnoses { diagnoses: &views }),
            OutputFormat::Text => shell.print(&who_text::diagnoses(&views, shell.width())),
        };
    }
    let views: Vec<WhoView> = segments
        .iter()
        .map(|segment| who::segment(scene, segment))
        .collect();
    match args.format {
        OutputFormat::Json => shell.print_json(&Segments { segments: &views }),
        OutputFormat::Text => shell.print(&who_text::segments(&views, shell.width())),
    }
}

/// Returns the segment of each ICP; all deals where there is none.
fn every<'a>(workspace: &'a Workspace, market: &dyn Market) -> Vec<Segment<'a>> {
    if workspace.icps.is_empty() {
        return vec![Segment::all(workspace)];
    }
    workspace
        .icps
        .iter()
        .map(|icp| Segment::icp(workspace, icp, &market.score(icp)))
        .collect()
}
