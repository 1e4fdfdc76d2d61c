//! The first half minute of a call: who, the reason, permission.

use super::{Brief, Channel, Draft, Sentence, Source, cold_email, greeting};
use crate::reader::{self, StatementRole};

/// Words that fit into half a minute.
const MOST_WORDS: usize = 90;

/// Returns the draft of a call's opening; it asks for permission and never whether the time is bad.
pub fn call_opener(brief: &Brief<'_>) -> Draft {
    let mut gaps = Vec::new();
    let offer = brief.offer;
    let mut sentences = vec![Sentence {
        text: greeting(brief),
        source: Source::Greeting,
        paragraph: 0,
    }];
    let who = match (&offer.sender.name, &offer.product) {
        (Some(name), Some(product)) => Some(format!(
            "this is {name} from {product}, we have not spoken before."
        )),
        (Some(name), None) => Some(format!("this is {name}, we have not spoken before.")),
        (None, Some(product)) => Some(format!(
            "I am calling from {product}, we have not spoken before."
        )),
        (None, None) => None,
    };
    if offer.sender.name.is_none() {
        gaps.push("no sender: a call has to say who speaks".to_owned());
    }
    sentences.extend(who.map(|text| Sentence {
        text,
        source: Source::Signature(offer.place.clone()),
        paragraph: 0,
    }));
    let mut opening = cold_email::opening(brief.persona, 1, &mut gaps);
    if let Some(first) = opening.first_mut() {
        first.text = first
            .text
            .replacen("My guess is that", "The reason for my call: I guess", 1);
    }
    if opening.is_empty() {
        opening.extend(cold_email::today(brief, 1));
    }
    sentences.extend(opening);
    sentences.extend(cold_email::way_out(brief, 2, &mut gaps));
    sentences.extend(cold_email::proof(brief, 2, &mut gaps));
    let text = "May I take thirty seconds to say how, and you tell me if it fits?".to_owned();
    sentences.push(Sentence {
        text,
        source: Source::Ask(offer.place.clone()),
        paragraph: 3,
    });
    let n_words = |sentences: &[Sentence]| {
        sentences
            .iter()
            .map(|s| s.text.split_whitespace().count())
            .sum::<usize>()
    };
    if n_words(&sentences) > MOST_WORDS {
        // The proof is said once the other side has agreed to listen.
        sentences.retain(|sentence| !matches!(sentence.source, Source::Proof { .. }));
    }
    if n_words(&sentences) > MOST_WORDS
        && let Some(goal) = brief.persona.goals.first()
        && !brief.persona.pains.is_empty()
    {
        let clause = reader::as_clause(&brief.persona.pains[0].says, StatementRole::Pain);
        sentences.retain(|sentence| !matches!(&sentence.source, Source::Persona { place, .. } if *place == goal.place));
        if let Some(pain) = sentences
            .iter_mut()
            .find(|sentence| matches!(sentence.source, Source::Persona { .. }))
        {
            pain.text = format!("The reason for my call: I guess {clause}.");
        }
    }
    Draft {
        channel: Channel::CallOpener,
        subject: None,
        sentences,
        gaps,
        note: "problem aware: reason for the call, then permission".to_owned(),
    }
}
