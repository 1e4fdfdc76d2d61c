//! O7: deals end just above what the buyer can sign alone.

use std::collections::BTreeSet;

use doorwise_people::listen::Kind;
use doorwise_vocab::money::{self, Money};

use crate::audit::compare::{Split, of};
use crate::audit::ground::Ground;
use crate::audit::rule::{Look, Need, Rule, Slot};
use crate::plan::market::grouped;

/// How far above and below the limit deals are compared: up to twice it, and down to half of it.
const REACH: f64 = 2.0;
/// A number below this without a currency counts things or people, not money.
const LEAST_BARE: f64 = 100.0;
/// Words of the longest amount: "up to 2.5 million Swiss francs".
const LONGEST: usize = 5;
pub(super) static RULE: Rule = Rule {
    id: "O7",
    slot: Slot::GrowthOpportunity,
    name: "price at the spending limit",
    why: "A price just above what the buyer signs alone brings a second reader, who was never spoken to.",
    needs: &[Need::Outcomes, Need::Amounts, Need::SpendingLimit],
    statistic: "win rate of deals above the limit, up to twice it, against those at or below it, down to half of it; the limit is the one most people name, else the middle one",
    threshold: "fewer wins than chance brings about in the whole audit",
    source: "R. G. Newcombe, Statistics in Medicine 17, 1998; comparisons tested together: Westfall and Young, 1993",
    otherwise: "larger deals are won less often at any price, limit or not",
    disproof: "deals a little below half the limit are won more often than those at it by as much again",
    next: "offer the next ten buyers a first step priced at or below the limit, with the rest as a second step, and count who signs",
    ease: 0.6,
    look,
};

/// A limit, with the people who named it, each once; none of a persona's own.
struct Limit {
    amount: f64,
    people: BTreeSet<String>,
    places: Vec<String>,
}

fn look(ground: &Ground<'_>) -> Look {
    let Some(limit) = limit(ground) else {
        return Look::Quiet(
            "no spending limit is an amount in the currency of the deals, for a single purchase"
                .to_owned(),
        );
    };
    let split = Split::new(ground, false, |deal| {
        let of_limit = deal.amount? / limit.amount;
        ((1.0 / REACH)..=REACH)
            .contains(&of_limit)
            .then_some(of_limit > 1.0)
    });
    if !split.is_enough() {
        return Look::Asks(Vec::new());
    }
    let amount = grouped(limit.amount as usize);
    let amount = match &ground.currency {
        Some(currency) => format!("{currency} {amount}"),
        None => amount,
    };
    let says = format!(
        "deals just above {amount}, what the buyer can sign alone, were won {} times, those just below {}",
        of(split.here),
        of(split.there)
    );
    let mut finding = split.finding(
        ground,
        says,
        ("the deals just above the limit", "the deals just below"),
        (split.here.1 as f64, "deals just above the limit", ""),
    );
    if let Some(finding) = &mut finding {
        finding.files = limit.places;
        finding.next = Some(format!(
            "offer the next ten buyers a first step priced at or below {amount} ({}), with the rest as a second step, and count who signs",
            match limit.people.len() {
                0 => "the persona says so".to_owned(),
                1 => "one person names it".to_owned(),
                n => format!("{n} people name it"),
            }
        ));
    }
    Look::Asks(vec![split.asks(finding)])
}

/// Returns the limit that most people name, else the middle one; none where nobody names an amount in
/// the currency of the deals.
fn limit(ground: &Ground<'_>) -> Option<Limit> {
    let personas = ground.workspace.personas.iter().filter_map(|persona| {
        let place = persona.place.to_string();
        Some((persona.spending_limit.as_deref()?, None, place))
    });
    let said = ground
        .said
        .iter()
        .filter(|record| record.kind == Kind::SpendingLimit)
        .map(|record| {
            let file = doorwise_model::diagnostic::slashed(&record.file);
            let place = format!("{file}:{}: {}", record.line, record.quote);
            (record.sentence.as_str(), Some(&record.speaker), place)
        });
    let mut limits: Vec<Limit> = Vec::new();
    for (text, speaker, place) in said.chain(personas) {
        let Some(amount) = amount(text, ground.currency.as_deref()) else {
            continue;
        };
        let at = limits.iter().position(|known| known.amount == amount);
        let at = at.unwrap_or_else(|| {
            limits.push(Limit {
                amount,
                people: BTreeSet::new(),
                places: Vec::new(),
            });
            limits.len() - 1
        });
        limits[at].people.extend(speaker.cloned());
        limits[at].places.push(place);
    }
    limits.sort_by(|a, b| a.amount.total_cmp(&b.amount));
    let most = limits.iter().map(|limit| limit.people.len()).max()?;
    let mut named_most = limits.iter().filter(|limit| limit.people.len() == most);
    let at = match (named_most.next(), named_most.next()) {
        (Some(only), None) => limits.iter().position(|one| one.amount == only.amount)?,
        _ => (limits.len() - 1) / 2,
    };
    Some(limits.swap_remove(at))
}

/// Returns the first amount of a sentence, for one purchase or a year, that is in a currency or in none.
fn amount(text: &str, currency: Option<&str>) -> Option<f64> {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && !"$€£₹¥%".contains(c)))
        .filter(|word| !word.is_empty())
        .collect();
    for from in 0..words.len() {
        if !words[from].contains(|c: char| c.is_numeric() || "$€£₹¥".contains(c)) {
            continue;
        }
        for to in (from + 1..=words.len().min(from + LONGEST)).rev() {
            let Some(Money {
                amount,
                currency: named,
            }) = money::money(&words[from..to].join(" ")).value()
            else {
                continue;
            };
            // What may be spent again and again bounds no single deal.
            if words[to..]
                .iter()
                .take(2)
                .any(|word| money::is_short_period(word))
            {
                return None;
            }
            let Some(most) = amount.middle().filter(|most| *most > 0.0) else {
                break;
            };
            let fits = match (named, currency) {
                (Some(named), Some(own)) => named.as_str() == own,
                (Some(_), None) => true,
                (None, _) => most >= LEAST_BARE,
            };
            if fits {
                return Some(most);
            }
            break;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_stands_in_a_sentence() {
        let read = |text| amount(text, Some("EUR"));
        assert_eq!(
            read("Up to 24,900 euros a year I sign myself."),
            Some(24_900.0)
        );
        assert_eq!(read("below 10k EUR nobody asks me"), Some(10_000.0));
        assert_eq!(
            read("My limit is €5,000, above that it's the board."),
            Some(5_000.0)
        );
        assert_eq!(read("with 3 people we decide up to 2500"), Some(2_500.0));
        assert_eq!(read("1k EUR a month on the card"), None);
        assert_eq!(read("I can sign 10 lakh rupees"), None);
        assert_eq!(read("the three of us sign"), None);
        assert_eq!(
            amount("I can sign 10 lakh rupees", Some("INR")),
            Some(1_000_000.0)
        );
    }
}
