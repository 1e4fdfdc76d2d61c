//! On real files; they lie beside the repository on some machines and are never copied into it.

use std::fs;

use crate::run::{doorwise_ok, json, shared_data};

const ICP: &str = "B2B SaaS companies, 10 to 50 employees, Series A, in India";
const PERSONA: &str = "Head of Marketing Meera, who needs to prove pipeline to her founder and is tired of low-quality leads";

/// The YC list of 2026: `stage` holds only Early and Growth, so Series A is settled for nobody.
#[test]
fn the_yc_list_gives_a_useful_page_and_nothing_to_pursue_outright() {
    let Some(list) = shared_data("yc_companies/yc_companies_2026-03.csv") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(&list, folder.path().join("yc.csv")).expect("copied");
    doorwise_ok(
        folder.path(),
        &["init", "--no-input", "--icp", ICP, "--persona", PERSONA],
    );
    doorwise_ok(folder.path(), &["check"]);
    doorwise_ok(folder.path(), &["plan", "--out", "out"]);
    let plan = json(&folder.path().join("out/plan.json"));
    assert_eq!(plan["counts"]["companies"], 5616);
    assert_eq!(
        plan["joins"]["duplicates"], 1,
        "one company stands in two rows"
    );
    assert_eq!(
        plan["counts"]["pursue"], 0,
        "Series A is settled for nobody"
    );
    assert_eq!(
        plan["worth_finding"][0]["field"], "stage",
        "the one field to find"
    );
    let targets = fs::read_to_string(folder.path().join("out/targets.csv")).expect("the list");
    // Read from the list's other edition, so that our own reading of the CSV is not its own judge.
    let Some(lines) = shared_data("yc_companies/yc_companies_2026-03.jsonl") else {
        return;
    };
    let mut seed = 0;
    for line in fs::read_to_string(lines).expect("the list").lines() {
        let company: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let has = |field: &str, word: &str| {
            company[field]
                .as_array()
                .is_some_and(|list| list.iter().any(|known| known == word))
        };
        let is_sized = company["team_size"]
            .as_u64()
            .is_some_and(|size| (10..=50).contains(&size));
        if has("regions", "India")
            && company["industry"] == "B2B"
            && is_sized
            && has("tags", "SaaS")
        {
            seed += 1;
            let id = company["id"].to_string();
            let is_listed = targets
                .lines()
                .any(|line| line.split(',').any(|cell| cell == id));
            assert!(is_listed, "{} might fit", company["name"]);
        }
    }
    assert_eq!(seed, 19);
    let first = &plan["targets"][0];
    assert!(
        first["would_change"]
            .as_str()
            .is_some_and(|says| says.starts_with("find the")),
        "{first}"
    );
    assert!(
        first["search"]
            .as_str()
            .is_some_and(|search| search.contains("Head of Marketing")),
        "{first}"
    );
    assert!(
        plan["headline"]
            .as_str()
            .is_some_and(|says| says.contains("might fit")),
        "{}",
        plan["headline"]
    );
    assert_eq!(plan["messages"].as_array().map(Vec::len), Some(2));
}

/// Salvirt's 448 deals: one sheet, no company names, a won or lost in each row.
#[test]
fn salvirts_deals_start_from_one_sheet() {
    let Some(sheet) = shared_data("salvirt_b2b_deals/Salvirt_B2B_ML_dataset.csv") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(&sheet, folder.path().join("deals.csv")).expect("copied");
    doorwise_ok(
        folder.path(),
        &["init", "--no-input", "--icp", ICP, "--persona", PERSONA],
    );
    doorwise_ok(folder.path(), &["plan", "--out", "out"]);
    let plan = json(&folder.path().join("out/plan.json"));
    assert_eq!(
        (&plan["deals"]["deals"], &plan["deals"]["won"]),
        (&448.into(), &227.into())
    );
    let rate = &plan["deals"]["win_rate"];
    assert_eq!(rate["n"], 448);
    let (low, value, high) = (
        rate["low"].as_f64(),
        rate["value"].as_f64(),
        rate["high"].as_f64(),
    );
    assert!(low < value && value < high, "{rate}");
    assert_eq!(plan["counts"]["companies"], 0);
    assert_eq!(
        plan["messages"].as_array().map(Vec::len),
        Some(2),
        "what to say does not wait for companies"
    );
}

/// Parsing of a real scrape: every row read, sizes and places understood.
#[test]
fn ambitionbox_is_scored_as_one_table() {
    let Some(list) = shared_data("ambitionbox_india_companies/Ambitionbox_Companies_Raw.csv")
    else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("it.yaml"),
        "icp: it\ngates:\n  - industry: it-services\n  - place: IN-KA\n",
    )
    .expect("written");
    let run = doorwise_ok(
        folder.path(),
        &[
            "score",
            "--icp",
            "it.yaml",
            "--table",
            &list.to_string_lossy(),
            "--format",
            "json",
            "--out",
            "out.csv",
        ],
    );
    let view: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(view["companies"], 9980);
    assert!(view["pursue"].as_u64() > Some(200), "{}", view["pursue"]);
    let sum = ["pursue", "find_out", "ignore"]
        .iter()
        .filter_map(|name| view[*name].as_u64())
        .sum::<u64>();
    assert_eq!(sum, 9980);
    let out = fs::read_to_string(folder.path().join("out.csv")).expect("written");
    assert!(
        out.starts_with("name,ratings,count_of_rating,"),
        "columns pass through"
    );
}
