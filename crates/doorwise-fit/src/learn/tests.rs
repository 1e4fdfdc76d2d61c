use doorwise_model::field::{Field, FieldKind};
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::Interval;

use super::*;
use crate::deals::{Column, Monotone};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn column(name: &str, kind: FieldKind, values: Vec<Value>) -> Column {
    Column {
        field: Field::Custom(name.to_owned(), kind),
        header: name.to_owned(),
        codes: (0..values.len() as u32).collect(),
        values,
        wish: None,
        precedes_sale: false,
    }
}

/// Deals of small companies that came by referral are won more often; the rest is noise.
fn planted(n: usize, seed: u64) -> Deals {
    let mut dice = Dice(seed);
    let (mut sizes, mut sources, mut noise, mut won) = (vec![], vec![], vec![], vec![]);
    for _ in 0..n {
        let size = dice.below(300);
        let source = dice.below(4);
        noise.push(Value::OneOf(vec![format!("noise {}", dice.below(6))]));
        let chance = 15 + 35 * u64::from(size <= 60) + 30 * u64::from(source == 1);
        won.push(dice.below(100) < chance);
        sizes.push(match dice.below(10) {
            0 => Value::Unknown(Unknown::Blank),
            _ => Value::Number(Interval::exactly(size as f64)),
        });
        sources.push(Value::OneOf(vec![format!("source {source}")]));
    }
    Deals {
        won,
        columns: vec![
            column("size", FieldKind::Number, sizes),
            column("source", FieldKind::Category, sources),
            column("noise", FieldKind::Category, noise),
        ],
        units: (0..n as u64).collect(),
        days: Vec::new(),
        opened: Vec::new(),
        amounts: Vec::new(),
        kept: Vec::new(),
    }
}

fn fields(found: &Learned) -> Vec<String> {
    let mut fields: Vec<String> = found
        .lines
        .iter()
        .filter(|line| line.proven)
        .map(|line| found.tables[line.table].fields[0].name())
        .collect();
    fields.sort();
    fields.dedup();
    fields
}

#[test]
fn a_planted_profile_is_found_and_nothing_else() {
    let deals = planted(1_000, 1);
    let found = learn(&deals, Ask::new(1));
    assert_eq!(found.verdict, Verdict::Found);
    assert_eq!(fields(&found), ["custom.size", "custom.source"]);
    let referral = found
        .lines
        .iter()
        .find(|line| found.tables[line.table].fields[0].name() == "custom.source")
        .expect("a line on the source");
    assert!(referral.points > 0 && referral.inside.n > 200);
    let rate = referral.won as f64 / referral.inside.n as f64;
    assert!((referral.inside.value - rate).abs() < 1e-12);
    assert!(referral.held_out.folds >= 4 && referral.chosen > 0.8);
    // The rows behind a line are the deals that it counts.
    let won = referral
        .rows
        .iter()
        .filter(|&&row| deals.won[row as usize])
        .count();
    assert_eq!(
        (referral.rows.len(), won),
        (referral.inside.n, referral.won)
    );
}

#[test]
fn shuffled_outcomes_claim_nothing_in_nineteen_of_twenty() {
    let mut claims = 0;
    for run in 0..60 {
        let mut deals = planted(120, run);
        let mut dice = Dice(run + 1_000);
        for last in (1..deals.won.len()).rev() {
            deals.won.swap(last, dice.below(last as u64 + 1) as usize);
        }
        claims += usize::from(
            learn(&deals, Ask::new(run))
                .lines
                .iter()
                .any(|line| line.proven),
        );
    }
    // The chance of more than 8 claims in 60 at 5 % is 0.3 %; the seeds are fixed.
    assert!(claims <= 8, "{claims} of 60");
}

#[test]
fn the_order_of_deals_and_of_columns_values_changes_nothing() {
    let deals = planted(300, 5);
    let mut order: Vec<usize> = (0..deals.len()).collect();
    let mut dice = Dice(9);
    for last in (1..order.len()).rev() {
        order.swap(last, dice.below(last as u64 + 1) as usize);
    }
    let (found, moved) = (
        learn(&deals, Ask::new(1)),
        learn(&deals.only(&order), Ask::new(1)),
    );
    assert_eq!(found.tables, moved.tables);
    assert_eq!(found.chances, moved.chances);
    assert_eq!(found.gate, moved.gate);
    for (line, other) in found.lines.iter().zip(&moved.lines) {
        assert_eq!(
            (line.p, line.q, line.held_out, line.chosen, line.inside),
            (other.p, other.q, other.held_out, other.chosen, other.inside)
        );
    }
    let scores: Vec<i64> = order.iter().map(|&row| found.scores[row]).collect();
    assert_eq!(scores, moved.scores);
}

#[test]
fn doubling_the_deals_keeps_rates_and_narrows_intervals() {
    let deals = planted(400, 3);
    let twice: Vec<usize> = (0..deals.len()).chain(0..deals.len()).collect();
    let (once, twice) = (
        learn(&deals, Ask::new(1)),
        learn(&deals.only(&twice), Ask::new(1)),
    );
    let (once, twice) = (once.base.expect("deals"), twice.base.expect("deals"));
    assert_eq!(once.value, twice.value);
    assert!(twice.high - twice.low < once.high - once.low);
}

/// Every deal twice is no more evidence than once: copies move together when deals are shuffled.
#[test]
fn copies_of_rows_prove_nothing_more() {
    let mut opened = 0;
    for run in 0..40 {
        let mut deals = planted(60, run);
        let mut dice = Dice(run + 77);
        for last in (1..deals.won.len()).rev() {
            deals.won.swap(last, dice.below(last as u64 + 1) as usize);
        }
        let copies: Vec<usize> = (0..60).flat_map(|row| [row; 6]).collect();
        let gate = learn(&deals.only(&copies), Ask::new(run))
            .gate
            .expect("enough deals");
        opened += usize::from(gate.p <= LEVEL);
    }
    assert!(opened <= 6, "{opened} of 40");
}

#[test]
fn few_deals_are_only_counted() {
    let mut deals = planted(40, 2);
    deals.won = (0..40).map(|row| row < 7).collect();
    let found = learn(&deals, Ask::new(1));
    assert_eq!(found.verdict, Verdict::TooFew);
    assert!(found.tables.is_empty() && found.gate.is_none());
    assert_eq!(found.base.map(|base| base.n), Some(40));
}

/// By hand: scores 1, 2, 2, 3 with outcomes lost, lost, won, won: pairs 2>1, 2=2, 3>1, 3>2.
#[test]
fn auc_by_hand() {
    let won = [false, false, true, true];
    assert!((auc(&[1.0, 2.0, 2.0, 3.0], &won) - 3.5 / 4.0).abs() < 1e-12);
    assert_eq!(auc(&[1.0, 2.0], &[true, true]), 0.5);
}

/// The card of a back-test is the card that is handed out, without the evidence behind its lines.
#[test]
fn the_card_alone_is_the_card_with_its_evidence() {
    for (n, seed) in [(1_000, 1), (60, 2), (300, 3)] {
        let deals = planted(n, seed);
        let (alone, found) = card(&deals, Ask::new(1));
        let whole = learn(&deals, Ask::new(1));
        assert_eq!(alone.tables, whole.tables);
        assert_eq!(alone.chances, whole.chances);
        assert_eq!(alone.scores, whole.scores);
        assert_eq!(
            found.map_or(0, |found| found.lines.len()),
            whole.lines.len()
        );
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut deals = planted(400, 5);
    deals.days = (0..400).map(Some).collect();
    let setup = crate::backtest::Setup::new(Ask::new(1));
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let both = || {
            let tested = crate::backtest::backtest(&deals, &setup);
            format!("{:?}{tested:?}", learn(&deals, Ask::new(1)))
        };
        pool.build().expect("threads").install(both)
    };
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(5));
}

/// When a deal will close is not known beforehand: with the days of opening the list goes by them.
#[test]
fn most_recent_first_goes_by_the_day_of_opening_where_it_is_known() {
    use crate::backtest::{By, Setup, backtest};
    let mut deals = planted(400, 7);
    deals.days = (0..400).map(Some).collect();
    let auc = |deals: &Deals| {
        let tested = backtest(deals, &Setup::new(Ask::new(1))).expect("a test");
        let mut ranks = tested.ranks.iter();
        let recent = ranks.find(|ranked| ranked.by == By::Recent);
        recent.expect("a rank").auc.value
    };
    assert!((auc(&deals) - 0.5).abs() < 0.2, "{}", auc(&deals));
    // Won deals were opened last.
    deals.opened = deals.won.iter().map(|&won| Some(i32::from(won))).collect();
    assert!((auc(&deals) - 1.0).abs() < 1e-9, "{}", auc(&deals));
}

/// A seller with forty accounts and hundreds of deals: every later deal is of an account that was
/// learned from, so each account is judged by a card that learned from the others.
#[test]
fn accounts_that_come_back_are_judged_in_parts() {
    use crate::backtest::{Setup, backtest};
    let mut deals = planted(400, 7);
    deals.days = (0..400).map(Some).collect();
    deals.units = (0..400).map(|row| row % 40).collect();
    let tested = backtest(&deals, &Setup::new(Ask::new(1))).expect("a test");
    assert!(tested.stretches.iter().all(|tried| tried.in_parts));
    // A part without a won or without a lost deal has no pair to compare.
    assert!((150..=200).contains(&tested.n), "{}", tested.n);
    assert_eq!(tested.known_accounts, 0);
    // Half of them new: nothing is judged in parts, and the known ones are left out.
    deals.units = (0..400)
        .map(|row| if row % 2 == 0 { row } else { row % 40 })
        .collect();
    let tested = backtest(&deals, &Setup::new(Ask::new(1))).expect("a test");
    assert!(tested.stretches.iter().all(|tried| !tried.in_parts));
    assert_eq!((tested.n, tested.known_accounts), (100, 100));
}

/// Sixty accounts with ten deals each that all end alike; the account's sector has nothing to do
/// with it. Taken for 600 witnesses the deals "prove" a sector; as sixty accounts they cannot.
#[test]
fn deals_of_one_account_are_one_witness() {
    let claims = |units: &dyn Fn(u64) -> u64| -> usize {
        let worlds = 0..10;
        worlds
            .map(|world| {
                let mut dice = Dice(world);
                let accounts: Vec<(bool, u64)> = (0..60)
                    .map(|_| (dice.below(2) == 0, dice.below(5)))
                    .collect();
                let rows = || (0..600).map(|row| accounts[row / 10]);
                let sectors =
                    rows().map(|(_, sector)| Value::OneOf(vec![format!("sector {sector}")]));
                let sizes =
                    (0..600).map(|_| Value::Number(Interval::exactly(dice.below(9) as f64)));
                let deals = Deals {
                    won: rows().map(|(won, _)| won).collect(),
                    columns: vec![
                        column("sector", FieldKind::Category, sectors.collect()),
                        column("size", FieldKind::Number, sizes.collect()),
                    ],
                    units: (0..600).map(units).collect(),
                    days: Vec::new(),
                    opened: Vec::new(),
                    amounts: Vec::new(),
                    kept: Vec::new(),
                };
                let found = learn(&deals, Ask::new(1));
                found.lines.iter().filter(|line| line.proven).count()
            })
            .sum()
    };
    assert!(claims(&|row| row) > 5, "copies look like proof");
    assert!(claims(&|row| row / 10) <= 1, "accounts do not");
}

/// Agencies never buy: 200 of 1,200 deals, none won, where a third of the others are.
#[test]
fn who_never_buys_is_proposed_as_an_exclusion() {
    let mut dice = Dice(5);
    let world = |n: u64, dice: &mut Dice| {
        let kinds: Vec<u64> = (0..n).map(|_| dice.below(6)).collect();
        Deals {
            won: kinds
                .iter()
                .map(|kind| *kind != 0 && dice.below(3) == 0)
                .collect(),
            columns: vec![column(
                "kind",
                FieldKind::Category,
                kinds
                    .iter()
                    .map(|kind| Value::OneOf(vec![format!("kind {kind}")]))
                    .collect(),
            )],
            units: (0..n).collect(),
            days: Vec::new(),
            opened: Vec::new(),
            amounts: Vec::new(),
            kept: Vec::new(),
        }
    };
    let found = learn(&world(1_200, &mut dice), Ask::new(1));
    assert_eq!(found.excluded.len(), 1, "{:?}", found.excluded);
    let excluded = &found.excluded[0];
    assert_eq!((excluded.won, excluded.any_of.len()), (0, 1));
    assert!(excluded.n > 150 && excluded.p < 1e-3, "{excluded:?}");
    // A deal of one account counts once: twenty agencies with ten deals each are twenty cases.
    let mut few = world(1_200, &mut dice);
    few.units = (0..1_200).map(|row| row / 60).collect();
    assert_eq!(learn(&few, Ask::new(1)).excluded, Vec::new());
    // Sixty deals cannot carry one.
    assert_eq!(
        learn(&world(60, &mut dice), Ask::new(1)).excluded,
        Vec::new()
    );
}

/// Deals of a number from 1 to 40 of which the middle is won least: 50, 20 and 80 %.
fn valley(dice: &mut Dice) -> Deals {
    let n = 1_200;
    let sizes: Vec<u64> = (0..n).map(|_| 1 + dice.below(40)).collect();
    let rate = |size: u64| match size {
        ..14 => 50,
        14..28 => 20,
        _ => 80,
    };
    let won = sizes.iter().map(|&size| dice.below(100) < rate(size));
    let won = won.collect();
    let number = |size: &u64| Value::Number(Interval::exactly(*size as f64));
    Deals {
        won,
        columns: vec![column(
            "seats",
            FieldKind::Whole,
            sizes.iter().map(number).collect(),
        )],
        units: (0..n).collect(),
        ..Deals::default()
    }
}

#[test]
fn a_number_that_may_count_one_way_only_never_turns() {
    let plain = valley(&mut Dice(11));
    let score_of = |deals: &Deals| -> Vec<i64> {
        let found = learn(deals, Ask::new(1));
        let each = (1..=40).map(|size| Column {
            values: vec![Value::Number(Interval::exactly(f64::from(size)))],
            codes: vec![0],
            ..deals.columns[0].clone()
        });
        let one = each.map(|column| Deals {
            won: vec![true],
            columns: vec![column],
            units: vec![0],
            ..Deals::default()
        });
        one.map(|deal| scores(&found.tables, &deal)[0]).collect()
    };
    let turns = |scores: &[i64]| scores.windows(2).any(|pair| pair[0] > pair[1]);
    assert!(turns(&score_of(&plain)), "the valley is there to be seen");
    let wished = |wish| {
        let mut deals = plain.clone();
        deals.columns[0].wish = Some(wish);
        score_of(&deals)
    };
    let up = wished(Monotone::Up);
    assert!(!turns(&up), "{up:?}");
    assert!(up[39] > up[0], "what agrees with the wish stays: {up:?}");
    let down: Vec<i64> = wished(Monotone::Down).into_iter().rev().collect();
    assert!(!turns(&down), "{down:?}");
}

#[test]
fn a_card_has_no_more_lines_than_were_asked_for() {
    let deals = valley(&mut Dice(12));
    let whole = learn(&deals, Ask::new(1));
    assert!(whole.lines.len() > 1, "{:?}", whole.lines.len());
    let short = learn(
        &deals,
        Ask {
            lines: 1,
            ..Ask::new(1)
        },
    );
    assert_eq!(short.lines.len(), 1);
    let unseen = whole.unseen.expect("a card");
    let aucs: Vec<f64> = unseen.shorter.iter().map(|short| short.auc).collect();
    assert!(
        aucs[2] > aucs[0] + 0.02,
        "more lines see both ends: {aucs:?}"
    );
}
