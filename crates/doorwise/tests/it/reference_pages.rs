//! Reference pages come from the program; a stale page is a red test, `UPDATE=1` rewrites it.

use std::fs;

use crate::run::{doorwise_ok, repository};

/// Checks a page against what it should be.
fn check(file: &str, wanted: &str) {
    let path = repository().join(file);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, wanted).expect("written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "{file} is stale: run `UPDATE=1 cargo test -p doorwise --test it reference_pages`"
    );
}

#[test]
fn the_command_line_page() {
    let here = repository();
    let mut page = String::from(
        "# The command line\n\nWritten from the program's own help; a test keeps it so.\n\n```text\n",
    );
    page += &doorwise_ok(&here, &["--help"]).stdout;
    page += "```\n";
    // Every verb of the list has its section, so that none can be forgotten.
    let listed = page.lines().skip_while(|line| *line != "Commands:").skip(1);
    let verbs: Vec<String> = listed
        .take_while(|line| !line.is_empty())
        // A long description goes on in further lines.
        .filter_map(|line| {
            line.strip_prefix("  ")
                .filter(|rest| !rest.starts_with(' '))
        })
        .filter_map(|line| line.split_whitespace().next())
        .filter(|verb| *verb != "help")
        .map(|verb| match verb {
            "learn" => "learn icp".to_owned(),
            other => other.to_owned(),
        })
        .collect();
    assert!(verbs.len() > 10, "{verbs:?}");
    for verb in verbs {
        let words: Vec<&str> = verb.split(' ').chain(["--help"]).collect();
        page += &format!(
            "\n## doorwise {verb}\n\n```text\n{}```\n",
            doorwise_ok(&here, &words).stdout
        );
    }
    check("docs/cli.md", &page);
}

#[test]
fn the_rules_page() {
    let here = repository();
    let list = doorwise_ok(&here, &["rule"]).stdout;
    let mut page = String::from(
        "# The rules\n\nWhat `doorwise check` finds in sentences and copy. Written from the rules themselves; a test keeps it so.\n",
    );
    for line in list.lines() {
        let name = line.split_whitespace().next().expect("a name");
        let text = doorwise_ok(&here, &["rule", name]).stdout;
        // One level down: the page has the one title.
        page += &format!(
            "\n{}",
            text.replace("\n## ", "\n### ").replacen("# ", "## ", 1)
        );
    }
    check("docs/rules.md", &page);
}

#[test]
fn the_example_has_the_schemas_of_today() {
    let folder = tempfile::tempdir().expect("a folder");
    doorwise_ok(folder.path(), &["init", "--no-input"]);
    for name in ["doorwise", "icp", "persona", "proof", "copy"] {
        let file = format!(".doorwise/schema/{name}.json");
        let fresh = fs::read_to_string(folder.path().join(&file)).expect("written by init");
        let kept = fs::read_to_string(repository().join("examples/saas-india").join(&file))
            .unwrap_or_default();
        assert!(
            fresh == kept,
            "{file} of the example is stale: run `cargo xtask example`"
        );
    }
}
