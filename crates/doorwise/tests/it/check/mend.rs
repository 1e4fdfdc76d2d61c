//! `--fix`: what is certain, and nothing else.

use std::fs;

use crate::check::{TO_MARKETING, json, workspace};
use crate::run::{doorwise, write};

const RULE: &str = "extends: substitution\nmessage: Write %s\nswap: { utilise: use, leverage: use, 'A&B': A, \"moustache\": \"mous\\\"tache\" }\n";

#[test]
fn words_with_one_substitute_are_mended_where_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root, "");
    write(root, "rules/plain.yaml", RULE);
    write(
        root,
        "copy/a.md",
        &format!(
            "---\npersona: head\nsubject: \"Leverage it\" # why\n---\nUtilise it, and utilise it. {{{{name}}}} {TO_MARKETING}\n"
        ),
    );
    write(
        root,
        "copy/b.csv",
        &format!(
            "persona,subject,body\r\nhead,Hi,\"We \"\"utilise\"\" it. A&B moustache. {TO_MARKETING}\"\r\n"
        ),
    );
    write(
        root,
        "copy/c.html",
        &format!(
            "<meta name=\"doorwise:persona\" content=\"head\"><p>We uti<b>lise</b> and utilise <a href=\"utilise\">it</a>. {TO_MARKETING}</p>"
        ),
    );
    let mail = format!(
        "From: a@b.example\r\nSubject: Hi\r\nX-Doorwise-Persona: head\r\n\r\nWe utilise it. {TO_MARKETING}\r\n"
    );
    write(root, "copy/d.eml", &mail);
    let (said, found) = json(root, &["check", "--fix", "--format", "json"]);
    assert_eq!(said.code, 1, "{}", said.stderr);
    let read = |file: &str| fs::read_to_string(root.join(file)).expect("text");
    assert_eq!(
        read("copy/a.md"),
        format!(
            "---\npersona: head\nsubject: \"Use it\" # why\n---\nUse it, and use it. {{{{name}}}} {TO_MARKETING}\n"
        )
    );
    assert_eq!(
        read("copy/b.csv"),
        format!(
            "persona,subject,body\r\nhead,Hi,\"We \"\"use\"\" it. A&B moustache. {TO_MARKETING}\"\r\n"
        )
    );
    // Words with a tag inside are no run of the file; an address is no word of the text.
    assert_eq!(
        read("copy/c.html"),
        format!(
            "<meta name=\"doorwise:persona\" content=\"head\"><p>We uti<b>lise</b> and use <a href=\"utilise\">it</a>. {TO_MARKETING}</p>"
        )
    );
    // A mail that was sent is a record.
    assert_eq!(read("copy/d.eml"), mail);
    let mended = found["mended"].as_array().expect("mended");
    assert_eq!(mended.len(), 5, "{mended:#?}");
    assert_eq!(mended[0]["was"], "Leverage");
    assert_eq!(mended[0]["is"], "Use");
    assert!(
        said.stderr
            .contains("mended copy/a.md:5:1: `Utilise` is now `Use`"),
        "{}",
        said.stderr
    );
    assert!(
        said.stderr.contains("left alone copy/b.csv:2:"),
        "{}",
        said.stderr
    );
    // A second run has nothing left to do.
    let (_, again) = json(root, &["check", "--fix", "--format", "json"]);
    assert_eq!(again["mended"].as_array().map(Vec::len), Some(0));
}

#[test]
fn two_fixes_of_the_same_words_are_not_certain() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root, "");
    write(
        root,
        "rules/a.yaml",
        "extends: substitution\nmessage: Write %s\nswap: { big data: data }\n",
    );
    write(
        root,
        "rules/b.yaml",
        "extends: substitution\nmessage: Write %s\nswap: { data: facts }\n",
    );
    let text = "---\npersona: head\n---\nbig data is data.\n";
    write(root, "mail.md", text);
    let said = doorwise(root, &["check", "mail.md", "--fix"]);
    assert_eq!(
        fs::read_to_string(root.join("mail.md")).expect("text"),
        "---\npersona: head\n---\nbig data is facts.\n",
        "{}",
        said.stderr
    );
    assert!(
        said.stderr.contains("two fixes want these words"),
        "{}",
        said.stderr
    );
}
