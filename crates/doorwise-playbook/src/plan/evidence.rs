//! What rests on nothing yet, with the place where it is written.

use doorwise_model::icp::Icp;
use doorwise_model::persona::Persona;
use doorwise_model::statement::Statement;
use doorwise_model::workspace::Workspace;

use super::market::place;
use super::people::persona_id;
use crate::id::CardIds;
use crate::view::AssumptionView;

/// Returns every assumption of the ICP, its personas and the offer, in reading order.
pub(super) fn assumptions(
    workspace: &Workspace,
    icp: &Icp,
    personas: &[&Persona],
) -> Vec<AssumptionView> {
    let mut assumptions = Vec::new();
    let ids = CardIds::of(&icp.card);
    // An assumption is opened where it stands: its id is that of the thing assumed.
    let mut add = |id: String, says: String, at: &doorwise_model::Place| {
        assumptions.push(AssumptionView {
            id,
            says,
            place: place(at),
        });
    };
    for (gate, id) in icp.card.gates.iter().zip(&ids.gates) {
        if gate.assumed {
            add(id.clone(), format!("gate {}", gate.show()), &gate.place);
        }
    }
    for (exclusion, id) in icp.card.exclusions.iter().zip(&ids.exclusions) {
        if exclusion.assumed {
            let says = format!("exclusion {}", exclusion.show());
            add(id.clone(), says, &exclusion.place);
        }
    }
    for (table, id) in icp.card.tables.iter().zip(&ids.tables) {
        if table.assumed {
            let entries: Vec<String> = table
                .entries
                .iter()
                .map(|entry| format!("{} {:+}", table.show_entry(entry), entry.points))
                .collect();
            add(
                id.clone(),
                format!("points {}", entries.join(", ")),
                &table.place,
            );
        }
    }
    for (kind, statements) in [("note", &icp.notes), ("trigger", &icp.triggers)] {
        for (idx, statement) in statements.iter().enumerate() {
            if statement.assumed {
                let id = format!("{kind}.{}", idx + 1);
                add(id, statement.says.clone(), &statement.place);
            }
        }
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
            add(
                format!("{}.role", persona_id(persona)),
                format!("{} is {roles}", persona.name),
                &persona.place,
            );
        }
        let mut statements = |kind: &str, statements: Vec<&Statement>| {
            for (idx, statement) in statements.into_iter().enumerate() {
                if !statement.assumed {
                    continue;
                }
                add(
                    format!("{}.{kind}.{}", persona_id(persona), idx + 1),
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
        add(
            "offer".to_owned(),
            format!("the offer: {says}"),
            &workspace.offer.place,
        );
    }
    assumptions
}
