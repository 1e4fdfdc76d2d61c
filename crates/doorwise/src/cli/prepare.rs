//! `doorwise prepare`

use std::path::{Path, PathBuf};
use std::time::Instant;

use doorwise_market::prepared::{self, Preparation, State};
use doorwise_market::source::ReadOptions;
use doorwise_model::workspace::load;
use serde::Serialize;

use super::OutputFormat;
use crate::shell::{Fault, Shell, Status};

/// Prepare tables, so that every later run starts from codes and not from text
///
/// The prepared table stands beside its source (companies.csv.prepared) and is used by every verb
/// that reads it, for as long as the source stays as it is; when the source has changed it is made
/// anew. It can be removed at any time. Worth it from about 100,000 rows on.
#[derive(Debug, clap::Args)]
pub(crate) struct PrepareArgs {
    /// Tables or folders of tables; without any, the tables of the workspace here
    tables: Vec<PathBuf>,
    /// Sheet of a spreadsheet
    #[arg(long, value_name = "NAME", requires = "tables")]
    sheet: Option<String>,
    /// Encoding of text that is not UTF-8, such as windows-1252 or macintosh; else it is found out
    #[arg(long, value_name = "NAME", requires = "tables")]
    encoding: Option<String>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// One table that was prepared.
#[derive(Serialize)]
struct PreparedView {
    table: String,
    prepared: String,
    rows: usize,
    columns: usize,
    bytes: u64,
    seconds: f64,
    skipped_rows: Vec<String>,
    notes: Vec<String>,
}

pub(crate) fn run(args: &PrepareArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let mut views = Vec::new();
    for (table, options) in tables(args)? {
        let bar = shell.progress("preparing");
        let start = Instant::now();
        let made = prepared::prepare(&table, &options)?;
        bar.finish_and_clear();
        views.push(view(&table, made, start.elapsed().as_secs_f64()));
    }
    match args.format {
        OutputFormat::Json => shell.print_json(&views)?,
        OutputFormat::Text => {
            for view in &views {
                shell.print(&format!(
                    "{}: {} rows, {} columns, {} MB in {:.1} s → {}\n",
                    view.table,
                    view.rows,
                    view.columns,
                    view.bytes.div_ceil(1_000_000),
                    view.seconds,
                    view.prepared,
                ))?;
                for note in &view.notes {
                    shell.say(&format!("{}: {note}", view.table));
                }
                for skipped in &view.skipped_rows {
                    shell.say(&format!("skipped {skipped}"));
                }
            }
        }
    }
    let is_whole = views.iter().all(|view| view.skipped_rows.is_empty());
    Ok(if is_whole {
        Status::Clean
    } else {
        Status::Findings
    })
}

fn view(table: &Path, made: Preparation, seconds: f64) -> PreparedView {
    PreparedView {
        table: table.display().to_string(),
        prepared: made.path.display().to_string(),
        rows: made.rows,
        columns: made.columns,
        bytes: made.bytes,
        seconds,
        skipped_rows: made.skipped,
        notes: made.notes,
    }
}

/// Returns the tables to prepare, each once, and how they are read.
fn tables(args: &PrepareArgs) -> Result<Vec<(PathBuf, ReadOptions)>, Fault> {
    let mut tables: Vec<(PathBuf, ReadOptions)> = Vec::new();
    if args.tables.is_empty() {
        let root = Path::new(".");
        let workspace = load::load(root)?.value;
        for map in &workspace.tables {
            let path = root.join(&map.path);
            if tables.iter().any(|(known, _)| *known == path) {
                // Two sheets of one workbook: one place cannot hold both.
                continue;
            }
            tables.push((path, ReadOptions::of(map)));
        }
        return Ok(tables);
    }
    let options = ReadOptions {
        sheet: args.sheet.clone(),
        encoding: args.encoding.clone(),
        ..ReadOptions::default()
    };
    let named = args.tables.iter();
    Ok(named
        .map(|table| (table.clone(), options.clone()))
        .collect())
}

/// Prepares a table anew whose source changed since it was prepared, and says so.
pub(crate) fn freshen(table: &Path, options: &ReadOptions, shell: &mut Shell) {
    if !matches!(prepared::state(table, options), State::Stale) {
        return;
    }
    let bar = shell.progress("preparing");
    let made = prepared::prepare(table, options);
    bar.finish_and_clear();
    // Without it the source is read, which says the same; a fault of the source is told by its reader.
    shell.say(&match made {
        Ok(_) => format!("{} changed: prepared anew", table.display()),
        Err(error) => format!(
            "{} changed since it was prepared and could not be prepared anew; its source is read: {error}",
            table.display()
        ),
    });
}
