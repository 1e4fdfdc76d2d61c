//! `doorwise forget`: a person leaves every file, nothing else changes, and an import brings nobody back.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, write};

const SETUP: &str = "name: A
tables:
  companies:
    path: companies.csv
    columns: { id: id, name: name, employees: size }
  contacts:
    path: people.csv
    columns: { id: id, name: name, title: title, email: email, company_id: company }
  deals:
    path: deals.csv
    columns: { id: id, company_id: company, outcome: status }
  deal_contacts:
    path: seats.csv
    columns: { deal: deal, contact: contact }
";
const ICP: &str = "icp: a\nname: Small firms\ngates:\n  - employees: 5..100\n";
const PERSONA: &str = "\
persona: head
name: Head of Marketing
icp: a
role: { function: marketing, seniority: [head] }
pains:
  - says: leads are junk   # keep me
    evidence:
      - quote: The leads are junk.
        speaker: Asha Menon
        file: research/asha.txt
      - quote: Junk again every week.
        speaker: Bilal Khan
        file: research/both.txt
";
const ASHA: &str = "Interviewer: What goes wrong?\n\nAsha Menon: The leads are junk.\n\nInterviewer: And then?\n\nAsha Menon: I start again.\n";
const BOTH: &str = "Interviewer: What goes wrong?\n\nBilal Khan: Junk again every week.\n\nAsha Menon: I agree with him.\n\nInterviewer: Asha Menon, and then?\n\nAsha Menon: Nothing.\n\nBilal Khan: Nothing.\n";
const PEOPLE: &str = "id,name,title,email,company\np1,Asha Menon,Head of Marketing,asha@fern.example,c1\np2,\"Bilal \"\"B\"\" Khan\",CTO,bilal@fern.example,c1\np3,Asha Menon,Marketing Head,asha@mill.example,c2\n";

#[test]
fn drafts_and_pages_that_hold_the_words_go_or_are_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    write(
        root,
        "copy/drafts/message.head.md",
        "Hi,\n\none of them put it like this: \"The leads are junk.\"\n",
    );
    write(
        root,
        "out/say.html",
        "<!doctype html><html><head><meta name=\"generator\" content=\"Doorwise 0.1.0\"></head><body><p>The leads <b>are</b> junk.</p></body></html>",
    );
    write(
        root,
        "out/mine.html",
        "<html><body><p>Asha&#32;Menon said it</p></body></html>",
    );
    write(
        root,
        "out/listen.json",
        "{\"quote\":\"The leads are junk.\"}",
    );
    write(root, "out/other.md", "Junk again every week.");
    let run = doorwise(root, &["forget", "asha@fern.example", "--apply"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let found = run.stdout;
    for listed in [
        "left for you: copy/drafts/message.head.md: holds 1 sentence of the person",
        "removed: out/say.html: a page that Doorwise wrote",
        "left for you: out/mine.html: names the person",
        "left for you: out/listen.json: holds 1 sentence of the person",
    ] {
        assert!(found.contains(listed), "{listed} in {found}");
    }
    assert!(!found.contains("out/other.md"), "{found}");
    assert!(!root.join("out/say.html").exists());
    assert!(root.join("copy/drafts/message.head.md").exists());
}

fn workspace(root: &Path) {
    write(root, "doorwise.yaml", SETUP);
    write(root, "icps/a.yaml", ICP);
    write(root, "personas/head.yaml", PERSONA);
    write(root, "research/asha.txt", ASHA);
    write(root, "research/both.txt", BOTH);
    write(
        root,
        "companies.csv",
        "id,name,size\nc1,Fern,10\nc2,Mill,20\n",
    );
    write(root, "people.csv", PEOPLE);
    write(
        root,
        "deals.csv",
        "id,company,status,notes\nd1,c1,won,Asha Menon signed\nd2,c2,lost,\n",
    );
    write(root, "seats.csv", "deal,contact\nd1,p1\nd1,p2\nd2,p3\n");
}

fn text(root: &Path, file: &str) -> String {
    fs::read_to_string(root.join(file)).unwrap_or_else(|fault| panic!("{file}: {fault}"))
}

#[test]
fn nothing_changes_before_apply_and_a_name_of_two_is_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let two = doorwise(root, &["forget", "Asha Menon"]);
    assert_eq!(two.code, 2);
    assert!(
        two.stderr.contains("asha@fern.example, asha@mill.example"),
        "{}",
        two.stderr
    );
    let shown = doorwise(root, &["forget", "asha@fern.example"]);
    assert!(
        shown
            .stdout
            .contains("would change: people.csv: people.csv:2"),
        "{}",
        shown.stdout
    );
    assert_eq!(text(root, "people.csv"), PEOPLE);
    assert!(!root.join(".doorwise").exists());
    assert_eq!(doorwise(root, &["forget", "nobody@x.example"]).code, 2);
}

#[test]
fn a_person_leaves_every_file_and_an_import_brings_nobody_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    doorwise_ok(root, &["plan", "--out", "report"]);
    assert!(text(root, "report/plan.json").contains("Asha Menon"));
    let run = doorwise(
        root,
        &["forget", "asha@fern.example", "--apply", "--format", "json"],
    );
    // The note inside the deal is a person's own text, and the pain is hers word for word: both are left
    // to a person, and said.
    assert_eq!(run.code, 1, "{}", run.stdout);
    let view: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let by_hand: Vec<&str> = view["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|change| change["what"] == "by_hand")
        .filter_map(|change| change["file"].as_str())
        .collect();
    assert_eq!(by_hand, ["deals.csv", "personas/head.yaml"]);
    assert_eq!(
        text(root, "people.csv"),
        PEOPLE.replace("p1,Asha Menon,Head of Marketing,asha@fern.example,c1\n", "")
    );
    assert_eq!(text(root, "seats.csv"), "deal,contact\nd1,p2\nd2,p3\n");
    assert!(!root.join("research/asha.txt").exists());
    let both = text(root, "research/both.txt");
    assert!(
        !both.contains("Asha") && both.contains("Bilal Khan: Junk again every week."),
        "{both}"
    );
    let persona = text(root, "personas/head.yaml");
    assert!(
        !persona.contains("Asha") && persona.contains("# keep me") && persona.contains("Bilal"),
        "{persona}"
    );
    assert!(!root.join("report/plan.json").exists());
    assert!(
        !text(root, ".doorwise/forgotten.txt")
            .to_lowercase()
            .contains("asha")
    );
    // The old export comes again: she stays away, her namesake stays.
    write(root, "people.csv", PEOPLE);
    doorwise_ok(root, &["plan", "--out", "report"]);
    assert!(!text(root, "report/plan.json").contains("asha@fern.example"));
    // So does the interview: it is refused, and counts as nobody's, in every verb that listens.
    write(root, "research/asha.txt", ASHA);
    let check = doorwise(root, &["check", "."]);
    assert!(
        check.stderr.contains("privacy/forgotten") || check.stdout.contains("privacy/forgotten"),
        "{}",
        check.stderr
    );
    for words in [
        ["learn", "personas", "--names"].as_slice(),
        &["listen", "research/asha.txt"],
        &["plan"],
    ] {
        let run = doorwise(root, words);
        assert!(
            !run.stdout.contains("The leads are junk"),
            "{words:?} {}",
            run.stdout
        );
    }
}

#[test]
fn suppressed_addresses_and_domains_are_never_whom_to_write_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    doorwise_ok(root, &["plan", "--out", "report"]);
    assert!(text(root, "report/targets.csv").contains("asha@mill.example"));
    write(root, "suppressions.txt", "email\n@mill.example\n");
    doorwise_ok(root, &["plan", "--out", "report"]);
    assert!(!text(root, "report/targets.csv").contains("mill.example"));
}

#[test]
fn a_first_name_in_the_words_of_others_is_listed_with_its_lines_and_never_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let other = "Interviewer: Who signs?\n\nBilal Khan: Asha said she signs it.\n\nInterviewer: And Ashanti?\n\nBilal Khan: No.\n";
    write(root, "research/other.txt", other);
    write(
        root,
        "deals.csv",
        "id,company,status,notes\nd1,c1,won,talked to Asha about price\nd2,c2,lost,\n",
    );
    let run = doorwise(
        root,
        &["forget", "asha@fern.example", "--apply", "--format", "json"],
    );
    let view: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let by_hand: Vec<(String, String)> = view["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .filter(|change| change["what"] == "by_hand")
        .map(|change| (change["file"].to_string(), change["says"].to_string()))
        .collect();
    let says = |file: &str| -> String {
        let of_file = by_hand.iter().filter(|(own, _)| own.contains(file));
        of_file.map(|(_, says)| says.as_str()).collect()
    };
    assert!(
        says("other.txt").contains("`Asha` in line 3:"),
        "{by_hand:?}"
    );
    assert!(says("deals.csv").contains("column notes"), "{by_hand:?}");
    assert!(
        says("asha.txt").is_empty(),
        "gone with its file: {by_hand:?}"
    );
    assert_eq!(text(root, "research/other.txt"), other);
    assert_eq!(run.code, 1);
}

#[test]
fn several_files_as_one_table_are_changed_each_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    fs::remove_file(root.join("people.csv")).expect("gone");
    let (head, rows) = PEOPLE.split_once('\n').expect("a head");
    let rows: Vec<&str> = rows.lines().collect();
    write(root, "people/1.csv", &format!("{head}\n{}\n", rows[0]));
    write(
        root,
        "people/2.csv",
        &format!("{head}\n{}\n{}\n", rows[1], rows[2]),
    );
    write(
        root,
        "doorwise.yaml",
        &SETUP.replace("path: people.csv", "path: people"),
    );
    let before = fs::read_to_string(root.join("people/1.csv")).expect("a file");
    let run = doorwise(root, &["forget", "asha@mill.example", "--apply"]);
    assert!(run.code < 2, "{}", run.stderr);
    assert!(
        run.stdout.contains("changed: people/2.csv") && !run.stdout.contains("people/1.csv"),
        "{}",
        run.stdout
    );
    let after = fs::read_to_string(root.join("people/2.csv")).expect("a file");
    assert!(!after.contains("asha@mill.example"), "{after}");
    assert_eq!(after.lines().count(), 2);
    assert_eq!(
        fs::read_to_string(root.join("people/1.csv")).expect("a file"),
        before
    );
}

#[test]
fn a_table_in_utf_16_is_changed_and_stays_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let wide = |text: &str| -> Vec<u8> {
        let text = format!("\u{feff}{text}");
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    fs::write(root.join("people.csv"), wide(PEOPLE)).expect("written");
    let run = doorwise(root, &["forget", "asha@mill.example", "--apply"]);
    assert!(run.stdout.contains("changed: people.csv"), "{}", run.stdout);
    let kept: String = PEOPLE
        .split_inclusive('\n')
        .filter(|line| !line.contains("asha@mill.example"))
        .collect();
    assert_ne!(kept, PEOPLE);
    assert_eq!(
        fs::read(root.join("people.csv")).expect("a file"),
        wide(&kept)
    );
}

/// The same words of the same person, as six programs export them.
const AGAIN: [(&str, &str); 6] = [
    (
        "again.vtt",
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nInterviewer: What goes wrong?\n\n2\n00:00:03.000 --> 00:00:06.000\nAsha Menon: The leads are junk and nobody knows why.\n",
    ),
    (
        "again-teams.vtt",
        "WEBVTT\n\na/0-0\n00:00:01.000 --> 00:00:03.000\n<v Interviewer>What goes wrong?</v>\n\na/1-0\n00:00:03.000 --> 00:00:06.000\n<v Asha Menon>The leads are junk and nobody knows why.</v>\n",
    ),
    (
        "again.srt",
        "1\n00:00:01,000 --> 00:00:03,000\nInterviewer: What goes wrong?\n\n2\n00:00:03,000 --> 00:00:06,000\nAsha Menon: The leads are junk and nobody knows why.\n",
    ),
    (
        "again-otter.txt",
        "Interviewer  0:01\nWhat goes wrong?\n\nAsha Menon  0:03\nThe leads are junk and nobody knows why.\n\nTranscribed by https://otter.ai\n",
    ),
    (
        "again.md",
        "**Interviewer** (0:01): What goes wrong?\n\n**Asha Menon** (0:03): The leads are junk and nobody knows why.\n",
    ),
    (
        "again.json",
        "{\"data\":{\"transcript\":{\"sentences\":[{\"index\":0,\"speaker_name\":\"Interviewer\",\"text\":\"What goes wrong?\",\"start_time\":1},{\"index\":1,\"speaker_name\":\"Asha Menon\",\"text\":\"The leads are junk and nobody knows why.\",\"start_time\":3}]}}}\n",
    ),
];

#[test]
fn an_export_of_any_kind_brings_nobody_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    // Before, each of them is heard, else the silence below would prove nothing.
    for (file, words) in AGAIN {
        write(root, &format!("research/{file}"), words);
        let heard = doorwise(
            root,
            &["listen", &format!("research/{file}"), "--format", "json"],
        );
        assert!(
            heard.stdout.contains("nobody knows why"),
            "{file}: {} {}",
            heard.stdout,
            heard.stderr
        );
        std::fs::remove_file(root.join("research").join(file)).expect("a file");
    }
    doorwise(root, &["forget", "asha@fern.example", "--apply"]);
    for (file, words) in AGAIN {
        write(root, &format!("research/{file}"), words);
        for verb in [
            &["listen", &format!("research/{file}"), "--format", "json"][..],
            &["learn", "personas", "--names"],
        ] {
            let run = doorwise(root, verb);
            assert!(
                !run.stdout.contains("nobody knows why"),
                "{file}: {}",
                run.stdout
            );
        }
        std::fs::remove_file(root.join("research").join(file)).expect("a file");
    }
    // A table of another form than the one she was taken out of.
    write(
        root,
        "doorwise.yaml",
        &SETUP.replace("people.csv", "people.jsonl"),
    );
    let lines: String = PEOPLE
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!(
                "{{\"id\":\"{}\",\"name\":\"{}\",\"title\":\"{}\",\"email\":\"{}\",\"company\":\"{}\"}}\n",
                cells[0],
                cells[1].replace('"', ""),
                cells[2],
                cells[3],
                cells[4]
            )
        })
        .collect();
    write(root, "people.jsonl", &lines);
    doorwise_ok(root, &["plan", "--out", "report"]);
    let plan = text(root, "report/plan.json");
    assert!(!plan.contains("asha@fern.example"), "{plan}");
}
