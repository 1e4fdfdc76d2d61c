//! `doorwise audit`: one positioning gap, one funnel issue, one growth opportunity, or the word that
//! the data support none.

pub mod choose;
mod compare;
pub mod ground;
pub mod reasons;
pub mod rule;
pub mod rules;
mod steps;
pub mod view;
pub mod worth;

use doorwise_model::market::Market;
use doorwise_model::workspace::Workspace;
use doorwise_vocab::date::Date;

use view::AuditView;

/// Seed of the dealings that comparisons are tested by.
pub const SEED: u64 = 1;

/// Audits a workspace.
pub fn audit(
    workspace: &Workspace,
    market: &dyn Market,
    as_of: Option<Date>,
    as_of_from: &str,
) -> AuditView {
    let ground = ground::read(workspace, market, as_of);
    let choice = choose::choose(&ground, rules::RULES, SEED);
    view::view(
        &ground,
        &choice,
        as_of.map(|day| day.to_string()),
        as_of_from,
    )
}

#[cfg(test)]
mod tests;
