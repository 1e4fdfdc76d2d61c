//! Tiers cut where the odds to win leave those of all deals behind.

use doorwise_fit::learn::{Learned, Verdict};

/// Odds over those of all deals from which a score is tier A, and B; the lower end of the interval
/// must reach it.
const A: f64 = 2.0;
const B: f64 = 1.2;

/// Returns the lowest score of each tier, best first; none where no tier can be supported.
pub(super) fn cuts(learned: &Learned) -> Vec<(&'static str, i64)> {
    let Some(base) = learned.base.filter(|_| learned.verdict == Verdict::Found) else {
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
    let lowest = learned.chances.first().map(|chance| chance.score);
    let mut cuts: Vec<(&'static str, i64)> = Vec::new();
    for (name, cut) in [("A", from(A)), ("B", from(B)), ("C", lowest)] {
        if let Some(cut) = cut
            && cuts.iter().all(|(_, known)| *known != cut)
        {
            cuts.push((name, cut));
        }
    }
    cuts
}
