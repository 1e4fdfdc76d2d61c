//! A YAML document as a tree of nodes that know where they stand.

use granit_parser::{Event, Parser, ScalarStyle};

use crate::diagnostic::Span;

/// Largest file read, in bytes; a workspace file is written by hand.
pub const MAX_BYTES: usize = 1 << 20;
/// Deepest nesting read.
pub const MAX_DEPTH: usize = 32;

/// One value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What stands there.
    pub kind: NodeKind,
    /// The run of text on the value's first line.
    pub span: Span,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// A scalar; `plain` when written without quotes, so that `7` is a number and `"7"` is not.
    Scalar {
        /// The text after YAML's escapes.
        text: String,
        /// Whether it stood without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map in file order; keys are scalars and unique.
    Map(Vec<(Key, Node)>),
}

/// A map's key with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The key's text.
    pub text: String,
    /// Where the key stands.
    pub span: Span,
}

/// Why a document could not be read as a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct YamlFault {
    /// Stable diagnostic name.
    pub name: &'static str,
    /// One fact.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to do.
    pub help: String,
}

impl Node {
    /// Returns whether this is `null`, `~` or nothing at all.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// Returns the scalar's text.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Returns the value under `key` of a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            NodeKind::Map(entries) => entries.iter().find(|(k, _)| k.text == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Returns the list's items, or nothing.
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            NodeKind::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the map's entries, or nothing.
    pub fn entries(&self) -> &[(Key, Self)] {
        match &self.kind {
            NodeKind::Map(entries) => entries,
            _ => &[],
        }
    }
}

/// Reads one document.
///
/// # Errors
/// Returns the first fault that leaves no tree: bad syntax, an anchor, alias, tag or merge key
/// (none is needed by hand, each can hide what a file says), a key given twice, too deep, too large.
pub fn read(text: &str) -> Result<Node, YamlFault> {
    let start = Span {
        line: 1,
        column: 1,
        length: 1,
    };
    if text.len() > MAX_BYTES {
        return Err(YamlFault {
            name: "workspace/file-too-large",
            message: format!(
                "the file has {} bytes; at most {MAX_BYTES} are read",
                text.len()
            ),
            span: start,
            help: "keep rows of data in a table and name the table in doorwise.yaml".into(),
        });
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut reader = Reader {
        lines: &lines,
        stack: Vec::new(),
        root: None,
        documents: 0,
    };
    for event in Parser::new_from_str(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        match event {
            Ok((event, span)) => reader.take(event, &span)?,
            Err(fault) => {
                let marker = fault.marker();
                return Err(YamlFault {
                    name: "workspace/yaml-syntax",
                    message: format!("this is not YAML: {}", fault.info()),
                    span: Span { line: marker.line().max(1), column: marker.col() + 1, length: 1 },
                    help: "check indentation, the blank after a colon, and quotes around text that holds `: ` or starts with a sign".into(),
                });
            }
        }
    }
    Ok(reader.root.unwrap_or(Node {
        kind: NodeKind::Map(Vec::new()),
        span: start,
    }))
}

enum Open {
    List {
        items: Vec<Node>,
        span: Span,
    },
    Map {
        entries: Vec<(Key, Node)>,
        key: Option<Key>,
        span: Span,
    },
}

struct Reader<'a> {
    lines: &'a [&'a str],
    stack: Vec<Open>,
    root: Option<Node>,
    documents: usize,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, span: &granit_parser::Span) -> Result<(), YamlFault> {
        let place = self.place(span);
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                refuse_extras(anchor, tag.is_some(), place)?;
                let plain = style == ScalarStyle::Plain;
                self.put(Node {
                    kind: NodeKind::Scalar {
                        text: text.into_owned(),
                        plain,
                    },
                    span: place,
                })?;
            }
            Event::SequenceStart(_, anchor, tag) => {
                refuse_extras(anchor, tag.is_some(), place)?;
                self.open(
                    Open::List {
                        items: Vec::new(),
                        span: place,
                    },
                    place,
                )?;
            }
            Event::MappingStart(_, anchor, tag) => {
                refuse_extras(anchor, tag.is_some(), place)?;
                self.open(
                    Open::Map {
                        entries: Vec::new(),
                        key: None,
                        span: place,
                    },
                    place,
                )?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.stack.pop() {
                    Some(Open::List { items, span }) => Node {
                        kind: NodeKind::List(items),
                        span,
                    },
                    Some(Open::Map { entries, span, .. }) => Node {
                        kind: NodeKind::Map(entries),
                        span,
                    },
                    None => return Ok(()),
                };
                self.put(node)?;
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => return Err(extras_fault(place)),
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(YamlFault {
                        name: "workspace/second-document",
                        message: "a second document starts here".into(),
                        span: place,
                        help: "write one document a file; move the rest to a file of its own"
                            .into(),
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, open: Open, place: Span) -> Result<(), YamlFault> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(YamlFault {
                name: "workspace/too-deep",
                message: format!("more than {MAX_DEPTH} levels deep"),
                span: place,
                help: "no workspace file needs this; check the brackets".into(),
            });
        }
        self.stack.push(open);
        Ok(())
    }

    fn put(&mut self, node: Node) -> Result<(), YamlFault> {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => match key.take() {
                Some(key) => entries.push((key, node)),
                None => {
                    let NodeKind::Scalar { text, .. } = node.kind else {
                        return Err(YamlFault {
                            name: "workspace/yaml-syntax",
                            message: "a key must be plain text".into(),
                            span: node.span,
                            help: "write `name: value`".into(),
                        });
                    };
                    if text == "<<" {
                        return Err(extras_fault(node.span));
                    }
                    if let Some((first, _)) = entries.iter().find(|(known, _)| known.text == text) {
                        return Err(YamlFault {
                            name: "workspace/duplicate-field",
                            message: format!("`{text}` stands here twice"),
                            span: node.span,
                            help: format!("keep one; the first stands on line {}", first.span.line),
                        });
                    }
                    *key = Some(Key {
                        text,
                        span: node.span,
                    });
                }
            },
        }
        Ok(())
    }

    /// Cuts a span to its first line, so that a caret can be drawn under it.
    fn place(&self, span: &granit_parser::Span) -> Span {
        let line = span.start.line().max(1);
        let column = span.start.col() + 1;
        let width = self
            .lines
            .get(line - 1)
            .map_or(0, |text| text.trim_end().chars().count());
        let end = if span.end.line() == line {
            span.end.col() + 1
        } else {
            width + 1
        };
        Span {
            line,
            column,
            length: end.saturating_sub(column).max(1),
        }
    }
}

fn refuse_extras(anchor: usize, has_tag: bool, span: Span) -> Result<(), YamlFault> {
    if anchor != 0 || has_tag {
        Err(extras_fault(span))
    } else {
        Ok(())
    }
}

fn extras_fault(span: Span) -> YamlFault {
    YamlFault {
        name: "workspace/yaml-extra",
        message: "anchors, aliases, tags and merge keys are not read".into(),
        span,
        help: "write the value out where it is used".into(),
    }
}
