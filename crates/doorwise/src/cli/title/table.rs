//! A column of titles in a table, written back with what they say.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use doorwise_market::mapping;
use doorwise_market::source::{self, ReadOptions};
use doorwise_market::table::Table;
use doorwise_market::write::{self, Cell, ColumnKind, TableWriter};
use doorwise_model::tables::TableKind;
use doorwise_vocab::title::{Grammar, Title};

use super::{TitleArgs, flags, others};
use crate::cli::score::{refuse_input_as_output, typed};
use crate::shell::{Fault, Shell};

/// Rows read at once, so that memory does not grow with the table.
const PIECE: usize = 100_000;
/// Rows from which the column of titles is told.
const HEAD_ROWS: usize = 2_000;

/// Our columns, behind the table's own; the reasons come last.
const COLUMNS: [(&str, ColumnKind); 8] = [
    ("function", ColumnKind::Text),
    ("seniority", ColumnKind::Text),
    ("other_functions", ColumnKind::Text),
    ("band", ColumnKind::Text),
    ("person", ColumnKind::Bool),
    ("confidence", ColumnKind::Float),
    ("flags", ColumnKind::Text),
    ("reasons", ColumnKind::Text),
];

/// One distinct title of a piece, ready to be written.
struct Answer {
    title: Title,
    others: String,
    flags: String,
    reasons: String,
}

pub(super) fn read(
    args: &TitleArgs,
    path: &PathBuf,
    out: &Path,
    grammar: &Grammar,
    shell: &mut Shell,
) -> Result<(), Fault> {
    refuse_input_as_output(out, &[path])?;
    let options = ReadOptions {
        sheet: args.sheet.clone(),
        encoding: args.encoding.clone(),
        ..ReadOptions::default()
    };
    let head = source::head(path, &options, HEAD_ROWS)?;
    let header = title_column(args.column.as_deref(), &head)?;
    let known = source::kinds(path)?;
    let kind = |header: &String| known.get(header).copied().unwrap_or(ColumnKind::Text);
    let own: Vec<String> = head.columns.iter().map(|c| c.header.clone()).collect();
    let own_kinds: Vec<ColumnKind> = own.iter().map(kind).collect();
    let n_ours = COLUMNS.len() - usize::from(args.brief);
    let (mut headers, mut kinds) = (own.clone(), own_kinds.clone());
    for (name, kind) in &COLUMNS[..n_ours] {
        headers.push(write::free_name(name, &headers));
        kinds.push(*kind);
    }
    let mut writer = write::create(out, &headers, &kinds)?;
    let (mut n_rows, mut n_skipped) = (0, 0);
    let mut fault = None;
    source::read_pieces(path, &options, PIECE, &mut |piece| {
        n_rows += piece.rows();
        n_skipped += piece.skipped.len();
        let columns: Vec<(&String, ColumnKind)> = own.iter().zip(own_kinds.clone()).collect();
        match write_piece(&mut writer, &piece, &header, &columns, grammar, args.brief) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                fault = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    if let Some(fault) = fault {
        return Err(fault);
    }
    writer.finish()?;
    let skipped = match n_skipped {
        0 => String::new(),
        n => format!("; {n} that could not be read are left out"),
    };
    shell.say(&format!(
        "{n_rows} rows, titles from `{header}`{skipped}: {}",
        out.display()
    ));
    Ok(())
}

/// Returns the column that is meant, or the one that reads as titles.
fn title_column(wanted: Option<&str>, head: &Table) -> Result<String, Fault> {
    let found = match wanted {
        Some(wanted) => head.header_like(wanted).map(str::to_owned),
        None => mapping::guess_as(head, TableKind::Contacts)
            .columns
            .into_iter()
            .find(|column| column.field == "title")
            .and_then(|column| column.headers.into_iter().next()),
    };
    found.ok_or_else(|| {
        let known: Vec<&str> = head.columns.iter().map(|c| c.header.as_str()).collect();
        let message = match wanted {
            Some(wanted) => format!("{} has no column `{wanted}`", head.name),
            None => format!("no column of {} reads as job titles", head.name),
        };
        Fault::asked(
            message,
            format!("name one with --column: {}", known.join(", ")),
        )
    })
}

fn write_piece(
    writer: &mut TableWriter,
    piece: &Table,
    header: &str,
    own: &[(&String, ColumnKind)],
    grammar: &Grammar,
    brief: bool,
) -> Result<(), Fault> {
    // JSON may leave a column out of a whole piece.
    let titles = piece.column(header);
    let answers: Vec<Answer> = match titles {
        Some(titles) => titles
            .values()
            .map(|text| answer(grammar, text, brief))
            .collect(),
        None => Vec::new(),
    };
    let blank = answer(grammar, "", brief);
    let columns: Vec<_> = own
        .iter()
        .map(|(header, kind)| (piece.column(header), *kind))
        .collect();
    let mut cells: Vec<Cell<'_>> = Vec::with_capacity(columns.len() + COLUMNS.len());
    for row in 0..piece.rows() {
        cells.clear();
        for (column, kind) in &columns {
            cells.push(typed(column.map_or("", |column| column.value(row)), *kind));
        }
        let answer = titles.map_or(&blank, |titles| &answers[titles.codes()[row] as usize]);
        cells.extend([
            Cell::Text(answer.title.function.as_str()),
            Cell::Text(answer.title.seniority.as_str()),
            typed(&answer.others, ColumnKind::Text),
            Cell::Text(answer.title.seniority.band().as_str()),
            Cell::Bool(answer.title.is_person()),
            Cell::Float(answer.title.confidence),
            typed(&answer.flags, ColumnKind::Text),
        ]);
        if !brief {
            cells.push(typed(&answer.reasons, ColumnKind::Text));
        }
        writer.row(&cells)?;
    }
    Ok(())
}

fn answer(grammar: &Grammar, text: &str, brief: bool) -> Answer {
    let (title, reasons) = if brief {
        (grammar.title(text), Vec::new())
    } else {
        grammar.explain(text)
    };
    Answer {
        title,
        others: others(&title).join("; "),
        flags: flags(&title).join("; "),
        reasons: reasons.join("; "),
    }
}
