//! `doorwise who`: who carries deals, who is in one of them and who is missing, who was written to instead.
//!
//! Three grades of what deals say (`seen`, `indicated`, `shown`) stand apart from what people said
//! (`interview`) and from what sellers noted (`seller_note`); none is ever taken for another.

mod committee;
mod diagnose;
mod gone;
mod said;
mod segment;
mod view;

use std::collections::BTreeSet;

use doorwise_model::card::reference::Decision;
use doorwise_model::deal::{Deal, Outcome};
use doorwise_model::icp::Icp;
use doorwise_model::log::Touch;
use doorwise_model::market::{Market, Scored};
use doorwise_model::persona::Persona;
use doorwise_model::workspace::Workspace;
use doorwise_people::interview::Interview;
use doorwise_people::listen::Record;
use doorwise_vocab::date::Date;
use doorwise_vocab::title::{Band, Function};

pub(crate) use segment::graded;

pub use committee::{Asked, ask, committees_of};
pub(crate) use segment::{deals_with, own_id, with_one_person};
pub use view::{
    AmountView, CommitteeView, CopyView, CrmView, DiagnosisView, EffectView, MemberView, MetView,
    MissingView, NamedView, OddsView, OpenDealView, RoleView, SaidView, SentView, StalledView,
    WhoView,
};

/// What every answer is made from.
pub struct Scene<'a> {
    /// The workspace.
    pub workspace: &'a Workspace,
    /// The market.
    pub market: &'a dyn Market,
    /// The interviews and calls, read.
    pub interviews: &'a [Interview],
    /// What was said in them, as `listen` mines it.
    pub records: &'a [Record],
    /// The day it speaks of.
    pub as_of: Option<Date>,
}

/// Which deals are looked at.
pub struct Segment<'a> {
    /// As a person names it: an ICP's id, `employees=10..50`, `all deals`.
    pub name: String,
    /// The personas that belong to it.
    pub personas: Vec<&'a Persona>,
    /// By company row, whether it is inside; none where every deal counts.
    inside: Option<Vec<bool>>,
}

impl<'a> Segment<'a> {
    /// Every deal; with the personas of all ICPs.
    pub fn all(workspace: &'a Workspace) -> Self {
        Self {
            name: "all deals".to_owned(),
            personas: workspace.personas.iter().collect(),
            inside: None,
        }
    }

    /// Deals with companies that this ICP does not ignore.
    pub fn icp(workspace: &'a Workspace, icp: &Icp, scored: &Scored) -> Self {
        Self {
            name: icp.id.clone(),
            personas: workspace.personas_in(&icp.id),
            inside: inside(scored, |decision| decision != Decision::Ignore),
        }
    }

    /// Deals with companies that surely have a value; `icp` holds the one gate.
    pub fn field(workspace: &'a Workspace, name: &str, scored: &Scored) -> Self {
        Self {
            name: name.to_owned(),
            personas: workspace.personas.iter().collect(),
            inside: inside(scored, |decision| decision == Decision::Pursue),
        }
    }

    fn has(&self, deal: &Deal) -> bool {
        match (&self.inside, deal.company) {
            (None, _) => true,
            (Some(inside), Some(company)) => inside[company],
            (Some(_), None) => false,
        }
    }

    /// Returns whether a touch is with somebody inside, by the deal or by the company.
    fn has_touch(&self, scene: &Scene<'_>, touch: &Touch) -> bool {
        let deals = scene.market.deals();
        match (&self.inside, touch.company, touch.deal) {
            (None, ..) => true,
            (Some(inside), Some(company), _) => inside[company],
            (Some(_), None, Some(deal)) => deals.get(deal).is_some_and(|deal| self.has(deal)),
            (Some(_), None, None) => false,
        }
    }
}

/// The deals, those of companies that the ICP ignores without an outcome, so that they never count.
pub fn deals_inside(market: &dyn Market, scored: &Scored) -> Vec<Deal> {
    let ignored: BTreeSet<usize> = scored
        .list
        .iter()
        .filter(|scoring| scoring.decision == Decision::Ignore && scoring.overridden.is_none())
        .map(|scoring| scoring.row as usize)
        .collect();
    let mut deals = market.deals().to_vec();
    for deal in &mut deals {
        if deal.company.is_some_and(|row| ignored.contains(&row)) {
            deal.outcome = None;
        }
    }
    deals
}

/// Without a table of companies there is nothing to be inside of, and every deal counts.
fn inside(scored: &Scored, counts: impl Fn(Decision) -> bool) -> Option<Vec<bool>> {
    (!scored.list.is_empty()).then(|| {
        let mut inside = vec![false; scored.list.len()];
        for scoring in &scored.list {
            inside[scoring.row as usize] = counts(scoring.decision);
        }
        inside
    })
}

/// Returns the deal that an id such as `who.deal.d17.person.c3` speaks of, as position.
pub fn deal_of(scene: &Scene<'_>, id: &str) -> Option<usize> {
    let rest = id.strip_prefix("who.deal.")?;
    let deals = scene.market.deals().iter().enumerate();
    let begins = |part: &str| {
        let behind = rest.strip_prefix(part);
        behind.is_some_and(|behind| behind.is_empty() || behind.starts_with('.'))
    };
    let own = deals.filter(|(_, deal)| begins(&crate::id::part(&deal.id)));
    // The longest: one deal's id may begin with another's and a dot.
    own.max_by_key(|(_, deal)| deal.id.len()).map(|(at, _)| at)
}

/// Returns who carries the deals of a segment, with what people said and what the CRM says.
pub fn segment(scene: &Scene<'_>, segment: &Segment<'_>) -> WhoView {
    segment::view(scene, segment)
}

/// Returns whether deals stall on the wrong reader; `plan` says the same under its own id.
pub fn diagnose(scene: &Scene<'_>, segment: &Segment<'_>) -> DiagnosisView {
    DiagnosisView {
        id: format!("{}.reader", own_id(&segment.name)),
        ..diagnose::view(scene, segment)
    }
}

/// What `who` answers, with all that it was made from.
pub struct Answer<'a> {
    /// What it is made from.
    pub scene: &'a Scene<'a>,
    /// Who carries the deals of each segment.
    pub segments: Vec<(Segment<'a>, WhoView)>,
    /// Whether deals stall on the wrong reader, by segment.
    pub diagnoses: Vec<DiagnosisView>,
    /// Deals with their people.
    pub committees: Vec<CommitteeView>,
}

/// A function and a band, as deals are looked at.
pub(crate) type Cell = (Function, Band);

/// Returns the words for people of a function and band, in the plural.
fn people_of((function, band): Cell) -> String {
    match (function, band) {
        (Function::Executive, _) => "founders and chief executives".to_owned(),
        (function, Band::Leader) => format!("{} leaders", function.label()),
        (function, Band::Executive) => format!("{} chiefs", function.label()),
        (function, _) => format!("people in {}", function.label()),
    }
}

/// Returns the words for one of them.
fn one_of((function, band): Cell) -> String {
    match (function, band) {
        (Function::Executive, _) => "a founder or chief executive".to_owned(),
        (function, Band::Leader) => format!("a {} leader", function.label()),
        (function, Band::Executive) => format!("the {} chief", function.label()),
        (function, _) => format!("somebody in {}", function.label()),
    }
}

/// Returns the company's name as the deal writes it, else as the table of companies does.
fn company_of(scene: &Scene<'_>, deal: &Deal) -> String {
    match (deal.company_name.as_str(), deal.company) {
        ("", Some(row)) => scene.market.name(row).name.to_owned(),
        (written, _) => written.to_owned(),
    }
}

fn is_closed(deal: &Deal) -> bool {
    matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost))
}

/// Returns `44 of 89 won deals`.
fn of(k: usize, n: usize, what: &str) -> String {
    format!("{k} of {n} {what}")
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
