//! Rules over the table of customers: when they must fire, and when they must stay silent.

use std::collections::BTreeSet;

use doorwise_model::workspace::Workspace;

use super::{alone, calm, ground, is_silent, speaks};
use crate::audit::choose::Went;
use crate::audit::ground::{Customer, Deal, Ground};

/// A customer a company; `left` says whether it left after forty days, `more` whether it bought more.
fn customers(
    n: usize,
    left: impl Fn(usize, bool) -> bool,
    more: impl Fn(usize, bool) -> bool,
) -> Vec<Customer> {
    let customer = |idx: usize| {
        let outside = idx.is_multiple_of(3);
        let small = idx % 4 == 1;
        let label = if small { "small" } else { "large" };
        Customer {
            company: format!("Company {idx}"),
            row: format!("customers.csv:{}", idx + 2),
            unit: idx as u64,
            started: Some(100 + idx as i32),
            churned: left(idx, outside).then(|| 140 + idx as i32),
            expanded: Some(more(idx, small)),
            revenue: None,
            segments: BTreeSet::from([("employees".to_owned(), label.to_owned())]),
            fields: BTreeSet::from(["employees".to_owned()]),
            fits: Some(!outside),
        }
    };
    (0..n).map(customer).collect()
}

fn with(customers: Vec<Customer>, workspace: &Workspace) -> Ground<'_> {
    let of_companies = |deal: Deal| Deal {
        segments: BTreeSet::from([("employees".to_owned(), "small".to_owned())]),
        fits: Some(true),
        ..deal
    };
    let deals = calm(8).into_iter().map(of_companies);
    Ground {
        customers,
        ..ground(deals.collect(), workspace)
    }
}

#[test]
fn early_churn_outside_the_icp_is_found() {
    let workspace = Workspace::default();
    let planted = customers(
        90,
        |idx, outside| outside && idx.is_multiple_of(2),
        |_, _| false,
    );
    let says = speaks(&with(planted, &workspace), "F12");
    assert!(says.contains("15 of 30"), "{says}");
    assert!(says.contains("0 of 60"), "{says}");
}

#[test]
fn early_churn_has_a_price_where_revenue_is_known() {
    let workspace = Workspace::default();
    let mut planted = customers(
        90,
        |idx, outside| outside && idx.is_multiple_of(2),
        |_, _| false,
    );
    for customer in &mut planted {
        customer.started = customer.started.map(|day| 4 * day - 300);
        customer.churned = customer.churned.and(customer.started).map(|day| day + 40);
        customer.revenue = Some(1_200.0);
    }
    let ground = with(planted, &workspace);
    let choice = alone(&ground, "F12");
    let worth = choice.slots[1].1[0]
        .finding
        .worth
        .as_ref()
        .expect("a price");
    let (care, low, high) = worth.money().expect("money");
    assert!(low <= care && care <= high && high > 0.0, "{worth:?}");
    assert!(
        worth.reckoned.contains("customers outside the ICP a year"),
        "{worth:?}"
    );
}

#[test]
fn early_churn_alike_on_both_sides_is_none() {
    let workspace = Workspace::default();
    let alike = customers(90, |idx, _| idx.is_multiple_of(5), |_, _| false);
    is_silent(&with(alike, &workspace), "F12");
    // Who came last month has not had the time to leave.
    let mut young = customers(
        90,
        |idx, outside| outside && idx.is_multiple_of(2),
        |_, _| false,
    );
    for customer in &mut young {
        customer.started = Some(1_180);
        customer.churned = customer.churned.map(|_| 1_190);
    }
    let choice = alone(&with(young, &workspace), "F12");
    assert!(
        matches!(choice.ran[0].went, Went::TooFew(_)),
        "{:?}",
        choice.ran
    );
}

#[test]
fn a_segment_that_buys_more_is_found() {
    let workspace = Workspace::default();
    let planted = customers(
        96,
        |_, _| false,
        |idx, small| {
            if small {
                idx % 8 == 1 || idx % 8 == 5
            } else {
                idx.is_multiple_of(6)
            }
        },
    );
    let says = speaks(&with(planted, &workspace), "O6");
    assert!(says.contains("employees small"), "{says}");
    assert!(says.contains("24 of 24"), "{says}");
}

#[test]
fn growth_that_is_the_same_everywhere_is_none() {
    let workspace = Workspace::default();
    let alike = customers(96, |_, _| false, |idx, _| idx.is_multiple_of(3));
    is_silent(&with(alike, &workspace), "O6");
}
