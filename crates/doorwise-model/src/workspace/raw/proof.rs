//! `proof/*.yaml` as they are written.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

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
