//! One door for every format that copy comes in.

mod rows;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::columns::{self, Known};
use super::decode::decode_text;
use super::marked::Marked;
use super::origin::{Map, Origin};
use super::{Copy, allow, eml, html, json, links, table};
use crate::diagnostic::{Diagnostic, Level, Place, Span};
use crate::workspace::load::copy_head::{self, Head};
use rows::{named, part_of, step_of, steps};

/// Endings of files that are read as copy.
pub const ENDINGS: [&str; 10] = [
    "md", "markdown", "txt", "html", "htm", "eml", "csv", "json", "jsonl", "ndjson",
];

/// Where a file lies: in a workspace copy must say whom it speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// In `copy/` of a workspace.
    Workspace,
    /// By itself.
    Loose,
}

/// What one file held.
#[derive(Clone, Debug, Default)]
pub struct ReadCopies {
    /// Every piece that could be understood, in file order.
    pub copies: Vec<Copy>,
    /// Texts to draw carets under: the file's own, and what rules see of each piece.
    pub sources: BTreeMap<PathBuf, String>,
    /// Every problem, places in the file that the user has.
    pub diagnostics: Vec<Diagnostic>,
    /// Pieces that could not be understood; each has its message.
    pub bad: usize,
}

pub(super) fn ending(file: &Path) -> String {
    file.extension()
        .map(|end| end.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

/// Reads one file of copy, whatever its format; `file` is its path as messages name it.
pub fn read(file: &Path, bytes: &[u8], home: Home) -> ReadCopies {
    let ending = ending(file);
    let mut found = ReadCopies::default();
    let mut reader = Reader {
        file,
        home,
        found: &mut found,
    };
    if ending == "eml" {
        reader.mail(bytes);
        return found;
    }
    let text = match decode_text(file, bytes) {
        Ok(text) => text,
        Err(fault) => {
            found.diagnostics.push(*fault);
            found.bad += 1;
            return found;
        }
    };
    match ending.as_str() {
        "html" | "htm" => reader.page(text),
        "csv" => reader.table(text),
        "json" => reader.json(text, false),
        "jsonl" | "ndjson" => reader.json(text, true),
        _ => reader.plain(&text.replace("\r\n", "\n"), ending != "txt"),
    }
    found
}

/// One piece of a file before it is one text.
#[derive(Default)]
struct Part {
    subject: Option<Marked>,
    body: Marked,
    links: Vec<String>,
    images: Vec<String>,
    comments: Vec<(String, usize, Range<usize>)>,
    head: Head,
    /// Where the file names the persona.
    persona_run: Option<Range<usize>>,
    attachments: usize,
    row: Option<usize>,
    name: Option<String>,
    says_where: String,
    coarse: Option<String>,
    can_mend: bool,
    anchor: (usize, usize),
}

impl Part {
    /// Takes the words out of the markup, where the text is HTML.
    fn see(&mut self, is_html: bool) {
        if !is_html && !html::looks_like_html(&self.body.text) {
            (self.links, self.images) = links::of_text(&self.body.text);
            return;
        }
        let page = html::read(&self.body.text);
        let outer = std::mem::take(&mut self.body.map);
        self.links = page.links;
        self.images = page.images;
        self.comments = page
            .comments
            .into_iter()
            .map(|(says, at, run)| (says, at, outer.back(run).0))
            .collect();
        self.body = page.text.over(&outer);
    }
}

struct Reader<'a> {
    file: &'a Path,
    home: Home,
    found: &'a mut ReadCopies,
}

impl Reader<'_> {
    fn source(&self) -> &str {
        self.found.sources.get(self.file).map_or("", String::as_str)
    }

    fn at(&self, byte: usize, length: usize) -> Place {
        let source = self.source();
        let before = &source[..byte.min(source.len())];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place::text(
            self.file,
            Some(Span {
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
                length: length.max(1),
            }),
        )
    }

    fn bad(&mut self, diagnostic: Diagnostic) {
        self.found.bad += 1;
        self.found.diagnostics.push(diagnostic);
    }

    /// Markdown and plain text stand in their file as they are read.
    fn plain(&mut self, text: &str, is_markdown: bool) {
        self.found
            .sources
            .insert(self.file.to_path_buf(), text.to_owned());
        let has_head = text.starts_with("---\n");
        if !has_head && self.home == Home::Workspace {
            self.found.diagnostics.push(no_head(self.file));
            return;
        }
        let (mut head, mut body_at) = match has_head {
            true => match copy_head::split(self.file, text, &mut self.found.diagnostics) {
                Some(split) => split,
                None => {
                    self.found.bad += 1;
                    return;
                }
            },
            false => (Head::default(), 0),
        };
        if head.subject.is_none()
            && let Some((subject, behind)) = subject_line(&text[body_at..])
        {
            head.subject = Some(subject.to_owned());
            body_at += behind;
        }
        if head.persona.is_empty() && self.home == Home::Workspace {
            let place = Place::text(
                self.file,
                Some(Span {
                    line: 1,
                    column: 1,
                    length: 3,
                }),
            );
            self.found.diagnostics.push(
                Diagnostic::error("workspace/missing-field", place, "`persona` is missing")
                    .label("in here")
                    .help("add `persona:`"),
            );
        }
        let body = &text[body_at..];
        let body_line = text[..body_at].matches('\n').count() + 1;
        let (in_text, body) = allow::in_comments(
            body,
            body_line,
            self.file,
            is_markdown,
            &mut self.found.diagnostics,
        );
        if !body.contains(char::is_alphanumeric) {
            let place = self.at(body_at, 1);
            self.bad(
                Diagnostic::warning("copy/no-text", place, "the file holds no text to read")
                    .label("nothing here")
                    .help("write the copy below the head, or take the file out"),
            );
            return;
        }
        let (links, images) = links::of_text(&body);
        let mut copy = head.copy(self.file, &body);
        copy.allows.extend(in_text);
        self.found.copies.push(Copy {
            body,
            body_line,
            links,
            images,
            ..copy
        });
    }

    fn page(&mut self, text: String) {
        let file = self.file.to_path_buf();
        let unix = text.replace("\r\n", "\n");
        let (mut head, body_at) = match unix.starts_with("---\n") {
            true => match copy_head::split(&file, &unix, &mut self.found.diagnostics) {
                Some(split) => split,
                None => {
                    self.found.sources.insert(file, unix);
                    self.found.bad += 1;
                    return;
                }
            },
            false => (Head::default(), 0),
        };
        let mut part = Part {
            body: Marked::same(&unix[body_at..], body_at),
            can_mend: true,
            anchor: (0, 1),
            ..Part::default()
        };
        let page = html::read(&unix[body_at..]);
        for (field, says) in page.head {
            head.set(&field, &says);
        }
        if head.subject.is_none() {
            head.subject = page.title;
        }
        if head.language.is_none() {
            head.language = page.language.as_deref().and_then(columns::language);
        }
        let persona_run = unix
            .find("doorwise:persona")
            .map(|at| at..at + "doorwise:persona".len());
        self.found.sources.insert(file, unix);
        part.persona_run = persona_run;
        part.head = head;
        part.see(true);
        self.warn_without_persona(&[&part]);
        self.piece(part, None);
    }

    fn mail(&mut self, bytes: &[u8]) {
        let (source, shown) = eml::shown(bytes);
        self.found.sources.insert(self.file.to_path_buf(), source);
        let mut mail = match eml::read(bytes) {
            Ok(mail) => mail,
            Err(fault) => {
                let (message, help) = match fault {
                    eml::NoMail::NoHeaders => (
                        "this is no mail: it starts with no header such as `Subject:`",
                        "save the mail as .eml from the mail program, or name the file .txt",
                    ),
                    eml::NoMail::NoText => (
                        "the mail has neither a text part nor an HTML part",
                        "save it with its text, or paste the text into a .md file",
                    ),
                };
                let place = self.at(0, 1);
                self.bad(Diagnostic::error("copy/bad-file", place, message).help(help));
                return;
            }
        };
        let (links, images) = eml::seen(&mut mail);
        let mut head = Head {
            language: mail.language.as_deref().and_then(columns::language),
            ..Head::default()
        };
        for (field, says) in &mail.head {
            head.set(field, says);
        }
        let through = |marked: Marked| match &shown {
            Some(outer) => marked.over(outer),
            None => marked,
        };
        let mut body = through(mail.body);
        body.trim_end();
        let part = Part {
            subject: mail.subject.map(through),
            body,
            links,
            images,
            head,
            attachments: mail.attachments,
            says_where: mail.part,
            coarse: mail.coarse,
            anchor: (0, 1),
            ..Part::default()
        };
        self.warn_without_persona(&[&part]);
        self.piece(part, None);
    }

    fn json(&mut self, text: String, lines: bool) {
        let (entries, bad) = json::read(&text, lines);
        self.found.sources.insert(self.file.to_path_buf(), text);
        if entries.is_empty() && bad.is_empty() {
            let place = self.at(0, 1);
            self.bad(
                Diagnostic::error(
                    "copy/no-body-column",
                    place,
                    "no object in this file has a body to read",
                )
                .help("give each piece the keys `subject` and `body`"),
            );
            return;
        }
        for place in bad {
            let at = self.at(place.at, 1);
            self.bad(
                Diagnostic::error("copy/bad-entry", at, place.message)
                    .label("here")
                    .help(place.help),
            );
        }
        let mut anchor = (0, 1);
        let mut parts = Vec::with_capacity(entries.len());
        for (idx, entry) in entries.into_iter().enumerate() {
            let source = self.source();
            if entry.start >= anchor.0 {
                anchor = (
                    entry.start,
                    anchor.1 + source[anchor.0..entry.start].matches('\n').count(),
                );
            }
            let step = step_of(
                entry
                    .names
                    .iter()
                    .map(|(header, says)| (header.as_str(), says.as_str())),
            );
            let mut part = Part {
                persona_run: entry.persona.as_ref().map(run_of),
                head: Head {
                    persona: entry
                        .persona
                        .map(|persona| persona.text)
                        .unwrap_or_default(),
                    channel: entry
                        .channel
                        .and_then(|(word, rank)| columns::channel(&word, rank, step)),
                    language: entry.language.as_deref().and_then(columns::language),
                    goal: entry.goal,
                    awareness: entry.awareness,
                    ..Head::default()
                },
                subject: entry.subject,
                body: entry.body,
                row: Some(idx + 1),
                name: named(&entry.names),
                says_where: format!("entry {}", idx + 1),
                can_mend: true,
                anchor,
                ..Part::default()
            };
            part.see(false);
            parts.push(part);
        }
        self.warn_without_persona(&parts.iter().collect::<Vec<_>>());
        for (idx, part) in parts.into_iter().enumerate() {
            self.piece(part, Some(idx + 1));
        }
    }

    fn table(&mut self, text: String) {
        let rows = table::rows(&text);
        self.found.sources.insert(self.file.to_path_buf(), text);
        let Some((header, rows)) = rows.split_first() else {
            let place = Place::text(self.file, None);
            self.bad(
                Diagnostic::error("copy/no-body-column", place, "the file has no rows")
                    .help("export it again, with its header"),
            );
            return;
        };
        let known: Vec<Option<Known>> = header
            .cells
            .iter()
            .map(|cell| columns::tell(cell.says.text.trim()))
            .collect();
        let steps = steps(&known);
        if steps.is_empty() {
            let names: Vec<String> = header
                .cells
                .iter()
                .map(|cell| format!("`{}`", cell.says.text.trim()))
                .collect();
            let place = self.at(header.start(), 1);
            self.bad(
                Diagnostic::error(
                    "copy/no-body-column",
                    place,
                    "no column of this file holds the text of a mail",
                )
                .label("the header")
                .note(format!("its columns are {}", names.join(", ")))
                .help("name the column `body`, and that of the subject `subject`"),
            );
            return;
        }
        let mut parts = Vec::new();
        for (idx, row) in rows.iter().enumerate() {
            if row.is_blank() {
                continue;
            }
            let said = format!("row {}", idx + 1);
            if let Some(fault) = self.bad_row(row, header.cells.len(), &said) {
                self.bad(fault);
                continue;
            }
            let before = parts.len();
            for step in &steps {
                parts.extend(part_of(row, header, &known, step, idx + 1));
            }
            if parts.len() == before {
                let place = Place::text(
                    self.file,
                    Some(Span {
                        line: row.line,
                        column: 1,
                        length: 1,
                    }),
                );
                self.bad(
                    Diagnostic::warning(
                        "copy/no-text",
                        place,
                        format!("{said} holds no text and was left out"),
                    )
                    .label("no body")
                    .help("fill its body, or take the row out"),
                );
            }
        }
        self.warn_without_persona(&parts.iter().collect::<Vec<_>>());
        for (idx, part) in parts.into_iter().enumerate() {
            self.piece(part, Some(idx + 1));
        }
    }

    fn bad_row(&self, row: &table::Row, wanted: usize, said: &str) -> Option<Diagnostic> {
        let line = |byte: Option<usize>| match byte {
            Some(byte) => self.at(byte, 1),
            None => Place::text(
                self.file,
                Some(Span {
                    line: row.line,
                    column: 1,
                    length: 1,
                }),
            ),
        };
        if let Some(byte) = row.open_quote {
            return Some(
                Diagnostic::error(
                    "copy/bad-row",
                    line(Some(byte)),
                    format!("a quote opens here in {said} and nothing closes it"),
                )
                .label("opens")
                .note("everything behind it reads as one cell, so the rows behind it are lost")
                .help("close it, and double each quote inside a cell: \"\""),
            );
        }
        let count = row.cells.len();
        (count > wanted).then(|| {
            Diagnostic::error(
                "copy/bad-row",
                line(None),
                format!("{said} has {count} cells, and the header has {wanted}"),
            )
            .label("too many cells")
            .help("put cells that hold the separator into double quotes")
        })
    }

    /// In a workspace copy says whom it speaks to; a file says it once for all of its pieces.
    fn warn_without_persona(&mut self, parts: &[&Part]) {
        let without = parts
            .iter()
            .filter(|part| part.head.persona.is_empty())
            .count();
        if self.home == Home::Loose || without == 0 {
            return;
        }
        let how = match ending(self.file).as_str() {
            "eml" => "add the header `X-Doorwise-Persona: <id>`",
            "html" | "htm" => "add `<meta name=\"doorwise:persona\" content=\"<id>\">`",
            _ => "add a column or key `persona` with the id",
        };
        let message = match parts.len() {
            1 => "the copy has no persona, so nobody knows whom it speaks to".to_owned(),
            all => format!(
                "{without} of {all} pieces have no persona, so nobody knows whom they speak to"
            ),
        };
        self.found.diagnostics.push(
            Diagnostic::new(
                "copy/no-head",
                Level::Warning,
                Place::text(self.file, None),
                message,
            )
            .help(how),
        );
    }

    /// Gives a part a text of its own: a head with the subject, then the body.
    fn piece(&mut self, part: Part, number: Option<usize>) {
        let Part {
            subject,
            head,
            body,
            ..
        } = part;
        let subject = match (subject, head.subject.clone()) {
            (Some(subject), _) => Some(subject),
            (None, Some(says)) => {
                // Named in a head of its own or a title: the place is the file's start.
                let mut made = Marked::default();
                made.push_made(&says, 0..0);
                Some(made)
            }
            (None, None) => None,
        };
        let start = body_start(&body.map);
        let persona_from = part.persona_run.clone().unwrap_or(start.clone());
        let mut text = Marked::default();
        text.push_made("---\npersona: ", persona_from.clone());
        text.push_made(
            if head.persona.is_empty() {
                "-"
            } else {
                &head.persona
            },
            persona_from,
        );
        text.push_made("\nsubject: ", start.clone());
        let mut subject_says = None;
        if let Some(subject) = subject {
            let squeezed = subject
                .text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let subject = match squeezed == subject.text {
                true => subject,
                false => {
                    let (run, _) = subject.map.back(0..subject.text.len());
                    let mut made = Marked::default();
                    made.push_made(&squeezed, run);
                    made
                }
            };
            subject_says = Some(subject.text.clone()).filter(|says| !says.is_empty());
            text.push(subject);
        }
        text.push_made("\n---\n", start);
        let body_at = text.text.len();
        text.push(body);
        let file = PathBuf::from(format!(
            "{}#{}",
            self.file.display(),
            number.map(|number| number.to_string()).unwrap_or_default()
        ));
        let mut allows = Vec::new();
        for (says, at, run) in &part.comments {
            let Some(said) = says
                .strip_prefix("doorwise ")
                .map(str::trim)
                .and_then(|rest| rest.strip_prefix("allow"))
            else {
                continue;
            };
            let line = 5 + text.text[body_at..body_at + at].matches('\n').count();
            let rest = &text.text[body_at + at..];
            let behind = rest.trim_start_matches('\n');
            let skipped = rest.len() - behind.len();
            let lines = behind
                .split("\n\n")
                .next()
                .unwrap_or_default()
                .matches('\n')
                .count()
                + 1;
            let covers = allow::Covers::Lines(line..line + skipped + lines);
            let place = self.at(run.start, run.len().min(60));
            allows.extend(allow::understand(
                said,
                covers,
                place,
                &mut self.found.diagnostics,
            ));
        }
        let source = self.source();
        let mut origin = Origin::new(self.file.to_path_buf(), text.map, source, part.anchor);
        origin.part = match &part.name {
            Some(name) if !part.says_where.is_empty() => format!("{}, {name}", part.says_where),
            _ => part.says_where,
        };
        origin.row = part.row;
        origin.name = part.name;
        origin.coarse = part.coarse;
        origin.can_mend = part.can_mend;
        let subject_length = subject_says.as_deref().unwrap_or_default().chars().count();
        let mut copy = head.copy(&file, &text.text[body_at..]);
        copy.allows.extend(allows);
        self.found.copies.push(Copy {
            persona_span: Some(Span {
                line: 2,
                column: 10,
                length: copy.persona.chars().count().max(1),
            }),
            subject_span: subject_says.is_some().then_some(Span {
                line: 3,
                column: 10,
                length: subject_length.max(1),
            }),
            subject: subject_says,
            body: text.text[body_at..].to_owned(),
            body_line: 5,
            links: part.links,
            images: part.images,
            attachments: part.attachments,
            origin: Some(origin),
            ..copy
        });
        self.found.sources.insert(file, text.text);
    }
}

fn no_head(file: &Path) -> Diagnostic {
    Diagnostic::new(
        "copy/no-head",
        Level::Warning,
        Place::text(file, None),
        "the copy has no head, so nobody knows whom it speaks to",
    )
    .help("start the file with `---`, `persona: <id>`, `channel: cold_email`, `---`")
}

fn body_start(map: &Map) -> Range<usize> {
    let (run, _) = map.back(0..1);
    run.start..run.start + 1
}

fn run_of(marked: &Marked) -> Range<usize> {
    marked.map.back(0..marked.text.len().max(1)).0
}

/// Returns the subject that people write above a mail (`Subject: …`, also in bold), and where the
/// text behind that line begins.
fn subject_line(text: &str) -> Option<(&str, usize)> {
    let start = text.len() - text.trim_start().len();
    let line = text[start..].split('\n').next()?;
    let bare = line.trim().trim_start_matches('*');
    let (name, says) = bare.split_once(':')?;
    let is_subject = ["subject", "subject line", "betreff"].iter().any(|known| {
        name.trim_end_matches('*')
            .trim()
            .eq_ignore_ascii_case(known)
    });
    let says = says.trim_matches('*').trim();
    let behind = (start + line.len() + 1).min(text.len());
    (is_subject && !says.is_empty()).then_some((says, behind))
}
