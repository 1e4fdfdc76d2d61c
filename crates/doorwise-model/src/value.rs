//! What is known of one field of one company: known, partly known, or unknown.

use doorwise_vocab::money::Money;
use doorwise_vocab::{Interval, NodeId, Reading, industry, place};

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
    /// Tree nodes that all hold, and one more that may hold too.
    NodesPerhaps {
        /// The nodes that hold, each with what stands below it open; never empty.
        nodes: Vec<NodeId>,
        /// The node that may hold too, itself or below.
        perhaps: NodeId,
    },
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
    /// Returns what an industry cell means.
    ///
    /// Who writes our own code means exactly that node; a list's word for a technology company says
    /// what it is about, and whether it is SaaS stays open.
    pub fn industry(written: &str) -> Reading<Self> {
        let is_code = |part: &str| industry::industries().by_code(part.trim()).is_some();
        industry::industry(written).map(|nodes| match industry::perhaps_saas(&nodes) {
            Some(perhaps) if !written.split(['|', ';', ',']).all(is_code) => {
                Self::NodesPerhaps { nodes, perhaps }
            }
            _ => Self::Nodes(nodes),
        })
    }

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
            Self::NodesPerhaps { nodes, perhaps } => {
                let known = Self::Nodes(nodes.clone()).show(kind);
                format!(
                    "{known}, perhaps {}",
                    crate::condition::tree_of(kind).code(*perhaps)
                )
            }
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
