//! What the deals taught: the view of `doorwise learn icp`, and the ICP file it proposes.

mod file;
mod moved;
mod says;
mod tiers;

use doorwise_fit::economics::Economics;
use doorwise_fit::learn::{Learned, LearnedLine, Verdict};
use doorwise_fit::rate::rate;
use serde::Serialize;

use crate::backtested::{self, BacktestView};
use crate::view::RateView;

pub use file::{Origin, edits, icp_file};
pub use moved::{MovedEntryView, MovedView, moved_edits, moved_view};
pub use says::refused;

/// What `doorwise learn icp` found.
#[derive(Clone, Debug, Serialize)]
pub struct LearnedView {
    /// The table.
    pub table: String,
    /// The verdict: `found`, `not_enough`, `no_signal`, `too_few`.
    pub verdict: &'static str,
    /// The verdict in a sentence.
    pub says: String,
    /// The market that customers were held against; then `deals` are companies, `won` customers, and
    /// nothing is a probability to win.
    pub against: Option<String>,
    /// Closed deals.
    pub deals: usize,
    /// Of these, won.
    pub won: usize,
    /// Win rate of all.
    pub base: Option<RateView>,
    /// p-value of "there is any signal"; none with too few deals.
    pub p: Option<f64>,
    /// Shuffles behind it.
    pub shuffles: usize,
    /// Closed deals at which it would probably be settled.
    pub deals_needed: Option<usize>,
    /// What all deals bring, where amounts are known.
    pub economics: Option<EconomicsView>,
    /// Currency of the amounts, where one is known.
    pub currency: Option<String>,
    /// Lines of the proposed card.
    pub lines: Vec<LearnedLineView>,
    /// Tiers with their lowest score.
    pub tiers: Vec<LearnedTierView>,
    /// Chance of each score.
    pub chances: Vec<ChanceView>,
    /// Deals unseen in ten groups: what they were promised, and what came.
    pub unseen_groups: Vec<GroupView>,
    /// AUC on deals that the card did not see, by cross-fitting.
    pub unseen_auc: Option<f64>,
    /// Share of the promised log-odds that unseen deals kept.
    pub kept: Option<f64>,
    /// Test on later deals, where the deals have dates.
    pub backtest: Option<BacktestView>,
    /// Fields that were searched and gave no line.
    pub rejected: Vec<SearchedView>,
    /// Columns that were left out, and why.
    pub left_out: Vec<LeftOutView>,
    /// What else than the kind of company could explain the lines.
    pub could_also_explain: Vec<String>,
    /// What was assumed or mended.
    pub notes: Vec<String>,
    /// What a hand-written ICP said, and what the deals say of it.
    pub by_hand: Option<MovedView>,
    /// The change to the workspace's ICP file, where there is one to change.
    pub change: Option<ChangeView>,
}

/// A change to a file.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// The file, from the workspace.
    pub file: String,
    /// The lines that differ, `-` before and `+` after; empty where none does.
    pub diff: String,
    /// Whether it was made.
    pub applied: bool,
    /// What speaks against it.
    pub but: Option<String>,
}

/// Returns what the test on later deals says against taking the card over, if it does.
pub fn against(tested: &BacktestView) -> Option<String> {
    let auc = |wanted: &str| {
        let rank = tested.ranks.iter().find(|rank| rank.by == wanted)?;
        Some(rank.auc.value)
    };
    let card = tested.ranks.first()?.auc.value;
    let by_hand = auc(backtested::BY_HAND).filter(|by_hand| *by_hand > card)?;
    Some(format!(
        "today's ICP ranks later deals better: AUC {by_hand:.3}, the learned card {card:.3}"
    ))
}

/// One line with its evidence.
#[derive(Clone, Debug, Serialize)]
pub struct LearnedLineView {
    /// `employees 51..200`.
    pub says: String,
    /// Whole points.
    pub points: i64,
    /// Deals inside.
    pub n: usize,
    /// Of these, won.
    pub won: usize,
    /// Of these, lost.
    pub lost: usize,
    /// Win rate inside; none for customers against a market.
    pub rate: Option<RateView>,
    /// Win rate inside over win rate of all; for customers, their share inside over that of the market.
    pub lift: f64,
    /// Interval of 90 % of the latter.
    pub lift_interval: Option<(f64, f64)>,
    /// p-value of its step, every condition looked at paid for.
    pub p: f64,
    /// False-discovery rate over the card.
    pub q: f64,
    /// Whether it may be claimed; else it only ranks.
    pub proven: bool,
    /// Win rate on deals that its search did not see, where it was found without them.
    pub held_out: Option<RateView>,
    /// Parts of the deals without which it was found, of five.
    pub found_without: usize,
    /// Share of fifty draws of the deals in which it was chosen.
    pub chosen: f64,
    /// What its deals bring, where amounts are known.
    pub economics: Option<EconomicsView>,
    /// The first deals behind it.
    pub rows: Vec<String>,
}

/// What deals bring, beside how often they are won.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct EconomicsView {
    /// Mean amount of the won ones.
    pub amount: f64,
    /// Mean days from opening to closing.
    pub cycle_days: Option<f64>,
    /// Won money for each deal, lost ones included.
    pub per_deal: RateView,
    /// Won money for each day that the deals were open.
    pub per_day: Option<RateView>,
    /// The latter over that of all deals, or the former where days are not known.
    pub times_all: Option<RateView>,
}

impl EconomicsView {
    fn of(found: Economics) -> Self {
        Self {
            amount: found.amount,
            cycle_days: found.cycle,
            per_deal: RateView::of(found.per_deal),
            per_day: found.per_day.map(RateView::of),
            times_all: found.times_all.map(RateView::of),
        }
    }
}

/// Deals unseen that were promised much the same chance.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct GroupView {
    /// Mean chance that they were promised.
    pub promised: f64,
    /// How many.
    pub n: usize,
    /// Of these, won; deals promised the same stand in proportion in the groups that they fill.
    pub won: f64,
    /// The win rate of the nearest whole number of won deals.
    pub rate: Option<RateView>,
}

fn unseen_groups(learned: &Learned) -> impl Iterator<Item = GroupView> + '_ {
    let groups = learned.unseen.iter().flat_map(|unseen| &unseen.groups);
    groups.map(|group| GroupView {
        promised: group.promised,
        n: group.n,
        won: group.won,
        rate: rate((group.won.round() as usize).min(group.n), group.n).map(RateView::of),
    })
}

/// One tier.
#[derive(Clone, Debug, Serialize)]
pub struct LearnedTierView {
    /// Name.
    pub tier: &'static str,
    /// Lowest score.
    pub from: i64,
    /// Deals with scores in it.
    pub n: usize,
    /// Of these, won.
    pub won: usize,
    /// Their share of all deals.
    pub share: f64,
    /// Their win rate, as seen by the card that learned from them; none for customers.
    pub rate: Option<RateView>,
}

/// The chance of one score.
#[derive(Clone, Debug, Serialize)]
pub struct ChanceView {
    /// Score as seen.
    pub score: i64,
    /// Chance to win.
    pub chance: RateView,
    /// Won deals with this score.
    pub won: usize,
}

/// One field that was searched.
#[derive(Clone, Debug, Serialize)]
pub struct SearchedView {
    /// The field.
    pub field: String,
    /// Deals with a known value.
    pub known: usize,
}

/// One column left out.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOutView {
    /// Header.
    pub column: String,
    /// The reason.
    pub why: String,
}

/// Rows behind a line that are listed.
const ROWS_SHOWN: usize = 20;

/// Where the deals came from, in words for people.
pub struct Source<'a> {
    /// Name of the table.
    pub table: String,
    /// The field of each column that was read.
    pub fields: Vec<String>,
    /// Its header.
    pub headers: Vec<String>,
    /// Columns left out.
    pub left_out: Vec<LeftOutView>,
    /// What else than the kind of company could explain the lines.
    pub doubts: Vec<String>,
    /// What was assumed or mended.
    pub notes: Vec<String>,
    /// The market that the rows were held against, where they are customers and not deals.
    pub against: Option<String>,
    /// Currency of the deals' amounts, where one is known.
    pub currency: Option<String>,
    /// Share of the companies that the user can work on.
    pub capacity: Option<f64>,
    /// Test on later deals, where the deals have dates.
    pub backtest: Option<BacktestView>,
    /// Returns the place of a deal, such as `deals.csv:17`.
    pub place: &'a dyn Fn(usize) -> String,
}

/// Returns the view.
pub fn view(learned: &Learned, source: Source<'_>) -> LearnedView {
    let with_line: Vec<String> = learned
        .tables
        .iter()
        .flat_map(|table| table.fields.iter().map(ToString::to_string))
        .collect();
    let rejected = learned
        .searched
        .iter()
        .map(|searched| SearchedView {
            field: source.fields[searched.column].clone(),
            known: searched.known,
        })
        .filter(|searched| !with_line.contains(&searched.field))
        .collect();
    let refused = learned.refused.iter().map(|(column, leak)| LeftOutView {
        column: source.headers[*column].clone(),
        why: match source.against.is_some() {
            true => says::refused_against(*leak),
            false => says::refused(*leak),
        },
    });
    let mut left_out: Vec<LeftOutView> = Vec::new();
    // A column and what is made of it are refused together and listed once.
    for column in refused.chain(source.left_out) {
        if left_out.iter().all(|known| known.column != column.column) {
            left_out.push(column);
        }
    }
    let mut could_also_explain = source.doubts;
    could_also_explain.extend(says::made_by_the_seller(learned));
    let is_deals = source.against.is_none();
    LearnedView {
        verdict: match learned.verdict {
            Verdict::TooFew => "too_few",
            Verdict::NoSignal => "no_signal",
            Verdict::NotEnough { .. } => "not_enough",
            Verdict::Found => "found",
        },
        says: match &source.against {
            Some(market) => says::against(learned, market),
            None => says::verdict(learned),
        },
        table: source.table,
        deals: learned.n,
        won: learned.won,
        base: learned.base.filter(|_| is_deals).map(RateView::of),
        p: learned.gate.map(|gate| gate.p),
        shuffles: learned.gate.map_or(0, |gate| gate.shuffles),
        deals_needed: match learned.verdict {
            Verdict::NotEnough { deals_needed } if is_deals => deals_needed,
            _ => None,
        },
        lines: learned
            .lines
            .iter()
            .map(|line| match is_deals {
                true => line_view(learned, line, source.place),
                false => against_view(learned, line, source.place),
            })
            .collect(),
        tiers: tiers::view(learned, source.capacity, is_deals),
        economics: learned.economics.map(EconomicsView::of),
        currency: source.currency,
        chances: learned
            .chances
            .iter()
            .filter(|_| is_deals)
            .map(|chance| ChanceView {
                score: chance.score,
                chance: RateView {
                    value: chance.value,
                    low: chance.low,
                    high: chance.high,
                    n: chance.n,
                },
                won: chance.won,
            })
            .collect(),
        unseen_groups: unseen_groups(learned).filter(|_| is_deals).collect(),
        unseen_auc: learned.unseen.as_ref().map(|unseen| unseen.auc),
        kept: learned.unseen.as_ref().map(|unseen| unseen.stretch),
        backtest: source.backtest,
        rejected,
        left_out,
        could_also_explain,
        notes: source.notes,
        against: source.against,
        by_hand: None,
        change: None,
    }
}

/// Returns a line on customers: how much more frequent they are inside than the market is.
fn against_view(
    learned: &Learned,
    line: &LearnedLine,
    place: &dyn Fn(usize) -> String,
) -> LearnedLineView {
    let ratio = says::times_as_frequent(learned, line);
    LearnedLineView {
        rate: None,
        held_out: None,
        lift: ratio.map_or(line.lift, |ratio| ratio.value),
        lift_interval: ratio.map(|ratio| (ratio.low, ratio.high)),
        ..line_view(learned, line, place)
    }
}

fn line_view(
    learned: &Learned,
    line: &LearnedLine,
    place: &dyn Fn(usize) -> String,
) -> LearnedLineView {
    let held_out = line.held_out;
    LearnedLineView {
        says: says::line(learned, line),
        points: line.points,
        n: line.inside.n,
        won: line.won,
        lost: line.inside.n - line.won,
        rate: Some(RateView::of(line.inside)),
        lift: line.lift,
        lift_interval: None,
        p: line.p,
        q: line.q,
        proven: line.proven,
        held_out: rate(held_out.won, held_out.n).map(RateView::of),
        found_without: held_out.folds,
        chosen: line.chosen,
        economics: line.economics.map(EconomicsView::of),
        rows: line
            .rows
            .iter()
            .take(ROWS_SHOWN)
            .map(|&row| place(row as usize))
            .collect(),
    }
}
