//! O8: there is an answer to the objection that loses most deals, and no piece of copy carries it.

use std::collections::BTreeSet;

use doorwise_model::workspace::Workspace;
use doorwise_people::listen;

use super::objection;
use crate::audit::compare::{of, surely_at_least};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};

/// Share of the lost deals from which the rule speaks.
const FROM: f64 = 0.2;

pub(super) static RULE: Rule = Rule {
    id: "O8",
    slot: Slot::GrowthOpportunity,
    name: "answer to the objection",
    why: "The answer is known in the house and reaches no buyer before the deal is lost.",
    needs: &[
        Need::Outcomes,
        Need::LossReason,
        Need::Personas,
        Need::Copies,
    ],
    statistic: "as G6; pieces of copy that share three content words with a persona's answer",
    threshold: "surely at least 20 % of at least 20 lost deals, an answer in a persona, and no piece of copy that carries it",
    source: "Wilson's interval; E. B. Wilson, JASA 22, 1927",
    otherwise: "sellers may give the answer by word of mouth",
    disproof: "buyers who got the answer in writing are lost as often",
    next: "put the answer below on one page and send it to every open deal where the objection was heard",
    ease: 1.0,
    look,
};

fn look(ground: &Ground<'_>) -> Look {
    let Some((reason, deals, n)) = objection::top(ground) else {
        return Look::TooFew(
            "20 lost deals with a reason that is understood are needed".to_owned(),
        );
    };
    let k = deals.len();
    if surely_at_least(k, n) < FROM {
        return Look::Quiet(format!(
            "the commonest reason, {}, stands at {} lost deals: not surely at least 20 %",
            reason.label(),
            of((k, n))
        ));
    }
    let answers: Vec<&str> = objection::answers(ground, reason).collect();
    let stems = |text: &str| -> BTreeSet<String> {
        listen::stems(text)
            .into_iter()
            .map(|(stem, _)| stem)
            .collect()
    };
    let copies: Vec<BTreeSet<String>> = ground
        .workspace
        .copies
        .iter()
        .map(|copy| stems(&copy.body))
        .collect();
    let is_sent = |answer: &&str| {
        let answer = stems(answer);
        copies
            .iter()
            .any(|copy| copy.intersection(&answer).count() >= 3)
    };
    let Some(answer) = answers
        .iter()
        .find(|answer| !is_sent(answer))
        .filter(|_| !answers.iter().any(is_sent))
    else {
        return Look::Quiet(format!(
            "{} is answered in the copy, or nowhere",
            reason.label()
        ));
    };
    Look::Counted(objection::lost_to(
        ground,
        reason,
        deals,
        "and the answer stands in a persona and in no piece of copy",
        Some(wording(ground.workspace, answer)),
    ))
}

/// Returns the answer as `say` composes it, else as the persona has it.
fn wording(workspace: &Workspace, answer: &str) -> String {
    let composed = workspace.personas.iter().find_map(|persona| {
        let mut objections = persona.objections.iter();
        let at = objections.position(|known| known.answer.as_deref() == Some(answer))?;
        crate::say::answer_words(workspace, persona, at)
    });
    composed.unwrap_or_else(|| answer.to_owned())
}
