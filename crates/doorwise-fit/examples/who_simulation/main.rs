//! How often a role is called decisive that is not, and how often the one that is: invented deals in
//! which engaged accounts have more people of every kind and are won more often.
//!
//! `cargo run --release -p doorwise-fit --example who_simulation [data sets]`

#![expect(clippy::print_stdout, reason = "its answer is the table it prints")]

use doorwise_fit::roles::{Committees, Grade, Strata, assess};
use rayon::prelude::*;

mod draw;

use draw::{DOMAIN, Late, ROLES, Setting, TRUE_ROLE, draw};

/// Which roles a method calls decisive.
type Method = fn(&Committees) -> Vec<bool>;

fn ours(committees: &Committees) -> Vec<bool> {
    let findings = assess(committees);
    findings
        .iter()
        .map(|found| found.grade == Grade::Shown)
        .collect()
}

fn ours_indicated(committees: &Committees) -> Vec<bool> {
    let findings = assess(committees);
    findings
        .iter()
        .map(|found| found.grade >= Grade::Indicated)
        .collect()
}

/// Deals with the role against deals without it, all together.
fn naive(committees: &Committees) -> Vec<bool> {
    passed(&logs(committees, |_, _| 0), 0.0)
}

/// `domain.md` 1.11: strata by the number of other roles, less the trimmed mean of the others.
fn trimmed(committees: &Committees) -> Vec<bool> {
    let logs = logs(committees, |others, _| others.min(4));
    let contrast: Vec<(f64, f64)> = (0..logs.len())
        .map(|role| {
            let mut rest: Vec<f64> = (0..logs.len())
                .filter(|&other| other != role)
                .map(|other| logs[other].0)
                .collect();
            rest.sort_by(f64::total_cmp);
            let kept = &rest[1..rest.len() - 1];
            (
                logs[role].0 - kept.iter().sum::<f64>() / kept.len() as f64,
                logs[role].1,
            )
        })
        .collect();
    passed(&contrast, 0.0)
}

fn logs(committees: &Committees, stratum: fn(u32, u8) -> u32) -> Vec<(f64, f64)> {
    (0..ROLES.len())
        .map(|role| {
            let mut strata = Strata::default();
            for deal in 0..committees.won.len() {
                let others = (0..ROLES.len())
                    .filter(|&other| other != role && committees.present[other][deal])
                    .count() as u32;
                let with = committees.present[role][deal];
                strata.add(
                    stratum(others, committees.layer[deal]),
                    committees.won[deal],
                    with,
                );
            }
            strata
                .log_odds()
                .map_or((0.0, 9.0), |odds| (odds.value, odds.error))
        })
        .collect()
}

/// Benjamini and Hochberg at 10 %, one-sided.
fn passed(logs: &[(f64, f64)], from: f64) -> Vec<bool> {
    let chances: Vec<f64> = logs
        .iter()
        .map(|(value, error)| 0.5 * libm::erfc((value - from) / error / std::f64::consts::SQRT_2))
        .collect();
    let mut sorted = chances.clone();
    sorted.sort_by(f64::total_cmp);
    let cut = sorted
        .iter()
        .enumerate()
        .filter(|&(k, &p)| p <= 0.10 * (k + 1) as f64 / sorted.len() as f64)
        .map(|(_, &p)| p)
        .fold(-1.0, f64::max);
    chances.iter().map(|&p| p <= cut).collect()
}

/// Share of data sets with a role wrongly called decisive, and share that find the true one.
fn rates(method: Method, setting: Setting, n: usize, odds: f64, sets: u64) -> (f64, f64) {
    let found: Vec<(bool, bool)> = (0..sets)
        .into_par_iter()
        .map(|set| {
            let called = method(&draw(setting, n, odds, 1 + set));
            let is_true = |role: usize| odds > 1.0 && role == TRUE_ROLE;
            let wrong = (0..called.len()).any(|role| called[role] && !is_true(role));
            (wrong, called[TRUE_ROLE] && odds > 1.0)
        })
        .collect();
    let share = |of: fn(&(bool, bool)) -> bool| {
        found.iter().filter(|one| of(one)).count() as f64 / sets as f64 * 100.0
    };
    (share(|one| one.0), share(|one| one.1))
}

fn main() {
    let sets: u64 = std::env::args()
        .nth(1)
        .and_then(|sets| sets.parse().ok())
        .unwrap_or(1000);
    println!("{sets} data sets a cell; wrong = a role that does nothing is called decisive\n");
    let methods: [(&str, Method); 4] = [
        ("naive", naive),
        ("trimmed mean", trimmed),
        ("doorwise shown", ours),
        ("doorwise indicated", ours_indicated),
    ];
    println!("{}", DOMAIN.says);
    for odds in [1.0, 1.5, 2.2, 4.0] {
        for n in [60, 150, 300, 600, 1000] {
            let cells: Vec<String> = methods
                .iter()
                .map(|(name, method)| {
                    let (wrong, right) = rates(*method, DOMAIN, n, odds, sets);
                    format!("{name}: wrong {wrong:>5.1} found {right:>5.1}")
                })
                .collect();
            println!("odds {odds:>3} deals {n:>4}  {}", cells.join("  |  "));
        }
    }
    let settings = [
        Setting {
            says: "roles follow engagement unequally, 0.5 to 1.3",
            loadings: [0.5, 1.3],
            ..DOMAIN
        },
        Setting {
            says: "roles follow engagement very unequally, 0 to 1.5",
            loadings: [0.0, 1.5],
            ..DOMAIN
        },
        Setting {
            says: "no engagement",
            loadings: [0.0, 0.0],
            engagement: 0.0,
            ..DOMAIN
        },
        Setting {
            says: "one role does harm, odds ratio 0.4",
            harm: 0.4,
            ..DOMAIN
        },
        Setting {
            says: "a role joins late, dates known: it is left out",
            late: Late::DatesKnown,
            ..DOMAIN
        },
        Setting {
            says: "a role joins late, dates not known",
            late: Late::DatesUnknown,
            ..DOMAIN
        },
    ];
    for setting in settings {
        println!("\n{}", setting.says);
        for odds in [1.0, 2.2] {
            for n in [150, 300, 1000] {
                let cells: Vec<String> = methods[1..]
                    .iter()
                    .map(|(name, method)| {
                        let (wrong, right) = rates(*method, setting, n, odds, sets);
                        format!("{name}: wrong {wrong:>5.1} found {right:>5.1}")
                    })
                    .collect();
                println!("odds {odds:>3} deals {n:>4}  {}", cells.join("  |  "));
            }
        }
    }
}
