//! Scores a table of any length without holding it in memory.
//!
//! A Parquet file whose needed columns are stored plainly is scanned as codes (`pages`); anything
//! else is read piece by piece into small tables. Both count rows by the same classes, so both say
//! the same; the tests hold them against each other and against the reference.

mod best;
mod coded;
mod column;
mod hand;
mod joint;
mod levels;
mod output;
mod pages;
mod pick;
mod pieces;
mod scan;
mod values;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;

use doorwise_model::card::reference::Decision;
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Counts, Fall, TierSet, WorthFinding};
use doorwise_model::tables::TableMap;
use doorwise_vocab::date::{self, DateOrder};
use doorwise_vocab::money::Currency;

pub use best::{Best, Found, best};
pub use joint::{Joint, Said, select, stands, stands_under, tally};
pub use output::also_meets;
pub use pieces::{Piece, pieces};

use crate::normalise::{self, Manner};
use crate::open::custom;
use crate::score::RowVerdict;
use crate::score::bench::Bench;
use crate::score::cells::Cells;
use crate::score::judge::{self, FieldJudge};
use crate::score::tally::{counted, falls, worth_finding};
use crate::source::{self, ReadOptions, SourceError};
use crate::table::Table;
use crate::write::WriteError;

/// Rows of one piece: enough to spread its costs, few enough to stay small.
const PIECE_ROWS: usize = 32_768;

/// A table in whichever form it can be scanned.
type BoxedGroups<'j> = Box<dyn scan::Groups + 'j>;

/// One table against one ICP.
#[derive(Debug)]
pub struct Job<'a> {
    /// The table.
    pub path: &'a Path,
    /// How it is read.
    pub options: &'a ReadOptions,
    /// Its first rows, which tell its columns.
    pub head: &'a Table,
    /// Which column says what.
    pub map: &'a TableMap,
    /// The ICP.
    pub icp: &'a Icp,
    /// Currency of amounts that name none.
    pub currency: Option<Currency>,
}

/// Why a table could not be scored.
#[derive(Debug, thiserror::Error)]
pub enum StreamError {
    /// It could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The result could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Which rows are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Every row.
    All,
    /// No row.
    None,
    /// Rows of one decision.
    Decision(Decision),
    /// Rows to pursue that are in this tier and no other, by position.
    Tier(usize),
}

impl Rows {
    /// Returns whether a row with this decision and these tiers is wanted.
    pub fn takes(self, decision: Decision, tiers: TierSet) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Decision(wanted) => decision == wanted,
            Self::Tier(tier) => decision == Decision::Pursue && tiers.single() == Some(tier),
        }
    }

    /// Returns whether rows that fail a gate are among them.
    fn takes_failing(self) -> bool {
        self.takes(Decision::Ignore, TierSet::default())
    }
}

/// What a card says of a whole table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Rows by decision.
    pub counts: Counts,
    /// Rows by decision and tiers attainable, best first.
    pub tiers: Vec<(Decision, TierSet, usize)>,
    /// How each criterion thins the table.
    pub falls: Vec<Fall>,
    /// Fields worth finding, best first.
    pub worth_finding: Vec<WorthFinding>,
    /// Exclusions that cannot be checked here, by position.
    pub unchecked: Vec<usize>,
    /// Fields that the card reads and the table does not have.
    pub no_column: Vec<Field>,
    /// Rows that could not be read: place and reason.
    pub skipped: Vec<String>,
    /// What was assumed or mended while reading.
    pub notes: Vec<String>,
}

impl Tally {
    /// Moves one row that was decided by hand.
    fn moved(&mut self, from: Decision, tiers: TierSet, to: Decision) {
        self.counts.take(from);
        self.counts.add(to);
        let mut by_tier: BTreeMap<(Decision, Vec<usize>), usize> = self
            .tiers
            .iter()
            .map(|(decision, tiers, rows)| ((*decision, tiers.to_vec()), *rows))
            .collect();
        *by_tier.entry((from, tiers.to_vec())).or_insert(1) -= 1;
        *by_tier.entry((to, tiers.to_vec())).or_default() += 1;
        self.set_tiers(by_tier);
    }

    fn set_tiers(&mut self, by_tier: BTreeMap<(Decision, Vec<usize>), usize>) {
        self.tiers = by_tier
            .into_iter()
            .filter(|(_, rows)| *rows > 0)
            .map(|((decision, tiers), rows)| (decision, TierSet::of(tiers), rows))
            .collect();
    }
}

impl Job<'_> {
    /// Returns whether its rows have to be looked at themselves: what stands beside a row in another
    /// file is found row by row.
    fn needs_rows(&self) -> bool {
        !self.options.beside.is_empty()
    }

    /// Returns the table in a form that can be scanned as codes, where it has one.
    fn groups(&self) -> Result<Option<BoxedGroups<'_>>, SourceError> {
        if let Some(coded) = coded::Coded::new(self)? {
            return Ok(Some(Box::new(coded)));
        }
        let pages = pages::Pages::new(self)?;
        Ok(pages.map(|pages| -> BoxedGroups<'_> { Box::new(pages) }))
    }

    /// Returns the exclusions that cannot be checked in a table whose codes can be scanned.
    fn unchecked_in(&self, groups: &dyn scan::Groups) -> Result<Vec<usize>, SourceError> {
        let fields = self.icp.card.fields();
        let mut unchecked = Vec::new();
        for (idx, exclusion) in self.icp.card.exclusions.iter().enumerate() {
            let position = fields.iter().position(|field| *field == exclusion.field);
            let is_checked = match position {
                Some(field) => groups.is_mostly_known(field)?,
                None => false,
            };
            if !is_checked {
                unchecked.push(idx);
            }
        }
        Ok(unchecked)
    }

    /// Returns the headers read for a field that are there.
    fn headers(&self, field: &Field) -> Vec<String> {
        let mapped = match field {
            Field::Custom(header, _) => return custom::headers(self.head, header),
            canonical => self.map.headers(&canonical.name()),
        };
        let is_there = |header: &&String| self.head.column(header).is_some();
        mapped.iter().filter(is_there).cloned().collect()
    }

    fn manner(&self, field: &Field) -> Manner {
        let headers = self.headers(field);
        let columns = headers.iter();
        let columns: Vec<_> = columns
            .filter_map(|header| self.head.column(header))
            .collect();
        Manner::of(self.map, &field.name(), self.currency).of_columns(field, &columns)
    }

    fn day_order(&self, field: &Field) -> DateOrder {
        let headers = self.headers(field);
        let column = headers.first().and_then(|header| self.head.column(header));
        column.map_or(DateOrder::YearFirst, |column| {
            date::order_of(column.values())
        })
    }

    /// Returns the exclusions that cannot be checked: no column, or blank for more than nine
    /// tenths of the rows. Reads no more of the table than settles it.
    fn unchecked(&self) -> Result<Vec<usize>, SourceError> {
        let exclusions = &self.icp.card.exclusions;
        let mut fields: Vec<&Field> = exclusions
            .iter()
            .map(|exclusion| &exclusion.field)
            .collect();
        fields.sort();
        fields.dedup();
        fields.retain(|field| !self.headers(field).is_empty());
        let (mut known, mut rows) = (vec![0_usize; fields.len()], 0);
        if !fields.is_empty() {
            let most = source::most_rows(self.path)?;
            let options = ReadOptions {
                columns: Some(
                    fields
                        .iter()
                        .flat_map(|field| self.headers(field))
                        .collect(),
                ),
                ..self.options.clone()
            };
            source::read_pieces(self.path, &options, PIECE_ROWS, &mut |table| {
                rows += table.rows();
                for (field, known) in fields.iter().zip(&mut known) {
                    let headers = self.headers(field);
                    let manner = self.manner(field);
                    let column = normalise::code_column(&table, &headers, (*field).clone(), manner);
                    *known += column.map_or(0, |column| column.n_known());
                }
                if known.iter().all(|known| known * 10 >= most) {
                    return ControlFlow::Break(());
                }
                ControlFlow::Continue(())
            })?;
        }
        let is_checked = |field: &Field| {
            fields
                .iter()
                .zip(&known)
                .any(|(checked, known)| *checked == field && known * 10 >= rows)
        };
        Ok((0..exclusions.len())
            .filter(|&idx| !is_checked(&exclusions[idx].field))
            .collect())
    }
}

/// The judges of a card, shared by all who scan.
struct Ground<'c> {
    judges: Vec<Mutex<FieldJudge<'c>>>,
    unchecked: &'c [usize],
}

impl<'c> Ground<'c> {
    fn new(job: &'c Job<'_>, unchecked: &'c [usize]) -> Self {
        Self {
            judges: judge::judges(&job.icp.card, unchecked)
                .into_iter()
                .map(Mutex::new)
                .collect(),
            unchecked,
        }
    }

    /// Adds the verdicts of the cells that have none yet.
    fn judge(&self, job: &Job<'_>, cells: &Cells, verdicts: &mut Vec<RowVerdict>) {
        let judges: Vec<_> = self.judges.iter().map(values::lock).collect();
        let judges = judges.iter().map(|judge| &**judge).collect();
        let bench = Bench::new(&job.icp.card, judges);
        for cell in verdicts.len()..cells.len() {
            verdicts.push(bench.combine(cells.kinds(cell), cells.sum(cell)).verdict);
        }
    }

    fn tally_of_groups(&self, job: &Job<'_>, cells: &Cells, groups: &dyn scan::Groups) -> Tally {
        let (skipped, notes) = groups.said();
        Tally {
            skipped,
            notes,
            ..self.tally(job, cells)
        }
    }

    fn tally(&self, job: &Job<'_>, cells: &Cells) -> Tally {
        let judges: Vec<_> = self.judges.iter().map(values::lock).collect();
        let judges = judges.iter().map(|judge| &**judge).collect();
        let bench = Bench::new(&job.icp.card, judges);
        tally_of(job, &bench, cells, self.unchecked)
    }
}

fn tally_of(job: &Job<'_>, bench: &Bench<'_, '_>, cells: &Cells, unchecked: &[usize]) -> Tally {
    let card = &job.icp.card;
    let counted = counted(bench, cells);
    let mut by_tier: BTreeMap<(Decision, Vec<usize>), usize> = BTreeMap::new();
    let mut counts = Counts::default();
    for cell in &counted {
        let verdict = &cell.combined.verdict;
        let rows = usize::try_from(cell.rows).unwrap_or(usize::MAX);
        counts.add_many(verdict.decision(), rows);
        *by_tier
            .entry((verdict.decision(), verdict.tiers.to_vec()))
            .or_default() += rows;
    }
    let mut tally = Tally {
        counts,
        tiers: Vec::new(),
        falls: falls(card, &counted),
        worth_finding: worth_finding(card, bench, cells, &counted),
        unchecked: unchecked.to_vec(),
        no_column: card
            .fields()
            .into_iter()
            .filter(|field| job.headers(field).is_empty())
            .collect(),
        skipped: Vec::new(),
        notes: Vec::new(),
    };
    tally.set_tiers(by_tier);
    tally
}

#[cfg(test)]
mod tests;
