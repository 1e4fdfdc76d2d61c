//! Takes a person's rows and cells out of a table of separated text, and leaves every other byte.
//!
//! Written by hand because a CSV writer would quote, end and encode all other rows its own way. A guard
//! reads the result back: exactly the rows asked for are gone, and every other row says what it said.

use std::collections::BTreeMap;
use std::path::Path;

use crate::source::{self, ReadOptions, SourceError};
use crate::table::{Format, Table};

/// What is to happen to one row, by its place in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// The row goes.
    Row,
    /// The cells of these columns go blank.
    Cells(Vec<String>),
}

impl Erasure {
    /// Returns whether the row's cell under this header goes.
    pub fn takes(&self, header: &str) -> bool {
        match self {
            Self::Row => true,
            Self::Cells(headers) => headers.iter().any(|taken| taken == header),
        }
    }
}

/// Why a table cannot be changed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand(pub &'static str);

/// Returns the table's bytes without these rows and cells.
///
/// # Errors
/// Returns an error where the table cannot be read, and inside it why it has to be changed by hand.
pub fn erased(
    path: &Path,
    options: &ReadOptions,
    erasures: &BTreeMap<usize, Erasure>,
) -> Result<Result<Vec<u8>, ByHand>, SourceError> {
    let before = source::read(path, options)?;
    let encoding = match (&before.format, before.parts.is_empty()) {
        (Format::Csv { encoding, .. }, true) => encoding.to_string(),
        (Format::Files { .. }, _) | (Format::Csv { .. }, false) => {
            return Ok(Err(ByHand(
                "several files are one table: each is changed by itself",
            )));
        }
        (Format::Workbook { .. }, _) => {
            return Ok(Err(ByHand(
                "a workbook is not changed here, for its formats, formulas and charts would not survive: open it, delete these rows from the last to the first (a deleted row moves those below it) or clear these cells, look for the name in its other sheets and comments, save, then run this again",
            )));
        }
        _ => {
            return Ok(Err(ByHand(
                "this format is not changed here: write the file anew from where it comes, without these rows, then run this again",
            )));
        }
    };
    let bytes = std::fs::read(path).map_err(|error| SourceError::io(path, error))?;
    let (text, known) = match decoded(bytes, &encoding) {
        Ok(read) => read,
        Err(why) => return Ok(Err(why)),
    };
    let records = records(&text);
    let mut out = String::new();
    let mut rest = erasures.iter().peekable();
    for (line, record) in records {
        let here = rest
            .peek()
            .filter(|(row, _)| before.row_places.number(**row) == line)
            .copied();
        match here {
            None => out.push_str(record),
            Some((row, erasure)) => {
                rest.next();
                if let Erasure::Cells(headers) = erasure {
                    match blanked(record, &before, *row, headers) {
                        Some(record) => out.push_str(&record),
                        None => {
                            return Ok(Err(ByHand(
                                "a cell is written in a way that is not safe to change",
                            )));
                        }
                    }
                }
            }
        }
    }
    let Some(out) = encoded(&out, known) else {
        return Ok(Err(NOT_SAFE));
    };
    // A shorter file may be taken for another encoding, so the trial names it.
    let options = ReadOptions {
        encoding: known
            .map(|known| known.name().to_owned())
            .or(options.encoding.clone()),
        ..options.clone()
    };
    match is_as_asked(path, &options, &before, &out, erasures)? {
        true => Ok(Ok(out)),
        false => Ok(Err(NOT_SAFE)),
    }
}

const NOT_SAFE: ByHand = ByHand(
    "the file is written in a way that is not safe to change: delete these rows or cells in an editor",
);

/// The text, and its encoding where it is not UTF-8; text that would not come back as the same bytes is
/// left to a person.
fn decoded(
    bytes: Vec<u8>,
    encoding: &str,
) -> Result<(String, Option<&'static encoding_rs::Encoding>), ByHand> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, None)),
        Err(fault) => fault.into_bytes(),
    };
    let known = encoding_rs::Encoding::for_label(encoding.as_bytes()).ok_or(NOT_SAFE)?;
    // The mark at the start stays a letter of the text, so that it is written back.
    let (text, _) = known.decode_without_bom_handling(&bytes);
    match encoded(&text, Some(known)) {
        Some(again) if again == bytes => Ok((text.into_owned(), Some(known))),
        _ => Err(NOT_SAFE),
    }
}

/// The text as bytes; none where the encoding has no way to write it.
fn encoded(text: &str, known: Option<&'static encoding_rs::Encoding>) -> Option<Vec<u8>> {
    let Some(known) = known else {
        return Some(text.as_bytes().to_vec());
    };
    // `encoding_rs` reads UTF-16 and, as the web asks, never writes it.
    if known == encoding_rs::UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if known == encoding_rs::UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    match known.encode(text) {
        (bytes, _, false) => Some(bytes.into_owned()),
        _ => None,
    }
}

/// Cuts text into records with the line on which each starts; quoted cells go over lines.
fn records(text: &str) -> Vec<(u64, &str)> {
    let mut records = Vec::new();
    let (mut line, mut from, mut first, mut is_open) = (1, 0, 1, false);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => is_open = !is_open,
            b'\n' | b'\r' => {
                if *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                    continue;
                }
                line += 1;
                if !is_open {
                    records.push((first, &text[from..=at]));
                    (from, first) = (at + 1, line);
                }
            }
            _ => {}
        }
    }
    if from < text.len() {
        records.push((first, &text[from..]));
    }
    records
}

/// The record with the cells of these columns blank; none where a cell is not found as it is read.
fn blanked(record: &str, table: &Table, row: usize, headers: &[String]) -> Option<String> {
    let mut record = record.to_owned();
    for header in headers {
        let value = table.column(header)?.value(row);
        if value.is_empty() {
            continue;
        }
        let quoted = format!("\"{}\"", value.replace('"', "\"\""));
        let at = [quoted.as_str(), value]
            .iter()
            .find_map(|written| Some((cell_at(&record, written)?, written.len())))?;
        record.replace_range(at.0..at.0 + at.1, "");
    }
    Some(record)
}

/// Where a cell written exactly so stands, and nowhere else in the record.
fn cell_at(record: &str, written: &str) -> Option<usize> {
    let is_edge = |ch: Option<char>| {
        ch.is_none_or(|ch| matches!(ch, ',' | ';' | '\t' | '|' | '\n' | '\r' | '\u{feff}'))
    };
    record.match_indices(written).map(|(at, _)| at).find(|&at| {
        is_edge(record[..at].chars().next_back())
            && is_edge(record[at + written.len()..].chars().next())
    })
}

fn is_as_asked(
    path: &Path,
    options: &ReadOptions,
    before: &Table,
    after: &[u8],
    erasures: &BTreeMap<usize, Erasure>,
) -> Result<bool, SourceError> {
    let trial = tempfile::Builder::new()
        .suffix(".csv")
        .tempfile()
        .map_err(|error| SourceError::io(path, error))?;
    std::fs::write(trial.path(), after).map_err(|error| SourceError::io(path, error))?;
    let after = source::read(trial.path(), options)?;
    let kept: Vec<usize> = (0..before.rows())
        .filter(|row| erasures.get(row) != Some(&Erasure::Row))
        .collect();
    let headers = |table: &Table| -> Vec<String> {
        table
            .columns
            .iter()
            .map(|column| column.header.clone())
            .collect()
    };
    if headers(before) != headers(&after) || after.rows() != kept.len() {
        return Ok(false);
    }
    Ok(kept.iter().enumerate().all(|(new, old)| {
        before.columns.iter().zip(&after.columns).all(|(was, is)| {
            let is_blank = matches!(erasures.get(old), Some(Erasure::Cells(headers)) if headers.contains(&was.header));
            match is_blank {
                true => is.value(new).is_empty(),
                false => was.value(*old) == is.value(new),
            }
        })
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, erasures: &[(usize, Erasure)]) -> Result<String, ByHand> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.csv");
        std::fs::write(&path, text).expect("written");
        let erasures = erasures.iter().cloned().collect();
        erased(&path, &ReadOptions::default(), &erasures)
            .expect("readable")
            .map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
    }

    #[test]
    fn every_other_byte_stays() {
        let text =
            "id;name;note\r\n1;Asha;\"two\nlines; \"\"here\"\"\"\r\n2;\"Bilal\";x\r\n\r\n3;Vera;y";
        assert_eq!(
            run(text, &[(1, Erasure::Row)]),
            Ok(text.replace("2;\"Bilal\";x\r\n", ""))
        );
        let cells = Erasure::Cells(vec!["name".to_owned()]);
        assert_eq!(
            run(text, &[(0, Erasure::Row), (1, cells)]),
            Ok("id;name;note\r\n2;;x\r\n\r\n3;Vera;y".to_owned())
        );
    }

    #[test]
    fn another_encoding_stays_what_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.csv");
        let encode = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let text = "id;Name;Ort\n1;J\u{fc}rgen Gro\u{df};K\u{f6}ln\n2;Vera M\u{fc}ller;D\u{fc}sseldorf\n3;Ren\u{e9} B\u{f6}hm;L\u{fc}neburg\n";
        std::fs::write(&path, encode(text)).expect("written");
        let after =
            erased(&path, &ReadOptions::default(), &[(1, Erasure::Row)].into()).expect("readable");
        let without = text.replace("2;Vera M\u{fc}ller;D\u{fc}sseldorf\n", "");
        assert_eq!(after, Ok(encode(&without)));
    }

    #[test]
    fn what_is_not_safe_is_left_to_a_person() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.jsonl");
        std::fs::write(&path, "{\"name\":\"Asha\"}\n").expect("written");
        let erasures = [(0, Erasure::Row)].into();
        assert!(
            erased(&path, &ReadOptions::default(), &erasures)
                .expect("readable")
                .is_err()
        );
    }
}
