//! What to say: a first mail and a call opener for a persona.

use doorwise_model::icp::Icp;
use doorwise_model::persona::Persona;
use doorwise_model::workspace::Workspace;
use doorwise_words::draft::{self, Brief, Draft, Source};

use crate::id;
use crate::view::{MessageView, SentenceView};

/// Returns the drafts for these personas, in their order.
pub(super) fn messages(
    workspace: &Workspace,
    icp: &Icp,
    personas: &[&Persona],
) -> Vec<MessageView> {
    let drafts = |persona: &&Persona| {
        let brief = Brief {
            persona,
            icp,
            offer: &workspace.offer,
            proofs: &workspace.proofs,
            first_name: None,
        };
        [
            message(persona, &draft::cold_email(&brief)),
            message(persona, &draft::call_opener(&brief)),
        ]
    };
    personas.iter().flat_map(drafts).collect()
}

fn message(persona: &Persona, draft: &Draft) -> MessageView {
    let id = format!(
        "message.{}.{}",
        id::part(&persona.id),
        draft.channel.as_str()
    );
    MessageView {
        channel: draft.channel.as_str().to_owned(),
        persona: persona.id.clone(),
        subject: draft.subject.clone(),
        text: draft.text(),
        sentences: draft
            .sentences
            .iter()
            .enumerate()
            .map(|(idx, sentence)| SentenceView {
                id: format!("{id}.s{}", idx + 1),
                text: sentence.text.clone(),
                source: source(&sentence.source),
                assumption: sentence.source.label().ends_with("ASSUMPTION"),
            })
            .collect(),
        gaps: draft.gaps.clone(),
        id,
    }
}

/// Returns what a sentence rests on, with the place where that is written.
fn source(source: &Source) -> String {
    match source {
        Source::Persona { place, .. }
        | Source::Offer(place)
        | Source::Proof { place, .. }
        | Source::Ask(place)
        | Source::Signature(place) => format!("{}, {place}", source.label()),
        Source::Greeting | Source::Law => source.label(),
    }
}
