//! The drafts: each sentence with its source.

use doorwise_model::persona::Persona;
use doorwise_words::draft::{self, Channel, Draft, Source, Stage};

use super::{Case, Entry, PartView};
use crate::id;
use crate::say;
use crate::view::MessageView;

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let personas = case.personas();
    let mut entries = Vec::new();
    for message in &case.plan.view.messages {
        let persona = personas
            .iter()
            .find(|persona| persona.id == message.persona);
        if let Some(persona) = persona {
            entries.extend(of_message(case, persona, &message.id));
        }
    }
    entries
}

/// Opens the drafts whose id these words begin with, or lie below; those that the plan does not show
/// are composed when they are asked for.
pub(super) fn composed<'a>(case: &'a Case<'a>, asked: &str) -> Vec<Entry<'a>> {
    let below = |id: &str, of: &str| {
        id.strip_prefix(of)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let is_asked = |id: &str| id == asked || below(asked, id) || below(id, asked);
    let mut entries = Vec::new();
    for persona in case.personas() {
        let own = format!("message.{}", id::part(&persona.id));
        if !is_asked(&own) {
            continue;
        }
        let brief = say::brief(case.inputs.workspace, case.icp(), persona);
        for channel in Channel::ALL {
            let angles = draft::angles_of(&brief, channel);
            for stage in Stage::ALL {
                for angle in &angles {
                    let id = say::message_id(persona, channel, stage, angle);
                    if is_asked(&id) {
                        entries.extend(of_message(case, persona, &id));
                    }
                }
            }
        }
    }
    entries
}

/// Returns everything that one draft says.
fn of_message<'a>(case: &'a Case<'a>, persona: &'a Persona, wanted: &str) -> Vec<Entry<'a>> {
    let brief = say::brief(case.inputs.workspace, case.icp(), persona);
    for channel in Channel::ALL {
        let angles = draft::angles_of(&brief, channel);
        for stage in Stage::ALL {
            for angle in &angles {
                if say::message_id(persona, channel, stage, angle) == wanted {
                    let composed = draft::compose(&brief, channel, stage, angle);
                    let view = say::message(persona, angle, composed.clone());
                    return of_view(case, persona, view, composed.ok());
                }
            }
        }
    }
    Vec::new()
}

fn of_view<'a>(
    case: &'a Case<'a>,
    persona: &'a Persona,
    message: MessageView,
    draft: Option<Draft>,
) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    let says = format!(
        "{} to {}",
        message.channel.replace('_', " "),
        message.persona
    );
    let parts: Vec<PartView> = message
        .sentences
        .iter()
        .map(|sentence| {
            PartView::says(&sentence.text)
                .id(&sentence.id)
                .place(&sentence.source)
                .assumed(sentence.assumption)
        })
        .collect();
    let built = message
        .withheld
        .clone()
        .unwrap_or_else(|| message.built.clone());
    entries.push(Entry::new(&message.id, says, move |why| {
        why.how("assembled from the persona, the offer and the listed proofs; a number stands only where a proof or a quote has it")
            .how(built.clone())
            .on(parts.clone())
    }));
    if let Some(subject) = &message.subject {
        entries.push(Entry::new(
            format!("{}.subject", message.id),
            subject.clone(),
            move |why| {
                why.how("made of the persona's own words")
                    .on([PartView::says("the persona")
                        .id(format!("persona.{}", id::part(&persona.id)))])
            },
        ));
    }
    if !message.gaps.is_empty() {
        entries.push(Entry::new(
            format!("{}.gaps", message.id),
            message.gaps.join("; "),
            |why| why.how("what no evidence exists for is named and never made up"),
        ));
    }
    let sentences = draft.map(|draft| draft.sentences).unwrap_or_default();
    for (said, sentence) in message.sentences.iter().zip(sentences) {
        entries.push(Entry::new(&said.id, said.text.clone(), move |why| {
            why.assumed(sentence.source.is_assumption())
                .how("one slot of the draft, filled from its source")
                .on([rests_on(case, persona, &sentence.source)])
        }));
    }
    entries
}

/// Returns what a sentence rests on with the line that stands there, and where to go on.
pub(super) fn rests_on(case: &Case<'_>, persona: &Persona, source: &Source) -> PartView {
    let part = match source {
        Source::Persona { place, .. }
        | Source::Offer(place)
        | Source::Proof { place, .. }
        | Source::Ask(place)
        | Source::Quote { place, .. }
        | Source::Signature(place) => case.at(source.label(), place),
        Source::Greeting | Source::Law | Source::Stock | Source::Rewritten(_) => {
            PartView::says(source.label())
        }
    };
    match say::opens(persona, source) {
        Some(id) => part.id(id),
        None => part,
    }
}
