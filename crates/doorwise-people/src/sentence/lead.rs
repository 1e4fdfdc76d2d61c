//! A piece that is a title as a whole, in any case, with a name at its end.
//!
//! `title::find_in` wants sure titles in running text. Where a sentence opens there is no doubt
//! that a title stands, so "HR head", "dispatcher Joe" and "Head of Nursing" are read whole.

use doorwise_vocab::title::{self, Seniority, Title};
use doorwise_vocab::{place, text};

/// A title with the name behind it.
pub(super) struct Lead<'a> {
    pub(super) title: String,
    pub(super) read: Title,
    pub(super) name: Option<&'a str>,
}

/// Words after which a title goes on.
const JOINS: [&str; 7] = ["of", "and", "&", "for", "the", "our", "-"];

/// Words that belong to a sentence and to no title.
const PROSE: [&str; 14] = [
    "with", "who", "that", "at", "in", "from", "by", "is", "has", "needs", "wants", "to", "on",
    "her",
];

/// Ends of words that name a field of work and no person: "Planning", "Experience".
const FIELD_ENDINGS: [&str; 11] = [
    "ing", "ment", "tion", "sion", "ity", "ness", "ence", "ance", "ics", "ship", "care",
];

/// Longest title in words.
const MOST_WORDS: usize = 9;

/// Reads the whole piece as a title and, at its end, a name of at most two words.
pub(super) fn whole(piece: &str) -> Option<Lead<'_>> {
    let piece = piece.trim();
    let words: Vec<&str> = piece.split_whitespace().collect();
    let lower = |word: &str| word.to_lowercase();
    let is_prose = words
        .iter()
        .any(|word| PROSE.contains(&lower(word).as_str()));
    if words.is_empty() || words.len() > MOST_WORDS || is_prose || !words.iter().all(is_word) {
        return None;
    }
    let read = |n: usize| {
        let written = words[..n].join(" ");
        let found = title::title(&written);
        if is_job(&found) {
            return Some((written, found));
        }
        // A persona is one person: "practice managers" are kept as one.
        let singular = one_person(&written);
        let found = title::title(&singular);
        (singular != written && is_job(&found)).then_some((singular, found))
    };
    let (mut written, mut found) = read(words.len())?;
    let mut n = words.len();
    while n > 1 && words.len() - n < 2 {
        let (last, before) = (words[n - 1], words[n - 2]);
        let goes_on = JOINS.contains(&lower(before).as_str())
            || FIELD_ENDINGS
                .iter()
                .any(|ending| lower(last).ends_with(ending))
            || (!is_name_word(last) && (n < words.len() || words.contains(&"of")));
        if goes_on || !is_alphabetic(last) || title::title(last).confidence > 0.0 {
            break;
        }
        match read(n - 1) {
            Some((shorter, same))
                if (same.function, same.seniority) == (found.function, found.seniority)
                    && same.confidence >= found.confidence =>
            {
                (written, found) = (shorter, same);
                n -= 1;
            }
            _ => break,
        }
    }
    let name = (n < words.len()).then(|| {
        let at = words[n].as_ptr() as usize - piece.as_ptr() as usize;
        &piece[at..]
    });
    Some(Lead {
        title: written,
        read: found,
        name,
    })
}

/// Returns whether `text` is nothing but a title, a title with a name, or a name.
pub(super) fn is_whole(text: &str) -> bool {
    let text = without_articles(text.trim());
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = (1..=3).contains(&words.len()) && words.iter().all(|word| is_name_word(word));
    if is_name || whole(text).is_some() {
        return true;
    }
    // "Head of Marketing Meera": a sure title, then a name.
    title::find_in(text).is_some_and(|(range, _)| {
        let after: Vec<&str> = text[range.end..].split_whitespace().collect();
        range.start == 0 && after.len() <= 2 && after.iter().all(|word| is_alphabetic(word))
    })
}

/// Returns whether a single capitalised word means nothing here and is too long for a first name.
pub(super) fn is_unknown_noun(text: &str) -> bool {
    const LONGEST_FIRST_NAME: usize = 6;
    !text.contains([' ', '-'])
        && text.starts_with(char::is_uppercase)
        && is_name_word(text)
        && text.chars().count() > LONGEST_FIRST_NAME
        && place::find(text).is_none()
        && title::title(text).confidence == 0.0
}

/// Returns whether the word is written as a name: "Meera", "O'Neill", "Jean-Luc"; not "DACH".
pub(super) fn is_name_word(word: &str) -> bool {
    let mut letters = word.chars().filter(|ch| ch.is_alphabetic());
    let capital = letters.next().is_some_and(char::is_uppercase);
    let small = letters.clone().any(char::is_lowercase) || letters.next().is_none();
    capital
        && small
        && is_alphabetic(word)
        && word
            .split('-')
            .all(|part| part.starts_with(char::is_uppercase))
}

/// Returns whether the word has letters only, with the signs that names have.
pub(super) fn is_alphabetic(word: &str) -> bool {
    word.chars().any(char::is_alphabetic)
        && word
            .chars()
            .all(|ch| ch.is_alphabetic() || matches!(ch, '-' | '\'' | '\u{2019}' | '.'))
}

/// Returns a title of several people as that of one: "Store owners", "Heads of Claims".
pub(super) fn one_person(written: &str) -> String {
    let (head, scope) = match written.find(" of ") {
        Some(at) => written.split_at(at),
        None => (written, ""),
    };
    let last = head.rsplit(' ').next().unwrap_or_default();
    match last.strip_suffix('s') {
        // "leads" are contacts, not people who lead.
        Some(single) if !single.eq_ignore_ascii_case("lead") && is_job(&title::title(single)) => {
            format!("{}{scope}", &head[..head.len() - 1])
        }
        _ => written.to_owned(),
    }
}

/// Returns the text without "a", "the", "our" before it.
pub(super) fn without_articles(text: &str) -> &str {
    let mut rest = text;
    while let Some((first, after)) = rest.split_once(' ')
        && matches!(
            text::fold(first).as_str(),
            "a" | "an" | "the" | "our" | "my" | "typical"
        )
    {
        rest = after.trim_start();
    }
    rest
}

fn is_word(word: &&str) -> bool {
    matches!(*word, "&" | "-")
        || word
            .chars()
            .all(|ch| ch.is_alphanumeric() || "-'\u{2019}./&".contains(ch))
}

fn is_job(found: &Title) -> bool {
    found.seniority != Seniority::Unknown && found.confidence >= 0.6
}
