//! Subject and body in the rows of a CSV, as a sequencer exports them.

use std::ops::Range;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::marked::Marked;

/// One cell: what it says, and the run of the file with its quotes.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) says: Marked,
    pub(super) run: Range<usize>,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
    /// Line on which it starts, from 1.
    pub(super) line: usize,
    /// Where a quote was opened that nothing closes.
    pub(super) open_quote: Option<usize>,
}

impl Row {
    /// Returns whether every cell is blank.
    pub(super) fn is_blank(&self) -> bool {
        self.cells
            .iter()
            .all(|cell| cell.says.text.trim().is_empty())
    }

    /// Returns the first byte of the row.
    pub(super) fn start(&self) -> usize {
        self.cells.first().map_or(0, |cell| cell.run.start)
    }
}

/// Reads every row; lines are counted as an editor counts them.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let delimiter = delimiter(text);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let bytes = text.as_bytes();
    let mut rows = Vec::new();
    let mut row = Row::default();
    let (mut at, mut line) = (0, 1);
    let mut output = vec![0; 4096];
    while let Some((taken, ends, says)) = field(&mut reader, &bytes[at..], &mut output) {
        // Blank lines before a row are taken with its first cell.
        let skipped = match row.cells.is_empty() {
            true => bytes[at..at + taken]
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count(),
            false => 0,
        };
        line += newlines(&bytes[at..at + skipped]);
        let start = at + skipped;
        let end = at + taken;
        if row.cells.is_empty() {
            row.line = line;
        }
        let (cell, is_open) = cell(text, start..end, &says, delimiter);
        if is_open {
            row.open_quote = Some(start);
        }
        row.cells.push(cell);
        line += newlines(&bytes[start..end]);
        at = end;
        if ends {
            rows.push(std::mem::take(&mut row));
        }
    }
    if !row.cells.is_empty() {
        rows.push(row);
    }
    rows.retain(|row| !(row.cells.len() == 1 && row.is_blank()));
    rows
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

/// Reads one cell: the bytes it took, whether it ends its row, what it says.
fn field(
    reader: &mut Reader,
    input: &[u8],
    output: &mut Vec<u8>,
) -> Option<(usize, bool, Vec<u8>)> {
    let (mut taken, mut written) = (0, 0);
    loop {
        let (result, read, wrote) = reader.read_field(&input[taken..], &mut output[written..]);
        taken += read;
        written += wrote;
        match result {
            ReadFieldResult::OutputFull => {
                let double = output.len() * 2;
                output.resize(double, 0);
            }
            // With no input left the next call ends the cell or the file.
            ReadFieldResult::InputEmpty => {}
            ReadFieldResult::Field { record_end } => {
                return Some((taken, record_end, output[..written].to_vec()));
            }
            ReadFieldResult::End => return None,
        }
    }
}

/// Finds the words of a cell in its run: the reader only ever leaves bytes out.
fn cell(text: &str, run: Range<usize>, says: &[u8], delimiter: u8) -> (Cell, bool) {
    let raw = &text.as_bytes()[run.clone()];
    let trimmed = raw
        .iter()
        .rposition(|byte| !matches!(byte, b'\r' | b'\n'))
        .map_or(0, |last| last + 1);
    let quoted = raw.first() == Some(&b'"');
    let mut closed = trimmed;
    if closed > 0 && raw[closed - 1] == delimiter && (!quoted || says.last() != Some(&delimiter)) {
        closed -= 1;
    }
    let is_open = quoted && (closed < 2 || raw[closed - 1] != b'"');
    let says = String::from_utf8_lossy(says).into_owned();
    let mut marked = Marked::default();
    let mut at = usize::from(quoted);
    for c in says.chars() {
        let mut buffer = [0; 4];
        let c = &*c.encode_utf8(&mut buffer);
        // A doubled quote stands for one.
        if c == "\"" && quoted && raw[at..].starts_with(b"\"\"") {
            marked.push_made(c, run.start + at..run.start + at + 2);
            at += 2;
            continue;
        }
        let ahead = raw[at.min(raw.len())..]
            .windows(c.len())
            .position(|here| here == c.as_bytes())
            .unwrap_or(0);
        at += ahead;
        marked.push_same(c, run.start + at);
        at += c.len();
    }
    (
        Cell {
            says: marked.unix_lines(),
            run,
        },
        is_open,
    )
}

/// Returns the byte between two cells: the one that the header has most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut in_quotes = false;
    for byte in text.bytes() {
        match byte {
            b'"' => in_quotes = !in_quotes,
            b'\n' if !in_quotes && counts.iter().any(|(_, count)| *count > 0) => break,
            _ if !in_quotes => {
                for (known, count) in &mut counts {
                    *count += usize::from(byte == *known);
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > 0)
        .map_or(b',', |(byte, _)| *byte)
}
