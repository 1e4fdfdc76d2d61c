//! A workspace's own title words, `titles.tsv` beside doorwise.yaml.

use std::path::Path;

use doorwise_vocab::title::{self, Grammar};

use crate::shell::Fault;

/// The file's name.
pub(in crate::cli) const FILE: &str = "titles.tsv";

/// Lets every reading of this run know the words of the workspace, where it has such.
pub(in crate::cli) fn install(root: &Path) -> Result<(), Fault> {
    let path = root.join(FILE);
    if path.is_file() {
        title::use_own(read(&path)?);
    }
    Ok(())
}

/// Lets every reading from here on know the words as they are now.
pub(in crate::cli) fn install_again(path: &Path, text: &str) -> Result<(), Fault> {
    title::use_own_again(of(path, text)?);
    Ok(())
}

/// Reads a list of words before the built-in ones.
pub(super) fn read(path: &Path) -> Result<Grammar, Fault> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Fault::asked(
            format!("cannot read `{}`: {error}", path.display()),
            "name a text file of title words",
        )
    })?;
    of(path, &text)
}

/// The built-in words alone.
pub(super) fn built_in() -> Result<Grammar, Fault> {
    of(Path::new(FILE), "")
}

fn of(path: &Path, text: &str) -> Result<Grammar, Fault> {
    Grammar::with_lists(text).map_err(|fault| {
        Fault::asked(
            format!("{}:{}: {}", path.display(), fault.line, fault.message),
            "write the list's name, its cells and the words, parted by tabs",
        )
    })
}
