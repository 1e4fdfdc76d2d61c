//! A Parquet file scanned as codes: only the columns that the card reads, only their pages.

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field as ArrowField, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ParquetRecordBatchReaderBuilder, RowSelection, RowSelectionPolicy,
    RowSelector,
};
use parquet::errors::ParquetError;

use super::column::{Column, Storage};
use super::values::Values;
use super::{Ground, Job, Rows, StreamError};
use crate::score::RowVerdict;
use crate::score::cells::Cells;
use crate::source::{SourceError, parquet_file};
use crate::write::{BatchWriter, WriteError};

/// Rows judged together: their classes stay in the processor's own memory.
const WINDOW_ROWS: usize = 16_384;
/// Rows of one batch of output.
const BATCH_ROWS: usize = 16_384;

/// A Parquet file whose needed columns can be scanned.
pub(super) struct Scan<'j> {
    job: &'j Job<'j>,
    metadata: ArrowReaderMetadata,
    headers: Vec<String>,
    /// For each field of the card its leaf and how it is stored; none where there is no column.
    columns: Vec<Option<(usize, Storage)>>,
}

/// What one thread needs to scan row group after row group.
struct Scanner<'s, 'c> {
    /// Its own opening of the file: two threads that share one share its reading position too.
    file: Arc<File>,
    values: Vec<Values<'s, 'c>>,
    cells: Cells,
    /// The verdict of each cell, where rows are written.
    verdicts: Vec<RowVerdict>,
    classes: Vec<Vec<u32>>,
    window: Vec<u32>,
}

impl<'j> Scan<'j> {
    /// Opens the job's table, if it is one that can be scanned: a Parquet file with one plain
    /// column for each field, and nobody decided on by hand.
    pub(super) fn new(job: &'j Job<'j>) -> Result<Option<Self>, SourceError> {
        if !crate::source::is_parquet(job.path)? || !job.icp.overrides.is_empty() {
            return Ok(None);
        }
        parquet_file::guarded(job.path, || Self::open(job))
    }

    fn open(job: &'j Job<'j>) -> Result<Option<Self>, SourceError> {
        let builder = parquet_file::open(job.path)?;
        let headers = parquet_file::headers(builder.schema(), &mut Vec::new());
        let leaves = builder.parquet_schema();
        let mut columns = Vec::new();
        for field in job.icp.card.fields() {
            let wanted = job.headers(&field);
            let [header] = wanted.as_slice() else {
                if wanted.is_empty() {
                    columns.push(None);
                    continue;
                }
                return Ok(None);
            };
            let root = headers.iter().position(|known| known == header);
            let of_root: Vec<usize> = (0..leaves.num_columns())
                .filter(|&leaf| Some(leaves.get_column_root_idx(leaf)) == root)
                .collect();
            let (Some(root), [leaf]) = (root, of_root.as_slice()) else {
                return Ok(None);
            };
            let data_type = builder.schema().field(root).data_type();
            let storage = Storage::of(data_type, leaves.column(*leaf).physical_type());
            let takes_words = super::values::takes_words(&field);
            match storage {
                Some(storage) if storage != Storage::Words || takes_words => {
                    columns.push(Some((*leaf, storage)));
                }
                _ => return Ok(None),
            }
        }
        let is_known = |encoding| Column::reads(encoding);
        let is_readable = builder.metadata().row_groups().iter().all(|group| {
            columns
                .iter()
                .flatten()
                .all(|(leaf, _)| group.column(*leaf).encodings().all(is_known))
        });
        if !is_readable {
            return Ok(None);
        }
        Ok(Some(Self {
            job,
            metadata: ArrowReaderMetadata::try_new(
                Arc::clone(builder.metadata()),
                parquet::arrow::arrow_reader::ArrowReaderOptions::new(),
            )
            .map_err(|error| parquet_file::damaged(job.path, error))?,
            headers,
            columns,
        }))
    }

    fn n_groups(&self) -> usize {
        self.metadata.metadata().num_row_groups()
    }

    fn scanner<'s, 'c>(&self, ground: &'s Ground<'c>) -> Result<Scanner<'s, 'c>, SourceError> {
        let file = File::open(self.job.path);
        let fields = self.job.icp.card.fields();
        let values = fields.iter().zip(&ground.judges).map(|(field, judge)| {
            Values::new(judge, self.job.manner(field), self.job.day_order(field))
        });
        Ok(Scanner {
            file: Arc::new(file.map_err(|error| SourceError::io(self.job.path, error))?),
            values: values.collect(),
            cells: Cells::new(self.columns.len()),
            verdicts: Vec::new(),
            classes: vec![Vec::new(); self.columns.len()],
            window: Vec::new(),
        })
    }

    /// Counts the rows by what they say.
    pub(super) fn count(&self, ground: &Ground<'_>) -> Result<Cells, StreamError> {
        self.each_group(ground, Keeps::Nothing, |_, _, _| Ok(()), |()| Ok(()))
    }

    /// Counts the rows and writes those wanted.
    pub(super) fn select(
        &self,
        ground: &Ground<'_>,
        rows: Rows,
        kept: Option<&[String]>,
        out: &Path,
    ) -> Result<Cells, StreamError> {
        let output = Output::new(self, ground, rows, kept);
        let mut writer = BatchWriter::create(out, &output.schema)?;
        let cells = self.each_group(
            ground,
            Keeps::Cells,
            |group, scanner, chosen| output.batches(group, scanner, chosen),
            |batches| {
                for batch in batches {
                    writer.write(&batch)?;
                }
                Ok(())
            },
        )?;
        writer.finish()?;
        Ok(cells)
    }

    /// Scans every row group on all threads; what `make` makes of one is given to `take` in file order.
    ///
    /// `make` gets the group, its thread's scanner, and the cell of each row.
    fn each_group<T: Send>(
        &self,
        ground: &Ground<'_>,
        keeps: Keeps,
        make: impl Fn(usize, &mut Scanner<'_, '_>, &GroupCells) -> Result<T, ParquetError> + Sync,
        mut take: impl FnMut(T) -> Result<(), WriteError>,
    ) -> Result<Cells, StreamError> {
        let next = AtomicUsize::new(0);
        let n_threads = rayon::current_num_threads().min(self.n_groups()).max(1);
        let damaged = |error: ParquetError| parquet_file::damaged(self.job.path, error);
        let (sender, receiver) = mpsc::sync_channel(n_threads);
        let work = |sender: mpsc::SyncSender<(usize, Result<T, SourceError>)>| {
            let mut scanner = match self.scanner(ground) {
                Ok(scanner) => scanner,
                Err(error) => {
                    // Nobody listens only where another thread failed already.
                    let _ = sender.send((0, Err(error)));
                    return Cells::new(self.columns.len());
                }
            };
            loop {
                let group = next.fetch_add(1, Ordering::Relaxed);
                if group >= self.n_groups() {
                    return scanner.cells;
                }
                let made = parquet_file::guarded(self.job.path, || {
                    let mut rows = GroupCells::default();
                    let kept = (keeps == Keeps::Cells).then_some(&mut rows);
                    self.scan(&mut scanner, ground, group, kept)
                        .and_then(|()| make(group, &mut scanner, &rows))
                        .map_err(damaged)
                });
                let is_over = made.is_err();
                if sender.send((group, made)).is_err() || is_over {
                    return scanner.cells;
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
            let mut waiting = std::collections::BTreeMap::new();
            let mut due = 0;
            for (group, made) in &receiver {
                waiting.insert(group, made?);
                while let Some(made) = waiting.remove(&due) {
                    take(made)?;
                    due += 1;
                }
            }
            drop(receiver);
            let mut all = Cells::new(self.columns.len());
            for thread in threads {
                // A panic was turned into an error inside the thread.
                if let Ok(cells) = thread.join() {
                    all.add(&cells, &ground.n_classes());
                }
            }
            Ok(all)
        })
    }

    /// Counts the rows of one row group, and keeps the cell of each where wanted.
    fn scan(
        &self,
        scanner: &mut Scanner<'_, '_>,
        ground: &Ground<'_>,
        group: usize,
        mut rows: Option<&mut GroupCells>,
    ) -> Result<(), ParquetError> {
        let metadata = self.metadata.metadata().row_group(group);
        let Scanner {
            file,
            values,
            cells,
            classes,
            window,
            ..
        } = scanner;
        let mut left = usize::try_from(metadata.num_rows())
            .map_err(|_| ParquetError::General("a row group has no number of rows".to_owned()))?;
        let mut readers = Vec::new();
        for (column, values) in self.columns.iter().zip(values.iter_mut()) {
            readers.push(match column {
                Some((leaf, storage)) => Reader::Column(Box::new(Column::open(
                    file, metadata, *leaf, *storage, values,
                )?)),
                None => Reader::Nothing(values.blank()),
            });
        }
        while left > 0 {
            let n = left.min(WINDOW_ROWS);
            left -= n;
            for (reader, classes) in readers.iter_mut().zip(classes.iter_mut()) {
                classes.resize(n, 0);
                match reader {
                    Reader::Column(column) => column.next(classes)?,
                    Reader::Nothing(class) => classes.fill(*class),
                }
            }
            let columns: Vec<&[u32]> = classes.iter().map(Vec::as_slice).collect();
            cells.count(&columns, &ground.n_classes(), n, window);
            if let Some(rows) = &mut rows {
                rows.0.extend_from_slice(window);
            }
        }
        Ok(())
    }
}

/// What is remembered of a row group while it is scanned.
#[derive(Clone, Copy, PartialEq)]
enum Keeps {
    Nothing,
    /// The cell of each row.
    Cells,
}

enum Reader<'v, 's, 'c> {
    Column(Box<Column<'v, 's, 'c>>),
    Nothing(u32),
}

/// The cell of each row of a row group.
#[derive(Default)]
struct GroupCells(Vec<u32>);

/// What is written of the rows wanted.
struct Output<'o, 'c> {
    scan: &'o Scan<'o>,
    ground: &'o Ground<'c>,
    rows: Rows,
    kept: ProjectionMask,
    schema: SchemaRef,
}

impl<'o, 'c> Output<'o, 'c> {
    fn new(
        scan: &'o Scan<'o>,
        ground: &'o Ground<'c>,
        rows: Rows,
        kept: Option<&[String]>,
    ) -> Self {
        let is_kept = |root: usize| kept.is_none_or(|kept| kept.contains(&scan.headers[root]));
        let roots: Vec<usize> = (0..scan.headers.len())
            .filter(|&root| is_kept(root))
            .collect();
        let own = scan.metadata.schema();
        let mut fields: Vec<ArrowField> = roots
            .iter()
            .map(|&root| own.field(root).clone().with_name(&scan.headers[root]))
            .collect();
        let taken: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        for (name, data_type) in [
            ("decision", DataType::Utf8),
            ("tier", DataType::Utf8),
            ("score_low", DataType::Int64),
            ("score_high", DataType::Int64),
            ("score_seen", DataType::Int64),
        ] {
            fields.push(ArrowField::new(
                crate::write::free_name(name, &taken),
                data_type,
                true,
            ));
        }
        Self {
            scan,
            ground,
            rows,
            kept: ProjectionMask::roots(scan.metadata.parquet_schema(), roots),
            schema: Arc::new(Schema::new(fields)),
        }
    }

    /// Returns the wanted rows of one row group.
    fn batches(
        &self,
        group: usize,
        scanner: &mut Scanner<'_, '_>,
        rows: &GroupCells,
    ) -> Result<Vec<RecordBatch>, ParquetError> {
        let job = self.scan.job;
        self.ground
            .judge(job, &scanner.cells, &mut scanner.verdicts);
        let verdicts = &scanner.verdicts;
        let wanted: Vec<bool> = verdicts
            .iter()
            .map(|verdict| self.rows.takes(verdict.decision(), verdict.tiers))
            .collect();
        let mut selectors: Vec<RowSelector> = Vec::new();
        let mut chosen: Vec<u32> = Vec::new();
        for &cell in &rows.0 {
            let is_wanted = wanted[cell as usize];
            if is_wanted {
                chosen.push(cell);
            }
            match selectors.last_mut() {
                Some(last) if last.skip != is_wanted => last.row_count += 1,
                _ if is_wanted => selectors.push(RowSelector::select(1)),
                _ => selectors.push(RowSelector::skip(1)),
            }
        }
        if chosen.is_empty() {
            return Ok(Vec::new());
        }
        let file = scanner.file.try_clone()?;
        let reader =
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.scan.metadata.clone())
                .with_row_groups(vec![group])
                .with_projection(self.kept.clone())
                .with_row_selection(RowSelection::from(selectors))
                // Few rows here and there: decoding a run and masking it beats a call for each.
                .with_row_selection_policy(RowSelectionPolicy::Mask)
                .with_batch_size(BATCH_ROWS)
                .build()?;
        let mut chosen = chosen.as_slice();
        let mut batches = Vec::new();
        for batch in reader {
            let batch = batch?;
            let (these, rest) = chosen
                .split_at_checked(batch.num_rows())
                .ok_or_else(|| ParquetError::General("more rows than were chosen".to_owned()))?;
            chosen = rest;
            let mut columns = batch.columns().to_vec();
            columns.extend(self.ours(these, verdicts));
            batches.push(RecordBatch::try_new(Arc::clone(&self.schema), columns)?);
        }
        Ok(batches)
    }

    /// Returns our columns for rows of these cells.
    fn ours(&self, cells: &[u32], verdicts: &[RowVerdict]) -> Vec<ArrayRef> {
        let tiers = &self.scan.job.icp.card.tiers;
        let (mut decisions, mut names) = (StringBuilder::new(), StringBuilder::new());
        let (mut low, mut high, mut seen) = (
            Int64Builder::new(),
            Int64Builder::new(),
            Int64Builder::new(),
        );
        for &cell in cells {
            let verdict = &verdicts[cell as usize];
            decisions.append_value(verdict.decision().as_str());
            names.append_value(tiers.show(&verdict.tiers.to_vec()));
            low.append_option(verdict.score.map(|score| score.low));
            high.append_option(verdict.score.map(|score| score.high));
            seen.append_value(verdict.seen);
        }
        vec![
            Arc::new(decisions.finish()),
            Arc::new(names.finish()),
            Arc::new(low.finish()),
            Arc::new(high.finish()),
            Arc::new(seen.finish()),
        ]
    }
}
