//! Several ICPs over one scan: each row gets its cell under each of them, and rows are counted by
//! what all of them say together.

use std::collections::BTreeMap;
use std::path::Path;

use doorwise_model::card::reference::Decision;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Scoring, TierSet};

use super::output::{Output, Pick, also_meets};
use super::scan::{Counting, GroupReader, Scan, over_groups};
use super::{BoxedGroups, Ground, Job, Rows, StreamError, Tally};
use crate::source::SourceError;
use crate::write::{BatchWriter, WriteError};

/// Decision and tiers of a row under each ICP.
pub type Said = Vec<(Decision, TierSet)>;

/// What several ICPs say of a whole table.
#[derive(Clone, Debug, PartialEq)]
pub struct Joint {
    /// What each says, as if it were alone.
    pub tallies: Vec<Tally>,
    /// Rows by what all of them say, in a fixed order.
    pub rows: Vec<(Said, usize)>,
}

/// Returns the position of the ICP under which a row stands that was not decided by hand: the one
/// that [`Scoring::standing`] puts first, of equals the first.
pub fn stands_under(said: &[(Decision, TierSet)]) -> usize {
    let each = said.iter().enumerate();
    let best = each.min_by_key(|(_, (decision, tiers))| Scoring::standing_of(*decision, *tiers));
    best.map_or(0, |(icp, _)| icp)
}

/// Counts what several ICPs say of a table.
///
/// The jobs differ in their ICP alone. Returns nothing where the table has no codes to scan, and
/// where a company was decided on by hand.
///
/// # Errors
/// Returns an error where the table cannot be read.
pub fn tally_jointly(jobs: &[Job<'_>]) -> Result<Option<Joint>, StreamError> {
    scanned(jobs, None)
}

/// Writes the wanted rows of each ICP, as [`super::select`] does for one: with the ICP under which
/// the row stands and what the others say.
///
/// Returns nothing where the table or the result is not such as can be scanned and written so.
///
/// # Errors
/// Returns an error where the table cannot be read or the result cannot be written.
pub fn select_jointly(
    jobs: &[Job<'_>],
    rows: &[Rows],
    kept: Option<&[String]>,
    out: &Path,
) -> Result<Option<Joint>, StreamError> {
    if !super::is_parquet_name(out) {
        return Ok(None);
    }
    scanned(jobs, Some((rows, kept, out)))
}

/// What is to be written: rows, columns, where.
type Wanted<'w> = (&'w [Rows], Option<&'w [String]>, &'w Path);

type Key = Vec<(Decision, u64)>;

fn said(rows: BTreeMap<Key, usize>) -> Vec<(Said, usize)> {
    let said = |key: Key| key.into_iter().map(|(of, tiers)| (of, TierSet(tiers)));
    rows.into_iter()
        .map(|(key, rows)| (said(key).collect(), rows))
        .collect()
}

/// Scans the table where all jobs can; writes what is wanted besides.
fn scanned(jobs: &[Job<'_>], wanted: Option<Wanted<'_>>) -> Result<Option<Joint>, StreamError> {
    let mut groups: Vec<BoxedGroups<'_>> = Vec::new();
    let mut unchecked = Vec::new();
    for job in jobs {
        let (Some(of), open) = job.groups()? else {
            return Ok(None);
        };
        groups.push(of);
        unchecked.push(open);
    }
    let Some(first) = groups.first() else {
        return Ok(None);
    };
    let grounds: Vec<Ground<'_>> = jobs
        .iter()
        .zip(&unchecked)
        .map(|(job, unchecked)| Ground::new(job, unchecked))
        .collect();
    let kept = wanted.map_or(Some([].as_slice()), |(_, kept, _)| kept);
    let takes_failing = wanted.is_some_and(|(rows, ..)| rows.iter().any(|of| of.takes_failing()));
    let scans: Vec<Scan<'_, '_>> = jobs
        .iter()
        .zip(&grounds)
        .zip(&groups)
        .enumerate()
        .map(|(at, (of, groups))| {
            // The rows are written out of the first one's columns.
            let kept = if at == 0 { kept } else { Some([].as_slice()) };
            Scan::of_rows(of, &**groups, kept, takes_failing)
        })
        .collect();
    let fields = match wanted {
        Some(_) => first.kept(kept),
        None => Some(Vec::new()),
    };
    let Some(fields) = fields else {
        return Ok(None);
    };
    let output = Output::new(jobs, fields);
    let icps: Vec<&Icp> = jobs.iter().map(|job| job.icp).collect();
    let mut writer = match wanted {
        Some((.., out)) => Some(BatchWriter::create(out, &output.schema, &first.plain())?),
        None => None,
    };
    let counted = over_groups(
        (jobs[0].path, first.n_groups()),
        || State::new(&scans),
        |state, group| {
            state.group(&scans, group)?;
            for (at, counting) in state.countings.iter_mut().enumerate() {
                grounds[at].judge(&jobs[at], &counting.cells, &mut counting.verdicts);
            }
            state.count();
            let Some((rows, ..)) = wanted else {
                return Ok(None);
            };
            let (picks, also) = state.picks(rows, &icps);
            let verdicts: Vec<_> = state.countings.iter().map(|of| &*of.verdicts).collect();
            let said = (also.as_slice(), state.also.as_slice());
            output.columns(&picks, &verdicts, said, &mut *state.readers[0])
        },
        |state| (state.countings, state.rows),
        |columns| match (&mut writer, columns) {
            (Some(writer), Some(columns)) => writer.write(&columns),
            _ => Ok::<(), WriteError>(()),
        },
    )?;
    if let Some(writer) = writer {
        writer.finish()?;
    }
    let mut rows: BTreeMap<Key, usize> = BTreeMap::new();
    let mut by_icp: Vec<Vec<Counting>> = jobs.iter().map(|_| Vec::new()).collect();
    for (countings, of) in counted {
        for (key, n) in of {
            *rows.entry(key).or_default() += n;
        }
        for (all, counting) in by_icp.iter_mut().zip(countings) {
            all.push(counting);
        }
    }
    let tallies = by_icp.into_iter().enumerate().map(|(at, countings)| {
        let cells = scans[at].together(countings.into_iter());
        grounds[at].tally_of_groups(&jobs[at], &cells, &*groups[at])
    });
    Ok(Some(Joint {
        tallies: tallies.collect(),
        rows: said(rows),
    }))
}

/// No cell: the row fails.
const FAILS: u32 = u32::MAX;

/// One thread's own.
struct State<'r> {
    countings: Vec<Counting>,
    readers: Vec<Box<dyn GroupReader + 'r>>,
    /// For each ICP the cell of each row of the group.
    cells: Vec<Vec<u32>>,
    /// For each row of the group what all say together, by position among `keys`.
    together: Vec<u32>,
    keys: Vec<Key>,
    rows: BTreeMap<Key, usize>,
    /// For each of the group's keys what the others say.
    also: Vec<String>,
}

impl<'r> State<'r> {
    fn new(scans: &'r [Scan<'_, '_>]) -> Result<Self, SourceError> {
        let readers = scans.iter().map(Scan::reader);
        Ok(Self {
            countings: scans.iter().map(Scan::counting).collect(),
            readers: readers.collect::<Result<_, _>>()?,
            cells: vec![Vec::new(); scans.len()],
            together: Vec::new(),
            keys: Vec::new(),
            rows: BTreeMap::new(),
            also: Vec::new(),
        })
    }

    /// Goes through one group with every ICP.
    fn group(&mut self, scans: &[Scan<'_, '_>], group: usize) -> Result<(), SourceError> {
        let each = self.countings.iter_mut().zip(&mut self.readers);
        for ((scan, (counting, reader)), cells) in scans.iter().zip(each).zip(&mut self.cells) {
            let n_rows = scan.group(group, counting, &mut **reader)?;
            cells.clear();
            cells.resize(n_rows, FAILS);
            for (&row, &cell) in counting.rows.iter().zip(&counting.cell_of_row) {
                cells[row as usize] = cell;
            }
            self.together.clear();
            self.together.resize(n_rows, 0);
        }
        Ok(())
    }

    /// Counts the rows of the group by what all say.
    fn count(&mut self) {
        // ICP by ICP a row's key gets longer; keys are numbered as they are met.
        self.keys = vec![Vec::new()];
        for (counting, cells) in self.countings.iter().zip(&self.cells) {
            let (labels, of_cell) = labels(counting);
            let mut known = vec![0_u32; self.keys.len() * labels.len()];
            let before = std::mem::take(&mut self.keys);
            for (together, &cell) in self.together.iter_mut().zip(cells) {
                let label = of_cell.get(cell as usize).copied().unwrap_or(0);
                let place = *together as usize * labels.len() + label;
                if known[place] == 0 {
                    let mut key = before[*together as usize].clone();
                    key.push(labels[label]);
                    self.keys.push(key);
                    known[place] = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
                }
                *together = known[place] - 1;
            }
        }
        let mut rows = vec![0; self.keys.len()];
        for &together in &self.together {
            rows[together as usize] += 1;
        }
        for (key, n) in self.keys.iter().zip(rows).filter(|(_, n)| *n > 0) {
            *self.rows.entry(key.clone()).or_default() += n;
        }
    }

    /// Returns the rows wanted of the group, and for each the position of what the others say.
    fn picks(&mut self, rows: &[Rows], icps: &[&Icp]) -> (Vec<Pick>, Vec<u32>) {
        let (mut stands, mut is_wanted) = (Vec::new(), Vec::new());
        self.also.clear();
        for key in &self.keys {
            let said: Said = key
                .iter()
                .map(|&(of, tiers)| (of, TierSet(tiers)))
                .collect();
            let icp = stands_under(&said);
            let (decision, tiers) = said[icp];
            stands.push(icp);
            is_wanted.push(rows[icp].takes(decision, tiers));
            self.also.push(also_meets(icps, icp, said.into_iter()));
        }
        let (mut picks, mut also) = (Vec::new(), Vec::new());
        for (row, &key) in self.together.iter().enumerate() {
            if is_wanted[key as usize] {
                let icp = stands[key as usize];
                let cell = self.cells[icp][row];
                let row = row as u32;
                picks.push(Pick { row, icp, cell });
                also.push(key);
            }
        }
        (picks, also)
    }
}

/// Returns what cells can say, failing first, and which of it each says.
fn labels(counting: &Counting) -> (Vec<(Decision, u64)>, Vec<usize>) {
    let mut labels = vec![(Decision::Ignore, TierSet::default().0)];
    let of_cell = counting.verdicts.iter().map(|verdict| {
        let label = (verdict.decision(), verdict.tiers.0);
        labels
            .iter()
            .position(|known| *known == label)
            .unwrap_or_else(|| {
                labels.push(label);
                labels.len() - 1
            })
    });
    let of_cell = of_cell.collect();
    (labels, of_cell)
}
