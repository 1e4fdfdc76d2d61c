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
    /// Returns units of `to` for one unit of `from` by the newest rate given, in either direction.
    ///
    /// No rate is ever made from two others: a chain would hide two dates.
    pub fn factor(&self, from: Currency, to: Currency) -> Option<f64> {
        if from == to {
            return Some(1.0);
        }
        self.0
            .iter()
            .filter_map(|rate| match (rate.from, rate.to) {
                (a, b) if a == from && b == to => Some((rate.on, rate.rate)),
                (a, b) if a == to && b == from => Some((rate.on, 1.0 / rate.rate)),
                _ => None,
            })
            .max_by(|a, b| a.0.cmp(&b.0))
            .map(|(_, factor)| factor)
    }

    /// Returns `amount` in `to`.
    pub fn convert(&self, amount: Interval, from: Currency, to: Currency) -> Option<Interval> {
        self.factor(from, to).map(|factor| amount.scaled(factor))
    }
}
