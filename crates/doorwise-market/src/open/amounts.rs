//! Amounts of money across currencies: what no rate reaches, and what deals were worth when they closed.

use std::collections::BTreeMap;

use doorwise_model::card::Card;
use doorwise_model::condition::Condition;
use doorwise_model::diagnostic::{Diagnostic, Place};
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::money::Rates;
use doorwise_model::tables::TableMap;
use doorwise_model::value::Value;
use doorwise_vocab::date::Date;
use doorwise_vocab::money::{Currency, Money};

use crate::coded::Companies;

/// Returns warnings for amounts of companies that cannot be held against an ICP's range.
///
/// Such amounts are unknown, and a person who sees only "unknown" would look for a blank cell.
pub(super) fn check<'i>(
    icps: impl Iterator<Item = &'i Icp> + Clone,
    map: &TableMap,
    companies: &Companies,
) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for column in &companies.columns {
        let wanted = icps.clone().filter_map(|icp| {
            let wanted = wanted_currency(&icp.card, &column.field)?;
            Some((wanted, &icp.card.rates))
        });
        for (wanted, rates) in wanted {
            let mut lost = Lost::new(wanted);
            let mut rows = vec![0_usize; column.cells.len()];
            for &code in &column.codes {
                rows[code as usize] += 1;
            }
            for (cell, n) in column.cells.iter().zip(rows) {
                if let Value::Money(money) = &cell.value {
                    lost.look(money, n, rates);
                }
            }
            let place = map.column_place(&column.field.name());
            let told = lost.told(&column.field.name(), place, "stay unknown");
            found.extend(
                told.into_iter()
                    .filter(|told| !found.contains(told))
                    .collect::<Vec<_>>(),
            );
        }
    }
    found
}

fn wanted_currency(card: &Card, field: &Field) -> Option<Currency> {
    let conditions = card.conditions_on(field);
    conditions
        .into_iter()
        .find_map(|condition| match condition {
            Condition::WithinMoney(_, currency) => Some(*currency),
            _ => None,
        })
}

/// Amounts of deals brought to one currency, each by the newest rate of the day the deal closed.
pub(super) struct Converter<'a> {
    to: Option<Currency>,
    rates: &'a Rates,
    as_of: Option<Date>,
    lost: Option<Lost>,
}

impl<'a> Converter<'a> {
    /// Converts into the workspace's currency; without one every amount stays as it is.
    pub(super) fn new(to: Option<Currency>, rates: &'a Rates, as_of: Option<Date>) -> Self {
        Self {
            to,
            rates,
            as_of,
            lost: to.map(Lost::new),
        }
    }

    /// Returns the amount in the common currency, as it is where no rate reaches it.
    ///
    /// `day` is when the deal closed, else when it was created; without one the rate of `as_of` counts.
    pub(super) fn convert(&mut self, money: Money, day: Option<Date>) -> Money {
        let (Some(to), Some(lost)) = (self.to, &mut self.lost) else {
            return money;
        };
        let rates = self.rates.until(day.or(self.as_of));
        let converted = money
            .currency
            .and_then(|from| rates.convert(money.amount, from, to));
        match converted {
            Some(amount) => Money {
                amount,
                currency: Some(to),
            },
            None => {
                lost.look(&money, 1, &rates);
                money
            }
        }
    }

    /// Returns warnings for the amounts that stayed as they are.
    pub(super) fn told(&self, place: &Place) -> Vec<Diagnostic> {
        let lost = self.lost.iter();
        lost.flat_map(|lost| lost.told("amount", place, "are added to no other amount"))
            .collect()
    }
}

/// Amounts that cannot be brought to a currency, counted.
struct Lost {
    to: Currency,
    no_rate: BTreeMap<Currency, usize>,
    no_currency: usize,
}

impl Lost {
    fn new(to: Currency) -> Self {
        Self {
            to,
            no_rate: BTreeMap::new(),
            no_currency: 0,
        }
    }

    fn look(&mut self, money: &Money, rows: usize, rates: &Rates) {
        match money.currency {
            None => self.no_currency += rows,
            Some(from) if rates.convert(money.amount, from, self.to).is_none() => {
                *self.no_rate.entry(from).or_default() += rows;
            }
            Some(_) => {}
        }
    }

    /// Returns a warning for each currency without a rate, and one for amounts without a currency.
    fn told(&self, field: &str, place: &Place, so: &str) -> Vec<Diagnostic> {
        let to = self.to;
        let no_rate = self.no_rate.iter().filter(|(_, rows)| **rows > 0);
        let mut told: Vec<Diagnostic> = no_rate
            .map(|(from, rows)| {
                Diagnostic::warning(
                    "tables/no-rate",
                    place.clone(),
                    format!(
                        "no rate {from} to {to} for `{field}` in {rows} {}: these amounts {so}",
                        if *rows == 1 { "row" } else { "rows" }
                    ),
                )
                .label("this column")
                .help(format!(
                    "add one to `rates` in doorwise.yaml, of their day or before: {{ from: {from}, to: {to}, rate: ..., on: 2026-01-01 }}"
                ))
            })
            .collect();
        if self.no_currency > 0 {
            told.push(
                Diagnostic::warning(
                    "tables/no-currency",
                    place.clone(),
                    match self.no_currency {
                        1 => format!("1 amount of `{field}` names no currency: such amounts {so}"),
                        n => {
                            format!("{n} amounts of `{field}` name no currency: such amounts {so}")
                        }
                    },
                )
                .label("this column")
                .help("write `currency:` under the table, or in doorwise.yaml for all tables"),
            );
        }
        told
    }
}
