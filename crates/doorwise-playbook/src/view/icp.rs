//! The ICP read back.

use serde::Serialize;

use super::{RangeView, SaysView};

/// The ICP as a person reads it; what has no id in here has `icp`, a dot and its field's name.
#[derive(Clone, Debug, Serialize)]
pub struct IcpView {
    /// Id.
    pub id: String,
    /// Label.
    pub name: String,
    /// File it is written in.
    pub file: String,
    /// Gates.
    pub gates: Vec<CriterionView>,
    /// Exclusions.
    pub exclusions: Vec<CriterionView>,
    /// Lines with points.
    pub lines: Vec<LineView>,
    /// Tiers with their lowest score, best first.
    pub tiers: Vec<CutView>,
    /// What any company that passes can reach.
    pub reach: Option<RangeView>,
    /// Sentences nobody can score.
    pub notes: Vec<SaysView>,
    /// What was said and not understood.
    pub not_understood: Vec<String>,
}

/// A gate or an exclusion.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// `employees 5..100`.
    pub says: String,
    /// The reason a person gave.
    pub why: Option<String>,
    /// Whether it rests on assumption.
    pub assumption: bool,
    /// File and line.
    pub place: String,
}

/// One line of the card.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// `employees 10..50`.
    pub says: String,
    /// Whole points.
    pub points: i64,
    /// Whether it rests on assumption.
    pub assumption: bool,
    /// File and line.
    pub place: String,
}

/// A tier's lowest score.
#[derive(Clone, Debug, Serialize)]
pub struct CutView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Tier.
    pub tier: String,
    /// Lowest score; the least tier takes the rest.
    pub from: Option<i64>,
}
