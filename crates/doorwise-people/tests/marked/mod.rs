//! Transcripts whose statements a person has marked, and how well the miner finds them.

mod layout;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use doorwise_people::interview::{self, Interview};
use doorwise_people::listen::{self, Record, Tier};

/// A span that a person marked.
pub(crate) struct Mark {
    /// Kind, or the reason of a trap.
    pub(crate) kind: String,
    pub(crate) quote: String,
    pub(crate) is_trap: bool,
}

/// One transcript with its marks.
pub(crate) struct Transcript {
    pub(crate) name: String,
    pub(crate) interview: Interview,
    pub(crate) marks: Vec<Mark>,
    pub(crate) n_turns: Option<u64>,
}

/// Counts of one kind or of all.
#[derive(Clone, Default)]
pub(crate) struct Score {
    pub(crate) n_strong: usize,
    pub(crate) n_strong_right: usize,
    pub(crate) n_marks: usize,
    pub(crate) n_found_strong: usize,
    pub(crate) n_found: usize,
    pub(crate) n_records: usize,
    pub(crate) n_traps: usize,
    pub(crate) n_traps_strong: usize,
    pub(crate) n_traps_review: usize,
}

/// What one transcript scored.
pub(crate) struct Scored {
    pub(crate) total: Score,
    pub(crate) by_kind: BTreeMap<String, Score>,
    pub(crate) errors: Vec<String>,
}

/// Reads a folder's marked transcripts, in order of their names.
pub(crate) fn folder(folder: &Path) -> Vec<Transcript> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = || std::fs::read_to_string(&path).expect("a text");
        if name.ends_with("_gold.json") && name != "gold_themes.json" {
            found.push(gold(folder, &text()));
        } else if name.ends_with(".txt") && text().contains(": {") {
            found.push(inline(&name, &text()));
        }
    }
    found
}

fn gold(folder: &Path, text: &str) -> Transcript {
    let gold: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let name = gold["file"].as_str().expect("a file").to_owned();
    let export = std::fs::read_to_string(folder.join(&name)).expect("the export");
    let mut marks = Vec::new();
    for (list, kind, is_trap) in [("annotations", "kind", false), ("traps", "reason", true)] {
        for mark in gold[list].as_array().expect("a list") {
            marks.push(Mark {
                kind: mark[kind].as_str().expect("a kind").to_owned(),
                quote: mark["quote"].as_str().expect("a quote").to_owned(),
                is_trap,
            });
        }
    }
    Transcript {
        interview: interview::read(Path::new(&name), &export).value,
        name,
        marks,
        n_turns: gold["turns"].as_u64(),
    }
}

/// Reads marks out of the text: `{pain: nobody knows}` and `{!negated: no problem}`.
///
/// A first line `layout: srt` asks for the text as that program would have exported it.
pub(crate) fn inline(name: &str, text: &str) -> Transcript {
    let mut plain = String::new();
    let mut marks = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}').expect("a closed mark");
        let (kind, quote) = rest[open + 1..close].split_once(": ").expect("a kind");
        plain.push_str(&rest[..open]);
        plain.push_str(quote);
        marks.push(Mark {
            kind: kind.trim_start_matches('!').to_owned(),
            quote: quote.to_owned(),
            is_trap: kind.starts_with('!'),
        });
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    let layout = plain
        .strip_prefix("layout: ")
        .and_then(|rest| rest.split_once('\n'));
    let (layout, plain) = layout.unwrap_or(("labelled", &plain));
    let n_turns = plain.lines().filter(|line| !line.trim().is_empty()).count();
    let (file, export) = layout::export(layout, plain);
    Transcript {
        name: name.to_owned(),
        n_turns: Some(n_turns as u64),
        interview: interview::read(Path::new(&file), &export).value,
        marks,
    }
}

fn bag(text: &str) -> BTreeMap<String, usize> {
    let mut bag = BTreeMap::new();
    for word in text
        .to_lowercase()
        .split(|ch: char| !ch.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *bag.entry(word.to_owned()).or_default() += 1;
    }
    bag
}

/// Whether two spans share at least 0.7 of the shorter's words.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (bag(one), bag(other));
    let n_shared: usize = one
        .iter()
        .map(|(word, n)| (*n).min(other.get(word).copied().unwrap_or(0)))
        .sum();
    let shorter = one.values().sum::<usize>().min(other.values().sum());
    shorter > 0 && 10 * n_shared >= 7 * shorter
}

impl Transcript {
    /// Whether the marks know limits and signatures at all.
    pub(crate) fn knows_power(&self) -> bool {
        self.marks
            .iter()
            .any(|mark| mark.kind == "authority" || mark.kind == "spending_limit")
    }

    pub(crate) fn score(&self) -> Scored {
        let records = listen::mine(&self.interview);
        let mut scored = Scored {
            total: Score::default(),
            by_kind: BTreeMap::new(),
            errors: Vec::new(),
        };
        // Kinds that the marks do not know at all are not judged.
        let knows_power = self.knows_power();
        let hits = |record: &Record, mark: &Mark| is_same(&record.quote, &mark.quote);
        for record in &records {
            let is_strong = record.tier == Tier::Strong;
            if record.kind.is_power() && !knows_power {
                continue;
            }
            let kind = record.kind.as_str();
            let at = self
                .marks
                .iter()
                .find(|mark| !mark.is_trap && mark.kind == kind && hits(record, mark));
            let trap = self
                .marks
                .iter()
                .find(|mark| mark.is_trap && hits(record, mark) && at.is_none());
            let other = self
                .marks
                .iter()
                .find(|mark| !mark.is_trap && hits(record, mark));
            for score in [
                scored.by_kind.entry(kind.to_owned()).or_default(),
                &mut scored.total,
            ] {
                score.n_records += 1;
                score.n_strong += usize::from(is_strong);
                score.n_strong_right += usize::from(is_strong && at.is_some());
                score.n_traps_strong += usize::from(is_strong && trap.is_some());
                score.n_traps_review += usize::from(!is_strong && trap.is_some());
            }
            if at.is_none() {
                let is = match (trap, other) {
                    (Some(trap), _) => format!("TRAP {}", trap.kind),
                    (_, Some(other)) => format!("is {}", other.kind),
                    _ => "-".to_owned(),
                };
                scored.errors.push(format!(
                    "{} {kind} [{is}] {} {:?}",
                    record.tier.as_str(),
                    record.quote,
                    record.cues
                ));
            }
        }
        for mark in &self.marks {
            if mark.is_trap {
                scored.total.n_traps += 1;
                continue;
            }
            let found = |tier: Option<Tier>| {
                records.iter().any(|record| {
                    record.kind.as_str() == mark.kind
                        && tier.is_none_or(|tier| record.tier == tier)
                        && hits(record, mark)
                })
            };
            let (strong, any) = (found(Some(Tier::Strong)), found(None));
            for score in [
                scored.by_kind.entry(mark.kind.clone()).or_default(),
                &mut scored.total,
            ] {
                score.n_marks += 1;
                score.n_found_strong += usize::from(strong);
                score.n_found += usize::from(any);
            }
            if !any {
                scored
                    .errors
                    .push(format!("MISSED {} {}", mark.kind, mark.quote));
            }
        }
        scored
    }
}

impl Score {
    pub(crate) fn add(&mut self, other: &Self) {
        self.n_strong += other.n_strong;
        self.n_strong_right += other.n_strong_right;
        self.n_marks += other.n_marks;
        self.n_found_strong += other.n_found_strong;
        self.n_found += other.n_found;
        self.n_records += other.n_records;
        self.n_traps += other.n_traps;
        self.n_traps_strong += other.n_traps_strong;
        self.n_traps_review += other.n_traps_review;
    }

    pub(crate) fn strong_precision(&self) -> f64 {
        share(self.n_strong_right, self.n_strong)
    }

    pub(crate) fn strong_recall(&self) -> f64 {
        share(self.n_found_strong, self.n_marks)
    }

    pub(crate) fn recall(&self) -> f64 {
        share(self.n_found, self.n_marks)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "strong P {:.2} ({}/{})  R {:.2} ({}/{})  with review R {:.2} ({}/{}) of {} records",
            self.strong_precision(),
            self.n_strong_right,
            self.n_strong,
            self.strong_recall(),
            self.n_found_strong,
            self.n_marks,
            self.recall(),
            self.n_found,
            self.n_marks,
            self.n_records
        )
    }
}
