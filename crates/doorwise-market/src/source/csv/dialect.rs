//! Finds out what stands between cells, how they are quoted and where the header is, from the head of a file.

use std::collections::BTreeMap;

use csv_core::ReadRecordResult;

use crate::source::header::looks_like_name;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const SAMPLE_RECORDS: usize = 200;
/// A header further down than this is not found.
const PREAMBLE_RECORDS: usize = 20;

/// How the text of a file falls into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Syntax {
    pub(super) delimiter: u8,
    pub(super) quote: u8,
    pub(super) escape: Option<u8>,
}

impl Syntax {
    pub(super) fn reader(&self) -> csv_core::Reader {
        csv_core::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .quote(self.quote)
            .escape(self.escape)
            .build()
    }

    /// Splits one record's bytes into cells.
    pub(super) fn split(&self, record: &[u8]) -> Vec<Vec<u8>> {
        split_with(self.reader(), record, 1)
            .0
            .pop()
            .unwrap_or_default()
    }
}

/// The way a file is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) syntax: Syntax,
    /// Index of the header among the records that are not blank lines.
    pub(super) header: usize,
    /// Columns, counting those that have cells but no header.
    pub(super) width: usize,
    /// Cells that most rows have.
    pub(super) usual: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sample {
    /// The whole file: its last record counts.
    Whole,
    /// The head of a file, cut anywhere: its last record does not count.
    Cut,
}

/// Returns the likeliest layout of a text whose head is given.
pub(super) fn sniff(head: &[u8], sample: Sample, delimiter: Option<u8>) -> Dialect {
    let delimiters = delimiter.map_or(DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let mut quotings = vec![(b'"', None)];
    if has_escaped_quotes(head) {
        quotings.push((b'"', Some(b'\\')));
    }
    if memchr::memchr(b'"', head).is_none() && memchr::memchr(b'\'', head).is_some() {
        quotings.push((b'\'', None));
    }
    let mut best: Option<(f64, Dialect)> = None;
    for &(quote, escape) in &quotings {
        for &delimiter in &delimiters {
            let syntax = Syntax {
                delimiter,
                quote,
                escape,
            };
            let (mut records, ended) = split_with(syntax.reader(), head, SAMPLE_RECORDS);
            if ended == Ended::Input && sample == Sample::Cut && records.len() > 1 {
                records.pop();
            }
            let (score, header, width, usual) = judge(&records);
            // Ties go to the commoner delimiter and the plainer quoting, which come first.
            if best.as_ref().is_none_or(|(top, _)| score > *top) {
                best = Some((
                    score,
                    Dialect {
                        syntax,
                        header,
                        width,
                        usual,
                    },
                ));
            }
        }
    }
    best.map_or(
        Dialect {
            syntax: Syntax {
                delimiter: b',',
                quote: b'"',
                escape: None,
            },
            header: 0,
            width: 1,
            usual: 1,
        },
        |(_, dialect)| dialect,
    )
}

/// Returns whether a backslash stands before a quotation mark that closes nothing and is not doubled.
///
/// Before a mark that ends a cell it may as well be the text's last letter.
fn has_escaped_quotes(head: &[u8]) -> bool {
    memchr::memmem::find_iter(head, b"\\\"").any(|at| {
        let after = head.get(at + 2);
        after
            .is_some_and(|byte| !matches!(byte, b'"' | b'\r' | b'\n') && !DELIMITERS.contains(byte))
    })
}

/// Scores one way of splitting; also returns the header's index, the width of the table and of most rows.
fn judge(records: &[Vec<Vec<u8>>]) -> (f64, usize, usize, usize) {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    for record in records {
        *widths.entry(record.len()).or_default() += 1;
    }
    let Some((&mode, &n)) = widths.iter().max_by_key(|&(&width, &n)| (n, width)) else {
        return (0.0, 0, 1, 1);
    };
    let header = find_header(records, mode);
    let header_width = records.get(header).map_or(1, Vec::len);
    let rows = &records[(header + 1).min(records.len())..];
    let over = rows
        .iter()
        .filter(|row| row.iter().skip(header_width).any(|cell| !is_blank(cell)))
        .count();
    let width = if mode > header_width && over * 2 > rows.len() {
        mode
    } else {
        header_width
    };
    if mode < 2 {
        return (0.0, header, width, mode);
    }
    let agreement = n as f64 / records.len() as f64;
    let named = records.get(header).is_some_and(|cells| names_only(cells));
    let score = agreement
        * agreement
        * (1.0 + mode as f64).ln()
        * if header_width == mode { 1.0 } else { 0.3 }
        * if header == 0 { 1.0 } else { 0.7 }
        * if named { 1.0 } else { 0.5 };
    (score, header, width, mode)
}

/// Returns the first record that can be the header of a table this wide.
///
/// Lines above it (a title, LinkedIn's `Notes:`) have fewer filled cells.
fn find_header(records: &[Vec<Vec<u8>>], mode: usize) -> usize {
    if mode < 2 {
        return 0;
    }
    let filled = |record: &[Vec<u8>]| record.iter().filter(|cell| !is_blank(cell)).count();
    let fits = |record: &Vec<Vec<u8>>| record.len() >= mode && filled(record) >= 2;
    let Some(found) = records.iter().take(PREAMBLE_RECORDS).position(fits) else {
        return 0;
    };
    // A header that is narrower than its rows is still the header when the first wide record holds values.
    let narrow = records[..found]
        .iter()
        .position(|record| filled(record) >= 2 && names_only(record));
    match narrow {
        Some(narrow) if !names_only(&records[found]) => narrow,
        _ => found,
    }
}

fn names_only(cells: &[Vec<u8>]) -> bool {
    let filled: Vec<&Vec<u8>> = cells.iter().filter(|cell| !is_blank(cell)).collect();
    let names = filled
        .iter()
        .filter(|cell| looks_like_name(&String::from_utf8_lossy(cell)))
        .count();
    !filled.is_empty() && names * 10 >= filled.len() * 8
}

fn is_blank(cell: &[u8]) -> bool {
    cell.trim_ascii().is_empty()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// All bytes were used up; the last record may have been cut.
    Input,
    /// Enough records were found.
    Enough,
}

fn split_with(
    mut reader: csv_core::Reader,
    mut input: &[u8],
    most: usize,
) -> (Vec<Vec<Vec<u8>>>, Ended) {
    let mut records = Vec::new();
    let (mut text, mut ends) = (vec![0; input.len().min(1 << 16) + 16], vec![0; 64]);
    let (mut n_text, mut n_ends) = (0, 0);
    while records.len() < most {
        let (result, used, wrote, ended) =
            reader.read_record(input, &mut text[n_text..], &mut ends[n_ends..]);
        input = &input[used..];
        n_text += wrote;
        n_ends += ended;
        match result {
            // The next call has no input left, which tells the reader that the text is over.
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => text.resize(text.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
            ReadRecordResult::Record => {
                let mut start = 0;
                records.push(
                    ends[..n_ends]
                        .iter()
                        .map(|&end| text[std::mem::replace(&mut start, end)..end].to_vec())
                        .collect::<Vec<_>>(),
                );
                (n_text, n_ends) = (0, 0);
            }
            ReadRecordResult::End => return (records, Ended::Input),
        }
    }
    (
        records,
        if input.is_empty() {
            Ended::Input
        } else {
            Ended::Enough
        },
    )
}
