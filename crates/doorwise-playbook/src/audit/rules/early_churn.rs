//! F12: customers outside the ICP leave within three months more often than those inside.

use doorwise_fit::family::{self, Asked, Question};
use doorwise_fit::rate;

use crate::audit::SEED;
use crate::audit::compare::{FEWEST, of, share, tally};
use crate::audit::ground::{Customer, Ground};
use crate::audit::rule::{Counted, Finding, Look, Need, Number, Rule, Slot};
use crate::audit::worth;

/// Days within which a customer who leaves was a cost.
const EARLY: i32 = 90;

pub(super) static RULE: Rule = Rule {
    id: "F12",
    slot: Slot::FunnelIssue,
    name: "early churn",
    why: "A customer who leaves in three months was a cost, and tells others why.",
    needs: &[Need::Customers, Need::Companies, Need::Icp],
    statistic: "customers who left within 90 days of those whose 90 days are over, where no ICP pursues the company against where one does; who is open on a gate takes no part",
    threshold: "at least 8 customers on each side, and more who left early outside than chance brings about in 1 of 100 audits",
    source: "answers dealt out anew among companies as in Fisher's test (R. A. Fisher, 1935); R. G. Newcombe, Statistics in Medicine 17, 1998",
    otherwise: "companies outside may have been sold by another channel or by other people, who promised more",
    disproof: "the customers outside who are served like those inside stay as long",
    next: "ask the last five who left early what they had expected, and put the gate they failed before the next offer",
    ease: 0.6,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let Some(today) = ground.today else {
        return Look::TooFew("no day is known".to_owned());
    };
    // Who came less than 90 days ago has not had the time to leave early.
    let is_ripe = |customer: &&Customer| {
        customer.started.is_some_and(|day| today - day >= EARLY) && customer.fits.is_some()
    };
    let ripe: Vec<&Customer> = ground.customers.iter().filter(is_ripe).collect();
    let left_early = |customer: &Customer| match (customer.started, customer.churned) {
        (Some(from), Some(to)) => (0..=EARLY).contains(&(to - from)),
        _ => false,
    };
    let cases = |fits: bool| -> Vec<Counted> {
        let own = ripe.iter().filter(|customer| customer.fits == Some(fits));
        own.map(|customer| case(customer, left_early(customer)))
            .collect()
    };
    let (outside, inside) = (cases(false), cases(true));
    let (out, within) = (tally(&outside), tally(&inside));
    if out.1 < FEWEST || within.1 < FEWEST {
        return Look::TooFew(format!(
            "{} customers outside the ICP and {} inside whose first 90 days are over; {FEWEST} of each are needed",
            out.1, within.1
        ));
    }
    let question = Question {
        yes: ripe.iter().map(|customer| left_early(customer)).collect(),
        units: ripe.iter().map(|customer| customer.unit).collect(),
        asked: vec![Asked {
            rule: 0,
            inside: ripe
                .iter()
                .map(|customer| customer.fits.map(|fits| !fits))
                .collect(),
            more: true,
            strata: Vec::new(),
        }],
    };
    let chance = family::answers(&[question], SEED)[0][0].chance;
    let Some(gap) = rate::difference(out, within).filter(|gap| gap.value > 0.0) else {
        return Look::Changes(chance, None);
    };
    let both: Vec<Counted> = outside.iter().chain(&inside).cloned().collect();
    let numbers = [
        share(
            "of the customers outside the ICP left within 90 days".to_owned(),
            outside,
        ),
        share(
            "of the customers inside it left within 90 days".to_owned(),
            inside,
        ),
        Some(Number {
            label: "difference".to_owned(),
            hits: None,
            estimate: gap,
            unit: "points",
            cases: both,
        }),
    ];
    Look::Changes(
        chance,
        Some(Finding {
            subject: None,
            says: format!(
                "of the customers outside the ICP {} left within 90 days, of those inside {}",
                of(out),
                of(within)
            ),
            numbers: numbers.into_iter().flatten().collect(),
            worth: worth::of_customers(ground, (out.1, "customers outside the ICP", "stay"), gap),
            surely: 1.0 - chance,
            weight: out.1 as f64 / (out.1 + within.1) as f64,
            deals: Vec::new(),
            files: Vec::new(),
            next: None,
            wording: None,
        }),
    )
}

/// Returns a customer as a case.
pub(super) fn case(customer: &Customer, counts: bool) -> Counted {
    let day = |day: i32| doorwise_vocab::date::of_day_number(day).to_string();
    let since = customer
        .started
        .map_or(String::new(), |from| format!(" since {}", day(from)));
    let until = customer
        .churned
        .map_or(String::new(), |to| format!(", left {}", day(to)));
    let says = format!("{}{since}{until}", customer.company);
    Counted::text(says, Some(customer.row.clone()), counts)
}
