//! A sentence about companies, read into the parts of an ICP.
//!
//! "B2B SaaS companies, 10 to 50 employees, Series A, in India" names a business model, an
//! industry, a size, a stage and a place. What nobody can score becomes a note, words about a
//! person are handed on to a persona, and a word that is none of these is kept as not
//! understood: a sentence never loses a word.

mod measure;
mod phrase;
mod read_back;
mod reader;
mod token;

#[cfg(test)]
mod tests;

use doorwise_vocab::business_model::BusinessModel;
use doorwise_vocab::money::Currency;
use doorwise_vocab::stage::Stage;
use doorwise_vocab::title::{Function, Seniority};
use doorwise_vocab::{Interval, NodeId};

pub use read_back::read_back;
pub(crate) use read_back::{inside_sentence, money_range, whole_range};

/// What a sentence says of the companies to target.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IcpSketch {
    /// The sentence as it was said.
    pub says: String,
    /// Whom they sell to and how; several mean any of them.
    pub business_models: Vec<BusinessModel>,
    /// What they make or do.
    pub industries: Vec<NodeId>,
    /// Where they are.
    pub places: Vec<PlaceChoice>,
    /// People employed, both ends included.
    pub employees: Option<Interval>,
    /// Yearly revenue.
    pub revenue: Option<(Interval, Currency)>,
    /// Year founded.
    pub founded: Option<Interval>,
    /// Funding or ownership, in the ladder's order.
    pub stages: Vec<Stage>,
    /// Systems in use, folded.
    pub tools: Vec<String>,
    /// Words that describe them and are in none of our lists, folded.
    pub keywords: Vec<String>,
    /// What they must not be.
    pub excluded: Excluded,
    /// Observable statements that nobody can score.
    pub notes: Vec<String>,
    /// Words about a person, which belong to a persona.
    pub person_parts: Vec<String>,
    /// Words that were not understood.
    pub not_understood: Vec<String>,
}

/// What a sentence says of a person, part by part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonaSketch {
    /// The sentence as it was said.
    pub says: String,
    /// The person's name: "Meera".
    pub name: Option<String>,
    /// Titles as they were said.
    pub titles: Vec<String>,
    /// Function of the first title.
    pub function: Option<Function>,
    /// Seniorities of the titles, without repeats.
    pub seniorities: Vec<Seniority>,
    /// What the person is on the hook for: "prove pipeline to her founder".
    pub goals: Vec<String>,
    /// What hurts: "tired of low-quality leads".
    pub pains: Vec<String>,
    /// Reasons to say no.
    pub objections: Vec<String>,
    /// What starts the search.
    pub triggers: Vec<String>,
    /// Words that describe a company; they belong to the ICP.
    pub company_parts: Vec<String>,
    /// Words that found no place.
    pub not_understood: Vec<String>,
}

/// One place or a named group of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceChoice {
    /// A region, country, state or city.
    Node(NodeId),
    /// A group word such as "DACH", as it was written.
    Group(String),
}

/// What the companies must not be: said after "no", "not", "except" or "excluding".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Excluded {
    /// Business models.
    pub business_models: Vec<BusinessModel>,
    /// Industries.
    pub industries: Vec<NodeId>,
    /// Places.
    pub places: Vec<PlaceChoice>,
    /// Stages.
    pub stages: Vec<Stage>,
    /// Systems in use, folded.
    pub tools: Vec<String>,
    /// Other words, folded.
    pub keywords: Vec<String>,
}

impl PlaceChoice {
    /// Returns the word a workspace file writes: `IN`, `DACH`.
    pub fn code(&self) -> &str {
        match self {
            Self::Node(node) => doorwise_vocab::place::places().code(*node),
            Self::Group(word) => word,
        }
    }

    /// Returns the name people read: "India", "DACH".
    pub fn label(&self) -> &str {
        match self {
            Self::Node(node) => doorwise_vocab::place::places().label(*node),
            Self::Group(word) => word,
        }
    }
}

/// Reads a sentence about companies.
pub fn icp(text: &str) -> IcpSketch {
    reader::read(text).0
}
