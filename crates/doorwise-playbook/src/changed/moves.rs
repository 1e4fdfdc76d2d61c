//! Companies that move between decisions and tiers, and how well both versions look back.

use std::collections::BTreeMap;

use doorwise_fit::backtest;
use doorwise_model::card::reference::Decision;
use doorwise_model::deal::Outcome;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, Scored, Scoring};
use serde::Serialize;

use crate::id;
use crate::view::RateView;

/// Companies of one move that are named.
const NAMED: usize = 5;

/// Companies that go from one place to another.
#[derive(Clone, Debug, Serialize)]
pub struct MoveView {
    /// What `doorwise why` opens.
    pub id: String,
    /// `pursue A`, `find out B or C`, `ignore`.
    pub from: String,
    /// The same.
    pub to: String,
    /// How many.
    pub companies: usize,
    /// The first of them in the order of the new list.
    pub names: Vec<String>,
    /// All of them, by row.
    #[serde(skip)]
    pub(crate) rows: Vec<u32>,
}

/// How well two versions of an ICP tell won deals from lost ones, looking back.
#[derive(Clone, Debug, Serialize)]
pub struct HindsightView {
    /// What `doorwise why` opens.
    pub id: String,
    /// Closed deals whose company is known.
    pub deals: usize,
    /// Of these, won.
    pub won: usize,
    /// Chance that a won deal stands above a lost one, before; 0.5 is chance.
    pub before: RateView,
    /// The same after.
    pub after: RateView,
    /// After less before.
    pub by: f64,
    /// Lower end of its 90 % interval (DeLong's, paired, with the deals of one company as one case).
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What that says.
    pub says: &'static str,
}

/// Returns the moves, most companies first.
pub(super) fn moves(
    own: &str,
    (old, was): (&Icp, &Scored),
    (new, is): (&Icp, &Scored),
    market: &dyn Market,
) -> Vec<MoveView> {
    let before: BTreeMap<u32, String> = was
        .list
        .iter()
        .map(|scoring| (scoring.row, stand(old, scoring)))
        .collect();
    let mut found: BTreeMap<(String, String), MoveView> = BTreeMap::new();
    for scoring in &is.list {
        let to = stand(new, scoring);
        let Some(from) = before.get(&scoring.row).filter(|from| **from != to) else {
            continue;
        };
        let view = found
            .entry((from.clone(), to.clone()))
            .or_insert_with(|| MoveView {
                id: format!(
                    "{own}.move.{}.{}",
                    id::part(&from.replace(' ', "_")),
                    id::part(&to.replace(' ', "_"))
                ),
                rows: Vec::new(),
                from: from.clone(),
                to,
                companies: 0,
                names: Vec::new(),
            });
        view.companies += 1;
        view.rows.push(scoring.row);
        if view.names.len() < NAMED {
            view.names
                .push(market.name(scoring.row as usize).name.to_owned());
        }
    }
    let mut moves: Vec<MoveView> = found.into_values().collect();
    moves.sort_by_key(|one| std::cmp::Reverse(one.companies));
    moves
}

fn stand(icp: &Icp, scoring: &Scoring) -> String {
    let tiers = scoring.tiers.to_vec();
    let decision = scoring.decision.label();
    if scoring.decision == Decision::Ignore || tiers.is_empty() || icp.card.tiers.len() < 2 {
        return decision.to_owned();
    }
    format!("{decision} {}", icp.card.tiers.show(&tiers))
}

/// Returns how well both versions rank the closed deals; none without won and lost ones.
pub(super) fn hindsight(
    own: &str,
    was: &Scored,
    is: &Scored,
    market: &dyn Market,
) -> Option<HindsightView> {
    let scores = |scored: &Scored| -> BTreeMap<usize, f64> {
        let value = |scoring: &Scoring| {
            let rank = scoring.decision.rank(scoring.seen);
            (scoring.row as usize, rank)
        };
        scored.list.iter().map(value).collect()
    };
    let (was, is) = (scores(was), scores(is));
    let (mut before, mut after, mut won) = (Vec::new(), Vec::new(), Vec::new());
    let mut units: Vec<u64> = Vec::new();
    for deal in market.deals() {
        let is_won = match deal.outcome {
            Some(Outcome::Won) => true,
            Some(Outcome::Lost) => false,
            _ => continue,
        };
        let Some(company) = deal.company else {
            continue;
        };
        if let (Some(was), Some(is)) = (was.get(&company), is.get(&company)) {
            before.push(*was);
            after.push(*is);
            won.push(is_won);
            units.push(company as u64);
        }
    }
    let (one, two, by) = backtest::in_hindsight(&before, &after, &won, &units)?;
    Some(HindsightView {
        id: format!("{own}.hindsight"),
        deals: won.len(),
        won: won.iter().filter(|won| **won).count(),
        before: RateView::of(one),
        after: RateView::of(two),
        by: by.by,
        low: by.low,
        high: by.high,
        says: match (by.low > 0.0, by.high < 0.0) {
            (true, _) => "ranks past deals better",
            (_, true) => "ranks past deals worse",
            _ => "no difference that the deals could show",
        },
    })
}
