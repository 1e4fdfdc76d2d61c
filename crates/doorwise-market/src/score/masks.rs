//! Which conditions of a card a value could meet, as sets of bits.
//!
//! Every condition on a field has a bit. A completion of a value meets some of them: its mask.
//! A value's possibilities are the distinct masks of its completions. Decision, range and tiers
//! follow from the possibilities alone.

use std::collections::BTreeSet;

use doorwise_model::card::{Card, PointsTable};
use doorwise_model::condition::{Condition, tree_of};
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::value::Value;
use doorwise_vocab::money::Currency;
use doorwise_vocab::stage::Stage;
use doorwise_vocab::{Interval, NodeId, Tree};

/// Bits of the conditions that one completion meets.
pub(crate) type Mask = u128;

/// One condition with its bit.
struct Bit {
    bit: Mask,
    condition: Condition,
    /// Entries of one points table on one field: in a tree only the most specific counts.
    most_specific: bool,
}

/// The bits of one field of a card.
pub(super) struct FieldMasks {
    kind: FieldKind,
    bits: Vec<Bit>,
    n_bits: u32,
    /// Gates on this field: position in the card, bits of which any must be met.
    pub(super) gates: Vec<(usize, Mask)>,
    /// Exclusions on this field: position in the card, bits of which none may be met.
    pub(super) exclusions: Vec<(usize, Mask)>,
    /// The table on this field: position in the card, position of the field in the table,
    /// and the bit of each entry; no condition means the entry is always met.
    pub(super) table: Option<(usize, usize, Vec<Option<Mask>>)>,
    /// Bits of entries for "nothing is known".
    pub(super) unknown_bits: Mask,
    all_words: Vec<String>,
    node_masks: Vec<Mask>,
}

impl FieldMasks {
    pub(super) fn new(card: &Card, field: &Field) -> Self {
        let mut masks = Self {
            kind: field.kind(),
            bits: Vec::new(),
            n_bits: 0,
            gates: Vec::new(),
            exclusions: Vec::new(),
            table: None,
            unknown_bits: 0,
            all_words: Vec::new(),
            node_masks: Vec::new(),
        };
        for (idx, gate) in card
            .gates
            .iter()
            .enumerate()
            .filter(|(_, gate)| gate.field == *field)
        {
            let bits = masks.add_any(&gate.any_of);
            masks.gates.push((idx, bits));
        }
        for (idx, exclusion) in card
            .exclusions
            .iter()
            .enumerate()
            .filter(|(_, exclusion)| exclusion.field == *field)
        {
            let bits = masks.add_any(&exclusion.any_of);
            masks.exclusions.push((idx, bits));
        }
        for (idx, table) in card.tables.iter().enumerate() {
            let Some(position) = table.fields.iter().position(|known| known == field) else {
                continue;
            };
            let entries = masks.add_entries(table, position);
            masks.table = Some((idx, position, entries));
        }
        if masks.kind == FieldKind::Category {
            masks.all_words = if *field == Field::Stage {
                Stage::ALL
                    .iter()
                    .map(|stage| stage.as_str().to_owned())
                    .collect()
            } else {
                let mut named: Vec<String> = masks
                    .named_words()
                    .map(|(word, _)| word.to_owned())
                    .collect();
                named.sort();
                named.dedup();
                // Any word that the card does not name behaves like this one.
                named.push("\u{0}another".to_owned());
                named
            };
        }
        if matches!(masks.kind, FieldKind::Industry | FieldKind::Place) {
            masks.node_masks = masks.mask_nodes(tree_of(masks.kind));
        }
        masks
    }

    /// Adds a criterion: its conditions share one bit, since any of them is as good as another.
    fn add_any(&mut self, any_of: &[Condition]) -> Mask {
        let bit = 1 << self.n_bits;
        self.n_bits += 1;
        for condition in any_of {
            self.bits.push(Bit {
                bit,
                condition: condition.clone(),
                most_specific: false,
            });
        }
        bit
    }

    fn add(&mut self, condition: &Condition, most_specific: bool) -> Mask {
        let bit = 1 << self.n_bits;
        self.n_bits += 1;
        if *condition == Condition::IsUnknown {
            self.unknown_bits |= bit;
        }
        self.bits.push(Bit {
            bit,
            condition: condition.clone(),
            most_specific,
        });
        bit
    }

    fn add_entries(&mut self, table: &PointsTable, position: usize) -> Vec<Option<Mask>> {
        let most_specific = table.fields.len() == 1;
        table
            .entries
            .iter()
            .map(|entry| {
                entry.conditions[position]
                    .as_ref()
                    .map(|condition| self.add(condition, most_specific))
            })
            .collect()
    }

    fn named_words(&self) -> impl Iterator<Item = (&str, Mask)> {
        self.bits.iter().filter_map(|bit| match &bit.condition {
            Condition::Is(word) => Some((word.as_str(), bit.bit)),
            _ => None,
        })
    }

    /// Returns the conditions that a set of words meets by holding this one, folded.
    pub(super) fn word_mask(&self, word: &str) -> Mask {
        self.named_words()
            .filter(|(known, _)| *known == word)
            .fold(0, |mask, (_, bit)| mask | bit)
    }

    /// Returns the conditions that any of the words asked for meets.
    pub(super) fn words_mask(&self) -> Mask {
        self.named_words().fold(0, |mask, (_, bit)| mask | bit)
    }

    /// Returns the conditions that a number meets, an amount in the criteria's currency.
    pub(super) fn number_mask(&self, number: f64) -> Mask {
        self.bits.iter().fold(0, |mask, bit| match &bit.condition {
            Condition::Within(range) | Condition::WithinMoney(range, _)
                if range.low <= number && number <= range.high =>
            {
                mask | bit.bit
            }
            _ => mask,
        })
    }

    /// One mask for every node of the tree: all conditions at or above it, and of a points table
    /// only those that name the nearest node.
    fn mask_nodes(&self, tree: &Tree) -> Vec<Mask> {
        tree.ids()
            .map(|node| {
                let mut mask = 0;
                let mut nearest: Option<(usize, Mask)> = None;
                for bit in &self.bits {
                    let Condition::Below(outer) = &bit.condition else {
                        continue;
                    };
                    let Some(depth) = outer
                        .iter()
                        .filter(|&&outer| tree.contains(outer, node))
                        .map(|&outer| tree.depth(outer))
                        .max()
                    else {
                        continue;
                    };
                    if bit.most_specific {
                        nearest = match nearest {
                            Some((known, bits)) if known == depth => Some((known, bits | bit.bit)),
                            Some((known, bits)) if known > depth => Some((known, bits)),
                            _ => Some((depth, bit.bit)),
                        };
                    } else {
                        mask |= bit.bit;
                    }
                }
                mask | nearest.map_or(0, |(_, bits)| bits)
            })
            .collect()
    }

    /// Returns the distinct masks of the value's completions, never none.
    pub(super) fn possibilities(&self, value: &Value, card: &Card) -> BTreeSet<Mask> {
        match self.kind {
            FieldKind::Whole => self.whole(match value {
                Value::Number(interval) => *interval,
                _ => anything(),
            }),
            FieldKind::Number => self.real(match value {
                Value::Number(interval) => *interval,
                _ => anything(),
            }),
            FieldKind::Money => self.real(self.amount(value, card)),
            FieldKind::Industry | FieldKind::Place => self.nodes(value, card),
            FieldKind::Category => match value {
                Value::OneOf(words) => words.iter().map(|word| self.word_mask(word)).collect(),
                _ => self
                    .all_words
                    .iter()
                    .map(|word| self.word_mask(word))
                    .collect(),
            },
            FieldKind::Tags => self.tags(value, card),
        }
    }

    /// Returns the finite ends of the ranges asked for, in order.
    pub(super) fn edges(&self) -> Vec<f64> {
        let ranges = self.bits.iter().filter_map(|bit| match &bit.condition {
            Condition::Within(range) | Condition::WithinMoney(range, _) => Some(range),
            _ => None,
        });
        let mut edges: Vec<f64> = ranges
            .flat_map(|range| [range.low, range.high])
            .filter(|edge| edge.is_finite())
            .collect();
        edges.sort_by(f64::total_cmp);
        edges.dedup();
        edges
    }

    /// Returns the currency of the ranges asked for.
    pub(super) fn wanted_currency(&self) -> Option<Currency> {
        self.bits.iter().find_map(|bit| match &bit.condition {
            Condition::WithinMoney(_, currency) => Some(*currency),
            _ => None,
        })
    }

    fn amount(&self, value: &Value, card: &Card) -> Interval {
        match (value, self.wanted_currency()) {
            (Value::Money(money), Some(to)) => money
                .currency
                .and_then(|from| card.rates.convert(money.amount, from, to))
                .unwrap_or_else(anything),
            _ => anything(),
        }
    }

    /// Whole numbers: the mask can change only where a range begins or just after one ends.
    fn whole(&self, known: Interval) -> BTreeSet<Mask> {
        let low = known.low.max(0.0).ceil();
        let high = known.high.floor();
        if low > high {
            return BTreeSet::from([self.number_mask(known.low.max(0.0).round())]);
        }
        let mut starts = vec![low];
        for bit in &self.bits {
            if let Condition::Within(range) = &bit.condition {
                starts.push(range.low.ceil());
                starts.push(range.high.floor() + 1.0);
            }
        }
        starts
            .into_iter()
            .filter(|start| low <= *start && *start <= high)
            .map(|start| self.number_mask(start))
            .collect()
    }

    /// Real numbers: closed ranges, so every edge counts by itself and so does what lies between two.
    fn real(&self, known: Interval) -> BTreeSet<Mask> {
        let mut edges: Vec<f64> = vec![known.low, known.high];
        for bit in &self.bits {
            if let Condition::Within(range) | Condition::WithinMoney(range, _) = &bit.condition {
                edges.extend([range.low, range.high]);
            }
        }
        edges.retain(|edge| known.low <= *edge && *edge <= known.high);
        edges.sort_by(f64::total_cmp);
        edges.dedup();
        let mut masks: BTreeSet<Mask> = edges
            .iter()
            .filter(|edge| edge.is_finite())
            .map(|&edge| self.number_mask(edge))
            .collect();
        for pair in edges.windows(2) {
            masks.insert(self.number_mask(between(pair[0], pair[1])));
        }
        masks
    }

    fn nodes(&self, value: &Value, card: &Card) -> BTreeSet<Mask> {
        let tree = tree_of(self.kind);
        let below = |node: NodeId| -> BTreeSet<Mask> {
            tree.subtree(node)
                .map(|inner| self.node_masks[usize::from(inner.0)])
                .collect()
        };
        let joined = |sofar: &BTreeSet<Mask>, more: &BTreeSet<Mask>| -> BTreeSet<Mask> {
            sofar
                .iter()
                .flat_map(|mask| {
                    more.iter()
                        .map(move |other| self.reduced(mask | other, card))
                })
                .collect()
        };
        // A company in several places is in all of them: any may meet a condition.
        let all_of = |nodes: &[NodeId]| {
            nodes.iter().fold(BTreeSet::from([0]), |sofar, &node| {
                joined(&sofar, &below(node))
            })
        };
        match value {
            Value::Nodes(nodes) => all_of(nodes),
            Value::NodesPerhaps { nodes, perhaps } => {
                let known = all_of(nodes);
                let both = joined(&known, &below(*perhaps));
                known.union(&both).copied().collect()
            }
            // Each gate on the field may be met by another place.
            _ => {
                let anywhere: BTreeSet<Mask> = self.node_masks.iter().copied().collect();
                (0..self.gates.len().max(1))
                    .fold(BTreeSet::from([0]), |sofar, _| joined(&sofar, &anywhere))
            }
        }
    }

    /// Of a table on this field alone only the highest entry met counts, so the others' bits are
    /// dropped; a company in many industries would else have as many masks as ways to combine them.
    fn reduced(&self, mask: Mask, card: &Card) -> Mask {
        let Some((table, _, bits)) = &self.table else {
            return mask;
        };
        if card.tables[*table].fields.len() != 1 {
            return mask;
        }
        let entries = card.tables[*table].entries.iter().zip(bits);
        let met = entries
            .filter_map(|(entry, bit)| Some((entry.points, (*bit)?)))
            .filter(|(_, bit)| mask & bit != 0);
        let all = bits.iter().flatten().fold(0, |all, bit| all | bit);
        // The first of equal entries, so that equal points are one mask.
        match met.max_by_key(|(points, bit)| (*points, std::cmp::Reverse(*bit))) {
            Some((_, highest)) => (mask & !all) | highest,
            None => mask,
        }
    }

    fn tags(&self, value: &Value, card: &Card) -> BTreeSet<Mask> {
        let (listed, complete): (&[String], bool) = match value {
            Value::Tags { listed, complete } => (listed, *complete),
            _ => (&[], false),
        };
        let base = listed
            .iter()
            .fold(0, |mask, word| mask | self.word_mask(word));
        self.tag_possibilities(base, complete, card)
    }

    /// Returns the possibilities of a set of words, given what those listed meet together.
    pub(super) fn tag_possibilities(
        &self,
        listed: Mask,
        complete: bool,
        card: &Card,
    ) -> BTreeSet<Mask> {
        let mut masks = BTreeSet::from([self.reduced(listed, card)]);
        if !complete {
            // A word that is listed adds nothing a second time.
            let words: BTreeSet<Mask> = self
                .named_words()
                .map(|(word, _)| self.word_mask(word))
                .collect();
            for more in words {
                let wider: Vec<Mask> = masks
                    .iter()
                    .map(|mask| self.reduced(mask | more, card))
                    .collect();
                masks.extend(wider);
            }
        }
        masks
    }
}

fn anything() -> Interval {
    Interval {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
    }
}

/// Returns a number strictly between two edges, either of which may be infinite.
fn between(low: f64, high: f64) -> f64 {
    match (low.is_finite(), high.is_finite()) {
        (true, true) => low + (high - low) / 2.0,
        (true, false) => low + low.abs() + 1.0,
        (false, true) => high - high.abs() - 1.0,
        (false, false) => 0.0,
    }
}
