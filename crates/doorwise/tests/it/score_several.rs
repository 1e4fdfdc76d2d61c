//! `score` with several ICPs: each company stands under one, as its row says for each ICP alone.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, write};

const ICPS: [(&str, &str); 3] = [
    (
        "small",
        "icp: small\ngates:\n  - employees: 5..60\npoints:\n  - place: { IN: 3, US: 1 }\ntiers: { A: 3, B: 1, C: 0 }\n",
    ),
    (
        "indian",
        "icp: indian\ngates:\n  - place: IN\npoints:\n  - employees: { 40..: 2, ..39: 1 }\ntiers: { A: 2, B: 0 }\n",
    ),
    (
        "grown",
        "icp: grown\ngates:\n  - employees: 50..\nexclusions:\n  - place: FR\npoints:\n  - place: { US: 2 }\ntiers: { Z: 2, A: 0 }\n\
         overrides:\n  - { company: Firm 7, decision: pursue, why: asked us, who: Meera, date: 2026-10-01 }\n",
    ),
];

/// Writes the ICPs and a table in which every answer occurs.
fn prepare(folder: &Path) {
    for (name, icp) in ICPS {
        write(folder, &format!("{name}.yaml"), icp);
    }
    let mut text = "id,name,employees,country\n".to_owned();
    for row in 0..700 {
        let employees = match row * 13 % 97 {
            size @ 0..80 => size.to_string(),
            80..90 => "11-50".to_owned(),
            _ => String::new(),
        };
        let country = ["IN", "US", "FR", ""][row / 3 % 4];
        text += &format!("{row},Firm {row},{employees},{country}\n");
    }
    write(folder, "list.csv", &text);
}

fn score(folder: &Path, icps: &[&str], out: &str, words: &[&str]) -> Vec<Value> {
    let files: Vec<String> = icps.iter().map(|icp| format!("{icp}.yaml")).collect();
    let mut all = vec!["score", "--table", "list.csv", "--out", out, "--top", "0"];
    all.extend(files.iter().flat_map(|file| ["--icp", file.as_str()]));
    all.extend(words);
    doorwise_ok(folder, &all);
    let text = fs::read_to_string(folder.join(out)).expect("written");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// What the ICP says that puts one above another, the best least.
fn standing(row: &Value, tiers: &[&str]) -> (bool, bool, usize, usize) {
    let decisions = ["pursue", "find_out", "ignore"];
    let decision = decisions.iter().position(|known| row["decision"] == *known);
    let tier = row["tier"].as_str().unwrap_or_default();
    let least = tiers.iter().rposition(|name| tier.contains(name));
    (
        row["decision"] == "ignore",
        !row["reasons"]
            .as_str()
            .unwrap_or_default()
            .contains("asked us"),
        least.unwrap_or(usize::MAX),
        decision.expect("a decision"),
    )
}

#[test]
fn each_company_stands_under_the_icp_that_says_best_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    prepare(folder);
    let names = ICPS.map(|(name, _)| name);
    let tiers: [&[&str]; 3] = [&["A", "B", "C"], &["A", "B"], &["Z", "A"]];
    let alone = names.map(|name| score(folder, &[name], "alone.jsonl", &[]));
    let together = score(folder, &names, "together.jsonl", &[]);
    assert_eq!(together.len(), 700);
    let mut stands = [0; 3];
    for (row, found) in together.iter().enumerate() {
        let best = (0..3)
            .min_by_key(|&icp| standing(&alone[icp][row], tiers[icp]))
            .expect("an ICP");
        stands[best] += 1;
        assert_eq!(found["icp"], names[best], "{found}");
        for column in [
            "id",
            "decision",
            "tier",
            "score_low",
            "score_seen",
            "reasons",
        ] {
            assert_eq!(found[column], alone[best][row][column], "{found}");
        }
        let also = found["also"].as_str().unwrap_or_default();
        for icp in (0..3).filter(|&icp| icp != best) {
            let meets = alone[icp][row]["decision"] != "ignore";
            assert_eq!(
                also.contains(&format!("{}: ", names[icp])),
                meets,
                "{found}"
            );
        }
    }
    assert!(stands.iter().all(|n| *n > 20), "{stands:?}");
    assert_eq!(together[7]["icp"], "grown", "a hand decided");

    // The list in order has the same rows; a tier that only one ICP has is taken from that one.
    let mut sorted = score(folder, &names, "sorted.jsonl", &["--sorted"]);
    sorted.sort_by_key(|row| row["id"].as_str().and_then(|id| id.parse::<usize>().ok()));
    assert_eq!(sorted, together);
    let top = score(folder, &names, "top.jsonl", &["--only", "Z", "--brief"]);
    assert!(!top.is_empty() && top.iter().all(|row| row["icp"] == "grown"));
}

#[test]
fn totals_count_a_company_once_and_every_number_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    prepare(folder);
    let icps = [
        "--icp",
        "small.yaml",
        "--icp",
        "indian.yaml",
        "--icp",
        "grown.yaml",
    ];
    let mut words = vec!["score", "--table", "list.csv", "--format", "json"];
    words.extend(icps);
    let view: Value = serde_json::from_str(&doorwise_ok(folder, &words).stdout).expect("JSON");
    let n = |value: &Value| value.as_u64().expect("a number");
    let counts = &view["counts"];
    assert_eq!(n(&counts["companies"]), 700);
    assert_eq!(
        n(&counts["pursue"]) + n(&counts["find_out"]) + n(&counts["ignore"]),
        700
    );
    let each = view["icps"].as_array().expect("a list").iter();
    let stand: u64 = each.map(|icp| n(&icp["stands"]["companies"])).sum();
    assert_eq!(stand, n(&counts["pursue"]) + n(&counts["find_out"]));
    assert!(n(&view["overlaps"]["companies"]) > 20);

    let mut ids = Vec::new();
    ids_in(&view, &mut ids);
    assert!(ids.len() > 30, "{ids:?}");
    // One after the other takes long: one of each kind says enough.
    let mut opened = Vec::new();
    for id in ids {
        let kind: String = id
            .chars()
            .filter(|letter| !letter.is_ascii_digit())
            .collect();
        if opened.contains(&kind) {
            continue;
        }
        let mut words = vec!["why", id.as_str(), "--table", "list.csv"];
        words.extend(icps);
        doorwise_ok(folder, &words);
        opened.push(kind);
    }
}

/// Collects what stands under `id` and `key`, but for the ids of the table's own rows.
fn ids_in(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match (name.as_str(), field.as_str()) {
                    ("id" | "key", Some(id)) if id.parse::<u64>().is_err() => {
                        ids.push(id.to_owned());
                    }
                    _ => ids_in(field, ids),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| ids_in(item, ids)),
        _ => {}
    }
}

#[test]
fn icps_that_cannot_be_told_apart_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    prepare(folder);
    let words = [
        "score",
        "--icp",
        "small.yaml",
        "--icp",
        "small.yaml",
        "--table",
        "list.csv",
    ];
    let run = doorwise(folder, &words);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("another ICP is called `small` too"),
        "{}",
        run.stderr
    );
}
