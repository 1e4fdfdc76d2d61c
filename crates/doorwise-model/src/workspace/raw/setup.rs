//! `doorwise.yaml` as it is written.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::OneOrMany;

/// Your company, what it sells, and the tables beside this file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct DoorwiseFile {
    /// Your company's name.
    pub name: Option<String>,
    /// What you sell.
    pub offer: Option<OfferPart>,
    /// ISO code of the currency in which amounts are shown, such as INR.
    pub currency: Option<String>,
    /// Dated exchange rates; an amount without a rate to a criterion's currency stays unknown.
    #[serde(default)]
    pub rates: Vec<RatePart>,
    /// The day this workspace speaks of, YYYY-MM-DD; else the newest date in the tables.
    pub as_of: Option<String>,
    /// The tables and which column says what.
    #[serde(default)]
    pub tables: TablesPart,
    /// Levels and limits of rules, and findings that are meant so.
    #[serde(default)]
    pub checks: ChecksPart,
    /// A language model that `doorwise say --rewrite` asks; nothing else ever does.
    pub model: Option<ModelPart>,
}

/// A language model behind an OpenAI-compatible endpoint.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ModelPart {
    /// Address below which `/chat/completions` answers, such as `https://api.example.com/v1`; http only for localhost or a private address.
    pub endpoint: String,
    /// The model's name, as the endpoint knows it.
    pub name: String,
    /// Name of the environment variable that holds the key; never the key itself.
    pub key_env: Option<String>,
    /// Seconds that one request may take; 30 where left out.
    pub timeout_s: Option<u64>,
    /// How often a request is sent again after 429, 5xx or a timeout; 2 where left out.
    pub retries: Option<u64>,
    /// What one run may spend.
    #[serde(default)]
    pub budget: BudgetPart,
}

/// What one run may spend on a language model.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct BudgetPart {
    /// Most requests, those sent again included; 20 where left out.
    pub requests: Option<u64>,
    /// Most tokens of one answer; 500 where left out.
    pub tokens: Option<u64>,
}

/// Levels and limits of rules, and findings that are meant so.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct ChecksPart {
    /// Rule to its level, or to its level and limits: `copy/too-long: { level: error, words: 100 }`.
    #[serde(default)]
    pub rules: IndexMap<String, RuleSetting>,
    /// Findings that are meant so, each with a reason.
    #[serde(default)]
    pub allow: Vec<AllowPart>,
}

/// What a workspace says of one rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RuleSetting {
    /// Its level.
    Level(LevelWord),
    /// Its level and limits.
    Parts(RuleParts),
}

/// The level and the limits of one rule.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct RuleParts {
    /// off, note, warn or error.
    pub level: Option<LevelWord>,
    /// Limits by name, as the rule's page lists them.
    #[serde(flatten)]
    #[schemars(skip)]
    pub limits: IndexMap<String, f64>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum LevelWord {
    /// The rule says nothing.
    Off,
    /// Worth knowing.
    Note,
    /// The same, as Vale calls it.
    Suggestion,
    /// Works, but probably not as meant.
    Warn,
    /// The same in full.
    Warning,
    /// Wrong.
    Error,
}

/// A finding that is meant so.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct AllowPart {
    /// Name of the rule, such as copy/placeholder.
    pub rule: String,
    /// File or folder it holds for, from the workspace's folder, or a pattern such as copy/*.csv; everywhere where left out.
    pub path: Option<String>,
    /// Why it is meant so.
    pub reason: Option<String>,
    /// Who said so.
    pub by: Option<String>,
    /// When, YYYY-MM-DD.
    pub date: Option<String>,
}

/// What you sell.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct OfferPart {
    /// What it does, in one sentence a customer would say.
    pub says: Option<String>,
    /// The product's name.
    pub product: Option<String>,
    /// The function that buys it, such as marketing.
    pub buying_function: Option<String>,
    /// Price band with currency, such as 40000..120000 INR.
    pub price: Option<String>,
    /// Who signs the mails.
    pub sender: Option<SenderPart>,
    /// Whom buyers compare you with, a spreadsheet included.
    #[serde(default)]
    pub competitors: Vec<String>,
    /// Small first steps you can offer: a sample, a trial, a visit.
    #[serde(default)]
    pub asks: Vec<String>,
    /// What was said and not understood; kept so that nothing is lost.
    #[serde(default)]
    pub not_understood: Vec<String>,
    /// `all`, or the parts of the offer that rest on assumption.
    pub assumption: Option<OneOrMany>,
}

/// Who signs the mails.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct SenderPart {
    /// Full name.
    pub name: Option<String>,
    /// Role, such as Co-founder.
    pub role: Option<String>,
    /// E-mail address; its domain is your own.
    pub email: Option<String>,
    /// Postal address, where the law wants one.
    pub address: Option<String>,
}

/// One exchange rate: one unit of `from` is `rate` units of `to`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct RatePart {
    /// ISO code.
    pub from: String,
    /// ISO code.
    pub to: String,
    /// Units of `to` for one unit of `from`.
    pub rate: f64,
    /// The day it held, YYYY-MM-DD.
    pub on: String,
}

/// The tables of the workspace.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct TablesPart {
    /// One row a company.
    pub companies: Option<TablePart>,
    /// One row a person.
    pub contacts: Option<TablePart>,
    /// One row a deal.
    pub deals: Option<TablePart>,
    /// One row for each person on a deal.
    pub deal_contacts: Option<TablePart>,
    /// One row for each stage that a deal entered.
    pub stage_history: Option<TablePart>,
    /// One row a customer, or a contract of one: since when, until when, whether it grew.
    pub customers: Option<TablePart>,
    /// One row a mail, call, message or meeting: with whom, when, and whether it was answered.
    pub touches: Option<TablePart>,
    /// One row a lead: where it came from, when it was answered, whether it became a deal.
    pub leads: Option<TablePart>,
    /// One row a month, or a month and a source: how many were at each step.
    pub funnel: Option<TablePart>,
    /// One row a month, or a month and a source: what it cost.
    pub spend: Option<TablePart>,
    /// One row a dated event at a company, such as a funding round or a new head of a team.
    pub events: Option<TablePart>,
}

/// One table: where it lives and which column says what.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct TablePart {
    /// File, from the workspace's folder: CSV, xlsx, Parquet or JSON lines; or a folder of such files, or a pattern such as `data/part-*.csv`, read as one table.
    pub path: String,
    /// Sheet of a spreadsheet; else its first sheet with rows.
    pub sheet: Option<String>,
    /// Encoding of text that is not UTF-8, such as windows-1252, macintosh or shift_jis; else it is found out.
    pub encoding: Option<String>,
    /// Further files of the same companies or deals, whose columns are put beside the rows with the same id, such as closed deals beside the leads that they were.
    #[serde(default)]
    pub joined: Vec<JoinedPart>,
    /// Our field to your column, or to several columns read in this order.
    #[serde(default)]
    pub columns: IndexMap<String, OneOrMany>,
    /// Tag fields whose filled cells may leave tags out; `tools` is, unless listed in `complete`.
    #[serde(default)]
    pub partial: Vec<String>,
    /// Tag fields whose filled cells are the whole truth.
    #[serde(default)]
    pub complete: Vec<String>,
    /// ISO code for amounts that name no currency.
    pub currency: Option<String>,
    /// Your words for how a deal ended, where ours did not fit: won, lost, open.
    #[serde(default)]
    pub outcomes: OutcomesPart,
}

/// A further file of a table, joined to it by an id.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct JoinedPart {
    /// File, from the workspace's folder; or a folder or a pattern, read as one table.
    pub path: String,
    /// Sheet of a spreadsheet; else its first sheet with rows.
    pub sheet: Option<String>,
    /// Encoding of text that is not UTF-8; else it is found out.
    pub encoding: Option<String>,
    /// Header of the id that both files have. Where the second repeats an id, its first row counts.
    pub by: String,
}

/// Your words for how a deal ended.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
pub struct OutcomesPart {
    /// Values that mean won.
    #[serde(default)]
    pub won: Vec<String>,
    /// Values that mean lost.
    #[serde(default)]
    pub lost: Vec<String>,
    /// Values that mean still open.
    #[serde(default)]
    pub open: Vec<String>,
}
