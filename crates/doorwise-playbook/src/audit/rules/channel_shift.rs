//! O9: a source that wins more and is little used.

use super::source_quality::{by_source, split};
use crate::audit::compare::{name, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Share of the closed deals up to which a source is little used.
const UP_TO: f64 = 0.3;

pub(super) static RULE: Rule = Rule {
    id: "O9",
    slot: Slot::GrowthOpportunity,
    name: "channel shift",
    why: "The same hours bring more wins where few of them go today.",
    needs: &[Need::Outcomes, Need::Source],
    statistic: "win rate of the deals of one source against those of all others; with money spent by source it would be cost for each won deal",
    threshold: "less than 30 % of the deals, and more wins than chance brings about in the whole audit",
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
            (split.is_enough() && split.share() < UP_TO).then(|| {
                let says = format!(
                    "deals from \u{201c}{written}\u{201d} were won {}, all others {}, and only {:.0} % of the deals come from there",
                    of(split.here),
                    of(split.there),
                    100.0 * split.share()
                );
                let inside = format!("the deals from {written}");
                let mut finding = split.finding(ground, says, (&inside, "all others"), (split.here.1 as f64, "more deals from this source", " in place of others"));
                name(&mut finding, &written);
                split.asks(finding)
            })
        });
    Look::Asks(asks.collect())
}
