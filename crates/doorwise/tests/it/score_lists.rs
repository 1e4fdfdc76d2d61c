//! `score --sorted`: the list whole in Parquet, its first 10,000 rows in CSV; types are kept.

use std::fs;
use std::path::Path;

use crate::run::{doorwise_ok, write};

const ICP: &str = "icp: icp\ngates:\n  - place: IN\npoints:\n  - employees: { 10..50: 3, 5..9: 1, 51..100: 1, ..4: -2 }\ntiers: { A: 3, B: 1, C: -2 }\n";

fn score(folder: &Path, table: &str, words: &[&str]) -> String {
    let mut all = vec!["score", "--icp", "icp.yaml", "--table", table, "--top", "3"];
    all.extend(words);
    let run = doorwise_ok(folder, &all);
    run.stdout + &run.stderr
}

/// Reads a JSON lines file.
fn rows(path: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(path).expect("written");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn a_sorted_list_is_whole_in_parquet_and_cut_in_csv() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(folder, "icp.yaml", ICP);
    let mut text = "id,name,employees,country\n".to_owned();
    for row in 0..12_000 {
        let country = ["IN", "US", ""][row % 3];
        text += &format!("{row},Firm {row},{},{country}\n", row * 17 % 120);
    }
    write(folder, "list.csv", &text);

    let said = score(
        folder,
        "list.csv",
        &["--sorted", "--out", "list.jsonl", "--format", "json"],
    );
    assert!(said.contains("wrote 12000 rows"), "{said}");
    let sorted = rows(&folder.join("list.jsonl"));
    assert_eq!(sorted.len(), 12_000);
    // Decision, then the least tier attainable, the low end of the score, the score as seen, id.
    let place = |row: &serde_json::Value| {
        let decision = ["pursue", "find_out", "ignore"]
            .iter()
            .position(|known| row["decision"] == *known);
        let tier = row["tier"].as_str().unwrap_or_default();
        let low = row["score_low"].as_i64().map_or(i64::MAX, |low| -low);
        let seen = -row["score_seen"].as_i64().expect("a number");
        let id = row["id"].as_str().expect("an id").to_owned();
        (decision, tier.chars().next_back(), low, seen, id)
    };
    let places: Vec<_> = sorted.iter().map(place).collect();
    assert!(places.is_sorted(), "not in list order");
    let mut ids: Vec<&str> = sorted.iter().filter_map(|row| row["id"].as_str()).collect();
    let json = &said[said.find('{').expect("JSON")..=said.rfind('}').expect("JSON")];
    let view: serde_json::Value = serde_json::from_str(json).expect("JSON");
    for (rank, target) in view["top"].as_array().expect("a list").iter().enumerate() {
        assert_eq!(
            target["id"], ids[rank],
            "the printed list has the same order"
        );
    }

    let said = score(folder, "list.csv", &["--sorted", "--out", "list.out.csv"]);
    assert!(
        said.contains("wrote the first 10000 of 12000 rows"),
        "{said}"
    );
    let csv = fs::read_to_string(folder.join("list.out.csv")).expect("written");
    assert_eq!(csv.lines().count(), 10_001);
    let first = csv.lines().nth(1).expect("a row");
    assert!(first.starts_with(&format!("{},", ids[0])), "{first}");

    score(
        folder,
        "list.csv",
        &["--sorted", "--brief", "--out", "list.parquet"],
    );
    score(folder, "list.parquet", &["--out", "back.jsonl"]);
    let back = rows(&folder.join("back.jsonl"));
    let back: Vec<&str> = back.iter().filter_map(|row| row["id"].as_str()).collect();
    assert_eq!(back, ids);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 12_000, "nothing is lost and nothing twice");

    // Our numbers in a Parquet file are numbers, and stay so when it is scored again.
    score(folder, "list.parquet", &["--out", "again.parquet"]);
    score(
        folder,
        "again.parquet",
        &["--out", "again.jsonl", "--only", "pursue"],
    );
    let again = rows(&folder.join("again.jsonl"));
    assert!(!again.is_empty());
    assert!(
        again.iter().all(|row| row["score_low"].is_i64()),
        "{}",
        again[0]
    );
}
