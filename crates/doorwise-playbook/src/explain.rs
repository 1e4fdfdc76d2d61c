//! One company in words: reasons that add up, what to find, what would change.

use doorwise_model::card::Card;
use doorwise_model::card::change::{Change, Finding};
use doorwise_model::card::reference::{Decision, Judgement, Looks, State};
use doorwise_model::company::Company;
use doorwise_model::condition::Condition;
use doorwise_model::field::Field;
use doorwise_model::icp::{Icp, Override};
use doorwise_model::value::{Unknown, Value};

use crate::id::{self, CardIds};
use crate::view::{FactView, RangeView, ReasonView, TargetView};

/// Explains companies by one ICP.
#[derive(Debug)]
pub struct Explainer<'i> {
    icp: &'i Icp,
    looks: Looks<'i>,
    ids: CardIds,
}

/// What the ICP says of a company, in sentences.
#[derive(Debug)]
pub struct Words {
    /// Reasons that add up.
    pub reasons: Vec<ReasonView>,
    /// What to find, best first.
    pub find: Vec<String>,
    /// What would change the decision or the tier.
    pub would_change: String,
    judged: Judgement,
}

/// Returns everything that the ICP says of one company; `rank` is its position in a list, from 1.
pub fn explain(icp: &Icp, company: &Company, unchecked: &[usize], rank: usize) -> TargetView {
    Explainer::new(icp, unchecked).explain(company, rank)
}

impl<'i> Explainer<'i> {
    /// `unchecked` are the exclusions that cannot be checked in this market, by position.
    pub fn new(icp: &'i Icp, unchecked: &'i [usize]) -> Self {
        Self {
            icp,
            looks: Looks::new(&icp.card, unchecked),
            ids: CardIds::of(&icp.card),
        }
    }

    /// Returns what the ICP says of a company.
    pub fn words(&self, company: &Company) -> Words {
        let card = &self.icp.card;
        let known = self.looks.known(company);
        let judged = known.judgement();
        let change = card.what_would_change(&known, &judged);
        Words {
            reasons: self.reasons(company, &judged),
            find: match &change {
                Change::Find(findings) => findings
                    .iter()
                    .map(|finding| finding.field.label())
                    .collect(),
                _ => Vec::new(),
            },
            would_change: show_change(card, &change),
            judged,
        }
    }

    fn made(&self, company: &Company) -> Option<&'i Override> {
        let icp = self.icp;
        icp.override_of(&company.id, company.domain.as_deref(), &company.name)
    }

    /// Returns everything that the ICP says of a company; `rank` is its position in a list, from 1.
    pub fn explain(&self, company: &Company, rank: usize) -> TargetView {
        let card = &self.icp.card;
        let made = self.made(company);
        let words = self.words(company);
        let judged = &words.judged;
        let decision = made.map_or(judged.decision, |made| made.decision);
        let key = id::company(&company.id);
        TargetView {
            rank,
            company: company.name.clone(),
            id: company.id.clone(),
            domain: company.domain.clone(),
            row: company.row.clone(),
            decision: decision.as_str(),
            tier: card.tiers.show(&judged.tiers),
            score: judged.score.map(|range| RangeView {
                low: range.low,
                high: range.high,
            }),
            seen: judged.seen,
            override_note: made.map(show_override),
            reasons: words.reasons,
            find: words.find,
            would_change: words.would_change,
            facts: facts(card, company, &key),
            key,
            in_deals: None,
            history: None,
            person: None,
            known_there: None,
            search: None,
            icp: None,
            also: Vec::new(),
            readers: Vec::new(),
        }
    }

    fn reasons(&self, company: &Company, judged: &Judgement) -> Vec<ReasonView> {
        let key = id::company(&company.id);
        reasons(
            (&self.icp.card, &self.ids),
            company,
            judged,
            self.made(company),
            &key,
        )
    }
}

pub(crate) fn show_override(made: &Override) -> String {
    format!(
        "{} by hand: {} ({}, {})",
        made.decision.label(),
        made.why,
        made.who,
        made.date
    )
}

fn facts(card: &Card, company: &Company, key: &str) -> Vec<FactView> {
    let read_by_card = card.fields();
    company
        .values
        .iter()
        .filter(|(field, value)| !value.is_unknown() || read_by_card.contains(field))
        .map(|(field, value)| FactView {
            id: format!("{key}.fact.{}", id::fields([field])),
            field: field.name(),
            written: company.written.get(field).cloned().unwrap_or_default(),
            read_as: value.show(field.kind()),
        })
        .collect()
}

fn reasons(
    (card, ids): (&Card, &CardIds),
    company: &Company,
    judged: &Judgement,
    made: Option<&Override>,
    key: &str,
) -> Vec<ReasonView> {
    let mut reasons = Vec::new();
    if let Some(made) = made {
        reasons.push(ReasonView {
            id: format!("{key}.override"),
            kind: "override",
            state: "holds",
            says: show_override(made),
            points: None,
            assumption: false,
        });
    }
    for ((gate, state), id) in card.gates.iter().zip(&judged.gates).zip(&ids.gates) {
        let now = show_value(card, company, &gate.field);
        let (state, says) = match state {
            State::Holds => ("holds", format!("{} ({now})", gate.show())),
            State::Fails => (
                "fails",
                with_why(format!("not {}: {now}", gate.show()), gate.why.as_deref()),
            ),
            State::Open => ("open", format!("{}? {now}", gate.show())),
        };
        reasons.push(ReasonView {
            id: format!("{key}.{id}"),
            kind: "gate",
            state,
            says,
            points: None,
            assumption: gate.assumed,
        });
    }
    let exclusions = card.exclusions.iter().zip(&judged.exclusions);
    for ((exclusion, state), id) in exclusions.zip(&ids.exclusions) {
        let now = show_value(card, company, &exclusion.field);
        let (state, says) = match state {
            State::Holds => (
                "hits",
                with_why(
                    format!("excluded by {}", exclusion.show()),
                    exclusion.why.as_deref(),
                ),
            ),
            State::Fails => ("clear", format!("not {}", exclusion.show())),
            State::Open => ("open", format!("excluded by {}? {now}", exclusion.show())),
        };
        reasons.push(ReasonView {
            id: format!("{key}.{id}"),
            kind: "exclusion",
            state,
            says,
            points: None,
            assumption: exclusion.assumed,
        });
    }
    for ((table, look), id) in card.tables.iter().zip(&judged.looks).zip(&ids.tables) {
        let values: Vec<String> = table
            .fields
            .iter()
            .map(|field| format!("{field} {}", show_value(card, company, field)))
            .collect();
        let (low, high) = (
            look.points.first().copied().unwrap_or_default(),
            look.points.last().copied().unwrap_or_default(),
        );
        reasons.push(ReasonView {
            id: format!("{key}.{id}"),
            kind: "points",
            state: if low == high { "holds" } else { "open" },
            says: values.join(", "),
            points: Some(RangeView { low, high }),
            assumption: table.assumed,
        });
    }
    // What blocks or is open comes first; a reader stops after two lines.
    reasons.sort_by_key(|reason| match (reason.kind, reason.state) {
        ("override", _) => 0,
        (_, "fails" | "hits") => 1,
        ("points", _) => 4,
        (_, "open") => 2,
        _ => 3,
    });
    reasons
}

fn with_why(says: String, why: Option<&str>) -> String {
    match why {
        Some(why) => format!("{says} ({why})"),
        None => says,
    }
}

/// Returns the value as understood, with the written text where the two differ, or why it is unknown.
fn show_value(card: &Card, company: &Company, field: &Field) -> String {
    let value = company.value(field);
    match &value {
        Value::Unknown(Unknown::NoColumn) => return "unknown, no column".to_owned(),
        Value::Unknown(Unknown::Blank) => return "unknown".to_owned(),
        Value::Unknown(Unknown::Unreadable(why)) => return format!("unknown: {why}"),
        Value::Money(money) => {
            let wanted =
                card.conditions_on(field)
                    .into_iter()
                    .find_map(|condition| match condition {
                        Condition::WithinMoney(_, currency) => Some(*currency),
                        _ => None,
                    });
            match (money.currency, wanted) {
                (Some(from), Some(to)) if from != to => {
                    let shown = value.show(field.kind());
                    let Some((factor, rate)) = card.rates.newest(from, to) else {
                        return format!("{shown}: unknown, no rate {from} to {to}");
                    };
                    let mut converted = *money;
                    converted.amount = money.amount.scaled(factor);
                    converted.currency = Some(to);
                    return format!(
                        "{shown} ({} at {} on {})",
                        Value::Money(converted).show(field.kind()),
                        rate.rate,
                        rate.on
                    );
                }
                (None, Some(_)) => {
                    return format!("{}: unknown, no currency", value.show(field.kind()));
                }
                _ => {}
            }
        }
        _ => {}
    }
    match (&value, company.written.get(field)) {
        // The table's own word says more than the long list of what it may mean.
        (Value::OneOf(words), Some(written)) if words.len() > 1 && !written.trim().is_empty() => {
            format!("\u{201c}{}\u{201d}", written.trim())
        }
        _ => value.show(field.kind()),
    }
}

/// Returns what would change a decision or a tier, as one sentence without a full stop.
pub fn show_change(card: &Card, change: &Change) -> String {
    match change {
        Change::Best => "nothing better to reach".to_owned(),
        Change::OutOfReach => "no change of one or two fields lifts it".to_owned(),
        Change::Lift { steps, tier } => {
            let parts: Vec<String> = steps
                .iter()
                .map(|(field, now, to)| format!("{} {to} instead of {now}", field.name()))
                .collect();
            format!("{} if {}", card.tiers.name(*tier), parts.join(" and "))
        }
        Change::BlockedOnlyBy { criterion, tiers } => {
            let says = card.criterion(*criterion).show();
            if tiers.is_empty() {
                format!("only {says} stands in the way")
            } else {
                format!(
                    "only {says} stands in the way of {}",
                    card.tiers.show(tiers)
                )
            }
        }
        // Each criterion could be met, but no value meets them all.
        Change::BlockedBy(criteria) if criteria.is_empty() => {
            "no value left could meet every criterion".to_owned()
        }
        Change::BlockedBy(criteria) => {
            let parts: Vec<String> = criteria
                .iter()
                .map(|criterion| card.criterion(*criterion).show())
                .collect();
            format!("{} stand in the way", parts.join(" and "))
        }
        Change::Find(findings) => match findings.first() {
            Some(first) => format!(
                "find the {}: {}",
                first.field.label(),
                show_outcomes(card, first)
            ),
            None => "nothing to find".to_owned(),
        },
    }
}

fn show_outcomes(card: &Card, finding: &Finding) -> String {
    let mut parts: Vec<(String, Vec<&str>)> = Vec::new();
    for (value, decision, tiers) in &finding.leads_to {
        let leads = match decision {
            Decision::Ignore => "ignore".to_owned(),
            // Another field may still be open; then the tier alone is promised.
            Decision::FindOut | Decision::Pursue => card.tiers.show(tiers),
        };
        match parts.iter_mut().find(|(known, _)| *known == leads) {
            Some((_, values)) => values.push(value),
            None => parts.push((leads, vec![value])),
        }
    }
    let mut shown: Vec<String> = parts
        .into_iter()
        .map(|(leads, values)| format!("{leads} if {}", values.join(" or ")))
        .collect();
    if card.gates.iter().any(|gate| gate.field == finding.field) {
        shown.push("else ignore".to_owned());
    }
    shown.join("; ")
}
