//! WebVTT and SRT: cues with times, speakers in tags or in front of a colon.

use super::Turn;
use super::labelled::{label, speakers};

/// Returns one turn for each cue.
pub(super) fn read(text: &str) -> Vec<Turn> {
    let mut cues: Vec<(usize, Option<String>, String)> = Vec::new();
    let mut open: Option<(usize, String)> = None;
    let close = |open: &mut Option<(usize, String)>,
                 cues: &mut Vec<(usize, Option<String>, String)>| {
        if let Some((line, raw)) = open.take() {
            let (speaker, said) = voice(&raw);
            if !said.is_empty() {
                cues.push((line, speaker, said));
            }
        }
    };
    for (idx, line) in text.lines().enumerate() {
        if line.contains("-->") {
            close(&mut open, &mut cues);
            open = Some((idx + 2, String::new()));
        } else if line.trim().is_empty() {
            close(&mut open, &mut cues);
        } else if let Some((_, raw)) = &mut open {
            if !raw.is_empty() {
                raw.push(' ');
            }
            raw.push_str(line.trim());
        }
    }
    close(&mut open, &mut cues);
    let known = speakers(cues.iter().map(|(_, _, said)| said.as_str()), 1);
    cues.into_iter()
        .map(
            |(line, speaker, said)| match (speaker, label(&said, &known)) {
                (None, Some((name, rest))) => Turn {
                    speaker: Some(name),
                    text: rest.to_owned(),
                    line,
                    interviewer: false,
                },
                (speaker, _) => Turn {
                    speaker,
                    text: said,
                    line,
                    interviewer: false,
                },
            },
        )
        .collect()
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
            speaker = Some(name.trim().to_owned());
        }
        rest = &rest[open + length + 1..];
    }
    said.push_str(rest);
    let said = said
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    (speaker, said.trim().to_owned())
}
