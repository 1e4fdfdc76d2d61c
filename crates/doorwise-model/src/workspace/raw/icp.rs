//! `icps/*.yaml` as they are written, and the sentences with evidence that personas have too.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::OneOrMany;

/// One ideal customer profile: which companies to target.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct IcpFile {
    /// Id: lower-case letters, digits and hyphens; the file's name without .yaml.
    pub icp: String,
    /// Short label, about a company.
    pub name: Option<String>,
    /// Types of `custom.<header>` fields used here: number, category, tags.
    #[serde(default)]
    pub types: IndexMap<String, CustomType>,
    /// Must hold; a company that fails one is ignored.
    #[serde(default)]
    pub gates: Vec<CriterionPart>,
    /// Must not hold; a company that hits one is ignored.
    #[serde(default)]
    pub exclusions: Vec<CriterionPart>,
    /// Rank those that pass: whole points for each entry.
    #[serde(default)]
    pub points: Vec<PointsPart>,
    /// Lowest score of each tier; the lowest tier takes the rest.
    #[serde(default)]
    pub tiers: IndexMap<String, i64>,
    /// How often deals of each score were won; `score` writes it as `probability`.
    pub calibration: Option<CalibrationPart>,
    /// Sentences that nobody can score, such as an observable pain.
    #[serde(default)]
    pub notes: Vec<StatementPart>,
    /// Dated events that make a company worth a knock now; timing, never fit.
    #[serde(default)]
    pub triggers: Vec<TriggerPart>,
    /// Language in which these companies are written to, as ISO code such as en; a list where several.
    pub language: Option<OneOrMany>,
    /// The day on which somebody last went through this file, YYYY-MM-DD.
    pub reviewed: Option<String>,
    /// Decisions made by hand; they stand above the card.
    #[serde(default)]
    pub overrides: Vec<OverridePart>,
    /// What was said and not understood; kept so that nothing is lost.
    #[serde(default)]
    pub not_understood: Vec<String>,
    /// `all`, or the parts that rest on assumption: gates, points, employees ...
    pub assumption: Option<OneOrMany>,
}

/// How often deals of each score were won, as `doorwise learn icp` writes it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct CalibrationPart {
    /// What it was learned from.
    pub from: String,
    /// The points that a person had given before the deals moved them: a list a table, in order.
    pub by_hand: Option<Vec<Vec<i64>>>,
    /// For each score as seen the chance to win.
    pub chances: IndexMap<String, ChancePart>,
}

/// The chance to win of one score.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ChancePart {
    /// Probability to win, 0 to 1.
    pub chance: f64,
    /// Lower end of its 90 % interval.
    pub low: f64,
    /// Upper end of its 90 % interval.
    pub high: f64,
    /// Closed deals seen with this score.
    #[serde(default)]
    pub n: usize,
}

/// What a `custom.<header>` field holds.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum CustomType {
    /// A number or a band.
    Number,
    /// One word out of several.
    Category,
    /// Several words in one cell.
    Tags,
}

/// One criterion: one company field and what it must be.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct CriterionPart {
    /// Whom it sells to: b2b, b2c, b2b2c, b2g, marketplace, franchise, nonprofit.
    pub business_model: Option<OneOrMany>,
    /// What the company makes or does, such as software.saas.
    pub industry: Option<OneOrMany>,
    /// People employed, such as 10..50.
    pub employees: Option<OneOrMany>,
    /// Yearly revenue with currency, such as 1M..10M USD.
    pub revenue: Option<OneOrMany>,
    /// Funding or ownership, such as series_a.
    pub stage: Option<OneOrMany>,
    /// Region, country, state or city, such as IN or IN-KA.
    pub place: Option<OneOrMany>,
    /// Country; the short form of place.
    pub country: Option<OneOrMany>,
    /// Year founded, such as 2015..2022.
    pub founded: Option<OneOrMany>,
    /// Systems in use.
    pub tools: Option<OneOrMany>,
    /// Words that describe the company.
    pub keywords: Option<OneOrMany>,
    /// Why this criterion stands; shown as the reason.
    pub why: Option<String>,
    /// `custom.<header>` fields.
    #[serde(flatten)]
    #[schemars(skip)]
    pub custom: IndexMap<String, OneOrMany>,
}

/// One table of points: one company field and the points of each entry, or two fields together.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct PointsPart {
    /// Points by whom it sells to.
    pub business_model: Option<IndexMap<String, i64>>,
    /// Points by industry; the most specific entry counts.
    pub industry: Option<IndexMap<String, i64>>,
    /// Points by people employed: { 10..50: 3, 5..9: 1 }.
    pub employees: Option<IndexMap<String, i64>>,
    /// Points by yearly revenue.
    pub revenue: Option<IndexMap<String, i64>>,
    /// Points by funding or ownership.
    pub stage: Option<IndexMap<String, i64>>,
    /// Points by place; the most specific entry counts.
    pub place: Option<IndexMap<String, i64>>,
    /// Points by country.
    pub country: Option<IndexMap<String, i64>>,
    /// Points by year founded.
    pub founded: Option<IndexMap<String, i64>>,
    /// Points by system in use; the highest counts.
    pub tools: Option<IndexMap<String, i64>>,
    /// Points by keyword; the highest counts.
    pub keywords: Option<IndexMap<String, i64>>,
    /// Two fields scored together; each takes its field with it.
    pub both: Option<Vec<String>>,
    /// The entries of `both`; where several apply the highest counts.
    pub lines: Option<Vec<LinePart>>,
    /// Why this table stands.
    pub why: Option<String>,
    /// `custom.<header>` fields.
    #[serde(flatten)]
    #[schemars(skip)]
    pub custom: IndexMap<String, IndexMap<String, i64>>,
}

/// One entry on two fields: a condition for one or both, and the points.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct LinePart {
    /// Conditions, as in a gate.
    #[serde(flatten)]
    pub when: CriterionPart,
    /// Whole points.
    pub points: i64,
}

/// One sentence with what it rests on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct StatementPart {
    /// The sentence.
    pub says: String,
    /// The measure, where the sentence has one.
    pub metric: Option<String>,
    /// What it rests on; without any it is an ASSUMPTION.
    #[serde(default)]
    pub evidence: Vec<EvidencePart>,
}

/// A dated event at a company, where it can be seen and how long it matters.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct TriggerPart {
    /// The event.
    pub says: String,
    /// Where one sees it: a job board, a news page, a column of a table.
    pub seen_in: Option<String>,
    /// Days after which it matters half as much, such as 120 for a closed round.
    pub half_life: Option<u16>,
    /// What it rests on; without any it is an ASSUMPTION.
    #[serde(default)]
    pub evidence: Vec<EvidencePart>,
}

/// A buyer's own words with their place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct EvidencePart {
    /// The words, verbatim.
    pub quote: String,
    /// Who said them.
    pub speaker: Option<String>,
    /// The file they stand in, from the workspace's folder.
    pub file: String,
}

/// A decision made by hand.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct OverridePart {
    /// The company's id, domain or exact name.
    pub company: String,
    /// pursue, find_out or ignore.
    pub decision: DecisionWord,
    /// The reason.
    pub why: String,
    /// Who decided.
    pub who: String,
    /// When, YYYY-MM-DD.
    pub date: String,
}

/// The three decisions.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum DecisionWord {
    /// A company to pursue.
    Pursue,
    /// A company to find something out about.
    FindOut,
    /// A company to ignore.
    Ignore,
}
