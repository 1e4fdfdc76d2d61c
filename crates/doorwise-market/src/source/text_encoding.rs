//! Finds the encoding of a text file and decodes it in chunks, never replacing a byte silently.
//!
//! A byte sequence without a character becomes U+FFFD in the decoded text; the readers skip such rows and say so.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    CoderResult, Decoder, Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

use super::SourceError;

const CHUNK: usize = 256 << 10;
/// The detector sees at most this many bytes of chunks that are not ASCII; more does not change its mind.
const DETECT_BYTES: usize = 8 << 20;

/// An encoding and how it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) encoding: &'static Encoding,
    pub(super) how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Named by the caller or by a byte order mark.
    Told,
    /// UTF-8 until a byte says otherwise.
    Assumed,
    /// The whole file was looked at, and most of it is UTF-8.
    Mostly,
    /// Guessed from the bytes.
    Guessed,
}

/// Returns the encoding that is told by the caller or the first bytes, or UTF-8 for the time being.
pub(super) fn first_look(path: &Path, label: Option<&str>) -> Result<Found, SourceError> {
    if let Some(label) = label {
        let encoding = Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| {
            SourceError::UnknownEncoding {
                label: label.to_owned(),
            }
        })?;
        return Ok(Found {
            encoding,
            how: How::Told,
        });
    }
    let mut head = Vec::with_capacity(1024);
    let file = File::open(path).map_err(|error| SourceError::io(path, error))?;
    file.take(1024)
        .read_to_end(&mut head)
        .map_err(|error| SourceError::io(path, error))?;
    if head.starts_with(&[0xFF, 0xFE, 0, 0]) || head.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(SourceError::damaged(
            path,
            "text in a known encoding",
            "it is UTF-32, save it as UTF-8",
        ));
    }
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok(Found {
            encoding,
            how: How::Told,
        });
    }
    if let Some(encoding) = utf_16_without_mark(&head) {
        return Ok(Found {
            encoding,
            how: How::Guessed,
        });
    }
    Ok(Found {
        encoding: UTF_8,
        how: How::Assumed,
    })
}

/// Tells UTF-16 without a mark by its zero bytes: Latin text has one in nearly every pair, always on the same side.
fn utf_16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |side: usize| {
        head.iter()
            .skip(side)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    match (zeros(0), zeros(1)) {
        (high, 0) if high * 10 >= pairs * 7 => Some(UTF_16BE),
        (0, low) if low * 10 >= pairs * 7 => Some(UTF_16LE),
        _ => None,
    }
}

/// Returns whether the file holds UTF-8 and nothing else.
pub(super) fn is_utf_8(path: &Path) -> Result<bool, SourceError> {
    let io = |error| SourceError::io(path, error);
    let mut stream = TextStream::open(path, UTF_8).map_err(io)?;
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

/// Looks at the whole file after a byte turned out not to be UTF-8.
pub(super) fn second_look(path: &Path) -> Result<Found, SourceError> {
    let io = |error| SourceError::io(path, error);
    let mut file = File::open(path).map_err(io)?;
    let mut chunk = vec![0; CHUNK];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut fed = 0;
    let mut counts = ByteCounts::default();
    let mut utf_8 = UTF_8.new_decoder_without_bom_handling();
    let mut decoded = vec![0; CHUNK * 3 + 16];
    loop {
        let n = file.read(&mut chunk).map_err(io)?;
        let bytes = &chunk[..n];
        counts.add(bytes, &mut utf_8, &mut decoded, n == 0);
        if fed < DETECT_BYTES && !bytes.is_ascii() {
            detector.feed(bytes, false);
            fed += n;
        }
        if n == 0 {
            break;
        }
    }
    detector.feed(&[], true);
    // A few broken bytes in a file that is otherwise proven UTF-8 are damage, not another encoding.
    // Other encodings spell a UTF-8 character by chance only, far less often than their own.
    if counts.utf_8_characters >= counts.not_utf_8 {
        return Ok(Found {
            encoding: UTF_8,
            how: How::Mostly,
        });
    }
    let guess = detector.guess(None, Utf8Detection::Deny);
    // The detector knows no Mac encodings. Lines that end in a lone CR come from there.
    let from_old_mac = counts.carriage_returns > 0 && counts.line_feeds == 0;
    let encoding = if guess == WINDOWS_1252 && from_old_mac {
        MACINTOSH
    } else {
        guess
    };
    Ok(Found {
        encoding,
        how: How::Guessed,
    })
}

#[derive(Default)]
struct ByteCounts {
    utf_8_characters: u64,
    not_utf_8: u64,
    carriage_returns: u64,
    line_feeds: u64,
}

impl ByteCounts {
    fn add(&mut self, bytes: &[u8], utf_8: &mut Decoder, decoded: &mut [u8], last: bool) {
        self.carriage_returns += memchr::memchr_iter(b'\r', bytes).count() as u64;
        self.line_feeds += memchr::memchr_iter(b'\n', bytes).count() as u64;
        let (_, _, n, _) = utf_8.decode_to_utf8(bytes, decoded, last);
        let mut rest = &decoded[..n];
        while let Some(at) = rest.iter().position(|byte| !byte.is_ascii()) {
            rest = &rest[at..];
            let width = match rest[0] {
                0xF0.. => 4,
                0xE0.. => 3,
                _ => 2,
            };
            match rest {
                [0xEF, 0xBF, 0xBD, ..] => self.not_utf_8 += 1,
                _ => self.utf_8_characters += 1,
            }
            rest = &rest[width.min(rest.len())..];
        }
    }
}

/// Text of a file as UTF-8 bytes, appended chunk by chunk.
///
/// UTF-8 files are passed through unchecked, so that one bad row does not cost the others; the readers check row by row.
pub(super) struct TextStream {
    file: File,
    decoder: Option<Decoder>,
    chunk: Vec<u8>,
    marked: MarkCheck,
    ended: bool,
}

enum MarkCheck {
    Due,
    Done,
}

impl TextStream {
    pub(super) fn open(path: &Path, encoding: &'static Encoding) -> io::Result<TextStream> {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        Ok(TextStream {
            file: File::open(path)?,
            decoder,
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
        let Some(decoder) = &mut self.decoder else {
            let mut bytes = &self.chunk[..n];
            if let MarkCheck::Due = self.marked {
                bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
                self.marked = MarkCheck::Done;
            }
            text.extend_from_slice(bytes);
            return Ok(n > 0);
        };
        let mut bytes = &self.chunk[..n];
        let before = text.len();
        loop {
            let start = text.len();
            let room = decoder
                .max_utf8_buffer_length(bytes.len())
                .unwrap_or(bytes.len() * 3 + 16);
            text.resize(start + room, 0);
            let (result, read, written, _) =
                decoder.decode_to_utf8(bytes, &mut text[start..], n == 0);
            text.truncate(start + written);
            bytes = &bytes[read..];
            if let CoderResult::InputEmpty = result {
                break;
            }
        }
        Ok(n > 0 || text.len() > before)
    }
}

/// Returns the text if every byte of it is a character.
///
/// Windows encodings leave a few bytes without a character; decoders map them to C1 controls, which no text has.
pub(super) fn checked<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Option<&'a str> {
    let text = std::str::from_utf8(bytes).ok()?;
    if encoding == UTF_8 || text.is_ascii() {
        return Some(text);
    }
    let wrong = |letter: char| {
        letter == char::REPLACEMENT_CHARACTER || ('\u{80}'..='\u{9F}').contains(&letter)
    };
    (!text.chars().any(wrong)).then_some(text)
}
