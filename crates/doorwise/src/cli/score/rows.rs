//! `--out`: every row in the table's own order or in list order, with its columns and ours behind them.

use std::collections::HashMap;

use doorwise_market::source;
use doorwise_market::stream::{Job, Piece, Rows};
use doorwise_market::table::Table;
use doorwise_market::write::{self, Cell, ColumnKind, TableWriter};
use doorwise_model::market::{Market, Scoring};
use doorwise_playbook::explain::explain;

use super::ScoreArgs;
use super::sorted::Sorted;
use crate::output::targets::{self, show_reasons};
use crate::shell::Fault;

/// Our columns, behind the table's own; the sentences come last.
const COLUMNS: [(&str, ColumnKind); 8] = [
    ("decision", ColumnKind::Text),
    ("tier", ColumnKind::Text),
    ("score_low", ColumnKind::Int),
    ("score_high", ColumnKind::Int),
    ("score_seen", ColumnKind::Int),
    ("reasons", ColumnKind::Text),
    ("find_out", ColumnKind::Text),
    ("what_would_change", ColumnKind::Text),
];
/// How many of them are no sentences.
const BRIEF: usize = 5;
/// The column of a calibrated ICP, behind those that are no sentences.
const PROBABILITY: (&str, ColumnKind) = ("probability", ColumnKind::Float);

/// The sentences behind one row; rows with the same codes share them.
#[derive(Default)]
struct RowWords {
    reasons: String,
    find: String,
    change: String,
}

/// Rows of a sorted list that a CSV file takes: more than a person scrolls through.
pub(super) const MOST_SORTED_CSV: usize = 10_000;

/// Writes rows in the table's own order or in list order, with its columns and ours behind them.
pub(super) struct RowWriter<'a> {
    args: &'a ScoreArgs,
    job: &'a Job<'a>,
    rows: Rows,
    /// The table's own headers that are written; fixed by the first piece.
    own: Vec<String>,
    /// What each of them holds.
    kinds: Vec<ColumnKind>,
    writer: Option<TableWriter>,
    sorted: Option<Sorted>,
}

impl<'a> RowWriter<'a> {
    pub(super) fn new(args: &'a ScoreArgs, job: &'a Job<'a>, rows: Rows) -> Self {
        Self {
            args,
            job,
            rows,
            own: Vec::new(),
            kinds: Vec::new(),
            writer: None,
            sorted: args.sorted.then(|| Sorted::new(!args.brief)),
        }
    }

    fn open(&mut self, table: &Table) -> Result<(), Fault> {
        let mut own = Vec::new();
        for column in &table.columns {
            if self.args.keep.is_empty() || self.args.keep.contains(&column.header) {
                own.push(column.header.clone());
            }
        }
        let n_ours = if self.args.brief {
            BRIEF
        } else {
            COLUMNS.len()
        };
        let mut headers = own.clone();
        let known = source::kinds(&self.args.table)?;
        let kind = |header: &String| known.get(header).copied().unwrap_or(ColumnKind::Text);
        self.kinds = own.iter().map(kind).collect();
        let mut kinds = self.kinds.clone();
        let mut ours = COLUMNS[..n_ours].to_vec();
        if self.job.icp.calibration.is_some() {
            ours.insert(BRIEF, PROBABILITY);
        }
        for (name, kind) in &ours {
            // A table that was scored before has our columns already; each run adds its own.
            headers.push(write::free_name(name, &headers));
            kinds.push(*kind);
        }
        let Some(out) = &self.args.out else {
            return Ok(());
        };
        self.writer = Some(write::create(out, &headers, &kinds)?);
        self.own = own;
        Ok(())
    }

    pub(super) fn write(&mut self, piece: &Piece, unchecked: &[usize]) -> Result<(), Fault> {
        let icp = self.job.icp;
        let table = &piece.table;
        if self.writer.is_none() {
            self.open(table)?;
        }
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        let own: Vec<_> = self.own.iter().map(|header| table.column(header)).collect();
        let fields = icp.card.fields();
        let mut known: HashMap<Vec<u32>, RowWords> = HashMap::new();
        for scoring in &piece.scorings {
            if !self.rows.takes(scoring.decision, scoring.tiers) {
                continue;
            }
            let row = scoring.row as usize;
            let mut cells: Vec<Cell<'_>> = own
                .iter()
                .zip(&self.kinds)
                .map(|(column, kind)| typed(column.map_or("", |column| column.value(row)), *kind))
                .collect();
            let tier = icp.card.tiers.show(&scoring.tiers.to_vec());
            let end = |end: Option<i64>| end.map_or(Cell::Blank, Cell::Int);
            cells.extend([
                Cell::Text(scoring.decision.as_str()),
                targets::text(&tier),
                end(scoring.score.map(|score| score.low)),
                end(scoring.score.map(|score| score.high)),
                Cell::Int(scoring.seen),
            ]);
            if let Some(calibration) = &icp.calibration {
                cells.push(Cell::Float(calibration.chance(scoring.seen).value));
            }
            if self.args.brief {
                give(writer, &mut self.sorted, piece, scoring, &cells)?;
                continue;
            }
            let mut key = piece.market.signature(row, &fields);
            // A hand-made decision is about one company, so its row shares its words with no other.
            key.push(scoring.overridden.map_or(u32::MAX, |_| scoring.row));
            let words = known.entry(key).or_insert_with(|| {
                let view = explain(icp, &piece.market.company(row), unchecked, 0);
                RowWords {
                    reasons: show_reasons(&view.reasons),
                    find: view.find.join("; "),
                    change: view.would_change,
                }
            });
            cells.extend([
                targets::text(&words.reasons),
                targets::text(&words.find),
                targets::text(&words.change),
            ]);
            give(writer, &mut self.sorted, piece, scoring, &cells)?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<(), Fault> {
        let Some(mut writer) = self.writer else {
            return Ok(());
        };
        if let Some(sorted) = self.sorted {
            sorted.write(&mut writer, most_rows(self.args))?;
        }
        Ok(writer.finish()?)
    }
}

/// Returns how many rows the result takes.
pub(super) fn most_rows(args: &ScoreArgs) -> usize {
    let is_csv = args
        .out
        .as_ref()
        .and_then(|out| out.extension())
        .is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    if args.sorted && is_csv {
        MOST_SORTED_CSV
    } else {
        usize::MAX
    }
}

/// Writes a row, or keeps it until its place is known.
fn give(
    writer: &mut TableWriter,
    sorted: &mut Option<Sorted>,
    piece: &Piece,
    scoring: &Scoring,
    cells: &[Cell<'_>],
) -> Result<(), Fault> {
    match sorted {
        Some(sorted) => sorted.push(scoring, piece.market.id(scoring.row as usize), cells),
        None => Ok(writer.row(cells)?),
    }
}

/// Returns a cell as its column holds it.
pub(in crate::cli) fn typed(written: &str, kind: ColumnKind) -> Cell<'_> {
    let cell = match kind {
        ColumnKind::Text => Some(Cell::Text(written)),
        ColumnKind::Int => written.parse().ok().map(Cell::Int),
        ColumnKind::Float => written.parse().ok().map(Cell::Float),
        ColumnKind::Bool => written.parse().ok().map(Cell::Bool),
    };
    cell.filter(|_| !written.is_empty()).unwrap_or(Cell::Blank)
}
