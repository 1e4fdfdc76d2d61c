use doorwise_model::diagnostic::{Diagnostic, Level};
use doorwise_model::workspace::Workspace;
use doorwise_vocab::title::{Band, Function};

use super::cues::first_phrase;
use super::place::narrow;

declare_rule! {
    /// ## What it does
    /// Finds a goal or pain of the whole company, with no task, time or boss of this person.
    /// Founders and chief executives are left alone: the company's goal is theirs.
    ///
    /// ## Why is this bad?
    /// Everybody at the company shares it, so it moves nobody in particular.
    ///
    /// ## Example
    /// ```persona
    /// goal: grow ARR
    /// ```
    ///
    /// Use instead:
    /// ```persona
    /// goal: show the founder every Monday which deals came from marketing
    /// ```
    pub(super) static PAIN_IS_COMPANY = {
        name: "clarity/pain-is-company",
        summary: "the company's goal told as a person's",
        level: Level::Warning,
        since: "0.1.0",
    }
}

const COMPANY_GOALS: [&str; 26] = [
    "grow arr",
    "grow revenue",
    "grow the business",
    "grow the company",
    "increase revenue",
    "increase sales",
    "increase profit",
    "increase profitability",
    "increase market share",
    "reduce cost",
    "reduce costs",
    "cut cost",
    "cut costs",
    "save money",
    "improve efficiency",
    "increase efficiency",
    "boost revenue",
    "drive growth",
    "drive revenue",
    "scale the business",
    "enterprise value",
    "shareholder value",
    "company growth",
    "digital transformation",
    "improve margins",
    "increase roi",
];
/// Words that tie a goal to one person: a task, a time, a boss, a number.
const TIES: [&str; 31] = [
    "her",
    "his",
    "their",
    "my",
    "your",
    "by hand",
    "every",
    "each",
    "monday",
    "week",
    "weekly",
    "quarter",
    "month",
    "board",
    "founder",
    "ceo",
    "boss",
    "team",
    "report",
    "budget",
    "deadline",
    "before",
    "until",
    "without",
    "percent",
    "from",
    "leads",
    "pipeline",
    "campaigns",
    "reps",
    "hours",
];

fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for persona in &workspace.personas {
        let leads_company = persona.role.function == Some(Function::Executive)
            && persona
                .role
                .seniorities
                .iter()
                .any(|seniority| seniority.band() == Band::Executive);
        if leads_company {
            continue;
        }
        for statement in persona.goals.iter().chain(&persona.pains) {
            let says = statement.says.as_str();
            let Some(range) = first_phrase(says, &COMPANY_GOALS) else {
                continue;
            };
            let is_tied = first_phrase(says, &TIES).is_some()
                || says.chars().any(|ch| ch.is_ascii_digit())
                || statement.metric.is_some();
            if is_tied {
                continue;
            }
            let words = &says[range];
            found.push(
                PAIN_IS_COMPANY
                    .at(
                        narrow(workspace, &statement.place, words),
                        format!("`{words}` is the company's goal, not this person's"),
                    )
                    .label("whose task is it?")
                    .help("ask which number this person is judged by, and who asks for it when"),
            );
        }
    }
    found
}
