//! One company with what the card says of it and whom to write to there.

use serde::Serialize;

use super::{AlsoView, RangeView, ReaderView};

/// One company with what the card says of it.
#[derive(Clone, Debug, Serialize)]
pub struct TargetView {
    /// Position in the list, from 1.
    pub rank: usize,
    /// What `doorwise why` opens; what is said in here has this id, a dot and its field's name.
    pub key: String,
    /// Name.
    pub company: String,
    /// Id of the table, else the row.
    pub id: String,
    /// Domain.
    pub domain: Option<String>,
    /// Where its row stands.
    pub row: String,
    /// pursue, find_out or ignore.
    pub decision: &'static str,
    /// Tier, or the tiers attainable.
    pub tier: String,
    /// Score if found.
    pub score: Option<RangeView>,
    /// Score as seen.
    pub seen: i64,
    /// Hand-made decision behind this one.
    pub override_note: Option<String>,
    /// The reasons; points add up to the score.
    pub reasons: Vec<ReasonView>,
    /// Fields to find, best first.
    pub find: Vec<String>,
    /// What would change decision or tier.
    pub would_change: String,
    /// What is known, as written in the table, by field.
    pub facts: Vec<FactView>,
    /// customer, open or lost, where deals with the company say so.
    pub in_deals: Option<&'static str>,
    /// The same as a sentence: `customer since 2026-03-02`.
    pub history: Option<String>,
    /// The person to write to: a contact who is the first persona.
    pub person: Option<PersonView>,
    /// Where there is none: somebody of another persona who is known there.
    pub known_there: Option<PersonView>,
    /// Where there is none: text to paste into a people search.
    pub search: Option<String>,
    /// In a plan of several ICPs: the one it stands under.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icp: Option<String>,
    /// What other ICPs say of it: those that it meets too and those that ignore it by hand; where
    /// all ignore it, all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<AlsoView>,
    /// In a plan of several ICPs: for each persona of its ICP the person, or the text to search with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<ReaderView>,
}

impl TargetView {
    /// Returns what stands in the way, or the decision made by hand, as one text.
    pub fn blocking(&self) -> String {
        let blocking: Vec<&str> = self
            .reasons
            .iter()
            .filter(|reason| matches!(reason.state, "fails" | "hits") || reason.kind == "override")
            .map(|reason| reason.says.as_str())
            .collect();
        blocking.join("; ")
    }
}

/// One reason.
#[derive(Clone, Debug, Serialize)]
pub struct ReasonView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// gate, exclusion, points or override.
    pub kind: &'static str,
    /// holds, fails or open for a gate; hits, clear or open for an exclusion.
    pub state: &'static str,
    /// As a person reads it.
    pub says: String,
    /// Points; the same twice when known.
    pub points: Option<RangeView>,
    /// Whether the criterion rests on assumption.
    pub assumption: bool,
}

/// One known field.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: String,
    /// Field.
    pub field: String,
    /// As written in the table.
    pub written: String,
    /// As understood.
    pub read_as: String,
}

/// A person at a company.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// Name.
    pub name: String,
    /// Title as written.
    pub title: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Persona it belongs to; empty for none.
    pub persona: String,
    /// yes or maybe; no for somebody who belongs to no persona.
    pub matches: &'static str,
}
