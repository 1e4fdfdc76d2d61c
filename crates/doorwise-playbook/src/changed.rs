//! `doorwise diff`: what an edit of an ICP, a persona or a piece of copy changes.
//!
//! Two sets of text files over one market: companies that move, lists that grow, links and copy that
//! break, questions whose answer turns. And drift: the stated ICP against the wins since a day.

mod drift;
mod moves;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use doorwise_model::card::reference::Decision;
use doorwise_model::diagnostic::{Diagnostic, Level, slashed};
use doorwise_model::icp::Icp;
use doorwise_model::market::Market;
use doorwise_model::workspace::Workspace;
use doorwise_model::yaml::edit;
use serde::Serialize;

use crate::id;
use crate::plan::market::counts_view;
use crate::plan::{PlanInputs, plan};
use crate::view::{CountsView, RateView};

pub use drift::{BrokenView, DriftView, drift};
pub use moves::{HindsightView, MoveView};

/// What is compared.
pub struct Side<'a> {
    /// The text files.
    pub workspace: &'a Workspace,
    /// Their problems, the tables' left out.
    pub diagnostics: &'a [Diagnostic],
}

/// What an edit changes.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedView {
    /// What `doorwise why` opens, asked with the same --against.
    pub id: &'static str,
    /// What it is compared with.
    pub against: String,
    /// Text files that differ.
    pub files: Vec<FileView>,
    /// What the edit does to each ICP that it touches.
    pub icps: Vec<IcpChangeView>,
    /// Problems that were not there before.
    pub new_problems: Vec<ProblemView>,
    /// Problems that are gone.
    pub solved_problems: Vec<ProblemView>,
}

/// A text file that differs.
#[derive(Clone, Debug, Serialize)]
pub struct FileView {
    /// What `doorwise why` opens.
    pub id: String,
    /// From the workspace's root.
    pub file: String,
    /// `new`, `removed` or `changed`.
    pub status: &'static str,
    /// The lines, `-` before and `+` after; of a new or removed file all of them.
    pub diff: String,
}

/// A problem of a text file.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProblemView {
    /// What `doorwise why` opens.
    pub id: String,
    /// `error` or `warning`.
    pub level: &'static str,
    /// The rule or fault.
    pub name: &'static str,
    /// The file.
    pub file: String,
    /// What is wrong.
    pub message: String,
}

/// One ICP before and after.
#[derive(Clone, Debug, Serialize)]
pub struct IcpChangeView {
    /// What `doorwise why` opens: diff.icp.saas; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The ICP.
    pub icp: String,
    /// Its label.
    pub name: String,
    /// `new`, `removed` or `changed`.
    pub status: &'static str,
    /// Companies by decision before; none where it is new.
    pub before: Option<CountsView>,
    /// The same after; none where it is removed.
    pub after: Option<CountsView>,
    /// Companies whose decision or tier differs.
    pub moved: usize,
    /// From where to where, most companies first.
    pub moves: Vec<MoveView>,
    /// How well both versions tell won deals from lost ones.
    pub hindsight: Option<HindsightView>,
    /// Clarity questions whose answer differs.
    pub clarity: Vec<AnswerView>,
    /// Each company's decision before and after, in list order.
    #[serde(skip)]
    pub(crate) sides: [Vec<(Decision, u32)>; 2],
}

/// A clarity question whose answer differs.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// What `doorwise why` opens.
    pub id: String,
    /// The question.
    pub question: String,
    /// Its state and answer before.
    pub before: String,
    /// The same after.
    pub after: String,
}

impl ChangedView {
    /// Returns whether the edit breaks something: an error that was not there before.
    pub fn breaks(&self) -> bool {
        self.new_problems.iter().any(|one| one.level == "error")
    }
}

/// Compares two sets of text files over one market.
pub fn changed(
    against: &str,
    before: &Side<'_>,
    after: &Side<'_>,
    market: &dyn Market,
    as_of: &(Option<String>, String),
) -> ChangedView {
    let (new_problems, solved_problems) = problems(before, after);
    let of = |workspace: &Workspace| -> BTreeSet<String> {
        workspace.icps.iter().map(|icp| icp.id.clone()).collect()
    };
    let ids: BTreeSet<String> = of(before.workspace)
        .union(&of(after.workspace))
        .cloned()
        .collect();
    let files = files(before.workspace, after.workspace);
    let icps = ids
        .iter()
        .filter_map(|id| icp_change(id, before, after, market, as_of))
        .collect();
    ChangedView {
        id: "diff",
        against: against.to_owned(),
        files,
        icps,
        new_problems,
        solved_problems,
    }
}

/// Every text of a workspace by file, the interviews among them.
fn texts(workspace: &Workspace) -> BTreeMap<PathBuf, &str> {
    let research = workspace
        .research
        .iter()
        .map(|file| (file.file.clone(), file.text.as_str()));
    let sources = workspace
        .sources
        .iter()
        .map(|(file, text)| (file.clone(), text.as_str()));
    sources.chain(research).collect()
}

fn files(before: &Workspace, after: &Workspace) -> Vec<FileView> {
    let (old, new) = (texts(before), texts(after));
    let all: BTreeSet<&PathBuf> = old.keys().chain(new.keys()).collect();
    all.into_iter()
        .filter_map(|file| {
            let (old, new) = (old.get(file), new.get(file));
            if old == new {
                return None;
            }
            Some(FileView {
                id: format!("diff.file.{}", id::part(&slashed(file))),
                file: slashed(file),
                status: match (old, new) {
                    (None, _) => "new",
                    (_, None) => "removed",
                    _ => "changed",
                },
                diff: edit::difference(old.unwrap_or(&""), new.unwrap_or(&"")),
            })
        })
        .collect()
}

/// Returns the problems only after, and those only before, each as often as it stands there.
fn problems(before: &Side<'_>, after: &Side<'_>) -> (Vec<ProblemView>, Vec<ProblemView>) {
    let count = |side: &Side<'_>| {
        let mut counts: BTreeMap<ProblemView, usize> = BTreeMap::new();
        for found in side.diagnostics {
            if found.level == Level::Note {
                continue;
            }
            let file = match &found.place {
                doorwise_model::Place::Text { file, .. } => slashed(file),
                other => other.to_string(),
            };
            let view = ProblemView {
                id: format!(
                    "diff.problem.{}.{}",
                    id::part(found.name.rsplit('/').next().unwrap_or(found.name)),
                    id::short_hash(&format!("{}\n{file}\n{}", found.name, found.message))
                ),
                level: found.level.as_str(),
                name: found.name,
                file,
                message: found.message.clone(),
            };
            *counts.entry(view).or_default() += 1;
        }
        counts
    };
    let (old, new) = (count(before), count(after));
    let more = |one: &BTreeMap<ProblemView, usize>, other: &BTreeMap<ProblemView, usize>| {
        one.iter()
            .filter(|(problem, n)| other.get(problem).is_none_or(|other| *n > other))
            .map(|(problem, _)| problem.clone())
            .collect()
    };
    (more(&new, &old), more(&old, &new))
}

fn icp_change(
    id: &str,
    before: &Side<'_>,
    after: &Side<'_>,
    market: &dyn Market,
    as_of: &(Option<String>, String),
) -> Option<IcpChangeView> {
    let (old, new) = (before.workspace.icp(id), after.workspace.icp(id));
    let inputs = |side: &Side<'_>, icp: Option<&Icp>| {
        let made = plan(&PlanInputs {
            workspace: side.workspace,
            icp: icp?,
            market,
            diagnostics: side.diagnostics,
            as_of: as_of.clone(),
        });
        Some(made)
    };
    let (was, is) = (inputs(before, old), inputs(after, new));
    let moves = match (&was, &is, old, new) {
        (Some(was), Some(is), Some(old), Some(new)) => moves::moves(
            &format!("diff.icp.{}", id::part(id)),
            (old, &was.scored),
            (new, &is.scored),
            market,
        ),
        _ => Vec::new(),
    };
    let clarity = match (&was, &is) {
        (Some(was), Some(is)) => answers(id, &was.view.clarity, &is.view.clarity),
        _ => Vec::new(),
    };
    let hindsight = match (&was, &is) {
        (Some(was), Some(is)) if !moves.is_empty() => moves::hindsight(
            &format!("diff.icp.{}", id::part(id)),
            &was.scored,
            &is.scored,
            market,
        ),
        _ => None,
    };
    let status = match (old, new) {
        (None, _) => "new",
        (_, None) => "removed",
        _ => "changed",
    };
    let moved = moves.iter().map(|one| one.companies).sum();
    let is_same = status == "changed" && moved == 0 && clarity.is_empty() && same_card(old, new);
    if is_same {
        return None;
    }
    let own = format!("diff.icp.{}", id::part(id));
    let counts = |side: &str, made: &crate::plan::Plan| CountsView {
        id: format!("{own}.{side}"),
        ..counts_view(made.scored.counts)
    };
    let (before, after) = (
        was.as_ref().map(|was| counts("before", was)),
        is.as_ref().map(|is| counts("after", is)),
    );
    Some(IcpChangeView {
        id: own,
        icp: id.to_owned(),
        name: new.or(old).map_or_else(String::new, |icp| icp.name.clone()),
        status,
        before,
        after,
        sides: [rows(was.as_ref()), rows(is.as_ref())],
        moved,
        moves,
        hindsight,
        clarity,
    })
}

/// Returns each company's decision, in list order.
fn rows(made: Option<&crate::plan::Plan>) -> Vec<(Decision, u32)> {
    let list = made.into_iter().flat_map(|made| &made.scored.list);
    list.map(|scoring| (scoring.decision, scoring.row))
        .collect()
}

/// Whether two versions say the same of companies, wherever it is written.
fn same_card(old: Option<&Icp>, new: Option<&Icp>) -> bool {
    let says = |icp: &Icp| {
        let criteria = icp.card.gates.iter().chain(&icp.card.exclusions);
        let tables = icp.card.tables.iter();
        let entries = tables.flat_map(|table| {
            let entries = table.entries.iter();
            entries.map(|entry| format!("{} {}", table.show_entry(entry), entry.points))
        });
        let mut says: Vec<String> = criteria.map(|criterion| criterion.show()).collect();
        says.push("points".to_owned());
        says.extend(entries);
        says
    };
    match (old, new) {
        (Some(old), Some(new)) => says(old) == says(new),
        _ => false,
    }
}

fn answers(
    icp: &str,
    before: &[crate::view::ClarityView],
    after: &[crate::view::ClarityView],
) -> Vec<AnswerView> {
    let says = |view: &crate::view::ClarityView| format!("{}: {}", view.state, view.answer);
    before
        .iter()
        .zip(after)
        .filter(|(was, is)| says(was) != says(is))
        .map(|(was, is)| AnswerView {
            id: format!("diff.icp.{}.{}", id::part(icp), was.id),
            question: is.question.clone(),
            before: says(was),
            after: says(is),
        })
        .collect()
}

/// Returns a measured rate as a view.
fn rate_view(hits: usize, n: usize) -> Option<RateView> {
    doorwise_fit::rate::rate(hits, n).map(RateView::of)
}
