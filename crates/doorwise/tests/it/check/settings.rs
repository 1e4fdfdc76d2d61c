//! Levels, and findings that are meant so.

use serde_json::Value;

use crate::check::{TO_MARKETING, json, places, workspace};
use crate::run::{doorwise, write};

fn names(found: &Value) -> Vec<String> {
    places(found)
}

#[test]
fn levels_are_set_in_the_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "copy/a.md",
        &format!("---\npersona: head\n---\nHi {{{{name}}}}. {TO_MARKETING}\n"),
    );
    for (level, wanted) in [
        ("off", None),
        ("note", Some("note")),
        ("warn", Some("warning")),
        ("{ level: error }", Some("error")),
    ] {
        workspace(
            root,
            &format!("checks:\n  rules:\n    copy/placeholder: {level}\n"),
        );
        let (_, found) = json(root, &["check", "--format", "json"]);
        let finding = found["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .find(|finding| finding["name"] == "copy/placeholder");
        assert_eq!(
            finding.and_then(|finding| finding["level"].as_str()),
            wanted,
            "{level}"
        );
    }
    workspace(
        root,
        "checks:\n  rules:\n    copy/placehodler: off\n    copy/placeholder: loud\n    copy/wrong-addressee: { words: 3 }\n",
    );
    let said = doorwise(root, &["check"]);
    assert!(
        said.stderr.contains("there is no rule `copy/placehodler`"),
        "{}",
        said.stderr
    );
    assert!(
        said.stderr.contains("did you mean `copy/placeholder`?"),
        "{}",
        said.stderr
    );
    assert!(
        said.stderr
            .contains("`copy/wrong-addressee` has no limit `words`"),
        "{}",
        said.stderr
    );
    assert!(
        said.stderr.contains("`loud` is not one of the known words"),
        "{}",
        said.stderr
    );
}

#[test]
fn what_is_meant_so_is_said_in_the_text_and_in_the_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(
        root,
        "checks:\n  allow:\n    - rule: copy/placeholder\n      path: copy/*.csv\n      reason: the sequencer fills these\n      by: Asha\n      date: 2026-11-20\n    - { rule: copy/placeholder, path: copy/none.md, reason: nothing there }\n    - { rule: copy/placeholder, path: copy/a.md }\n",
    );
    write(
        root,
        "copy/steps.csv",
        &format!("persona,subject,body\nhead,Hi,\"Hi {{{{name}}}}. {TO_MARKETING}\"\n"),
    );
    write(
        root,
        "copy/head.md",
        &format!(
            "---\npersona: head\nallow: {{ copy/placeholder: the sequencer fills it }}\n---\nHi {{{{name}}}}. {TO_MARKETING}\n"
        ),
    );
    write(
        root,
        "copy/text.md",
        &format!(
            "---\npersona: head\n---\n<!-- doorwise allow: copy/placeholder, the sequencer fills it -->\nHi {{{{name}}}}.\n\n{TO_MARKETING} {{{{not_covered}}}}\n"
        ),
    );
    write(
        root,
        "copy/unused.md",
        &format!(
            "---\npersona: head\nallow: {{ copy/placeholder: there was one }}\n---\n{TO_MARKETING}\n"
        ),
    );
    write(
        root,
        "copy/page.html",
        &format!(
            "<meta name=\"doorwise:persona\" content=\"head\"><p>{TO_MARKETING}</p>\n<!-- doorwise allow: copy/placeholder, filled later -->\n<p>Hi {{{{name}}}}.</p>"
        ),
    );
    write(
        root,
        "copy/wrong.md",
        &format!(
            "---\npersona: head\n---\n<!-- doorwise allow: copy/plaaceholder, hm -->\n{TO_MARKETING}\n"
        ),
    );
    let (_, found) = json(root, &["check", "--format", "json"]);
    let mut told = names(&found);
    told.retain(|place| place.contains("checks/") || place.contains("copy/placeholder"));
    assert_eq!(
        told,
        [
            "copy/text.md:7:111 copy/placeholder",
            "copy/unused.md:3:10 checks/unused-allow",
            "copy/wrong.md:4:1 checks/unknown-rule",
            "doorwise.yaml:9:15 checks/unused-allow",
            "doorwise.yaml:10:15 checks/allow-without-reason",
        ],
        "{found:#}"
    );
    let allowed = found["allowed"].as_array().expect("allowed");
    let shown: Vec<String> = allowed
        .iter()
        .map(|one| {
            format!("{} {} {}", one["place"], one["reason"], one["allowed_at"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        shown,
        [
            "copy/head.md:5:4 the sequencer fills it copy/head.md:3:10",
            "copy/page.html:3:7 filled later copy/page.html:2:1",
            "copy/steps.csv:2:13 the sequencer fills these doorwise.yaml:4:13",
            "copy/text.md:5:4 the sequencer fills it copy/text.md:4:1",
        ]
    );
    assert_eq!(allowed[2]["by"], "Asha");
    let said = doorwise(root, &["check"]);
    assert!(
        said.stdout.contains("4 findings meant so"),
        "{}",
        said.stdout
    );
}
