//! Folding, blanks and near misses: what every parser does to a cell first.

mod blank;
mod escapes;

use unicode_normalization::UnicodeNormalization;

pub(crate) use blank::filled;
pub use blank::{Blank, blank, is_blank, is_sheet_error};
pub use escapes::unescaped;

/// Puts a blank between the words of `closeDate`.
pub fn without_case(header: &str) -> String {
    let mut spaced = String::with_capacity(header.len() + 4);
    let mut was_small = false;
    for letter in header.chars() {
        if was_small && letter.is_uppercase() {
            spaced.push(' ');
        }
        was_small = letter.is_lowercase();
        spaced.push(letter);
    }
    spaced
}

#[cfg(test)]
mod tests;

/// Returns `text` in one spelling: NFKC, lower-case, single blanks, plain dashes and quotes.
///
/// Invisible characters go; what another program wrote out as an escape (`\n`, `\xc2\xa0`,
/// `\xe2\x80\x99`) is read as what it stands for.
pub fn fold(text: &str) -> String {
    let text = unescaped(text);
    if text.is_ascii() {
        // Composition leaves ASCII as it is, and most cells of most tables are nothing else.
        return spelt(text.len(), text.chars().map(|ch| ch.to_ascii_lowercase()));
    }
    // Lower-casing can denormalise (`İ`), hence the second composition.
    spelt(text.len(), text.nfkc().flat_map(char::to_lowercase).nfkc())
}

/// Returns whether a cell is a code such as `C12`: a capital letter glued to digits. In small letters
/// `c12` is about twelve, as catalogues write it.
pub(crate) fn is_code(cell: &str) -> bool {
    let mut letters = cell.trim().chars();
    letters.next() == Some('C') && letters.next().is_some_and(|next| next.is_ascii_digit())
}

/// Returns composed lower-case letters with plain signs and single blanks.
fn spelt(length: usize, chars: impl Iterator<Item = char>) -> String {
    let mut folded = String::with_capacity(length);
    let mut pending_blank = false;
    for ch in chars {
        let ch = match ch {
            '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => continue,
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
            '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BC}' | '`' | '\u{B4}' => '\'',
            '\u{201C}' | '\u{201D}' | '\u{201E}' => '"',
            other => other,
        };
        if ch.is_whitespace() || ch.is_control() {
            pending_blank = !folded.is_empty();
            continue;
        }
        if pending_blank {
            folded.push(' ');
            pending_blank = false;
        }
        folded.push(ch);
    }
    folded
}

/// Letters of the longest word that is compared with known ones; nobody misspells a page.
const LONGEST_NAME: usize = 64;

/// Returns the known word that `word` most probably means, the first on a tie.
///
/// Words that differ only in case, `_`, `-` or blanks are the same; beyond that one
/// slip is allowed in up to four letters, two in up to eight, three above.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = squeezed(word);
    let n_letters = wanted.chars().count();
    if n_letters > LONGEST_NAME {
        return None;
    }
    let allowed = match n_letters {
        0..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in known {
        let distance = strsim::damerau_levenshtein(&wanted, &squeezed(candidate));
        let is_better = best.is_none_or(|(least, _)| distance < least);
        // A slip in every letter is another word.
        if distance <= allowed && distance < n_letters && is_better {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Returns `text` in backticks for a message, cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let shown: String = text
        .trim()
        .chars()
        .map(|ch| if ch.is_control() { ' ' } else { ch })
        .collect();
    if shown.chars().count() <= LONGEST {
        return format!("`{shown}`");
    }
    let start: String = shown.chars().take(LONGEST - 1).collect();
    format!("`{start}…`")
}

/// Returns a word without what people write differently: case, `_`, `-` and blanks.
pub fn squeezed(word: &str) -> String {
    fold(word)
        .chars()
        .filter(|ch| !matches!(ch, '_' | '-' | ' '))
        .collect()
}
