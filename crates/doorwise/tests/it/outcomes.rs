//! `doorwise check --outcomes`: which rules go with what copy brought, and never more.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, write};

const PLAIN: &str = "Half of your deals have no source on Monday.";
const OURS: &str = "We love what we do and our people love it for us.";

/// Writes 60 tests of four copies, two of them with the fault; `with` and `without` are clicks of 1,000.
fn tests(folder: &Path, with: usize, without: usize) {
    let mut table = String::from("clickability_test_id,headline,clicks,impressions\n");
    for test in 0..60 {
        for copy in 0..4 {
            // Readers of every test click otherwise, and copies of one test differ a little.
            let base = 1 + test % 5;
            let noise = (test * 7 + copy * 13) % 9;
            let (text, clicks) = match copy % 2 {
                0 => (format!("{PLAIN} {OURS}"), with * base + noise),
                _ => (PLAIN.to_owned(), without * base + noise),
            };
            writeln!(table, "t{test},\"{text}\",{clicks},1000").expect("written");
        }
    }
    write(folder, "sent.csv", &table);
}

fn asked(folder: &Path, words: &[&str]) -> Value {
    let all: Vec<&str> = ["check", "--outcomes", "sent.csv", "--format", "json"]
        .iter()
        .chain(words)
        .copied()
        .collect();
    serde_json::from_str(&doorwise_ok(folder, &all).stdout).expect("JSON")
}

fn rule<'a>(view: &'a Value, name: &str) -> &'a Value {
    let rules = view["rules"].as_array().expect("rules");
    let found = rules.iter().find(|rule| rule["name"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {view}"))
}

#[test]
fn a_rule_agrees_disagrees_or_has_too_little() {
    let folder = tempfile::tempdir().expect("a folder");
    tests(folder.path(), 20, 30);
    let view = asked(folder.path(), &[]);
    let agrees = rule(&view, "copy/we-we");
    assert_eq!(agrees["verdict"], "agrees", "{agrees}");
    assert_eq!(
        (&agrees["fires"], &agrees["ran"], &agrees["tests"]),
        (&120.into(), &240.into(), &60.into())
    );
    let difference = &agrees["difference"];
    // Ten clicks fewer of 1,000 for each of the five kinds of readers, three in the mean.
    let value = difference["value"].as_f64().expect("a number");
    assert!((value + 0.03).abs() < 0.005, "{difference}");
    assert!(difference["high"].as_f64() < Some(0.0));
    tests(folder.path(), 30, 20);
    assert_eq!(
        rule(&asked(folder.path(), &[]), "copy/we-we")["verdict"],
        "disagrees"
    );
    tests(folder.path(), 25, 25);
    let nothing = asked(folder.path(), &[]);
    for rule in nothing["rules"].as_array().expect("rules") {
        assert_eq!(rule["verdict"], "not enough evidence", "{rule}");
    }
    let text = doorwise_ok(folder.path(), &["check", "--outcomes", "sent.csv"]).stdout;
    assert!(
        text.contains("Not enough evidence") && text.contains("need not cause anything"),
        "{text}"
    );
    assert_eq!(
        text,
        doorwise_ok(folder.path(), &["check", "--outcomes", "sent.csv"]).stdout
    );
}

/// Eight cases on each side are the least, however strong they look.
#[test]
fn a_handful_shows_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut table = String::from("text,replied\n");
    for idx in 0..14 {
        let (text, replied) = if idx % 2 == 0 {
            (format!("{PLAIN} {OURS}"), 0)
        } else {
            (PLAIN.to_owned(), 1)
        };
        writeln!(table, "\"{text}\",{replied}").expect("written");
    }
    write(folder.path(), "sent.csv", &table);
    let view = asked(folder.path(), &[]);
    let found = rule(&view, "copy/we-we");
    assert_eq!(
        (&found["fires"], &found["verdict"]),
        (&7.into(), &"not enough evidence".into())
    );
    assert_eq!(view["tested"], 0);
}

#[test]
fn rows_without_an_outcome_are_counted_and_columns_named() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "copy/a.md",
        &format!("---\nchannel: cold_email\n---\n{PLAIN}\n"),
    );
    let mut table = String::from("Piece;Answers;Mails out\n");
    for _ in 0..9 {
        table.push_str("copy/a.md;1;10\n");
    }
    table.push_str("copy/a.md;;10\ncopy/a.md;11;10\ncopy/gone.md;1;10\ncopy/a.md;0;0\n");
    write(folder.path(), "sent.csv", &table);
    let named = [
        "--column",
        "path=piece",
        "--column",
        "hits=answers",
        "--column",
        "sent=Mails out",
    ];
    let view = asked(folder.path(), &named);
    assert_eq!(view["copies"], 9, "{view}");
    let left: Vec<(&String, &Value)> = view["left_out"]
        .as_object()
        .expect("reasons")
        .iter()
        .collect();
    assert_eq!(left.len(), 4, "{left:?}");
    // The channel of the file's own head counts: a rule that needs one ran.
    assert_eq!(rule(&view, "copy/too-long")["ran"], 9);
    let run = doorwise(folder.path(), &["check", "--outcomes", "sent.csv"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("Piece, Answers, Mails out"),
        "{}",
        run.stderr
    );
    let run = doorwise(
        folder.path(),
        &[
            "check",
            "--outcomes",
            "sent.csv",
            "--column",
            "hits=nothing",
        ],
    );
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("no column `nothing`"), "{}", run.stderr);
}

/// Numbers of rules are set in the workspace; a wrong name and a number out of range have their place.
#[test]
fn limits_are_set_in_the_workspace_and_wrong_ones_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let mail = "Hi Meera,\n\nHalf of your deals have no source on Monday, and you look for it on Sunday night in three sheets.\n\nShall I send the page?\n";
    write(
        root,
        "icps/i.yaml",
        "icp: i\nname: Software companies in India\ngates:\n  - place: IN\n",
    );
    write(
        root,
        "personas/p.yaml",
        "persona: p\nicp: i\nname: Head of Marketing Meera\nrole: { function: marketing, seniority: head }\npains:\n  - says: half of the deals have no source\n",
    );
    write(
        root,
        "copy/a.md",
        &format!("---\npersona: p\nchannel: cold_email\n---\n{mail}"),
    );
    let names = |rules: &str| {
        write(
            root,
            "doorwise.yaml",
            &format!("name: Example\nchecks:\n  rules:\n    copy/too-long: {rules}\n"),
        );
        let run = doorwise(root, &["check", "--format", "json"]);
        let view: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let findings = view["findings"].as_array().expect("findings").iter();
        let of_limits = findings.filter(|found| {
            let name = found["name"].as_str().unwrap_or_default();
            name == "copy/too-long" || name.starts_with("checks/")
        });
        of_limits
            .map(|found| {
                (
                    found["name"].clone(),
                    found["level"].clone(),
                    found["line"].clone(),
                    found["help"].clone(),
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(names("warn"), []);
    let long = names("{ words: 20 }");
    assert_eq!(
        (&long[0].0, &long[0].1),
        (&"copy/too-long".into(), &"warning".into()),
        "{long:?}"
    );
    let wrong = names("{ word: 20 }");
    assert_eq!(
        (&wrong[0].0, &wrong[0].2),
        (&"checks/unknown-limit".into(), &4.into()),
        "{wrong:?}"
    );
    assert!(
        wrong[0]
            .3
            .as_str()
            .is_some_and(|help| help.contains("`words`")),
        "{wrong:?}"
    );
    let far = names("{ words: 3 }");
    assert_eq!(
        (&far[0].0, &far[0].1, &far[0].2),
        (
            &"checks/limit-out-of-range".into(),
            &"error".into(),
            &4.into()
        ),
        "{far:?}"
    );
    assert_eq!(far.len(), 1, "a number out of range is not used");
    let page = doorwise_ok(root, &["rule", "copy/too-long"]).stdout;
    assert!(
        page.contains("## Limits") && page.contains("`words: 125`"),
        "{page}"
    );
}
