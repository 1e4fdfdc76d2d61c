//! `doorwise say`: drafts that a person would send, each sentence down to its source.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, repository, write};

/// Copies the texts of the example, without its tables and its copy.
fn example(to: &Path) {
    let from = repository().join("examples/saas-india");
    for folder in ["icps", "personas", "proof", "research"] {
        for file in fs::read_dir(from.join(folder)).expect("the example") {
            let file = file.expect("a file").path();
            let text = fs::read_to_string(&file).expect("text");
            let name = file
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            write(to, &format!("{folder}/{name}"), &text);
        }
    }
    let setup = fs::read_to_string(from.join("doorwise.yaml")).expect("text");
    let setup = setup.split("tables:\n").next().expect("a head");
    write(to, "doorwise.yaml", setup);
}

/// A workspace as `init` writes it, for a country.
fn fresh(to: &Path, land: &str) {
    let icp = format!("B2B SaaS companies, 10 to 50 employees, in {land}");
    doorwise_ok(
        to,
        &[
            "init",
            "--no-input",
            "--icp",
            &icp,
            "--persona",
            "Head of Marketing Meera, who needs to prove pipeline to her founder and is tired of low-quality leads",
            "--offer",
            "shows which deals came from marketing",
        ],
    );
}

fn said(folder: &Path, words: &[&str]) -> Value {
    let words = [&["say", "--format", "json"], words].concat();
    serde_json::from_str(&doorwise_ok(folder, &words).stdout).expect("JSON")
}

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn three_angles_differ_and_every_sentence_has_a_source() {
    let root = repository().join("examples/saas-india");
    let view = said(&root, &[]);
    assert_eq!(list(&view, "personas").len(), 2);
    for persona in list(&view, "personas") {
        let angles = list(persona, "angles");
        assert_eq!(angles.len(), 3, "{angles:?}");
        let mails: Vec<&Value> = list(persona, "drafts")
            .iter()
            .filter(|draft| draft["channel"] == "cold_email")
            .collect();
        assert_eq!(mails.len(), 3);
        for draft in list(persona, "drafts") {
            for sentence in list(draft, "sentences") {
                let source = sentence["source"].as_str().expect("a source");
                assert!(!source.is_empty(), "{sentence}");
                // What a file says names the file; what rests on nothing says so.
                let is_ours = ["greeting", "opt-out", "stock sentence"].contains(&source);
                assert!(is_ours || source.contains(".yaml:"), "{sentence}");
                let says_so = source.contains("ASSUMPTION");
                assert_eq!(sentence["assumption"] == true, says_so, "{sentence}");
            }
        }
        let texts: std::collections::BTreeSet<&str> = mails
            .iter()
            .filter_map(|mail| mail["text"].as_str())
            .collect();
        assert_eq!(texts.len(), 3, "{texts:?}");
    }
    let meera = &view["personas"][0];
    let first = list(meera, "drafts")[0]["text"].as_str().expect("a text");
    assert!(
        first.contains("Three people told us about this")
            && first.contains("At Banyanbobbin (22 people), open deals"),
        "{first}"
    );
    assert_eq!(
        doorwise_ok(&root, &["say"]).stdout,
        doorwise_ok(&root, &["say"]).stdout
    );
}

#[test]
fn ids_of_drafts_house_and_ideas_open() {
    let root = repository().join("examples/saas-india");
    let view = said(
        &root,
        &["--stage", "solution", "--persona", "head-of-marketing"],
    );
    let meera = &view["personas"][0];
    let draft = &list(meera, "drafts")[0];
    let house = &view["houses"][0];
    let pillar = &list(house, "pillars")[0];
    let mut ids: Vec<&Value> = vec![
        &draft["id"],
        &list(draft, "sentences")[1]["id"],
        &list(draft, "sentences")[2]["id"],
        &house["id"],
        &house["roof"]["id"],
        &pillar["matter"]["id"],
        &pillar["proof"]["id"],
        &pillar["line"]["id"],
        &list(house, "do_not_say")[0]["id"],
        &list(meera, "offers")[0]["id"],
        &list(meera, "ideas")[0]["id"],
    ];
    ids.extend(
        list(meera, "angles")
            .iter()
            .map(|angle| &angle["opens"])
            .filter(|id| !id.is_null()),
    );
    for id in ids {
        let id = id.as_str().expect("an id");
        let why = doorwise_ok(&root, &["why", id, "--format", "json"]).stdout;
        let why: Value = serde_json::from_str(&why).expect("JSON");
        assert_eq!(why["id"], id);
        assert!(!list(&why, "how").is_empty(), "{id}");
    }
    let quote = list(draft, "sentences")[2]["id"].as_str().expect("an id");
    let why = doorwise_ok(&root, &["why", quote]).stdout;
    assert!(
        why.contains("personas/head-of-marketing.yaml:32")
            && why.contains("persona.head-of-marketing.pain.2"),
        "{why}"
    );
}

/// The drafts of all channels and stages, as files that `check` reads.
#[test]
fn every_draft_of_the_example_passes_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    example(root);
    let stages = ["unaware", "problem", "solution", "product", "most"];
    let mut words = vec!["say", "--out", "copy/drafts"];
    words.extend(stages.iter().flat_map(|stage| ["--stage", stage]));
    let run = doorwise_ok(root, &words);
    assert!(
        run.stderr.contains("drafts to copy/drafts"),
        "{}",
        run.stderr
    );
    assert!(
        !root.join("copy/drafts/say.json").exists(),
        "check would read it as copy"
    );
    let run = doorwise(root, &["check", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let of_copy: Vec<&Value> = list(&found, "problems")
        .iter()
        .chain(list(&found, "findings"))
        .filter(|found| {
            found["name"]
                .as_str()
                .is_some_and(|name| name.starts_with("copy/"))
        })
        .filter(|found| found["level"] != "note")
        .collect();
    assert!(of_copy.is_empty(), "{of_copy:?}");
    assert!(
        run.stdout.contains("copy/drafts/") || run.code == 0,
        "{}",
        run.stdout
    );
    assert!(
        fs::read_dir(root.join("copy/drafts"))
            .expect("drafts")
            .count()
            > 150
    );
}

#[test]
fn a_draft_that_somebody_changed_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fresh(root, "India");
    doorwise_ok(root, &["say", "--out", "out"]);
    let file = "out/message.head-of-marketing.cold_email.problem.pain-1.md";
    let text = fs::read_to_string(root.join(file)).expect("a draft");
    assert!(
        text.starts_with("---\npersona: head-of-marketing\nchannel: cold_email\n"),
        "{text}"
    );
    write(root, file, "mine");
    let run = doorwise_ok(root, &["say", "--out", "out"]);
    assert!(run.stderr.contains("left alone"), "{}", run.stderr);
    assert_eq!(
        fs::read_to_string(root.join(file)).expect("a draft"),
        "mine"
    );
    assert!(root.join("out/say.html").exists() && root.join("out/say.json").exists());
}

#[test]
fn with_little_evidence_there_are_fewer_angles_and_gaps_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fresh(root, "India");
    let view = said(root, &[]);
    let meera = &view["personas"][0];
    assert_eq!(list(meera, "angles").len(), 2);
    let gap = meera["angles_gap"].as_str().expect("a gap");
    assert!(
        gap.contains("no trigger") && gap.contains("no proof inside this ICP"),
        "{gap}"
    );
    for draft in list(meera, "drafts") {
        assert!(
            !draft["text"].as_str().expect("a text").contains("told us"),
            "{draft}"
        );
    }
    // A reminder without a new fact is not written.
    let follow_up = list(meera, "drafts")
        .iter()
        .find(|draft| draft["channel"] == "follow_up");
    let why = follow_up.expect("one")["withheld"].as_str().expect("why");
    assert!(why.contains("no new fact"), "{why}");
    let pillar = &view["houses"][0]["pillars"][0];
    assert!(
        pillar["proof"].is_null() && pillar["line"].is_null() && list(pillar, "gaps").len() == 3,
        "{pillar}"
    );
}

#[test]
fn to_germany_no_cold_mail_is_drafted() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fresh(root, "Germany");
    let view = said(root, &[]);
    let meera = &view["personas"][0];
    assert!(
        meera["consent"][0].as_str().expect("law").contains("UWG"),
        "{meera}"
    );
    for draft in list(meera, "drafts") {
        let is_mail =
            ["cold_email", "follow_up"].contains(&draft["channel"].as_str().expect("one"));
        if is_mail {
            let why = draft["withheld"].as_str().expect("why");
            assert!(
                why.contains("consent") && why.contains("call where"),
                "{why}"
            );
        }
    }
    let is_call = |draft: &&Value| draft["channel"] == "call_opener" && draft["withheld"].is_null();
    assert!(list(meera, "drafts").iter().any(|draft| is_call(&draft)));
    // The plan has the same composer, and says the same.
    let plan = doorwise(root, &["plan", "--format", "json"]);
    let plan: Value = serde_json::from_str(&plan.stdout).expect("JSON");
    let mail = &list(&plan, "messages")[0];
    assert_eq!(mail["channel"], "cold_email");
    assert!(
        mail["withheld"]
            .as_str()
            .is_some_and(|why| why.contains("consent")),
        "{mail}"
    );
}

#[test]
fn a_segment_asks_for_another_proof_and_odd_wishes_are_refused() {
    let root = repository().join("examples/saas-india");
    let mail = |words: &[&str]| {
        let view = said(&root, words);
        list(&view["personas"][0], "drafts")[0].clone()
    };
    let wide = mail(&["--channel", "cold_email", "--persona", "head-of-marketing"]);
    let narrow = mail(&[
        "--channel",
        "cold_email",
        "--persona",
        "head-of-marketing",
        "--segment",
        "place=US",
    ]);
    assert!(!list(&wide, "gaps").iter().any(|gap| {
        gap.as_str()
            .is_some_and(|gap| gap.contains("no proof inside"))
    }));
    assert!(
        list(&narrow, "gaps").iter().any(|gap| gap
            .as_str()
            .is_some_and(|gap| gap.contains("no proof inside"))),
        "{narrow}"
    );
    for (words, says) in [
        (
            &["say", "--persona", "nobody"][..],
            "there is no persona `nobody`",
        ),
        (
            &["say", "--segment", "nowhere"][..],
            "neither an ICP nor a field",
        ),
        (&["say", "--segment", "emploees=10..50"][..], "emploees"),
    ] {
        let run = doorwise(&root, words);
        assert_eq!(run.code, 2, "{words:?}");
        assert!(run.stderr.contains(says), "{}", run.stderr);
    }
}

#[test]
fn own_title_words_are_read_before_anything_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    example(folder.path());
    write(folder.path(), "titles.tsv", "no such list\tx\n");
    let said = doorwise(folder.path(), &["say"]);
    assert_eq!(said.code, 2, "{}", said.stderr);
    assert!(said.stderr.contains("titles.tsv:1"), "{}", said.stderr);
}

#[test]
fn without_an_icp_nothing_can_be_said() {
    let folder = tempfile::tempdir().expect("a folder");
    example(folder.path());
    fs::remove_dir_all(folder.path().join("icps")).expect("removed");
    let said = doorwise(folder.path(), &["say"]);
    assert_eq!(
        (said.code, said.stdout.as_str()),
        (2, ""),
        "{}",
        said.stderr
    );
}
