//! Text with a speaker in front of each turn: Otter, Google Meet, Grain, Markdown.

use std::collections::{BTreeMap, BTreeSet};

use super::turn::Cue;

/// Headings that stand where a speaker would and are nobody.
const NOBODY: [&str; 22] = [
    "break",
    "note",
    "notes",
    "date",
    "time",
    "duration",
    "participants",
    "attendees",
    "title",
    "subject",
    "topic",
    "location",
    "summary",
    "transcript",
    "recording",
    "agenda",
    "company",
    "role",
    "action items",
    "http",
    "https",
    "music",
];

/// Reads an Otter export, `Name  m:ss` on a line of its own; none where the text is no such export.
pub(super) fn otter(text: &str) -> Option<Vec<Cue>> {
    let mut cues: Vec<Cue> = Vec::new();
    for (idx, line) in text.lines().enumerate() {
        let head = line
            .trim_end()
            .rsplit_once(char::is_whitespace)
            .map(|(name, time)| (name.trim(), time.trim_matches(['(', ')', '[', ']'])))
            .filter(|(name, time)| is_time(time) && is_name(name));
        match (head, cues.last_mut()) {
            (Some((name, time)), _) => cues.push(Cue {
                speaker: Some(name.to_owned()),
                time: Some(time.to_owned()),
                head: Some(idx + 1),
                lines: Vec::new(),
            }),
            (None, Some(cue)) if !line.trim().is_empty() && !line.starts_with("Transcribed by") => {
                cue.lines.push((idx + 1, line.trim().to_owned()));
            }
            _ => {}
        }
    }
    cues.retain(|cue| !cue.lines.is_empty());
    (cues.len() >= 2).then_some(cues)
}

/// Reads `Name: text`, `**Name** (mm:ss): text` and `[hh:mm:ss] Name: text`; with the names of those
/// who open one line only.
pub(super) fn read(text: &str) -> (Vec<Cue>, BTreeSet<String>) {
    let plain: Vec<(usize, Option<String>, String)> = text
        .lines()
        .enumerate()
        .map(|(idx, line)| {
            let (time, line) = without_marks(line);
            (idx + 1, time, line)
        })
        .filter(|(_, _, line)| !line.is_empty())
        .collect();
    // A name that opens one line only may be any sentence with a colon.
    let mut known = speakers(plain.iter().map(|(_, _, line)| line.as_str()), 2);
    // In bold, once is enough: a guest may speak once.
    known.extend(text.lines().filter_map(bold_name));
    let once = heard_once(text, &plain, &known);
    known.extend(once.iter().cloned());
    let mut is_nobody = false;
    let cues = plain
        .into_iter()
        .filter_map(|(line, time, said)| {
            if let Some((name, rest)) = label(&said, &known) {
                is_nobody = false;
                let rest = rest.to_owned();
                return Some(Cue {
                    speaker: Some(name),
                    time,
                    head: None,
                    lines: vec![(line, rest)],
                });
            }
            // What follows a marker such as "Break:" is an advertisement, until somebody speaks.
            is_nobody |= said.split_once(':').is_some_and(|(name, _)| {
                let name = name.trim().to_lowercase();
                name == "break" || name == "music"
            });
            (!is_nobody).then(|| Cue {
                speaker: None,
                time,
                head: None,
                lines: vec![(line, said)],
            })
        })
        .collect();
    (cues, once)
}

/// Words that stand before a colon as a heading does, and are no name.
const HEADINGS: [&str; 48] = [
    "problem",
    "problems",
    "issue",
    "issues",
    "pain",
    "pains",
    "goal",
    "goals",
    "next",
    "step",
    "steps",
    "key",
    "main",
    "point",
    "points",
    "question",
    "questions",
    "example",
    "result",
    "results",
    "first",
    "second",
    "third",
    "one",
    "thing",
    "number",
    "reason",
    "answer",
    "update",
    "background",
    "context",
    "budget",
    "price",
    "status",
    "today",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "week",
    "month",
    "quarter",
    "warning",
    "ps",
    "fyi",
    "idea",
    "fact",
];

/// Returns the names that open one line, in a file whose lines open with names: somebody who joins a
/// call and speaks once. "One thing: we lose leads" is speech, and so is a word that stands small
/// elsewhere in the text.
fn heard_once(
    text: &str,
    plain: &[(usize, Option<String>, String)],
    known: &BTreeSet<String>,
) -> BTreeSet<String> {
    let n_labelled = plain
        .iter()
        .filter(|(_, _, said)| label(said, known).is_some())
        .count();
    if known.len() < 2 || n_labelled < 4 {
        return BTreeSet::new();
    }
    let words: BTreeSet<&str> = text
        .split(|ch: char| !ch.is_alphanumeric() && ch != '\'' && ch != '-')
        .collect();
    let are_small = |name: &str| {
        name.split_whitespace()
            .any(|word| words.contains(word.to_lowercase().as_str()))
    };
    let first_line: usize = plain
        .iter()
        .find(|(_, _, said)| label(said, known).is_some())
        .map_or(0, |(line, _, _)| *line);
    let is_turn_a_line = n_labelled * 5
        >= plain
            .iter()
            .filter(|(line, _, _)| *line >= first_line)
            .count()
            * 4;
    let lines: Vec<&str> = text.lines().collect();
    plain
        .iter()
        .filter(|(line, _, _)| *line > first_line)
        .filter(|(line, _, _)| {
            let before = line.checked_sub(2).and_then(|at| lines.get(at));
            is_turn_a_line || before.is_none_or(|before| before.trim().is_empty())
        })
        .filter_map(|(_, _, said)| {
            let (name, rest) = said.split_once(':')?;
            let name = name.trim();
            let is_heading = name
                .split_whitespace()
                .any(|word| HEADINGS.contains(&word.to_lowercase().as_str()));
            let is_label = super::sides::is_label(name);
            let is_person = is_name(name)
                && name.split_whitespace().count() <= 4
                && name
                    .split_whitespace()
                    .all(|word| !word.starts_with(|ch: char| ch.is_ascii_digit()))
                && !is_heading
                && !are_small(name);
            let says_something = rest.split_whitespace().count() >= 2 && !rest.starts_with("//");
            (says_something && !known.contains(name) && (is_label || is_person))
                .then(|| name.to_owned())
        })
        .collect()
}

/// The name of `**Name:** text` and of `**Name** (0:02): text`.
fn bold_name(line: &str) -> Option<String> {
    let rest = line
        .trim_start()
        .trim_start_matches('>')
        .trim_start()
        .strip_prefix("**")?;
    let (name, rest) = rest.split_once("**")?;
    let is_label = name.ends_with(':') || rest.trim_start().starts_with([':', '(', '[']);
    let name = name.trim_end_matches(':').trim();
    (is_label && rest.len() < line.len() && is_name(name)).then(|| name.to_owned())
}

/// Takes a leading time and Markdown's marks off a line: `**Jonas** (0:02): Hi` is `Jonas: Hi`.
fn without_marks(line: &str) -> (Option<String>, String) {
    let mut line =
        doorwise_model::spoken::unescaped(line.trim().trim_start_matches('>').trim_start());
    if line.starts_with("**") || line.contains(":**") {
        line = line.replacen("**", "", 2);
    } else if let Some(at) = line.find("] **").filter(|at| *at < 14) {
        line = format!(
            "{}{}",
            &line[..at + 2],
            line[at + 2..].replacen("**", "", 2)
        );
    }
    let mut said_at = None;
    for (open, close) in [('[', ']'), ('(', ')')] {
        // "Lena Ortiz (Vantix) (0:02): Hi": a firm may stand in brackets before the time.
        let time = line
            .match_indices(open)
            .take_while(|(from, _)| *from < 60)
            .filter_map(|(from, _)| {
                let length = line[from..].find(close)?;
                Some(from..from + length + 1)
            })
            .find(|range| is_time(&line[range.start + 1..range.end - 1]));
        if let Some(range) = time {
            said_at = Some(line[range.start + 1..range.end - 1].to_owned());
            line.replace_range(range, "");
        }
    }
    // `00:01:02 Name: text` writes its time without brackets.
    if let Some((time, rest)) = line
        .split_once(char::is_whitespace)
        .filter(|(time, _)| is_time(time))
    {
        said_at = said_at.or_else(|| Some(time.to_owned()));
        line = rest.trim_start_matches(['-', ' ']).to_owned();
    }
    let line = line.trim().replacen(" :", ":", 1).replacen(":  ", ": ", 1);
    (said_at, line)
}

/// Returns the names that stand before a colon in at least `least` lines.
pub(super) fn speakers<'a>(lines: impl Iterator<Item = &'a str>, least: usize) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines {
        let line = line.strip_prefix("- ").unwrap_or(line);
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

/// At most five words, each with a capital: "Dana Okafor", "Speaker 2", "Dr. von Ahn"; what stands in
/// brackets behind it is a remark: "Kath (customer team)".
fn is_name(text: &str) -> bool {
    let text = text
        .strip_suffix(')')
        .and_then(|rest| rest.split_once(" ("))
        .filter(|(_, remark)| remark.split_whitespace().count() <= 4)
        .map_or(text, |(name, _)| name);
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
        && !text.ends_with([',', '!', '?'])
        && !NOBODY.contains(&text.to_lowercase().as_str())
}

fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|ch| ch.is_ascii_digit() || ch == '.'))
}
