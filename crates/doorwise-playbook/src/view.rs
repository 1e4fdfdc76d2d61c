//! The views that leave the house. Field names are stable; `docs/formats.md` describes them.

mod icp;
mod joint;
mod market;
mod persona;
mod sure;
mod table;
mod target;

use serde::Serialize;

use crate::who::DiagnosisView;

pub use icp::{CriterionView, CutView, IcpView, LineView};
pub use joint::{
    AlsoView, JointView, OverlapView, OverlapsView, ReaderView, SectionView, StandsView,
};
pub(crate) use market::share;
pub use market::{
    CountsView, DealsView, FallView, RateView, RoleSeenView, SegmentView, TierView,
    WorthFindingView,
};
pub use persona::{MessageView, PersonaView, RewriteView, SeenView, SentenceView, StatementView};
pub use sure::{
    ActionView, AssumptionView, ChecklistView, ChecklistsView, ClarityView, MeasureView, NextView,
    ProblemsView, ScoreView,
};
pub use table::{ColumnView, DuplicateView, JoinsView, TableView, UnlinkedView};
pub use target::{FactView, PersonView, ReasonView, TargetView};

/// Everything `doorwise plan` says of one workspace.
#[derive(Clone, Debug, Serialize)]
pub struct PlanView {
    /// Version of Doorwise that wrote this.
    pub doorwise: &'static str,
    /// The workspace's name.
    pub workspace: String,
    /// The day it speaks of, YYYY-MM-DD.
    pub as_of: Option<String>,
    /// Where that day comes from.
    pub as_of_from: String,
    /// One sentence a founder repeats.
    pub headline: String,
    /// The ICP.
    pub icp: IcpView,
    /// Other ICPs in the workspace, by id.
    pub other_icps: Vec<String>,
    /// Companies by decision.
    pub counts: CountsView,
    /// Companies by decision and tier.
    pub tiers: Vec<TierView>,
    /// How each gate and exclusion thins the market.
    pub fallout: Vec<FallView>,
    /// What holds for the whole market and is said once: missing columns, exclusions not checkable.
    pub remarks: Vec<SaysView>,
    /// Fields worth finding, best first.
    pub worth_finding: Vec<WorthFindingView>,
    /// Deals by outcome, where there is a table of deals.
    pub deals: Option<DealsView>,
    /// The first targets: to pursue, then to find out about; customers and open deals are left out here.
    pub targets: Vec<TargetView>,
    /// Segments to pursue.
    pub segments_to_pursue: Vec<SegmentView>,
    /// Segments to ignore.
    pub segments_to_ignore: Vec<SegmentView>,
    /// Every segment with its counts.
    pub segments: Vec<SegmentView>,
    /// Who was seen in closed deals, by function and band: counts, no verdict.
    pub roles_seen: Vec<RoleSeenView>,
    /// The people to write to, in the order in which a deal wants them.
    pub personas: Vec<PersonaView>,
    /// Whether deals stall on the wrong reader; none without deals.
    pub reader: Option<DiagnosisView>,
    /// What to say.
    pub messages: Vec<MessageView>,
    /// What rests on assumption.
    pub assumptions: Vec<AssumptionView>,
    /// The clarity checklist: thirty questions answered from the data, in the order of their numbers.
    pub clarity: Vec<ClarityView>,
    /// What the checklist earns.
    pub clarity_score: ScoreView,
    /// The next three actions.
    pub actions: Vec<ActionView>,
    /// The tables as they were read.
    pub tables: Vec<TableView>,
    /// Rows that repeat others, and rows that name nobody who is there.
    pub joins: JoinsView,
    /// Problems by level.
    pub problems: ProblemsView,
    /// Where this is a section of a plan for several ICPs: the ICP whose name its ids carry.
    #[serde(skip)]
    pub within: Option<String>,
}

impl PlanView {
    /// Returns the id of what is said here and carries none of its own, such as `headline`.
    pub fn id(&self, id: &str) -> String {
        match &self.within {
            Some(icp) => crate::id::within(icp, id),
            None => id.to_owned(),
        }
    }
}

/// One sentence.
#[derive(Clone, Debug, Serialize)]
pub struct SaysView {
    /// What `doorwise why` opens.
    pub id: String,
    /// The sentence.
    pub says: String,
}

/// A range of whole points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RangeView {
    /// Smallest.
    pub low: i64,
    /// Largest.
    pub high: i64,
}
