//! F4: nobody who releases money took part.

use doorwise_vocab::title::{Band, Function};

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

pub(super) static RULE: Rule = Rule {
    id: "F4",
    slot: Slot::FunnelIssue,
    name: "nobody who signs",
    why: "Who releases the money meets the offer for the first time as a bill.",
    needs: &[Need::Outcomes, Need::DealPeople],
    statistic: "win rate of deals without a founder, chief or finance head against those with one; whoever came in the last fifth of a deal is not counted",
    threshold: "fewer wins than chance brings about in the whole audit",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "whoever signs may come only when the deal is as good as won",
    disproof: "deals where the signer is asked in before the proposal are won no more often",
    next: "before the next five proposals, ask for fifteen minutes with whoever signs",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let split = Split::new(ground, false, |deal| {
        let roles = &deal
            .people
            .as_ref()
            .filter(|people| !people.roles.is_empty())?
            .roles;
        let signs = |&(function, band): &(Function, Band)| {
            band == Band::Executive || (function == Function::Finance && band == Band::Leader)
        };
        Some(!roles.iter().any(signs))
    });
    if !split.is_enough() {
        return Look::Asks(Vec::new());
    }
    let says = format!(
        "without a founder, chief or finance head on the deal {} were won, with one {}",
        of(split.here),
        of(split.there)
    );
    let finding = split.finding(
        ground,
        says,
        ("the deals without whoever signs", "the deals with"),
        (split.here.1 as f64, "such deals", ""),
    );
    Look::Asks(vec![split.asks(finding)])
}
