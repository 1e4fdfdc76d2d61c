//! What would change a company's decision or tier: the smallest change of one known field, then of two,
//! the criterion that alone blocks, or the field to find.

use std::rc::Rc;

use super::Card;
use super::reference::{Decision, Judgement, Known, Sight, State};
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
    /// Returns what would change the judgement of a company.
    pub fn what_would_change(&self, known: &Known<'_>, judged: &Judgement) -> Change {
        match judged.decision {
            Decision::Ignore => self.blockers(known, judged),
            Decision::FindOut => Change::Find(self.findings(known, judged)),
            Decision::Pursue if judged.tiers.len() > 1 => {
                Change::Find(self.findings(known, judged))
            }
            Decision::Pursue => self.lift(known, judged),
        }
    }

    fn blockers(&self, known: &Known<'_>, judged: &Judgement) -> Change {
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
                let field = &self.criterion(*criterion).field;
                let blank = known.sight(field, Value::Unknown(Unknown::Blank));
                Change::BlockedOnlyBy {
                    criterion: *criterion,
                    tiers: known.with(&blank).judgement().tiers,
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

    fn lift(&self, known: &Known<'_>, judged: &Judgement) -> Change {
        let now = judged.tiers.first().copied().unwrap_or_default();
        if now == 0 {
            return Change::Best;
        }
        let steps = self.steps(known);
        let tier_with = |steps: &[&Step]| -> Option<usize> {
            let sights = steps.iter().map(|step| &step.sight);
            let judged = known.with(sights).judgement();
            let tier = judged.tiers.last().copied()?;
            (judged.decision == Decision::Pursue && tier < now).then_some(tier)
        };
        let describe = |steps: &[&Step], tier: usize| Change::Lift {
            steps: steps
                .iter()
                .map(|step| {
                    let field = &step.sight.field;
                    let now = known.value(field).map(|value| value.show(field.kind()));
                    (field.clone(), now.unwrap_or_default(), step.to.clone())
                })
                .collect(),
            tier,
        };
        for step in &steps {
            if let Some(tier) = tier_with(&[step]) {
                return describe(&[step], tier);
            }
        }
        for (idx, first) in steps.iter().enumerate() {
            for second in steps[idx + 1..]
                .iter()
                .filter(|second| second.sight.field != first.sight.field)
            {
                if let Some(tier) = tier_with(&[first, second]) {
                    return describe(&[first, second], tier);
                }
            }
        }
        Change::OutOfReach
    }

    /// Returns the values that an entry of a points table would give a known field, least points first.
    fn steps(&self, known: &Known<'_>) -> Vec<Step> {
        let mut steps = Vec::new();
        for table in &self.tables {
            for (position, field) in table.fields.iter().enumerate() {
                let Some(now) = known.value(field).filter(|value| !value.is_unknown()) else {
                    continue;
                };
                for entry in &table.entries {
                    let Some(condition) = &entry.conditions[position] else {
                        continue;
                    };
                    let value = value_of(condition, field, now);
                    if let Some(sight) = value.and_then(|value| known.sight(field, value)) {
                        steps.push(Step {
                            sight,
                            to: condition.show(field.kind()),
                            points: entry.points,
                        });
                    }
                }
            }
        }
        steps.sort_by_key(|step| step.points);
        steps
    }

    fn findings(&self, known: &Known<'_>, judged: &Judgement) -> Vec<Finding> {
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
                leads_to: self.leads_to(known, field),
                decides: n_open == 1 && is_open(field),
            })
            .collect();
        findings.sort_by_key(|finding| (!finding.decides, !is_open(&finding.field)));
        findings
    }

    fn leads_to(&self, known: &Known<'_>, field: &Field) -> Vec<(String, Decision, Vec<usize>)> {
        let mut outcomes: Vec<(String, Decision, Vec<usize>)> = Vec::new();
        for condition in self.telling_conditions(field) {
            let Some(value) = value_of(condition, field, &Value::Unknown(Unknown::Blank)) else {
                continue;
            };
            if known
                .value(field)
                .is_some_and(|known| !could_be(known, &value, field))
            {
                continue;
            }
            let shown = condition.show(field.kind());
            if outcomes.iter().any(|(known, ..)| *known == shown) {
                continue;
            }
            let found = known.sight(field, value);
            let judged = known.with(&found).judgement();
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

/// Another value of a field, and the points of its entry.
struct Step {
    sight: Rc<Sight>,
    to: String,
    points: i64,
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
