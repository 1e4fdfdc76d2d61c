//! Runs the binary and keeps what it said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `doorwise` with these words in this folder.
pub(crate) fn doorwise(folder: &Path, words: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_doorwise"))
        .args(words)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs");
    Run {
        code: output.status.code().expect("not killed"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Runs `doorwise` and expects it to end with 0.
#[track_caller]
pub(crate) fn doorwise_ok(folder: &Path, words: &[&str]) -> Run {
    let run = doorwise(folder, words);
    assert_eq!(
        run.code, 0,
        "doorwise {words:?} said:\n{}\n{}",
        run.stdout, run.stderr
    );
    run
}

/// Returns the root of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the repository")
}

/// Returns a set of the real data beside the repository; says so where it is not there.
#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
pub(crate) fn shared_data(file: &str) -> Option<PathBuf> {
    let path = repository().join("../shared/data").join(file);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: no shared data {file}");
    None
}

/// Reads JSON from a file.
#[track_caller]
pub(crate) fn json(path: &Path) -> serde_json::Value {
    let text =
        fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// Writes a file of a workspace, its folder too.
pub(crate) fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}
