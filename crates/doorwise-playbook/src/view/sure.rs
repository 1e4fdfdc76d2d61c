//! How sure we are, and what to do next.

use serde::Serialize;

use super::RateView;

/// One thing that rests on nothing yet.
#[derive(Clone, Debug, Serialize)]
pub struct AssumptionView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// What is assumed.
    pub says: String,
    /// File and line.
    pub place: String,
}

/// One question of the clarity checklist, answered.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ClarityView {
    /// What `doorwise why` opens: `clarity.` and the item's word.
    pub id: String,
    /// Its number, 1 to 30.
    pub number: u8,
    /// What a yes earns.
    pub weight: u32,
    /// Work to turn it into a yes, in half days.
    pub effort: u32,
    /// Whether nothing is usable without it.
    pub gate: bool,
    /// Whether the plan asks it on its first page.
    #[serde(skip)]
    pub key: bool,
    /// The question.
    pub question: String,
    /// yes, no or unknown.
    pub state: &'static str,
    /// The answer, from the data.
    pub answer: String,
    /// What exactly is tested.
    pub test: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How to mend it.
    pub fix: String,
    /// The command that helps, run in the workspace.
    pub command: String,
    /// The shares behind the answer.
    pub rates: Vec<MeasureView>,
    /// Files and lines that it was read from.
    pub rests_on: Vec<String>,
}

/// A share with what it is of.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureView {
    /// What it is of: `won inside`.
    pub label: String,
    /// How many.
    pub hits: usize,
    /// The share with its 90 % interval.
    pub rate: RateView,
}

/// What the checklist earns.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScoreView {
    /// What `doorwise why` opens.
    pub id: String,
    /// In one sentence.
    pub says: String,
    /// Weight of the questions answered with yes.
    pub earned: u32,
    /// Weight of all; unknown counts as not earned.
    pub possible: u32,
    /// Percent earned, rounded down.
    pub percent: u32,
    /// guess, draft, usable or sharp.
    pub level: &'static str,
    /// Questions that must be a yes before it is usable, and are none: their ids.
    pub gates_open: Vec<String>,
    /// Questions answered with yes.
    pub yes: usize,
    /// Questions answered with no.
    pub no: usize,
    /// Questions that cannot be answered from the data.
    pub unknown: usize,
    /// The three steps that earn most for their work.
    pub next: Vec<NextView>,
}

/// A step that earns, and its command.
#[derive(Clone, Debug, Serialize)]
pub struct NextView {
    /// Id of the question.
    pub id: String,
    /// What to do.
    pub says: String,
    /// The command that helps, run in the workspace.
    pub command: String,
    /// What it earns.
    pub weight: u32,
    /// Work, in half days.
    pub effort: u32,
}

/// The clarity checklist of one ICP.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistView {
    /// The ICP.
    pub icp: String,
    /// Its label.
    pub name: String,
    /// What it earns.
    pub score: ScoreView,
    /// Every question, in the order of their numbers.
    pub items: Vec<ClarityView>,
}

/// The clarity checklists of a workspace, one an ICP.
#[derive(Clone, Debug, Serialize)]
pub struct ChecklistsView {
    /// Version of Doorwise that wrote this.
    pub doorwise: &'static str,
    /// The workspace's name.
    pub workspace: String,
    /// The day it speaks of, YYYY-MM-DD.
    pub as_of: Option<String>,
    /// Where that day comes from.
    pub as_of_from: String,
    /// One an ICP, in the order of their files.
    pub icps: Vec<ChecklistView>,
}

/// One thing to do next.
#[derive(Clone, Debug, Serialize)]
pub struct ActionView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// What to do and why.
    pub says: String,
    /// The command that helps.
    pub command: String,
}

/// Problems by level.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ProblemsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
}
