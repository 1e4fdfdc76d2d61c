//! The learner: from closed deals to a proposed card with the evidence of every line.

use std::collections::HashMap;

use doorwise_model::Estimate;
use doorwise_model::card::{Card, PointsTable, Tiers};
use doorwise_model::money::Rates;
use doorwise_model::value::{Unknown, Value};

use crate::calibrate::{self, Chance};
use crate::coding::{self, Coded};
use crate::deals::{Column, Deals};
use crate::economics::{self, Economics};
use crate::exclude::{self, Excluded};
use crate::honesty::crossfit::{self, CrossFit, HeldOut, Shorter};
use crate::honesty::gate::{Gate, gate};
use crate::honesty::leaks::{self, Leak};
use crate::honesty::stability::{self, Redrawn};
use crate::honesty::{power, q_values, steps};
use crate::order;
use crate::points::{self, Points};
use crate::quarters::{self, Quarter};
use crate::rate::rate;
use crate::search::{MAX_LINES, Model, Reach, Sample, forward};
use crate::table::{self, ReadLine};

/// Fewest won and fewest lost deals from which anything is learned.
pub const FEWEST: usize = 8;
/// Largest p-value of what is claimed.
pub const LEVEL: f64 = 0.05;
/// Fewest won and fewest lost deals from which silence means "there is nothing" rather than "we
/// cannot tell".
const ENOUGH: usize = 100;
/// Most deals on which steps are tested; with more the smallest effects are proven anyway.
const MOST_TESTED: usize = 10_000;

/// What is known where a table of deals has no column for a field.
const NO_COLUMN: Value = Value::Unknown(Unknown::Blank);

/// What is asked of the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Seed of shuffles and draws.
    pub seed: u64,
    /// Most lines of the card, twelve at most.
    pub lines: usize,
}

impl Ask {
    /// Asks for a card as long as the deals make it.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            lines: MAX_LINES,
        }
    }
}

/// What the deals say.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    /// Win rate of all deals; none without deals.
    pub base: Option<Estimate>,
    /// Won deals.
    pub won: usize,
    /// All closed deals.
    pub n: usize,
    /// What may be claimed.
    pub verdict: Verdict,
    /// Is there any signal; none with too few deals.
    pub gate: Option<Gate>,
    /// Fields that were searched.
    pub searched: Vec<Searched>,
    /// Columns that were refused, by position, each with the reason.
    pub refused: Vec<(usize, Leak)>,
    /// Tables of points; empty where nothing is proposed.
    pub tables: Vec<PointsTable>,
    /// The lines of the tables, in their order.
    pub lines: Vec<LearnedLine>,
    /// Conditions under which hardly anybody buys.
    pub excluded: Vec<Excluded>,
    /// Chance of every score that is attainable.
    pub chances: Vec<Chance>,
    /// Score as seen of every deal, in the order given.
    pub scores: Vec<i64>,
    /// How well deals unseen were ranked and judged, where there is a card.
    pub unseen: Option<Unseen>,
    /// What all deals bring, where amounts are known.
    pub economics: Option<Economics>,
}

impl Learned {
    /// Returns the win probability of a score: that of the nearest listed score below it, else that
    /// of the lowest; without a card the win rate of all deals.
    pub fn chance(&self, score: i64) -> f64 {
        let above = self.chances.partition_point(|chance| chance.score <= score);
        match self.chances.get(above.saturating_sub(1)) {
            Some(chance) => chance.value,
            None => self.base.map_or(0.5, |base| base.value),
        }
    }
}

/// What may be claimed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// Fewer than eight won or lost deals: only counts.
    TooFew,
    /// No signal that chance does not explain; deals enough to have seen a useful one.
    NoSignal,
    /// Not proven; the card is a working hypothesis.
    NotEnough {
        /// Closed deals at which it would probably be settled, if the hypothesis is right.
        deals_needed: Option<usize>,
    },
    /// There is signal; proven lines are marked.
    Found,
}

/// One field that was searched.
#[derive(Clone, Debug, PartialEq)]
pub struct Searched {
    /// Position of its column.
    pub column: usize,
    /// Deals with a known value.
    pub known: usize,
}

/// One line of the proposed card with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct LearnedLine {
    /// Position of its table.
    pub table: usize,
    /// Positions of its entries in the table.
    pub entries: Vec<usize>,
    /// Whole points.
    pub points: i64,
    /// Win rate of the deals inside.
    pub inside: Estimate,
    /// Of these, won.
    pub won: usize,
    /// Win rate inside over win rate of all.
    pub lift: f64,
    /// p-value of the step that found it: the share of worlds without it that show as much.
    pub p: f64,
    /// False-discovery rate over the steps of the card.
    pub q: f64,
    /// Whether it may be claimed.
    pub proven: bool,
    /// What deals unseen show.
    pub held_out: HeldOut,
    /// Share of fifty draws of the deals in which it was chosen.
    pub chosen: f64,
    /// Deals behind it, in the order given.
    pub rows: Vec<u32>,
    /// What they bring, where amounts are known.
    pub economics: Option<Economics>,
    /// The same by quarter, where days are known.
    pub quarters: Vec<Quarter>,
}

/// How the card does on deals that it did not see, by cross-fitting.
#[derive(Clone, Debug, PartialEq)]
pub struct Unseen {
    /// Chance that a won deal stands above a lost one.
    pub auc: f64,
    /// What is left of the promised log-odds, 1 = all.
    pub stretch: f64,
    /// Ten groups of about as many deals each, the least likely first.
    pub groups: Vec<Group>,
    /// What cards of fewer lines would do, the fewest first.
    pub shorter: Vec<Shorter>,
}

/// Deals unseen that were promised much the same chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// Mean chance that they were promised.
    pub promised: f64,
    /// How many.
    pub n: usize,
    /// Of these, won; deals promised the same stand in proportion in the groups that they fill.
    pub won: f64,
}

/// Learns from closed deals; the same deals and seed give the same bytes, in any order.
pub fn learn(deals: &Deals, ask: Ask) -> Learned {
    let seed = ask.seed;
    let (mut learned, found) = card(deals, ask);
    let Some(found) = found else {
        return learned;
    };
    let (coded, sample) = (&found.coded, &found.sample);
    if let (false, Some(model)) = (found.is_open, found.path.last()) {
        learned.verdict = Verdict::NotEnough {
            deals_needed: power::deals_needed(coded, model, found.opened.bar, seed),
        };
    }
    if found.is_open {
        learned.excluded = exclude::excluded(coded, sample, &found.units, deals);
    }
    let p_values = step_p_values(&found, seed);
    let redrawn = stability::redraw(coded, &sample.won, ask);
    let ground = Ground {
        deals,
        found: &found,
        p_values: &p_values,
        redrawn: &redrawn,
    };
    let lines = found.lines.iter();
    learned.lines = lines
        .map(|line| ground.evidence(line, learned.won))
        .collect();
    learned
}

/// What a card was found by, for the evidence behind its lines.
pub(crate) struct Found {
    coded: Coded,
    sample: Sample,
    order: Vec<u32>,
    units: Vec<u64>,
    opened: Gate,
    is_open: bool,
    path: Vec<Model>,
    /// The lines of the card.
    pub(crate) lines: Vec<ReadLine>,
    unseen: CrossFit,
}

/// Learns the card and its chances alone: what a back-test needs of each point in time. The lines
/// have no evidence yet.
pub(crate) fn card(deals: &Deals, ask: Ask) -> (Learned, Option<Found>) {
    let (n, won) = (deals.len(), deals.n_won());
    let mut coded = coding::code(deals);
    let refused = leaks::leaks(&coded, deals);
    coded.without(
        &refused
            .iter()
            .map(|(column, _)| *column)
            .collect::<Vec<_>>(),
    );
    let order = order::settle(&mut coded, deals);
    let won_in_order = order.iter().map(|&row| deals.won[row as usize]);
    let sample = Sample::new(coded.bins.clone(), won_in_order.collect());
    let units: Vec<u64> = order.iter().map(|&row| deals.units[row as usize]).collect();
    let mut learned = Learned {
        base: rate(won, n),
        won,
        n,
        verdict: Verdict::TooFew,
        gate: None,
        searched: searched(&coded, deals),
        refused,
        tables: Vec::new(),
        lines: Vec::new(),
        excluded: Vec::new(),
        chances: Vec::new(),
        scores: vec![0; n],
        unseen: None,
        economics: economics::of_all(deals),
    };
    if won < FEWEST || n - won < FEWEST {
        return (learned, None);
    }
    let reach = Reach::of(n);
    let opened = gate(
        &coded.attributes,
        &sample,
        &units,
        reach.least_support,
        ask.seed,
    );
    learned.gate = Some(opened);
    let is_open = opened.p <= LEVEL;
    if !is_open && won.min(n - won) >= ENOUGH {
        learned.verdict = Verdict::NoSignal;
        return (learned, None);
    }
    let reach = match is_open {
        true => reach,
        false => Reach::for_hypothesis(n),
    };
    let reach = reach.at_most(ask.lines);
    let path = forward(&coded.attributes, &sample, reach);
    let Some(model) = path.last() else {
        return (learned, None);
    };
    learned.verdict = if is_open {
        Verdict::Found
    } else {
        Verdict::NotEnough { deals_needed: None }
    };
    let points = points::whole(model);
    let (tables, read) = table::tables(
        &coded.attributes,
        &deals.columns,
        &model.lines,
        &points.of_line,
    );
    learned.tables = tables;
    learned.scores = scores(&learned.tables, deals);
    let unseen = crossfit::cross_fit(&coded, &sample.won, &units, reach);
    let stretch = calibrate::stretch(&unseen.log_odds, &sample.won);
    learned.unseen = Some(Unseen {
        auc: auc(&unseen.log_odds, &sample.won),
        stretch,
        groups: calibrate::groups(&unseen.log_odds, &sample.won, stretch),
        shorter: unseen.shorter.clone(),
    });
    learned.chances = chances(&learned, deals, &points, stretch);
    let found = Found {
        coded,
        sample,
        order,
        units,
        opened,
        is_open,
        path,
        lines: read,
        unseen,
    };
    (learned, Some(found))
}

fn searched(coded: &Coded, deals: &Deals) -> Vec<Searched> {
    let mut columns: Vec<usize> = coded.attributes.iter().map(|found| found.column).collect();
    columns.dedup();
    columns
        .into_iter()
        .map(|column| {
            let values = &deals.columns[column].values;
            let codes = deals.columns[column].codes.iter();
            Searched {
                column,
                known: codes
                    .filter(|&&code| !values[code as usize].is_unknown())
                    .count(),
            }
        })
        .collect()
}

/// Returns each step's p-value.
fn step_p_values(found: &Found, seed: u64) -> Vec<f64> {
    let Found {
        coded,
        sample,
        units,
        path,
        ..
    } = found;
    let n = sample.len();
    if n <= MOST_TESTED {
        let reach = Reach::of(n);
        return steps::p_values(&coded.attributes, sample, units, path, reach, seed);
    }
    // Every k-th deal of an order that is as good as random.
    let rows: Vec<u32> = (0..MOST_TESTED)
        .map(|place| (place * n / MOST_TESTED) as u32)
        .collect();
    let fewer = Sample::gather(coded, &sample.won, &rows);
    let units: Vec<u64> = rows.iter().map(|&row| units[row as usize]).collect();
    let path: Vec<Model> = path.iter().map(|model| model.on(&fewer)).collect();
    let reach = Reach::of(MOST_TESTED);
    steps::p_values(&coded.attributes, &fewer, &units, &path, reach, seed)
}

struct Ground<'a> {
    deals: &'a Deals,
    found: &'a Found,
    p_values: &'a [f64],
    redrawn: &'a Redrawn,
}

impl Ground<'_> {
    fn evidence(&self, read: &ReadLine, all_won: usize) -> LearnedLine {
        let Found { sample, order, .. } = self.found;
        let bins = &sample.bins;
        let holds = read.line.rows(bins);
        let inside = || holds.iter().enumerate().filter(|(_, holds)| **holds);
        let n = inside().count();
        let won = inside().filter(|(row, _)| sample.won[*row]).count();
        let mut rows: Vec<u32> = inside().map(|(row, _)| order[row]).collect();
        rows.sort_unstable();
        let economics = economics::of_rows(self.deals, &rows);
        let quarters = quarters::quarters(self.deals, &rows);
        // Forward stop: a line is proven only where all before it are.
        let n_proven = match self.found.is_open {
            true => self.p_values.iter().take_while(|p| **p <= LEVEL).count(),
            false => 0,
        };
        let q_values = q_values(self.p_values);
        let least = |values: &[f64]| read.from.iter().map(|&idx| values[idx]).fold(1.0, f64::min);
        let estimate = rate(won, n).unwrap_or(Estimate {
            value: 0.0,
            low: 0.0,
            high: 1.0,
            n: 0,
        });
        LearnedLine {
            table: read.table,
            entries: read.entries.clone(),
            points: read.points,
            inside: estimate,
            won,
            lift: estimate.value * sample.len() as f64 / all_won as f64,
            p: least(self.p_values),
            q: least(&q_values),
            proven: read.from.iter().any(|&idx| idx < n_proven),
            held_out: self
                .found
                .unseen
                .held_out(bins, &sample.won, &read.line, read.points),
            chosen: self.redrawn.chosen(bins, &read.line, read.points),
            rows,
            economics,
            quarters,
        }
    }
}

/// Returns a card of these tables alone.
pub fn card_of(tables: &[PointsTable]) -> Card {
    Card {
        gates: Vec::new(),
        exclusions: Vec::new(),
        tables: tables.to_vec(),
        tiers: Tiers::new(Vec::new()),
        rates: Rates::default(),
    }
}

/// Returns the score as seen of every deal, by the card's own meaning.
pub fn scores(tables: &[PointsTable], deals: &Deals) -> Vec<i64> {
    let card = card_of(tables);
    let mut scores = vec![0; deals.len()];
    for table in tables {
        let fields = table.fields.iter();
        let columns: Vec<Option<&Column>> = fields
            .map(|field| deals.columns.iter().find(|column| column.field == *field))
            .collect();
        let mut known: HashMap<Vec<u32>, i64> = HashMap::new();
        for (row, score) in scores.iter_mut().enumerate() {
            let code = |column: &Option<&Column>| column.map_or(0, |column| column.codes[row]);
            let codes: Vec<u32> = columns.iter().map(code).collect();
            *score += *known.entry(codes).or_insert_with_key(|codes| {
                let values: Vec<&Value> = columns
                    .iter()
                    .zip(codes)
                    .map(|(column, &code)| {
                        column.map_or(&NO_COLUMN, |column| &column.values[code as usize])
                    })
                    .collect();
                card.points_seen(table, &values)
            });
        }
    }
    scores
}

fn chances(learned: &Learned, deals: &Deals, card: &Points, stretch: f64) -> Vec<Chance> {
    let totals = points::totals_of(&learned.scores, &deals.won);
    let lowest = totals.first().map_or(0, |(total, ..)| *total);
    let highest = totals.last().map_or(0, |(total, ..)| *total);
    let reach = card_of(&learned.tables).reach();
    let (low, high) = reach.map_or((lowest, highest), |reach| (reach.low, reach.high));
    calibrate::chances(
        &totals,
        card.slope * stretch,
        (low.min(lowest), high.max(highest)),
    )
}

/// Returns the chance that a won deal stands above a lost one, ties counted half (Mann and Whitney
/// 1947).
pub fn auc(scores: &[f64], won: &[bool]) -> f64 {
    let mut order: Vec<(f64, bool)> = scores.iter().copied().zip(won.iter().copied()).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n_won = won.iter().filter(|won| **won).count() as f64;
    let n_lost = won.len() as f64 - n_won;
    if n_won == 0.0 || n_lost == 0.0 {
        return 0.5;
    }
    let (mut lost_below, mut sum) = (0.0, 0.0);
    for tied in order.chunk_by(|a, b| a.0 == b.0) {
        let won = tied.iter().filter(|(_, won)| *won).count() as f64;
        let lost = tied.len() as f64 - won;
        sum += won * (lost_below + lost / 2.0);
        lost_below += lost;
    }
    sum / (n_won * n_lost)
}

#[cfg(test)]
mod tests;
