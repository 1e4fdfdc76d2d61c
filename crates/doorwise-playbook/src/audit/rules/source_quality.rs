//! F8: a source that takes much work and brings few wins.

use std::collections::BTreeMap;

use doorwise_fit::rate;
use doorwise_model::Estimate;

use crate::audit::compare::{Split, name, of};
use crate::audit::ground::log::source_key;
use crate::audit::ground::{Deal, Ground};
use crate::audit::rule::{Contrast, Look, Need, Number, Rule, Slot};

/// Share of the closed deals from which a source counts.
const FROM: f64 = 0.2;

pub(super) static RULE: Rule = Rule {
    id: "F8",
    slot: Slot::FunnelIssue,
    name: "weak source",
    why: "Hours go where wins do not come from.",
    needs: &[Need::Outcomes, Need::Source],
    statistic: "win rate of the deals of one source against those of all others",
    threshold: "at least 20 % of the deals (of the money, where the table spend knows the source), and fewer wins than chance brings about in the whole audit",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "the source may reach other companies or other people, who would be won as rarely elsewhere",
    disproof: "inside the ICP the source wins like the others",
    next: "halve the hours on this source for two weeks, give them to the best other one, and count meetings",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let asks = by_source(ground)
        .into_iter()
        .filter(|(key, _)| !key.is_empty())
        .filter_map(|(key, written)| {
            let split = split(ground, &key, false);
            // Money says more of what a source takes than its deals do.
            let takes = share_of_spend(ground, &key).unwrap_or(split.share());
            (split.is_enough() && takes >= FROM).then(|| {
                let says = format!(
                    "deals from \u{201c}{written}\u{201d} were won {}, all others {}",
                    of(split.here),
                    of(split.there)
                );
                let inside = format!("the deals from {written}");
                let mut finding = split.finding(
                    ground,
                    says,
                    (&inside, "all others"),
                    (split.here.1 as f64, "deals from this source", ""),
                );
                if let Some(finding) = &mut finding {
                    finding
                        .numbers
                        .extend(cost_of_a_win(ground, &key, split.here));
                }
                name(&mut finding, &written);
                split.asks(finding)
            })
        });
    Look::Asks(asks.collect::<Vec<Contrast>>())
}

/// Returns the sources, in one spelling, as they are first written.
pub(super) fn by_source(ground: &Ground<'_>) -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    for source in ground.closed().filter_map(|deal| deal.source.as_ref()) {
        let written = sources
            .entry(source_key(source))
            .or_insert_with(|| source.clone());
        // The same on every order of rows.
        if source < written {
            written.clone_from(source);
        }
    }
    sources
}

/// Returns the share of all money that went to a source; none where the table of spend does not know it.
pub(super) fn share_of_spend(ground: &Ground<'_>, key: &str) -> Option<f64> {
    let all: f64 = ground.log.spend.values().sum();
    let own = ground.log.spend.get(key)?;
    (all > 0.0).then_some(own / all)
}

/// Returns what a won deal of a source has cost so far; none where no money is known or none was won.
pub(super) fn cost_of_a_win(
    ground: &Ground<'_>,
    key: &str,
    (won, n): (usize, usize),
) -> Option<Number> {
    let spent = *ground.log.spend.get(key)?;
    let rate = rate::rate(won, n).filter(|_| won > 0)?;
    let cost = |rate: f64| spent / (rate * n as f64);
    Some(Number {
        label: "money spent on each won deal of it".to_owned(),
        hits: None,
        estimate: Estimate {
            value: cost(rate.value),
            low: cost(rate.high),
            high: cost(rate.low),
            n: won,
        },
        unit: "money",
        cases: Vec::new(),
    })
}

pub(super) fn split(ground: &Ground<'_>, wanted: &str, more: bool) -> Split {
    Split::new(ground, more, |deal: &Deal| {
        Some(source_key(deal.source.as_ref()?) == wanted)
    })
}
