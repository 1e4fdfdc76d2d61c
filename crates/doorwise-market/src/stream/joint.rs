//! One ICP or several over one scan of codes: each row gets its cell under each of them, and rows
//! are counted by what all of them say together.

use std::collections::BTreeMap;
use std::path::Path;

use doorwise_model::card::reference::Decision;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Scoring, TierSet};

use super::hand::Hand;
use super::output::{Output, Pick, Place, also_meets};
use super::scan::{self, Counting, GroupReader, Scan, over_groups};
use super::{BoxedGroups, Ground, Job, Rows, StreamError, Tally};
use crate::score::cells::Cells;
use crate::source::SourceError;
use crate::write::BatchWriter;

/// Decision and tiers of a row under each ICP.
pub type Said = Vec<(Decision, TierSet)>;

/// What ICPs say of a whole table.
#[derive(Clone, Debug, PartialEq)]
pub struct Joint {
    /// What each says, as if it were alone.
    pub tallies: Vec<Tally>,
    /// Rows by what all of them say, in a fixed order; those decided on by hand are not among them.
    pub rows: Vec<(Said, usize)>,
    /// What each says of each row that was decided on by hand.
    pub by_hand: Vec<Vec<Scoring>>,
}

/// Returns the position of the ICP under which a row stands that was not decided by hand: the one
/// that [`Scoring::standing`] puts first, of equals the first.
pub fn stands_under(said: &[(Decision, TierSet)]) -> usize {
    let each = said.iter().enumerate();
    let best = each.min_by_key(|(_, (decision, tiers))| Scoring::standing_of(*decision, *tiers));
    best.map_or(0, |(icp, _)| icp)
}

/// Returns the position of the ICP under which a row stands: the one that [`Scoring::standing`] puts
/// first, of equals the first.
pub fn stands<'s>(said: impl IntoIterator<Item = &'s Scoring>) -> usize {
    let each = said.into_iter().enumerate();
    let best = each.min_by_key(|(_, scoring)| scoring.standing());
    best.map_or(0, |(icp, _)| icp)
}

/// Counts what ICPs say of a table; memory does not grow with its rows.
///
/// The jobs differ in their ICP alone. Returns nothing where the table has no codes to scan.
///
/// # Errors
/// Returns an error where the table cannot be read.
pub fn tally(jobs: &[Job<'_>]) -> Result<Option<Joint>, StreamError> {
    let Some(open) = Open::new(jobs)? else {
        return Ok(None);
    };
    if let [job] = jobs {
        let ground = open.ground(0);
        let cells = scan::count(job, &ground, &*open.groups[0])?;
        return Ok(Some(open.alone(&ground, &cells)));
    }
    let grounds = open.grounds();
    let scans = open.scans(&grounds, Some(&[]), false);
    let scanned = open.scan((&scans, &grounds), |_| Ok(()), |()| Ok(()));
    scanned.map(Some)
}

/// Writes the wanted rows of each ICP of a Parquet table to another one, with `kept` of its columns
/// as they are and decision, tier and scores behind them; of several ICPs also the one under which
/// the row stands and what the others say.
///
/// The jobs differ in their ICP alone. Returns nothing where the two are no Parquet files, or not
/// such as can be scanned as codes.
///
/// # Errors
/// Returns an error where the table cannot be read or the result cannot be written.
pub fn select(
    jobs: &[Job<'_>],
    rows: &[Rows],
    kept: Option<&[String]>,
    out: &Path,
) -> Result<Option<Joint>, StreamError> {
    if !is_parquet_name(out) {
        return Ok(None);
    }
    let Some(open) = Open::new(jobs)? else {
        return Ok(None);
    };
    if let ([job], [rows]) = (jobs, rows) {
        let ground = open.ground(0);
        let cells = scan::select(
            job,
            &ground,
            (&*open.groups[0], &open.hand),
            *rows,
            kept,
            out,
        )?;
        return Ok(cells.map(|cells| open.alone(&ground, &cells)));
    }
    let Some(fields) = open.groups[0].kept(kept) else {
        return Ok(None);
    };
    let output = Output::new(jobs, &open.hand, fields);
    let icps: Vec<&Icp> = jobs.iter().map(|job| job.icp).collect();
    let mut writer = BatchWriter::create(out, &output.schema, &open.groups[0].plain())?;
    let takes_failing = rows.iter().any(|of| of.takes_failing());
    let grounds = open.grounds();
    let scans = open.scans(&grounds, kept, takes_failing);
    let joint = open.scan(
        (&scans, &grounds),
        |state| {
            let (picks, also) = state.picks(rows, &icps, &open.hand);
            let verdicts: Vec<_> = state.countings.iter().map(|of| &*of.verdicts).collect();
            let said = (also.as_slice(), state.also.as_slice());
            output.columns(&picks, &verdicts, said, &mut *state.readers[0])
        },
        |columns| columns.map_or(Ok(()), |columns| Ok(writer.write(&columns)?)),
    )?;
    writer.finish()?;
    Ok(Some(joint))
}

fn is_parquet_name(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("parquet"))
}

/// A table whose codes can be scanned for every job.
pub(super) struct Open<'j> {
    pub(super) jobs: &'j [Job<'j>],
    /// For each job the table with the columns that its card reads, never none.
    pub(super) groups: Vec<BoxedGroups<'j>>,
    /// For each job the exclusions that cannot be checked.
    pub(super) unchecked: Vec<Vec<usize>>,
    pub(super) hand: Hand,
}

type Key = Vec<(Decision, u64)>;

impl<'j> Open<'j> {
    /// Opens the table and finds who was decided on by hand; nothing where one of the jobs cannot
    /// scan it, or there is none.
    pub(super) fn new(jobs: &'j [Job<'j>]) -> Result<Option<Self>, StreamError> {
        let (mut groups, mut unchecked) = (Vec::new(), Vec::new());
        for job in jobs {
            let Some(of) = job.groups()? else {
                return Ok(None);
            };
            unchecked.push(job.unchecked_in(&*of)?);
            groups.push(of);
        }
        let Some(of) = groups.first() else {
            return Ok(None);
        };
        let hand = Hand::find(jobs, &**of, &unchecked)?;
        Ok(hand.map(|hand| Self {
            jobs,
            groups,
            unchecked,
            hand,
        }))
    }

    fn ground(&self, at: usize) -> Ground<'_> {
        Ground::new(&self.jobs[at], &self.unchecked[at])
    }

    pub(super) fn grounds(&self) -> Vec<Ground<'_>> {
        (0..self.jobs.len()).map(|at| self.ground(at)).collect()
    }

    /// Returns a scan for each job; the columns kept are given by the first one's.
    pub(super) fn scans<'s, 'c>(
        &'s self,
        grounds: &'s [Ground<'c>],
        kept: Option<&'s [String]>,
        takes_failing: bool,
    ) -> Vec<Scan<'s, 'c>> {
        let each = self.jobs.iter().zip(grounds).zip(&self.groups).enumerate();
        each.map(|(at, (of, groups))| {
            let kept = if at == 0 { kept } else { Some([].as_slice()) };
            Scan::of_rows(of, &**groups, kept, takes_failing)
        })
        .collect()
    }

    /// Counts what all say together; what `make` makes of a group is given to `take` in order.
    pub(super) fn scan<T: Send>(
        &self,
        (scans, grounds): (&[Scan<'_, '_>], &[Ground<'_>]),
        make: impl Fn(&mut State<'_>) -> Result<T, SourceError> + Sync,
        take: impl FnMut(T) -> Result<(), StreamError>,
    ) -> Result<Joint, StreamError> {
        let counted = over_groups(
            (self.jobs[0].path, self.groups[0].n_groups()),
            || State::new(scans),
            |state, group| {
                state.group(scans, group)?;
                for (at, counting) in state.countings.iter_mut().enumerate() {
                    grounds[at].judge(&self.jobs[at], &counting.cells, &mut counting.verdicts);
                }
                state.count();
                make(state)
            },
            |state| (state.countings, state.rows),
            take,
        )?;
        let mut rows: BTreeMap<Key, usize> = BTreeMap::new();
        let mut by_icp: Vec<Vec<Counting>> = scans.iter().map(|_| Vec::new()).collect();
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
            grounds[at].tally_of_groups(&self.jobs[at], &cells, &*self.groups[at])
        });
        Ok(self.corrected(tallies.collect(), rows))
    }

    /// Puts the rows decided on by hand where they belong.
    fn corrected(&self, mut tallies: Vec<Tally>, mut rows: BTreeMap<Key, usize>) -> Joint {
        for (icp, tally) in tallies.iter_mut().enumerate() {
            self.hand.correct(icp, tally);
        }
        for (_, said) in self.hand.rows() {
            let by_card = said.iter().map(|of| (of.card_decision(), of.tiers.0));
            if let Some(n) = rows.get_mut(&by_card.collect::<Key>()) {
                *n -= 1;
            }
        }
        let rows = rows.iter().filter(|(_, n)| **n > 0);
        Joint {
            tallies,
            rows: rows.map(|(key, n)| (said(key), *n)).collect(),
            by_hand: self.hand.rows().map(|(_, said)| said.to_vec()).collect(),
        }
    }

    /// Returns what the only ICP says.
    fn alone(&self, ground: &Ground<'_>, cells: &Cells) -> Joint {
        let tally = ground.tally_of_groups(&self.jobs[0], cells, &*self.groups[0]);
        let rows = tally.tiers.iter();
        let rows = rows.map(|&(decision, tiers, rows)| (vec![(decision, tiers.0)], rows));
        let rows = rows.collect();
        self.corrected(vec![tally], rows)
    }
}

/// No cell: the row fails.
pub(super) const FAILS: u32 = u32::MAX;

/// One thread's own.
pub(super) struct State<'r> {
    pub(super) countings: Vec<Counting>,
    readers: Vec<Box<dyn GroupReader + 'r>>,
    /// For each ICP the cell of each row of the group, [`FAILS`] where it was not asked for all.
    pub(super) cells: Vec<Vec<u32>>,
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

    /// Returns for each row of the group the ICP under which it stands.
    pub(super) fn stands(&self) -> impl Iterator<Item = usize> {
        let of_key: Vec<usize> = self
            .keys
            .iter()
            .map(|key| stands_under(&said(key)))
            .collect();
        self.together.iter().map(move |&key| of_key[key as usize])
    }

    /// Returns the rows wanted of the group, and for each the position of what the others say.
    fn picks(&mut self, rows: &[Rows], icps: &[&Icp], hand: &Hand) -> (Vec<Pick>, Vec<u32>) {
        let (mut stands, mut is_wanted) = (Vec::new(), Vec::new());
        self.also.clear();
        for key in &self.keys {
            let said = said(key);
            let icp = stands_under(&said);
            let (decision, tiers) = said[icp];
            stands.push(icp);
            is_wanted.push(rows[icp].takes(decision, tiers));
            self.also.push(also_meets(icps, icp, said.into_iter()));
        }
        let group = self.countings.first().map_or(0, |counting| counting.group);
        let mut by_hand = hand.of_group(group).peekable();
        let (mut picks, mut also) = (Vec::new(), Vec::new());
        for (row, &key) in (0_u32..).zip(&self.together) {
            if let Some((_, place, said)) = by_hand.next_if(|(at, ..)| *at == row) {
                let icp = self::stands(said);
                if rows[icp].takes(said[icp].decision, said[icp].tiers) {
                    let place = Place::Hand(place);
                    picks.push(Pick { row, icp, place });
                    also.push(u32::try_from(self.also.len()).unwrap_or(u32::MAX));
                    let said = said.iter().map(|of| (of.decision, of.tiers));
                    self.also.push(also_meets(icps, icp, said));
                }
            } else if is_wanted[key as usize] {
                let icp = stands[key as usize];
                let place = Place::Cell(self.cells[icp][row as usize]);
                picks.push(Pick { row, icp, place });
                also.push(key);
            }
        }
        (picks, also)
    }
}

fn said(key: &Key) -> Said {
    let said = key.iter();
    said.map(|&(of, tiers)| (of, TierSet(tiers))).collect()
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
