//! Runs of words that give a person or a company away.

use doorwise_vocab::company_name::COMPANY_NOUNS;
use std::ops::Range;

/// Returns the words of a text, lower-case, with their bytes.
pub(super) fn words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, ch) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = at < text.len()
            && (ch.is_alphanumeric() || matches!(ch, '\'' | '\u{2019}' | '-' | '+'));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((
                    text[from..at].to_lowercase().replace('\u{2019}', "'"),
                    from..at,
                ));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Returns where the first of the phrases stands as whole words.
pub(super) fn first_phrase(text: &str, phrases: &[&str]) -> Option<Range<usize>> {
    let words = words(text);
    (0..words.len()).find_map(|idx| {
        phrases.iter().find_map(|phrase| {
            let wanted: Vec<&str> = phrase.split(' ').collect();
            let run = words.get(idx..idx + wanted.len())?;
            let matches = run
                .iter()
                .zip(&wanted)
                .all(|((word, _), wanted)| word == wanted);
            matches.then(|| run[0].1.start..run[run.len() - 1].1.end)
        })
    })
}

/// Returns whether the text names companies.
pub(super) fn names_company(text: &str) -> bool {
    words(text)
        .iter()
        .any(|(word, _)| COMPANY_NOUNS.contains(&word.as_str()))
}
