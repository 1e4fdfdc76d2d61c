//! Civil dates as exports write them.

mod clock;
mod pieces;

#[cfg(test)]
mod tests;

pub use jiff::civil::Date;

use jiff::ToSpan;

use crate::{Reading, text};
pub(crate) use pieces::month_named;
use pieces::{Piece, pieces, three_numbers};

/// Says in which order a column writes the three numbers of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateOrder {
    /// 2017-08-05
    YearFirst,
    /// 05/08/2017 is the fifth of August
    DayFirst,
    /// 05/08/2017 is the eighth of May
    MonthFirst,
}

/// Returns the days from 1 January 1970 to a date, for differences between dates.
pub fn day_number(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    date.duration_since(epoch).as_hours() as i32 / 24
}

/// Returns the date that is so many days from 1 January 1970.
pub fn of_day_number(number: i32) -> Date {
    let epoch = Date::constant(1970, 1, 1);
    epoch.saturating_add(jiff::Span::new().days(i64::from(number.clamp(-2_000_000, 2_000_000))))
}

/// Returns the civil date a cell holds; a clock time behind it is dropped, not shifted.
///
/// A month alone is its first day, a quarter and a year likewise. Two-digit years up
/// to 49 lie in this century. `order` decides only where numbers leave a choice.
pub fn date(cell: &str, order: DateOrder) -> Reading<Date> {
    if text::is_blank(cell) {
        return Reading::Blank;
    }
    let folded = text::fold(cell);
    let found = match counted(&folded) {
        Some(found) => Ok(found),
        None => spelled(&folded, order),
    };
    match found {
        Ok(found) => Reading::Value(found),
        Err(fault) => Reading::unreadable(format!("{} {fault}", text::quoted(cell))),
    }
}

/// Returns the order that explains most values of a column.
///
/// A value above 12 settles which number is the day. Where none does, the day is
/// taken to stand first; a column of nothing but year-first dates, or of none, is
/// year first.
pub fn order_of<'a>(values: impl IntoIterator<Item = &'a str>) -> DateOrder {
    let found = Orders::of(values);
    if found.n_month_first > found.n_day_first {
        DateOrder::MonthFirst
    } else if found.n_day_first + found.n_month_first + found.n_open > 0 {
        DateOrder::DayFirst
    } else {
        DateOrder::YearFirst
    }
}

/// Returns a value of a column whose day and month no value tells apart: "02/01/2024".
pub fn open_order<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = Orders::of(values);
    found
        .open
        .filter(|_| found.n_day_first + found.n_month_first == 0)
}

/// How many values of a column say which number is the day.
#[derive(Default)]
struct Orders<'a> {
    n_day_first: usize,
    n_month_first: usize,
    n_open: usize,
    /// The first that would be another day the other way round.
    open: Option<&'a str>,
}

impl<'a> Orders<'a> {
    fn of(values: impl IntoIterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        for value in values {
            found.count(value);
        }
        found
    }

    fn count(&mut self, value: &'a str) {
        // Most cells are no date at all, and those without three digits cannot be.
        if value.chars().filter(|ch| ch.is_numeric()).count() < 3 {
            return;
        }
        match three_numbers(&pieces(&text::fold(value))) {
            Some([first, second, third]) if !first.is_year() && !third.is_long_but_no_year() => {
                match (first.value > 12, second.value > 12) {
                    (true, false) => self.n_day_first += 1,
                    (false, true) => self.n_month_first += 1,
                    (false, false) => {
                        self.n_open += 1;
                        if first.value != second.value {
                            self.open = self.open.or(Some(value));
                        }
                    }
                    (true, true) => {}
                }
            }
            _ => {}
        }
    }
}

/// Reads a date that is one number: a year, `yyyyMMdd`, a spreadsheet's day count, an epoch.
fn counted(folded: &str) -> Option<Date> {
    const DAY_IN_SECONDS: i64 = 86_400;
    let (whole, fraction) = folded.split_once('.').unwrap_or((folded, "0"));
    let is_number =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let epoch = Date::constant(1970, 1, 1);
    match whole.len() {
        4 if (1000..=2999).contains(&number) => Date::new(i16::try_from(number).ok()?, 1, 1).ok(),
        // Day 0 of a spreadsheet, moved by the leap day of 1900 that never was.
        5 => Date::constant(1899, 12, 30).checked_add(number.days()).ok(),
        8 => {
            let year = i16::try_from(number / 10_000)
                .ok()
                .filter(|year| (1000..=2999).contains(year))?;
            let month = i8::try_from(number / 100 % 100).ok()?;
            Date::new(year, month, i8::try_from(number % 100).ok()?).ok()
        }
        9 | 10 => epoch.checked_add((number / DAY_IN_SECONDS).days()).ok(),
        12 | 13 => epoch
            .checked_add((number / 1_000 / DAY_IN_SECONDS).days())
            .ok(),
        15 | 16 => epoch
            .checked_add((number / 1_000_000 / DAY_IN_SECONDS).days())
            .ok(),
        _ => None,
    }
}

/// Reads a date of several pieces; the error continues a sentence that starts with the cell.
fn spelled(folded: &str, order: DateOrder) -> Result<Date, &'static str> {
    let pieces = pieces(folded);
    if let Some([first, second, third]) = three_numbers(&pieces) {
        let (year, month, day) = if first.is_year() {
            (first, second, third)
        } else {
            match order {
                DateOrder::DayFirst => (third, second, first),
                DateOrder::MonthFirst => (third, first, second),
                DateOrder::YearFirst if !third.is_year() => (first, second, third),
                // A day above 12 gives itself away.
                DateOrder::YearFirst if second.value > 12 => (third, first, second),
                DateOrder::YearFirst if first.value > 12 || first.value == second.value => {
                    (third, second, first)
                }
                DateOrder::YearFirst => return Err("leaves open which number is the month"),
            }
        };
        let year = year
            .as_year()
            .ok_or("has a year of neither two nor four digits")?;
        return civil(year, month.value, day.value);
    }
    match pieces.as_slice() {
        [
            Piece::Number(day),
            Piece::Month(month),
            Piece::Number(year),
            ..,
        ] if !day.is_year() => civil(
            year.as_year()
                .ok_or("has a year of neither two nor four digits")?,
            *month,
            day.value,
        ),
        [Piece::Number(year), Piece::Month(month), Piece::Number(day)] => {
            civil(year.as_year().ok_or("has no year")?, *month, day.value)
        }
        [
            Piece::Month(month),
            Piece::Number(day),
            Piece::Number(year),
            ..,
        ] => civil(
            year.as_year()
                .ok_or("has a year of neither two nor four digits")?,
            *month,
            day.value,
        ),
        [Piece::Month(month), Piece::Number(year)] | [Piece::Number(year), Piece::Month(month)]
            if year.is_year() =>
        {
            civil(year.value, *month, 1)
        }
        // "Aug-17" is how a spreadsheet shows a month; "Aug 17" may be a day.
        [Piece::Month(month), Piece::Number(year)]
            if year.n_digits == 2 && folded.contains(['-', '\'']) =>
        {
            civil(year.as_year().ok_or("has no year")?, *month, 1)
        }
        [Piece::Number(year), Piece::Number(month)] if year.is_year() && month.n_digits <= 2 => {
            civil(year.value, month.value, 1)
        }
        [Piece::Number(month), Piece::Number(year)] if year.is_year() && month.n_digits <= 2 => {
            civil(year.value, month.value, 1)
        }
        [Piece::Number(year), Piece::Quarter(quarter)]
        | [Piece::Quarter(quarter), Piece::Number(year)]
            if year.is_year() =>
        {
            civil(year.value, quarter * 3 - 2, 1)
        }
        _ => Err("is no date"),
    }
}

fn civil(year: u32, month: u32, day: u32) -> Result<Date, &'static str> {
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    match parts {
        (Ok(year), Ok(month), Ok(day)) => {
            Date::new(year, month, day).map_err(|_| "names a day that does not exist")
        }
        _ => Err("names a day that does not exist"),
    }
}

/// A day with its clock time, where a cell tells one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day as written.
    pub day: Date,
    /// Minutes since midnight as written.
    pub minute: Option<i32>,
    /// Minutes that the clock is ahead of UTC, where the cell says so.
    pub ahead: Option<i32>,
}

impl Moment {
    /// Returns the minutes from an earlier moment to this one; none where a clock time is missing.
    ///
    /// Zones count where both tell theirs: columns of one export that name none share one.
    pub fn minutes_since(self, earlier: Self) -> Option<i64> {
        let days = i64::from(day_number(self.day) - day_number(earlier.day));
        let minutes = days * 1_440 + i64::from(self.minute? - earlier.minute?);
        let zones = self.ahead.zip(earlier.ahead);
        Some(minutes - zones.map_or(0, |(here, there)| i64::from(here - there)))
    }
}

/// Returns the day of a cell, with the clock time where there is one.
pub fn moment(cell: &str, order: DateOrder) -> Reading<Moment> {
    let (minute, ahead) = clock::clock(cell.trim());
    match date(cell, order) {
        Reading::Value(day) => Reading::Value(Moment { day, minute, ahead }),
        Reading::Blank => Reading::Blank,
        Reading::Unreadable { why } => Reading::Unreadable { why },
    }
}
