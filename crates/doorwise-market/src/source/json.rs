//! JSON lines and JSON arrays of objects; nested objects become dotted columns, lists are joined with a bar.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};
use std::path::Path;

use serde_json::{Map, Value};

use super::text_encoding::{Found, How, TextStream, checked, first_look, is_utf_8, second_look};
use super::{MAX_COLUMNS, MAX_RECORD_BYTES, Pieces, ReadOptions, SourceError};
use crate::table::{Format, SkipReason, TableBuilder};

/// Deeper objects are no table.
const MAX_DEPTH: usize = 64;
/// A single object that wraps the rows is read as a whole, so it may not be larger.
const MAX_WHOLE_BYTES: u64 = 256 << 20;

/// Reads one JSON object a line.
pub(super) fn read_lines(
    options: &ReadOptions,
    pieces: &mut Pieces<'_>,
) -> Result<(), SourceError> {
    let path = pieces.path;
    let is_json_file = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if is_json_file && read_wrapped(options, pieces)? {
        return Ok(());
    }
    let mut found = first_look(path, options.encoding.as_deref())?;
    if found.how == How::Assumed && !is_utf_8(path)? {
        found = second_look(path)?;
    }
    let mut stream = open(path, &found)?;
    let format = Format::JsonLines {
        encoding: found.encoding.name(),
    };
    let mut objects = Objects::default();
    let (mut text, mut start, mut line) = (Vec::new(), 0, 0);
    loop {
        let end = memchr::memchr(b'\n', &text[start..]).map(|at| start + at);
        if end.is_none() {
            text.drain(..start);
            start = 0;
            if text.len() > MAX_RECORD_BYTES {
                let (path, line) = (path.to_owned(), line + 1);
                return Err(SourceError::RecordTooBig {
                    path,
                    line,
                    limit: MAX_RECORD_BYTES,
                });
            }
            if stream
                .fill(&mut text)
                .map_err(|error| SourceError::io(path, error))?
            {
                continue;
            }
        }
        let bytes = &text[start..end.unwrap_or(text.len())];
        if end.is_none() && bytes.is_empty() {
            break;
        }
        line += 1;
        if pieces.offer(&mut objects.table, &format).is_break() {
            return Ok(());
        }
        match checked(bytes, found.encoding) {
            None => objects.table.skip(
                line,
                SkipReason::Undecodable {
                    encoding: found.encoding.name(),
                },
            ),
            Some(text) if text.trim().is_empty() => {}
            Some(text) => match serde_json::from_str::<Value>(text) {
                Ok(Value::Object(object)) => objects.push(path, line, &object)?,
                _ => objects.table.skip(line, SkipReason::NotAnObject),
            },
        }
        match end {
            Some(end) => start = end + 1,
            None => break,
        }
    }
    objects.finish(&found, format, pieces)
}

/// Reads a JSON array of objects, one object in memory at a time.
pub(super) fn read_array(
    options: &ReadOptions,
    pieces: &mut Pieces<'_>,
) -> Result<(), SourceError> {
    let path = pieces.path;
    let mut found = first_look(path, options.encoding.as_deref())?;
    if found.how == How::Assumed && !is_utf_8(path)? {
        found = second_look(path)?;
    }
    let reader = BufReader::new(Decoded {
        stream: open(path, &found)?,
        text: Vec::new(),
        at: 0,
    });
    let format = Format::Json {
        encoding: found.encoding.name(),
    };
    let mut objects = Objects::default();
    let mut ended = None;
    let mut json = serde_json::Deserializer::from_reader(reader);
    let items = Items {
        objects: &mut objects,
        pieces,
        format: &format,
        ended: &mut ended,
    };
    let read = serde::Deserializer::deserialize_seq(&mut json, items).and_then(|()| json.end());
    if let Some(ended) = ended {
        return ended;
    }
    read.map_err(|error| damaged(path, error))?;
    objects.finish(&found, format, pieces)
}

/// Reads a file that is one object holding the rows, as APIs answer: `{"results": [{...}, {...}]}`.
///
/// Returns whether it was one.
fn read_wrapped(options: &ReadOptions, pieces: &mut Pieces<'_>) -> Result<bool, SourceError> {
    let path = pieces.path;
    let io = |error| SourceError::io(path, error);
    if std::fs::metadata(path).map_err(io)?.len() > MAX_WHOLE_BYTES {
        return Ok(false);
    }
    let found = first_look(path, options.encoding.as_deref())?;
    let mut text = Vec::new();
    Decoded {
        stream: open(path, &found)?,
        text: Vec::new(),
        at: 0,
    }
    .read_to_end(&mut text)
    .map_err(io)?;
    let Ok(Value::Object(whole)) = serde_json::from_slice::<Value>(&text) else {
        return Ok(false);
    };
    let mut lists = whole.values().filter_map(|value| match value {
        Value::Array(items) if items.iter().any(Value::is_object) => Some(items),
        _ => None,
    });
    let (Some(items), None) = (lists.next(), lists.next()) else {
        return Ok(false);
    };
    let mut objects = Objects::default();
    for (idx, item) in items.iter().enumerate() {
        objects.push_item(path, idx as u64 + 1, item)?;
    }
    let format = Format::Json {
        encoding: found.encoding.name(),
    };
    objects.finish(&found, format, pieces)?;
    Ok(true)
}

fn damaged(path: &Path, message: impl ToString) -> SourceError {
    SourceError::damaged(path, "JSON", message)
}

fn open(path: &Path, found: &Found) -> Result<TextStream, SourceError> {
    TextStream::open(path, found.encoding).map_err(|error| SourceError::io(path, error))
}

/// The decoded text as a reader, for the JSON parser.
struct Decoded {
    stream: TextStream,
    text: Vec<u8>,
    at: usize,
}

impl Read for Decoded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() {
            self.text.clear();
            self.at = 0;
            if !self.stream.fill(&mut self.text)? {
                return Ok(0);
            }
        }
        let n = into.len().min(self.text.len() - self.at);
        into[..n].copy_from_slice(&self.text[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

struct Items<'a, 'p> {
    objects: &'a mut Objects,
    pieces: &'a mut Pieces<'p>,
    format: &'a Format,
    /// How the reading ended before the array did.
    ended: &'a mut Option<Result<(), SourceError>>,
}

impl<'de> serde::de::Visitor<'de> for Items<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array of objects")
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(item) = items.next_element::<Value>()? {
            number += 1;
            if let Err(error) = self.objects.push_item(self.pieces.path, number, &item) {
                *self.ended = Some(Err(error));
            } else if self
                .pieces
                .offer(&mut self.objects.table, self.format)
                .is_break()
            {
                *self.ended = Some(Ok(()));
            }
            if self.ended.is_some() {
                return Err(serde::de::Error::custom("no more is wanted"));
            }
        }
        Ok(())
    }
}

/// Rows made of objects; columns appear as their keys do.
#[derive(Default)]
struct Objects {
    table: TableBuilder,
    columns: BTreeMap<String, usize>,
    row: Vec<String>,
}

impl Objects {
    fn push_item(&mut self, path: &Path, number: u64, item: &Value) -> Result<(), SourceError> {
        match item {
            Value::Object(object) => self.push(path, number, object),
            _ => {
                self.table.skip(number, SkipReason::NotAnObject);
                Ok(())
            }
        }
    }

    fn push(
        &mut self,
        path: &Path,
        number: u64,
        object: &Map<String, Value>,
    ) -> Result<(), SourceError> {
        if depth_above(object.values(), MAX_DEPTH) {
            self.table
                .skip(number, SkipReason::TooDeep { limit: MAX_DEPTH });
            return Ok(());
        }
        self.row.iter_mut().for_each(String::clear);
        self.flatten("", object);
        if self.columns.len() > MAX_COLUMNS {
            return Err(SourceError::TooManyColumns {
                path: path.to_owned(),
                row: number,
                limit: MAX_COLUMNS,
            });
        }
        if self.row.iter().any(|cell| !cell.trim().is_empty()) {
            self.table
                .push_row(number, self.row.iter().map(String::as_str));
        }
        Ok(())
    }

    fn flatten(&mut self, prefix: &str, object: &Map<String, Value>) {
        for (key, value) in object {
            let key = key.trim();
            let name = if prefix.is_empty() {
                key.to_owned()
            } else {
                format!("{prefix}.{key}")
            };
            match value {
                Value::Object(inner) => self.flatten(&name, inner),
                other => {
                    let idx = self.column(name);
                    self.row[idx] = text_of(other);
                }
            }
        }
    }

    fn column(&mut self, name: String) -> usize {
        if let Some(&idx) = self.columns.get(&name) {
            return idx;
        }
        let header = if name.is_empty() {
            format!("column {}", self.row.len() + 1)
        } else {
            name.clone()
        };
        let idx = self.table.add_column(header);
        self.columns.insert(name, idx);
        self.row.push(String::new());
        idx
    }

    fn finish(
        mut self,
        found: &Found,
        format: Format,
        pieces: &mut Pieces<'_>,
    ) -> Result<(), SourceError> {
        if self.table.columns.is_empty() {
            return Err(damaged(pieces.path, "no object with fields is in it"));
        }
        self.table.notes.extend(found.note());
        pieces.finish(self.table, format);
        Ok(())
    }
}

fn depth_above<'v>(values: impl Iterator<Item = &'v Value>, limit: usize) -> bool {
    // The parser itself stops at 128 levels, so the recursion is bounded.
    values.into_iter().any(|value| match value {
        Value::Object(_) | Value::Array(_) if limit == 0 => true,
        Value::Object(inner) => depth_above(
            Box::new(inner.values()) as Box<dyn Iterator<Item = &Value>>,
            limit - 1,
        ),
        Value::Array(items) => depth_above(
            Box::new(items.iter()) as Box<dyn Iterator<Item = &Value>>,
            limit - 1,
        ),
        _ => false,
    })
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => match number.as_f64() {
            // A whole number is written without a fraction, whatever the file did.
            Some(float) if number.is_f64() => float.to_string(),
            _ => number.to_string(),
        },
        Value::String(text) => text.clone(),
        Value::Array(items) => items
            .iter()
            .map(text_of)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("|"),
        Value::Object(_) => value.to_string(),
    }
}
