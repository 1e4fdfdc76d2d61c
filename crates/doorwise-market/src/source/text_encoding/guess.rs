//! Guesses the encoding of a file that is not UTF-8.
//!
//! The detector is made for web pages: it knows neither Mac nor DOS encodings. Its guess is held
//! against those, and the text that makes more sense wins.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, MACINTOSH, UTF_8, WINDOWS_1252, X_MAC_CYRILLIC};

use super::{CHUNK, Charset, Found, How, is_no_letter};
use crate::source::SourceError;

/// The detector sees at most this many bytes of chunks that are not ASCII; more does not change its mind.
const DETECT_BYTES: usize = 8 << 20;
/// Bytes of lines that are not ASCII on which encodings are compared.
const COMPARE_BYTES: usize = 128 << 10;
/// A page may declare its encoding this far down.
const DECLARED_WITHIN: usize = 1024;

/// Looks at the whole file after a byte turned out not to be UTF-8.
///
/// # Errors
/// Returns an error where no encoding makes sense of the text.
pub(in crate::source) fn second_look(path: &Path) -> Result<Found, SourceError> {
    let io = |error| SourceError::io(path, error);
    let mut file = File::open(path).map_err(io)?;
    let mut chunk = vec![0; CHUNK];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut fed = 0;
    let mut counts = ByteCounts::default();
    let mut utf_8 = UTF_8.new_decoder_without_bom_handling();
    let mut decoded = vec![0; CHUNK * 3 + 16];
    let mut telling = Vec::new();
    let mut declared = None;
    let mut is_first = true;
    loop {
        let n = file.read(&mut chunk).map_err(io)?;
        let bytes = &chunk[..n];
        if std::mem::take(&mut is_first) {
            declared = declared_in(&bytes[..n.min(DECLARED_WITHIN)]);
        }
        counts.add(bytes, &mut utf_8, &mut decoded, n == 0);
        if !bytes.is_ascii() {
            if fed < DETECT_BYTES {
                detector.feed(bytes, false);
                fed += n;
            }
            let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
            for line in lines.filter(|line| !line.is_ascii()) {
                if telling.len() < COMPARE_BYTES {
                    telling.extend_from_slice(line);
                    telling.push(b'\n');
                }
            }
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
            encoding: Charset::UTF_8,
            how: How::Mostly,
        });
    }
    let guess = Charset::Web(detector.guess(None, Utf8Detection::Deny));
    let (encoding, oddities) = best(guess, declared, &counts, &telling);
    let text = encoding.decode(&telling);
    let n_special = text.chars().filter(|letter| !letter.is_ascii()).count();
    // A handful of odd characters are damage that the file came with.
    if n_special > 100 && oddities * 6 > n_special {
        return Err(SourceError::NoEncoding {
            path: path.to_owned(),
            nearest: encoding.name(),
            sample: sample(&text),
        });
    }
    Ok(Found {
        encoding,
        how: How::Guessed {
            sample: sample(&text),
        },
    })
}

/// Returns the encoding that makes most sense of the text, and what does not make sense in it.
fn best(
    guess: Charset,
    declared: Option<Charset>,
    counts: &ByteCounts,
    telling: &[u8],
) -> (Charset, usize) {
    let oddities = |encoding: Charset| n_oddities(&encoding.decode(telling));
    let guessed = oddities(guess);
    if let Some(declared) = declared
        && oddities(declared) <= guessed
    {
        return (declared, oddities(declared));
    }
    if !guess.is_single_byte() && guessed * 8 <= telling.len() {
        return (guess, guessed);
    }
    // Lines that end in a lone CR come from an old Mac.
    let from_old_mac = counts.carriage_returns > 0 && counts.line_feeds == 0;
    if guess == Charset::Web(WINDOWS_1252) && from_old_mac {
        let mac = Charset::Web(MACINTOSH);
        return (mac, oddities(mac));
    }
    let others = [
        Some(Charset::Web(MACINTOSH)),
        Some(Charset::Web(X_MAC_CYRILLIC)),
        Charset::page("ibm855"),
        Charset::page("ibm850"),
        Charset::page("ibm852"),
    ];
    let other = others
        .into_iter()
        .flatten()
        .map(|encoding| (encoding, oddities(encoding)))
        .min_by_key(|(_, oddities)| *oddities);
    match other {
        Some((encoding, fewer)) if fewer * 3 < guessed => (encoding, fewer),
        _ => (guess, guessed),
    }
}

/// Returns the encoding that the head of a page or a script declares.
fn declared_in(head: &[u8]) -> Option<Charset> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = ["encoding=", "charset=", "coding:"]
        .into_iter()
        .find_map(|word| Some(&head[head.find(word)? + word.len()..]))?;
    let after = after.trim_start_matches([' ', '"', '\'']);
    let is_label = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let end = after
        .find(|letter| !is_label(letter))
        .unwrap_or(after.len());
    Charset::for_label(&after[..end])
}

/// Counts characters that make no sense where they stand.
fn n_oddities(text: &str) -> usize {
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    let mut n = 0;
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        n += usize::from(!letter.is_ascii() && is_odd(before, letter, after));
        n +=
            usize::from(letter.is_ascii_uppercase() && !before.is_ascii() && before.is_lowercase());
        before = letter;
    }
    n
}

fn is_odd(before: char, letter: char, after: char) -> bool {
    if is_no_letter(letter) || ('\u{2500}'..='\u{259F}').contains(&letter) {
        return true;
    }
    if letter.is_alphabetic() {
        let other_script = |neighbour: char| {
            neighbour.is_alphabetic()
                && is_of_europe(letter)
                && is_of_europe(neighbour)
                && script(letter) != script(neighbour)
        };
        return letter.is_uppercase() && before.is_lowercase()
            || other_script(before)
            || other_script(after);
    }
    let opens = matches!(letter, '‚' | '„');
    let joins = matches!(
        letter,
        '’' | '‘' | '´' | '·' | '\u{AD}' | '\u{A0}' | '–' | '—' | '…' | '®' | '™'
    );
    // Other scripts write their own punctuation between letters.
    is_of_europe(before)
        && before.is_alphabetic()
        && (opens || !joins && !letter.is_whitespace() && after.is_alphabetic())
}

fn is_of_europe(letter: char) -> bool {
    letter < '\u{530}'
}

/// Latin, Greek, Cyrillic.
fn script(letter: char) -> u8 {
    match letter {
        ..'\u{370}' => 0,
        '\u{370}'..'\u{400}' => 1,
        _ => 2,
    }
}

/// Returns a few words around the first character that is not ASCII.
pub(super) fn sample(text: &str) -> String {
    const AROUND: usize = 16;
    let Some(at) = text.find(|letter: char| !letter.is_ascii()) else {
        return String::new();
    };
    let is_end = |letter: char| letter.is_control() || matches!(letter, ',' | ';' | '|' | '"');
    let before = &text[..at];
    let before = &before[before.rfind(is_end).map_or(0, |end| end + 1)..];
    let skip = before.chars().count().saturating_sub(AROUND);
    let after = text[at..].split(is_end).next().unwrap_or_default();
    let shown: String = before
        .chars()
        .skip(skip)
        .chain(after.chars().take(AROUND))
        .collect();
    shown.trim().to_owned()
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
