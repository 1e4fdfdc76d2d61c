//! The grammar of "10 to 50", "1,001+", "under 10", "~50".

use super::numeral::{Decimal, Separators};
use super::token::Token;
use crate::text;

/// Holds one end of what was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bound {
    /// The number at this end, infinite where it is open.
    pub(crate) value: f64,
    /// Whether the number itself is left out, as in `>50`.
    pub(crate) is_strict: bool,
}

/// Says whether a cell held a number or a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// One bare number.
    Number,
    /// A band, a limit or an approximation.
    Range,
}

/// Holds everything the grammar found in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    /// The smallest number allowed.
    pub(crate) low: Bound,
    /// The largest number allowed.
    pub(crate) high: Bound,
    /// Number or range.
    pub(crate) written: Written,
    /// Whether lakh or crore was said, which only rupees are counted in.
    pub(crate) is_indian: bool,
}

/// Says why a cell is no number and no range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// There is no digit in it.
    NoNumber,
    /// The digits are grouped in no known way.
    Grouping(String),
    /// The larger number comes first, or the limits exclude each other.
    Backwards,
    /// Only one end has a unit, and it cannot be meant for both.
    Unit,
    /// Something stands there that belongs to no number.
    Rest(String),
    /// The number is too large to hold.
    TooLarge,
}

impl Fault {
    /// Returns the fault as one fact about the cell.
    pub(crate) fn told(&self, cell: &str) -> String {
        let cell = text::quoted(cell);
        match self {
            Self::NoNumber => format!("no number in {cell}"),
            Self::Grouping(raw) => format!("the digits of `{raw}` are grouped in no known way"),
            Self::Backwards => format!("the range {cell} runs backwards"),
            Self::Unit => format!("only one end of {cell} has a unit"),
            Self::Rest(rest) => format!("`{rest}` in {cell} belongs to no number"),
            Self::TooLarge => format!("the number in {cell} is too large to hold"),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Limit {
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    About,
}

/// Phrases before a number; English, German, French. Longer ones first where one starts another.
const LIMITS: &[(&[&str], Limit)] = &[
    (&["no", "more", "than"], Limit::AtMost),
    (&["not", "more", "than"], Limit::AtMost),
    (&["no", "less", "than"], Limit::AtLeast),
    (&["no", "fewer", "than"], Limit::AtLeast),
    (&["more", "than"], Limit::MoreThan),
    (&["greater", "than"], Limit::MoreThan),
    (&["larger", "than"], Limit::MoreThan),
    (&["mehr", "als"], Limit::MoreThan),
    (&["plus", "de"], Limit::MoreThan),
    (&["over"], Limit::MoreThan),
    (&["above"], Limit::MoreThan),
    (&["über"], Limit::MoreThan),
    (&["at", "least"], Limit::AtLeast),
    (&["au", "moins"], Limit::AtLeast),
    (&["starting", "at"], Limit::AtLeast),
    (&["minimum"], Limit::AtLeast),
    (&["min"], Limit::AtLeast),
    (&["mindestens"], Limit::AtLeast),
    (&["ab"], Limit::AtLeast),
    (&["from"], Limit::AtLeast),
    (&["less", "than"], Limit::LessThan),
    (&["fewer", "than"], Limit::LessThan),
    (&["smaller", "than"], Limit::LessThan),
    (&["weniger", "als"], Limit::LessThan),
    (&["moins", "de"], Limit::LessThan),
    (&["under"], Limit::LessThan),
    (&["below"], Limit::LessThan),
    (&["unter"], Limit::LessThan),
    (&["up", "to"], Limit::AtMost),
    (&["at", "most"], Limit::AtMost),
    (&["bis", "zu"], Limit::AtMost),
    (&["upto"], Limit::AtMost),
    (&["bis"], Limit::AtMost),
    (&["maximum"], Limit::AtMost),
    (&["maximal"], Limit::AtMost),
    (&["max"], Limit::AtMost),
    (&["höchstens"], Limit::AtMost),
    (&["about"], Limit::About),
    (&["around"], Limit::About),
    (&["approximately"], Limit::About),
    (&["approx"], Limit::About),
    (&["roughly"], Limit::About),
    (&["circa"], Limit::About),
    (&["ca"], Limit::About),
    (&["c"], Limit::About),
    (&["etwa"], Limit::About),
    (&["rund"], Limit::About),
    (&["environ"], Limit::About),
    (&["estimated"], Limit::About),
    (&["est"], Limit::About),
];

const ABOVE: &[&str] = &[
    "above", "more", "over", "up", "higher", "greater", "larger", "beyond", "upwards", "mehr",
    "plus",
];
const BELOW: &[&str] = &[
    "below", "less", "under", "fewer", "lower", "smaller", "weniger", "moins",
];
const JOINERS: &[&str] = &["and", "or", "und", "oder", "et", "ou"];
const TO: &[&str] = &["to", "bis", "until", "till", "through", "upto", "à"];

/// How far "about" reaches on either side, as a share of the number (`card.md`, Values).
const ABOUT: f64 = 0.2;

/// Returns the power of ten a unit stands for.
pub(crate) fn unit(word: &str) -> Option<i32> {
    Some(match word {
        "hundred" => 2,
        "k" | "thousand" | "thousands" | "tsd" | "tausend" => 3,
        "l" | "lac" | "lacs" | "lakh" | "lakhs" => 5,
        "m" | "mm" | "mn" | "mln" | "mio" | "million" | "millions" | "millionen" | "millones" => 6,
        "cr" | "crs" | "crore" | "crores" => 7,
        "b" | "bil" | "bn" | "bln" | "billion" | "billions" | "mrd" | "mia" | "milliard"
        | "milliards" | "milliarde" | "milliarden" => 9,
        "tn" | "trn" | "trillion" | "trillions" => 12,
        _ => return None,
    })
}

fn is_indian(unit: &str) -> bool {
    unit.starts_with('l') || unit.starts_with("cr")
}

/// Units only written where the comma is the decimal mark.
fn is_continental(unit: &str) -> bool {
    matches!(unit, "mio" | "mrd" | "mia" | "tsd" | "tausend")
        || unit.starts_with("millionen")
        || unit.starts_with("milliard")
}

#[derive(Clone, Debug)]
struct Quantity {
    decimal: Decimal,
    is_negative: bool,
    power: Option<i32>,
}

impl Quantity {
    fn value(&self) -> f64 {
        let size = self.decimal.value(self.power.unwrap_or(0));
        if self.is_negative { -size } else { size }
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    separators: Separators,
    is_indian: bool,
}

/// Reads all tokens as one number or range.
pub(crate) fn read(tokens: &[Token], separators: Separators) -> Result<Bounds, Fault> {
    if !tokens
        .iter()
        .any(|token| matches!(token, Token::Numeral { .. }))
    {
        return Err(Fault::NoNumber);
    }
    let mut reader = Reader {
        tokens,
        at: 0,
        separators,
        is_indian: false,
    };
    let (low, high, written) = reader.whole()?;
    // A separator that nothing follows separates nothing: "1,000,000,".
    if reader.at + 1 == tokens.len() {
        reader.take_sign(&[',', ';']);
    }
    if reader.at < tokens.len() {
        return Err(Fault::Rest(reader.rest()));
    }
    let is_empty = low.value == high.value && (low.is_strict || high.is_strict);
    if low.value > high.value || is_empty {
        return Err(Fault::Backwards);
    }
    Ok(Bounds {
        low,
        high,
        written,
        is_indian: reader.is_indian,
    })
}

const OPEN_LOW: Bound = Bound {
    value: f64::NEG_INFINITY,
    is_strict: true,
};
const OPEN_HIGH: Bound = Bound {
    value: f64::INFINITY,
    is_strict: true,
};

fn included(value: f64) -> Bound {
    Bound {
        value,
        is_strict: false,
    }
}

impl Reader<'_> {
    fn whole(&mut self) -> Result<(Bound, Bound, Written), Fault> {
        let is_between = self.take_word(&["between", "zwischen", "entre"]) || self.starts_from_to();
        let limit = if is_between { None } else { self.take_limit() };
        let first = self.quantity()?;
        if limit.is_none_or(|limit| limit == Limit::About) && self.take_to(is_between) {
            let second = self.quantity()?;
            let (low, high) = with_shared_unit(first, second)?;
            let (low, high) = if limit.is_some() {
                (widened(&low).0, widened(&high).1)
            } else {
                (low.value(), high.value())
            };
            return Ok((included(low), included(high), Written::Range));
        }
        let (low, high) = match limit {
            Some(limit) => limited(limit, &first),
            None if self.take_above() => (included(first.value()), OPEN_HIGH),
            None if self.take_below() => (OPEN_LOW, included(first.value())),
            None => {
                return Ok((
                    included(first.value()),
                    included(first.value()),
                    Written::Number,
                ));
            }
        };
        self.narrowed(low, high)
    }

    /// Reads a second limit: `>10 and <50`.
    fn narrowed(&mut self, low: Bound, high: Bound) -> Result<(Bound, Bound, Written), Fault> {
        let start = self.at;
        if !self.take_word(JOINERS) {
            self.take_sign(&['&', ',']);
        }
        let (other_low, other_high) = match self.take_limit() {
            Some(limit) if limit != Limit::About => limited(limit, &self.quantity()?),
            _ => {
                self.at = start;
                return Ok((low, high, Written::Range));
            }
        };
        let low = if other_low.value > low.value {
            other_low
        } else {
            low
        };
        let high = if other_high.value < high.value {
            other_high
        } else {
            high
        };
        Ok((low, high, Written::Range))
    }

    fn quantity(&mut self) -> Result<Quantity, Fault> {
        let is_bracketed = self.take_sign(&['(']);
        let is_negative = self.take_sign(&['-']) || is_bracketed;
        if !is_negative {
            self.take_sign(&['+']);
        }
        let Some(Token::Numeral { raw, exponent }) = self.tokens.get(self.at) else {
            return Err(Fault::Rest(self.rest()));
        };
        self.at += 1;
        let mut power = None;
        let mut separators = self.separators;
        // At most two units stand together: "lakh crore", "hundred million".
        for _ in 0..2 {
            let Some(word) = self.tokens.get(self.at).and_then(Token::word) else {
                break;
            };
            let Some(next) = unit(word) else { break };
            // A unit leaves no doubt that a lone dot is a decimal mark: nobody has 1,234 M.
            if power.is_none() {
                separators = if is_continental(word) {
                    Separators::Continental
                } else {
                    Separators::Open
                };
            }
            self.is_indian |= is_indian(word);
            power = Some(power.unwrap_or(0) + next);
            self.at += 1;
        }
        if is_bracketed && !self.take_sign(&[')']) {
            return Err(Fault::Rest("(".to_owned()));
        }
        let decimal = Decimal::read(raw, *exponent, separators)
            .ok_or_else(|| Fault::Grouping(raw.clone()))?;
        let quantity = Quantity {
            decimal,
            is_negative,
            power,
        };
        // A shared unit adds at most twelve more zeros.
        if quantity.value().abs() < 1e290 {
            Ok(quantity)
        } else {
            Err(Fault::TooLarge)
        }
    }

    fn take_word(&mut self, words: &[&str]) -> bool {
        let is_next = self
            .tokens
            .get(self.at)
            .and_then(Token::word)
            .is_some_and(|word| words.contains(&word));
        self.at += usize::from(is_next);
        is_next
    }

    fn take_sign(&mut self, signs: &[char]) -> bool {
        let is_next =
            matches!(self.tokens.get(self.at), Some(Token::Sign(sign)) if signs.contains(sign));
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes the "from" of "from 10 to 50", which alone would mean "at least".
    fn starts_from_to(&mut self) -> bool {
        let words = || self.tokens.iter().filter_map(Token::word);
        let is_range = words()
            .next()
            .is_some_and(|word| matches!(word, "from" | "von" | "de"))
            && words().any(|word| TO.contains(&word));
        is_range && self.take_word(&["from", "von", "de"])
    }

    fn take_limit(&mut self) -> Option<Limit> {
        let sign = match self.tokens.get(self.at) {
            Some(Token::Sign('>')) => Some(Limit::MoreThan),
            Some(Token::Sign('≥')) => Some(Limit::AtLeast),
            Some(Token::Sign('<')) => Some(Limit::LessThan),
            Some(Token::Sign('≤')) => Some(Limit::AtMost),
            Some(Token::Sign('~' | '≈')) => Some(Limit::About),
            _ => None,
        };
        if sign.is_some() {
            self.at += 1;
            return sign;
        }
        let rest = &self.tokens[self.at..];
        let (phrase, limit) = LIMITS.iter().find(|(phrase, _)| {
            phrase.len() <= rest.len()
                && phrase
                    .iter()
                    .zip(rest)
                    .all(|(word, token)| token.word() == Some(*word))
        })?;
        self.at += phrase.len();
        Some(*limit)
    }

    fn take_to(&mut self, is_between: bool) -> bool {
        if self.take_word(TO) || (is_between && self.take_word(JOINERS)) {
            return true;
        }
        let start = self.at;
        // "10-50", "10..50", and the Japanese "10~50".
        if self.take_sign(&['-', '…', '~']) && self.at < self.tokens.len() {
            return true;
        }
        self.at = start;
        false
    }

    fn take_above(&mut self) -> bool {
        self.take_sign(&['+'])
            || self.take_side(ABOVE)
            || self.take_word(&["plus", "upwards", "onwards"])
    }

    fn take_below(&mut self) -> bool {
        self.take_side(BELOW)
    }

    /// Takes "and more", "or fewer", "& above".
    fn take_side(&mut self, side: &[&str]) -> bool {
        let start = self.at;
        if (self.take_word(JOINERS) || self.take_sign(&['&'])) && self.take_word(side) {
            return true;
        }
        self.at = start;
        false
    }

    fn rest(&self) -> String {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        let parts: Vec<String> = rest
            .iter()
            .map(|token| match token {
                Token::Numeral { raw, .. } => raw.clone(),
                Token::Word(word) => word.clone(),
                Token::Sign(sign) => sign.to_string(),
            })
            .collect();
        parts.join(" ")
    }
}

fn widened(quantity: &Quantity) -> (f64, f64) {
    let value = quantity.value();
    let reach = value.abs() * ABOUT;
    (value - reach, value + reach)
}

fn limited(limit: Limit, quantity: &Quantity) -> (Bound, Bound) {
    let value = quantity.value();
    match limit {
        Limit::MoreThan => (
            Bound {
                value,
                is_strict: true,
            },
            OPEN_HIGH,
        ),
        Limit::AtLeast => (included(value), OPEN_HIGH),
        Limit::LessThan => (
            OPEN_LOW,
            Bound {
                value,
                is_strict: true,
            },
        ),
        Limit::AtMost => (OPEN_LOW, included(value)),
        Limit::About => {
            let (low, high) = widened(quantity);
            (included(low), included(high))
        }
    }
}

/// Gives both ends the one unit where that is what was meant: "$1 to 5 million".
fn with_shared_unit(
    mut first: Quantity,
    mut second: Quantity,
) -> Result<(Quantity, Quantity), Fault> {
    let rises = first.decimal.value(0) < second.decimal.value(0);
    match (first.power, second.power) {
        // "500-1M" says what it means, "1-10M" does not.
        (None, Some(_)) if rises => first.power = second.power,
        (Some(_), None) if first.value() < second.value() => {}
        // "10M-50" cannot end at fifty.
        (Some(_), None) if rises => second.power = first.power,
        (Some(_), None) => return Err(Fault::Unit),
        _ => {}
    }
    Ok((first, second))
}
