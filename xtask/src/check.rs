//! The everyday checks, the same here and in CI; each installs what it needs.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

type Outcome = Result<String, Box<dyn Error>>;

/// Runs every test, Chromium's included.
pub(crate) fn test() -> Outcome {
    install_chromium()?;
    run("cargo", &["test", "--workspace", "--locked"], &[])?;
    Ok("all tests passed".to_owned())
}

/// Checks formatting and lints, warnings denied.
pub(crate) fn lint() -> Outcome {
    run("cargo", &["fmt", "--all", "--check"], &[])?;
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    run("cargo", &clippy, &[])?;
    Ok("formatting and lints are clean".to_owned())
}

/// Builds the code's own pages with warnings denied, and follows every link of the Markdown pages.
pub(crate) fn docs() -> Outcome {
    let doc = [
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
        "--locked",
    ];
    run("cargo", &doc, &[("RUSTDOCFLAGS", "-D warnings")])?;
    let broken = broken_links(&root())?;
    if broken.is_empty() {
        Ok("the docs are whole".to_owned())
    } else {
        Err(format!("links that lead nowhere:\n{}", broken.join("\n")).into())
    }
}

/// Runs all of the above, as `.ci/run` does.
pub(crate) fn ci() -> Outcome {
    lint()?;
    docs()?;
    test()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn run(program: &str, words: &[&str], env: &[(&str, &str)]) -> Result<(), Box<dyn Error>> {
    let status = Command::new(program)
        .args(words)
        .envs(env.iter().copied())
        .current_dir(root())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{program} {}` failed", words.join(" ")).into())
    }
}

/// The browser tests want Chromium; where Debian's packages can be installed, they are.
fn install_chromium() -> Result<(), Box<dyn Error>> {
    let there = |program: &str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    };
    if there("chromium") || there("chromium-browser") || there("google-chrome") || !there("apt-get")
    {
        return Ok(());
    }
    let mut words = vec!["apt-get"];
    if there("sudo") {
        words.insert(0, "sudo");
    }
    let apt = |more: &[&str]| -> Result<(), Box<dyn Error>> {
        let all: Vec<&str> = words.iter().skip(1).chain(more).copied().collect();
        run(words[0], &all, &[("DEBIAN_FRONTEND", "noninteractive")])
    };
    apt(&["update"])?;
    apt(&["install", "--yes", "--no-install-recommends", "chromium"])
}

/// Returns the links in our Markdown pages that point to a file that is not there.
fn broken_links(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut broken = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() {
                if !["target", ".git", "node_modules"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if name.ends_with(".md") {
                let text = std::fs::read_to_string(&path)?;
                for target in links(&text) {
                    if !path.with_file_name("").join(&target).exists() {
                        broken.push(format!("{}: {target}", path.strip_prefix(root)?.display()));
                    }
                }
            }
        }
    }
    broken.sort();
    Ok(broken)
}

/// Returns the files that a Markdown text links to, without their anchors.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for part in text.split("](").skip(1) {
        let target = part.split([')', ' ']).next().unwrap_or_default();
        let file = target.split('#').next().unwrap_or_default();
        if !file.is_empty() && !file.contains("://") && !file.starts_with("mailto:") {
            links.push(file.to_owned());
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_without_anchors_and_hosts() {
        let text = "[a](docs/a.md#part) ![b](b.png) [c](https://example.com) [d](#here)";
        assert_eq!(links(text), ["docs/a.md", "b.png"]);
    }
}
