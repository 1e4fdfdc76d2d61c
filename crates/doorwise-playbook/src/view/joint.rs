//! One plan for several ICPs: what holds for all of them, and a section for each.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{
    ActionView, AssumptionView, CountsView, DealsView, JoinsView, PersonView, PlanView,
    ProblemsView, RoleSeenView, SaysView, TableView, TargetView,
};

/// Everything `doorwise plan` says of a workspace with several ICPs.
#[derive(Clone, Debug, Serialize)]
pub struct JointView {
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
    /// Companies by decision, each counted once, by the ICP it stands under.
    pub counts: CountsView,
    /// Companies that meet more than one ICP.
    pub overlaps: OverlapsView,
    /// What holds for the tables and is said once.
    pub remarks: Vec<SaysView>,
    /// Deals by outcome, where there is a table of deals.
    pub deals: Option<DealsView>,
    /// The first targets of all ICPs, as each section has them of its own.
    pub targets: Vec<TargetView>,
    /// Who was seen in closed deals, by function and band: counts, no verdict.
    pub roles_seen: Vec<RoleSeenView>,
    /// One section for each ICP, in order of file name.
    pub icps: Vec<SectionView>,
    /// What rests on assumption and belongs to no ICP.
    pub assumptions: Vec<AssumptionView>,
    /// The next three actions.
    pub actions: Vec<ActionView>,
    /// The tables as they were read.
    pub tables: Vec<TableView>,
    /// Rows that repeat others, and rows that name nobody who is there.
    pub joins: JoinsView,
    /// Problems by level.
    pub problems: ProblemsView,
}

/// Companies that meet more than one ICP: that none of them ignores.
#[derive(Clone, Debug, Serialize)]
pub struct OverlapsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
    /// Companies that meet two ICPs or more, each once.
    pub companies: usize,
    /// Every pair of ICPs, in file order.
    pub pairs: Vec<OverlapView>,
}

/// Companies that meet both ICPs of a pair.
#[derive(Clone, Debug, Serialize)]
pub struct OverlapView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// The two ICPs, by id.
    pub icps: [String; 2],
    /// Companies that neither of the two ignores.
    pub companies: usize,
}

/// Companies that stand under one ICP and so under no other.
#[derive(Clone, Debug, Serialize)]
pub struct StandsView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Companies that stand under it and are not ignored.
    pub companies: usize,
    /// Of those, to pursue.
    pub pursue: usize,
    /// Of those, to find out about.
    pub find_out: usize,
}

/// What another ICP says of a company.
#[derive(Clone, Debug, Serialize)]
pub struct AlsoView {
    /// What `doorwise why` opens.
    pub id: String,
    /// The other ICP.
    pub icp: String,
    /// pursue, find_out or ignore.
    pub decision: &'static str,
    /// Tier, or the tiers attainable.
    pub tier: String,
    /// As one sentence.
    pub says: String,
}

/// The person at a company who is one persona.
#[derive(Clone, Debug, Serialize)]
pub struct ReaderView {
    /// What `doorwise why` opens.
    pub id: String,
    /// The persona.
    pub persona: String,
    /// The contact whose title fits it best.
    pub person: Option<PersonView>,
    /// Where there is none: text to paste into a people search.
    pub search: Option<String>,
}

/// What one of several ICPs says.
#[derive(Clone, Debug)]
pub struct SectionView {
    /// Companies that stand under it.
    pub stands: StandsView,
    /// Its own plan, over all companies, with the targets that stand under it.
    ///
    /// What belongs to the whole workspace (deals, tables, joins, actions, problems) stands in
    /// [`JointView`] and is not written a second time.
    pub plan: PlanView,
}

impl Serialize for SectionView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plan = &self.plan;
        let mut fields = serializer.serialize_struct("SectionView", 18)?;
        fields.serialize_field("icp", &plan.icp)?;
        fields.serialize_field("headline", &plan.headline)?;
        fields.serialize_field("stands", &self.stands)?;
        fields.serialize_field("counts", &plan.counts)?;
        fields.serialize_field("tiers", &plan.tiers)?;
        fields.serialize_field("fallout", &plan.fallout)?;
        fields.serialize_field("remarks", &plan.remarks)?;
        fields.serialize_field("worth_finding", &plan.worth_finding)?;
        fields.serialize_field("targets", &plan.targets)?;
        fields.serialize_field("segments_to_pursue", &plan.segments_to_pursue)?;
        fields.serialize_field("segments_to_ignore", &plan.segments_to_ignore)?;
        fields.serialize_field("segments", &plan.segments)?;
        fields.serialize_field("personas", &plan.personas)?;
        fields.serialize_field("messages", &plan.messages)?;
        fields.serialize_field("assumptions", &plan.assumptions)?;
        fields.serialize_field("clarity", &plan.clarity)?;
        fields.serialize_field("clarity_score", &plan.clarity_score)?;
        fields.end()
    }
}
