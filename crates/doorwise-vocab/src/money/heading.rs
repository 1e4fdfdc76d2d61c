//! What a column's header says of its amounts: "Annual revenue (USD m)", "Umsatz in Mio. EUR", "k€".

use super::{Currency, Money, money};
use crate::number::range::unit;
use crate::number::{Token, tokens};
use crate::{Reading, text};

/// Beyond it an amount was written in full under a header that names a unit: no company has ten
/// trillions of anything.
const MOST: f64 = 1e13;

/// Units of so many letters may be any abbreviation and are taken for one beside a currency alone.
const SHORT: usize = 2;

/// Codes that are no words in small letters either: `revenue_usd`.
const COMMON: [&str; 10] = [
    "usd", "eur", "gbp", "inr", "chf", "jpy", "cad", "aud", "sgd", "aed",
];

/// The currency and the unit that a header names.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heading {
    /// The currency, where it names one.
    pub currency: Option<Currency>,
    /// The power of ten that its amounts are given in: 6 for millions, 0 where it names none.
    pub exponent: i32,
}

/// A word of a header: its currency, its unit, and whether that is short.
#[derive(Default)]
struct Word {
    currency: Option<Currency>,
    exponent: Option<i32>,
    is_short: bool,
}

impl Heading {
    /// Reads a header.
    pub fn of(header: &str) -> Self {
        let mut found = Self::default();
        let brackets = |ch: char| "()[]{}".contains(ch);
        for (at, part) in header.split(brackets).enumerate() {
            let words: Vec<Word> = part
                .split(|ch: char| ch.is_whitespace() || "_/,-:;".contains(ch))
                .filter(|word| !word.is_empty() && !text::fold(word).eq("in"))
                .map(Word::of)
                .collect();
            let currency = words.iter().find_map(|word| word.currency);
            found.currency = found.currency.or(currency);
            // "(m)", "USD m", "$M"; not the `m` of "m/f" or the `l` of "l name".
            let is_bracketed = at > 0
                && words
                    .iter()
                    .all(|word| word.currency.is_some() || word.exponent.is_some());
            let unit = words
                .iter()
                .filter(|word| !word.is_short || currency.is_some() || is_bracketed)
                .find_map(|word| word.exponent);
            if found.exponent == 0 {
                found.exponent = unit.unwrap_or(0);
            }
        }
        found
    }
}

impl Word {
    fn of(written: &str) -> Self {
        const SIGNS: [(char, &str); 4] = [('₹', "INR"), ('$', "USD"), ('€', "EUR"), ('£', "GBP")];
        let sign = SIGNS.iter().find(|(sign, _)| written.contains(*sign));
        if let Some((sign, code)) = sign {
            let rest = written.replace(*sign, "");
            return Self {
                currency: code.parse().ok(),
                ..Self::unit(&rest, true)
            };
        }
        if written.trim_end_matches('.') == "Rs" {
            return Self {
                currency: "INR".parse().ok(),
                ..Self::default()
            };
        }
        if written == "TEUR" {
            return Self {
                currency: "EUR".parse().ok(),
                exponent: Some(3),
                is_short: false,
            };
        }
        if COMMON.contains(&written) {
            return Self {
                currency: written.parse().ok(),
                ..Self::default()
            };
        }
        // "USD", "USDm", "EUR'000"; codes are in capitals, for `all`, `top` and `try` are words.
        if let Some((code, rest)) = written.split_at_checked(3)
            && code.chars().all(|ch| ch.is_ascii_uppercase())
            && !rest.starts_with(|ch: char| ch.is_ascii_uppercase())
            && let Ok(currency) = code.parse()
        {
            let unit = Self::unit(rest, false);
            if rest.is_empty() || unit.exponent.is_some() {
                return Self {
                    currency: Some(currency),
                    ..unit
                };
            }
        }
        Self::unit(written, false)
    }

    /// `has_sign` says that a currency's sign stood at it, with which `T` is a thousand in German.
    fn unit(written: &str, has_sign: bool) -> Self {
        let folded = text::fold(written);
        let word = folded.trim_matches(['.', '\'']);
        let exponent = match word {
            "000" | "000s" | "thsd" | "milliers" | "miles" | "migliaia" | "mille" => Some(3),
            "t" if has_sign => Some(3),
            "millionen" | "milhões" | "milhoes" | "milioni" | "miljoen" => Some(6),
            // "10 hundred" is said in cells; a header of hundreds counts things.
            _ => unit(word).filter(|exponent| *exponent >= 3),
        };
        Self {
            currency: None,
            exponent,
            is_short: word.chars().count() <= SHORT,
        }
    }
}

/// Returns the amount of a cell under a header. A unit of the cell's own stands above the header's.
pub fn money_under(cell: &str, heading: Heading) -> Reading<Money> {
    let factor = 10_f64.powi(heading.exponent);
    let names_unit = |token: &Token| token.word().is_some_and(|word| unit(word).is_some());
    match money(cell) {
        Reading::Value(found)
            if heading.exponent != 0
                && found.amount.low.abs() * factor <= MOST
                && !tokens(&text::fold(cell)).iter().any(names_unit) =>
        {
            Reading::Value(Money {
                amount: found.amount.scaled(factor),
                currency: found.currency,
            })
        }
        reading => reading,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_currency_and_unit() {
        for (header, currency, exponent) in [
            ("Annual revenue (USD m)", "USD", 6),
            ("Umsatz (in Mio. EUR)", "EUR", 6),
            ("Umsatz in Mio. €", "EUR", 6),
            ("Umsatz TEUR", "EUR", 3),
            ("Umsatz (T€)", "EUR", 3),
            ("Chiffre d'affaires (k€)", "EUR", 3),
            ("Revenue in thousands USD", "USD", 3),
            ("Revenue ($M)", "USD", 6),
            ("ARR $k", "USD", 3),
            ("Revenue (USD '000)", "USD", 3),
            ("revenue_usd", "USD", 0),
            ("Turnover £m", "GBP", 6),
            ("Revenue (INR Cr)", "INR", 7),
            ("Turnover (₹ crore)", "INR", 7),
            ("Revenue (Rs. lakhs)", "INR", 5),
            ("USDm revenue", "USD", 6),
            ("Revenue (millions)", "", 6),
            ("Revenue (m)", "", 6),
            ("Funding, bn USD", "USD", 9),
            ("Deal value (INR)", "INR", 0),
            ("Revenue $", "USD", 0),
            ("Amount", "", 0),
            ("ALL revenue", "ALL", 0),
            ("All revenue", "", 0),
            ("Try to win", "", 0),
            ("Gender (m/f)", "", 0),
            ("Revenue 2024", "", 0),
            ("Last name, l", "", 0),
            ("Employees (k)", "", 3),
            ("CR number", "", 0),
        ] {
            let found = Heading::of(header);
            let named = found.currency.map_or("", Currency::as_str);
            assert_eq!((named, found.exponent), (currency, exponent), "{header}");
        }
    }

    #[test]
    fn a_cell_without_a_unit_takes_the_headers() {
        let under = |cell: &str| {
            let found = money_under(cell, Heading::of("Revenue (USD m)")).value();
            found.map(|money| (money.amount.low, money.amount.high))
        };
        assert_eq!(under("12.5"), Some((12_500_000.0, 12_500_000.0)));
        assert_eq!(under("$3"), Some((3_000_000.0, 3_000_000.0)));
        assert_eq!(under("1-5"), Some((1_000_000.0, 5_000_000.0)));
        assert_eq!(under("3M"), Some((3_000_000.0, 3_000_000.0)));
        assert_eq!(under("800k"), Some((800_000.0, 800_000.0)));
        // Somebody wrote it in full.
        assert_eq!(under("45000000"), Some((45_000_000.0, 45_000_000.0)));
        assert_eq!(under("n/a"), None);
    }
}
