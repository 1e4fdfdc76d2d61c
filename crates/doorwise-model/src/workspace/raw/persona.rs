//! `personas/*.yaml` as they are written.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{EvidencePart, OneOrMany, StatementPart};

/// One kind of person inside one ICP: what to say.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct PersonaFile {
    /// Id: lower-case letters, digits and hyphens; the file's name without .yaml.
    pub persona: String,
    /// Short label, about a person.
    pub name: Option<String>,
    /// The one ICP this person belongs to.
    pub icp: String,
    /// Function, seniority and titles by which this person is found.
    pub role: Option<RolePart>,
    /// Part played in a purchase: economic_buyer, champion, technical_buyer, user, gatekeeper, influencer.
    #[serde(default)]
    pub buying_roles: Vec<BuyingRoleWord>,
    /// What this person is on the hook for.
    #[serde(default)]
    pub goals: Vec<StatementPart>,
    /// What hurts now, in this person's words.
    #[serde(default)]
    pub pains: Vec<StatementPart>,
    /// Reasons to say no, each with its answer.
    #[serde(default)]
    pub objections: Vec<ObjectionPart>,
    /// What starts the search.
    #[serde(default)]
    pub triggers: Vec<StatementPart>,
    /// Words this person uses and never uses.
    #[serde(default)]
    pub words: WordsPart,
    /// What is used today, nothing included.
    #[serde(default)]
    pub alternatives: Vec<String>,
    /// The question this person's boss asks.
    pub boss_asks: Option<String>,
    /// Places and people asked for advice.
    #[serde(default)]
    pub watering_holes: Vec<String>,
    /// What this person can sign alone, with currency.
    pub spending_limit: Option<String>,
    /// Who can stop the purchase, by title.
    #[serde(default)]
    pub veto_holders: Vec<String>,
    /// The day on which somebody last went through this file, YYYY-MM-DD.
    pub reviewed: Option<String>,
    /// What was said and not understood; kept so that nothing is lost.
    #[serde(default)]
    pub not_understood: Vec<String>,
    /// `all`, or the parts that rest on assumption: role, goals, pains ...
    pub assumption: Option<OneOrMany>,
}

/// How this person is found.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct RolePart {
    /// Function, such as marketing.
    pub function: Option<String>,
    /// Seniority, such as head; a list means any of.
    pub seniority: Option<OneOrMany>,
    /// Titles to search for.
    #[serde(default)]
    pub titles: Vec<String>,
}

/// Part played in a purchase.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum BuyingRoleWord {
    /// Influences, sells inside, gains personally.
    Champion,
    /// Releases the money.
    EconomicBuyer,
    /// Can say no on fit, security or law.
    TechnicalBuyer,
    /// Works with it daily.
    User,
    /// Controls access or process.
    Gatekeeper,
    /// Is asked for an opinion.
    Influencer,
}

/// A reason to say no, with its answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ObjectionPart {
    /// The doubt in this person's words.
    pub says: String,
    /// What answers it.
    pub answer: Option<String>,
    /// Id of the proof behind the answer.
    pub proof: Option<String>,
    /// What it rests on; without any it is an ASSUMPTION.
    #[serde(default)]
    pub evidence: Vec<EvidencePart>,
}

/// Words this person uses and never uses.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct WordsPart {
    /// Words this person uses.
    #[serde(default)]
    pub uses: Vec<String>,
    /// Words this person never uses.
    #[serde(default)]
    pub never: Vec<String>,
}
