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
