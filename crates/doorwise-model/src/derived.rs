//! Names of attributes that are made of a column: `custom.digits(Amount)`.
//!
//! A rounded amount is often a placeholder that somebody typed before the deal was understood; on
//! a public set of sales the number of significant digits told won from lost better than the
//! amount itself. The name says how the value is made, so that a person can make it again.

const DIGITS: &str = "digits(";

/// Returns the name of the own field that counts the significant digits of a column's numbers.
pub fn digits_of(header: &str) -> String {
    format!("{DIGITS}{header})")
}

/// Returns the header of the column that an own field is read from: that between the brackets, or
/// its own.
pub fn source(header: &str) -> &str {
    of_digits(header).unwrap_or(header)
}

/// Returns whether an own field counts significant digits.
pub fn is_digits(header: &str) -> bool {
    of_digits(header).is_some()
}

fn of_digits(header: &str) -> Option<&str> {
    let inside = header.strip_prefix(DIGITS)?.strip_suffix(')')?;
    (!inside.is_empty()).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_stands_between_the_brackets() {
        assert_eq!(source(&digits_of("Deal Amount")), "Deal Amount");
        assert_eq!(source("digits()"), "digits()");
        assert_eq!(source("digits"), "digits");
        assert!(is_digits("digits(a)") && !is_digits("a"));
    }
}
