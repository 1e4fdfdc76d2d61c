//! Who takes part in deals, and who at a company is a persona's person.
//!
//! Counts and names only. Whether a role *decides* takes a test over the deals (amount,
//! number of others present) and enough of them; presence alone says "seen".

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::deal::{Contact, Deal, DealSeat, Outcome};
use doorwise_model::persona::{Persona, RoleMatch};
use doorwise_vocab::date::Date;
use doorwise_vocab::title::{self, Band, Flag, Function, Title};

pub mod crm;
pub mod decider;
pub mod heard;
pub mod matrix;
pub mod name;
pub mod stall;
#[cfg(test)]
mod tests;

/// Who was seen in which deals.
#[derive(Clone, Debug, PartialEq)]
pub struct Attendance {
    /// One entry for each function and band seen, most seen first.
    pub seen: Vec<Presence>,
    /// Won deals with at least one contact.
    pub n_won: usize,
    /// Lost deals with at least one contact.
    pub n_lost: usize,
    /// Open deals with at least one contact.
    pub n_open: usize,
    /// Closed deals that name nobody; they say nothing and are left out.
    pub n_without_people: usize,
    /// Seats left out because the person was attached after 80 % of the cycle.
    pub n_late: usize,
    /// Seats on closed deals whose date of attachment, or the deal's dates, are not known; they are counted in.
    pub n_undated: usize,
    /// Seats left out because the title says neither function nor band.
    pub n_unread_titles: usize,
    /// Seats left out because the title says that the job is over ("Former CFO").
    pub n_gone: usize,
}

/// How often one kind of person was in deals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Function of the people.
    pub function: Function,
    /// Band of the people.
    pub band: Band,
    /// Won deals with such a person.
    pub won_with: usize,
    /// Won deals without.
    pub won_without: usize,
    /// Lost deals with such a person.
    pub lost_with: usize,
    /// Lost deals without.
    pub lost_without: usize,
    /// Open deals with such a person.
    pub open_with: usize,
    /// Lost deals without such a person, as positions in the list of deals.
    pub lost_deals_without: Vec<usize>,
    /// Every deal with such a person, as positions in the list of deals.
    pub deals_with: Vec<usize>,
}

/// Counts who was in which deals; a person attached after 80 % of a closed deal's cycle is left out,
/// since a late arrival (the signature, the invoice) is a result and no cause.
pub fn presence(deals: &[Deal], contacts: &[Contact]) -> Attendance {
    let mut people: BTreeMap<usize, BTreeSet<(Function, Band)>> = BTreeMap::new();
    let mut attendance = Attendance {
        seen: Vec::new(),
        n_won: 0,
        n_lost: 0,
        n_open: 0,
        n_without_people: 0,
        n_late: 0,
        n_undated: 0,
        n_unread_titles: 0,
        n_gone: 0,
    };
    for contact in contacts {
        let read = title::title(&contact.title);
        let cell = cell(&read);
        for seat in &contact.deals {
            let Some(deal) = deals.get(seat.deal) else {
                continue;
            };
            match arrival(deal, seat) {
                Arrival::Late => {
                    attendance.n_late += 1;
                    continue;
                }
                Arrival::Unknown => attendance.n_undated += 1,
                Arrival::InTime => {}
            }
            // The deal has people on it even where their titles say nothing.
            let seats = people.entry(seat.deal).or_default();
            match cell {
                Some(cell) => drop(seats.insert(cell)),
                None if is_gone(&read) => attendance.n_gone += 1,
                None => attendance.n_unread_titles += 1,
            }
        }
    }
    for (idx, deal) in deals.iter().enumerate() {
        match (deal.outcome, people.contains_key(&idx)) {
            (Some(Outcome::Won), true) => attendance.n_won += 1,
            (Some(Outcome::Lost), true) => attendance.n_lost += 1,
            (Some(Outcome::Open), true) => attendance.n_open += 1,
            (Some(Outcome::Won | Outcome::Lost), false) => attendance.n_without_people += 1,
            (Some(Outcome::Open) | None, _) => {}
        }
    }
    let cells: BTreeSet<(Function, Band)> = people.values().flatten().copied().collect();
    attendance.seen = cells
        .into_iter()
        .map(|cell| count(cell, deals, &people))
        .collect();
    attendance
        .seen
        .sort_by_key(|row| std::cmp::Reverse(row.won_with + row.lost_with + row.open_with));
    attendance
}

/// In how many closed deals a persona's own people were, by the same rule as "whom to write to".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonaSeats {
    /// Won deals with such a person, as positions in the list of deals.
    pub won_with: Vec<usize>,
    /// Lost deals with such a person, as positions in the list of deals.
    pub lost_with: Vec<usize>,
}

/// Returns the closed deals in which somebody was who surely is this persona; late arrivals are left out.
pub fn persona_seats(persona: &Persona, deals: &[Deal], contacts: &[Contact]) -> PersonaSeats {
    let mut with: BTreeSet<usize> = BTreeSet::new();
    for contact in contacts {
        let read = title::title(&contact.title);
        if persona.role.matches(&contact.title, &read) != RoleMatch::Yes {
            continue;
        }
        for seat in &contact.deals {
            let deal = deals.get(seat.deal);
            if deal.is_some_and(|deal| !matches!(arrival(deal, seat), Arrival::Late)) {
                with.insert(seat.deal);
            }
        }
    }
    let of = |outcome: Outcome| {
        with.iter()
            .copied()
            .filter(|&idx| deals[idx].outcome == Some(outcome))
            .collect()
    };
    PersonaSeats {
        won_with: of(Outcome::Won),
        lost_with: of(Outcome::Lost),
    }
}

fn count(
    (function, band): (Function, Band),
    deals: &[Deal],
    people: &BTreeMap<usize, BTreeSet<(Function, Band)>>,
) -> Presence {
    let mut row = Presence {
        function,
        band,
        won_with: 0,
        won_without: 0,
        lost_with: 0,
        lost_without: 0,
        open_with: 0,
        lost_deals_without: Vec::new(),
        deals_with: Vec::new(),
    };
    for (&idx, seats) in people {
        if seats.contains(&(function, band)) {
            row.deals_with.push(idx);
        }
        match (deals[idx].outcome, seats.contains(&(function, band))) {
            (Some(Outcome::Won), true) => row.won_with += 1,
            (Some(Outcome::Won), false) => row.won_without += 1,
            (Some(Outcome::Lost), true) => row.lost_with += 1,
            (Some(Outcome::Lost), false) => {
                row.lost_without += 1;
                row.lost_deals_without.push(idx);
            }
            (Some(Outcome::Open), true) => row.open_with += 1,
            (Some(Outcome::Open), false) | (None, _) => {}
        }
    }
    row
}

/// Returns whether a title says that its job is over: "Former CFO", "Left the company - was Buyer".
///
/// Whoever is gone reads nothing that is sent and decides nothing; what the person did in a deal of
/// the past is not told by the title of today.
pub fn is_gone(title: &Title) -> bool {
    title.flags.contains(&Flag::NotCurrent)
}

/// Returns the function and band of a title, where both are read and the job is not over.
pub fn cell(title: &Title) -> Option<(Function, Band)> {
    let band = title.seniority.band();
    if is_gone(title) {
        return None;
    }
    (title.function != Function::Other && band != Band::Unknown).then_some((title.function, band))
}

/// Returns whether a person came to a deal before its last fifth, or nobody knows when; whoever came
/// later is a result of how the deal went and no cause.
pub fn is_in_time(deal: &Deal, seat: &DealSeat) -> bool {
    !matches!(arrival(deal, seat), Arrival::Late)
}

/// When a person joined a deal, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Before 80 % of the cycle had passed, or the deal is open.
    InTime,
    /// After: a result and no cause.
    Late,
    /// A date is missing.
    Unknown,
}

/// Returns when a person joined a deal.
pub fn arrival(deal: &Deal, seat: &DealSeat) -> Arrival {
    if deal.outcome == Some(Outcome::Open) {
        return Arrival::InTime;
    }
    let (Some(created), Some(closed), Some(attached)) = (deal.created, deal.closed, seat.attached)
    else {
        return Arrival::Unknown;
    };
    let (cycle, waited) = (days(created, closed), days(created, attached));
    // In whole numbers: waited / cycle > 4/5.
    if waited > cycle || (cycle > 0 && 5 * waited > 4 * cycle) {
        Arrival::Late
    } else {
        Arrival::InTime
    }
}

fn days(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// Returns the contact who fits a persona best: a sure match before a maybe, the surer
/// title first, then the order of the table.
pub fn person_for<'a>(
    persona: &Persona,
    contacts_at_company: &[&'a Contact],
) -> Option<(RoleMatch, &'a Contact)> {
    let mut best: Option<(RoleMatch, f64, &Contact)> = None;
    for &contact in contacts_at_company {
        let title = title::title(&contact.title);
        let found = persona.role.matches(&contact.title, &title);
        if found == RoleMatch::No {
            continue;
        }
        let is_better = best.is_none_or(|(so_far, confidence, _)| {
            found < so_far || (found == so_far && title.confidence > confidence)
        });
        if is_better {
            best = Some((found, title.confidence, contact));
        }
    }
    best.map(|(found, _, contact)| (found, contact))
}

/// Returns a search that finds the person on the web or in a professional network:
/// `("Head of Marketing" OR "Marketing Head") "Acme"`; never an invented name.
///
/// Empty where the persona names neither a title nor a function with a seniority.
pub fn search_string(persona: &Persona, company: Option<&str>) -> String {
    // Search boxes cut long queries; eight titles stay under every limit we know.
    const MOST_TITLES: usize = 8;
    let role = &persona.role;
    let mut titles: Vec<String> = role
        .titles
        .iter()
        .map(|title| title.trim().to_owned())
        .collect();
    if let Some(function) = role.function {
        for seniority in &role.seniorities {
            titles.extend(
                title::variants(function, *seniority)
                    .into_iter()
                    .map(str::to_owned),
            );
        }
    }
    let mut seen = BTreeSet::new();
    titles.retain(|title| !title.is_empty() && seen.insert(doorwise_vocab::text::fold(title)));
    titles.truncate(MOST_TITLES);
    let quoted: Vec<String> = titles
        .iter()
        .map(|title| format!("\"{}\"", title.replace('"', "")))
        .collect();
    let who = match quoted.as_slice() {
        [] => return String::new(),
        [one] => one.clone(),
        several => format!("({})", several.join(" OR ")),
    };
    match company
        .map(|name| name.replace('"', ""))
        .filter(|name| !name.trim().is_empty())
    {
        Some(name) => format!("{who} \"{}\"", name.trim()),
        None => who,
    }
}
