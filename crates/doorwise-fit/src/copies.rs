//! Are equal rows of a table one deal written twice, or two deals of which the table knows little?
//!
//! Copies are no independent witnesses and stand on one side of every split. But a table of a few
//! coarse columns has equal rows everywhere: "employed, no checks" is met by a thousand people. Equal
//! rows are taken for different deals where there are not many more of them than the columns would
//! bring by chance, and where their outcomes differ about as often as those of any two deals; copies
//! agree in their outcomes for the most part.

use std::collections::BTreeMap;

/// Largest number of equal pairs for each that columns independent of each other would bring: columns
/// hang together, and few tables reach it.
const MORE_THAN_CHANCE: f64 = 20.0;
/// Share of the differing outcomes of any two deals that pairs of equal rows must reach.
const DIFFERING: f64 = 0.5;

/// Returns whether equal rows are different deals; `signatures` are equal where rows are, `alike` is the
/// chance that two rows agree in every column, were the columns independent.
pub fn are_different_deals(signatures: &[u64], won: &[bool], alike: f64) -> bool {
    let mut counts: BTreeMap<u64, [f64; 2]> = BTreeMap::new();
    let mut all = [0.0; 2];
    for (signature, &won) in signatures.iter().zip(won) {
        counts.entry(*signature).or_default()[usize::from(won)] += 1.0;
        all[usize::from(won)] += 1.0;
    }
    let pairs = |[lost, won]: [f64; 2]| {
        let n = lost + won;
        (n * (n - 1.0) / 2.0, won * lost)
    };
    let (mut equal, mut differing) = (0.0, 0.0);
    for counts in counts.into_values() {
        let (of_all, of_differing) = pairs(counts);
        equal += of_all;
        differing += of_differing;
    }
    let (any, any_differing) = pairs(all);
    equal > 0.0
        && equal <= MORE_THAN_CHANCE * alike * any
        && differing / equal >= DIFFERING * any_differing / any
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 400 deals, won and lost in turn, in 8 kinds of rows: 8 times 50 * 49 / 2 equal pairs of 79,800,
    /// 9,800, and 1 in 8 expected: chance. Half of the outcomes differ, as in any two deals.
    #[test]
    fn rows_of_a_coarse_table_are_different_deals() {
        let won: Vec<bool> = (0..400).map(|row| row % 2 == 0).collect();
        let kinds: Vec<u64> = (0..400).map(|row| row / 2 % 8).collect();
        assert!(are_different_deals(&kinds, &won, 1.0 / 8.0));
        // As many equal rows of fine columns are no chance.
        assert!(!are_different_deals(&kinds, &won, 1e-4));
    }

    #[test]
    fn rows_twice_with_one_outcome_are_copies() {
        let rows: Vec<u64> = (0..400).map(|row| row / 2).collect();
        let won: Vec<bool> = (0..400).map(|row| row / 2 % 3 == 0).collect();
        assert!(!are_different_deals(&rows, &won, 1.0 / 200.0));
        assert!(!are_different_deals(&[1, 2, 3], &[true, false, true], 1.0));
    }
}
