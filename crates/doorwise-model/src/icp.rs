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
    /// Languages in which these companies are written to, as written; empty where nothing says so.
    pub languages: Vec<String>,
    /// The day on which somebody last went through the file.
    pub reviewed: Option<Date>,
    /// Decisions made by hand.
    pub overrides: Vec<Override>,
    /// What was said and not understood.
    pub not_understood: Vec<String>,
    /// Where it is written.
    pub place: Place,
}

impl Icp {
    /// Returns the card as a person wrote it, before deals moved its points; none where the points
    /// were learned from deals alone.
    pub fn by_hand(&self) -> Option<Card> {
        let Some(calibration) = &self.calibration else {
            return Some(self.card.clone());
        };
        let points = calibration.by_hand.as_ref()?;
        let mut card = self.card.clone();
        card.tables.truncate(points.len());
        let fits = card.tables.len() == points.len()
            && card
                .tables
                .iter()
                .zip(points)
                .all(|(table, points)| table.entries.len() == points.len());
        if !fits {
            // Somebody changed the tables since, so the card is that person's.
            return Some(self.card.clone());
        }
        for (table, points) in card.tables.iter_mut().zip(points) {
            for (entry, points) in table.entries.iter_mut().zip(points) {
                entry.points = *points;
            }
        }
        Some(card)
    }
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
