//! Cuts a text file into records with their line numbers, holding one record in memory at a time.

use std::path::Path;

use csv_core::ReadRecordResult;

use super::dialect::Syntax;
use crate::source::text_encoding::TextStream;
use crate::source::{MAX_COLUMNS, MAX_RECORD_BYTES, SourceError};

const COMPACT_ABOVE: usize = 1 << 20;

/// The records of one file.
pub(super) struct Records<'a> {
    path: &'a Path,
    stream: TextStream,
    core: csv_core::Reader,
    /// Decoded text not yet given up: the last record, and what was read beyond it.
    window: Vec<u8>,
    /// Where the last record starts in the window.
    record: usize,
    /// Where the next one starts.
    next: usize,
    record_line: u64,
    next_line: u64,
    last_byte: u8,
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// What came next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A record of this many bytes of text and this many cells.
    Record { n_text: usize, n_cells: usize },
    /// A record above the limit, most likely a quotation mark that is never closed.
    TooBig,
    /// The end of the file.
    End,
}

impl<'a> Records<'a> {
    pub(super) fn new(path: &'a Path, stream: TextStream) -> Records<'a> {
        Records {
            path,
            stream,
            core: csv_core::Reader::new(),
            window: Vec::new(),
            record: 0,
            next: 0,
            record_line: 1,
            next_line: 1,
            last_byte: 0,
            text: vec![0; 1 << 14],
            ends: vec![0; 256],
        }
    }

    /// Returns the head of the text, at least this long unless the file ends before.
    pub(super) fn head(&mut self, bytes: usize) -> Result<(&[u8], bool), SourceError> {
        let mut whole = false;
        while self.window.len() < bytes && !whole {
            whole = !self.fill()?;
        }
        Ok((&self.window, whole))
    }

    pub(super) fn set_syntax(&mut self, syntax: Syntax) {
        self.core = syntax.reader();
    }

    /// Returns the line on which the last record starts.
    pub(super) fn line(&self) -> u64 {
        self.record_line
    }

    /// Returns the text of the last record's cells, back to back.
    pub(super) fn text(&self, n_text: usize) -> &[u8] {
        &self.text[..n_text]
    }

    /// Returns where each cell of the last record ends in its text.
    pub(super) fn ends(&self, n_cells: usize) -> &[usize] {
        &self.ends[..n_cells]
    }

    /// Returns whether the last record has line ends inside its cells.
    pub(super) fn spans_lines(&self) -> bool {
        self.next_line > self.record_line + 1
    }

    /// Returns the last record as it stands in the file, its line end left off.
    pub(super) fn raw(&self) -> &[u8] {
        let raw = &self.window[self.record..self.next];
        raw.strip_suffix(b"\n")
            .or(raw.strip_suffix(b"\r"))
            .unwrap_or(raw)
    }

    /// Returns the lines of the last record as they stand in the file.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = &self.window[self.record..self.next];
        std::iter::from_fn(move || {
            let (line, after) = cut_line(rest)?;
            rest = after;
            Some(line)
        })
    }

    /// Goes back to the second line of the last record, to read it as a record of its own.
    pub(super) fn reread_from_second_line(&mut self, syntax: Syntax) {
        let raw = &self.window[self.record..self.next];
        let rest = cut_line(raw).map_or(0, |(_, rest)| rest.len());
        self.next -= rest;
        self.next_line = self.record_line + 1;
        self.last_byte = b'\n';
        self.core = syntax.reader();
    }

    /// Reads the next record that is not an empty line.
    pub(super) fn next(&mut self) -> Result<Next, SourceError> {
        if self.next > COMPACT_ABOVE {
            self.window.drain(..self.next);
            self.next = 0;
        }
        if !self.skip_line_ends()? {
            return Ok(Next::End);
        }
        self.record = self.next;
        self.record_line = self.next_line;
        let (mut n_text, mut n_cells) = (0, 0);
        loop {
            let input = &self.window[self.next..];
            let (result, used, wrote, ended) =
                self.core
                    .read_record(input, &mut self.text[n_text..], &mut self.ends[n_cells..]);
            self.consume(used);
            n_text += wrote;
            n_cells += ended;
            match result {
                ReadRecordResult::Record => return Ok(Next::Record { n_text, n_cells }),
                ReadRecordResult::End => return Ok(Next::End),
                _ if self.next - self.record > MAX_RECORD_BYTES => return Ok(Next::TooBig),
                // Without more input the next call gets none, which ends the last record.
                ReadRecordResult::InputEmpty => {
                    self.fill()?;
                }
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() >= MAX_COLUMNS => {
                    let (path, row) = (self.path.to_owned(), self.record_line);
                    return Err(SourceError::TooManyColumns {
                        path,
                        row,
                        limit: MAX_COLUMNS,
                    });
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            }
        }
    }

    fn fill(&mut self) -> Result<bool, SourceError> {
        self.stream
            .fill(&mut self.window)
            .map_err(|error| SourceError::io(self.path, error))
    }

    /// Passes over empty lines, which csv-core would do as well but without counting lone CRs.
    fn skip_line_ends(&mut self) -> Result<bool, SourceError> {
        loop {
            let ends = self.window[self.next..]
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
            self.consume(ends);
            if self.next < self.window.len() {
                return Ok(true);
            }
            if !self.fill()? {
                return Ok(false);
            }
        }
    }

    /// Moves on, counting CR, LF and CRLF as one line end each.
    fn consume(&mut self, used: usize) {
        let bytes = &self.window[self.next..self.next + used];
        for at in memchr::memchr2_iter(b'\r', b'\n', bytes) {
            let before = if at == 0 {
                self.last_byte
            } else {
                bytes[at - 1]
            };
            if !(bytes[at] == b'\n' && before == b'\r') {
                self.next_line += 1;
            }
        }
        if let Some(&last) = bytes.last() {
            self.last_byte = last;
        }
        self.next += used;
    }
}

/// Cuts off the first line with its line end; `None` when nothing is left.
fn cut_line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    if text.is_empty() {
        return None;
    }
    let Some(at) = memchr::memchr2(b'\r', b'\n', text) else {
        return Some((text, &[]));
    };
    let end = if text[at..].starts_with(b"\r\n") {
        at + 2
    } else {
        at + 1
    };
    Some((&text[..at], &text[end..]))
}
