//! Rules of the user's own over copy, from `rules/*.yaml`.

use std::path::PathBuf;

use crate::diagnostic::{Level, Place};

/// One rule of the user's own.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRule {
    /// `own/` and the file's name without its ending.
    pub name: &'static str,
    /// The message of a finding; each `%s` stands for a word of it.
    pub message: String,
    /// How much a finding matters.
    pub level: Level,
    /// Which part of a piece is looked at.
    pub scope: Scope,
    /// What it looks for.
    pub looks_for: LooksFor,
    /// Whether case counts.
    pub case_counts: bool,
    /// Whether an entry meets inside longer words too.
    pub inside_words: bool,
    /// Words that are no finding.
    pub exceptions: Vec<String>,
    /// Channels it holds for; none means all.
    pub channels: Vec<String>,
    /// Languages it holds for; none means all.
    pub languages: Vec<String>,
    /// Where to read on.
    pub link: Option<String>,
    /// The file.
    pub file: PathBuf,
    /// Where the file names its kind.
    pub place: Place,
}

/// Part of a piece of copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Subject and body.
    Text,
    /// The body.
    Body,
    /// The subject.
    Subject,
    /// Each sentence of the body by itself.
    Sentence,
    /// Each paragraph of the body by itself.
    Paragraph,
    /// Each headline of the body by itself.
    Heading,
}

/// What a rule of the user's own looks for.
#[derive(Clone, Debug, PartialEq)]
pub enum LooksFor {
    /// Words that must not stand there.
    Existence {
        /// Regular expressions.
        tokens: Vec<Pattern>,
        /// One that may begin and end inside a word.
        raw: Option<Pattern>,
    },
    /// Words for which another stands; the only kind that mends.
    Substitution {
        /// What to look for, and what to write.
        swap: Vec<(Pattern, String)>,
    },
    /// How often something stands in the scope.
    Occurrence {
        /// A regular expression.
        token: Pattern,
        /// Most times, where there is a most.
        max: Option<usize>,
        /// Least times, where there is a least.
        min: Option<usize>,
    },
    /// How hard the scope reads.
    Readability {
        /// By which measures; their mean counts.
        metrics: Vec<Metric>,
        /// Hardest grade, in years of school.
        grade: f64,
    },
    /// The same words twice in a row.
    Repetition {
        /// What may not stand twice, regular expressions.
        tokens: Vec<Pattern>,
        /// Whether words alone count.
        alpha: bool,
    },
    /// Two ways to write one thing in one piece.
    Consistency {
        /// One way and the other, regular expressions.
        either: Vec<(Pattern, Pattern)>,
    },
    /// What stands without its explanation.
    Conditional {
        /// What needs one; its first group counts.
        first: Pattern,
        /// What explains it; its first group counts.
        second: Pattern,
    },
    /// Capital and small letters.
    Capitalization {
        /// How the scope is written.
        written: Written,
        /// Share of the words that are written so, from 0 to 1.
        threshold: f64,
    },
}

/// How letters are written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// Capital letters but for small words inside.
    Title,
    /// A capital letter at the beginning alone, short forms apart.
    Sentence,
    /// All small.
    Lower,
    /// All capital.
    Upper,
    /// As a regular expression says.
    Like(Pattern),
}

/// A regular expression with its place in the rule's file.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// As written.
    pub written: String,
    /// Where.
    pub place: Place,
}

/// Measure of how hard a text reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Flesch-Kincaid grade level.
    FleschKincaid,
    /// Automated readability index.
    AutomatedReadability,
    /// Coleman-Liau index.
    ColemanLiau,
    /// Gunning fog index.
    GunningFog,
    /// SMOG grade.
    Smog,
}
