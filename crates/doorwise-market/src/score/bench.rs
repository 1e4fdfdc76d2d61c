//! Verdicts of combinations of values, put together from what each of them says.

use std::borrow::Cow;
use std::collections::BTreeSet;

use doorwise_model::card::Card;
use doorwise_model::card::reference::ScoreRange;
use doorwise_model::field::Field;
use doorwise_model::market::TierSet;

use super::RowVerdict;
use super::judge::{FieldJudge, Mask, ValueVerdict, the_only};

/// What a combination of values says, put together from what each of them says.
pub(crate) struct Combined<'b> {
    pub(crate) verdict: RowVerdict,
    /// Points that all of them have, whatever is unknown.
    pub(super) sum: i64,
    /// What is attainable above them: for each points table the points attainable; empty when a criterion fails.
    pub(super) points: Vec<Cow<'b, [i64]>>,
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

    /// Returns what values of these kinds say together, whose common points sum up to `sum`.
    pub(crate) fn combine(&self, kinds: &[u32], sum: i64) -> Combined<'_> {
        let card = self.card;
        let value = |field: usize| self.judges[field].kind(kinds[field]);
        let (mut failing, mut open, mut seen) = (0, 0, sum);
        for field in 0..kinds.len() {
            let verdict = value(field);
            failing |= verdict.failing;
            open |= verdict.open;
            seen += verdict.seen;
        }
        let mut points = Vec::with_capacity(self.fields.len());
        for (table, fields) in self.fields.iter().enumerate() {
            match fields.as_slice() {
                [first, second] => {
                    let at = [*first, *second];
                    let verdicts = [value(*first), value(*second)];
                    let (attainable, as_seen) =
                        pair_points(card, &self.judges, table, at, verdicts);
                    seen += as_seen;
                    points.push(Cow::Owned(attainable));
                }
                // Most rows of a market fail somewhere, and then no points are asked for.
                [field] if failing == 0 => points.push(Cow::Borrowed(&*value(*field).points)),
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
                sum,
                points: Vec::new(),
            };
        }
        let first = points.iter().filter_map(|points| points.first());
        let last = points.iter().filter_map(|points| points.last());
        let (low, high) = (sum + first.sum::<i64>(), sum + last.sum::<i64>());
        let tiers = if card.tiers.of(low) == card.tiers.of(high) {
            TierSet::of([card.tiers.of(low)])
        } else {
            TierSet::of(sums(sum, &points).into_iter().map(|sum| card.tiers.of(sum)))
        };
        let verdict = RowVerdict {
            failing,
            open,
            score: Some(ScoreRange { low, high }),
            seen,
            tiers,
        };
        Combined {
            verdict,
            sum,
            points,
        }
    }
}

/// Returns every sum of one of the points of each table, on top of `sum`.
fn sums(sum: i64, points: &[Cow<'_, [i64]>]) -> Vec<i64> {
    let mut sums = vec![sum];
    let mut longer = Vec::new();
    for attainable in points {
        // Most tables are known, and what is known moves all sums alike.
        if let [only] = **attainable {
            sums.iter_mut().for_each(|sum| *sum += only);
            continue;
        }
        longer.clear();
        for more in &**attainable {
            longer.extend(sums.iter().map(|sum| sum + more));
        }
        longer.sort_unstable();
        longer.dedup();
        std::mem::swap(&mut sums, &mut longer);
    }
    sums
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
