//! The first companies of a list that is never held as a whole.

use std::cmp::Reverse;

use doorwise_model::company::Company;
use doorwise_model::market::{Market, Scoring};

use super::Piece;

/// The first companies of the list so far, in list order.
#[derive(Debug)]
pub struct Best {
    most: usize,
    found: Vec<(Key, Found)>,
    rows: u64,
}

/// A company, the position of the ICP under which it stands, and what each ICP says of it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The company.
    pub company: Company,
    /// The ICP under which it stands.
    pub icp: usize,
    /// What each ICP says.
    pub scorings: Vec<Scoring>,
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
        self.rows += piece.table.rows() as u64;
        if self.most == 0 {
            return;
        }
        for (icp, scoring) in piece.stands() {
            if self.may_enter(scoring) {
                self.insert(piece, (icp, scoring), before);
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

    fn insert(&mut self, piece: &Piece, (icp, scoring): (usize, &Scoring), before: u64) {
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
            let row = scoring.row as usize;
            let found = Found {
                company: piece.market.company(row),
                icp,
                scorings: piece.scorings.iter().map(|of| of[row]).collect(),
            };
            self.found.insert(place, (key, found));
            self.found.truncate(self.most);
        }
    }

    /// Returns the companies in list order.
    pub fn finish(self) -> Vec<Found> {
        self.found.into_iter().map(|(_, found)| found).collect()
    }
}
