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
    /// Seats left out because their date is not known and people of the role often come so late.
    pub n_perhaps_late: usize,
    /// Seats counted in whose dates are not known.
    pub n_undated: usize,
    /// Seats on these deals, late ones too.
    pub n_seats: usize,
}

/// Share of seats without a date above which nothing is concluded: a late arrival could be any of them.
const MOST_UNDATED: f64 = 0.2;
/// Share of late arrivals among a role's dated seats from which on its undated ones are left out too: those
/// who come to sign leave no other trace.
const OFTEN_LATE: f64 = 0.25;

impl<R> Matrix<R> {
    /// Returns whether enough seats are dated to tell a cause from a late arrival.
    pub fn is_dated(&self) -> bool {
        let unknown = self.n_undated + self.n_perhaps_late;
        self.n_seats > 0 && unknown as f64 <= MOST_UNDATED * self.n_seats as f64
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
    // For each role: dated seats, and of these late ones.
    let mut dated: BTreeMap<R, (usize, usize)> = BTreeMap::new();
    let mut there: Vec<(usize, Option<R>, Arrival)> = Vec::new();
    for (position, contact) in contacts.iter().enumerate() {
        let role = role(position, contact);
        for seat in &contact.deals {
            let Some(deal) = deals.get(seat.deal).filter(|_| keep(seat.deal)) else {
                continue;
            };
            if !matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost)) {
                continue;
            }
            let when = arrival(deal, seat);
            if let Some(role) = role.clone().filter(|_| when != Arrival::Unknown) {
                let known = dated.entry(role).or_default();
                known.0 += 1;
                known.1 += usize::from(when == Arrival::Late);
            }
            there.push((seat.deal, role.clone(), when));
        }
    }
    let often_late = |role: &Option<R>| {
        let known = role.as_ref().and_then(|role| dated.get(role));
        known.is_some_and(|&(n, late)| late as f64 >= OFTEN_LATE * n as f64 && late > 0)
    };
    let mut seats: BTreeMap<usize, BTreeSet<R>> = BTreeMap::new();
    let (mut n_late, mut n_undated, mut n_perhaps_late) = (0, 0, 0);
    let n_seats = there.len();
    for (deal, role, when) in there {
        match when {
            Arrival::Late => {
                n_late += 1;
                continue;
            }
            Arrival::Unknown if often_late(&role) => {
                n_perhaps_late += 1;
                continue;
            }
            Arrival::Unknown => n_undated += 1,
            Arrival::InTime => {}
        }
        seats.entry(deal).or_default().extend(role);
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
        n_perhaps_late,
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
