//! The documents that an editor has open, and what is found in them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use doorwise_model::copy;
use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::workspace::{Workspace, load};
use doorwise_words::settle;

use super::positions::{self, Position};
use crate::cli::own_titles;

/// One open document.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) uri: String,
    /// Its file; a name with the right ending for a document that was never saved.
    path: PathBuf,
    pub(super) version: Option<i64>,
    text: String,
    pub(super) findings: Vec<Finding>,
}

/// One finding as an editor shows it.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) range: Range<Position>,
    /// 1 error, 2 warning, 3 information.
    pub(super) severity: u8,
    pub(super) name: &'static str,
    pub(super) message: String,
    pub(super) fix: Option<String>,
}

impl Document {
    pub(super) fn new(uri: String, language: &str, version: Option<i64>, text: String) -> Self {
        let path = path(&uri).unwrap_or_else(|| {
            PathBuf::from(match language {
                "markdown" => "untitled.md",
                "html" => "untitled.html",
                "plaintext" => "untitled.txt",
                _ => "untitled",
            })
        });
        Self {
            uri,
            path,
            version,
            text,
            findings: Vec::new(),
        }
    }

    fn show(&mut self, found: &[Diagnostic], path: &Path) {
        let of_this = found.iter().filter_map(|found| match &found.place {
            Place::Text { file, span } if file == path => Some((found, *span)),
            _ => None,
        });
        self.findings = of_this
            .map(|(found, span)| {
                let mut message = found.message.clone();
                for more in [&found.part, &found.note, &found.help]
                    .into_iter()
                    .flatten()
                {
                    message.push('\n');
                    message.push_str(more);
                }
                Finding {
                    range: positions::range(&self.text, span),
                    severity: match found.level {
                        Level::Error => 1,
                        Level::Warning => 2,
                        Level::Note => 3,
                    },
                    name: found.name,
                    message,
                    fix: found.fix.clone(),
                }
            })
            .collect();
    }
}

/// Every open document, by its URI.
#[derive(Debug, Default)]
pub(super) struct Documents {
    open: BTreeMap<String, Document>,
    /// Files in whose workspaces something has changed since they were looked at.
    touched: BTreeSet<PathBuf>,
    titles: Titles,
}

/// The own title words in use: those of the first workspace that has some, for a run has one list.
#[derive(Debug, Default)]
struct Titles {
    used: Option<(PathBuf, String)>,
    /// What was told once is not told with each letter.
    told: BTreeSet<String>,
}

impl Titles {
    /// Takes the words of a workspace into use before it is read; returns what has to be told.
    fn install(&mut self, root: &Path) -> Option<String> {
        let path = root.join(own_titles::FILE);
        let text = std::fs::read_to_string(&path).ok();
        let why = match (&self.used, text) {
            (None, None) => return None,
            (None, Some(text)) => {
                self.used = Some((root.to_path_buf(), text));
                own_titles::install(root).err()?.to_string()
            }
            (Some((of, known)), text) if of == root => {
                if text.as_ref() == Some(known) {
                    return None;
                }
                // A file that is gone leaves the built-in words alone; a faulty one the words before.
                let text = text.unwrap_or_default();
                let fault = own_titles::install_again(&path, &text).err();
                self.used = Some((root.to_path_buf(), text));
                fault?.to_string()
            }
            (Some(_), None) => return None,
            (Some((of, _)), Some(_)) => format!(
                "the words of {} are not read: those of {} are in use, and a run has one list",
                path.display(),
                of.display()
            ),
        };
        self.told.insert(why.clone()).then_some(why)
    }
}

impl Documents {
    pub(super) fn open(&mut self, document: Document) {
        self.touched.insert(document.path.clone());
        self.open.insert(document.uri.clone(), document);
    }

    pub(super) fn change(&mut self, uri: &str, version: Option<i64>, text: String) {
        if let Some(document) = self.open.get_mut(uri) {
            document.version = version;
            if document.text != text {
                document.text = text;
                self.touched.insert(document.path.clone());
            }
        }
    }

    /// Looks at a workspace anew: what lies on the disk around the file may be another.
    pub(super) fn save(&mut self, uri: &str) {
        let path = self.open.get(uri).map(|document| document.path.clone());
        self.touched.extend(path);
    }

    pub(super) fn close(&mut self, uri: &str) {
        self.touched
            .extend(self.open.remove(uri).map(|document| document.path));
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Document> {
        self.open.values()
    }

    pub(super) fn findings(&self, uri: &str) -> &[Finding] {
        self.open
            .get(uri)
            .map_or(&[], |document| document.findings.as_slice())
    }

    /// Looks at every document whose workspace something has changed in; returns what could not be
    /// looked at.
    pub(super) fn check(&mut self) -> Vec<String> {
        let mut faults = Vec::new();
        let touched = std::mem::take(&mut self.touched);
        let roots: BTreeSet<PathBuf> = touched.iter().filter_map(|path| root_of(path)).collect();
        let mut by_root: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
        let mut loose = Vec::new();
        for (uri, document) in &self.open {
            match root_of(&document.path) {
                Some(root) if roots.contains(&root) => {
                    by_root.entry(root).or_default().push(uri.clone());
                }
                None if touched.contains(&document.path) => loose.push(uri.clone()),
                _ => {}
            }
        }
        for (root, uris) in by_root {
            faults.extend(self.titles.install(&root));
            let relative = |document: &Document| {
                document
                    .path
                    .strip_prefix(&root)
                    .map(Path::to_path_buf)
                    .unwrap_or_default()
            };
            let edited = uris
                .iter()
                .filter_map(|uri| self.open.get(uri))
                .map(|document| (relative(document), document.text.clone()))
                .collect();
            let loaded = match load::load_over(&root, &edited) {
                Ok(loaded) => loaded,
                Err(fault) => {
                    faults.push(fault.to_string());
                    continue;
                }
            };
            let (workspace, mut found) = (loaded.value, loaded.diagnostics);
            found.extend(doorwise_people::evidence::check(&workspace));
            let found = settle::check(&workspace, found).found;
            for uri in uris {
                if let Some(document) = self.open.get_mut(&uri) {
                    let path = relative(document);
                    match is_of_workspace(&path) {
                        true => document.show(&found, &path),
                        // Copy that lies elsewhere in the folder is by itself, with its personas.
                        false => check_loose(document, workspace.clone()),
                    }
                }
            }
        }
        for uri in loose {
            if let Some(document) = self.open.get_mut(&uri) {
                check_loose(document, Workspace::default());
            }
        }
        faults
    }
}

/// Returns whether the workspace's loader reads a file, or would once it is saved.
fn is_of_workspace(path: &Path) -> bool {
    let folders = ["copy", "icps", "personas", "proof", "rules", "research"];
    path == Path::new(load::WORKSPACE_FILE) || folders.iter().any(|folder| path.starts_with(folder))
}

/// Copy by itself: mails and pages; other files are not ours to judge.
fn check_loose(document: &mut Document, mut workspace: Workspace) {
    const SURE: [&str; 5] = ["md", "markdown", "txt", "html", "eml"];
    let ending = document
        .path
        .extension()
        .map(|end| end.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    document.findings.clear();
    // A README or a page of code is text too: only what says that it is copy is judged.
    let says_so = document.text.starts_with("---\n") && document.text.contains("\npersona:")
        || document.text.starts_with("---\npersona:")
        || ending == "eml";
    if !SURE.contains(&ending.as_str()) || !says_so {
        return;
    }
    let read = copy::read(&document.path, document.text.as_bytes(), copy::Home::Loose);
    workspace.copies = read.copies;
    workspace.sources.extend(read.sources);
    let found = settle::check(&workspace, read.diagnostics).found;
    let path = document.path.clone();
    document.show(&found, &path);
}

/// Returns the folder of the workspace that a file lies in.
fn root_of(path: &Path) -> Option<PathBuf> {
    path.ancestors()
        .skip(1)
        .find(|folder| folder.join(load::WORKSPACE_FILE).is_file())
        .map(Path::to_path_buf)
}

/// Returns the path of a `file:` URI.
fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // A host stands before the path, empty for this machine.
    let path = &rest[rest.find('/')?..];
    let mut bytes = Vec::with_capacity(path.len());
    let mut at = 0;
    let raw = path.as_bytes();
    while at < raw.len() {
        let code = path
            .get(at + 1..at + 3)
            .filter(|_| raw[at] == b'%')
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                at += 3;
            }
            None => {
                bytes.push(raw[at]);
                at += 1;
            }
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    // `/c:/work` on Windows.
    let is_drive = text.as_bytes().get(2) == Some(&b':');
    Some(PathBuf::from(match is_drive {
        true => &text[1..],
        false => &text,
    }))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    #[test]
    fn uris_are_paths() {
        let path = super::path;
        assert_eq!(
            path("file:///a%20b/c%C3%A9.md"),
            Some(PathBuf::from("/a b/c\u{e9}.md"))
        );
        assert_eq!(path("file:///c%3A/x.md"), Some(PathBuf::from("c:/x.md")));
        assert_eq!(path("untitled:Untitled-1"), None);
    }
}
