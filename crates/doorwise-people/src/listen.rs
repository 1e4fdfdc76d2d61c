//! What people said in interviews, by kind, each with the words it rests on.
//!
//! A sentence gets its kind from the question before it and from cue families; context filters
//! (negation, hypothesis, third party, resolved, politeness, leading question) take it away
//! again. All of this is language, so it lives in tables under `data/listen/`.

pub mod correct;
mod cues;
mod filter;
mod form;
mod hear;
mod meter;
mod mine;
mod pattern;
mod print;
mod question;
#[cfg(test)]
mod tests;
mod theme;
pub mod weigh;
pub mod word;
mod words;

pub(crate) use filter::refusal;
pub use hear::{Heard, hear, interviews};
pub use meter::{Contradiction, Meter, contradictions, meters, people};
pub use mine::{Observation, mine, observe};
pub use question::asked;
pub(crate) use theme::has_content;
pub use theme::{Theme, gathered, stems, themes};
pub use words::words;

use std::path::PathBuf;

use crate::interview::Side;

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A dated event that started the search.
    Trigger,
    /// A reason to hesitate or refuse.
    Objection,
    /// A named measure of success.
    Metric,
    /// A present or considered way, people, paper and nothing among them.
    Alternative,
    /// The wished state after a fix.
    Outcome,
    /// A duty or target of the role now.
    Goal,
    /// A present problem of the speaker or the team.
    Pain,
    /// A named place or people for advice.
    WateringHole,
    /// An amount up to which somebody may decide.
    SpendingLimit,
    /// Who decides, signs or has a veto.
    Authority,
}

impl Kind {
    /// All of them; where two fit a sentence equally, the earlier wins.
    pub const ALL: [Self; 10] = [
        Self::Trigger,
        Self::Objection,
        Self::Metric,
        Self::Alternative,
        Self::Outcome,
        Self::Goal,
        Self::Pain,
        Self::WateringHole,
        Self::SpendingLimit,
        Self::Authority,
    ];

    /// The word that files and records use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::Objection => "objection",
            Self::Metric => "metric",
            Self::Alternative => "alternative",
            Self::Outcome => "outcome",
            Self::Goal => "goal",
            Self::Pain => "pain",
            Self::WateringHole => "watering_hole",
            Self::SpendingLimit => "spending_limit",
            Self::Authority => "authority",
        }
    }

    /// Reads the word; "watering hole" is read too.
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether it says who decides; such a statement may stand beside another kind.
    pub fn is_power(self) -> bool {
        matches!(self, Self::SpendingLimit | Self::Authority)
    }
}

/// How sure the kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Good enough to count.
    Strong,
    /// For a person to look at.
    Review,
}

impl Tier {
    /// The word that files and records use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Review => "review",
        }
    }
}

/// One statement of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The export, as it was named.
    pub file: PathBuf,
    /// Line of the quote's first word, from 1.
    pub line: usize,
    /// Who said it, as the export writes the name.
    pub speaker: String,
    /// Whose side that is; only buyers are mined.
    pub side: Side,
    /// When it was said, as the export writes it.
    pub time: Option<String>,
    /// What it is about.
    pub kind: Kind,
    /// The matter, shared by those who say the same.
    pub theme: String,
    /// How sure the kind is.
    pub tier: Tier,
    /// The words as they stand in the file.
    pub quote: String,
    /// The whole sentence; more than the quote where it goes over several cues.
    pub sentence: String,
    /// The question before it.
    pub question: Option<String>,
    /// The cue families that spoke for the kind.
    pub cues: Vec<&'static str>,
}
