//! Values that do not repeat: numbers and lengths of texts as differences.

use parquet::basic::Encoding;

use super::Kind;
use crate::delta;

/// Bytes of a text, in the mean, up to which packing costs more than it saves: Snappy takes a third
/// off them, and as long as all else that is done for them.
const MOST_SHORT: usize = 24;

/// The values of a page that has no codes.
#[derive(Default)]
pub(super) struct Plain {
    /// The numbers, or the lengths of the texts.
    pub(super) numbers: Vec<i64>,
    pub(super) text: Vec<u8>,
}

impl Plain {
    pub(super) fn push(&mut self, text: &str) {
        self.numbers.push(text.len() as i64);
        self.text.extend_from_slice(text.as_bytes());
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len() * size_of::<i64>() + self.text.len()
    }

    /// Returns whether packing saves enough to pay: not of numbers whose differences were packed
    /// already, nor of texts as short as names and addresses of the web.
    pub(super) fn packs(&self) -> bool {
        self.text.len() > self.numbers.len() * MOST_SHORT
    }

    /// Appends the values as they stand in a page, and forgets them.
    pub(super) fn put(&mut self, kind: Kind, out: &mut Vec<u8>) -> Encoding {
        let encoding = match kind {
            // A reader may ask a page without values for none.
            _ if self.numbers.is_empty() => Encoding::PLAIN,
            Kind::Text => Encoding::DELTA_LENGTH_BYTE_ARRAY,
            Kind::Int32 | Kind::Int64 => Encoding::DELTA_BINARY_PACKED,
        };
        if !self.numbers.is_empty() {
            // Lengths of texts are numbers of 32 bits.
            delta::encode(&self.numbers, kind != Kind::Int64, out);
            out.append(&mut self.text);
            self.numbers.clear();
        }
        encoding
    }
}
