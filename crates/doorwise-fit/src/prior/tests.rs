use std::path::Path;

use doorwise_model::condition::Condition;
use doorwise_model::diagnostic::Place;
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::value::Value;
use doorwise_vocab::Interval;

use super::*;
use crate::deals::{Column, Monotone};
use crate::learn::{Ask, learn};

fn table(name: &str, entries: &[(&str, i64)]) -> PointsTable {
    PointsTable {
        fields: vec![Field::Custom(name.to_owned(), FieldKind::Category)],
        entries: entries
            .iter()
            .map(|(word, points)| Entry {
                conditions: vec![Some(Condition::Is((*word).to_owned()))],
                points: *points,
            })
            .collect(),
        why: None,
        place: Place::text(Path::new(""), None),
        assumed: false,
    }
}

/// `cells` times: a word, won deals, lost deals.
fn deals(name: &str, cells: &[(&str, usize, usize)]) -> Deals {
    let (mut codes, mut won) = (Vec::new(), Vec::new());
    for (code, (_, wins, losses)) in cells.iter().enumerate() {
        codes.extend(vec![code as u32; wins + losses]);
        won.extend((0..wins + losses).map(|row| row < *wins));
    }
    Deals {
        units: (0..won.len() as u64).collect(),
        columns: vec![Column {
            field: Field::Custom(name.to_owned(), FieldKind::Category),
            header: name.to_owned(),
            codes,
            values: cells
                .iter()
                .map(|(word, ..)| Value::OneOf(vec![(*word).to_owned()]))
                .collect(),
            wish: None,
            precedes_sale: false,
        }],
        won,
        days: Vec::new(),
        opened: Vec::new(),
        amounts: Vec::new(),
        kept: Vec::new(),
    }
}

fn after(by_hand: &[PointsTable], deals: &Deals) -> Vec<WeighedEntry> {
    let weighed = weigh(by_hand, deals, &learn(deals, Ask::new(1))).expect("the card has points");
    weighed.entries
}

#[test]
fn few_deals_move_few_points_and_many_move_them_all_the_way() {
    let by_hand = [table("source", &[("fair", 2), ("referral", 4)])];
    // Fairs win less than the rest, against what the author says.
    let cells = |times: usize| {
        deals(
            "source",
            &[
                ("fair", times, 9 * times),
                ("referral", 3 * times, 3 * times),
                ("web", 3 * times, 7 * times),
            ],
        )
    };
    let few = after(&by_hand, &cells(1));
    assert_eq!((few[0].before, few[0].won), (2, 1));
    assert!(few[0].after < 2 && few[0].after >= -1, "{few:?}");
    assert!(few[0].agrees > 0.01, "ten deals settle nothing: {few:?}");
    let many = after(&by_hand, &cells(60));
    assert!(many[0].after < 0, "{many:?}");
    assert!(many[1].after > 0 && many[1].agrees > 0.99, "{many:?}");
}

#[test]
fn what_no_deal_speaks_of_stays_as_it_was() {
    let by_hand = [table("region", &[("north", 3), ("south", -1)])];
    let entries = after(&by_hand, &deals("source", &[("web", 5, 5)]));
    assert_eq!(
        entries.iter().map(|entry| entry.after).collect::<Vec<_>>(),
        [3, -1]
    );
    assert!(entries.iter().all(|entry| entry.inside.is_none()));
    // Median points 3: a normal with mean ln 2 and standard deviation 0.7 is above 0 with 83.9 %.
    assert!((entries[0].agreed - 0.8390).abs() < 5e-4, "{entries:?}");
    assert!(
        (entries[0].agrees - entries[0].agreed).abs() < 1e-9,
        "{entries:?}"
    );
    assert_eq!(
        weigh(
            &[],
            &deals("source", &[("web", 5, 5)]),
            &learn(&Deals::default(), Ask::new(1))
        ),
        None
    );
}

/// At the mode the deals pull as hard as the prior holds: wins less wins expected = (w - m) / 0.49.
#[test]
fn the_mode_balances_deals_and_prior() {
    let priors = [Prior {
        mean: 0.5,
        information: 1.0 / (SPREAD * SPREAD),
    }];
    let rows = (0..40).map(|row| {
        let met = if row < 20 { vec![0] } else { Vec::new() };
        (met, !(4..30).contains(&row))
    });
    let posterior = Posterior::of(rows, &priors);
    let weight = posterior.weights[0];
    // With a free intercept the wins expected inside and outside together are the 14 seen.
    let outside = |inside: f64| (14.0 - inside) / 20.0;
    let pull = (weight - 0.5) / (SPREAD * SPREAD);
    let inside = 4.0 - pull;
    let log_odds = |share: f64| (share / (1.0 - share)).ln();
    let difference = log_odds(inside / 20.0) - log_odds(outside(inside));
    assert!((difference - weight).abs() < 1e-6, "{weight} {difference}");
}

#[test]
fn an_entry_of_several_that_apply_is_the_one_that_counts() {
    let table = table("source", &[("fair", -2), ("fair", 5)]);
    let deals = deals("source", &[("fair", 3, 3), ("web", 1, 1)]);
    let applies = entry_of(&ranked(&table), &table, &deals);
    assert_eq!(applies, [2, 2, 2, 2, 2, 2, 0, 0]);
}

/// Of 300 deals with a number below 10 180 were won, of 300 from 10 on 60; the author holds the larger
/// numbers for better, and a wish does not let the deals turn that round.
#[test]
fn a_wish_binds_a_hand_written_card() {
    let band = |low: f64, points: i64| Entry {
        conditions: vec![Some(Condition::Within(Interval::new(low, low + 9.0)))],
        points,
    };
    let mut by_hand = table("size", &[]);
    by_hand.fields = vec![Field::Custom("size".to_owned(), FieldKind::Number)];
    by_hand.entries = vec![band(0.0, 1), band(10.0, 2)];
    let mut deals = deals("size", &[("5", 180, 120), ("15", 60, 240)]);
    let column = &mut deals.columns[0];
    column.field = by_hand.fields[0].clone();
    column.values = [5.0, 15.0]
        .map(|number| Value::Number(Interval::exactly(number)))
        .to_vec();
    let points = |deals: &Deals| -> Vec<i64> {
        let entries = after(std::slice::from_ref(&by_hand), deals);
        entries.iter().map(|entry| entry.after).collect()
    };
    let free = points(&deals);
    assert!(free[0] > free[1], "{free:?}");
    deals.columns[0].wish = Some(Monotone::Up);
    let bound = points(&deals);
    assert_eq!(bound[0], bound[1], "{bound:?}");
    deals.columns[0].wish = Some(Monotone::Down);
    assert_eq!(points(&deals), free);
}
