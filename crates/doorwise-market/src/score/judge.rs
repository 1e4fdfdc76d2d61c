//! What each value of a field says to a card; values that say the same share a class.
//!
//! A row is then a handful of small numbers, one a field, and rows with the same numbers get the
//! same verdict (`cells`). Lists of any length are judged through the few classes that occur.

use std::collections::{BTreeSet, HashMap};

use doorwise_model::card::Card;
use doorwise_model::card::reference::ScoreRange;
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::market::TierSet;
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::money::Currency;

use super::RowVerdict;
use super::masks::FieldMasks;
pub(crate) use super::masks::Mask;

/// What one value of one field says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct ValueVerdict {
    /// Criteria that fail, by position: gates first, then exclusions.
    pub(super) failing: u64,
    /// Criteria that are open.
    pub(super) open: u64,
    /// Points attainable, smallest first; empty where no table is on this field alone.
    pub(super) points: Vec<i64>,
    /// Points as seen, for a table on this field alone.
    seen: i64,
    /// For a table on two fields: the entries that the value may meet.
    pair: Option<PairView>,
}

/// Entries of a two-field table that a value may meet, as bits of the field's masks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct PairView {
    all: BTreeSet<Mask>,
    passing: BTreeSet<Mask>,
    seen: Mask,
    /// Nothing is known, and an entry of the table says what that is worth.
    has_own_entry: bool,
}

/// One field of a card, and the classes of its values met so far.
pub(crate) struct FieldJudge<'a> {
    card: &'a Card,
    pub(crate) field: Field,
    pub(super) masks: FieldMasks,
    unchecked: &'a [usize],
    classes: Vec<ValueVerdict>,
    known: HashMap<ValueVerdict, u32>,
}

impl<'a> FieldJudge<'a> {
    fn new(card: &'a Card, field: Field, unchecked: &'a [usize]) -> Self {
        Self {
            card,
            masks: FieldMasks::new(card, &field),
            field,
            unchecked,
            classes: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// Returns the class of a value.
    pub(crate) fn class(&mut self, value: &Value) -> u32 {
        let possibilities = self.masks.possibilities(value, self.card);
        let verdict = self.verdict(&possibilities, value.is_unknown());
        self.class_for(verdict)
    }

    /// Returns the class of a value of which something is known, and what it may be.
    pub(super) fn class_of(&mut self, possibilities: &BTreeSet<Mask>) -> u32 {
        let verdict = self.verdict(possibilities, false);
        self.class_for(verdict)
    }

    fn class_for(&mut self, verdict: ValueVerdict) -> u32 {
        let next = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
        *self.known.entry(verdict).or_insert_with_key(|verdict| {
            self.classes.push(verdict.clone());
            next
        })
    }

    /// Returns the classes of exact numbers.
    ///
    /// `currency` is that of amounts; without a rate from it nothing is known of any amount.
    pub(crate) fn numbers(&mut self, currency: Option<Currency>) -> NumberClasses {
        let factor = match (self.field.kind(), currency, self.masks.wanted_currency()) {
            (FieldKind::Money, Some(from), Some(to)) if from == to => Some(1.0),
            (FieldKind::Money, Some(from), Some(to)) => {
                self.card.rates.newest(from, to).map(|(factor, _)| factor)
            }
            (FieldKind::Money, ..) => None,
            _ => Some(1.0),
        };
        let Some(factor) = factor else {
            // It may be any amount; it is not that nobody wrote one.
            let nothing = Value::Unknown(Unknown::Blank);
            let unknown = self.class_of(&self.masks.possibilities(&nothing, self.card));
            return NumberClasses {
                factor: 1.0,
                edges: Vec::new(),
                classes: vec![unknown],
            };
        };
        let edges = self.masks.edges();
        // One number for each piece of the line: before an edge, on it, and beyond the last.
        let mut inside: Vec<f64> = Vec::new();
        for (idx, &edge) in edges.iter().enumerate() {
            inside.push(match idx.checked_sub(1) {
                Some(before) => edges[before] + (edge - edges[before]) / 2.0,
                None => edge - edge.abs() - 1.0,
            });
            inside.push(edge);
        }
        inside.push(edges.last().map_or(0.0, |last| last + last.abs() + 1.0));
        let classes = inside
            .into_iter()
            .map(|number| self.class_of(&BTreeSet::from([self.masks.number_mask(number)])))
            .collect();
        NumberClasses {
            factor,
            edges,
            classes,
        }
    }

    /// Returns what a folded word adds to a set of words, 0 where the card does not ask for it.
    pub(crate) fn word(&self, word: &str) -> Mask {
        self.masks.word_mask(word)
    }

    /// Returns the class of a set of words, given what its words add together.
    pub(crate) fn word_set(&mut self, listed: Mask, complete: bool) -> u32 {
        let possibilities = self.masks.tag_possibilities(listed, complete, self.card);
        self.class_of(&possibilities)
    }

    /// Returns how many classes were met.
    pub(crate) fn n_classes(&self) -> u32 {
        u32::try_from(self.classes.len()).unwrap_or(u32::MAX)
    }

    /// Returns what the values of a class say.
    pub(super) fn verdict_of(&self, class: u32) -> &ValueVerdict {
        &self.classes[class as usize]
    }

    /// Returns the table on this field alone.
    fn single_table(&self) -> Option<usize> {
        self.masks
            .table
            .as_ref()
            .map(|(idx, ..)| *idx)
            .filter(|&idx| self.card.tables[idx].fields.len() == 1)
    }

    fn verdict(&self, all: &BTreeSet<Mask>, is_unknown: bool) -> ValueVerdict {
        let masks = &self.masks;
        // Where nothing at all is known, the card's own entry for that counts, if it has one.
        let has_own_entry = is_unknown && masks.unknown_bits != 0;
        let mut verdict = ValueVerdict::default();
        for (idx, bits) in &masks.gates {
            let met = all.iter().filter(|mask| *mask & bits != 0).count();
            if met == 0 {
                verdict.failing |= 1 << idx;
            } else if met < all.len() {
                verdict.open |= 1 << idx;
            }
        }
        for (idx, bits) in &masks.exclusions {
            let position = self.card.gates.len() + idx;
            let met = all.iter().filter(|mask| *mask & bits != 0).count();
            if met == all.len() {
                verdict.failing |= 1 << position;
            } else if met > 0 && !self.unchecked.contains(idx) {
                verdict.open |= 1 << position;
            }
        }
        let passing: BTreeSet<Mask> = all
            .iter()
            .copied()
            .filter(|mask| {
                masks.gates.iter().all(|(_, bits)| mask & bits != 0)
                    && masks
                        .exclusions
                        .iter()
                        .all(|(idx, bits)| mask & bits == 0 || self.unchecked.contains(idx))
            })
            .collect();
        if passing.is_empty() && verdict.failing == 0 {
            // Each criterion could be met, but not all at once: the first open one is what blocks.
            verdict.failing |= verdict.open & verdict.open.wrapping_neg();
        }
        let Some((table, _, bits)) = &masks.table else {
            return verdict;
        };
        let entries = &self.card.tables[*table].entries;
        if self.single_table().is_some() {
            let points_of = |mask: Mask| {
                entries
                    .iter()
                    .zip(bits)
                    .filter(|(_, bit)| bit.is_none_or(|bit| mask & bit != 0))
                    .map(|(entry, _)| entry.points)
                    .max()
                    .unwrap_or(0)
            };
            let attainable: BTreeSet<i64> = passing.iter().map(|&mask| points_of(mask)).collect();
            verdict.points = attainable.into_iter().collect();
            verdict.seen = the_only(all.iter().map(|&mask| points_of(mask)))
                .filter(|_| !has_own_entry)
                .unwrap_or_else(|| points_of(masks.unknown_bits));
        } else {
            let of_entries: Mask = bits.iter().flatten().fold(0, |all, bit| all | bit);
            let views: BTreeSet<Mask> = all.iter().map(|mask| mask & of_entries).collect();
            verdict.pair = Some(PairView {
                seen: the_only(views.iter().copied())
                    .filter(|_| !has_own_entry)
                    .unwrap_or(masks.unknown_bits),
                has_own_entry,
                passing: passing.iter().map(|mask| mask & of_entries).collect(),
                all: views,
            });
        }
        verdict
    }
}

/// Returns the item that all are equal to.
fn the_only<T: PartialEq>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.all(|item| item == first).then_some(first)
}

/// The classes of exact numbers: the card's edges cut the line, and each piece says one thing.
#[derive(Clone, Debug)]
pub(crate) struct NumberClasses {
    /// Units of the criteria for one unit of the column.
    factor: f64,
    edges: Vec<f64>,
    /// Before the first edge, on it, between it and the next, and so on.
    classes: Vec<u32>,
}

impl NumberClasses {
    /// Returns the class of a number that is not NaN.
    pub(crate) fn class(&self, number: f64) -> u32 {
        let number = number * self.factor;
        // Counting is quicker than searching for the handful of edges that a card has.
        let piece: usize = self
            .edges
            .iter()
            .map(|&edge| usize::from(edge < number) + usize::from(edge <= number))
            .sum();
        self.classes[piece]
    }
}

/// A card's fields with their judges, in the fields' own order.
pub(crate) fn judges<'a>(card: &'a Card, unchecked: &'a [usize]) -> Vec<FieldJudge<'a>> {
    card.fields()
        .into_iter()
        .map(|field| FieldJudge::new(card, field, unchecked))
        .collect()
}

/// What a combination of values says, put together from what each of them says.
pub(crate) struct Combined {
    pub(crate) verdict: RowVerdict,
    /// For each points table the points attainable; empty when a criterion fails.
    pub(super) points: Vec<Vec<i64>>,
}

/// A card's judges with the fields of each of its tables found.
pub(crate) struct Bench<'j, 'c> {
    card: &'c Card,
    judges: Vec<&'j FieldJudge<'c>>,
    /// For each table the positions of its fields among the judges.
    fields: Vec<Vec<usize>>,
}

impl<'j, 'c> Bench<'j, 'c> {
    pub(crate) fn new(card: &'c Card, judges: Vec<&'j FieldJudge<'c>>) -> Self {
        let position = |field: &Field| {
            let found = judges.iter().position(|judge| judge.field == *field);
            found.unwrap_or_default()
        };
        let fields = card
            .tables
            .iter()
            .map(|table| table.fields.iter().map(position).collect())
            .collect();
        Self {
            card,
            fields,
            judges,
        }
    }

    pub(super) fn judges(&self) -> &[&'j FieldJudge<'c>] {
        &self.judges
    }

    /// Returns what the values of these classes say together.
    pub(crate) fn combine(&self, classes: &[u32]) -> Combined {
        let card = self.card;
        let value = |field: usize| self.judges[field].verdict_of(classes[field]);
        let (mut failing, mut open, mut seen) = (0, 0, 0);
        for field in 0..classes.len() {
            let verdict = value(field);
            failing |= verdict.failing;
            open |= verdict.open;
            seen += verdict.seen;
        }
        let mut points = Vec::new();
        for (table, fields) in self.fields.iter().enumerate() {
            match fields.as_slice() {
                [first, second] => {
                    let at = [*first, *second];
                    let verdicts = [value(*first), value(*second)];
                    let (attainable, as_seen) =
                        pair_points(card, &self.judges, table, at, verdicts);
                    seen += as_seen;
                    points.push(attainable);
                }
                // Most rows of a market fail somewhere, and then no points are asked for.
                [field] if failing == 0 => points.push(value(*field).points.clone()),
                _ => {}
            }
        }
        if failing != 0 {
            let verdict = RowVerdict {
                failing,
                open,
                score: None,
                seen,
                tiers: TierSet::default(),
            };
            return Combined {
                verdict,
                points: Vec::new(),
            };
        }
        let ends = |end: fn(&Vec<i64>) -> Option<&i64>| points.iter().filter_map(end).sum::<i64>();
        let (low, high) = (ends(|points| points.first()), ends(|points| points.last()));
        let tiers = if card.tiers.of(low) == card.tiers.of(high) {
            TierSet::of([card.tiers.of(low)])
        } else {
            TierSet::of(sums(&points).into_iter().map(|sum| card.tiers.of(sum)))
        };
        let verdict = RowVerdict {
            failing,
            open,
            score: Some(ScoreRange { low, high }),
            seen,
            tiers,
        };
        Combined { verdict, points }
    }
}

/// Returns every sum of one of the points of each table.
fn sums(points: &[Vec<i64>]) -> Vec<i64> {
    points.iter().fold(vec![0], |sums, attainable| {
        let mut longer: Vec<i64> = sums
            .iter()
            .flat_map(|sum| attainable.iter().map(move |more| sum + more))
            .collect();
        longer.sort_unstable();
        longer.dedup();
        longer
    })
}

/// Returns the points attainable in a table on two fields, and the points as seen.
fn pair_points(
    card: &Card,
    judges: &[&FieldJudge<'_>],
    table: usize,
    at: [usize; 2],
    verdicts: [&ValueVerdict; 2],
) -> (Vec<i64>, i64) {
    let entries = &card.tables[table].entries;
    let bits_of = |field: usize| -> &[Option<Mask>] {
        judges[field]
            .masks
            .table
            .as_ref()
            .map_or(&[], |(.., bits)| bits)
    };
    let (first_bits, second_bits) = (bits_of(at[0]), bits_of(at[1]));
    let points_of = |first: Mask, second: Mask| {
        let met = |bit: Option<Mask>, mask: Mask| bit.is_none_or(|bit| mask & bit != 0);
        entries
            .iter()
            .zip(first_bits.iter().zip(second_bits))
            .filter(|(_, (one, other))| met(**one, first) && met(**other, second))
            .map(|(entry, _)| entry.points)
            .max()
            .unwrap_or(0)
    };
    let [Some(first), Some(second)] = verdicts.map(|verdict| verdict.pair.as_ref()) else {
        return (vec![0], 0);
    };
    let joint = |left: &BTreeSet<Mask>, right: &BTreeSet<Mask>| -> BTreeSet<i64> {
        left.iter()
            .flat_map(|&left| right.iter().map(move |&right| (left, right)))
            .map(|(left, right)| points_of(left, right))
            .collect()
    };
    let seen = the_only(joint(&first.all, &second.all).into_iter())
        .filter(|_| !first.has_own_entry && !second.has_own_entry)
        .unwrap_or_else(|| points_of(first.seen, second.seen));
    let attainable = joint(&first.passing, &second.passing);
    (attainable.into_iter().collect(), seen)
}
