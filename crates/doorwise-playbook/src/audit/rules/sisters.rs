//! O10: companies that belong with a customer are won more often, and some of them have no deal.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::ground::log::Sister;
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Fewest such companies without a deal.
const FEWEST: usize = 3;
/// Companies named behind the finding.
const NAMED: usize = 10;

pub(super) static RULE: Rule = Rule {
    id: "O10",
    slot: Slot::GrowthOpportunity,
    name: "sister companies",
    why: "Who is recommended by a sister company is believed.",
    needs: &[Need::Outcomes, Need::Created, Need::Closed, Need::Groups],
    statistic: "win rate of deals begun after one with another company of the same group (one `parent`) had been won, against all others; companies of such groups without any deal, not refused by an ICP",
    threshold: "more wins than chance brings about in the whole audit, and at least 3 such companies",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "groups whose first company bought may be better customers anyway, with or without a word from it",
    disproof: "the sister companies that are written to without naming the customer are won as often",
    next: "ask three customers this week for a name at a sister company, and begin the first line with theirs",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    // By group: the company and the day of each deal that was won.
    let mut won: BTreeMap<u32, Vec<(u64, i32)>> = BTreeMap::new();
    for deal in ground.closed().filter(|deal| deal.is_won()) {
        if let (Some(group), Some(day)) = (ground.log.groups.get(&deal.unit), deal.closed) {
            won.entry(*group).or_default().push((deal.unit, day));
        }
    }
    let customers: BTreeSet<u64> = won.values().flatten().map(|(unit, _)| *unit).collect();
    let waiting: Vec<&Sister> = ground
        .log
        .unworked
        .iter()
        .filter(|sister| won.contains_key(&sister.group) && !sister.is_refused)
        .collect();
    let split = Split::new(ground, true, |deal| {
        let created = deal.created?;
        let own = ground
            .log
            .groups
            .get(&deal.unit)
            .and_then(|group| won.get(group));
        let mut before = own.into_iter().flatten();
        Some(before.any(|(unit, day)| *unit != deal.unit && *day <= created))
    });
    if !split.is_enough() {
        return Look::TooFew(format!(
            "{} of your customers have {} sister companies without a deal; {} closed deals were begun with a sister company of a customer, 8 are needed to say whether they are won more often",
            customers.len(),
            waiting.len(),
            split.here.1
        ));
    }
    let says = format!(
        "deals with a sister company of a customer were won {}, all others {}; {} such companies have no deal yet",
        of(split.here),
        of(split.there),
        waiting.len()
    );
    let affected = (
        waiting.len() as f64 * ground.years().unwrap_or(1.0),
        "deals with sister companies",
        " in place of others",
    );
    let inside = "the deals with a sister company of a customer";
    let mut finding = split.finding(ground, says, (inside, "all others"), affected);
    if let Some(finding) = &mut finding {
        let named = waiting.iter().take(NAMED);
        finding.files = named
            .map(|sister| format!("{} ({})", sister.company, sister.row))
            .collect();
    }
    Look::Asks(vec![
        split.asks(finding.filter(|_| waiting.len() >= FEWEST)),
    ])
}
