//! O2: deals that begin with one role are won more often, and few begin there.

use std::collections::BTreeSet;

use doorwise_vocab::title::{Band, Function};

use crate::audit::compare::{Split, name, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Share of the closed deals up to which few begin with a role.
const UP_TO: f64 = 0.3;

pub(super) static RULE: Rule = Rule {
    id: "O2",
    slot: Slot::GrowthOpportunity,
    name: "begin with this role",
    why: "Who is met first sets what the deal is about.",
    needs: &[Need::Outcomes, Need::DealPeople],
    statistic: "win rate of deals whose first person holds the role against deals that began with another",
    threshold: "less than 30 % of the deals, and more wins than chance brings about in the whole audit",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "such people may come by themselves, when they already want to buy",
    disproof: "twenty first mails to this role bring no more meetings than twenty to another",
    next: "write twenty first mails to this role in the next two weeks, and twenty to the usual one",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let first = |deal: &crate::audit::ground::Deal| deal.people.as_ref()?.first;
    let roles: BTreeSet<(Function, Band)> = ground.closed().filter_map(first).collect();
    let asks = roles.into_iter().filter_map(|role| {
        let split = Split::new(ground, true, |deal| Some(first(deal)? == role));
        (split.is_enough() && split.share() < UP_TO).then(|| {
            let label = format!("{} ({})", role.0.label(), role.1.as_str());
            let says = format!(
                "deals that began with {label} were won {}, others {}, and only {:.0} % begin there",
                of(split.here),
                of(split.there),
                100.0 * split.share()
            );
            let inside = format!("the deals that began with {label}");
            let mut finding = split.finding(ground, says, (&inside, "the others"), (split.here.1 as f64, "more deals begun so", " in place of others"));
            name(&mut finding, &format!("{}.{}", role.0.as_str(), role.1.as_str()));
            split.asks(finding)
        })
    });
    Look::Asks(asks.collect())
}
