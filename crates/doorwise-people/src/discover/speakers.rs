//! Who the people in interviews are: their titles, from where they are known.

use std::collections::BTreeMap;
use std::path::PathBuf;

use doorwise_model::deal::Contact;
use doorwise_vocab::text;
use doorwise_vocab::title::{self, Band, Function};

use crate::interview::{Interview, Turn, person};
use crate::listen::Record;

/// Turns of a person in which "I am head of marketing" is looked for; later on people speak of others.
const INTRODUCTION: usize = 6;

/// Confidence from which a title that was spoken or stands in a file's name is believed.
const SURE: f64 = 0.6;

/// One person who was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// Name as the first export writes it.
    pub name: String,
    /// One key a person over all interviews, as themes count people.
    pub key: String,
    /// The interviews.
    pub files: Vec<PathBuf>,
    /// The title; empty where not known.
    pub title: String,
    /// Function and band of the title.
    pub cell: Option<(Function, Band)>,
    /// From where the title is known.
    pub from: TitleFrom,
    /// Row of the company, where a contact of this name says it.
    pub company: Option<usize>,
}

/// From where a speaker's title is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TitleFrom {
    /// A survey's column.
    Survey,
    /// The only contact of this name, by its row.
    Contact(String),
    /// What was said in the interview, with its line.
    Said(usize),
    /// The name of the interview's file.
    FileName,
    /// Nowhere.
    Unknown,
}

impl Speaker {
    /// Returns whether a record is this person's.
    pub fn said(&self, record: &Record) -> bool {
        self.key == person(Some(&record.speaker), &record.file)
    }
}

/// Returns the people who were asked, each once, with their titles: from a survey's own column, from
/// the one contact of that name, from how they introduce themselves or are introduced, else from the
/// file's name.
pub fn speakers(interviews: &[Interview], contacts: &[Contact]) -> Vec<Speaker> {
    let mut by_name: BTreeMap<String, Vec<&Contact>> = BTreeMap::new();
    for contact in contacts {
        let key = text::fold(&contact.name);
        if !key.is_empty() {
            by_name.entry(key).or_default().push(contact);
        }
    }
    let mut found: Vec<Speaker> = Vec::new();
    for interview in interviews {
        let mut names: Vec<&str> = Vec::new();
        for turn in interview.turns.iter().filter(|turn| turn.is_participant()) {
            let name = turn.speaker.as_deref().unwrap_or_default();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let is_alone = names.len() == 1;
        for name in names {
            let key = person(Some(name), &interview.file);
            let known = found.iter().position(|speaker| speaker.key == key);
            let at = known.unwrap_or_else(|| {
                found.push(Speaker {
                    name: name.to_owned(),
                    key,
                    files: Vec::new(),
                    title: String::new(),
                    cell: None,
                    from: TitleFrom::Unknown,
                    company: None,
                });
                found.len() - 1
            });
            found[at].files.push(interview.file.clone());
            if found[at].cell.is_none() {
                place(&mut found[at], interview, &by_name, is_alone);
            }
        }
    }
    found
}

fn place(
    speaker: &mut Speaker,
    interview: &Interview,
    by_name: &BTreeMap<String, Vec<&Contact>>,
    is_alone: bool,
) {
    let mut set = |title: &str, from: TitleFrom, least: f64| {
        let Some(cell) = cell(title, least) else {
            return false;
        };
        speaker.title = title.trim().to_owned();
        speaker.cell = Some(cell);
        speaker.from = from;
        true
    };
    let survey = interview.who.get(&speaker.name);
    if let Some(role) = survey.and_then(|who| who.get("role"))
        && set(role, TitleFrom::Survey, 0.01)
    {
        return;
    }
    // Two contacts of one name are nobody's title: which of them spoke is not known.
    if let Some([contact]) = by_name.get(&text::fold(&speaker.name)).map(Vec::as_slice) {
        let is_set = set(
            &contact.title,
            TitleFrom::Contact(contact.row.clone()),
            0.01,
        );
        speaker.company = contact.company;
        if is_set {
            return;
        }
    }
    let mut set = |title: &str, from: TitleFrom| {
        let Some(cell) = cell(title, SURE) else {
            return false;
        };
        speaker.title = title.trim().to_owned();
        speaker.cell = Some(cell);
        speaker.from = from;
        true
    };
    for (line, title) in introduced(&speaker.name, &interview.turns, is_alone) {
        if set(&title, TitleFrom::Said(line)) {
            return;
        }
    }
    if is_alone && let Some(stem) = interview.file.file_stem() {
        let words = stem.to_string_lossy().replace(['-', '_', '.'], " ");
        if let Some((range, _)) = title::find_in(&words) {
            set(&words[range], TitleFrom::FileName);
        }
    }
}

fn cell(written: &str, least: f64) -> Option<(Function, Band)> {
    let read = title::title(written);
    let band = read.seniority.band();
    let is_known = read.is_person()
        && read.confidence >= least
        && read.function != Function::Other
        && band != Band::Unknown;
    is_known.then_some((read.function, band))
}

/// Titles that somebody gives himself or is given by who asks, in order, each with its line.
fn introduced(name: &str, turns: &[Turn], is_alone: bool) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let own = turns
        .iter()
        .filter(|turn| turn.is_participant() && turn.speaker.as_deref() == Some(name))
        .take(INTRODUCTION);
    for turn in own {
        for after in [
            "i am",
            "i'm",
            "i work as",
            "my title is",
            "my role is",
            "title says",
        ] {
            found.extend(spoken(turn, after, ""));
        }
        // Who runs a function is its head, whatever the card says.
        for after in ["i run", "i lead", "i head", "i look after"] {
            found.extend(spoken(turn, after, "Head of "));
        }
    }
    if is_alone {
        let asking = turns.iter().filter(|turn| !turn.is_participant());
        for turn in asking.take(INTRODUCTION) {
            for after in ["you are", "you're", "you work as", "your title is"] {
                found.extend(spoken(turn, after, ""));
            }
            for after in ["you run", "you lead", "you head", "you look after"] {
                found.extend(spoken(turn, after, "Head of "));
            }
        }
    }
    found
}

/// The words after a phrase up to where the title must end, behind `head`.
fn spoken(turn: &Turn, after: &str, head: &str) -> Vec<(usize, String)> {
    let plain: String = turn.text.replace('\u{2019}', "'");
    let lower = plain.to_lowercase();
    if lower.len() != plain.len() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, _) in lower.match_indices(after) {
        let is_word = !lower[..at].ends_with(|ch: char| ch.is_alphanumeric() || ch == '\'');
        let rest = &plain[at + after.len()..];
        if !is_word || !rest.starts_with(' ') {
            continue;
        }
        let end = rest
            .find([',', '.', ';', ':', '?', '!', '('])
            .unwrap_or(rest.len());
        let mut words: Vec<&str> = rest[..end].split_whitespace().collect();
        let stop = |word: &&str| {
            matches!(
                word.to_lowercase().as_str(),
                "at" | "here"
                    | "so"
                    | "but"
                    | "who"
                    | "which"
                    | "with"
                    | "since"
                    | "because"
                    | "in"
                    | "from"
                    | "on"
                    | "as"
            )
        };
        if let Some(end) = words.iter().position(stop) {
            words.truncate(end);
        }
        while words.first().is_some_and(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "the" | "a" | "an" | "our" | "your"
            )
        }) {
            words.remove(0);
        }
        if words.is_empty() || words.len() > 6 {
            continue;
        }
        let title = format!("{head}{}", words.join(" "));
        if title::is_title(&title) {
            found.push((turn.line, title));
        }
    }
    found
}
