//! `doorwise lsp`

mod documents;
mod positions;

use std::collections::BTreeSet;
use std::time::Duration;

use lsp_server::{Connection, ErrorCode, ExtractError, Message, Notification, Request, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::shell::{Fault, Shell, Status};
use documents::{Document, Documents, Finding};

/// How long an editor is quiet before its files are looked at: shorter than a pause between words.
const QUIET: Duration = Duration::from_millis(150);
/// Changes after which files are looked at though the editor is not quiet.
const WAITING: usize = 30;

/// Speak the Language Server Protocol on standard input and output, for editors
///
/// Shows the findings of `check` as one types: in copy, ICPs, personas, proofs, rules of your own and
/// doorwise.yaml of the workspace that a file lies in, saved or not, and in copy by itself. Tables are
/// not opened. A certain fix is offered as a quick fix.
#[derive(Debug, clap::Args)]
pub(crate) struct LspArgs {
    /// What editors pass to say that they speak over standard input and output; it is always so
    #[arg(long, hide = true)]
    stdio: bool,
}

/// `textDocument/did*`, as far as we read it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    text_document: TextDocument,
    #[serde(default)]
    content_changes: Vec<Content>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TextDocument {
    uri: String,
    #[serde(default)]
    language_id: String,
    #[serde(default)]
    version: Option<i64>,
    #[serde(default)]
    text: String,
}

#[derive(Deserialize)]
struct Content {
    text: String,
}

/// `textDocument/codeAction`, as far as we read it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CodeAction {
    text_document: TextDocument,
    range: Value,
}

pub(crate) fn run(_args: &LspArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let (connection, threads) = Connection::stdio();
    let ended = serve(&connection);
    drop(connection);
    let joined = threads.join();
    match (ended, joined) {
        (Ok(status), Ok(())) => Ok(status),
        (Err(fault), _) => Err(Fault::asked(
            format!("the editor's messages could not be read: {fault}"),
            "start this from an editor; on a terminal use `doorwise check`",
        )),
        // The editor is gone, and nobody is left to be told.
        (Ok(_), Err(fault)) => {
            shell.say(&format!("the editor went away: {fault}"));
            Ok(Status::CouldNotRun)
        }
    }
}

fn serve(connection: &Connection) -> Result<Status, String> {
    let capabilities = json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": { "openClose": true, "change": 1, "save": true },
        "codeActionProvider": { "codeActionKinds": ["quickfix"] },
    });
    let (id, _) = connection
        .initialize_start()
        .map_err(|fault| fault.to_string())?;
    let answer = json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "doorwise", "version": env!("CARGO_PKG_VERSION") },
    });
    connection
        .initialize_finish(id, answer)
        .map_err(|fault| fault.to_string())?;
    let mut server = Server {
        connection,
        documents: Documents::default(),
        shown: BTreeSet::new(),
    };
    loop {
        let Ok(message) = connection.receiver.recv() else {
            // Closed without a word: as after `exit`.
            return Ok(Status::Findings);
        };
        let mut n_changes = 0;
        let mut next = Some(message);
        // Everything that comes before the editor is quiet is taken in before the files are looked
        // at, so that typing is checked once and not for each letter.
        while let Some(message) = next {
            match message {
                Message::Request(request) => {
                    if connection
                        .handle_shutdown(&request)
                        .map_err(|fault| fault.to_string())?
                    {
                        return Ok(Status::Clean);
                    }
                    server.answer(request)?;
                }
                Message::Notification(note) if note.method == "exit" => {
                    return Ok(Status::Findings);
                }
                Message::Notification(note) => n_changes += usize::from(server.take(note)),
                Message::Response(_) => {}
            }
            next = match n_changes {
                0 => connection.receiver.try_recv().ok(),
                1..WAITING => connection.receiver.recv_timeout(QUIET).ok(),
                _ => None,
            };
        }
        if n_changes > 0 {
            server.publish()?;
        }
    }
}

struct Server<'a> {
    connection: &'a Connection,
    documents: Documents,
    /// Documents that the editor shows findings of.
    shown: BTreeSet<String>,
}

impl Server<'_> {
    fn send(&self, message: impl Into<Message>) -> Result<(), String> {
        self.connection
            .sender
            .send(message.into())
            .map_err(|fault| fault.to_string())
    }

    /// Takes a change in; returns whether there is something new to look at.
    fn take(&mut self, note: Notification) -> bool {
        let Ok(changed) = serde_json::from_value::<Changed>(note.params) else {
            return false;
        };
        let document = changed.text_document;
        match note.method.as_str() {
            "textDocument/didOpen" => self.documents.open(Document::new(
                document.uri,
                &document.language_id,
                document.version,
                document.text,
            )),
            "textDocument/didChange" => {
                // The whole text comes each time, as we asked.
                let text = changed.content_changes.into_iter().next_back();
                if let Some(content) = text {
                    self.documents
                        .change(&document.uri, document.version, content.text);
                }
            }
            "textDocument/didClose" => self.documents.close(&document.uri),
            "textDocument/didSave" => self.documents.save(&document.uri),
            _ => return false,
        }
        true
    }

    fn answer(&self, request: Request) -> Result<(), String> {
        let response = match request.extract::<CodeAction>("textDocument/codeAction") {
            Ok((id, asked)) => Response::new_ok(id, self.actions(&asked)),
            Err(ExtractError::JsonError { error, .. }) => {
                // Which request it was is lost with it; an editor asks again.
                return self.log(&format!("a request could not be read: {error}"));
            }
            Err(ExtractError::MethodMismatch(request)) => Response::new_err(
                request.id,
                ErrorCode::MethodNotFound as i32,
                format!("`{}` is not offered", request.method),
            ),
        };
        self.send(response)
    }

    fn log(&self, text: &str) -> Result<(), String> {
        let params = json!({ "type": 2, "message": text });
        self.send(Notification::new("window/logMessage".to_owned(), params))
    }

    /// Looks at every open document and shows what is found in it.
    fn publish(&mut self) -> Result<(), String> {
        for fault in self.documents.check() {
            self.log(&fault)?;
        }
        let mut shown = BTreeSet::new();
        for document in self.documents.all() {
            shown.insert(document.uri.clone());
            let diagnostics: Vec<Value> = document.findings.iter().map(diagnostic).collect();
            let mut params = json!({ "uri": document.uri, "diagnostics": diagnostics });
            if let Some(version) = document.version {
                params["version"] = json!(version);
            }
            self.send(Notification::new(
                "textDocument/publishDiagnostics".to_owned(),
                params,
            ))?;
        }
        for uri in self.shown.difference(&shown) {
            let params = json!({ "uri": uri, "diagnostics": [] });
            self.send(Notification::new(
                "textDocument/publishDiagnostics".to_owned(),
                params,
            ))?;
        }
        self.shown = shown;
        Ok(())
    }

    fn actions(&self, asked: &CodeAction) -> Value {
        let at = |end: &str| {
            let place = &asked.range[end];
            let number = |field: &str| place[field].as_u64().unwrap_or_default();
            (number("line"), number("character"))
        };
        let (start, end) = (at("start"), at("end"));
        let uri = &asked.text_document.uri;
        let found = self.documents.findings(uri);
        let fits = found.iter().filter(|found| {
            let (from, to) = (found.range.start, found.range.end);
            from <= end && start <= to
        });
        fits.filter_map(|found| {
            let fix = found.fix.as_ref()?;
            Some(json!({
                "title": format!("Write `{fix}`"),
                "kind": "quickfix",
                "isPreferred": true,
                "diagnostics": [diagnostic(found)],
                "edit": { "changes": { uri: [{ "range": range(found), "newText": fix }] } },
            }))
        })
        .collect()
    }
}

fn range(found: &Finding) -> Value {
    let position = |(line, character): (u64, u64)| json!({ "line": line, "character": character });
    json!({ "start": position(found.range.start), "end": position(found.range.end) })
}

fn diagnostic(found: &Finding) -> Value {
    json!({
        "range": range(found),
        "severity": found.severity,
        "code": found.name,
        "source": "doorwise",
        "message": found.message,
    })
}
