//! Does a line hold all the time? Its win rate against that of the other deals, quarter by quarter.

use std::collections::BTreeMap;

use doorwise_model::Estimate;
use doorwise_vocab::date;

use crate::deals::Deals;
use crate::rate::difference;

/// Deals of one quarter of a year, by the day they closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quarter {
    /// Year.
    pub year: i16,
    /// Quarter, 1 to 4.
    pub quarter: i8,
    /// Deals inside the line, and of these, won.
    pub inside: (usize, usize),
    /// The other deals, and of these, won.
    pub outside: (usize, usize),
}

impl Quarter {
    /// Returns the win rate inside less that outside; none where either has no deal.
    pub fn difference(&self) -> Option<Estimate> {
        let ((n, won), (others, others_won)) = (self.inside, self.outside);
        difference((won, n), (others_won, others))
    }
}

/// Returns the quarters in their order; nothing where no day is known.
pub(crate) fn quarters(deals: &Deals, rows: &[u32]) -> Vec<Quarter> {
    let mut holds = vec![false; deals.len()];
    for &row in rows {
        holds[row as usize] = true;
    }
    let mut found: BTreeMap<(i16, i8), Quarter> = BTreeMap::new();
    for (row, day) in deals.days.iter().enumerate() {
        let Some(day) = day else { continue };
        let day = date::of_day_number(*day);
        let key = (day.year(), (day.month() - 1) / 3 + 1);
        let quarter = found.entry(key).or_insert(Quarter {
            year: key.0,
            quarter: key.1,
            inside: (0, 0),
            outside: (0, 0),
        });
        let side = match holds[row] {
            true => &mut quarter.inside,
            false => &mut quarter.outside,
        };
        side.0 += 1;
        side.1 += usize::from(deals.won[row]);
    }
    found.into_values().collect()
}

/// Returns whether a line surely helps in one quarter and surely hurts in another: the 90 % interval of
/// the difference lies above zero there and below it here.
pub fn turns(quarters: &[Quarter]) -> bool {
    let sure = |holds: fn(&Estimate) -> bool| {
        let mut differences = quarters.iter().filter_map(Quarter::difference);
        differences.any(|difference| holds(&difference))
    };
    sure(|difference| difference.low > 0.0) && sure(|difference| difference.high < 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_turns_is_told_from_one_that_wavers() {
        let quarter = |quarter, won| Quarter {
            year: 2025,
            quarter,
            inside: (40, won),
            outside: (60, 30),
        };
        assert!(turns(&[quarter(1, 36), quarter(2, 4)]));
        assert!(!turns(&[quarter(1, 36), quarter(2, 19)]));
        assert!(!turns(&[quarter(1, 36), quarter(2, 30)]));
    }

    #[test]
    fn deals_fall_into_the_quarter_in_which_they_closed() {
        let day = |year, month| Some(date::day_number(jiff_date(year, month)));
        let deals = Deals {
            won: vec![true, false, true],
            days: vec![day(2025, 3), day(2025, 4), None],
            units: vec![0, 1, 2],
            ..Deals::default()
        };
        let found = quarters(&deals, &[0]);
        let keys: Vec<(i16, i8)> = found
            .iter()
            .map(|found| (found.year, found.quarter))
            .collect();
        assert_eq!(keys, [(2025, 1), (2025, 2)]);
        assert_eq!(found[0].inside, (1, 1));
        assert_eq!(found[1].outside, (1, 0));
    }

    fn jiff_date(year: i16, month: i8) -> date::Date {
        let written = format!("{year}-{month:02}-15");
        let read = date::date(&written, date::DateOrder::YearFirst);
        read.value().expect("a date")
    }
}
