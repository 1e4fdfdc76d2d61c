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
    let shown: Vec<String> = found
        .iter()
        .enumerate()
        .map(|(idx, found)| show_one(found, ids.get(idx), sources, &renderer))
        .collect();
    shown.join("\n\n") + "\n"
}

fn show_one(
    found: &Diagnostic,
    id: Option<&String>,
    sources: &BTreeMap<PathBuf, String>,
    renderer: &Renderer,
) -> String {
    let mut group = titled(found, sources);
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

fn titled<'a>(
    found: &'a Diagnostic,
    sources: &'a BTreeMap<PathBuf, String>,
) -> annotate_snippets::Group<'a> {
    let level = match found.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Note => Shown::NOTE,
    };
    let title = level.primary_title(clean(&found.message)).id(found.name);
    match &found.place {
        Place::Text {
            file,
            span: Some(span),
        } if sources.contains_key(file) => {
            // A file of ten thousand mails is not laid out again for each of its findings.
            let (line, range) = line_and_range(&sources[file], *span);
            let label = Some(clean(&found.label)).filter(|label| !label.is_empty());
            title.element(
                Snippet::source(line)
                    .line_start(span.line)
                    .path(slashed(file))
                    .annotation(AnnotationKind::Primary.span(range).label(label)),
            )
        }
        place => title.element(annotate_snippets::Origin::path(place.to_string())),
    }
}

/// Returns the line of a span, and its columns, counted in characters, as bytes of that line.
fn line_and_range(source: &str, span: Span) -> (&str, std::ops::Range<usize>) {
    let line = source.split('\n').nth(span.line - 1).unwrap_or_default();
    let line = line.trim_end_matches('\r');
    let at = |column: usize| {
        line.char_indices()
            .nth(column)
            .map_or(line.len(), |(byte, _)| byte)
    };
    let start = at(span.column - 1);
    (line, start..at(span.column - 1 + span.length).max(start))
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
