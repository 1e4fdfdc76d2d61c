//! The truth cases of `card.md`, each by its number.

use std::path::Path;

use doorwise_vocab::money::money;
use doorwise_vocab::{Interval, industry, place, stage};

use super::{Decision, State};
use crate::card::Card;
use crate::company::Company;
use crate::field::Field;
use crate::icp::Icp;
use crate::money::Rates;
use crate::value::{Unknown, Value};
use crate::workspace::load::read_icp;

const SEED: &str = "\
icp: b2b-saas-india
name: B2B SaaS in India, 10 to 50 people, Series A
gates:
  - business_model: b2b
  - industry: software.saas
  - place: IN
  - employees: 5..100
  - stage: [seed, series_a, series_b]
exclusions:
  - keywords: [agency]
    why: agencies resell, they do not use
points:
  - employees: { 10..50: 3, 5..9: 1, 51..100: 1 }
  - stage: { series_a: 3, seed: 1, series_b: 1 }
tiers: { A: 6, B: 4, C: 0 }
notes:
  - says: The founder reviews pipeline every week and deal source is often empty in the CRM.
assumption: all
";

fn icp(text: &str) -> Icp {
    let loaded = read_icp(Path::new("b2b-saas-india.yaml"), text, &Rates::default());
    assert_eq!(loaded.diagnostics, []);
    loaded.value.expect("the ICP is whole")
}

fn tags(words: &[&str]) -> Value {
    Value::Tags {
        listed: words.iter().map(|word| (*word).to_owned()).collect(),
        complete: true,
    }
}

fn stages(text: &str) -> Value {
    let stages = stage::stage(text).value().expect("a stage");
    Value::OneOf(
        stages
            .into_iter()
            .map(|stage| stage.as_str().to_owned())
            .collect(),
    )
}

fn band(low: f64, high: f64) -> Value {
    Value::Number(Interval::new(low, high))
}

/// Case 1: b2b, software.saas, IN, 30 people, series_a, with no tags that matter.
fn first() -> Company {
    let mut company = Company {
        id: "1".into(),
        name: "One".into(),
        ..Company::default()
    };
    let mut set = |field, value| company.values.insert(field, value);
    set(Field::BusinessModel, tags(&["b2b"]));
    set(
        Field::Industry,
        Value::Nodes(vec![industry::find("software.saas").expect("a node")]),
    );
    set(
        Field::Place,
        Value::Nodes(vec![place::find("IN").expect("a node")]),
    );
    set(Field::Employees, band(30.0, 30.0));
    set(Field::Stage, stages("series_a"));
    set(Field::Keywords, tags(&["b2b"]));
    company
}

fn with(changes: &[(Field, Value)]) -> Company {
    let mut company = first();
    for (field, value) in changes {
        company.values.insert(field.clone(), value.clone());
    }
    company
}

fn blank() -> Value {
    Value::Unknown(Unknown::Blank)
}

/// Checks decision, score range and tiers, written as in the table of `card.md`.
#[track_caller]
fn check(card: &Card, company: &Company, decision: Decision, score: &str, tiers: &str) {
    let judged = card.judge(company, &[]);
    let shown = judged.score.map_or("-".to_owned(), |range| {
        if range.low == range.high {
            range.low.to_string()
        } else {
            format!("{}..{}", range.low, range.high)
        }
    });
    let tier = if judged.tiers.is_empty() {
        "-".to_owned()
    } else {
        card.tiers.show(&judged.tiers)
    };
    assert_eq!(
        (judged.decision, shown.as_str(), tier.as_str()),
        (decision, score, tiers)
    );
}

#[test]
fn truth_cases() {
    use Decision::{FindOut, Ignore, Pursue};
    let icp = icp(SEED);
    let card = &icp.card;
    let reach = card.reach().expect("somebody passes");
    assert_eq!((reach.low, reach.high), (2, 6));
    check(card, &first(), Pursue, "6", "A");
    check(
        card,
        &with(&[(Field::Stage, blank())]),
        FindOut,
        "4..6",
        "A or B",
    );
    check(
        card,
        &with(&[(Field::Employees, blank())]),
        FindOut,
        "4..6",
        "A or B",
    );
    check(
        card,
        &with(&[(Field::Employees, band(2.0, 10.0))]),
        FindOut,
        "4..6",
        "A or B",
    );
    check(
        card,
        &with(&[
            (Field::Employees, band(11.0, 50.0)),
            (Field::Stage, stages("seed")),
        ]),
        Pursue,
        "4",
        "B",
    );
    check(
        card,
        &with(&[(Field::Employees, band(400.0, 400.0))]),
        Ignore,
        "-",
        "-",
    );
    let software = Value::Nodes(vec![industry::find("software").expect("a node")]);
    check(
        card,
        &with(&[(Field::Industry, software)]),
        FindOut,
        "6",
        "A",
    );
    let place_of = |text: &str| Value::Nodes(vec![place::find(text).expect("a node")]);
    check(
        card,
        &with(&[(Field::Place, place_of("US"))]),
        Ignore,
        "-",
        "-",
    );
    check(
        card,
        &with(&[(Field::Place, place_of("Bengaluru"))]),
        Pursue,
        "6",
        "A",
    );
    check(
        card,
        &with(&[(Field::Keywords, blank())]),
        FindOut,
        "6",
        "A",
    );
    check(
        card,
        &with(&[(Field::Keywords, tags(&["agency"]))]),
        Ignore,
        "-",
        "-",
    );
    check(
        card,
        &with(&[
            (Field::Employees, band(7.0, 7.0)),
            (Field::Stage, stages("series_b")),
        ]),
        Pursue,
        "2",
        "C",
    );
    check(card, &Company::default(), FindOut, "2..6", "A, B or C");
}

#[test]
fn an_exclusion_that_cannot_be_checked_is_not_open() {
    let icp = icp(SEED);
    let blank_keywords = with(&[(Field::Keywords, blank())]);
    assert_eq!(
        icp.card.judge(&blank_keywords, &[0]).decision,
        Decision::Pursue
    );
}

#[test]
fn an_amount_without_a_rate_is_unknown() {
    let text = "icp: big\ngates:\n  - revenue: 10000..1M USD\n";
    let mut company = Company::default();
    company.values.insert(
        Field::Revenue,
        Value::Money(money("11 lakhs").value().expect("an amount")),
    );
    let loaded = read_icp(Path::new("big.yaml"), text, &Rates::default());
    assert_eq!(loaded.diagnostics, []);
    let card = loaded.value.expect("an ICP").card;
    assert_eq!(card.judge(&company, &[]).gates, [State::Open]);
    let rates = Rates(vec![crate::money::Rate {
        from: "USD".parse().expect("a code"),
        to: "INR".parse().expect("a code"),
        rate: 80.0,
        on: "2026-01-01".parse().expect("a date"),
    }]);
    // 11 lakh INR at 80 is 13,750 USD.
    let card = Card { rates, ..card };
    assert_eq!(card.judge(&company, &[]).gates, [State::Holds]);
}

#[test]
fn a_hand_made_decision_is_found_by_id_domain_or_name() {
    let text = format!(
        "{SEED}overrides:\n  - company: Acme Ltd\n    decision: ignore\n    why: customer already\n    who: Meera\n    date: 2026-10-01\n"
    );
    let icp = icp(&text);
    let made = icp
        .override_of("17", None, "ACME ltd")
        .expect("found by name");
    assert_eq!(
        (made.decision, made.why.as_str(), made.who.as_str()),
        (Decision::Ignore, "customer already", "Meera")
    );
    assert_eq!(icp.override_of("17", None, "Another"), None);
    // Case 15: the score and the tier still show.
    check(&icp.card, &first(), Decision::Pursue, "6", "A");
}

#[test]
fn two_entries_never_add_up() {
    let icp = icp(
        "icp: b2b-saas-india\npoints:\n  - employees: { 1..10: 3, 11..50: 5 }\ntiers: { A: 5, B: 0 }\n",
    );
    let judged = icp.card.judge(&Company::default(), &[]);
    let score = judged.score.expect("nothing blocks");
    assert_eq!((score.low, score.high), (0, 5));
    // 0, 3 or 5: never 8, and no tier between A and B.
    assert_eq!(judged.looks[0].points, [0, 3, 5]);
}

#[test]
fn a_gap_between_tiers_stays_a_gap() {
    let text = "icp: b2b-saas-india\npoints:\n  - stage: { series_a: 6, series_b: 6 }\ntiers: { A: 6, B: 3, C: 0 }\n";
    check(
        &icp(text).card,
        &Company::default(),
        Decision::Pursue,
        "0..6",
        "A or C",
    );
}

#[test]
fn the_most_specific_entry_of_a_tree_counts() {
    let text = "icp: b2b-saas-india\npoints:\n  - industry: { software: 3, software.saas: 1 }\n";
    let icp = icp(text);
    let judged = icp.card.judge(&first(), &[]);
    assert_eq!(judged.looks[0].points, [1]);
}

#[test]
fn unknown_is_an_entry_of_the_score_as_seen_only() {
    let text = "icp: b2b-saas-india\npoints:\n  - stage: { series_a: 3, unknown: -2 }\n";
    let icp = icp(text);
    let judged = icp.card.judge(&Company::default(), &[]);
    assert_eq!(judged.seen, -2);
    assert_eq!(
        judged.score.map(|range| (range.low, range.high)),
        Some((0, 3))
    );
}

#[test]
fn two_fields_score_together() {
    let text = "\
icp: b2b-saas-india
points:
  - both: [employees, stage]
    lines:
      - { employees: 10..50, stage: series_a, points: 5 }
      - { employees: 10..50, points: 2 }
";
    let icp = icp(text);
    check(&icp.card, &first(), Decision::Pursue, "5", "fits");
    check(
        &icp.card,
        &with(&[(Field::Stage, blank())]),
        Decision::Pursue,
        "2..5",
        "fits",
    );
    check(
        &icp.card,
        &with(&[(Field::Employees, band(60.0, 60.0))]),
        Decision::Pursue,
        "0",
        "fits",
    );
}
