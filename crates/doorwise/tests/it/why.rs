//! Every id that is printed opens, and what it opens to is what was printed.

mod page;
mod printed;
mod verbs;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use doorwise_market::open;
use doorwise_model::workspace::load;
use doorwise_playbook::plan::{PlanInputs, joint, plan};
use doorwise_playbook::why::{Case, JointCase, Opened, ValueView, WhyView};
use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, repository, write};
use crate::several_icps;

/// Plans a workspace and hands the plan as JSON and the opened ids to `look`.
fn with_case(root: &Path, look: impl FnOnce(&Value, &dyn Fn(&str) -> WhyView)) {
    let workspace = load::load(root).expect("a workspace").value;
    let market = open(&workspace).expect("tables").market;
    let inputs: Vec<PlanInputs<'_>> = workspace
        .icps
        .iter()
        .map(|icp| PlanInputs {
            workspace: &workspace,
            icp,
            market: &market,
            diagnostics: &[],
            as_of: (None, "not said".to_owned()),
        })
        .collect();
    // Thousands of ids are opened here, and the page opens them so.
    let or_else = |id: &str, opened: Option<WhyView>, open: &dyn Fn() -> Opened| match opened {
        Some(why) => why,
        None => match open() {
            Opened::One(why) => *why,
            other => panic!("`{id}` does not open: {other:?}"),
        },
    };
    match inputs.as_slice() {
        [inputs] => {
            let made = plan(inputs);
            let case = Case::new(inputs, &made, usize::MAX);
            let view = serde_json::to_value(&made.view).expect("JSON");
            let opener = case.opener();
            look(&view, &|id| or_else(id, opener.open(id), &|| case.open(id)));
        }
        several => {
            let made = joint(several);
            let case = JointCase::new(several, &made, usize::MAX);
            let view = serde_json::to_value(&made.view).expect("JSON");
            let opener = case.opener();
            look(&view, &|id| or_else(id, opener.open(id), &|| case.open(id)));
        }
    }
}

/// Returns an id without the name of the ICP that says it.
fn plain(id: &str) -> &str {
    id.strip_prefix("in.")
        .and_then(|rest| rest.split_once('.'))
        .map_or(id, |(_, plain)| plain)
}

/// Collects every object that carries an id, by that id.
fn objects(value: &Value, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(fields) => {
            for key in ["id", "key"] {
                if let Some(Value::String(id)) = fields.get(key) {
                    found.entry(id.clone()).or_insert_with(|| value.clone());
                }
            }
            fields.values().for_each(|below| objects(below, found));
        }
        Value::Array(items) => items.iter().for_each(|below| objects(below, found)),
        _ => {}
    }
}

fn every_id_opens_to_what_was_printed(root: &Path) {
    with_case(root, |view, open| {
        let mut found = BTreeMap::new();
        objects(view, &mut found);
        assert!(found.len() > 20, "{}", found.len());
        for (id, object) in &found {
            let why = open(id);
            if object.get("assumption") == Some(&Value::Bool(true)) {
                assert!(why.assumption, "{id} does not say ASSUMPTION");
            }
        }
        // Each number of a count opens, and as many rows stand behind it as it says.
        let mut counted = 0;
        for prefix in [
            "count", "fall.", "worth.", "segment.", "tier.", "role.", "persona.", "stands",
            "overlap",
        ] {
            for (id, object) in found.iter().filter(|(id, _)| plain(id).starts_with(prefix)) {
                for (field, value) in object.as_object().expect("an object") {
                    let fields = [
                        "companies",
                        "pursue",
                        "find_out",
                        "ignore",
                        "out",
                        "left",
                        "open",
                        "alone",
                        "decisions",
                        "tiers",
                        "won_with",
                        "lost_with",
                    ];
                    let Some(n) = value.as_u64().filter(|_| fields.contains(&field.as_str()))
                    else {
                        continue;
                    };
                    let whole = if plain(id).starts_with("tier.") {
                        id.clone()
                    } else {
                        format!("{id}.{field}")
                    };
                    let why = open(&whole);
                    let n = usize::try_from(n).expect("a count");
                    assert_eq!(why.value, Some(ValueView::Count(n)), "{whole}");
                    assert_eq!(why.rows.len(), n, "rows behind {whole}");
                    counted += 1;
                }
            }
        }
        assert!(counted > 30, "{counted}");
        // A company's look-ups add up to its score.
        let targets = view["targets"].as_array().expect("targets");
        // Pursued by hand in spite of a gate: no score is left.
        for target in targets.iter().filter(|of| !of["score"].is_null()) {
            let why = open(&format!("{}.score", target["key"].as_str().expect("a key")));
            let sum: i64 = why
                .rests_on
                .iter()
                .filter_map(|part| part.points)
                .map(|points| points.low)
                .sum();
            assert_eq!(Some(sum), target["score"]["low"].as_i64(), "{}", why.id);
        }
    });
}

#[test]
fn every_id_of_the_example_opens_to_what_was_printed() {
    every_id_opens_to_what_was_printed(&repository().join("examples/saas-india"));
}

#[test]
fn every_id_of_two_icps_opens_to_what_was_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    several_icps::two_icps(folder.path());
    every_id_opens_to_what_was_printed(folder.path());
}

#[test]
fn every_id_printed_for_two_icps_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    several_icps::two_icps(folder.path());
    let text = doorwise_ok(folder.path(), &["plan"]).stdout;
    with_case(folder.path(), |_, open| {
        let printed: Vec<&str> = text
            .split_whitespace()
            .filter(|word| {
                [
                    "in.small.",
                    "in.wide.",
                    "company.",
                    "overlap.",
                    "action.",
                    "message.",
                ]
                .iter()
                .any(|head| word.starts_with(head))
            })
            .collect();
        assert!(printed.len() > 60, "{printed:?}");
        for id in printed {
            open(id);
        }
    });
}

#[test]
fn whatever_an_explanation_names_opens_too() {
    let folder = tempfile::tempdir().expect("a folder");
    several_icps::two_icps(folder.path());
    with_case(folder.path(), |view, open| {
        let mut found = BTreeMap::new();
        objects(view, &mut found);
        let mut named = std::collections::BTreeSet::new();
        for id in found.keys() {
            let why = open(id);
            named.extend(
                why.rests_on
                    .iter()
                    .chain(&why.rows)
                    .filter_map(|part| part.id.clone()),
            );
        }
        assert!(named.len() > 50, "{}", named.len());
        for id in &named {
            open(id);
        }
    });
}

/// Writes a workspace whose companies are called as nobody should be.
fn odd(folder: &Path, more_rows: &str) {
    write(
        folder,
        "doorwise.yaml",
        "name: Odd\ntables:\n  companies:\n    path: list.csv\n    columns: { id: Id, name: Name, employees: Size, stage: Round }\n",
    );
    write(
        folder,
        "icps/all.yaml",
        "icp: all\ngates:\n  - employees: 5..100\nexclusions:\n  - employees: 90..95\npoints:\n  - stage: { series_a: 3, seed: 1 }\n  - employees: { 10..50: 2 }\ntiers: { A: 4, B: 0 }\n",
    );
    let mut list = "Id,Name,Size,Round\n\"Acme, Söhne & Co / 株式会社\",Acme,30,Series A\nc1,One,7,Seed\nc1.score,Two,,Series A\n,Three,400,\n$(id);~'#%,Four,11-50,\n".to_owned();
    list += more_rows;
    write(folder, "list.csv", &list);
}

#[test]
fn every_id_of_a_workspace_with_odd_names_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    odd(folder.path(), "");
    with_case(folder.path(), |view, open| {
        let mut found = BTreeMap::new();
        objects(view, &mut found);
        for id in found.keys() {
            open(id);
        }
        for target in view["targets"].as_array().expect("targets") {
            let key = target["key"].as_str().expect("a key");
            let says = open(&format!("{key}.score")).says;
            assert!(
                open(key)
                    .says
                    .starts_with(target["company"].as_str().expect("a name")),
                "{key}"
            );
            assert!(says.starts_with("score"), "{says}");
        }
    });
}

#[test]
fn an_id_outlives_an_unrelated_row() {
    let ids = |more: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        odd(folder.path(), more);
        let run = doorwise_ok(folder.path(), &["why", "--format", "json"]);
        let listed: Vec<Value> = serde_json::from_str(&run.stdout).expect("JSON");
        let first = doorwise_ok(
            folder.path(),
            &["why", "company.c1.score", "--format", "json"],
        );
        let ids: Vec<String> = listed
            .iter()
            .map(|entry| entry["id"].as_str().expect("an id").to_owned())
            .collect();
        (ids, first.stdout)
    };
    let (before, score) = ids("");
    let (after, same_score) = ids("c9,Nine,20,Seed\n");
    // The file ends with one row more, and everything said before is still called the same.
    for id in before
        .iter()
        .filter(|id| !id.starts_with("segment.") && !id.starts_with("tier."))
    {
        assert!(after.contains(id), "{id}");
    }
    assert_eq!(score, same_score);
}

#[test]
fn a_row_of_a_loose_table_opens_with_its_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    odd(folder.path(), "");
    let words = [
        "why",
        "list.csv:3",
        "--table",
        "list.csv",
        "--icp",
        "icps/all.yaml",
    ];
    let run = doorwise_ok(folder.path(), &words);
    assert!(run.stdout.contains("One: pursue"), "{}", run.stdout);
}

#[test]
fn a_company_opens_by_its_name_in_a_long_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let more: String = (0..3_000)
        .map(|n| format!("d{n:05},Firm {},20,Seed\n", n % 1_500))
        .collect();
    odd(folder.path(), &more);
    let run = doorwise(folder.path(), &["why", "firm 77"]);
    assert_eq!(run.code, 0, "merged by its name: {}", run.stderr);
    let run = doorwise_ok(folder.path(), &["why", "list.csv:8"]);
    assert!(run.stdout.contains("Firm 1"), "{}", run.stdout);
}

#[test]
fn findings_open_and_an_unknown_id_names_its_neighbours() {
    let root = repository().join("examples/saas-india");
    let run = doorwise(&root, &["check", "--format", "json"]);
    let view: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let findings = view["findings"].as_array().expect("findings");
    assert!(!findings.is_empty());
    let finding = &findings[0];
    let opened = doorwise_ok(&root, &["why", finding["id"].as_str().expect("an id")]);
    assert!(
        opened
            .stdout
            .contains(finding["place"].as_str().expect("a place")),
        "{}",
        opened.stdout
    );
    let run = doorwise(&root, &["why", "count.persue"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("count.pursue"), "{}", run.stderr);
}

#[test]
fn pursue_is_the_number_of_rows_in_the_list() {
    let root = repository().join("examples/saas-india");
    let out = tempfile::tempdir().expect("a folder");
    doorwise_ok(&root, &["plan", "--out", &out.path().to_string_lossy()]);
    let list = fs::read_to_string(out.path().join("targets.csv")).expect("the list");
    let rows = list
        .lines()
        .filter(|line| line.split(',').nth(1) == Some("pursue"))
        .count();
    let why = doorwise_ok(&root, &["why", "count.pursue", "--format", "json"]);
    let why: Value = serde_json::from_str(&why.stdout).expect("JSON");
    assert_eq!(why["value"].as_u64(), Some(rows as u64));
}
