//! What a person corrected: it stands in `listen.yaml` and wins over the machine.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doorwise_model::diagnostic::{Diagnostic, Loaded, Place, Span};
use doorwise_model::workspace::Workspace;
use doorwise_model::yaml::node::{self, Node};

use super::words::{sentences, words};
use super::{Kind, Record, Tier};
use crate::interview::{Interview, Side};

/// The file in a workspace.
pub use doorwise_model::workspace::load::CORRECTIONS_FILE as FILE;

/// Share of a broken quote's words from which another sentence may be what became of it.
const NEAR: f64 = 0.5;

/// Everything the file says.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    /// Sides by speaker's name.
    pub speakers: BTreeMap<String, Side>,
    /// Quotes with their right kind or theme.
    pub quotes: Vec<Quote>,
    /// Themes with a better name; several with one name are one theme.
    pub themes: Vec<Renamed>,
}

/// One quote that a person has judged.
#[derive(Clone, Debug)]
pub struct Quote {
    says: String,
    file: Option<PathBuf>,
    /// The right kind; `Some(None)` where it is no statement at all.
    kind: Option<Option<Kind>>,
    theme: Option<String>,
    place: Place,
}

/// Themes that a person calls otherwise.
#[derive(Clone, Debug)]
pub struct Renamed {
    kind: Option<Kind>,
    from: Vec<String>,
    to: String,
    place: Place,
}

/// The sides that a workspace's corrections tell, by speaker's name.
pub fn sides_told(workspace: &Workspace) -> BTreeMap<String, Side> {
    let text = workspace.corrections.as_deref();
    text.map_or_else(BTreeMap::new, |text| {
        read(Path::new(FILE), text).value.speakers
    })
}

/// Reads the file; what it cannot mean is said and left out.
pub fn read(file: &Path, text: &str) -> Loaded<Corrections> {
    let mut corrections = Corrections::default();
    let mut diagnostics = Vec::new();
    let root = match node::read(text) {
        Ok(root) => root,
        Err(fault) => {
            let place = Place::text(file, Some(fault.span));
            diagnostics.push(Diagnostic::error("listen/no-yaml", place, fault.message));
            return Loaded {
                value: corrections,
                diagnostics,
            };
        }
    };
    let mut wrong = |span: Span, message: String, help: &str| {
        let place = Place::text(file, Some(span));
        diagnostics.push(Diagnostic::error("listen/unclear", place, message).help(help));
    };
    for (key, part) in root.entries() {
        match key.text.as_str() {
            "speakers" => {
                for (name, side) in part.entries() {
                    let known = match side.text() {
                        Some("participant" | "buyer" | "customer") => Some(Side::Participant),
                        Some("interviewer" | "seller") => Some(Side::Interviewer),
                        _ => None,
                    };
                    match known {
                        Some(side) => {
                            corrections.speakers.insert(name.text.clone(), side);
                        }
                        None => wrong(
                            side.span,
                            format!("`{}` is on no known side", name.text),
                            "write participant or interviewer",
                        ),
                    }
                }
            }
            "quotes" => {
                for item in part.items() {
                    match quote(item, file) {
                        Ok(quote) => corrections.quotes.push(quote),
                        Err((span, message, help)) => wrong(span, message, help),
                    }
                }
            }
            "themes" => {
                for item in part.items() {
                    match renamed(item, file) {
                        Ok(renamed) => corrections.themes.push(renamed),
                        Err((span, message, help)) => wrong(span, message, help),
                    }
                }
            }
            other => wrong(
                key.span,
                format!("`{other}` is no part of this file"),
                "its parts are speakers, quotes and themes",
            ),
        }
    }
    Loaded {
        value: corrections,
        diagnostics,
    }
}

type Unclear = (Span, String, &'static str);

fn kind_of(item: &Node) -> Result<Option<Option<Kind>>, Unclear> {
    match item.get("kind") {
        None => Ok(None),
        Some(kind) => match kind.text() {
            Some("none") => Ok(Some(None)),
            Some(word) => match Kind::parse(word) {
                Some(kind) => Ok(Some(Some(kind))),
                None => Err((
                    kind.span,
                    format!("`{word}` is no kind"),
                    "write pain, goal, objection, trigger, outcome, metric, alternative, watering_hole, spending_limit, authority or none",
                )),
            },
            None => Err((
                kind.span,
                "the kind is no word".to_owned(),
                "write one word, such as pain",
            )),
        },
    }
}

fn quote(item: &Node, file: &Path) -> Result<Quote, Unclear> {
    let says = item.get("quote").and_then(Node::text).ok_or((
        item.span,
        "the quote is missing".to_owned(),
        "copy the words under `quote:`",
    ))?;
    let kind = kind_of(item)?;
    let text = |key: &str| item.get(key).and_then(Node::text).map(str::to_owned);
    Ok(Quote {
        says: says.to_owned(),
        file: text("file").map(PathBuf::from),
        kind,
        theme: text("theme"),
        place: Place::text(file, Some(item.span)),
    })
}

fn renamed(item: &Node, file: &Path) -> Result<Renamed, Unclear> {
    let from = item.get("from").ok_or((
        item.span,
        "the theme is missing".to_owned(),
        "name it under `from:`",
    ))?;
    let from: Vec<String> = match from.text() {
        Some(one) => vec![one.to_owned()],
        None => from
            .items()
            .iter()
            .filter_map(Node::text)
            .map(str::to_owned)
            .collect(),
    };
    let to = item.get("to").and_then(Node::text).ok_or((
        item.span,
        "the new name is missing".to_owned(),
        "write it under `to:`",
    ))?;
    Ok(Renamed {
        kind: kind_of(item)?.flatten(),
        from,
        to: to.to_owned(),
        place: Place::text(file, Some(item.span)),
    })
}

impl Corrections {
    /// Corrects kinds and themes of quotes; says which quotes their file no longer holds.
    pub fn judge_quotes(
        &self,
        records: &mut Vec<Record>,
        interviews: &[Interview],
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for quote in &self.quotes {
            let wanted = folded(&quote.says);
            let is_file = |file: &Path| {
                quote
                    .file
                    .as_ref()
                    .is_none_or(|named| file.ends_with(named) || named.ends_with(file))
            };
            let holds = |record: &Record| {
                is_file(&record.file) && {
                    let own = folded(&record.sentence);
                    own.contains(&wanted) || wanted.contains(&own)
                }
            };
            let mut hits: Vec<usize> = (0..records.len())
                .filter(|at| holds(&records[*at]))
                .collect();
            if hits.is_empty() {
                let Some(found) = missed(quote, &wanted, interviews, &is_file) else {
                    diagnostics.extend(broken(quote, interviews, &is_file));
                    continue;
                };
                if let Some(Some(kind)) = quote.kind {
                    records.push(Record { kind, ..found });
                    hits.push(records.len() - 1);
                }
            }
            // Two readings of one sentence become the one that a person told.
            if matches!(quote.kind, Some(Some(_))) {
                let again: Vec<usize> = hits
                    .iter()
                    .zip(hits.iter().skip(1))
                    .filter(|(one, other)| {
                        let (one, other) = (&records[**one], &records[**other]);
                        one.file == other.file && one.sentence == other.sentence
                    })
                    .map(|(_, other)| *other)
                    .collect();
                for at in again.iter().rev() {
                    records.remove(*at);
                }
                hits = (0..records.len())
                    .filter(|at| holds(&records[*at]))
                    .collect();
            }
            for at in hits.iter().rev() {
                match quote.kind {
                    Some(None) => {
                        records.remove(*at);
                        continue;
                    }
                    Some(Some(kind)) => records[*at].kind = kind,
                    None => {}
                }
                // A person has looked at it.
                records[*at].tier = Tier::Strong;
                if let Some(theme) = &quote.theme {
                    records[*at].theme.clone_from(theme);
                }
            }
        }
        records.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
        diagnostics
    }

    /// Gives themes their new names; says which of the named themes are no longer there.
    pub fn rename(&self, records: &mut [Record]) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for renamed in &self.themes {
            for from in &renamed.from {
                let mut is_there = false;
                for record in records.iter_mut() {
                    let is_kind = renamed.kind.is_none_or(|kind| kind == record.kind);
                    if is_kind && record.theme.eq_ignore_ascii_case(from) {
                        record.theme.clone_from(&renamed.to);
                        is_there = true;
                    }
                }
                if !is_there {
                    let message = format!("no statement has the theme `{from}` any more");
                    diagnostics.push(
                        Diagnostic::warning("listen/unknown-theme", renamed.place.clone(), message)
                            .help("name it as `doorwise listen` prints it, or correct single quotes under `quotes:`"),
                    );
                }
            }
        }
        diagnostics
    }
}

/// A sentence that the machine took for nothing and a person for something.
fn missed(
    quote: &Quote,
    wanted: &str,
    interviews: &[Interview],
    is_file: &dyn Fn(&Path) -> bool,
) -> Option<Record> {
    for interview in interviews
        .iter()
        .filter(|interview| is_file(&interview.file))
    {
        for turn in interview.turns.iter().filter(|turn| turn.is_participant()) {
            for range in sentences(&turn.text) {
                let own = folded(&turn.text[range.clone()]);
                if !(own.contains(wanted) || (wanted.contains(&own) && own.len() > 20)) {
                    continue;
                }
                let sentence = turn.text[range.clone()].to_owned();
                let cut = turn.verbatim(range);
                return Some(Record {
                    file: interview.file.clone(),
                    line: cut.line,
                    speaker: turn.speaker.clone().unwrap_or_default(),
                    side: turn.side,
                    time: cut.time,
                    kind: Kind::Pain,
                    theme: quote.theme.clone().unwrap_or_default(),
                    tier: Tier::Strong,
                    quote: cut.quote,
                    sentence,
                    question: None,
                    cues: Vec::new(),
                });
            }
        }
    }
    None
}

/// Says that a quote is gone, and what it may have become; silent where its file was not read.
fn broken(
    quote: &Quote,
    interviews: &[Interview],
    is_file: &dyn Fn(&Path) -> bool,
) -> Option<Diagnostic> {
    let read: Vec<&Interview> = interviews
        .iter()
        .filter(|interview| is_file(&interview.file))
        .collect();
    if read.is_empty() {
        return None;
    }
    let wanted = words(&quote.says);
    let mut nearest: Option<(f64, String)> = None;
    for interview in &read {
        for turn in &interview.turns {
            for range in sentences(&turn.text) {
                let text = &turn.text[range];
                let own = words(text);
                let n = wanted.iter().filter(|word| own.contains(word)).count();
                let share = n as f64 / wanted.len().max(own.len()).max(1) as f64;
                if share >= NEAR && nearest.as_ref().is_none_or(|(best, _)| share > *best) {
                    nearest = Some((
                        share,
                        format!("{}:{}: {text}", interview.file.display(), turn.line),
                    ));
                }
            }
        }
    }
    let message = format!(
        "the quote \u{201c}{}\u{201d} stands in no interview any more",
        quote.says
    );
    let found = Diagnostic::warning("listen/broken-quote", quote.place.clone(), message)
        .help("copy the words again as the file has them now, or take the entry out");
    Some(match nearest {
        Some((_, text)) => found.note(format!("nearest now: {text}")),
        None => found,
    })
}

fn folded(text: &str) -> String {
    text.replace('\u{2019}', "'")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
