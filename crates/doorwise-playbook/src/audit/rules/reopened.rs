//! O5: deals that were lost for timing or silence and begun again are won more often.

use std::collections::BTreeMap;

use doorwise_fit::family::{self, Asked, Question};

use crate::audit::SEED;
use crate::audit::compare::{Split, of};
use crate::audit::ground::{Deal, Ground};
use crate::audit::reasons::{self, Reason};
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Fewest deals begun again.
const FEWEST: usize = 20;
/// Days after which a lost deal may be asked again, first and last.
const AGES: std::ops::RangeInclusive<i32> = 183..=365;

pub(super) static RULE: Rule = Rule {
    id: "O5",
    slot: Slot::GrowthOpportunity,
    name: "begin again",
    why: "Who said \u{201c}not now\u{201d} knows you, and half a year is another budget.",
    needs: &[
        Need::Outcomes,
        Need::LossReason,
        Need::Created,
        Need::Closed,
    ],
    statistic: "win rate of deals with a company that had lost one for timing or silence before, against all others; such lost deals that are 6 to 12 months old, not refused by an ICP, without a deal since",
    threshold: "at least 20 deals begun again, more wins than chance brings about in 1 of 100 audits, and a deal to begin again with",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; answers dealt out anew as in Fisher's test",
    otherwise: "only those that looked promising may have been begun again",
    disproof: "ten begun again at random are won like all others",
    next: "write to the ten newest of the deals below, and name what has changed since",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let can_wait = |deal: &Deal| {
        let reason = deal.reason().and_then(reasons::reason);
        !deal.is_won() && matches!(reason, Some(Reason::Timing | Reason::NoDecision))
    };
    let mut lost: BTreeMap<u64, i32> = BTreeMap::new();
    for deal in ground.lost().filter(|deal| can_wait(deal)) {
        let Some(closed) = deal.closed else { continue };
        let first = lost.entry(deal.unit).or_insert(closed);
        *first = closed.min(*first);
    }
    let is_again = |deal: &Deal| {
        let before = lost.get(&deal.unit);
        Some(before.is_some_and(|before| deal.created.is_some_and(|created| created > *before)))
    };
    let split = Split::new(ground, true, is_again);
    if split.here.1 < FEWEST {
        return Look::TooFew(format!(
            "{} closed deals were begun again after a loss for timing or silence, {FEWEST} are needed",
            split.here.1
        ));
    }
    let Some(today) = ground.today else {
        return Look::TooFew("no day is known".to_owned());
    };
    let waits = |idx: &usize| {
        let deal = &ground.deals[*idx];
        let since = |other: &&Deal| other.unit == deal.unit && other.created > deal.closed;
        can_wait(deal)
            && deal.fits != Some(false)
            && deal.closed.is_some_and(|day| AGES.contains(&(today - day)))
            && !ground.deals.iter().any(|other| since(&other))
    };
    let waiting: Vec<usize> = ground.closed.iter().copied().filter(waits).collect();
    let says = format!(
        "deals begun again after silence or \u{201c}not now\u{201d} were won {}, all others {}; {} such lost deals are 6 to 12 months old and wait",
        of(split.here),
        of(split.there),
        waiting.len()
    );
    let mut finding = split.finding(
        ground,
        says,
        ("the deals begun again", "all others"),
        (
            (waiting.len() as f64) * ground.years().unwrap_or(1.0),
            "deals begun again",
            " in place of others",
        ),
    );
    if let Some(finding) = &mut finding {
        finding.deals.clone_from(&waiting);
    }
    // Which deals were begun again hangs on how their company's first one ended, so answers must not be
    // dealt within a company: each deal stands for itself, and the rule is tested by itself.
    let question = Question {
        yes: ground.closed().map(Deal::is_won).collect(),
        units: (0..).take(ground.closed.len()).collect(),
        asked: vec![Asked {
            rule: 0,
            inside: split.inside.clone(),
            more: true,
            strata: Vec::new(),
        }],
    };
    let chance = family::answers(&[question], SEED)[0][0].chance;
    Look::Changes(chance, finding.filter(|_| !waiting.is_empty()))
}
