//! The text files of a workspace as they were at a git revision.
//!
//! The user's own `git` is asked: a library that reads every form of repository that is about
//! (partial clones, worktrees, alternates) is many times the size of this program.

use std::path::{Component, Path, PathBuf};
use std::process::Command;

use crate::shell::Fault;

/// What belongs to a workspace besides its tables.
const FOLDERS: [&str; 6] = ["icps", "personas", "copy", "proof", "research", "rules"];
const FILES: [&str; 2] = ["doorwise.yaml", "listen.yaml"];

/// Writes the workspace's text files as of a revision into a folder of their own.
pub(super) fn taken_out(workspace: &Path, revision: &str) -> Result<tempfile::TempDir, Fault> {
    if revision.starts_with('-') || revision.is_empty() {
        return Err(not_a_revision(revision, "it is no name of one"));
    }
    let commit = format!("{revision}^{{commit}}");
    git(workspace, &["rev-parse", "--verify", "--quiet", &commit])
        .map_err(|says| not_a_revision(revision, &says))?;
    let listed = git(workspace, &["ls-tree", "-r", "-z", "--name-only", revision])
        .map_err(|says| not_a_revision(revision, &says))?;
    let folder = tempfile::tempdir().map_err(|source| Fault::Save {
        path: std::env::temp_dir(),
        source,
    })?;
    for name in listed.split(|byte| *byte == 0) {
        let Ok(name) = std::str::from_utf8(name) else {
            continue;
        };
        if !is_text_file(Path::new(name)) {
            continue;
        }
        let blob = git(workspace, &["show", &format!("{revision}:./{name}")])
            .map_err(|says| not_a_revision(revision, &says))?;
        let path = folder.path().join(name);
        let save = |source| Fault::Save {
            path: path.clone(),
            source,
        };
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(save)?;
        }
        std::fs::write(&path, blob).map_err(save)?;
    }
    Ok(folder)
}

fn is_text_file(name: &Path) -> bool {
    let mut parts = name.components();
    let (Some(Component::Normal(first)), rest) = (parts.next(), parts.as_path()) else {
        return false;
    };
    let is_plain = rest
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let first = first.to_string_lossy();
    let has_more = rest != PathBuf::new();
    is_plain
        && match has_more {
            true => FOLDERS.contains(&first.as_ref()),
            false => FILES.contains(&first.as_ref()),
        }
}

/// Runs git in the workspace; what it says goes wrong comes back as text.
fn git(workspace: &Path, words: &[&str]) -> Result<Vec<u8>, Vec<u8>> {
    let run = Command::new("git")
        .args(words)
        .current_dir(workspace)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("LC_ALL", "C")
        .output();
    match run {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => Err(output.stderr),
        Err(fault) => Err(format!("git cannot be run: {fault}").into_bytes()),
    }
}

fn not_a_revision(revision: &str, says: impl AsRef<[u8]>) -> Fault {
    let says = String::from_utf8_lossy(says.as_ref());
    let says = says.lines().next().unwrap_or_default().trim();
    let says = match says.is_empty() {
        true => String::new(),
        false => format!(" ({says})"),
    };
    Fault::asked(
        format!("`{revision}` is neither a folder nor a git revision of this workspace{says}"),
        "write --against with a revision such as HEAD~1 or main, or with the folder of another version",
    )
}
