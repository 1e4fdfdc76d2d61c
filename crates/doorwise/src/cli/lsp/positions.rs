//! Places as editors count them: lines from 0, columns in UTF-16 units from 0.

use std::ops::Range;

use doorwise_model::diagnostic::Span;

/// Line and column.
pub(super) type Position = (u64, u64);

/// Returns the range of a span; what speaks of the whole file stands on its first line.
pub(super) fn range(text: &str, span: Option<Span>) -> Range<Position> {
    let Some(span) = span else {
        return (0, 0)..(0, units(text.lines().next().unwrap_or_default()));
    };
    let line = text
        .split('\n')
        .nth(span.line.saturating_sub(1))
        .unwrap_or_default()
        .trim_end_matches('\r');
    let at = |column: usize| -> u64 {
        line.chars()
            .take(column)
            .map(|c| c.len_utf16() as u64)
            .sum()
    };
    let row = span.line.saturating_sub(1) as u64;
    let start = span.column.saturating_sub(1);
    (row, at(start))..(row, at(start + span.length))
}

fn units(text: &str) -> u64 {
    text.chars().map(|c| c.len_utf16() as u64).sum()
}

#[cfg(test)]
mod tests {
    use doorwise_model::diagnostic::Span;

    #[test]
    fn a_character_outside_the_first_plane_is_two_units() {
        let text = "one\r\na \u{1f600}\u{e9} word\r\n";
        let span = Span {
            line: 2,
            column: 5,
            length: 5,
        };
        assert_eq!(super::range(text, Some(span)), (1, 5)..(1, 10));
        assert_eq!(super::range(text, None), (0, 0)..(0, 3));
    }
}
