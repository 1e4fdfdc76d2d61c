//! Which buyers said something like a statement, in their own words.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rust_stemmers::{Algorithm, Stemmer};

use super::Interview;
use crate::listen::refusal;

/// What interviews say for a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// The quotes, in order of file and line.
    pub quotes: Vec<Said>,
    /// Independent people behind them.
    pub n_people: usize,
    /// Interviews behind them.
    pub n_interviews: usize,
}

/// One buyer's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The sentence, verbatim.
    pub quote: String,
    /// Who said it.
    pub speaker: Option<String>,
    /// File, from the workspace's root.
    pub file: PathBuf,
    /// Line on which the turn starts.
    pub line: usize,
}

/// Words that carry no content of their own.
const STOP: &str = "a about above after again all also always am an and any anything are as at be because been before being between both but by can can't \
cannot could day did do does doesn't doing don't down each even every few for from further get gets getting give gives go goes going got had has have having he her here hers him his \
how i i'm if in into is it it's its itself just keep keeps know knows like lot make makes many me more most much must my need needs never no nobody nor not now of off often on once one only \
or other our ours out over own people really same say says she should show so some something still such take takes than that that's the their them then there these they thing things \
this those through time to too tool tools two under until up us use used uses very want wants was way we week were what when where which while who whom why will with without won't work works \
would year yes you your";

/// Returns the buyers' sentences that share at least two content stems with the statement,
/// and at least half of them; all of them where the statement has fewer than two.
pub fn support(says: &str, interviews: &[Interview]) -> Support {
    let stemmer = Stemmer::create(Algorithm::English);
    let stop: BTreeSet<&str> = STOP.split_whitespace().collect();
    let stems = |text: &str| -> BTreeSet<String> {
        text.to_lowercase()
            .replace('\u{2019}', "'")
            .split(|ch: char| !ch.is_alphanumeric() && ch != '\'')
            .filter(|word| word.chars().count() > 2 && !stop.contains(word))
            .map(|word| stemmer.stem(word).into_owned())
            .collect()
    };
    let wanted = stems(says);
    let mut support = Support::default();
    if wanted.is_empty() {
        return support;
    }
    let mut people = BTreeSet::new();
    let mut files = BTreeSet::new();
    for interview in interviews {
        let mut question: Option<&str> = None;
        for turn in &interview.turns {
            if !turn.is_participant() {
                question = Some(&turn.text);
                continue;
            }
            let sentences = sentences(&turn.text);
            for (idx, sentence) in sentences.iter().enumerate() {
                let n_shared = stems(sentence).intersection(&wanted).count();
                let is_alike = n_shared >= wanted.len().min(2) && 2 * n_shared >= wanted.len();
                if !is_alike || refusal(question, &sentences, idx).is_some() {
                    continue;
                }
                people.insert(person(turn.speaker.as_deref(), &interview.file));
                files.insert(&interview.file);
                support.quotes.push(Said {
                    quote: (*sentence).to_owned(),
                    speaker: turn.speaker.clone(),
                    file: interview.file.clone(),
                    line: turn.line,
                });
            }
        }
    }
    support.n_people = people.len();
    support.n_interviews = files.len();
    support
}

/// The same name in two files is one person; "Speaker 2" is another in each file.
pub(crate) fn person(speaker: Option<&str>, file: &Path) -> String {
    let name = speaker.unwrap_or_default().trim().to_lowercase();
    let is_anonymous = name.is_empty()
        || name.contains("speaker")
        || name.len() == 1
        || matches!(
            name.as_str(),
            "participant" | "customer" | "guest" | "interviewee"
        );
    if is_anonymous {
        format!("{name}\n{}", file.display())
    } else {
        name
    }
}

/// Cuts a turn into its sentences, each a run of the turn's own text.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        let is_end = matches!(ch, '.' | '?' | '!')
            && chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if is_end {
            sentences.push(text[start..at + 1].trim());
            start = at + 1;
        }
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}
