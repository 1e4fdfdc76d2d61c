use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};
use std::ops::Range;

use crate::limits::Limit;
use crate::text::{Kind, Sentence, Word};

declare_rule! {
    /// ## What it does
    /// Finds five or more short things in a row in one sentence, joined by commas and "and", and five or
    /// more bullets. Three inputs or two tools are no list of features.
    ///
    /// ## Why is this bad?
    /// Who offers everything leaves the choice to the reader, and the reader chooses to close the mail.
    ///
    /// ## Example
    /// ```copy
    /// It has attribution, scoring, tagging, landing pages, chatbots and dashboards. Want a look?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// It fills the missing source from calls, forms and calendar. Want a look?
    /// ```
    pub(super) static FEATURE_DUMP = {
        name: "copy/feature-dump",
        summary: "a list of features",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
        languages: English,
    }
}

/// So many things in a row are a list.
pub(super) static THINGS: Limit = Limit {
    rule: "copy/feature-dump",
    name: "things",
    says: "short things in a row that are too many",
    otherwise: 5.0,
    range: (3.0, 50.0),
};

fn check(cx: &CopyContext<'_>) -> Outcome {
    let long = cx.limit(&THINGS) as usize;
    for sentence in cx
        .text
        .body()
        .filter(|sentence| sentence.kind == Kind::Prose)
    {
        if let Some((range, n)) = longest_row(cx, sentence, long) {
            return Ok(vec![finding(cx, &range, n)]);
        }
    }
    let bullets: Vec<usize> = cx
        .text
        .raw
        .lines()
        .scan(0, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some((start, line))
        })
        .filter(|(_, line)| {
            let line = line.trim_start();
            ["- ", "* ", "\u{2022}", "\u{2713}", "\u{2705}"]
                .iter()
                .any(|mark| line.starts_with(mark))
        })
        .map(|(start, _)| start)
        .collect();
    Ok(match bullets.len() {
        n if n >= long => {
            let end = cx.text.raw[bullets[0]..]
                .find('\n')
                .map_or(cx.text.raw.len(), |at| bullets[0] + at);
            vec![finding(cx, &(bullets[0]..end), n)]
        }
        _ => Vec::new(),
    })
}

fn finding(
    cx: &CopyContext<'_>,
    range: &Range<usize>,
    n: usize,
) -> doorwise_model::diagnostic::Diagnostic {
    FEATURE_DUMP
        .at(cx.at(range), format!("{n} things in a row"))
        .label("a list of features")
        .help("keep the one that ends the reader's pain, and say what it ends")
}

/// Returns the longest row of short parts between commas.
fn longest_row(
    cx: &CopyContext<'_>,
    sentence: &Sentence,
    long: usize,
) -> Option<(Range<usize>, usize)> {
    let words = cx.text.words_of(sentence);
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for at in 1..words.len() {
        let gap = &cx.text.raw[words[at - 1].range.end..words[at].range.start];
        let is_and = matches!(words[at].folded.as_str(), "and" | "&" | "plus");
        if gap.contains([',', ';', '&', '|']) || (is_and && !parts.is_empty()) {
            parts.push(from..at);
            from = at + usize::from(is_and);
        }
    }
    parts.push(from.min(words.len())..words.len());
    parts.retain(|part| !part.is_empty());
    let mut best: Option<(Range<usize>, usize)> = None;
    let mut start = 0;
    while start < parts.len() {
        let mut end = start;
        while end < parts.len() && is_thing(&words[parts[end].clone()], end == start) {
            end += 1;
        }
        let n = end - start;
        if n >= long && best.as_ref().is_none_or(|(_, known)| n > *known) {
            let range =
                words[parts[start].start].range.start..words[parts[end - 1].end - 1].range.end;
            best = Some((range, n));
        }
        start = end.max(start + 1);
    }
    best
}

/// A short part without a clause of its own; the first may carry the sentence before it.
fn is_thing(words: &[Word<'_>], is_first: bool) -> bool {
    let is_clause = words.iter().any(|word| {
        matches!(
            word.folded.as_str(),
            "you"
                | "we"
                | "i"
                | "they"
                | "it"
                | "he"
                | "she"
                | "that"
                | "which"
                | "who"
                | "when"
                | "so"
                | "but"
                | "because"
                | "if"
        )
    });
    match is_first {
        true => words.len() <= 12,
        false => words.len() <= 4 && !is_clause,
    }
}
