//! The tables of `data/listen/`, read once.

use std::sync::LazyLock;

use super::Kind;
use super::pattern::{Classes, Table, atoms};

/// A cue of a statement: it speaks for a kind with a weight; a family counts once.
pub(super) struct Cue {
    pub kind: Kind,
    pub weight: i32,
    pub family: &'static str,
}

/// A cue of a question: the kind of the answer, and how much it says.
pub(super) struct Asks {
    pub kind: Kind,
    pub weight: i32,
}

/// A context that takes a kind away from a sentence.
pub(super) struct Context {
    pub reason: &'static str,
    /// Kinds it concerns; all where empty.
    pub kinds: Vec<Kind>,
}

/// Everything the tables say.
#[derive(Default)]
pub(super) struct Tables {
    pub cues: Table<Cue>,
    pub questions: Table<Asks>,
    pub leading: Table<()>,
    /// Questions that go on with the one before: "anything else?".
    pub further: Table<()>,
    /// Questions about how others fare.
    pub about_others: Table<()>,
    /// Words with which the asker shows something of his own.
    pub pitches: Table<()>,
    /// Questions about who somebody is.
    pub about_role: Table<()>,
    pub filters: Table<Context>,
    /// Answers in a form that name trouble.
    pub complaints: Table<()>,
    /// Answers in a form that name what is got out of it.
    pub gains: Table<()>,
    /// Answers in a form that ask for something.
    pub asked: Table<()>,
    /// Answers in a form that praise who serves them.
    pub nice: Table<()>,
    /// Answers in a form that praise or hope.
    pub praise: Table<()>,
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
const FORM: &str = include_str!("../../data/listen/form.tsv");

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
    let mut tables = Tables::default();
    for (kind, table) in CUES {
        for row in rows(table) {
            let [weight, family, pattern] = row[..] else {
                unreachable!("three columns: {row:?}")
            };
            let cue = Cue {
                // The table of who decides holds two kinds; the family tells them apart.
                kind: Kind::parse(family).unwrap_or(kind),
                weight: weight
                    .parse()
                    .unwrap_or_else(|_| unreachable!("a weight: {row:?}")),
                family,
            };
            tables.cues.push(pattern, &classes, cue);
        }
    }
    for row in rows(QUESTIONS) {
        let [kind, weight, pattern] = row[..] else {
            unreachable!("three columns: {row:?}")
        };
        match kind {
            "leading" => tables.leading.push(pattern, &classes, ()),
            "further" => tables.further.push(pattern, &classes, ()),
            "others" => tables.about_others.push(pattern, &classes, ()),
            "pitch" => tables.pitches.push(pattern, &classes, ()),
            "role" => tables.about_role.push(pattern, &classes, ()),
            _ => {
                let asks = Asks {
                    kind: Kind::parse(kind).unwrap_or_else(|| unreachable!("a kind: {row:?}")),
                    weight: weight
                        .parse()
                        .unwrap_or_else(|_| unreachable!("a weight: {row:?}")),
                };
                tables.questions.push(pattern, &classes, asks);
            }
        }
    }
    for row in rows(FILTERS) {
        let [reason, kinds, pattern] = row[..] else {
            unreachable!("three columns: {row:?}")
        };
        let context = Context {
            reason,
            kinds: kinds.split(',').filter_map(Kind::parse).collect(),
        };
        tables.filters.push(pattern, &classes, context);
    }
    for row in rows(FORM) {
        let [sense, pattern] = row[..] else {
            unreachable!("two columns: {row:?}")
        };
        let table = match sense {
            "complaint" => &mut tables.complaints,
            "gain" => &mut tables.gains,
            "praise" => &mut tables.praise,
            "asked" => &mut tables.asked,
            "nice" => &mut tables.nice,
            _ => unreachable!("a sense: {row:?}"),
        };
        table.push(pattern, &classes, ());
    }
    tables
}
