//! Whole points: the weights rounded so that the card as a person reads it loses least.
//!
//! For every largest number of points from 2 to 10 the weights are scaled and rounded, then each
//! line's points go up or down by one as long as that helps, with slope and intercept fitted anew
//! each time on the few distinct totals. The slope carries the ridge of the weights that the points
//! imply, so that few deals stay shrunk after rounding.

use crate::search::fit::{Pattern, deviance, logistic};
use crate::search::{Model, RIDGE};

/// Largest number of points of a line that is tried.
const MOST: i64 = 10;
/// Share of the loss that a larger range of points must gain.
const WORTH_MORE: f64 = 0.0005;

/// Whole points of lines, and the log-odds that a total stands for: `intercept + slope * total`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Points {
    pub(crate) of_line: Vec<i64>,
    pub(crate) slope: f64,
    pub(crate) intercept: f64,
    /// Twice the log-loss plus the ridge on the implied weights.
    pub(crate) objective: f64,
}

impl Points {
    pub(crate) fn total(&self, lines: u32) -> i64 {
        let points = self.of_line.iter().enumerate();
        points
            .filter(|(idx, _)| lines >> idx & 1 == 1)
            .map(|(_, points)| points)
            .sum()
    }
}

/// Returns whole points for a model's weights.
pub(crate) fn whole(model: &Model) -> Points {
    let floors = model.lines.iter().map(|line| match line.is_wished {
        true => 0,
        false => -MOST,
    });
    let floors: Vec<i64> = floors.collect();
    of_weights(&model.patterns, &model.fitted.weights, &floors)
}

/// Returns whole points for fitted weights, the intercept first, none below its floor.
fn of_weights(patterns: &[Pattern], weights: &[f64], floors: &[i64]) -> Points {
    let lines = &weights[1..];
    let most = lines
        .iter()
        .fold(0.0_f64, |most, weight| most.max(weight.abs()));
    if most == 0.0 {
        return judge(patterns, vec![0; lines.len()]);
    }
    let mut best: Option<Points> = None;
    for top in 2..=MOST {
        let points = descend(patterns, floors, judge(patterns, scaled(lines, most, top)));
        let is_better = best
            .as_ref()
            .is_none_or(|best| points.objective < best.objective * (1.0 - WORTH_MORE));
        if is_better {
            best = Some(points);
        }
    }
    best.unwrap_or_else(|| judge(patterns, vec![0; lines.len()]))
}

/// Returns the weights of lines scaled to the largest number of points and rounded, no more: where only
/// the direction of a line matters.
pub(crate) fn rounded(weights: &[f64]) -> Vec<i64> {
    let most = weights
        .iter()
        .map(|weight| weight.abs())
        .fold(0.0, f64::max);
    match most > 0.0 {
        true => scaled(weights, most, MOST),
        false => vec![0; weights.len()],
    }
}

fn scaled(weights: &[f64], most: f64, top: i64) -> Vec<i64> {
    let points = weights
        .iter()
        .map(|weight| (weight * top as f64 / most).round() as i64);
    points.collect()
}

/// Moves one line's points by one as long as that lowers the objective.
fn descend(patterns: &[Pattern], floors: &[i64], mut now: Points) -> Points {
    loop {
        let totals: Vec<i64> = patterns.iter().map(|p| now.total(p.lines)).collect();
        let mut best: Option<Points> = None;
        for line in 0..now.of_line.len() {
            for step in [-1, 1] {
                let mut moved = now.of_line.clone();
                moved[line] += step;
                if !(floors[line]..=MOST).contains(&moved[line]) {
                    continue;
                }
                // Only the patterns with the line move.
                let with =
                    |(p, total): (&Pattern, &i64)| total + step * i64::from(p.lines >> line & 1);
                let moved = judge_at(patterns, moved, patterns.iter().zip(&totals).map(with));
                let beats = best.as_ref().unwrap_or(&now).objective - 1e-9;
                if moved.objective < beats {
                    best = Some(moved);
                }
            }
        }
        match best {
            Some(better) => now = better,
            None => return now,
        }
    }
}

/// Fits slope and intercept on the totals that these points give.
pub(crate) fn judge(patterns: &[Pattern], of_line: Vec<i64>) -> Points {
    let points = Points {
        of_line,
        slope: 0.0,
        intercept: 0.0,
        objective: 0.0,
    };
    let totals: Vec<i64> = patterns.iter().map(|p| points.total(p.lines)).collect();
    judge_at(patterns, points.of_line, totals.into_iter())
}

/// The same where the total of each pattern is known.
fn judge_at(
    patterns: &[Pattern],
    of_line: Vec<i64>,
    of_pattern: impl Iterator<Item = i64>,
) -> Points {
    // Totals lie between the sums of the lines that take and of those that give.
    let least: i64 = of_line.iter().filter(|points| **points < 0).sum();
    let most: i64 = of_line.iter().filter(|points| **points > 0).sum();
    let size = usize::try_from(most - least + 1).unwrap_or(1);
    let mut sums = vec![(false, 0.0, 0.0); size];
    for (pattern, total) in patterns.iter().zip(of_pattern) {
        let place = usize::try_from(total - least).unwrap_or(0);
        if let Some((is_met, won, lost)) = sums.get_mut(place) {
            *is_met = true;
            *won += pattern.won;
            *lost += pattern.lost;
        }
    }
    let totals: Vec<(i64, f64, f64)> = sums
        .into_iter()
        .zip(least..)
        .filter(|((is_met, ..), _)| *is_met)
        .map(|((_, won, lost), total)| (total, won, lost))
        .collect();
    let squares: i64 = of_line.iter().map(|points| points * points).sum();
    let (intercept, slope, objective) = line_through(&totals, RIDGE * squares as f64);
    Points {
        of_line,
        slope,
        intercept,
        objective,
    }
}

/// Returns won and lost deals of every distinct total, smallest total first.
pub(crate) fn totals_of(totals: &[i64], won: &[bool]) -> Vec<(i64, f64, f64)> {
    let mut sums: std::collections::BTreeMap<i64, (f64, f64)> = std::collections::BTreeMap::new();
    for (total, won) in totals.iter().zip(won) {
        let sum = sums.entry(*total).or_default();
        match won {
            true => sum.0 += 1.0,
            false => sum.1 += 1.0,
        }
    }
    sums.into_iter()
        .map(|(total, (won, lost))| (total, won, lost))
        .collect()
}

/// Fits `log-odds = intercept + slope * total` with a ridge on the slope, by Newton's method;
/// returns intercept, slope and objective.
pub(crate) fn line_through(totals: &[(i64, f64, f64)], ridge: f64) -> (f64, f64, f64) {
    let (won, lost) = totals
        .iter()
        .fold((0.5, 0.5), |(w, l), (_, won, lost)| (w + won, l + lost));
    let (mut intercept, mut slope) = (libm::log(won / lost), 0.0);
    let objective = |intercept: f64, slope: f64| {
        let loss: f64 = totals
            .iter()
            .map(|&(total, won, lost)| deviance(won, lost, intercept + slope * total as f64))
            .sum();
        loss + ridge * slope * slope
    };
    let mut now = objective(intercept, slope);
    for _ in 0..25 {
        let (mut g0, mut g1, mut h00, mut h01, mut h11) =
            (0.0, -ridge * slope, 1e-9, 0.0, ridge + 1e-9);
        for &(total, won, lost) in totals {
            let x = total as f64;
            let n = won + lost;
            let p = logistic(intercept + slope * x);
            let (g, h) = (won - n * p, n * p * (1.0 - p));
            g0 += g;
            g1 += g * x;
            h00 += h;
            h01 += h * x;
            h11 += h * x * x;
        }
        let determinant = h00 * h11 - h01 * h01;
        if determinant <= 0.0 {
            break;
        }
        let step0 = (g0 * h11 - g1 * h01) / determinant;
        let step1 = (g1 * h00 - g0 * h01) / determinant;
        let mut size = 1.0;
        let before = now;
        while size > 1e-3 {
            let (a, b) = (intercept + size * step0, slope + size * step1);
            let moved = objective(a, b);
            if moved <= now {
                (intercept, slope, now) = (a, b, moved);
                break;
            }
            size /= 2.0;
        }
        if before - now < 1e-9 * (1.0 + before) {
            break;
        }
    }
    (intercept, slope, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two lines of which one weighs twice the other come out as two points and one.
    #[test]
    fn points_keep_the_proportion_of_the_weights() {
        let expected =
            |lines: u32| logistic(-1.0 + 0.7 * f64::from(lines & 1) + 1.4 * f64::from(lines >> 1));
        let patterns: Vec<Pattern> = (0..4)
            .map(|lines| Pattern {
                lines,
                won: 1000.0 * expected(lines),
                lost: 1000.0 * (1.0 - expected(lines)),
            })
            .collect();
        let points = of_weights(&patterns, &[-1.0, 0.7, 1.4], &[-MOST; 2]);
        assert_eq!(points.of_line, [1, 2]);
        // The ridge takes a little off the slope.
        assert!(
            0.65 < points.slope && points.slope < 0.7,
            "{}",
            points.slope
        );
    }
}
