//! How often deals of each score were won: what turns points into a probability.

use crate::estimate::Estimate;

/// The win rate of each score, learned from closed deals; kept in the ICP's file as data.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// What it was learned from.
    pub from: String,
    /// Where the deals moved a hand-written card: the points of its author, table by table and entry
    /// by entry; tables behind them were added by the deals.
    pub by_hand: Option<Vec<Vec<i64>>>,
    /// For each score as seen its win probability, smallest score first; never empty.
    chances: Vec<(i64, Estimate)>,
}

impl Calibration {
    /// Returns a calibration, none without a score.
    pub fn new(from: String, mut chances: Vec<(i64, Estimate)>) -> Option<Self> {
        chances.sort_by_key(|(score, _)| *score);
        (!chances.is_empty()).then_some(Self {
            from,
            by_hand: None,
            chances,
        })
    }

    /// Returns the chance of a score: its own, else that of the nearest listed score below it, else
    /// that of the lowest.
    pub fn chance(&self, score: i64) -> &Estimate {
        let above = self.chances.partition_point(|(listed, _)| *listed <= score);
        &self.chances[above.saturating_sub(1)].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_between_two_has_the_chance_of_the_lower() {
        let chance = |value| Estimate {
            value,
            low: 0.0,
            high: 1.0,
            n: 0,
        };
        let all = vec![(3, chance(0.5)), (-1, chance(0.1))];
        let calibration = Calibration::new(String::new(), all).expect("two scores");
        let values: Vec<f64> = [-5, -1, 2, 3, 9]
            .map(|score| calibration.chance(score).value)
            .to_vec();
        assert_eq!(values, [0.1, 0.1, 0.1, 0.5, 0.5]);
        assert_eq!(Calibration::new(String::new(), Vec::new()), None);
    }
}
