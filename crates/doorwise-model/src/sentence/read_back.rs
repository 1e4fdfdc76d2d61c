//! An ICP sketch as one sentence, so that a person can hear what was understood.

use doorwise_vocab::money::Currency;
use doorwise_vocab::stage::Stage;
use doorwise_vocab::{Interval, NodeId, industry};

use super::{Excluded, IcpSketch, PlaceChoice};
use crate::value::show_number;

/// Returns the sketch in one sentence, with what is kept beside it.
pub fn read_back(sketch: &IcpSketch) -> String {
    let mut said = subject(sketch);
    if !sketch.places.is_empty() {
        said.push_str(&format!(" in {}", either(&place_labels(&sketch.places))));
    }
    let mut with = Vec::new();
    with.extend(sketch.employees.map(|range| {
        format!(
            "{} {}",
            whole_range(range),
            if range.low == 1.0 && range.high == 1.0 {
                "employee"
            } else {
                "employees"
            }
        )
    }));
    with.extend(
        sketch
            .revenue
            .map(|(range, currency)| format!("{} in yearly revenue", money_range(range, currency))),
    );
    if !with.is_empty() {
        said.push_str(&format!(" with {}", with.join(" and ")));
    }
    if !sketch.stages.is_empty() {
        said.push_str(&stages_phrase(&sketch.stages));
    }
    if let Some(range) = sketch.founded {
        said.push_str(&founded_phrase(range));
    }
    if !sketch.tools.is_empty() {
        said.push_str(&format!(" using {}", either(&sketch.tools)));
    }
    let excluded = excluded_words(&sketch.excluded);
    if !excluded.is_empty() {
        said.push_str(&format!(", not {}", either(&excluded)));
    }
    said.push('.');
    let mut capital = said.chars();
    let mut said = capital
        .next()
        .map(|first| first.to_uppercase().chain(capital).collect::<String>())
        .unwrap_or_default();
    for (label, words) in [
        ("Noted, not scored", &sketch.notes),
        ("About a person, for a persona", &sketch.person_parts),
        ("Not understood", &sketch.not_understood),
    ] {
        if !words.is_empty() {
            said.push_str(&format!(
                " {label}: {}.",
                words
                    .iter()
                    .map(|word| format!("“{word}”"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
        }
    }
    said
}

fn subject(sketch: &IcpSketch) -> String {
    let mut words: Vec<String> = Vec::new();
    if !sketch.business_models.is_empty() {
        words.push(either(
            &sketch
                .business_models
                .iter()
                .map(|model| inside_sentence(model.label()))
                .collect::<Vec<_>>(),
        ));
    }
    words.extend(sketch.keywords.iter().cloned());
    if !sketch.industries.is_empty() {
        words.push(either(
            &sketch
                .industries
                .iter()
                .map(|&node| industry_words(node))
                .collect::<Vec<_>>(),
        ));
    }
    // "Restaurants" and "agencies" are companies already.
    let names_companies = words
        .last()
        .is_some_and(|last| last.ends_with("restaurants") || last.ends_with("agencies"));
    if !names_companies {
        words.push("companies".to_owned());
    }
    words.join(" ")
}

/// Returns an industry as it stands inside a sentence: "software (SaaS)", "manufacturing".
pub(crate) fn industry_words(node: NodeId) -> String {
    let tree = industry::industries();
    if tree.code(node) == "software.saas" {
        return "software (SaaS)".to_owned();
    }
    inside_sentence(tree.label(node))
}

/// Lowers the first letter, unless the first word is an abbreviation ("IT services").
pub(crate) fn inside_sentence(label: &str) -> String {
    let first_word = label.split(' ').next().unwrap_or_default();
    if first_word.chars().skip(1).any(char::is_uppercase) {
        return label.to_owned();
    }
    let mut letters = label.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

fn place_labels(places: &[PlaceChoice]) -> Vec<String> {
    places
        .iter()
        .map(|place| with_article(place.label()))
        .collect()
}

fn with_article(label: &str) -> String {
    if label.starts_with("United ") || label == "Netherlands" || label == "Philippines" {
        format!("the {label}")
    } else {
        label.to_owned()
    }
}

/// Returns "10 to 50", "50 or more", "at most 49".
pub(crate) fn whole_range(range: Interval) -> String {
    if range.is_exact() {
        show_number(range.low)
    } else if range.high.is_infinite() {
        format!("{} or more", show_number(range.low))
    } else if range.low <= 0.0 {
        format!("at most {}", show_number(range.high))
    } else {
        format!("{} to {}", show_number(range.low), show_number(range.high))
    }
}

/// Returns "5 crore to 50 crore INR", "1M or more USD".
pub(crate) fn money_range(range: Interval, currency: Currency) -> String {
    let show = |amount: f64| crate::draft_files::show_amount(amount, currency);
    if range.is_exact() {
        format!("{} {currency}", show(range.low))
    } else if range.high.is_infinite() {
        format!("{} {currency} or more", show(range.low))
    } else if range.low <= 0.0 {
        format!("at most {} {currency}", show(range.high))
    } else {
        format!("{} to {} {currency}", show(range.low), show(range.high))
    }
}

fn stages_phrase(stages: &[Stage]) -> String {
    let is_round = |stage: &Stage| {
        !stage.neighbours().is_empty() && !matches!(stage, Stage::Bootstrapped | Stage::Public)
    };
    let labels: Vec<String> = stages
        .iter()
        .map(|stage| stage.label().to_owned())
        .collect();
    if !stages.iter().any(is_round) {
        return format!(
            ", {}",
            either(
                &labels
                    .iter()
                    .map(|label| label.to_lowercase())
                    .collect::<Vec<_>>()
            )
        );
    }
    let is_run = stages.len() > 2
        && stages
            .windows(2)
            .all(|pair| pair[0].neighbours().contains(&pair[1]));
    match labels.as_slice() {
        [first, .., last] if is_run => format!(" at {first} to {last}"),
        _ => format!(" at {}", either(&labels)),
    }
}

fn founded_phrase(range: Interval) -> String {
    if range.is_exact() {
        format!(", founded in {}", range.low)
    } else if range.high.is_infinite() {
        format!(", founded in {} or later", range.low)
    } else if range.low.is_infinite() {
        format!(", founded in {} or earlier", range.high)
    } else {
        format!(", founded {} to {}", range.low, range.high)
    }
}

fn excluded_words(excluded: &Excluded) -> Vec<String> {
    let mut words: Vec<String> = excluded
        .business_models
        .iter()
        .map(|model| inside_sentence(model.label()))
        .collect();
    words.extend(excluded.industries.iter().map(|&node| industry_words(node)));
    words.extend(
        excluded
            .places
            .iter()
            .map(|place| format!("in {}", with_article(place.label()))),
    );
    words.extend(
        excluded
            .stages
            .iter()
            .map(|stage| stage.label().to_lowercase()),
    );
    words.extend(excluded.tools.iter().map(|tool| format!("using {tool}")));
    words.extend(excluded.keywords.iter().map(|word| format!("“{word}”")));
    words
}

/// Returns "a", "a or b", "a, b or c".
fn either(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}
