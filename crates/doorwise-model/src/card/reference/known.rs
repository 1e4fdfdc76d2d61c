//! What a card sees of a company, field by field: where one field changes, only that one is looked at
//! again.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::{
    Concrete, Decision, Judgement, Look, ScoreRange, State, joint, look_up, points_seen, state,
};
use crate::card::{Card, PointsTable};
use crate::company::Company;
use crate::field::Field;
use crate::value::Value;

/// Values of one field whose sights are kept: a field of words or bands has fewer, and of amounts no
/// two companies have the same.
const MOST_KEPT: usize = 64;

/// A card that looks at companies, and at no value twice that many of them have.
#[derive(Debug)]
pub struct Looks<'c> {
    card: &'c Card,
    /// Exclusions that cannot be checked, by position.
    unchecked: &'c [usize],
    fields: Vec<Field>,
    /// Of each field the sights met first.
    met: RefCell<Vec<Vec<Rc<Sight>>>>,
}

/// What a card sees of a company.
#[derive(Clone, Debug)]
pub struct Known<'l> {
    looks: &'l Looks<'l>,
    /// Of each field of the card, in their order.
    sights: Vec<Rc<Sight>>,
}

/// What a card sees of the value of one field.
#[derive(Debug)]
pub(in crate::card) struct Sight {
    pub(in crate::card) field: Field,
    value: Value,
    /// What the value could turn out to be, and what of that passes every gate on the field.
    all: Vec<Concrete>,
    left: Vec<Concrete>,
    /// Gates and exclusions on the field, by position.
    gates: Vec<(usize, State)>,
    exclusions: Vec<(usize, State)>,
    /// Tables on this field alone, by position.
    looks: Vec<(usize, Look)>,
}

impl<'c> Looks<'c> {
    /// See [`Card::judge`] for `unchecked`.
    pub fn new(card: &'c Card, unchecked: &'c [usize]) -> Self {
        let fields = card.fields();
        Self {
            card,
            unchecked,
            met: RefCell::new(vec![Vec::new(); fields.len()]),
            fields,
        }
    }

    /// Looks at every field of a company.
    pub fn known(&self, company: &Company) -> Known<'_> {
        let fields = self.fields.iter().enumerate();
        let sights = fields.map(|(at, field)| self.sight(at, company.value(field)));
        Known {
            sights: sights.collect(),
            looks: self,
        }
    }

    /// Returns what the card sees of a field, by position, that has this value.
    fn sight(&self, at: usize, value: Value) -> Rc<Sight> {
        let mut met = self.met.borrow_mut();
        let met = &mut met[at];
        if let Some(sight) = met.iter().find(|sight| sight.value == value) {
            return Rc::clone(sight);
        }
        let sight = Rc::new(Sight::new(
            self.card,
            self.unchecked,
            &self.fields[at],
            value,
        ));
        if met.len() < MOST_KEPT {
            met.push(Rc::clone(&sight));
        }
        sight
    }
}

impl Sight {
    fn new(card: &Card, unchecked: &[usize], field: &Field, value: Value) -> Self {
        let all = card.completions(field, &value);
        let left = all.iter();
        let left = left.filter(|value| card.passes(field, value, unchecked));
        let left: Vec<Concrete> = left.cloned().collect();
        let gates = card.gates.iter().enumerate();
        let gates = gates.filter(|(_, gate)| gate.field == *field);
        let exclusions = card.exclusions.iter().enumerate();
        let exclusions = exclusions.filter(|(_, exclusion)| exclusion.field == *field);
        let open = |idx: usize, state: State| match state {
            State::Open if unchecked.contains(&idx) => State::Fails,
            _ => state,
        };
        let tables = card.tables.iter().enumerate();
        let alone =
            tables.filter(|(_, table)| table.fields.len() == 1 && table.fields[0] == *field);
        Self {
            gates: gates.map(|(idx, gate)| (idx, state(gate, &all))).collect(),
            exclusions: exclusions
                .map(|(idx, exclusion)| (idx, open(idx, state(exclusion, &all))))
                .collect(),
            looks: alone
                .map(|(idx, table)| (idx, look(table, &[&value], &[&all], &[&left])))
                .collect(),
            field: field.clone(),
            value,
            all,
            left,
        }
    }
}

impl Known<'_> {
    /// Returns what the card would see of one of its fields that had this value.
    pub(in crate::card) fn sight(&self, field: &Field, value: Value) -> Option<Rc<Sight>> {
        let at = self.looks.fields.iter().position(|known| known == field)?;
        Some(self.looks.sight(at, value))
    }

    /// Returns what would be known with other sights of some fields.
    pub(in crate::card) fn with<'s>(
        &self,
        sights: impl IntoIterator<Item = &'s Rc<Sight>>,
    ) -> Self {
        let mut changed = self.clone();
        for sight in sights {
            let mut known = changed.sights.iter_mut();
            if let Some(known) = known.find(|known| known.field == sight.field) {
                *known = Rc::clone(sight);
            }
        }
        changed
    }

    /// Returns the value of a field of the card.
    pub(in crate::card) fn value(&self, field: &Field) -> Option<&Value> {
        self.sight_of(field).map(|sight| &sight.value)
    }

    fn sight_of(&self, field: &Field) -> Option<&Sight> {
        let sight = self.sights.iter().find(|sight| sight.field == *field);
        sight.map(Rc::as_ref)
    }

    /// Returns what the card says of the company.
    pub fn judgement(&self) -> Judgement {
        let card = self.looks.card;
        // Every gate and exclusion is on one field of the card, so each is seen.
        let mut gates = vec![State::Open; card.gates.len()];
        let mut exclusions = vec![State::Open; card.exclusions.len()];
        let mut looks: Vec<Option<Look>> = vec![None; card.tables.len()];
        for sight in &self.sights {
            for &(idx, state) in &sight.gates {
                gates[idx] = state;
            }
            for &(idx, state) in &sight.exclusions {
                exclusions[idx] = state;
            }
            for (idx, look) in &sight.looks {
                looks[*idx] = Some(look.clone());
            }
        }
        let tables = card.tables.iter().zip(looks);
        let looks = tables.map(|(table, look)| look.unwrap_or_else(|| self.look(table)));
        let looks: Vec<Look> = looks.collect();
        let seen = looks.iter().map(|look| look.seen).sum();
        let blocked = gates.contains(&State::Fails)
            || exclusions.contains(&State::Holds)
            || self.sights.iter().any(|sight| sight.left.is_empty());
        if blocked {
            return Judgement {
                decision: Decision::Ignore,
                gates,
                exclusions,
                looks: Vec::new(),
                score: None,
                seen,
                tiers: Vec::new(),
            };
        }
        let open = gates.contains(&State::Open) || exclusions.contains(&State::Open);
        let mut sums = BTreeSet::from([0]);
        for look in &looks {
            sums = sums
                .iter()
                .flat_map(|sum| look.points.iter().map(move |points| sum + points))
                .collect();
        }
        let tiers: BTreeSet<usize> = sums.iter().map(|&sum| card.tiers.of(sum)).collect();
        let score = ScoreRange {
            low: sums.first().copied().unwrap_or_default(),
            high: sums.last().copied().unwrap_or_default(),
        };
        Judgement {
            decision: match open {
                true => Decision::FindOut,
                false => Decision::Pursue,
            },
            gates,
            exclusions,
            seen,
            looks,
            score: Some(score),
            tiers: tiers.into_iter().collect(),
        }
    }

    /// Looks up a table on several fields.
    fn look(&self, table: &PointsTable) -> Look {
        let fields = table.fields.iter();
        let sights: Vec<&Sight> = fields.filter_map(|field| self.sight_of(field)).collect();
        let values: Vec<&Value> = sights.iter().map(|sight| &sight.value).collect();
        let all: Vec<&[Concrete]> = sights.iter().map(|sight| sight.all.as_slice()).collect();
        let left: Vec<&[Concrete]> = sights.iter().map(|sight| sight.left.as_slice()).collect();
        look(table, &values, &all, &left)
    }
}

/// Looks a table up, given the value of each of its fields, what it could turn out to be and what of
/// that passes.
fn look(table: &PointsTable, values: &[&Value], all: &[&[Concrete]], left: &[&[Concrete]]) -> Look {
    let rows = joint(left);
    let points: BTreeSet<i64> = rows.iter().map(|row| look_up(table, row)).collect();
    Look {
        points: points.into_iter().collect(),
        seen: points_seen(table, values, all),
    }
}
