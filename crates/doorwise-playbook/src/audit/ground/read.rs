//! The ground of a workspace and its market.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use doorwise_model::card::reference::Decision;
use doorwise_model::deal::{self, Outcome};
use doorwise_model::field::Field;
use doorwise_model::market::Market;
use doorwise_model::value::Value;
use doorwise_model::workspace::Workspace;
use doorwise_people::listen;
use doorwise_people::who;
use doorwise_vocab::date::{self, Date};
use doorwise_vocab::tree::Tree;
use doorwise_vocab::{company_name, industry, place, title};

use super::{Customer, Deal, Ground, People, Segment, log};

/// Bands of people employed: first and last, and what they are called.
const SIZES: [(f64, f64, &str); 6] = [
    (1.0, 10.0, "1 to 10"),
    (11.0, 50.0, "11 to 50"),
    (51.0, 200.0, "51 to 200"),
    (201.0, 1_000.0, "201 to 1,000"),
    (1_001.0, 5_000.0, "1,001 to 5,000"),
    (5_001.0, f64::INFINITY, "over 5,000"),
];

/// Reads the ground of a workspace; `as_of` is the day it speaks of.
pub fn read<'a>(workspace: &'a Workspace, market: &dyn Market, as_of: Option<Date>) -> Ground<'a> {
    let today = as_of.map(date::day_number);
    let fits = fits(workspace, market);
    let mut people = people(market);
    let currency = currency(market.deals());
    let mut worked = BTreeSet::new();
    let mut unnamed: BTreeMap<String, u64> = BTreeMap::new();
    let deals: Vec<Deal> = market
        .deals()
        .iter()
        .enumerate()
        .map(|(idx, deal)| {
            let (segments, fields) = match deal.company {
                Some(company) => {
                    worked.insert(company);
                    segments(market, company)
                }
                None => Default::default(),
            };
            Deal {
                id: deal.id.clone(),
                company: deal.company_name.clone(),
                row: deal.row.clone(),
                unit: unit(deal, idx, &mut unnamed),
                // What ends after the day spoken of is not over yet.
                outcome: match deal.closed.map(date::day_number) {
                    Some(closed) if today.is_some_and(|today| closed > today) => {
                        Some(Outcome::Open)
                    }
                    _ => deal.outcome,
                },
                amount: currency
                    .as_ref()
                    .and(deal.amount)
                    .and_then(|money| money.amount.middle()),
                created: deal.created.map(date::day_number),
                closed: deal.closed.map(date::day_number),
                source: deal.source.clone(),
                reason: deal.loss_reason.clone(),
                competitor: deal.competitor.clone(),
                stages: deal
                    .stages
                    .iter()
                    .map(|entry| (date::day_number(entry.entered), entry.stage.clone()))
                    .collect(),
                people: people.remove(&idx),
                segments,
                fields,
                fits: deal
                    .company
                    .and_then(|company| fits.get(company).copied().flatten()),
            }
        })
        .collect();
    let is_closed = |deal: &Deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost));
    let closed = (0..deals.len())
        .filter(|&idx| is_closed(&deals[idx]))
        .collect();
    let heard = listen::hear(workspace, Path::new(listen::correct::FILE)).value;
    let customers = customers(market, &fits);
    Ground {
        log: log::read(workspace, market, &fits, &worked, today),
        customers,
        deals,
        closed,
        today,
        currency: currency.flatten(),
        reach: reach(market, &worked),
        workspace,
        people: listen::people(&heard.interviews),
        said: heard.records,
    }
}

/// Returns the customers with what is known of their companies.
fn customers(market: &dyn Market, fits: &[Option<bool>]) -> Vec<Customer> {
    let mut unnamed: BTreeMap<String, u64> = BTreeMap::new();
    let paid = market.customers().iter().filter_map(|of| of.revenue);
    let currencies: BTreeSet<Option<String>> = paid
        .map(|money| money.currency.map(|currency| currency.to_string()))
        .collect();
    let is_one = currencies.len() == 1;
    let customer = |(idx, of): (usize, &deal::Customer)| {
        let (segments, fields) = of
            .company
            .map_or_else(Default::default, |company| segments(market, company));
        Customer {
            company: of.company_name.clone(),
            row: of.row.clone(),
            unit: unit_of(of.company, &of.company_name, idx, &mut unnamed),
            started: of.started.map(date::day_number),
            churned: of.churned.map(date::day_number),
            expanded: of.expanded,
            revenue: is_one
                .then_some(of.revenue)
                .flatten()
                .and_then(|money| money.amount.middle()),
            segments,
            fields,
            fits: of
                .company
                .and_then(|company| fits.get(company).copied().flatten()),
        }
    };
    market
        .customers()
        .iter()
        .enumerate()
        .map(customer)
        .collect()
}

/// Returns whether an ICP pursues each company: some does, all refuse, or it is open.
fn fits(workspace: &Workspace, market: &dyn Market) -> Vec<Option<bool>> {
    let mut fits: Vec<Option<bool>> = Vec::new();
    for icp in &workspace.icps {
        fits.resize(market.facts().companies, Some(false));
        for scoring in market.score(icp).list {
            let known = &mut fits[scoring.row as usize];
            *known = match (*known, scoring.decision) {
                (Some(true), _) | (_, Decision::Pursue) => Some(true),
                (None, _) | (_, Decision::FindOut) => None,
                (Some(false), Decision::Ignore) => Some(false),
            };
        }
    }
    fits
}

/// Returns the currency of all amounts: `Some(None)` where none names one, none where they differ.
fn currency(deals: &[deal::Deal]) -> Option<Option<String>> {
    let mut known: BTreeSet<Option<String>> = BTreeSet::new();
    for money in deals.iter().filter_map(|deal| deal.amount) {
        known.insert(money.currency.map(|currency| currency.to_string()));
    }
    let mut known = known.into_iter();
    match (known.next(), known.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// Returns a number shared by the deals of one company.
fn unit(deal: &deal::Deal, idx: usize, unnamed: &mut BTreeMap<String, u64>) -> u64 {
    unit_of(deal.company, &deal.company_name, idx, unnamed)
}

fn unit_of(
    company: Option<usize>,
    name: &str,
    idx: usize,
    unnamed: &mut BTreeMap<String, u64>,
) -> u64 {
    const BY_NAME: u64 = 1 << 40;
    const ALONE: u64 = 1 << 41;
    if let Some(company) = company {
        return company as u64;
    }
    let key = company_name::key(name);
    if key.is_empty() {
        return ALONE + idx as u64;
    }
    let next = BY_NAME + unnamed.len() as u64;
    *unnamed.entry(key).or_insert(next)
}

/// Function and band of a person.
type Role = (title::Function, title::Band);

/// Returns who took part in each deal, late arrivals left out.
fn people(market: &dyn Market) -> BTreeMap<usize, People> {
    struct Seen {
        people: People,
        /// Days of arrival with roles; none where a day is not known.
        arrivals: Vec<(Option<Date>, Option<Role>)>,
    }
    let mut seen: BTreeMap<usize, Seen> = BTreeMap::new();
    for contact in market.contacts() {
        let title = title::title(&contact.title);
        let band = title.seniority.band();
        let is_read = title.function != title::Function::Other && band != title::Band::Unknown;
        let role = is_read.then_some((title.function, band));
        for seat in &contact.deals {
            let Some(deal) = market.deals().get(seat.deal) else {
                continue;
            };
            let seen = seen.entry(seat.deal).or_insert_with(|| Seen {
                people: People::default(),
                arrivals: Vec::new(),
            });
            seen.arrivals.push((seat.attached, role));
            if who::is_in_time(deal, seat) {
                seen.people.n += 1;
                seen.people.roles.extend(role);
            }
        }
    }
    let finish = |(deal, mut seen): (usize, Seen)| {
        let dated = seen.arrivals.iter().all(|(day, _)| day.is_some());
        let earliest = seen.arrivals.iter().map(|(day, _)| *day).min().flatten();
        let firsts = seen.arrivals.iter().filter(|(day, _)| *day == earliest);
        let mut firsts = firsts.map(|(_, role)| *role);
        // Two on the same day have no first.
        seen.people.first = match (firsts.next(), firsts.next()) {
            (Some(role), None) if dated || seen.arrivals.len() == 1 => role,
            _ => None,
        };
        (deal, seen.people)
    };
    seen.into_iter().map(finish).collect()
}

/// Returns how many companies each segment has, and how many of them nobody has worked on.
fn reach(market: &dyn Market, worked: &BTreeSet<usize>) -> BTreeMap<Segment, (usize, usize)> {
    let mut reach: BTreeMap<Segment, (usize, usize)> = BTreeMap::new();
    for company in 0..market.facts().companies {
        for segment in segments(market, company).0 {
            let known = reach.entry(segment).or_default();
            known.0 += 1;
            known.1 += usize::from(!worked.contains(&company));
        }
    }
    reach
}

/// Returns the segments of a company, and the fields that are known of it.
fn segments(market: &dyn Market, company: usize) -> (BTreeSet<Segment>, BTreeSet<String>) {
    let (mut segments, mut fields) = (BTreeSet::new(), BTreeSet::new());
    for field in [
        Field::BusinessModel,
        Field::Industry,
        Field::Place,
        Field::Employees,
        Field::Stage,
    ] {
        let value = market.value(company, &field);
        let labels = match &value {
            Value::Unknown(_) | Value::Tags { .. } | Value::Money(_) => Vec::new(),
            Value::Number(size) => SIZES
                .iter()
                .filter(|(low, high, _)| *low <= size.low && size.high <= *high)
                .map(|(.., label)| (*label).to_owned())
                .collect(),
            Value::Nodes(nodes) | Value::NodesPerhaps { nodes, .. } => match field {
                Field::Place => above(place::places(), nodes, 1..=3),
                _ => above(industry::industries(), nodes, 0..=1),
            },
            Value::OneOf(words) if words.len() == 1 => vec![value.show(field.kind())],
            Value::OneOf(_) => Vec::new(),
        };
        if !labels.is_empty() {
            fields.insert(field.name());
        }
        segments.extend(labels.into_iter().map(|label| (field.name(), label)));
    }
    (segments, fields)
}

/// Returns what nodes are called, and what those above them are, within some depths.
fn above(
    tree: &Tree,
    nodes: &[doorwise_vocab::NodeId],
    depths: std::ops::RangeInclusive<usize>,
) -> Vec<String> {
    let mut labels = BTreeSet::new();
    for &node in nodes {
        for up in std::iter::successors(Some(node), |&node| tree.parent(node)) {
            if depths.contains(&tree.depth(up)) {
                labels.insert(tree.label(up).to_owned());
            }
        }
    }
    labels.into_iter().collect()
}
