//! F5: nobody who leads the buying function took part.

use doorwise_vocab::title::{Band, Function};

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

pub(super) static RULE: Rule = Rule {
    id: "F5",
    slot: Slot::FunnelIssue,
    name: "champion missing",
    why: "The right companies with the founder on the phone, and not the person whose work it is: deals stall.",
    needs: &[Need::Outcomes, Need::DealPeople],
    statistic: "win rate of deals without a leader of the buying function against those with one; whoever came in the last fifth of a deal is not counted",
    threshold: "fewer wins than chance brings about in the whole audit",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "companies with such a person may be larger, and buy more for that",
    disproof: "deals where that person is brought in on purpose are won no more often",
    next: "write to that person in every open deal below this week, with the draft that `doorwise plan` prints",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let Some(function) = buying_function(ground) else {
        return Look::TooFew("the buying function is not known: `buying_function` in doorwise.yaml, or a persona with one".to_owned());
    };
    let split = Split::new(ground, false, |deal| {
        let roles = &deal
            .people
            .as_ref()
            .filter(|people| !people.roles.is_empty())?
            .roles;
        Some(!roles.contains(&(function, Band::Leader)))
    });
    if !split.is_enough() {
        return Look::Asks(Vec::new());
    }
    let says = format!(
        "without a head or manager of {} on the deal {} were won, with one {}",
        function.label(),
        of(split.here),
        of(split.there)
    );
    let open = ground.deals.iter().filter(|deal| {
        deal.outcome == Some(doorwise_model::deal::Outcome::Open)
            && deal
                .people
                .as_ref()
                .is_some_and(|people| !people.roles.contains(&(function, Band::Leader)))
    });
    let open: Vec<&str> = open.map(|deal| deal.id.as_str()).collect();
    let mut finding = split.finding(
        ground,
        says,
        (
            &format!("the deals without a leader of {}", function.label()),
            "the deals with one",
        ),
        (split.here.1 as f64, "such deals", ""),
    );
    if let Some(finding) = finding.as_mut().filter(|_| !open.is_empty()) {
        finding.next = Some(format!(
            "write to the head of {} in the {} open deals without one this week, first {}",
            function.label(),
            open.len(),
            open[..open.len().min(3)].join(", ")
        ));
    }
    Look::Asks(vec![split.asks(finding)])
}

fn buying_function(ground: &Ground<'_>) -> Option<Function> {
    let personas = ground.workspace.personas.iter();
    ground.workspace.offer.buying_function.or_else(|| {
        personas
            .filter_map(|persona| persona.role.function)
            .find(|function| *function != Function::Executive)
    })
}
