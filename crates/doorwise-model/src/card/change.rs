//! What would change a company's decision or tier: the smallest change of one known field, then of two,
//! the criterion that alone blocks, or the field to find.

use super::Card;
use super::reference::{Decision, Judgement, State};
use crate::company::Company;
use crate::condition::{Condition, tree_of};
use crate::field::{Field, FieldKind};
use crate::market::CriterionRef;
use crate::value::{Unknown, Value};

/// What would change a company's decision or tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing better can be had: it is to be pursued in the best tier.
    Best,
    /// Other values of one or two known fields would lift it a tier.
    Lift {
        /// Field, value now, value that lifts.
        steps: Vec<(Field, String, String)>,
        /// The better tier.
        tier: usize,
    },
    /// No change of two fields would lift it.
    OutOfReach,
    /// Exactly one criterion blocks.
    BlockedOnlyBy {
        /// The criterion.
        criterion: CriterionRef,
        /// Tiers attainable without it.
        tiers: Vec<usize>,
    },
    /// Several criteria block.
    BlockedBy(Vec<CriterionRef>),
    /// Fields to find, best first, each with what its values would lead to.
    Find(Vec<Finding>),
}

/// A field to find and where its values would lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The field.
    pub field: Field,
    /// Value and what it would lead to: decision and tiers.
    pub leads_to: Vec<(String, Decision, Vec<usize>)>,
    /// Whether it is the only open field.
    pub decides: bool,
}

impl Card {
    /// Returns what would change the judgement of `company`.
    pub fn what_would_change(
        &self,
        company: &Company,
        judged: &Judgement,
        unchecked: &[usize],
    ) -> Change {
        match judged.decision {
            Decision::Ignore => self.blockers(company, judged, unchecked),
            Decision::FindOut => Change::Find(self.findings(company, judged, unchecked)),
            Decision::Pursue if judged.tiers.len() > 1 => {
                Change::Find(self.findings(company, judged, unchecked))
            }
            Decision::Pursue => self.lift(company, judged, unchecked),
        }
    }

    fn blockers(&self, company: &Company, judged: &Judgement, unchecked: &[usize]) -> Change {
        let gates = judged
            .gates
            .iter()
            .enumerate()
            .filter(|(_, state)| **state == State::Fails);
        let hits = judged
            .exclusions
            .iter()
            .enumerate()
            .filter(|(_, state)| **state == State::Holds);
        let blocking: Vec<CriterionRef> = gates
            .map(|(idx, _)| CriterionRef::Gate(idx))
            .chain(hits.map(|(idx, _)| CriterionRef::Exclusion(idx)))
            .collect();
        match blocking.as_slice() {
            [criterion] => {
                let mut without = company.clone();
                without.values.insert(
                    self.criterion(*criterion).field.clone(),
                    Value::Unknown(Unknown::Blank),
                );
                let tiers = self.judge(&without, unchecked).tiers;
                Change::BlockedOnlyBy {
                    criterion: *criterion,
                    tiers,
                }
            }
            _ => Change::BlockedBy(blocking),
        }
    }

    /// Returns the gate or exclusion at a position.
    pub fn criterion(&self, position: CriterionRef) -> &super::Criterion {
        match position {
            CriterionRef::Gate(idx) => &self.gates[idx],
            CriterionRef::Exclusion(idx) => &self.exclusions[idx],
        }
    }

    fn lift(&self, company: &Company, judged: &Judgement, unchecked: &[usize]) -> Change {
        let now = judged.tiers.first().copied().unwrap_or_default();
        if now == 0 {
            return Change::Best;
        }
        let singles = self.steps(company);
        let tier_with = |steps: &[&(Field, Value, String, i64)]| -> Option<usize> {
            let mut changed = company.clone();
            for (field, value, ..) in steps {
                changed.values.insert(field.clone(), value.clone());
            }
            let judged = self.judge(&changed, unchecked);
            let tier = judged.tiers.last().copied()?;
            (judged.decision == Decision::Pursue && tier < now).then_some(tier)
        };
        let describe = |steps: &[&(Field, Value, String, i64)], tier: usize| Change::Lift {
            steps: steps
                .iter()
                .map(|(field, _, to, _)| {
                    (
                        field.clone(),
                        company.value(field).show(field.kind()),
                        to.clone(),
                    )
                })
                .collect(),
            tier,
        };
        for step in &singles {
            if let Some(tier) = tier_with(&[step]) {
                return describe(&[step], tier);
            }
        }
        for (idx, first) in singles.iter().enumerate() {
            for second in singles[idx + 1..]
                .iter()
                .filter(|second| second.0 != first.0)
            {
                if let Some(tier) = tier_with(&[first, second]) {
                    return describe(&[first, second], tier);
                }
            }
        }
        Change::OutOfReach
    }

    /// Returns the values that an entry of a points table would give a known field, least points first.
    fn steps(&self, company: &Company) -> Vec<(Field, Value, String, i64)> {
        let mut steps = Vec::new();
        for table in &self.tables {
            for (position, field) in table.fields.iter().enumerate() {
                if company.value(field).is_unknown() {
                    continue;
                }
                for entry in &table.entries {
                    let Some(condition) = &entry.conditions[position] else {
                        continue;
                    };
                    if let Some(value) = value_of(condition, field, &company.value(field)) {
                        steps.push((
                            field.clone(),
                            value,
                            condition.show(field.kind()),
                            entry.points,
                        ));
                    }
                }
            }
        }
        steps.sort_by_key(|step| step.3);
        steps
    }

    fn findings(&self, company: &Company, judged: &Judgement, unchecked: &[usize]) -> Vec<Finding> {
        let is_open = |field: &Field| {
            let gates = self.gates.iter().zip(&judged.gates);
            let exclusions = self.exclusions.iter().zip(&judged.exclusions);
            gates
                .chain(exclusions)
                .any(|(criterion, state)| criterion.field == *field && *state == State::Open)
        };
        let spreads = |field: &Field| {
            self.tables
                .iter()
                .zip(&judged.looks)
                .any(|(table, look)| table.fields.contains(field) && look.points.len() > 1)
        };
        let fields = self.fields();
        let n_open = fields.iter().filter(|field| is_open(field)).count();
        let mut findings: Vec<Finding> = fields
            .iter()
            .filter(|field| is_open(field) || spreads(field))
            .map(|field| Finding {
                field: field.clone(),
                leads_to: self.leads_to(company, field, unchecked),
                decides: n_open == 1 && is_open(field),
            })
            .collect();
        findings.sort_by_key(|finding| (!finding.decides, !is_open(&finding.field)));
        findings
    }

    fn leads_to(
        &self,
        company: &Company,
        field: &Field,
        unchecked: &[usize],
    ) -> Vec<(String, Decision, Vec<usize>)> {
        let mut outcomes: Vec<(String, Decision, Vec<usize>)> = Vec::new();
        let known = company.value(field);
        for condition in self.telling_conditions(field) {
            let Some(value) = value_of(condition, field, &Value::Unknown(Unknown::Blank)) else {
                continue;
            };
            if !could_be(&known, &value, field) {
                continue;
            }
            let shown = condition.show(field.kind());
            if outcomes.iter().any(|(known, ..)| *known == shown) {
                continue;
            }
            let mut found = company.clone();
            found.values.insert(field.clone(), value);
            let judged = self.judge(&found, unchecked);
            outcomes.push((shown, judged.decision, judged.tiers));
        }
        outcomes.sort_by(|a, b| (a.1, &a.2).cmp(&(b.1, &b.2)));
        outcomes
    }

    /// Returns the entries of the field's points where it has any, since they tell tiers apart;
    /// else what its gates and exclusions ask.
    fn telling_conditions(&self, field: &Field) -> Vec<&Condition> {
        let entries: Vec<&Condition> = self
            .tables
            .iter()
            .filter_map(|table| {
                let position = table.fields.iter().position(|known| known == field)?;
                Some(
                    table
                        .entries
                        .iter()
                        .filter_map(move |entry| entry.conditions[position].as_ref()),
                )
            })
            .flatten()
            .collect();
        if entries.is_empty() {
            self.conditions_on(field)
        } else {
            entries
        }
    }
}

/// Returns whether what is partly known could turn out to be `value`.
fn could_be(known: &Value, value: &Value, field: &Field) -> bool {
    match (known, value) {
        (Value::Number(known), Value::Number(value)) => known.meets(value),
        (Value::OneOf(known), Value::OneOf(value)) => value.iter().any(|word| known.contains(word)),
        (Value::NodesPerhaps { nodes, perhaps }, Value::Nodes(_)) => {
            let all = nodes.iter().copied().chain([*perhaps]).collect();
            could_be(&Value::Nodes(all), value, field)
        }
        (Value::Nodes(known), Value::Nodes(value)) => {
            let tree = tree_of(field.kind());
            let touches = |a, b| tree.contains(a, b) || tree.contains(b, a);
            value
                .iter()
                .any(|&value| known.iter().any(|&known| touches(known, value)))
        }
        _ => true,
    }
}

/// Returns a value that meets the condition, as near to `now` as can be.
fn value_of(condition: &Condition, field: &Field, now: &Value) -> Option<Value> {
    Some(match condition {
        Condition::Within(range) => {
            let nearest = match now {
                Value::Number(known) if known.high < range.low => range.low,
                Value::Number(known) if known.low > range.high => range.high,
                _ => return Some(Value::Number(*range)),
            };
            Value::Number(doorwise_vocab::Interval::exactly(nearest))
        }
        Condition::WithinMoney(range, currency) => Value::Money(doorwise_vocab::money::Money {
            amount: *range,
            currency: Some(*currency),
        }),
        Condition::Below(nodes) => Value::Nodes(vec![*nodes.first()?]),
        Condition::Is(word) if field.kind() == FieldKind::Tags => {
            let mut listed = match now {
                Value::Tags { listed, .. } => listed.clone(),
                _ => Vec::new(),
            };
            listed.push(word.clone());
            Value::Tags {
                listed,
                complete: true,
            }
        }
        Condition::Is(word) => Value::OneOf(vec![word.clone()]),
        Condition::IsUnknown => return None,
    })
}
