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
