//! Replaces what is certain in the user's files, and says what it changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doorwise_model::copy::{self, Home};
use doorwise_model::diagnostic::{Diagnostic, Place, Span, slashed};
use doorwise_model::save;
use doorwise_model::workspace::load;
use doorwise_model::yaml::edit;
use serde::Serialize;

use crate::shell::{Fault, Shell};

/// One replacement.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Mended {
    file: String,
    line: usize,
    column: usize,
    was: String,
    is: String,
}

/// Replaces every certain fix in the files that `root` and the places name.
pub(super) fn mend(
    root: &Path,
    found: &[Diagnostic],
    home: Home,
    shell: &mut Shell,
) -> Result<Vec<Mended>, Fault> {
    let mut by_file: BTreeMap<&PathBuf, Vec<(Span, &str)>> = BTreeMap::new();
    for found in found {
        if let (
            Place::Text {
                file,
                span: Some(span),
            },
            Some(fix),
        ) = (&found.place, &found.fix)
        {
            by_file.entry(file).or_default().push((*span, fix));
        }
    }
    let mut mended = Vec::new();
    for (file, mut fixes) in by_file {
        let path = root.join(file);
        let Ok(before) = load::read_text(&path) else {
            shell.say(&format!(
                "left alone {}: it is not UTF-8 text",
                slashed(file)
            ));
            continue;
        };
        fixes.sort();
        fixes.dedup();
        let is_yaml = file
            .extension()
            .is_some_and(|end| end == "yaml" || end == "yml");
        let mut text = before.clone();
        let mut of_file = Vec::new();
        // Last place first, so that earlier places stay where they are.
        for (idx, (span, fix)) in fixes.iter().enumerate().rev() {
            let overlaps = |other: &(Span, &str)| {
                other.0.line == span.line
                    && other.0.column < span.column + span.length
                    && span.column < other.0.column + other.0.length
            };
            let others = fixes
                .iter()
                .enumerate()
                .any(|(other, fix)| other != idx && overlaps(fix));
            let changed = match others {
                true => Err("two fixes want these words".to_owned()),
                false => edit::replace_span(&text, *span, fix)
                    .map_err(|refused| refused.to_string())
                    .or_else(|refused| match is_yaml {
                        true => Err(refused),
                        false => in_words(file, &text, *span, fix, home),
                    }),
            };
            match changed {
                Ok(changed) => {
                    of_file.push(Mended {
                        file: slashed(file),
                        line: span.line,
                        column: span.column,
                        was: words_at(&text, *span).to_owned(),
                        is: (*fix).to_owned(),
                    });
                    text = changed;
                }
                Err(refused) => shell.say(&format!(
                    "left alone {}:{}:{}: {refused}",
                    slashed(file),
                    span.line,
                    span.column
                )),
            }
        }
        if text != before {
            save::save(&path, text.as_bytes()).map_err(|source| Fault::Save { path, source })?;
            of_file.reverse();
            mended.extend(of_file);
        }
    }
    for one in &mended {
        shell.say(&format!(
            "mended {}:{}:{}: `{}` is now `{}`",
            one.file, one.line, one.column, one.was, one.is
        ));
    }
    Ok(mended)
}

/// Replaces words of a piece of copy, where the file reads the same way afterwards.
fn in_words(file: &Path, text: &str, span: Span, fix: &str, home: Home) -> Result<String, String> {
    // Signs that a format may take for its own would change more than the words.
    let is_plain = |words: &str| {
        words
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '\u{2019}' | '.'))
    };
    let start = copy::origin::byte_of(text, span.line, span.column);
    let end = copy::origin::byte_of(text, span.line, span.column + span.length);
    if end <= start || !is_plain(&text[start..end]) || !is_plain(fix) {
        return Err(
            "signs stand in the words or the fix that the file may take for its own".into(),
        );
    }
    let mut changed = text.to_owned();
    changed.replace_range(start..end, fix);
    let (before, after) = (
        copy::read(file, text.as_bytes(), home),
        copy::read(file, changed.as_bytes(), home),
    );
    let is_same = before.copies.len() == after.copies.len()
        && before.diagnostics.len() == after.diagnostics.len();
    match is_same {
        true => Ok(changed),
        false => Err("the file would read in another way".to_owned()),
    }
}

fn words_at(text: &str, span: Span) -> &str {
    let start = copy::origin::byte_of(text, span.line, span.column);
    let end = copy::origin::byte_of(text, span.line, span.column + span.length);
    &text[start..end.max(start)]
}
