//! What is written of the rows wanted: columns of the table and ours behind them.

use std::sync::Arc;

use arrow_array::builder::Int64Builder;
use arrow_array::types::UInt32Type;
use arrow_array::{ArrayRef, DictionaryArray, StringArray, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field as ArrowField, Schema, SchemaRef};
use doorwise_model::card::reference::Decision;
use doorwise_model::icp::Icp;
use doorwise_model::market::TierSet;

use super::Job;
use super::hand::Hand;
use super::scan::GroupReader;
use crate::score::RowVerdict;
use crate::source::{SourceError, parquet_file};

/// A row that is written: its place in the group, the position of the ICP under which it stands,
/// and where it is said what that says of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pick {
    pub(super) row: u32,
    pub(super) icp: usize,
    pub(super) place: Place,
}

/// Where it stands what an ICP says of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// By its cell.
    Cell(u32),
    /// By its row in the table, decided on by hand.
    Hand(usize),
}

/// What is written of the rows wanted.
pub(super) struct Output<'o> {
    jobs: &'o [Job<'o>],
    hand: &'o Hand,
    pub(super) schema: SchemaRef,
}

impl<'o> Output<'o> {
    /// `fields` are the columns kept; the jobs differ in their ICP alone.
    pub(super) fn new(jobs: &'o [Job<'o>], hand: &'o Hand, mut fields: Vec<ArrowField>) -> Self {
        let taken: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
        let are_several = jobs.len() > 1;
        let icp = are_several.then_some(("icp", DataType::Utf8));
        let also = are_several.then_some(("also", DataType::Utf8));
        let each = [
            ("decision", DataType::Utf8),
            ("tier", DataType::Utf8),
            ("score_low", DataType::Int64),
            ("score_high", DataType::Int64),
            ("score_seen", DataType::Int64),
        ];
        for (name, data_type) in icp.into_iter().chain(each).chain(also) {
            let name = crate::write::free_name(name, &taken);
            fields.push(ArrowField::new(name, data_type, true));
        }
        Self {
            jobs,
            hand,
            schema: Arc::new(Schema::new(fields)),
        }
    }

    /// Returns the columns of the rows picked of a group. `verdicts` are those of each ICP's cells;
    /// where there are several, `also` has for each row the place of what the others say, and these.
    pub(super) fn columns(
        &self,
        picks: &[Pick],
        verdicts: &[&[RowVerdict]],
        also: (&[u32], &[String]),
        reader: &mut dyn GroupReader,
    ) -> Result<Option<Vec<ArrayRef>>, SourceError> {
        if picks.is_empty() {
            return Ok(None);
        }
        let chosen: Vec<u32> = picks.iter().map(|pick| pick.row).collect();
        let mut columns = reader.rows(&chosen)?;
        let ours = self.ours(picks, verdicts, also);
        columns.extend(ours.map_err(|error| parquet_file::damaged(self.jobs[0].path, error))?);
        Ok(Some(columns))
    }

    fn ours(
        &self,
        picks: &[Pick],
        verdicts: &[&[RowVerdict]],
        (also, others): (&[u32], &[String]),
    ) -> Result<Vec<ArrayRef>, ArrowError> {
        let n = picks.len();
        let says = |pick: &Pick| match pick.place {
            Place::Cell(cell) => {
                let verdict = &verdicts[pick.icp][cell as usize];
                let (score, seen) = (verdict.score, verdict.seen);
                Some((verdict.decision(), verdict.tiers, score, seen))
            }
            Place::Hand(row) => {
                let scoring = self.hand.said(row)?.get(pick.icp)?;
                let (score, seen) = (scoring.score, scoring.seen);
                Some((scoring.decision, scoring.tiers, score, seen))
            }
        };
        let (mut decisions, mut tiers) = (Words::default(), Words::default());
        let (mut low, mut high, mut seen) = (
            Int64Builder::with_capacity(n),
            Int64Builder::with_capacity(n),
            Int64Builder::with_capacity(n),
        );
        for pick in picks {
            let icp = self.jobs[pick.icp].icp;
            let (decision, in_tiers, score, in_sight) = says(pick)
                .ok_or_else(|| ArrowError::ComputeError("a row is not known".to_owned()))?;
            decisions.push(decision, || decision.as_str().to_owned());
            tiers.push((pick.icp, in_tiers.0), || {
                icp.card.tiers.show(&in_tiers.to_vec())
            });
            low.append_option(score.map(|score| score.low));
            high.append_option(score.map(|score| score.high));
            seen.append_value(in_sight);
        }
        let mut columns: Vec<ArrayRef> = vec![
            decisions.finish()?,
            tiers.finish()?,
            Arc::new(low.finish()),
            Arc::new(high.finish()),
            Arc::new(seen.finish()),
        ];
        if self.jobs.len() > 1 {
            let mut icps = Words::default();
            for pick in picks {
                icps.push(pick.icp, || self.jobs[pick.icp].icp.id.clone());
            }
            columns.insert(0, icps.finish()?);
            let says = |&at: &u32| Some(at).filter(|&at| !others[at as usize].is_empty());
            let keys: UInt32Array = also.iter().map(says).collect();
            let others = StringArray::from_iter_values(others);
            columns.push(coded(keys, Arc::new(others))?);
        }
        Ok(columns)
    }
}

/// A column of few texts, by what they stand for.
struct Words<T> {
    keys: Vec<u32>,
    known: Vec<(T, String)>,
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            known: Vec::new(),
        }
    }
}

impl<T: PartialEq> Words<T> {
    fn push(&mut self, of: T, show: impl FnOnce() -> String) {
        let known = self.known.iter().position(|(known, _)| *known == of);
        let key = known.unwrap_or_else(|| {
            self.known.push((of, show()));
            self.known.len() - 1
        });
        self.keys.push(u32::try_from(key).unwrap_or(u32::MAX));
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        let texts = self.known.iter().map(|(_, text)| text);
        let texts = StringArray::from_iter_values(texts);
        coded(self.keys.into(), Arc::new(texts))
    }
}

/// Returns a column of codes of texts.
pub(super) fn coded(keys: UInt32Array, texts: ArrayRef) -> Result<ArrayRef, ArrowError> {
    Ok(Arc::new(DictionaryArray::<UInt32Type>::try_new(
        keys, texts,
    )?))
}

/// Returns the other ICPs that a company meets, with decision and tier; `said` is what each says.
pub fn also_meets(
    icps: &[&Icp],
    stands: usize,
    said: impl Iterator<Item = (Decision, TierSet)>,
) -> String {
    let others = icps.iter().zip(said).enumerate();
    let others =
        others.filter(|(at, (_, (decision, _)))| *at != stands && *decision != Decision::Ignore);
    let says = others.map(|(_, (icp, (decision, tiers)))| {
        let tier = icp.card.tiers.show(&tiers.to_vec());
        format!("{}: {}, tier {tier}", icp.id, decision.label())
    });
    says.collect::<Vec<_>>().join("; ")
}
