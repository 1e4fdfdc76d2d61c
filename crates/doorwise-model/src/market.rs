//! The few questions that rooms may ask of a market of companies.

use std::cmp::Reverse;

use doorwise_vocab::date::Date;

use crate::card::reference::{Decision, ScoreRange};
use crate::company::Company;
use crate::deal::{Contact, Customer, Deal};
use crate::field::Field;
use crate::icp::Icp;
use crate::log::Log;
use crate::tables::TableKind;
use crate::value::Value;

/// A market of companies with the deals and contacts that belong to it.
pub trait Market {
    /// Returns what was read, and what could not be.
    fn facts(&self) -> &Facts;

    /// Scores every company against the ICP's card.
    fn score(&self, icp: &Icp) -> Scored;

    /// Returns one company by its row, from 0.
    fn company(&self, row: usize) -> Company;

    /// Returns what a company is called, by its row; much cheaper than all that is known of it.
    fn name(&self, row: usize) -> CompanyName<'_>;

    /// Returns what one field of a company says, by its row.
    fn value(&self, row: usize, field: &Field) -> Value;

    /// Returns every deal, in table order.
    fn deals(&self) -> &[Deal];

    /// Returns every contact, in table order.
    fn contacts(&self) -> &[Contact];

    /// Returns every customer of the table of customers, in table order; nothing without such a table.
    fn customers(&self) -> &[Customer] {
        &[]
    }

    /// Returns what was logged beside the deals; nothing without such tables.
    fn log(&self) -> &Log {
        Log::none()
    }
}

/// What a company is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompanyName<'a> {
    /// Id of the table, else the row's place.
    pub id: &'a str,
    /// Name, else the row's place.
    pub name: &'a str,
    /// Domain; empty where not known.
    pub domain: &'a str,
    /// Where its row stands.
    pub row: &'a str,
}

/// What was read, and what could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// How many companies.
    pub companies: usize,
    /// The tables, in the order of [`TableKind`].
    pub tables: Vec<TableFacts>,
    /// Newest date found in the tables.
    pub newest_date: Option<Date>,
    /// Rows that repeat an earlier row of their table and are counted with it, in table order.
    pub duplicates: Vec<Duplicate>,
    /// Rows that name nobody who is in the other tables, in table order.
    pub unlinked: Vec<Unlinked>,
}

/// A row that repeats an earlier one of its table and is counted with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// Its table.
    pub table: TableKind,
    /// Where it stands: `companies.csv:314`.
    pub row: String,
    /// Whom or what it names.
    pub says: String,
    /// The row it is counted with, whose values speak.
    pub same_as: String,
    /// Why the two are one: `same domain acme.in as companies.csv:12`.
    pub why: String,
    /// Where the two contradict each other: `employees 40, counted as 30`.
    pub differs: Vec<String>,
}

/// A row whose company, deal or contact is in no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlinked {
    /// Its table.
    pub table: TableKind,
    /// Where it stands: `deals.csv:314`.
    pub row: String,
    /// Whom or what it names.
    pub says: String,
    /// Why nobody was found.
    pub why: String,
}

/// One table as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct TableFacts {
    /// What its rows are.
    pub kind: TableKind,
    /// File and sheet as a person would name them.
    pub name: String,
    /// How it was read: `CSV, comma, UTF-8`.
    pub format: String,
    /// Rows read.
    pub rows: usize,
    /// Rows that could not be read: place and reason.
    pub skipped: Vec<(String, String)>,
    /// What was noticed while reading, such as blank headers.
    pub notes: Vec<String>,
    /// Columns that say something we know.
    pub columns: Vec<ColumnFacts>,
    /// Headers that nobody mapped; usable as `custom.<header>`.
    pub unmapped: Vec<String>,
}

/// One mapped field of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnFacts {
    /// The field's name.
    pub field: String,
    /// The headers read for it.
    pub headers: Vec<String>,
    /// Rows with a value.
    pub known: usize,
    /// Rows where the cell is blank.
    pub blank: usize,
    /// Rows whose cell was not understood.
    pub unreadable: usize,
    /// The commonest cells not understood, with their reason and how many rows.
    pub examples: Vec<(String, String, usize)>,
}

/// A gate or an exclusion of a card, by position.
///
/// Gates come first, so that the order is the order in which a company meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CriterionRef {
    /// Position among the gates.
    Gate(usize),
    /// Position among the exclusions.
    Exclusion(usize),
}

/// What a card says of a market.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scored {
    /// Companies to pursue, to find out about, to ignore.
    pub counts: Counts,
    /// Every company, in list order: decision, tier's low end, score's low end, score as seen, id.
    pub list: Vec<Scoring>,
    /// Exclusions that cannot be checked here, by position.
    pub unchecked: Vec<usize>,
    /// Fields that the card reads and no table has.
    pub no_column: Vec<Field>,
    /// How each criterion thins the market, in file order.
    pub falls: Vec<Fall>,
    /// Fields worth finding, best first.
    pub worth_finding: Vec<WorthFinding>,
    /// Counts by pairs of fields, most telling first.
    pub segments: Vec<Segment>,
}

/// Companies by decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// To pursue.
    pub pursue: usize,
    /// To find out about.
    pub find_out: usize,
    /// To ignore.
    pub ignore: usize,
}

impl Counts {
    /// Returns the count of one decision.
    pub fn of(&self, decision: Decision) -> usize {
        match decision {
            Decision::Pursue => self.pursue,
            Decision::FindOut => self.find_out,
            Decision::Ignore => self.ignore,
        }
    }

    /// Adds one company.
    pub fn add(&mut self, decision: Decision) {
        *self.of_mut(decision) += 1;
    }

    /// Adds many companies.
    pub fn add_many(&mut self, decision: Decision, companies: usize) {
        *self.of_mut(decision) += companies;
    }

    /// Takes one company away.
    pub fn take(&mut self, decision: Decision) {
        *self.of_mut(decision) -= 1;
    }

    fn of_mut(&mut self, decision: Decision) -> &mut usize {
        match decision {
            Decision::Pursue => &mut self.pursue,
            Decision::FindOut => &mut self.find_out,
            Decision::Ignore => &mut self.ignore,
        }
    }

    /// Returns all companies.
    pub fn total(&self) -> usize {
        self.pursue + self.find_out + self.ignore
    }
}

/// What a card says of one company of a market; small, for there are millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scoring {
    /// The company's row.
    pub row: u32,
    /// The decision; the hand-made one where there is one.
    pub decision: Decision,
    /// Position of the hand-made decision in the ICP's overrides.
    pub overridden: Option<u32>,
    /// Score if found; `None` when no completion is left.
    pub score: Option<ScoreRange>,
    /// Score as seen.
    pub seen: i64,
    /// Tiers attainable; empty when no completion is left.
    pub tiers: TierSet,
    /// The first gate that fails or exclusion that hits.
    pub blocked_by: Option<CriterionRef>,
    /// Criteria that are open, by position: gates first, then exclusions.
    pub open: u64,
}

/// Decision, tier's low end, score's low end, score as seen: the best is least.
pub type ListKey = (Decision, usize, Reverse<i64>, Reverse<i64>);

impl Scoring {
    /// Returns what decides a company's place in a list, before its id and row.
    pub fn list_key(&self) -> ListKey {
        Self::list_key_of(self.decision, self.tiers, self.score, self.seen)
    }

    /// Returns what decides the place of a company of which the card says this.
    pub fn list_key_of(
        decision: Decision,
        tiers: TierSet,
        score: Option<ScoreRange>,
        seen: i64,
    ) -> ListKey {
        (
            decision,
            tiers.least().unwrap_or(usize::MAX),
            Reverse(score.map_or(i64::MIN, |score| score.low)),
            Reverse(seen),
        )
    }

    /// Returns what the card alone decides.
    pub fn card_decision(&self) -> Decision {
        match (self.blocked_by, self.open) {
            (Some(_), _) => Decision::Ignore,
            (None, 0) => Decision::Pursue,
            (None, _) => Decision::FindOut,
        }
    }

    /// Returns how well the company stands under the ICP, the best least: its tier, then its decision.
    ///
    /// The tier is the lowest attainable, the one that is certain. An ICP that ignores a company
    /// gives it no tier, also where only a hand made it so. Any other decision made by hand stands
    /// above the card, here as in the decision itself.
    pub fn standing(&self) -> (bool, bool, usize, Decision) {
        let (ignores, _, tier, decision) = Self::standing_of(self.decision, self.tiers);
        (ignores, self.overridden.is_none(), tier, decision)
    }

    /// Returns how well a company stands that nobody decided on by hand.
    pub fn standing_of(decision: Decision, tiers: TierSet) -> (bool, bool, usize, Decision) {
        (
            decision == Decision::Ignore,
            true,
            tiers.least().unwrap_or(usize::MAX),
            decision,
        )
    }
}

/// A set of tiers by position, 0 the best; a card has at most 64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TierSet(pub u64);

impl TierSet {
    /// Returns the set with exactly these tiers.
    pub fn of(tiers: impl IntoIterator<Item = usize>) -> Self {
        Self(tiers.into_iter().fold(0, |set, tier| set | 1 << tier))
    }

    /// Returns the tiers, best first.
    pub fn to_vec(self) -> Vec<usize> {
        (0..64).filter(|tier| self.0 >> tier & 1 == 1).collect()
    }

    /// Returns the one tier, where both ends agree.
    pub fn single(self) -> Option<usize> {
        (self.0.count_ones() == 1).then(|| self.0.trailing_zeros() as usize)
    }

    /// Returns the least tier attainable.
    pub fn least(self) -> Option<usize> {
        self.0.checked_ilog2().map(|tier| tier as usize)
    }
}

/// How one criterion thins the market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fall {
    /// The criterion.
    pub criterion: CriterionRef,
    /// Companies that passed everything before and fail here.
    pub out: usize,
    /// Companies left after it.
    pub left: usize,
    /// Of those left, how many for which this one is open.
    pub open: usize,
    /// Companies that fail this one and nothing else.
    pub alone: usize,
}

/// A field and what finding it would settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorthFinding {
    /// The field.
    pub field: Field,
    /// Companies for which it is the only open one.
    pub decisions: usize,
    /// Companies whose tier it would settle whatever it turns out to be.
    pub tiers: usize,
    /// Companies not ignored for which it is not fully known.
    pub companies: usize,
}

/// Companies that share two values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Field and value, twice.
    pub values: [(Field, String); 2],
    /// Companies by decision.
    pub counts: Counts,
}
