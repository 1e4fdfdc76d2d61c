//! Edits that keep comments, order, blank lines and everything else that was not asked for.
//!
//! An edit replaces one run of bytes found by the spans of the same parser that reads the file.
//! (`yaml-edit` was tried and edits well, but it is a second parser: where the two read a file
//! differently it would edit another thing than was checked, and it takes values, not YAML text.)
//! A guard stands over every edit: the file is read before and after, and the difference must be
//! exactly the edit asked for, else nothing is written.

mod cut;
mod layout;
mod scalar;
mod tree;

#[cfg(test)]
mod tests;

use thiserror::Error;

pub use scalar::{flow_scalar, scalar};

use super::node;
use crate::diagnostic::Span;
use layout::{Layout, Piece};
use tree::Plain;

/// One step from a node to a node inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// Under this key of a map.
    Key(String),
    /// At this position of a list, from 0.
    Index(usize),
}

/// One change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Gives a map's entry another key.
    RenameKey {
        /// The entry.
        path: Vec<PathPart>,
        /// Its new key.
        to: String,
    },
    /// Gives a scalar another text.
    SetScalar {
        /// The scalar.
        path: Vec<PathPart>,
        /// Its new text; a number stays a number where one stood there.
        to: String,
    },
    /// Adds an item at the end of a list.
    Append {
        /// The list.
        path: Vec<PathPart>,
        /// The item as YAML.
        item: String,
    },
    /// Adds an entry at the end of a map.
    Insert {
        /// The map; empty for the file itself.
        path: Vec<PathPart>,
        /// The new key.
        key: String,
        /// Its value as YAML.
        value_yaml: String,
    },
    /// Takes out an entry or an item with the comments inside it.
    Remove {
        /// The entry or item.
        path: Vec<PathPart>,
    },
}

/// Why an edit was not made.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum EditRefused {
    /// The file cannot be read, so nothing can be said of an edit.
    #[error("line {line}: {message}; mend this by hand first")]
    NotYaml {
        /// Line of the fault.
        line: usize,
        /// The fault.
        message: String,
    },
    /// There is nothing at the path, or another kind of thing.
    #[error("there is no {wanted} at `{path}`; check what stands there")]
    NotThere {
        /// The path, `gates.0.employees`.
        path: String,
        /// What the edit needs there.
        wanted: &'static str,
    },
    /// What is there cannot be changed this way.
    #[error("`{path}` {why}")]
    NotPossible {
        /// The path.
        path: String,
        /// Why not, and what to do.
        why: &'static str,
    },
    /// The edit would change more than was asked.
    #[error("the edit would change more than `{asked}`; edit the file by hand\n{shown}")]
    WouldChangeMore {
        /// What was asked.
        asked: String,
        /// The lines that would have changed, before and after.
        shown: String,
    },
}

/// Applies the edits in order, all or none.
///
/// # Errors
/// Returns why the first edit that cannot be made exactly as asked was refused.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditRefused> {
    let mut text = text.to_owned();
    for edit in edits {
        let before = read(&text)?;
        let layout = Layout::read(&text)?;
        let cut = cut::of(edit, &text, &layout)?;
        let expected = tree::expected(&before, edit)?;
        let mut after = text.clone();
        after.replace_range(cut.range.clone(), &cut.with);
        guard(&text, &after, &expected, &show_edit(edit))?;
        text = after;
    }
    Ok(text)
}

/// Replaces the key or scalar at `span` by `fix`, for a diagnostic whose fix is certain.
///
/// The text may be a whole YAML file or a piece of copy with its head between `---` lines.
///
/// # Errors
/// Returns why the replacement was refused: no key or scalar fills the span, or more would change.
pub fn replace_span(text: &str, span: Span, fix: &str) -> Result<String, EditRefused> {
    if let Some(end) = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.find("\n---"))
    {
        // As `workspace::load` cuts a piece of copy; a line of the body is not ours to fix.
        let head = &text[4..4 + end];
        let line = span.line.checked_sub(1).filter(|line| *line >= 1);
        let inside = line.ok_or_else(|| not_there(span))?;
        let fixed = replace_span(
            head,
            Span {
                line: inside,
                ..span
            },
            fix,
        )?;
        return Ok(format!("---\n{fixed}{}", &text[4 + end..]));
    }
    let before = read(text)?;
    let layout = Layout::read(text)?;
    let start = byte_of(text, span.line, span.column).ok_or_else(|| not_there(span))?;
    let (piece, in_flow) = layout.scalar_at(start).ok_or_else(|| not_there(span))?;
    if text[piece.range.clone()].chars().count() != span.length
        || text[piece.range.clone()].contains('\n')
    {
        return Err(not_there(span));
    }
    let old = match node::read(&text[piece.range.clone()])
        .ok()
        .as_ref()
        .and_then(|node| node.text().map(str::to_owned))
    {
        Some(old) => old,
        None => return Err(not_there(span)),
    };
    let with = if scalar::is_number(fix) && scalar::is_number(&old) {
        fix.to_owned()
    } else if in_flow {
        flow_scalar(fix)
    } else {
        scalar(fix)
    };
    let expected = tree::with_one_replaced(&before, span, fix).ok_or_else(|| not_there(span))?;
    let mut after = text.to_owned();
    after.replace_range(piece.range.clone(), &with);
    guard(text, &after, &expected, &format!("`{old}` to `{fix}`"))?;
    Ok(after)
}

fn not_there(span: Span) -> EditRefused {
    EditRefused::NotThere {
        path: format!("line {}, column {}", span.line, span.column),
        wanted: "single key or value",
    }
}

fn read(text: &str) -> Result<node::Node, EditRefused> {
    node::read(text).map_err(|fault| EditRefused::NotYaml {
        line: fault.span.line,
        message: fault.message,
    })
}

fn byte_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    // The reader leaves a byte order mark out of its columns.
    let mark = if start == 0 && text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let rest = text.get(start + mark..)?.split('\n').next()?;
    let within = rest
        .char_indices()
        .map(|(idx, _)| idx)
        .chain([rest.len()])
        .nth(column.checked_sub(1)?)?;
    Some(start + mark + within)
}

/// Refuses an edit after which the file says anything else than expected.
fn guard(before: &str, after: &str, expected: &Plain, asked: &str) -> Result<(), EditRefused> {
    let is_as_asked = node::read(after).is_ok_and(|node| Plain::of(&node) == *expected);
    if is_as_asked {
        return Ok(());
    }
    Err(EditRefused::WouldChangeMore {
        asked: asked.to_owned(),
        shown: difference(before, after),
    })
}

/// Returns the lines that differ, `-` before and `+` after.
pub fn difference(before: &str, after: &str) -> String {
    let lines = similar::TextDiff::from_lines(before, after);
    let changed = lines.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            similar::ChangeTag::Equal => return None,
            similar::ChangeTag::Delete => '-',
            similar::ChangeTag::Insert => '+',
        };
        Some(format!(
            "{sign} {}",
            change.value().trim_end_matches(['\r', '\n'])
        ))
    });
    changed.collect::<Vec<_>>().join("\n")
}

fn show_edit(edit: &Edit) -> String {
    match edit {
        Edit::RenameKey { path, to } => format!("{} to {to}", show_path(path)),
        Edit::SetScalar { path, to } => format!("{} = {to}", show_path(path)),
        Edit::Append { path, item } => format!("{} + {item}", show_path(path)),
        Edit::Insert { path, key, .. } => format!("{} + {key}", show_path(path)),
        Edit::Remove { path } => format!("without {}", show_path(path)),
    }
}

/// Returns `gates.0.employees`.
fn show_path(path: &[PathPart]) -> String {
    let parts: Vec<String> = path
        .iter()
        .map(|part| match part {
            PathPart::Key(key) => key.clone(),
            PathPart::Index(idx) => idx.to_string(),
        })
        .collect();
    if parts.is_empty() {
        "the file".to_owned()
    } else {
        parts.join(".")
    }
}

fn not_possible(path: &[PathPart], why: &'static str) -> EditRefused {
    EditRefused::NotPossible {
        path: show_path(path),
        why,
    }
}

fn wrong(path: &[PathPart], wanted: &'static str) -> EditRefused {
    EditRefused::NotThere {
        path: show_path(path),
        wanted,
    }
}

/// Returns the piece at `path`, its entry's key where it has one, and its parent.
fn find<'a>(
    layout: &'a Layout,
    path: &[PathPart],
) -> Option<(&'a Piece, Option<&'a Piece>, Option<&'a Piece>)> {
    let mut at = (&layout.root, None, None);
    for part in path {
        let parent = at.0;
        let (piece, key) = match (part, &parent.kind) {
            (PathPart::Key(key), layout::PieceKind::Map { entries, .. }) => entries
                .iter()
                .find(|(known, _, _)| known == key)
                .map(|(_, key, value)| (value, Some(key)))?,
            (PathPart::Index(idx), layout::PieceKind::List { items, .. }) => {
                (items.get(*idx)?, None)
            }
            _ => return None,
        };
        at = (piece, key, Some(parent));
    }
    Some(at)
}
