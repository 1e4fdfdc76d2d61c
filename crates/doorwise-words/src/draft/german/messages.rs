//! Notes, messages, calls and answers in German.

use super::{
    Angle, Brief, Channel, Draft, Entry, Part, Sentence, Source, Stage, answered, ask, draft,
    greeting, opening, proof, proof_of, slots, subject, upper_first, way_out,
};

pub(super) fn notes(brief: &Brief<'_>, stage: Stage, angle: &Angle) -> Vec<Draft> {
    let mut gaps = super::super::cold_email::unknown(brief);
    let way = way_out(brief, 0, &mut gaps).filter(|_| stage != Stage::Unaware);
    let Some(first) = opening(brief, stage, angle, 0).into_iter().next() else {
        return Vec::new();
    };
    [way, None]
        .into_iter()
        .map(|middle| {
            let mut sentences = vec![
                greeting(brief),
                Sentence {
                    text: lowered_lead(&first.text),
                    ..first.clone()
                },
            ];
            sentences.extend(middle);
            sentences.push(Sentence::new(
                "Wollen wir uns dazu austauschen?",
                Source::Stock,
                0,
            ));
            let note = "one guess, and whether to connect";
            draft(
                Channel::LinkedinNote,
                stage,
                None,
                sentences,
                gaps.clone(),
                note,
            )
        })
        .collect()
}

/// Lowers the first letter of our own lead: behind "Guten Tag," the sentence goes on. "Ein
/// Beispiel" and "Ich" go small too, "Sie" would not.
fn lowered_lead(says: &str) -> String {
    let mut chars = says.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

pub(super) fn inmail(brief: &Brief<'_>, stage: Stage, angle: &Angle) -> Draft {
    let mut gaps = super::super::cold_email::unknown(brief);
    let mut sentences = vec![greeting(brief)];
    sentences.extend(opening(brief, stage, angle, 1));
    if stage != Stage::Unaware {
        sentences.extend(way_out(brief, 2, &mut gaps).map(|way| way.spare(2)));
        if !matches!(angle.entry, Entry::Proof(_)) {
            sentences.extend(proof(brief, angle.pain, 2, &mut gaps).map(|proof| proof.spare(6)));
        }
    }
    sentences.push(ask(brief, stage, 3, &mut gaps));
    draft(
        Channel::Inmail,
        stage,
        Some(subject(brief, angle)),
        sentences,
        gaps,
        "one guess, one way out, one question",
    )
}

pub(super) fn call(brief: &Brief<'_>, stage: Stage, angle: &Angle) -> Draft {
    let mut gaps = super::super::cold_email::unknown(brief);
    let offer = brief.offer;
    let mut sentences = vec![greeting(brief)];
    let stranger = match stage < Stage::Product {
        true => ", wir kennen uns noch nicht",
        false => "",
    };
    let who = match (&offer.sender.name, &offer.product) {
        (Some(name), Some(product)) => Some(format!("hier ist {name} von {product}{stranger}.")),
        (Some(name), None) => Some(format!("hier ist {name}{stranger}.")),
        (None, Some(product)) => Some(format!("ich rufe von {product} an{stranger}.")),
        (None, None) => None,
    };
    if offer.sender.name.is_none() {
        gaps.push("no sender: a call has to say who speaks".to_owned());
    }
    sentences.extend(who.map(|text| {
        let place = offer.place_of(offer.places.sender.as_ref());
        Sentence::new(text, Source::Signature(place), 0)
    }));
    let mut opens = opening(brief, stage, angle, 1);
    if let Some(first) = opens.first_mut() {
        // A reason and what it is, with one colon between them.
        const REASONS: [(&str, &str); 5] = [
            (
                "Meine Vermutung zu Ihrem Alltag:",
                "Der Grund meines Anrufs ist eine Vermutung:",
            ),
            (
                "Wenn ich Ihre Rolle richtig verstehe, ist Ihr Ziel:",
                "Der Grund meines Anrufs ist Ihr Ziel, wenn ich Ihre Rolle richtig verstehe:",
            ),
            (
                "Vielleicht ist das gerade Ihre Lage:",
                "Ich rufe an, weil das gerade Ihre Lage sein könnte:",
            ),
            (
                "Ein Beispiel, ",
                "Der Grund meines Anrufs ist ein Beispiel, ",
            ),
            (
                "Vielleicht fragt man Sie:",
                "Ich rufe an, weil man Sie vielleicht fragt:",
            ),
        ];
        let known = REASONS.iter().find_map(|(opens, reason)| {
            let rest = first.text.strip_prefix(opens)?;
            Some(format!("{reason}{rest}"))
        });
        first.text = known.unwrap_or_else(|| format!("Der Grund meines Anrufs: {}", first.text));
    }
    for said in &mut opens {
        said.text = said
            .text
            .replacen("Ich schreibe, weil", "Ich rufe an, weil", 1);
    }
    sentences.extend(opens);
    if stage != Stage::Unaware {
        sentences.extend(way_out(brief, 2, &mut gaps).map(|way| way.spare(1)));
        if !matches!(angle.entry, Entry::Proof(_)) {
            sentences.extend(proof(brief, angle.pain, 2, &mut gaps).map(|proof| proof.spare(8)));
        }
    }
    let ends = match stage {
        Stage::Unaware => "Darf ich fragen, wie das bei Ihnen ist?",
        Stage::Product => "Darf ich fragen, welcher Punkt noch offen ist?",
        _ => "Darf ich in dreißig Sekunden sagen, wie, und Sie sagen mir, ob es passt?",
    };
    sentences.push(Sentence::new(ends, Source::Stock, 3));
    let note = "reason for the call, then permission";
    draft(Channel::CallOpener, stage, None, sentences, gaps, note)
}

pub(super) fn doubt(brief: &Brief<'_>, stage: Stage, at: usize) -> Option<Draft> {
    let (_, says) = answered(brief)
        .into_iter()
        .find(|(known, _)| *known == at)?;
    let objection = &brief.persona.objections[at];
    let source = Source::of(Part::Objection, at, &objection.statement);
    let mut sentences = vec![Sentence::new(slots::ended(&upper_first(says)), source, 0)];
    let mut gaps = Vec::new();
    let proof = objection.proof.as_deref().and_then(|id| {
        let mut proofs = slots::proofs(brief).into_iter();
        proofs.find(|(proof, _)| proof.id == id)
    });
    match proof {
        Some((proof, _)) => sentences.push(proof_of(proof, 0).spare(1)),
        None => gaps.push("no proof stands behind this answer: name one under `proof:`".to_owned()),
    }
    sentences.push(Sentence::new(
        "Ist der Punkt damit für Sie geklärt?",
        Source::Stock,
        0,
    ));
    let subject = Some(objection.statement.says.clone());
    let note = "doubt, fact, proof, ask";
    Some(draft(
        Channel::ObjectionAnswer,
        stage,
        subject,
        sentences,
        gaps,
        note,
    ))
}
