//! One spelling for one company's name.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::text;

const FORMS: &str = include_str!("../data/legal/forms.txt");
const ATTACHED_FORMS: &str = include_str!("../data/legal/attached.txt");

static FORM_LINES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    FORMS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

/// A legal form of more words than this is none.
const LONGEST_FORM: usize = 5;

/// Words that people use for a company in a sentence, folded.
pub const COMPANY_NOUNS: [&str; 19] = [
    "company",
    "companies",
    "startup",
    "startups",
    "firm",
    "firms",
    "business",
    "businesses",
    "agency",
    "agencies",
    "manufacturer",
    "manufacturers",
    "vendor",
    "vendors",
    "organisation",
    "organization",
    "scaleup",
    "enterprise",
    "scale-up",
];

/// Returns the name as a key for exact matching.
///
/// Folded, without accents, punctuation, a leading "the" and the legal form at the
/// end; `&` is "and". What stands in front or in the middle stays, so "SA Power" and
/// "Bank of the West" keep every word, and a name never shrinks to nothing.
pub fn key(name: &str) -> String {
    let name: String = name
        .chars()
        .filter(|ch| !matches!(ch, '™' | '®' | '©' | '℠'))
        .collect();
    let folded = text::fold(&name);
    let words = words(&without_accents(&without_attached_forms(&folded)));
    let kept = without_forms(&words);
    let kept = match kept {
        [first, rest @ ..] if first.letters == "the" && !rest.is_empty() => rest,
        all => all,
    };
    if kept.is_empty() {
        // A name of signs alone, such as "+++", is still a name.
        return folded;
    }
    kept.iter()
        .map(|word| word.letters.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

#[derive(Debug, PartialEq)]
struct Word {
    letters: String,
    /// Whether dots or strokes stood between the letters: `S.p.A.`, `A/S`.
    is_dotted: bool,
}

fn words(plain: &str) -> Vec<Word> {
    let spaced = plain
        .replace('&', " and ")
        .replace(" + ", " and ")
        .replace('\'', "");
    spaced
        .split(' ')
        .flat_map(|chunk| {
            if let Some(word) = dotted(chunk) {
                vec![word]
            } else {
                plain_words(chunk)
            }
        })
        .collect()
}

/// Closes up single letters between dots or strokes: `s.a.r.l.` is `sarl`.
fn dotted(chunk: &str) -> Option<Word> {
    let chunk = chunk.trim_matches(|ch: char| matches!(ch, ',' | '(' | ')' | ';'));
    let letters: Vec<&str> = chunk
        .split(['.', '/'])
        .filter(|part| !part.is_empty())
        .collect();
    let is_closed_up = letters.len() >= 2 && letters.iter().all(|part| part.chars().count() == 1);
    is_closed_up
        .then(|| Word {
            letters: letters.concat(),
            is_dotted: true,
        })
        .filter(|word| word.letters.chars().all(char::is_alphanumeric))
}

fn plain_words(chunk: &str) -> Vec<Word> {
    chunk
        .split(|ch: char| {
            !(ch.is_alphanumeric() || unicode_normalization::char::is_combining_mark(ch))
        })
        .filter(|part| !part.is_empty())
        .map(|part| Word {
            letters: part.to_owned(),
            is_dotted: false,
        })
        .collect()
}

/// Takes legal forms off the end, one after another: "Co., Ltd.".
fn without_forms(words: &[Word]) -> &[Word] {
    let mut kept = words;
    while let Some(width) = (1..=LONGEST_FORM.min(kept.len()))
        .rev()
        .find(|width| is_form(&kept[kept.len() - width..]))
    {
        let mut shorter = &kept[..kept.len() - width];
        // "Chase & Co" leaves its "and" behind.
        while let [rest @ .., last] = shorter
            && last.letters == "and"
        {
            shorter = rest;
        }
        if shorter.iter().all(|word| word.letters == "the") {
            break;
        }
        kept = shorter;
    }
    kept
}

fn is_form(words: &[Word]) -> bool {
    let spelled = words
        .iter()
        .map(|word| word.letters.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let is_dotted = words.iter().any(|word| word.is_dotted);
    FORM_LINES.contains(spelled.as_str())
        || (is_dotted && FORM_LINES.contains(format!("dotted:{spelled}").as_str()))
}

fn without_attached_forms(folded: &str) -> String {
    let forms = || ATTACHED_FORMS.lines().filter(|line| !line.starts_with('#'));
    let mut name = folded;
    while let Some(shorter) =
        forms().find_map(|form| name.strip_suffix(form).or_else(|| name.strip_prefix(form)))
    {
        if shorter.trim().is_empty() {
            break;
        }
        name = shorter.trim();
    }
    name.to_owned()
}

/// Drops the accents of Latin, Greek and Cyrillic; marks of other scripts are letters there.
pub fn without_accents(folded: &str) -> String {
    if folded.is_ascii() {
        return folded.to_owned();
    }
    folded
        .nfd()
        .filter(|ch| !('\u{300}'..='\u{36F}').contains(ch))
        .nfc()
        .collect::<String>()
        .replace('ß', "ss")
}
