//! `doorwise check` on copy in every format, its outputs, and what the user says of its findings.

mod compare;
mod formats;
mod mend;
mod output;
mod own_rules;
mod settings;

use std::path::Path;

use serde_json::Value;

use crate::run::{Run, doorwise, write};

/// A persona in marketing.
pub(crate) const PERSONA: &str = "persona: head\nname: Head of Marketing\nicp: a\nrole: { function: marketing, seniority: [head] }\ngoals: [{ says: prove pipeline to the founder }]\nassumption: all\n";
pub(crate) const ICP: &str = "icp: a\ngates:\n  - employees: 10..50\nassumption: all\n";
/// What speaks to marketing and has no fault.
pub(crate) const TO_MARKETING: &str = "Hi Meera, every Monday your founder asks which deals came from marketing, and half your leads have no source.";

/// Runs `doorwise` and reads what it said as JSON.
#[track_caller]
pub(crate) fn json(folder: &Path, words: &[&str]) -> (Run, Value) {
    let said = doorwise(folder, words);
    let value = serde_json::from_str(&said.stdout)
        .unwrap_or_else(|fault| panic!("{words:?}: {fault}\n{}\n{}", said.stdout, said.stderr));
    (said, value)
}

/// Writes a workspace with one ICP and one persona.
pub(crate) fn workspace(root: &Path, checks: &str) {
    write(root, "doorwise.yaml", &format!("name: Tallyroom\n{checks}"));
    write(root, "icps/a.yaml", ICP);
    write(root, "personas/head.yaml", PERSONA);
}

/// Returns `file:line:column code` of each finding of every piece, in order.
pub(crate) fn places(found: &Value) -> Vec<String> {
    let of = |finding: &Value| {
        format!(
            "{}:{}:{} {}",
            finding["file"].as_str().unwrap_or("-"),
            finding["line"],
            finding["column"],
            finding["name"].as_str().unwrap_or("-")
        )
    };
    let copies = found["copies"].as_array().cloned().unwrap_or_default();
    copies
        .iter()
        .flat_map(|copy| copy["findings"].as_array().cloned().unwrap_or_default())
        .chain(found["findings"].as_array().cloned().unwrap_or_default())
        .map(|finding| of(&finding))
        .collect()
}
