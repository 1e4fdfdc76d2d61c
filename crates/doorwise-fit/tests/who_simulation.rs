//! A smaller run of `examples/who_simulation`: what is called shown is wrong in at most one table of ten.

#[path = "../examples/who_simulation/draw.rs"]
mod draw;

use doorwise_fit::roles::{Grade, assess};
use draw::{DOMAIN, Late, ROLES, Setting, TRUE_ROLE, draw};
use rayon::prelude::*;

/// Data sets for each question; one in ten wrong gives 20, give or take 4.
const SETS: u64 = 200;

/// Returns in how many data sets a role is called shown that does nothing, and in how many the true one is.
fn shown(setting: Setting, n: usize, odds: f64) -> (usize, usize) {
    let called: Vec<(bool, bool)> = (0..SETS)
        .into_par_iter()
        .map(|seed| {
            let findings = assess(&draw(setting, n, odds, 10_000 + seed));
            let is_shown = |role: usize| findings[role].grade == Grade::Shown;
            let wrong = (0..ROLES.len())
                .filter(|&role| odds <= 1.0 || role != TRUE_ROLE)
                .any(is_shown);
            (wrong, odds > 1.0 && is_shown(TRUE_ROLE))
        })
        .collect();
    (
        called.iter().filter(|one| one.0).count(),
        called.iter().filter(|one| one.1).count(),
    )
}

#[test]
fn a_false_role_is_shown_in_at_most_one_table_of_ten() {
    for n in [150, 300] {
        for odds in [1.0, 2.2] {
            let (wrong, _) = shown(DOMAIN, n, odds);
            assert!(
                wrong <= 20,
                "{}: {n} deals, odds {odds}: {wrong}",
                DOMAIN.says
            );
        }
    }
}

/// The naive test and the trimmed mean find more, and are wrong more often; this is what honesty costs.
#[test]
fn the_true_role_is_found_where_deals_allow() {
    let few = shown(DOMAIN, 150, 2.2).1;
    let many = shown(DOMAIN, 600, 2.2).1;
    assert!(few >= 36, "150 deals: {few} of {SETS}");
    assert!(many >= 160, "600 deals: {many} of {SETS}");
    assert_eq!(
        shown(DOMAIN, 60, 4.0),
        (0, 0),
        "below the floor nothing is shown"
    );
}

/// Whoever signs at the end looks decisive; without dates nothing may be concluded.
#[test]
fn a_late_signer_is_never_shown_without_dates() {
    let trap = Setting {
        late: Late::DatesUnknown,
        ..DOMAIN
    };
    assert_eq!(shown(trap, 300, 1.0), (0, 0));
    let known = Setting {
        late: Late::DatesKnown,
        ..DOMAIN
    };
    assert!(shown(known, 300, 1.0).0 <= 20);
}
