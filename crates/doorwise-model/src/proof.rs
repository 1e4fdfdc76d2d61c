//! Claims that may be made, each with its proof.

use std::collections::BTreeMap;

use crate::diagnostic::Place;

/// One claim with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Id.
    pub id: String,
    /// The claim as it may be made.
    pub claim: String,
    /// The customer who stands for it.
    pub customer: Option<String>,
    /// Facts of that customer as written, by field name.
    pub company: BTreeMap<String, String>,
    /// Where the proof lies.
    pub source: String,
    /// Where it is written.
    pub place: Place,
}
