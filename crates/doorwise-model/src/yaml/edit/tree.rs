//! What a file says, without places, and what it should say after an edit.

use super::{Edit, EditRefused, PathPart, not_possible, scalar, wrong};
use crate::diagnostic::Span;
use crate::yaml::node::{self, Node, NodeKind};

/// A file's meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    /// Text; the flag says that it stood bare and reads as another type than text.
    Scalar(String, bool),
    /// A list.
    List(Vec<Plain>),
    /// A map in file order.
    Map(Vec<(String, Plain)>),
}

impl Plain {
    /// Returns the meaning of a tree.
    pub(super) fn of(node: &Node) -> Self {
        match &node.kind {
            // Quotes matter only where the bare word would be a number, a truth value or nothing.
            NodeKind::Scalar { text, plain } => {
                Self::Scalar(text.clone(), *plain && scalar(text) != *text)
            }
            NodeKind::List(items) => Self::List(items.iter().map(Self::of).collect()),
            NodeKind::Map(entries) => Self::Map(
                entries
                    .iter()
                    .map(|(key, value)| (key.text.clone(), Self::of(value)))
                    .collect(),
            ),
        }
    }
}

/// Returns what the file should say after the edit.
pub(super) fn expected(before: &Node, edit: &Edit) -> Result<Plain, EditRefused> {
    let mut plain = Plain::of(before);
    match edit {
        Edit::RenameKey { path, to } => {
            let (last, parent) = parent_of(&mut plain, path, "entry of a map")?;
            let (PathPart::Key(key), Plain::Map(entries)) = (last, parent) else {
                return Err(wrong(path, "entry of a map"));
            };
            let entry = entries
                .iter_mut()
                .find(|(known, _)| known == key)
                .ok_or_else(|| wrong(path, "entry of a map"))?;
            to.clone_into(&mut entry.0);
        }
        Edit::SetScalar { path, to } => {
            let target = at(&mut plain, path).ok_or_else(|| wrong(path, "single value"))?;
            let Plain::Scalar(old, is_bare) = target else {
                return Err(wrong(path, "single value"));
            };
            let stays_number =
                *is_bare && super::scalar::is_number(old) && super::scalar::is_number(to);
            *target = Plain::Scalar(to.clone(), stays_number);
        }
        Edit::Append { path, item } => {
            let item = read_part(item, path)?;
            match at(&mut plain, path) {
                Some(Plain::List(items)) => items.push(item),
                _ => return Err(wrong(path, "list")),
            }
        }
        Edit::Insert {
            path,
            key,
            value_yaml,
        } => {
            let value = read_part(value_yaml, path)?;
            match at(&mut plain, path) {
                Some(Plain::Map(entries)) => entries.push((key.clone(), value)),
                _ => return Err(wrong(path, "map")),
            }
        }
        Edit::Remove { path } => {
            let (last, parent) = parent_of(&mut plain, path, "entry or item")?;
            match (last, parent) {
                (PathPart::Key(key), Plain::Map(entries)) => {
                    entries.retain(|(known, _)| known != key)
                }
                (PathPart::Index(idx), Plain::List(items)) if *idx < items.len() => {
                    items.remove(*idx);
                }
                _ => return Err(wrong(path, "entry or item")),
            }
        }
    }
    Ok(plain)
}

/// Returns what the file should say with the key or scalar at `span` replaced.
pub(super) fn with_one_replaced(before: &Node, span: Span, to: &str) -> Option<Plain> {
    match &before.kind {
        NodeKind::Scalar { text, plain } if before.span == span => {
            let stays_number =
                *plain && super::scalar::is_number(text) && super::scalar::is_number(to);
            Some(Plain::Scalar(to.to_owned(), stays_number))
        }
        NodeKind::Scalar { .. } => None,
        NodeKind::List(items) => {
            let idx = items
                .iter()
                .position(|item| with_one_replaced(item, span, to).is_some())?;
            let mut all: Vec<Plain> = items.iter().map(Plain::of).collect();
            all[idx] = with_one_replaced(&items[idx], span, to)?;
            Some(Plain::List(all))
        }
        NodeKind::Map(entries) => {
            let mut all: Vec<(String, Plain)> = entries
                .iter()
                .map(|(key, value)| (key.text.clone(), Plain::of(value)))
                .collect();
            if let Some(idx) = entries.iter().position(|(key, _)| key.span == span) {
                to.clone_into(&mut all[idx].0);
                return Some(Plain::Map(all));
            }
            let idx = entries
                .iter()
                .position(|(_, value)| with_one_replaced(value, span, to).is_some())?;
            all[idx].1 = with_one_replaced(&entries[idx].1, span, to)?;
            Some(Plain::Map(all))
        }
    }
}

fn read_part(yaml: &str, path: &[PathPart]) -> Result<Plain, EditRefused> {
    node::read(yaml).map(|node| Plain::of(&node)).map_err(|_| {
        not_possible(
            path,
            "cannot take text that is not YAML; check its brackets and quotes",
        )
    })
}

fn parent_of<'a, 'b>(
    plain: &'a mut Plain,
    path: &'b [PathPart],
    wanted: &'static str,
) -> Result<(&'b PathPart, &'a mut Plain), EditRefused> {
    let (last, above) = path.split_last().ok_or_else(|| wrong(path, wanted))?;
    let parent = at(plain, above).ok_or_else(|| wrong(path, wanted))?;
    Ok((last, parent))
}

fn at<'a>(plain: &'a mut Plain, path: &[PathPart]) -> Option<&'a mut Plain> {
    let mut here = plain;
    for part in path {
        here = match (part, here) {
            (PathPart::Key(key), Plain::Map(entries)) => entries
                .iter_mut()
                .find(|(known, _)| known == key)
                .map(|(_, value)| value)?,
            (PathPart::Index(idx), Plain::List(items)) => items.get_mut(*idx)?,
            _ => return None,
        };
    }
    Some(here)
}
