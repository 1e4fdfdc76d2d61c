//! The workspace files as they are written: mirror structs, nothing understood yet.
//!
//! The JSON Schemas that editors use and the shape check that `doorwise check` runs are both
//! generated from here; doc comments become the text an editor shows on hover.

mod copy;
mod icp;
mod own_rule;
mod persona;
mod proof;
mod setup;

use schemars::JsonSchema;
use serde::Deserialize;

pub use copy::CopyHead;
pub use icp::{
    CalibrationPart, ChancePart, CriterionPart, CustomType, DecisionWord, EvidencePart, IcpFile,
    LinePart, OverridePart, PointsPart, StatementPart, TriggerPart,
};
pub use own_rule::{ActionPart, ExtendsWord, MetricWord, OwnRuleFile, ScopeWord};
pub use persona::{BuyingRoleWord, ObjectionPart, PersonaFile, RolePart, WordsPart};
pub use proof::{ProofFile, ProofPart};
pub use setup::{
    AllowPart, BudgetPart, ChecksPart, DoorwiseFile, LevelWord, ModelPart, OfferPart, OutcomesPart,
    RatePart, RuleParts, RuleSetting, SenderPart, TablePart, TablesPart,
};

/// One value or a list of values; a list means "any of".
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One value.
    One(String),
    /// Any of these.
    Many(Vec<String>),
}

impl OneOrMany {
    /// Returns the values with the pointer part of each: "" for a single one.
    pub fn parts(&self) -> Vec<(String, &str)> {
        match self {
            Self::One(text) => vec![(String::new(), text)],
            Self::Many(texts) => texts
                .iter()
                .enumerate()
                .map(|(idx, text)| (format!("/{idx}"), text.as_str()))
                .collect(),
        }
    }
}
