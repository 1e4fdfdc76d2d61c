//! One sentence with what it rests on.

use std::path::PathBuf;

use crate::diagnostic::Place;

/// One sentence of a workspace file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The sentence.
    pub says: String,
    /// The measure, where it has one.
    pub metric: Option<String>,
    /// The quotes behind it; none means ASSUMPTION.
    pub evidence: Vec<Quote>,
    /// When it counts, where it is an event at a company.
    pub timing: Timing,
    /// Where it is written.
    pub place: Place,
    /// Whether it rests on nothing, or the file says that it is assumed.
    pub assumed: bool,
}

/// A buyer's own words with their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words, verbatim.
    pub quote: String,
    /// Who said them.
    pub speaker: Option<String>,
    /// File, from the workspace's root.
    pub file: PathBuf,
    /// Where the quote is cited.
    pub place: Place,
}

/// Where an event can be seen, and how long it matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// Where one sees it.
    pub seen_in: Option<String>,
    /// Days after which it matters half as much.
    pub half_life: Option<u16>,
}
