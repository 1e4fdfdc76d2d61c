//! Writes a labelled interview as another program would have exported it.
//!
//! The marks are taken out before, so that one text can be read in every layout: what is cut over
//! cues and lines is cut by length, as the programs do, and not where it is convenient.

use std::fmt::Write as _;

/// One person's words.
pub(crate) struct Spoken {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Reads `Name: words`, one turn a line.
pub(crate) fn turns(plain: &str) -> Vec<Spoken> {
    plain
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let (name, text) = line.split_once(": ").expect("a speaker");
            Spoken {
                name: name.to_owned(),
                text: text.trim().to_owned(),
            }
        })
        .collect()
}

/// Writes the turns in a layout: the file's name and its text.
pub(crate) fn export(layout: &str, plain: &str) -> (String, String) {
    let turns = turns(plain);
    let mut clock = Clock(2.0);
    let mut out = String::new();
    let ending = match layout {
        "labelled" => {
            out = plain.to_owned();
            "txt"
        }
        "markdown" => {
            for turn in &turns {
                let (from, _) = clock.say(&turn.text);
                let _ = write!(
                    out,
                    "**{}** ({}): {}\n\n",
                    turn.name,
                    minutes(from),
                    turn.text
                );
            }
            "md"
        }
        "otter" => {
            for turn in &turns {
                let (from, _) = clock.say(&turn.text);
                let _ = write!(out, "{}  {}\n{}\n\n", turn.name, minutes(from), turn.text);
            }
            out.push_str("Transcribed by https://otter.ai\n");
            "txt"
        }
        "zoom_vtt" => {
            out.push_str("WEBVTT\n\n");
            let mut number = 0;
            for turn in &turns {
                for words in sentences(&turn.text) {
                    number += 1;
                    let (from, to) = clock.say(&words);
                    let _ = write!(
                        out,
                        "{number}\n{} --> {}\n{}: {words}\n\n",
                        hours(from, '.'),
                        hours(to, '.'),
                        turn.name
                    );
                }
            }
            "vtt"
        }
        "teams_vtt" => {
            out.push_str("WEBVTT\n\n");
            for (at, turn) in turns.iter().enumerate() {
                for (part, words) in wrapped(&turn.text, 90).into_iter().enumerate() {
                    let (from, to) = clock.say(&words);
                    let _ = write!(
                        out,
                        "1f4c2c-77aa/{at}-{part}\n{} --> {}\n<v {}>{words}</v>\n\n",
                        hours(from, '.'),
                        hours(to, '.'),
                        turn.name
                    );
                }
            }
            "vtt"
        }
        "srt" => {
            let mut number = 0;
            for turn in &turns {
                let lines = wrapped(&format!("{}: {}", turn.name, turn.text), 42);
                for cue in lines.chunks(2) {
                    number += 1;
                    let words = cue.join("\n");
                    let (from, to) = clock.say(&words);
                    let _ = write!(
                        out,
                        "{number}\n{} --> {}\n{words}\n\n",
                        hours(from, ','),
                        hours(to, ',')
                    );
                }
            }
            "srt"
        }
        "fireflies" => {
            let mut said = Vec::new();
            for turn in &turns {
                for words in sentences(&turn.text) {
                    let (from, to) = clock.say(&words);
                    said.push(
                        serde_json::json!({"index": said.len(), "speaker_name": turn.name,
                        "text": words, "raw_text": words, "start_time": from, "end_time": to}),
                    );
                }
            }
            out = pretty(&serde_json::json!({"data": {"transcript": {"sentences": said}}}));
            "json"
        }
        "gong" => {
            let mut names: Vec<&str> = turns.iter().map(|turn| turn.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            let id = |name: &str| {
                format!(
                    "80{}",
                    names.iter().position(|it| *it == name).expect("known")
                )
            };
            let parties: Vec<_> = names
                .iter()
                .map(|name| {
                    let side = if *name == turns[0].name {
                        "Internal"
                    } else {
                        "External"
                    };
                    serde_json::json!({"speakerId": id(name), "name": name, "affiliation": side})
                })
                .collect();
            let said: Vec<_> = turns
                .iter()
                .map(|turn| {
                    let parts: Vec<_> = sentences(&turn.text)
                        .into_iter()
                        .map(|words| {
                            let (from, to) = clock.say(&words);
                            serde_json::json!({"start": (from * 1000.0) as u64,
                                "end": (to * 1000.0) as u64, "text": words})
                        })
                        .collect();
                    serde_json::json!({"speakerId": id(&turn.name), "topic": null, "sentences": parts})
                })
                .collect();
            out = pretty(&serde_json::json!({"calls": [{"parties": parties}],
                "callTranscripts": [{"transcript": said}]}));
            "json"
        }
        "named_json" => {
            let said: Vec<_> = turns
                .iter()
                .map(|turn| {
                    let (from, to) = clock.say(&turn.text);
                    serde_json::json!({"speaker": turn.name, "text": turn.text, "start": from, "end": to})
                })
                .collect();
            out = pretty(&serde_json::json!({"utterances": said}));
            "json"
        }
        other => panic!("no layout {other}"),
    };
    (format!("call.{ending}"), out)
}

fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).expect("JSON")
}

/// Seconds since the call began.
struct Clock(f64);

impl Clock {
    fn say(&mut self, words: &str) -> (f64, f64) {
        let from = self.0;
        let to = from + 0.4 * words.split_whitespace().count() as f64;
        self.0 = to;
        (from, to)
    }
}

fn minutes(seconds: f64) -> String {
    let seconds = seconds as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn hours(seconds: f64, point: char) -> String {
    let millis = (seconds * 1000.0) as u64;
    format!(
        "{:02}:{:02}:{:02}{point}{:03}",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000
    )
}

/// One cue a sentence, as Zoom and Fireflies cut.
fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = String::new();
    for word in text.split_whitespace() {
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(word);
        if word.ends_with(['.', '?', '!']) {
            found.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        found.push(open);
    }
    found
}

/// Lines of at most so many letters, cut between words.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
