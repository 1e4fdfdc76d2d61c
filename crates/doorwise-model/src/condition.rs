//! One thing that a field must be: `10..50`, `software.saas`, `IN`, `series_a`, `hubspot`.

use doorwise_vocab::business_model::BusinessModel;
use doorwise_vocab::money::{self, Currency};
use doorwise_vocab::number;
use doorwise_vocab::stage::Stage;
use doorwise_vocab::{Interval, NodeId, Reading, Tree, industry, place, text};

use crate::field::{Field, FieldKind};

/// A test on one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Inside a closed range.
    Within(Interval),
    /// Inside a closed range of amounts in one currency.
    WithinMoney(Interval, Currency),
    /// At or below one of these nodes.
    Below(Vec<NodeId>),
    /// This word.
    Is(String),
    /// Nothing is known; only an entry of a points table may say so.
    IsUnknown,
}

/// Why a condition's text was not understood.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionFault {
    /// One fact.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The text as it should read, where that is certain.
    pub fix: Option<String>,
}

impl ConditionFault {
    fn new(message: String, help: impl Into<String>) -> Self {
        Self {
            message,
            help: help.into(),
            fix: None,
        }
    }
}

impl Condition {
    /// Returns whether whatever meets this condition on a field of that kind meets `outer` too.
    pub fn lies_in(&self, outer: &Self, kind: FieldKind) -> bool {
        match (self, outer) {
            (Self::Within(inner), Self::Within(outer)) => {
                outer.low <= inner.low && inner.high <= outer.high
            }
            (Self::WithinMoney(inner, own), Self::WithinMoney(outer, other)) => {
                own == other && outer.low <= inner.low && inner.high <= outer.high
            }
            (Self::Below(inner), Self::Below(outer)) => inner.iter().all(|&node| {
                let tree = tree_of(kind);
                outer.iter().any(|&outer| tree.contains(outer, node))
            }),
            _ => self == outer,
        }
    }

    /// Reads a condition on `field`.
    ///
    /// # Errors
    /// Returns what is wrong with the text and what to write instead.
    pub fn parse(field: &Field, written: &str) -> Result<Self, ConditionFault> {
        let written = written.trim();
        if written == "unknown" {
            return Ok(Self::IsUnknown);
        }
        match field.kind() {
            FieldKind::Whole | FieldKind::Number => {
                parse_range(written).map(Self::Within).ok_or_else(|| {
                    ConditionFault::new(
                        format!("`{written}` is not a range of numbers"),
                        "write `10..50`, `..50`, `50..`, `0.5..<2.5` or one number",
                    )
                })
            }
            FieldKind::Money => parse_money_range(written).map_err(|help| {
                ConditionFault::new(
                    format!("`{written}` is not a range of amounts with a currency"),
                    help,
                )
            }),
            FieldKind::Industry => parse_node(
                written,
                industry::industries(),
                industry::find(written),
                None,
            ),
            FieldKind::Place => parse_node(
                written,
                place::places(),
                place::find(written),
                place::group(written),
            ),
            FieldKind::Category if *field == Field::Stage => {
                let words: Vec<&str> = Stage::ALL.iter().map(|stage| stage.as_str()).collect();
                parse_word(written, &words, || {
                    match doorwise_vocab::stage::stage(written) {
                        Reading::Value(stages) if stages.len() == 1 => Some(stages[0].as_str()),
                        _ => None,
                    }
                })
            }
            FieldKind::Tags if *field == Field::BusinessModel => {
                let words: Vec<&str> = BusinessModel::ALL
                    .iter()
                    .map(|model| model.as_str())
                    .collect();
                parse_word(written, &words, || {
                    BusinessModel::parse(written).map(|model| model.as_str())
                })
            }
            FieldKind::Category | FieldKind::Tags => {
                let word = text::fold(written);
                if word.is_empty() {
                    Err(ConditionFault::new(
                        "the word is empty".into(),
                        "write the word as it stands in the table",
                    ))
                } else {
                    Ok(Self::Is(word))
                }
            }
        }
    }

    /// Returns the condition as a workspace file writes it.
    pub fn show(&self, kind: FieldKind) -> String {
        match self {
            Self::Within(range) => show_range(*range),
            Self::WithinMoney(range, currency) => format!("{} {currency}", show_range(*range)),
            Self::Below(nodes) => {
                let tree = tree_of(kind);
                nodes
                    .iter()
                    .map(|&node| tree.code(node))
                    .collect::<Vec<_>>()
                    .join("|")
            }
            Self::Is(word) => word.clone(),
            Self::IsUnknown => "unknown".into(),
        }
    }
}

/// Returns the tree behind a kind of field; industries for all that is not a place.
pub fn tree_of(kind: FieldKind) -> &'static Tree {
    if kind == FieldKind::Place {
        place::places()
    } else {
        industry::industries()
    }
}

/// Returns `10..50`, `..50`, `50..`, `10`, or `0.5..<2.5` for a range that leaves its high end out.
pub fn show_range(range: Interval) -> String {
    let end = |number: f64| {
        if number.is_infinite() {
            String::new()
        } else {
            crate::value::show_number(number)
        }
    };
    if range.is_exact() {
        return end(range.low);
    }
    let (high, next) = (end(range.high), end(range.high.next_up()));
    // The number just below a short one is that one left out.
    if high.len() > next.len() + 4 {
        format!("{}..<{next}", end(range.low))
    } else {
        format!("{}..{high}", end(range.low))
    }
}

fn parse_range(written: &str) -> Option<Interval> {
    let end = |part: &str, open: f64| -> Option<f64> {
        let part = part.trim();
        if part.is_empty() {
            return Some(open);
        }
        part.chars().any(|c| c.is_ascii_digit()).then_some(())?;
        number::number(part)
            .value()
            .filter(|number| number.is_finite())
    };
    match written.split_once("..") {
        Some((low, high)) => {
            let low = end(low, f64::NEG_INFINITY)?;
            let high = match high.trim().strip_prefix('<') {
                Some(left_out) => end(left_out, f64::NAN)
                    .filter(|number| !number.is_nan())?
                    .next_down(),
                None => end(high, f64::INFINITY)?,
            };
            (low <= high && (low.is_finite() || high.is_finite())).then(|| Interval::new(low, high))
        }
        None => end(written, f64::NAN)
            .filter(|number| !number.is_nan())
            .map(Interval::exactly),
    }
}

fn parse_money_range(written: &str) -> Result<Condition, String> {
    const HELP: &str = "write `1M..10M USD`, `..5 crore INR` or `50M.. USD`";
    let (low, high) = written.split_once("..").ok_or_else(|| HELP.to_owned())?;
    let (high, is_left_out) = match high.trim().strip_prefix('<') {
        Some(high) => (high, true),
        None => (high, false),
    };
    let read = |part: &str| -> Result<Option<(f64, Option<Currency>)>, String> {
        // `50M.. USD`: the high end is open and only the currency stands there.
        let part = part.trim();
        if part.is_empty() {
            return Ok(None);
        }
        if let Ok(currency) = part.parse::<Currency>() {
            return Ok(Some((f64::NAN, Some(currency))));
        }
        match money::money(part) {
            Reading::Value(money) if money.amount.is_exact() => {
                Ok(Some((money.amount.low, money.currency)))
            }
            _ => Err(HELP.to_owned()),
        }
    };
    let (low, high) = (read(low)?, read(high)?);
    let currency = high
        .and_then(|(_, currency)| currency)
        .or_else(|| low.and_then(|(_, currency)| currency))
        .ok_or_else(|| format!("name the currency: `{written} USD`"))?;
    let number = |end: Option<(f64, Option<Currency>)>, open: f64| match end {
        Some((number, _)) if !number.is_nan() => number,
        _ => open,
    };
    let (low, high) = (number(low, f64::NEG_INFINITY), number(high, f64::INFINITY));
    let high = if is_left_out { high.next_down() } else { high };
    if low <= high && (low.is_finite() || high.is_finite()) {
        Ok(Condition::WithinMoney(Interval::new(low, high), currency))
    } else {
        Err(HELP.to_owned())
    }
}

fn parse_node(
    written: &str,
    tree: &Tree,
    found: Option<NodeId>,
    group: Option<Vec<NodeId>>,
) -> Result<Condition, ConditionFault> {
    if let Some(node) = found {
        return Ok(Condition::Below(vec![node]));
    }
    if let Some(nodes) = group {
        return Ok(Condition::Below(nodes));
    }
    let near = text::nearest(
        written,
        tree.ids().flat_map(|id| [tree.code(id), tree.label(id)]),
    );
    let mut fault = ConditionFault::new(
        format!("`{written}` is not in our tree"),
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "use a wider one, or a column of your own as `custom.<header>`".to_owned(),
        },
    );
    fault.fix = near.map(str::to_owned);
    Err(fault)
}

fn parse_word(
    written: &str,
    words: &[&'static str],
    other_spelling: impl FnOnce() -> Option<&'static str>,
) -> Result<Condition, ConditionFault> {
    if let Some(word) = words.iter().find(|word| **word == written) {
        return Ok(Condition::Is((*word).to_owned()));
    }
    if let Some(word) = other_spelling() {
        return Ok(Condition::Is(word.to_owned()));
    }
    let near = text::nearest(written, words.iter().copied());
    let mut fault = ConditionFault::new(
        format!("`{written}` is not one of the known words"),
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use one of {}", words.join(", ")),
        },
    );
    fault.fix = near.map(str::to_owned);
    Err(fault)
}
