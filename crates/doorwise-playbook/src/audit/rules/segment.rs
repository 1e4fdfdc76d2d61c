//! O1: a segment that is won more often and little worked on.

use std::collections::BTreeSet;

use crate::audit::compare::{FEWEST, Split, name, of};
use crate::audit::ground::{Ground, Segment};
use crate::audit::rule::{Contrast, Look, Need, Rule, Slot};
use crate::plan::market::grouped;

/// Share of the closed deals up to which a segment is little worked on.
const UP_TO: f64 = 0.3;

pub(super) static RULE: Rule = Rule {
    id: "O1",
    slot: Slot::GrowthOpportunity,
    name: "segment little worked on",
    why: "Where the offer wins and few deals are begun, the next deal is cheapest.",
    needs: &[Need::Outcomes, Need::Companies],
    statistic: "win rate of the deals of one segment (industry, size, place, stage, model) against those of all others; companies of the segment without a deal",
    threshold: "less than 30 % of the deals, more wins than chance brings about in the whole audit, and companies left to begin with",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "the few deals there may have come by referral, or been chosen with care",
    disproof: "the next ten deals begun there are won like all others",
    next: "begin ten deals there in the next two weeks, from the companies without one",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let segments: BTreeSet<&Segment> = ground.closed().flat_map(|deal| &deal.segments).collect();
    let mut asks: Vec<Contrast> = Vec::new();
    let mut seen: BTreeSet<Vec<Option<bool>>> = BTreeSet::new();
    for segment in segments {
        let split = Split::new(ground, true, |deal| {
            deal.fields
                .contains(&segment.0)
                .then(|| deal.segments.contains(segment))
        });
        // Two names of one group of deals are asked once.
        if split.here.1 < FEWEST
            || !split.is_enough()
            || split.share() >= UP_TO
            || !seen.insert(split.inside.clone())
        {
            continue;
        }
        let (field, label) = segment;
        let left = ground.reach.get(segment).map_or(0, |(_, free)| *free);
        let says = format!(
            "in {field} {label} {} were won, elsewhere {}; only {:.0} % of the deals are there, and {} companies of your list have had none",
            of(split.here),
            of(split.there),
            100.0 * split.share(),
            grouped(left)
        );
        // As many deals again, but no more than there are companies left for each year.
        let years = ground.years().unwrap_or(1.0);
        let more = (split.here.1 as f64).min(left as f64 * years);
        let inside = format!("the deals in {field} {label}");
        let mut finding = split.finding(
            ground,
            says,
            (&inside, "the deals elsewhere"),
            (more, "more deals there", " in place of others"),
        );
        name(&mut finding, &format!("{field}.{label}"));
        asks.push(split.asks(finding.filter(|_| left > 0)));
    }
    Look::Asks(asks)
}
