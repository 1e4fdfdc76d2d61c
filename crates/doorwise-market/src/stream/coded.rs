//! A prepared table scanned as codes: a dictionary is judged once, a row is a look-up.

mod rows;

use std::fs::File;
use std::sync::{Arc, OnceLock};

use arrow_array::ArrayRef;
use arrow_schema::{Field as ArrowField, Schema, SchemaRef};

use self::rows::Kept;
use super::scan::{GroupReader, Groups};
use super::values::{self, Brief, Item, List, Reads, Values};
use super::{Ground, Job};
use crate::normalise;
use crate::prepared::{self, Block, Prepared, Storage};
use crate::source::{ReadOptions, SourceError, parquet_file};
use crate::table::Table;

/// A prepared table whose needed columns can be scanned.
pub(super) struct Coded<'j> {
    job: &'j Job<'j>,
    prepared: Prepared,
    /// For each field of the card its column; none where there is no column.
    columns: Vec<Option<usize>>,
    /// Types and names of the source's columns, where it keeps types.
    schema: Option<SchemaRef>,
    /// For each column the texts of its dictionary, once somebody writes them.
    texts: Vec<OnceLock<ArrayRef>>,
}

impl<'j> Coded<'j> {
    /// Opens the prepared form of the job's table, if there is one that holds, with one column for
    /// each field, and no row has to be looked at itself.
    pub(super) fn new(job: &'j Job<'j>) -> Result<Option<Self>, SourceError> {
        if job.needs_rows() {
            return Ok(None);
        }
        let Some(prepared) = prepared::find(job.path, job.options) else {
            return Ok(None);
        };
        let mut columns = Vec::new();
        for field in job.icp.card.fields() {
            let column = match job.headers(&field).as_slice() {
                [] => None,
                [header] => prepared.position(header),
                _ => return Ok(None),
            };
            let is_list =
                column.is_some_and(|column| prepared.columns()[column].storage == Storage::List);
            if is_list && !values::takes_words(&field) {
                return Ok(None);
            }
            columns.push(column);
        }
        let schema = if crate::source::is_parquet(job.path)? {
            let open = || {
                let builder = parquet_file::open(job.path)?;
                let names = parquet_file::headers(builder.schema(), &mut Vec::new());
                let fields = builder.schema().fields().iter().zip(names);
                let named = |(field, name): (&Arc<ArrowField>, String)| {
                    field.as_ref().clone().with_name(name)
                };
                let flat = !parquet_file::has_structs(builder.schema());
                let schema = || Schema::new(fields.map(named).collect::<Vec<_>>());
                Ok(flat.then(|| Arc::new(schema())))
            };
            parquet_file::guarded(job.path, open)?
        } else {
            None
        };
        Ok(Some(Self {
            job,
            texts: prepared.columns().iter().map(|_| OnceLock::new()).collect(),
            prepared,
            columns,
            schema,
        }))
    }

    fn kept_columns(&self, kept: Option<&[String]>) -> Vec<usize> {
        let columns = self.prepared.columns();
        let is_kept =
            |column: &usize| kept.is_none_or(|kept| kept.contains(&columns[*column].header));
        (0..columns.len()).filter(is_kept).collect()
    }
}

impl Groups for Coded<'_> {
    fn n_groups(&self) -> usize {
        self.prepared.n_blocks()
    }

    fn n_rows(&self, group: usize) -> Result<usize, SourceError> {
        Ok(self.prepared.block_rows(group))
    }

    fn texts(
        &self,
        group: usize,
        headers: &[&str],
        take: &mut dyn FnMut(usize, usize, &str),
    ) -> Result<(), SourceError> {
        let file = self.prepared.open()?;
        let mut bytes = Vec::new();
        for (at, header) in headers.iter().enumerate() {
            let Some(column) = self.prepared.position(header) else {
                continue;
            };
            let info = &self.prepared.columns()[column];
            let block = self.prepared.block(&file, column, group, &mut bytes)?;
            for row in 0..self.prepared.block_rows(group) {
                let give = |text: &str| take(at, row, text);
                prepared::with_text(&block, row, info.storage, &info.dictionary, give);
            }
        }
        Ok(())
    }

    fn reader<'r>(
        &'r self,
        ground: &'r Ground<'_>,
        kept: Option<&[String]>,
    ) -> Result<Box<dyn GroupReader + 'r>, SourceError> {
        let fields = self.job.icp.card.fields();
        let mut readers = Vec::new();
        for ((field, judge), &column) in fields.iter().zip(&ground.judges).zip(&self.columns) {
            let manner = self.job.manner(field);
            let mut values = Values::new(judge, manner, self.job.day_order(field));
            let (mut classes, mut items) = (Vec::new(), Vec::new());
            if let Some(column) = column {
                let info = &self.prepared.columns()[column];
                for entry in &info.dictionary {
                    match (info.storage, entry) {
                        (Storage::List, Some(text)) => items.push(Some(values.item(text))),
                        (Storage::List, None) => items.push(None),
                        (Storage::Whole, Some(text)) => classes.push(match text.parse() {
                            Ok(number) => values.whole(number),
                            Err(_) => values.text(text),
                        }),
                        (_, Some(text)) => classes.push(values.text(text)),
                        (_, None) => classes.push(values.blank()),
                    }
                }
                // Every code has a place, so that looking one up needs no check.
                let first = classes.first().copied().unwrap_or(0);
                let size = if classes.len() > 1 << 8 {
                    1 << 16
                } else {
                    1 << 8
                };
                classes.resize(size, first);
            }
            let mut briefs: Vec<Brief> = items.iter().map(brief_of).collect();
            briefs.resize(briefs.len().max(1 << 8), Brief::default());
            readers.push(FieldReader {
                column,
                values,
                classes,
                briefs,
                items,
                loaded: Loaded::default(),
                steps: (Vec::new(), 0),
            });
        }
        let kept = self.kept_columns(kept).into_iter();
        let kept = kept.map(|column| {
            let info = &self.prepared.columns()[column];
            Kept::new(column, info, &self.texts[column])
        });
        let kept = kept.collect();
        Ok(Box::new(CodedReader {
            coded: self,
            file: self.prepared.open()?,
            block: 0,
            fields: readers,
            kept,
            bytes: Vec::new(),
        }))
    }

    fn kept(&self, kept: Option<&[String]>) -> Option<Vec<ArrowField>> {
        let schema = self.schema.as_ref()?;
        let columns = self.kept_columns(kept);
        let is_typed = |&column: &usize| self.prepared.columns()[column].storage != Storage::Shown;
        let fields = columns.iter().map(|&column| schema.field(column).clone());
        columns.iter().all(is_typed).then(|| fields.collect())
    }

    fn is_mostly_known(&self, field: usize) -> Result<bool, SourceError> {
        let Some(column) = self.columns[field] else {
            return Ok(false);
        };
        let field = &self.job.icp.card.fields()[field];
        let info = &self.prepared.columns()[column];
        let (manner, day_order) = (self.job.manner(field), self.job.day_order(field));
        let means =
            |text: &str| !normalise::read_value(field, text, manner, day_order).is_unknown();
        let dictionary: Vec<bool> = info
            .dictionary
            .iter()
            .map(|entry| means(entry.as_deref().unwrap_or("")))
            .collect();
        let rows = self.prepared.rows();
        let file = self.prepared.open()?;
        let (mut bytes, mut known) = (Vec::new(), 0);
        for block in 0..self.prepared.n_blocks() {
            let read = self.prepared.block(&file, column, block, &mut bytes)?;
            let of = |code: usize| dictionary.get(code).copied().unwrap_or(false);
            known += match read {
                Block::Codes1(codes) => codes.iter().filter(|&&code| of(usize::from(code))).count(),
                Block::Codes2(codes) => {
                    let code = |code: &[u8; 2]| usize::from(u16::from_le_bytes(*code));
                    codes.iter().filter(|bytes| of(code(bytes))).count()
                }
                _ => (0..self.prepared.block_rows(block))
                    .filter(|&row| {
                        prepared::with_text(&read, row, info.storage, &info.dictionary, means)
                    })
                    .count(),
            };
            if known * 10 >= rows {
                return Ok(true);
            }
        }
        Ok(known * 10 >= rows)
    }

    fn said(&self) -> (Vec<String>, Vec<String>) {
        self.prepared.said(self.job.path)
    }

    fn table(&self, rows: &[usize], options: &ReadOptions) -> Result<Table, SourceError> {
        prepared::rows(&self.prepared, self.job.path, options, rows)
    }

    fn plain(&self) -> Vec<String> {
        let columns = self.prepared.columns().iter().enumerate();
        columns
            .filter(|(column, _)| !self.prepared.has_codes(*column))
            .map(|(_, info)| info.header.clone())
            .collect()
    }
}

/// One field of the card, for one thread.
struct FieldReader<'r, 'c> {
    column: Option<usize>,
    values: Values<'r, 'c>,
    /// The class of each code.
    classes: Vec<u32>,
    /// For lists, what each code adds to the set.
    items: Vec<Option<Item>>,
    /// The same in one number each, for any byte.
    briefs: Vec<Brief>,
    loaded: Loaded,
    /// What each code adds to an address, and the edition of that.
    steps: (Vec<u32>, u64),
}

/// Returns a list of one item; an item that is missing is not counted.
fn brief_of(item: &Option<Item>) -> Brief {
    item.map_or(Brief::default(), |item| {
        Brief::default().then(1, item.brief(), 1)
    })
}

/// Adds the step of each code to `addresses`: of the first codes, or of those chosen.
fn add<C: Copy>(
    codes: &[C],
    chosen: Option<&[u32]>,
    step: impl Fn(C) -> u32,
    addresses: &mut [u32],
) {
    match chosen {
        None => {
            for (address, &code) in addresses.iter_mut().zip(codes) {
                *address += step(code);
            }
        }
        Some(rows) => {
            for (address, &row) in addresses.iter_mut().zip(rows) {
                *address += step(codes[row as usize]);
            }
        }
    }
}

/// The block whose bytes are there.
#[derive(Default)]
struct Loaded {
    block: Option<usize>,
    bytes: Vec<u8>,
}

/// Returns a block of a column, read only once.
fn load<'b>(
    prepared: &Prepared,
    file: &File,
    (column, block): (usize, usize),
    loaded: &'b mut Loaded,
) -> Result<Block<'b>, SourceError> {
    if loaded.block == Some(block) {
        return prepared.loaded(column, block, &loaded.bytes);
    }
    loaded.block = Some(block);
    prepared.block(file, column, block, &mut loaded.bytes)
}

/// Reads block after block, for one thread.
struct CodedReader<'r, 'c> {
    coded: &'r Coded<'r>,
    file: File,
    block: usize,
    fields: Vec<FieldReader<'r, 'c>>,
    kept: Vec<Kept>,
    bytes: Vec<u8>,
}

impl CodedReader<'_, '_> {
    /// Gives the class of each of some rows of the block.
    fn each(
        &mut self,
        field: usize,
        rows: impl Iterator<Item = usize>,
        out: &mut impl Extend<u32>,
    ) -> Result<(), SourceError> {
        let prepared = &self.coded.prepared;
        let reader = &mut self.fields[field];
        let values = &mut reader.values;
        let mut blank = None;
        let mut blank_of =
            |values: &mut Values<'_, '_>| *blank.get_or_insert_with(|| values.blank());
        let Some(column) = reader.column else {
            let blank = values.blank();
            out.extend(rows.map(|_| blank));
            return Ok(());
        };
        let info = &prepared.columns()[column];
        let block = load(
            prepared,
            &self.file,
            (column, self.block),
            &mut reader.loaded,
        )?;
        match block {
            Block::Codes1(codes) => {
                let classes = reader.classes.first_chunk::<{ 1 << 8 }>();
                let classes = classes.ok_or_else(|| prepared.damaged())?;
                out.extend(rows.map(|row| classes[usize::from(codes[row])]));
            }
            Block::Codes2(codes) => {
                let classes = reader.classes.first_chunk::<{ 1 << 16 }>();
                let classes = classes.ok_or_else(|| prepared.damaged())?;
                out.extend(rows.map(|row| classes[usize::from(u16::from_le_bytes(codes[row]))]));
            }
            Block::Wholes(numbers) => out.extend(rows.map(|row| match numbers.get(row) {
                Some(number) => values.whole(number),
                None => blank_of(values),
            })),
            Block::Numbers(numbers) if info.storage == Storage::Number64 => {
                out.extend(rows.map(|row| match numbers.get(row) {
                    Some(number) => values.number(number),
                    None => blank_of(values),
                }));
            }
            Block::Lists(lists) if values.is_brief() && lists.is_of_bytes() => {
                let briefs = reader.briefs.first_chunk::<{ 1 << 8 }>();
                let briefs = briefs.ok_or_else(|| prepared.damaged())?;
                let brief = |&code: &u8| briefs[usize::from(code)];
                if reader.items.iter().all(Option::is_some) {
                    out.extend(rows.map(|row| {
                        let items = lists.bytes(row).iter().map(brief);
                        values.of_brief(Brief::of_all(items))
                    }));
                } else {
                    out.extend(rows.map(|row| {
                        let items = lists.bytes(row).iter().map(brief);
                        values.of_brief(items.fold(Brief::default(), Brief::and))
                    }));
                }
            }
            Block::Lists(lists) if values.is_brief() => out.extend(rows.map(|row| {
                let codes = lists.get(row).into_iter().flatten();
                let brief = codes.filter_map(|code| reader.briefs.get(code as usize));
                values.of_brief(brief.fold(Brief::default(), |list, &item| list.and(item)))
            })),
            Block::Lists(lists) => out.extend(rows.map(|row| {
                let mut list = List::default();
                for code in lists.get(row).into_iter().flatten() {
                    if let Some(item) = reader.items.get(code as usize).copied().flatten() {
                        list.add(item);
                    }
                }
                values.of_list(list)
            })),
            _ => out.extend(rows.map(|row| {
                prepared::with_text(&block, row, info.storage, &info.dictionary, |text| {
                    values.text(text)
                })
            })),
        }
        Ok(())
    }
}

impl GroupReader for CodedReader<'_, '_> {
    fn open(&mut self, group: usize) -> Result<usize, SourceError> {
        self.block = group;
        Ok(self.coded.prepared.block_rows(group))
    }

    fn classes(
        &mut self,
        field: usize,
        (start, n): (usize, usize),
        out: &mut Vec<u32>,
    ) -> Result<(), SourceError> {
        out.clear();
        self.each(field, start..start + n, out)
    }

    fn classes_of(
        &mut self,
        field: usize,
        (start, _): (usize, usize),
        chosen: &[u32],
        out: &mut Vec<u32>,
    ) -> Result<(), SourceError> {
        out.clear();
        self.each(field, chosen.iter().map(|&row| start + row as usize), out)
    }

    fn is_met(&mut self, field: usize) -> Result<bool, SourceError> {
        let reader = &mut self.fields[field];
        let Some(column) = reader.column else {
            reader.values.blank();
            return Ok(true);
        };
        let at = (column, self.block);
        let block = load(&self.coded.prepared, &self.file, at, &mut reader.loaded)?;
        Ok(matches!(block, Block::Codes1(_) | Block::Codes2(_)))
    }

    fn add_steps(
        &mut self,
        field: usize,
        (start, chosen): (usize, Option<&[u32]>),
        (steps, edition): (&[u32], u64),
        addresses: &mut [u32],
    ) -> Result<(), SourceError> {
        let prepared = &self.coded.prepared;
        let reader = &mut self.fields[field];
        let Some(column) = reader.column else {
            let step = steps[reader.values.blank() as usize];
            addresses.iter_mut().for_each(|address| *address += step);
            return Ok(());
        };
        if reader.steps.1 != edition {
            let of = |&class: &u32| steps.get(class as usize).copied().unwrap_or(0);
            reader.steps = (reader.classes.iter().map(of).collect(), edition);
        }
        let at = (column, self.block);
        let codes = load(prepared, &self.file, at, &mut reader.loaded)?;
        match codes {
            Block::Codes1(codes) => {
                let steps = reader.steps.0.first_chunk::<{ 1 << 8 }>();
                let steps = steps.ok_or_else(|| prepared.damaged())?;
                let step = |code: u8| steps[usize::from(code)];
                add(&codes[start..], chosen, step, addresses);
            }
            Block::Codes2(codes) => {
                let steps = reader.steps.0.first_chunk::<{ 1 << 16 }>();
                let steps = steps.ok_or_else(|| prepared.damaged())?;
                let step = |code: [u8; 2]| steps[usize::from(u16::from_le_bytes(code))];
                add(&codes[start..], chosen, step, addresses);
            }
            _ => return Err(prepared.damaged()),
        }
        Ok(())
    }

    fn rows(&mut self, chosen: &[u32]) -> Result<Vec<ArrayRef>, SourceError> {
        let coded = self.coded;
        let mut arrays = Vec::new();
        for kept in &mut self.kept {
            let column = kept.column;
            // What the card has looked at is there already.
            let mut fields = self.fields.iter();
            let at = (Some(column), Some(self.block));
            let block = match fields.find(|field| (field.column, field.loaded.block) == at) {
                Some(field) => {
                    let bytes = &field.loaded.bytes;
                    coded.prepared.loaded(column, self.block, bytes)?
                }
                None => {
                    let bytes = &mut self.bytes;
                    coded
                        .prepared
                        .block(&self.file, column, self.block, bytes)?
                }
            };
            let array = kept.rows(&block, &coded.prepared.columns()[column], chosen);
            arrays.push(array.map_err(|error| parquet_file::damaged(coded.job.path, error))?);
        }
        Ok(arrays)
    }
}
