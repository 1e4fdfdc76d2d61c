//! Logistic regression on patterns of yes/no lines, with a ridge on the weights.

/// Deals that meet the same lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pattern {
    /// One bit a line.
    pub(crate) lines: u32,
    pub(crate) won: f64,
    pub(crate) lost: f64,
}

/// A fitted model: the intercept first, then a weight a line.
#[derive(Clone, Debug)]
pub(crate) struct Fitted {
    pub(crate) weights: Vec<f64>,
    /// Twice the log-loss plus the ridge.
    pub(crate) objective: f64,
}

impl Fitted {
    pub(crate) fn log_odds(&self, lines: u32) -> f64 {
        let mut sum = self.weights[0];
        let mut left = lines;
        while left != 0 {
            sum += self.weights[left.trailing_zeros() as usize + 1];
            left &= left - 1;
        }
        sum
    }

    pub(crate) fn probability(&self, lines: u32) -> f64 {
        logistic(self.log_odds(lines))
    }
}

/// Returns the probability of these log-odds.
pub(crate) fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

/// Returns twice the log-loss of a count of won and lost deals at these log-odds.
pub(crate) fn deviance(won: f64, lost: f64, log_odds: f64) -> f64 {
    // ln(1 + e^x), without overflow.
    let softplus = |x: f64| x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
    2.0 * (won * softplus(-log_odds) + lost * softplus(log_odds))
}

/// Newton steps of a fit; with a ridge they converge from any start.
const STEPS: usize = 25;

/// Fits the weights of lines; `start` are those of a model with one line less. Where `never_below` says
/// so, a weight stays at zero or above (projected Newton steps: D. Bertsekas, SIAM J. Control and
/// Optimization 20, 1982).
pub(crate) fn fit(
    patterns: &[Pattern],
    never_below: &[bool],
    ridge: f64,
    start: Option<&[f64]>,
) -> Fitted {
    let k = never_below.len();
    let mut weights = start.map_or_else(Vec::new, <[f64]>::to_vec);
    if weights.is_empty() {
        let (won, lost) = patterns
            .iter()
            .fold((0.5, 0.5), |(won, lost), p| (won + p.won, lost + p.lost));
        weights.push(libm::log(won / lost));
    }
    weights.resize(k + 1, 0.0);
    let mut fitted = Fitted {
        objective: objective(patterns, &weights, ridge),
        weights,
    };
    for _ in 0..STEPS {
        let (mut gradient, mut curvature) = derivatives(patterns, &fitted, ridge);
        for idx in 1..=k {
            if never_below[idx - 1] && fitted.weights[idx] <= 0.0 && gradient[idx] <= 0.0 {
                hold(idx, &mut gradient, &mut curvature);
            }
        }
        let Some(step) = solve(&mut curvature, &gradient) else {
            break;
        };
        let before = fitted.objective;
        let mut size = 1.0;
        loop {
            let weights: Vec<f64> = fitted
                .weights
                .iter()
                .zip(&step)
                .map(|(weight, step)| weight + size * step)
                .enumerate()
                .map(|(idx, weight)| match idx > 0 && never_below[idx - 1] {
                    true => weight.max(0.0),
                    false => weight,
                })
                .collect();
            let objective = objective(patterns, &weights, ridge);
            if objective <= before || size < 1e-3 {
                if objective <= before {
                    fitted = Fitted { weights, objective };
                }
                break;
            }
            size /= 2.0;
        }
        if before - fitted.objective < 1e-9 * (1.0 + before.abs()) {
            break;
        }
    }
    fitted
}

/// Takes a weight out of the next step.
fn hold(held: usize, gradient: &mut [f64], curvature: &mut [Vec<f64>]) {
    gradient[held] = 0.0;
    for (row, of_row) in curvature.iter_mut().enumerate() {
        for (column, value) in of_row.iter_mut().enumerate() {
            if row == held || column == held {
                *value = f64::from(u8::from(row == column));
            }
        }
    }
}

fn objective(patterns: &[Pattern], weights: &[f64], ridge: f64) -> f64 {
    let fitted = Fitted {
        weights: weights.to_vec(),
        objective: 0.0,
    };
    let loss: f64 = patterns
        .iter()
        .map(|pattern| deviance(pattern.won, pattern.lost, fitted.log_odds(pattern.lines)))
        .sum();
    loss + ridge
        * weights[1..]
            .iter()
            .map(|weight| weight * weight)
            .sum::<f64>()
}

/// Returns gradient and curvature of half the objective, the direction of descent positive.
pub(crate) fn derivatives(
    patterns: &[Pattern],
    fitted: &Fitted,
    ridge: f64,
) -> (Vec<f64>, Vec<Vec<f64>>) {
    let k = fitted.weights.len();
    let mut gradient = vec![0.0; k];
    let mut curvature = vec![vec![0.0; k]; k];
    let mut on = Vec::with_capacity(k);
    for pattern in patterns {
        let n = pattern.won + pattern.lost;
        let p = fitted.probability(pattern.lines);
        let (g, h) = (pattern.won - n * p, n * p * (1.0 - p));
        on.clear();
        on.push(0);
        on.extend((1..k).filter(|idx| pattern.lines >> (idx - 1) & 1 == 1));
        for (position, &row) in on.iter().enumerate() {
            gradient[row] += g;
            for &column in &on[..=position] {
                curvature[row][column] += h;
            }
        }
    }
    for idx in 1..k {
        gradient[idx] -= ridge * fitted.weights[idx];
        curvature[idx][idx] += ridge;
    }
    (gradient, curvature)
}

/// Solves a symmetric positive system given by its lower half, by Cholesky's method in place.
pub(crate) fn solve(matrix: &mut [Vec<f64>], right: &[f64]) -> Option<Vec<f64>> {
    let k = right.len();
    factor(matrix)?;
    let mut x = right.to_vec();
    for row in 0..k {
        for column in 0..row {
            x[row] -= matrix[row][column] * x[column];
        }
        x[row] /= matrix[row][row];
    }
    for row in (0..k).rev() {
        for below in row + 1..k {
            x[row] -= matrix[below][row] * x[below];
        }
        x[row] /= matrix[row][row];
    }
    Some(x)
}

fn factor(matrix: &mut [Vec<f64>]) -> Option<()> {
    for row in 0..matrix.len() {
        for column in 0..=row {
            let above = matrix[row].iter().zip(&matrix[column]).take(column);
            let known: f64 = above.map(|(left, right)| left * right).sum();
            let sum = matrix[row][column] - known;
            if row == column {
                if sum <= 1e-12 {
                    return None;
                }
                matrix[row][row] = sum.sqrt();
            } else {
                matrix[row][column] = sum / matrix[column][column];
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two by two, no ridge: the weight is the log odds ratio, ln((30 * 40) / (10 * 20)) = ln 6.
    #[test]
    fn one_line_by_hand() {
        let patterns = [
            Pattern {
                lines: 1,
                won: 30.0,
                lost: 10.0,
            },
            Pattern {
                lines: 0,
                won: 20.0,
                lost: 40.0,
            },
        ];
        let fitted = fit(&patterns, &[false], 0.0, None);
        assert!((fitted.weights[0] - libm::log(0.5)).abs() < 1e-6);
        assert!((fitted.weights[1] - libm::log(6.0)).abs() < 1e-6);
        assert!((fitted.probability(1) - 0.75).abs() < 1e-6);
    }

    /// The same two by two, won the other way round: what may not fall below zero stays there, and the
    /// intercept is that of all, ln(50 / 50).
    #[test]
    fn a_weight_that_may_not_fall_below_zero_stays_there() {
        let pattern = |lines, won, lost| Pattern { lines, won, lost };
        let patterns = [pattern(1, 10.0, 30.0), pattern(0, 40.0, 20.0)];
        let fitted = fit(&patterns, &[true], 0.0, None);
        assert_eq!(fitted.weights[1], 0.0);
        assert!(fitted.weights[0].abs() < 1e-6, "{:?}", fitted.weights);
        let free = fit(&patterns, &[false], 0.0, None);
        assert!((free.weights[1] + libm::log(6.0)).abs() < 1e-6);
    }

    /// By hand: with log-odds -w/2 and w/2 the slope is zero where 8 (1 - p) = 4 w, at w = 0.8.
    #[test]
    fn the_ridge_keeps_a_separating_line_finite() {
        let patterns = [
            Pattern {
                lines: 1,
                won: 8.0,
                lost: 0.0,
            },
            Pattern {
                lines: 0,
                won: 0.0,
                lost: 8.0,
            },
        ];
        let fitted = fit(&patterns, &[false], 4.0, None);
        let (gradient, _) = derivatives(&patterns, &fitted, 4.0);
        assert!(
            gradient.iter().all(|slope| slope.abs() < 1e-3),
            "{gradient:?}"
        );
        assert!(
            (fitted.weights[1] - 0.8).abs() < 0.01,
            "{}",
            fitted.weights[1]
        );
    }
}
