//! Dated exchange rates.

use doorwise_vocab::Interval;
use doorwise_vocab::date::Date;
use doorwise_vocab::money::Currency;

/// One rate: one unit of `from` was worth `rate` units of `to` on `on`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Sold.
    pub from: Currency,
    /// Bought.
    pub to: Currency,
    /// Units of `to` for one of `from`, above 0.
    pub rate: f64,
    /// The day it held.
    pub on: Date,
}

/// The rates that a workspace gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rates(pub Vec<Rate>);

impl Rates {
    /// Returns the rates of `day` and before; all of them without a day.
    pub fn until(&self, day: Option<Date>) -> Self {
        let is_known = |rate: &&Rate| day.is_none_or(|day| rate.on <= day);
        Self(self.0.iter().filter(is_known).copied().collect())
    }

    /// Returns units of `to` for one unit of `from` by the newest rate, in either direction, with that
    /// rate as it was given; of two on one day the one written last.
    ///
    /// No rate is ever made from two others: a chain would hide two dates.
    pub fn newest(&self, from: Currency, to: Currency) -> Option<(f64, Rate)> {
        self.0
            .iter()
            .filter_map(|rate| match (rate.from, rate.to) {
                (a, b) if a == from && b == to => Some((rate.rate, *rate)),
                (a, b) if a == to && b == from => Some((1.0 / rate.rate, *rate)),
                _ => None,
            })
            .max_by_key(|(_, rate)| rate.on)
    }

    /// Returns `amount` in `to`, by the newest rate where the currencies differ.
    pub fn convert(&self, amount: Interval, from: Currency, to: Currency) -> Option<Interval> {
        if from == to {
            return Some(amount);
        }
        self.newest(from, to)
            .map(|(factor, _)| amount.scaled(factor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(from: &str, to: &str, rate: f64, on: &str) -> Rate {
        Rate {
            from: from.parse().expect("a code"),
            to: to.parse().expect("a code"),
            rate,
            on: on.parse().expect("a date"),
        }
    }

    #[test]
    fn the_newest_rate_of_the_day_counts_in_either_direction_and_never_through_a_third() {
        let rates = Rates(vec![
            rate("USD", "INR", 80.0, "2025-01-01"),
            rate("INR", "USD", 0.0125, "2026-01-01"),
            rate("USD", "INR", 100.0, "2027-01-01"),
            rate("EUR", "USD", 1.1, "2026-01-01"),
        ]);
        let code = |text: &str| text.parse::<Currency>().expect("a code");
        let known = rates.until(Some("2026-06-30".parse().expect("a date")));
        let (factor, used) = known.newest(code("USD"), code("INR")).expect("a rate");
        assert_eq!((factor, used.on), (80.0, rates.0[1].on));
        assert_eq!(known.newest(code("EUR"), code("INR")), None);
        let band = Interval {
            low: 80.0,
            high: 160.0,
        };
        assert_eq!(
            known.convert(band, code("INR"), code("USD")),
            Some(Interval {
                low: 1.0,
                high: 2.0
            })
        );
        let early = rates.until(Some("2024-12-31".parse().expect("a date")));
        assert_eq!(early.convert(band, code("INR"), code("USD")), None);
        let newest = rates.until(None).newest(code("USD"), code("INR"));
        assert_eq!(newest.expect("a rate").0, 100.0);
    }
}
