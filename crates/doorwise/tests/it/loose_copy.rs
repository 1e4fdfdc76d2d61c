//! `doorwise check` on files of copy outside a workspace.

use serde_json::Value;

use crate::run::{doorwise, write};

const TO_A_CEO: &str = "Hi, as a founder and CEO you answer to your board for valuation, burn and runway.\n\nWorth a look?\n";
const TO_MARKETING: &str = "---\npersona: head\nchannel: cold_email\n---\nHi Meera, every Monday your founder asks which deals came from marketing, and half your leads have no source. Shall I send the page?\n";
const PERSONA: &str = "persona: head\nname: Head of Marketing\nicp: a\nrole: { function: marketing, seniority: [head] }\nassumption: all\n";

#[test]
fn each_piece_says_whom_it_speaks_to_and_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "ceo.txt", TO_A_CEO);
    write(root, "marketing.md", TO_MARKETING);
    write(root, "head.yaml", PERSONA);
    let words = "check ceo.txt marketing.md --persona head.yaml --format json";
    let said = doorwise(root, &words.split(' ').collect::<Vec<_>>());
    assert_eq!(said.code, 1, "{}", said.stderr);
    let found: Value = serde_json::from_str(&said.stdout).expect("JSON");
    let copies = found["copies"].as_array().expect("copies");
    assert_eq!(copies[0]["addressee"]["verdict"], "addressed_to");
    assert_eq!(copies[0]["addressee"]["function"], "executive");
    assert_eq!(copies[0]["findings"][0]["code"], "wrong_addressee");
    let span = &copies[0]["addressee"]["spans"][0];
    assert_eq!(span["line"], 1, "{span:#}");
    assert_eq!(copies[1]["addressee"]["function"], "marketing");
    assert_eq!(copies[1]["channel"], "cold_email");
    assert_eq!(copies[1]["findings"].as_array().map(Vec::len), Some(0));
    // Without a sender nobody knows the footer, so the rule says that it did not run.
    let not_run = copies[1]["not_run"].as_array().expect("not_run");
    assert!(
        not_run.iter().any(|rule| rule["code"] == "no_optout"),
        "{not_run:?}"
    );
    assert_eq!(copies[1]["fit"]["pains"].as_array().map(Vec::len), Some(0));
    // The head lines count: the words stand on the fifth line of the file.
    assert_eq!(copies[1]["addressee"]["spans"][0]["line"], 5);
    let said = doorwise(root, &["check", "marketing.md"]);
    assert!(
        said.stdout.contains("speaks to marketing"),
        "{}",
        said.stdout
    );
}

#[test]
fn what_is_no_copy_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "mail.pdf", "%PDF");
    write(root, "a.md", "Hi.\n");
    write(root, "bad.yaml", "persona: [\n");
    let tries: [(&[&str], &str); 3] = [
        (&["check", "mail.pdf"], "is not read as copy"),
        (
            &["check", "a.md", "--persona", "bad.yaml"],
            "could not be understood",
        ),
        (&["check", ".", "--channel", "ad"], "are for files of copy"),
    ];
    for (words, wanted) in tries {
        let said = doorwise(root, words);
        assert_eq!(said.code, 2, "{words:?}");
        assert!(said.stderr.contains(wanted), "{words:?}: {}", said.stderr);
    }
}

#[test]
fn a_file_that_is_empty_or_is_not_there_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "empty.md", "\n\n");
    let said = doorwise(root, &["check", "empty.md", "--format", "json"]);
    assert!(said.stdout.contains("copy/no-text"), "{}", said.stdout);
    assert!(!said.stdout.contains("copy/no-pain"), "{}", said.stdout);
    let said = doorwise(root, &["check", "nowhere.md", "--channel", "cold_email"]);
    assert_eq!(said.code, 2);
    assert!(
        said.stderr.contains("there is no `nowhere.md`"),
        "{}",
        said.stderr
    );
}

#[test]
fn german_copy_is_read_as_german_without_being_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "mail.md",
        "Guten Tag Herr Brandt,\n\nwenn in der Nachtschicht ein Werkzeug bricht, steht bei Ihnen die Linie. \
         Wenn der Schlosser geht, fehlt dir das Ersatzteil.\n\nDarf ich Ihnen ein Beispiel schicken?\n",
    );
    let said = doorwise(root, &["check", "mail.md", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    let copy = &found["copies"][0];
    assert_eq!(copy["language"], "de", "{}", said.stdout);
    assert_eq!(copy["addressee"]["function"], "operations");
    let codes: Vec<&str> = copy["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|finding| finding["code"].as_str())
        .collect();
    assert_eq!(codes, ["du_and_sie"]);
}

#[test]
fn more_kinds_of_vale_run_and_the_others_say_that_they_do_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "doorwise.yaml", "name: Tallyroom\n");
    write(
        root,
        "rules/Repeat.yml",
        "extends: repetition\nmessage: \"'%s' twice\"\ntokens: ['[^\\s]+']\n",
    );
    write(
        root,
        "rules/Spell.yml",
        "extends: spelling\nmessage: \"Did you mean '%s'?\"\nignore: names.txt\n",
    );
    write(
        root,
        "mail.md",
        "Hi, the the page is ready. Shall I send it?\n",
    );
    let said = doorwise(root, &["check", "mail.md", "--format", "json"]);
    assert!(said.stdout.contains("own/Repeat"), "{}", said.stdout);
    let said = doorwise(root, &["check", ".", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    let names: Vec<&str> = found["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|finding| finding["name"].as_str())
        .collect();
    assert_eq!(names, ["own-rule/kind-not-run"]);
}
