//! What opens in the terminal opens in the page, and says the same.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::{objects, odd};
use crate::run::{doorwise_ok, repository};

/// Collects the ids that a page shows of a plan: every segment is counted, a few are shown.
fn shown_ids(view: &Value) -> BTreeMap<String, Value> {
    let mut shown = view.clone();
    shown["segments"] = Value::Null;
    let mut found = BTreeMap::new();
    objects(&shown, &mut found);
    found
}

#[test]
fn every_id_of_the_plan_is_a_link_of_the_page() {
    let root = repository().join("examples/saas-india");
    let out = tempfile::tempdir().expect("a folder");
    doorwise_ok(&root, &["plan", "--out", &out.path().to_string_lossy()]);
    let plan = crate::run::json(&out.path().join("plan.json"));
    let page = fs::read_to_string(out.path().join("report.html")).expect("the page");
    // Personas and the ICP carry the nouns' own ids.
    let nouns: Vec<&Value> = plan["personas"]
        .as_array()
        .expect("personas")
        .iter()
        .map(|of| &of["id"])
        .chain([&plan["icp"]["id"]])
        .collect();
    let mut linked = 0;
    for id in shown_ids(&plan).keys() {
        let is_company_id = plan["targets"]
            .as_array()
            .expect("targets")
            .iter()
            .any(|of| of["id"] == **id);
        if nouns.iter().any(|noun| **noun == **id)
            || is_company_id
            || ["count", "deals", "problems"].contains(&id.as_str())
        {
            continue;
        }
        assert!(
            page.contains(&format!("href=\"#why-{id}\"")),
            "{id} is no link"
        );
        assert!(
            page.contains(&format!("<article id=\"why-{id}\"")),
            "{id} has no panel"
        );
        linked += 1;
    }
    assert!(linked > 200, "{linked}");
    for id in [
        "count.pursue",
        "deals.win_rate",
        "problems.warnings",
        "persona.head-of-marketing",
        "icp",
        "headline",
    ] {
        assert!(
            page.contains(&format!("href=\"#why-{id}\"")),
            "{id} is no link"
        );
    }
}

/// Returns the words of a panel of the page, as a reader of the text meets them.
fn panel_text(page: &str, id: &str) -> String {
    let start = page
        .find(&format!("<article id=\"why-{id}\""))
        .unwrap_or_else(|| panic!("no panel for {id}"));
    let html = page[start..].split("</article>").next().unwrap_or_default();
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
        text.push('\n');
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text, |text, (entity, plain)| text.replace(entity, plain))
}

/// Collects the texts of a part and of what it rests on.
fn texts(part: &Value, found: &mut Vec<String>) {
    for field in ["says", "place", "read_as"] {
        found.extend(part[field].as_str().map(str::to_owned));
    }
    for list in ["rests_on", "rows"] {
        let parts = part[list].as_array();
        parts
            .into_iter()
            .flatten()
            .for_each(|part| texts(part, found));
    }
}

#[test]
fn the_page_says_what_why_says() {
    let root = repository().join("examples/saas-india");
    let out = tempfile::tempdir().expect("a folder");
    doorwise_ok(&root, &["plan", "--out", &out.path().to_string_lossy()]);
    let page = fs::read_to_string(out.path().join("report.html")).expect("the page");
    for id in [
        "headline",
        "count.pursue",
        "deals.win_rate",
        "fall.gate.place.out",
        "worth.stage.tiers",
        "company.c00003.score",
        "company.c00003.known_there",
        "company.c00148.search",
        "persona.head-of-marketing.pain.1",
        "clarity.reader",
        "problems.warnings",
        "table.companies.column.employees.blank",
    ] {
        let why = doorwise_ok(&root, &["why", id, "--format", "json"]).stdout;
        let why: Value = serde_json::from_str(&why).expect("JSON");
        let panel = panel_text(&page, id);
        let mut said = Vec::new();
        texts(&why, &mut said);
        let how = why["how"].as_array().expect("how").iter();
        said.extend(how.filter_map(|how| how.as_str().map(str::to_owned)));
        assert!(said.len() > 1, "{id} opens to nothing: {why}");
        for text in said {
            assert!(panel.contains(&text), "{id}: `{text}` is not in {panel}");
        }
    }
}

#[test]
fn the_page_does_not_grow_with_the_list() {
    let size = |rows: usize| {
        let folder = tempfile::tempdir().expect("a folder");
        let more: String = (0..rows)
            .map(|n| format!("d{n:05},Firm {n:05},20,Seed\n"))
            .collect();
        odd(folder.path(), &more);
        doorwise_ok(folder.path(), &["plan", "--out", "out"]);
        fs::metadata(folder.path().join("out/report.html"))
            .expect("the page")
            .len()
    };
    let (small, large) = (size(50), size(3_000));
    assert!(large < small + small / 50, "{small} bytes grew to {large}");
}
