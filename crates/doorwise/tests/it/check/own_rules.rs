//! Rules of the user's own.

use crate::check::{TO_MARKETING, json, places, workspace};
use crate::run::{doorwise, write};

#[test]
fn every_kind_is_run_on_copy() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root, "");
    write(
        root,
        "rules/hype.yaml",
        "extends: existence\nmessage: \"'%s' says nothing\"\nlevel: error\ntokens:\n  - synergy\n  - best[- ]in[- ]class\n",
    );
    write(
        root,
        "rules/plain.yaml",
        "extends: substitution\nmessage: \"Use '%s' instead of '%s'\"\nswap:\n  utili[sz]e: use\n  in order to: to\n  leads?: contacts|names\n",
    );
    write(
        root,
        "rules/one-question.yaml",
        "extends: occurrence\nmessage: Ask one thing, not %s\nscope: body\ntoken: '\\?'\nmax: 1\nchannels: [cold_email]\n",
    );
    write(
        root,
        "rules/named.yaml",
        "extends: occurrence\nmessage: Name the day\ntoken: Monday\nmin: 1\nlevel: suggestion\n",
    );
    write(
        root,
        "rules/easy.yaml",
        "extends: readability\nmessage: Reads at grade %s\nmetric: Flesch-Kincaid\ngrade: 8\nlanguages: [en]\n",
    );
    write(
        root,
        "copy/a.md",
        "---\npersona: head\nchannel: cold_email\nsubject: \"Synergy now\"\n---\nUtilise our best-in-class tool. Synergyless? In order to do what?\n",
    );
    write(
        root,
        "copy/b.md",
        &format!(
            "---\npersona: head\nchannel: ad\n---\n{TO_MARKETING} What? Why?\n\nThe organisational implementation considerations notwithstanding, interdepartmental communication necessitates comprehensive administrative documentation.\n"
        ),
    );
    let (_, found) = json(root, &["check", "--format", "json"]);
    let mut told = places(&found);
    told.retain(|place| place.contains(" own/"));
    assert_eq!(
        told,
        [
            "copy/a.md:4:11 own/hype",
            "copy/a.md:6:1 own/plain",
            "copy/a.md:6:1 own/named",
            "copy/a.md:6:13 own/hype",
            "copy/a.md:6:46 own/plain",
            "copy/a.md:6:65 own/one-question",
            "copy/b.md:5:1 own/easy",
            "copy/b.md:5:89 own/plain",
        ],
        "{found:#}"
    );
    let fixes: Vec<(&str, Option<&str>)> = found["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["name"] == "own/plain")
        .map(|finding| {
            (
                finding["help"].as_str().expect("help"),
                finding["fix"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        fixes,
        [
            ("write `Use`", Some("Use")),
            ("write `To`", Some("To")),
            // Two answers are no certain one.
            ("write one of `contacts`, `names`", None),
        ]
    );
}

#[test]
fn a_bad_rule_is_told_with_its_line_and_the_others_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root, "");
    write(
        root,
        "rules/a.yaml",
        "extends: existence\nmessage: no\ntokens:\n  - 'fine'\n  - '(open'\n",
    );
    write(root, "rules/b.yaml", "extends: existance\nmessage: no\n");
    write(
        root,
        "rules/c.yaml",
        "extends: occurrence\nmessage: no\ntoken: x\n",
    );
    write(
        root,
        "rules/d.yaml",
        "extends: existence\nmesage: no\ntokens: [x]\n",
    );
    write(
        root,
        "copy/a.md",
        &format!("---\npersona: head\n---\nThis is fine. {TO_MARKETING}\n"),
    );
    let said = doorwise(root, &["check"]);
    assert_eq!(said.code, 1);
    for wanted in [
        "error[own-rule/bad-pattern]: `(open` is no regular expression: unclosed group",
        "--> rules/a.yaml:5:5",
        "did you mean `existence`?",
        "a rule of the kind `occurrence` needs `max` or `min`",
        "--> rules/d.yaml:2:1",
        "did you mean `message`?",
        "warning[own/a]: no",
        "--> copy/a.md:4:9",
    ] {
        assert!(said.stderr.contains(wanted), "{wanted}\n{}", said.stderr);
    }
}
