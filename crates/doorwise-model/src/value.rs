//! What is known of one field of one company: known, partly known, or unknown.

use doorwise_vocab::money::Money;
use doorwise_vocab::{Interval, NodeId, industry, place};

use crate::field::FieldKind;

/// What a field says, with its doubt.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing is known, and why.
    Unknown(Unknown),
    /// A number or a band of numbers.
    Number(Interval),
    /// An amount or a band of amounts.
    Money(Money),
    /// Tree nodes that all hold, each with what stands below it open; never empty.
    Nodes(Vec<NodeId>),
    /// The words it could be, exactly one of which is true; never empty.
    OneOf(Vec<String>),
    /// A set of words.
    Tags {
        /// The words listed, folded.
        listed: Vec<String>,
        /// Whether a word not listed is known to be absent.
        complete: bool,
    },
}

/// Why nothing is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unknown {
    /// No table has such a column.
    NoColumn,
    /// The cell is blank.
    Blank,
    /// The cell says something that was not understood.
    Unreadable(String),
}

impl Value {
    /// Returns whether nothing at all is known.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// Returns the value for people: `11 to 50`, `IN-KA/bengaluru`, `series_a`, `unknown`.
    pub fn show(&self, kind: FieldKind) -> String {
        match self {
            Self::Unknown(Unknown::Unreadable(why)) => format!("unknown ({why})"),
            Self::Unknown(_) => "unknown".into(),
            Self::Number(interval) => show_interval(*interval),
            Self::Money(money) => match money.currency {
                Some(currency) => format!("{} {currency}", show_interval(money.amount)),
                None => show_interval(money.amount),
            },
            Self::Nodes(nodes) => {
                let tree = if kind == FieldKind::Place {
                    place::places()
                } else {
                    industry::industries()
                };
                nodes
                    .iter()
                    .map(|&node| tree.code(node))
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            Self::OneOf(words) => words.join(" or "),
            Self::Tags { listed, .. } if listed.is_empty() => "none".into(),
            Self::Tags { listed, .. } => listed.join(", "),
        }
    }
}

/// Returns `10`, `10 to 50`, `over 1,001` or `up to 50`.
pub fn show_interval(interval: Interval) -> String {
    let Interval { low, high } = interval;
    if low == high {
        show_number(low)
    } else if high == f64::INFINITY {
        format!("{} or more", show_number(low))
    } else if low == f64::NEG_INFINITY {
        format!("up to {}", show_number(high))
    } else {
        format!("{} to {}", show_number(low), show_number(high))
    }
}

/// Returns a number without needless decimals.
pub fn show_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        format!("{number}")
    }
}
