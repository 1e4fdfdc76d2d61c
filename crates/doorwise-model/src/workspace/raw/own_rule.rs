//! Rules of the user's own as they are written.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{LevelWord, OneOrMany};

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
