//! JSON lines and JSON arrays of objects; nested objects become dotted columns, lists are joined with a bar.

mod item;

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};
use std::path::Path;

use serde_json::value::RawValue;

use self::item::Pairs;

use super::text_encoding::{Found, How, TextStream, checked, first_look, is_utf_8, second_look};
use super::{MAX_COLUMNS, MAX_RECORD_BYTES, Pieces, ReadOptions, SourceError};
use crate::table::{Format, Note, SkipReason, TableBuilder, Tally};

/// Deeper objects are no table.
const MAX_DEPTH: usize = 64;
/// A single object that wraps the rows is read as a whole, so it may not be larger.
const MAX_WHOLE_BYTES: u64 = 256 << 20;

/// Reads one JSON object a line, or objects over several lines one after the other.
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
    let mut long = LongObject::default();
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
            Some(text) => long.line(path, line, text, &mut objects)?,
        }
        match end {
            Some(end) => start = end + 1,
            None => break,
        }
    }
    long.give_up(&mut objects);
    objects.finish(&found, format, pieces)
}

/// An object that stands over several lines, as `jq` and other programs print them.
#[derive(Default)]
struct LongObject {
    /// The first line's number, and the lines so far.
    open: Option<(u64, String)>,
}

impl LongObject {
    /// Takes a line in: a whole object, or a part of one.
    ///
    /// A line that begins with a brace at its very start begins an object of its own, so that one
    /// damaged line costs no more than itself.
    fn line(
        &mut self,
        path: &Path,
        line: u64,
        text: &str,
        objects: &mut Objects,
    ) -> Result<(), SourceError> {
        if text.starts_with('{') {
            self.give_up(objects);
        }
        let Some((first, mut whole)) = self.open.take() else {
            match serde_json::from_str::<&RawValue>(text) {
                Ok(value) => objects.push(path, line, value)?,
                Err(error) if error.is_eof() && text.trim_start().starts_with('{') => {
                    self.open = Some((line, text.to_owned()));
                }
                Err(_) => objects.table.skip(line, SkipReason::NotAnObject),
            }
            return Ok(());
        };
        whole.push('\n');
        whole.push_str(text);
        // Only a line that closes a brace can close the object; others are not parsed in vain.
        let read = text
            .trim_end()
            .ends_with('}')
            .then(|| serde_json::from_str::<&RawValue>(&whole));
        match read {
            Some(Ok(value)) => objects.push(path, first, value)?,
            Some(Err(error)) if !error.is_eof() => {
                objects.table.skip(first, SkipReason::NotAnObject);
            }
            _ if whole.len() > MAX_RECORD_BYTES => {
                objects.table.skip(first, SkipReason::NotAnObject);
            }
            _ => self.open = Some((first, whole)),
        }
        Ok(())
    }

    /// Skips an object that was never closed.
    fn give_up(&mut self, objects: &mut Objects) {
        if let Some((first, _)) = self.open.take() {
            objects.table.skip(first, SkipReason::NotAnObject);
        }
    }
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
    let Ok(Pairs(whole)) = serde_json::from_slice(&text) else {
        return Ok(false);
    };
    let mut lists = whole
        .iter()
        .filter_map(|(_, value)| item::items(value))
        .filter(|items| items.iter().any(|value| item::is_object(value)));
    let (Some(items), None) = (lists.next(), lists.next()) else {
        return Ok(false);
    };
    let mut objects = Objects::default();
    for (idx, item) in items.into_iter().enumerate() {
        objects.push(path, idx as u64 + 1, item)?;
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
        while let Some(item) = items.next_element::<Box<RawValue>>()? {
            number += 1;
            if let Err(error) = self.objects.push(self.pieces.path, number, &item) {
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
    row: Vec<Option<String>>,
    /// Rows with two fields of one key, and the first such key.
    repeated: Tally,
    repeated_key: Option<String>,
}

impl Objects {
    fn push(&mut self, path: &Path, number: u64, item: &RawValue) -> Result<(), SourceError> {
        let fields = match item::fields(item) {
            Ok(fields) => fields,
            Err(reason) => {
                self.table.skip(number, reason);
                return Ok(());
            }
        };
        self.row.iter_mut().for_each(|cell| *cell = None);
        let mut repeats = false;
        for (name, text) in fields {
            let idx = self.column(&name);
            if self.row[idx].replace(text).is_some() {
                repeats = true;
                self.repeated_key.get_or_insert(name);
            }
        }
        if repeats {
            self.repeated.add(number);
        }
        if self.columns.len() > MAX_COLUMNS {
            return Err(SourceError::TooManyColumns {
                path: path.to_owned(),
                row: number,
                limit: MAX_COLUMNS,
            });
        }
        let cells = || {
            self.row
                .iter()
                .map(|cell| cell.as_deref().unwrap_or_default())
        };
        if cells().any(|cell| !cell.trim().is_empty()) {
            self.table.push_row(number, cells());
        }
        Ok(())
    }

    fn column(&mut self, name: &str) -> usize {
        if let Some(&idx) = self.columns.get(name) {
            return idx;
        }
        let header = if name.is_empty() {
            format!("column {}", self.row.len() + 1)
        } else {
            name.to_owned()
        };
        let idx = self.table.add_column(header);
        self.columns.insert(name.to_owned(), idx);
        self.row.push(None);
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
        let Tally { count: rows, first } = self.repeated;
        let repeated = self
            .repeated_key
            .map(|key| Note::KeyRepeated { key, rows, first });
        self.table.notes.extend(repeated);
        pieces.finish(self.table, format);
        Ok(())
    }
}
