//! Rows put into list order, however many there are: sorted runs go to the disk and are merged.

use std::cmp::{Ordering, Reverse};
use std::io::{self, Read, Write};

use doorwise_market::stream::list_key;
use doorwise_market::write::{Cell, TableWriter};
use doorwise_model::card::reference::Decision;
use doorwise_model::market::Scoring;
use extsort::{ExternalSorter, PushExternalSorter, Sortable};

use crate::shell::Fault;

/// Rows that are sorted in memory at a time; their sentences make them ten times as long.
const RUN_ROWS: usize = 400_000;
const RUN_ROWS_IN_WORDS: usize = 100_000;

/// Rows that come out in list order: decision, tier, score, score as seen, id, then as they came.
pub(super) struct Sorted {
    sorter: PushExternalSorter<SortedRow, fn(&SortedRow, &SortedRow) -> Ordering>,
    rows: u64,
}

/// A row with what decides its place.
#[derive(Debug, Clone, PartialEq)]
struct SortedRow {
    decision: Decision,
    tier: u64,
    low: i64,
    seen: i64,
    id: String,
    row: u64,
    cells: Vec<OwnCell>,
}

#[derive(Debug, Clone, PartialEq)]
enum OwnCell {
    Text(String),
    Int(i64),
    Float(f64),
    Bool(bool),
    Blank,
}

impl Sorted {
    pub(super) fn new(in_words: bool) -> Self {
        let rows = if in_words {
            RUN_ROWS_IN_WORDS
        } else {
            RUN_ROWS
        };
        Self {
            sorter: ExternalSorter::new()
                .with_segment_size(rows)
                .pushed_by(SortedRow::order as fn(&SortedRow, &SortedRow) -> Ordering),
            rows: 0,
        }
    }

    pub(super) fn push(
        &mut self,
        scoring: &Scoring,
        id: &str,
        cells: &[Cell<'_>],
    ) -> Result<(), Fault> {
        let (decision, tier, Reverse(low), Reverse(seen)) = list_key(scoring);
        let row = SortedRow {
            decision,
            tier: tier as u64,
            low,
            seen,
            id: id.to_owned(),
            row: self.rows,
            cells: cells.iter().map(OwnCell::of).collect(),
        };
        self.sorter.push(row).map_err(on_disk)?;
        self.rows += 1;
        Ok(())
    }

    /// Writes the first `most` rows.
    pub(super) fn write(self, writer: &mut TableWriter, most: usize) -> Result<(), Fault> {
        for row in self.sorter.done().map_err(on_disk)?.take(most) {
            let row = row.map_err(on_disk)?;
            let cells: Vec<Cell<'_>> = row.cells.iter().map(OwnCell::as_cell).collect();
            writer.row(&cells)?;
        }
        Ok(())
    }
}

/// Says that the runs could not be kept where temporary files go.
fn on_disk(source: io::Error) -> Fault {
    Fault::Save {
        path: std::env::temp_dir(),
        source,
    }
}

impl SortedRow {
    fn order(&self, other: &Self) -> Ordering {
        let key = |row: &Self| (row.decision, row.tier, Reverse(row.low), Reverse(row.seen));
        key(self)
            .cmp(&key(other))
            .then_with(|| self.id.cmp(&other.id))
            .then_with(|| self.row.cmp(&other.row))
    }
}

impl OwnCell {
    fn of(cell: &Cell<'_>) -> Self {
        match *cell {
            Cell::Text(text) => Self::Text(text.to_owned()),
            Cell::Int(number) => Self::Int(number),
            Cell::Float(number) => Self::Float(number),
            Cell::Bool(is) => Self::Bool(is),
            Cell::Blank => Self::Blank,
        }
    }

    fn as_cell(&self) -> Cell<'_> {
        match self {
            Self::Text(text) => Cell::Text(text),
            Self::Int(number) => Cell::Int(*number),
            Self::Float(number) => Cell::Float(*number),
            Self::Bool(is) => Cell::Bool(*is),
            Self::Blank => Cell::Blank,
        }
    }
}

/// Decisions by their place in a row on the disk.
const DECISIONS: [Decision; 3] = [Decision::Pursue, Decision::FindOut, Decision::Ignore];

impl Sortable for SortedRow {
    fn encode<W: Write>(&self, writer: &mut W) -> io::Result<()> {
        let decision = DECISIONS.iter().position(|known| *known == self.decision);
        writer.write_all(&[decision.unwrap_or_default() as u8])?;
        writer.write_all(&self.tier.to_le_bytes())?;
        writer.write_all(&self.low.to_le_bytes())?;
        writer.write_all(&self.seen.to_le_bytes())?;
        put(writer, &self.id)?;
        writer.write_all(&self.row.to_le_bytes())?;
        writer.write_all(&(self.cells.len() as u64).to_le_bytes())?;
        for cell in &self.cells {
            match cell {
                OwnCell::Blank => writer.write_all(&[0])?,
                OwnCell::Text(text) => {
                    writer.write_all(&[1])?;
                    put(writer, text)?;
                }
                OwnCell::Int(number) => {
                    writer.write_all(&[2])?;
                    writer.write_all(&number.to_le_bytes())?;
                }
                OwnCell::Float(number) => {
                    writer.write_all(&[3])?;
                    writer.write_all(&number.to_le_bytes())?;
                }
                OwnCell::Bool(is) => writer.write_all(&[4, u8::from(*is)])?,
            }
        }
        Ok(())
    }

    fn decode<R: Read>(reader: &mut R) -> io::Result<Self> {
        let damaged = || io::Error::from(io::ErrorKind::InvalidData);
        let [decision] = bytes(reader)?;
        let decision = *DECISIONS.get(usize::from(decision)).ok_or_else(damaged)?;
        let tier = u64::from_le_bytes(bytes(reader)?);
        let low = i64::from_le_bytes(bytes(reader)?);
        let seen = i64::from_le_bytes(bytes(reader)?);
        let id = take(reader)?;
        let row = u64::from_le_bytes(bytes(reader)?);
        let mut cells = Vec::new();
        for _ in 0..u64::from_le_bytes(bytes(reader)?) {
            let [kind] = bytes(reader)?;
            cells.push(match kind {
                0 => OwnCell::Blank,
                1 => OwnCell::Text(take(reader)?),
                2 => OwnCell::Int(i64::from_le_bytes(bytes(reader)?)),
                3 => OwnCell::Float(f64::from_le_bytes(bytes(reader)?)),
                4 => OwnCell::Bool(bytes::<1>(reader)? == [1]),
                _ => return Err(damaged()),
            });
        }
        Ok(Self {
            decision,
            tier,
            low,
            seen,
            id,
            row,
            cells,
        })
    }
}

fn put(writer: &mut impl Write, text: &str) -> io::Result<()> {
    writer.write_all(&(text.len() as u64).to_le_bytes())?;
    writer.write_all(text.as_bytes())
}

fn bytes<const SIZE: usize>(reader: &mut impl Read) -> io::Result<[u8; SIZE]> {
    let mut bytes = [0; SIZE];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn take(reader: &mut impl Read) -> io::Result<String> {
    let damaged = |_| io::Error::from(io::ErrorKind::InvalidData);
    let size = usize::try_from(u64::from_le_bytes(bytes(reader)?)).map_err(damaged)?;
    let mut text = vec![0; size];
    reader.read_exact(&mut text)?;
    String::from_utf8(text).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_from_the_disk_as_it_was() {
        let row = SortedRow {
            decision: Decision::FindOut,
            tier: 3,
            low: i64::MIN,
            seen: -7,
            id: "é 1".to_owned(),
            row: 12,
            cells: vec![
                OwnCell::Text(String::new()),
                OwnCell::Int(-1),
                OwnCell::Float(0.1),
                OwnCell::Bool(true),
                OwnCell::Blank,
            ],
        };
        let mut bytes = Vec::new();
        row.encode(&mut bytes).expect("written");
        let mut rest = bytes.as_slice();
        assert_eq!(SortedRow::decode(&mut rest).expect("read"), row);
        assert!(rest.is_empty());
        assert!(SortedRow::decode(&mut &bytes[..bytes.len() - 1]).is_err());
    }

    #[test]
    fn runs_on_the_disk_come_out_in_one_order() {
        let row = |number: u64| SortedRow {
            decision: DECISIONS[(number * 7 % 3) as usize],
            tier: number % 4,
            low: (number * 31 % 17) as i64,
            seen: (number % 5) as i64,
            id: format!("{}", number * 13 % 50),
            row: number,
            cells: Vec::new(),
        };
        let mut expected: Vec<SortedRow> = (0..1_000).map(row).collect();
        let mut sorter = ExternalSorter::new()
            .with_segment_size(64)
            .pushed_by(SortedRow::order as fn(&SortedRow, &SortedRow) -> Ordering);
        sorter.push_iter(expected.clone()).expect("written");
        let sorted: Vec<SortedRow> = sorter
            .done()
            .expect("merged")
            .collect::<io::Result<_>>()
            .expect("read");
        expected.sort_by(SortedRow::order);
        assert_eq!(sorted, expected);
        assert!(sorted[0].decision == Decision::Pursue && sorted[0].tier == 0);
    }
}
