//! Reads copies with labels: `tests/copies/*.md` and the personas they are meant for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doorwise_model::copy::Copy;
use doorwise_model::persona::Persona;
use doorwise_model::workspace::{Workspace, load};
use serde_json::Value;

/// One copy with its labels.
pub(crate) struct Labelled {
    pub(crate) id: String,
    /// Speaks to two readers at once.
    pub(crate) is_mixed: bool,
    /// `nobody`, `mixed`, or function and band.
    pub(crate) speaks_to: Option<(String, String)>,
    /// Codes without the room, such as `no_pain`.
    pub(crate) faults: Vec<String>,
    pub(crate) workspace: Workspace,
}

impl Labelled {
    pub(crate) fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    pub(crate) fn copy(&self) -> &Copy {
        &self.workspace.copies[0]
    }

    pub(crate) fn persona(&self) -> &Persona {
        &self.workspace.personas[0]
    }
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/copies")
}

/// Returns a persona of the labelled sets through the loader that reads the user's.
pub(crate) fn persona(id: &str, says: &Value) -> Persona {
    let list = |key: &str| -> Value {
        let items = says[key].as_array().cloned().unwrap_or_default();
        items
            .iter()
            .map(|item| serde_json::json!({ "says": item }))
            .collect()
    };
    let file = serde_json::json!({
        "persona": id, "name": says["name"], "icp": "i",
        "role": { "function": says["function"], "seniority": [says["seniority"]],
                  "titles": says["title"].as_str().map_or(Vec::new(), |title| vec![title]) },
        "goals": list("goals"), "pains": list("pains"), "objections": list("objections"),
        "words": { "uses": says["uses"] }, "assumption": "all",
    });
    // JSON is YAML.
    let path = PathBuf::from(format!("{id}.yaml"));
    let loaded = load::read_persona(&path, &file.to_string());
    loaded
        .value
        .unwrap_or_else(|| panic!("{id}: {:?}", loaded.diagnostics))
}

pub(crate) fn workspace(
    persona: Persona,
    channel: &str,
    subject: Option<&str>,
    body: &str,
) -> Workspace {
    let head = match subject {
        Some(subject) => format!(
            "persona: {}\nchannel: {channel}\nsubject: {}\n",
            persona.id,
            Value::from(subject)
        ),
        None => format!("persona: {}\nchannel: {channel}\n", persona.id),
    };
    let text = format!("---\n{head}---\n{body}\n");
    let copy = load::read_loose_copy(Path::new("copy.md"), text.as_bytes())
        .copies
        .into_iter()
        .next()
        .expect("a head and a body");
    let mut workspace = Workspace::default();
    workspace.sources.insert(copy.file.clone(), text);
    workspace.personas = vec![persona];
    workspace.copies = vec![copy];
    workspace
}

/// Reads one file of labelled copies.
pub(crate) fn read(name: &str) -> Vec<Labelled> {
    let personas: BTreeMap<String, Value> = serde_json::from_str(
        &std::fs::read_to_string(folder().join("personas.json")).expect("the personas are there"),
    )
    .expect("valid JSON");
    let text = std::fs::read_to_string(folder().join(name)).expect("the copies are there");
    text.split("\n## ")
        .skip(1)
        .map(|block| {
            let (head, rest) = block.split_once('\n').expect("a head line");
            let parts: Vec<&str> = head.split_whitespace().collect();
            let [id, channel, persona_id, speaks_to, faults] = parts[..] else {
                panic!("{head}: id, channel, persona, addressee, faults");
            };
            let mut subject = None;
            let mut body = String::new();
            for line in rest.lines() {
                if let Some(said) = line.strip_prefix("Subject: ") {
                    subject = Some(said);
                } else if let Some(said) = line.strip_prefix("Headline: ") {
                    body.push_str(&format!("# {said}\n\n"));
                } else {
                    body.push_str(line);
                    body.push('\n');
                }
            }
            Labelled {
                id: id.to_owned(),
                is_mixed: speaks_to == "mixed",
                speaks_to: speaks_to
                    .split_once('/')
                    .map(|(function, band)| (function.to_owned(), band.to_owned())),
                faults: faults
                    .split(',')
                    .filter(|fault| *fault != "clean")
                    .map(str::to_owned)
                    .collect(),
                workspace: workspace(
                    persona(persona_id, &personas[persona_id]),
                    channel,
                    subject,
                    body.trim(),
                ),
            }
        })
        .collect()
}

/// Reads one JSON file of labelled copies with its own personas, as the shared set is written.
pub(crate) fn read_json(file: &Path) -> Vec<Labelled> {
    let text = std::fs::read_to_string(file).expect("the copies are there");
    let all: Value = serde_json::from_str(&text).expect("valid JSON");
    let personas: BTreeMap<String, Value> = all["personas"]
        .as_object()
        .expect("personas")
        .iter()
        .map(|(id, says)| {
            let mut says = says.clone();
            says["uses"] = says["words"].clone();
            says["goals"] = serde_json::json!([says["goal"]]);
            (id.to_lowercase(), says)
        })
        .collect();
    let copies = all["copies"].as_array().expect("copies").iter();
    copies.map(|copy| of_json(copy, &personas)).collect()
}

fn of_json(copy: &Value, personas: &BTreeMap<String, Value>) -> Labelled {
    let part = |name: &str| copy[name].as_str().unwrap_or_default().to_owned();
    let body = match copy["headline"].as_str() {
        Some(headline) => format!("# {headline}\n\n{}", part("text")),
        None => part("text"),
    };
    let id = part("intended_persona").to_lowercase();
    let of = |name: &str| copy["addressee"][name].as_str().map(str::to_owned);
    let function = of("function");
    let is_mixed = function.as_deref() == Some("mixed");
    let is_nobody = function.as_deref() == Some("nobody");
    Labelled {
        id: part("id"),
        is_mixed,
        speaks_to: function.filter(|_| !is_mixed && !is_nobody).zip(of("band")),
        faults: copy["faults"]
            .as_array()
            .expect("faults")
            .iter()
            .filter_map(|fault| Some(fault.as_str()?.to_owned()))
            .collect(),
        workspace: workspace(
            persona(&id, &personas[&id]),
            &part("channel"),
            copy["subject"].as_str(),
            &body,
        ),
    }
}
