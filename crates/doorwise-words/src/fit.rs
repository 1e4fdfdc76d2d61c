//! How well a piece of copy fits a persona: what it meets, what it leaves out, whose words it uses.

use std::ops::Range;

use doorwise_model::copy::Copy;
use doorwise_model::persona::Persona;
use doorwise_model::statement::Statement;

use crate::text::{Stems, Text, place, stem};

mod said;
#[cfg(test)]
mod tests;

use said::NONE;
pub(crate) use said::{Own, Said, content, is_stop, words_of};

/// Words of a statement count together where they stand within so many words of the copy.
const WINDOW: usize = 30;

/// What a piece of copy meets of a persona and what it leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonaFit {
    /// The pains, in the persona's order.
    pub pains: Vec<Met>,
    /// The goals.
    pub goals: Vec<Met>,
    /// The objections; met where the copy takes one up.
    pub objections: Vec<Met>,
    /// The persona's own words that the copy uses.
    pub words_used: Vec<String>,
    /// The persona's own words that it does not.
    pub words_missed: Vec<String>,
    /// Words that the persona never uses and the copy does.
    pub never_said: Vec<String>,
}

/// One statement of a persona and the words of the copy that meet it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The statement.
    pub says: String,
    /// The words of the copy, in bytes of its body, in order; none where it is left out.
    pub by: Vec<Range<usize>>,
}

impl Met {
    /// Returns whether the copy meets the statement.
    pub fn is_met(&self) -> bool {
        !self.by.is_empty()
    }
}

/// Returns what a piece of copy meets of a persona; the subject is not read.
pub fn persona_fit(copy: &Copy, persona: &Persona) -> PersonaFit {
    Words::new(&Text::of(copy)).fit(persona)
}

/// A word of a text and where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed<'s> {
    pub(crate) stem: &'s str,
    /// Number of the sentence.
    pub(crate) sentence: usize,
    /// What the place weighs.
    pub(crate) weight: f64,
}

/// The words of a text by stem, and those of personas.
pub(crate) struct Words<'t, 'a> {
    text: &'t Text<'a>,
    stems: &'t Stems<'a>,
    said: &'t Said<'t>,
}

impl<'t, 'a> Words<'t, 'a> {
    pub(crate) fn new(text: &'t Text<'a>) -> Self {
        Self::beside(text, &NONE)
    }

    /// Returns the words of a text that is held against personas whose stems are known.
    pub(crate) fn beside(text: &'t Text<'a>, said: &'t Said<'t>) -> Self {
        Self {
            text,
            stems: text.stems(),
            said,
        }
    }

    pub(crate) fn fit(&self, persona: &Persona) -> PersonaFit {
        let met = |statement: &Statement| Met {
            says: statement.says.clone(),
            by: self.meets(statement, self.stems.read.len()),
        };
        let (words_used, words_missed) = persona
            .uses
            .iter()
            .cloned()
            .partition(|uses| self.uses(uses).is_some());
        PersonaFit {
            pains: persona.pains.iter().map(met).collect(),
            goals: persona.goals.iter().map(met).collect(),
            objections: persona
                .objections
                .iter()
                .map(|objection| Met {
                    says: objection.statement.says.clone(),
                    by: self.answers(&objection.statement, objection.answer.as_deref()),
                })
                .collect(),
            words_used,
            words_missed,
            never_said: persona
                .never
                .iter()
                .filter(|never| self.uses(never).is_some())
                .cloned()
                .collect(),
        }
    }

    /// Returns the stems of a persona's pains, goals and words.
    pub(crate) fn said_by(&self, persona: &Persona) -> Own<'_> {
        let statements = persona.goals.iter().chain(&persona.pains);
        Own(statements
            .map(|statement| statement.says.as_str())
            .chain(persona.uses.iter().map(String::as_str))
            .map(|says| self.said.stems(says))
            .collect())
    }

    /// Returns the words that are read and mean something, in their order, with the weight of their place.
    pub(crate) fn placed(&self, leave_out: &[Range<usize>]) -> Vec<Placed<'_>> {
        let n_sentences = self.text.body().count();
        let mut sentences = self.text.body().enumerate().peekable();
        let mut placed = Vec::with_capacity(self.stems.read.len());
        for at in &self.stems.read {
            while sentences
                .next_if(|(_, sentence)| sentence.words.end <= *at)
                .is_some()
            {}
            let sentence = sentences.peek().map_or(0, |(idx, _)| *idx);
            let stem = &*self.stems.all[*at];
            let is_left_out = leave_out.iter().any(|words| words.contains(at));
            if !is_left_out && !is_stop(&self.text.words[*at].folded) && !is_stop(stem) {
                placed.push(Placed {
                    stem,
                    sentence,
                    weight: place(sentence, n_sentences),
                });
            }
        }
        placed
    }

    /// Returns the number of words that are read.
    pub(crate) fn len(&self) -> usize {
        self.stems.read.len()
    }

    /// Returns the words among the first `upto` that meet a statement: two of its own, or three of a quote behind it.
    pub(crate) fn meets(&self, statement: &Statement, upto: usize) -> Vec<Range<usize>> {
        let own = self.said.stems(&statement.says);
        let mut found = self.together(&own, own.len().min(2), upto);
        if found.is_empty()
            && let Some(metric) = statement
                .metric
                .as_deref()
                .map(|says| self.said.stems(says))
            && metric.len() > 1
        {
            found = self.together(&metric, metric.len().min(3), upto);
        }
        if found.is_empty() {
            found = statement
                .evidence
                .iter()
                .map(|quote| self.together(&self.said.stems(&quote.quote), 3, upto))
                .find(|found| !found.is_empty())
                .unwrap_or_default();
        }
        found
    }

    /// Returns the words that take a doubt up: two of it or its answer, or one beside a "no" or "as it is".
    pub(crate) fn answers(&self, doubt: &Statement, answer: Option<&str>) -> Vec<Range<usize>> {
        let own = self.said.stems(&doubt.says);
        let found = self.together(&own, own.len().min(2), self.stems.read.len());
        if !found.is_empty() {
            return found;
        }
        let mut more = answer
            .map(|answer| self.said.stems(answer).into_owned())
            .unwrap_or_default();
        more.retain(|stem| !own.contains(stem));
        let found = self.together(&more, 2.max(more.len() / 4), self.stems.read.len());
        if !found.is_empty() {
            return found;
        }
        for sentence in self.text.body() {
            let hit = sentence
                .words
                .clone()
                .find(|at| own.iter().any(|stem| *stem == self.stems.all[*at]));
            if let Some(at) = hit
                && reassures(self.text, sentence).is_some()
            {
                return vec![self.text.words[at].range.clone()];
            }
        }
        Vec::new()
    }

    /// Returns where the persona's words stand: all of them, in one run of a few more.
    pub(crate) fn uses(&self, uses: &str) -> Option<Range<usize>> {
        let wanted: Vec<String> = words_of(uses)
            .map(|word| stem(&word).into_owned())
            .collect();
        let content: Vec<&String> = wanted.iter().filter(|stem| !is_stop(stem)).collect();
        if content.is_empty() {
            return (!wanted.is_empty()).then(|| self.run(&wanted)).flatten();
        }
        if !content.iter().all(|stem| self.may_hold(stem)) {
            return None;
        }
        self.stems.read.iter().enumerate().find_map(|(idx, at)| {
            if self.stems.all[*at] != **content[0] {
                return None;
            }
            let window = &self.stems.read[idx..(idx + wanted.len() + 2).min(self.stems.read.len())];
            content
                .iter()
                .all(|stem| window.iter().any(|at| self.stems.all[*at] == ***stem))
                .then(|| self.text.words[*at].range.clone())
        })
    }

    /// Returns whether a word of a pain stands among the first `upto`, outside the range.
    pub(crate) fn touches(&self, pain: &str, beside: &Range<usize>, upto: usize) -> bool {
        let pain = self.said.stems(pain);
        let beside = content(&self.text.raw[beside.clone()]);
        self.stems
            .read
            .iter()
            .take(upto)
            .map(|at| &self.stems.all[*at])
            .any(|word| {
                pain.iter().any(|stem| stem == word) && !beside.iter().any(|stem| stem == word)
            })
    }

    /// Returns how often the persona's words stand in the text, at any of their content words.
    pub(crate) fn count(&self, uses: &str) -> usize {
        let content = self.said.stems(uses);
        match &*content {
            [] => usize::from(self.uses(uses).is_some()),
            [one] => self
                .stems
                .read
                .iter()
                .filter(|at| self.stems.all[**at] == *one)
                .count(),
            _ => {
                let n = self
                    .stems
                    .read
                    .iter()
                    .filter(|at| content.iter().any(|stem| *stem == self.stems.all[**at]))
                    .count();
                n.div_ceil(2)
            }
        }
    }

    /// Returns whether the words stand among the first `upto` that are read.
    pub(crate) fn is_among(&self, range: &Range<usize>, upto: usize) -> bool {
        self.stems
            .read
            .iter()
            .take(upto)
            .any(|at| self.text.words[*at].range.start == range.start)
    }

    fn may_hold(&self, stem: &str) -> bool {
        self.stems.presence.key_of(stem).is_some()
    }

    fn run(&self, wanted: &[String]) -> Option<Range<usize>> {
        self.stems.read.windows(wanted.len()).find_map(|run| {
            run.iter()
                .zip(wanted)
                .all(|(at, stem)| self.stems.all[*at] == *stem)
                .then(|| {
                    self.text.words[run[0]].range.start
                        ..self.text.words[run[run.len() - 1]].range.end
                })
        })
    }

    /// Returns the first words that hold `least` of the stems close together.
    fn together(&self, stems: &[String], least: usize, upto: usize) -> Vec<Range<usize>> {
        if least == 0 || stems.len() < least {
            return Vec::new();
        }
        // Few statements have that many of their words anywhere in a text.
        let stems: Vec<&String> = stems.iter().filter(|stem| self.may_hold(stem)).collect();
        if stems.len() < least {
            return Vec::new();
        }
        let hits: Vec<(usize, &String)> = self
            .stems
            .read
            .iter()
            .take(upto)
            .enumerate()
            .filter_map(|(idx, at)| {
                let known = stems.iter().find(|stem| ***stem == self.stems.all[*at])?;
                Some((idx, *known))
            })
            .collect();
        for (from, (start, _)) in hits.iter().enumerate() {
            let mut seen: Vec<&String> = Vec::new();
            let mut ranges = Vec::new();
            for (idx, stem) in hits[from..]
                .iter()
                .take_while(|(idx, _)| idx - start < WINDOW)
            {
                if !seen.contains(stem) {
                    seen.push(stem);
                    ranges.push(self.text.words[self.stems.read[*idx]].range.clone());
                }
            }
            if seen.len() >= least {
                return ranges;
            }
        }
        Vec::new()
    }
}

/// Words that take a fear away: nothing to install, the tool they have, days instead of months.
const REASSURES: [&str; 49] = [
    "no",
    "not",
    "nothing",
    "without",
    "never",
    "none",
    "nowhere",
    "stay",
    "stays",
    "keep",
    "keeps",
    "read-only",
    "as it is",
    "as they are",
    "on top of",
    "you have",
    "you already",
    "already have",
    "already use",
    "needs no",
    "no need",
    "instead of",
    "replaces",
    "replaced",
    "inside",
    "works with",
    "sits on",
    "sits in",
    "days",
    "cancel",
    "pilot",
    "free",
    "tested it first",
    "file export",
    "export",
    "works in",
    "works inside",
    "only",
    "don't",
    "doesn't",
    "own server",
    "in germany",
    "in india",
    "runs outside",
    "under",
    "same fields",
    "by sms",
    "one file",
    "is one",
];

/// Returns the words of a sentence that take a fear away.
pub(crate) fn reassures(text: &Text<'_>, sentence: &crate::text::Sentence) -> Option<Range<usize>> {
    REASSURES
        .iter()
        .find_map(|phrase| text.find(sentence.words.clone(), phrase))
}
