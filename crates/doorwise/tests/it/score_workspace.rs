//! `score` where a workspace lies: what is not named comes from there.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, write};

/// Writes a workspace whose map says what no header would: the column `Crew` is the size.
fn prepare(folder: &Path) {
    write(
        folder,
        "doorwise.yaml",
        "name: Tallyroom\ncurrency: EUR\ntables:\n  companies:\n    path: list.csv\n    \
         columns: { name: Firm, employees: Crew, revenue: Turnover }\n",
    );
    write(
        folder,
        "icps/small.yaml",
        "icp: small\ngates:\n  - employees: 5..60\npoints:\n  - revenue: { EUR 1m..: 2 }\ntiers: { A: 2, B: 0 }\n",
    );
    write(
        folder,
        "icps/large.yaml",
        "icp: large\ngates:\n  - employees: 61..\ntiers: { A: 0 }\n",
    );
    write(
        folder,
        "list.csv",
        "Firm,Crew,Turnover\nAcorn,10,2000000\nBirch,80,90\nCedar,3,5\nDogwood,20,10\n",
    );
}

fn score(folder: &Path, words: &[&str]) -> Value {
    let mut all = vec!["score", "--format", "json"];
    all.extend(words);
    serde_json::from_str(&doorwise_ok(folder, &all).stdout).expect("JSON")
}

#[test]
fn the_workspaces_own_companies_are_scored_with_its_icps() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    prepare(folder);
    let view = score(folder, &[]);
    assert_eq!(view["counts"]["companies"], 4);
    assert_eq!(view["counts"]["pursue"], 3, "{view}");
    // In order of file name; the amount's currency is the workspace's.
    assert_eq!(view["icps"][0]["icp"], "large");
    assert_eq!(view["icps"][1]["tiers"][0]["companies"], 1, "{view}");
    assert_eq!(view["columns"][0]["why"], "doorwise.yaml");

    // The same table named is the same, also for one ICP; another one is told by its columns.
    assert_eq!(score(folder, &["--table", "list.csv"]), view);
    let small = score(folder, &["--icp", "icps/small.yaml"]);
    assert_eq!((&small["pursue"], &small["ignore"]), (&2.into(), &2.into()));
    fs::copy(folder.join("list.csv"), folder.join("other.csv")).expect("copied");
    let map = ["--table", "other.csv", "--map", "employees=Crew"];
    assert_eq!(score(folder, &map)["counts"]["pursue"], 3);

    // What is printed opens with the words that are printed with it.
    let text = doorwise_ok(folder, &["score"]).stdout;
    assert!(text.contains("--table list.csv"), "{text}");
    let why = ["why", "in.small.count.pursue", "--table", "list.csv"];
    let opened = doorwise_ok(folder, &why).stdout;
    assert!(
        opened.contains("Acorn") && opened.contains("Dogwood"),
        "{opened}"
    );
}

#[test]
fn outside_of_a_workspace_both_must_be_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    prepare(folder);
    fs::remove_file(folder.join("doorwise.yaml")).expect("removed");
    for (words, says) in [
        (vec!["score"], "neither an ICP nor a table is named"),
        (
            vec!["score", "--table", "list.csv"],
            "nothing says which ICP the table is held against",
        ),
        (
            vec!["score", "--icp", "icps/small.yaml"],
            "nothing says which table is scored",
        ),
    ] {
        let run = doorwise(folder, &words);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(says), "{}", run.stderr);
    }
}

#[test]
fn a_workspace_without_companies_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    prepare(folder);
    write(folder, "doorwise.yaml", "name: Tallyroom\n");
    let run = doorwise(folder, &["score"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("no table of companies"),
        "{}",
        run.stderr
    );
}
