//! `doorwise lsp`: the protocol spoken to the built binary.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::check::{PERSONA, workspace};
use crate::run::write;

struct Editor {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    last_id: u64,
}

impl Editor {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_doorwise"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let (to, from) = (child.stdin.take(), child.stdout.take());
        let mut editor = Self {
            child,
            to: to.expect("an input"),
            from: BufReader::new(from.expect("an output")),
            last_id: 0,
        };
        let answer = editor.ask(
            "initialize",
            json!({ "processId": null, "rootUri": null, "capabilities": {} }),
        );
        assert_eq!(answer["result"]["serverInfo"]["name"], "doorwise");
        assert_eq!(
            answer["result"]["capabilities"]["positionEncoding"],
            "utf-16"
        );
        editor.tell("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("written");
        self.to.flush().expect("flushed");
    }

    fn read(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(
                self.from.read_line(&mut line).expect("a line"),
                0,
                "the server is gone"
            );
            match line.trim().split_once(": ") {
                Some(("Content-Length", n)) => length = n.parse().expect("a number"),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.from.read_exact(&mut body).expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.read();
            if message["id"] == id {
                return message;
            }
        }
    }

    fn open(&mut self, path: &Path, text: &str) -> Value {
        let uri = uri(path);
        self.tell(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "markdown", "version": 1, "text": text } }),
        );
        self.findings(&uri)
    }

    fn change(&mut self, path: &Path, version: u64, text: &str) -> Value {
        let uri = uri(path);
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [{ "text": text }] }),
        );
        self.findings(&uri)
    }

    /// Returns the next findings of a document.
    fn findings(&mut self, uri: &str) -> Value {
        loop {
            let message = self.read();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
            {
                return message["params"].clone();
            }
        }
    }

    fn end(mut self) {
        let answer = self.ask("shutdown", Value::Null);
        assert!(answer.get("error").is_none(), "{answer}");
        self.tell("exit", Value::Null);
        drop(self.to);
        assert_eq!(self.child.wait().expect("ended").code(), Some(0));
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display()).replace(' ', "%20")
}

fn codes(found: &Value) -> Vec<&str> {
    let list = found["diagnostics"].as_array().expect("diagnostics");
    list.iter().filter_map(|one| one["code"].as_str()).collect()
}

#[test]
fn what_was_never_saved_is_checked_where_it_will_lie() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a path");
    workspace(&root, "");
    let mut editor = Editor::start();
    let mail = "---\npersona: head\nchannel: cold_email\nsubject: the Monday question\n---\nHi {{first_name}}, half of your deals have no source. Shall I send it?\n";
    let found = editor.open(&root.join("copy/new/one.md"), mail);
    assert!(codes(&found).contains(&"copy/placeholder"), "{found}");
    let found = editor.open(&root.join("personas/new.yaml"), "persona: new\nnme: y\n");
    assert!(!codes(&found).is_empty(), "{found}");
    let found = editor.open(
        &root.join("rules/new.yaml"),
        "extends: existence\nmessage: x\ntokens: [\"(bad\"]\n",
    );
    assert!(codes(&found).contains(&"own-rule/bad-pattern"), "{found}");
    editor.end();
}

#[test]
fn copy_is_checked_as_one_types() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder
        .path()
        .canonicalize()
        .expect("a path")
        .join("our work");
    workspace(&root, "");
    write(
        &root,
        "rules/plain.yaml",
        "extends: substitution\nmessage: Write %s\nswap: { utilise: use }\n",
    );
    write(&root, "copy/mail.md", "---\npersona: head\n---\nstale\n");
    let path = root.join("copy/mail.md");
    let mut editor = Editor::start();
    // The file on disk is another: what counts is what stands in the editor.
    let found = editor.open(
        &path,
        "---\npersona: head\n---\n\u{1f600} a {{name}} utilise\n",
    );
    assert_eq!(found["version"], 1);
    let list = found["diagnostics"].as_array().expect("diagnostics");
    let open = list
        .iter()
        .find(|one| one["code"] == "copy/placeholder")
        .expect("a finding");
    // A smiley is two units of UTF-16.
    assert_eq!(
        open["range"],
        json!({ "start": { "line": 3, "character": 5 }, "end": { "line": 3, "character": 13 } })
    );
    assert_eq!(open["severity"], 1);
    assert_eq!(open["source"], "doorwise");
    let swap = list
        .iter()
        .find(|one| one["code"] == "own/plain")
        .expect("a finding");
    let asked = json!({ "textDocument": { "uri": uri(&path) }, "range": swap["range"], "context": { "diagnostics": [] } });
    let answer = editor.ask("textDocument/codeAction", asked);
    let action = &answer["result"][0];
    assert_eq!(
        action["edit"]["changes"][uri(&path)][0]["newText"],
        "use",
        "{answer:#}"
    );
    assert_eq!(
        action["edit"]["changes"][uri(&path)][0]["range"]["start"]["character"],
        14
    );

    let found = editor.change(
        &path,
        2,
        "---\npersona: hed\n---\nevery Monday your founder asks which deals came from marketing\n",
    );
    assert_eq!(found["version"], 2);
    assert!(codes(&found).contains(&"copy/unknown-persona"), "{found:#}");
    assert!(!codes(&found).contains(&"copy/placeholder"), "{found:#}");

    editor.tell(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri(&path) } }),
    );
    let found = editor.findings(&uri(&path));
    assert_eq!(found["diagnostics"], json!([]));
    let answer = editor.ask("textDocument/hover", json!({}));
    assert_eq!(answer["error"]["code"], -32601);
    editor.end();
}

#[test]
fn icps_and_personas_are_checked_and_a_change_of_one_is_seen_in_the_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a path");
    workspace(&root, "");
    write(
        &root,
        "copy/mail.md",
        "---\npersona: head\n---\nevery Monday your founder asks which deals came from marketing\n",
    );
    let mut editor = Editor::start();
    let icp = root.join("icps/a.yaml");
    let found = editor.open(&icp, "icp: a\ngates:\n  - emploees: 10..50\n");
    assert!(
        codes(&found).contains(&"workspace/unknown-field"),
        "{found:#}"
    );
    let mail = root.join("copy/mail.md");
    let text = std::fs::read_to_string(&mail).expect("text");
    let found = editor.open(&mail, &text);
    assert!(
        !codes(&found).contains(&"copy/unknown-persona"),
        "{found:#}"
    );
    // A persona renamed in the editor, not saved: the copy that names it is told at once.
    let persona = root.join("personas/head.yaml");
    let renamed = PERSONA.replace("persona: head", "persona: chief");
    editor.tell(
        "textDocument/didOpen",
        json!({ "textDocument": { "uri": uri(&persona), "languageId": "yaml", "version": 1, "text": renamed } }),
    );
    let found = editor.findings(&uri(&mail));
    assert!(codes(&found).contains(&"copy/unknown-persona"), "{found:#}");
    editor.end();
}

#[test]
fn text_that_is_no_copy_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a path");
    let mut editor = Editor::start();
    let found = editor.open(&root.join("README.md"), "# A readme with {{braces}}\n");
    assert_eq!(found["diagnostics"], json!([]));
    let found = editor.open(
        &root.join("mail.md"),
        "---\npersona: head\n---\nHi {{name}}\n",
    );
    assert!(codes(&found).contains(&"copy/placeholder"), "{found:#}");
    // What is no message is told and nothing falls over.
    editor.tell("textDocument/didOpen", json!({ "nonsense": true }));
    let answer = editor.ask("unknown/thing", json!({}));
    assert_eq!(answer["error"]["code"], -32601);
    editor.end();
}

#[test]
fn own_title_words_are_read_and_typing_is_checked_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().canonicalize().expect("a path");
    workspace(&root, "");
    // A CRM manager is one of marketing, but in this workspace.
    write(
        &root,
        "titles.tsv",
        "role\tit\tstrong\tmanager\ten\tcrm manager\n",
    );
    let body = "---\npersona: head\n---\nHi, as a CRM manager you know it.\n";
    write(&root, "copy/mail.md", body);
    let path = root.join("copy/mail.md");
    let mut editor = Editor::start();
    editor.open(&path, body);
    // Many letters and one look: the findings that come next are those of the last version.
    for version in 2..12 {
        editor.tell(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri(&path), "version": version },
                "contentChanges": [{ "text": format!("{body}{}", "x".repeat(version)) }],
            }),
        );
    }
    let found = editor.findings(&uri(&path));
    assert_eq!(found["version"], 11, "{found:#}");
    assert!(codes(&found).contains(&"copy/wrong-addressee"), "{found:#}");
    // The list is changed while the server runs: a word of ours that it names no more, and a last
    // word of a title that only the list knows.
    write(
        &root,
        "titles.tsv",
        "role\tit\tstrong\tmanager\ten\tcrm wrangler\n",
    );
    editor.tell(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": uri(&path) } }),
    );
    let found = editor.findings(&uri(&path));
    assert!(
        !codes(&found).contains(&"copy/wrong-addressee"),
        "{found:#}"
    );
    editor.tell(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": uri(&path), "version": 12 },
            "contentChanges": [{ "text": body.replace("CRM manager", "CRM wrangler") }],
        }),
    );
    let found = editor.findings(&uri(&path));
    assert!(codes(&found).contains(&"copy/wrong-addressee"), "{found:#}");
    editor.end();
}
