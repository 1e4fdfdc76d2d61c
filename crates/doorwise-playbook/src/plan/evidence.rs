//! What rests on nothing yet, with the place where it is written.

use doorwise_model::icp::Icp;
use doorwise_model::persona::Persona;
use doorwise_model::statement::Statement;
use doorwise_model::workspace::Workspace;

use super::market::place;
use crate::view::AssumptionView;

/// Returns every assumption of the ICP, its personas and the offer, in reading order.
pub(super) fn assumptions(
    workspace: &Workspace,
    icp: &Icp,
    personas: &[&Persona],
) -> Vec<AssumptionView> {
    let mut assumptions = Vec::new();
    let mut add = |says: String, at: &doorwise_model::Place| {
        assumptions.push(AssumptionView {
            says,
            place: place(at),
        });
    };
    for gate in icp.card.gates.iter().filter(|gate| gate.assumed) {
        add(format!("gate {}", gate.show()), &gate.place);
    }
    for exclusion in icp
        .card
        .exclusions
        .iter()
        .filter(|exclusion| exclusion.assumed)
    {
        add(format!("exclusion {}", exclusion.show()), &exclusion.place);
    }
    for table in icp.card.tables.iter().filter(|table| table.assumed) {
        let entries: Vec<String> = table
            .entries
            .iter()
            .map(|entry| format!("{} {:+}", table.show_entry(entry), entry.points))
            .collect();
        add(format!("points {}", entries.join(", ")), &table.place);
    }
    for note in icp
        .notes
        .iter()
        .chain(&icp.triggers)
        .filter(|note| note.assumed)
    {
        add(note.says.clone(), &note.place);
    }
    for persona in personas {
        if persona.role_assumed {
            let roles: Vec<String> = persona
                .buying_roles
                .iter()
                .map(|role| role.label())
                .collect();
            let roles = if roles.is_empty() {
                "the reader".to_owned()
            } else {
                roles.join(" and ")
            };
            add(format!("{} is {roles}", persona.name), &persona.place);
        }
        let mut statements = |kind: &str, statements: Vec<&Statement>| {
            for statement in statements.into_iter().filter(|statement| statement.assumed) {
                add(
                    format!("{}, {kind}: {}", persona.name, statement.says),
                    &statement.place,
                );
            }
        };
        statements("goal", persona.goals.iter().collect());
        statements("pain", persona.pains.iter().collect());
        statements(
            "objection",
            persona
                .objections
                .iter()
                .map(|objection| &objection.statement)
                .collect(),
        );
        statements("trigger", persona.triggers.iter().collect());
    }
    if workspace.offer.assumed
        && let Some(says) = &workspace.offer.says
    {
        add(format!("the offer: {says}"), &workspace.offer.place);
    }
    assumptions
}
