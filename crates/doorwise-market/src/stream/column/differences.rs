//! Pages of values that do not repeat: numbers and lengths of texts as differences.

use parquet::errors::ParquetError;

use super::{Storage, short, text};
use crate::delta;

/// Returns whole numbers that are kept as differences.
pub(in crate::stream) fn wholes(
    bytes: &[u8],
    storage: Storage,
    n: usize,
) -> Result<Vec<i64>, ParquetError> {
    let mut numbers = Vec::with_capacity(believable(n, bytes));
    delta::decode(bytes, n, &mut numbers)?;
    if storage == Storage::Whole32 {
        for number in &mut numbers {
            *number = i64::from(*number as i32);
        }
    }
    Ok(numbers)
}

/// Texts one behind the other, whose lengths stand before them as differences.
pub(in crate::stream) struct Texts<'b> {
    /// The end of each.
    ends: Vec<usize>,
    text: &'b [u8],
}

impl<'b> Texts<'b> {
    pub(in crate::stream) fn of(bytes: &'b [u8], n: usize) -> Result<Self, ParquetError> {
        let mut lengths = Vec::with_capacity(believable(n, bytes));
        let text = delta::decode(bytes, n, &mut lengths)?;
        let mut end = 0_usize;
        let ends = lengths.into_iter().map(|length| {
            let length = u32::try_from(length as i32).map_err(|_| short())?;
            end += length as usize;
            Ok(end)
        });
        let ends = ends.collect::<Result<_, ParquetError>>()?;
        Ok(Self { ends, text })
    }

    pub(in crate::stream) fn get(&self, at: usize) -> Result<&'b str, ParquetError> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let bytes = self.text.get(start..self.ends[at]).ok_or_else(short)?;
        text(bytes)
    }
}

/// A damaged page may tell of more values than it has bits: memory is not asked for on its word.
fn believable(n: usize, bytes: &[u8]) -> usize {
    n.min(bytes.len().saturating_mul(8))
}
