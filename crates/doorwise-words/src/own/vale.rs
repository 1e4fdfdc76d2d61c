//! Kinds of rules that a folder of Vale styles holds beside the first four.

use std::ops::Range;

use doorwise_model::copy::Copy;
use doorwise_model::diagnostic::Diagnostic;
use doorwise_model::workspace::Workspace;
use regex::Regex;

use super::Ready;
use super::scope::Piece;

/// How letters are to be written.
pub(super) enum Letters {
    Title,
    Sentence,
    Lower,
    Upper,
    Like(Regex),
}

/// Words that a title writes small inside, by the Chicago and the AP manuals taken together.
const SMALL: [&str; 22] = [
    "a", "an", "and", "as", "at", "but", "by", "for", "if", "in", "nor", "of", "off", "on", "or",
    "per", "so", "the", "to", "up", "via", "yet",
];

impl Ready<'_> {
    /// Finds what stands twice in a row with nothing but blanks between: "the the".
    pub(super) fn repeated(
        &self,
        workspace: &Workspace,
        copy: &Copy,
        piece: &Piece<'_>,
        token: &Regex,
        alpha: bool,
    ) -> Vec<Diagnostic> {
        let same = |a: &str, b: &str| match self.rule.case_counts {
            true => a == b,
            false => a.to_lowercase() == b.to_lowercase(),
        };
        let hits: Vec<_> = token
            .find_iter(piece.text)
            .filter(|hit| !hit.is_empty() && piece.is_read(&hit.range()))
            .collect();
        hits.windows(2)
            .filter(|pair| {
                let between = &piece.text[pair[0].end()..pair[1].start()];
                let counts = !alpha || pair[1].as_str().chars().all(char::is_alphabetic);
                // An empty line parts two thoughts.
                let is_near = between.chars().all(char::is_whitespace)
                    && !between.is_empty()
                    && !between.contains("\n\n");
                counts && is_near && same(pair[0].as_str(), pair[1].as_str())
            })
            .filter(|pair| !self.is_excepted(pair[1].as_str()))
            .map(|pair| {
                let place = piece.place(workspace, copy, pair[1].range());
                self.finding(place, &[pair[1].as_str()])
                    .help("leave one of the two out")
            })
            .collect()
    }

    /// Finds a thing that one piece writes in two ways, at the second way.
    pub(super) fn inconsistent(
        &self,
        workspace: &Workspace,
        copy: &Copy,
        pieces: &[Piece<'_>],
        either: &[(Regex, Regex)],
    ) -> Vec<Diagnostic> {
        let first = |regex: &Regex| {
            pieces.iter().enumerate().find_map(|(at, piece)| {
                let hit = regex
                    .find_iter(piece.text)
                    .find(|hit| !hit.is_empty() && piece.is_read(&hit.range()))?;
                Some((at, hit.range()))
            })
        };
        either
            .iter()
            .filter_map(|(one, other)| {
                let (one, other) = (first(one)?, first(other)?);
                let is_later = |a: &(usize, Range<usize>), b: &(usize, Range<usize>)| {
                    (a.0, a.1.start) > (b.0, b.1.start)
                };
                let (earlier, later) = match is_later(&one, &other) {
                    true => (other, one),
                    false => (one, other),
                };
                let words = |at: &(usize, Range<usize>)| &pieces[at.0].text[at.1.clone()];
                let place = pieces[later.0].place(workspace, copy, later.1.clone());
                Some(
                    self.finding(place, &[words(&later), words(&earlier)])
                        .help(format!("write `{}` here too", words(&earlier))),
                )
            })
            .collect()
    }

    /// Finds what stands without its explanation, each once: "OEE" without "(OEE)".
    pub(super) fn unexplained(
        &self,
        workspace: &Workspace,
        copy: &Copy,
        pieces: &[Piece<'_>],
        first: &Regex,
        second: &Regex,
    ) -> Vec<Diagnostic> {
        let group = |regex: &Regex, text: &str| -> Vec<Range<usize>> {
            regex
                .captures_iter(text)
                .filter_map(|found| found.get(1).or_else(|| found.get(0)))
                .map(|found| found.range())
                .collect()
        };
        let mut known: Vec<&str> = Vec::new();
        for piece in pieces {
            let ranges = group(second, piece.text).into_iter();
            known.extend(ranges.map(|range| &piece.text[range]));
        }
        let mut found = Vec::new();
        for piece in pieces {
            for range in group(first, piece.text) {
                let words = &piece.text[range.clone()];
                if words.is_empty() || known.contains(&words) || self.is_excepted(words) {
                    continue;
                }
                known.push(words);
                let place = piece.place(workspace, copy, range);
                found.push(
                    self.finding(place, &[words])
                        .help("say it in full the first time, or name it under `exceptions`"),
                );
            }
        }
        found
    }

    /// Finds a scope that is not written as it should be.
    pub(super) fn miswritten(
        &self,
        workspace: &Workspace,
        copy: &Copy,
        piece: &Piece<'_>,
        letters: &Letters,
        threshold: f64,
    ) -> Option<Diagnostic> {
        let says = piece.text.trim();
        if !says.contains(char::is_alphabetic) {
            return None;
        }
        let is_so = match letters {
            Letters::Lower => says == says.to_lowercase(),
            Letters::Upper => says == says.to_uppercase(),
            Letters::Like(regex) => regex.is_match(says),
            Letters::Title | Letters::Sentence => {
                self.share(says, matches!(letters, Letters::Title)) >= threshold
            }
        };
        if is_so || self.is_excepted(says) {
            return None;
        }
        let place = piece.place(workspace, copy, piece.first_line());
        let line: String = says
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(80)
            .collect();
        Some(self.finding(place, &[line.as_str()]))
    }

    /// Returns the share of the words that a title or a sentence would write so.
    fn share(&self, says: &str, is_title: bool) -> f64 {
        let words: Vec<&str> = says
            .split_whitespace()
            .map(|word| word.trim_matches(|ch: char| !ch.is_alphanumeric()))
            .filter(|word| word.contains(char::is_alphabetic))
            .collect();
        let last = words.len().saturating_sub(1);
        let good = words
            .iter()
            .enumerate()
            .filter(|(at, word)| {
                let is_capital = word.starts_with(|ch: char| ch.is_uppercase() || ch.is_numeric());
                // "SaaS", "GST": short forms and names with a capital inside are as they are.
                let has_inner = word.chars().skip(1).any(char::is_uppercase);
                let is_small = SMALL.contains(&word.to_lowercase().as_str());
                let is_edge = *at == 0 || (is_title && *at == last);
                self.is_excepted(word)
                    || match (is_title, is_edge) {
                        (_, true) => is_capital || has_inner,
                        (true, false) => is_capital || has_inner || is_small,
                        (false, false) => !is_capital || has_inner || **word == "I",
                    }
            })
            .count();
        good as f64 / words.len().max(1) as f64
    }
}
