//! G7: more and more of the new deals are outside the ICP, and those are won less often.

use doorwise_fit::rate;

use crate::audit::compare::{Split, deals_that, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Number, Rule, Slot};

/// Days of two quarters.
const HALF_YEAR: i32 = 182;
/// Rise of the share from which the rule speaks.
const FROM: f64 = 0.1;

pub(super) static RULE: Rule = Rule {
    id: "G7",
    slot: Slot::PositioningGap,
    name: "drift from the ICP",
    why: "What is said draws companies that the offer was not made for, and the team works for deals it loses.",
    needs: &[
        Need::Outcomes,
        Need::Created,
        Need::Closed,
        Need::Companies,
        Need::Icp,
    ],
    statistic: "share of the deals created in the last two quarters whose company no ICP pursues, against the two before; win rate of such deals against the others",
    threshold: "a share at least 10 points higher (Newcombe's 90 % interval above zero), and fewer wins outside than chance brings about in the whole audit",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "a new list or event may have brought them once",
    disproof: "the deals outside that are open now are won like the others",
    next: "stop answering inbound from outside the ICP for two weeks, and compare meetings held",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let split = Split::new(ground, false, |deal| Some(!deal.fits?));
    if !split.is_enough() {
        return Look::Asks(Vec::new());
    }
    let Some(newest) = ground.deals.iter().filter_map(|deal| deal.created).max() else {
        return Look::Asks(Vec::new());
    };
    let share = |from: i32, to: i32| {
        let new = ground
            .deals
            .iter()
            .filter(|deal| deal.created.is_some_and(|day| from < day && day <= to));
        new.filter_map(|deal| deal.fits)
            .fold((0, 0), |(out, n), fits| (out + usize::from(!fits), n + 1))
    };
    let (now, before) = (
        share(newest - HALF_YEAR, newest),
        share(newest - 2 * HALF_YEAR, newest - HALF_YEAR),
    );
    let rise = rate::difference(now, before).filter(|rise| rise.value >= FROM && rise.low > 0.0);
    let finding = rise.and_then(|rise| {
        let says = format!(
            "{} of the deals created in the last two quarters are outside the ICP, {} in the two before; outside it {} closed deals are won, inside {}",
            of(now), of(before), of(split.here), of(split.there)
        );
        // A year at the present pace.
        let affected = now.0 as f64 * 365.25 / f64::from(2 * HALF_YEAR) * 2.0 * ground.years().unwrap_or(1.0);
        let mut finding = split.finding(ground, says, ("the deals outside the ICP", "the deals inside it"), (affected, "deals outside the ICP", ""))?;
        finding.numbers.push(Number {
            label: "rise of the share outside the ICP".to_owned(),
            hits: None,
            estimate: rise,
            unit: "points",
            cases: deals_that(ground, |deal| {
                let is_new = deal.created.is_some_and(|day| newest - 2 * HALF_YEAR < day && day <= newest);
                deal.fits.filter(|_| is_new).map(|fits| !fits)
            }),
        });
        Some(finding)
    });
    Look::Asks(vec![split.asks(finding)])
}
