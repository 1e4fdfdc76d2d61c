//! Content and offers for one persona.

use doorwise_words::draft::Brief;
use doorwise_words::ideas::{self, Idea};

use super::view::IdeaView;
use super::{opens, source};
use crate::id;

/// Returns the first steps that can be offered, and what is missing of them.
pub(crate) fn offers(brief: &Brief<'_>) -> (Vec<IdeaView>, Option<String>) {
    let (offers, gap) = ideas::offers(brief);
    (views(brief, offers), gap)
}

/// Returns what could be made for this persona.
pub(crate) fn content(brief: &Brief<'_>) -> Vec<IdeaView> {
    views(brief, ideas::content_ideas(brief))
}

fn views(brief: &Brief<'_>, ideas: Vec<Idea>) -> Vec<IdeaView> {
    let persona = brief.persona;
    ideas
        .into_iter()
        .map(|idea| {
            let (quote, quoted_in) = idea.quote.unzip();
            IdeaView {
                id: format!("idea.{}.{}", id::part(&persona.id), id::part(&idea.key)),
                kind: idea.kind,
                says: idea.says,
                source: source(&idea.source),
                opens: opens(persona, &idea.source),
                assumption: idea.source.is_assumption(),
                pain: idea
                    .pain
                    .and_then(|at| persona.pains.get(at))
                    .map(|pain| pain.says.clone()),
                quote,
                quoted_in,
                gap: idea.gap,
            }
        })
        .collect()
}
