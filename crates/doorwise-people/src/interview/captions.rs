//! WebVTT and SRT: cues with times, speakers in tags or in front of a colon.

use doorwise_model::spoken;

use super::labelled::{label, speakers};
use super::turn::Cue;

/// Returns the cues in order.
pub(super) fn read(text: &str) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut is_open = false;
    for (idx, line) in text.lines().enumerate() {
        if let Some((start, _)) = line.split_once("-->") {
            cues.push(Cue {
                time: Some(start.trim().to_owned()),
                ..Cue::default()
            });
            is_open = true;
        } else if line.trim().is_empty() {
            is_open = false;
        } else if let Some(cue) = cues.last_mut().filter(|_| is_open) {
            let (speaker, said) = voice(line.trim());
            cue.speaker = cue.speaker.take().or(speaker);
            if !said.is_empty() {
                cue.lines.push((idx + 1, said));
            }
        }
    }
    cues.retain(|cue| !cue.lines.is_empty());
    // A wrapped line may hold any colon; a name opens the cue or stands behind a dash.
    let mut known = speakers(
        cues.iter().flat_map(|cue| {
            cue.lines
                .iter()
                .enumerate()
                .filter(|(idx, (_, said))| *idx == 0 || said.starts_with("- "))
                .map(|(_, (_, said))| said.as_str())
        }),
        1,
    );
    // Seen twice it is a name on any line: a caption may hold two people without dashes.
    let lines = cues.iter().flat_map(|cue| &cue.lines);
    known.extend(speakers(lines.map(|(_, said)| said.as_str()), 2));
    cues.into_iter()
        .flat_map(|cue| by_label(cue, &known))
        .collect()
}

/// Splits a cue whose lines open with a name: SRT may hold two speakers in one cue.
fn by_label(cue: Cue, known: &std::collections::BTreeSet<String>) -> Vec<Cue> {
    if cue.speaker.is_some() {
        return vec![cue];
    }
    let mut parts: Vec<Cue> = Vec::new();
    for (line, said) in cue.lines {
        let said_after_dash = said.strip_prefix("- ").unwrap_or(&said);
        match label(said_after_dash, known) {
            Some((name, rest)) => parts.push(Cue {
                speaker: Some(name),
                time: cue.time.clone(),
                head: None,
                lines: vec![(line, rest.to_owned())],
            }),
            None => match parts.last_mut() {
                Some(part) => part.lines.push((line, said)),
                None => parts.push(Cue {
                    speaker: None,
                    time: cue.time.clone(),
                    head: None,
                    lines: vec![(line, said)],
                }),
            },
        }
    }
    parts
}

/// Takes the speaker out of `<v Name>`, and every other tag away.
fn voice(raw: &str) -> (Option<String>, String) {
    let mut speaker = None;
    let mut said = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(open) = rest.find('<') {
        said.push_str(&rest[..open]);
        let Some(length) = rest[open..].find('>') else {
            break;
        };
        let tag = &rest[open + 1..open + length];
        if let Some(name) = tag.strip_prefix("v ").or_else(|| {
            tag.strip_prefix("v.")
                .and_then(|tag| tag.split_once(' ').map(|(_, name)| name))
        }) {
            speaker = Some(spoken::entities(name.trim()));
        }
        rest = &rest[open + length + 1..];
    }
    said.push_str(rest);
    (speaker, spoken::entities(&said).trim().to_owned())
}
