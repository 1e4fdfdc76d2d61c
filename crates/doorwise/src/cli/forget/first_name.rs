//! A person called by the first name in the words of others: "Meera said she signs".
//!
//! A first name may be anybody's, so nothing is changed; where it stands is listed for a person to look at.

use std::collections::BTreeSet;

use doorwise_market::erase::Erasure;
use doorwise_market::table::Table;
use doorwise_model::diagnostic::slashed;
use doorwise_model::workspace::Workspace;

use super::{ChangeView, Person};

/// Letters from which a first name is looked for; "Jo" would be met in any text.
const LEAST_LETTERS: usize = 3;

/// Words from which a cell is text and no name.
const LEAST_WORDS: usize = 3;

/// Places listed of one file.
const LISTED: usize = 10;

/// The first name, where the whole name is more than that.
fn first_name(person: &Person) -> Option<&str> {
    let mut words = person.name.split_whitespace();
    let first = words.next()?;
    words.next()?;
    (first.chars().count() >= LEAST_LETTERS).then_some(first)
}

/// Whether the name stands in a text as a word, written as a name; a line with the full name is told
/// elsewhere.
fn is_called(said: &str, first: &str, person: &Person) -> bool {
    !person.is_in(said)
        && said
            .split(|ch: char| !ch.is_alphanumeric())
            .any(|word| word == first)
}

/// Lines of interviews, copy and YAML files, those that go left out.
pub(super) fn in_files(
    workspace: &Workspace,
    person: &Person,
    gone: &BTreeSet<String>,
) -> Vec<ChangeView> {
    let Some(first) = first_name(person) else {
        return Vec::new();
    };
    let research = workspace
        .research
        .iter()
        .map(|file| (&file.file, &file.text));
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (file, text) in research.chain(&workspace.sources) {
        let name = slashed(file);
        if gone.contains(&name) || !seen.insert(name.clone()) {
            continue;
        }
        let lines: Vec<String> = text
            .lines()
            .enumerate()
            // What the person said goes with the person.
            .filter(|(_, line)| is_called(line, first, person) && !is_label(line, first))
            .map(|(idx, _)| (idx + 1).to_string())
            .collect();
        found.extend(view(name, first, "line", &lines));
    }
    found
}

/// `Meera: words` is the person's own turn.
fn is_label(line: &str, first: &str) -> bool {
    line.trim_start_matches(['*', ' ', '-'])
        .strip_prefix(first)
        .is_some_and(|rest| {
            rest.trim_start_matches('*').starts_with([':', ' ']) && rest.contains(':')
        })
        && line
            .split(':')
            .next()
            .is_some_and(|label| label.split_whitespace().count() <= 3)
}

/// Cells of text that stay.
pub(super) fn in_table(
    file: &str,
    table: &Table,
    erasures: &std::collections::BTreeMap<usize, Erasure>,
    person: &Person,
) -> Option<ChangeView> {
    let first = first_name(person)?;
    let mut places = Vec::new();
    for column in &table.columns {
        for row in 0..table.rows() {
            let erasure = erasures.get(&row);
            let is_gone = erasure.is_some_and(|erasure| erasure.takes(&column.header));
            let value = column.value(row);
            let is_text = value.split_whitespace().count() >= LEAST_WORDS;
            if !is_gone && is_text && is_called(value, first, person) {
                places.push(format!("{}, column {}", table.place(row), column.header));
            }
        }
    }
    view(file.to_owned(), first, "", &places)
}

fn view(file: String, first: &str, what: &str, places: &[String]) -> Option<ChangeView> {
    if places.is_empty() {
        return None;
    }
    let shown: Vec<&str> = places.iter().take(LISTED).map(String::as_str).collect();
    let more = match places.len().saturating_sub(LISTED) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let what = if what.is_empty() {
        String::new()
    } else {
        format!("{what} ")
    };
    Some(ChangeView {
        file,
        what: "by_hand",
        says: format!(
            "somebody is called `{first}` in {what}{}{more}: take the name out where this person is meant",
            shown.join(if what.is_empty() { "; " } else { ", " })
        ),
        bytes: None,
    })
}
