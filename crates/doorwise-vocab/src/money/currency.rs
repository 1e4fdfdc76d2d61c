//! Currencies: ISO codes, and the signs and words they hide behind.

use std::fmt;
use std::str::FromStr;

use crate::number::Token;
use crate::text;

/// Active ISO 4217 codes of money people hold (no metals, funds or test codes), sorted.
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
    "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP",
    "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD",
    "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY",
    "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
    "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK",
    "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK",
    "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG",
    "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS",
    "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VES",
    "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW",
];

/// Words and signs that name one currency.
const NAMES: &[(&str, &str)] = &[
    ("rs", "INR"),
    ("re", "INR"),
    ("rupee", "INR"),
    ("rupees", "INR"),
    ("₹", "INR"),
    ("₨", "INR"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("£", "GBP"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("sterling", "GBP"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("yen", "JPY"),
    ("円", "JPY"),
    ("rmb", "CNY"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("元", "CNY"),
    ("sfr", "CHF"),
    ("franken", "CHF"),
    ("dh", "AED"),
    ("dhs", "AED"),
    ("dirham", "AED"),
    ("dirhams", "AED"),
    ("rm", "MYR"),
    ("rp", "IDR"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("kč", "CZK"),
    ("rand", "ZAR"),
    ("reais", "BRL"),
    ("won", "KRW"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("baht", "THB"),
    ("₫", "VND"),
    ("₺", "TRY"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₱", "PHP"),
    ("₵", "GHS"),
    ("₡", "CRC"),
    ("₸", "KZT"),
    ("₼", "AZN"),
    ("₾", "GEL"),
    ("৳", "BDT"),
    ("kronor", "SEK"),
];

/// Letters before `$` or `¥` that say whose it is.
const OWNERS: &[(&str, &str)] = &[
    ("us", "USD"),
    ("a", "AUD"),
    ("au", "AUD"),
    ("c", "CAD"),
    ("ca", "CAD"),
    ("can", "CAD"),
    ("s", "SGD"),
    ("sg", "SGD"),
    ("hk", "HKD"),
    ("nz", "NZD"),
    ("nt", "TWD"),
    ("r", "BRL"),
    ("mx", "MXN"),
    ("cn", "CNY"),
    ("jp", "JPY"),
];

/// Words that name the money of several countries.
const UNCERTAIN: &[&str] = &[
    "kr", "krone", "kroner", "krona", "peso", "pesos", "franc", "francs", "fr", "dinar",
];

/// Currencies that share the plain dollar or yen sign.
const UNDER_DOLLAR: &[&str] = &[
    "ARS", "AUD", "BBD", "BMD", "BND", "BRL", "BSD", "BZD", "CAD", "CLP", "COP", "FJD", "GYD",
    "HKD", "JMD", "KYD", "LRD", "MXN", "NAD", "NZD", "SGD", "TTD", "TWD", "USD", "UYU", "XCD",
];
const UNDER_YEN: &[&str] = &["CNY", "JPY"];

/// Currencies whose people group thousands with a dot, and write no third decimal.
const WITH_DOTS: &[&str] = &[
    "ARS", "BRL", "CLP", "COP", "DKK", "EUR", "IDR", "ISK", "RON", "RSD", "TRY", "UYU", "VND",
];

/// Names a currency by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static str);

/// Says which currency code was not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCurrency {
    /// The code as written.
    pub code: String,
    /// The known code it is nearest to.
    pub nearest: Option<Currency>,
}

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} is no currency code", text::quoted(&self.code))?;
        match self.nearest {
            Some(nearest) => write!(out, "; did you mean `{nearest}`?"),
            None => write!(out, "; write three letters such as `EUR` or `INR`"),
        }
    }
}

impl std::error::Error for UnknownCurrency {}

/// A currency that this crate itself has to name.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    Dollar,
    Yen,
    Rupee,
    Euro,
}

impl Currency {
    /// Returns the ISO code.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    pub(super) fn of(mark: Mark) -> Self {
        Self(match mark {
            Mark::Dollar => "USD",
            Mark::Yen => "JPY",
            Mark::Rupee => "INR",
            Mark::Euro => "EUR",
        })
    }

    pub(super) fn is_written_with_dots(self) -> bool {
        WITH_DOTS.contains(&self.0)
    }

    fn coded(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        CODES
            .binary_search(&code.as_str())
            .ok()
            .map(|at| Self(CODES[at]))
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(code: &str) -> Result<Self, UnknownCurrency> {
        Self::coded(code.trim()).ok_or_else(|| UnknownCurrency {
            code: code.trim().to_owned(),
            // The first wins a tie: of the many codes one slip away, a well-known one was meant.
            nearest: text::nearest(
                code,
                ["EUR", "USD", "INR", "GBP"]
                    .into_iter()
                    .chain(CODES.iter().copied()),
            )
            .and_then(Self::coded),
        })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.0)
    }
}

/// Holds the pieces of a cell after its currency was taken out.
pub(super) struct Separated {
    /// Everything but the currency.
    pub(super) rest: Vec<Token>,
    /// The currency found.
    pub(super) currency: Option<Currency>,
    /// Whether the amount is in thousands, as German accounts are: `TEUR`, `T€`.
    pub(super) is_in_thousands: bool,
}

/// Takes the currency out; an error says why it is uncertain.
pub(super) fn separate(pieces: Vec<Token>) -> Result<Separated, String> {
    let mut found = Found::default();
    let mut rest: Vec<Token> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match &piece {
            Token::Sign(sign @ ('$' | '¥')) => {
                let owner = rest
                    .last()
                    .and_then(Token::word)
                    .and_then(|word| listed(OWNERS, word));
                if let Some(owner) = owner {
                    rest.pop();
                    found.name(owner)?;
                } else if *sign == '$' {
                    found.has_dollar_sign = true;
                } else {
                    found.has_yen_sign = true;
                }
            }
            Token::Sign(sign) => match listed(NAMES, sign.encode_utf8(&mut [0; 4])) {
                Some(currency) => {
                    if rest.last().and_then(Token::word) == Some("t") {
                        rest.pop();
                        found.is_in_thousands = true;
                    }
                    found.name(currency)?;
                }
                None => rest.push(piece),
            },
            Token::Word(word) if word == "teur" => {
                found.is_in_thousands = true;
                found.name(Currency::of(Mark::Euro))?;
            }
            Token::Word(word) => {
                if UNCERTAIN.contains(&word.as_str()) {
                    return Err(format!("`{word}` names the money of several countries"));
                }
                match listed(NAMES, word).or_else(|| Currency::coded(word)) {
                    Some(currency) => found.name(currency)?,
                    None => rest.push(piece),
                }
            }
            Token::Numeral { .. } => rest.push(piece),
        }
    }
    Ok(Separated {
        rest,
        currency: found.currency()?,
        is_in_thousands: found.is_in_thousands,
    })
}

#[derive(Default)]
struct Found {
    named: Option<Currency>,
    has_dollar_sign: bool,
    has_yen_sign: bool,
    is_in_thousands: bool,
}

impl Found {
    fn name(&mut self, currency: Currency) -> Result<(), String> {
        match self.named {
            Some(other) if other != currency => {
                Err(format!("two currencies, `{other}` and `{currency}`,"))
            }
            _ => {
                self.named = Some(currency);
                Ok(())
            }
        }
    }

    fn currency(&self) -> Result<Option<Currency>, String> {
        let signs = [
            (self.has_dollar_sign, UNDER_DOLLAR, Mark::Dollar),
            (self.has_yen_sign, UNDER_YEN, Mark::Yen),
        ];
        let mut currency = self.named;
        for (_, under_sign, default) in signs.into_iter().filter(|(is_there, ..)| *is_there) {
            match currency {
                None => currency = Some(Currency::of(default)),
                Some(named) if under_sign.contains(&named.0) => {}
                Some(named) => {
                    return Err(format!(
                        "two currencies, `{named}` and `{}`,",
                        Currency::of(default)
                    ));
                }
            }
        }
        Ok(currency)
    }
}

fn listed(list: &[(&str, &str)], name: &str) -> Option<Currency> {
    list.iter()
        .find(|(known, _)| *known == name)
        .and_then(|(_, code)| Currency::coded(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_code_exists() {
        assert!(CODES.is_sorted());
        for code in UNDER_DOLLAR.iter().chain(UNDER_YEN).chain(WITH_DOTS) {
            assert!(Currency::coded(code).is_some(), "{code}");
        }
        for (name, code) in NAMES.iter().chain(OWNERS) {
            assert_eq!(
                Currency::coded(code).map(Currency::as_str),
                Some(*code),
                "{name}"
            );
        }
        for mark in [Mark::Dollar, Mark::Yen, Mark::Rupee, Mark::Euro] {
            assert!(CODES.contains(&Currency::of(mark).0));
        }
    }

    #[test]
    fn codes_parse_and_print() {
        let euro: Currency = "eur".parse().unwrap();
        assert_eq!((euro.to_string().as_str(), euro.as_str()), ("EUR", "EUR"));
        let error = "ERU".parse::<Currency>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`ERU` is no currency code; did you mean `EUR`?"
        );
        assert!("money".parse::<Currency>().unwrap_err().nearest.is_none());
    }
}
