//! Reads a workspace: as much as can be understood, and every problem of every file at once.

mod checks;
pub(crate) mod copy_head;
mod decode;
mod icp;
mod own_rule;
mod persona;
mod setup;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::schema::FileKind;
use super::{ResearchFile, Workspace, raw};
use crate::copy::{self, Home, ReadCopies};
use crate::diagnostic::{self, Diagnostic, Loaded, Place, Span};
use crate::icp::Icp;
use crate::money::Rates;
use crate::persona::Persona;
use crate::privacy::{self, Privacy};
use decode::{Decoded, decode};

/// Most bytes of a text file that are read: an hour's transcript has a hundredth of it.
const MAX_TEXT_BYTES: u64 = 8 << 20;

/// The workspace's own file.
pub const WORKSPACE_FILE: &str = "doorwise.yaml";

/// Why nothing could be read at all.
#[derive(Debug, Error)]
pub enum LoadError {
    /// No such folder.
    #[error("`{0}` is not a folder")]
    NotAFolder(PathBuf),
    /// A folder without a workspace in it.
    #[error("no workspace in `{0}`: it has neither {WORKSPACE_FILE} nor icps/")]
    NoWorkspace(PathBuf),
    /// The file system said no.
    #[error("cannot read `{path}`: {source}")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
}

/// Reads the workspace in `root`.
///
/// # Errors
/// Returns an error where the outside world fails; faults of content come as diagnostics.
pub fn load(root: &Path) -> Result<Loaded<Workspace>, LoadError> {
    load_over(root, &BTreeMap::new())
}

/// What a person corrected in what the interviews were heard to say.
pub const CORRECTIONS_FILE: &str = "listen.yaml";

/// Reads the workspace in `root` as it would be with `edited` saved: path from the root to text,
/// as an editor holds files that nobody saved yet.
///
/// # Errors
/// Returns an error where the outside world fails; faults of content come as diagnostics.
pub fn load_over(
    root: &Path,
    edited: &BTreeMap<PathBuf, String>,
) -> Result<Loaded<Workspace>, LoadError> {
    if !root.is_dir() {
        return Err(LoadError::NotAFolder(root.to_path_buf()));
    }
    let main = root.join(WORKSPACE_FILE);
    let icp_files = list(root, edited, "icps", &["yaml", "yml"])?;
    if !main.is_file() && icp_files.is_empty() {
        return Err(LoadError::NoWorkspace(root.to_path_buf()));
    }
    let mut loader = Loader {
        root,
        edited,
        diagnostics: Vec::new(),
        sources: BTreeMap::new(),
    };
    let mut workspace = loader.setup(main.is_file())?;
    // A company is as of the workspace's day, and so is the rate of its revenue.
    let rates = workspace.rates.until(workspace.as_of);
    for file in icp_files {
        if let Some(decoded) = loader.decode::<raw::IcpFile>(&file, FileKind::Icp)? {
            let icp = icp::build(&decoded, &file, &rates, &mut loader.diagnostics);
            workspace.icps.push(icp);
        }
    }
    for file in list(root, edited, "proof", &["yaml", "yml"])? {
        if let Some(decoded) = loader.decode::<raw::ProofFile>(&file, FileKind::Proof)? {
            workspace
                .proofs
                .extend(persona::proofs(&decoded, &file, &mut loader.diagnostics));
        }
    }
    for file in list(root, edited, "personas", &["yaml", "yml"])? {
        if let Some(decoded) = loader.decode::<raw::PersonaFile>(&file, FileKind::Persona)? {
            workspace
                .personas
                .push(persona::build(&decoded, &file, &mut loader.diagnostics));
        }
    }
    for file in list(root, edited, "rules", &["yaml", "yml"])? {
        if let Some(decoded) = loader.decode::<raw::OwnRuleFile>(&file, FileKind::OwnRule)? {
            let rule = own_rule::build(&decoded, &file, &mut loader.diagnostics);
            workspace.own_rules.extend(rule);
        }
    }
    for file in list(root, edited, "copy", &copy::ENDINGS)? {
        let found = loader.copy(&file)?;
        workspace.copies.extend(found.copies);
        workspace.bad_copies += found.bad;
    }
    for file in list(root, edited, "research", &[])? {
        if let Some(text) = loader.text(&file)? {
            workspace.research.push(ResearchFile { file, text });
        }
    }
    workspace.corrections = loader.text_if_there(CORRECTIONS_FILE)?;
    let corrections = workspace.corrections.clone();
    loader
        .sources
        .extend(corrections.map(|text| (PathBuf::from(CORRECTIONS_FILE), text)));
    let (forgotten, suppressions) = (
        loader.text_if_there(privacy::FORGOTTEN_FILE)?,
        loader.text_if_there(privacy::SUPPRESSIONS_FILE)?,
    );
    let (known, wrong) = Privacy::read(forgotten.as_deref(), suppressions.as_deref());
    workspace.privacy = known;
    loader.diagnostics.extend(wrong);
    loader
        .sources
        .extend(suppressions.map(|text| (PathBuf::from(privacy::SUPPRESSIONS_FILE), text)));
    persona::check_links(&workspace, &mut loader.diagnostics);
    workspace.sources = loader.sources;
    workspace.lead_back(&mut loader.diagnostics);
    diagnostic::sort(&mut loader.diagnostics);
    Ok(Loaded {
        value: workspace,
        diagnostics: loader.diagnostics,
    })
}

/// Reads one ICP file on its own, for `doorwise score --icp`; returns its text too, for messages.
///
/// # Errors
/// Returns an error where the file cannot be read; faults of content come as diagnostics.
pub fn load_icp(path: &Path, rates: &Rates) -> Result<(Loaded<Option<Icp>>, String), LoadError> {
    let text = read_text(path)?;
    Ok((read_icp(path, &text, rates), text))
}

/// Reads the text of one file on its own.
///
/// # Errors
/// Returns an error where it is no regular file of at most 8 MiB, or no UTF-8.
pub fn read_text(path: &Path) -> Result<String, LoadError> {
    String::from_utf8(read_bytes(path)?).map_err(|_| LoadError::Read {
        path: path.to_path_buf(),
        source: io::Error::new(
            io::ErrorKind::InvalidData,
            "stream did not contain valid UTF-8",
        ),
    })
}

/// Understands the text of one persona file.
pub fn read_persona(file: &Path, text: &str) -> Loaded<Option<Persona>> {
    let mut diagnostics = Vec::new();
    let value = decode::<raw::PersonaFile>(file, text, FileKind::Persona, 0, &mut diagnostics)
        .map(|decoded| persona::build(&decoded, file, &mut diagnostics));
    diagnostic::sort(&mut diagnostics);
    Loaded { value, diagnostics }
}

/// Understands a file of copy outside a workspace, whatever its format: a head is welcome and none is needed.
pub fn read_loose_copy(file: &Path, bytes: &[u8]) -> ReadCopies {
    copy::read(file, bytes, Home::Loose)
}

/// Reads the bytes of one file on its own.
///
/// # Errors
/// Returns an error where it is no regular file of at most 8 MiB.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, LoadError> {
    let fault = |source| LoadError::Read {
        path: path.to_path_buf(),
        source,
    };
    // A device or a pipe never ends; only what a regular file holds is read.
    let metadata = fs::metadata(path).map_err(fault)?;
    if !metadata.is_file() || metadata.len() > MAX_TEXT_BYTES {
        return Err(fault(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is no regular file of at most 8 MiB",
        )));
    }
    fs::read(path).map_err(fault)
}

/// Understands the text of one ICP file.
pub fn read_icp(file: &Path, text: &str, rates: &Rates) -> Loaded<Option<Icp>> {
    let mut diagnostics = Vec::new();
    let value = decode::<raw::IcpFile>(file, text, FileKind::Icp, 0, &mut diagnostics)
        .map(|decoded| icp::build(&decoded, file, rates, &mut diagnostics));
    diagnostic::sort(&mut diagnostics);
    Loaded { value, diagnostics }
}

struct Loader<'a> {
    root: &'a Path,
    edited: &'a BTreeMap<PathBuf, String>,
    diagnostics: Vec<Diagnostic>,
    sources: BTreeMap<PathBuf, String>,
}

impl Loader<'_> {
    fn text_if_there(&mut self, file: &str) -> Result<Option<String>, LoadError> {
        match self.edited.contains_key(Path::new(file)) || self.root.join(file).is_file() {
            true => self.text(Path::new(file)),
            false => Ok(None),
        }
    }

    fn bytes(&mut self, file: &Path) -> Result<Option<Vec<u8>>, LoadError> {
        if let Some(text) = self.edited.get(file) {
            return Ok(Some(text.clone().into_bytes()));
        }
        let path = self.root.join(file);
        let size = fs::metadata(&path)
            .map_err(|source| LoadError::Read {
                path: path.clone(),
                source,
            })?
            .len();
        if size > MAX_TEXT_BYTES {
            self.diagnostics.push(
                Diagnostic::error(
                    "workspace/file-too-large",
                    Place::text(file, None),
                    format!("the file has {size} bytes; at most {MAX_TEXT_BYTES} are read"),
                )
                .help("split it, or keep rows of data in a table"),
            );
            return Ok(None);
        }
        fs::read(&path)
            .map(Some)
            .map_err(|source| LoadError::Read { path, source })
    }

    fn text(&mut self, file: &Path) -> Result<Option<String>, LoadError> {
        let Some(bytes) = self.bytes(file)? else {
            return Ok(None);
        };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        "workspace/not-utf8",
                        Place::text(file, None),
                        "the file is not UTF-8 text",
                    )
                    .help("save it as UTF-8"),
                );
                Ok(None)
            }
        }
    }

    fn decode<T: serde::de::DeserializeOwned>(
        &mut self,
        file: &Path,
        kind: FileKind,
    ) -> Result<Option<Decoded<T>>, LoadError> {
        let Some(text) = self.text(file)? else {
            return Ok(None);
        };
        let decoded = decode(file, &text, kind, 0, &mut self.diagnostics);
        self.sources.insert(file.to_path_buf(), text);
        Ok(decoded)
    }

    fn setup(&mut self, has_main: bool) -> Result<Workspace, LoadError> {
        let file = Path::new(WORKSPACE_FILE);
        let decoded = if has_main {
            self.decode::<raw::DoorwiseFile>(file, FileKind::Doorwise)?
        } else {
            None
        };
        Ok(setup::build(
            decoded.as_ref(),
            self.root,
            file,
            &mut self.diagnostics,
        ))
    }

    fn copy(&mut self, file: &Path) -> Result<ReadCopies, LoadError> {
        let Some(bytes) = self.bytes(file)? else {
            return Ok(ReadCopies {
                bad: 1,
                ..ReadCopies::default()
            });
        };
        let mut found = copy::read(file, &bytes, Home::Workspace);
        self.diagnostics.append(&mut found.diagnostics);
        self.sources.append(&mut found.sources);
        Ok(found)
    }
}

/// Lists the files of a folder and below by name, with those that an editor holds and nobody saved
/// yet; no folder means no files.
fn list(
    root: &Path,
    edited: &BTreeMap<PathBuf, String>,
    folder: &str,
    extensions: &[&str],
) -> Result<Vec<PathBuf>, LoadError> {
    let is_read = |file: &Path| {
        let extension = file
            .extension()
            .map(|ext| ext.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        extensions.is_empty() || extensions.contains(&extension.as_str())
    };
    let is_hidden = |file: &Path| {
        file.components()
            .any(|part| part.as_os_str().to_string_lossy().starts_with('.'))
    };
    let mut files: Vec<PathBuf> = edited
        .keys()
        .filter(|file| file.starts_with(folder) && is_read(file) && !is_hidden(file))
        .cloned()
        .collect();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let path = root.join(&folder);
        if !path.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&path).map_err(|source| LoadError::Read {
            path: path.clone(),
            source,
        })?;
        for entry in entries {
            let entry = entry.map_err(|source| LoadError::Read {
                path: path.clone(),
                source,
            })?;
            let name = entry.file_name();
            let file = folder.join(&name);
            let kind = entry.file_type().map_err(|source| LoadError::Read {
                path: path.clone(),
                source,
            })?;
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                folders.push(file);
            } else if kind.is_file() && is_read(&file) {
                files.push(file);
            }
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

/// Returns whether `id` may name a file: lower-case letters, digits and hyphens, at most 64.
fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 64
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Checks that the id is one, and that the file is named after it.
fn check_id(
    id: &str,
    field: &str,
    file: &Path,
    span: Option<Span>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let stem = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    if !is_id(id) {
        diagnostics.push(
            Diagnostic::error(
                "workspace/bad-id",
                Place::text(file, span),
                format!("`{id}` cannot be an id"),
            )
            .label("not an id")
            .help("use lower-case letters, digits and hyphens, at most 64"),
        );
    } else if stem != id {
        diagnostics.push(
            Diagnostic::warning(
                "workspace/id-is-not-file-name",
                Place::text(file, span),
                format!("`{field}: {id}` stands in a file named `{stem}`"),
            )
            .label("another name")
            .help(format!(
                "rename the file to {id}.yaml, or write `{field}: {stem}`"
            )),
        );
    }
}
