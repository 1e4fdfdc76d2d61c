//! The tables of `data/listen/`, read once.

use std::sync::LazyLock;

use super::Kind;
use super::pattern::{Classes, Pattern, atoms};

/// A cue of a statement: it speaks for a kind with a weight; a family counts once.
pub(super) struct Cue {
    pub kind: Kind,
    pub weight: i32,
    pub family: &'static str,
    pub pattern: Pattern,
}

/// A cue of a question: the kind of the answer, and how much it says.
pub(super) struct Asks {
    pub kind: Kind,
    pub weight: i32,
    pub pattern: Pattern,
}

/// A context that takes a kind away from a sentence.
pub(super) struct Context {
    pub reason: &'static str,
    /// Kinds it concerns; all where empty.
    pub kinds: Vec<Kind>,
    pub pattern: Pattern,
}

/// Everything the tables say.
pub(super) struct Tables {
    pub cues: Vec<Cue>,
    pub questions: Vec<Asks>,
    pub leading: Vec<Pattern>,
    /// Questions that go on with the one before: "anything else?".
    pub further: Vec<Pattern>,
    /// Questions about how others fare.
    pub about_others: Vec<Pattern>,
    /// Words with which the asker shows something of his own.
    pub pitches: Vec<Pattern>,
    /// Questions about who somebody is.
    pub about_role: Vec<Pattern>,
    pub filters: Vec<Context>,
}

const CLASSES: &str = include_str!("../../data/listen/classes.tsv");
const CUES: [(Kind, &str); 9] = [
    (Kind::Goal, include_str!("../../data/listen/goal.tsv")),
    (Kind::Pain, include_str!("../../data/listen/pain.tsv")),
    (
        Kind::Objection,
        include_str!("../../data/listen/objection.tsv"),
    ),
    (Kind::Trigger, include_str!("../../data/listen/trigger.tsv")),
    (Kind::Outcome, include_str!("../../data/listen/outcome.tsv")),
    (Kind::Metric, include_str!("../../data/listen/metric.tsv")),
    (
        Kind::Alternative,
        include_str!("../../data/listen/alternative.tsv"),
    ),
    (
        Kind::WateringHole,
        include_str!("../../data/listen/watering_hole.tsv"),
    ),
    (Kind::Authority, include_str!("../../data/listen/power.tsv")),
];
const QUESTIONS: &str = include_str!("../../data/listen/questions.tsv");
const FILTERS: &str = include_str!("../../data/listen/filters.tsv");

/// The tables; they are compiled in, so reading them cannot fail on a user's machine.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(read);

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

fn read() -> Tables {
    let mut classes = Classes::new();
    for row in rows(CLASSES) {
        let [name, words] = row[..] else {
            unreachable!("two columns: {row:?}")
        };
        let words = words
            .split_whitespace()
            .flat_map(|word| atoms(word, &classes))
            .collect();
        classes.insert(name.to_owned(), words);
    }
    let mut cues = Vec::new();
    for (kind, table) in CUES {
        for row in rows(table) {
            let [weight, family, pattern] = row[..] else {
                unreachable!("three columns: {row:?}")
            };
            // The table of who decides holds two kinds; the family tells them apart.
            let kind = Kind::parse(family).unwrap_or(kind);
            cues.push(Cue {
                kind,
                weight: weight
                    .parse()
                    .unwrap_or_else(|_| unreachable!("a weight: {row:?}")),
                family,
                pattern: Pattern::parse(pattern, &classes),
            });
        }
    }
    let mut tables = Tables {
        cues,
        questions: Vec::new(),
        leading: Vec::new(),
        further: Vec::new(),
        about_others: Vec::new(),
        pitches: Vec::new(),
        about_role: Vec::new(),
        filters: Vec::new(),
    };
    for row in rows(QUESTIONS) {
        let [kind, weight, pattern] = row[..] else {
            unreachable!("three columns: {row:?}")
        };
        let pattern = Pattern::parse(pattern, &classes);
        match kind {
            "leading" => tables.leading.push(pattern),
            "further" => tables.further.push(pattern),
            "others" => tables.about_others.push(pattern),
            "pitch" => tables.pitches.push(pattern),
            "role" => tables.about_role.push(pattern),
            _ => tables.questions.push(Asks {
                kind: Kind::parse(kind).unwrap_or_else(|| unreachable!("a kind: {row:?}")),
                weight: weight
                    .parse()
                    .unwrap_or_else(|_| unreachable!("a weight: {row:?}")),
                pattern,
            }),
        }
    }
    for row in rows(FILTERS) {
        let [reason, kinds, pattern] = row[..] else {
            unreachable!("three columns: {row:?}")
        };
        tables.filters.push(Context {
            reason,
            kinds: kinds.split(',').filter_map(Kind::parse).collect(),
            pattern: Pattern::parse(pattern, &classes),
        });
    }
    tables
}
