//! F6: slow deals are lost, and slow ones are open now.

use std::collections::BTreeMap;

use doorwise_model::deal::Outcome;

use crate::audit::compare::{FEWEST, Split, of};
use crate::audit::ground::{Deal, Ground, median};
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Times the median cycle from which a deal is slow.
const SLOW: f64 = 2.0;
/// Fewest open deals beyond that.
const FEWEST_OPEN: usize = 5;

pub(super) static RULE: Rule = Rule {
    id: "F6",
    slot: Slot::FunnelIssue,
    name: "stalled deals",
    why: "A stalled deal takes time from those that move.",
    needs: &[Need::Outcomes, Need::Created, Need::Closed],
    statistic: "with a stage history: win rate of closed deals that were in any stage for more than twice the median days of won deals there, against the others, and open deals in such a stage now; without one: of deals that took more than twice the median of all closed deals",
    threshold: "fewer wins than chance brings about in the whole audit, and at least 5 such open deals",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "lost deals are often closed late in the CRM, long after they were lost in truth",
    disproof: "the open deals below that get a last date now are won like the others",
    next: "write to each open deal below that you close the file in two weeks unless a date is set",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let Some(today) = ground.today else {
        return Look::Asks(Vec::new());
    };
    in_stages(ground, today)
        .or_else(|| as_a_whole(ground, today))
        .unwrap_or(Look::Asks(Vec::new()))
}

/// Looks at the days in each stage, where the stage history tells; none where too few deals have one.
fn in_stages(ground: &Ground<'_>, today: i32) -> Option<Look> {
    let mut waits: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for deal in ground.closed().filter(|deal| deal.is_won()) {
        for (stage, days) in days_in_stages(deal, today) {
            waits.entry(stage).or_default().push(f64::from(days));
        }
    }
    let usual: BTreeMap<&str, f64> = waits
        .into_iter()
        .filter(|(_, days)| days.len() >= FEWEST)
        .filter_map(|(stage, days)| Some((stage, median(days.into_iter())?)))
        .collect();
    // A stage that is left on the day it is entered has no pace to fall behind.
    let is_slow = |deal: &Deal| -> Option<bool> {
        let stages = days_in_stages(deal, today);
        let known = stages
            .iter()
            .filter_map(|(stage, days)| Some((usual.get(stage)?, *days)))
            .filter(|(usual, _)| **usual > 0.0);
        known.fold(None, |slow, (usual, days)| {
            Some(slow.unwrap_or(false) || f64::from(days) > SLOW * usual)
        })
    };
    let split = Split::new(ground, false, is_slow);
    if !split.is_enough() {
        return None;
    }
    let is_open = |idx: &usize| {
        let deal = &ground.deals[*idx];
        deal.outcome == Some(Outcome::Open) && is_slow(deal) == Some(true)
    };
    let open: Vec<usize> = (0..ground.deals.len()).filter(is_open).collect();
    let says = format!(
        "{} deals are open and in a stage for more than twice as long as won deals usually stay there; of closed deals that stalled so {} were won, of the others {}",
        open.len(),
        of(split.here),
        of(split.there)
    );
    Some(asked(ground, split, says, &open))
}

/// Returns the days that a deal spent in each stage it entered, up to its end or today.
fn days_in_stages(deal: &Deal, today: i32) -> Vec<(&str, i32)> {
    let ends = deal.stages.iter().skip(1).map(|(day, _)| *day);
    let ends = ends.chain([deal.closed.unwrap_or(today)]);
    let stages = deal.stages.iter().zip(ends);
    let days = stages.map(|((day, stage), end)| (stage.as_str(), end - day));
    days.filter(|(_, days)| *days >= 0).collect()
}

/// Looks at the days from beginning to end.
fn as_a_whole(ground: &Ground<'_>, today: i32) -> Option<Look> {
    let slow = SLOW * ground.usual_cycle()?;
    let split = Split::new(ground, false, |deal| Some(f64::from(deal.cycle()?) > slow));
    if !split.is_enough() {
        return None;
    }
    let is_old = |idx: &usize| {
        let deal = &ground.deals[*idx];
        deal.outcome == Some(Outcome::Open)
            && deal
                .created
                .is_some_and(|day| f64::from(today - day) > slow)
    };
    let open: Vec<usize> = (0..ground.deals.len()).filter(is_old).collect();
    let says = format!(
        "{} deals are open for more than {slow:.0} days, twice the usual; of closed deals that took so long {} were won, of the others {}",
        open.len(),
        of(split.here),
        of(split.there)
    );
    Some(asked(ground, split, says, &open))
}

fn asked(ground: &Ground<'_>, split: Split, says: String, open: &[usize]) -> Look {
    let mut finding = split.finding(
        ground,
        says,
        ("the slow deals", "the others"),
        (split.here.1 as f64, "slow deals", ""),
    );
    if let Some(finding) = &mut finding {
        finding.deals = open.to_vec();
    }
    Look::Asks(vec![
        split.asks(finding.filter(|_| open.len() >= FEWEST_OPEN)),
    ])
}
