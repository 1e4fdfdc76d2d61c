//! F1: a stage, or the whole way, lets fewer deals through than in the year before.

use std::collections::BTreeMap;

use doorwise_fit::ranks;

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};
use crate::audit::steps::{self, Step};

/// Days of two quarters, and of the four before.
const RECENT: i32 = 182;
const BEFORE: i32 = 365;
/// Cohorts younger than this many median cycles still have open deals.
const RIPE: f64 = 1.5;

pub(super) static RULE: Rule = Rule {
    id: "F1",
    slot: Slot::FunnelIssue,
    name: "stage leak",
    why: "A stage that lets through fewer than it used to costs every deal that entered before it.",
    needs: &[Need::Outcomes, Need::Created, Need::Closed],
    statistic: "monthly shares of the deals of the last two quarters that are over which went on from a stage, or were won at all, against those of the four quarters before (Mann and Whitney, the best of all steps paid for), for months differ by more than chance; never against public medians, whose definitions differ",
    threshold: "months that lie lower than chance brings about in 1 of 100 audits; cohorts younger than 1.5 median cycles are left out",
    source: "H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18, 1947",
    otherwise: "the mix of companies or sources, the season, or sellers who left may have changed",
    disproof: "the same fall shows in no source and no segment taken alone",
    next: "read the ten newest lost deals beside ten that were won a year ago, and list what differs",
    ease: 0.3,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let (Some(cycle), Some(today)) = (ground.usual_cycle(), ground.today) else {
        return Look::TooFew("no deal has both its days".to_owned());
    };
    let ripe = today - (RIPE * cycle) as i32;
    let steps = steps::steps(ground);
    let held: Vec<(f64, Step, Split)> = steps
        .into_iter()
        .filter_map(|step| hold(ground, step, ripe))
        .collect();
    let n = held.len() as f64;
    let Some((chance, step, split)) = held.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return Look::TooFew("four months with deals that are over in the last two quarters, and four in the year before, with 8 such deals each, are needed".to_owned());
    };
    let (began, end) = match &step.stage {
        Some(stage) => (format!("that entered \u{201c}{stage}\u{201d}"), "went on"),
        None => ("created".to_owned(), "were won"),
    };
    let says = format!(
        "of the deals {began} in the last two quarters that are over, {} {end}; in the four quarters before, {}",
        of(split.here),
        of(split.there)
    );
    // Two quarters are half a year.
    let affected = (split.here.1 as f64 * 2.0) * ground.years().unwrap_or(1.0);
    let finding = split.finding(
        ground,
        says,
        (
            "the deals of the last two quarters",
            "those of the four before",
        ),
        (affected, "deals", ""),
    );
    // The lowest of several chances is as often low by chance.
    Look::Changes((chance * n).min(1.0), finding)
}

/// Holds the last two quarters of a step against the four before; none with too few deals or months.
fn hold(ground: &Ground<'_>, step: Step, ripe: i32) -> Option<(f64, Step, Split)> {
    let entered = step.passed.iter().flatten().map(|(_, day)| *day);
    let newest = entered.filter(|day| *day <= ripe).max()?;
    let side = |day: i32| match newest - day {
        0..RECENT => Some(true),
        age @ RECENT.. if age < RECENT + BEFORE => Some(false),
        _ => None,
    };
    let inside: Vec<Option<bool>> = step
        .passed
        .iter()
        .map(|passed| side((*passed)?.1))
        .collect();
    let yes: Vec<bool> = step
        .passed
        .iter()
        .map(|passed| passed.is_some_and(|(yes, _)| yes))
        .collect();
    // Months counted back from the newest deal, so that the two groups share none.
    let mut months: BTreeMap<i32, (bool, f64, f64)> = BTreeMap::new();
    for (passed, side) in step.passed.iter().zip(&inside) {
        if let (Some((yes, day)), Some(is_recent)) = (passed, side) {
            let month = months.entry((newest - day) * 6 / RECENT);
            let (_, hits, n) = month.or_insert((*is_recent, 0.0, 0.0));
            *hits += f64::from(u8::from(*yes));
            *n += 1.0;
        }
    }
    let rates = |wanted: bool| -> Vec<f64> {
        let own = months
            .values()
            .filter(|(is_recent, ..)| *is_recent == wanted);
        own.map(|(_, hits, n)| hits / n).collect()
    };
    let chance = ranks::chance_of_lying_below(&rates(true), &rates(false))?;
    let mut split = Split::counted(ground, false, inside, &yes);
    if step.stage.is_some() {
        let passed = ground.closed().zip(&yes).filter(|(_, yes)| **yes);
        let (won, n) = passed.fold((0, 0), |(won, n), (deal, _)| {
            (won + i32::from(deal.is_won()), n + 1)
        });
        split = split.towards("went on", f64::from(won) / f64::from(n.max(1)));
    }
    split.is_enough().then_some((chance, step, split))
}
