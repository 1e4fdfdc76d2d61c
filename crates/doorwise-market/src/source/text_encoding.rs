//! Finds the encoding of a text file and decodes it in chunks, never replacing a byte silently.
//!
//! A byte sequence without a character becomes U+FFFD in the decoded text; the readers skip such rows and say so.

mod charset;
mod guess;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_16BE, UTF_16LE};

pub(super) use charset::Charset;
use charset::Pieces;
pub(super) use guess::second_look;

use super::SourceError;
use crate::table::Note;

const CHUNK: usize = 256 << 10;
/// Enough to see zero bytes and shifts that tell an encoding.
const HEAD: u64 = 64 << 10;

/// An encoding and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) encoding: Charset,
    pub(super) how: How,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum How {
    /// Named by the caller or by a byte order mark.
    Told,
    /// UTF-8 until a byte says otherwise.
    Assumed,
    /// The whole file was looked at, and most of it is UTF-8.
    Mostly,
    /// Guessed from the bytes; with a piece of the text, by which a person sees whether it is right.
    Guessed { sample: String },
}

impl Found {
    /// Returns what is to be said of a guess.
    pub(super) fn note(&self) -> Option<Note> {
        match &self.how {
            How::Guessed { sample } => Some(Note::EncodingGuessed {
                encoding: self.encoding.name(),
                sample: sample.clone(),
            }),
            How::Told | How::Assumed | How::Mostly => None,
        }
    }
}

/// Returns the encoding that is told by the caller or the first bytes, or UTF-8 for the time being.
pub(super) fn first_look(path: &Path, label: Option<&str>) -> Result<Found, SourceError> {
    let told = label
        .map(|label| {
            Charset::for_label(label).ok_or_else(|| SourceError::UnknownEncoding {
                label: label.to_owned(),
            })
        })
        .transpose()?;
    let mut head = Vec::new();
    let file = File::open(path).map_err(|error| SourceError::io(path, error))?;
    file.take(HEAD)
        .read_to_end(&mut head)
        .map_err(|error| SourceError::io(path, error))?;
    // A mark says which end comes first, where a label such as `utf-16` does not.
    let marked = marked(&head).filter(|marked| match told {
        Some(told) => told.name().get(..5) == marked.name().get(..5),
        None => true,
    });
    if let Some(encoding) = marked.or(told) {
        return Ok(Found {
            encoding,
            how: How::Told,
        });
    }
    Ok(match by_zeros_and_shifts(&head) {
        Some(encoding) => Found {
            encoding,
            how: How::Guessed {
                sample: guess::sample(&encoding.decode(&head)),
            },
        },
        None => Found {
            encoding: Charset::UTF_8,
            how: How::Assumed,
        },
    })
}

/// Returns the encoding of a byte order mark.
fn marked(head: &[u8]) -> Option<Charset> {
    // The mark of UTF-32 starts with that of UTF-16, so it is looked for first.
    match head {
        [0xFF, 0xFE, 0, 0, ..] => Some(Charset::Utf32 {
            highest_first: false,
        }),
        [0, 0, 0xFE, 0xFF, ..] => Some(Charset::Utf32 {
            highest_first: true,
        }),
        _ => Encoding::for_bom(head).map(|(encoding, _)| Charset::Web(encoding)),
    }
}

/// Tells encodings that are valid UTF-8 by accident: UTF-16 and UTF-32 without a mark by their
/// zero bytes, which no other text has; ISO-2022 by its shifts.
fn by_zeros_and_shifts(head: &[u8]) -> Option<Charset> {
    let shift = |letters: &[u8]| memchr::memmem::find(head, letters).is_some();
    if shift(b"\x1B$)C") {
        return Some(Charset::Iso2022Kr);
    }
    if shift(b"\x1B$B") || shift(b"\x1B$@") || shift(b"\x1B(J") {
        return Some(Charset::Web(ISO_2022_JP));
    }
    let n_zeros = memchr::memchr_iter(0, head).count();
    if n_zeros * 100 < head.len() || head.len() < 8 {
        return None;
    }
    for highest_first in [true, false] {
        let mut fours = head.chunks_exact(4);
        if fours.all(|four| charset::utf_32_letter(four, highest_first).is_some()) {
            return Some(Charset::Utf32 { highest_first });
        }
    }
    // Line ends, commas and digits have a zero on one side, whatever the script.
    let on_side = |side: usize| {
        let bytes = head.iter().skip(side).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    // One stray zero is damage.
    let most = |side: usize, other: usize| side > 2 && side > other * 4;
    let encoding = match (on_side(0), on_side(1)) {
        (first, second) if most(first, second) => UTF_16BE,
        (first, second) if most(second, first) => UTF_16LE,
        _ => return None,
    };
    let whole = &head[..head.len() / 2 * 2];
    let (text, _) = encoding.decode_without_bom_handling(whole);
    let n_wrong = text.matches(char::REPLACEMENT_CHARACTER).count();
    // A character may be cut by the end of the head.
    (n_wrong <= 1).then_some(Charset::Web(encoding))
}

/// Returns whether the file holds UTF-8 and nothing else.
pub(super) fn is_utf_8(path: &Path) -> Result<bool, SourceError> {
    let io = |error| SourceError::io(path, error);
    let mut stream = TextStream::open(path, Charset::UTF_8).map_err(io)?;
    let mut text = Vec::new();
    while stream.fill(&mut text).map_err(io)? {
        let valid = match std::str::from_utf8(&text) {
            Ok(_) => text.len(),
            // A character may be cut by the end of the chunk, but not broken inside it.
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Ok(false),
        };
        text.drain(..valid);
    }
    Ok(text.is_empty())
}

/// Text of a file as UTF-8 bytes, appended chunk by chunk.
///
/// UTF-8 files are passed through unchecked, so that one bad row does not cost the others; the readers check row by row.
pub(super) struct TextStream {
    file: File,
    pieces: Option<Pieces>,
    chunk: Vec<u8>,
    marked: MarkCheck,
    ended: bool,
}

enum MarkCheck {
    Due,
    Done,
}

impl TextStream {
    pub(super) fn open(path: &Path, encoding: Charset) -> io::Result<TextStream> {
        Ok(TextStream {
            file: File::open(path)?,
            pieces: (encoding != Charset::UTF_8).then(|| encoding.pieces()),
            chunk: vec![0; CHUNK],
            marked: MarkCheck::Due,
            ended: false,
        })
    }

    /// Appends the next piece of text and returns whether there was one.
    pub(super) fn fill(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        if self.ended {
            return Ok(false);
        }
        let n = loop {
            match self.file.read(&mut self.chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.ended = n == 0;
        let Some(pieces) = &mut self.pieces else {
            let mut bytes = &self.chunk[..n];
            if let MarkCheck::Due = self.marked {
                bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
                self.marked = MarkCheck::Done;
            }
            text.extend_from_slice(bytes);
            return Ok(n > 0);
        };
        let before = text.len();
        pieces.decode(&self.chunk[..n], self.ended, text);
        Ok(n > 0 || text.len() > before)
    }
}

/// Returns the text if every byte of it is a character.
pub(super) fn checked(bytes: &[u8], encoding: Charset) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    if encoding == Charset::UTF_8 || text.is_ascii() {
        return Some(text);
    }
    (!text.chars().any(is_no_letter)).then_some(text)
}

/// Windows encodings leave a few bytes without a character; decoders map them to C1 controls, which no text has.
fn is_no_letter(letter: char) -> bool {
    letter == char::REPLACEMENT_CHARACTER || ('\u{80}'..='\u{9F}').contains(&letter)
}
