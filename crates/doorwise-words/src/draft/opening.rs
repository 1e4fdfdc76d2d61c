//! The first sentences: the reader's own day, put as a guess, and who said so.

use doorwise_model::statement::Statement;

use super::angle::{Angle, Entry};
use super::{Brief, Part, Sentence, Source, Stage, slots};
use crate::reader::{self, StatementRole, upper_first};

/// Returns the opening of an angle in one paragraph; what the reader can miss is marked so.
pub(super) fn opening(
    brief: &Brief<'_>,
    angle: &Angle,
    stage: Stage,
    paragraph: usize,
) -> Vec<Sentence> {
    let persona = brief.persona;
    let mut sentences = Vec::new();
    let pain = angle.pain.filter(|at| *at < persona.pains.len());
    let pain_after = |lead: Lead| pain.map(|at| guess(&persona.pains[at], at, lead, paragraph));
    let opens_with_matter = matches!(
        angle.entry,
        Entry::Pain(_) | Entry::Proof(_) | Entry::Objection(_)
    );
    if stage == Stage::Unaware
        && opens_with_matter
        && let Some(at) = pain
    {
        return symptom(brief, at, paragraph);
    }
    match &angle.entry {
        Entry::Pain(at) => {
            sentences.push(guess(
                &persona.pains[*at],
                *at,
                Lead::first(stage),
                paragraph,
            ));
            match slots::said_so(brief, Part::Pain, *at, paragraph) {
                Some(said) => sentences.push(said.spare(4)),
                // Nobody said what it costs: what is at stake stands in its place.
                None => {
                    sentences.extend(stake(brief, paragraph).map(|stake| stake.spare(7)));
                    sentences.extend(slots::boss(brief, paragraph).map(|boss| boss.spare(6)));
                }
            }
        }
        Entry::Goal(at) => {
            let goal = &persona.goals[*at];
            let clause = reader::as_clause(&goal.says, StatementRole::Goal);
            sentences.push(Sentence::new(
                format!("If I read your role right, {clause}."),
                Source::of(Part::Goal, *at, goal),
                paragraph,
            ));
            sentences.extend(slots::boss(brief, paragraph).map(|boss| boss.spare(6)));
            sentences.extend(pain_after(match stage {
                Stage::Unaware => Lead::Picture,
                _ => Lead::InTheWay,
            }));
        }
        Entry::Boss => {
            sentences.extend(slots::boss(brief, paragraph));
            sentences.extend(pain_after(Lead::Guess));
        }
        Entry::Trigger(at) => {
            let trigger = &persona.triggers[*at];
            let says = reader::said(&trigger.says, StatementRole::Pain);
            sentences.push(Sentence::new(
                format!("Is this where you are now: {says}?"),
                Source::of(Part::Trigger, *at, trigger),
                paragraph,
            ));
            sentences.extend(pain_after(Lead::IfSo));
        }
        Entry::Proof(id) => {
            let proof = brief.proofs.iter().find(|proof| proof.id == *id);
            sentences.extend(proof.map(|proof| slots::proof_of(brief, proof, paragraph)));
            sentences.extend(pain_after(Lead::IWrite));
        }
        Entry::Objection(at) => {
            let objection = &persona.objections[*at];
            let doubt = objection.statement.says.trim().trim_end_matches('.');
            let source = Source::of(Part::Objection, *at, &objection.statement);
            sentences.extend(pain_after(Lead::Guess));
            sentences.push(Sentence::new(
                format!("The first doubt may be \"{doubt}\"."),
                source.clone(),
                paragraph,
            ));
            let answer = objection.answer.as_deref().unwrap_or_default().trim();
            sentences.push(Sentence::new(
                slots::ended(&upper_first(answer)),
                source,
                paragraph,
            ));
        }
        Entry::Question => {}
    }
    sentences
}

/// Returns a day as it is lived, for who has no name for the trouble yet: no result, no product, and
/// somebody's own words first where there are some.
fn symptom(brief: &Brief<'_>, at: usize, paragraph: usize) -> Vec<Sentence> {
    let pain = &brief.persona.pains[at];
    let Some(said) = slots::somebody_said(brief, at, paragraph) else {
        let mut sentences = vec![guess(pain, at, Lead::Picture, paragraph)];
        sentences.extend(slots::boss(brief, paragraph).map(|boss| boss.spare(6)));
        return sentences;
    };
    vec![said, guess(pain, at, Lead::PictureToo, paragraph)]
}

/// Returns what the reader is on the hook for all the while.
fn stake(brief: &Brief<'_>, paragraph: usize) -> Option<Sentence> {
    let goal = brief.persona.goals.first()?;
    if !reader::is_sure(&goal.says, StatementRole::Goal) {
        return None;
    }
    let clause = reader::as_clause(&goal.says, StatementRole::Goal);
    Some(Sentence::new(
        format!("And all the while {clause}."),
        Source::of(Part::Goal, 0, goal),
        paragraph,
    ))
}

/// How a guess at a pain is led in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// "My guess is that ..."
    Guess,
    /// "As things stand, my guess is that ..."
    AsThingsStand,
    /// "What may stand in the way: ...", "And I suspect you ..."
    InTheWay,
    /// "If so, my guess is that ..."
    IfSo,
    /// "I write because I suspect you ...", "I suspect it is much the same where you work: ..."
    IWrite,
    /// "Here is how I picture your week: ..."
    Picture,
    /// "I picture it much the same where you work: ..."
    PictureToo,
    /// "I wrote to you with a guess: ..."
    IWrote,
    /// "My guess is still that ..."
    Still,
    /// "One more guess: ..."
    Also,
}

impl Lead {
    fn first(stage: Stage) -> Self {
        match stage {
            Stage::Unaware => Self::Picture,
            Stage::Solution => Self::AsThingsStand,
            Stage::Product => Self::Still,
            _ => Self::Guess,
        }
    }
}

/// Returns a pain as a guess; to a stranger it is one, whatever others said.
pub(super) fn guess(pain: &Statement, at: usize, lead: Lead, paragraph: usize) -> Sentence {
    let clause = match (reader::is_sure(&pain.says, StatementRole::Pain), lead) {
        // Behind a colon the words need no other lead.
        (
            false,
            Lead::InTheWay
            | Lead::IWrite
            | Lead::Picture
            | Lead::PictureToo
            | Lead::IWrote
            | Lead::Also,
        ) => reader::verbatim(&pain.says),
        _ => reader::as_clause(&pain.says, StatementRole::Pain),
    };
    let speaks_to_you = clause.starts_with("you ");
    let text = match lead {
        Lead::Guess => format!("My guess is that {clause}."),
        Lead::AsThingsStand => format!("As things stand, my guess is that {clause}."),
        Lead::InTheWay if speaks_to_you => format!("And I suspect {clause}."),
        Lead::InTheWay => format!("What may stand in the way: {clause}."),
        Lead::IfSo => format!("If so, my guess is that {clause}."),
        Lead::IWrite if speaks_to_you => format!("I write because I suspect {clause}."),
        Lead::IWrite => format!("I suspect it is much the same where you work: {clause}."),
        Lead::Picture => format!("Here is how I picture your week: {clause}."),
        Lead::PictureToo => format!("I picture it much the same where you work: {clause}."),
        Lead::IWrote => format!("I wrote to you with a guess: {clause}."),
        Lead::Still => format!("My guess is still that {clause}."),
        Lead::Also => format!("One more guess: {clause}."),
    };
    Sentence::new(text, Source::of(Part::Pain, at, pain), paragraph)
}
