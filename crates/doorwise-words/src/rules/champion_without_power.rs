use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::persona::BuyingRole;
use doorwise_model::workspace::Workspace;
use doorwise_vocab::title::Seniority;

use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds a persona with the buying role `champion` whose every seniority is that of somebody who does the work:
    /// `ic`, `entry` or `intern`.
    ///
    /// ## Why is this bad?
    /// A champion sells inside. Somebody without a say can want it, and cannot carry it to the one who signs.
    ///
    /// ## Example
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// role: champion
    /// seniority: entry
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// role: user
    /// seniority: entry
    /// ```
    pub(super) static CHAMPION_WITHOUT_POWER = {
        name: "clarity/champion-without-power",
        summary: "a champion without a say",
        level: Level::Warning,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        let seniorities = &persona.role.seniorities;
        let does_the_work =
            |one: &Seniority| matches!(one, Seniority::Ic | Seniority::Entry | Seniority::Intern);
        if !persona.buying_roles.contains(&BuyingRole::Champion)
            || seniorities.is_empty()
            || !seniorities.iter().all(does_the_work)
        {
            continue;
        }
        let word = seniorities[0].as_str();
        found.push(
            CHAMPION_WITHOUT_POWER
                .at(
                    narrow(workspace, &persona.place, BuyingRole::Champion.as_str()),
                    format!("`{}` is a champion with the seniority `{word}`, and has nobody to convince with", persona.id),
                )
                .label("no say")
                .help("make it `user`, and write a persona for whoever leads the function"),
        );
    }
    found
}
