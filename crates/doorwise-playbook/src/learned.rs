//! What the deals taught: the view of `doorwise learn icp`, and the ICP file it proposes.

mod exclusions;
mod file;
mod moved;
mod says;
mod short;
mod tiers;

use doorwise_fit::Deals;
use doorwise_fit::economics::Economics;
use doorwise_fit::learn::{Learned, LearnedLine, Verdict};
use doorwise_fit::quarters;
use doorwise_fit::rate::rate;
use doorwise_model::field::Field;
use serde::Serialize;

use crate::backtested::{self, BacktestView, Tested};
use crate::id;
use crate::view::RateView;

pub use file::{Origin, edits, icp_file};
pub use moved::{MovedEntryView, MovedView, moved_edits, moved_view};
pub use says::refused;
pub use short::{CardRowView, ShorterView};
pub use tiers::Wish;

/// What `doorwise learn icp` found.
#[derive(Clone, Debug, Serialize)]
pub struct LearnedView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
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
    /// The proposed card at a glance, one row a field.
    pub card: Vec<CardRowView>,
    /// Lines of the proposed card.
    pub lines: Vec<LearnedLineView>,
    /// Conditions under which hardly anybody buys.
    pub exclusions: Vec<ExclusionView>,
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
    /// A card of fewer lines that would do nearly as well.
    pub shorter: Option<ShorterView>,
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

/// What deals taught, with all that it was made from.
pub struct Taught<'a> {
    /// What is printed.
    pub view: &'a LearnedView,
    /// What was learned.
    pub found: &'a Learned,
    /// The deals.
    pub deals: &'a Deals,
    /// Where each deal stands.
    pub places: &'a [String],
    /// The test on later deals.
    pub tested: Option<Tested<'a>>,
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

/// Returns whether the test on later deals speaks against cutting the list by the card at all.
pub fn fails_later(tested: Option<&BacktestView>) -> bool {
    tested.is_some_and(|tested| !tested.holds)
}

/// One line with its evidence.
#[derive(Clone, Debug, Serialize)]
pub struct LearnedLineView {
    /// What `doorwise why` opens: learn.icp.line.stage_series_a.
    pub id: String,
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
    /// "proven", "the other side of a proven line" (every deal is in one of the two), "indicative".
    pub standing: &'static str,
    /// Win rate on deals that its search did not see, where it was found without them.
    pub held_out: Option<RateView>,
    /// Parts of the deals without which it was found, of five.
    pub found_without: usize,
    /// Share of fifty draws of the deals in which it was chosen.
    pub chosen: f64,
    /// What its deals bring, where amounts are known.
    pub economics: Option<EconomicsView>,
    /// Its deals by the quarter in which they closed, where days are known.
    pub quarters: Vec<QuarterView>,
    /// Whether it surely helps in one quarter and surely hurts in another.
    pub turns: bool,
    /// The first deals behind it.
    pub rows: Vec<String>,
}

/// The deals of a line that closed in one quarter.
#[derive(Clone, Debug, Serialize)]
pub struct QuarterView {
    /// `2025 Q1`.
    pub quarter: String,
    /// Deals inside.
    pub n: usize,
    /// Of these, won.
    pub won: usize,
    /// Win rate inside less that of the other deals.
    pub difference: Option<RateView>,
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
    /// Mean share of the first year that customers stay, where it is known who stayed.
    pub kept: Option<RateView>,
    /// `per_day` over that of all deals, or `per_deal` where days are not known; of money kept, where
    /// that is known.
    pub times_all: Option<RateView>,
}

impl EconomicsView {
    fn of(found: Economics) -> Self {
        Self {
            amount: found.amount,
            cycle_days: found.cycle,
            per_deal: RateView::of(found.per_deal),
            per_day: found.per_day.map(RateView::of),
            kept: found.kept.map(RateView::of),
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

/// A condition under which hardly anybody buys.
#[derive(Clone, Debug, Serialize)]
pub struct ExclusionView {
    /// What `doorwise why` opens.
    pub id: String,
    /// `industry agencies`.
    pub says: String,
    /// Deals inside.
    pub n: usize,
    /// Of these, won.
    pub won: usize,
    /// Win rate inside.
    pub rate: Option<RateView>,
    /// p-value of "they are won a quarter as often as all, or more", every condition looked at paid for.
    pub p: f64,
}

/// One tier.
#[derive(Clone, Debug, Serialize)]
pub struct LearnedTierView {
    /// What `doorwise why` opens: learn.icp.tier.A.
    pub id: String,
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
    /// What `doorwise why` opens: learn.icp.chance.4.
    pub id: String,
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
    /// What `doorwise why` opens.
    pub id: String,
    /// The field.
    pub field: String,
    /// Deals with a known value.
    pub known: usize,
}

/// One column left out.
#[derive(Clone, Debug, Serialize)]
pub struct LeftOutView {
    /// What `doorwise why` opens; empty for a column that another verb left out.
    pub id: String,
    /// Header.
    pub column: String,
    /// The reason.
    pub why: String,
}

/// Where the deals came from, in words for people.
pub struct Source<'a> {
    /// Name of the table.
    pub table: String,
    /// The field of each column that was read.
    pub fields: Vec<Field>,
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
    /// Most rows behind a line that are listed.
    pub rows: usize,
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
            id: format!(
                "learn.icp.searched.{}",
                id::part(&source.fields[searched.column].to_string())
            ),
            field: source.fields[searched.column].to_string(),
            known: searched.known,
        })
        .filter(|searched| !with_line.contains(&searched.field))
        .collect();
    let refused = learned.refused.iter().map(|(column, leak)| LeftOutView {
        id: String::new(),
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
            let id = format!(
                "learn.icp.column.{}",
                id::part(&column.column.replace(' ', "_"))
            );
            left_out.push(LeftOutView { id, ..column });
        }
    }
    let mut could_also_explain = source.doubts;
    could_also_explain.extend(says::made_by_the_seller(learned));
    let is_deals = source.against.is_none();
    LearnedView {
        id: "learn.icp",
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
        card: short::rows(learned),
        lines: learned
            .lines
            .iter()
            .map(|line| match is_deals {
                true => line_view(learned, line, source.place, source.rows),
                false => against_view(learned, line, source.place, source.rows),
            })
            .collect(),
        exclusions: exclusions::of(learned, &source.fields)
            .filter(|_| is_deals)
            .collect(),
        tiers: tiers::view(
            learned,
            tiers::Wish {
                capacity: source.capacity,
                fails_later: fails_later(source.backtest.as_ref()),
            },
            is_deals,
        ),
        economics: learned.economics.map(EconomicsView::of),
        currency: source.currency,
        chances: learned
            .chances
            .iter()
            .filter(|_| is_deals)
            .map(|chance| ChanceView {
                id: format!("learn.icp.chance.{}", chance.score),
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
        shorter: short::shorter(learned),
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
    n_rows: usize,
) -> LearnedLineView {
    let ratio = says::times_as_frequent(learned, line);
    LearnedLineView {
        rate: None,
        held_out: None,
        lift: ratio.map_or(line.lift, |ratio| ratio.value),
        lift_interval: ratio.map(|ratio| (ratio.low, ratio.high)),
        ..line_view(learned, line, place, n_rows)
    }
}

fn line_view(
    learned: &Learned,
    line: &LearnedLine,
    place: &dyn Fn(usize) -> String,
    n_rows: usize,
) -> LearnedLineView {
    let held_out = line.held_out;
    LearnedLineView {
        id: format!(
            "learn.icp.line.{}",
            id::part(&says::line(learned, line).replace(' ', "_"))
        ),
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
        standing: says::standing(learned, line),
        held_out: rate(held_out.won, held_out.n).map(RateView::of),
        found_without: held_out.folds,
        chosen: line.chosen,
        economics: line.economics.map(EconomicsView::of),
        quarters: line
            .quarters
            .iter()
            .map(|quarter| QuarterView {
                quarter: format!("{} Q{}", quarter.year, quarter.quarter),
                n: quarter.inside.0,
                won: quarter.inside.1,
                difference: quarter.difference().map(RateView::of),
            })
            .collect(),
        turns: quarters::turns(&line.quarters),
        rows: line
            .rows
            .iter()
            .take(n_rows)
            .map(|&row| place(row as usize))
            .collect(),
    }
}
