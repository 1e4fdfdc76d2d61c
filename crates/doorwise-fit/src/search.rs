//! The search for lines: greedy, on histograms, refitted on the few patterns that the lines make.
//!
//! A candidate is one readable condition. All candidates of an attribute are priced from one
//! histogram of gradients, so that a step costs deals x attributes, whatever the number of
//! candidates. With at most twelve yes/no lines the deals fall into few patterns, and every refit
//! runs on those. Objective: twice the log-loss, plus the ridge on the weights, plus a penalty for
//! each further edge or name that a person must read.

pub(crate) mod candidates;
mod dense;
pub(crate) mod fit;
pub(crate) mod readable;

use candidates::{Candidate, Histogram};
use fit::{Fitted, Pattern};

use crate::bins::{BinSet, MAX_BINS};
use crate::coding::{Attribute, Coded};

/// Ridge on the weights of lines, in units of log-odds: what makes thirty deals usable.
pub(crate) const RIDGE: f64 = 4.0;
/// Most lines of a card.
pub const MAX_LINES: usize = 12;
/// Least gain of a line in penalised deviance: of what the dense model teaches, which is less than
/// chance alone would give on outcomes.
const LEAST_GAIN: f64 = 0.3;
/// Most lines of a hypothesis, and their least gain.
const HYPOTHESIS_LINES: usize = 10;
/// Least number of further lines to read that a gain is spread over: one that joins two bands or
/// groups of words leaves less to read.
const LEAST_READ: f64 = 0.5;
const HYPOTHESIS_GAIN: f64 = 0.02;
/// Candidates that are refitted at each step.
const REFITTED: usize = 8;

/// One line: one attribute, these bins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Line {
    pub(crate) attribute: usize,
    pub(crate) bins: BinSet,
    /// What its edges and names cost, in thousandths of deviance; whole, so that lines compare.
    pub(crate) penalty: u32,
    /// Whether it may only give points, because the user wishes its number to count one way.
    pub(crate) is_wished: bool,
}

impl Line {
    pub(crate) fn penalty(&self) -> f64 {
        f64::from(self.penalty) / 1000.0
    }

    /// Returns for each row whether the line holds.
    pub(crate) fn rows(&self, bins: &[Vec<u8>]) -> Vec<bool> {
        let table = self.bins.table();
        let bins = bins[self.attribute].iter();
        bins.map(|&bin| table[usize::from(bin)]).collect()
    }
}

/// Rows to learn from.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// For each attribute the bin of every row.
    pub(crate) bins: Vec<Vec<u8>>,
    pub(crate) won: Vec<bool>,
    /// How far each row counts as won where lines are chosen as the dense model teaches; else the
    /// outcomes say.
    taught: Option<Vec<f64>>,
}

impl Sample {
    pub(crate) fn new(bins: Vec<Vec<u8>>, won: Vec<bool>) -> Self {
        Self {
            bins,
            won,
            taught: None,
        }
    }

    /// Takes these rows, which may repeat.
    pub(crate) fn gather(coded: &Coded, won: &[bool], rows: &[u32]) -> Self {
        use rayon::prelude::*;
        Self {
            bins: coded
                .bins
                .par_iter()
                .map(|bins| rows.iter().map(|&row| bins[row as usize]).collect())
                .collect(),
            won: rows.iter().map(|&row| won[row as usize]).collect(),
            taught: None,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.won.len()
    }

    pub(crate) fn n_won(&self) -> usize {
        self.won.iter().filter(|won| **won).count()
    }
}

/// How far a search goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    pub(crate) max_lines: usize,
    pub(crate) least_gain: f64,
    pub(crate) least_support: usize,
}

impl Reach {
    pub(crate) fn of(n: usize) -> Self {
        Self {
            max_lines: MAX_LINES,
            least_gain: LEAST_GAIN,
            least_support: crate::coding::least_support(n),
        }
    }

    /// Returns the same with fewer lines at most.
    pub(crate) fn at_most(self, lines: usize) -> Self {
        Self {
            max_lines: self.max_lines.min(lines),
            ..self
        }
    }

    /// Returns how far to go where nothing is proven and the card is a hypothesis: with few deals
    /// several weak lines, shrunk, rank better than none.
    pub(crate) fn for_hypothesis(n: usize) -> Self {
        Self {
            max_lines: HYPOTHESIS_LINES,
            least_gain: HYPOTHESIS_GAIN,
            ..Self::of(n)
        }
    }
}

/// Lines with their weights, and the patterns that they make of the rows.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) lines: Vec<Line>,
    pub(crate) fitted: Fitted,
    pub(crate) patterns: Vec<Pattern>,
    /// For each row its pattern.
    pub(crate) pattern_of: Vec<u32>,
}

impl Model {
    /// Returns the model without a line.
    pub(crate) fn empty(sample: &Sample) -> Self {
        let won = sample.n_won() as f64;
        let patterns = vec![Pattern {
            lines: 0,
            won,
            lost: sample.len() as f64 - won,
        }];
        Self {
            lines: Vec::new(),
            fitted: fit::fit(&patterns, &[], RIDGE, None),
            patterns,
            pattern_of: vec![0; sample.len()],
        }
    }

    /// Returns deviance, ridge and penalties together: what a further line must lower.
    pub(crate) fn objective(&self) -> f64 {
        self.fitted.objective + self.lines.iter().map(Line::penalty).sum::<f64>()
    }

    /// Returns the model with one line more, refitted.
    pub(crate) fn with(&self, line: Line, sample: &Sample) -> Self {
        let holds = line.rows(&sample.bins);
        let bit = 1_u32 << self.lines.len();
        let mut counts = vec![[0.0_f64; 2]; self.patterns.len() * 2];
        let rows = self.pattern_of.iter().zip(&holds);
        let place = |pattern: u32, holds: bool| pattern as usize * 2 + usize::from(holds);
        match &sample.taught {
            Some(taught) => {
                for ((&pattern, &holds), won) in rows.zip(taught) {
                    let [lost_sum, won_sum] = &mut counts[place(pattern, holds)];
                    *won_sum += won;
                    *lost_sum += 1.0 - won;
                }
            }
            None => {
                for ((&pattern, &holds), &won) in rows.zip(&sample.won) {
                    counts[place(pattern, holds)][usize::from(won)] += 1.0;
                }
            }
        }
        let mut place = vec![u32::MAX; counts.len()];
        let mut patterns = Vec::new();
        for (idx, [lost, won]) in counts.into_iter().enumerate() {
            if won + lost > 0.0 {
                place[idx] = patterns.len() as u32;
                let lines = self.patterns[idx / 2].lines | if idx % 2 == 1 { bit } else { 0 };
                patterns.push(Pattern { lines, won, lost });
            }
        }
        let pattern_of = self
            .pattern_of
            .iter()
            .zip(&holds)
            .map(|(&pattern, &holds)| place[pattern as usize * 2 + usize::from(holds)])
            .collect();
        let mut lines = self.lines.clone();
        lines.push(line);
        let never_below: Vec<bool> = lines.iter().map(|line| line.is_wished).collect();
        let start = Some(&self.fitted.weights[..]);
        let fitted = fit::fit(&patterns, &never_below, RIDGE, start);
        Self {
            lines,
            fitted,
            patterns,
            pattern_of,
        }
    }

    /// Returns the same lines fitted on other rows.
    pub(crate) fn on(&self, sample: &Sample) -> Self {
        let mut model = Self::empty(sample);
        for line in &self.lines {
            model = model.with(*line, sample);
        }
        model
    }

    /// Returns each row's gradient and curvature of the log-likelihood, by pattern and outcome.
    pub(crate) fn slopes(&self) -> Vec<[(f64, f64); 2]> {
        self.patterns
            .iter()
            .map(|pattern| {
                let p = self.fitted.probability(pattern.lines);
                let h = p * (1.0 - p);
                [(-p, h), (1.0 - p, h)]
            })
            .collect()
    }
}

/// Searches lines one after the other, as the dense model teaches; returns the model after each
/// step fitted to the outcomes, the empty one first.
pub(crate) fn forward(attributes: &[Attribute], sample: &Sample, reach: Reach) -> Vec<Model> {
    let taught = Sample {
        taught: Some(dense::targets(attributes, sample)),
        ..sample.clone()
    };
    let mut path = vec![Model::empty(sample)];
    for line in chosen(attributes, &taught, reach) {
        path.push(path[path.len() - 1].with(line, sample));
    }
    path
}

fn chosen(attributes: &[Attribute], sample: &Sample, reach: Reach) -> Vec<Line> {
    let mut now = Model::empty(sample);
    loop {
        match next(attributes, sample, &now, reach) {
            Some(model) if now.objective() - model.objective() >= reach.least_gain => now = model,
            _ => return now.lines,
        }
    }
}

fn next(attributes: &[Attribute], sample: &Sample, now: &Model, reach: Reach) -> Option<Model> {
    use rayon::prelude::*;
    if now.lines.len() == 31 {
        return None;
    }
    let n_read = |lines: &[Line]| readable::n_read(attributes, lines);
    let read_now = n_read(&now.lines).unwrap_or_default() as f64;
    let best = screen(attributes, sample, now, reach);
    let tried: Vec<(f64, Model)> = best
        .into_iter()
        .filter(|candidate| !now.lines.contains(&candidate.line))
        .filter_map(|candidate| {
            let lines: Vec<Line> = now.lines.iter().copied().chain([candidate.line]).collect();
            let n = n_read(&lines).filter(|n| *n <= reach.max_lines)?;
            Some((n as f64 - read_now, candidate.line))
        })
        .take(REFITTED)
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(more, line)| {
            let model = now.with(line, sample);
            // Lines to read are what is scarce: a gain counts by the root of those it takes.
            let gain = now.objective() - model.objective();
            (gain / more.max(LEAST_READ).sqrt(), model)
        })
        .collect();
    let best = tried
        .into_iter()
        .reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.map(|(_, model)| model)
}

/// Returns what a further line seems worth on the outcomes.
pub(crate) fn worth(line: &Line, sample: &Sample, now: &Model) -> f64 {
    let slopes = now.slopes();
    let rows = now.pattern_of.iter().zip(&sample.won);
    let of_row: Vec<(f64, f64)> = rows
        .map(|(&pattern, &won)| slopes[pattern as usize][usize::from(won)])
        .collect();
    let histogram = Histogram::of(&sample.bins[line.attribute], &of_row, MAX_BINS);
    candidates::gain_of(line.bins, &histogram) - line.penalty()
}

/// Returns the best candidates of every attribute, best first.
pub(crate) fn screen(
    attributes: &[Attribute],
    sample: &Sample,
    now: &Model,
    reach: Reach,
) -> Vec<Candidate> {
    use rayon::prelude::*;
    let slopes = now.slopes();
    let of_row: Vec<(f64, f64)> = match &sample.taught {
        Some(taught) => {
            let rows = now.pattern_of.iter().zip(taught);
            rows.map(|(&pattern, won)| {
                let [(g_lost, h), _] = slopes[pattern as usize];
                (won + g_lost, h)
            })
            .collect()
        }
        None => {
            let rows = now.pattern_of.iter().zip(&sample.won);
            rows.map(|(&pattern, &won)| slopes[pattern as usize][usize::from(won)])
                .collect()
        }
    };
    let mut best: Vec<Candidate> = (0..attributes.len())
        .into_par_iter()
        .flat_map_iter(|attribute| {
            let histogram = Histogram::of(
                &sample.bins[attribute],
                &of_row,
                attributes[attribute].bins.len(),
            );
            candidates::best(
                attribute,
                &attributes[attribute],
                &histogram,
                reach.least_support,
            )
        })
        .collect();
    best.sort_by(|a, b| {
        b.worth()
            .total_cmp(&a.worth())
            .then_with(|| a.line.cmp(&b.line))
    });
    best
}
