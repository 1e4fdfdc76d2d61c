//! A Parquet file scanned as codes: only the columns that the card reads, only their pages.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::Field as ArrowField;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ParquetRecordBatchReaderBuilder, RowSelectionPolicy,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;

use super::column::{Column, Storage, pages, short};
use super::pick;
use super::scan::{GroupReader, Groups};
use super::values::{Known, Reads, Values};
use super::{Ground, Job, PIECE_ROWS};
use crate::source::{ReadOptions, SourceError, parquet_file};
use crate::table::Table;

/// Most bytes of a column's pages in a row group that are kept to be looked at again.
const MOST_KEPT: i64 = 8 << 20;

/// Rows whose texts are looked through at a time.
const TEXT_ROWS: usize = 8_192;

/// A Parquet file whose needed columns can be scanned.
pub(super) struct Pages<'j> {
    job: &'j Job<'j>,
    metadata: ArrowReaderMetadata,
    headers: Vec<String>,
    /// What was mended in them.
    notes: Vec<String>,
    /// For each field of the card its leaf and how it is stored; none where there is no column.
    columns: Vec<Option<(usize, Storage)>>,
}

impl<'j> Pages<'j> {
    /// Opens the job's table, if it is one that can be scanned: a Parquet file with one plain
    /// column for each field, and no row that has to be looked at itself.
    pub(super) fn new(job: &'j Job<'j>) -> Result<Option<Self>, SourceError> {
        if !crate::source::is_parquet(job.path)? || job.needs_rows() {
            return Ok(None);
        }
        parquet_file::guarded(job.path, || Self::open(job))
    }

    fn open(job: &'j Job<'j>) -> Result<Option<Self>, SourceError> {
        let builder = parquet_file::open(job.path)?;
        if parquet_file::has_structs(builder.schema()) {
            return Ok(None);
        }
        let mut notes = Vec::new();
        let headers = parquet_file::headers(builder.schema(), &mut notes);
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
            notes: notes.iter().map(ToString::to_string).collect(),
            columns,
        }))
    }

    fn damaged(&self, error: impl ToString) -> SourceError {
        parquet_file::damaged(self.job.path, error)
    }

    /// Returns whether at least a tenth of a column's rows are known; reads no more than settles it.
    fn known(
        &self,
        file: &Arc<File>,
        field: usize,
        leaf: usize,
        storage: Storage,
    ) -> Result<bool, ParquetError> {
        let groups = self.metadata.metadata().row_groups();
        let rows: i64 = groups.iter().map(|group| group.num_rows()).sum();
        let rows = usize::try_from(rows).map_err(|_| short())?;
        let field = &self.job.icp.card.fields()[field];
        let mut known = Known::new(field, self.job.manner(field), self.job.day_order(field));
        let (mut n_known, mut classes) = (0, Vec::new());
        for group in groups {
            let mut column = Column::open(file, group, leaf, storage, false)?;
            let mut left = usize::try_from(group.num_rows()).map_err(|_| short())?;
            while left > 0 {
                let n = left.min(PIECE_ROWS);
                classes.resize(n, 0);
                column.next(&mut known, &mut classes)?;
                n_known += classes.iter().map(|&class| class as usize).sum::<usize>();
                if n_known * 10 >= rows {
                    return Ok(true);
                }
                left -= n;
            }
        }
        Ok(n_known * 10 >= rows)
    }

    /// Returns the roots of the columns to keep.
    fn roots(&self, kept: Option<&[String]>) -> Vec<usize> {
        let is_kept = |root: &usize| kept.is_none_or(|kept| kept.contains(&self.headers[*root]));
        (0..self.headers.len()).filter(is_kept).collect()
    }
}

impl Groups for Pages<'_> {
    fn n_groups(&self) -> usize {
        self.metadata.metadata().num_row_groups()
    }

    fn n_rows(&self, group: usize) -> Result<usize, SourceError> {
        let rows = self.metadata.metadata().row_group(group).num_rows();
        usize::try_from(rows).map_err(|_| self.damaged("a row group has no number of rows"))
    }

    fn texts(
        &self,
        group: usize,
        headers: &[&str],
        take: &mut dyn FnMut(usize, usize, &str),
    ) -> Result<(), SourceError> {
        let position = |header: &str| self.headers.iter().position(|known| known == header);
        // The reader gives each column once, in the order of the file.
        let mut roots: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, header) in headers.iter().enumerate() {
            if let Some(root) = position(header) {
                roots.entry(root).or_default().push(at);
            }
        }
        let file = File::open(self.job.path);
        let file = file.map_err(|error| SourceError::io(self.job.path, error))?;
        let leaves = self.metadata.parquet_schema();
        let mask = ProjectionMask::roots(leaves, roots.keys().copied());
        let reader =
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
                .with_row_groups(vec![group])
                .with_projection(mask)
                .with_batch_size(TEXT_ROWS)
                .build()
                .map_err(|error| self.damaged(error))?;
        let mut start = 0;
        for batch in reader {
            let batch = batch.map_err(|error| self.damaged(error))?;
            for (array, of_headers) in batch.columns().iter().zip(roots.values()) {
                let texts = parquet_file::as_text(array).map_err(|error| self.damaged(error))?;
                for &at in of_headers {
                    for (row, text) in texts.iter().enumerate() {
                        take(at, start + row, text.unwrap_or_default());
                    }
                }
            }
            start += batch.num_rows();
        }
        Ok(())
    }

    fn reader<'r>(
        &'r self,
        ground: &'r Ground<'_>,
        kept: Option<&[String]>,
    ) -> Result<Box<dyn GroupReader + 'r>, SourceError> {
        let file = File::open(self.job.path);
        let fields = self.job.icp.card.fields();
        let values = fields.iter().zip(&ground.judges).map(|(field, judge)| {
            Values::new(judge, self.job.manner(field), self.job.day_order(field))
        });
        let roots = self.roots(kept);
        let leaves = self.metadata.parquet_schema();
        let picks = roots.iter().map(|&root| {
            let mut of_root =
                (0..leaves.num_columns()).filter(|&leaf| leaves.get_column_root_idx(leaf) == root);
            let leaf = of_root.next().filter(|_| of_root.next().is_none())?;
            let kind = self.metadata.schema().field(root).data_type();
            let storage = Storage::of(kind, leaves.column(leaf).physical_type())?;
            let groups = self.metadata.metadata().row_groups();
            let is_readable = groups
                .iter()
                .all(|group| group.column(leaf).encodings().all(Column::reads));
            (is_readable && storage != Storage::Words).then_some((leaf, storage))
        });
        let picks: Vec<_> = roots.iter().copied().zip(picks).collect();
        let others = picks.iter().filter(|(_, pick)| pick.is_none());
        let others: Vec<usize> = others.map(|(root, _)| *root).collect();
        Ok(Box::new(PageReader {
            pages: self,
            file: Arc::new(file.map_err(|error| SourceError::io(self.job.path, error))?),
            values: values.collect(),
            group: 0,
            columns: Vec::new(),
            others: (!others.is_empty()).then(|| ProjectionMask::roots(leaves, others)),
            picks,
            scratch: Vec::new(),
        }))
    }

    fn kept(&self, kept: Option<&[String]>) -> Option<Vec<ArrowField>> {
        let own = self.metadata.schema();
        let field = |&root: &usize| own.field(root).clone().with_name(&self.headers[root]);
        Some(self.roots(kept).iter().map(field).collect())
    }

    fn is_mostly_known(&self, field: usize) -> Result<bool, SourceError> {
        let Some((leaf, storage)) = self.columns[field] else {
            return Ok(false);
        };
        let file =
            File::open(self.job.path).map_err(|error| SourceError::io(self.job.path, error))?;
        let count = || self.known(&Arc::new(file), field, leaf, storage);
        parquet_file::guarded(self.job.path, || {
            count().map_err(|error| self.damaged(error))
        })
    }

    fn said(&self) -> (Vec<String>, Vec<String>) {
        (Vec::new(), self.notes.clone())
    }

    fn table(&self, rows: &[usize], options: &ReadOptions) -> Result<Table, SourceError> {
        let path = self.job.path;
        parquet_file::guarded(path, || parquet_file::rows(path, options, rows))
    }

    fn plain(&self) -> Vec<String> {
        let groups = self.metadata.metadata().row_groups();
        let leaves = self.metadata.parquet_schema();
        let is_plain = |leaf: &usize| {
            let mut chunks = groups.iter().map(|group| group.column(*leaf));
            chunks.all(|chunk| chunk.dictionary_page_offset().is_none())
        };
        (0..leaves.num_columns())
            .filter(is_plain)
            .map(|leaf| self.headers[leaves.get_column_root_idx(leaf)].clone())
            .collect()
    }
}

/// Reads row group after row group, for one thread.
struct PageReader<'r, 'c> {
    pages: &'r Pages<'r>,
    /// Its own opening of the file: two threads that share one share its reading position too.
    file: Arc<File>,
    values: Vec<Values<'r, 'c>>,
    group: usize,
    /// For each field its column in the group; none where the file has no such column.
    columns: Vec<Option<Column>>,
    /// The columns to keep, and how each is picked out of its pages where it can be.
    picks: Vec<(usize, Option<(usize, Storage)>)>,
    /// Those that Arrow reads.
    others: Option<ProjectionMask>,
    scratch: Vec<u32>,
}

impl GroupReader for PageReader<'_, '_> {
    fn open(&mut self, group: usize) -> Result<usize, SourceError> {
        let metadata = self.pages.metadata.metadata().row_group(group);
        self.group = group;
        self.columns.clear();
        for column in &self.pages.columns {
            let open = |(leaf, storage): &(usize, Storage)| {
                let is_picked = |(_, pick): &(usize, Option<(usize, Storage)>)| {
                    pick.is_some_and(|(picked, _)| picked == *leaf)
                };
                let size = metadata.column(*leaf).uncompressed_size();
                let keeps = size <= MOST_KEPT && self.picks.iter().any(is_picked);
                Column::open(&self.file, metadata, *leaf, *storage, keeps)
                    .map_err(|error| self.pages.damaged(error))
            };
            self.columns.push(column.as_ref().map(open).transpose()?);
        }
        self.pages.n_rows(group)
    }

    fn classes(
        &mut self,
        field: usize,
        (_, n): (usize, usize),
        out: &mut Vec<u32>,
    ) -> Result<(), SourceError> {
        out.resize(n, 0);
        let values = &mut self.values[field];
        match &mut self.columns[field] {
            Some(column) => {
                let outcome = column.next(values, out);
                outcome.map_err(|error| self.pages.damaged(error))
            }
            None => {
                out.fill(values.blank());
                Ok(())
            }
        }
    }

    fn classes_of(
        &mut self,
        field: usize,
        window: (usize, usize),
        chosen: &[u32],
        out: &mut Vec<u32>,
    ) -> Result<(), SourceError> {
        let mut scratch = std::mem::take(&mut self.scratch);
        self.classes(field, window, &mut scratch)?;
        out.clear();
        out.extend(chosen.iter().map(|&row| scratch[row as usize]));
        self.scratch = scratch;
        Ok(())
    }

    fn is_met(&mut self, _field: usize) -> Result<bool, SourceError> {
        // Each row group has dictionaries of its own, met page by page.
        Ok(false)
    }

    fn add_steps(
        &mut self,
        _field: usize,
        _rows: (usize, Option<&[u32]>),
        _steps: (&[u32], u64),
        _addresses: &mut [u32],
    ) -> Result<(), SourceError> {
        // No class is met before its page is there.
        Err(self.pages.damaged("steps were asked for before classes"))
    }

    fn rows(&mut self, chosen: &[u32]) -> Result<Vec<ArrayRef>, SourceError> {
        let picked = self.picked(chosen);
        picked.map_err(|error| self.pages.damaged(error))
    }
}

impl PageReader<'_, '_> {
    fn picked(&self, chosen: &[u32]) -> Result<Vec<ArrayRef>, ParquetError> {
        let group = self.pages.metadata.metadata().row_group(self.group);
        let mut others = match &self.others {
            Some(mask) => self.others(mask, chosen)?.columns().to_vec().into_iter(),
            None => Vec::new().into_iter(),
        };
        let arrays = self.picks.iter().map(|(_, pick)| match pick {
            Some((leaf, storage)) => self.pick(group, *leaf, *storage, chosen),
            None => others.next().ok_or_else(short),
        });
        arrays.collect()
    }

    /// Returns some rows of a column; out of the pages that were scanned, where they were kept.
    fn pick(
        &self,
        group: &RowGroupMetaData,
        leaf: usize,
        storage: Storage,
        chosen: &[u32],
    ) -> Result<ArrayRef, ParquetError> {
        let described = group.column(leaf).column_descr();
        let fields = self.pages.columns.iter().zip(&self.columns);
        let of_leaf = |of: &&Option<(usize, Storage)>| of.is_some_and(|(at, _)| at == leaf);
        let mut scanned = fields.filter(|(of, _)| of_leaf(of));
        let kept = scanned.find_map(|(_, column)| column.as_ref()?.kept());
        match kept {
            Some(pages) => pick::pick(pages.iter().cloned().map(Ok), described, storage, chosen),
            None => pick::pick(pages(&self.file, group, leaf)?, described, storage, chosen),
        }
    }

    /// Returns what Arrow reads of some rows of the group.
    fn others(&self, mask: &ProjectionMask, chosen: &[u32]) -> Result<RecordBatch, ParquetError> {
        let metadata = self.pages.metadata.clone();
        let mut reader =
            ParquetRecordBatchReaderBuilder::new_with_metadata(self.file.try_clone()?, metadata)
                .with_row_groups(vec![self.group])
                .with_projection(mask.clone())
                .with_row_selection(parquet_file::selection(
                    chosen.iter().map(|&row| row as usize),
                ))
                // Few rows here and there: decoding a run and masking it beats a call for each.
                .with_row_selection_policy(RowSelectionPolicy::Mask)
                .with_batch_size(chosen.len())
                .build()?;
        let batch = reader.next().ok_or_else(short)??;
        if batch.num_rows() == chosen.len() {
            Ok(batch)
        } else {
            Err(short())
        }
    }
}
