//! Cuts a title into folded words and the separators between them.

mod plain;

use plain::Kinds;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Says what stands before a word; a later variant cuts deeper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sep {
    Space,
    Hyphen,
    And,
    Slash,
    Comma,
    Dash,
    Paren,
    Cut,
    At,
}

/// Holds one word: its folded letters in the buffer and its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawWord {
    pub(super) letters: (usize, usize),
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sep: Sep,
    /// "CEO's", "founders'".
    pub(super) possessive: bool,
    /// The first letter is a capital.
    pub(super) capital: bool,
    /// At least two capitals, and small letters only as a plural `s`.
    pub(super) capitals: bool,
    /// The last letter is a capital: the `S` of "FCS" is no plural.
    pub(super) capital_end: bool,
    /// Letters before the last capital inside a word ("TeamLead"); 0 where there is none.
    pub(super) hump: u8,
}

/// Says whether full stops end something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// One cell: "Sr. Mgr." has no sentences.
    Cell,
    /// Running text: a full stop after a long word ends a sentence.
    Prose,
}

/// Endings that name a second gender after `/`, `:`, `*`, `_`, `·` or `(`.
const GENDER_ENDINGS: [&str; 18] = [
    "in", "innen", "r", "e", "n", "frau", "mann", "rice", "trice", "euse", "ère", "ne", "ière",
    "a", "o", "ora", "-in", "-frau",
];

/// Cuts `text` into words; the letters land in `buffer`.
pub(super) fn scan(text: &str, style: Style, buffer: &mut String) -> Vec<RawWord> {
    let mut words = Vec::with_capacity(8);
    scan_into(text, style, buffer, &mut words);
    words
}

/// Cuts `text` into `words`; the letters land in `buffer`.
pub(super) fn scan_into(text: &str, style: Style, buffer: &mut String, words: &mut Vec<RawWord>) {
    // Most words need nothing but small letters; their places are the same in both texts.
    let from = buffer.len();
    buffer.push_str(text);
    buffer[from..].make_ascii_lowercase();
    let bytes = text.as_bytes();
    let mut kinds = Kinds::new(bytes, 0);
    let mut pending = Sep::Space;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b' ' {
            at += 1;
            continue;
        }
        let c = if byte.is_ascii() {
            char::from(byte)
        } else {
            text[at..].chars().next().unwrap_or(' ')
        };
        let next = at + c.len_utf8();
        if is_word_char(c) {
            let mut word = kinds
                .read(bytes, at, from)
                .unwrap_or_else(|| read_word(text, at, buffer));
            at = word.end;
            if word.possessive {
                at = after_possessive(text, at);
            }
            at = after_gender(text, at);
            let letters = &buffer[word.letters.0..word.letters.1];
            match joining(letters, text, &word) {
                Some(sep) => pending = pending.max(sep),
                None if letters.is_empty() => {}
                None => {
                    word.sep = pending;
                    pending = Sep::Space;
                    words.push(word);
                }
            }
            continue;
        }
        let glued = || text[..at].chars().next_back().is_some_and(is_word_char);
        let before_word = || text[next..].chars().next().is_some_and(is_word_char);
        let sep = match c {
            ',' => Sep::Comma,
            '-' | '‐' | '‑' if glued() && before_word() => Sep::Hyphen,
            '-' | '‐' | '‑' | '–' | '—' | '−' => Sep::Dash,
            '&' | '+' => Sep::And,
            '/' | '\\' => Sep::Slash,
            '(' | '[' | '{' => {
                if let Some(end) = after_gender_note(text, next) {
                    at = end;
                    continue;
                }
                Sep::Paren
            }
            ')' | ']' | '}' => Sep::Paren,
            '@' => Sep::At,
            '.' if style == Style::Prose
                && !before_word()
                && words.last().is_some_and(|word| word.end - word.start > 4) =>
            {
                Sep::Cut
            }
            '|' | ';' | ':' | '\n' | '\t' | '!' | '?' | '<' | '>' | '…' | '•' | '·' => {
                Sep::Cut
            }
            '®' | '™' | '\u{200d}' | '\u{fe0f}' | '“' | '”' | '„' | '’' | '‘' | '«' | '»'
            | '\u{a0}' => Sep::Space,
            other if other.is_ascii() || other.is_whitespace() => Sep::Space,
            _ => Sep::Cut,
        };
        pending = pending.max(sep);
        at = next;
    }
}

fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Reads one word from `start`; joins "V.P." and "R&D".
fn read_word(text: &str, start: usize, buffer: &mut String) -> RawWord {
    let from = buffer.len();
    let mut at = start;
    let mut part = 0;
    let mut capitals = 0;
    let mut small = 0;
    let mut possessive = false;
    for (offset, c) in text[start..].char_indices() {
        if is_word_char(c) {
            fold_into(c, buffer);
            part += 1;
            if c.is_uppercase() {
                capitals += 1;
            } else if c.is_lowercase() && c != 's' {
                small += 1;
            }
            at = start + offset + c.len_utf8();
            continue;
        }
        let rest = &text[start + offset + c.len_utf8()..];
        let mut ahead = rest.chars();
        let (first, second) = (ahead.next(), ahead.next());
        match c {
            '.' if part == 1
                && first.is_some_and(char::is_alphabetic)
                && !second.is_some_and(char::is_alphanumeric) =>
            {
                part = 0;
            }
            '&' if part <= 2 && short_tail(rest) => {
                buffer.push('&');
                part = 0;
            }
            '\'' | '’' => {
                let ends = !second.is_some_and(is_word_char);
                if matches!(first, Some('s' | 'S')) && ends
                    || !first.is_some_and(is_word_char) && buffer.ends_with('s')
                {
                    possessive = true;
                    break;
                }
                // "d'affaires", "l'informatique": the short word before the mark stands alone.
                if part > 2 && first.is_some_and(is_word_char) {
                    part = 0;
                    continue;
                }
                break;
            }
            _ => break,
        }
    }
    let first = text[start..].chars().next();
    let last = text[start..at].chars().next_back();
    RawWord {
        letters: (from, buffer.len()),
        start,
        end: at,
        sep: Sep::Space,
        possessive,
        capital: first.is_some_and(char::is_uppercase),
        capitals: capitals >= 2 && small == 0,
        capital_end: last.is_some_and(char::is_uppercase),
        hump: 0,
    }
}

/// Tells whether at most two letters follow: the "D" of "R&D".
fn short_tail(rest: &str) -> bool {
    let letters = rest.chars().take_while(|&c| is_word_char(c)).count();
    (1..=2).contains(&letters)
}

fn fold_into(c: char, buffer: &mut String) {
    if c.is_ascii() {
        buffer.push(c.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase() {
        match lower {
            'ß' => buffer.push_str("ss"),
            'æ' => buffer.push_str("ae"),
            'œ' => buffer.push_str("oe"),
            'ø' => buffer.push('o'),
            'ł' => buffer.push('l'),
            'ı' => buffer.push('i'),
            other => decompose_compatible(other, |part| {
                // Latin accents are dropped; the vowel signs of other scripts are letters.
                if !('\u{300}'..='\u{36f}').contains(&part) {
                    buffer.push(part);
                }
            }),
        }
    }
}

fn after_possessive(text: &str, at: usize) -> usize {
    let mut chars = text[at..].chars();
    let mark = chars.next().map_or(0, char::len_utf8);
    match chars.next() {
        Some('s' | 'S') => at + mark + 1,
        _ => at + mark,
    }
}

/// Returns the place after a second-gender ending ("Leiter:in", "Director/a"), or `at`.
fn after_gender(text: &str, at: usize) -> usize {
    if matches!(
        text.as_bytes().get(at),
        None | Some(b' ' | b'-' | b',' | b'.')
    ) {
        return at;
    }
    let mut chars = text[at..].chars();
    let Some(mark @ ('/' | ':' | '*' | '_' | '·' | '(' | '•')) = chars.next() else {
        return at;
    };
    let rest = chars.as_str();
    let mut found = None;
    for ending in GENDER_ENDINGS {
        let Some(head) = rest
            .get(..ending.len())
            .filter(|head| head.eq_ignore_ascii_case(ending))
        else {
            continue;
        };
        let after = &rest[head.len()..];
        let after = if mark == '(' {
            let Some(closed) = after.strip_prefix(')') else {
                continue;
            };
            closed
        } else {
            after
        };
        if !after.chars().next().is_some_and(is_word_char) {
            found = found.max(Some(text.len() - after.len()));
        }
    }
    found.unwrap_or(at)
}

/// Returns the place after a gender note such as "m/w/d)" that starts at `at`.
fn after_gender_note(text: &str, at: usize) -> Option<usize> {
    let close = text[at..].find([')', ']', '}'])?;
    let note = &text[at..at + close];
    let only_letters = note.len() <= 8
        && note.contains(['/', '|', '*', ',', '-'])
        && note.split(['/', '|', '*', ',', '-', ' ']).all(|part| {
            matches!(
                part.to_ascii_lowercase().as_str(),
                "" | "m" | "w" | "d" | "f" | "x" | "h" | "i" | "div" | "gn" | "v"
            )
        });
    (only_letters || note.eq_ignore_ascii_case("all genders")).then_some(at + close + 1)
}

/// Reads a word that joins or places others as a separator.
fn joining(letters: &str, text: &str, word: &RawWord) -> Option<Sep> {
    if letters.len() > 5 {
        return None;
    }
    let sep = match letters.as_bytes() {
        b"and" | b"und" | b"plus" | b"sowie" => return Some(Sep::And),
        b"et" | b"e" | b"y" | b"en" | b"ed" | b"u" | b"oraz" => Sep::And,
        b"at" | b"bei" | b"chez" => Sep::At,
        _ => return None,
    };
    let spaced = text[..word.start].ends_with(char::is_whitespace)
        && text[word.end..].starts_with(char::is_whitespace);
    spaced.then_some(sep)
}
