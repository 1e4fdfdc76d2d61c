//! Where each node of a file begins and ends, in bytes.
//!
//! [`crate::yaml::Node`] keeps the first line of a value, enough for a caret under it; an edit
//! needs both ends.

use std::ops::Range;

use granit_parser::{Event, Parser};

use super::EditRefused;

/// A file's nodes by place.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) root: Piece,
}

/// One node's place.
#[derive(Debug)]
pub(super) struct Piece {
    /// Bytes from the first to one past the last that belongs to the node.
    pub(super) range: Range<usize>,
    /// Scalar, list or map.
    pub(super) kind: PieceKind,
}

/// What stands at a place.
#[derive(Debug)]
pub(super) enum PieceKind {
    /// Text.
    Scalar,
    /// A list; `flow` when in brackets.
    List { items: Vec<Piece>, flow: bool },
    /// A map; `flow` when in braces. Each entry is key text, key, value.
    Map {
        entries: Vec<(String, Piece, Piece)>,
        flow: bool,
    },
}

enum Open {
    List {
        items: Vec<Piece>,
        start: usize,
        flow: bool,
    },
    Map {
        entries: Vec<(String, Piece, Piece)>,
        key: Option<(String, Piece)>,
        start: usize,
        flow: bool,
    },
}

impl Layout {
    /// Reads the places of a file that `node::read` has read already.
    pub(super) fn read(text: &str) -> Result<Self, EditRefused> {
        let mark = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let body = &text[mark..];
        let mut stack: Vec<Open> = Vec::new();
        let mut root = None;
        for event in Parser::new_from_str(body) {
            let (event, span) = event.map_err(|fault| EditRefused::NotYaml {
                line: fault.marker().line(),
                message: fault.info().to_string(),
            })?;
            let bytes = span.byte_range().unwrap_or_default();
            let range = bytes.start + mark..bytes.end + mark;
            let is_flow = |bracket: char| text[range.start..].starts_with(bracket);
            let done = match event {
                Event::Scalar(value, ..) => {
                    // A block scalar's span runs on over the blank lines behind it.
                    let end = range.start + text[range.clone()].trim_end().len();
                    (
                        value.into_owned(),
                        Piece {
                            range: range.start..end,
                            kind: PieceKind::Scalar,
                        },
                    )
                }
                Event::SequenceStart(..) => {
                    stack.push(Open::List {
                        items: Vec::new(),
                        start: range.start,
                        flow: is_flow('['),
                    });
                    continue;
                }
                Event::MappingStart(..) => {
                    stack.push(Open::Map {
                        entries: Vec::new(),
                        key: None,
                        start: range.start,
                        flow: is_flow('{'),
                    });
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => match stack.pop() {
                    Some(Open::List { items, start, flow }) => {
                        let end = if flow {
                            range.end
                        } else {
                            items.last().map_or(start, |item| item.range.end)
                        };
                        (
                            String::new(),
                            Piece {
                                range: start..end.max(start),
                                kind: PieceKind::List { items, flow },
                            },
                        )
                    }
                    Some(Open::Map {
                        entries,
                        start,
                        flow,
                        ..
                    }) => {
                        let last = entries
                            .last()
                            .map_or(start, |(_, key, value)| value.range.end.max(key.range.end));
                        let end = if flow { range.end } else { last };
                        (
                            String::new(),
                            Piece {
                                range: start..end.max(start),
                                kind: PieceKind::Map { entries, flow },
                            },
                        )
                    }
                    None => continue,
                },
                _ => continue,
            };
            match stack.last_mut() {
                None => root = Some(done.1),
                Some(Open::List { items, .. }) => items.push(done.1),
                Some(Open::Map { entries, key, .. }) => match key.take() {
                    None => *key = Some(done),
                    Some((name, place)) => entries.push((name, place, done.1)),
                },
            }
        }
        let empty = Piece {
            range: text.len()..text.len(),
            kind: PieceKind::Map {
                entries: Vec::new(),
                flow: false,
            },
        };
        Ok(Self {
            root: root.unwrap_or(empty),
        })
    }

    /// Returns the key or scalar that begins at this byte, and whether it stands in brackets.
    pub(super) fn scalar_at(&self, start: usize) -> Option<(&Piece, bool)> {
        self.root.scalar_at(start, false)
    }
}

impl Piece {
    fn scalar_at(&self, start: usize, in_flow: bool) -> Option<(&Self, bool)> {
        match &self.kind {
            PieceKind::Scalar => {
                (self.range.start == start && !self.range.is_empty()).then_some((self, in_flow))
            }
            PieceKind::List { items, flow } => items
                .iter()
                .find_map(|item| item.scalar_at(start, in_flow || *flow)),
            PieceKind::Map { entries, flow } => entries.iter().find_map(|(_, key, value)| {
                key.scalar_at(start, in_flow || *flow)
                    .or_else(|| value.scalar_at(start, in_flow || *flow))
            }),
        }
    }

    /// Returns whether the node is written in brackets or braces.
    pub(super) fn is_flow(&self) -> bool {
        matches!(
            self.kind,
            PieceKind::List { flow: true, .. } | PieceKind::Map { flow: true, .. }
        )
    }
}
