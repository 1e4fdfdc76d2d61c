//! Text with a speaker in front of each turn: Otter, Google Meet, Grain, Markdown.

use std::collections::{BTreeMap, BTreeSet};

use super::Turn;

/// Reads an Otter export, `Name  m:ss` on a line of its own; none where the text is no such export.
pub(super) fn otter(text: &str) -> Option<Vec<Turn>> {
    let mut turns: Vec<Turn> = Vec::new();
    for (idx, line) in text.lines().enumerate() {
        let head = line
            .trim_end()
            .rsplit_once(char::is_whitespace)
            .filter(|(name, time)| is_time(time) && is_name(name.trim()));
        match (head, turns.last_mut()) {
            (Some((name, _)), _) => {
                turns.push(Turn {
                    speaker: Some(name.trim().to_owned()),
                    text: String::new(),
                    line: idx + 1,
                    interviewer: false,
                });
            }
            (None, Some(turn))
                if !line.trim().is_empty() && !line.starts_with("Transcribed by") =>
            {
                if !turn.text.is_empty() {
                    turn.text.push(' ');
                }
                turn.text.push_str(line.trim());
            }
            _ => {}
        }
    }
    turns.retain(|turn| !turn.text.is_empty());
    (turns.len() >= 2).then_some(turns)
}

/// Reads `Name: text`, `**Name** (mm:ss): text` and `[hh:mm:ss] Name: text`.
pub(super) fn read(text: &str) -> Vec<Turn> {
    let plain: Vec<(usize, String)> = text
        .lines()
        .enumerate()
        .map(|(idx, line)| (idx + 1, without_marks(line)))
        .filter(|(_, line)| !line.is_empty())
        .collect();
    // A name that opens one line only may be any sentence with a colon.
    let known = speakers(plain.iter().map(|(_, line)| line.as_str()), 2);
    plain
        .iter()
        .map(|(line, said)| match label(said, &known) {
            Some((name, rest)) => Turn {
                speaker: Some(name),
                text: rest.to_owned(),
                line: *line,
                interviewer: false,
            },
            None => Turn {
                speaker: None,
                text: said.clone(),
                line: *line,
                interviewer: false,
            },
        })
        .collect()
}

/// Takes a leading time and Markdown's marks off a line: `**Jonas** (0:02): Hi` is `Jonas: Hi`.
fn without_marks(line: &str) -> String {
    let mut line = line
        .trim()
        .trim_start_matches('>')
        .trim_start()
        .replace("**", "");
    for (open, close) in [('[', ']'), ('(', ')')] {
        let time = line.find(open).and_then(|from| {
            line[from..]
                .find(close)
                .map(|length| from..from + length + 1)
        });
        let is_head = |range: &std::ops::Range<usize>| {
            is_time(&line[range.start + 1..range.end - 1]) && range.start < 40
        };
        if let Some(range) = time.filter(is_head) {
            line.replace_range(range, "");
        }
    }
    line.trim().replacen(" :", ":", 1)
}

/// Returns the names that stand before a colon in at least `least` lines.
pub(super) fn speakers<'a>(lines: impl Iterator<Item = &'a str>, least: usize) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines {
        if let Some((name, _)) = line
            .split_once(':')
            .filter(|(name, rest)| is_name(name.trim()) && !rest.starts_with("//"))
        {
            *counts.entry(name.trim().to_owned()).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count >= least)
        .map(|(name, _)| name)
        .collect()
}

/// Splits a line into its speaker and what was said.
pub(super) fn label<'a>(line: &'a str, known: &BTreeSet<String>) -> Option<(String, &'a str)> {
    let (name, rest) = line.split_once(':')?;
    let name = name.trim();
    let rest = rest.trim();
    (known.contains(name) && !rest.is_empty()).then(|| (name.to_owned(), rest))
}

/// At most five words, each with a capital: "Dana Okafor", "Speaker 2", "Dr. von Ahn".
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part = |word: &&str| {
        word.chars()
            .next()
            .is_some_and(|ch| ch.is_uppercase() || ch.is_ascii_digit() || ch == '(')
            || matches!(*word, "von" | "van" | "de" | "der" | "da" | "al" | "bin")
    };
    (1..=5).contains(&words.len())
        && words.iter().all(is_part)
        && words[0].starts_with(char::is_alphabetic)
        && !text.ends_with(['.', ',', '!', '?'])
}

fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|ch| ch.is_ascii_digit() || ch == '.'))
}
