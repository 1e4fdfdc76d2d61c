//! Every id that a verb prints opens, and the index leads to each.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{odd, with_case};
use crate::run::{doorwise, doorwise_ok, repository, write};

/// Returns the ids that a text prints.
fn printed_ids(text: &str) -> Vec<&str> {
    const HEADS: [&str; 26] = [
        "headline",
        "as_of",
        "count",
        "tier",
        "fall",
        "worth",
        "segment",
        "remark",
        "icp",
        "gate",
        "exclusion",
        "points",
        "cut",
        "note",
        "deals",
        "role",
        "persona",
        "message",
        "clarity",
        "action",
        "table",
        "problems",
        "finding",
        "company",
        "offer",
        "trigger",
    ];
    // An id stands apart from the sentence and from the numbers of its row.
    let apart = text.lines().flat_map(|line| line.split("  "));
    let words = apart.map(str::trim).filter(|word| !word.contains(' '));
    words
        .filter(|word| HEADS.contains(&word.split('.').next().unwrap_or_default()))
        .collect()
}

#[test]
fn every_id_that_plan_prints_opens() {
    let root = repository().join("examples/saas-india");
    let run = doorwise_ok(&root, &["plan"]);
    let ids = printed_ids(&run.stdout);
    assert!(ids.len() > 70, "{}", ids.len());
    for tail in [
        "fall.gate.place",
        "tier.pursue.A",
        ".search",
        ".known_there",
        ".person",
        ".subject",
        "problems",
        "icp",
        "as_of",
    ] {
        assert!(
            ids.iter().any(|id| id.ends_with(tail)),
            "no id ends in {tail}: {ids:?}"
        );
    }
    with_case(&root, |_, open| {
        for id in ids.iter().filter(|id| **id != "as_of") {
            open(id);
        }
    });
    let as_of = doorwise_ok(&root, &["why", "as_of"]);
    assert!(as_of.stdout.contains("2026-11-01"), "{}", as_of.stdout);
}

#[test]
fn what_a_draft_leaves_out_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    odd(folder.path(), "");
    write(
        folder.path(),
        "personas/head.yaml",
        "persona: head\nname: Head\nicp: all\nrole: { function: marketing, seniority: [head] }\npains:\n  - says: low-quality leads\n",
    );
    let run = doorwise(folder.path(), &["plan"]);
    let id = "message.head.cold_email.problem.pain-1.gaps";
    assert!(printed_ids(&run.stdout).contains(&id), "{}", run.stdout);
    let why = doorwise_ok(folder.path(), &["why", id]);
    assert!(why.stdout.contains("no sender"), "{}", why.stdout);
}

#[test]
fn rows_that_could_not_be_read_open_to_their_reasons() {
    let folder = tempfile::tempdir().expect("a folder");
    odd(folder.path(), "c7,Seven,\"20\nnever closed,,,\n");
    let run = doorwise(folder.path(), &["plan"]);
    let ids = printed_ids(&run.stdout);
    assert!(ids.contains(&"table.companies.skipped"), "{}", run.stdout);
    let why = doorwise_ok(folder.path(), &["why", "table.companies.skipped"]);
    assert!(why.stdout.contains("list.csv:7"), "{}", why.stdout);
}

#[test]
fn every_id_that_score_prints_opens_with_the_same_flags() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(
        folder,
        "deal icp.yaml",
        "icp: deals\ngates:\n  - revenue: 1M..9M INR\nexclusions:\n  - keywords: agency\npoints:\n  - employees: { 10..50: 2 }\n  - stage: { seed: 1 }\n",
    );
    write(
        folder,
        "list.csv",
        "Firm,Heads,Heads before,Turnover\nOne,400,30,2000000\nTwo,30,400,2000000\nThree,30,30,90\n",
    );
    let flags = [
        "--icp",
        "deal icp.yaml",
        "--table",
        "list.csv",
        "--map",
        "name=Firm",
        "--map",
        "employees=Heads before",
        "--map",
        "revenue=Turnover",
        "--currency",
        "INR",
    ];
    let scored = doorwise(folder, &[&["score"], flags.as_slice()].concat());
    let ids = printed_ids(&scored.stdout);
    for id in [
        "count",
        "remark.no_column.stage",
        "remark.unchecked.keywords",
        "table.companies.column.employees",
        "company.list.csv:2",
    ] {
        assert!(ids.contains(&id), "{id} is not printed:\n{}", scored.stdout);
    }
    for id in &ids {
        doorwise_ok(folder, &[&["why", id], flags.as_slice()].concat());
    }
    // The same numbers, by the same columns and the same currency.
    let scored = doorwise(
        folder,
        &[&["score", "--format", "json"], flags.as_slice()].concat(),
    );
    let scored: Value = serde_json::from_str(&scored.stdout).expect("JSON");
    assert_eq!(scored["pursue"], 2, "{scored}");
    for field in ["companies", "pursue", "find_out", "ignore"] {
        let id = format!("{}.{field}", scored["id"].as_str().expect("an id"));
        let why = doorwise_ok(
            folder,
            &[&["why", &id, "--format", "json"], flags.as_slice()].concat(),
        );
        let why: Value = serde_json::from_str(&why.stdout).expect("JSON");
        assert_eq!(why["value"], scored[field], "{id}");
    }
    let points = doorwise_ok(
        folder,
        &[
            &["why", "company.list.csv:2.points.employees"],
            flags.as_slice(),
        ]
        .concat(),
    );
    assert!(
        points.stdout.contains("column Heads before"),
        "{}",
        points.stdout
    );
    // What it says to type next is what was typed.
    let rows = doorwise_ok(
        folder,
        &[&["why", "count.companies"], flags.as_slice()].concat(),
    );
    assert!(
        !rows.stdout.contains("--all"),
        "all three are shown: {}",
        rows.stdout
    );
    let hint = doorwise(folder, &[&["score"], flags.as_slice()].concat())
        .stdout
        .replace('\n', " ");
    for words in [
        "--icp 'deal icp.yaml'",
        "--map 'employees=Heads before'",
        "--currency INR",
    ] {
        assert!(hint.contains(words), "{hint}");
    }
}

#[test]
fn without_an_id_why_fits_a_few_screens_and_leads_to_every_id() {
    let root = repository().join("examples/saas-india");
    let index = doorwise_ok(&root, &["why"]).stdout;
    assert!(index.lines().count() < 145, "{}", index.lines().count());
    let all = doorwise_ok(&root, &["why", "--format", "json"]).stdout;
    let all: Vec<Value> = serde_json::from_str(&all).expect("JSON");
    assert!(all.len() > 3_000, "{}", all.len());
    let heads: BTreeSet<&str> = all
        .iter()
        .filter_map(|listed| listed["id"].as_str()?.split('.').next())
        .collect();
    // Each kind of id is shown, or the command that lists it is.
    for head in heads {
        let is_shown = printed_ids(&index)
            .iter()
            .any(|id| id.split('.').next() == Some(head));
        let command = format!("doorwise why {head}");
        assert!(
            is_shown || index.contains(&command),
            "{head} is not led to:\n{index}"
        );
    }
    let listed = doorwise_ok(&root, &["why", "segment"]).stdout;
    let segments = all.iter().filter(|listed| {
        listed["id"]
            .as_str()
            .is_some_and(|id| id.starts_with("segment."))
    });
    for segment in segments {
        assert!(
            listed.contains(segment["id"].as_str().expect("an id")),
            "{segment}"
        );
    }
    let everything = doorwise_ok(&root, &["why", "--all"]).stdout;
    assert!(
        all.iter()
            .all(|listed| everything.contains(listed["id"].as_str().expect("an id")))
    );
}

#[test]
fn problems_open_where_an_icp_was_understood_in_part() {
    let folder = tempfile::tempdir().expect("a folder");
    odd(folder.path(), "");
    write(
        folder.path(),
        "icps/all.yaml",
        "icp: all\ngates:\n  - emploees: 5..100\n",
    );
    let check = doorwise(folder.path(), &["check"]);
    assert!(
        printed_ids(&check.stdout).contains(&"problems"),
        "{}",
        check.stdout
    );
    let why = doorwise_ok(folder.path(), &["why", "problems.errors"]);
    assert!(why.stdout.contains("icps/all.yaml:3"), "{}", why.stdout);
}
