//! `doorwise say --rewrite` against a real server that misbehaves in every way.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::run::{Run, doorwise, doorwise_ok, write};

const KEY: &str = "sk-test-7Yq";

/// What the server does with one request.
type Answer = fn(&mut TcpStream, &Value);

/// One request as the server got it.
struct Got {
    head: String,
    body: Value,
}

/// Serves each connection with the next of the answers, the last for all that follow.
fn serve(answers: Vec<Answer>) -> (u16, Receiver<Got>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (to, from) = channel();
    thread::spawn(move || {
        for (nth, stream) in listener.incoming().enumerate() {
            let answer = answers[nth.min(answers.len() - 1)];
            let to = to.clone();
            thread::spawn(move || {
                let mut stream = stream.expect("a connection");
                let mut reader = BufReader::new(stream.try_clone().expect("a copy"));
                let (mut head, mut length) = (String::new(), 0);
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).expect("a line");
                    let lower = line.to_lowercase();
                    if let Some(n) = lower.strip_prefix("content-length:") {
                        length = n.trim().parse().expect("a number");
                    }
                    if line.trim().is_empty() {
                        break;
                    }
                    head.push_str(&line);
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).expect("a body");
                let body: Value = serde_json::from_slice(&body).expect("JSON");
                to.send(Got {
                    head,
                    body: body.clone(),
                })
                .ok();
                answer(&mut stream, &body);
            });
        }
    });
    (port, from)
}

fn send(stream: &mut TcpStream, status: &str, body: &str) {
    // A client that hung up is what some of the tests want.
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
}

fn say(stream: &mut TcpStream, text: &str) {
    let body = json!({ "choices": [{ "message": { "content": text } }] });
    send(stream, "200 OK", &body.to_string());
}

/// The draft's own text, as it was sent.
fn own(body: &Value) -> String {
    let user = body["messages"][1]["content"].as_str().expect("a text");
    let (_, draft) = user.split_once("<draft>\n").expect("a fence");
    draft.split("\n</draft>").next().expect("an end").to_owned()
}

/// A workspace of one persona.
fn workspace(folder: &Path, model: &str) {
    doorwise_ok(
        folder,
        &[
            "init",
            "--no-input",
            "--icp",
            "B2B SaaS companies, 10 to 50 employees, in India",
            "--persona",
            "Head of Marketing Meera, who needs to prove pipeline to her founder and is tired of low-quality leads",
            "--offer",
            "shows which deals came from marketing",
        ],
    );
    let setup = std::fs::read_to_string(folder.join("doorwise.yaml")).expect("text");
    write(folder, "doorwise.yaml", &format!("{setup}\n{model}"));
}

fn local(port: u16, more: &str) -> String {
    format!(
        "model:\n  endpoint: http://127.0.0.1:{port}/v1\n  name: small\n  key_env: DOORWISE_TEST_KEY\n  timeout_s: 1\n{more}"
    )
}

fn rewrite(folder: &Path) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_doorwise"))
        .args(["say", "--rewrite", "--angle", "1", "--format", "json"])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("DOORWISE_TEST_KEY", KEY)
        // A proxy of the environment would see everything.
        .env("http_proxy", "http://127.0.0.1:9")
        .env("HTTP_PROXY", "http://127.0.0.1:9")
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs");
    let run = Run {
        code: output.status.code().expect("not killed"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    };
    assert!(!run.stdout.contains(KEY) && !run.stderr.contains(KEY));
    run
}

fn mail(run: &Run) -> Value {
    let view: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"));
    let drafts = view["personas"][0]["drafts"].as_array().expect("drafts");
    drafts
        .iter()
        .find(|draft| draft["channel"] == "cold_email")
        .expect("a mail")
        .clone()
}

/// Runs against a server; returns the mail and how often the server was asked.
fn against(more: &str, answers: Vec<Answer>) -> (Value, Vec<Got>, i32) {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, got) = serve(answers);
    workspace(folder.path(), &local(port, more));
    let run = rewrite(folder.path());
    let mail = mail(&run);
    (mail, got.try_iter().collect(), run.code)
}

#[test]
fn a_good_answer_replaces_the_body_and_names_its_sources() {
    let (mail, got, code) = against(
        "",
        vec![|stream, body| {
            say(
                stream,
                &own(body).replace("My guess is that you", "I guess that you"),
            );
        }],
    );
    assert_eq!((code, got.len()), (0, 1), "{mail}");
    assert_eq!(mail["rewrite"]["taken"], true);
    let text = mail["text"].as_str().expect("a text");
    assert!(
        text.starts_with("Hi,") && text.contains("I guess"),
        "{text}"
    );
    let sentences = mail["sentences"].as_array().expect("sentences");
    let new = sentences
        .iter()
        .find(|one| {
            one["text"]
                .as_str()
                .is_some_and(|text| text.contains("I guess"))
        })
        .expect("a rewritten sentence");
    let source = new["source"].as_str().expect("a source");
    assert!(
        source.starts_with("rewritten by the model from: ") && source.contains(".yaml:"),
        "{source}"
    );
    assert_eq!(
        (&new["id"], &new["assumption"]),
        (&mail["id"], &json!(true))
    );
    assert!(
        got[0]
            .head
            .to_lowercase()
            .contains(&format!("authorization: bearer {}", KEY.to_lowercase()))
    );
    assert!(got[0].head.starts_with("POST /v1/chat/completions "));
    assert!(!got[0].body.to_string().contains(KEY));
}

#[test]
fn what_adds_anything_is_refused_and_the_draft_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    workspace(folder.path(), "");
    let plain = doorwise_ok(folder.path(), &["say", "--angle", "1", "--format", "json"]);
    let before = mail(&plain)["text"].clone();
    let bad: [(Answer, &str); 8] = [
        (
            |stream, body| {
                say(
                    stream,
                    &format!("{} You will see 40 more leads.", own(body)),
                )
            },
            "number",
        ),
        (
            |stream, body| {
                say(
                    stream,
                    &format!("{} You may know it from Globex.", own(body)),
                )
            },
            "name",
        ),
        (
            |stream, body| {
                say(
                    stream,
                    &format!("{} It is the leading way to leads.", own(body)),
                )
            },
            "claim",
        ),
        (
            |stream, body| {
                say(
                    stream,
                    &format!("{} You see it at evil.example now.", own(body)),
                )
            },
            "address",
        ),
        (|stream, _| say(stream, KEY), "repeats the key"),
        (|stream, _| send(stream, "200 OK", "{ not JSON"), "not JSON"),
        (
            |stream, _| send(stream, "200 OK", "{\"choices\":[]}"),
            "no text",
        ),
        (
            |stream, _| send(stream, "200 OK", &"x".repeat(1 << 20)),
            "larger",
        ),
    ];
    for (answer, why) in bad {
        let (mail, got, code) = against("", vec![answer]);
        let refused = mail["rewrite"]["refused"].as_str().expect("a reason");
        assert!(refused.contains(why), "{why}: {refused}");
        assert_eq!((code, got.len()), (1, 1), "{refused}");
        assert_eq!(mail["text"], before);
    }
}

#[test]
fn faults_of_the_server_are_retried_only_where_that_helps() {
    let good: Answer = |stream, body| say(stream, &own(body));
    let fault: Answer = |stream, _| send(stream, "500 Oh no", "");
    let busy: Answer = |stream, _| send(stream, "429 Busy", "");
    let hang: Answer = |_, _| thread::sleep(Duration::from_secs(20));
    let shut: Answer = |_, _| ();
    let moved: Answer = |stream, _| {
        let port = stream.local_addr().expect("an address").port();
        let _ = write!(
            stream,
            "HTTP/1.1 307 Over there\r\nlocation: http://127.0.0.1:{port}/other\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
    };
    let denied: Answer = |stream, _| send(stream, "401 No", "");
    for (more, answers, n_asked, why) in [
        ("", vec![fault, busy, good], 3, None),
        ("  retries: 1\n", vec![fault], 2, Some("answered 500")),
        ("  retries: 1\n", vec![hang], 2, Some("took too long")),
        ("", vec![shut], 1, Some("")),
        ("", vec![moved], 1, Some("redirects")),
        ("", vec![denied], 1, Some("does not take the key")),
        (
            "  budget: { requests: 1 }\n",
            vec![fault],
            1,
            Some("budget of 1 requests"),
        ),
    ] {
        let (mail, got, code) = against(more, answers);
        assert_eq!(got.len(), n_asked, "{mail}");
        assert_eq!(code, i32::from(why.is_some()), "{mail}");
        let refused = mail["rewrite"]["refused"].as_str();
        assert_eq!(refused.is_some(), why.is_some(), "{mail}");
        assert!(refused.unwrap_or("").contains(why.unwrap_or("")), "{mail}");
    }
}

#[test]
fn nothing_is_sent_without_being_asked_and_errors_say_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, got) = serve(vec![|stream, body| say(stream, &own(body))]);
    workspace(folder.path(), "");
    let none = doorwise(folder.path(), &["say", "--rewrite"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("names no language model") && none.stderr.contains("help:"));
    let setup = std::fs::read_to_string(folder.path().join("doorwise.yaml")).expect("text");
    let with = |model: &str| write(folder.path(), "doorwise.yaml", &format!("{setup}\n{model}"));
    with(&local(port, ""));
    doorwise_ok(folder.path(), &["say"]);
    let keyless = doorwise(folder.path(), &["say", "--rewrite"]);
    assert_eq!(keyless.code, 2);
    assert!(
        keyless.stderr.contains("`DOORWISE_TEST_KEY` holds no key"),
        "{}",
        keyless.stderr
    );
    assert_eq!(got.try_iter().count(), 0);
    // Plain http to elsewhere, and a key where the name of a variable belongs.
    with("model: { endpoint: \"http://api.example/v1\", name: small, key_env: K }\n");
    let plain = doorwise(folder.path(), &["say", "--rewrite"]);
    assert!(
        plain.code == 2 && plain.stderr.contains("unencrypted"),
        "{}",
        plain.stderr
    );
}

/// Quotes, proofs and doubts of a full workspace come back as they are; nothing of who signs leaves.
#[test]
fn the_same_words_make_the_same_drafts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, got) = serve(vec![|stream, body| say(stream, &own(body))]);
    let from = crate::run::repository().join("examples/saas-india");
    for part in ["icps", "personas", "proof", "research"] {
        for file in std::fs::read_dir(from.join(part)).expect("the example") {
            let path = file.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            let text = std::fs::read_to_string(&path).expect("text");
            write(folder.path(), &format!("{part}/{name}"), &text);
        }
    }
    let setup = std::fs::read_to_string(from.join("doorwise.yaml")).expect("text");
    let setup = setup.split("tables:\n").next().expect("a head");
    write(folder.path(), "doorwise.yaml", setup);
    let before = mail(&doorwise_ok(
        folder.path(),
        &["say", "--angle", "1", "--format", "json"],
    ));
    write(
        folder.path(),
        "doorwise.yaml",
        &format!("{setup}\n{}", local(port, "")),
    );
    let run = rewrite(folder.path());
    assert_eq!(run.code, 0, "{}", mail(&run)["rewrite"]);
    assert_eq!(mail(&run)["text"], before["text"]);
    for got in got.try_iter() {
        assert!(!got.body.to_string().contains("Arjun"), "{}", got.body);
    }
}

/// glibc and others read a plain number as an address: a name that leads inside and is none of ours.
#[cfg(unix)]
#[test]
fn a_name_that_leads_to_a_private_address_is_refused_before_anything_is_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let (port, got) = serve(vec![|stream, body| say(stream, &own(body))]);
    let model = local(port, "").replace("http://127.0.0.1", "https://2130706433");
    workspace(folder.path(), &model);
    let mail = mail(&rewrite(folder.path()));
    let refused = mail["rewrite"]["refused"].as_str().expect("a reason");
    assert!(refused.contains("leads to a private address"), "{refused}");
    assert_eq!(got.try_iter().count(), 0);
}
