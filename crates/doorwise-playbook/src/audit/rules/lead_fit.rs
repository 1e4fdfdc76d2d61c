//! F9: deals outside the ICP are won less often, and there are many.

use doorwise_model::deal::Outcome;

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Share of the closed deals outside from which the rule asks.
const FROM: f64 = 0.15;

pub(super) static RULE: Rule = Rule {
    id: "F9",
    slot: Slot::FunnelIssue,
    name: "deals outside the ICP",
    why: "\u{201c}Out of four hundred leads thirty were right\u{201d}: the rest took the same hours.",
    needs: &[Need::Outcomes, Need::Companies, Need::Icp],
    statistic: "win rate of the deals whose company no ICP pursues against those inside; deals that are open on a gate take no part",
    threshold: "at least 15 % of the closed deals, and fewer wins than chance brings about in the whole audit: an ICP that refuses deals which are won as often is wrong itself",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "the ICP may have been drawn after these very deals",
    disproof: "the deals outside that are open now are won like those inside",
    next: "ask the one gate question before every first meeting for two weeks, and count the hours saved",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let split = Split::new(ground, false, |deal| Some(!deal.fits?));
    let all = split.here.1 + split.there.1;
    if !split.is_enough() || split.share() < FROM {
        return Look::Quiet(format!(
            "{} of the closed deals that are surely inside or outside the ICP are outside",
            of((split.here.1, all))
        ));
    }
    let says = format!(
        "{} of the closed deals that are surely inside or outside the ICP are outside: of these {} were won, of the others {}",
        of((split.here.1, all)),
        of(split.here),
        of(split.there)
    );
    let mut finding = split.finding(
        ground,
        says,
        ("the deals outside the ICP", "the deals inside it"),
        (
            split.here.1 as f64,
            "deals outside the ICP",
            ", begun inside instead",
        ),
    );
    let is_open = |deal: &&crate::audit::ground::Deal| {
        deal.fits == Some(false) && deal.outcome == Some(Outcome::Open)
    };
    let open = ground.deals.iter().filter(is_open).count();
    if let Some(finding) = finding.as_mut().filter(|_| open > 0) {
        finding.next = Some(format!(
            "decide this week on each of the {open} open deals outside the ICP: a reason to go on, or a kind no"
        ));
    }
    Look::Asks(vec![split.asks(finding)])
}
