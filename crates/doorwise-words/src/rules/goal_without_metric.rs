use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;

declare_rule! {
    /// ## What it does
    /// Finds a persona none of whose goals has `metric:` or a number in its sentence. Told once a persona.
    ///
    /// ## Why is this bad?
    /// A goal without a number cannot be lost, so nobody stays up for it. The number ties your offer to the
    /// person's own review.
    ///
    /// ## Example
    /// ```persona
    /// goal: do better marketing
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: 40 sales-accepted leads every quarter
    /// ```
    pub(super) static GOAL_WITHOUT_METRIC = {
        name: "clarity/goal-without-metric",
        summary: "no goal says by which number it is judged",
        level: Level::Note,
        since: "0.1.0",
    }
}

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        let measured = persona
            .goals
            .iter()
            .any(|goal| goal.metric.is_some() || goal.says.chars().any(|ch| ch.is_ascii_digit()));
        let Some(first) = persona.goals.first().filter(|_| !measured) else {
            continue;
        };
        found.push(
            GOAL_WITHOUT_METRIC
                .at(
                    first.place.clone(),
                    format!("no goal of `{}` says by which number it is judged", persona.id),
                )
                .label("how would anybody know?")
                .help("ask \u{201c}what number are you judged by, and by when?\u{201d} and write it under `metric:`"),
        );
    }
    found
}
