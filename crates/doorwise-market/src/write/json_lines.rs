//! JSON lines out: one object a line, blanks as `null`, keys in column order.

use std::io::{self, Write};

use super::Cell;
use doorwise_model::save::Pending;

/// The rows of one JSON lines file.
pub(super) struct JsonRows {
    out: Pending,
    /// Each key as JSON, with its colon.
    keys: Vec<String>,
    line: Vec<u8>,
}

impl JsonRows {
    pub(super) fn new(out: Pending, headers: &[String]) -> JsonRows {
        let keys = headers
            .iter()
            .map(|header| format!("{}:", serde_json::Value::from(header.as_str())))
            .collect();
        JsonRows {
            out,
            keys,
            line: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.line.clear();
        self.line.push(b'{');
        for (idx, (key, cell)) in self.keys.iter().zip(cells).enumerate() {
            if idx > 0 {
                self.line.push(b',');
            }
            self.line.extend_from_slice(key.as_bytes());
            match cell {
                Cell::Text(text) => serde_json::to_writer(&mut self.line, text)?,
                Cell::Int(number) => write!(self.line, "{number}")?,
                Cell::Float(number) if number.is_finite() => {
                    serde_json::to_writer(&mut self.line, number)?
                }
                Cell::Bool(truth) => write!(self.line, "{truth}")?,
                Cell::Float(_) | Cell::Blank => self.line.extend_from_slice(b"null"),
            }
        }
        self.line.extend_from_slice(b"}\n");
        self.out.write_all(&self.line)
    }

    pub(super) fn finish(self) -> Pending {
        self.out
    }
}
