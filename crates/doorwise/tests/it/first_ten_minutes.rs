//! From a sentence and a sheet to a plan, as a new user goes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, json, repository, write};

const ICP: &str = "B2B SaaS companies, 10 to 50 employees, Series A, in India";
const PERSONA: &str = "Head of Marketing Meera, who needs to prove pipeline to her founder and is tired of low-quality leads";
const OFFER: &str = "shows which deals came from marketing, on top of the CRM you already have";

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            (
                path.file_name()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned(),
                fs::read(&path).expect("read"),
            )
        })
        .collect()
}

/// The sheet most founders have: one row a deal, company and contact in it.
const DEAL_SHEET: &str = "\
Company,Website,Employees,Sector,Country,Last Round,Status,Deal value,Closed on,Contact,Job title,Email
Acme Cloud,acmecloud.example,32,B2B SaaS,India,Series A,Closed Lost,\"₹4,50,000\",2026-03-02,Asha Rao,Head of Marketing,asha@acmecloud.example
Acme Cloud,acmecloud.example,32,B2B SaaS,India,Series A,Closed Lost,\"₹2,00,000\",2025-11-12,Vik Shah,CEO,vik@acmecloud.example
Borealis,borealis.example,11-50,B2B SaaS,India,Seed,Closed Lost,\"₹3,10,000\",2026-01-20,Nia Paul,Founder,nia@borealis.example
Cobalt Bank,cobalt.example,4000,Banking,India,Public,Closed Lost,\"₹9,00,000\",2026-02-11,Om Jain,VP IT,om@cobalt.example
Delta Desk,deltadesk.example,,B2B SaaS,India,Series B,Negotiation,\"₹5,00,000\",,Ria Sen,Marketing Head,ria@deltadesk.example
Gable,gable.example,20,B2B SaaS,India,Series A,Closed Won,\"₹3,50,000\",2026-02-02,Jo Das,Marketing Head,jo@gable.example
TOTAL,,,,,,,\"₹27,20,000\",,,,
";

#[test]
fn a_sentence_and_one_sheet_become_a_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(folder, "deals.csv", DEAL_SHEET);
    let run = doorwise_ok(
        folder,
        &[
            "init",
            "--no-input",
            "--name",
            "Tallyroom",
            "--icp",
            ICP,
            "--persona",
            PERSONA,
            "--offer",
            OFFER,
        ],
    );
    assert!(
        run.stderr.contains("B2B"),
        "reads its understanding back: {}",
        run.stderr
    );
    let icp = fs::read_to_string(folder.join("icps/b2b-saas-india.yaml")).expect("the ICP");
    for line in [
        "  - business_model: b2b",
        "  - industry: software.saas",
        "  - place: IN",
        "  - employees: 5..100",
        "  - stage: [seed, series_a, series_b]",
        "  - employees: { 10..50: 3, 5..9: 1, 51..100: 1 }",
        "  - stage: { series_a: 3, seed: 1, series_b: 1 }",
        "tiers: { A: 6, B: 4, C: 0 }",
        "assumption: all",
    ] {
        assert!(
            icp.lines().any(|known| known == line),
            "`{line}` is not in\n{icp}"
        );
    }
    let persona =
        fs::read_to_string(folder.join("personas/head-of-marketing.yaml")).expect("the persona");
    for part in [
        "icp: b2b-saas-india",
        "function: marketing",
        "head",
        "prove pipeline to her founder",
        "tired of low-quality leads",
    ] {
        assert!(persona.contains(part), "`{part}` is not in\n{persona}");
    }
    doorwise_ok(folder, &["check"]);
    doorwise_ok(
        folder,
        &["plan", "--out", "report", "--as-of", "2026-04-01"],
    );
    let plan = json(&folder.join("report/plan.json"));
    assert_eq!(plan["as_of"], "2026-04-01");
    assert_eq!(
        plan["counts"]["companies"], 5,
        "two deals with one company are one company, and a total is none"
    );
    assert_eq!(
        (
            &plan["counts"]["pursue"],
            &plan["counts"]["find_out"],
            &plan["counts"]["ignore"]
        ),
        (&3.into(), &1.into(), &1.into())
    );
    assert_eq!(
        (
            &plan["deals"]["won"],
            &plan["deals"]["lost"],
            &plan["deals"]["open"]
        ),
        (&1.into(), &4.into(), &1.into())
    );
    let first = &plan["targets"][0];
    assert_eq!(first["company"], "Acme Cloud");
    assert_eq!(
        (&first["tier"], &first["in_deals"]),
        (&"A".into(), &"lost".into())
    );
    let shown: Vec<&str> = plan["targets"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|target| target["company"].as_str())
        .collect();
    assert_eq!(
        shown,
        ["Acme Cloud", "Borealis"],
        "no stranger's mail to a customer or into an open deal"
    );
    assert_eq!(
        (
            &plan["personas"][0]["seen"]["won_with"],
            &plan["personas"][0]["seen"]["lost_with"]
        ),
        (&1.into(), &1.into()),
        "seen by the same rule as whom to write to"
    );
    assert_eq!(
        first["person"]["name"], "Asha Rao",
        "the reader is the head of marketing, not the CEO"
    );
    let mail = plan["messages"][0]["text"].as_str().expect("a mail");
    assert!(
        mail.contains("your founder") && !mail.contains("her founder"),
        "{mail}"
    );
    assert_reasons_add_up(&plan);
    assert_eq!(plan["clarity"].as_array().map(Vec::len), Some(30));
    assert_eq!(plan["actions"].as_array().map(Vec::len), Some(3));
    let actions = plan["actions"].to_string();
    assert!(
        actions.contains("the first 2 targets"),
        "three fit, one is a customer: {actions}"
    );
    let html = fs::read_to_string(folder.join("report/report.html")).expect("the page");
    for outside in ["http://", "https://", "src=\"//"] {
        assert!(
            !html.contains(outside),
            "the page reaches outside: {outside}"
        );
    }
    let targets = fs::read_to_string(folder.join("report/targets.csv")).expect("the list");
    assert!(
        targets
            .lines()
            .nth(1)
            .is_some_and(|line| line.contains("Acme Cloud")),
        "{targets}"
    );
    assert!(targets.contains("customer since 2026-02-02"), "{targets}");
    let ignored = fs::read_to_string(folder.join("report/ignored.csv")).expect("the ignored");
    assert!(
        ignored.contains("Cobalt Bank") && ignored.contains("employees"),
        "{ignored}"
    );
}

/// Law 4: the reasons add up to the score, exactly.
fn assert_reasons_add_up(plan: &Value) {
    for target in plan["targets"].as_array().expect("a list") {
        let sum = |end: &str| -> i64 {
            target["reasons"]
                .as_array()
                .expect("reasons")
                .iter()
                .filter_map(|reason| reason["points"][end].as_i64())
                .sum()
        };
        assert_eq!(
            Some(sum("low")),
            target["score"]["low"].as_i64(),
            "{target}"
        );
        assert_eq!(
            Some(sum("high")),
            target["score"]["high"].as_i64(),
            "{target}"
        );
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let out = tempfile::tempdir().expect("a folder");
    let example = repository().join("examples/saas-india");
    let example = example.to_string_lossy();
    for name in ["one", "two"] {
        let out = out.path().join(name);
        doorwise_ok(
            &repository(),
            &["plan", &example, "--out", &out.to_string_lossy()],
        );
    }
    let (one, two) = (
        files(&out.path().join("one")),
        files(&out.path().join("two")),
    );
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        [
            "duplicates.csv",
            "ignored.csv",
            "plan.json",
            "report.html",
            "targets.csv",
            "unlinked.csv"
        ]
    );
    assert!(one == two, "two runs of one workspace differ");
    let plan: Value = serde_json::from_slice(&one["plan.json"]).expect("JSON");
    assert_reasons_add_up(&plan);
}

#[test]
fn without_a_sentence_there_is_still_a_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "sheet.csv", DEAL_SHEET);
    doorwise_ok(folder.path(), &["init", "--no-input"]);
    let plan = doorwise_ok(folder.path(), &["plan"]).stdout;
    assert!(plan.contains("Acme Cloud"), "{plan}");
    assert!(
        plan.contains("--persona"),
        "says how to add a reader: {plan}"
    );
}

#[test]
fn init_never_overwrites() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "doorwise.yaml", "name: Mine # keep me\n");
    write(
        folder.path(),
        "icps/b2b-saas-india.yaml",
        "icp: b2b-saas-india\n",
    );
    doorwise_ok(folder.path(), &["init", "--no-input", "--icp", ICP]);
    assert_eq!(
        fs::read_to_string(folder.path().join("doorwise.yaml")).expect("read"),
        "name: Mine # keep me\n"
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("icps/b2b-saas-india.yaml")).expect("read"),
        "icp: b2b-saas-india\n"
    );
}

#[test]
fn a_table_can_be_added_later_and_comments_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "doorwise.yaml",
        "# ours\nname: Mine # keep me\n\n# nothing else\n",
    );
    write(folder.path(), "icps/all.yaml", "icp: all\n");
    write(folder.path(), "deals.csv", DEAL_SHEET);
    doorwise_ok(
        folder.path(),
        &["init", "--no-input", "--table", "deals.csv"],
    );
    let text = fs::read_to_string(folder.path().join("doorwise.yaml")).expect("read");
    for kept in [
        "# ours\n",
        "name: Mine # keep me\n",
        "# nothing else\n",
        "deals:",
        "companies:",
        "contacts:",
    ] {
        assert!(text.contains(kept), "`{kept}` is not in\n{text}");
    }
    let plan = doorwise_ok(folder.path(), &["plan", "--format", "json"]).stdout;
    let plan: Value = serde_json::from_str(&plan).expect("JSON");
    assert_eq!(plan["counts"]["companies"], 5);
}

#[test]
fn check_shows_every_problem_of_every_file_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "doorwise.yaml",
        "name: Mine\noffr:\n  says: x\n",
    );
    write(
        folder.path(),
        "icps/saas.yaml",
        "icp: saas\ngates:\n  - emploees: 10..50\n  - stage: series_q\npains:\n  - says: tired of low-quality leads\n",
    );
    write(
        folder.path(),
        "personas/meera.yaml",
        "persona: meera\nicp: sas\nemployees: 10..50\n",
    );
    let run = doorwise(folder.path(), &["check"]);
    assert_eq!(run.code, 1);
    for part in [
        "error[workspace/unknown-field]",
        "doorwise.yaml:2:1",
        "did you mean `offer`?",
        "icps/saas.yaml:3:5",
        "did you mean `employees`?",
        "error[icp/person-field]",
        "error[persona/company-field]",
        "error[persona/unknown-icp]",
        "did you mean `saas`?",
        "^^^^^^^^",
    ] {
        assert!(
            run.stderr.contains(part),
            "`{part}` is not in\n{}",
            run.stderr
        );
    }
    let run = doorwise(folder.path(), &["check", "--fix"]);
    assert_eq!(run.code, 1);
    let mended = fs::read_to_string(folder.path().join("icps/saas.yaml")).expect("read");
    assert!(mended.contains("  - employees: 10..50\n"), "{mended}");
}

#[test]
fn law_one_holds_inside_sentences() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "icps/saas.yaml",
        "icp: saas\nnotes:\n  - says: She is tired of low-quality leads.\n",
    );
    write(
        folder.path(),
        "personas/meera.yaml",
        "persona: meera\nicp: saas\nrole: { function: marketing, seniority: head }\npains:\n  - says: Works in a 30-person Series A company.\n",
    );
    let run = doorwise(folder.path(), &["check", "--format", "json"]);
    assert_eq!(run.code, 1);
    let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let names: Vec<&str> = found["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|finding| finding["level"] == "error")
        .filter_map(|finding| finding["name"].as_str())
        .collect();
    assert!(names.contains(&"clarity/person-in-icp"), "{names:?}");
    assert!(names.contains(&"clarity/company-in-persona"), "{names:?}");
    for finding in found["findings"].as_array().expect("a list") {
        assert!(
            finding["help"].is_string(),
            "every finding says what to do: {finding}"
        );
    }
}

#[test]
fn the_examples_copy_speaks_to_the_wrong_reader() {
    let run = doorwise(
        &repository(),
        &["check", "examples/saas-india", "--format", "json"],
    );
    assert_eq!(run.code, 1, "{}", run.stderr);
    let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let wrong: Vec<&str> = found["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|finding| finding["name"] == "copy/wrong-addressee")
        .filter_map(|finding| finding["file"].as_str())
        .collect();
    assert_eq!(
        wrong,
        [
            "copy/01-first-mail.md",
            "copy/02-landing-hero.md",
            "copy/03-call-opener.md"
        ]
    );
}

#[test]
fn score_works_on_any_table_with_any_icp() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    write(
        folder,
        "icp.yaml",
        "icp: icp\ngates:\n  - place: IN\n  - employees: 5..100\npoints:\n  - employees: { 10..50: 3, 5..9: 1, 51..100: 1 }\ntiers: { A: 3, B: 0 }\n",
    );
    write(
        folder,
        "list.csv",
        "Company;Headcount;City;tier\nOne;30;Bengaluru;gold\nTwo;2-10;Pune;gold\nThree;400;Delhi;iron\nFour;;Chennai;\n=cmd;12;Mumbai;x;too many\n",
    );
    for out in ["out.csv", "out.jsonl", "out.parquet"] {
        let run = doorwise(
            folder,
            &[
                "score", "--icp", "icp.yaml", "--table", "list.csv", "--out", out,
            ],
        );
        assert_eq!(run.code, 1, "one row could not be read: {}", run.stderr);
        assert!(run.stderr.contains("list.csv:6"), "{}", run.stderr);
    }
    let csv = fs::read_to_string(folder.join("out.csv")).expect("written");
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    assert_eq!(
        header,
        [
            "Company",
            "Headcount",
            "City",
            "tier",
            "decision",
            "doorwise_tier",
            "score_low",
            "score_high",
            "score_seen",
            "reasons",
            "find_out",
            "what_would_change"
        ]
    );
    let starts: Vec<String> = lines
        .map(|line| line.split(',').take(8).collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(
        starts,
        [
            "One,30,Bengaluru,gold,pursue,A,3,3",
            "Two,2-10,Pune,gold,find_out,A or B,1,3",
            "Three,400,Delhi,iron,ignore,,,",
            "Four,,Chennai,,find_out,A or B,1,3",
        ]
    );
    // The same rows whatever the file: Parquet is read back by the product itself.
    let again = doorwise_ok(
        folder,
        &[
            "score",
            "--icp",
            "icp.yaml",
            "--table",
            "out.parquet",
            "--format",
            "json",
        ],
    );
    let again: Value = serde_json::from_str(&again.stdout).expect("JSON");
    assert_eq!(
        (&again["pursue"], &again["find_out"], &again["ignore"]),
        (&1.into(), &2.into(), &1.into())
    );
}

#[test]
fn what_cannot_run_ends_with_two() {
    let folder = tempfile::tempdir().expect("a folder");
    for words in [
        &["plan"][..],
        &["check", "nowhere"],
        &["score", "--icp", "no.yaml", "--table", "no.csv"],
        &["plan", "--as-of", "soon"],
        &["rule", "clarity/nothing"],
    ] {
        let run = doorwise(folder.path(), words);
        assert_eq!(run.code, 2, "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains("error"), "{words:?}: {}", run.stderr);
        assert!(
            !run.stderr.contains("panicked"),
            "{words:?}: {}",
            run.stderr
        );
    }
}

/// A sentence that says nothing of companies must not pass for a profile.
#[test]
fn a_sentence_in_another_language_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = doorwise_ok(
        folder.path(),
        &[
            "init",
            "--no-input",
            "--icp",
            "Maschinenbauer in Baden-Württemberg mit 50 bis 500 Mitarbeitern",
            "--persona",
            "Werksleiter Werner, der den Ausschuss senken muss und von Stillständen genervt ist",
        ],
    )
    .stderr;
    assert!(said.contains("every company passes"), "{said}");
    assert!(
        said.contains("the sentence about the person looks like German"),
        "{said}"
    );
}

#[test]
fn an_offer_can_be_said_later() {
    let folder = tempfile::tempdir().expect("a folder");
    doorwise_ok(folder.path(), &["init", "--no-input"]);
    doorwise_ok(
        folder.path(),
        &[
            "init",
            "--no-input",
            "--offer",
            OFFER,
            "--icp",
            ICP,
            "--persona",
            PERSONA,
        ],
    );
    let text = fs::read_to_string(folder.path().join("doorwise.yaml")).expect("read");
    assert!(text.contains(OFFER), "{text}");
    let plan = doorwise_ok(folder.path(), &["plan"]).stdout;
    assert!(
        plan.contains("Meera"),
        "the ICP with a persona is the one planned: {plan}"
    );
}

#[test]
fn every_verb_speaks_json() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "sheet.csv", DEAL_SHEET);
    write(folder.path(), "i.yaml", "icp: i\n");
    for (words, field) in [
        (&["init", "--no-input", "--icp", ICP][..], "said"),
        (&["plan"], "headline"),
        (&["check"], "findings"),
        (&["score", "--icp", "i.yaml", "--table", "sheet.csv"], "top"),
        (&["title", "CEO"], "function"),
        (&["rule", "clarity/person-in-icp"], "docs"),
    ] {
        let words: Vec<&str> = words.iter().copied().chain(["--format", "json"]).collect();
        let run = doorwise_ok(folder.path(), &words);
        let view: Value =
            serde_json::from_str(&run.stdout).unwrap_or_else(|fault| panic!("{words:?}: {fault}"));
        assert!(!view[field].is_null(), "{words:?}: {view}");
    }
}
