//! O11: the industry that wins most has no proof to show.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_vocab::industry;

use crate::audit::compare::{deals_that, share};
use crate::audit::ground::Ground;
use crate::audit::rule::{Finding, Look, Need, Rule, Slot};

/// Won deals in one industry, and their share, from which the rule speaks.
const FEWEST: usize = 10;
const FROM: f64 = 0.3;

pub(super) static RULE: Rule = Rule {
    id: "O11",
    slot: Slot::GrowthOpportunity,
    name: "story not told",
    why: "A buyer believes a customer who is like them.",
    needs: &[Need::Outcomes, Need::Companies],
    statistic: "won deals by industry; proofs whose customer is of that industry",
    threshold: "at least 10 won deals and 30 % of them in one industry, at least one proof listed, and none of that industry",
    source: "the proofs of the workspace, by their customers' own facts",
    otherwise: "customers there may not want to be named",
    disproof: "a mail with the story is answered no more often than one without",
    next: "ask the last three customers won there for one sentence and a number",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    if ground.workspace.proofs.is_empty() {
        return Look::TooFew("no proof is listed under proof/".to_owned());
    }
    let mut by_industry: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut n = 0;
    for &idx in &ground.closed {
        let deal = &ground.deals[idx];
        if deal.is_won() && deal.fields.contains("industry") {
            n += 1;
            for (_, label) in deal
                .segments
                .iter()
                .filter(|(field, _)| field == "industry")
            {
                by_industry.entry(label).or_default().push(idx);
            }
        }
    }
    // A proof from a branch of an industry is a proof from that industry.
    let proven: BTreeSet<&str> = ground
        .workspace
        .proofs
        .iter()
        .filter_map(|proof| industry::industry(proof.company.get("industry")?).value())
        .flatten()
        .flat_map(|node| std::iter::successors(Some(node), |&up| industry::industries().parent(up)))
        .map(|node| industry::industries().label(node))
        .collect();
    let best = by_industry
        .into_iter()
        .filter(|(label, deals)| {
            deals.len() >= FEWEST
                && deals.len() as f64 >= FROM * n as f64
                && !proven.contains(label)
        })
        .max_by_key(|(label, deals)| (deals.len(), std::cmp::Reverse(*label)));
    let Some((label, deals)) = best.filter(|_| !proven.is_empty()) else {
        return Look::Quiet(
            "no industry wins much and has no proof, or the proofs name no industry".to_owned(),
        );
    };
    let k = deals.len();
    Look::Counted(Finding {
        subject: None,
        says: format!("{k} of {n} won deals are in {label}, and no listed proof is from there"),
        numbers: share(
            format!("of the won deals are in {label}"),
            deals_that(ground, |deal| {
                let is_known = deal.is_won() && deal.fields.contains("industry");
                let is_in =
                    |(field, known): &(String, String)| field == "industry" && known == label;
                is_known.then(|| deal.segments.iter().any(is_in))
            }),
        )
        .into_iter()
        .collect(),
        worth: Err("nothing shows yet what a story from there brings".to_owned()),
        surely: 1.0,
        weight: k as f64 / n as f64,
        deals,
        files: Vec::new(),
        next: None,
        wording: None,
    })
}
