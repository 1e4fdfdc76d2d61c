//! Messages with the line they speak of, a caret, why and fix.

use std::collections::BTreeMap;
use std::path::PathBuf;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level as Shown, Renderer, Snippet};
use doorwise_model::diagnostic::{Diagnostic, Level, Place, Span, slashed};

/// Returns the messages in order, each with a blank line after it, and with its id where there are ids.
pub(crate) fn show(
    found: &[Diagnostic],
    ids: &[String],
    sources: &BTreeMap<PathBuf, String>,
    width: usize,
) -> String {
    let renderer = Renderer::styled()
        .decor_style(DecorStyle::Ascii)
        .term_width(width);
    let mut lines = Lines {
        sources,
        starts: BTreeMap::new(),
    };
    let shown: Vec<String> = found
        .iter()
        .enumerate()
        .map(|(idx, found)| show_one(found, ids.get(idx), &mut lines, &renderer))
        .collect();
    shown.join("\n\n") + "\n"
}

/// The files' lines, each file counted through once: one of ten thousand mails has findings in all of them.
struct Lines<'a> {
    sources: &'a BTreeMap<PathBuf, String>,
    starts: BTreeMap<&'a PathBuf, Vec<usize>>,
}

impl<'a> Lines<'a> {
    /// Returns a line, from 1, without its end.
    fn line(&mut self, file: &PathBuf, number: usize) -> Option<&'a str> {
        let (file, source) = self.sources.get_key_value(file)?;
        let starts = self.starts.entry(file).or_insert_with(|| {
            let ends = source.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(ends).collect()
        });
        let start = starts.get(number - 1).copied().unwrap_or(source.len());
        let line = source[start..].split('\n').next().unwrap_or_default();
        Some(line.trim_end_matches('\r'))
    }
}

fn show_one(
    found: &Diagnostic,
    id: Option<&String>,
    lines: &mut Lines<'_>,
    renderer: &Renderer,
) -> String {
    let line = match &found.place {
        Place::Text {
            file,
            span: Some(span),
        } => lines.line(file, span.line),
        _ => None,
    };
    let mut group = titled(found, line);
    if let Some(part) = &found.part {
        group = group.element(Shown::INFO.with_name("in").message(clean(part)));
    }
    if let Some(note) = &found.note {
        group = group.element(Shown::NOTE.message(clean(note)));
    }
    if let Some(help) = &found.help {
        group = group.element(Shown::HELP.message(clean(help)));
    }
    if let Some(id) = id {
        group = group.element(Shown::INFO.with_name("why").message(id.as_str()));
    }
    renderer.render(&[group])
}

fn titled<'a>(found: &'a Diagnostic, line: Option<&'a str>) -> annotate_snippets::Group<'a> {
    let level = match found.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Note => Shown::NOTE,
    };
    let title = level.primary_title(clean(&found.message)).id(found.name);
    match (&found.place, line) {
        (
            Place::Text {
                file,
                span: Some(span),
            },
            Some(line),
        ) => {
            let range = byte_range(line, *span);
            let label = Some(clean(&found.label)).filter(|label| !label.is_empty());
            title.element(
                Snippet::source(line)
                    .line_start(span.line)
                    .path(slashed(file))
                    .annotation(AnnotationKind::Primary.span(range).label(label)),
            )
        }
        (place, _) => title.element(annotate_snippets::Origin::path(place.to_string())),
    }
}

/// Turns columns, counted in characters, into bytes of the line.
fn byte_range(line: &str, span: Span) -> std::ops::Range<usize> {
    let at = |column: usize| {
        line.char_indices()
            .nth(column)
            .map_or(line.len(), |(byte, _)| byte)
    };
    let start = at(span.column - 1);
    start..at(span.column - 1 + span.length).max(start)
}

/// Text from files must not steer the terminal.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}
