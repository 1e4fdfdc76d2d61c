//! One ideal customer profile: which companies to target.

use doorwise_vocab::date::Date;

use crate::calibration::Calibration;
use crate::card::Card;
use crate::card::reference::Decision;
use crate::diagnostic::Place;
use crate::statement::Statement;

/// One ideal customer profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Icp {
    /// Id, the file's name.
    pub id: String,
    /// Short label.
    pub name: String,
    /// The compiled criteria.
    pub card: Card,
    /// The win probability of each score, where it was learned from deals.
    pub calibration: Option<Calibration>,
    /// Sentences that nobody can score.
    pub notes: Vec<Statement>,
    /// Dated events; timing, never fit.
    pub triggers: Vec<Statement>,
    /// Decisions made by hand.
    pub overrides: Vec<Override>,
    /// What was said and not understood.
    pub not_understood: Vec<String>,
    /// Where it is written.
    pub place: Place,
}

/// A decision made by hand; it stands above the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The company's id, domain or exact name, folded.
    pub company: String,
    /// What was decided.
    pub decision: Decision,
    /// The reason.
    pub why: String,
    /// Who decided.
    pub who: String,
    /// When.
    pub date: Date,
    /// Where it is written.
    pub place: Place,
}

impl Icp {
    /// Returns the hand-made decision on a company with this id, domain or name, the last one written.
    pub fn override_of(&self, id: &str, domain: Option<&str>, name: &str) -> Option<&Override> {
        if self.overrides.is_empty() {
            return None;
        }
        let fold = doorwise_vocab::text::fold;
        let (id, name, domain) = (fold(id), fold(name), domain.map(fold));
        self.overrides.iter().rev().find(|made| {
            made.company == id || made.company == name || Some(&made.company) == domain.as_ref()
        })
    }
}
