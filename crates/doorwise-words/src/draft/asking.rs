//! The one ask of a draft: small, and as it fits what the reader knows.

use super::{Brief, Sentence, Source, Stage, claim, offer_line};
use crate::reader;

/// Returns the question after the reader's present way, where nothing is known of the reader.
pub(crate) fn today(brief: &Brief<'_>, paragraph: usize) -> Option<Sentence> {
    let says = brief.offer.says.as_deref()?;
    let says = claim::without_claim(says).map_or(says, |(kept, _)| kept);
    let topic = offer_line::topic(says, brief.offer.product.as_deref())
        .filter(|topic| offer_line::is_thing(topic) && !claim::makes_claim(topic))?;
    let place = brief.offer.place_of(brief.offer.places.says.as_ref());
    Some(Sentence::new(
        format!("How do you handle {topic} today?"),
        Source::Ask(place),
        paragraph,
    ))
}

/// Words of a step that is too much for a stranger.
const HEAVY: [&str; 12] = [
    "demo",
    "call",
    "meeting",
    "workshop",
    "calendar",
    "hour",
    "minutes",
    "purchase",
    "contract",
    "buy",
    "subscription",
    "onboarding",
];

/// Returns the offer's small first steps, those that are too much for a stranger left out.
pub(crate) fn small_asks<'a>(brief: &Brief<'a>) -> Vec<&'a str> {
    let asks = brief
        .offer
        .asks
        .iter()
        .map(|ask| ask.trim().trim_end_matches(['.', '?']));
    asks.filter(|ask| {
        let lower = ask.to_lowercase();
        !ask.is_empty()
            && !lower
                .split(|ch: char| !ch.is_alphanumeric() && ch != '-')
                .any(|word| HEAVY.contains(&word))
    })
    .collect()
}

/// Returns what a question rests on that is made of the first small step: that step, else nothing.
pub(super) fn source(brief: &Brief<'_>) -> Source {
    match small_asks(brief).first() {
        Some(first) => source_of(brief, first),
        None => Source::Stock,
    }
}

/// Returns a small step of the offer as a source, with the line where it is written.
pub(crate) fn source_of(brief: &Brief<'_>, ask: &str) -> Source {
    let asks = &brief.offer.asks;
    let at = asks.iter().position(|known| known.contains(ask));
    let place = at.and_then(|at| brief.offer.places.asks.get(at));
    Source::Ask(brief.offer.place_of(place))
}

/// Returns the one ask, as it fits what the reader knows.
pub(crate) fn ask(
    brief: &Brief<'_>,
    stage: Stage,
    paragraph: usize,
    gaps: &mut Vec<String>,
) -> Sentence {
    let asks = small_asks(brief);
    if asks.is_empty() && stage != Stage::Unaware {
        gaps.push(match brief.offer.asks.is_empty() {
            true => {
                "no small first step in the offer: add one to `asks`, such as a sample".to_owned()
            }
            false => {
                "every step in `asks` is much for a stranger: add a smaller one, such as a sample"
                    .to_owned()
            }
        });
    }
    let knows_reader = !(brief.persona.goals.is_empty() && brief.persona.pains.is_empty());
    let is_stock = asks.is_empty() || matches!(stage, Stage::Unaware | Stage::Product);
    let text = match (stage, asks.first()) {
        (Stage::Unaware, _) => "Is it like that for you too?".to_owned(),
        (Stage::Product, _) => "Which doubt is still open for you?".to_owned(),
        (Stage::Problem, Some(ask)) => match verb_of(ask) {
            true => format!("Would you like to {}?", reader::lower_first(ask)),
            false => format!("Would {} be useful?", reader::lower_first(ask)),
        },
        (Stage::Solution, Some(ask)) => match verb_of(ask) {
            true => format!("Do you want to {}?", reader::lower_first(ask)),
            false => format!("Would it help to see {}?", reader::lower_first(ask)),
        },
        (Stage::Most, Some(ask)) => match verb_of(ask) {
            true => format!("Do you want to {} as a start?", reader::lower_first(ask)),
            false => format!("Shall we start with {}?", reader::lower_first(ask)),
        },
        (_, None) if knows_reader => "Is that on your list this quarter?".to_owned(),
        (_, None) => "Is this something you look at?".to_owned(),
    };
    let source = match is_stock {
        true => Source::Stock,
        false => source(brief),
    };
    Sentence::new(text, source, paragraph)
}

/// Returns the same ask in other words, for the mail after it.
pub(crate) fn ask_again(brief: &Brief<'_>, stage: Stage, nth: u8, paragraph: usize) -> Sentence {
    let first = small_asks(brief)
        .first()
        .copied()
        .filter(|_| stage != Stage::Unaware);
    match (first, nth) {
        (Some(ask), 0 | 1) => {
            let ask = match verb_of(ask) {
                true => format!("Do you want to {}?", reader::lower_first(ask)),
                false if is_visit(ask) => {
                    format!("Shall I arrange {}?", reader::lower_first(ask))
                }
                false => format!("Shall I send {}?", reader::lower_first(ask)),
            };
            Sentence::new(ask, source(brief), paragraph)
        }
        _ => Sentence::new("Is it worth a look for you?", Source::Stock, paragraph),
    }
}

/// Returns whether a step is something to come to and nothing to send: "a visit to a running site".
pub(crate) fn is_visit(ask: &str) -> bool {
    ask.split_whitespace().take(4).any(|word| {
        matches!(
            word.to_lowercase().trim_matches(','),
            "visit" | "trial" | "pilot" | "session" | "tour" | "walk" | "lunch" | "coffee" | "test"
        )
    })
}

/// Returns whether an ask opens with a verb: "try it on your own data".
pub(crate) fn verb_of(ask: &str) -> bool {
    let ask = reader::lower_first(ask);
    let first = ask.split_whitespace().next().unwrap_or_default();
    crate::verbs::by_base(first)
        .is_some_and(|verb| !verb.is_noun_too || matches!(first, "try" | "see" | "visit"))
}
