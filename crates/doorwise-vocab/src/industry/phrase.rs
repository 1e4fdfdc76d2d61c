//! Spelling-blind keys for phrases, shared by industries, places, stages and models.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text;

/// Returns the phrase in lower case without accents and punctuation, words one blank apart.
///
/// `&` reads as "and" and `+` as "plus"; dots and apostrophes join ("U.S." is `us`);
/// escapes that a bad export left as text (`\xa0`, `\n`) read as what they stand for.
pub(crate) fn key(text: &str) -> String {
    let text = text::unescaped(text);
    if text.is_ascii() {
        // Decomposition leaves ASCII as it is, and the lists and most cells are nothing else.
        spelt(text.len(), text.chars())
    } else {
        spelt(text.len(), text.nfkd())
    }
}

fn spelt(length: usize, letters: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(length);
    let mut is_apart = false;
    for letter in letters {
        let (more, is_word) = match letter {
            '.' | '\'' | '’' | '‘' | '`' => continue,
            '&' => ("and", true),
            '+' => ("plus", true),
            'ß' => ("ss", false),
            'Æ' | 'æ' => ("ae", false),
            'Œ' | 'œ' => ("oe", false),
            'Ø' | 'ø' => ("o", false),
            'Ł' | 'ł' => ("l", false),
            'Đ' | 'đ' => ("d", false),
            'ı' => ("i", false),
            _ if !letter.is_ascii() && is_combining_mark(letter) => continue,
            _ if letter.is_alphanumeric() => ("", false),
            _ => {
                is_apart = true;
                continue;
            }
        };
        if (is_apart || is_word) && !out.is_empty() {
            out.push(' ');
        }
        is_apart = is_word;
        match more {
            "" => out.extend(letter.to_lowercase()),
            more => out.push_str(more),
        }
    }
    out
}

/// Returns whether the cell says nothing at all ("", "-", "n/a", "unknown").
pub(crate) fn says_nothing(text: &str) -> bool {
    text::is_blank(text) || key(text).is_empty()
}

/// Returns the rows of a tab-separated list, without blank lines and `#` comments.
pub(crate) fn rows(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// Returns the names of a `|` list.
pub(crate) fn names(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// Returns a short quotable form of a cell for an error line.
pub(crate) fn quoted(text: &str) -> String {
    let flat = text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('`', "'");
    let mut short: String = flat.chars().take(60).collect();
    if short.len() < flat.len() {
        short.push('…');
    }
    format!("`{short}`")
}
