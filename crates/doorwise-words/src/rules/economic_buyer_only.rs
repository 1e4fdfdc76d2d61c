use doorwise_model::condition::Condition;
use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::persona::{BuyingRole, Persona};
use doorwise_model::workspace::Workspace;

use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds an ICP all of whose personas only sign: `economic_buyer` and nothing else, with companies of more
    /// than ten people. Personas without a buying role say nothing and are left alone.
    ///
    /// ## Why is this bad?
    /// Whoever signs seldom has the pain. Deals stall where nobody who lives with it wants the change.
    ///
    /// ## Example
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// role: economic_buyer
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// role: champion
    /// ```
    pub(super) static ECONOMIC_BUYER_ONLY = {
        name: "clarity/economic-buyer-only",
        summary: "the signer has a persona, whoever hurts daily has none",
        level: Level::Warning,
        since: "0.1.0",
    }
}

/// Up to so many people the owner signs and lives with it too.
const SMALL: f64 = 10.0;

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for icp in &workspace.icps {
        let personas = workspace.personas_in(&icp.id);
        let only_sign = |persona: &&Persona| persona.buying_roles == [BuyingRole::EconomicBuyer];
        let Some(first) = personas.first().filter(|_| personas.iter().all(only_sign)) else {
            continue;
        };
        if is_small(icp) {
            continue;
        }
        found.push(
            ECONOMIC_BUYER_ONLY
                .at(
                    narrow(workspace, &first.place, BuyingRole::EconomicBuyer.as_str()),
                    format!(
                        "every persona of `{}` only signs, and nobody in it lives with the pain",
                        icp.id
                    ),
                )
                .label("signs")
                .note("the founder hears of the pain, the head of the function has it")
                .help("write a persona for the one whose day it is: a champion or a user"),
        );
    }
    found
}

/// Returns whether the ICP is of companies where the owner does everything.
fn is_small(icp: &Icp) -> bool {
    let sizes = icp
        .card
        .gates
        .iter()
        .filter(|gate| gate.field == Field::Employees);
    sizes
        .flat_map(|gate| &gate.any_of)
        .any(|condition| matches!(condition, Condition::Within(range) if range.high <= SMALL))
}
