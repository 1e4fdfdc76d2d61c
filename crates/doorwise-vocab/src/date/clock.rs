//! The clock time behind a date: `14:05`, `2:05 PM`, `T14:05:33.120+05:30`, an epoch, a spreadsheet's
//! fraction of a day.

/// Returns minutes since midnight and minutes ahead of UTC, where a cell tells them.
pub(super) fn clock(cell: &str) -> (Option<i32>, Option<i32>) {
    if let Some(minute) = counted(cell) {
        return minute;
    }
    let bytes = cell.as_bytes();
    let Some(colon) = (1..bytes.len()).find(|&at| {
        bytes[at] == b':' && bytes[at - 1].is_ascii_digit() && two_digits(cell, at + 1).is_some()
    }) else {
        return (None, None);
    };
    let is_wide = colon >= 2 && bytes[colon - 2].is_ascii_digit();
    let hour: i32 = cell[colon - 1 - usize::from(is_wide)..colon]
        .parse()
        .unwrap_or(24);
    let minute = two_digits(cell, colon + 1).unwrap_or(60);
    // Seconds and their fraction, then AM or PM, then the zone.
    let rest = cell[colon + 3..]
        .trim_start_matches(|ch: char| ch == ':' || ch == '.' || ch.is_ascii_digit())
        .trim_start();
    let lower = rest.to_ascii_lowercase();
    let hour = match (lower.as_str(), hour) {
        (half, 12) if half.starts_with("am") || half.starts_with("a.m") => 0,
        (half, 1..=11) if half.starts_with("pm") || half.starts_with("p.m") => hour + 12,
        _ => hour,
    };
    let is_time = (0..24).contains(&hour) && (0..60).contains(&minute);
    (is_time.then_some(hour * 60 + minute), zone(rest))
}

fn two_digits(cell: &str, at: usize) -> Option<i32> {
    let digits = cell.get(at..at + 2)?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| digits.parse().ok())?
}

/// Reads `Z`, `UTC`, `+05:30`, `-0800` at the end.
fn zone(rest: &str) -> Option<i32> {
    let rest = rest.trim();
    let upper = rest.to_ascii_uppercase();
    let bare = upper.trim_start_matches("UTC").trim_start_matches("GMT");
    if ["", "Z"].contains(&bare) {
        return (!upper.is_empty()).then_some(0);
    }
    let sign = match bare.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = bare[1..].chars().filter(char::is_ascii_digit).collect();
    let hours = two_digits(&digits, 0)?;
    Some(sign * (hours * 60 + two_digits(&digits, 2).unwrap_or(0)))
}

/// A number that holds the time too: seconds, milliseconds or microseconds since 1970, or days with a
/// fraction since 1900.
fn counted(cell: &str) -> Option<(Option<i32>, Option<i32>)> {
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let of_day = |seconds: i64| i32::try_from(seconds % 86_400 / 60).ok();
    Some(match whole.len() {
        5 if !fraction.is_empty() => {
            let share: f64 = format!("0.{fraction}").parse().ok()?;
            (Some(((share * 1_440.0).round() as i32).min(1_439)), None)
        }
        9 | 10 => (of_day(number), Some(0)),
        12 | 13 => (of_day(number / 1_000), Some(0)),
        15 | 16 => (of_day(number / 1_000_000), Some(0)),
        _ => (None, None),
    })
}

#[cfg(test)]
mod tests {
    use crate::date::{DateOrder, Moment, moment};

    fn read(cell: &str) -> Moment {
        moment(cell, DateOrder::YearFirst)
            .value()
            .expect("a moment")
    }

    #[test]
    fn clock_times_in_many_spellings() {
        for (cell, minute, ahead) in [
            ("2026-03-01", None, None),
            ("2026-03-01 14:05", Some(845), None),
            ("2026-03-01 2:05 PM", Some(845), None),
            ("2026-03-01 12:05 am", Some(5), None),
            ("2026-03-01T14:05:33.120Z", Some(845), Some(0)),
            ("2026-03-01T14:05:33+05:30", Some(845), Some(330)),
            ("2021-12-27T12:00:32.486+00:00Z", Some(720), Some(0)),
            ("2026-03-01 14:05:33 -0800", Some(845), Some(-480)),
            ("2026-03-01 14:05 UTC", Some(845), Some(0)),
            ("1772373900", Some(845), Some(0)),
            ("1772373900000", Some(845), Some(0)),
            ("46082.5", Some(720), None),
        ] {
            let found = read(cell);
            assert_eq!((found.minute, found.ahead), (minute, ahead), "{cell}");
        }
    }

    #[test]
    fn minutes_between_two_moments() {
        let [asked, answered] = ["2026-03-01 23:50", "2026-03-02 00:20"].map(read);
        assert_eq!(answered.minutes_since(asked), Some(30));
        let [asked, answered] = ["2026-03-01T10:00:00+05:30", "2026-03-01T05:00:00Z"].map(read);
        assert_eq!(answered.minutes_since(asked), Some(30));
        assert_eq!(read("2026-03-01").minutes_since(asked), None);
    }
}
