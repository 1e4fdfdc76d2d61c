//! A person in evidence, interviews and generated files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::slashed;
use doorwise_model::workspace::Workspace;
use doorwise_model::yaml::edit::{self, Edit, PathPart};
use doorwise_model::yaml::node::{self, Node};
use doorwise_people::interview::{self, Interview};
use doorwise_vocab::text;

use super::{ChangeView, Person};

/// What stands where a word of a forgotten person stood.
const REMOVED: &str = "[removed]";

/// Files that Doorwise writes and makes anew.
const GENERATED: [&str; 6] = [
    "report.html",
    "plan.json",
    "targets.csv",
    "ignored.csv",
    "duplicates.csv",
    "unlinked.csv",
];

/// Quotes of the person leave the YAML files; the sentence they stood for stays and is an assumption.
pub(super) fn evidence(workspace: &Workspace, person: &Person) -> Vec<ChangeView> {
    let mut changes = Vec::new();
    for (file, text) in &workspace.sources {
        if !matches!(
            file.extension().and_then(|end| end.to_str()),
            Some("yaml" | "yml")
        ) {
            continue;
        }
        let Ok(root) = node::read(text) else {
            continue;
        };
        let mut paths = Vec::new();
        quotes_of(&root, &mut Vec::new(), person, &mut paths);
        if paths.is_empty() {
            continue;
        }
        // From the end, so that positions before stay what they are.
        let edits: Vec<Edit> = paths
            .iter()
            .rev()
            .map(|path| Edit::Remove { path: path.clone() })
            .collect();
        let n = match edits.len() {
            1 => "1 quote".to_owned(),
            n => format!("{n} quotes"),
        };
        let (what, says, bytes) = match edit::apply(text, &edits) {
            Ok(after) => ("changed", n, Some(after.into_bytes())),
            Err(refused) => ("by_hand", format!("{n}: {refused}"), None),
        };
        changes.push(ChangeView {
            file: slashed(file),
            what,
            says,
            bytes,
        });
        let own = own_words(&root, person);
        if !own.is_empty() {
            changes.push(ChangeView {
                file: slashed(file),
                what: "by_hand",
                says: format!("says in the person's own words: {}", own.join("; ")),
                bytes: None,
            });
        }
    }
    changes
}

/// Places of sentences that are a quote of the person, word for word: without the quote they would be
/// evidence that nobody gave.
fn own_words(node: &Node, person: &Person) -> Vec<String> {
    let plain = |said: &str| {
        text::fold(said)
            .trim_end_matches(['.', '!', '?'])
            .to_owned()
    };
    let mut found = Vec::new();
    let says = node.get("says").and_then(|says| Some((says, says.text()?)));
    if let (Some((place, says)), Some(evidence)) = (says, node.get("evidence")) {
        let mut quotes = evidence.items().iter().filter(|item| {
            let speaker = item.get("speaker").and_then(|speaker| speaker.text());
            speaker.is_some_and(|name| person.is(name))
        });
        let is_theirs = quotes.any(|item| {
            let quote = item.get("quote").and_then(|quote| quote.text());
            quote.is_some_and(|quote| plain(quote).contains(&plain(says)))
        });
        if is_theirs {
            found.push(format!("line {}", place.span.line));
        }
    }
    for (_, value) in node.entries() {
        found.extend(own_words(value, person));
    }
    for item in node.items() {
        found.extend(own_words(item, person));
    }
    found
}

/// Paths of `evidence` items whose speaker is the person; a list that would be empty goes whole.
fn quotes_of(
    node: &Node,
    path: &mut Vec<PathPart>,
    person: &Person,
    found: &mut Vec<Vec<PathPart>>,
) {
    for (key, value) in node.entries() {
        path.push(PathPart::Key(key.text.clone()));
        if key.text == "evidence" {
            let is_theirs = |item: &&Node| {
                item.get("speaker")
                    .and_then(|speaker| speaker.text().map(|name| person.is(name)))
                    .unwrap_or(false)
            };
            let all = value.items().len();
            let theirs: Vec<usize> = value
                .items()
                .iter()
                .enumerate()
                .filter(|(_, item)| is_theirs(item))
                .map(|(idx, _)| idx)
                .collect();
            if theirs.len() == all && all > 0 {
                found.push(path.clone());
            } else {
                for idx in theirs {
                    let mut item = path.clone();
                    item.push(PathPart::Index(idx));
                    found.push(item);
                }
            }
        } else {
            quotes_of(value, path, person, found);
        }
        path.pop();
    }
    for (idx, item) in node.items().iter().enumerate() {
        path.push(PathPart::Index(idx));
        quotes_of(item, path, person, found);
        path.pop();
    }
}

/// An interview of the person alone goes; in one of several, the person's words and name do.
pub(super) fn interviews(workspace: &Workspace, person: &Person) -> Vec<ChangeView> {
    let mut changes = Vec::new();
    for file in &workspace.research {
        let read = interview::read(&file.file, &file.text).value;
        let is_speaker = |name: &str| person.is(name);
        let speaks = read
            .turns
            .iter()
            .any(|turn| turn.speaker.as_deref().is_some_and(is_speaker));
        if !speaks {
            continue;
        }
        let others: BTreeSet<&str> = read
            .turns
            .iter()
            .filter(|turn| turn.is_participant())
            .filter_map(|turn| turn.speaker.as_deref())
            .filter(|name| !person.is(name))
            .collect();
        let change = match (others.is_empty(), read.format) {
            (true, _) => ("removed", "nobody else was asked in it".to_owned(), None),
            (false, "json" | "survey") => (
                "by_hand",
                "others were asked in it too, and the format is not changed here".to_owned(),
                None,
            ),
            (false, _) => {
                let text = without(&file.text, &read, person);
                (
                    "changed",
                    "the person's turns and name".to_owned(),
                    Some(text.into_bytes()),
                )
            }
        };
        changes.push(ChangeView {
            file: slashed(&file.file),
            what: change.0,
            says: change.1,
            bytes: change.2,
        });
    }
    changes
}

/// The text with the lines of the person's turns and every full name of theirs taken out.
fn without(text: &str, interview: &Interview, person: &Person) -> String {
    let lines: BTreeSet<usize> = interview
        .turns
        .iter()
        .filter(|turn| turn.speaker.as_deref().is_some_and(|name| person.is(name)))
        .flat_map(|turn| turn.pieces.iter().map(|piece| piece.line))
        .collect();
    let mut out = String::new();
    for (idx, line) in text.split_inclusive('\n').enumerate() {
        let end = &line[line.trim_end_matches(['\r', '\n']).len()..];
        if !lines.contains(&(idx + 1)) {
            out += &renamed(line, person);
            continue;
        }
        // A label before the words keeps the turn a turn of its own.
        match line
            .split_once(':')
            .filter(|(label, _)| person.is_in(label) || person.is(label.trim()))
        {
            Some((label, _)) => out += &format!("{}: {REMOVED}{end}", renamed(label, person)),
            None => out += &format!("{REMOVED}{end}"),
        }
    }
    out
}

fn renamed(line: &str, person: &Person) -> String {
    let mut line = line.to_owned();
    for what in [Some(&person.name), person.email.as_ref()]
        .into_iter()
        .flatten()
    {
        if !what.is_empty() {
            line = line.replace(what.as_str(), REMOVED);
        }
    }
    line
}

/// Lists and pages that Doorwise wrote and that name the person.
pub(super) fn generated(workspace: &Workspace, person: &Person) -> Vec<ChangeView> {
    let mut changes = Vec::new();
    for path in files_under(&workspace.root, 3) {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let is_ours = name.is_some_and(|name| GENERATED.contains(&name.as_str()))
            && path
                .parent()
                .is_some_and(|folder| folder.join("plan.json").is_file());
        if !is_ours {
            continue;
        }
        let is_named = std::fs::read_to_string(&path).is_ok_and(|text| person.is_in(&text));
        if is_named {
            changes.push(ChangeView {
                file: slashed(path.strip_prefix(&workspace.root).unwrap_or(&path)),
                what: "removed",
                says: "written by `doorwise plan --out`; run it again".to_owned(),
                bytes: None,
            });
        }
    }
    changes
}

/// Text files that still name the person in their own words.
pub(super) fn left(workspace: &Workspace, person: &Person) -> Vec<ChangeView> {
    let mut left: Vec<ChangeView> = Vec::new();
    for (file, source) in &workspace.sources {
        let is_named = source
            .lines()
            .enumerate()
            .filter(|(_, line)| person.is_in(line) && !is_speaker_line(line, person))
            .map(|(idx, _)| (idx + 1).to_string())
            .collect::<Vec<_>>();
        if !is_named.is_empty() {
            left.push(ChangeView {
                file: slashed(file),
                what: "by_hand",
                says: format!("named in line {}", is_named.join(", ")),
                bytes: None,
            });
        }
    }
    left
}

/// The line of a cited quote that goes with the quote.
fn is_speaker_line(line: &str, person: &Person) -> bool {
    line.split_once("speaker:").is_some_and(|(_, name)| {
        person.is(name.trim().trim_matches(['"', '\'']))
            || text::fold(name).contains(&text::fold(&person.name))
    })
}

/// Files of a folder and those below it, hidden ones left out.
pub(super) fn files_under(root: &Path, depth: usize) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(root) else {
        return found;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden {
            continue;
        }
        match path.is_dir() {
            true if depth > 0 => found.extend(files_under(&path, depth - 1)),
            true => {}
            false => found.push(path),
        }
    }
    found
}
