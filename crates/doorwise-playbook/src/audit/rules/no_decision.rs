//! F7: deals are lost to nobody.

use crate::audit::compare::{deals_that, of, share, surely_at_least};
use crate::audit::ground::Ground;
use crate::audit::reasons::{self, Reason};
use crate::audit::rule::{Finding, Look, Need, Rule, Slot};

/// Fewest lost deals with a reason that is understood.
const FEWEST: usize = 20;
/// Share from which the rule speaks.
const FROM: f64 = 0.4;

pub(super) static RULE: Rule = Rule {
    id: "F7",
    slot: Slot::FunnelIssue,
    name: "lost to nobody",
    why: "Deals that nobody decides are lost to the fear of deciding, not to a rival.",
    needs: &[Need::Outcomes, Need::LossReason],
    statistic: "lost deals whose reason says that nobody decided, of those with a reason that is understood",
    threshold: "surely at least 40 % (lower end of the 98 % interval) of at least 20",
    source: "M. Dixon and T. McKenna, The JOLT Effect, 2022, for the order of 40 to 60 %; here only the own deals count",
    otherwise: "sellers write \u{201c}no response\u{201d} where they do not know the reason",
    disproof: "of ten such buyers who are called, most name a rival or a price",
    next: "call ten of the deals below, ask what made it hard to decide, and offer a smaller first step to the next ten",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let n = ground.reasons().len();
    if n < FEWEST {
        return Look::TooFew(format!(
            "{n} lost deals have a reason that is understood, {FEWEST} are needed"
        ));
    }
    let is_undecided = |idx: &usize| {
        let deal = &ground.deals[*idx];
        !deal.is_won() && deal.reason().and_then(reasons::reason) == Some(Reason::NoDecision)
    };
    let deals: Vec<usize> = ground.closed.iter().copied().filter(is_undecided).collect();
    let k = deals.len();
    let bound = surely_at_least(k, n);
    if bound < FROM {
        return Look::Quiet(format!(
            "{} of the lost deals with a known reason were lost to nobody: not surely at least 40 %",
            of((k, n))
        ));
    }
    Look::Counted(Finding {
        subject: None,
        says: format!(
            "{} of the lost deals with a known reason were lost to nobody: the buyer never decided",
            of((k, n))
        ),
        numbers: share(
            "of the lost deals with a known reason were lost to nobody".to_owned(),
            deals_that(ground, |deal| {
                ground.reason(deal)?;
                Some(deal.reason().and_then(reasons::reason) == Some(Reason::NoDecision))
            }),
        )
        .into_iter()
        .collect(),
        worth: Err(
            "nothing shows that deals nobody decided would have been won like others".to_owned(),
        ),
        surely: 1.0,
        weight: k as f64 / n as f64,
        deals,
        files: Vec::new(),
        next: None,
        wording: None,
    })
}
