//! One plan for several ICPs: where each company stands, who reads there, what is counted once.

mod reference;
mod workspace;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, shared_data, write};
pub(crate) use workspace::two_icps;
use workspace::{COMPANIES, SMALL, WIDE, companies, list, plan, stands, workspace};

fn expected(rows: &[[&str; 4]]) -> Vec<(String, String, String, String)> {
    rows.iter()
        .map(|[id, icp, decision, tier]| {
            (
                (*id).into(),
                (*icp).into(),
                (*decision).into(),
                (*tier).into(),
            )
        })
        .collect()
}

#[test]
fn each_company_stands_under_the_icp_where_it_stands_best() {
    let folder = workspace();
    let plan = plan(folder.path(), &[]);
    assert_eq!(
        stands(folder.path()),
        expected(&[
            ["a", "small", "pursue", "A"],
            ["b", "wide", "pursue", "A"],
            ["c", "small", "pursue", "A"],
            ["d", "small", "find_out", "A"],
            ["e", "wide", "pursue", "A"],
            ["f", "small", "pursue", "A"],
            ["g", "wide", "pursue", "B"],
            ["h", "wide", "pursue", "A"],
            ["i", "wide", "pursue", ""],
            ["k", "small", "pursue", "A"],
        ])
    );
    let ignored = list(folder.path(), "ignored.csv");
    assert_eq!(ignored.len(), 1, "each company is in one list: {ignored:?}");
    let none = &ignored["j"];
    assert!(none["reason"].contains("place"), "{none:?}");
    assert!(
        none["also"].starts_with("wide: not "),
        "the reasons of both: {none:?}"
    );
    // The whole counts each company once; each ICP by itself counts what it meets.
    assert_eq!(plan["counts"], counts("count", [11, 9, 1, 1]));
    assert_eq!(
        plan["icps"][0]["counts"],
        counts("in.small.count", [11, 5, 3, 3])
    );
    assert_eq!(
        plan["icps"][1]["counts"],
        counts("in.wide.count", [11, 9, 0, 2])
    );
    let stands = |icp: usize| {
        let stands = &plan["icps"][icp]["stands"];
        ["companies", "pursue", "find_out"].map(|field| stands[field].as_u64())
    };
    assert_eq!(stands(0), [Some(5), Some(4), Some(1)]);
    assert_eq!(stands(1), [Some(5), Some(5), Some(0)]);
    assert_eq!(
        plan["headline"],
        "Of 11 companies, pursue 9 (4 under small, 5 under wide), find out about 1, ignore 1"
    );
}

fn counts(id: &str, [companies, pursue, find_out, ignore]: [usize; 4]) -> Value {
    serde_json::json!({ "id": id, "companies": companies, "pursue": pursue, "find_out": find_out, "ignore": ignore })
}

#[test]
fn companies_that_meet_two_icps_are_counted_and_say_so() {
    let folder = workspace();
    let plan = plan(folder.path(), &[]);
    // a, b, c, d, e, i, k; small ignores h by hand.
    assert_eq!(plan["overlaps"]["companies"], 7);
    assert_eq!(
        plan["overlaps"]["pairs"][0]["icps"],
        serde_json::json!(["small", "wide"])
    );
    assert_eq!(plan["overlaps"]["pairs"][0]["companies"], 7);
    let targets = list(folder.path(), "targets.csv");
    assert_eq!(targets["d"]["also"], "wide: pursue, tier B");
    assert_eq!(targets["f"]["also"], "");
    assert_eq!(
        targets["h"]["also"],
        "small: ignore by hand: left us (Meera, 2026-10-01)"
    );
    let text = doorwise_ok(folder.path(), &["plan"]).stdout;
    assert!(
        text.contains("7 companies meet more than one ICP"),
        "{text}"
    );
}

#[test]
fn the_reader_is_a_persona_of_the_icp_that_the_company_stands_under() {
    let folder = workspace();
    let plan = plan(folder.path(), &[]);
    let targets = list(folder.path(), "targets.csv");
    let who = |id: &str| [&targets[id]["person"], &targets[id]["persona"]].map(String::as_str);
    assert_eq!(who("a"), ["Asha", "marketer"]);
    assert_eq!(who("b"), ["Om", "cfo"]);
    assert_eq!(who("g"), ["Gil", "cfo"]);
    assert_eq!(
        targets["a"]["readers"],
        "marketer: Asha, Head of Marketing, asha@a.example; founder: Farid, Founder, farid@a.example"
    );
    // A marketer in a company under the other ICP is nobody's reader.
    assert_eq!(targets["b"]["readers"], "cfo: Om, CFO, om@b.example");
    let drafts = |icp: usize| -> Vec<String> {
        let messages = plan["icps"][icp]["messages"].as_array().expect("drafts");
        let mut readers: Vec<String> = messages
            .iter()
            .map(|message| message["persona"].as_str().expect("a persona").to_owned())
            .collect();
        readers.dedup();
        readers
    };
    assert_eq!(drafts(0), ["marketer", "founder"]);
    assert_eq!(drafts(1), ["cfo"]);
    // Customers get no stranger's mail, under whichever ICP they stand.
    let first = |icp: usize| plan["icps"][icp]["targets"].to_string();
    assert!(!first(0).contains("A customer") && first(0).contains("Both alike"));
    assert!(!first(1).contains("Both alike") && first(1).contains("Better in wide"));
}

#[test]
fn the_order_of_the_files_decides_between_equals_alone() {
    let folder = workspace();
    let root = folder.path();
    plan(root, &[]);
    let before = stands(root);
    fs::remove_file(root.join("icps/small.yaml")).expect("removed");
    write(
        root,
        "icps/zmall.yaml",
        &SMALL.replace("icp: small", "icp: zmall"),
    );
    for persona in ["marketer", "founder"] {
        let file = root.join(format!("personas/{persona}.yaml"));
        let text = fs::read_to_string(&file).expect("read");
        fs::write(file, text.replace("icp: small", "icp: zmall")).expect("written");
    }
    plan(root, &[]);
    let after = stands(root);
    let moved: Vec<&str> = before
        .iter()
        .zip(&after)
        .filter(|(a, b)| a.1.replace("small", "zmall") != b.1)
        .map(|(a, _)| a.0.as_str())
        .collect();
    assert_eq!(moved, ["a", "k"], "both are pursued under both in tier A");
}

#[test]
fn the_order_of_the_rows_changes_nothing() {
    let folder = workspace();
    let root = folder.path();
    let before = plan(root, &[]);
    let list_before = stands(root);
    let mut rows = COMPANIES;
    rows.reverse();
    companies(root, &rows);
    let after = plan(root, &[]);
    assert_eq!(list_before, stands(root));
    for field in ["headline", "counts", "overlaps", "actions"] {
        assert_eq!(before[field], after[field], "{field}");
    }
    let order = |plan: &Value| -> Vec<Value> {
        let targets = plan["targets"].as_array().expect("targets");
        targets.iter().map(|target| target["key"].clone()).collect()
    };
    assert_eq!(order(&before), order(&after));
}

#[test]
fn one_icp_alone_says_what_it_says_without_the_other() {
    let folder = workspace();
    let mut narrowed = plan(folder.path(), &["--icp", "small"]);
    assert_eq!(narrowed["other_icps"], serde_json::json!(["wide"]));
    let lists = |root: &Path| {
        ["targets.csv", "ignored.csv"]
            .map(|file| fs::read_to_string(root.join("out").join(file)).expect("read"))
    };
    let narrowed_lists = lists(folder.path());
    fs::remove_file(folder.path().join("icps/wide.yaml")).expect("removed");
    fs::remove_file(folder.path().join("personas/cfo.yaml")).expect("removed");
    let alone = plan(folder.path(), &[]);
    narrowed["other_icps"] = alone["other_icps"].clone();
    // Problems are those of the workspace: the one who only signs lives in the other ICP.
    narrowed["problems"] = alone["problems"].clone();
    assert_eq!(narrowed, alone);
    assert_eq!(narrowed_lists, lists(folder.path()));
}

#[test]
fn what_an_icp_says_opens_by_its_name_and_what_two_say_asks_which() {
    let folder = workspace();
    let why = |id: &str| doorwise(folder.path(), &["why", id]);
    let run = why("in.wide.gate.place");
    assert!(run.stdout.contains("icps/wide.yaml:4"), "{}", run.stdout);
    let run = why("gate.place");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("2 ICPs say something called `gate.place`")
            && run
                .stderr
                .contains("in.small.gate.place, in.wide.gate.place"),
        "{}",
        run.stderr
    );
    // Only one of the two has it.
    let run = why("gate.business_model");
    assert!(
        run.stdout.starts_with("in.small.gate.business_model"),
        "{}",
        run.stdout
    );
    let run = why("company.d.icp");
    assert!(
        run.stdout.contains("small: find out, tier A")
            && run.stdout.contains("wide: pursue, tier B"),
        "{}",
        run.stdout
    );
    let run = why("in.wide.company.d");
    assert!(run.stdout.contains("pursue, tier B"), "{}", run.stdout);
    let run = why("Tier before decision");
    assert!(run.stdout.contains("find out, tier A"), "{}", run.stdout);
    let run = why("wide");
    assert!(run.stdout.starts_with("in.wide.icp"), "{}", run.stdout);
    let run = why("in.wide.gate.plaice");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("in.wide.gate.place"), "{}", run.stderr);
}

#[test]
fn an_icp_understood_in_part_is_refused_by_name() {
    let folder = workspace();
    write(
        folder.path(),
        "icps/wide.yaml",
        &WIDE.replace("employees: 50..500", "emploees: 50..500"),
    );
    let run = doorwise(folder.path(), &["plan"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("the ICP `wide` was understood only in part"),
        "{}",
        run.stderr
    );
    // The other one is as clear as before.
    assert_eq!(doorwise(folder.path(), &["plan", "--icp", "small"]).code, 1);
}

#[test]
fn an_icp_that_keeps_most_of_the_file_is_named() {
    let folder = workspace();
    let rows: Vec<String> = (0..60)
        .map(|n| {
            format!(
                "n{n},Company {n},{},IN,b2b,Seed",
                if n < 40 { 200 } else { 20 }
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    companies(folder.path(), &rows);
    let plan = plan(folder.path(), &[]);
    let wide = |icp: usize| {
        let id = format!("in.{}.remark.wide", ["small", "wide"][icp]);
        let remarks = plan["icps"][icp]["remarks"].as_array().expect("remarks");
        remarks.iter().any(|remark| remark["id"] == id.as_str())
    };
    assert!(!wide(0), "20 of 60");
    assert!(wide(1), "40 of 60");
}

/// What each ICP says alone, put together by hand, is what the plan for both says.
#[test]
fn on_the_yc_list_the_totals_are_those_of_the_lists_of_each_icp() {
    let Some(yc) = shared_data("yc_companies/yc_companies_2026-03.csv") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::copy(&yc, root.join("yc.csv")).expect("copied");
    let sentences = [
        "Fintech companies, 11 to 200 employees, in the United States",
        "B2B software companies, 51 to 500 employees",
    ];
    for sentence in sentences {
        doorwise_ok(root, &["init", "--no-input", "--icp", sentence]);
    }
    let both = plan(root, &[]);
    let ids = |file: &str| -> BTreeSet<String> { list(root, file).into_keys().collect() };
    let (targets, ignored) = (ids("targets.csv"), ids("ignored.csv"));
    assert!(targets.is_disjoint(&ignored));
    assert_eq!(both["counts"]["companies"], targets.len() + ignored.len());
    let icps = both["icps"].as_array().expect("ICPs");
    let alone: Vec<BTreeSet<String>> = icps
        .iter()
        .map(|section| {
            let id = section["icp"]["id"].as_str().expect("an id");
            let alone = plan(root, &["--icp", id]);
            for field in ["companies", "pursue", "find_out", "ignore"] {
                assert_eq!(
                    alone["counts"][field], section["counts"][field],
                    "{id} {field}"
                );
            }
            ids("targets.csv")
        })
        .collect();
    let met_by_both: BTreeSet<_> = alone[0].intersection(&alone[1]).collect();
    assert!(met_by_both.len() > 50, "{}", met_by_both.len());
    assert_eq!(both["overlaps"]["companies"], met_by_both.len());
    assert_eq!(targets, alone[0].union(&alone[1]).cloned().collect());
    let stands: u64 = icps
        .iter()
        .filter_map(|section| section["stands"]["companies"].as_u64())
        .sum();
    assert_eq!(stands, targets.len() as u64);
}

#[test]
fn every_number_of_the_page_opens_inside_it() {
    let folder = workspace();
    let root = folder.path();
    plan(root, &[]);
    let page = fs::read_to_string(root.join("out/report.html")).expect("the page");
    let of = |attribute: &str| -> Vec<&str> {
        let after = page.split(attribute).skip(1);
        after
            .filter_map(|rest| Some(rest.split_once('"')?.0))
            .collect()
    };
    let ids: BTreeSet<&str> = of(" id=\"").into_iter().collect();
    let links: BTreeSet<&str> = of(" href=\"#").into_iter().collect();
    for link in &links {
        assert!(ids.contains(link), "{link}");
    }
    for id in [
        "headline",
        "count.pursue",
        "overlap.companies",
        "in.small.stands.pursue",
        "in.small.gate.place",
        "in.wide.gate.place",
        "in.wide.company.d",
        "company.a.reader.founder",
        "message.cfo.cold_email.problem.pain-1",
        "action.1",
    ] {
        assert!(links.contains(format!("why-{id}").as_str()), "{id}");
        let says = doorwise_ok(root, &["why", id, "--format", "json"]).stdout;
        let why: Value = serde_json::from_str(&says).expect("JSON");
        let how = why["how"][0].as_str().expect("how");
        let panel = page.split(&format!("<article id=\"why-{id}\"")).nth(1);
        let panel = panel.and_then(|rest| rest.split("</article>").next());
        assert!(
            panel.is_some_and(|panel| panel.contains(how)),
            "{id}: {how}"
        );
    }
}

/// Several people decide inside one company; each is written to, the champion first.
#[test]
fn every_persona_of_an_icp_gets_its_own_words() {
    let folder = workspace();
    let root = folder.path();
    for (id, role, goal) in [
        ("buyer", "economic_buyer", "know what the money brings"),
        ("champion", "champion", "prove pipeline to the founder"),
    ] {
        let persona = format!(
            "persona: {id}\nname: The {id}\nicp: small\nrole: {{ function: marketing, seniority: [head] }}\nbuying_roles: [{role}]\ngoals:\n  - says: {goal}\nassumption: all\n"
        );
        write(root, &format!("personas/{id}.yaml"), &persona);
    }
    let said = doorwise(root, &["plan", "--icp", "small", "--format", "json"]).stdout;
    let plan: Value = serde_json::from_str(&said).expect("JSON");
    let messages = plan["messages"].as_array().expect("messages");
    let to: Vec<&str> = messages
        .iter()
        .map(|message| message["persona"].as_str().expect("a persona"))
        .filter(|persona| ["champion", "buyer"].contains(persona))
        .collect();
    assert_eq!(
        to,
        ["champion", "champion", "buyer", "buyer"],
        "{messages:#?}"
    );
    for (persona, goal) in [
        ("champion", "prove pipeline"),
        ("buyer", "what the money brings"),
    ] {
        let own = messages
            .iter()
            .find(|message| message["persona"] == persona);
        let text = own.expect("a mail")["text"].as_str().expect("a text");
        assert!(text.contains(goal), "{persona}: {text}");
    }
}
