//! `doorwise plan`: who to target, whom to write to, what to say, and how sure we are.

mod actions;
mod evidence;
mod history;
mod joins;
pub(crate) mod joint;
pub(crate) mod market;
mod messages;
pub(crate) mod people;

use std::cell::OnceCell;
use std::path::Path;

use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, Scored};
use doorwise_model::persona::Persona;
use doorwise_model::workspace::Workspace;
use doorwise_people::interview::Interview;
use doorwise_people::listen::{self, Heard};
use doorwise_people::who::Attendance;
use doorwise_vocab::date::{self, Date, DateOrder};

use crate::clarity;
use crate::explain::explain;
use crate::view::{ChecklistView, ClarityView, PlanView, ProblemsView, TargetView};
use crate::who::{self, DiagnosisView, Scene, Segment};
use doorwise_model::card::reference::Decision;
pub(crate) use history::History;
pub use joins::{duplicates, unlinked};
pub use joint::{JointPlan, Overlaps, also, has_to_say, joint, stands_view};
pub use market::{counts_view, tier_view};
use people::Directory;

/// Targets shown on the page; files hold all of them.
pub const TARGETS_SHOWN: usize = 10;

/// What a plan is made from.
pub struct PlanInputs<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The ICP to plan for.
    pub icp: &'a Icp,
    /// The market.
    pub market: &'a dyn Market,
    /// Every problem met so far.
    pub diagnostics: &'a [Diagnostic],
    /// The day the plan speaks of, and where it comes from.
    pub as_of: (Option<String>, String),
}

/// A plan with the company lists behind it.
pub struct Plan {
    /// The page.
    pub view: PlanView,
    pub(crate) scored: Scored,
}

/// Makes the plan for one ICP.
pub fn plan(inputs: &PlanInputs<'_>) -> Plan {
    let PlanInputs {
        workspace,
        icp,
        market,
        ..
    } = inputs;
    let scored = market.score(icp);
    let personas: Vec<&Persona> = workspace.personas_in(&icp.id);
    let heard = listen::hear(workspace, Path::new(listen::correct::FILE)).value;
    let interviews = &heard.interviews;
    let directory = Directory::new(*market);
    let history = History::new(*market);
    let presence = people::presence(*market);
    let targets: Vec<TargetView> = scored
        .list
        .iter()
        .filter(|scoring| scoring.decision != Decision::Ignore)
        .enumerate()
        // The rank is that of the whole list; who is a customer gets no stranger's mail.
        .filter(|(_, scoring)| history.is_free(scoring.row as usize))
        .take(TARGETS_SHOWN)
        .map(|(idx, scoring)| {
            target(
                inputs,
                &scored,
                &directory,
                &history,
                &personas,
                (scoring.row as usize, idx + 1),
            )
        })
        .collect();
    let segments = market::segments(&scored);
    let (segments_to_pursue, segments_to_ignore) = market::telling_segments(&scored);
    let personas_view: Vec<_> = personas
        .iter()
        .map(|persona| people::persona_view(persona, interviews, *market, &presence))
        .collect();
    let messages = messages::messages(workspace, icp, &personas);
    let clarity = questions(inputs, &scored, &personas, &heard, &presence);
    let view = PlanView {
        doorwise: env!("CARGO_PKG_VERSION"),
        workspace: workspace.name.clone(),
        as_of: inputs.as_of.0.clone(),
        as_of_from: inputs.as_of.1.clone(),
        headline: market::headline(icp, &scored, market.deals().len()),
        icp: market::icp_view(icp),
        other_icps: workspace
            .icps
            .iter()
            .filter(|other| other.id != icp.id)
            .map(|other| other.id.clone())
            .collect(),
        counts: market::counts_view(scored.counts),
        deals: market::deals(*market),
        tiers: market::tiers(icp, &scored),
        fallout: market::fallout(icp, &scored),
        remarks: market::remarks(icp, &scored, *market, history.counts(&scored.list)),
        worth_finding: market::worth_finding(&scored),
        actions: actions::next_three(&actions::Found {
            inputs,
            scored: &scored,
            personas: &personas,
            presence: &presence,
            clarity: &clarity,
            targets: &targets,
        }),
        targets,
        segments_to_pursue,
        segments_to_ignore,
        segments,
        roles_seen: people::roles_seen(&presence),
        personas: personas_view,
        reader: reader(inputs, &scored, interviews),
        messages,
        assumptions: evidence::assumptions(workspace, icp, &personas),
        clarity_score: clarity::score(&clarity),
        clarity,
        tables: market::tables(*market),
        joins: joins::joins(*market),
        problems: ProblemsView {
            id: "problems",
            errors: count(inputs.diagnostics, Level::Error),
            warnings: count(inputs.diagnostics, Level::Warning),
        },
        within: None,
    };
    Plan { view, scored }
}

/// Answers the clarity checklist for one ICP; the same answers stand in its plan.
pub fn checklist(inputs: &PlanInputs<'_>) -> ChecklistView {
    let PlanInputs {
        workspace,
        icp,
        market,
        ..
    } = inputs;
    let items = questions(
        inputs,
        &market.score(icp),
        &workspace.personas_in(&icp.id),
        &listen::hear(workspace, Path::new(listen::correct::FILE)).value,
        &people::presence(*market),
    );
    ChecklistView {
        icp: icp.id.clone(),
        name: icp.name.clone(),
        score: clarity::score(&items),
        items,
    }
}

/// Answers the clarity checklist from what was read already.
fn questions(
    inputs: &PlanInputs<'_>,
    scored: &Scored,
    personas: &[&Persona],
    heard: &Heard,
    presence: &Attendance,
) -> Vec<ClarityView> {
    clarity::questions(&clarity::Clues {
        workspace: inputs.workspace,
        icp: inputs.icp,
        market: inputs.market,
        scored,
        personas,
        heard,
        presence,
        diagnostics: inputs.diagnostics,
        as_of: inputs.as_of.0.as_deref().and_then(day),
        rows: OnceCell::new(),
    })
}

/// Returns whether deals stall on the wrong reader; none without deals.
fn reader(
    inputs: &PlanInputs<'_>,
    scored: &Scored,
    interviews: &[Interview],
) -> Option<DiagnosisView> {
    if inputs.market.deals().is_empty() {
        return None;
    }
    let scene = Scene {
        workspace: inputs.workspace,
        market: inputs.market,
        interviews,
        // The diagnosis counts deals; who is said to decide has no part in it.
        records: &[],
        as_of: inputs.as_of.0.as_deref().and_then(day),
    };
    let segment = Segment::icp(inputs.workspace, inputs.icp, scored);
    Some(crate::who::DiagnosisView {
        id: "reader".to_owned(),
        ..who::diagnose(&scene, &segment)
    })
}

fn day(written: &str) -> Option<Date> {
    date::date(written, DateOrder::YearFirst).value()
}

/// Reads every interview of the workspace.
pub(crate) fn interviews(workspace: &Workspace) -> Vec<Interview> {
    listen::interviews(workspace)
}

fn count(diagnostics: &[Diagnostic], level: Level) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == level)
        .count()
}

pub(crate) fn target(
    inputs: &PlanInputs<'_>,
    scored: &Scored,
    directory: &Directory<'_>,
    history: &History,
    personas: &[&Persona],
    (row, rank): (usize, usize),
) -> TargetView {
    let company = inputs.market.company(row);
    let mut view = explain(inputs.icp, &company, &scored.unchecked, rank);
    fill_people(&mut view, row, directory, history, personas);
    view
}

/// Adds what the deals say of a company and whom to write to there.
fn fill_people(
    view: &mut TargetView,
    row: usize,
    directory: &Directory<'_>,
    history: &History,
    personas: &[&Persona],
) {
    if let Some(standing) = history.of(row) {
        view.in_deals = Some(standing.word);
        view.history = Some(standing.says.clone());
    }
    if let Some((first, others)) = personas.split_first() {
        view.person = directory.person(row, &[*first]);
        if view.person.is_none() {
            // Somebody else is known there: a way in, but not the reader.
            view.known_there = directory
                .person(row, others)
                .or_else(|| directory.anybody(row));
            view.search = Some(people::search(first, Some(&view.company)))
                .filter(|search| !search.is_empty());
        }
    }
}

impl Plan {
    /// Returns the market's rows of the first targets, in the order of the page.
    pub(crate) fn rows_of_targets(&self) -> Vec<usize> {
        let ranks = self.view.targets.iter().map(|target| target.rank - 1);
        ranks
            .filter_map(|position| self.scored.list.get(position))
            .map(|scoring| scoring.row as usize)
            .collect()
    }

    /// Returns every company not ignored, in list order, explained one at a time.
    pub fn targets<'a>(
        &'a self,
        inputs: &'a PlanInputs<'a>,
    ) -> impl Iterator<Item = TargetView> + 'a {
        let personas = inputs.workspace.personas_in(&inputs.icp.id);
        let directory = Directory::new(inputs.market);
        let history = History::new(inputs.market);
        let chosen = self
            .scored
            .list
            .iter()
            .filter(|scoring| scoring.decision != Decision::Ignore);
        chosen.enumerate().map(move |(idx, scoring)| {
            target(
                inputs,
                &self.scored,
                &directory,
                &history,
                &personas,
                (scoring.row as usize, idx + 1),
            )
        })
    }

    /// Returns every company ignored, in list order, explained one at a time.
    pub fn ignored<'a>(
        &'a self,
        inputs: &'a PlanInputs<'a>,
    ) -> impl Iterator<Item = TargetView> + 'a {
        let chosen = self
            .scored
            .list
            .iter()
            .filter(|scoring| scoring.decision == Decision::Ignore);
        chosen.enumerate().map(move |(idx, scoring)| {
            explain(
                inputs.icp,
                &inputs.market.company(scoring.row as usize),
                &self.scored.unchecked,
                idx + 1,
            )
        })
    }
}
