//! Fireflies and its like: a list of sentences or utterances with a speaker's name.

use serde_json::Value;

use super::Turn;

/// Returns one turn for each sentence.
pub(super) fn read(text: &str) -> Vec<Turn> {
    let Ok(root) = serde_json::from_str::<Value>(text) else {
        return Vec::new();
    };
    let Some(list) = list(&root) else {
        return Vec::new();
    };
    let mut from = 0;
    list.iter()
        .filter_map(|entry| {
            let said = ["text", "raw_text", "transcript"]
                .iter()
                .find_map(|key| entry.get(key)?.as_str())?
                .trim();
            let speaker = ["speaker_name", "speaker", "speakerName"]
                .iter()
                .find_map(|key| match entry.get(key)? {
                    Value::String(name) => Some(name.trim().to_owned()),
                    Value::Number(number) => Some(format!("Speaker {number}")),
                    _ => None,
                })?;
            // The line is looked up in the raw text, each sentence behind the one before.
            let written = serde_json::to_string(entry.get("text").unwrap_or(&Value::Null))
                .unwrap_or_default();
            if let Some(at) = text[from..].find(&written) {
                from += at;
            }
            let line = text[..from].matches('\n').count() + 1;
            (!said.is_empty()).then(|| Turn {
                speaker: Some(speaker),
                text: said.to_owned(),
                line,
                interviewer: false,
            })
        })
        .collect()
}

fn list(root: &Value) -> Option<&Vec<Value>> {
    if let Some(list) = root.as_array() {
        return Some(list);
    }
    let inside = [
        "/data/transcript/sentences",
        "/transcript/sentences",
        "/sentences",
        "/utterances",
        "/segments",
        "/results/utterances",
    ];
    inside
        .iter()
        .find_map(|pointer| root.pointer(pointer)?.as_array())
}
