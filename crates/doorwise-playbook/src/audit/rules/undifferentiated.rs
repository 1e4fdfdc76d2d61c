//! G8: buyers say that it is the same as something else.

use doorwise_model::deal::Outcome;
use doorwise_vocab::text;

use crate::audit::compare::{deals_that, share};
use crate::audit::ground::{Deal, Ground};
use crate::audit::rule::{Finding, Look, Need, Rule, Slot};

/// Deals from which the rule speaks.
const FEWEST: usize = 3;
/// Words that say so.
const SAME: &[&str] = &[
    "same as",
    "just like",
    "no different",
    "not different",
    "no difference",
    "similar to",
    "already does this",
    "already does that",
    "already have this",
];

pub(super) static RULE: Rule = Rule {
    id: "G8",
    slot: Slot::PositioningGap,
    name: "not told apart",
    why: "Who cannot tell two offers apart takes the cheaper or the known one.",
    needs: &[Need::Outcomes, Need::LossReason],
    statistic: "lost deals whose reason says that the offer is the same as another",
    threshold: "at least 3 lost deals",
    source: "the sellers' own notes, listed below",
    otherwise: "sellers may write it where the true reason is the price",
    disproof: "lost buyers who are asked can say what is different",
    next: "ask two of these buyers what would have had to be different, and put that difference first",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let same = |deal: &Deal| {
        let reason = deal.reason().map(text::fold).unwrap_or_default();
        SAME.iter().any(|word| reason.contains(word))
    };
    let says_same = |idx: &usize| !ground.deals[*idx].is_won() && same(&ground.deals[*idx]);
    let deals: Vec<usize> = ground.closed.iter().copied().filter(says_same).collect();
    let k = deals.len();
    if k < FEWEST {
        return Look::Quiet(format!("{k} lost deals say that it is the same as another"));
    }
    let n = ground.lost().filter(|deal| deal.reason.is_some()).count();
    Look::Counted(Finding {
        subject: None,
        says: format!(
            "{k} of {n} lost deals with a reason say that the offer is the same as another"
        ),
        numbers: share(
            "of the lost deals with a reason".to_owned(),
            deals_that(ground, |deal| {
                let is_lost = deal.outcome == Some(Outcome::Lost) && deal.reason.is_some();
                is_lost.then(|| same(deal))
            }),
        )
        .into_iter()
        .collect(),
        worth: Err(
            "nothing shows yet how many of these a clear difference would have won".to_owned(),
        ),
        surely: 1.0,
        weight: k as f64 / n as f64,
        deals,
        files: Vec::new(),
        next: None,
        wording: None,
    })
}
