//! Amounts of money: the number, its unit and its currency.

mod currency;
mod heading;

#[cfg(test)]
mod tests;

pub use currency::{Currency, UnknownCurrency};
pub use heading::{Heading, money_under};

use crate::number::{Bound, Separators, Token, range, tokens};
use crate::{Interval, Reading, text};
use currency::Mark;

/// Holds an amount and, where the cell says it, its currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    /// What the amount may be.
    pub amount: Interval,
    /// The currency named or implied in the cell.
    pub currency: Option<Currency>,
}

/// Words around an amount that add nothing to it; a year is the period of every revenue here.
const PLAIN_WORDS: &[&str] = &[
    "a",
    "annual",
    "annually",
    "annum",
    "arr",
    "budget",
    "each",
    "funding",
    "im",
    "in",
    "jahr",
    "jahresumsatz",
    "of",
    "p",
    "pa",
    "per",
    "pro",
    "raised",
    "revenue",
    "revenues",
    "round",
    "sales",
    "total",
    "turnover",
    "umsatz",
    "year",
    "yearly",
    "yr",
];

/// Words that make an amount another quantity than the same amount a year.
const SHORT_PERIODS: &[&str] = &[
    "daily",
    "day",
    "hour",
    "hourly",
    "mo",
    "monat",
    "monatlich",
    "month",
    "monthly",
    "mrr",
    "mtl",
    "quartal",
    "quarter",
    "quarterly",
    "tag",
    "week",
    "weekly",
    "woche",
];

/// Returns whether a word behind an amount makes it a sum for less than a year: "month", "weekly", "Quartal".
pub fn is_short_period(word: &str) -> bool {
    SHORT_PERIODS.contains(&word.to_lowercase().as_str())
}

/// Returns the amount a cell holds, as a number or a range, with its currency.
///
/// A plain `$` is the US dollar, `¥` the yen; lakh and crore imply rupees. A unit
/// said once counts for both ends ("$1 to 5 million"). Ends that are left out
/// ("> $1M") count as included: money has no next number.
pub fn money(cell: &str) -> Reading<Money> {
    if text::is_blank(cell) {
        return Reading::Blank;
    }
    if text::is_code(cell) {
        return Reading::unreadable(format!("{} is a code and no amount", text::quoted(cell)));
    }
    let told = match currency::separate(tokens(&text::fold(cell))) {
        Ok(told) => told,
        Err(why) => return Reading::unreadable(format!("{why} in {}", text::quoted(cell))),
    };
    if let Some(period) = told
        .rest
        .iter()
        .filter_map(Token::word)
        .find(|word| SHORT_PERIODS.contains(word))
    {
        return Reading::unreadable(format!(
            "{} is an amount for a `{period}`, not for a year",
            text::quoted(cell)
        ));
    }
    let dots_group = told.currency.is_some_and(Currency::is_written_with_dots);
    let separators = if dots_group {
        Separators::Grouping
    } else {
        Separators::Open
    };
    let amount_of = without_plain_words(&told.rest);
    if amount_of.is_empty() && told.currency.is_some() {
        // A sign that waits for its amount: "₹", "USD".
        return Reading::Blank;
    }
    let found = match range::read(amount_of, separators) {
        Ok(found) => found,
        Err(fault) => return Reading::unreadable(fault.told(cell)),
    };
    let factor = if told.is_in_thousands { 1_000.0 } else { 1.0 };
    Reading::Value(Money {
        amount: amount(found.low, found.high).scaled(factor),
        currency: told
            .currency
            .or_else(|| found.is_indian.then(|| Currency::of(Mark::Rupee))),
    })
}

fn amount(low: Bound, high: Bound) -> Interval {
    // "Less than a million" starts at nothing; only a written minus means a loss.
    let open_low = if high.value >= 0.0 {
        0.0
    } else {
        f64::NEG_INFINITY
    };
    Interval {
        low: if low.value.is_finite() {
            low.value
        } else {
            open_low
        },
        high: high.value,
    }
}

fn without_plain_words(mut pieces: &[Token]) -> &[Token] {
    // The Indian way to end an amount: "Rs. 5,000/-".
    if let [rest @ .., Token::Sign('/'), Token::Sign('-')] = pieces {
        pieces = rest;
    }
    let is_plain = |token: &Token| match token {
        Token::Word(word) => PLAIN_WORDS.contains(&word.as_str()),
        Token::Sign(sign) => matches!(sign, ':' | '/'),
        Token::Numeral { .. } => false,
    };
    loop {
        pieces = match pieces {
            [first, rest @ ..] if is_plain(first) => rest,
            [rest @ .., last] if is_plain(last) => rest,
            _ => return pieces,
        };
    }
}
