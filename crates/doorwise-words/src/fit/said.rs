//! What personas say, by stem, and which words mean something.

use std::borrow::Cow;
use std::sync::LazyLock;

use doorwise_model::persona::Persona;

use crate::text::{OfWords, SetOfWords, stem};

/// The stems of what personas say, made once for all pieces of copy that are held against them.
#[derive(Debug, Default)]
pub(crate) struct Said<'p> {
    stems: OfWords<&'p str, Vec<String>>,
}

pub(super) static NONE: LazyLock<Said<'static>> = LazyLock::new(Said::default);

impl<'p> Said<'p> {
    pub(crate) fn of(personas: &'p [Persona]) -> Self {
        let mut stems = OfWords::default();
        let mut add = |says: &'p str| {
            stems.entry(says).or_insert_with(|| content(says));
        };
        for persona in personas {
            let doubts = persona.objections.iter().map(|doubt| &doubt.statement);
            let statements = persona.pains.iter().chain(&persona.goals).chain(doubts);
            for statement in statements {
                add(&statement.says);
                statement.metric.iter().for_each(|metric| add(metric));
                statement
                    .evidence
                    .iter()
                    .for_each(|quote| add(&quote.quote));
            }
            let doubts = persona.objections.iter();
            let answers = doubts.filter_map(|doubt| doubt.answer.as_deref());
            answers.for_each(&mut add);
            let words = persona.uses.iter().chain(&persona.never);
            words.for_each(|word| add(word));
        }
        Self { stems }
    }

    /// Returns the stems of a saying, made anew where it is none of these personas'.
    pub(crate) fn stems(&self, says: &str) -> Cow<'_, [String]> {
        match self.stems.get(says) {
            Some(stems) => stems.into(),
            None => content(says).into(),
        }
    }
}

/// The stems of what a persona says of itself.
pub(crate) struct Own<'s>(pub(super) Vec<Cow<'s, [String]>>);

impl Own<'_> {
    /// Returns whether a stem is among what the persona says.
    pub(crate) fn has(&self, stem: &str) -> bool {
        self.0
            .iter()
            .any(|own| own.iter().any(|known| known == stem))
    }

    /// Returns whether all that words mean is among what the persona says.
    pub(crate) fn holds(&self, words: &str) -> bool {
        content(words)
            .iter()
            .all(|stem| self.0.iter().any(|own| own.contains(stem)))
    }
}

/// Returns the distinct stems of a sentence that mean something by themselves.
pub(crate) fn content(says: &str) -> Vec<String> {
    let mut stems = Vec::new();
    for word in words_of(says) {
        if is_small_german(&word) && is_german(says) {
            continue;
        }
        let stem = stem(&word);
        if !is_stop(&word)
            && !is_stop(&stem)
            && stem.len() > 1
            && !stems.iter().any(|known| *known == *stem)
        {
            stems.push(stem.into_owned());
        }
    }
    stems
}

pub(crate) fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|ch: char| !ch.is_alphanumeric() && !matches!(ch, '\'' | '\u{2019}' | '-' | '&'))
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace('\u{2019}', "'"))
}

/// Returns whether a word says nothing of a pain: small words, counts, and verbs of every sentence.
pub(crate) fn is_stop(word: &str) -> bool {
    STOP.contains(word) || word.chars().all(|ch| ch.is_ascii_digit())
}

/// The words of [`is_stop`]; a set, for every word of every copy is looked up in it.
static STOP: LazyLock<SetOfWords<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/stop.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(' '))
        .collect()
});

/// Small words of German that mean something in English ("leads die"): stopped beside others of German alone.
fn is_small_german(word: &str) -> bool {
    matches!(word, "die" | "war" | "hat" | "man")
}

/// Returns whether words are German by those that English does not have.
fn is_german(says: &str) -> bool {
    words_of(says).any(|word| {
        matches!(
            word.as_str(),
            "und"
                | "der"
                | "das"
                | "nicht"
                | "ist"
                | "mit"
                | "niemand"
                | "ein"
                | "eine"
                | "einen"
                | "wir"
                | "ich"
                | "sie"
                | "dem"
                | "den"
                | "auf"
                | "zu"
                | "von"
                | "wird"
                | "keine"
        ) || word.contains(['ä', 'ö', 'ü', 'ß'])
    })
}
