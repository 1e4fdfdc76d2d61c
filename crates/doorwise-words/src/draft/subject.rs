//! A subject of two to seven words and at most 50 characters.

use doorwise_model::persona::Persona;
use doorwise_vocab::text;

use crate::reader::{self, Shape, StatementRole};

const LONGEST: usize = 50;

/// Returns a plain subject out of the persona's own words.
pub(super) fn subject(persona: &Persona) -> String {
    let pains = persona.pains.iter().map(|pain| (pain, StatementRole::Pain));
    let goals = persona.goals.iter().map(|goal| (goal, StatementRole::Goal));
    pains
        .chain(goals)
        .filter_map(|(statement, role)| topic(&statement.says, role))
        .next()
        .unwrap_or_else(|| match persona.role.function {
            Some(function) => format!("your work in {}", function.label()),
            None => "your week at work".to_owned(),
        })
}

/// Returns the statement's topic where it is short: "low-quality leads" of "tired of low-quality leads".
fn topic(says: &str, role: StatementRole) -> Option<String> {
    let plain = reader::to_reader(says);
    let topic = match reader::shape(says, role) {
        Shape::State => {
            let (_, object) = ["of ", "with ", "by ", "about ", "for ", "on ", "in "]
                .iter()
                .filter_map(|word| {
                    plain
                        .split_once(&format!(" {}", word))
                        .map(|(before, after)| (before.len(), after))
                })
                .min_by_key(|(at, _)| *at)?;
            object.to_owned()
        }
        Shape::Base | Shape::Noun | Shape::Gerund => {
            plain.strip_prefix("to ").unwrap_or(&plain).to_owned()
        }
        Shape::Clause | Shape::Predicate => return None,
    };
    let topic = topic
        .split([',', ';', ':', '('])
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned();
    let n_words = topic.split_whitespace().count();
    let first = text::fold(topic.split_whitespace().next().unwrap_or_default());
    // "losing deals to" style objects read as fragments; an article or pronoun alone is no topic.
    let is_topic = !matches!(
        first.as_str(),
        "it" | "you" | "that" | "this" | "them" | "how" | "what" | "why" | "whether"
    );
    (is_topic && (2..=7).contains(&n_words) && topic.chars().count() <= LONGEST)
        .then(|| reader::lower_first(&topic))
}
