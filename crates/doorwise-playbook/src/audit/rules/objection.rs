//! G6: the reason that loses most deals, and that nothing answers.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_people::listen;

use crate::audit::compare::{deals_that, of, share, surely_at_least};
use crate::audit::ground::{Deal, Ground};
use crate::audit::reasons::{self, Reason};
use crate::audit::rule::{Finding, Look, Need, Rule, Slot};

/// Fewest lost deals with a reason.
const FEWEST: usize = 20;
/// Share of the lost deals from which the rule speaks.
const FROM: f64 = 0.2;

pub(super) static RULE: Rule = Rule {
    id: "G6",
    slot: Slot::PositioningGap,
    name: "objection unanswered",
    why: "A reason that is heard again and again and answered nowhere is answered by each seller alone, if at all.",
    needs: &[Need::Outcomes, Need::LossReason, Need::Personas],
    statistic: "lost deals by what their reason means, of those with a reason that is understood; answers among the personas' objections",
    threshold: "surely at least 20 % (lower end of the 98 % interval) of at least 20 lost deals, and no objection of a persona answers it",
    source: "Wilson's interval; E. B. Wilson, JASA 22, 1927",
    otherwise: "the reason in the CRM is what the seller wrote, and often the politest",
    disproof: "five lost buyers who are asked give other reasons",
    next: "call five of the lost deals below, ask what would have had to be true, and write the answer into the persona",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let Some((reason, deals, n)) = top(ground) else {
        return Look::TooFew(format!(
            "{} lost deals have a reason that is understood, {FEWEST} are needed",
            ground.reasons().len()
        ));
    };
    let k = deals.len();
    if surely_at_least(k, n) < FROM {
        return Look::Quiet(format!(
            "the commonest reason, {}, stands at {} lost deals: not surely at least 20 %",
            reason.label(),
            of((k, n))
        ));
    }
    if answers(ground, reason).next().is_some() {
        return Look::Quiet(format!(
            "{} loses most deals, and a persona's objection answers it",
            reason.label()
        ));
    }
    Look::Counted(lost_to(
        ground,
        reason,
        deals,
        "and no persona has an answer to it",
        proved(ground, reason),
    ))
}

/// Returns the proved claim that speaks most of what the lost deals name: an answer to begin with; none
/// where no proof speaks of it, for an answer without one would be made up.
fn proved(ground: &Ground<'_>, reason: Reason) -> Option<String> {
    let written = written(ground, reason);
    let shares = |claim: &str| {
        let stems = listen::stems(claim).into_iter();
        let shared: BTreeSet<String> = stems
            .map(|(stem, _)| stem)
            .filter(|stem| written.contains(stem))
            .collect();
        shared.len()
    };
    let proofs = ground.workspace.proofs.iter();
    let best = proofs
        .map(|proof| (shares(&proof.claim), proof))
        .filter(|(shares, _)| *shares > 0)
        .max_by_key(|(shares, proof)| (*shares, std::cmp::Reverse(proof.id.as_str())));
    best.map(|(_, proof)| {
        format!(
            "To begin the answer with, for it is proved ({}): {}",
            proof.id, proof.claim
        )
    })
}

/// Returns the content stems of what is written of the deals lost for a reason.
fn written(ground: &Ground<'_>, reason: Reason) -> BTreeSet<String> {
    ground
        .reasons()
        .into_iter()
        .filter(|(_, known)| *known == reason)
        .filter_map(|(deal, _)| deal.reason())
        .flat_map(listen::stems)
        .map(|(stem, _)| stem)
        .collect()
}

/// Returns what a reason costs, with what stands in the files of an answer to it.
pub(super) fn lost_to(
    ground: &Ground<'_>,
    reason: Reason,
    deals: Vec<usize>,
    stands: &str,
    wording: Option<String>,
) -> Finding {
    let (k, n) = (deals.len(), ground.reasons().len());
    Finding {
        subject: None,
        says: format!(
            "{} of the lost deals with a known reason were lost to {}, {stands}",
            of((k, n)),
            reason.label()
        ),
        numbers: share(
            format!(
                "of the lost deals with a known reason were lost to {}",
                reason.label()
            ),
            deals_that(ground, |deal| Some(ground.reason(deal)? == reason)),
        )
        .into_iter()
        .collect(),
        worth: Err("nothing shows yet how many of these an answer would have won".to_owned()),
        surely: 1.0,
        weight: k as f64 / n as f64,
        deals,
        files: Vec::new(),
        next: None,
        wording,
    }
}

/// Returns the commonest reason that an answer could meet, its deals, and how many reasons are
/// understood; none where these are too few.
pub(super) fn top(ground: &Ground<'_>) -> Option<(Reason, Vec<usize>, usize)> {
    let known = ground.reasons();
    if known.len() < FEWEST {
        return None;
    }
    let mut by_reason: BTreeMap<Reason, Vec<usize>> = BTreeMap::new();
    for (deal, reason) in &known {
        // Silence is no objection, and a company that does not fit needs no answer.
        if matches!(reason, Reason::Price | Reason::Competitor | Reason::Product) {
            by_reason
                .entry(*reason)
                .or_default()
                .push(position(ground, deal));
        }
    }
    let best = by_reason
        .into_iter()
        .max_by_key(|(reason, deals)| (deals.len(), std::cmp::Reverse(*reason)));
    best.map(|(reason, deals)| (reason, deals, known.len()))
}

/// Returns the answers that personas have to a reason.
pub(super) fn answers<'a>(ground: &Ground<'a>, reason: Reason) -> impl Iterator<Item = &'a str> {
    let written = written(ground, reason);
    let competitors: Vec<String> = ground
        .workspace
        .offer
        .competitors
        .iter()
        .map(|name| name.to_lowercase())
        .collect();
    let objections = ground
        .workspace
        .personas
        .iter()
        .flat_map(|persona| &persona.objections);
    objections.filter_map(move |objection| {
        let says = &objection.statement.says;
        let shares = listen::stems(says)
            .iter()
            .any(|(stem, _)| written.contains(stem));
        let names = reason == Reason::Competitor
            && competitors.iter().any(|name| {
                name.split(' ')
                    .next()
                    .is_some_and(|word| word.len() > 3 && says.to_lowercase().contains(word))
            });
        let meets = shares || names || reasons::reason(says) == Some(reason);
        objection.answer.as_deref().filter(|_| meets)
    })
}

fn position(ground: &Ground<'_>, deal: &Deal) -> usize {
    let mut deals = ground.deals.iter();
    deals
        .position(|known| std::ptr::eq(known, deal))
        .expect("the deal is one of the ground's")
}
