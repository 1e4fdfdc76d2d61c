//! The parts of a piece of copy that a rule of the user's own looks at.

use std::ops::Range;

use doorwise_model::copy::Copy;
use doorwise_model::diagnostic::{Place, Span};
use doorwise_model::own_rule::Scope;
use doorwise_model::workspace::Workspace;

use super::unread::{names_one, unread};

/// A part of the body, or the subject.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    /// The whole text that it is a part of, in which what is no words is looked for.
    whole: &'a str,
    /// Byte of the body where it starts; none for the subject.
    start: Option<usize>,
}

/// Returns the parts that a scope means, in order.
pub(super) fn pieces(copy: &Copy, scope: Scope) -> Vec<Piece<'_>> {
    let subject = copy.subject.as_deref().map(|text| Piece {
        text,
        whole: text,
        start: None,
    });
    let of_body = |ranges: Vec<Range<usize>>| {
        ranges
            .into_iter()
            .map(|range| Piece {
                text: &copy.body[range.clone()],
                whole: &copy.body,
                start: Some(range.start),
            })
            .collect::<Vec<_>>()
    };
    let body = Piece {
        text: &copy.body,
        whole: &copy.body,
        start: Some(0),
    };
    match scope {
        Scope::Text => subject.into_iter().chain([body]).collect(),
        Scope::Body => vec![body],
        Scope::Subject => subject.into_iter().collect(),
        Scope::Sentence => of_body(sentences(&copy.body)),
        Scope::Paragraph => of_body(paragraphs(&copy.body)),
        Scope::Heading => of_body(headlines(&copy.body)),
    }
}

impl Piece<'_> {
    pub(super) fn is_subject(&self) -> bool {
        self.start.is_none()
    }

    /// Returns whether a run is words, and no part of an address, a field or code.
    pub(super) fn is_read(&self, range: &Range<usize>) -> bool {
        let from = self.start.unwrap_or(0);
        let (start, end) = (from + range.start, from + range.end);
        unread(self.whole)
            .iter()
            .all(|part| part.end <= start || end <= part.start)
    }

    /// Returns whether a run may be told: words, or what was meant for an address or a field.
    pub(super) fn may_be_met(&self, range: Range<usize>) -> bool {
        names_one(&self.text[range.clone()]) || self.is_read(&range)
    }

    /// Returns the run of the first line with words.
    pub(super) fn first_line(&self) -> Range<usize> {
        let start = self.text.len() - self.text.trim_start().len();
        let length = self.text[start..].find('\n');
        start..length.map_or(self.text.len(), |length| start + length)
    }

    /// Returns where bytes of the part stand.
    pub(super) fn place(&self, workspace: &Workspace, copy: &Copy, range: Range<usize>) -> Place {
        let words = &self.text[range.clone()];
        let length = words
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            .max(1);
        let Some(start) = self.start else {
            return in_subject(workspace, copy, range.start, length);
        };
        let at = start + range.start;
        let before = &copy.body[..at];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place::text(
            &copy.file,
            Some(Span {
                line: copy.body_line + before.matches('\n').count(),
                column: before[line_start..].chars().count() + 1,
                length,
            }),
        )
    }
}

/// The head may hold the subject in quotes; its own words are looked for on its line.
fn in_subject(workspace: &Workspace, copy: &Copy, at: usize, length: usize) -> Place {
    let subject = copy.subject.as_deref().unwrap_or_default();
    let Some(span) = copy.subject_span else {
        return Place::text(&copy.file, None);
    };
    let line = workspace
        .sources
        .get(&copy.file)
        .and_then(|source| source.lines().nth(span.line - 1))
        .unwrap_or_default();
    let from: usize = line.chars().take(span.column - 1).map(char::len_utf8).sum();
    let span = match line.get(from..).and_then(|rest| rest.find(subject)) {
        Some(found) => Span {
            column: line[..from + found].chars().count() + subject[..at].chars().count() + 1,
            length,
            ..span
        },
        None => span,
    };
    Place::text(&copy.file, Some(span))
}

/// Returns the words of each line that begins with `#`.
fn headlines(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let said = line.trim_start_matches(['#', ' ']);
        if line.starts_with('#') && !said.trim().is_empty() {
            let start = at + line.len() - said.len();
            found.push(start..start + said.trim_end().len());
        }
        at += line.len();
    }
    found
}

/// Returns the runs between empty lines.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            found.extend(open.take().map(|start| start..at));
        } else {
            open.get_or_insert(at);
        }
        at += line.len();
    }
    found.extend(open.map(|start| start..at));
    found
}

/// Returns the sentences of each paragraph; a line that ends without a stop goes on in the next.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        let mut start = paragraph.start;
        let mut chars = text[paragraph.clone()].char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let is_end = matches!(c, '.' | '!' | '?')
                && chars.peek().is_none_or(|(_, next)| next.is_whitespace());
            if is_end {
                let end = paragraph.start + at + c.len_utf8();
                push_trimmed(text, start..end, &mut found);
                start = end;
            }
        }
        push_trimmed(text, start..paragraph.end, &mut found);
    }
    found
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let lead = words.len() - words.trim_start().len();
    let tail = words.trim_end().len();
    if lead < tail {
        found.push(range.start + lead..range.start + tail);
    }
}
