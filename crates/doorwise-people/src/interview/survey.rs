//! Answers of a survey as interviews: each respondent answers the questions of the form.
//!
//! Reads the wide form (one row a respondent, columns such as `love`, `hate`, `benefits`) and the
//! long form (one row an answer, with a question type and a question text), as G2 exports them.

use std::collections::BTreeMap;

use super::turn::Cue;

/// Asks on behalf of the form.
pub(super) const FORM: &str = "Form";

/// Columns that are answers to open questions, and what the form asks where no text is given.
const OPEN: [(&str, &str); 4] = [
    ("love", "What do you like best?"),
    ("hate", "What do you dislike?"),
    (
        "benefits",
        "What problems is it solving, and how does that benefit you?",
    ),
    (
        "business_problems_b2b_services",
        "What problems is it solving, and how does that benefit you?",
    ),
];

/// Columns that say who answers.
const WHO: [(&str, &str); 6] = [
    ("product_role", "role"),
    ("firm_role", "role"),
    ("employment_position", "role"),
    ("company_size", "size"),
    ("industry", "industry"),
    ("role", "role"),
];

/// What a survey holds.
#[derive(Default)]
pub(super) struct Read {
    pub cues: Vec<Cue>,
    /// Role, size and industry by respondent.
    pub who: BTreeMap<String, BTreeMap<&'static str, String>>,
}

/// Reads a survey; none where the table holds no open answers.
pub(super) fn read(text: &str) -> Option<Read> {
    let head: Vec<String> = Rows::new(text.lines().next()?)
        .next()?
        .1
        .iter()
        .map(|cell| bare(cell))
        .collect();
    let column = |names: &[&str]| head.iter().position(|cell| names.contains(&cell.as_str()));
    let id = column(&[
        "surveyresponseid",
        "surveyid",
        "reviewid",
        "responseid",
        "respondentid",
        "id",
    ])?;
    let rows = Rows::new(text).skip(1);
    let long = (
        column(&["questiontype", "type"]),
        column(&["answervalue", "answers", "answer"]),
    );
    match long {
        (Some(kind), Some(answer)) => {
            let question = column(&["questiontext", "questions", "question"]);
            Some(long_form(rows, id, kind, answer, question))
        }
        _ => {
            let is_open = |name: &&str| OPEN.iter().any(|(open, _)| bare(open) == bare(name));
            head.iter()
                .any(|cell| is_open(&cell.as_str()))
                .then(|| wide_form(rows, id, &head))
        }
    }
}

/// A column's name without case, blanks and underscores.
fn bare(name: &str) -> String {
    name.trim_start_matches('\u{FEFF}')
        .trim_end_matches("_value")
        .chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn wide_form(rows: impl Iterator<Item = (usize, Vec<String>)>, id: usize, head: &[String]) -> Read {
    let mut read = Read::default();
    for (line, row) in rows {
        let Some(name) = row.get(id).map(|id| respondent(id)) else {
            continue;
        };
        for (cell, column) in row.iter().zip(head) {
            if cell.trim().is_empty() {
                continue;
            }
            for (open, asked) in OPEN {
                if bare(open) == *column {
                    read.cues.extend(answer(&name, asked, cell, line));
                }
            }
            for (known, what) in WHO {
                if bare(known) == *column {
                    read.who
                        .entry(name.clone())
                        .or_default()
                        .entry(what)
                        .or_insert_with(|| cell.trim().to_owned());
                }
            }
        }
    }
    read
}

fn long_form(
    rows: impl Iterator<Item = (usize, Vec<String>)>,
    id: usize,
    kind: usize,
    value: usize,
    question: Option<usize>,
) -> Read {
    let mut read = Read::default();
    // An answer's rows lie apart in some exports; a respondent's answers belong together.
    let mut order: Vec<String> = Vec::new();
    let mut by_name: BTreeMap<String, Vec<Cue>> = BTreeMap::new();
    for (line, row) in rows {
        let (Some(id), Some(kind), Some(said)) = (row.get(id), row.get(kind), row.get(value))
        else {
            continue;
        };
        if said.trim().is_empty() {
            continue;
        }
        let name = respondent(id);
        for (open, asked) in OPEN {
            if bare(open) == bare(kind) {
                let asked = question
                    .and_then(|at| row.get(at))
                    .map_or(asked, String::as_str);
                if !by_name.contains_key(&name) {
                    order.push(name.clone());
                }
                by_name
                    .entry(name.clone())
                    .or_default()
                    .extend(answer(&name, asked, said, line));
            }
        }
        for (known, what) in WHO {
            if bare(known) == bare(kind) {
                read.who
                    .entry(name.clone())
                    .or_default()
                    .entry(what)
                    .or_insert_with(|| said.trim().to_owned());
            }
        }
    }
    for name in order {
        read.cues.extend(by_name.remove(&name).unwrap_or_default());
    }
    read
}

fn respondent(id: &str) -> String {
    format!("Respondent {}", id.trim())
}

fn answer(name: &str, asked: &str, said: &str, line: usize) -> [Cue; 2] {
    // A cell may hold several lines; each is cited where it stands.
    let lines = said
        .lines()
        .enumerate()
        .filter(|(_, said)| !said.trim().is_empty())
        .map(|(idx, said)| (line + idx, said.trim().to_owned()))
        .collect();
    [
        Cue {
            speaker: Some(FORM.to_owned()),
            lines: vec![(line, asked.to_owned())],
            ..Cue::default()
        },
        Cue {
            speaker: Some(name.to_owned()),
            lines,
            ..Cue::default()
        },
    ]
}

/// Rows of a comma-separated table, each with its first line; quoted cells may hold line breaks.
struct Rows<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    line: usize,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text.chars().peekable(),
            line: 1,
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = (usize, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        self.rest.peek()?;
        let start = self.line;
        let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
        while let Some(ch) = self.rest.next() {
            self.line += usize::from(ch == '\n');
            match ch {
                '"' if is_quoted && self.rest.peek() == Some(&'"') => {
                    self.rest.next();
                    cell.push('"');
                }
                '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
                ',' if !is_quoted => cells.push(std::mem::take(&mut cell)),
                '\n' if !is_quoted => break,
                '\r' if !is_quoted => {}
                ch => cell.push(ch),
            }
        }
        cells.push(cell);
        Some((start, cells))
    }
}
