//! What the deals say of a company: a customer, in a deal now, lost before, or new.

use std::collections::HashMap;

use doorwise_model::card::reference::Decision;
use doorwise_model::deal::{Deal, Outcome};
use doorwise_model::market::{Market, Scoring};

/// A company's standing with us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// customer, open or lost.
    pub(crate) word: &'static str,
    /// The same as a sentence.
    pub(crate) says: String,
}

/// Standings by the row of the company.
pub(crate) struct History {
    by_company: HashMap<usize, Standing>,
}

impl History {
    /// Reads the deals; a won one makes a customer, else an open one counts, else the last lost.
    pub(crate) fn new(market: &dyn Market) -> Self {
        let mut deals_of: HashMap<usize, Vec<&Deal>> = HashMap::new();
        for deal in market.deals() {
            if let Some(company) = deal.company {
                deals_of.entry(company).or_default().push(deal);
            }
        }
        let by_company = deals_of
            .into_iter()
            .filter_map(|(company, deals)| Some((company, standing(&deals)?)))
            .collect();
        Self { by_company }
    }

    pub(crate) fn of(&self, company: usize) -> Option<&Standing> {
        self.by_company.get(&company)
    }

    /// Returns whether the company is free to be written to as a stranger.
    pub(crate) fn is_free(&self, company: usize) -> bool {
        self.of(company)
            .is_none_or(|standing| standing.word == "lost")
    }

    /// Counts the companies of the list that are customers, and that are in an open deal.
    pub(crate) fn counts<'s>(&self, list: impl IntoIterator<Item = &'s Scoring>) -> (usize, usize) {
        let (mut customers, mut open) = (0, 0);
        let pursued = list
            .into_iter()
            .filter(|scoring| scoring.decision == Decision::Pursue);
        for standing in pursued.filter_map(|scoring| self.of(scoring.row as usize)) {
            match standing.word {
                "customer" => customers += 1,
                "open" => open += 1,
                _ => {}
            }
        }
        (customers, open)
    }
}

fn standing(deals: &[&Deal]) -> Option<Standing> {
    let last = |outcome: Outcome| {
        deals
            .iter()
            .filter(|deal| deal.outcome == Some(outcome))
            .max_by_key(|deal| (deal.closed.or(deal.created), &deal.id))
    };
    let on = |deal: &Deal| deal.closed.map_or(String::new(), |day| format!(" {day}"));
    if let Some(deal) = last(Outcome::Won) {
        let since = deal
            .closed
            .map_or(String::new(), |day| format!(" since {day}"));
        return Some(Standing {
            word: "customer",
            says: format!("customer{since}"),
        });
    }
    if let Some(deal) = last(Outcome::Open) {
        return Some(Standing {
            word: "open",
            says: format!("in an open deal, {}", deal.id),
        });
    }
    let deal = last(Outcome::Lost)?;
    let why = deal
        .loss_reason
        .as_deref()
        .map_or(String::new(), |why| format!(": {why}"));
    Some(Standing {
        word: "lost",
        says: format!("lost before{}{why}", on(deal)),
    })
}
