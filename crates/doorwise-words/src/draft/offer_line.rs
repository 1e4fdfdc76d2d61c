//! What is sold, as one sentence.

use doorwise_model::offer::Offer;
use doorwise_vocab::text;

use crate::reader::upper_first;
use crate::verbs;

/// Returns the offer as one sentence: "Tallyroom shows which deals came from marketing."
pub(super) fn offer_line(offer: &Offer) -> Option<String> {
    let says = offer.says.as_deref()?.trim().trim_end_matches('.');
    let first = text::fold(says.split_whitespace().next()?);
    let name = offer
        .product
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let starts_with_name = name.is_some_and(|name| text::fold(says).starts_with(&text::fold(name)));
    let line = if starts_with_name || matches!(first.as_str(), "we" | "it" | "our" | "you") {
        upper_first(says)
    } else if verbs::by_third_person(&first).is_some()
        || matches!(first.as_str(), "is" | "does" | "has")
    {
        match name {
            Some(name) => format!("{name} {says}"),
            None => {
                let rest = says.split_once(' ').map_or("", |(_, rest)| rest);
                format!("We {} {rest}", verbs::with_you(&first))
                    .trim()
                    .to_owned()
            }
        }
    } else if verbs::by_base(&first).is_some_and(|verb| !verb.is_noun_too) {
        match name {
            Some(name) => format!("With {name} you can {}", lower(says)),
            None => format!("We help you {}", lower(says)),
        }
    } else if let (Some(name), "a" | "an" | "the") = (name, first.as_str()) {
        format!("{name} is {}", lower(says))
    } else {
        match name {
            Some(name) => format!("What {name} does: {says}"),
            None => format!("What we do: {says}"),
        }
    };
    Some(format!("{line}."))
}

fn lower(says: &str) -> String {
    let mut lowered = says.to_owned();
    if let Some(ch) = says.chars().next() {
        lowered.replace_range(..ch.len_utf8(), &ch.to_lowercase().to_string());
    }
    lowered
}
