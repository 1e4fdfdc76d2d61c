//! Which role was in which closed deal, and who was met first.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::deal::{Contact, Deal, Outcome};
use doorwise_vocab::date::Date;

use super::{Arrival, arrival};

/// Deals by role; roles are of the caller's own kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix<R> {
    /// Closed deals that name people, as positions in the list of deals.
    pub deals: Vec<usize>,
    /// Roles in their order.
    pub roles: Vec<R>,
    /// For each role: whether it was in each deal; late arrivals are left out.
    pub present: Vec<Vec<bool>>,
    /// Seats left out because the person came after 80 % of the cycle.
    pub n_late: usize,
    /// Seats counted in whose dates are not known.
    pub n_undated: usize,
    /// Seats on these deals, late ones too.
    pub n_seats: usize,
}

/// Share of seats without a date above which nothing is concluded: a late arrival could be any of them.
const MOST_UNDATED: f64 = 0.2;

impl<R> Matrix<R> {
    /// Returns whether enough seats are dated to tell a cause from a late arrival.
    pub fn is_dated(&self) -> bool {
        self.n_seats > 0 && self.n_undated as f64 <= MOST_UNDATED * self.n_seats as f64
    }
}

/// Returns which roles were in which of the closed deals that `keep` keeps; `role` says what a contact
/// is, by position, none where the title does not tell.
pub fn matrix<R: Ord + Clone>(
    deals: &[Deal],
    contacts: &[Contact],
    keep: impl Fn(usize) -> bool,
    role: impl Fn(usize, &Contact) -> Option<R>,
) -> Matrix<R> {
    let mut seats: BTreeMap<usize, BTreeSet<R>> = BTreeMap::new();
    let (mut n_late, mut n_undated, mut n_seats) = (0, 0, 0);
    for (position, contact) in contacts.iter().enumerate() {
        let role = role(position, contact);
        for seat in &contact.deals {
            let Some(deal) = deals.get(seat.deal).filter(|_| keep(seat.deal)) else {
                continue;
            };
            if !matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost)) {
                continue;
            }
            n_seats += 1;
            match arrival(deal, seat) {
                Arrival::Late => {
                    n_late += 1;
                    continue;
                }
                Arrival::Unknown => n_undated += 1,
                Arrival::InTime => {}
            }
            let roles = seats.entry(seat.deal).or_default();
            roles.extend(role.clone());
        }
    }
    let roles: BTreeSet<R> = seats.values().flatten().cloned().collect();
    let present = roles
        .iter()
        .map(|role| seats.values().map(|known| known.contains(role)).collect())
        .collect();
    Matrix {
        deals: seats.keys().copied().collect(),
        roles: roles.into_iter().collect(),
        present,
        n_late,
        n_undated,
        n_seats,
    }
}

/// Returns by deal who was met first: everybody of the earliest date, or the only person of the deal.
///
/// A deal with several people and no date says nothing about who was first.
pub fn first_met(deals: &[Deal], contacts: &[Contact]) -> BTreeMap<usize, Vec<usize>> {
    let mut seats: BTreeMap<usize, Vec<(Option<Date>, usize)>> = BTreeMap::new();
    for (position, contact) in contacts.iter().enumerate() {
        for seat in contact.deals.iter().filter(|seat| seat.deal < deals.len()) {
            let people = seats.entry(seat.deal).or_default();
            people.push((seat.attached, position));
        }
    }
    seats
        .into_iter()
        .filter_map(|(deal, people)| {
            if let [(_, only)] = people.as_slice() {
                return Some((deal, vec![*only]));
            }
            let first = people.iter().filter_map(|(day, _)| *day).min()?;
            let met = people.iter().filter(|(day, _)| *day == Some(first));
            Some((deal, met.map(|(_, position)| *position).collect()))
        })
        .collect()
}
