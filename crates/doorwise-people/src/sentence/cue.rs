//! The phrases that open a clause, read from `data/cues.tsv` once.

use std::sync::LazyLock;

/// What a clause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Goal,
    Pain,
    Objection,
    Trigger,
    Company,
    Other,
}

/// How much of the cue belongs to the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    Rest,
    State,
    All,
}

pub(super) struct Cue {
    pub(super) kind: Kind,
    pub(super) keep: Keep,
    /// For each word its alternatives.
    pub(super) words: Vec<Vec<&'static str>>,
}

static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    include_str!("../../data/cues.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut columns = line.split('\t');
            let kind = match columns.next() {
                Some("goal") => Kind::Goal,
                Some("pain") => Kind::Pain,
                Some("objection") => Kind::Objection,
                Some("trigger") => Kind::Trigger,
                Some("company") => Kind::Company,
                _ => Kind::Other,
            };
            let keep = match columns.next() {
                Some("rest") => Keep::Rest,
                Some("state") => Keep::State,
                _ => Keep::All,
            };
            let phrase = columns
                .next()
                .expect("each line of cues.tsv has three columns");
            Cue {
                kind,
                keep,
                words: phrase
                    .split(' ')
                    .map(|word| word.split('/').collect())
                    .collect(),
            }
        })
        .collect()
});

/// Returns the longest cue that `words` start with.
pub(super) fn longest<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Option<&'static Cue> {
    CUES.iter()
        .filter(|cue| {
            let mut words = words.clone();
            cue.words.iter().all(|alternatives| {
                words
                    .next()
                    .is_some_and(|word| alternatives.contains(&word))
            })
        })
        .max_by_key(|cue| cue.words.len())
}

/// Returns the longest state that `words` start with where its "is" is left out, and how many
/// words of it stand there: "tired of" in "Operations lead, tired of rota gaps".
pub(super) fn bare_state<'a>(
    words: impl Iterator<Item = &'a str> + Clone,
) -> Option<(&'static Cue, usize)> {
    longest(std::iter::once("is").chain(words))
        .filter(|cue| cue.keep == Keep::State)
        .map(|cue| (cue, cue.words.len() - 1))
}

/// Returns the verb a cue starts with in the third person: "worries" for "worry".
pub(super) fn third_person<'a>(
    words: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'static str> {
    let written = words.clone().next()?;
    let first = longest(words)?.words.first()?;
    let third = *first.first()?;
    let agrees = third.ends_with('s') || matches!(third, "doesn't" | "isn't");
    (agrees && first.get(1) == Some(&written)).then_some(third)
}
