//! Scans a table group of rows by group of rows on all threads, whatever keeps its codes.
//!
//! Most rows of a market fail a gate, and nothing is asked of a row that fails: the fields with
//! gates and exclusions are looked at first, the others only for the rows that are left.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use arrow_array::ArrayRef;
use arrow_schema::Field as ArrowField;

use super::hand::Hand;
use super::output::{Output, Pick, Place};
use super::{Ground, Job, Rows, StreamError, values};
use crate::score::RowVerdict;
use crate::score::cells::{Begun, Cells, Starts};
use crate::source::{ReadOptions, SourceError, parquet_file};
use crate::table::Table;
use crate::write::BatchWriter;

/// Rows judged together: their classes stay in the processor's own memory.
const WINDOW_ROWS: usize = 8_192;

/// A table whose rows can be read as classes, in groups that stand alone.
pub(super) trait Groups: Sync {
    fn n_groups(&self) -> usize;

    /// Returns how many rows a group has.
    fn n_rows(&self, group: usize) -> Result<usize, SourceError>;

    /// Gives the cells of some columns of a group as text, each with the position of its column among
    /// `headers` and its row; columns that are not there have none.
    fn texts(
        &self,
        group: usize,
        headers: &[&str],
        take: &mut dyn FnMut(usize, usize, &str),
    ) -> Result<(), SourceError>;

    /// Returns a reader for one thread that keeps these columns.
    fn reader<'r>(
        &'r self,
        ground: &'r Ground<'_>,
        kept: Option<&[String]>,
    ) -> Result<Box<dyn GroupReader + 'r>, SourceError>;

    /// Returns the columns to keep as they will be given by [`GroupReader::rows`], all if not
    /// named; nothing where one of them cannot be given.
    fn kept(&self, kept: Option<&[String]>) -> Option<Vec<ArrowField>>;

    /// Returns whether at least a tenth of the rows say what a field of the card is, given its
    /// position; reads no more of the table than settles it. Not so where it has no column.
    fn is_mostly_known(&self, field: usize) -> Result<bool, SourceError>;

    /// Returns rows that could not be read, and what was assumed or mended while reading.
    fn said(&self) -> (Vec<String>, Vec<String>);

    /// Returns some rows as the source's reader would have them, from the least to the most.
    fn table(&self, rows: &[usize], options: &ReadOptions) -> Result<Table, SourceError>;

    /// Returns the columns that have too many distinct values for a dictionary.
    fn plain(&self) -> Vec<String>;
}

/// Reads one group of rows after another.
pub(super) trait GroupReader {
    /// Goes to a group and returns how many rows it has.
    fn open(&mut self, group: usize) -> Result<usize, SourceError>;

    /// Puts the classes of the rows of a window (first row, rows) into `out`; the windows of a
    /// group are asked for in their order, for every field.
    fn classes(
        &mut self,
        field: usize,
        window: (usize, usize),
        out: &mut Vec<u32>,
    ) -> Result<(), SourceError>;

    /// Puts the classes of some rows of a window into `out`, given their positions in it.
    fn classes_of(
        &mut self,
        field: usize,
        window: (usize, usize),
        chosen: &[u32],
        out: &mut Vec<u32>,
    ) -> Result<(), SourceError>;

    /// Returns whether every class of a field that the group can have was met before.
    fn is_met(&mut self, field: usize) -> Result<bool, SourceError>;

    /// Adds the step of each row's class to `addresses`, for all rows from `start` on or for those
    /// chosen of them; only for fields whose classes were met.
    ///
    /// The second of `steps` is their edition.
    fn add_steps(
        &mut self,
        field: usize,
        rows: (usize, Option<&[u32]>),
        steps: (&[u32], u64),
        addresses: &mut [u32],
    ) -> Result<(), SourceError>;

    /// Returns the kept columns of some rows of the group, in their order, as
    /// [`BatchWriter::write`] takes them.
    fn rows(&mut self, chosen: &[u32]) -> Result<Vec<ArrayRef>, SourceError>;
}

/// Counts the rows by what they say.
pub(super) fn count(
    job: &Job<'_>,
    ground: &Ground<'_>,
    groups: &dyn Groups,
) -> Result<Cells, StreamError> {
    let order = Order::new(ground, true);
    let scan = Scan {
        job,
        ground,
        groups,
        order,
        keeps: false,
        kept: Some(&[]),
    };
    scan.run(|_, _| Ok(()), |()| Ok(()))
}

/// Counts the rows and writes those wanted; nothing is done where a column cannot be kept.
pub(super) fn select(
    job: &Job<'_>,
    ground: &Ground<'_>,
    (groups, hand): (&dyn Groups, &Hand),
    rows: Rows,
    kept: Option<&[String]>,
    out: &Path,
) -> Result<Option<Cells>, StreamError> {
    let Some(fields) = groups.kept(kept) else {
        return Ok(None);
    };
    let output = Output::new(std::slice::from_ref(job), hand, fields);
    let mut writer = BatchWriter::create(out, &output.schema, &groups.plain())?;
    let scan = Scan::of_rows((job, ground), groups, kept, rows.takes_failing());
    let cells = scan.run(
        |thread, reader| {
            ground.judge(job, &thread.cells, &mut thread.verdicts);
            let wanted: Vec<bool> = thread
                .verdicts
                .iter()
                .map(|verdict| rows.takes(verdict.decision(), verdict.tiers))
                .collect();
            let picks = thread.rows.iter().zip(&thread.cell_of_row);
            let picks = picks.filter(|(_, cell)| wanted[**cell as usize]);
            let picks = picks.map(|(&row, &cell)| Pick {
                row,
                icp: 0,
                place: Place::Cell(cell),
            });
            let mut picks: Vec<Pick> = picks.collect();
            let mut by_hand = Vec::new();
            for (row, place, said) in hand.of_group(thread.group) {
                by_hand.push(row);
                if said.iter().any(|of| rows.takes(of.decision, of.tiers)) {
                    let place = Place::Hand(place);
                    picks.push(Pick { row, icp: 0, place });
                }
            }
            if !by_hand.is_empty() {
                let is_by_card = |pick: &Pick| matches!(pick.place, Place::Cell(_));
                picks.retain(|pick| !is_by_card(pick) || by_hand.binary_search(&pick.row).is_err());
                picks.sort_unstable_by_key(|pick| pick.row);
            }
            output.columns(&picks, &[&thread.verdicts], (&[], &[]), reader)
        },
        |columns| columns.map_or(Ok(()), |columns| Ok(writer.write(&columns)?)),
    )?;
    writer.finish()?;
    Ok(Some(cells))
}

/// Which fields are looked at first.
struct Order {
    /// Those that can make a row fail.
    first: Vec<usize>,
    /// Those looked at for the rows that are left, or all of them.
    later: Vec<usize>,
}

impl Order {
    /// `is_split` says whether rows that fail need no more than that.
    fn new(ground: &Ground<'_>, is_split: bool) -> Self {
        let can_fail = |field: &usize| values::lock(&ground.judges[*field]).can_fail();
        let (first, later): (Vec<usize>, Vec<usize>) =
            (0..ground.judges.len()).partition(|field| is_split && can_fail(field));
        Self { first, later }
    }
}

/// Goes through the groups of a table on all threads, each with a state of its own; what `make` makes
/// of a group is given to `take` in the table's order. Returns what `end` leaves of the states.
pub(super) fn over_groups<S, T: Send, C: Send>(
    (path, n_groups): (&Path, usize),
    start: impl Fn() -> Result<S, SourceError> + Sync,
    make: impl Fn(&mut S, usize) -> Result<T, SourceError> + Sync,
    end: impl Fn(S) -> C + Sync,
    mut take: impl FnMut(T) -> Result<(), StreamError>,
) -> Result<Vec<C>, StreamError> {
    let next = AtomicUsize::new(0);
    let n_threads = rayon::current_num_threads().min(n_groups).max(1);
    let (sender, receiver) = mpsc::sync_channel(n_threads);
    let work = |sender: mpsc::SyncSender<(usize, Result<T, SourceError>)>| {
        let mut state = match start() {
            Ok(state) => state,
            Err(error) => {
                // Nobody listens only where another thread failed already.
                let _ = sender.send((0, Err(error)));
                return None;
            }
        };
        loop {
            let group = next.fetch_add(1, Ordering::Relaxed);
            if group >= n_groups {
                return Some(end(state));
            }
            let made = parquet_file::guarded(path, || make(&mut state, group));
            let is_over = made.is_err();
            if sender.send((group, made)).is_err() || is_over {
                return Some(end(state));
            }
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..n_threads)
            .map(|_| {
                let sender = sender.clone();
                scope.spawn(|| work(sender))
            })
            .collect();
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (group, made) in &receiver {
            waiting.insert(group, made?);
            while let Some(made) = waiting.remove(&due) {
                take(made)?;
                due += 1;
            }
        }
        drop(receiver);
        // A panic was turned into an error inside the thread.
        let ended = threads.into_iter().filter_map(|thread| thread.join().ok());
        Ok(ended.flatten().collect())
    })
}

pub(super) struct Scan<'s, 'c> {
    job: &'s Job<'s>,
    ground: &'s Ground<'c>,
    groups: &'s dyn Groups,
    order: Order,
    /// Whether the cells of the rows are wanted.
    keeps: bool,
    kept: Option<&'s [String]>,
}

/// What one thread has counted.
pub(super) struct Counting {
    /// Rows by the fields looked at first, and whether they pass.
    first: Cells,
    passes: Vec<bool>,
    /// The rows that pass, by all fields.
    pub(super) cells: Cells,
    /// The verdict of each cell, where rows are written.
    pub(super) verdicts: Vec<RowVerdict>,
    /// The rows of the group that passed, with their cells.
    pub(super) rows: Vec<u32>,
    pub(super) cell_of_row: Vec<u32>,
    /// The group, and how many rows it has.
    pub(super) group: usize,
    pub(super) n_rows: usize,
    /// The classes of a window's rows, by field.
    classes: Vec<Vec<u32>>,
    chosen: Vec<u32>,
    /// The cell of each row chosen by the fields looked at first, and what that adds to its address.
    begun: Vec<u32>,
    starts: Starts,
    window: Vec<u32>,
}

impl<'s, 'c> Scan<'s, 'c> {
    /// Scans for the cell of each row; `takes_failing` says whether also of those that fail.
    pub(super) fn of_rows(
        (job, ground): (&'s Job<'s>, &'s Ground<'c>),
        groups: &'s dyn Groups,
        kept: Option<&'s [String]>,
        takes_failing: bool,
    ) -> Self {
        Self {
            job,
            ground,
            groups,
            order: Order::new(ground, !takes_failing),
            keeps: true,
            kept,
        }
    }
}

impl Scan<'_, '_> {
    /// Scans every group on all threads; what `make` makes of one is given to `take` in the table's order.
    pub(super) fn run<T: Send>(
        &self,
        make: impl Fn(&mut Counting, &mut dyn GroupReader) -> Result<T, SourceError> + Sync,
        take: impl FnMut(T) -> Result<(), StreamError>,
    ) -> Result<Cells, StreamError> {
        let counted = over_groups(
            (self.job.path, self.groups.n_groups()),
            || Ok((self.counting(), self.reader()?)),
            |(counting, reader), group| {
                self.group(group, counting, &mut **reader)?;
                make(counting, &mut **reader)
            },
            |(counting, _)| counting,
            take,
        )?;
        Ok(self.together(counted.into_iter()))
    }

    pub(super) fn reader(&self) -> Result<Box<dyn GroupReader + '_>, SourceError> {
        self.groups.reader(self.ground, self.kept)
    }

    pub(super) fn counting(&self) -> Counting {
        let n_fields = self.ground.judges.len();
        let (mut first, mut passes) = (Cells::new(self.order.first.len()), Vec::new());
        if self.order.first.is_empty() {
            // Every row begins as one that nothing was asked of, and passes.
            first.add(&[], 0, 0);
            passes.push(true);
        }
        Counting {
            first,
            passes,
            cells: Cells::new(n_fields),
            verdicts: Vec::new(),
            rows: Vec::new(),
            cell_of_row: Vec::new(),
            group: 0,
            n_rows: 0,
            classes: vec![Vec::new(); n_fields],
            chosen: Vec::new(),
            begun: Vec::new(),
            starts: Starts::default(),
            window: Vec::new(),
        }
    }

    /// Counts the rows of one group, and keeps the cell of each that passes where wanted; returns
    /// how many rows it has.
    pub(super) fn group(
        &self,
        group: usize,
        counting: &mut Counting,
        reader: &mut dyn GroupReader,
    ) -> Result<usize, SourceError> {
        let n_rows = reader.open(group)?;
        counting.group = group;
        counting.n_rows = n_rows;
        counting.rows.clear();
        counting.cell_of_row.clear();
        for start in (0..n_rows).step_by(WINDOW_ROWS) {
            let n = WINDOW_ROWS.min(n_rows - start);
            if self.order.first.is_empty() {
                counting.chosen.clear();
                counting.chosen.extend(0..n as u32);
                counting.begun.clear();
                counting.begun.resize(n, 0);
            } else {
                self.sieve((start, n), counting, reader)?;
            }
            self.count_chosen((start, n), counting, reader)?;
            if self.keeps {
                let start = start as u32;
                counting
                    .rows
                    .extend(counting.chosen.iter().map(|row| start + row));
                counting.cell_of_row.extend_from_slice(&counting.window);
            }
        }
        Ok(n_rows)
    }

    /// Counts the rows chosen of a window, whose cell by the fields looked at first is known; leaves
    /// the cell of each by all fields.
    fn count_chosen(
        &self,
        (start, n): (usize, usize),
        counting: &mut Counting,
        reader: &mut dyn GroupReader,
    ) -> Result<(), SourceError> {
        let later = &self.order.later;
        let mut is_met = Vec::with_capacity(later.len());
        for &field in later {
            is_met.push(reader.is_met(field)?);
            if is_met.last() == Some(&false) {
                let classes = &mut counting.classes[field];
                reader.classes_of(field, (start, n), &counting.chosen, classes)?;
            }
        }
        let cells = &mut counting.cells;
        cells.fit(self.ground.judges.iter().map(values::lock));
        let begun = Begun {
            cells: &counting.first,
            fields: &self.order.first,
            cell_of_row: &counting.begun,
        };
        if cells.start(&begun, &mut counting.starts, &mut counting.window) {
            for (&field, is_met) in later.iter().zip(is_met) {
                match cells.steps(field).filter(|_| is_met) {
                    Some(steps) => {
                        let rows = (start, Some(counting.chosen.as_slice()));
                        reader.add_steps(field, rows, steps, &mut counting.window)?;
                    }
                    None => {
                        let classes = &counting.classes[field];
                        cells.add_classes(field, classes, &mut counting.window);
                    }
                }
            }
            cells.count_addresses(&mut counting.window);
            return Ok(());
        }
        for (&field, is_met) in later.iter().zip(is_met) {
            if is_met {
                let classes = &mut counting.classes[field];
                reader.classes_of(field, (start, n), &counting.chosen, classes)?;
            }
        }
        let columns = later.iter();
        let columns: Vec<_> = columns
            .map(|&field| (field, counting.classes[field].as_slice()))
            .collect();
        cells.count_begun(&begun, &columns, &mut counting.window);
        Ok(())
    }

    /// Counts the rows of a window by the fields that can make them fail, and chooses those that
    /// do not.
    fn sieve(
        &self,
        (start, n): (usize, usize),
        counting: &mut Counting,
        reader: &mut dyn GroupReader,
    ) -> Result<(), SourceError> {
        let first = &self.order.first;
        let judges = || {
            first
                .iter()
                .map(|&field| values::lock(&self.ground.judges[field]))
        };
        let mut are_met = true;
        for &field in first {
            are_met = are_met && reader.is_met(field)?;
        }
        counting.first.fit(judges());
        let adds = are_met && counting.first.steps(0).is_some();
        if adds {
            counting.window.clear();
            counting.window.resize(n, 0);
            for (idx, &field) in first.iter().enumerate() {
                if let Some(steps) = counting.first.steps(idx) {
                    reader.add_steps(field, (start, None), steps, &mut counting.window)?;
                }
            }
            counting.first.count_addresses(&mut counting.window);
        } else {
            for &field in first {
                reader.classes(field, (start, n), &mut counting.classes[field])?;
            }
            counting.first.fit(judges());
            let classes = first
                .iter()
                .map(|&field| counting.classes[field].as_slice());
            let columns: Vec<&[u32]> = classes.collect();
            counting.first.count(&columns, n, &mut counting.window);
        }
        for cell in counting.passes.len()..counting.first.len() {
            let kinds = counting.first.kinds(cell);
            let fails = judges().zip(kinds).any(|(judge, &kind)| judge.fails(kind));
            counting.passes.push(!fails);
        }
        // A row past the last is written and cut off: no branch on what passes.
        counting.chosen.resize(n + 1, 0);
        counting.begun.resize(n + 1, 0);
        let mut n_chosen = 0;
        for (row, &cell) in counting.window.iter().enumerate() {
            counting.chosen[n_chosen] = row as u32;
            counting.begun[n_chosen] = cell;
            n_chosen += usize::from(counting.passes[cell as usize]);
        }
        counting.chosen.truncate(n_chosen);
        counting.begun.truncate(n_chosen);
        Ok(())
    }

    /// Puts together what the threads have counted.
    pub(super) fn together(&self, counted: impl Iterator<Item = Counting>) -> Cells {
        // Rows that fail were not asked for more; whatever stands there says nothing.
        let mut nothing = vec![(0, 0); self.ground.judges.len()];
        for &field in &self.order.later {
            nothing[field] = values::lock(&self.ground.judges[field]).nothing();
        }
        let mut all = Cells::new(self.ground.judges.len());
        all.fit(self.ground.judges.iter().map(values::lock));
        let mut kinds: Vec<u32> = nothing.iter().map(|(kind, _)| *kind).collect();
        let points: i64 = nothing.iter().map(|(_, points)| points).sum();
        for counting in counted {
            let cells = &counting.cells;
            for cell in 0..cells.len() {
                all.add(cells.kinds(cell), cells.sum(cell), cells.rows(cell));
            }
            let first = &counting.first;
            for cell in (0..first.len()).filter(|&cell| !counting.passes[cell]) {
                for (&field, &kind) in self.order.first.iter().zip(first.kinds(cell)) {
                    kinds[field] = kind;
                }
                all.add(&kinds, first.sum(cell) + points, first.rows(cell));
            }
        }
        all
    }
}
