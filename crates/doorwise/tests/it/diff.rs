//! `doorwise diff`: an edit against git or a folder, and the stated ICP against later wins.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, write};

const SETUP: &str = "name: A
tables:
  companies:
    path: companies.csv
    columns: { id: id, name: name, employees: size }
  deals:
    path: deals.csv
    columns: { id: id, company_id: company, outcome: status, closed: closed }
";
const ICP: &str = "icp: a
name: Small firms
gates:
  - employees: 5..100
points:
  - employees: { 5..20: 1, 21..100: 2 }
tiers: { A: 2, B: 0 }
";
const PERSONA: &str = "persona: head
name: Head of Marketing
icp: a
role: { function: marketing, seniority: [head] }
";

fn git(root: &Path, words: &[&str]) {
    let run = Command::new("git")
        .args(["-c", "user.name=n", "-c", "user.email=n@example.com"])
        .args(words)
        .current_dir(root)
        .output()
        .expect("git runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// Firms of 1 to 40 heads, thirty deals; the workspace lies in a folder of the repository.
fn workspace(root: &Path) {
    write(root, "doorwise.yaml", SETUP);
    write(root, "icps/a.yaml", ICP);
    write(root, "personas/head.yaml", PERSONA);
    let (mut companies, mut deals) = (
        String::from("id,name,size\n"),
        String::from("id,company,status,closed\n"),
    );
    for at in 1..=40 {
        writeln!(companies, "c{at},Firm {at},{at}").expect("a string");
        let status = if at % 3 == 0 { "won" } else { "lost" };
        writeln!(deals, "d{at},c{at},{status},2026-01-{:02}", 1 + at % 28).expect("a string");
    }
    write(root, "companies.csv", &companies);
    write(root, "deals.csv", &deals);
}

fn view(root: &Path, words: &[&str]) -> Value {
    let words = [&["diff", "--format", "json"], words].concat();
    serde_json::from_str(&doorwise(root, &words).stdout).expect("JSON")
}

#[test]
fn an_edit_names_the_companies_that_move() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("sales/doorwise");
    workspace(&root);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-qm", "first"]);
    let same = view(&root, &[]);
    assert_eq!(
        (&same["files"], &same["icps"]),
        (&Value::Array(vec![]), &Value::Array(vec![]))
    );
    write(&root, "icps/a.yaml", &ICP.replace("5..100", "8..100"));
    let changed = view(&root, &[]);
    let icp = &changed["icps"][0];
    // 5, 6 and 7 heads fall out; all three stood in tier B.
    assert_eq!(icp["moved"], 3);
    assert_eq!(icp["moves"][0]["from"], "pursue B");
    assert_eq!(icp["moves"][0]["to"], "ignore");
    assert_eq!(icp["moves"][0]["companies"], 3);
    assert!(icp["moves"][0]["names"].to_string().contains("Firm 6"));
    assert_eq!(
        (&icp["before"]["pursue"], &icp["after"]["pursue"]),
        (&36.into(), &33.into())
    );
    let back = &icp["hindsight"];
    assert_eq!((&back["deals"], &back["won"]), (&40.into(), &13.into()));
    assert!(back["low"].as_f64() <= back["by"].as_f64());
    // The tables of today serve both sides, so an old folder needs none.
    let old = folder.path().join("old");
    write(&old, "doorwise.yaml", SETUP);
    write(&old, "icps/a.yaml", ICP);
    write(&old, "personas/head.yaml", PERSONA);
    let by_folder = view(&root, &["--against", old.to_str().expect("UTF-8")]);
    assert_eq!(by_folder["icps"], changed["icps"]);
    // A comment moves nobody.
    write(&root, "icps/a.yaml", &format!("# why\n{ICP}"));
    let comment = view(&root, &[]);
    assert_eq!(comment["icps"], Value::Array(vec![]));
    assert_eq!(comment["files"][0]["status"], "changed");
}

#[test]
fn a_link_that_breaks_ends_with_1_and_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, old) = (folder.path().join("new"), folder.path().join("old"));
    workspace(&root);
    workspace(&old);
    fs::rename(root.join("icps/a.yaml"), root.join("icps/b.yaml")).expect("renamed");
    write(&root, "icps/b.yaml", &ICP.replace("icp: a", "icp: b"));
    let words = [
        "diff",
        "--against",
        old.to_str().expect("UTF-8"),
        "--format",
        "markdown",
    ];
    let run = doorwise(&root, &words);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(run.stdout.contains("personas/head.yaml"), "{}", run.stdout);
    let json = view(&root, &["--against", old.to_str().expect("UTF-8")]);
    let status: Vec<&str> = json["icps"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|icp| icp["status"].as_str())
        .collect();
    assert_eq!(status, ["removed", "new"]);
}

#[test]
fn what_is_no_revision_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    workspace(folder.path());
    git(folder.path(), &["init", "-q"]);
    for wrong in ["nosuch", "--output=x"] {
        let run = doorwise(folder.path(), &["diff", &format!("--against={wrong}")]);
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(
            run.stderr.contains("neither a folder nor a git revision"),
            "{}",
            run.stderr
        );
    }
}

/// Wins of two years: small firms first, then larger ones where `turns`.
fn drifting(root: &Path, turns: bool) {
    workspace(root);
    let (mut companies, mut deals) = (
        String::from("id,name,size\n"),
        String::from("id,company,status,closed\n"),
    );
    for at in 0..120 {
        let is_late = at >= 60;
        // One in ten is too large from the first day on.
        let size = if (is_late && turns && at % 2 == 0) || at % 10 == 0 {
            400
        } else {
            30
        };
        writeln!(companies, "c{at},Firm {at},{size}").expect("a string");
        let (year, day) = (if is_late { 2026 } else { 2025 }, at % 28 + 1);
        writeln!(deals, "d{at},c{at},won,{year}-{:02}-{day:02}", at % 12 + 1).expect("a string");
    }
    write(root, "companies.csv", &companies);
    write(root, "deals.csv", &deals);
}

#[test]
fn wins_that_leave_the_stated_icp_are_noticed_and_others_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    drifting(folder.path(), false);
    let quiet = doorwise_ok(folder.path(), &["diff", "--since", "2026-01-01"]);
    assert!(quiet.stdout.contains("no drift"), "{}", quiet.stdout);
    drifting(folder.path(), true);
    let loud = doorwise(folder.path(), &["diff", "--since", "2026-01-01"]);
    assert_eq!(loud.code, 1, "{}", loud.stdout);
    assert!(
        loud.stdout.contains("gate employees 5..100"),
        "{}",
        loud.stdout
    );
    let early = doorwise_ok(folder.path(), &["diff", "--since", "2025-01-01"]);
    assert!(
        early.stdout.contains("not enough evidence"),
        "{}",
        early.stdout
    );
}
