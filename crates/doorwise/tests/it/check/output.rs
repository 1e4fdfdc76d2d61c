//! SARIF and annotations, and how a run ends.

use serde_json::Value;

use crate::check::{json, workspace};
use crate::run::{doorwise, write};

/// What SARIF 2.1.0 requires of each object that we write, and its closed lists.
fn hold(log: &Value) {
    let has = |object: &Value, fields: &[&str]| {
        for field in fields {
            assert!(
                object.get(field).is_some(),
                "`{field}` is missing in {object:#}"
            );
        }
    };
    has(log, &["version", "runs", "$schema"]);
    assert_eq!(log["version"], "2.1.0");
    for run in log["runs"].as_array().expect("runs") {
        has(run, &["tool"]);
        assert!(
            ["unicodeCodePoints", "utf16CodeUnits"]
                .contains(&run["columnKind"].as_str().expect("a kind"))
        );
        let driver = &run["tool"]["driver"];
        has(driver, &["name"]);
        let rules = driver["rules"].as_array().expect("rules");
        for rule in rules {
            has(rule, &["id"]);
            if let Some(help) = rule.get("help") {
                has(help, &["text"]);
            }
            if let Some(short) = rule.get("shortDescription") {
                has(short, &["text"]);
            }
        }
        for result in run["results"].as_array().expect("results") {
            has(result, &["message", "ruleId", "ruleIndex"]);
            has(&result["message"], &["text"]);
            let index = result["ruleIndex"].as_u64().expect("an index") as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(
                ["none", "note", "warning", "error"]
                    .contains(&result["level"].as_str().expect("a level"))
            );
            for location in result["locations"].as_array().into_iter().flatten() {
                let physical = &location["physicalLocation"];
                has(physical, &["artifactLocation"]);
                has(&physical["artifactLocation"], &["uri"]);
                if let Some(region) = physical.get("region") {
                    has(region, &["startLine"]);
                    for number in region.as_object().expect("a region").values() {
                        assert!(number.as_u64().is_some_and(|number| number >= 1));
                    }
                }
            }
            for fix in result["fixes"].as_array().into_iter().flatten() {
                has(fix, &["artifactChanges"]);
                for change in fix["artifactChanges"].as_array().expect("changes") {
                    has(change, &["artifactLocation", "replacements"]);
                    for replacement in change["replacements"].as_array().expect("replacements") {
                        has(replacement, &["deletedRegion"]);
                    }
                }
            }
            for suppression in result["suppressions"].as_array().into_iter().flatten() {
                has(suppression, &["kind"]);
                assert!(
                    ["inSource", "external"]
                        .contains(&suppression["kind"].as_str().expect("a kind"))
                );
            }
        }
    }
}

#[test]
fn sarif_holds_every_finding_and_what_is_meant_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(
        root,
        "checks:\n  allow:\n    - { rule: copy/placeholder, path: copy/b.md, reason: the sequencer fills it }\n",
    );
    write(
        root,
        "rules/plain.yaml",
        "extends: substitution\nmessage: Write %s\nswap: { utilise: use }\n",
    );
    write(
        root,
        "copy/a b.md",
        "---\npersona: head\n---\nHi {{name}}, utilise it.\n",
    );
    write(root, "copy/b.md", "---\npersona: head\n---\nHi {{name}}.\n");
    let (said, log) = json(root, &["check", "--format", "sarif"]);
    assert_eq!(said.code, 1);
    hold(&log);
    let results = log["runs"][0]["results"].as_array().expect("results");
    let of = |rule: &str| -> Vec<&Value> {
        results
            .iter()
            .filter(|result| result["ruleId"] == rule)
            .collect()
    };
    let open = of("copy/placeholder");
    assert_eq!(open.len(), 2, "{log:#}");
    let place = &open[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "copy/a%20b.md");
    assert_eq!(place["region"]["startLine"], 4);
    assert_eq!(place["region"]["startColumn"], 4);
    assert_eq!(place["region"]["endColumn"], 12);
    assert_eq!(open[1]["suppressions"][0]["kind"], "external");
    assert_eq!(
        open[1]["suppressions"][0]["justification"],
        "the sequencer fills it"
    );
    let swap = of("own/plain");
    let change = &swap[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(change["insertedContent"]["text"], "use");
}

#[test]
fn annotations_stand_on_their_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "a,b.md", "100% sure, {{name}}\n");
    let said = doorwise(root, &["check", "a,b.md", "--format", "github"]);
    assert_eq!(said.code, 1);
    let line = said
        .stdout
        .lines()
        .find(|line| line.contains("copy/placeholder"))
        .expect("a line");
    assert!(
        line.starts_with("::error file=a%2Cb.md,line=1,endLine=1,col=12,endColumn=20,title=copy/placeholder::`{{name}}`"),
        "{line}"
    );
    assert!(line.contains("%0Ahelp: "), "{line}");
}

#[test]
fn a_run_fails_from_the_level_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for (level, wanted) in [
        ("note", [1, 0, 0, 0]),
        ("warn", [1, 1, 0, 0]),
        ("error", [1, 1, 1, 0]),
    ] {
        workspace(
            root,
            &format!("checks:\n  rules: {{ copy/placeholder: {level} }}\n"),
        );
        write(
            root,
            "mail.txt",
            "Every Monday your founder asks which deals came from marketing, {{name}}. Worth a look?\n",
        );
        let asked = ["note", "warning", "error", "never"];
        for (fail_on, code) in asked.iter().zip(wanted) {
            let words = [
                "check",
                "mail.txt",
                "--format",
                "json",
                "--fail-on",
                fail_on,
            ];
            let (said, found) = json(root, &words);
            let of_others: Vec<String> = crate::check::places(&found)
                .into_iter()
                .filter(|place| !place.ends_with("copy/placeholder"))
                .collect();
            assert_eq!(of_others, [""; 0], "{found:#}");
            assert_eq!(said.code, code, "{level} with --fail-on {fail_on}");
        }
    }
    // What cannot run is told apart from what is found.
    assert_eq!(doorwise(root, &["check", "none.md"]).code, 2);
    assert_eq!(
        doorwise(root, &["check", "mail.txt", "--fail-on", "none"]).code,
        2
    );
}
