//! `learn personas`: proposals in the words of those who were asked, beside what an author wrote.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{doorwise, doorwise_ok, write};

const CALL: &str = "\
Interviewer: What is your job there?

Asha Menon: I run marketing. I have to bring forty qualified meetings a month.

Interviewer: What goes wrong?

Asha Menon: Every Monday I match leads by hand in a sheet and it takes me four hours.
";

const OWN: &str = "\
# by hand
persona: head
name: Head of Marketing Asha
icp: one
role: { function: marketing, seniority: [head] }
pains:
  - says: the list is always late   # her words
";

fn workspace(root: &Path) {
    write(root, "doorwise.yaml", "name: Own\n");
    write(
        root,
        "icps/one.yaml",
        "icp: one\nname: One\ngates:\n  - employees: 5..100\n",
    );
    write(root, "research/call.md", CALL);
}

fn proposed(root: &Path, more: &[&str]) -> Value {
    let words = [&["learn", "personas", "--format", "json"], more].concat();
    serde_json::from_str(&doorwise_ok(root, &words).stdout).expect("JSON")
}

#[test]
fn a_new_persona_is_a_file_that_loads_cites_what_was_said_and_is_not_proposed_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let first = proposed(root, &[]);
    assert_eq!(first["personas"][0]["is_new"], true);
    assert!(
        !root.join("personas").exists(),
        "nothing is written unasked"
    );
    doorwise_ok(root, &["learn", "personas", "--apply"]);
    let file = first["personas"][0]["file"].as_str().expect("a file");
    let text = fs::read_to_string(root.join(file)).expect("written");
    assert!(text.contains("match leads by hand"), "{text}");
    assert!(text.contains("file: research/call.md"), "{text}");
    // Every quote that it cites is found again where it was said.
    let check = doorwise(root, &["check", "."]);
    assert!(!check.stderr.contains("evidence/"), "{}", check.stderr);
    let again = proposed(root, &[]);
    assert_eq!(again["personas"][0]["is_new"], false);
    assert_eq!(again["personas"][0]["diff"], "");
}

#[test]
fn the_authors_text_and_comments_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    write(root, "personas/head.yaml", OWN);
    let view = proposed(root, &["--apply"]);
    let persona = &view["personas"][0];
    assert_eq!(
        (&persona["id"], &persona["applied"]),
        (&"head".into(), &true.into())
    );
    let text = fs::read_to_string(root.join("personas/head.yaml")).expect("there");
    for line in OWN.lines() {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.contains("match leads by hand"), "{text}");
    let diff = persona["diff"].as_str().expect("a diff");
    assert!(diff.lines().all(|line| line.starts_with('+')), "{diff}");
}

#[test]
fn speakers_are_titles_unless_names_are_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    workspace(folder.path());
    let plain = proposed(folder.path(), &[]);
    let plain = plain["personas"][0]["said"].to_string();
    assert!(
        !plain.contains("Asha") && plain.contains("Head of marketing"),
        "{plain}"
    );
    let named = proposed(folder.path(), &["--names"]);
    assert!(
        named["personas"][0]["said"]
            .to_string()
            .contains("Asha Menon")
    );
}

#[test]
fn a_persona_of_several_bands_is_changed_once_and_keeps_what_both_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let wide = OWN.replace("seniority: [head]", "seniority: [ic, head]");
    write(root, "personas/head.yaml", &wide);
    let call = CALL
        .replace("Asha Menon", "Ravi Nair")
        .replace("I run marketing.", "I am a content marketer.")
        .replace(
            "Every Monday I match leads by hand in a sheet and it takes me four hours.",
            "Every Friday the agency sends the wrong numbers and I lose half a day with it.",
        );
    write(root, "research/two.md", &call);
    let view = proposed(root, &["--apply"]);
    assert_eq!(view["personas"].as_array().map(Vec::len), Some(1), "{view}");
    assert_eq!(
        view["personas"][0]["asked"].as_array().map(Vec::len),
        Some(2)
    );
    let text = fs::read_to_string(root.join("personas/head.yaml")).expect("there");
    for said in ["match leads by hand", "sends the wrong numbers"] {
        assert!(text.contains(said), "{text}");
    }
}

#[test]
fn names_inside_quotes_are_taken_out_unless_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let call = CALL.replace("match leads by hand", "match Asha's leads by hand");
    write(root, "research/call.md", &call);
    let said = proposed(root, &[])["personas"][0]["said"].to_string();
    assert!(said.contains("match [name]'s leads"), "{said}");
    assert!(!said.to_lowercase().contains("asha"), "{said}");
    let named = proposed(root, &["--names"])["personas"][0]["said"].to_string();
    assert!(named.contains("match Asha's leads"), "{named}");
}

#[test]
fn nothing_is_made_up_where_nobody_was_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    fs::remove_file(root.join("research/call.md")).expect("removed");
    let view = proposed(root, &[]);
    assert_eq!(view["personas"], Value::Array(Vec::new()));
    let page = root.join("people.html");
    doorwise_ok(root, &["learn", "personas", "--html", "people.html"]);
    let page = fs::read_to_string(page).expect("written");
    assert!(page.contains("No persona yet"));
}

#[test]
fn the_buying_role_says_what_it_rests_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root);
    let role = |view: &Value| view["personas"][0]["buying_role"].clone();
    // Nobody has said who signs: a guess, and the file calls it an assumption.
    let guessed = proposed(root, &[]);
    assert_eq!(role(&guessed)["grade"], "guess");
    assert!(
        guessed["personas"][0]["diff"]
            .to_string()
            .contains("assumption: [role]")
    );
    // She says that she signs.
    let signs = format!(
        "{CALL}\nInterviewer: Who signs in the end?\n\nAsha Menon: I sign that myself, nobody else.\n"
    );
    write(root, "research/call.md", &signs);
    let said = proposed(root, &[]);
    assert_eq!(role(&said)["role"], "economic_buyer");
    assert_eq!(role(&said)["grade"], "interview");
    let diff = said["personas"][0]["diff"].to_string();
    assert!(diff.contains("# interview: 1 of 1 people asked"), "{diff}");
    assert!(!diff.contains("assumption: [role]"), "{diff}");
    // The CRM's own word goes before both.
    write(
        root,
        "doorwise.yaml",
        "name: Own\ntables:\n  deals:\n    path: deals.csv\n    columns: { id: id, company: company, outcome: stage }\n  contacts:\n    path: people.csv\n    columns: { id: id, name: name, title: title }\n  deal_contacts:\n    path: seats.csv\n    columns: { deal: deal, contact: person, buying_role: role }\n",
    );
    write(
        root,
        "deals.csv",
        "id,company,stage\n1,Fern,won\n2,Mill,lost\n3,Elm,won\n",
    );
    write(
        root,
        "people.csv",
        "id,name,title\np1,Vera One,Head of Marketing\np2,Vera Two,Head of Marketing\np3,Vera Three,Head of Marketing\n",
    );
    write(
        root,
        "seats.csv",
        "deal,person,role\n1,p1,Champion\n2,p2,Champion\n3,p3,Champion\n",
    );
    let crm = proposed(root, &[]);
    assert_eq!(role(&crm)["role"], "champion");
    assert_eq!(role(&crm)["grade"], "deal_data");
    assert!(role(&crm)["why"].to_string().contains("3 of 3"));
}
