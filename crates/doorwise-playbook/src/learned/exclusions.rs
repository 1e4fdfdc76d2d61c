//! Exclusions that the deals carry: in views, and as entries of an ICP file.

use doorwise_fit::exclude::Excluded;
use doorwise_fit::learn::Learned;
use doorwise_fit::rate::rate;
use doorwise_model::field::Field;
use doorwise_model::yaml::edit::{Edit, PathPart, flow_scalar, scalar};
use doorwise_model::yaml::node::Node;

use super::ExclusionView;
use crate::id;
use crate::view::RateView;

/// Returns the views.
pub(super) fn of<'l>(
    learned: &'l Learned,
    fields: &'l [Field],
) -> impl Iterator<Item = ExclusionView> + 'l {
    learned.excluded.iter().map(|found| {
        let field = &fields[found.column];
        let says = format!("{field} {}", shown(found, field).join(" or "));
        ExclusionView {
            id: format!("learn.icp.exclusion.{}", id::part(&says.replace(' ', "_"))),
            says,
            n: found.n,
            won: found.won,
            rate: rate(found.won, found.n).map(RateView::of),
            p: found.p,
        }
    })
}

fn shown(found: &Excluded, field: &Field) -> Vec<String> {
    let conditions = found.any_of.iter();
    conditions
        .map(|condition| condition.show(field.kind()))
        .collect()
}

/// Returns each exclusion as an item of `exclusions` in an ICP file, with its field and values.
fn items(learned: &Learned, fields: &[Field]) -> Vec<(String, Vec<String>, String)> {
    let item = |found: &Excluded| {
        let field = &fields[found.column];
        let values = shown(found, field);
        let written: Vec<String> = values.iter().map(|value| flow_scalar(value)).collect();
        let why = format!(
            "won {} of {} deals; hardly anybody buys, p {:.3}",
            found.won, found.n, found.p
        );
        let text = format!(
            "{}: [{}]\nwhy: {}",
            scalar(&field.name()),
            written.join(", "),
            scalar(&why)
        );
        (field.name(), values, text)
    };
    learned.excluded.iter().map(item).collect()
}

/// Returns the section of a new file, as YAML; none without an exclusion.
pub(super) fn section(learned: &Learned, fields: &[Field]) -> Option<String> {
    let items: Vec<String> = items(learned, fields)
        .into_iter()
        .map(|(.., text)| format!("- {}", text.replace('\n', "\n  ")))
        .collect();
    (!items.is_empty()).then(|| items.join("\n"))
}

/// Returns the edits that add the exclusions which a file does not have yet.
pub(super) fn edits(learned: &Learned, fields: &[Field], file: &Node) -> Vec<Edit> {
    let known = file.get("exclusions");
    let is_known = |field: &str, values: &[String]| {
        let mut items = known.into_iter().flat_map(Node::items);
        items.any(|item| {
            item.get(field).is_some_and(|written| {
                let one = written.text().into_iter();
                let several = written.items().iter().filter_map(Node::text);
                let written: Vec<&str> = one.chain(several).collect();
                values.iter().all(|value| written.contains(&value.as_str()))
            })
        })
    };
    let new: Vec<String> = items(learned, fields)
        .into_iter()
        .filter(|(field, values, _)| !is_known(field, values))
        .map(|(.., text)| text)
        .collect();
    if known.is_some() {
        let path = || vec![PathPart::Key("exclusions".to_owned())];
        let append = |item| Edit::Append { path: path(), item };
        return new.into_iter().map(append).collect();
    }
    if new.is_empty() {
        return Vec::new();
    }
    let items = new.into_iter();
    let items = items.map(|text| format!("- {}", text.replace('\n', "\n  ")));
    vec![Edit::Insert {
        path: Vec::new(),
        key: "exclusions".to_owned(),
        value_yaml: items.collect::<Vec<_>>().join("\n"),
    }]
}
