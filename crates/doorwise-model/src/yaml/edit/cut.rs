//! Which bytes an edit replaces, and by what.

use std::ops::Range;

use super::layout::{Layout, Piece, PieceKind};
use super::{Edit, EditRefused, PathPart, find, flow_scalar, not_possible, scalar, wrong};

/// One run of bytes and what stands there instead.
#[derive(Debug)]
pub(super) struct Cut {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

/// Finds the bytes of an edit.
pub(super) fn of(edit: &Edit, text: &str, layout: &Layout) -> Result<Cut, EditRefused> {
    match edit {
        Edit::RenameKey { path, to } => {
            let key = find(layout, path)
                .and_then(|(_, key, _)| key)
                .ok_or_else(|| wrong(path, "entry of a map"))?;
            Ok(Cut {
                range: key.range.clone(),
                with: word(to, is_in_flow(layout, path)),
            })
        }
        Edit::SetScalar { path, to } => set_scalar(path, to, text, layout),
        Edit::Append { path, item } => append(path, item, text, layout),
        Edit::Insert {
            path,
            key,
            value_yaml,
        } => insert(path, key, value_yaml, text, layout),
        Edit::Remove { path } => remove(path, text, layout),
    }
}

fn word(text: &str, in_flow: bool) -> String {
    if in_flow {
        flow_scalar(text)
    } else {
        scalar(text)
    }
}

/// Returns whether the node stands inside brackets.
fn is_in_flow(layout: &Layout, path: &[PathPart]) -> bool {
    (0..path.len())
        .any(|depth| find(layout, &path[..depth]).is_some_and(|(piece, ..)| piece.is_flow()))
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |idx| idx + 1)
}

/// Returns the end of the line on which `at` stands, without its line break.
fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |idx| at + idx);
    if text[..end].ends_with('\r') && end > at {
        end - 1
    } else {
        end
    }
}

fn set_scalar(
    path: &[PathPart],
    to: &str,
    text: &str,
    layout: &Layout,
) -> Result<Cut, EditRefused> {
    let (piece, key, _) = find(layout, path).ok_or_else(|| wrong(path, "single value"))?;
    if !matches!(piece.kind, PieceKind::Scalar) {
        return Err(wrong(path, "single value"));
    }
    let old = &text[piece.range.clone()];
    let keeps_number = super::scalar::is_number(old) && super::scalar::is_number(to);
    let with = if keeps_number {
        to.to_owned()
    } else {
        word(to, is_in_flow(layout, path))
    };
    if !piece.range.is_empty() {
        return Ok(Cut {
            range: piece.range.clone(),
            with,
        });
    }
    // `key:` with nothing behind it: the value goes behind the colon.
    let key = key.ok_or_else(|| wrong(path, "single value"))?;
    let colon = text[key.range.end..]
        .find(':')
        .ok_or_else(|| wrong(path, "single value"))?
        + key.range.end
        + 1;
    Ok(Cut {
        range: colon..colon,
        with: format!(" {with}"),
    })
}

fn append(path: &[PathPart], item: &str, text: &str, layout: &Layout) -> Result<Cut, EditRefused> {
    let (piece, ..) = find(layout, path).ok_or_else(|| wrong(path, "list"))?;
    let PieceKind::List { items, flow } = &piece.kind else {
        return Err(wrong(path, "list"));
    };
    let item = item.trim_end();
    let (Some(first), Some(last)) = (items.first(), items.last()) else {
        let inside = piece.range.start + 1;
        return Ok(Cut {
            range: inside..inside,
            with: item.to_owned(),
        });
    };
    if *flow {
        return Ok(Cut {
            range: last.range.end..last.range.end,
            with: format!(", {item}"),
        });
    }
    let indent = dash_indent(text, first)
        .ok_or_else(|| not_possible(path, "does not have one item a line; edit it by hand"))?;
    let end = line_end(text, last.range.end);
    let break_line = newline(text);
    let inner = format!("{break_line}{indent}  ");
    let item = item.lines().collect::<Vec<_>>().join(&inner);
    Ok(Cut {
        range: end..end,
        with: format!("{break_line}{indent}- {item}"),
    })
}

/// Returns the blanks before the dash of an item, where nothing else stands there.
fn dash_indent<'a>(text: &'a str, item: &Piece) -> Option<&'a str> {
    let start = line_start(text, item.range.start);
    let (indent, behind) = text[start..item.range.start].split_once('-')?;
    (indent.trim().is_empty() && behind.trim().is_empty()).then_some(indent)
}

fn insert(
    path: &[PathPart],
    key: &str,
    value: &str,
    text: &str,
    layout: &Layout,
) -> Result<Cut, EditRefused> {
    let (piece, ..) = find(layout, path).ok_or_else(|| wrong(path, "map"))?;
    let PieceKind::Map { entries, flow } = &piece.kind else {
        return Err(wrong(path, "map"));
    };
    if entries.iter().any(|(known, ..)| known == key) {
        return Err(not_possible(
            path,
            "has this key already; set its value instead",
        ));
    }
    let value = value.trim_end();
    let in_flow = *flow || is_in_flow(layout, path);
    let break_line = newline(text);
    let Some((_, first_key, _)) = entries.first() else {
        if *flow {
            let inside = piece.range.start + 1;
            return Ok(Cut {
                range: inside..inside,
                with: format!(" {}: {value} ", word(key, true)),
            });
        }
        let end = text.len();
        let before = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            break_line
        };
        return Ok(Cut {
            range: end..end,
            with: format!("{before}{}{break_line}", entry(key, value, "", break_line)),
        });
    };
    let last = entries.last().map_or(piece.range.end, |(_, key, value)| {
        value.range.end.max(key.range.end)
    });
    if *flow {
        return Ok(Cut {
            range: last..last,
            with: format!(", {}: {value}", word(key, in_flow)),
        });
    }
    // Under `- ` the keys stand behind the dash: blanks take its place on the next line.
    let before = &text[line_start(text, first_key.range.start)..first_key.range.start];
    let indent: String = before
        .trim_start_matches('\u{feff}')
        .chars()
        .map(|_| ' ')
        .collect();
    let end = line_end(text, last);
    Ok(Cut {
        range: end..end,
        with: format!("{break_line}{}", entry(key, value, &indent, break_line)),
    })
}

fn entry(key: &str, value: &str, indent: &str, break_line: &str) -> String {
    let is_block = value.contains('\n') || value.starts_with("- ");
    if is_block {
        let inner = format!("{break_line}{indent}  ");
        format!(
            "{indent}{}:{inner}{}",
            scalar(key),
            value.lines().collect::<Vec<_>>().join(&inner)
        )
    } else {
        format!("{indent}{}: {value}", scalar(key))
    }
}

fn remove(path: &[PathPart], text: &str, layout: &Layout) -> Result<Cut, EditRefused> {
    const WANTED: &str = "entry or item";
    let (_, _, parent) = find(layout, path).ok_or_else(|| wrong(path, WANTED))?;
    let parent = parent.ok_or_else(|| wrong(path, WANTED))?;
    let ranges: Vec<Range<usize>> = match &parent.kind {
        PieceKind::Map { entries, .. } => entries
            .iter()
            .map(|(_, key, value)| key.range.start..value.range.end.max(key.range.end))
            .collect(),
        PieceKind::List { items, .. } => items.iter().map(|item| item.range.clone()).collect(),
        PieceKind::Scalar => return Err(wrong(path, WANTED)),
    };
    let position = match (path.last(), &parent.kind) {
        (Some(PathPart::Index(idx)), _) => *idx,
        (Some(PathPart::Key(key)), PieceKind::Map { entries, .. }) => entries
            .iter()
            .position(|(known, ..)| known == key)
            .ok_or_else(|| wrong(path, WANTED))?,
        _ => return Err(wrong(path, WANTED)),
    };
    let own = ranges[position].clone();
    if parent.is_flow() {
        let range = match (
            ranges.get(position + 1),
            position.checked_sub(1).map(|before| &ranges[before]),
        ) {
            (Some(next), _) => own.start..next.start,
            (None, Some(before)) => before.end..own.end,
            (None, None) => own,
        };
        return Ok(Cut {
            range,
            with: String::new(),
        });
    }
    if ranges.len() == 1 {
        // Nothing would be left of the list or map but its key; that reads as "not given".
        return Err(not_possible(
            path,
            "is the only one there; take out the whole list or map instead",
        ));
    }
    let start = line_start(text, own.start);
    let before = &text[start..own.start];
    let is_item = matches!(parent.kind, PieceKind::List { .. });
    let stands_alone = if is_item {
        before
            .split_once('-')
            .is_some_and(|(indent, behind)| indent.trim().is_empty() && behind.trim().is_empty())
    } else {
        before.trim().is_empty()
    };
    if stands_alone {
        let end = line_end(text, own.end);
        let end = text[end..]
            .find('\n')
            .map_or(text.len(), |idx| end + idx + 1);
        return Ok(Cut {
            range: start..end,
            with: String::new(),
        });
    }
    // The first key behind a dash: the next one moves up to it.
    match ranges.get(position + 1) {
        Some(next) if !is_item => Ok(Cut {
            range: own.start..next.start,
            with: String::new(),
        }),
        _ => Err(not_possible(
            path,
            "does not stand on a line of its own; edit it by hand",
        )),
    }
}
