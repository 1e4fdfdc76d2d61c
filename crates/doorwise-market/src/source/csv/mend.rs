//! Splits lines whose quotation marks are broken.

use super::dialect::Syntax;

/// Splits one line into cells, taking a quotation mark as a letter where it cannot be one of a pair.
///
/// A pair opens at the start of a cell and closes at the end of one. A mark that meets another in between,
/// or none at all, was typed by mistake or belongs to the text: inches, for one.
pub(super) fn split_lenient(line: &[u8], syntax: Syntax) -> Vec<Vec<u8>> {
    let mut cells = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (cell, after) = quoted_cell(text, syntax).unwrap_or_else(|| plain_cell(text, syntax));
        cells.push(cell);
        rest = after;
    }
    cells
}

/// Returns whether every quotation mark of a record is one of a pair.
pub(super) fn is_well_quoted(record: &[u8], syntax: Syntax) -> bool {
    let mut rest = Some(record);
    while let Some(text) = rest {
        let quoted = quoted_cell(text, syntax);
        if quoted.is_none() && text.first() == Some(&syntax.quote) {
            return false;
        }
        rest = quoted.unwrap_or_else(|| plain_cell(text, syntax)).1;
    }
    true
}

type Cut<'t> = (Vec<u8>, Option<&'t [u8]>);

fn plain_cell(text: &[u8], syntax: Syntax) -> Cut<'_> {
    match memchr::memchr(syntax.delimiter, text) {
        Some(at) => (text[..at].to_vec(), Some(&text[at + 1..])),
        None => (text.to_vec(), None),
    }
}

fn quoted_cell(text: &[u8], syntax: Syntax) -> Option<Cut<'_>> {
    let inside = text.strip_prefix(&[syntax.quote])?;
    let mut cell = Vec::new();
    let mut at = 0;
    loop {
        let byte = *inside.get(at)?;
        if Some(byte) == syntax.escape {
            cell.push(*inside.get(at + 1)?);
            at += 2;
        } else if byte != syntax.quote {
            cell.push(byte);
            at += 1;
        } else {
            match inside.get(at + 1) {
                None => return Some((cell, None)),
                Some(&next) if next == syntax.delimiter => {
                    return Some((cell, Some(&inside[at + 2..])));
                }
                Some(&next) if next == syntax.quote => {
                    cell.push(next);
                    at += 2;
                }
                Some(_) => return None,
            }
        }
    }
}
