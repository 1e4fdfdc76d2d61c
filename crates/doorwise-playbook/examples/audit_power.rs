//! How often an audit asserts anything where nothing is there, and how often it puts first what is.
//!
//! `cargo run --release -p doorwise-playbook --example audit_power -- null 300 400` audits 400 generated
//! businesses of 300 deals without any effect; `-- maven <sales_pipeline.csv> <accounts.csv> 300 400`
//! audits 400 draws of 300 deals from a table that is known to hold none; `-- planted 300 200 2.2`
//! audits 200 businesses with a gap, an issue and an opportunity of odds ratio 2.2. Seeds are the run's
//! number: the same words give the same figures.
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::collections::{BTreeMap, BTreeSet};

use doorwise_fit::rate;
use doorwise_model::deal::Outcome;
use doorwise_model::workspace::Workspace;
use doorwise_playbook::audit::choose::{Choice, choose};
use doorwise_playbook::audit::ground::log::{Counted, Event, Lead, Sister, Thread, Wait};
use doorwise_playbook::audit::ground::{Customer, Deal, Ground, Log, People};
use doorwise_playbook::audit::rule::{Rule, Slot};
use doorwise_playbook::audit::{SEED, rules::RULES};
use doorwise_vocab::title::{Band, Function};

/// Standard normal quantile of a two-sided 95 % interval.
const Z_95: f64 = 1.959_963_984_540_054;
/// Days that the generated deals begin in.
const SPAN: f64 = 900.0;
/// What is planted, by slot.
const PLANTED: [(Slot, &str); 3] = [
    (Slot::PositioningGap, "G7"),
    (Slot::FunnelIssue, "F5"),
    (Slot::GrowthOpportunity, "O1"),
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.share() * n as f64) as usize
    }

    fn normal(&mut self) -> f64 {
        let (a, b) = (self.share().max(1e-12), self.share());
        (-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()
    }

    /// Returns one of some words, the first the likeliest.
    fn word(&mut self, name: &str, n: usize) -> String {
        let share = self.share();
        format!("{name} {}", (share * share * n as f64) as usize)
    }
}

/// Generates a business; `odds` is the odds ratio of each planted effect, 1 for none.
fn business<'a>(n: usize, odds: f64, dice: &mut Dice, workspace: &'a Workspace) -> Ground<'a> {
    let leader = (Function::Marketing, Band::Leader);
    let mut deals: Vec<Deal> = Vec::new();
    for idx in 0..n {
        let created = (SPAN * dice.share().sqrt()) as i32;
        let cycle = (4.1 + 0.6 * dice.normal()).exp().round() as i32;
        // One deal in five is with a company that had one before.
        let again = (idx > 0 && dice.share() < 0.2).then(|| dice.below(idx));
        let is_recent = f64::from(created) > SPAN - 182.0;
        let (unit, segments, fields, fits) = match again {
            Some(known) => {
                let known = &deals[known];
                (
                    known.unit,
                    known.segments.clone(),
                    known.fields.clone(),
                    known.fits,
                )
            }
            None => {
                let (mut segments, mut fields) = (BTreeSet::new(), BTreeSet::new());
                for (field, levels) in [
                    ("employees", 5),
                    ("place", 6),
                    ("stage", 5),
                    ("business_model", 3),
                ] {
                    if dice.share() < 0.9 {
                        fields.insert(field.to_owned());
                        segments.insert((field.to_owned(), dice.word(field, levels)));
                    }
                }
                fields.insert("industry".to_owned());
                let industry = match dice.share() {
                    share if share < 0.12 => "planted".to_owned(),
                    _ => dice.word("industry", 8),
                };
                segments.insert(("industry".to_owned(), industry));
                let outside = if odds > 1.0 && is_recent { 0.5 } else { 0.22 };
                let fits = (dice.share() < 0.9).then(|| dice.share() >= outside);
                (idx as u64, segments, fields, fits)
            }
        };
        let mut roles = BTreeSet::new();
        for (role, share) in [
            ((Function::Executive, Band::Executive), 0.8),
            (leader, 0.45),
            ((Function::Finance, Band::Leader), 0.15),
            ((Function::Sales, Band::Leader), 0.2),
            ((Function::Marketing, Band::Practitioner), 0.2),
        ] {
            if dice.share() < share {
                roles.insert(role);
            }
        }
        let ordered: Vec<_> = roles.iter().copied().collect();
        let first = (!ordered.is_empty()).then(|| ordered[dice.below(ordered.len())]);
        let with_leader = roles.contains(&leader);
        let people = (dice.share() < 0.9 && !roles.is_empty()).then(|| People {
            n: roles.len() + usize::from(dice.share() < 0.2),
            roles,
            first,
        });
        let mut log_odds = (0.35_f64 / 0.65).ln();
        let ln = odds.ln();
        log_odds += if with_leader { 0.55 * ln } else { -0.45 * ln };
        log_odds += match fits {
            Some(false) => -0.75 * ln,
            _ => 0.25 * ln,
        };
        let planted = ("industry".to_owned(), "planted".to_owned());
        log_odds += if segments.contains(&planted) {
            0.88 * ln
        } else {
            -0.12 * ln
        };
        let won = dice.share() < 1.0 / (1.0 + (-log_odds).exp());
        let is_over = f64::from(created + cycle) <= SPAN;
        let reason = match dice.share() {
            share if share < 0.25 => Some("No response"),
            share if share < 0.42 => Some("Timing"),
            share if share < 0.54 => Some("Price"),
            share if share < 0.68 => Some("Competitor"),
            share if share < 0.76 => Some("Missing feature"),
            _ => None,
        };
        deals.push(Deal {
            id: format!("D-{idx}"),
            unit,
            outcome: Some(match (is_over, won) {
                (false, _) => Outcome::Open,
                (true, true) => Outcome::Won,
                (true, false) => Outcome::Lost,
            }),
            amount: Some((11.3 + 0.6 * dice.normal()).exp()),
            created: Some(created),
            closed: is_over.then_some(created + cycle),
            source: (dice.share() < 0.92).then(|| dice.word("source", 6)),
            reason: reason.filter(|_| is_over && !won).map(str::to_owned),
            people,
            segments,
            fields,
            fits,
            ..Deal::default()
        });
    }
    let mut ground = ground(deals, SPAN as i32, workspace);
    ground.customers = customers(&ground, dice);
    ground.log = log(&ground, dice);
    ground
}

/// Logs of the business: who converts, who answers and who is won hangs on nothing that they tell.
fn log(ground: &Ground<'_>, dice: &mut Dice) -> Log {
    let n = ground.deals.len();
    let mut log = Log::default();
    for idx in 0..2 * n {
        let source = dice.word("source", 6);
        // Sources differ in how fast they are answered and in what becomes of them.
        let of_source = f64::from(source.as_bytes()[7] - b'0') / 6.0;
        let minutes = (4.5 + 2.5 * of_source + 2.0 * dice.normal()).exp() as i64;
        log.leads.push(Lead {
            unit: 1_000_000 + idx as u64,
            source: Some(source),
            created: Some((SPAN * dice.share()) as i32),
            wait: (dice.share() < 0.85).then_some(Wait::Minutes(minutes)),
            converted: Some(dice.share() < 0.1 + 0.3 * of_source),
            ..Lead::default()
        });
    }
    for idx in 0..4 * n {
        // Nobody answers a second touch as often as half of the first: what is left is no issue.
        let answers = dice.share() < 0.08;
        let touches = if answers || dice.share() < 0.5 { 1 } else { 2 };
        let later = touches == 2 && dice.share() < 0.04;
        let first = (SPAN * dice.share()) as i32;
        log.threads.push(Thread {
            unit: 2_000_000 + idx as u64 / 2,
            days: (0..touches).map(|touch| first + 4 * touch).collect(),
            n: touches as usize,
            answered: match (answers, later) {
                (true, _) => Some(0),
                (false, true) => Some(1),
                (false, false) => None,
            },
            copy: Some(dice.below(2)),
            tells_answers: true,
            ..Thread::default()
        });
    }
    for month in 0..(SPAN / 30.0) as i32 {
        let leads = (60.0 + 15.0 * dice.normal()).max(5.0).round();
        let demos = (leads * (0.25 + 0.05 * dice.normal()).clamp(0.0, 1.0)).round();
        for (stage, n) in [("leads", leads), ("demos", demos)] {
            log.funnel.push(Counted {
                period: 30 * month,
                source: None,
                stage: stage.to_owned(),
                n,
            });
        }
    }
    let units: BTreeSet<u64> = ground.deals.iter().map(|deal| deal.unit).collect();
    for unit in units {
        if dice.share() < 0.5 {
            log.groups.insert(unit, dice.below(n / 3 + 1) as u32);
        }
        for what in ["Series A", "new head of marketing", "hiring"] {
            if dice.share() < 0.5 {
                log.events.push(Event {
                    unit,
                    what: what.to_owned(),
                    day: (SPAN * dice.share()) as i32,
                    is_worked: true,
                    ..Event::default()
                });
            }
        }
    }
    log.unworked = (0..n as u32 / 3)
        .map(|group| Sister {
            group,
            ..Sister::default()
        })
        .collect();
    log
}

/// Makes a customer of every won deal; who leaves and who buys more hangs on nothing.
fn customers(ground: &Ground<'_>, dice: &mut Dice) -> Vec<Customer> {
    let won = ground.deals.iter().filter(|deal| deal.is_won());
    let customer = |deal: &Deal| {
        let days = (-(1.0 - dice.share()).ln() * 500.0) as i32;
        let end = deal.closed.map(|day| day + days);
        Customer {
            company: deal.id.clone(),
            row: deal.id.clone(),
            unit: deal.unit,
            started: deal.closed,
            churned: end.filter(|end| f64::from(*end) <= SPAN),
            expanded: (dice.share() < 0.9).then(|| dice.share() < 0.3),
            revenue: None,
            segments: deal.segments.clone(),
            fields: deal.fields.clone(),
            fits: deal.fits,
        }
    };
    won.map(customer).collect()
}

fn ground(deals: Vec<Deal>, today: i32, workspace: &Workspace) -> Ground<'_> {
    let is_over = |deal: &Deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost));
    let segments: BTreeSet<_> = deals
        .iter()
        .flat_map(|deal| &deal.segments)
        .cloned()
        .collect();
    Ground {
        closed: (0..deals.len())
            .filter(|&idx| is_over(&deals[idx]))
            .collect(),
        today: Some(today),
        currency: Some("INR".to_owned()),
        reach: segments
            .into_iter()
            .map(|segment| (segment, (500, 400)))
            .collect(),
        workspace,
        said: Vec::new(),
        people: BTreeSet::new(),
        customers: Vec::new(),
        log: Log::default(),
        deals,
    }
}

fn workspace() -> Workspace {
    let mut workspace = Workspace::default();
    workspace.offer.buying_function = Some(Function::Marketing);
    workspace
}

/// The copy and the persona that touches name; only the rule over touches looks at them here.
fn with_copy() -> Workspace {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/saas-india");
    let example = doorwise_model::workspace::load::load(&root)
        .expect("the example")
        .value;
    let mut workspace = workspace();
    workspace.personas = example.personas;
    workspace.copies = example.copies;
    workspace.copies.truncate(2);
    for (copy, awareness) in workspace.copies.iter_mut().zip(["product", "problem"]) {
        copy.awareness = Some(awareness.to_owned());
    }
    workspace
}

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
        ["null", n, runs] => {
            let (n, workspace) = (number(n), with_copy());
            count(&format!("{n} deals"), number(runs) as u64, |run| {
                let mut dice = Dice(run.wrapping_mul(104_729) + 5);
                choose(&business(n, 1.0, &mut dice, &workspace), &by_chance(), SEED)
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
        _ => println!("write null N RUNS, maven PIPELINE ACCOUNTS N RUNS, or planted N RUNS ODDS"),
    }
}
