//! `doorwise title`

mod lines;
mod table;

use std::path::{Path, PathBuf};

use doorwise_model::workspace::load::WORKSPACE_FILE;
use doorwise_vocab::title::{Grammar, Title};
use serde::Serialize;

use super::{OutputFormat, own_titles};
use crate::shell::{Fault, Shell, Status};

/// Say what a job title means: function, seniority, and why
///
/// `doorwise title "AVP - Marketing"` explains one title; `doorwise title -` reads titles line by
/// line from standard input and prints one JSON object a line; `doorwise title --table contacts.csv
/// --out read.csv` reads a column of a table and writes the table with what its titles say.
/// Words of your own stand in a list: a line each, with the name of the list, its cells and the
/// words, parted by tabs, such as `role`, `marketing`, `strong`, `ic`, `en`, `growth wizard`.
#[derive(Debug, clap::Args)]
pub(crate) struct TitleArgs {
    /// Job titles, or - to read them line by line
    #[arg(required_unless_present = "table", conflicts_with = "table")]
    titles: Vec<String>,
    /// Table with a column of titles: CSV, xlsx, Parquet or JSON
    #[arg(long, value_name = "FILE", requires = "out")]
    table: Option<PathBuf>,
    /// Column of the titles, where it is not found by itself
    #[arg(long, value_name = "NAME", requires = "table")]
    column: Option<String>,
    /// Sheet of a spreadsheet
    #[arg(long, value_name = "NAME", requires = "table")]
    sheet: Option<String>,
    /// Encoding of text that is not UTF-8; else it is found out
    #[arg(long, value_name = "NAME", requires = "table")]
    encoding: Option<String>,
    /// Where to write the table's columns and ours: .csv, .jsonl or .parquet
    #[arg(long, value_name = "FILE", requires = "table")]
    out: Option<PathBuf>,
    /// Leave the reasons out, for many titles
    #[arg(long)]
    brief: bool,
    /// Your own words, read before ours; else titles.tsv beside doorwise.yaml, where there is one
    #[arg(long, value_name = "FILE")]
    lists: Option<PathBuf>,
    /// How to print; reading from - prints JSON lines in any case
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

#[derive(Serialize)]
struct TitleView<'a> {
    title: &'a str,
    function: &'static str,
    seniority: &'static str,
    other_functions: Vec<&'static str>,
    band: &'static str,
    person: bool,
    confidence: f64,
    flags: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<Vec<String>>,
}

/// Reads one title, with its reasons unless the answer is to be `brief`.
fn view<'a>(grammar: &Grammar, written: &'a str, brief: bool) -> TitleView<'a> {
    let (read, reasons) = if brief {
        (grammar.title(written), None)
    } else {
        let (read, reasons) = grammar.explain(written);
        (read, Some(reasons))
    };
    TitleView {
        title: written,
        function: read.function.as_str(),
        seniority: read.seniority.as_str(),
        other_functions: others(&read),
        band: read.seniority.band().as_str(),
        person: read.is_person(),
        confidence: read.confidence,
        flags: flags(&read),
        reasons,
    }
}

fn others(read: &Title) -> Vec<&'static str> {
    let functions = read.other_functions.iter();
    functions.map(|function| function.as_str()).collect()
}

fn flags(read: &Title) -> Vec<&'static str> {
    read.flags.iter().map(|flag| flag.as_str()).collect()
}

pub(crate) fn run(args: &TitleArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let grammar = grammar(args.lists.as_deref())?;
    if let (Some(path), Some(out)) = (&args.table, &args.out) {
        table::read(args, path, out, &grammar, shell)?;
    } else if args.titles == ["-"] {
        lines::read(&grammar, args.brief, shell)?;
    } else {
        for written in &args.titles {
            let view = view(&grammar, written, args.brief);
            match args.format {
                OutputFormat::Json => shell.print_json(&view)?,
                OutputFormat::Text => shell.print(&text(&view))?,
            }
        }
    }
    Ok(Status::Clean)
}

fn text(view: &TitleView<'_>) -> String {
    let mut text = format!(
        "{}\n  function    {}\n  seniority   {}\n  confidence  {:.2}\n",
        view.title, view.function, view.seniority, view.confidence
    );
    if !view.other_functions.is_empty() {
        text += &format!("  also        {}\n", view.other_functions.join(", "));
    }
    if !view.flags.is_empty() {
        text += &format!("  flags       {}\n", view.flags.join(", "));
    }
    for reason in view.reasons.iter().flatten() {
        text += &format!("  because     {reason}\n");
    }
    text
}

/// Returns the built-in grammar, with the words of a file or of the workspace before its own.
fn grammar(lists: Option<&Path>) -> Result<Grammar, Fault> {
    let in_workspace = Path::new(WORKSPACE_FILE).is_file();
    match lists.map(Path::to_path_buf) {
        Some(path) => own_titles::read(&path),
        None if in_workspace && Path::new(own_titles::FILE).is_file() => {
            own_titles::read(Path::new(own_titles::FILE))
        }
        None => own_titles::built_in(),
    }
}
