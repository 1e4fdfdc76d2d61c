//! The market's numbers: who was counted, by which criteria, and the first rows.

mod fall;
mod remark;
pub(super) mod segment;
mod worth;

use doorwise_model::card::reference::{Decision, Judgement};
use doorwise_model::market::Scoring;

use super::{Case, Entry, PartView};
use crate::id::{self, CardIds};
use crate::plan::market::tier_id;

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let mut entries = counts(case);
    entries.extend(tiers(case));
    entries.extend(fall::entries(case));
    entries.extend(worth::entries(case));
    entries.extend(segment::entries(case));
    entries.extend(remark::entries(case));
    entries
}

impl Case<'_> {
    /// Returns a company as a row of a count.
    pub(super) fn company_row(&self, row: u32) -> PartView {
        let company = self.inputs.market.name(row as usize);
        PartView::says(company.name)
            .id(id::company(company.id))
            .place(company.row)
    }

    fn rows_where<'s>(
        &'s self,
        counts: impl Fn(&Scoring) -> bool + 's,
    ) -> impl Iterator<Item = PartView> + 's {
        let list = self.plan.scored.list.iter();
        list.filter(move |scoring| counts(scoring))
            .map(|scoring| self.company_row(scoring.row))
    }

    /// Returns the gates and exclusions with their places.
    pub(super) fn criteria(&self) -> Vec<PartView> {
        let card = &self.inputs.icp.card;
        let ids = CardIds::of(card);
        let gates = card.gates.iter().zip(&ids.gates);
        let exclusions = card.exclusions.iter().zip(&ids.exclusions);
        let part = |kind: &str, criterion: &doorwise_model::card::Criterion, id: &String| {
            self.at(format!("{kind} {}", criterion.show()), &criterion.place)
                .id(id)
                .assumed(criterion.assumed)
        };
        gates
            .map(|(gate, id)| part("gate", gate, id))
            .chain(exclusions.map(|(exclusion, id)| part("exclusion", exclusion, id)))
            .collect()
    }
}

/// What the card says of a company; a decision made by hand stands above it.
fn verdict(scoring: &Scoring) -> Decision {
    match (scoring.blocked_by, scoring.open) {
        (Some(_), _) => Decision::Ignore,
        (None, 0) => Decision::Pursue,
        (None, _) => Decision::FindOut,
    }
}

fn counts<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let view = &case.plan.view;
    let counts = &view.counts;
    let parts = [
        ("companies", counts.companies),
        ("pursue", counts.pursue),
        ("find_out", counts.find_out),
        ("ignore", counts.ignore),
    ]
    .map(|(field, n)| PartView::says(format!("{field}: {n}")).id(format!("count.{field}")));
    let headline_parts = parts.clone();
    let mut entries = vec![Entry::new("headline", view.headline.clone(), move |why| {
        why.how("the counts of companies by decision, said in one sentence")
            .on(headline_parts.clone())
    })];
    if let Some(as_of) = &view.as_of {
        entries.push(Entry::new("as_of", format!("as of {as_of}"), |why| {
            why.how(format!("taken from: {}", view.as_of_from)).on(case
                .inputs
                .workspace
                .as_of
                .map(|_| PartView::says("`as_of`").place("doorwise.yaml")))
        }));
    }
    let says = format!(
        "companies by decision: pursue {}, find out {}, ignore {}",
        counts.pursue, counts.find_out, counts.ignore
    );
    entries.push(Entry::new("count", says, move |why| {
        why.how("a failed gate or a hit exclusion means ignore; else an open one means find out; else pursue")
            .on(parts.clone())
    }));
    let count =
        |field: &str, label: &str, n: usize, how: &'static str, decision: Option<Decision>| {
            Entry::new(
                format!("count.{field}"),
                format!("{label}: {n}"),
                move |why| {
                    let rows = case
                        .rows_where(move |scoring| decision.is_none_or(|d| scoring.decision == d));
                    let why = why.count(n).how(how).rows(n, case.rows_shown, rows);
                    match decision {
                        Some(decision) => why.on(case.criteria()).on(case.by_hand(decision)),
                        None => why,
                    }
                },
            )
        };
    entries.extend([
        count(
            "companies",
            "companies",
            counts.companies,
            "rows of the companies table, one a company; table.companies says how it was read",
            None,
        ),
        count(
            "pursue",
            "companies to pursue",
            counts.pursue,
            "companies for which every gate holds and no exclusion hits; a decision made by hand stands above",
            Some(Decision::Pursue),
        ),
        count(
            "find_out",
            "companies to find out about",
            counts.find_out,
            "companies that fail no gate and hit no exclusion, with at least one still open; a decision made by hand stands above",
            Some(Decision::FindOut),
        ),
        count(
            "ignore",
            "companies to ignore",
            counts.ignore,
            "companies that fail a gate or hit an exclusion; a decision made by hand stands above",
            Some(Decision::Ignore),
        ),
    ]);
    entries
}

impl Case<'_> {
    fn judge(&self, row: u32) -> Judgement {
        let company = self.inputs.market.company(row as usize);
        self.inputs
            .icp
            .card
            .judge(&company, &self.plan.scored.unchecked)
    }

    fn by_hand(&self, decision: Decision) -> Vec<PartView> {
        let overrides = &self.inputs.icp.overrides;
        overrides
            .iter()
            .filter(|made| made.decision == decision)
            .map(|made| {
                self.at(
                    format!("{}: {}", made.company, crate::explain::show_override(made)),
                    &made.place,
                )
            })
            .collect()
    }
}

fn tiers<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let icp = case.inputs.icp;
    let tiers = case.plan.view.tiers.iter();
    tiers
        .map(|tier| {
            let decision = tier.decision.replace('_', " ");
            let says = format!("{decision}, tier {}: {}", tier.tier, tier.companies);
            Entry::new(&tier.id, says, |why| {
                let rows = case.rows_where(|scoring| {
                    scoring.decision != Decision::Ignore
                        && tier_id(icp, scoring.decision, &scoring.tiers.to_vec()) == tier.id
                });
                why.count(tier.companies)
                    .how("companies of this decision whose score, at both ends of its range, falls into these tiers")
                    .on(case.cuts())
                    .rows(tier.companies, case.rows_shown, rows)
            })
        })
        .collect()
}
