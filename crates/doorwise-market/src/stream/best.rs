//! The first companies of a list that is never held as a whole.

use std::cmp::Reverse;

use doorwise_model::company::Company;
use doorwise_model::market::{Market, Scoring};

use super::Piece;

/// The first companies of the list so far, in list order.
#[derive(Debug)]
pub struct Best {
    most: usize,
    found: Vec<(Key, Company)>,
    rows: u64,
}

/// Decision, tier's low end, score's low end, score as seen, id, row.
type Key = (
    doorwise_model::card::reference::Decision,
    usize,
    Reverse<i64>,
    Reverse<i64>,
    String,
    u64,
);

impl Best {
    /// Returns a list of at most `most` companies.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            found: Vec::new(),
            rows: 0,
        }
    }

    /// Considers the rows of a piece.
    pub fn offer(&mut self, piece: &Piece) {
        let before = self.rows;
        self.rows += piece.scorings.len() as u64;
        for scoring in &piece.scorings {
            if self.most > 0 && self.may_enter(scoring) {
                self.insert(piece, scoring, before);
            }
        }
    }

    fn may_enter(&self, scoring: &Scoring) -> bool {
        let (decision, tier, low, seen) = scoring.list_key();
        self.found.len() < self.most
            || self.found.last().is_none_or(|(last, _)| {
                (decision, tier, low, seen) <= (last.0, last.1, last.2, last.3)
            })
    }

    fn insert(&mut self, piece: &Piece, scoring: &Scoring, before: u64) {
        let (decision, tier, low, seen) = scoring.list_key();
        let id = piece.market.id(scoring.row as usize).to_owned();
        let key = (
            decision,
            tier,
            low,
            seen,
            id,
            before + u64::from(scoring.row),
        );
        let place = self.found.partition_point(|(known, _)| *known < key);
        if place < self.most {
            let company = piece.market.company(scoring.row as usize);
            self.found.insert(place, (key, company));
            self.found.truncate(self.most);
        }
    }

    /// Returns the companies in list order.
    pub fn finish(self) -> Vec<Company> {
        self.found.into_iter().map(|(_, company)| company).collect()
    }
}
