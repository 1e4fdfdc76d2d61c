//! CSV out: UTF-8, comma, `\n`, quoted where needed, safe to open in a spreadsheet.

use std::io::{self, Write};

use super::Cell;
use doorwise_model::save::Pending;

/// Letters with which spreadsheets start a formula, and the control characters they skip before one.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'];

/// Returns the text as an export writes it: a text that a spreadsheet would run gets an apostrophe in front.
///
/// A plain number such as `-12.5` is harmless and stays. Texts that look guarded already get a second apostrophe,
/// so that [`without_formula_guard`] always gives back the text that was written.
pub fn with_formula_guard(text: &str) -> std::borrow::Cow<'_, str> {
    if is_guardable(text) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

/// Returns the text as it was before [`with_formula_guard`].
///
/// Only right for files that Doorwise wrote: elsewhere an apostrophe may belong to the text.
pub fn without_formula_guard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_guardable(rest) => rest,
        _ => text,
    }
}

fn is_guardable(text: &str) -> bool {
    // ASCII letters and digits, the common case, decide at once.
    if text
        .as_bytes()
        .first()
        .is_none_or(u8::is_ascii_alphanumeric)
    {
        return false;
    }
    text.trim_start_matches('\'').starts_with(FORMULA_STARTS) && !is_plain_number(text)
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

/// The rows of one CSV file.
pub(super) struct CsvRows {
    out: Pending,
    line: Vec<u8>,
}

impl CsvRows {
    pub(super) fn create(out: Pending, headers: &[String]) -> io::Result<CsvRows> {
        let mut rows = CsvRows {
            out,
            line: Vec::new(),
        };
        let cells: Vec<Cell<'_>> = headers.iter().map(|header| Cell::Text(header)).collect();
        rows.row(&cells)?;
        Ok(rows)
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.line.clear();
        for (idx, cell) in cells.iter().enumerate() {
            if idx > 0 {
                self.line.push(b',');
            }
            match cell {
                Cell::Text(text) => push_text(&mut self.line, &with_formula_guard(text)),
                Cell::Int(number) => write!(self.line, "{number}")?,
                Cell::Float(number) if number.is_finite() => write!(self.line, "{number}")?,
                Cell::Bool(truth) => write!(self.line, "{truth}")?,
                Cell::Float(_) | Cell::Blank => {}
            }
        }
        if self.line.is_empty() {
            // An empty line would be passed over by readers.
            self.line.extend_from_slice(b"\"\"");
        }
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }

    pub(super) fn finish(self) -> Pending {
        self.out
    }
}

fn push_text(line: &mut Vec<u8>, text: &str) {
    // The other delimiters are quoted as well, so that no reader takes one of them for the delimiter.
    let special = |byte: u8| {
        matches!(
            byte,
            b',' | b';' | b'\t' | b'|' | b'"' | b'\'' | b'\n' | b'\r' | b'\\'
        )
    };
    let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
    let bytes = text.as_bytes();
    if !bytes.iter().any(|&byte| special(byte)) && !edge(bytes.first()) && !edge(bytes.last()) {
        line.extend_from_slice(bytes);
        return;
    }
    line.push(b'"');
    for piece in bytes.split_inclusive(|&byte| byte == b'"') {
        line.extend_from_slice(piece);
        if piece.ends_with(b"\"") {
            line.push(b'"');
        }
    }
    line.push(b'"');
}
