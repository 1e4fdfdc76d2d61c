//! The head of a piece of copy as it is written.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

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
