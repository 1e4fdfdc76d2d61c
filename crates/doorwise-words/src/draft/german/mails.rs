//! Mails in German.

use super::{
    Angle, Brief, Channel, Draft, Entry, Sentence, Source, Stage, answer, answered, answers, ask,
    draft, greeting, guess, language, lowered, opening, proof, proof_of, signature, slots, step,
    subject, way_out,
};

pub(super) fn mail(brief: &Brief<'_>, stage: Stage, angle: &Angle) -> Draft {
    let mut gaps = super::super::cold_email::unknown(brief);
    let mut sentences = vec![greeting(brief)];
    sentences.extend(opening(brief, stage, angle, 1));
    if stage != Stage::Unaware {
        let way = way_out(brief, 2, &mut gaps).map(|way| way.spare(1));
        let told = match angle.entry {
            Entry::Proof(_) => None,
            _ => proof(brief, angle.pain, 2, &mut gaps).map(|proof| proof.spare(2)),
        };
        answers::open_doubts(brief, &mut gaps);
        let doubt = match angle.entry {
            Entry::Objection(_) => None,
            _ => answered(brief)
                .into_iter()
                .filter_map(|(at, _)| answer(brief, at, 3))
                .find(|answer| answer.text.split_whitespace().count() <= 40),
        };
        match stage {
            Stage::Product => {
                sentences.extend(doubt.map(|doubt| Sentence {
                    paragraph: 2,
                    ..doubt
                }));
                sentences.extend(told.map(|told| Sentence {
                    paragraph: 3,
                    ..told
                }));
            }
            // Before, after, bridge.
            Stage::Solution => {
                sentences.extend(told);
                sentences.extend(way.map(|way| Sentence {
                    paragraph: 3,
                    ..way
                }));
                sentences.extend(doubt.map(|doubt| {
                    Sentence {
                        paragraph: 4,
                        ..doubt
                    }
                    .spare(3)
                }));
            }
            _ => {
                sentences.extend(way);
                sentences.extend(told);
                sentences.extend(doubt.map(|doubt| doubt.spare(3)));
            }
        }
        if stage == Stage::Most {
            sentences.extend(price(brief, 4));
        }
    }
    sentences.push(ask(brief, stage, 5, &mut gaps));
    sentences.extend(signature(brief, 6, &mut gaps));
    draft(
        Channel::ColdEmail,
        stage,
        Some(subject(brief, angle)),
        sentences,
        gaps,
        stage.framework(),
    )
}

fn price(brief: &Brief<'_>, paragraph: usize) -> Option<Sentence> {
    let mut price = slots::price(brief, paragraph)?;
    price.text = price
        .text
        .replace("The price: ", "Der Preis: ")
        .replace(" to ", " bis ")
        .replace("up to ", "bis ")
        .replace(" and up", " und mehr")
        .replace(',', ".");
    Some(price)
}

pub(super) fn follow_up(brief: &Brief<'_>, stage: Stage, angle: &Angle, nth: u8) -> Option<Draft> {
    let persona = brief.persona;
    let mut gaps = super::super::cold_email::unknown(brief);
    let mut sentences = vec![greeting(brief)];
    let (at, pain) = angle
        .pain
        .and_then(|at| Some((at, persona.pains.get(at)?)))?;
    sentences.push(guess(
        pain,
        at,
        "Ich hatte Ihnen mit einer Vermutung geschrieben:",
        1,
    ));
    // What the first mail has told is no new fact.
    let first = mail(brief, Stage::Problem, angle);
    let is_new = |fact: &Sentence| {
        first
            .sentences
            .iter()
            .all(|told| told.source != fact.source)
    };
    let doubts = answered(brief)
        .into_iter()
        .filter_map(|(at, _)| answer(brief, at, 2));
    let proofs = slots::proofs(brief)
        .into_iter()
        .filter(|(proof, inside)| *inside && language::of_line(&proof.claim) != Some("en"))
        .map(|(proof, _)| proof_of(proof, 2));
    let more = persona
        .pains
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(other, pain)| guess(pain, other, "Eine zweite Vermutung:", 2));
    let fact = doubts
        .chain(proofs)
        .chain(more)
        .filter(is_new)
        .nth(usize::from(nth.max(1)) - 1)?;
    sentences.push(fact);
    if nth > 1 {
        sentences.push(Sentence::new(
            "Das ist meine letzte Nachricht dazu.",
            Source::Law,
            3,
        ));
    }
    sentences.push(
        match step(brief).filter(|_| nth <= 1 && stage != Stage::Unaware) {
            Some(step) => Sentence::new(
                format!("Wäre {} für Sie interessant?", lowered(step)),
                super::super::asking::source_of(brief, step),
                4,
            ),
            None => Sentence::new("Ist das einen Blick wert?", Source::Stock, 4),
        },
    );
    sentences.extend(signature(brief, 5, &mut gaps));
    Some(draft(
        Channel::FollowUp(nth),
        stage,
        Some(format!("Re: {}", subject(brief, angle))),
        sentences,
        gaps,
        "a new fact, and the same small ask",
    ))
}
