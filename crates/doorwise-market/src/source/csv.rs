//! Separated text: comma, semicolon, tab or bar, in any encoding, with the damage that exports suffer.

mod dialect;
mod mend;
mod records;

use std::path::Path;

use self::dialect::{Dialect, Sample, Syntax, sniff};
use self::mend::{is_well_quoted, split_lenient};
use self::records::{Next, Records};
use super::text_encoding::{
    Charset, Found, How, TextStream, checked, first_look, is_utf_8, second_look,
};
use super::{
    FormulaGuard, MAX_CELL_BYTES, MAX_RECORD_BYTES, Pieces, ReadOptions, SourceError, header,
};
use crate::table::{Format, Note, SkipReason, TableBuilder};
use crate::write::without_formula_guard;

/// Enough text for 200 records of most files.
const HEAD_BYTES: usize = 256 << 10;
/// Oversize records that are given up one by one before the whole file is.
const MAX_OVERSIZE: usize = 8;

/// Reads a text file.
pub(super) fn read(options: &ReadOptions, pieces: &mut Pieces<'_>) -> Result<(), SourceError> {
    let path = pieces.path;
    let mut found = first_look(path, options.encoding.as_deref())?;
    // What was handed over cannot be taken back, so the encoding must be known before.
    if !pieces.is_whole() && found.how == How::Assumed && !is_utf_8(path)? {
        found = second_look(path)?;
    }
    match read_as(options, &found, pieces)? {
        Pass::Read => Ok(()),
        Pass::NotUtf8 => match read_as(options, &second_look(path)?, pieces)? {
            Pass::Read => Ok(()),
            Pass::NotUtf8 => Err(SourceError::damaged(
                path,
                "text",
                "its encoding changes while it is read",
            )),
        },
    }
}

enum Pass {
    Read,
    /// UTF-8 was only assumed, and a byte says otherwise.
    NotUtf8,
}

fn read_as(
    options: &ReadOptions,
    found: &Found,
    pieces: &mut Pieces<'_>,
) -> Result<Pass, SourceError> {
    let path = pieces.path;
    let stream =
        TextStream::open(path, found.encoding).map_err(|error| SourceError::io(path, error))?;
    let mut records = Records::new(path, stream);
    let (head, whole) = records.head(HEAD_BYTES)?;
    let dialect = sniff(
        head,
        if whole { Sample::Whole } else { Sample::Cut },
        options.delimiter,
    );
    records.set_syntax(dialect.syntax);

    let mut rows = Rows {
        table: TableBuilder::default(),
        syntax: dialect.syntax,
        encoding: found.encoding,
        width: 0,
        usual: dialect.usual,
        guard: options.formula_guard,
    };
    match rows.read_header(path, &mut records, &dialect, &found.how)? {
        Header::Read => {}
        Header::NotUtf8 => return Ok(Pass::NotUtf8),
    }
    let format = Format::Csv {
        delimiter: dialect.syntax.delimiter,
        encoding: found.encoding.name(),
    };
    let mut n_oversize = 0;
    loop {
        if pieces.offer(&mut rows.table, &format).is_break() {
            return Ok(Pass::Read);
        }
        match records.next()? {
            Next::End => break,
            Next::Record { n_text, n_cells } => {
                let line = records.line();
                match rows.settle(&mut records, n_text, n_cells) {
                    Fate::Settled => {}
                    Fate::Undecodable if found.how == How::Assumed => return Ok(Pass::NotUtf8),
                    Fate::Undecodable => {
                        let encoding = found.encoding.name();
                        rows.table.skip(line, SkipReason::Undecodable { encoding });
                    }
                }
            }
            Next::TooBig => {
                n_oversize += 1;
                if n_oversize > MAX_OVERSIZE || rows.mend_open_quote(&mut records).is_none() {
                    let line = records.line();
                    return Err(SourceError::RecordTooBig {
                        path: path.to_owned(),
                        line,
                        limit: MAX_RECORD_BYTES,
                    });
                }
            }
        }
    }
    if let Some(note) = found.note() {
        rows.table.notes.insert(0, note);
    }
    pieces.finish(rows.table, format);
    Ok(Pass::Read)
}

enum Header {
    Read,
    NotUtf8,
}

/// What became of a record.
enum Fate {
    Settled,
    Undecodable,
}

struct Rows {
    table: TableBuilder,
    syntax: Syntax,
    encoding: Charset,
    width: usize,
    usual: usize,
    guard: FormulaGuard,
}

impl Rows {
    fn read_header(
        &mut self,
        path: &Path,
        records: &mut Records<'_>,
        dialect: &Dialect,
        how: &How,
    ) -> Result<Header, SourceError> {
        let mut idx = 0;
        let (n_text, n_cells) = loop {
            match records.next()? {
                Next::Record { n_text, n_cells } if idx == dialect.header => {
                    break (n_text, n_cells);
                }
                Next::Record { .. } => idx += 1,
                Next::End => {
                    return Err(SourceError::Empty {
                        path: path.to_owned(),
                    });
                }
                Next::TooBig => {
                    let line = records.line();
                    return Err(SourceError::RecordTooBig {
                        path: path.to_owned(),
                        line,
                        limit: MAX_RECORD_BYTES,
                    });
                }
            }
        };
        let line = records.line();
        if line > 1 && dialect.header > 0 {
            self.table.notes.push(Note::Preamble { lines: line - 1 });
        }
        let Some(cells) = self.decode(records.text(n_text), records.ends(n_cells)) else {
            if *how == How::Assumed {
                return Ok(Header::NotUtf8);
            }
            let encoding = self.encoding.name();
            return Err(SourceError::UndecodableHeader {
                path: path.to_owned(),
                line,
                encoding,
            });
        };
        let mut written: Vec<&str> = cells.collect();
        written.resize(written.len().max(dialect.width), "");
        for name in header::unique(&written, &mut self.table.notes) {
            self.table.add_column(name);
        }
        self.width = written.len();
        Ok(Header::Read)
    }

    /// Returns the cells as text, or nothing if a byte has no character or a character is cut by a cell's end.
    fn decode<'t>(
        &self,
        text: &'t [u8],
        ends: &'t [usize],
    ) -> Option<impl Iterator<Item = &'t str> + use<'t>> {
        let text = checked(text, self.encoding)?;
        if !text.is_ascii() && !ends.iter().all(|&end| text.is_char_boundary(end)) {
            return None;
        }
        let guard = self.guard;
        let mut start = 0;
        Some(ends.iter().map(move |&end| {
            let cell = &text[std::mem::replace(&mut start, end)..end];
            match guard {
                FormulaGuard::Keep => cell,
                FormulaGuard::Strip => without_formula_guard(cell),
            }
        }))
    }

    /// Adds a record to the table, mends it, or notes why it is left out.
    fn settle(&mut self, records: &mut Records<'_>, n_text: usize, n_cells: usize) -> Fate {
        let line = records.line();
        let (text, ends) = (records.text(n_text), records.ends(n_cells));
        if text.trim_ascii().is_empty() {
            self.table.blank_rows.add(line);
            return Fate::Settled;
        }
        if text.len() > MAX_CELL_BYTES && cell_lengths(ends).any(|bytes| bytes > MAX_CELL_BYTES) {
            self.table.skip(
                line,
                SkipReason::CellTooBig {
                    limit: MAX_CELL_BYTES,
                },
            );
            return Fate::Settled;
        }
        let fits = n_cells == self.width;
        if records.spans_lines() && !(fits && is_well_quoted(records.raw(), self.syntax)) {
            if let Some(fate) = self.mend_open_quote(records) {
                return fate;
            }
        } else if !fits
            && memchr::memchr(self.syntax.quote, records.raw()).is_some()
            && let Some(fate) = self.mend_line(line, records.raw())
        {
            return fate;
        }
        let (text, ends) = (records.text(n_text), records.ends(n_cells));
        let Some(cells) = self.decode(text, ends) else {
            return Fate::Undecodable;
        };
        if fits && !(self.width > 2 && ends[0] == text.len()) {
            self.table.push_row(line, cells);
        } else {
            self.settle_misfit(line, &cells.collect::<Vec<_>>());
        }
        Fate::Settled
    }

    /// Settles a record that is too wide, too narrow or all in its first cell.
    fn settle_misfit(&mut self, line: u64, cells: &[&str]) {
        let (found, expected) = (cells.len(), self.width);
        let is_blank = |cell: &&str| cell.trim().is_empty();
        let n_filled = cells
            .iter()
            .rposition(|cell| !is_blank(cell))
            .map_or(0, |idx| idx + 1);
        // Where the row has all of its cells, what was wrapped has to fill most of them to be believed.
        let is_believed = |unwrapped: &Vec<String>| {
            let filled = unwrapped.iter().filter(|cell| !is_blank(&cell.as_str()));
            found < expected || filled.count() * 2 > expected
        };
        if n_filled == 1
            && expected > 2
            && let Some(unwrapped) = self.unwrapped(cells[0]).filter(is_believed)
        {
            self.table
                .push_row(line, unwrapped.iter().map(String::as_str));
            self.table.repaired.add(line);
            return;
        }
        // Blank cells at the end are harmless, but with a blank in the middle that one may be the one too many.
        let shifted = cells[..n_filled].iter().any(is_blank);
        // A row that breaks off ends in a filled cell. After a blank one it was whole, and lacks a cell elsewhere.
        let broke_off = n_filled == found && (n_filled > 1 || expected < 3);
        if found > expected && (n_filled > expected || shifted) {
            self.table
                .skip(line, SkipReason::TooManyCells { found, expected });
        } else if found < expected && !broke_off && found != self.usual {
            self.table
                .skip(line, SkipReason::TooFewCells { found, expected });
        } else {
            if found < expected {
                self.table.padded.add(line);
            }
            self.table.push_row(line, cells.iter().copied());
        }
    }

    /// Returns the cells of a line that some tool wrapped in quotation marks as a whole.
    fn unwrapped(&self, cell: &str) -> Option<Vec<String>> {
        let cells = self.syntax.split(cell.as_bytes());
        if cells.len() != self.width {
            return None;
        }
        cells
            .into_iter()
            .map(|cell| String::from_utf8(cell).ok())
            .collect()
    }

    /// Goes on at the next line if the record swallowed whole rows through a quotation mark that is not closed in its line.
    fn mend_open_quote(&mut self, records: &mut Records<'_>) -> Option<Fate> {
        let line = records.line();
        let mut lines = records.lines();
        let first = lines.next()?;
        let is_row =
            |line: &[u8]| self.width > 1 && split_lenient(line, self.syntax).len() == self.width;
        if !lines.take(3).any(is_row) {
            return None;
        }
        let fate = self.mend_line(line, first).unwrap_or_else(|| {
            self.table.skip(line, SkipReason::UnclosedQuote);
            Fate::Settled
        });
        records.reread_from_second_line(self.syntax);
        Some(fate)
    }

    /// Adds a line whose quotation marks are broken, if it has the right number of cells without the stray ones.
    fn mend_line(&mut self, line: u64, raw: &[u8]) -> Option<Fate> {
        let cells = split_lenient(raw, self.syntax);
        if cells.len() != self.width {
            return None;
        }
        let texts: Option<Vec<&str>> = cells
            .iter()
            .map(|cell| checked(cell, self.encoding))
            .collect();
        let Some(texts) = texts else {
            return Some(Fate::Undecodable);
        };
        self.table.push_row(line, texts);
        self.table.repaired.add(line);
        Some(Fate::Settled)
    }
}

fn cell_lengths(ends: &[usize]) -> impl Iterator<Item = usize> + '_ {
    let mut start = 0;
    ends.iter()
        .map(move |&end| end - std::mem::replace(&mut start, end))
}
