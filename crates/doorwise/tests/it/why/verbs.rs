//! Every id that audit, market, who, learn, backtest and diff print opens, and recounts to what was
//! printed.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, repository};

/// Fields that are a number of rows.
const COUNTS: &[&str] = &[
    "closed",
    "won",
    "lost",
    "pass",
    "might",
    "cannot",
    "customers",
    "in_deals",
    "companies",
    "worked",
    "won_with",
    "lost_with",
    "won_without",
    "lost_without",
    "deals",
    "known_accounts",
    "learned_from",
    "people",
    "interviews",
    "moved",
    "without_amount",
    "a_year",
    "duplicates",
];

/// Collects every id, with the object that carries it.
fn ids(value: &Value, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            for key in ["id", "key"] {
                if let Some(Value::String(id)) = fields.get(key) {
                    found.push((id.clone(), value.clone()));
                }
            }
            fields.values().for_each(|below| ids(below, found));
        }
        Value::Array(items) => items.iter().for_each(|below| ids(below, found)),
        _ => {}
    }
}

/// Returns whether an id is one that this verb opens.
fn is_of(id: &str, head: &str) -> bool {
    id == head || id.starts_with(&format!("{head}."))
}

/// Holds every id of a verb's JSON and of its page in the terminal against the list of what opens, and
/// recounts at least `least` numbers, taking every `step`th.
fn every_id_opens(
    root: &Path,
    verb: &[&str],
    head: &str,
    flags: &[&str],
    (least, step): (usize, usize),
) {
    let run = |more: &[&str]| doorwise(root, &[verb, flags, more].concat()).stdout;
    let view: Value = serde_json::from_str(&run(&["--format", "json"])).expect("JSON");
    let list = |head: &str| -> BTreeSet<String> {
        let asked = format!("{head}.");
        let args = [&["why", asked.as_str()], flags, &["--format", "json"]].concat();
        let listed: Value = serde_json::from_str(&doorwise_ok(root, &args).stdout).expect("JSON");
        let listed = listed.as_array().expect("a list").iter();
        listed
            .map(|one| one["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    let opens = list(head);
    let mut found = Vec::new();
    ids(&view, &mut found);
    let own: Vec<&(String, Value)> = found.iter().filter(|(id, _)| is_of(id, head)).collect();
    assert!(!own.is_empty(), "{verb:?} prints no id");
    let mut numbers: Vec<(String, u64)> = Vec::new();
    for (id, object) in own {
        assert!(
            opens.contains(id),
            "{id} is in the JSON of {verb:?} and opens nothing"
        );
        for (field, value) in object.as_object().expect("an object") {
            let whole = format!("{id}.{field}");
            if let Some(n) = value
                .as_u64()
                .filter(|_| COUNTS.contains(&field.as_str()) && opens.contains(&whole))
            {
                numbers.push((whole, n));
            }
        }
    }
    for word in run(&[])
        .split_whitespace()
        .filter(|word| word.starts_with(&format!("{head}.")))
    {
        let word = word.trim_end_matches([',', ';']);
        let is_file = word.contains(".csv") || word.contains('/');
        assert!(
            is_file || opens.contains(word),
            "{word} is printed by {verb:?} and opens nothing"
        );
    }
    let mut recounted = 0;
    for (id, n) in numbers.into_iter().step_by(step) {
        let why = doorwise_ok(
            root,
            &[&["why", id.as_str()], flags, &["--all", "--format", "json"]].concat(),
        );
        let why: Value = serde_json::from_str(&why.stdout).expect("JSON");
        assert_eq!(why["id"], id.as_str());
        assert_eq!(why["value"], n, "{id}");
        assert_eq!(
            why["rows"].as_array().map(Vec::len),
            usize::try_from(n).ok(),
            "rows behind {id}"
        );
        recounted += 1;
    }
    assert!(
        recounted >= least,
        "{recounted} numbers of {verb:?} were recounted"
    );
}

fn example() -> std::path::PathBuf {
    repository().join("examples/saas-india")
}

#[test]
fn every_id_of_audit_opens() {
    every_id_opens(&example(), &["audit"], "audit", &[], (2, 1));
}

#[test]
fn a_share_of_the_audit_recounts_to_its_cases() {
    let root = example();
    let view: Value =
        serde_json::from_str(&doorwise_ok(&root, &["audit", "--format", "json"]).stdout)
            .expect("JSON");
    let mut shares = 0;
    for slot in view["slots"].as_array().expect("slots") {
        for number in slot["finding"]["numbers"].as_array().into_iter().flatten() {
            if number["unit"] != "share" {
                continue;
            }
            let id = number["id"].as_str().expect("an id");
            let why: Value = serde_json::from_str(
                &doorwise_ok(&root, &["why", id, "--all", "--format", "json"]).stdout,
            )
            .expect("JSON");
            let rows = why["rows"].as_array().expect("rows");
            let counts = |row: &&Value| {
                row["says"]
                    .as_str()
                    .is_some_and(|says| says.starts_with("counts: "))
            };
            assert_eq!(rows.len() as u64, number["n"].as_u64().expect("n"), "{id}");
            assert_eq!(
                rows.iter().filter(counts).count() as u64,
                number["hits"].as_u64().expect("hits"),
                "{id}"
            );
            assert!(
                rows.iter().all(|row| row["place"].is_string()),
                "a row of {id} has no place"
            );
            shares += 1;
        }
    }
    assert!(shares >= 4, "{shares}");
}

#[test]
fn every_id_of_market_opens_with_the_same_capacity() {
    every_id_opens(
        &example(),
        &["market"],
        "market",
        &["--capacity", "40"],
        (8, 9),
    );
    // Without the flag there is no list to open.
    let refused = doorwise(&example(), &["why", "market.b2b-saas-india.capacity"]);
    assert_ne!(refused.code, 0);
    assert!(
        refused.stderr.contains("market.b2b-saas-india"),
        "{}",
        refused.stderr
    );
}

#[test]
fn every_id_of_who_opens() {
    every_id_opens(&example(), &["who"], "who", &[], (3, 12));
    every_id_opens(
        &example(),
        &["who"],
        "who",
        &["--segment", "employees=10..50"],
        (1, 40),
    );
    let root = example();
    let diagnosed: Value = serde_json::from_str(
        &doorwise_ok(&root, &["who", "--diagnose", "--format", "json"]).stdout,
    )
    .expect("JSON");
    let id = diagnosed["diagnoses"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let why = doorwise_ok(&root, &["why", &id]);
    assert!(why.stdout.contains("graded"), "{}", why.stdout);
}

#[test]
fn every_id_of_one_deal_opens() {
    let root = example();
    let deal = first_deal(&root);
    let made = doorwise_ok(&root, &["who", &deal, "--format", "json"]).stdout;
    let made: Value = serde_json::from_str(&made).expect("JSON");
    let mut found = Vec::new();
    ids(&made, &mut found);
    assert!(found.len() >= 2, "{made}");
    for (id, _) in found {
        let why = doorwise_ok(&root, &["why", &id]);
        assert!(why.stdout.starts_with(&id), "{}", why.stdout);
    }
}

fn first_deal(root: &Path) -> String {
    let deals = std::fs::read_to_string(root.join("data/deals.csv")).expect("deals");
    let row = deals.lines().nth(1).expect("a row");
    row.split(',').next().expect("an id").to_owned()
}

#[test]
fn every_id_of_learn_icp_opens() {
    every_id_opens(&example(), &["learn", "icp"], "learn.icp", &[], (3, 9));
}

#[test]
fn every_id_of_a_flat_table_opens_with_the_flags_it_was_made_with() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("deals.csv"), dated_deals()).expect("written");
    let flags = "--table deals.csv --outcome Status --won Won --date Closed --lines 3 --monotone Seats:down";
    let flags: Vec<&str> = flags.split(' ').collect();
    for (verb, head) in [
        (&["learn", "icp"][..], "learn.icp"),
        (&["backtest"], "backtest"),
    ] {
        every_id_opens(folder.path(), verb, head, &flags, (2, 9));
    }
    let refused = doorwise(
        folder.path(),
        &["why", "count.deals", "--table", "deals.csv"],
    );
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--icp"), "{}", refused.stderr);
}

/// Deals of two years; small teams that came by referral are won more often.
fn dated_deals() -> String {
    let mut out = String::from("Deal,Seats,Source,Status,Closed\n");
    let mut state = 5_u64;
    let mut below = |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    for row in 0..400 {
        let (seats, source) = (
            1 + below(200),
            ["Referral", "Web", "Event"][below(3) as usize],
        );
        let chance = 15 + 40 * u64::from(seats <= 60) + 30 * u64::from(source == "Referral");
        let status = if below(100) < chance { "Won" } else { "Lost" };
        let (month, day) = (1 + below(12), 1 + below(28));
        let year = 2024 + below(2);
        out += &format!("D{row},{seats},{source},{status},{year}-{month:02}-{day:02}\n");
    }
    out
}

#[test]
fn every_id_of_learn_personas_opens() {
    every_id_opens(
        &example(),
        &["learn", "personas"],
        "learn.personas",
        &[],
        (2, 2),
    );
}

#[test]
fn every_id_of_backtest_opens() {
    every_id_opens(
        &example(),
        &["backtest"],
        "backtest",
        &["--origins", "2"],
        (2, 3),
    );
}

#[test]
fn every_id_of_diff_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    for to in [&old, &new] {
        copied(&example(), to);
    }
    let icp = new.join("icps/b2b-saas-india.yaml");
    let text = std::fs::read_to_string(&icp).expect("the ICP");
    let changed = text.replace("employees: 5..100", "employees: 5..60");
    assert_ne!(text, changed, "the ICP of the example has another gate");
    std::fs::write(&icp, changed).expect("the ICP");
    let old = old.to_str().expect("a path");
    every_id_opens(&new, &["diff"], "diff", &["--against", old], (2, 1));
    every_id_opens(
        &new,
        &["diff"],
        "diff.since",
        &["--since", "2026-01-01"],
        (0, 1),
    );
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        match path.is_dir() {
            true => copied(&path, &to.join(name)),
            false => drop(std::fs::copy(&path, to.join(name)).expect("a copy")),
        }
    }
}

#[test]
fn a_quote_opens_to_file_line_and_speaker() {
    let root = example();
    let view: Value = serde_json::from_str(
        &doorwise_ok(&root, &["learn", "personas", "--format", "json"]).stdout,
    )
    .expect("JSON");
    let matter = &view["personas"][0]["said"][0];
    let why: Value = serde_json::from_str(
        &doorwise_ok(
            &root,
            &[
                "why",
                matter["id"].as_str().expect("an id"),
                "--all",
                "--format",
                "json",
            ],
        )
        .stdout,
    )
    .expect("JSON");
    assert_eq!(
        why["rows"].as_array().map(Vec::len),
        matter["people"].as_u64().map(|n| n as usize)
    );
    let place = why["rows"][0]["place"].as_str().expect("a place");
    let (file, line) = place.rsplit_once(':').expect("file and line");
    assert!(root.join(file).is_file(), "{place}");
    assert!(line.parse::<usize>().is_ok(), "{place}");
}

#[test]
fn an_id_that_a_verb_does_not_know_names_the_nearest() {
    let refused = doorwise(&example(), &["why", "audit.funel_issue"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("audit.funnel_issue"),
        "{}",
        refused.stderr
    );
    let flag = doorwise(&example(), &["why", "audit", "--segment", "x"]);
    assert_eq!(flag.code, 2);
    assert!(flag.stderr.contains("--segment"), "{}", flag.stderr);
}

#[test]
fn every_link_of_a_page_has_its_panel() {
    let root = example();
    let folder = tempfile::tempdir().expect("a folder");
    for (verb, least) in [
        (vec!["audit"], 15),
        (vec!["market"], 30),
        (vec!["learn", "personas"], 10),
    ] {
        let page = folder.path().join("page.html");
        let page = page.to_str().expect("a path");
        doorwise_ok(&root, &[verb.clone(), vec!["--html", page]].concat());
        let text = std::fs::read_to_string(page).expect("the page");
        let mut n = 0;
        for link in text.split("href=\"#why-").skip(1) {
            let id = link.split('"').next().expect("an id");
            assert!(
                text.contains(&format!("<article id=\"why-{id}\"")),
                "{verb:?}: {id}"
            );
            n += 1;
        }
        assert!(n >= least, "{verb:?} has {n} links");
    }
}
