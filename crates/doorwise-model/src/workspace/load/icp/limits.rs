//! How large a card may be, and that all of its amounts speak one currency.

use doorwise_vocab::money::Currency;

use super::Reader;
use crate::card::Card;
use crate::condition::Condition;
use crate::diagnostic::{Diagnostic, Place};
use crate::field::FieldKind;
use crate::money::Rates;

/// Most gates and exclusions of one ICP.
const MAX_CRITERIA: usize = 64;
/// Most tables of points of one ICP.
const MAX_TABLES: usize = 40;
/// Most gates, exclusions and lines on two fields that one set of words meets.
const MAX_TAG_CRITERIA: usize = 10;
/// Most conditions on one field of one ICP.
const MAX_CONDITIONS: usize = 120;

impl Reader<'_> {
    /// The scorers keep criteria and conditions as bits of one machine word, and look at every way
    /// in which an unknown set of words may meet them. Returns whether the card keeps the limits.
    pub(super) fn limits(&mut self, card: &Card) -> bool {
        let before = self.diagnostics.len();
        let mut limit = |n: usize, most: usize, what: String, help: &str| {
            if n > most {
                self.error(
                    "icp/too-large",
                    "/icp",
                    format!("{n} {what}; at most {most} are read"),
                    help,
                );
            }
        };
        limit(
            card.gates.len() + card.exclusions.len(),
            MAX_CRITERIA,
            "gates and exclusions".to_owned(),
            "a profile that needs so many is no profile: drop those that remove nobody",
        );
        limit(
            card.tables.len(),
            MAX_TABLES,
            "tables of points".to_owned(),
            "keep the fields that tell companies apart",
        );
        for field in card.fields() {
            limit(
                card.conditions_on(&field).len(),
                MAX_CONDITIONS,
                format!("conditions on `{field}`"),
                "write a wider condition, such as a parent of the tree or one longer range",
            );
            let criteria = card.gates.iter().chain(&card.exclusions);
            let of_field = criteria
                .filter(|criterion| criterion.field == field)
                .count();
            let joint_lines = card
                .tables
                .iter()
                .filter(|table| table.fields.len() == 2 && table.fields.contains(&field))
                .map(|table| table.entries.len())
                .sum::<usize>();
            if field.kind() == FieldKind::Tags {
                limit(
                    of_field + joint_lines,
                    MAX_TAG_CRITERIA,
                    format!("criteria and lines on `{field}`"),
                    "write words that mean the same as one list: `keywords: [agency, reseller]`",
                );
            }
        }
        self.diagnostics.len() == before
    }

    /// All amounts on one field speak one currency, so that a value is converted once.
    pub(super) fn one_currency(&mut self, card: &mut Card) {
        let rates = self.rates;
        let mut first = None;
        let mut missing = Vec::new();
        let criteria = card
            .gates
            .iter_mut()
            .chain(&mut card.exclusions)
            .map(|criterion| (&criterion.place, &mut criterion.any_of));
        for (place, conditions) in criteria {
            for condition in conditions {
                convert(condition, &mut first, rates, place, &mut missing);
            }
        }
        for table in &mut card.tables {
            for condition in table
                .entries
                .iter_mut()
                .flat_map(|entry| entry.conditions.iter_mut().flatten())
            {
                convert(condition, &mut first, rates, &table.place, &mut missing);
            }
        }
        self.diagnostics.extend(missing);
    }
}

fn convert(
    condition: &mut Condition,
    first: &mut Option<Currency>,
    rates: &Rates,
    place: &Place,
    missing: &mut Vec<Diagnostic>,
) {
    let Condition::WithinMoney(range, currency) = condition else {
        return;
    };
    let to = *first.get_or_insert(*currency);
    match rates.convert(*range, *currency, to) {
        Some(converted) => *condition = Condition::WithinMoney(converted, to),
        None => missing.push(
            Diagnostic::error(
                "icp/no-rate",
                place.clone(),
                format!("this ICP mixes {currency} and {to}, and there is no rate between them"),
            )
            .label("another currency")
            .help(format!(
                "write all amounts in {to}, or add the rate to `rates` in doorwise.yaml"
            )),
        ),
    }
}
