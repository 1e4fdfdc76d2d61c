//! What each value of a field says to a card; values that say the same share a class.
//!
//! A row is then a handful of small numbers, one a field, and rows with the same numbers get the
//! same verdict (`cells`, `bench`). Lists of any length are judged through the few classes that occur.

use std::collections::{BTreeSet, HashMap};

use doorwise_model::card::Card;
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::value::{Unknown, Value};
use doorwise_vocab::money::Currency;

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
    pub(super) seen: i64,
    /// For a table on two fields: the entries that the value may meet.
    pub(super) pair: Option<PairView>,
}

impl ValueVerdict {
    /// Returns the points that a row with this value has at least, whatever else it says.
    fn common_points(&self) -> i64 {
        match (&self.pair, self.points.first()) {
            (Some(_), _) => 0,
            (None, Some(&least)) => least,
            (None, None) => self.seen,
        }
    }

    fn without(mut self, points: i64) -> Self {
        for attainable in &mut self.points {
            *attainable -= points;
        }
        self.seen -= points;
        self
    }
}

/// Entries of a two-field table that a value may meet, as bits of the field's masks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct PairView {
    pub(super) all: BTreeSet<Mask>,
    pub(super) passing: BTreeSet<Mask>,
    pub(super) seen: Mask,
    /// Nothing is known, and an entry of the table says what that is worth.
    pub(super) has_own_entry: bool,
}

/// One field of a card, and the classes of its values met so far.
pub(crate) struct FieldJudge<'a> {
    card: &'a Card,
    pub(crate) field: Field,
    pub(super) masks: FieldMasks,
    unchecked: &'a [usize],
    classes: Vec<Share>,
    known: HashMap<ValueVerdict, u32>,
    kinds: Vec<ValueVerdict>,
    known_kinds: HashMap<ValueVerdict, u32>,
}

/// What a class of values adds to a combination.
///
/// Two values that differ only by whole points, such as "+10" and "+20", are of one kind: the
/// points go into the sum, and rows with the same kinds and the same sum get the same verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) kind: u32,
    pub(crate) points: i64,
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
            kinds: Vec::new(),
            known_kinds: HashMap::new(),
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
        if let Some(&class) = self.known.get(&verdict) {
            return class;
        }
        let class = self.n_classes();
        let points = verdict.common_points();
        let kind = verdict.clone().without(points);
        let next = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        let kind = *self.known_kinds.entry(kind).or_insert_with_key(|kind| {
            self.kinds.push(kind.clone());
            next
        });
        self.classes.push(Share { kind, points });
        self.known.insert(verdict, class);
        class
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

    /// Returns what all of the words that the card asks for add together.
    pub(crate) fn all_words(&self) -> Mask {
        self.masks.words_mask()
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

    /// Returns what each class adds to a combination.
    pub(crate) fn shares(&self) -> &[Share] {
        &self.classes
    }

    /// Returns how many kinds of values were met.
    pub(crate) fn n_kinds(&self) -> u32 {
        u32::try_from(self.kinds.len()).unwrap_or(u32::MAX)
    }

    /// Returns whether any value can make a row fail.
    pub(crate) fn can_fail(&self) -> bool {
        !self.masks.gates.is_empty() || !self.masks.exclusions.is_empty()
    }

    /// Returns whether values of a kind make a row fail.
    pub(crate) fn fails(&self, kind: u32) -> bool {
        self.kind(kind).failing != 0
    }

    /// Returns kind and points of a blank cell.
    pub(crate) fn nothing(&mut self) -> (u32, i64) {
        let class = self.class(&Value::Unknown(Unknown::Blank));
        let share = self.classes[class as usize];
        (share.kind, share.points)
    }

    /// Returns what the values of a kind say, apart from the points that go into the sum.
    pub(super) fn kind(&self, kind: u32) -> &ValueVerdict {
        &self.kinds[kind as usize]
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
pub(super) fn the_only<T: PartialEq>(mut items: impl Iterator<Item = T>) -> Option<T> {
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
