//! A table of any format scored piece by piece, in its own order.

use std::ops::ControlFlow;
use std::sync::mpsc;

use doorwise_model::card::reference::Decision;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Scoring, TierSet};

use super::joint::stands;
use super::{Ground, Job, PIECE_ROWS, Tally, values};
use crate::coded::Companies;
use crate::open::{TableMarket, open_table};
use crate::score::cells::Cells;
use crate::score::{self, RowVerdict};
use crate::source::{self, SourceError};
use crate::table::Table;

/// Some rows of the table, scored by every ICP.
#[derive(Debug)]
pub struct Piece {
    /// The rows as they were read.
    pub table: Table,
    /// The rows as companies.
    pub market: TableMarket,
    /// For each ICP what its card says of each row, in the order of the rows.
    pub scorings: Vec<Vec<Scoring>>,
}

impl Piece {
    /// Returns the position of the ICP under which each row stands, and what it says: the one that
    /// [`Scoring::standing`] puts first, of equals the first.
    pub fn stands(&self) -> impl Iterator<Item = (usize, &Scoring)> {
        (0..self.table.rows()).filter_map(|row| {
            let icp = stands(self.scorings.iter().map(|scorings| &scorings[row]));
            Some((icp, &self.scorings.get(icp)?[row]))
        })
    }
}

/// Takes each piece, and for each job the exclusions that cannot be checked in the table.
type Take<'t> = &'t mut dyn FnMut(&Piece, &[Vec<usize>]) -> ControlFlow<()>;

/// Scores a table piece by piece with the ICP of every job; a break of `take` ends it.
///
/// The jobs differ in their ICP alone, and the table is read once for all of them.
///
/// # Errors
/// Returns an error where the table cannot be read; what `take` met is its own affair.
pub fn pieces(jobs: &[Job<'_>], take: Take<'_>) -> Result<Vec<Tally>, SourceError> {
    let unchecked = jobs.iter().map(Job::unchecked);
    let unchecked: Vec<Vec<usize>> = unchecked.collect::<Result<_, _>>()?;
    with_unchecked(jobs, &unchecked, take)
}

pub(super) fn with_unchecked(
    jobs: &[Job<'_>],
    unchecked: &[Vec<usize>],
    take: Take<'_>,
) -> Result<Vec<Tally>, SourceError> {
    let Some(first) = jobs.first() else {
        return Ok(Vec::new());
    };
    let icps: Vec<&Icp> = jobs.iter().map(|job| job.icp).collect();
    let mut countings: Vec<Counting<'_, '_>> = jobs
        .iter()
        .zip(unchecked)
        .map(|(job, unchecked)| Counting::new(job, unchecked))
        .collect();
    let (mut skipped, mut notes) = (Vec::new(), Vec::new());
    // Reading and scoring share the work between two threads; the pieces stay in order.
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Table>(1);
        let reading = scope.spawn(move || {
            let (path, options) = (first.path, first.options);
            source::read_pieces(
                path,
                options,
                PIECE_ROWS,
                &mut |table| match sender.send(table) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                },
            )
        });
        for table in receiver {
            let place = |row| format!("{}: {}", table.skipped_place(row), row.reason);
            skipped.extend(table.skipped.iter().map(place));
            notes.extend(table.notes.iter().map(ToString::to_string));
            let market = open_table(&table, first.map, &icps, first.currency).market;
            let scorings = countings
                .iter_mut()
                .map(|counting| counting.scorings(market.companies()))
                .collect();
            let piece = Piece {
                table,
                market,
                scorings,
            };
            if take(&piece, unchecked).is_break() {
                break;
            }
        }
        reading
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    let tallies = countings.into_iter().map(|counting| Tally {
        skipped: skipped.clone(),
        notes: notes.clone(),
        ..counting.finish()
    });
    Ok(tallies.collect())
}

/// What one ICP says, counted.
pub(super) struct Counting<'j, 'c> {
    job: &'j Job<'j>,
    ground: Ground<'c>,
    cells: Cells,
    /// The verdict of each cell met so far.
    verdicts: Vec<RowVerdict>,
    /// Rows that a hand-made decision moved: from, with these tiers, to.
    pub(super) moved: Vec<(Decision, TierSet, Decision)>,
}

impl<'j> Counting<'j, 'j> {
    pub(super) fn new(job: &'j Job<'j>, unchecked: &'j [usize]) -> Self {
        let ground = Ground::new(job, unchecked);
        Self {
            job,
            cells: Cells::new(ground.judges.len()),
            ground,
            verdicts: Vec::new(),
            moved: Vec::new(),
        }
    }
}

impl Counting<'_, '_> {
    /// Counts companies and returns what the ICP says of each.
    pub(super) fn scorings(&mut self, companies: &Companies) -> Vec<Scoring> {
        let job = self.job;
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
        cell_of_row
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
            .collect()
    }

    fn finish(self) -> Tally {
        let mut tally = self.ground.tally(self.job, &self.cells);
        for (from, tiers, to) in self.moved {
            tally.moved(from, tiers, to);
        }
        tally
    }
}
