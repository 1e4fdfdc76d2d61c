//! `doorwise.yaml` from what is known at the start: the offer and the tables found.

use doorwise_vocab::money::Currency;
use doorwise_vocab::title::Function;

use super::{list, one_or_list};
use crate::diagnostic::slashed;
use crate::tables::{Joined, OutcomeWords, TableKind};
use crate::yaml::edit::{self, Edit, EditRefused, PathPart, scalar};
use crate::yaml::node;
use std::path::PathBuf;

/// What is known of the workspace at the start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetupParts {
    /// The company's name.
    pub name: Option<String>,
    /// What the offer does, in one sentence.
    pub offer_says: Option<String>,
    /// The product's name.
    pub product: Option<String>,
    /// The function that buys it.
    pub buying_function: Option<Function>,
    /// Currency in which amounts are shown.
    pub currency: Option<Currency>,
    /// The tables found.
    pub tables: Vec<TableParts>,
}

/// One table with the columns found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct TableParts {
    /// What its rows are.
    pub kind: TableKind,
    /// File, folder or pattern, from the workspace's root.
    pub path: PathBuf,
    /// Sheet of a spreadsheet.
    pub sheet: Option<String>,
    /// Encoding of text, where it was told.
    pub encoding: Option<String>,
    /// Further files whose columns are put beside those of this one.
    pub joined: Vec<Joined>,
    /// The columns found, in order.
    pub columns: Vec<ColumnPart>,
    /// The user's own words for how a deal ended.
    pub outcomes: OutcomeWords,
    /// Currency of amounts that name none.
    pub currency: Option<Currency>,
}

/// One field with the headers read for it.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnPart {
    /// Our field.
    pub field: String,
    /// The headers, in order.
    pub headers: Vec<String>,
    /// How sure the match is, 0 to 1.
    pub confidence: f64,
    /// What it rests on: "header and content".
    pub why: String,
}

/// Returns the workspace's own file; each column carries its confidence as a comment.
pub fn doorwise_yaml(parts: &SetupParts) -> String {
    let mut out = String::from("# yaml-language-server: $schema=.doorwise/schema/doorwise.json\n");
    if let Some(name) = &parts.name {
        out.push_str(&format!("name: {}\n", scalar(name)));
    }
    let offer: Vec<(&str, String)> = [
        ("says", parts.offer_says.clone()),
        ("product", parts.product.clone()),
        (
            "buying_function",
            parts
                .buying_function
                .map(|function| function.as_str().to_owned()),
        ),
    ]
    .into_iter()
    .filter_map(|(field, value)| value.map(|value| (field, value)))
    .collect();
    if !offer.is_empty() {
        out.push_str("offer:\n");
        for (field, value) in offer {
            out.push_str(&format!("  {field}: {}\n", scalar(&value)));
        }
        out.push_str("  assumption: all\n");
    }
    if let Some(currency) = parts.currency {
        out.push_str(&format!("currency: {currency}\n"));
    }
    if !parts.tables.is_empty() {
        out.push_str("tables:\n");
        for table in &parts.tables {
            write_table(&mut out, table);
        }
    }
    out
}

/// Adds a table to a workspace file that is there already; comments and order stay.
///
/// # Errors
/// Returns why the file was left as it is.
pub fn add_table(text: &str, table: &TableParts) -> Result<String, EditRefused> {
    let mut written = String::new();
    write_table(&mut written, table);
    // The entry's own key is given apart, and its value stands two steps further left.
    let value: Vec<&str> = written
        .lines()
        .skip(1)
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    let tables = vec![PathPart::Key("tables".to_owned())];
    let has_tables = node::read(text).is_ok_and(|root| root.get("tables").is_some());
    let insert = if has_tables {
        Edit::Insert {
            path: tables,
            key: table.kind.as_str().to_owned(),
            value_yaml: value.join("\n"),
        }
    } else {
        let value_yaml = written
            .lines()
            .map(|line| line.strip_prefix("  ").unwrap_or(line))
            .collect::<Vec<_>>()
            .join("\n");
        Edit::Insert {
            path: Vec::new(),
            key: "tables".to_owned(),
            value_yaml,
        }
    };
    edit::apply(text, &[insert])
}

fn write_table(out: &mut String, table: &TableParts) {
    out.push_str(&format!(
        "  {}:\n    path: {}\n",
        table.kind.as_str(),
        scalar(&slashed(&table.path))
    ));
    if let Some(sheet) = &table.sheet {
        out.push_str(&format!("    sheet: {}\n", scalar(sheet)));
    }
    if let Some(encoding) = &table.encoding {
        out.push_str(&format!("    encoding: {}\n", scalar(encoding)));
    }
    if let Some(currency) = table.currency {
        out.push_str(&format!("    currency: {currency}\n"));
    }
    if !table.joined.is_empty() {
        out.push_str("    joined:\n");
    }
    for joined in &table.joined {
        let path = scalar(&slashed(&joined.path));
        out.push_str(&format!("      - path: {path}\n"));
        if let Some(sheet) = &joined.sheet {
            out.push_str(&format!("        sheet: {}\n", scalar(sheet)));
        }
        if let Some(encoding) = &joined.encoding {
            out.push_str(&format!("        encoding: {}\n", scalar(encoding)));
        }
        out.push_str(&format!("        by: {}\n", scalar(&joined.by)));
    }
    if !table.columns.is_empty() {
        out.push_str("    columns:\n");
        for column in &table.columns {
            // A comment ends with its line, so a line break in it would become YAML.
            let why = column.why.split_whitespace().collect::<Vec<_>>().join(" ");
            out.push_str(&format!(
                "      {}: {}   # {:.2}, {why}\n",
                scalar(&column.field),
                one_or_list(&column.headers),
                column.confidence
            ));
        }
    }
    let outcomes: Vec<String> = [
        ("won", &table.outcomes.won),
        ("lost", &table.outcomes.lost),
        ("open", &table.outcomes.open),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .map(|(name, words)| format!("      {name}: {}\n", list(words)))
    .collect();
    if !outcomes.is_empty() {
        out.push_str("    outcomes:\n");
        out.extend(outcomes);
    }
}
