//! By which rule or vocabulary a cell was read.

use doorwise_model::card::Card;
use doorwise_model::company::Company;
use doorwise_model::condition::{Condition, tree_of};
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::{NodeId, money};

/// Returns how the cell of a field was read, as a few words.
pub(super) fn how(field: &Field, value: &Value, company: &Company, card: &Card) -> String {
    match value {
        Value::Unknown(Unknown::NoColumn) => "no column is mapped to it".to_owned(),
        Value::Unknown(Unknown::Blank) => "the cell is blank, and a blank is unknown".to_owned(),
        Value::Unknown(Unknown::Unreadable(why)) => format!("not understood: {why}"),
        Value::Number(number) if number.is_exact() => "read as one number".to_owned(),
        Value::Number(_) => "read as a band, whose every value counts".to_owned(),
        Value::Money(amount) => {
            let written = company.written.get(field).map_or("", String::as_str);
            let in_cell = money::money(written)
                .value()
                .and_then(|money| money.currency);
            let from = match (in_cell, amount.currency) {
                (Some(currency), _) => format!("{currency} is written in the cell"),
                (None, Some(currency)) => {
                    format!("{currency} by doorwise.yaml, for the cell names none")
                }
                (None, None) => "no currency in the cell and none in doorwise.yaml".to_owned(),
            };
            format!(
                "read as an amount; {from}{}",
                rate(field, amount.currency, card)
            )
        }
        Value::Nodes(nodes) => entries(field.kind(), nodes),
        Value::NodesPerhaps { nodes, perhaps } => format!(
            "{}; whether it is {} too stays open",
            entries(field.kind(), nodes),
            tree_of(field.kind()).label(*perhaps)
        ),
        Value::OneOf(words) if words.len() > 1 => "the word may mean any of these".to_owned(),
        Value::OneOf(_) if *field == Field::Stage => {
            "a word of the vocabulary of stages".to_owned()
        }
        Value::OneOf(_) => "the cell's own word".to_owned(),
        Value::Tags { complete: true, .. } => "a list of words, and the whole of it".to_owned(),
        Value::Tags {
            complete: false, ..
        } => "a list of words that may leave some out".to_owned(),
    }
}

/// Returns the entries of the vocabulary with all that they lie in, widest first.
fn entries(kind: FieldKind, nodes: &[NodeId]) -> String {
    let tree = tree_of(kind);
    let paths: Vec<String> = nodes
        .iter()
        .map(|&node| {
            let up = std::iter::successors(Some(node), |&node| tree.parent(node));
            let mut labels: Vec<&str> = up.map(|node| tree.label(node)).collect();
            labels.reverse();
            labels.join(" > ")
        })
        .collect();
    format!("vocabulary entry {}", paths.join("; "))
}

/// Returns the rate by which an amount is brought to the criterion's currency.
fn rate(field: &Field, from: Option<money::Currency>, card: &Card) -> String {
    let wanted = card
        .conditions_on(field)
        .into_iter()
        .find_map(|condition| match condition {
            Condition::WithinMoney(_, currency) => Some(*currency),
            _ => None,
        });
    match (from, wanted) {
        (Some(from), Some(to)) if from != to => match card.rates.newest(from, to) {
            Some((factor, rate)) => format!(
                "; times {factor} for {to} (1 {} = {} {} on {})",
                rate.from, rate.rate, rate.to, rate.on
            ),
            None => format!("; no rate {from} to {to}"),
        },
        _ => String::new(),
    }
}
