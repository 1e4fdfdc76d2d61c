//! A prepared table as the pieces that its source would be read as.

use std::path::Path;

use super::{BLOCK_ROWS, Block, Prepared, Storage};
use crate::source::{self, Pieces, ReadOptions, SourceError};
use crate::table::{Table, TableBuilder};

/// Hands the rows over as the source would.
pub(crate) fn read(
    prepared: &Prepared,
    options: &ReadOptions,
    pieces: &mut Pieces<'_>,
) -> Result<(), SourceError> {
    let about = &prepared.footer.about;
    let most = pieces.rows;
    let mut table = TableBuilder::default();
    let wanted: Vec<usize> = (0..prepared.columns().len())
        .filter(|&column| {
            let header = &prepared.columns()[column].header;
            let named = options.columns.as_ref();
            named.is_none_or(|named| named.contains(header))
        })
        .collect();
    for &column in &wanted {
        table.add_column(prepared.columns()[column].header.clone());
    }
    let file = prepared.open()?;
    let mut buffers = vec![Vec::new(); wanted.len()];
    let mut row = 0;
    for block in 0..prepared.n_blocks() {
        let n = prepared.block_rows(block);
        let mut blocks = Vec::new();
        for (buffer, &column) in buffers.iter_mut().zip(&wanted) {
            blocks.push(prepared.block(&file, column, block, buffer)?);
        }
        let mut start = 0;
        while start < n {
            let end = n.min(start + (most - table.rows()).min(BLOCK_ROWS));
            for ((into, block), &column) in table.columns.iter_mut().zip(&blocks).zip(&wanted) {
                let info = &prepared.columns()[column];
                let text = |code: usize| entry(&info.dictionary, code);
                match block {
                    Block::Codes1(codes) => {
                        let codes = codes[start..end].iter().map(|&code| usize::from(code));
                        into.push_codes(codes, text);
                    }
                    Block::Codes2(codes) => {
                        let code = |&code: &[u8; 2]| usize::from(u16::from_le_bytes(code));
                        into.push_codes(codes[start..end].iter().map(code), text);
                    }
                    _ => {
                        for row in start..end {
                            with_text(block, row, info.storage, &info.dictionary, |text| {
                                into.push(text);
                            });
                        }
                    }
                }
            }
            for at in row..row + (end - start) {
                table.place_row(about.row_places.number(at));
            }
            row += end - start;
            start = end;
            if table.rows() >= most {
                let first = row - table.rows();
                let mut piece = table.take(pieces.path, about.sheet.clone(), about.format.clone());
                piece.parts = source::parts_from(&about.parts, first);
                if (pieces.take)(piece).is_break() {
                    return Ok(());
                }
            }
        }
    }
    let first = row - table.rows();
    let mut last = table.finish(pieces.path, about.sheet.clone(), about.format.clone());
    last.parts = source::parts_from(&about.parts, first);
    last.notes.clone_from(&about.notes);
    last.skipped.clone_from(&about.skipped);
    // Nothing follows, so it does not matter whether more is wanted.
    let _ = (pieces.take)(last);
    Ok(())
}

/// Returns some rows as the source's reader would have them, given their positions from the least
/// to the most.
pub(crate) fn rows(
    prepared: &Prepared,
    path: &Path,
    options: &ReadOptions,
    rows: &[usize],
) -> Result<Table, SourceError> {
    let about = &prepared.footer.about;
    let mut table = TableBuilder::default();
    let file = prepared.open()?;
    let mut bytes = Vec::new();
    let columns = prepared.columns().iter().enumerate();
    let wanted = columns.filter(|(_, info)| {
        let named = options.columns.as_ref();
        named.is_none_or(|named| named.contains(&info.header))
    });
    for (column, info) in wanted {
        table.add_column(info.header.clone());
        let Some(into) = table.columns.last_mut() else {
            continue;
        };
        let (mut start, mut rest) = (0, rows);
        for block in 0..prepared.n_blocks() {
            let end = start + prepared.block_rows(block);
            let (here, after) = rest.split_at(rest.partition_point(|&row| row < end));
            if !here.is_empty() {
                let read = prepared.block(&file, column, block, &mut bytes)?;
                for &row in here {
                    let push = |text: &str| into.push(text);
                    with_text(&read, row - start, info.storage, &info.dictionary, push);
                }
            }
            (start, rest) = (end, after);
        }
    }
    for &row in rows {
        table.place_row(about.row_places.number(row));
    }
    Ok(table.finish(path, about.sheet.clone(), about.format.clone()))
}

fn entry(dictionary: &[Option<String>], code: usize) -> &str {
    let entry = dictionary.get(code).and_then(Option::as_deref);
    entry.unwrap_or("")
}

/// Gives the text of a cell, as the source's reader would have it.
pub(crate) fn with_text<R>(
    block: &Block<'_>,
    row: usize,
    storage: Storage,
    dictionary: &[Option<String>],
    give: impl FnOnce(&str) -> R,
) -> R {
    match block {
        Block::Codes1(codes) => give(entry(dictionary, usize::from(codes[row]))),
        Block::Codes2(codes) => {
            let code = usize::from(u16::from_le_bytes(codes[row]));
            give(entry(dictionary, code))
        }
        Block::Wholes(numbers) => match numbers.get(row) {
            Some(number) => give(&number.to_string()),
            None => give(""),
        },
        Block::Numbers(numbers) => match numbers.get(row) {
            Some(number) => give(&show_number(storage, number)),
            None => give(""),
        },
        Block::Texts(texts) => give(&texts.get(row).unwrap_or_default()),
        Block::Lists(lists) => {
            let items = lists.get(row).into_iter().flatten();
            let there = items.filter_map(|code| dictionary.get(code as usize)?.as_deref());
            give(&there.collect::<Vec<&str>>().join("|"))
        }
    }
}

/// Returns a number as the source's reader shows it.
pub(super) fn show_number(storage: Storage, number: f64) -> String {
    match storage {
        // The shortest text of a short number is not that of the long one.
        Storage::Number32 => (number as f32).to_string(),
        _ if number.is_finite() => number.to_string(),
        _ => String::new(),
    }
}
