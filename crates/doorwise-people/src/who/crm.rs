//! The parts that a CRM gives to people of one kind, counted in one way for all who ask.

use std::collections::BTreeMap;

use doorwise_model::deal::{Contact, Deal};
use doorwise_model::persona::{BuyingRole, Persona, RoleMatch};
use doorwise_vocab::title::{self, Band, Function};

use super::cell;

/// Seats from which the CRM's word for a kind of people counts.
const LEAST_SEATS: usize = 3;

/// Share of the seats with a word that must carry this one.
const LEAST_SHARE: f64 = 0.4;

/// Seats of one kind of people on deals, by the part that the CRM gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrmRoles {
    seats: BTreeMap<BuyingRole, usize>,
}

impl CrmRoles {
    /// Counts the seats of people who surely are a persona; `deals` without an outcome are left out.
    pub fn of_persona(persona: &Persona, deals: &[Deal], contacts: &[Contact]) -> Self {
        Self::of(deals, contacts, |written| {
            persona.role.matches(written, &title::title(written)) == RoleMatch::Yes
        })
    }

    /// Counts the seats of people of one function and band.
    pub fn of_cell(own: (Function, Band), deals: &[Deal], contacts: &[Contact]) -> Self {
        Self::of(deals, contacts, |written| {
            cell(&title::title(written)) == Some(own)
        })
    }

    fn of(deals: &[Deal], contacts: &[Contact], is_theirs: impl Fn(&str) -> bool) -> Self {
        let mut seats = BTreeMap::new();
        for contact in contacts {
            let parts: Vec<BuyingRole> = contact
                .deals
                .iter()
                .filter(|seat| {
                    let deal = deals.get(seat.deal);
                    deal.is_some_and(|deal| deal.outcome.is_some())
                })
                .filter_map(|seat| seat.buying_role)
                .collect();
            if parts.is_empty() || !is_theirs(&contact.title) {
                continue;
            }
            for part in parts {
                *seats.entry(part).or_default() += 1;
            }
        }
        Self { seats }
    }

    /// Seats that carry one of the parts, and all that carry any.
    pub fn held(&self, parts: &[BuyingRole]) -> (usize, usize) {
        let own = self.seats.iter().filter(|(part, _)| parts.contains(part));
        (own.map(|(_, n)| n).sum(), self.seats.values().sum())
    }

    /// Returns the commonest part where it is the CRM's word for these people, with its seats and all.
    pub fn word(&self) -> Option<(BuyingRole, usize, usize)> {
        let (part, _) = self
            .seats
            .iter()
            .max_by_key(|(part, n)| (**n, std::cmp::Reverse(**part)))?;
        let (held, of) = self.held(&[*part]);
        is_word(held, of).then_some((*part, held, of))
    }
}

/// Whether so many seats make a part the CRM's word for its people.
pub fn is_word(held: usize, of: usize) -> bool {
    held >= LEAST_SEATS && held as f64 >= LEAST_SHARE * of as f64
}
