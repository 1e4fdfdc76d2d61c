//! Whether the card would have picked the later winners, in views and in words.

use doorwise_fit::Deals;
use doorwise_fit::backtest::{Backtest, By, Ranked, Setup};
use serde::Serialize;

use crate::view::RateView;

/// What ranking by the ICPs that a person wrote is called.
pub const BY_HAND: &str = "the hand-written ICP";

/// What `doorwise backtest` found.
#[derive(Clone, Debug, Serialize)]
pub struct BacktestView {
    /// What `doorwise why` opens; a number in here has this id, a dot and its field's name.
    pub id: &'static str,
    /// The table.
    pub table: String,
    /// The verdict in a sentence.
    pub says: String,
    /// Whether the card ranks later deals better than chance.
    pub holds: bool,
    /// Rivals that the card does not beat.
    pub not_better_than: Vec<&'static str>,
    /// Deals judged.
    pub deals: usize,
    /// Of these, won.
    pub won: usize,
    /// Deals left out because their account was learned from.
    pub known_accounts: usize,
    /// Share of the deals that are worked on.
    pub capacity: f64,
    /// The card and its rivals.
    pub ranks: Vec<RankView>,
    /// The stretches of time that were judged.
    pub stretches: Vec<StretchView>,
}

/// One way to rank.
#[derive(Clone, Debug, Serialize)]
pub struct RankView {
    /// What `doorwise why` opens: backtest.rank.biggest_first.
    pub id: String,
    /// Which.
    pub by: &'static str,
    /// Chance that a won deal stands above a lost one of the same stretch.
    pub auc: RateView,
    /// Win rate of the first of the list over that of all.
    pub lift: f64,
    /// Share of the wins among the first of the list.
    pub wins: f64,
    /// Mean squared error of the probabilities.
    pub brier: Option<f64>,
    /// Mean distance of promised and seen win rate.
    pub calibration_error: Option<f64>,
    /// AUC of the card less that of this one, with its interval; none for the card.
    pub card_is_better_by: Option<BetterView>,
}

/// A difference of two AUCs.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct BetterView {
    /// As counted.
    pub value: f64,
    /// Lower end of the 90 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// One stretch of time.
#[derive(Clone, Debug, Serialize)]
pub struct StretchView {
    /// What `doorwise why` opens: backtest.stretch.2026-01-05.
    pub id: String,
    /// First day judged.
    pub from: String,
    /// Last day judged.
    pub to: String,
    /// Deals learned from.
    pub learned_from: usize,
    /// Whether the accounts were judged in five parts, each by what the others' earlier deals taught,
    /// because too few new accounts closed deals.
    pub in_parts: bool,
    /// Deals judged.
    pub deals: usize,
    /// Of these, won.
    pub won: usize,
    /// Lines of the card; of the longest one where there are several.
    pub lines: usize,
    /// AUC of the card.
    pub auc: Option<RateView>,
}

impl StretchView {
    /// Returns what the stretch was judged by, such as "card of 7 lines from the 120 before".
    pub fn card(&self) -> String {
        let parts = match self.in_parts {
            true => ", in five parts, so that no account is judged by its own deals",
            false => "",
        };
        format!(
            "card of {} lines from the {} before{parts}",
            self.lines, self.learned_from
        )
    }
}

/// A back-test with all that it was made from.
pub struct Tested<'a> {
    /// What is printed.
    pub view: &'a BacktestView,
    /// What was found.
    pub found: &'a Backtest,
    /// The deals.
    pub deals: &'a Deals,
    /// Where each deal stands.
    pub places: &'a [String],
}

/// Returns the view.
pub fn view(tested: &Backtest, setup: &Setup, table: String) -> BacktestView {
    let card = &tested.ranks[0];
    let holds = card.auc.low > 0.5;
    let not_better_than: Vec<&'static str> = tested
        .ranks
        .iter()
        .filter(|rank| rank.behind.is_some_and(|behind| behind.low <= 0.0))
        .map(|rank| name(rank.by))
        .collect();
    BacktestView {
        id: "backtest",
        table,
        says: says(tested, holds, &not_better_than),
        holds,
        not_better_than,
        deals: tested.n,
        won: tested.won,
        known_accounts: tested.known_accounts,
        capacity: setup.capacity,
        ranks: tested.ranks.iter().map(rank_view).collect(),
        stretches: tested
            .stretches
            .iter()
            .map(|tried| StretchView {
                id: format!("backtest.stretch.{}", day(tried.from)),
                from: day(tried.from),
                to: day(tried.to),
                learned_from: tried.learned_from,
                in_parts: tried.in_parts,
                deals: tried.n,
                won: tried.won,
                lines: tried.lines,
                auc: tried.auc.map(RateView::of),
            })
            .collect(),
    }
}

fn says(tested: &Backtest, holds: bool, not_better_than: &[&str]) -> String {
    let card = tested.ranks[0].auc;
    let figure = format!(
        "AUC {:.3} ({:.3} to {:.3}) on {} later deals",
        card.value, card.low, card.high, tested.n
    );
    if tested.stretches.iter().all(|tried| tried.lines == 0) {
        return format!(
            "nothing to hold up: before none of {} points in time did the deals show a signal",
            tested.stretches.len()
        );
    }
    if !holds {
        return format!("it does not hold up in time: {figure}, no better than chance");
    }
    match not_better_than {
        [] => format!("it holds up in time, and is better than every rival tried: {figure}"),
        rivals => format!(
            "it holds up in time: {figure}; no better than {}",
            rivals.join(", ")
        ),
    }
}

fn rank_view(rank: &Ranked) -> RankView {
    RankView {
        id: format!("backtest.rank.{}", name(rank.by).replace(' ', "_")),
        by: name(rank.by),
        auc: RateView::of(rank.auc),
        lift: rank.lift,
        wins: rank.wins,
        brier: rank.brier,
        calibration_error: rank.calibration_error,
        card_is_better_by: rank.behind.map(|behind| BetterView {
            value: behind.by,
            low: behind.low,
            high: behind.high,
        }),
    }
}

fn name(by: By) -> &'static str {
    match by {
        By::Card => "the learned card",
        By::Chance => "chance",
        By::Biggest => "biggest first",
        By::Recent => "most recent first",
        By::Hand => BY_HAND,
        By::NaiveBayes => "naive Bayes",
        By::Logistic => "logistic regression",
    }
}

fn day(number: i32) -> String {
    doorwise_vocab::date::of_day_number(number).to_string()
}
