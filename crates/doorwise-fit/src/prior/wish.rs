//! What the user knows of a number binds a hand-written card too: more is never worse, or never better.

use doorwise_model::card::Entry;
use doorwise_model::condition::Condition;

use crate::deals::Monotone;

/// Moves the weights of a table's bands so that none contradicts the wish: the nearest such weights, each
/// counted by how surely it is known (the pool-adjacent-violators algorithm: M. Ayer and others, Annals of
/// Mathematical Statistics 26, 1955). Entries that name no number stay.
pub(super) fn bind(entries: &[Entry], wish: Monotone, weights: &mut [f64], variances: &[f64]) {
    let low = |entry: &Entry| match entry.conditions.first()? {
        Some(Condition::Within(range) | Condition::WithinMoney(range, _)) => Some(range.low),
        _ => None,
    };
    let mut bands: Vec<(f64, usize)> = entries
        .iter()
        .enumerate()
        .filter_map(|(idx, entry)| Some((low(entry)?, idx)))
        .collect();
    bands.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    if wish == Monotone::Down {
        bands.reverse();
    }
    // Each pool: its mean weight, what it counts, the bands in it.
    let mut pools: Vec<(f64, f64, Vec<usize>)> = Vec::new();
    for (_, idx) in bands {
        let mut pool = (weights[idx], 1.0 / variances[idx].max(1e-9), vec![idx]);
        while let Some(last) = pools.pop_if(|last| last.0 > pool.0) {
            let counts = last.1 + pool.1;
            let mean = (last.0 * last.1 + pool.0 * pool.1) / counts;
            let mut of_both = last.2;
            of_both.extend(pool.2);
            pool = (mean, counts, of_both);
        }
        pools.push(pool);
    }
    for (mean, _, of_pool) in pools {
        for idx in of_pool {
            weights[idx] = mean;
        }
    }
}

#[cfg(test)]
mod tests {
    use doorwise_vocab::Interval;

    use super::*;

    fn entry(condition: Condition) -> Entry {
        Entry {
            conditions: vec![Some(condition)],
            points: 0,
        }
    }

    /// By hand: 3 and 1 break the wish and count 1 and 3, so both become 1.5; 0 at the smallest numbers
    /// and 2 at the largest stay, and so does what is unknown. The other way round, from the largest down,
    /// 2 and 1 (counting 1 and 3) meet at 1.25, and 3 and 0 at 1.5.
    #[test]
    fn bands_that_contradict_a_wish_meet_in_the_middle() {
        let band = |low: f64| entry(Condition::Within(Interval::new(low, low + 9.0)));
        // Out of order, as a person may write them.
        let entries = [
            band(20.0),
            band(0.0),
            entry(Condition::IsUnknown),
            band(10.0),
            band(30.0),
        ];
        let variances = [1.0 / 3.0, 1.0, 1.0, 1.0, 1.0];
        let mut weights = [1.0, 0.0, -5.0, 3.0, 2.0];
        bind(&entries, Monotone::Up, &mut weights, &variances);
        assert_eq!(weights, [1.5, 0.0, -5.0, 1.5, 2.0]);
        let mut weights = [1.0, 0.0, -5.0, 3.0, 2.0];
        bind(&entries, Monotone::Down, &mut weights, &variances);
        assert_eq!(weights, [1.25, 1.5, -5.0, 1.5, 1.25]);
    }
}
