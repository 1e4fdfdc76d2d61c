//! Makes headers unique and never blank, so that a column can be named.

use std::collections::BTreeSet;

use crate::table::Note;

/// Returns trimmed, unique headers and a note for each that had to change.
///
/// The second `Name` becomes `Name (2)`, a blank header in the third place `column 3`.
pub(super) fn unique<S: AsRef<str>>(written: &[S], notes: &mut Vec<Note>) -> Vec<String> {
    // Names as written win over made-up ones, wherever they stand: `a, a, a (2)` keeps its `a (2)`.
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut free: Vec<bool> = Vec::with_capacity(written.len());
    for header in written {
        let header = header.as_ref().trim();
        free.push(!header.is_empty() && taken.insert(header.to_owned()));
    }
    let mut headers = Vec::with_capacity(written.len());
    for (idx, header) in written.iter().enumerate() {
        let from = header.as_ref().trim();
        if free[idx] {
            headers.push(from.to_owned());
            continue;
        }
        let to = if from.is_empty() {
            first_free(&taken, &format!("column {}", idx + 1))
        } else {
            (2..)
                .map(|n| format!("{from} ({n})"))
                .find(|name| !taken.contains(name))
                .unwrap_or_default()
        };
        taken.insert(to.clone());
        notes.push(Note::HeaderRenamed {
            column: idx + 1,
            from: from.to_owned(),
            to: to.clone(),
        });
        headers.push(to);
    }
    headers
}

fn first_free(taken: &BTreeSet<String>, name: &str) -> String {
    if !taken.contains(name) {
        return name.to_owned();
    }
    (2..)
        .map(|n| format!("{name} ({n})"))
        .find(|name| !taken.contains(name))
        .unwrap_or_default()
}

/// Returns whether a text reads as a name rather than a value: it has a letter and is no number, date or address.
pub(super) fn looks_like_name(cell: &str) -> bool {
    let cell = cell.trim();
    let letters = cell.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    letters > 0 && letters >= digits && !cell.contains('@') && !cell.contains("://")
}
