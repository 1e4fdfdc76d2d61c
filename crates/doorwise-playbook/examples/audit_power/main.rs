//! How often an audit asserts anything where nothing is there, and how often it puts first what is.
//!
//! `cargo run --release -p doorwise-playbook --example audit_power -- null 300 400` audits 400 generated
//! businesses of 300 deals without any effect; `-- stages 300 400` does so with a history of stages, whose
//! lengths and ends hang on nothing; `-- maven <sales_pipeline.csv> <accounts.csv> 300 400`
//! audits 400 draws of 300 deals from a table that is known to hold none; `-- planted 300 200 2.2`
//! audits 200 businesses with a gap, an issue and an opportunity of odds ratio 2.2. Seeds are the run's
//! number: the same words give the same figures.
#![expect(clippy::print_stdout, reason = "an example prints")]

mod business;

use std::collections::{BTreeMap, BTreeSet};

use doorwise_fit::rate;
use doorwise_model::deal::Outcome;
use doorwise_playbook::audit::choose::{Choice, choose};
use doorwise_playbook::audit::ground::Deal;
use doorwise_playbook::audit::rule::{Rule, Slot};
use doorwise_playbook::audit::{SEED, rules::RULES};

use business::{Dice, business, ground, with_copy, with_stages, workspace};

/// Standard normal quantile of a two-sided 95 % interval.
const Z_95: f64 = 1.959_963_984_540_054;
/// What is planted, by slot.
const PLANTED: [(Slot, &str); 3] = [
    (Slot::PositioningGap, "G7"),
    (Slot::FunnelIssue, "F5"),
    (Slot::GrowthOpportunity, "O1"),
];

/// The rules without those that count files: what they say is no matter of chance.
fn by_chance() -> Vec<&'static Rule> {
    let counted = ["G1", "G3", "G5", "G6", "O8", "O12"];
    let rules = RULES.iter().copied();
    rules.filter(|rule| !counted.contains(&rule.id)).collect()
}

fn first(choice: &Choice, slot: Slot) -> Option<&'static str> {
    let (_, candidates) = choice.slots.iter().find(|(known, _)| *known == slot)?;
    candidates.first().map(|found| found.rule.id)
}

/// Audits many businesses and tells how many assert anything, and what.
fn count(name: &str, runs: u64, mut make: impl FnMut(u64) -> Choice) {
    let (mut any, mut by_rule) = (0, BTreeMap::new());
    for run in 0..runs {
        let choice = make(run);
        let found: Vec<_> = Slot::ALL
            .into_iter()
            .filter_map(|slot| first(&choice, slot))
            .collect();
        any += usize::from(!found.is_empty());
        for rule in found {
            *by_rule.entry(rule).or_insert(0_usize) += 1;
        }
    }
    let (low, high) = rate::wilson(any, runs as usize, Z_95);
    println!(
        "{name}: {any} of {runs} audits assert something, {:.1} % (95 % interval {:.1} to {:.1} %); {by_rule:?}",
        100.0 * any as f64 / runs as f64,
        100.0 * low,
        100.0 * high
    );
}

fn planted(n: usize, runs: u64, odds: f64) {
    let workspace = workspace();
    let (mut right, mut other) = ([0_usize; 3], [0_usize; 3]);
    for run in 0..runs {
        let mut dice = Dice(run.wrapping_mul(7_919) + 13);
        let choice = choose(&business(n, odds, &mut dice, &workspace), RULES, SEED);
        for (idx, (slot, rule)) in PLANTED.into_iter().enumerate() {
            match first(&choice, slot) {
                Some(found) if found == rule && is_planted(&choice, slot) => right[idx] += 1,
                Some(_) => other[idx] += 1,
                None => {}
            }
        }
    }
    let shown: Vec<String> = (0..3)
        .map(|idx| {
            format!(
                "{:.0} % ({:.0} %)",
                share(right[idx], runs),
                share(other[idx], runs)
            )
        })
        .collect();
    println!("| {n} | {odds} | {} |", shown.join(" | "));
}

/// Returns whether an opportunity is the planted segment and not another.
fn is_planted(choice: &Choice, slot: Slot) -> bool {
    let candidates = choice.slots.iter().find(|(known, _)| *known == slot);
    let says = candidates
        .and_then(|(_, found)| found.first())
        .map(|found| &found.finding.says);
    slot != Slot::GrowthOpportunity || says.is_some_and(|says| says.contains("industry planted"))
}

fn share(n: usize, runs: u64) -> f64 {
    100.0 * n as f64 / runs as f64
}

/// Reads the closed opportunities of the table with its accounts' facts.
fn maven(pipeline: &str, accounts: &str) -> Vec<Deal> {
    let read = |path: &str| std::fs::read_to_string(path).expect("a readable file");
    let rows = |text: String| -> Vec<BTreeMap<String, String>> {
        let mut lines = text.lines();
        let header: Vec<String> = lines
            .next()
            .unwrap_or_default()
            .split(',')
            .map(str::to_owned)
            .collect();
        let row = |line: &str| {
            header
                .iter()
                .cloned()
                .zip(line.split(',').map(str::to_owned))
                .collect()
        };
        lines.map(row).collect()
    };
    let accounts: BTreeMap<String, BTreeMap<String, String>> = rows(read(accounts))
        .into_iter()
        .map(|row| (row["account"].clone(), row))
        .collect();
    let units: BTreeMap<&String, u64> = accounts.keys().zip(0..).collect();
    let day = |written: &str| {
        doorwise_vocab::date::date(written, doorwise_vocab::date::DateOrder::YearFirst)
            .value()
            .map(doorwise_vocab::date::day_number)
    };
    let mut deals = Vec::new();
    for row in rows(read(pipeline)) {
        let outcome = match row["deal_stage"].as_str() {
            "Won" => Outcome::Won,
            "Lost" => Outcome::Lost,
            _ => continue,
        };
        let mut segments = BTreeSet::new();
        let account = accounts.get(&row["account"]);
        for field in ["sector", "office_location"] {
            segments.extend(account.map(|facts| (field.to_owned(), facts[field].clone())));
        }
        for (field, steps) in [
            ("employees", [500.0, 2_000.0, 5_000.0]),
            ("revenue", [200.0, 1_000.0, 3_000.0]),
        ] {
            let number: Option<f64> = account.and_then(|facts| facts[field].parse().ok());
            segments.extend(number.map(|number| {
                let band = steps.iter().filter(|step| number > **step).count();
                (field.to_owned(), format!("band {band}"))
            }));
        }
        segments.insert(("product".to_owned(), row["product"].replace(' ', "")));
        deals.push(Deal {
            id: row["opportunity_id"].clone(),
            unit: units
                .get(&row["account"])
                .copied()
                .unwrap_or(1_000 + deals.len() as u64),
            outcome: Some(outcome),
            amount: row["close_value"].parse().ok(),
            created: day(&row["engage_date"]),
            closed: day(&row["close_date"]),
            source: Some(row["sales_agent"].clone()),
            fields: segments.iter().map(|(field, _)| field.clone()).collect(),
            segments,
            ..Deal::default()
        });
    }
    deals
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let number = |word: &str| word.parse::<usize>().expect("a whole number");
    let workspace = workspace();
    match words.as_slice() {
        [kind @ ("null" | "stages"), n, runs] => {
            let (n, workspace) = (number(n), with_copy());
            count(&format!("{n} deals"), number(runs) as u64, |run| {
                let mut dice = Dice(run.wrapping_mul(104_729) + 5);
                let mut business = business(n, 1.0, &mut dice, &workspace);
                if *kind == "stages" {
                    business = with_stages(business, &mut dice);
                }
                choose(&business, &by_chance(), SEED)
            });
        }
        ["maven", pipeline, accounts, n, runs] => {
            let all = maven(pipeline, accounts);
            let today = all.iter().filter_map(|deal| deal.closed).max().unwrap_or(0);
            let n = number(n).min(all.len());
            count(
                &format!("{n} of {} deals", all.len()),
                number(runs) as u64,
                |run| {
                    let mut dice = Dice(run + 1);
                    let mut left: Vec<usize> = (0..all.len()).collect();
                    let drawn = (0..n).map(|_| {
                        let at = dice.below(left.len());
                        all[left.swap_remove(at)].clone()
                    });
                    choose(&ground(drawn.collect(), today, &workspace), RULES, SEED)
                },
            );
        }
        ["planted", n, runs, odds] => planted(
            number(n),
            number(runs) as u64,
            odds.parse().expect("an odds ratio"),
        ),
        _ => println!(
            "write null N RUNS, stages N RUNS, maven PIPELINE ACCOUNTS N RUNS, or planted N RUNS ODDS"
        ),
    }
}
