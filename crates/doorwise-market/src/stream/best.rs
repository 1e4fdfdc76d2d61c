//! The first companies of a list that is never held as a whole.
//!
//! Where the codes of a table can be scanned the rows are found by them, and only what stands at
//! the top is read.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::company::Company;
use doorwise_model::icp::Icp;
use doorwise_model::market::{ListKey, Market, Scoring};

use super::joint::{Joint, Open, State};
use super::{Job, Piece, StreamError, pieces};
use crate::open::open_table;
use crate::score::RowVerdict;
use crate::source::ReadOptions;

/// Rows whose ids are read together; few in tests, so that they are read more than once there too.
const ID_ROWS: usize = if cfg!(test) { 64 } else { 1 << 16 };

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

/// Counts what ICPs say of a table whose codes can be scanned and finds the first companies of
/// their list, as [`Best`] does piece by piece.
///
/// The jobs differ in their ICP alone. Returns nothing where the table has no codes to scan.
///
/// # Errors
/// Returns an error where the table cannot be read.
pub fn best(jobs: &[Job<'_>], most: usize) -> Result<Option<(Joint, Best)>, StreamError> {
    let Some(open) = Open::new(jobs)? else {
        return Ok(None);
    };
    // Whoever was decided on by hand is looked at anyway, and may stand elsewhere than its card says.
    let n_by_card = match most {
        0 => 0,
        most => most.saturating_add(open.hand.len()),
    };
    let (mut joint, mut first) = first_rows(&open, n_by_card, false)?;
    if first.values().map(Vec::len).sum::<usize>() < n_by_card {
        (joint, first) = first_rows(&open, n_by_card, true)?;
    }
    let mut rows: Vec<usize> = open.hand.rows().map(|(row, _)| row).collect();
    let n_by_hand = rows.len();
    for equals in first.into_values() {
        let left = n_by_card - (rows.len() - n_by_hand).min(n_by_card);
        rows.extend(least_ids(&open, equals, left)?);
    }
    // What a column's values mean can hang on its others: the first rows told it to the scan.
    let job = &jobs[0];
    rows.extend(0..job.head.rows());
    rows.sort_unstable();
    rows.dedup();
    let table = open.groups[0].table(&rows, job.options)?;
    let icps: Vec<&Icp> = jobs.iter().map(|job| job.icp).collect();
    let market = open_table(&table, job.map, &icps, job.currency).market;
    let scorings = jobs.iter().zip(&open.unchecked).map(|(job, unchecked)| {
        let mut counting = pieces::Counting::new(job, unchecked);
        counting.scorings(market.companies())
    });
    let piece = Piece {
        scorings: scorings.collect(),
        table,
        market,
    };
    let mut best = Best::new(most);
    best.offer(&piece);
    Ok(Some((joint, best)))
}

/// Rows by what decides their place in the list.
type ByPlace = BTreeMap<ListKey, Vec<usize>>;

/// Counts the rows and finds the first of their list by what decides their place: `most` at least,
/// and all that are as good as the last of them; of those that fail only where `takes_failing`.
fn first_rows(
    open: &Open<'_>,
    most: usize,
    takes_failing: bool,
) -> Result<(Joint, ByPlace), StreamError> {
    let grounds = open.grounds();
    let scans = open.scans(&grounds, Some(&[]), takes_failing);
    let mut first = ByPlace::new();
    let mut start = 0;
    let joint = open.scan(
        (&scans, &grounds),
        |state| Ok(first_of_group(state, most)),
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
            // However many are equally good, no more of them are remembered than may be needed.
            if let Some(mut equals) = first.last_entry()
                && equals.get().len() > most.saturating_add(ID_ROWS)
            {
                let rows = std::mem::take(equals.get_mut());
                *equals.get_mut() = least_ids(open, rows, most)?;
            }
            Ok(())
        },
    )?;
    Ok((joint, first))
}

/// Returns how many rows the group has, and the first of those that are at hand, with their places
/// in it.
fn first_of_group(state: &State<'_>, most: usize) -> (usize, Vec<(ListKey, u32)>) {
    let keys: Vec<Vec<ListKey>> = state
        .countings
        .iter()
        .map(|counting| counting.verdicts.iter().map(key_of).collect())
        .collect();
    // Rows of a cell share its key, so cells are put in order and not rows.
    let mut n_of_cell: Vec<Vec<usize>> = keys.iter().map(|keys| vec![0; keys.len()]).collect();
    let mut n_rows = 0;
    for (row, icp) in state.stands().enumerate() {
        n_rows += 1;
        if let Some(n) = n_of_cell[icp].get_mut(state.cells[icp][row] as usize) {
            *n += 1;
        }
    }
    let cells = keys.iter().flatten().zip(n_of_cell.iter().flatten());
    let mut met: Vec<(ListKey, usize)> = cells
        .filter(|(_, n)| **n > 0)
        .map(|(key, n)| (*key, *n))
        .collect();
    met.sort_unstable();
    let mut before = 0;
    let wanted = met.iter().take_while(|(_, n)| {
        let is_wanted = before < most;
        before += n;
        is_wanted
    });
    let Some(last) = wanted.last().map(|(key, _)| *key) else {
        return (n_rows, Vec::new());
    };
    let rows = state.stands().enumerate().filter_map(|(row, icp)| {
        let key = keys[icp].get(state.cells[icp][row] as usize)?;
        (*key <= last).then_some((*key, row as u32))
    });
    (n_rows, rows.collect())
}

/// Returns the rows with the `n` least ids of some that are equally good, or all where there are
/// no more; rows go from the least to the most, before and after.
fn least_ids(open: &Open<'_>, rows: Vec<usize>, n: usize) -> Result<Vec<usize>, StreamError> {
    if rows.len() <= n {
        return Ok(rows);
    }
    let job = &open.jobs[0];
    let options = ReadOptions {
        columns: Some(job.map.headers("id").to_vec()),
        ..job.options.clone()
    };
    let mut least: BTreeSet<(String, usize)> = BTreeSet::new();
    for rows in rows.chunks(ID_ROWS) {
        let table = open.groups[0].table(rows, &options)?;
        let market = open_table(&table, job.map, &[], job.currency).market;
        for (at, &row) in rows.iter().enumerate() {
            let id = market.id(at);
            let is_least = |(last, last_row): &(String, usize)| (id, row) < (last, *last_row);
            if least.len() < n || least.last().is_some_and(is_least) {
                least.insert((id.to_owned(), row));
            }
            if least.len() > n {
                least.pop_last();
            }
        }
    }
    let mut rows: Vec<usize> = least.into_iter().map(|(_, row)| row).collect();
    rows.sort_unstable();
    Ok(rows)
}

fn key_of(verdict: &RowVerdict) -> ListKey {
    let decision = verdict.decision();
    Scoring::list_key_of(decision, verdict.tiers, verdict.score, verdict.seen)
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
