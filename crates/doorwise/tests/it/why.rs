//! Every id that is printed opens, and what it opens to is what was printed.

use std::collections::{BTreeMap, BTreeSet};
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
    let id = "message.head.cold_email.gaps";
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
    assert!(index.lines().count() < 130, "{}", index.lines().count());
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
