//! F11: deals take longer and longer.

use doorwise_fit::trend;

use crate::audit::ground::Ground;
use crate::audit::rule::{Counted, Finding, Look, Need, Number, Rule, Slot};

/// Days of a quarter.
const QUARTER: f64 = 365.25 / 4.0;
/// Cohorts younger than this many median cycles still have open deals.
const RIPE: f64 = 1.5;
/// Fewest won deals, and quarters they must span.
const FEWEST: usize = 20;
const QUARTERS: f64 = 4.0;

pub(super) static RULE: Rule = Rule {
    id: "F11",
    slot: Slot::FunnelIssue,
    name: "cycle creep",
    why: "Deals that take longer cost more, and fewer of them are worked on at a time.",
    needs: &[Need::Outcomes, Need::Created, Need::Closed],
    statistic: "days from beginning to end of won deals against the day they began: Kendall's rank correlation, Theil-Sen slope",
    threshold: "a rise that chance brings about in less than 1 of 100 audits; at least 20 won deals over 4 quarters, cohorts younger than 1.5 median cycles left out",
    source: "H. B. Mann, Econometrica 13, 1945; P. K. Sen, JASA 63, 1968",
    otherwise: "larger companies or larger deals take longer, and their share may have grown",
    disproof: "within one size of company the cycle has not changed",
    next: "list for the five slowest won deals what each waited for",
    ease: 0.3,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let (Some(cycle), Some(today)) = (ground.usual_cycle(), ground.today) else {
        return Look::TooFew("no deal has both its days".to_owned());
    };
    let ripe = f64::from(today) - RIPE * cycle;
    let is_ripe = |idx: &usize| {
        let deal = &ground.deals[*idx];
        deal.is_won()
            && deal.cycle().is_some()
            && deal.created.is_some_and(|day| f64::from(day) <= ripe)
    };
    let deals: Vec<usize> = ground.closed.iter().copied().filter(is_ripe).collect();
    let points: Vec<(f64, f64)> = deals
        .iter()
        .filter_map(|&idx| {
            let deal = &ground.deals[idx];
            Some((f64::from(deal.created?) / QUARTER, f64::from(deal.cycle()?)))
        })
        .collect();
    let times = points.iter().map(|(time, _)| *time);
    let span =
        times.clone().fold(f64::NEG_INFINITY, f64::max) - times.fold(f64::INFINITY, f64::min);
    if points.len() < FEWEST || span < QUARTERS {
        return Look::TooFew(format!(
            "{} won deals with both days over four quarters; {FEWEST} are needed",
            points.len()
        ));
    }
    let Some(found) = trend::trend(&points) else {
        return Look::Quiet("all won deals took the same time".to_owned());
    };
    let slope = found.slope;
    let finding = (slope.value > 0.0).then(|| Finding {
        subject: None,
        says: format!(
            "won deals take {:.0} days longer from quarter to quarter (could be {:.0} to {:.0}), over {} won deals",
            slope.value,
            slope.low,
            slope.high,
            points.len()
        ),
        numbers: vec![Number {
            label: "longer from quarter to quarter".to_owned(),
            hits: None,
            estimate: slope,
            unit: "days",
            cases: deals.iter().map(|&idx| Counted::deal(idx, true)).collect(),
        }],
        worth: Err("the deals do not tell how many more a shorter cycle would bring".to_owned()),
        surely: 1.0 - found.chance_of_rise,
        weight: 0.5,
        deals,
        files: Vec::new(),
        next: None,
        wording: None,
    });
    Look::Changes(found.chance_of_rise, finding)
}
