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
            let source = &sources[file];
            let range = byte_range(source, *span);
            let label = Some(clean(&found.label)).filter(|label| !label.is_empty());
            title.element(
                Snippet::source(source.as_str())
                    .path(slashed(file))
                    .annotation(AnnotationKind::Primary.span(range).label(label)),
            )
        }
        place => title.element(annotate_snippets::Origin::path(place.to_string())),
    }
}

/// Turns line and column, counted in characters, into bytes of the file.
fn byte_range(source: &str, span: Span) -> std::ops::Range<usize> {
    let line_start = source
        .split_inclusive('\n')
        .take(span.line - 1)
        .map(str::len)
        .sum::<usize>();
    let line = source[line_start..].split('\n').next().unwrap_or_default();
    let at = |column: usize| {
        line.char_indices()
            .nth(column)
            .map_or(line.len(), |(byte, _)| byte)
    };
    let start = line_start + at(span.column - 1);
    let end = line_start + at(span.column - 1 + span.length);
    start..end.max(start)
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
