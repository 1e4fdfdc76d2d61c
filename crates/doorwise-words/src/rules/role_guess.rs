use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::tables::TableKind;
use doorwise_model::workspace::Workspace;

use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds `buying_roles:` in a workspace that has neither interviews nor people on deals, so that the role can
    /// only be a guess. Whether the role holds where there are some, `doorwise why clarity.buying-role` says.
    ///
    /// ## Why is this bad?
    /// A guess about who decides sends the copy to the CEO while somebody else buys.
    ///
    /// ## Example
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// role: champion
    /// research: none
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// role: champion
    /// ```
    pub(super) static ROLE_GUESS = {
        name: "clarity/role-guess",
        summary: "a buying role that nothing can bear",
        level: Level::Note,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let has_people = workspace
        .tables
        .iter()
        .any(|table| matches!(table.kind, TableKind::DealContacts | TableKind::Contacts));
    if has_people || !workspace.research.is_empty() {
        return Vec::new();
    }
    let guessed = workspace
        .personas
        .iter()
        .filter(|persona| !persona.buying_roles.is_empty());
    guessed
        .map(|persona| {
            let words = persona.buying_roles[0].as_str();
            ROLE_GUESS
                .at(
                    narrow(workspace, &persona.place, words),
                    format!("that `{}` is the {} is a guess: no interview and no deal names people", persona.id, persona.buying_roles[0].label()),
                )
                .label("who says so?")
                .help("ask three customers who signed and who could have said no, and put the talks in research/")
        })
        .collect()
}
