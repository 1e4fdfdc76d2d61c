//! Subject and body in JSON, as a sequencer exports them: a list, objects in objects, or a line each.

use jsonc_parser::ast::{ObjectProp, StringLit, Value};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::columns::{self, Known, Role};
use super::marked::Marked;

/// One object that holds copy.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) subject: Option<Marked>,
    pub(super) body: Marked,
    pub(super) persona: Option<Marked>,
    /// The word, and how plainly its key speaks of channels.
    pub(super) channel: Option<(String, usize)>,
    pub(super) language: Option<String>,
    pub(super) goal: Option<String>,
    pub(super) awareness: Option<String>,
    pub(super) names: Vec<(String, String)>,
    /// First byte of the object.
    pub(super) start: usize,
}

/// What is wrong with a place of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadPlace {
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: String,
}

/// Strict JSON: what a program exported is not written by hand.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads a file; `lines` says that every line is a value of its own.
pub(super) fn read(text: &str, lines: bool) -> (Vec<Entry>, Vec<BadPlace>) {
    let mut found = Found {
        text,
        base: 0,
        entries: Vec::new(),
        bad: Vec::new(),
    };
    // A file named .json may hold a value a line too.
    let first = text.lines().find(|line| !line.trim().is_empty());
    let is_lines = lines
        || (parse_to_ast(text, &CollectOptions::default(), &STRICT).is_err()
            && first.is_some_and(|first| {
                first.trim_start().starts_with('{')
                    && parse_to_ast(first, &CollectOptions::default(), &STRICT).is_ok()
            }));
    if is_lines {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            found.base = at;
            if !line.trim().is_empty() {
                found.value(line);
            }
            at += line.len();
        }
    } else {
        found.value(text);
    }
    (found.entries, found.bad)
}

struct Found<'a> {
    text: &'a str,
    /// Byte of the file where the value that is read starts.
    base: usize,
    entries: Vec<Entry>,
    bad: Vec<BadPlace>,
}

impl Found<'_> {
    fn value(&mut self, text: &str) {
        match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
            Ok(parsed) => {
                if let Some(value) = parsed.value {
                    self.walk(&value, &Entry::default());
                }
            }
            Err(fault) => self.bad.push(BadPlace {
                at: self.base + fault.range().start,
                message: format!(
                    "this is not JSON: {}",
                    first_lower(&fault.kind().to_string())
                ),
                help: "mend it here, or export it again; what stands on other lines is read"
                    .to_owned(),
            }),
        }
    }

    /// Looks for objects with a body; what stands above one holds for those below.
    fn walk(&mut self, value: &Value<'_>, above: &Entry) {
        match value {
            Value::Array(items) => items
                .elements
                .iter()
                .for_each(|item| self.walk(item, above)),
            Value::Object(object) => {
                // A follow-up in the same thread may leave the subject to what stands above it.
                let mut here = Entry {
                    start: self.base + object.range.start,
                    ..above.clone()
                };
                let mut bodies: Vec<(Known, &StringLit<'_>)> = Vec::new();
                for property in &object.properties {
                    let Some(known) = columns::tell(property.name.as_str()) else {
                        continue;
                    };
                    // "type_2" is of a step that lies beside others, not of this entry.
                    if known.role == Role::Channel && known.step.is_some() {
                        continue;
                    }
                    match &property.value {
                        Value::StringLit(text) if known.role == Role::Body => {
                            bodies.push((known, text));
                        }
                        Value::StringLit(_) | Value::NumberLit(_) => {
                            self.take(known, property, &mut here);
                        }
                        _ => {}
                    }
                }
                bodies.sort_by_key(|(known, _)| known.rank);
                let body = bodies
                    .iter()
                    .find(|(_, text)| !text.value.trim().is_empty());
                match body {
                    Some((_, text)) => {
                        let mut entry = here.clone();
                        entry.body = self.string(text);
                        self.entries.push(entry);
                    }
                    None if here.subject.is_some() && !bodies.is_empty() => {
                        self.bad.push(BadPlace {
                            at: here.start,
                            message: "this entry has a subject and no body".to_owned(),
                            help: "export the body too, or take the entry out".to_owned(),
                        });
                    }
                    None => {}
                }
                // A template inside a step, steps inside a campaign.
                for property in &object.properties {
                    if matches!(property.value, Value::Array(_) | Value::Object(_)) {
                        self.walk(&property.value, &here);
                    }
                }
            }
            _ => {}
        }
    }

    fn take(&self, known: Known, property: &ObjectProp<'_>, entry: &mut Entry) {
        let says = match &property.value {
            Value::StringLit(text) => text.value.to_string(),
            Value::NumberLit(number) => number.value.to_owned(),
            _ => return,
        };
        if says.trim().is_empty() {
            return;
        }
        match (known.role, &property.value) {
            (Role::Subject, Value::StringLit(text)) => entry.subject = Some(self.string(text)),
            (Role::Persona, Value::StringLit(text)) => entry.persona = Some(self.string(text)),
            (Role::Channel, _) => entry.channel = Some((says, known.rank)),
            (Role::Language, _) => entry.language = Some(says),
            (Role::Goal, _) => entry.goal = Some(says),
            (Role::Awareness, _) => entry.awareness = Some(says),
            (Role::Name, _) => {
                let header = property.name.as_str().to_owned();
                entry.names.retain(|(known, _)| *known != header);
                entry.names.push((header, says));
            }
            _ => {}
        }
    }

    /// Undoes the escapes of a string, each with its place.
    fn string(&self, literal: &StringLit<'_>) -> Marked {
        let start = self.base + literal.range.start + 1;
        let end = (self.base + literal.range.end).saturating_sub(1).max(start);
        let raw = self.text.get(start..end).unwrap_or_default();
        let mut marked = Marked::default();
        let mut at = 0;
        while let Some(found) = raw[at..].find('\\').map(|found| at + found) {
            marked.push_same(&raw[at..found], start + at);
            let mut length = escape_length(&raw[found..]);
            let written = &raw[found..found + length];
            // The two halves of a character outside the first plane stand for one.
            if written.starts_with("\\ud") || written.starts_with("\\uD") {
                let second = &raw[found + length..];
                if second.starts_with("\\ud") || second.starts_with("\\uD") {
                    length += escape_length(second);
                }
            }
            let written = &raw[found..found + length];
            let says: String = serde_json::from_str(&format!("\"{written}\""))
                .unwrap_or_else(|_| "\u{fffd}".to_owned());
            marked.push_made(&says, start + found..start + found + length);
            at = found + length;
        }
        marked.push_same(&raw[at..], start + at);
        marked.unix_lines()
    }
}

fn escape_length(rest: &str) -> usize {
    let wanted = if rest[1..].starts_with('u') { 6 } else { 2 };
    let mut length = wanted.min(rest.len());
    while !rest.is_char_boundary(length) {
        length += 1;
    }
    length
}

fn first_lower(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}
