//! The workspace files as they are written: mirror structs, nothing understood yet.
//!
//! The JSON Schemas that editors use and the shape check that `doorwise check` runs are both
//! generated from here; doc comments become the text an editor shows on hover.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

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

/// Claims that may be made, each with its proof.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ProofFile {
    /// The proofs.
    pub proofs: Vec<ProofPart>,
}

/// One claim with its proof.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ProofPart {
    /// Id: lower-case letters, digits and hyphens.
    pub id: String,
    /// The claim as it may be made, with the customer or the number in it.
    pub claim: String,
    /// The customer who stands for it.
    pub customer: Option<String>,
    /// Facts of that customer, to find the proof nearest to a reader.
    #[serde(default)]
    pub company: IndexMap<String, String>,
    /// Where the proof lies: a case note, a signed statement, a measurement.
    pub source: String,
}

/// The head of a piece of copy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct CopyHead {
    /// Id of the persona it speaks to.
    pub persona: Option<String>,
    /// Where it is sent: cold_email, follow_up, linkedin_note, inmail, landing_hero, ad, call_opener.
    pub channel: Option<String>,
    /// What it should bring about.
    pub goal: Option<String>,
    /// Subject of a mail.
    pub subject: Option<String>,
    /// ISO code of the language, en where left out.
    pub language: Option<String>,
    /// How much its readers know: unaware, problem_aware, solution_aware, product_aware, most_aware.
    pub awareness: Option<String>,
    /// Rule to the reason why its findings in this piece are meant so.
    #[serde(default)]
    pub allow: IndexMap<String, String>,
}

/// A rule of your own over copy; its name is `own/` and the file's name without .yaml.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct OwnRuleFile {
    /// Kind of rule.
    pub extends: ExtendsWord,
    /// What a finding says. `%s` is the words found, the count or the grade; of a substitution the first is what to write, the second the words found.
    pub message: String,
    /// How much a finding matters; a warning where left out.
    pub level: Option<LevelWord>,
    /// Part of a piece that is looked at: text (subject and body) where left out.
    pub scope: Option<ScopeWord>,
    /// existence: words or regular expressions that must not stand there.
    #[serde(default)]
    pub tokens: Vec<String>,
    /// existence: parts of one regular expression, put together as they stand; no edge of a word is wanted.
    #[serde(default)]
    pub raw: Vec<String>,
    /// Words that an entry meets and that are no finding.
    #[serde(default)]
    pub exceptions: Vec<String>,
    /// substitution: words or a regular expression to what should stand there.
    #[serde(default)]
    pub swap: IndexMap<String, String>,
    /// occurrence: what to count, a regular expression.
    pub token: Option<String>,
    /// occurrence: most times in the scope.
    pub max: Option<usize>,
    /// occurrence: least times in the scope.
    pub min: Option<usize>,
    /// readability: the measure; Flesch-Kincaid where left out.
    pub metric: Option<MetricWord>,
    /// readability: several measures, whose mean counts.
    #[serde(default)]
    pub metrics: Vec<MetricWord>,
    /// readability: hardest grade, in years of school.
    pub grade: Option<f64>,
    /// repetition: true counts words alone, no signs and numbers.
    pub alpha: Option<bool>,
    /// consistency: one way to write a thing to the other; a piece keeps to one.
    #[serde(default)]
    pub either: IndexMap<String, String>,
    /// conditional: what may stand only where `second` stands too, a regular expression; its first group counts.
    pub first: Option<String>,
    /// conditional: what explains it, a regular expression; its first group counts.
    pub second: Option<String>,
    /// capitalization: $title, $sentence, $lower, $upper, or a regular expression that the whole scope meets.
    #[serde(rename = "match")]
    pub matches: Option<String>,
    /// capitalization: the style of a title; AP and Chicago are read alike.
    pub style: Option<String>,
    /// capitalization: share of the words that are written so, 0.8 where left out.
    pub threshold: Option<f64>,
    /// Vale's vocabulary; there is none here, exceptions stand in the rule.
    pub vocab: Option<bool>,
    /// What the rule is for; not shown.
    pub description: Option<String>,
    /// Vale's most findings of a rule; not needed here.
    pub limit: Option<usize>,
    /// metric, a kind that is not run: a formula.
    pub formula: Option<String>,
    /// metric, a kind that is not run: what the formula is held against.
    pub condition: Option<String>,
    /// spelling, a kind that is not run: words to leave out.
    pub ignore: Option<OneOrMany>,
    /// spelling, a kind that is not run: names of dictionaries.
    #[serde(default)]
    pub dictionaries: Vec<String>,
    /// spelling, a kind that is not run: words that are no words.
    #[serde(default)]
    pub filters: Vec<String>,
    /// spelling, a kind that is not run.
    pub custom: Option<bool>,
    /// spelling, a kind that is not run.
    pub append: Option<bool>,
    /// script, a kind that is not run: the program.
    pub script: Option<String>,
    /// What Vale offers to do; not needed here, where a substitution with one answer mends by itself.
    pub action: Option<ActionPart>,
    /// true: upper and lower case are one.
    pub ignorecase: Option<bool>,
    /// true: an entry is found inside longer words too.
    pub nonword: Option<bool>,
    /// Channels it holds for; all where left out.
    #[serde(default)]
    pub channels: Vec<String>,
    /// Languages it holds for; all where left out.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Where to read on.
    pub link: Option<String>,
}

/// What Vale offers to do with a finding.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ActionPart {
    /// Name of the action.
    pub name: String,
    /// What it is told.
    #[serde(default)]
    pub params: Vec<String>,
}

/// Kind of a rule of your own.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ExtendsWord {
    /// Words that must not stand there.
    Existence,
    /// Words for which others should stand.
    Substitution,
    /// How often something stands there.
    Occurrence,
    /// How hard it reads.
    Readability,
    /// The same word twice in a row.
    Repetition,
    /// Two ways to write one thing.
    Consistency,
    /// What stands unexplained.
    Conditional,
    /// Capital and small letters.
    Capitalization,
    /// A kind of Vale's that is read and not run.
    Spelling,
    /// A kind of Vale's that is read and not run.
    Metric,
    /// A kind of Vale's that is read and not run.
    Sequence,
    /// A kind of Vale's that is read and not run.
    Script,
}

/// Part of a piece of copy.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ScopeWord {
    /// Subject and body.
    Text,
    /// The body.
    Body,
    /// The subject.
    Subject,
    /// Each sentence of the body.
    Sentence,
    /// Each paragraph of the body.
    Paragraph,
    /// Each headline of the body.
    Heading,
    /// Each headline; levels are not told apart.
    #[serde(rename = "heading.h1")]
    HeadingOne,
    /// Each headline; levels are not told apart.
    #[serde(rename = "heading.h2")]
    HeadingTwo,
    /// Each headline; levels are not told apart.
    #[serde(rename = "heading.h3")]
    HeadingThree,
    /// The body, as Vale's `raw` names the whole text.
    Raw,
}

/// Measure of how hard a text reads.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
pub enum MetricWord {
    /// Flesch-Kincaid grade level.
    #[serde(rename = "Flesch-Kincaid")]
    FleschKincaid,
    /// Automated readability index.
    #[serde(rename = "Automated Readability")]
    AutomatedReadability,
    /// Coleman-Liau index.
    #[serde(rename = "Coleman-Liau")]
    ColemanLiau,
    /// Gunning fog index.
    #[serde(rename = "Gunning Fog")]
    GunningFog,
    /// SMOG grade.
    #[serde(rename = "SMOG")]
    Smog,
}
