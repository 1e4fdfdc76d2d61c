//! What is said to a doubt: the fact, its proof, whether that settles it.

use super::{Brief, Channel, Draft, Part, Sentence, Source, Stage, answers, slots};
use crate::reader::upper_first;

/// Returns the answer to the doubt at this place; nothing where no answer may be given.
pub(super) fn answer(brief: &Brief<'_>, at: usize, stage: Stage) -> Option<Draft> {
    let (_, says) = answers::answered(brief)
        .into_iter()
        .find(|(known, _)| *known == at)?;
    let objection = &brief.persona.objections[at];
    let source = Source::of(Part::Objection, at, &objection.statement);
    let mut gaps = Vec::new();
    let mut sentences = vec![Sentence::new(slots::ended(&upper_first(says)), source, 0)];
    let proof = objection.proof.as_deref().and_then(|id| {
        slots::proofs(brief)
            .into_iter()
            .find(|(proof, _)| proof.id == id)
    });
    match proof {
        Some((proof, inside)) => {
            if !inside {
                gaps.push(format!("the proof `{}` lies outside this ICP", proof.id));
            }
            sentences.push(slots::proof_of(brief, proof, 0).spare(1));
        }
        None => gaps.push("no proof stands behind this answer: name one under `proof:`".to_owned()),
    }
    sentences.push(Sentence::new("Does that settle it?", Source::Stock, 0));
    Some(Draft {
        channel: Channel::ObjectionAnswer,
        stage,
        subject: Some(objection.statement.says.clone()),
        sentences,
        gaps,
        note: "doubt, fact, proof, ask".to_owned(),
    })
}
