//! O6: customers of one segment buy more later, and few are there.

use std::collections::BTreeSet;

use doorwise_fit::family::{self, Asked, Question};
use doorwise_fit::rate;

use super::early_churn::case;
use crate::audit::SEED;
use crate::audit::compare::{FEWEST, of, share, tally};
use crate::audit::ground::{Customer, Ground, Segment};
use crate::audit::rule::{Counted, Finding, Look, Need, Number, Rule, Slot};

/// Share of the customers up to which a segment is little worked on.
const UP_TO: f64 = 0.5;

pub(super) static RULE: Rule = Rule {
    id: "O6",
    slot: Slot::GrowthOpportunity,
    name: "expansion",
    why: "A customer who is content buys cheaper than a stranger.",
    needs: &[Need::Customers, Need::Companies],
    statistic: "customers who bought more of those of whom it is known, in one segment (industry, size, place, stage, model) against all others; all segments looked at are paid for",
    threshold: "at least 8 customers on each side, at most half of them in the segment, and more who bought more than chance brings about in 1 of 100 audits",
    source: "outcomes dealt out anew among companies (P. H. Westfall and S. S. Young, 1993); R. G. Newcombe, Statistics in Medicine 17, 1998",
    otherwise: "customers there may be older, and have had more time to buy more",
    disproof: "of ten customers there who are asked, none has a use for more",
    next: "call the customers of this segment who have not bought more yet, and ask what else their team does by hand",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let known: Vec<&Customer> = ground
        .customers
        .iter()
        .filter(|customer| customer.expanded.is_some())
        .collect();
    let segments: BTreeSet<&Segment> = known
        .iter()
        .flat_map(|customer| &customer.segments)
        .collect();
    let mut asked: Vec<Asked> = Vec::new();
    let mut names: Vec<&Segment> = Vec::new();
    for segment in segments {
        let side = |customer: &&Customer| {
            let is_known = customer.fields.contains(&segment.0);
            is_known.then(|| customer.segments.contains(segment))
        };
        let inside: Vec<Option<bool>> = known.iter().map(side).collect();
        let count = |wanted: bool| inside.iter().filter(|side| **side == Some(wanted)).count();
        let (here, there) = (count(true), count(false));
        let is_small = here as f64 <= UP_TO * (here + there) as f64;
        // Two names of one group of customers are asked once.
        let is_new = asked.iter().all(|other| other.inside != inside);
        if here >= FEWEST && there >= FEWEST && is_small && is_new {
            asked.push(Asked {
                rule: 0,
                inside,
                more: true,
                strata: Vec::new(),
            });
            names.push(segment);
        }
    }
    if asked.is_empty() {
        return Look::TooFew(format!(
            "of {} customers it is known whether they bought more; two groups of {FEWEST} are needed",
            known.len()
        ));
    }
    let question = Question {
        yes: known
            .iter()
            .map(|customer| customer.expanded == Some(true))
            .collect(),
        units: known.iter().map(|customer| customer.unit).collect(),
        asked: asked.clone(),
    };
    let answers = family::answers(&[question], SEED);
    let best = answers[0]
        .iter()
        .enumerate()
        .min_by(|(_, a), (_, b)| a.chance.total_cmp(&b.chance).then(b.z.total_cmp(&a.z)));
    let Some((at, answer)) = best else {
        return Look::Quiet("no segment could be compared".to_owned());
    };
    let cases = |wanted: bool| -> Vec<Counted> {
        let on_side = known.iter().zip(&asked[at].inside);
        on_side
            .filter(|(_, side)| **side == Some(wanted))
            .map(|(customer, _)| case(customer, customer.expanded == Some(true)))
            .collect()
    };
    Look::Changes(
        answer.chance,
        finding(names[at], (cases(true), cases(false)), answer.chance),
    )
}

fn finding(
    segment: &Segment,
    (here, there): (Vec<Counted>, Vec<Counted>),
    chance: f64,
) -> Option<Finding> {
    let (inside, outside) = (tally(&here), tally(&there));
    let gap = rate::difference(inside, outside).filter(|gap| gap.value > 0.0)?;
    let (field, label) = segment;
    let left = inside.1 - inside.0;
    let both: Vec<Counted> = here.iter().chain(&there).cloned().collect();
    Some(Finding {
        subject: Some(format!("{field}.{label}")),
        says: format!(
            "of the customers in {field} {label} {} bought more, of the others {}; {left} there have not yet",
            of(inside),
            of(outside)
        ),
        numbers: vec![
            share(
                format!("of the customers in {field} {label} bought more"),
                here,
            )?,
            share("of the others bought more".to_owned(), there)?,
            Number {
                label: "difference".to_owned(),
                hits: None,
                estimate: gap,
                unit: "points",
                cases: both,
            },
        ],
        worth: Err("how much more they bought is not in the table of customers".to_owned()),
        surely: 1.0 - chance,
        weight: inside.1 as f64 / (inside.1 + outside.1) as f64,
        deals: Vec::new(),
        files: Vec::new(),
        next: None,
        wording: None,
    })
}
