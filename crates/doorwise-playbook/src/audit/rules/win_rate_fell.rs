//! F1: the win rate fell below that of the year before.

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
    statistic: "win rate of the deals created in the last two quarters whose deals are over, against the four quarters before; never against public medians, whose definitions differ",
    threshold: "fewer wins than chance brings about in the whole audit; cohorts younger than 1.5 median cycles are left out",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
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
        return Look::Asks(Vec::new());
    };
    let ripe = today - (RIPE * cycle) as i32;
    let newest = ground
        .closed()
        .filter_map(|deal| deal.created)
        .filter(|day| *day <= ripe)
        .max();
    let Some(newest) = newest else {
        return Look::Asks(Vec::new());
    };
    let split = Split::new(ground, false, |deal| {
        let age = newest - deal.created?;
        match age {
            0..RECENT => Some(true),
            RECENT.. if age < RECENT + BEFORE => Some(false),
            _ => None,
        }
    });
    if !split.is_enough() {
        return Look::Asks(Vec::new());
    }
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
        (affected, "deals"),
    );
    Look::Asks(vec![split.asks(finding)])
}
