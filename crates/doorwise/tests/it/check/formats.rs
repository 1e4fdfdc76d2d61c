//! Every format: places in the file that the user has, bad pieces told, good ones checked.

use crate::check::{TO_MARKETING, json, places, workspace};
use crate::run::{doorwise, write};

/// Keeps the findings of the one rule that every format plants.
fn open_fields(found: &serde_json::Value) -> Vec<String> {
    let mut places = places(found);
    places.retain(|place| place.ends_with("copy/placeholder"));
    places
}

#[test]
fn a_place_is_that_of_the_users_file_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "a.md",
        "---\nchannel: cold_email\n---\nHi {{name}}.\n",
    );
    write(root, "b.txt", "\r\nHi {{name}}.\r\n");
    write(
        root,
        "c.html",
        "<html>\n<head><title>T</title></head>\n<body><p>A &amp; B</p>\n<p>Hi <b>{{name}}</b>.</p></body></html>\n",
    );
    write(
        root,
        "d.eml",
        "From: a@b.example\r\nSubject: Hi\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nCaf=C3=A9 and a line that is br=\r\noken. Hi {{name}}.\r\n",
    );
    write(
        root,
        "e.csv",
        "id,subject,body\n1,Hi,\"One\n\ntwo \"\"x\"\" {{name}}.\"\n",
    );
    write(
        root,
        "f.json",
        "[\n  {\"subject\": \"Hi\", \"body\": \"Caf\\u00e9\\n\\n{{name}}\"}\n]\n",
    );
    write(
        root,
        "g.jsonl",
        "{\"body\": \"fine here\"}\n{\"body\": \"Hi {{name}}\"}\n",
    );
    let files = [
        "a.md", "b.txt", "c.html", "d.eml", "e.csv", "f.json", "g.jsonl",
    ];
    let mut words = vec!["check"];
    words.extend(files);
    words.extend(["--format", "json"]);
    let (said, found) = json(root, &words);
    assert_eq!(said.code, 1, "{}", said.stderr);
    assert_eq!(
        open_fields(&found),
        [
            "a.md:4:4 copy/placeholder",
            "b.txt:2:4 copy/placeholder",
            "c.html:4:10 copy/placeholder",
            "d.eml:7:10 copy/placeholder",
            "e.csv:4:11 copy/placeholder",
            "f.json:2:43 copy/placeholder",
            "g.jsonl:2:14 copy/placeholder",
        ]
    );
    let copies = found["copies"].as_array().expect("copies");
    assert_eq!(copies.len(), 8);
    assert_eq!(copies[4]["part"], "row 1, id 1");
    assert_eq!(copies[4]["findings"][0]["part"], "row 1, id 1");
    assert_eq!(copies[7]["row"], 2);
}

#[test]
fn links_images_and_attachments_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "a.eml",
        "From: a@b.example\nSubject: Hi\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/html\n\n<p>Hi <a href=\"https://a.example\">a</a> <a href='https://b.example'>b</a> <img src=i.png></p>\n--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--x--\n",
    );
    let (_, found) = json(root, &["check", "a.eml", "--format", "json"]);
    let copy = &found["copies"][0];
    assert_eq!(copy["links"], 2, "{copy:#}");
    assert_eq!(copy["images"], 1);
    assert_eq!(copy["attachments"], 1);
}

#[test]
fn bad_pieces_are_counted_and_told_and_the_others_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        root,
        "steps.csv",
        &format!(
            "step,subject,body\n1,Hi,\"{TO_MARKETING}\"\n2,Hi,a,b\n3,Hi,\n4,Hi,\"{TO_MARKETING}\"\n"
        ),
    );
    let (said, found) = json(root, &["check", "steps.csv", "--format", "json"]);
    assert_eq!(said.code, 1);
    assert_eq!(found["bad_copies"], 2);
    assert_eq!(found["copies"].as_array().map(Vec::len), Some(2));
    let told = found["findings"].as_array().expect("findings");
    assert_eq!(told[0]["name"], "copy/bad-row");
    assert_eq!(told[0]["line"], 3);
    assert_eq!(told[1]["name"], "copy/no-text");
    assert_eq!(told[1]["line"], 4);
    let said = doorwise(root, &["check", "steps.csv"]);
    assert!(
        said.stdout.contains("2 could not be read"),
        "{}",
        said.stdout
    );

    // Where nothing at all could be read, nothing was checked.
    write(root, "list.csv", "company,employees\nA,5\n");
    let said = doorwise(root, &["check", "list.csv"]);
    assert_eq!(said.code, 2, "{}", said.stderr);
    assert!(
        said.stderr.contains("no column of this file"),
        "{}",
        said.stderr
    );
    assert!(
        said.stderr.contains("`company`, `employees`"),
        "{}",
        said.stderr
    );
    write(root, "bad.json", "{\"body\": \"a\",\n \"b\" 1}\n");
    let said = doorwise(root, &["check", "bad.json"]);
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("bad.json:2:"), "{}", said.stderr);
}

#[test]
fn the_same_formats_are_read_in_a_workspace() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root, "");
    write(
        root,
        "copy/steps.csv",
        &format!(
            "step,persona,subject,body\n1,head,Hi,\"{TO_MARKETING}\"\n2,heat,Hi,\"{TO_MARKETING}\"\n3,head,Hi,\"Hi {{{{name}}}}, {TO_MARKETING}\"\n"
        ),
    );
    write(
        root,
        "copy/page.html",
        &format!(
            "<html><head><meta name=\"doorwise:persona\" content=\"head\"></head><body><p>{TO_MARKETING}</p></body></html>"
        ),
    );
    write(
        root,
        "copy/mail.eml",
        &format!("From: a@b.example\nSubject: Hi\n\n{TO_MARKETING}\n"),
    );
    let (said, found) = json(root, &["check", "--format", "json"]);
    assert_eq!(said.code, 1, "{}", said.stderr);
    let told: Vec<String> = places(&found)
        .into_iter()
        .filter(|place| {
            ["unknown-persona", "placeholder", "no-head"]
                .iter()
                .any(|name| place.ends_with(name))
        })
        .collect();
    assert_eq!(
        told,
        [
            "copy/mail.eml:null:null copy/no-head",
            "copy/steps.csv:3:3 copy/unknown-persona",
            "copy/steps.csv:4:15 copy/placeholder",
        ]
    );
}

#[test]
fn the_workspace_around_lends_its_personas() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    workspace(root, "");
    write(
        root,
        "copy/mail.md",
        "---\npersona: head\n---\nHi, as a founder and CEO you answer to your board for valuation, burn and runway.\n",
    );
    let (_, found) = json(root, &["check", "copy/mail.md", "--format", "json"]);
    assert!(
        places(&found).contains(&"copy/mail.md:4:10 copy/wrong-addressee".to_owned()),
        "{found:#}"
    );
}
