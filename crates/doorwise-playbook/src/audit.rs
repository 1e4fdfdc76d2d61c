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

use choose::Choice;
use ground::Ground;
use view::AuditView;

/// Seed of the dealings that comparisons are tested by.
pub const SEED: u64 = 1;

/// An audit, with all that it was made from, so that each number can be opened.
pub struct Audit<'a> {
    /// What is printed.
    pub view: AuditView,
    /// What the rules looked at.
    pub ground: Ground<'a>,
    /// What they found.
    pub choice: Choice,
}

/// Audits a workspace.
pub fn audit<'a>(
    workspace: &'a Workspace,
    market: &dyn Market,
    as_of: Option<Date>,
    as_of_from: &str,
) -> Audit<'a> {
    let ground = ground::read(workspace, market, as_of);
    let choice = choose::choose(&ground, rules::RULES, SEED);
    let view = view::view(
        &ground,
        &choice,
        as_of.map(|day| day.to_string()),
        as_of_from,
    );
    Audit {
        view,
        ground,
        choice,
    }
}

#[cfg(test)]
mod tests;
