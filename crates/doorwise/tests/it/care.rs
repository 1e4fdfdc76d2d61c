//! What a plan takes care of: traits nobody may be chosen by, decisions made by hand, half-understood files.

use std::fs;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, json, write};

/// Law 13: a protected trait is recognised, left out, and refused as a criterion.
#[test]
fn protected_traits_are_left_out_and_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "deals.csv",
        "Company,Status,Contact,Job title,Gender\nAcme,Won,Asha Rao,CEO,F\nBolt,Lost,Om Jain,CEO,M\n",
    );
    let run = doorwise_ok(folder.path(), &["init", "--no-input"]);
    assert!(
        run.stderr.contains("`Gender` is about a protected trait"),
        "{}",
        run.stderr
    );
    let plan = doorwise_ok(folder.path(), &["plan", "--format", "json"]).stdout;
    let plan: Value = serde_json::from_str(&plan).expect("JSON");
    let tables = plan["tables"].to_string();
    assert!(tables.contains("protected trait"), "{tables}");
    assert!(
        !plan["tables"][0]["unmapped"].to_string().contains("Gender"),
        "{tables}"
    );
    write(
        folder.path(),
        "icps/g.yaml",
        "icp: g\ngates:\n  - custom.Gender: F\n",
    );
    let run = doorwise(folder.path(), &["check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("error[icp/protected-trait]"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_half_understood_icp_makes_no_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "icps/a.yaml",
        "icp: a\ngates:\n  - industy: software\n",
    );
    let run = doorwise(folder.path(), &["plan"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("did you mean `industry`?"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.is_empty(),
        "no confident page about another ICP: {}",
        run.stdout
    );
}

#[test]
fn a_decision_about_nobody_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "doorwise.yaml",
        "name: M\ntables:\n  companies:\n    path: l.csv\n    columns: { name: Name }\n",
    );
    write(folder.path(), "l.csv", "Name\nSabine Line\n");
    write(
        folder.path(),
        "icps/a.yaml",
        "icp: a\noverrides:\n  - { company: Sabin Line, decision: ignore, why: agency, who: Jo, date: 2026-01-01 }\n",
    );
    let run = doorwise(folder.path(), &["check"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("did you mean `Sabine Line`?"),
        "{}",
        run.stderr
    );
}

/// An override stands above the card, with who and when (truth case 15).
#[test]
fn a_decision_made_by_hand_stands_above_the_card() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "doorwise.yaml",
        "name: M\ntables:\n  companies:\n    path: l.csv\n    columns: { name: Name, employees: Size }\n",
    );
    write(folder.path(), "l.csv", "Name,Size\nOne,30\nTwo,30\n");
    write(
        folder.path(),
        "icps/a.yaml",
        "icp: a\ngates:\n  - employees: 10..50\noverrides:\n  - { company: two, decision: ignore, why: customer already, who: Meera, date: 2026-10-01 }\n",
    );
    doorwise_ok(folder.path(), &["plan", "--out", "out"]);
    let plan = json(&folder.path().join("out/plan.json"));
    assert_eq!(
        (&plan["counts"]["pursue"], &plan["counts"]["ignore"]),
        (&1.into(), &1.into())
    );
    let ignored = fs::read_to_string(folder.path().join("out/ignored.csv")).expect("read");
    assert!(
        ignored.contains("ignore by hand: customer already (Meera, 2026-10-01)"),
        "{ignored}"
    );
}

/// Several rows of a company: the newest says what is known of it, and the plan says so.
#[test]
fn the_newest_row_speaks_for_a_company() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "deals.csv",
        "Company,Status,Close date,Team size\nSana,Lost,2026-02-01,90\nSana,Lost,2026-07-01,800\nBolt,Won,2026-01-01,20\n",
    );
    doorwise_ok(
        folder.path(),
        &[
            "init",
            "--no-input",
            "--icp",
            "companies with 500 to 1000 employees",
        ],
    );
    let plan = doorwise_ok(folder.path(), &["plan", "--format", "json"]).stdout;
    let plan: Value = serde_json::from_str(&plan).expect("JSON");
    assert_eq!(plan["counts"]["pursue"], 1, "{}", plan["headline"]);
    assert!(
        plan["tables"].to_string().contains("several rows"),
        "{}",
        plan["tables"]
    );
}
