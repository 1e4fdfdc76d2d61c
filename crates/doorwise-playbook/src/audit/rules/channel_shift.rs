//! O9: a source that wins more and is little used.

use super::source_quality::{by_source, cost_of_a_win, share_of_spend, split};
use crate::audit::compare::{name, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Share of the closed deals up to which a source is little used.
const UP_TO: f64 = 0.3;

/// Share of the money up to which it is, where the table of spend knows the source.
const UP_TO_MONEY: f64 = 0.2;

pub(super) static RULE: Rule = Rule {
    id: "O9",
    slot: Slot::GrowthOpportunity,
    name: "channel shift",
    why: "The same hours bring more wins where few of them go today.",
    needs: &[Need::Outcomes, Need::Source],
    statistic: "win rate of the deals of one source against those of all others; with the table spend also what a won deal of it has cost",
    threshold: "less than 30 % of the deals (less than 20 % of the money, where the table spend knows the source), and more wins than chance brings about in the whole audit",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "a small source may be the best of its kind: more of it may be worse, and it may cost more",
    disproof: "twice as many deals from it are won like all others",
    next: "set aside two days for this source in the next two weeks, and count what comes of it",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let asks = by_source(ground)
        .into_iter()
        .filter(|(key, _)| !key.is_empty())
        .filter_map(|(key, written)| {
            let split = split(ground, &key, true);
            let takes = share_of_spend(ground, &key);
            let is_little = takes.map_or(split.share() < UP_TO, |takes| takes < UP_TO_MONEY);
            (split.is_enough() && is_little).then(|| {
                let says = format!(
                    "deals from \u{201c}{written}\u{201d} were won {}, all others {}, and only {:.0} % of the deals come from there",
                    of(split.here),
                    of(split.there),
                    100.0 * split.share()
                );
                let inside = format!("the deals from {written}");
                let mut finding = split.finding(ground, says, (&inside, "all others"), (split.here.1 as f64, "more deals from this source", " in place of others"));
                if let Some(finding) = &mut finding {
                    finding.numbers.extend(cost_of_a_win(ground, &key, split.here));
                }
                name(&mut finding, &written);
                split.asks(finding)
            })
        });
    Look::Asks(asks.collect())
}
