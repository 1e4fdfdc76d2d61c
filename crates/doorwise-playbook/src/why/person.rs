//! The personas: each sentence with its quotes, or the word ASSUMPTION.

use doorwise_model::deal::Outcome;
use doorwise_people::who;

use super::{Case, Entry, PartView, card::statement_of, deal::WILSON};
use crate::plan::people::persona_id;

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for (persona, view) in case.personas().into_iter().zip(&case.plan.view.personas) {
        let id = persona_id(persona);
        let roles = view.buying_roles.join(" and ");
        entries.push(Entry::new(
            &id,
            format!("{} ({roles})", persona.name),
            move |why| {
                why.how("one kind of person inside one ICP")
                    .on([case.at("written down", &persona.place)])
                    .on(view.statements.iter().map(|statement| {
                        PartView::says(format!("{}: {}", statement.kind, statement.says))
                            .id(&statement.id)
                            .assumed(statement.assumption)
                    }))
            },
        ));
        let says = if roles.is_empty() {
            "the reader"
        } else {
            roles.as_str()
        };
        entries.push(Entry::new(format!("{id}.role"), format!("{} is {says}", persona.name), move |why| {
            why.assumed(persona.role_assumed)
                .how("the part this person plays, as the file says; who decides shows only in deals")
                .on([case.at("written down", &persona.place)])
        }));
        entries.push(Entry::new(
            format!("{id}.search"),
            view.search.clone(),
            move |why| {
                why.how(
                    "the titles of the persona and their variants, to paste into a people search",
                )
                .on([case.at("written down", &persona.place)])
            },
        ));
        let objections = persona
            .objections
            .iter()
            .map(|objection| &objection.statement)
            .collect();
        for (kind, statements) in [
            ("goal", persona.goals.iter().collect::<Vec<_>>()),
            ("pain", persona.pains.iter().collect()),
            ("objection", objections),
            ("trigger", persona.triggers.iter().collect()),
        ] {
            for (idx, statement) in statements.into_iter().enumerate() {
                let id = format!("{id}.{kind}.{}", idx + 1);
                entries.push(Entry::new(id, statement.says.clone(), move |why| {
                    statement_of(case, why, statement)
                }));
            }
        }
        let Some(seen) = &view.seen else { continue };
        for (field, n, of, outcome) in [
            ("won_with", seen.won_with, seen.won, Outcome::Won),
            ("lost_with", seen.lost_with, seen.lost, Outcome::Lost),
        ] {
            let label = format!(
                "{} in deals {}: {n} of {of}",
                persona.name,
                outcome.as_str()
            );
            entries.push(Entry::new(format!("{}.{field}", seen.id), label, move |why| {
                let market = case.inputs.market;
                let seats = who::persona_seats(persona, market.deals(), market.contacts());
                let positions = if outcome == Outcome::Won { seats.won_with } else { seats.lost_with };
                why.count(n)
                    .how(format!("of {of} such deals that name people, those with a contact who surely is this persona; late arrivals are left out"))
                    .rows(n, case.rows_shown, case.deals_at(&positions, outcome))
            }));
        }
        entries.push(Entry::new(&seen.id, seen.says.clone(), move |why| {
            why.how(WILSON).on(["won_with", "lost_with"]
                .map(|field| PartView::says(field).id(format!("{}.{field}", seen.id))))
        }));
    }
    entries
}
