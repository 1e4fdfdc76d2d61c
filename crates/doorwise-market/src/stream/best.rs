//! The first companies of a list that is never held as a whole.
//!
//! Of a prepared table the rows are found by their codes, and only what stands at the top is read.

use std::collections::BTreeMap;

use doorwise_model::company::Company;
use doorwise_model::market::{ListKey, Market, Scoring};

use super::coded::Coded;
use super::scan::{Counting, Groups, Scan};
use super::{Ground, Job, Piece, StreamError, Tally, pieces};
use crate::open::open_table;
use crate::score::cells::Cells;

/// Rows that are read for the top of a list; where more are as good as each other, their ids
/// would have to be read to put them in order.
const MOST_READ: usize = 1 << 16;

/// The first companies of the list so far, in list order.
#[derive(Debug)]
pub struct Best {
    most: usize,
    found: Vec<(Key, Found)>,
    rows: u64,
}

/// A company, the position of the ICP under which it stands, and what each ICP says of it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The company.
    pub company: Company,
    /// The ICP under which it stands.
    pub icp: usize,
    /// What each ICP says.
    pub scorings: Vec<Scoring>,
}

/// What decides the place, then id and row.
type Key = (ListKey, String, u64);

/// Counts what a card says of a prepared table and finds the first companies of its list, as
/// [`Best`] does piece by piece.
///
/// Returns nothing where the table is not prepared, somebody was decided on by hand, or more
/// companies are equally good than it takes to read them all.
///
/// # Errors
/// Returns an error where the table cannot be read.
pub fn best(job: &Job<'_>, most: usize) -> Result<Option<(Tally, Best)>, StreamError> {
    let Some(coded) = Coded::new(job)? else {
        return Ok(None);
    };
    let unchecked = job.unchecked_in(&coded)?;
    let mut found = None;
    for takes_failing in [false, true] {
        let ground = Ground::new(job, &unchecked);
        let (cells, rows) = first_rows((job, &ground), &coded, most, takes_failing)?;
        let n_found: usize = rows.values().map(Vec::len).sum();
        found = Some((ground.tally_of_groups(job, &cells, &coded), rows));
        if n_found >= most {
            break;
        }
    }
    let Some((tally, rows)) = found else {
        return Ok(None);
    };
    let mut rows: Vec<usize> = rows.into_values().flatten().collect();
    if rows.len() > MOST_READ {
        return Ok(None);
    }
    // What a column's values mean can hang on its others: the first rows told it to the scan.
    rows.extend(0..job.head.rows());
    rows.sort_unstable();
    rows.dedup();
    let table = coded.table(&rows)?;
    let market = open_table(&table, job.map, &[job.icp], job.currency).market;
    let scorings = pieces::Counting::new(job, &unchecked).scorings(market.companies());
    let mut best = Best::new(most);
    best.offer(&Piece {
        table,
        market,
        scorings: vec![scorings],
    });
    Ok(Some((tally, best)))
}

/// Counts the rows and finds the first of their list by what decides their place: `most` at least,
/// and all that are as good as the last of them; of those that fail only where `takes_failing`.
fn first_rows(
    (job, ground): (&Job<'_>, &Ground<'_>),
    groups: &dyn Groups,
    most: usize,
    takes_failing: bool,
) -> Result<(Cells, BTreeMap<ListKey, Vec<usize>>), StreamError> {
    let scan = Scan::of_rows((job, ground), groups, Some(&[]), takes_failing);
    let mut first: BTreeMap<ListKey, Vec<usize>> = BTreeMap::new();
    let mut start = 0;
    let cells = scan.run(
        |thread, _| {
            ground.judge(job, &thread.cells, &mut thread.verdicts);
            Ok((thread.n_rows, first_of_group(thread, most)))
        },
        |(n_rows, rows)| {
            for (key, row) in rows {
                first.entry(key).or_default().push(start + row as usize);
            }
            start += n_rows;
            let mut before = 0;
            first.retain(|_, rows| {
                let is_wanted = before < most;
                before += rows.len();
                is_wanted
            });
            Ok(())
        },
    )?;
    Ok((cells, first))
}

/// Returns the same of the rows of one group that are at hand, with their places in it.
fn first_of_group(thread: &Counting, most: usize) -> Vec<(ListKey, u32)> {
    let key = |cell: u32| {
        let verdict = &thread.verdicts[cell as usize];
        let decision = verdict.decision();
        Scoring::list_key_of(decision, verdict.tiers, verdict.score, verdict.seen)
    };
    // Rows of a cell share its key, so cells are put in order and not rows.
    let mut n_of_cell = vec![0_usize; thread.verdicts.len()];
    for &cell in &thread.cell_of_row {
        n_of_cell[cell as usize] += 1;
    }
    let met = (0_u32..).zip(&n_of_cell).filter(|(_, n)| **n > 0);
    let mut met: Vec<(ListKey, usize)> = met.map(|(cell, n)| (key(cell), *n)).collect();
    met.sort_unstable();
    let mut before = 0;
    let wanted = met.iter().take_while(|(_, n)| {
        let is_wanted = before < most;
        before += n;
        is_wanted
    });
    let last = wanted.last().map(|(key, _)| *key);
    let of_cell: Vec<bool> = (0_u32..)
        .zip(&n_of_cell)
        .map(|(cell, n)| *n > 0 && Some(key(cell)) <= last)
        .collect();
    let rows = thread.rows.iter().zip(&thread.cell_of_row);
    rows.filter(|(_, cell)| of_cell[**cell as usize])
        .map(|(&row, &cell)| (key(cell), row))
        .collect()
}

impl Best {
    /// Returns a list of at most `most` companies.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            found: Vec::new(),
            rows: 0,
        }
    }

    /// Considers the rows of a piece.
    pub fn offer(&mut self, piece: &Piece) {
        let before = self.rows;
        self.rows += piece.table.rows() as u64;
        if self.most == 0 {
            return;
        }
        for (icp, scoring) in piece.stands() {
            if self.may_enter(scoring) {
                self.insert(piece, (icp, scoring), before);
            }
        }
    }

    fn may_enter(&self, scoring: &Scoring) -> bool {
        let key = scoring.list_key();
        self.found.len() < self.most || self.found.last().is_none_or(|(last, _)| key <= last.0)
    }

    fn insert(&mut self, piece: &Piece, (icp, scoring): (usize, &Scoring), before: u64) {
        let id = piece.market.id(scoring.row as usize).to_owned();
        let row = before + u64::from(scoring.row);
        let key = (scoring.list_key(), id, row);
        let place = self.found.partition_point(|(known, _)| *known < key);
        if place < self.most {
            let row = scoring.row as usize;
            let found = Found {
                company: piece.market.company(row),
                icp,
                scorings: piece.scorings.iter().map(|of| of[row]).collect(),
            };
            self.found.insert(place, (key, found));
            self.found.truncate(self.most);
        }
    }

    /// Returns the companies in list order.
    pub fn finish(self) -> Vec<Found> {
        self.found.into_iter().map(|(_, found)| found).collect()
    }
}
