//! F1: the win rate fell below that of the year before.

use std::collections::BTreeMap;

use doorwise_fit::ranks;

use crate::audit::compare::{Split, of};
use crate::audit::ground::{Ground, median};
use crate::audit::rule::{Look, Need, Rule, Slot};

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
    statistic: "monthly win rates of the deals created in the last two quarters that are over, against those of the four quarters before (Mann and Whitney), for months differ by more than chance; never against public medians, whose definitions differ",
    threshold: "months that lie lower than chance brings about in 1 of 100 audits; cohorts younger than 1.5 median cycles are left out",
    source: "H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18, 1947",
    otherwise: "the mix of companies or sources, the season, or sellers who left may have changed",
    disproof: "the same fall shows in no source and no segment taken alone",
    next: "read the ten newest lost deals beside ten that were won a year ago, and list what differs",
    ease: 0.3,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let cycle = median(
        ground
            .closed()
            .filter_map(|deal| deal.cycle())
            .map(f64::from),
    );
    let (Some(cycle), Some(today)) = (cycle, ground.today) else {
        return Look::TooFew("no deal has both its days".to_owned());
    };
    let ripe = today - (RIPE * cycle) as i32;
    let newest = ground
        .closed()
        .filter_map(|deal| deal.created)
        .filter(|day| *day <= ripe)
        .max()
        .unwrap_or(ripe);
    let split = Split::new(ground, false, |deal| {
        let age = newest - deal.created?;
        match age {
            0..RECENT => Some(true),
            RECENT.. if age < RECENT + BEFORE => Some(false),
            _ => None,
        }
    });
    // Months counted back from the newest deal, so that the two groups share none.
    let mut months: BTreeMap<i32, (bool, f64, f64)> = BTreeMap::new();
    for (deal, side) in ground.closed().zip(&split.inside) {
        if let (Some(is_recent), Some(created)) = (side, deal.created) {
            let month = months.entry((newest - created) * 6 / RECENT);
            let (_, won, n) = month.or_insert((*is_recent, 0.0, 0.0));
            *won += f64::from(u8::from(deal.is_won()));
            *n += 1.0;
        }
    }
    let rates = |wanted: bool| -> Vec<f64> {
        let own = months
            .values()
            .filter(|(is_recent, ..)| *is_recent == wanted);
        own.map(|(_, won, n)| won / n).collect()
    };
    let chance = ranks::chance_of_lying_below(&rates(true), &rates(false));
    let (true, Some(chance)) = (split.is_enough(), chance) else {
        return Look::TooFew("four months with deals that are over in the last two quarters, and four in the year before, with 8 such deals each, are needed".to_owned());
    };
    let says = format!(
        "of the deals created in the last two quarters that are over, {} were won; in the four quarters before, {}",
        of(split.here),
        of(split.there)
    );
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
    Look::Changes(chance, finding)
}
