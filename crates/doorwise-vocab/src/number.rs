//! Plain numbers and ranges as people and programs write them.

mod numeral;
pub(crate) mod range;
mod spelt;
mod token;

#[cfg(test)]
mod tests;

pub(crate) use numeral::Separators;
pub(crate) use range::{Bound, Bounds, Written};
pub use spelt::spelt;
pub(crate) use token::{Token, tokens};

use crate::text;
use crate::{Interval, Reading};

/// Returns the one number a cell holds.
///
/// Reads thousands in the English, continental, Swiss and Indian way, units from
/// `k` to `crore`, exponents, and brackets for a loss. `45%` is 45.
pub fn number(cell: &str) -> Reading<f64> {
    match bounds(cell) {
        Reading::Value(found) => match found.written {
            Written::Number => Reading::Value(found.low.value),
            Written::Range => {
                Reading::unreadable(format!("{} is a range, not one number", text::quoted(cell)))
            }
        },
        Reading::Blank => Reading::Blank,
        Reading::Unreadable { why } => Reading::Unreadable { why },
    }
}

/// Returns how many significant digits a written number has: 2 for `45,000`, 0 for `0`.
pub fn significant_digits(cell: &str) -> Reading<f64> {
    number(cell).map(|number| {
        // The shortest decimal that reads back as the same number has the digits that were meant.
        let written = format!("{:e}", number.abs());
        let digits = written.split('e').next().unwrap_or_default();
        let n = digits.bytes().filter(u8::is_ascii_digit).count();
        if number == 0.0 { 0.0 } else { n as f64 }
    })
}

/// Returns the numbers a cell allows: one, a band, or all from or up to a value.
///
/// `~50` is 40 to 60. An end that is left out counts as included, because the
/// nearest number to it has no name here; `employees` knows whole numbers and
/// reads `>50` as 51 and above.
pub fn interval(cell: &str) -> Reading<Interval> {
    bounds(cell).map(|found| Interval {
        low: found.low.value,
        high: found.high.value,
    })
}

fn bounds(cell: &str) -> Reading<Bounds> {
    if text::is_blank(cell) {
        return Reading::Blank;
    }
    if text::is_code(cell) {
        return Reading::unreadable(format!("{} is a code and no number", text::quoted(cell)));
    }
    let folded = text::fold(cell);
    let percentless = folded.strip_suffix('%').unwrap_or(&folded);
    match range::read(&tokens(percentless), Separators::Open) {
        Ok(found) => Reading::Value(found),
        Err(fault) => Reading::unreadable(fault.told(cell)),
    }
}
