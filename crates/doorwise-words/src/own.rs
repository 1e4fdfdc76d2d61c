//! Rules of the user's own over copy: existence, substitution, occurrence, readability, and in
//! `vale` repetition, consistency, conditional, capitalization.
//!
//! The kinds and their fields are those a Vale user knows. Expressions are those of the `regex`
//! crate, which needs time in proportion to the text whatever somebody writes.

mod readability;
mod scope;
#[cfg(test)]
mod tests;
mod unread;
mod vale;

use std::ops::Range;

use doorwise_model::copy::Copy;
use doorwise_model::diagnostic::{Diagnostic, Place};
use doorwise_model::own_rule::{LooksFor, OwnRule, Pattern, Scope, Written};
use doorwise_model::workspace::Workspace;
use regex::{Regex, RegexBuilder};

use scope::{Piece, pieces};

/// A rule with its expressions ready.
struct Ready<'a> {
    rule: &'a OwnRule,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Existence(Regex),
    Substitution(Vec<(Regex, &'a str)>),
    Occurrence(Regex, Option<usize>, Option<usize>),
    Readability,
    Repetition(Regex, bool),
    Consistency(Vec<(Regex, Regex)>),
    Conditional(Regex, Regex),
    Capitalization(vale::Letters, f64),
}

/// Runs every rule of the user's own over every piece of copy.
pub fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let ready: Vec<Ready<'_>> = workspace
        .own_rules
        .iter()
        .filter_map(|rule| Ready::new(rule, &mut found))
        .collect();
    for copy in &workspace.copies {
        for ready in &ready {
            if ready.holds_for(copy) {
                ready.look(workspace, copy, &mut found);
            }
        }
    }
    found
}

impl<'a> Ready<'a> {
    fn new(rule: &'a OwnRule, found: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut compiled = |pattern: &Pattern| compile(rule, pattern, rule.inside_words, found);
        let kind = match &rule.looks_for {
            LooksFor::Existence { tokens, raw } => {
                let mut good: Vec<Regex> = tokens.iter().filter_map(&mut compiled).collect();
                good.extend(raw.as_ref().and_then(|raw| compile(rule, raw, true, found)));
                let good: Vec<String> =
                    good.iter().map(|token| token.as_str().to_owned()).collect();
                if good.is_empty() {
                    return None;
                }
                Kind::Existence(build(rule, &good.join("|")).ok()?)
            }
            LooksFor::Substitution { swap } => Kind::Substitution(
                swap.iter()
                    .filter_map(|(from, to)| Some((compiled(from)?, to.as_str())))
                    .collect(),
            ),
            LooksFor::Occurrence { token, max, min } => {
                Kind::Occurrence(compiled(token)?, *max, *min)
            }
            LooksFor::Readability { .. } => Kind::Readability,
            LooksFor::Repetition { tokens, alpha } => {
                let mut good = tokens
                    .iter()
                    .filter_map(|token| compile(rule, token, true, found))
                    .map(|token| token.as_str().to_owned())
                    .peekable();
                good.peek()?;
                let tokens: Vec<String> = good.collect();
                Kind::Repetition(build(rule, &tokens.join("|")).ok()?, *alpha)
            }
            LooksFor::Consistency { either } => Kind::Consistency(
                either
                    .iter()
                    .filter_map(|(one, other)| Some((compiled(one)?, compiled(other)?)))
                    .collect(),
            ),
            LooksFor::Conditional { first, second } => Kind::Conditional(
                compile(rule, first, true, found)?,
                compile(rule, second, true, found)?,
            ),
            LooksFor::Capitalization { written, threshold } => Kind::Capitalization(
                match written {
                    Written::Title => vale::Letters::Title,
                    Written::Sentence => vale::Letters::Sentence,
                    Written::Lower => vale::Letters::Lower,
                    Written::Upper => vale::Letters::Upper,
                    Written::Like(like) => vale::Letters::Like(compile(rule, like, true, found)?),
                },
                *threshold,
            ),
        };
        Some(Self { rule, kind })
    }

    fn holds_for(&self, copy: &Copy) -> bool {
        let is_among = |list: &[String], word: Option<&str>| {
            list.is_empty() || word.is_some_and(|word| list.iter().any(|known| known == word))
        };
        is_among(&self.rule.channels, copy.channel.as_deref())
            && is_among(&self.rule.languages, Some(&copy.language))
    }

    fn look(&self, workspace: &Workspace, copy: &Copy, found: &mut Vec<Diagnostic>) {
        let pieces = pieces(copy, self.rule.scope);
        if let Kind::Occurrence(token, max, min) = &self.kind {
            // Subject and body are counted together where the scope is both.
            let together = match self.rule.scope {
                Scope::Text => vec![pieces.as_slice()],
                _ => pieces.chunks(1).collect(),
            };
            for unit in together {
                found.extend(self.count(workspace, copy, unit, token, (*max, *min)));
            }
            return;
        }
        // What one part says and another does not is asked of all parts together.
        match &self.kind {
            Kind::Consistency(either) => {
                found.extend(self.inconsistent(workspace, copy, &pieces, either));
                return;
            }
            Kind::Conditional(first, second) => {
                found.extend(self.unexplained(workspace, copy, &pieces, first, second));
                return;
            }
            _ => {}
        }
        for piece in pieces {
            match &self.kind {
                Kind::Existence(tokens) => {
                    let hits = tokens.find_iter(piece.text);
                    for hit in hits.filter(|hit| {
                        !hit.is_empty()
                            && !self.is_excepted(hit.as_str())
                            && piece.may_be_met(hit.range())
                    }) {
                        let place = piece.place(workspace, copy, hit.range());
                        found.push(self.finding(place, &[hit.as_str()]));
                    }
                }
                Kind::Substitution(swap) => {
                    for (from, to) in swap {
                        let hits = from.find_iter(piece.text);
                        // An address, a field or code is never written anew.
                        for hit in hits.filter(|hit| {
                            !hit.is_empty()
                                && !self.is_excepted(hit.as_str())
                                && piece.is_read(&hit.range())
                        }) {
                            found.extend(self.swap(workspace, copy, &piece, hit.range(), to));
                        }
                    }
                }
                Kind::Occurrence(..) | Kind::Consistency(_) | Kind::Conditional(..) => {}
                Kind::Repetition(token, alpha) => {
                    found.extend(self.repeated(workspace, copy, &piece, token, *alpha));
                }
                Kind::Capitalization(letters, threshold) => {
                    found.extend(self.miswritten(workspace, copy, &piece, letters, *threshold));
                }
                // A subject is too short to be graded.
                Kind::Readability if piece.is_subject() && self.rule.scope == Scope::Text => {}
                Kind::Readability => found.extend(self.grade(workspace, copy, &piece)),
            }
        }
    }

    /// Returns whether the words that were met are named as no finding.
    fn is_excepted(&self, words: &str) -> bool {
        self.rule
            .exceptions
            .iter()
            .any(|known| match self.rule.case_counts {
                true => known == words,
                false => known.to_lowercase() == words.to_lowercase(),
            })
    }

    fn swap(
        &self,
        workspace: &Workspace,
        copy: &Copy,
        piece: &Piece<'_>,
        range: Range<usize>,
        to: &str,
    ) -> Option<Diagnostic> {
        let words = &piece.text[range.clone()];
        let choices: Vec<String> = to.split('|').map(|to| like(words, to.trim())).collect();
        if choices.iter().any(|choice| choice == words) {
            return None;
        }
        let place = piece.place(workspace, copy, range);
        // As in Vale: what to write first, then what stands there.
        let found = self.finding(place, &[&choices.join("' or '"), words]);
        Some(match choices.as_slice() {
            // Only where there is one answer is the answer certain.
            [only] => found.help(format!("write `{only}`")).fix(only.clone()),
            several => found.help(format!("write one of `{}`", several.join("`, `"))),
        })
    }

    fn count(
        &self,
        workspace: &Workspace,
        copy: &Copy,
        unit: &[Piece<'_>],
        token: &Regex,
        (max, min): (Option<usize>, Option<usize>),
    ) -> Option<Diagnostic> {
        let hits: Vec<(&Piece<'_>, Range<usize>)> = unit
            .iter()
            .flat_map(|piece| {
                let hits = token
                    .find_iter(piece.text)
                    .filter(|hit| !hit.is_empty() && piece.may_be_met(hit.range()));
                hits.map(move |hit| (piece, hit.range()))
            })
            .collect();
        let n = hits.len();
        let times = |n: usize| match n {
            1 => "once".to_owned(),
            n => format!("{n} times"),
        };
        if let Some(max) = max
            && let Some((piece, first_too_many)) = hits.get(max)
        {
            let place = piece.place(workspace, copy, first_too_many.clone());
            let help = format!(
                "it stands {} here; at most {} is wanted",
                times(n),
                times(max)
            );
            return Some(self.finding(place, &[&n.to_string()]).help(help));
        }
        let min = min.filter(|min| n < *min)?;
        let piece = unit.last()?;
        let place = piece.place(workspace, copy, piece.first_line());
        let help = format!(
            "it stands {} here; at least {} is wanted",
            times(n),
            times(min)
        );
        Some(self.finding(place, &[&n.to_string()]).help(help))
    }

    fn grade(&self, workspace: &Workspace, copy: &Copy, piece: &Piece<'_>) -> Option<Diagnostic> {
        let LooksFor::Readability { metrics, grade } = &self.rule.looks_for else {
            return None;
        };
        let read: f64 = metrics
            .iter()
            .map(|metric| readability::grade(*metric, piece.text))
            .sum::<Option<f64>>()?
            / metrics.len() as f64;
        if read <= *grade {
            return None;
        }
        let place = piece.place(workspace, copy, piece.first_line());
        let said = format!("{read:.1}");
        Some(self.finding(place, &[&said]).help(format!(
            "it reads at grade {said}; at most {grade} is wanted: shorter sentences, shorter words"
        )))
    }

    fn finding(&self, place: Place, words: &[&str]) -> Diagnostic {
        let mut message = String::new();
        let mut rest = self.rule.message.as_str();
        let mut words = words.iter();
        while let Some((before, after)) = rest.split_once("%s") {
            message.push_str(before);
            message.push_str(words.next().unwrap_or(&"%s"));
            rest = after;
        }
        message.push_str(rest);
        let message = message.trim_end_matches('.').to_owned();
        let found = Diagnostic::new(self.rule.name, self.rule.level, place, message);
        match &self.rule.link {
            Some(link) => found.note(format!("see {link}")),
            None => found,
        }
    }
}

/// Returns `to` in the case of what it stands for, unless the two differ in case alone.
fn like(words: &str, to: &str) -> String {
    if words.to_lowercase() == to.to_lowercase() {
        return to.to_owned();
    }
    let is_upper = |c: char| c.is_uppercase();
    let letters: Vec<char> = words.chars().filter(|c| c.is_alphabetic()).collect();
    let mut chars = to.chars();
    if letters.len() > 1 && letters.iter().all(|c| is_upper(*c)) {
        to.to_uppercase()
    } else if letters.first().is_some_and(|c| is_upper(*c)) {
        chars
            .next()
            .map(|first| first.to_uppercase().chain(chars).collect())
            .unwrap_or_default()
    } else {
        to.to_owned()
    }
}

/// Compiles one expression; one that is none is told with its line.
fn compile(
    rule: &OwnRule,
    pattern: &Pattern,
    inside_words: bool,
    found: &mut Vec<Diagnostic>,
) -> Option<Regex> {
    let written = &pattern.written;
    // A word is found as a word: not inside others.
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let (before, after) = match inside_words {
        true => ("", ""),
        false => (
            if edge(written.chars().next()) {
                r"\b"
            } else {
                ""
            },
            if edge(written.chars().next_back()) && !ends_with_class(written) {
                r"\b"
            } else {
                ""
            },
        ),
    };
    let whole = format!("{before}(?:{written})(?:{after})");
    // By itself first, so that a bracket of one entry never closes one of ours.
    match Regex::new(written).and_then(|_| build(rule, &whole)) {
        Ok(regex) => Some(regex),
        Err(fault) => {
            let says = fault.to_string();
            let last = says.lines().last().unwrap_or_default();
            let says = last.trim().trim_start_matches("error: ");
            found.push(
                Diagnostic::error(
                    "own-rule/bad-pattern",
                    pattern.place.clone(),
                    format!("`{written}` is no regular expression: {says}"),
                )
                .label("not understood")
                .note("look-around and back-references are not read")
                .help(
                    "put a backslash before a sign that stands for itself, such as `\\?` or `\\(`",
                ),
            );
            None
        }
    }
}

/// Returns whether the last letter belongs to a class such as `\d` or `\w`.
fn ends_with_class(written: &str) -> bool {
    let mut chars = written.chars().rev();
    chars.next();
    chars.next() == Some('\\')
}

fn build(rule: &OwnRule, expression: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression)
        .case_insensitive(!rule.case_counts)
        .multi_line(true)
        .build()
}
