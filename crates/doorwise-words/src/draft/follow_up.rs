//! The mails after the first: each brings a fact that the reader has not seen, or is not written.

use super::angle::Angle;
use super::opening::{self, Lead};
use super::{
    Brief, Channel, Draft, Part, Sentence, Source, Stage, answers, asking, cold_email, fitting,
    slots, subject,
};
use crate::reader::{self, StatementRole};

/// Returns the nth mail after the first, if a new fact that passes our rules is left for it.
pub(super) fn follow_up(brief: &Brief<'_>, angle: &Angle, stage: Stage, nth: u8) -> Option<Draft> {
    let mut facts = facts(brief, angle).into_iter();
    let mut found = None;
    for at in 1..=nth.max(1) {
        found = Some(facts.by_ref().find_map(|fact| {
            let draft = with_fact(brief, angle, stage, at, fact)?;
            fitting::first_that_passes(brief, vec![draft], None).ok()
        })?);
    }
    found
}

fn with_fact(
    brief: &Brief<'_>,
    angle: &Angle,
    stage: Stage,
    nth: u8,
    fact: Vec<Sentence>,
) -> Option<Draft> {
    let mut gaps = cold_email::unknown(brief);
    let mut sentences = vec![slots::greeting(brief)];
    sentences.push(restated(brief, angle)?);
    sentences.extend(fact);
    if nth > 1 {
        sentences.push(Sentence::new(
            "This is my last mail about it.",
            Source::Law,
            3,
        ));
    }
    sentences.push(asking::ask_again(brief, stage, nth, 4));
    sentences.extend(slots::signature(brief, 5, &mut gaps));
    Some(Draft {
        channel: Channel::FollowUp(nth),
        stage,
        subject: Some(format!("Re: {}", subject::subject(brief, angle))),
        sentences,
        gaps,
        note: "a new fact, and the same small ask".to_owned(),
    })
}

/// Returns what the first mail was about, so that this one can be read alone.
fn restated(brief: &Brief<'_>, angle: &Angle) -> Option<Sentence> {
    let persona = brief.persona;
    if let Some(pain) = angle.pain.and_then(|at| Some((at, persona.pains.get(at)?))) {
        return Some(opening::guess(pain.1, pain.0, Lead::IWrote, 1));
    }
    let goal = persona.goals.first()?;
    let text = match reader::is_sure(&goal.says, StatementRole::Goal) {
        true => format!(
            "I wrote because {}, if I read your role right.",
            reader::as_clause(&goal.says, StatementRole::Goal)
        ),
        false => format!(
            "I wrote to you with a guess: {}.",
            reader::verbatim(&goal.says)
        ),
    };
    Some(Sentence::new(text, Source::of(Part::Goal, 0, goal), 1))
}

/// Returns what the first mail did not say, the strongest first: a proof, an answered doubt, what
/// others said, what else may be in the way.
fn facts(brief: &Brief<'_>, angle: &Angle) -> Vec<Vec<Sentence>> {
    let persona = brief.persona;
    let first = super::compose::alone(brief, Channel::ColdEmail, Stage::Problem, angle).ok();
    let is_told = |source: &Source| {
        first.as_ref().is_some_and(|draft| {
            draft
                .sentences
                .iter()
                .any(|sentence| match (&sentence.source, source) {
                    (Source::Proof { id: told, .. }, Source::Proof { id, .. }) => told == id,
                    (
                        Source::Persona {
                            part: told,
                            at: there,
                            ..
                        },
                        Source::Persona { part, at, .. },
                    ) => told == part && there == at,
                    (
                        Source::Quote {
                            part: told,
                            at: there,
                            ..
                        },
                        Source::Quote { part, at, .. },
                    ) => told == part && there == at,
                    _ => false,
                })
        })
    };
    let mut facts: Vec<Vec<Sentence>> = Vec::new();
    let mut proofs_used: Vec<&str> = Vec::new();
    for (at, answer) in answers::answered(brief) {
        let doubt = answers::answer(brief, at, answer, 2);
        if is_told(&doubt.source) || doubt.text.split_whitespace().count() > 45 {
            continue;
        }
        let mut fact = vec![doubt];
        let proof = persona.objections[at].proof.as_deref().and_then(|id| {
            slots::proofs(brief)
                .into_iter()
                .find(|(proof, _)| proof.id == id)
        });
        if let Some((proof, _)) = proof {
            let told = slots::proof_of(brief, proof, 2);
            if !is_told(&told.source) && !proofs_used.contains(&proof.id.as_str()) {
                proofs_used.push(&proof.id);
                fact.push(told.spare(3));
            }
        }
        facts.push(fact);
    }
    for (proof, inside) in slots::proofs(brief) {
        let told = slots::proof_of(brief, proof, 2);
        if inside && !is_told(&told.source) && !proofs_used.contains(&proof.id.as_str()) {
            facts.push(vec![told]);
        }
    }
    // A proof or an answer of another customer weighs more than another pain.
    for (at, pain) in persona.pains.iter().enumerate() {
        let guess = opening::guess(pain, at, Lead::Also, 2);
        if angle.pain == Some(at) || is_told(&guess.source) {
            continue;
        }
        let said = slots::said_so(brief, Part::Pain, at, 2).map(|said| said.spare(4));
        facts.push(Some(guess).into_iter().chain(said).collect());
    }
    facts
}
