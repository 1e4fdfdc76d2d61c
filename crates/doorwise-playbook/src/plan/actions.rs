//! The next three actions, each with the command that helps.

use doorwise_model::card::reference::Decision;
use doorwise_model::deal::Outcome;
use doorwise_model::market::Scored;
use doorwise_model::persona::Persona;
use doorwise_model::tables::TableKind;
use doorwise_people::who::Attendance;

use super::{PlanInputs, market, people};

use crate::view::{ActionView, ClarityView, TargetView};

/// Columns named that no field reads.
const UNMAPPED_SHOWN: usize = 6;

/// Steps shown.
const STEPS_SHOWN: usize = 3;

/// What a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// One ICP and its personas.
    Icp,
    /// The workspace or its tables, whatever the ICP.
    Workspace,
}

/// A step with the command that helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    about: About,
    says: String,
    command: String,
}

/// What the steps of one ICP are taken from.
pub(super) struct Found<'a> {
    pub(super) inputs: &'a PlanInputs<'a>,
    pub(super) scored: &'a Scored,
    pub(super) personas: &'a [&'a Persona],
    pub(super) presence: &'a Attendance,
    pub(super) clarity: &'a [ClarityView],
    pub(super) targets: &'a [TargetView],
}

/// Returns the three cheapest steps that change most, in order.
pub(super) fn next_three(found: &Found<'_>) -> Vec<ActionView> {
    views(steps(found))
}

/// Returns the three first steps of several ICPs: the cheapest of each in turn, none of them twice.
pub(super) fn next_three_of(each: &[Found<'_>]) -> Vec<ActionView> {
    let steps_of: Vec<Vec<Step>> = each.iter().map(steps).collect();
    let longest = steps_of.iter().map(Vec::len).max().unwrap_or_default();
    let mut chosen: Vec<Step> = Vec::new();
    for rank in 0..longest {
        for (steps, found) in steps_of.iter().zip(each) {
            let Some(mut step) = steps.get(rank).cloned() else {
                continue;
            };
            if step.about == About::Icp {
                step.says = format!("{}: {}", found.inputs.icp.id, step.says);
            }
            if !chosen.iter().any(|known| known.says == step.says) {
                chosen.push(step);
            }
        }
    }
    views(chosen)
}

fn views(steps: Vec<Step>) -> Vec<ActionView> {
    let shown = steps.into_iter().take(STEPS_SHOWN).enumerate();
    shown
        .map(|(idx, step)| ActionView {
            id: format!("action.{}", idx + 1),
            says: step.says,
            command: step.command,
        })
        .collect()
}

/// Returns every step that would help, the cheapest that change most first.
fn steps(found: &Found<'_>) -> Vec<Step> {
    let Found {
        inputs,
        scored,
        personas,
        presence,
        clarity,
        targets,
    } = found;
    let mut steps = Vec::new();
    let mut add = |about: About, says: String, command: String| {
        steps.push(Step {
            about,
            says,
            command,
        });
    };
    let state_of = |slug: &str| {
        let asked = clarity.iter().find(|question| {
            question
                .id
                .strip_suffix(slug)
                .is_some_and(|rest| rest.ends_with("clarity."))
        });
        asked.map_or("unknown", |question| question.state)
    };
    let total = scored.counts.total();

    if total == 0 {
        add(
            About::Workspace,
            "Lay a table of companies beside the workspace and name it in doorwise.yaml".to_owned(),
            "doorwise init".to_owned(),
        );
    }
    if personas.is_empty() {
        add(
            About::Icp,
            "Say who in these companies reads your mail: a persona with a goal and a pain"
                .to_owned(),
            "doorwise init --persona \"Head of …, who needs to … and is tired of …\"".to_owned(),
        );
    }
    if state_of("apart") == "no" && !personas.is_empty() {
        add(
            About::Workspace,
            "Move what stands in the wrong place: company to the ICP, person to the persona"
                .to_owned(),
            "doorwise check".to_owned(),
        );
    }
    // A column that is there and not mapped is cheaper than finding a value company by company.
    let unmapped: Vec<&str> = inputs
        .market
        .facts()
        .tables
        .iter()
        .find(|table| table.kind == TableKind::Companies)
        .map(|table| {
            table
                .unmapped
                .iter()
                .map(String::as_str)
                .take(UNMAPPED_SHOWN)
                .collect()
        })
        .unwrap_or_default();
    if let Some(field) = scored.no_column.first()
        && !unmapped.is_empty()
        && total > 0
    {
        add(
            About::Workspace,
            format!(
                "Say which column holds the {}, if one does: {} are not read yet",
                field.label(),
                unmapped.join(", ")
            ),
            "# in doorwise.yaml, under tables: companies: columns:".to_owned()
                + &format!("   {}: <your column>", field.name()),
        );
    }
    if let Some(first) = scored
        .worth_finding
        .first()
        .filter(|first| first.decisions + first.tiers > 0)
        && (scored.counts.pursue < 50 || first.decisions > scored.counts.pursue)
    {
        add(
            About::Icp,
            format!(
                "Find the {} of the companies under find out: it settles {} of {} by itself",
                first.field.label(),
                market::grouped(first.decisions),
                market::grouped(scored.counts.find_out)
            ),
            "doorwise plan --out report   # targets.csv lists them, the field in the column find_out".to_owned(),
        );
    }
    if state_of("reader") == "no" {
        add(
            About::Icp,
            "Rewrite the copy that speaks to the wrong reader; the first mail of this plan speaks to the right one".to_owned(),
            "doorwise check".to_owned(),
        );
    }
    // Customers and open deals are not among the first targets, and get no stranger's mail.
    let n_free = targets
        .iter()
        .filter(|target| target.decision == Decision::Pursue.as_str())
        .count();
    if n_free > 0
        && let Some(persona) = personas.first().filter(|persona| people::has_role(persona))
    {
        add(
            About::Icp,
            format!(
                "Write the first mail to {} at the first {}",
                persona.name,
                match n_free {
                    1 => "target".to_owned(),
                    n => format!("{n} targets"),
                }
            ),
            "doorwise plan --out report   # targets.csv is ready for your CRM".to_owned(),
        );
    }
    let closed = inputs
        .market
        .deals()
        .iter()
        .any(|deal| matches!(deal.outcome, Some(Outcome::Won | Outcome::Lost)));
    if !closed && total > 0 {
        add(
            About::Workspace,
            "Add your closed deals, won and lost, with the contacts on them: they test the ICP and show who takes part".to_owned(),
            "doorwise init --table <your deals file>".to_owned(),
        );
    } else if presence.n_won + presence.n_lost == 0 && total > 0 {
        add(
            About::Workspace,
            "Add the people on your deals: without them nobody can see who takes part in those you win".to_owned(),
            "doorwise init --table <your contacts file>".to_owned(),
        );
    }
    if state_of("words") != "yes" && !personas.is_empty() {
        add(
            About::Icp,
            "Ask three of these people what is hard and who signs; put the transcripts in research/ and quote them in the persona".to_owned(),
            "doorwise check".to_owned(),
        );
    }
    add(
        About::Workspace,
        "See every problem and its fix".to_owned(),
        "doorwise check".to_owned(),
    );
    add(
        About::Workspace,
        "Put the workspace under git, so that each change of ICP or persona can be argued about"
            .to_owned(),
        "git init".to_owned(),
    );
    add(
        About::Icp,
        "Score another list against this ICP".to_owned(),
        format!(
            "doorwise score --icp {} --table other.csv",
            icp_file(inputs)
        ),
    );
    steps
}

fn icp_file(inputs: &PlanInputs<'_>) -> String {
    format!("icps/{}.yaml", inputs.icp.id)
}
