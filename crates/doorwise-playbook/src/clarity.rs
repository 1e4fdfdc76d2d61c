//! The clarity checklist: thirty questions about one ICP and its personas, answered from the user's
//! own data and never ticked by hand (`domain.md` 5.1).
//!
//! One item, one function with its page: what is tested, why it matters, how to mend it. An item that
//! cannot be answered is unknown; unknown earns nothing and is listed first, so that no blank looks clear.

mod answer;
mod clues;
mod company;
mod copy;
mod deals;
mod heard;
mod person;
mod role;
#[cfg(test)]
mod tests;
mod upkeep;

use doorwise_model::diagnostic::Place;

use crate::view::{ClarityView, NextView, ScoreView};
use answer::{Answer, State};
pub(crate) use clues::Clues;
pub(crate) use upkeep::MIXED;

/// Steps named as the most valuable.
const NEXT_SHOWN: usize = 3;

/// One question of the checklist.
#[derive(Debug)]
pub struct Item {
    /// Its number, 1 to 30, as in `domain.md` 5.1; never given again.
    pub number: u8,
    /// The word in its id, `clarity.<slug>`; never given again.
    pub slug: &'static str,
    /// What a yes earns.
    pub weight: u32,
    /// Work to turn it into a yes, in half days: 1 for an edit of what is known, 2 for a look at data
    /// or a text to rewrite, 6 where people have to be asked.
    pub effort: u32,
    /// Whether nothing is usable without it.
    pub gate: bool,
    /// Whether the plan asks it on its first page.
    pub key: bool,
    /// The question.
    pub question: &'static str,
    /// What exactly is tested.
    pub test: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How to mend it.
    pub fix: &'static str,
    command: fn(&Clues<'_>) -> String,
    answer: fn(&Clues<'_>) -> Answer,
}

/// Every question, in the order of their numbers.
pub static ITEMS: [&Item; 30] = [
    &upkeep::APART,
    &company::SIZE,
    &company::INDUSTRY,
    &company::PLACE,
    &company::STAGE,
    &company::SEEN,
    &company::TRIGGER,
    &company::EXCLUSION,
    &deals::LOOKALIKES,
    &deals::TIERS,
    &deals::WINS,
    &deals::LIST,
    &role::ROLE,
    &role::BUYING_ROLE,
    &person::PAINS,
    &person::GOAL,
    &person::OBJECTIONS,
    &person::ALTERNATIVES,
    &heard::ADVICE,
    &heard::VOCABULARY,
    &role::BOSS,
    &role::POWER,
    &heard::INTERVIEWS,
    &heard::LOST,
    &copy::READER,
    &copy::HERO,
    &copy::PROOF,
    &upkeep::FRESH,
    &upkeep::FEW,
    &upkeep::NUMBERS,
];

/// Answers every question for one ICP, in the order of their numbers.
pub(crate) fn questions(clues: &Clues<'_>) -> Vec<ClarityView> {
    let answered = ITEMS.into_iter().map(|item| {
        let answer = (item.answer)(clues);
        ClarityView {
            id: format!("clarity.{}", item.slug),
            number: item.number,
            weight: item.weight,
            effort: answer.effort.unwrap_or(item.effort),
            gate: item.gate,
            key: item.key,
            question: item.question.to_owned(),
            state: answer.state.as_str(),
            answer: answer.says,
            test: item.test,
            why: item.why,
            fix: answer.fix.unwrap_or_else(|| item.fix.to_owned()),
            command: runnable(
                clues,
                item,
                answer.command.unwrap_or_else(|| (item.command)(clues)),
            ),
            rates: answer.rates,
            rests_on: answer.rests_on.iter().map(Place::to_string).collect(),
        }
    });
    answered.collect()
}

/// Returns the command where it has what it reads, else the one that opens the question, which
/// always runs: a founder without deals or interviews shall not be sent into an error.
fn runnable(clues: &Clues<'_>, item: &Item, command: String) -> String {
    let lacks = match command.as_str() {
        learn if learn.starts_with("doorwise learn icp") => clues.n_closed() == 0,
        "doorwise who" => clues.market.deals().is_empty(),
        listen if listen.starts_with("doorwise listen") => clues.heard.interviews.is_empty(),
        _ => false,
    };
    match lacks {
        true => format!("doorwise why clarity.{}", item.slug),
        false => command,
    }
}

/// Returns the score of answered questions: what they earn of what they could, and how usable that is.
///
/// The level is `guess` below 40 % of the weight, `draft` below 65 %, `usable` below 85 %, else
/// `sharp`; without a yes to every gate it is at most `draft`.
pub fn score(items: &[ClarityView]) -> ScoreView {
    let sum = |state: Option<&str>| -> u32 {
        let counted = items
            .iter()
            .filter(|item| state.is_none_or(|state| item.state == state));
        counted.map(|item| item.weight).sum()
    };
    let count = |state: &str| items.iter().filter(|item| item.state == state).count();
    let (earned, possible) = (sum(Some("yes")), sum(None));
    let percent = (100 * earned).checked_div(possible).unwrap_or(0);
    let closed: Vec<&ClarityView> = items
        .iter()
        .filter(|item| item.gate && item.state != "yes")
        .collect();
    let level = match percent {
        0..40 => "guess",
        40..65 => "draft",
        _ if !closed.is_empty() => "draft",
        65..85 => "usable",
        _ => "sharp",
    };
    let held = match (percent, closed.as_slice()) {
        (65.., [_, ..]) => format!(
            "; without a yes to {} it stays a draft",
            closed
                .iter()
                .map(|item| item.number.to_string())
                .collect::<Vec<_>>()
                .join(", ")
        ),
        _ => String::new(),
    };
    ScoreView {
        id: "clarity".to_owned(),
        says: format!(
            "{earned} of {possible} points, {percent} %: {level}{held}; {} yes, {} no, {} unknown, and unknown earns nothing",
            count("yes"),
            count("no"),
            count("unknown"),
        ),
        earned,
        possible,
        percent,
        level,
        gates_open: closed.iter().map(|item| item.id.clone()).collect(),
        yes: count("yes"),
        no: count("no"),
        unknown: count("unknown"),
        next: next(items),
    }
}

/// Returns the steps that earn most for their work: weight by effort, gates first of equals.
fn next(items: &[ClarityView]) -> Vec<NextView> {
    let mut open: Vec<&ClarityView> = items.iter().filter(|item| item.state != "yes").collect();
    // weight / effort compared without dividing: a/b > c/d where a*d > c*b.
    open.sort_by(|one, other| {
        (other.weight * one.effort)
            .cmp(&(one.weight * other.effort))
            .then_with(|| other.gate.cmp(&one.gate))
            .then_with(|| one.number.cmp(&other.number))
    });
    let mut next: Vec<NextView> = Vec::new();
    for item in open {
        // One step may answer several questions; it is named once.
        if next.len() < NEXT_SHOWN && next.iter().all(|step| step.says != item.fix) {
            next.push(NextView {
                id: item.id.clone(),
                says: item.fix.clone(),
                command: item.command.clone(),
                weight: item.weight,
                effort: item.effort,
            });
        }
    }
    next
}
