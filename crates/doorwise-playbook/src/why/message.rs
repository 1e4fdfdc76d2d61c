//! The drafts: each sentence with its source.

use super::{Case, Entry, PartView};

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for message in &case.plan.view.messages {
        let says = format!(
            "{} to {}",
            message.channel.replace('_', " "),
            message.persona
        );
        entries.push(Entry::new(&message.id, says, move |why| {
            why.how("assembled from the persona, the offer and the listed proofs; a number stands only where a proof is listed")
                .on(message.sentences.iter().map(|sentence| {
                    PartView::says(&sentence.text).id(&sentence.id).place(&sentence.source).assumed(sentence.assumption)
                }))
        }));
        if let Some(subject) = &message.subject {
            entries.push(Entry::new(
                format!("{}.subject", message.id),
                subject.clone(),
                move |why| {
                    why.how("made of the persona's own words")
                        .on([PartView::says("the persona")
                            .id(format!("persona.{}", crate::id::part(&message.persona)))])
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
        for sentence in &message.sentences {
            entries.push(Entry::new(
                &sentence.id,
                sentence.text.clone(),
                move |why| {
                    why.assumed(sentence.assumption)
                        .how("one slot of the draft, filled from its source")
                        .on([PartView::says(&sentence.source)])
                },
            ));
        }
    }
    entries
}
