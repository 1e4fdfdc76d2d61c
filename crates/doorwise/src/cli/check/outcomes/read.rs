//! A table of copy with what it brought.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use doorwise_market::source::{self, ReadOptions};
use doorwise_market::table::Table;
use doorwise_model::copy::Copy;
use doorwise_model::workspace::load;
use doorwise_vocab::number;
use doorwise_vocab::text::squeezed;

use crate::shell::Fault;

/// Fields of the table with the headers that mean them, best known first.
const FIELDS: [(&str, &[&str]); 8] = [
    (
        "text",
        &[
            "text",
            "copy",
            "body",
            "message",
            "headline",
            "mail",
            "email body",
            "mail body",
            "ad text",
            "creative",
            "content",
            "opener",
        ],
    ),
    ("subject", &["subject", "subject line", "email subject"]),
    ("path", &["path", "file", "copy file", "copy path"]),
    ("channel", &["channel"]),
    (
        "hits",
        &[
            "replies",
            "positive replies",
            "clicks",
            "conversions",
            "sign ups",
            "signups",
            "meetings",
            "responses",
            "answers",
        ],
    ),
    (
        "sent",
        &[
            "sent",
            "impressions",
            "delivered",
            "sends",
            "recipients",
            "visitors",
            "views",
            "visits",
            "mails",
        ],
    ),
    (
        "outcome",
        &[
            "outcome",
            "replied",
            "reply",
            "clicked",
            "converted",
            "answered",
            "won",
            "success",
        ],
    ),
    (
        "test",
        &[
            "clickability_test_id",
            "test id",
            "test",
            "experiment",
            "experiment id",
            "campaign",
            "campaign id",
            "sequence",
            "ab test",
        ],
    ),
];

/// One copy and what it brought.
pub(super) struct Sent {
    pub(super) copy: Copy,
    pub(super) hits: f64,
    /// Times sent; 1 where the table says yes or no.
    pub(super) n: f64,
    /// Number of its test; 0 where no column says it.
    pub(super) test: u64,
}

impl Sent {
    pub(super) fn rate(&self) -> f64 {
        self.hits / self.n
    }
}

/// Every copy that has an outcome.
pub(super) struct Outcomes {
    pub(super) sent: Vec<Sent>,
    /// Rows left out, by reason.
    pub(super) left_out: BTreeMap<&'static str, usize>,
    /// Columns by field.
    pub(super) columns: BTreeMap<&'static str, String>,
}

/// Reads the table; `named` says fields by `field=column`.
pub(super) fn read(
    path: &Path,
    channel: Option<&str>,
    named: &[String],
) -> Result<Outcomes, Fault> {
    let table = source::read(path, &ReadOptions::default())?;
    let columns = columns(&table, named)?;
    let cell = |field: &str, row: usize| -> &str {
        let column = columns.get(field).and_then(|header| table.column(header));
        column.map_or("", |column| column.value(row).trim())
    };
    let mut outcomes = Outcomes {
        sent: Vec::new(),
        left_out: BTreeMap::new(),
        columns: columns.clone(),
    };
    let mut tests: BTreeMap<String, u64> = BTreeMap::new();
    for row in 0..table.rows() {
        let (hits, n) = match counted(&|field| cell(field, row), columns.contains_key("outcome")) {
            Ok(counted) => counted,
            Err(why) => {
                *outcomes.left_out.entry(why).or_default() += 1;
                continue;
            }
        };
        let Some(mut copy) = copy_of(path, &|field| cell(field, row)) else {
            *outcomes.left_out.entry("without a text").or_default() += 1;
            continue;
        };
        // Rows are told apart, also where two send the same file.
        copy.file = PathBuf::from(format!("{}#{row}", table.place(row)));
        if let Some(channel) = Some(cell("channel", row))
            .filter(|channel| !channel.is_empty())
            .or(channel)
        {
            copy.channel = Some(channel.to_owned());
        }
        let next = tests.len() as u64 + 1;
        let test = match columns.contains_key("test") {
            true => *tests.entry(cell("test", row).to_owned()).or_insert(next),
            false => 0,
        };
        outcomes.sent.push(Sent {
            copy,
            hits,
            n,
            test,
        });
    }
    if outcomes.sent.is_empty() {
        return Err(Fault::asked(
            format!("no row of `{}` has a text and an outcome", path.display()),
            "each row needs a text and replies with sent, clicks with impressions, or 0 and 1",
        ));
    }
    Ok(outcomes)
}

/// Returns the header of each field that the table has.
fn columns(table: &Table, named: &[String]) -> Result<BTreeMap<&'static str, String>, Fault> {
    let mut columns: BTreeMap<&'static str, String> = BTreeMap::new();
    for (field, headers) in FIELDS {
        let known = headers.iter().find_map(|header| {
            let wanted = squeezed(header);
            table
                .columns
                .iter()
                .find(|column| squeezed(&column.header) == wanted)
        });
        columns.extend(known.map(|column| (field, column.header.clone())));
    }
    for each in named {
        let fields = FIELDS.map(|(field, _)| field).join(", ");
        let (field, header) = each.split_once('=').ok_or_else(|| {
            Fault::asked(
                format!("`{each}` names no column"),
                format!("write --column FIELD=COLUMN, with a field of {fields}"),
            )
        })?;
        let (field, _) = FIELDS
            .iter()
            .find(|(known, _)| *known == field.trim())
            .ok_or_else(|| {
                Fault::asked(
                    format!("there is no field `{field}` here"),
                    format!("use one of {fields}"),
                )
            })?;
        let header = table.header_like(header.trim()).ok_or_else(|| {
            let headers: Vec<&str> = table
                .columns
                .iter()
                .map(|column| column.header.as_str())
                .collect();
            Fault::asked(
                format!("the table has no column `{}`", header.trim()),
                format!("its columns are {}", headers.join(", ")),
            )
        })?;
        columns.insert(field, header.to_owned());
        // Who names the one way to count does not want the other.
        match *field {
            "outcome" => {
                columns.remove("hits");
                columns.remove("sent");
            }
            "hits" | "sent" => {
                columns.remove("outcome");
            }
            _ => {}
        }
    }
    if columns.contains_key("hits") && columns.contains_key("sent") {
        columns.remove("outcome");
    } else {
        // Clicks without impressions are yes or no where they are 0 and 1.
        if let Some(hits) = columns.remove("hits")
            && !columns.contains_key("outcome")
        {
            columns.insert("outcome", hits);
        }
        columns.remove("sent");
    }
    let has_text = ["text", "subject", "path"]
        .iter()
        .any(|field| columns.contains_key(field));
    if !has_text || !(columns.contains_key("hits") || columns.contains_key("outcome")) {
        let headers: Vec<&str> = table
            .columns
            .iter()
            .map(|column| column.header.as_str())
            .collect();
        let lacks = if has_text {
            "what the copies brought"
        } else {
            "the copies"
        };
        return Err(Fault::asked(
            format!("no column of `{}` holds {lacks}", table.name),
            format!(
                "name it, such as --column text=headline --column hits=clicks --column sent=impressions; its columns are {}",
                headers.join(", ")
            ),
        ));
    }
    Ok(columns)
}

/// Returns hits and times sent of a row, or why it does not count.
fn counted<'t>(
    cell: &dyn Fn(&str) -> &'t str,
    is_yes_or_no: bool,
) -> Result<(f64, f64), &'static str> {
    let count = |field: &str| {
        number::number(cell(field))
            .value()
            .filter(|number| number.is_finite() && *number >= 0.0)
    };
    if is_yes_or_no {
        return match cell("outcome").to_lowercase().as_str() {
            "1" | "1.0" | "yes" | "true" | "y" | "won" | "replied" | "clicked" | "converted" => {
                Ok((1.0, 1.0))
            }
            "0" | "0.0" | "no" | "false" | "n" | "lost" | "none" => Ok((0.0, 1.0)),
            "" => Err("without an outcome"),
            _ => Err("whose outcome is neither yes nor no"),
        };
    }
    let (Some(hits), Some(n)) = (count("hits"), count("sent")) else {
        return Err("without an outcome");
    };
    if n == 0.0 {
        Err("never sent")
    } else if hits > n {
        Err("with more answers than sent")
    } else {
        Ok((hits, n))
    }
}

/// Returns the copy of a row: the file it names, else its text; a subject alone is a text too.
fn copy_of<'t>(table: &Path, cell: &dyn Fn(&str) -> &'t str) -> Option<Copy> {
    let file = cell("path");
    if !file.is_empty() {
        let path = table.parent().unwrap_or(Path::new("")).join(file);
        let read = load::read_loose_copy(&path, &load::read_bytes(&path).ok()?);
        let mut copy = read.copies.into_iter().next()?;
        // Its places are of no use here; a rule's findings are only counted.
        copy.origin = None;
        return Some(copy);
    }
    let (text, subject) = (cell("text"), cell("subject"));
    let body = if text.is_empty() { subject } else { text };
    if body.is_empty() {
        return None;
    }
    Some(Copy {
        subject: Some(subject.to_owned()).filter(|subject| !subject.is_empty() && !text.is_empty()),
        language: "en".to_owned(),
        body: body.to_owned(),
        body_line: 1,
        ..Copy::default()
    })
}
