//! A person in files that nothing else of `forget` looks at: drafts, pages, notes beside the workspace.
//!
//! A page of ours is made anew and goes. Everything else may have been written on by a person, so
//! it is listed with what it holds.

use std::collections::BTreeSet;
use std::path::Path;

use doorwise_model::diagnostic::slashed;
use doorwise_model::spoken;
use doorwise_model::workspace::Workspace;
use doorwise_model::yaml::node::{self, Node};
use doorwise_people::interview;
use doorwise_vocab::text;

use super::everywhere::files_under;
use super::{ChangeView, Person};

/// Folders below the workspace that are looked into.
const DEEP: usize = 8;

/// Largest file that is read; a larger one is a table and told as such.
const MOST_BYTES: u64 = 20 << 20;

/// A sentence of fewer words, or shorter, may be anybody's.
const LEAST_WORDS: usize = 3;
const LEAST_LETTERS: usize = 14;

/// Returns the files that still name or quote the person, those of `done` left out.
pub(super) fn changes(
    workspace: &Workspace,
    person: &Person,
    done: &BTreeSet<String>,
) -> Vec<ChangeView> {
    let quotes = quotes(workspace, person);
    let mut changes = Vec::new();
    for path in files_under(&workspace.root, DEEP) {
        let relative = path.strip_prefix(&workspace.root).unwrap_or(&path);
        let file = slashed(relative);
        // A table is looked at row by row: another person there may have the same name.
        if done.contains(&file) || is_table(workspace, relative) || !is_small(&path) {
            continue;
        }
        let Ok(source) = std::fs::read_to_string(&path) else {
            continue;
        };
        // A sign such as "<" may open a tag or none.
        let (shown, written) = (plain(&spoken::without_tags(&source)), plain(&source));
        let holds = |quote: &&String| shown.contains(*quote) || written.contains(*quote);
        let n_quotes = quotes.iter().filter(holds).count();
        let is_named = person.is_in(&spoken::entities(&source));
        let says = match (is_named, n_quotes) {
            (false, 0) => continue,
            (true, 0) => "names the person".to_owned(),
            (false, n) => format!("holds {}", sentences(n)),
            (true, n) => format!("names the person and holds {}", sentences(n)),
        };
        changes.push(match is_page(&source) {
            true => ChangeView {
                file,
                what: "removed",
                says: format!("a page that Doorwise wrote, which {says}; make it again"),
                bytes: None,
            },
            false => ChangeView {
                file,
                what: "by_hand",
                says,
                bytes: None,
            },
        });
    }
    changes
}

fn sentences(n: usize) -> String {
    match n {
        1 => "1 sentence of the person".to_owned(),
        n => format!("{n} sentences of the person"),
    }
}

fn is_table(workspace: &Workspace, file: &Path) -> bool {
    workspace.tables.iter().any(|map| {
        let joined = map.joined.iter().map(|joined| joined.path.as_path());
        std::iter::once(map.path.as_path())
            .chain(joined)
            .any(|path| file.starts_with(path))
    })
}

fn is_small(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| about.len() <= MOST_BYTES)
}

/// A page says of itself that we wrote it.
fn is_page(source: &str) -> bool {
    let head = source.get(..source.len().min(4096)).unwrap_or(source);
    head.contains("<meta name=\"generator\" content=\"Doorwise ")
}

/// What the person said, as it is cited and as the interviews have it.
fn quotes(workspace: &Workspace, person: &Person) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for source in workspace.sources.values() {
        if let Ok(root) = node::read(source) {
            cited(&root, person, &mut said);
        }
    }
    for file in &workspace.research {
        let turns = interview::read(&file.file, &file.text).value.turns;
        let theirs = turns
            .iter()
            .filter(|turn| turn.speaker.as_deref().is_some_and(|name| person.is(name)));
        for turn in theirs {
            for sentence in turn.text.split_inclusive(['.', '!', '?']) {
                take(sentence, &mut said);
            }
        }
    }
    said
}

fn cited(node: &Node, person: &Person, said: &mut BTreeSet<String>) {
    let is_theirs = node
        .get("speaker")
        .and_then(|speaker| speaker.text())
        .is_some_and(|name| person.is(name));
    if let (true, Some(quote)) = (is_theirs, node.get("quote").and_then(|quote| quote.text())) {
        take(quote, said);
    }
    for (_, value) in node.entries() {
        cited(value, person, said);
    }
    for item in node.items() {
        cited(item, person, said);
    }
}

fn take(sentence: &str, said: &mut BTreeSet<String>) {
    let words = plain(sentence);
    if words.split_whitespace().count() >= LEAST_WORDS && words.trim().len() >= LEAST_LETTERS {
        said.insert(words);
    }
}

/// Returns the words of a text in small letters, whatever stands between them.
fn plain(source: &str) -> String {
    let folded = text::fold(&spoken::entities(source));
    let words = folded.split(|ch: char| !ch.is_alphanumeric() && ch != '\'');
    let mut plain = String::from(" ");
    for word in words.filter(|word| !word.is_empty()) {
        plain.push_str(word);
        plain.push(' ');
    }
    plain
}
