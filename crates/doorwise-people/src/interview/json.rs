//! Fireflies, Gong and diarised JSON: a list of sentences or utterances with a speaker.

use std::collections::BTreeMap;

use doorwise_model::spoken;
use serde_json::Value;

use super::turn::{Cue, Side};

/// What a JSON export holds.
#[derive(Default)]
pub(super) struct Read {
    pub cues: Vec<Cue>,
    /// Sides that the export itself names, as Gong's affiliation does.
    pub sides: BTreeMap<String, Side>,
}

/// Reads every call of the export.
pub(super) fn read(text: &str, root: &Value) -> Read {
    let mut read = Read::default();
    let parties = parties(root, &mut read.sides);
    let mut lines = Lines {
        text,
        from: 0,
        line: 1,
    };
    for list in lists(root) {
        for entry in list {
            let speaker = speaker(entry, &parties);
            // Gong nests the sentences in what one speaker said about one topic.
            match entry
                .get("sentences")
                .or_else(|| entry.get("paragraphs"))
                .and_then(Value::as_array)
            {
                Some(sentences) => {
                    for sentence in sentences {
                        read.cues.extend(cue(sentence, speaker.clone(), &mut lines));
                    }
                }
                None => read.cues.extend(cue(entry, speaker, &mut lines)),
            }
        }
    }
    read
}

fn cue(entry: &Value, speaker: Option<String>, lines: &mut Lines<'_>) -> Option<Cue> {
    let mut fields = spoken::SAID.iter();
    let said = fields.find_map(|key| entry.get(key)?.as_str())?.trim();
    let time = [
        "start_time",
        "start",
        "startTime",
        "start_timestamp",
        "timestamp",
        "time",
    ]
    .iter()
    .find_map(|key| match entry.get(key)? {
        Value::String(time) => Some(time.clone()),
        Value::Number(time) => Some(time.to_string()),
        _ => None,
    });
    (!said.is_empty()).then(|| Cue {
        speaker,
        time,
        head: None,
        lines: vec![(lines.of(said), said.to_owned())],
    })
}

fn speaker(entry: &Value, parties: &BTreeMap<String, String>) -> Option<String> {
    let known = |key: &str| parties.get(key).cloned();
    [
        "speaker_name",
        "speakerName",
        "speaker",
        "speaker_id",
        "speakerId",
        "speaker_label",
        "participant",
        "name",
    ]
    .iter()
    .find_map(|key| match entry.get(key)? {
        Value::String(name) if !name.trim().is_empty() => {
            let name = name.trim();
            Some(known(name).unwrap_or_else(|| name.to_owned()))
        }
        Value::Number(number) => {
            Some(known(&number.to_string()).unwrap_or_else(|| format!("Speaker {number}")))
        }
        Value::Object(inner) => inner.get("name")?.as_str().map(str::to_owned),
        _ => None,
    })
}

/// Names by speaker id, and the sides that the export knows.
fn parties(root: &Value, sides: &mut BTreeMap<String, Side>) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    walk(root, &mut |value| {
        let text = |key: &str| match value.get(key) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        if value.get("text").is_some() || value.get("sentences").is_some() {
            return;
        }
        let Some(name) = text("name") else { return };
        if let Some(id) = text("speakerId")
            .or_else(|| text("speaker_id"))
            .or_else(|| text("id"))
        {
            names.insert(id, name.clone());
        }
        match text("affiliation")
            .map(|side| side.to_lowercase())
            .as_deref()
        {
            Some("internal") => {
                sides.insert(name, Side::Interviewer);
            }
            Some("external") => {
                sides.insert(name, Side::Participant);
            }
            _ => {}
        }
    });
    names
}

fn walk(value: &Value, see: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(inner) => {
            see(value);
            inner.values().for_each(|inner| walk(inner, see));
        }
        Value::Array(inner) => inner.iter().for_each(|inner| walk(inner, see)),
        _ => {}
    }
}

/// The lists of utterances, outermost first: those whose entries hold words and a speaker.
fn lists(root: &Value) -> Vec<&Vec<Value>> {
    let speaks = |entry: &Value| {
        let has = |keys: &[&str]| keys.iter().any(|key| entry.get(key).is_some());
        has(&[
            "text",
            "raw_text",
            "transcript",
            "sentence",
            "content",
            "words",
            "sentences",
            "paragraphs",
        ]) && has(&[
            "speaker_name",
            "speakerName",
            "speaker",
            "speaker_id",
            "speakerId",
            "speaker_label",
            "participant",
        ])
    };
    match root {
        Value::Array(list) if list.iter().any(speaks) => vec![list],
        Value::Array(list) => list.iter().flat_map(lists).collect(),
        Value::Object(inner) => {
            // Deepgram says the same words twice: as utterances and as channels.
            let chosen = ["utterances", "results", "data", "transcript", "sentences"]
                .iter()
                .filter_map(|key| inner.get(*key))
                .map(lists)
                .find(|found| !found.is_empty());
            chosen.unwrap_or_else(|| {
                inner
                    .values()
                    .map(lists)
                    .find(|found| !found.is_empty())
                    .unwrap_or_default()
            })
        }
        _ => Vec::new(),
    }
}

/// Looks lines up in the raw text, each sentence behind the one before.
struct Lines<'a> {
    text: &'a str,
    from: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, said: &str) -> usize {
        let written = serde_json::to_string(said).unwrap_or_default();
        let inner = written.trim_matches('"');
        if let Some(at) = self.text[self.from..].find(inner) {
            self.line += self.text[self.from..self.from + at].matches('\n').count();
            self.from += at;
        }
        self.line
    }
}
