//! A card and the distinct values of a market, judged once for every pair.

use std::collections::{BTreeSet, HashMap};

use doorwise_model::card::Card;
use doorwise_model::card::reference::ScoreRange;
use doorwise_model::field::Field;
use doorwise_model::market::TierSet;
use doorwise_model::value::{Unknown, Value};

use super::masks::{FieldMasks, Mask};
use super::{RowVerdict, SumCache};
use crate::coded::Companies;

/// What one distinct value of one field says.
#[derive(Clone, Debug, Default)]
pub(super) struct CodeVerdict {
    /// Criteria that fail, by position: gates first, then exclusions.
    pub(super) failing: u64,
    /// Criteria that are open.
    pub(super) open: u64,
    /// Points attainable, for a table on this field alone: position in `Compiled::points`.
    pub(super) points: u32,
    /// Points as seen, for a table on this field alone.
    pub(super) seen: i64,
    /// For a table on two fields: which of the field's classes this is.
    pub(super) class: u32,
}

/// One field of the card over the market's codes.
pub(super) struct FieldCodes<'a> {
    pub(super) field: Field,
    /// The market's codes; none where no table has the column.
    pub(super) codes: Option<&'a [u32]>,
    pub(super) verdicts: Vec<CodeVerdict>,
    /// The table on this field alone.
    pub(super) single_table: Option<usize>,
}

impl FieldCodes<'_> {
    pub(super) fn verdict(&self, row: usize) -> &CodeVerdict {
        &self.verdicts[self.codes.map_or(0, |codes| codes[row] as usize)]
    }
}

/// A table on two fields over pairs of classes.
struct PairTable {
    fields: [usize; 2],
    width: usize,
    /// For each pair of classes: position in `Compiled::points`, points as seen.
    cells: Vec<(u32, i64)>,
}

/// A card ready to judge rows of one market.
pub(crate) struct Compiled<'a> {
    card: &'a Card,
    pub(super) fields: Vec<FieldCodes<'a>>,
    pairs: Vec<PairTable>,
    /// Distinct sets of attainable points, smallest first.
    pub(super) points: Vec<Vec<i64>>,
}

/// A class of values that no entry of a two-field table tells apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Class {
    all: BTreeSet<Mask>,
    passing: BTreeSet<Mask>,
    seen: Mask,
}

impl<'a> Compiled<'a> {
    pub(crate) fn new(card: &'a Card, companies: &'a Companies, unchecked: &[usize]) -> Self {
        let mut interner = Interner::default();
        let mut fields = Vec::new();
        let mut classes: Vec<(FieldMasks, Vec<Class>)> = Vec::new();
        for field in card.fields() {
            let masks = FieldMasks::new(card, &field);
            let column = companies.column(&field);
            let nothing = [Value::Unknown(Unknown::NoColumn)];
            let values: Vec<&Value> = match column {
                Some(column) => column.cells.iter().map(|cell| &cell.value).collect(),
                None => nothing.iter().collect(),
            };
            let mut known_classes: Vec<Class> = Vec::new();
            let mut class_of: HashMap<Class, u32> = HashMap::new();
            let mut verdicts = Vec::with_capacity(values.len());
            for value in values {
                let (mut verdict, class) =
                    judge_value(card, &masks, value, unchecked, &mut interner);
                if single_table(card, &masks).is_none() && masks.table.is_some() {
                    let next = u32::try_from(known_classes.len()).unwrap_or(u32::MAX);
                    verdict.class = *class_of.entry(class.clone()).or_insert_with(|| {
                        known_classes.push(class);
                        next
                    });
                }
                verdicts.push(verdict);
            }
            let single_table = single_table(card, &masks);
            fields.push(FieldCodes {
                codes: column.map(|column| column.codes.as_slice()),
                verdicts,
                single_table,
                field,
            });
            classes.push((masks, known_classes));
        }
        let pairs = pair_tables(card, &fields, &classes, &mut interner);
        Self {
            card,
            fields,
            pairs,
            points: interner.sets,
        }
    }

    /// Judges one row.
    pub(crate) fn judge(&self, row: usize, sums: &mut SumCache) -> RowVerdict {
        let (mut failing, mut open, mut seen) = (0, 0, 0);
        for field in &self.fields {
            let verdict = field.verdict(row);
            failing |= verdict.failing;
            open |= verdict.open;
            seen += verdict.seen;
        }
        for pair in &self.pairs {
            seen += self.pair_cell(pair, row).1;
        }
        if failing != 0 {
            return RowVerdict {
                failing,
                open,
                score: None,
                seen,
                tiers: TierSet::default(),
            };
        }
        let (mut low, mut high) = (0, 0);
        for set in self.point_sets(row) {
            let points = &self.points[set as usize];
            low += points.first().copied().unwrap_or_default();
            high += points.last().copied().unwrap_or_default();
        }
        let (best, least) = (self.card.tiers.of(high), self.card.tiers.of(low));
        let tiers = if best == least {
            TierSet::of([best])
        } else {
            let key: Vec<u32> = self.point_sets(row).collect();
            sums.tiers(&key, &self.points, self.card)
        };
        RowVerdict {
            failing,
            open,
            score: Some(ScoreRange { low, high }),
            seen,
            tiers,
        }
    }

    /// Returns the attainable points of each table, as positions in `points`.
    pub(super) fn point_sets(&self, row: usize) -> impl Iterator<Item = u32> {
        let singles = self
            .fields
            .iter()
            .filter(|field| field.single_table.is_some())
            .map(move |field| field.verdict(row).points);
        singles.chain(
            self.pairs
                .iter()
                .map(move |pair| self.pair_cell(pair, row).0),
        )
    }

    fn pair_cell(&self, pair: &PairTable, row: usize) -> (u32, i64) {
        let class =
            |position: usize| self.fields[pair.fields[position]].verdict(row).class as usize;
        pair.cells[class(0) * pair.width + class(1)]
    }
}

fn single_table(card: &Card, masks: &FieldMasks) -> Option<usize> {
    masks
        .table
        .as_ref()
        .map(|(idx, ..)| *idx)
        .filter(|&idx| card.tables[idx].fields.len() == 1)
}

fn judge_value(
    card: &Card,
    masks: &FieldMasks,
    value: &Value,
    unchecked: &[usize],
    interner: &mut Interner,
) -> (CodeVerdict, Class) {
    let all = masks.possibilities(value, card);
    let mut verdict = CodeVerdict::default();
    for (idx, bits) in &masks.gates {
        let met = all.iter().filter(|mask| *mask & bits != 0).count();
        if met == 0 {
            verdict.failing |= 1 << idx;
        } else if met < all.len() {
            verdict.open |= 1 << idx;
        }
    }
    for (idx, bits) in &masks.exclusions {
        let position = card.gates.len() + idx;
        let met = all.iter().filter(|mask| *mask & bits != 0).count();
        if met == all.len() {
            verdict.failing |= 1 << position;
        } else if met > 0 && !unchecked.contains(idx) {
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
                    .all(|(idx, bits)| mask & bits == 0 || unchecked.contains(idx))
        })
        .collect();
    if passing.is_empty() && verdict.failing == 0 {
        // Each criterion could be met, but not all at once: the first open one is what blocks.
        verdict.failing |= verdict.open & verdict.open.wrapping_neg();
    }
    let entry_bits: Mask = masks
        .table
        .iter()
        .flat_map(|(.., bits)| bits.iter().flatten())
        .fold(0, |all, bit| all | bit);
    let views: BTreeSet<Mask> = all.iter().map(|mask| mask & entry_bits).collect();
    let seen_mask = match views.first() {
        Some(view) if views.len() == 1 => *view,
        _ => masks.unknown_bits,
    };
    if let Some(table) = single_table(card, masks) {
        let bits = masks
            .table
            .as_ref()
            .map_or(&[][..], |(.., bits)| bits.as_slice());
        let points_of = |mask: Mask| {
            let entries = card.tables[table].entries.iter().zip(bits);
            entries
                .filter(|(_, bit)| bit.is_none_or(|bit| mask & bit != 0))
                .map(|(entry, _)| entry.points)
                .max()
                .unwrap_or(0)
        };
        verdict.points = interner.intern(passing.iter().map(|&mask| points_of(mask)).collect());
        let seen: BTreeSet<i64> = all.iter().map(|&mask| points_of(mask)).collect();
        verdict.seen = match seen.first() {
            Some(points) if seen.len() == 1 => *points,
            _ => points_of(masks.unknown_bits),
        };
    }
    let passing = passing.into_iter().map(|mask| mask & entry_bits).collect();
    (
        verdict,
        Class {
            all: views,
            passing,
            seen: seen_mask,
        },
    )
}

fn pair_tables(
    card: &Card,
    fields: &[FieldCodes<'_>],
    classes: &[(FieldMasks, Vec<Class>)],
    interner: &mut Interner,
) -> Vec<PairTable> {
    let mut pairs = Vec::new();
    for (idx, table) in card
        .tables
        .iter()
        .enumerate()
        .filter(|(_, table)| table.fields.len() == 2)
    {
        let position = |at: usize| {
            fields
                .iter()
                .position(|field| field.field == table.fields[at])
                .unwrap_or_default()
        };
        let [first, second] = [position(0), position(1)];
        let bits_of = |field: usize| -> &[Option<Mask>] {
            classes[field]
                .0
                .table
                .as_ref()
                .filter(|(known, ..)| *known == idx)
                .map_or(&[], |(.., bits)| bits)
        };
        let (first_bits, second_bits) = (bits_of(first), bits_of(second));
        let points_of = |a: Mask, b: Mask| {
            let met = |bit: Option<Mask>, mask: Mask| bit.is_none_or(|bit| mask & bit != 0);
            table
                .entries
                .iter()
                .zip(first_bits.iter().zip(second_bits))
                .filter(|(_, (first, second))| met(**first, a) && met(**second, b))
                .map(|(entry, _)| entry.points)
                .max()
                .unwrap_or(0)
        };
        let mut cells = Vec::new();
        for a in &classes[first].1 {
            for b in &classes[second].1 {
                let joint = |left: &BTreeSet<Mask>, right: &BTreeSet<Mask>| -> BTreeSet<i64> {
                    left.iter()
                        .flat_map(|&left| right.iter().map(move |&right| (left, right)))
                        .map(|(left, right)| points_of(left, right))
                        .collect()
                };
                let known = joint(&a.all, &b.all);
                let seen = match known.first() {
                    Some(points) if known.len() == 1 => *points,
                    _ => points_of(a.seen, b.seen),
                };
                cells.push((interner.intern(joint(&a.passing, &b.passing)), seen));
            }
        }
        pairs.push(PairTable {
            fields: [first, second],
            width: classes[second].1.len(),
            cells,
        });
    }
    pairs
}

/// Keeps each distinct set of points once.
#[derive(Default)]
struct Interner {
    sets: Vec<Vec<i64>>,
    known: HashMap<Vec<i64>, u32>,
}

impl Interner {
    fn intern(&mut self, points: BTreeSet<i64>) -> u32 {
        let points: Vec<i64> = points.into_iter().collect();
        let next = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        *self.known.entry(points).or_insert_with_key(|points| {
            self.sets.push(points.clone());
            next
        })
    }
}
