//! F1: a stage, or the whole way, lets fewer deals through than in the year before.

use std::collections::BTreeMap;

use doorwise_fit::{ranks, rate};

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Counted, Finding, Look, Need, Number, Rule, Slot};
use crate::audit::steps::{self, Step};

/// Days of two quarters, and of the four before.
const RECENT: i32 = 182;
const BEFORE: i32 = 365;
/// Days after which a month is over.
const MONTH: i32 = 31;
/// Cohorts younger than this many median cycles still have open deals.
const RIPE: f64 = 1.5;

pub(super) static RULE: Rule = Rule {
    id: "F1",
    slot: Slot::FunnelIssue,
    name: "stage leak",
    why: "A stage that lets through fewer than it used to costs every deal that entered before it.",
    needs: &[Need::Outcomes, Need::Created, Need::Closed],
    statistic: "monthly shares of the deals of the last two quarters that are over which went on from a stage, or were won at all, and of each step of the table funnel where there is one, against those of the four quarters before (Mann and Whitney, the best of all steps paid for), for months differ by more than chance; never against public medians, whose definitions differ",
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
    let counted = counted(ground, today);
    // The lowest of several chances is as often low by chance.
    let n = (held.len() + counted.len()) as f64;
    let lowest = counted.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((chance, finding)) = lowest
        && held.iter().all(|(of_deals, ..)| chance < *of_deals)
    {
        return Look::Changes((chance * n).min(1.0), finding);
    }
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
    Look::Changes((chance * n).min(1.0), finding)
}

/// Looks at the steps of the table of funnel counts, month by month.
fn counted(ground: &Ground<'_>, today: i32) -> Vec<(f64, Option<Finding>)> {
    let steps = steps::counted(ground).into_iter();
    steps
        .filter_map(|step| counted_step(&step, today))
        .collect()
}

fn counted_step(step: &steps::CountedStep, today: i32) -> Option<(f64, Option<Finding>)> {
    // A month that is not over has not let through what it will.
    let newest = step
        .periods
        .iter()
        .map(|(day, ..)| *day)
        .filter(|day| today - day >= MONTH)
        .max()?;
    let side = |wanted: bool| -> Vec<&(i32, f64, f64)> {
        let is_in = |day: i32| match newest - day {
            0..RECENT => wanted,
            age @ RECENT.. if age < RECENT + BEFORE => !wanted,
            _ => false,
        };
        step.periods
            .iter()
            .filter(|(day, ..)| is_in(*day))
            .collect()
    };
    let (recent, before) = (side(true), side(false));
    let rates = |periods: &[&(i32, f64, f64)]| -> Vec<f64> {
        periods.iter().map(|(_, n, went)| went / n).collect()
    };
    let chance = ranks::chance_of_lying_below(&rates(&recent), &rates(&before))?;
    let sum = |periods: &[&(i32, f64, f64)]| {
        periods.iter().fold((0.0, 0.0), |(went, n), period| {
            (went + period.2, n + period.1)
        })
    };
    let (here, there) = (sum(&recent), sum(&before));
    let whole = |(went, n): (f64, f64)| (went.min(n).round() as usize, n.round() as usize);
    let (here, there) = (whole(here), whole(there));
    let gap = rate::difference(here, there).filter(|gap| gap.value < 0.0);
    let finding = gap.map(|gap| Finding {
        subject: Some(format!("{}.{}", step.from, step.to)),
        says: format!(
            "of {} of the last two quarters {} went on to {}; of the four quarters before, {}",
            step.from,
            of(here),
            step.to,
            of(there)
        ),
        numbers: vec![Number {
            label: "difference".to_owned(),
            hits: None,
            estimate: gap,
            unit: "points",
            cases: recent
                .iter()
                .chain(&before)
                .map(|(day, n, went)| {
                    let day = doorwise_vocab::date::of_day_number(*day);
                    let is_recent = newest - doorwise_vocab::date::day_number(day) < RECENT;
                    Counted::text(format!("{day}: {went} of {n}"), None, is_recent)
                })
                .collect(),
        }],
        worth: Err("counts of the funnel name no deal, so no money is claimed".to_owned()),
        surely: 1.0 - chance,
        weight: -gap.value,
        deals: Vec::new(),
        files: Vec::new(),
        next: None,
        wording: None,
    });
    Some((chance, finding))
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
