//! `doorwise refresh`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use doorwise_market::mapping;
use doorwise_market::refresh::{self, Event, HISTORY, Kind, Manner, Refresh};
use doorwise_market::source::{self, ReadOptions};
use doorwise_market::table::{Format, Table};
use doorwise_market::write::{self, Cell, ColumnKind};
use doorwise_model::diagnostic::slashed;
use doorwise_model::save;
use doorwise_model::tables::{TableKind, TableMap};
use doorwise_model::workspace::load;
use doorwise_model::yaml::edit::{self, Edit, PathPart};
use doorwise_vocab::date::{self, Date, DateOrder};
use serde::Serialize;

use super::OutputFormat;
use crate::output::refresh_text;
use crate::shell::{Fault, Shell, Status};

/// Compare a new export of a list of companies with the one before: new, changed, gone, renamed
///
/// Compares with the workspace's companies table, or with --old. Cells are compared by what they
/// mean, so another spelling or order is no change. With --out every company is written once, with
/// first_seen, last_seen, changed and gone; companies that left the list stay, marked. In a
/// workspace, doorwise.yaml then names that file.
#[derive(Debug, clap::Args)]
pub(crate) struct RefreshArgs {
    /// The new list: CSV, xlsx, Parquet, JSON lines
    new: PathBuf,
    /// The list before, instead of the workspace's companies table
    #[arg(long, value_name = "FILE")]
    old: Option<PathBuf>,
    /// The workspace: the folder that holds doorwise.yaml
    #[arg(
        long,
        value_name = "FOLDER",
        default_value = ".",
        conflicts_with = "old"
    )]
    workspace: PathBuf,
    /// Day of the new list
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: String,
    /// Day of the list before, where it was never refreshed
    #[arg(long, value_name = "YYYY-MM-DD")]
    old_date: Option<String>,
    /// Read a field from a column, such as --map id=slug
    #[arg(long = "map", value_name = "FIELD=COLUMN", requires = "old")]
    maps: Vec<String>,
    /// Where to write the merged table: a .csv, .parquet or .jsonl file
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Where to write what happened; rows that are there already stay: a .csv, .parquet or .jsonl file
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,
    /// Let --out take the place of a file that exists
    #[arg(long)]
    force: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// What `doorwise refresh --format json` prints.
#[derive(Serialize)]
pub(crate) struct RefreshView {
    pub(crate) old: String,
    pub(crate) new: String,
    pub(crate) date: String,
    pub(crate) kept: usize,
    pub(crate) new_companies: usize,
    pub(crate) returned: usize,
    pub(crate) gone: usize,
    pub(crate) renamed: usize,
    pub(crate) changed: usize,
    pub(crate) companies: usize,
    pub(crate) fields: Vec<FieldView>,
    pub(crate) duplicates: Vec<[String; 2]>,
    pub(crate) apart: Vec<[String; 2]>,
    pub(crate) missing_columns: Vec<String>,
    pub(crate) skipped_rows: Vec<String>,
    pub(crate) events: Vec<EventView>,
}

/// One column where anything differs.
#[derive(Serialize)]
pub(crate) struct FieldView {
    pub(crate) field: String,
    pub(crate) changed: usize,
    pub(crate) respelled: usize,
    pub(crate) new_words: Vec<WordView>,
}

/// A word that the list writes differently throughout.
#[derive(Serialize)]
pub(crate) struct WordView {
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) companies: usize,
}

/// One thing that happened.
#[derive(Serialize)]
pub(crate) struct EventView {
    pub(crate) kind: &'static str,
    pub(crate) company_id: String,
    pub(crate) name: String,
    pub(crate) field: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

pub(crate) fn run(args: &RefreshArgs, shell: &mut Shell) -> Result<Status, Fault> {
    let date = day(&args.date, "--date")?;
    let old_date = match &args.old_date {
        Some(written) => Some(day(written, "--old-date")?),
        None => None,
    };
    let bar = shell.progress("reading tables");
    let new = source::read(&args.new, &ReadOptions::default())?;
    let (old, columns, currency, map) = match &args.old {
        Some(path) => {
            let old = source::read(path, &ReadOptions::default())?;
            let columns = guess(&new, &args.maps)?;
            (old, columns, None, None)
        }
        None => {
            let workspace = load::load(&args.workspace)?.value;
            let map = companies(&workspace.tables)?.clone();
            let old = source::read(&workspace.root.join(&map.path), &ReadOptions::of(&map))?;
            let currency = map.currency.or(workspace.currency);
            (old, map.columns.clone(), currency, Some(map))
        }
    };
    bar.finish_and_clear();
    let manner = Manner {
        columns: &columns,
        currency,
        old_date,
        date,
    };
    let found = refresh::refresh(&old, &new, &manner).map_err(asked)?;
    if let Some(out) = &args.out {
        check_out(out, args, map.as_ref())?;
        write_table(out, &found.headers, &found.rows)?;
        shell.say(&format!(
            "wrote {} companies to {}",
            found.rows.len(),
            out.display()
        ));
    }
    if let Some(history) = &args.history {
        let added = write_history(history, &found, date)?;
        shell.say(&format!("added {added} rows to {}", history.display()));
    }
    if let (Some(out), Some(map)) = (&args.out, &map) {
        point_at(&args.workspace, map, out, shell)?;
    }
    let view = view(&old, &new, &found, date);
    match args.format {
        OutputFormat::Json => shell.print_json(&view)?,
        OutputFormat::Text => shell.print(&refresh_text::show(&view))?,
    }
    Ok(if view.skipped_rows.is_empty() {
        Status::Clean
    } else {
        Status::Findings
    })
}

fn asked(fault: refresh::RefreshError) -> Fault {
    let text = fault.to_string();
    let (message, help) = text.split_once("\nhelp: ").unwrap_or((&text, ""));
    Fault::asked(message, help)
}

fn day(written: &str, flag: &str) -> Result<Date, Fault> {
    date::date(written, DateOrder::YearFirst)
        .value()
        .ok_or_else(|| {
            Fault::asked(
                format!("`{written}` is not a date"),
                format!("write {flag} YYYY-MM-DD"),
            )
        })
}

fn companies(tables: &[TableMap]) -> Result<&TableMap, Fault> {
    tables
        .iter()
        .find(|map| map.kind == TableKind::Companies)
        .ok_or_else(|| {
            Fault::asked(
                "the workspace has no companies table to compare with",
                "add one with `doorwise init --table FILE`, or name the list before with --old",
            )
        })
}

fn guess(table: &Table, maps: &[String]) -> Result<Vec<(String, Vec<String>)>, Fault> {
    let mut columns: Vec<(String, Vec<String>)> = mapping::guess_as(table, TableKind::Companies)
        .columns
        .into_iter()
        .map(|column| (column.field, column.headers))
        .collect();
    for map in maps {
        let (field, header) = map
            .split_once('=')
            .filter(|(field, header)| {
                TableKind::Companies.fields().contains(field) && table.column(header).is_some()
            })
            .ok_or_else(|| {
                Fault::asked(
                    format!(
                        "`{map}` is not a field of a company and a column of {}",
                        table.name
                    ),
                    "write --map id=slug",
                )
            })?;
        columns.retain(|(known, _)| known != field);
        columns.push((field.to_owned(), vec![header.to_owned()]));
    }
    Ok(columns)
}

/// Nothing is overwritten without being asked; the new list itself never.
fn check_out(out: &Path, args: &RefreshArgs, map: Option<&TableMap>) -> Result<(), Fault> {
    let full = |path: &Path| path.canonicalize().ok();
    let is_new_list = full(out).is_some() && full(out) == full(&args.new);
    if is_new_list || (out.exists() && !args.force) {
        let help = if is_new_list {
            "write to another file"
        } else {
            "add --force, or write to another file"
        };
        return Err(Fault::asked(
            format!("`{}` exists already", out.display()),
            help,
        ));
    }
    if map.is_some() {
        inside(&args.workspace, out)?;
    }
    Ok(())
}

/// Returns the path from the workspace's root, as doorwise.yaml writes it.
fn inside(root: &Path, out: &Path) -> Result<String, Fault> {
    let folder = match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let full = |path: &Path| {
        path.canonicalize().map_err(|source| Fault::Save {
            path: path.to_owned(),
            source,
        })
    };
    let (root, folder) = (full(root)?, full(folder)?);
    match (folder.strip_prefix(&root), out.file_name()) {
        (Ok(folder), Some(name)) => Ok(slashed(&folder.join(name))),
        _ => Err(Fault::asked(
            format!("`{}` is outside the workspace", out.display()),
            "write the merged table into the workspace, so that doorwise.yaml can name it",
        )),
    }
}

fn point_at(root: &Path, map: &TableMap, out: &Path, shell: &mut Shell) -> Result<(), Fault> {
    let to = inside(root, out)?;
    if to == slashed(&map.path) {
        return Ok(());
    }
    let path = root.join("doorwise.yaml");
    let text = std::fs::read_to_string(&path).map_err(|source| Fault::Save {
        path: path.clone(),
        source,
    })?;
    let key = |name: &str| PathPart::Key(name.to_owned());
    let table = [key("tables"), key("companies")];
    let mut edits = vec![Edit::SetScalar {
        path: [&table[..], &[key("path")]].concat(),
        to: to.clone(),
    }];
    if map.sheet.is_some() {
        edits.push(Edit::Remove {
            path: [&table[..], &[key("sheet")]].concat(),
        });
    }
    match edit::apply(&text, &edits) {
        Ok(changed) => {
            save::save(&path, changed.as_bytes()).map_err(|source| Fault::Save { path, source })?;
            shell.say(&format!("doorwise.yaml reads the companies from {to} now"));
            Ok(())
        }
        Err(refused) => Err(Fault::asked(
            format!("doorwise.yaml was left alone: {refused}"),
            format!("write `path: {to}` under tables, companies"),
        )),
    }
}

fn write_table(path: &Path, headers: &[String], rows: &[Vec<String>]) -> Result<(), Fault> {
    let kinds = vec![ColumnKind::Text; headers.len()];
    let mut writer = write::create(path, headers, &kinds)?;
    for row in rows {
        let cells: Vec<Cell<'_>> = row
            .iter()
            .map(|cell| {
                if cell.is_empty() {
                    Cell::Blank
                } else {
                    Cell::Text(cell)
                }
            })
            .collect();
        writer.row(&cells)?;
    }
    Ok(writer.finish()?)
}

/// Writes what was there and what is new behind it; the same refresh again adds nothing.
fn write_history(path: &Path, found: &Refresh, date: Date) -> Result<usize, Fault> {
    let headers = HISTORY.map(str::to_owned);
    let mut rows: Vec<Vec<String>> = Vec::new();
    if path.exists() {
        let known = source::read(path, &ReadOptions::default())?;
        let columns: Option<Vec<_>> = HISTORY.iter().map(|header| known.column(header)).collect();
        let Some(columns) = columns.filter(|_| known.skipped.is_empty()) else {
            return Err(Fault::asked(
                format!("`{}` is no history that we wrote", path.display()),
                "name another file with --history",
            ));
        };
        let is_csv = matches!(known.format, Format::Csv { .. });
        let plain = |cell| {
            if is_csv {
                write::without_formula_guard(cell)
            } else {
                cell
            }
        };
        let row = |row| {
            columns
                .iter()
                .map(|column| plain(column.value(row)).to_owned())
                .collect()
        };
        rows.extend((0..known.rows()).map(row));
    }
    let before = rows.len();
    let known: BTreeSet<Vec<String>> = rows.iter().cloned().collect();
    let row = |event: &Event| {
        vec![
            event.company.clone(),
            event.name.clone(),
            event.kind.as_str().to_owned(),
            event.field.clone(),
            event.before.clone(),
            event.after.clone(),
            date.to_string(),
        ]
    };
    rows.extend(
        found
            .events
            .iter()
            .map(row)
            .filter(|row| !known.contains(row)),
    );
    write_table(path, &headers, &rows)?;
    Ok(rows.len() - before)
}

fn view(old: &Table, new: &Table, found: &Refresh, date: Date) -> RefreshView {
    let pair = |(a, b): &(String, String)| [a.clone(), b.clone()];
    RefreshView {
        old: old.name.clone(),
        new: new.name.clone(),
        date: date.to_string(),
        kept: found.kept,
        new_companies: found.companies(Kind::New),
        returned: found.companies(Kind::Returned),
        gone: found.companies(Kind::Gone),
        renamed: found.companies(Kind::Renamed),
        changed: found.companies(Kind::Changed),
        companies: found.rows.len(),
        fields: found
            .fields
            .iter()
            .map(|count| FieldView {
                field: count.field.clone(),
                changed: count.changed,
                respelled: count.respelled,
                new_words: count
                    .renamed_words
                    .iter()
                    .map(|(before, after, companies)| WordView {
                        before: before.clone(),
                        after: after.clone(),
                        companies: *companies,
                    })
                    .collect(),
            })
            .collect(),
        duplicates: found.duplicates.iter().map(pair).collect(),
        apart: found.apart.iter().map(pair).collect(),
        missing_columns: found.missing_columns.clone(),
        skipped_rows: [old, new]
            .into_iter()
            .flat_map(|table| {
                table
                    .skipped
                    .iter()
                    .map(|skipped| format!("{}: {}", table.skipped_place(skipped), skipped.reason))
            })
            .collect(),
        events: found
            .events
            .iter()
            .map(|event| EventView {
                kind: event.kind.as_str(),
                company_id: event.company.clone(),
                name: event.name.clone(),
                field: event.field.clone(),
                before: event.before.clone(),
                after: event.after.clone(),
            })
            .collect(),
    }
}
