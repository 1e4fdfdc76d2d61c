//! `--out`: every row in the table's own order or in list order, with its columns and ours behind them.

use std::collections::HashMap;
use std::path::Path;

use doorwise_market::source;
use doorwise_market::stream::{Piece, Rows, also_meets};
use doorwise_market::table::Table;
use doorwise_market::write::{self, Cell, ColumnKind, TableWriter};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, Scoring};
use doorwise_playbook::explain::Explainer;
use rayon::prelude::*;

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
/// Rows that one thread explains, at least: an explainer has to be made for them.
const LEAST_SHARE: usize = 64;
/// How many of them are no sentences.
const BRIEF: usize = 5;
/// The column of a calibrated ICP, behind those that are no sentences.
const PROBABILITY: (&str, ColumnKind) = ("probability", ColumnKind::Float);
/// With several ICPs, before our columns: the one under which the company stands.
const ICP: (&str, ColumnKind) = ("icp", ColumnKind::Text);
/// With several ICPs, before the sentences: the others that the company meets.
const ALSO: (&str, ColumnKind) = ("also", ColumnKind::Text);

/// The sentences behind one row; rows with the same codes share them.
struct RowWords {
    reasons: String,
    find: String,
    change: String,
}

/// The sentences behind the rows of a piece.
struct PieceWords {
    /// For each row the position of its words.
    of_row: Vec<usize>,
    words: Vec<RowWords>,
}

impl PieceWords {
    /// `rows` are those wanted, each with the ICP under which it stands, by position.
    fn of(
        piece: &Piece,
        rows: &[(usize, &Scoring)],
        icps: &[&Icp],
        unchecked: &[Vec<usize>],
    ) -> Self {
        let fields: Vec<Vec<Field>> = icps.iter().map(|icp| icp.card.fields()).collect();
        let mut known: HashMap<(usize, Vec<u32>), usize> = HashMap::new();
        let (mut of_row, mut distinct) = (Vec::new(), Vec::new());
        for &(at, scoring) in rows {
            let mut key = piece.market.signature(scoring.row as usize, &fields[at]);
            // A hand-made decision is about one company, so its row shares its words with no other.
            key.push(scoring.overridden.map_or(u32::MAX, |_| scoring.row));
            let place = *known.entry((at, key)).or_insert_with(|| {
                distinct.push((at, scoring.row as usize));
                distinct.len() - 1
            });
            of_row.push(place);
        }
        // Each thread has explainers of its own, and remembers what it met.
        let n_each = distinct.len().div_ceil(2 * rayon::current_num_threads());
        let shares = distinct.par_chunks(n_each.max(LEAST_SHARE));
        let words = shares.flat_map_iter(|share| {
            let each = icps.iter().zip(unchecked);
            let each = each.map(|(icp, unchecked)| Explainer::new(icp, unchecked));
            let explainers: Vec<Explainer<'_>> = each.collect();
            let words = share.iter().map(move |&(at, row)| {
                let words = explainers[at].words(&piece.market.company(row));
                RowWords {
                    reasons: show_reasons(&words.reasons),
                    find: words.find.join("; "),
                    change: words.would_change,
                }
            });
            words.collect::<Vec<_>>()
        });
        Self {
            of_row,
            words: words.collect(),
        }
    }

    fn row(&self, idx: usize) -> &RowWords {
        &self.words[self.of_row[idx]]
    }
}

/// Rows of a sorted list that a CSV file takes: more than a person scrolls through.
pub(super) const MOST_SORTED_CSV: usize = 10_000;

/// Writes rows in the table's own order or in list order, with its columns and ours behind them.
pub(super) struct RowWriter<'a> {
    args: &'a ScoreArgs,
    /// The table.
    path: &'a Path,
    icps: &'a [&'a Icp],
    /// Which rows of each ICP are written.
    rows: Vec<Rows>,
    /// Rows that were to be written so far.
    wanted: usize,
    /// The table's own headers that are written; fixed by the first piece.
    own: Vec<String>,
    /// What each of them holds.
    kinds: Vec<ColumnKind>,
    writer: Option<TableWriter>,
    sorted: Option<Sorted>,
}

impl<'a> RowWriter<'a> {
    pub(super) fn new(
        args: &'a ScoreArgs,
        path: &'a Path,
        icps: &'a [&'a Icp],
        rows: Vec<Rows>,
    ) -> Self {
        Self {
            args,
            path,
            icps,
            rows,
            wanted: 0,
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
        let known = source::kinds(self.path)?;
        let kind = |header: &String| known.get(header).copied().unwrap_or(ColumnKind::Text);
        self.kinds = own.iter().map(kind).collect();
        let mut kinds = self.kinds.clone();
        let (brief, sentences) = COLUMNS[..n_ours].split_at(BRIEF);
        let are_several = self.icps.len() > 1;
        let ours = are_several
            .then_some(ICP)
            .into_iter()
            .chain(brief.iter().copied())
            .chain(self.has_probability().then_some(PROBABILITY))
            .chain(are_several.then_some(ALSO))
            .chain(sentences.iter().copied());
        for (name, kind) in ours {
            // A table that was scored before has our columns already; each run adds its own.
            headers.push(write::free_name(name, &headers));
            kinds.push(kind);
        }
        let Some(out) = &self.args.out else {
            return Ok(());
        };
        self.writer = Some(write::create(out, &headers, &kinds)?);
        self.own = own;
        Ok(())
    }

    fn has_probability(&self) -> bool {
        self.icps.iter().any(|icp| icp.calibration.is_some())
    }

    /// Writes the rows of a piece, each as the ICP sees it under which it stands.
    pub(super) fn write(&mut self, piece: &Piece, unchecked: &[Vec<usize>]) -> Result<(), Fault> {
        if self.args.out.is_none() {
            return Ok(());
        }
        let table = &piece.table;
        if self.writer.is_none() {
            self.open(table)?;
        }
        let has_probability = self.has_probability();
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        let own: Vec<_> = self.own.iter().map(|header| table.column(header)).collect();
        let are_several = self.icps.len() > 1;
        let wanted = piece.stands();
        let wanted = wanted.filter(|(at, of)| self.rows[*at].takes(of.decision, of.tiers));
        let wanted: Vec<(usize, &Scoring)> = wanted.collect();
        self.wanted += wanted.len();
        let words = match self.args.brief {
            true => None,
            false => Some(PieceWords::of(piece, &wanted, self.icps, unchecked)),
        };
        for (idx, &(at, scoring)) in wanted.iter().enumerate() {
            let icp = self.icps[at];
            let row = scoring.row as usize;
            let mut cells: Vec<Cell<'_>> = own
                .iter()
                .zip(&self.kinds)
                .map(|(column, kind)| typed(column.map_or("", |column| column.value(row)), *kind))
                .collect();
            if are_several {
                cells.push(Cell::Text(&icp.id));
            }
            let tier = icp.card.tiers.show(&scoring.tiers.to_vec());
            let end = |end: Option<i64>| end.map_or(Cell::Blank, Cell::Int);
            cells.extend([
                Cell::Text(scoring.decision.as_str()),
                targets::text(&tier),
                end(scoring.score.map(|score| score.low)),
                end(scoring.score.map(|score| score.high)),
                Cell::Int(scoring.seen),
            ]);
            if has_probability {
                let chance = icp.calibration.as_ref();
                let chance = chance.map(|known| known.chance(scoring.seen).value);
                cells.push(chance.map_or(Cell::Blank, Cell::Float));
            }
            let each = piece.scorings.iter().map(|scorings| &scorings[row]);
            let said = each.map(|scoring| (scoring.decision, scoring.tiers));
            let also = are_several.then(|| also_meets(self.icps, at, said));
            cells.extend(also.as_deref().map(targets::text));
            if let Some(words) = &words {
                let words = words.row(idx);
                cells.extend([
                    targets::text(&words.reasons),
                    targets::text(&words.find),
                    targets::text(&words.change),
                ]);
            }
            give(writer, &mut self.sorted, piece, scoring, &cells)?;
        }
        Ok(())
    }

    /// Puts the file in its place and returns how many rows were to be written.
    pub(super) fn finish(self) -> Result<usize, Fault> {
        let Some(mut writer) = self.writer else {
            return Ok(0);
        };
        if let Some(sorted) = self.sorted {
            sorted.write(&mut writer, most_rows(self.args))?;
        }
        writer.finish()?;
        Ok(self.wanted)
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
