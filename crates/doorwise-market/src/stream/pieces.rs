//! A table of any format scored piece by piece, in its own order.

use std::ops::ControlFlow;
use std::sync::mpsc;

use doorwise_model::card::reference::Decision;
use doorwise_model::market::{Scoring, TierSet};

use super::{Ground, Job, PIECE_ROWS, Tally, values};
use crate::open::{TableMarket, open_table};
use crate::score::cells::Cells;
use crate::score::{self, RowVerdict};
use crate::source::{self, SourceError};
use crate::table::Table;

/// Some rows of the table, scored.
#[derive(Debug)]
pub struct Piece {
    /// The rows as they were read.
    pub table: Table,
    /// The rows as companies.
    pub market: TableMarket,
    /// What the card says of each, in the order of the rows.
    pub scorings: Vec<Scoring>,
}

/// Scores a table piece by piece; a break of `take` ends it.
///
/// `take` gets each piece, and the exclusions that cannot be checked in this table.
///
/// # Errors
/// Returns an error where the table cannot be read; what `take` met is its own affair.
pub fn pieces(
    job: &Job<'_>,
    take: &mut dyn FnMut(Piece, &[usize]) -> ControlFlow<()>,
) -> Result<Tally, SourceError> {
    let unchecked = job.unchecked()?;
    with_unchecked(job, &unchecked, take)
}

pub(super) fn with_unchecked(
    job: &Job<'_>,
    unchecked: &[usize],
    take: &mut dyn FnMut(Piece, &[usize]) -> ControlFlow<()>,
) -> Result<Tally, SourceError> {
    let ground = Ground::new(job, unchecked);
    let mut counting = Counting {
        job,
        ground: &ground,
        cells: Cells::new(ground.judges.len()),
        verdicts: Vec::new(),
        moved: Vec::new(),
        skipped: Vec::new(),
        notes: Vec::new(),
    };
    // Reading and scoring share the work between two threads; the pieces stay in order.
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Table>(1);
        let reading = scope.spawn(move || {
            source::read_pieces(job.path, job.options, PIECE_ROWS, &mut |table| match sender
                .send(table)
            {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            })
        });
        for table in receiver {
            if take(counting.piece(table), unchecked).is_break() {
                break;
            }
        }
        reading
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    Ok(counting.finish())
}

struct Counting<'j, 'c> {
    job: &'j Job<'j>,
    ground: &'j Ground<'c>,
    cells: Cells,
    /// The verdict of each cell met so far.
    verdicts: Vec<RowVerdict>,
    /// Rows that a hand-made decision moved: from, with these tiers, to.
    moved: Vec<(Decision, TierSet, Decision)>,
    skipped: Vec<String>,
    notes: Vec<String>,
}

impl Counting<'_, '_> {
    fn piece(&mut self, table: Table) -> Piece {
        let job = self.job;
        self.skipped.extend(
            table
                .skipped
                .iter()
                .map(|row| format!("{}: {}", table.skipped_place(row), row.reason)),
        );
        self.notes
            .extend(table.notes.iter().map(ToString::to_string));
        let market = open_table(&table, job.map, job.icp, job.currency).market;
        let companies = market.companies();
        let columns: Vec<Vec<u32>> = self
            .ground
            .judges
            .iter()
            .map(|judge| score::classes(companies, &mut values::lock(judge)))
            .collect();
        let columns: Vec<&[u32]> = columns.iter().map(Vec::as_slice).collect();
        let mut cell_of_row = Vec::new();
        self.cells.fit(self.ground.judges.iter().map(values::lock));
        self.cells.count(&columns, companies.rows, &mut cell_of_row);
        self.ground.judge(job, &self.cells, &mut self.verdicts);
        let scorings: Vec<Scoring> = cell_of_row
            .iter()
            .enumerate()
            .map(|(row, &cell)| {
                let verdict = &self.verdicts[cell as usize];
                let scoring = score::scoring(companies, job.icp, row, verdict);
                if scoring.overridden.is_some() {
                    let moved = (verdict.decision(), verdict.tiers, scoring.decision);
                    self.moved.push(moved);
                }
                scoring
            })
            .collect();
        Piece {
            table,
            market,
            scorings,
        }
    }

    fn finish(self) -> Tally {
        let mut tally = self.ground.tally(self.job, &self.cells);
        for (from, tiers, to) in self.moved {
            tally.moved(from, tiers, to);
        }
        tally.skipped = self.skipped;
        tally.notes = self.notes;
        tally
    }
}
