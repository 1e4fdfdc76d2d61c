//! Which of a buyer's own words a stranger may read.
//!
//! A quote is repeated word for word or not at all, and never with its speaker's name: no
//! person, company or product is named in it, nothing is asked, nothing is crude, and no word
//! stands in it that this persona never uses.

use doorwise_model::persona::Persona;
use doorwise_model::statement::{Quote, Statement};

use crate::fit::content;
use crate::reader;

/// Words that a quote to a stranger has: fewer say nothing, more are not read.
const WORDS: std::ops::RangeInclusive<usize> = 4..=18;

/// Words that nobody wants to be quoted with, or that point to somebody who is not there.
const NOT_SAID: [&str; 22] = [
    "damn", "damned", "shit", "shitty", "fuck", "fucking", "hell", "crap", "bullshit", "idiot",
    "idiots", "stupid", "sucks", "he", "she", "him", "his", "her", "hers", "na", "yaar", "haan",
];

/// Openings that point to a sentence before.
const DANGLING: [&str; 14] = [
    "and ", "but ", "so ", "by then", "then ", "because ", "that's ", "that ", "this ", "they ",
    "or ", "which ", "no,", "yes,",
];

const NUMBERS: [&str; 24] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "hundred", "thousand", "lakh",
    "lakhs", "half", "crore", "percent",
];

/// Returns how many people's words stand behind a statement; who has no name counts once a file.
pub fn n_people(statement: &Statement) -> usize {
    if statement.assumed {
        return 0;
    }
    let mut people: Vec<(Option<&str>, Option<&std::path::Path>)> = statement
        .evidence
        .iter()
        .map(|quote| match quote.speaker.as_deref() {
            Some(speaker) => (Some(speaker), None),
            None => (None, Some(quote.file.as_path())),
        })
        .collect();
    people.sort_unstable();
    people.dedup();
    people.len()
}

/// Returns the quote that says most of a statement: one with a number before one without.
pub(crate) fn best<'a>(persona: &Persona, statement: &'a Statement) -> Option<&'a Quote> {
    let own = content(&statement.says);
    let mut best: Option<(i32, &Quote)> = None;
    for quote in statement.evidence.iter().filter(|_| !statement.assumed) {
        if !may_be_read(persona, &quote.quote) {
            continue;
        }
        let says = quote.quote.to_lowercase();
        let shared = content(&says)
            .iter()
            .filter(|stem| own.contains(stem))
            .count();
        let counts = says.split(|ch: char| !ch.is_alphanumeric()).any(|word| {
            NUMBERS.contains(&word) || word.starts_with(|ch: char| ch.is_ascii_digit())
        });
        let dangles = DANGLING.iter().any(|opens| says.starts_with(opens));
        // The very words of the statement add nothing to it.
        let repeats = shared == own.len() && content(&says).len() <= own.len() + 1;
        let score = i32::from(counts) * 2 + i32::from(shared > 0)
            - i32::from(dangles) * 3
            - i32::from(repeats) * 2;
        if score >= 0 && best.is_none_or(|(known, _)| score > known) {
            best = Some((score, quote));
        }
    }
    best.map(|(_, quote)| quote)
}

/// Returns whether a stranger may read these words.
pub(crate) fn may_be_read(persona: &Persona, quote: &str) -> bool {
    let quote = quote.trim();
    let n_words = quote.split_whitespace().count();
    let has_mark = quote.contains([
        '"', '\u{201c}', '\u{201d}', '?', '!', '[', '{', '<', '%', '@', '/',
    ]);
    if !WORDS.contains(&n_words) || has_mark {
        return false;
    }
    let lower = quote.to_lowercase();
    let is_crude = lower
        .split(|ch: char| !ch.is_alphanumeric() && ch != '\'')
        .any(|word| NOT_SAID.contains(&word));
    let is_never = persona
        .never
        .iter()
        .any(|never| !never.trim().is_empty() && lower.contains(&never.to_lowercase()));
    !is_crude && !is_never && !names_somebody(quote)
}

/// Returns whether a word inside is written like a name: days, months, abbreviations and "I" apart.
fn names_somebody(quote: &str) -> bool {
    let is_end = |word: &str| word.ends_with(['.', ':', ';']);
    let first = quote.split_whitespace().next().unwrap_or_default();
    // A name may open the sentence too: only a word that is known to be none may.
    let mut opens = reader::lower_first(first) != first || content(first).is_empty();
    for written in quote.split_whitespace() {
        let word = written.trim_matches(|ch: char| !ch.is_alphanumeric());
        let letters: Vec<char> = word.chars().filter(|ch| ch.is_alphabetic()).collect();
        let is_short_form = letters.len() > 1 && letters.iter().all(|ch| ch.is_uppercase());
        let is_known = matches!(word.split(['\'', '\u{2019}']).next(), Some("I"))
            || is_calendar(word)
            || is_short_form;
        if word.starts_with(char::is_uppercase) && !is_known && !opens {
            return true;
        }
        // "HubSpot", wherever it stands.
        let has_inner_capital = letters.iter().skip(1).any(|ch| ch.is_uppercase());
        if has_inner_capital && !is_short_form {
            return true;
        }
        opens = is_end(written);
    }
    false
}

fn is_calendar(word: &str) -> bool {
    let word = word.trim_end_matches('s');
    matches!(
        word,
        "Monday"
            | "Tuesday"
            | "Wednesday"
            | "Wednesdays"
            | "Thursday"
            | "Friday"
            | "Saturday"
            | "Sunday"
            | "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Excel"
    )
}

/// Returns the quote with a full stop and between marks.
pub(crate) fn between_marks(quote: &str) -> String {
    let quote = quote.trim().trim_end_matches(['.', ',', ';', ':', ' ']);
    format!("\"{quote}.\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures;

    #[test]
    fn a_stranger_reads_no_name_no_curse_and_no_word_that_is_never_used() {
        let mut persona = fixtures::persona(&[], &[]);
        persona.never = vec!["attribution".into()];
        for quote in [
            "It takes me three hours, sometimes four.",
            "Sunday night I build a deck from three exports.",
            "Half the deals have no source at all.",
            "Our CRM has no field for it.",
        ] {
            assert!(may_be_read(&persona, quote), "{quote}");
        }
        for quote in [
            "I said so to Ravi on Monday.",
            "Ravi builds it on Sunday night.",
            "We pay HubSpot for campaign reports.",
            "At Kettlequill nobody fills the source.",
            "I hate this damn sheet of ours.",
            "The attribution is never right here.",
            "What am I supposed to do with that?",
            "She opens a deal and sees nothing.",
            "Too long",
            "Write to me at a@b.example about this.",
        ] {
            assert!(!may_be_read(&persona, quote), "{quote}");
        }
    }

    #[test]
    fn people_are_counted_once_and_an_assumption_has_none() {
        let mut pain = fixtures::statement("half the deals have no source", 20);
        pain.evidence = [Some("A"), Some("A"), None, None]
            .into_iter()
            .map(|speaker| Quote {
                quote: "Half of them have none.".into(),
                speaker: speaker.map(str::to_owned),
                file: "research/a.txt".into(),
                place: fixtures::place("personas/p.yaml", 21),
            })
            .collect();
        pain.assumed = false;
        assert_eq!(n_people(&pain), 2);
        pain.assumed = true;
        assert_eq!(n_people(&pain), 0);
    }
}
