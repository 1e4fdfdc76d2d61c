//! Numbers as a person reads them.

use doorwise_playbook::view::RangeView;

/// Returns a whole number with commas between thousands.
pub(crate) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns a count with its noun: `1 row`, `2,000 rows`.
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// Returns `1 company` or `2,000 companies`.
pub(crate) fn companies(n: usize) -> String {
    counted(n, "company", "companies")
}

/// Returns a part of a whole in percent; few is never shown as none, nor most as all.
pub(crate) fn share(n: usize, of: usize) -> String {
    if n == 0 || of == 0 {
        return "0 %".to_owned();
    }
    let percent = n as f64 * 100.0 / of as f64;
    match percent {
        _ if n >= of => "100 %".to_owned(),
        small if small < 0.1 => "<0.1 %".to_owned(),
        large if large > 99.9 => ">99.9 %".to_owned(),
        middle if (10.0..=90.0).contains(&middle) => format!("{middle:.0} %"),
        edge => format!("{edge:.1} %"),
    }
}

/// Returns `6` or `4 to 6`.
pub(crate) fn range(range: RangeView) -> String {
    if range.low == range.high {
        range.low.to_string()
    } else {
        format!("{} to {}", range.low, range.high)
    }
}

/// Returns points with their sign: `+3`, `-1 to +2`.
pub(crate) fn points(range: RangeView) -> String {
    if range.low == range.high {
        signed(range.low)
    } else {
        format!("{} to {}", signed(range.low), signed(range.high))
    }
}

/// Returns `+3`, `0` or `-2`.
pub(crate) fn signed(points: i64) -> String {
    if points > 0 {
        format!("+{points}")
    } else {
        points.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_not_none_and_most_are_not_all() {
        let shown: Vec<String> = [
            (0, 10),
            (1, 5617),
            (19, 5617),
            (1, 3),
            (5598, 5617),
            (5616, 5617),
            (7, 7),
            (0, 0),
        ]
        .map(|(n, of)| share(n, of))
        .into();
        assert_eq!(
            shown,
            [
                "0 %", "<0.1 %", "0.3 %", "33 %", "99.7 %", ">99.9 %", "100 %", "0 %"
            ]
        );
    }

    #[test]
    fn numbers_as_a_person_reads_them() {
        assert_eq!(
            [0, 999, 1000, 12_345_678].map(grouped),
            ["0", "999", "1,000", "12,345,678"]
        );
        assert_eq!([1, 2].map(companies), ["1 company", "2 companies"]);
        assert_eq!([-2, 0, 3].map(signed), ["-2", "0", "+3"]);
        assert_eq!(points(RangeView { low: -1, high: 2 }), "-1 to +2");
        assert_eq!(range(RangeView { low: 4, high: 4 }), "4");
    }
}
