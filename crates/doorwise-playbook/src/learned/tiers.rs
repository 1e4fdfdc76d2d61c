//! Tiers cut where the odds to win leave those of all deals behind.

use doorwise_fit::learn::{Learned, Verdict};
use doorwise_fit::rate::rate;

use super::LearnedTierView;
use crate::view::RateView;

/// Odds over those of all deals from which a score is tier A, and B; the lower end of the interval
/// must reach it.
const A: f64 = 2.0;
const B: f64 = 1.2;

/// What tiers are to be like.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// Share of the companies that the user can work on.
    pub capacity: Option<f64>,
    /// Whether the card did not hold on later deals.
    pub fails_later: bool,
}

/// Returns the lowest score of each tier, best first; none where no tier can be supported.
///
/// With a capacity, a share of all companies, tier A holds at most that share of the deals, if any
/// score does. A card that does not hold on later deals supports no tier.
pub(super) fn cuts(learned: &Learned, wish: Wish) -> Vec<(&'static str, i64)> {
    let is_supported = learned.verdict == Verdict::Found && !wish.fails_later;
    let Some(base) = learned.base.filter(|_| is_supported) else {
        return Vec::new();
    };
    let odds = |rate: f64| rate / (1.0 - rate).max(1e-9);
    let from = |times: f64| {
        learned
            .chances
            .iter()
            .find(|chance| odds(chance.low) >= times * odds(base.value))
            .map(|chance| chance.score)
    };
    let first = match wish.capacity {
        Some(capacity) => within(learned, capacity),
        None => from(A),
    };
    let lowest = learned.chances.first().map(|chance| chance.score);
    let mut cuts: Vec<(&'static str, i64)> = Vec::new();
    for (name, cut) in [("A", first), ("B", from(B)), ("C", lowest)] {
        if let Some(cut) = cut
            && cuts.iter().all(|(_, known)| *known > cut)
        {
            cuts.push((name, cut));
        }
    }
    cuts
}

/// Returns the lowest score from which at most this share of the deals is reached.
fn within(learned: &Learned, capacity: f64) -> Option<i64> {
    let most = capacity * learned.n as f64;
    let mut sofar = 0;
    let mut cut = None;
    for chance in learned.chances.iter().rev() {
        sofar += chance.n;
        if sofar as f64 > most {
            break;
        }
        if sofar > 0 {
            cut = Some(chance.score);
        }
    }
    cut
}

/// Returns the tiers with the deals in each.
pub(super) fn view(learned: &Learned, wish: Wish, is_deals: bool) -> Vec<LearnedTierView> {
    let cuts = cuts(learned, wish);
    let below = |place: usize| place.checked_sub(1).map(|better| cuts[better].1);
    let tier = |(place, &(tier, from)): (usize, &(&'static str, i64))| {
        let inside = learned.chances.iter().filter(|chance| {
            chance.score >= from && below(place).is_none_or(|better| chance.score < better)
        });
        let (n, won) = inside.fold((0, 0), |(n, won), chance| (n + chance.n, won + chance.won));
        LearnedTierView {
            id: format!("learn.icp.tier.{tier}"),
            tier,
            from,
            n,
            won,
            share: n as f64 / learned.n.max(1) as f64,
            rate: rate(won, n).filter(|_| is_deals).map(RateView::of),
        }
    };
    cuts.iter().enumerate().map(tier).collect()
}
