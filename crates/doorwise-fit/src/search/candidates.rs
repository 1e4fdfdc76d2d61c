//! Every readable condition on one attribute, priced from its histogram.

use super::{Line, RIDGE};
use crate::bins::{BinSet, MAX_BINS};
use crate::coding::{Attribute, Bin, Shape};
use crate::deals::Monotone;

/// Candidates that an attribute hands on.
const KEPT: usize = 3;
/// Most names of one condition: as many as a person reads at once.
const MAX_NAMES: usize = 5;
/// What a second edge of a band costs, in thousandths of deviance.
const EDGE: u32 = 2_000;
/// What each further name costs.
const NAME: u32 = 3_000;
/// Deals' worth of curvature by which the rates of words are shrunk before they are sorted.
const SMOOTHING: f64 = 20.0;

/// Sums of gradient and curvature, and deals, for each bin.
#[derive(Clone, Debug)]
pub(crate) struct Histogram {
    pub(crate) bins: Vec<Sums>,
}

/// Gradient, curvature and deals of a set of rows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) g: f64,
    pub(crate) h: f64,
    pub(crate) n: f64,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.g += other.g;
        self.h += other.h;
        self.n += other.n;
    }
}

impl Histogram {
    pub(crate) fn of(bins: &[u8], of_row: &[(f64, f64)], n_bins: usize) -> Self {
        let mut sums = [Sums::default(); MAX_BINS];
        for (&bin, &(g, h)) in bins.iter().zip(of_row) {
            let sum = &mut sums[usize::from(bin)];
            sum.g += g;
            sum.h += h;
            sum.n += 1.0;
        }
        Self {
            bins: sums[..n_bins].to_vec(),
        }
    }

    pub(crate) fn total(&self) -> Sums {
        let mut total = Sums::default();
        self.bins.iter().for_each(|sums| total.add(*sums));
        total
    }
}

/// A line that may be added, with what it seems to gain.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) line: Line,
    pub(crate) gain: f64,
}

impl Candidate {
    /// Returns the gain less what a person must read for it.
    pub(crate) fn worth(&self) -> f64 {
        self.gain - self.line.penalty()
    }
}

/// Returns the best conditions of an attribute.
pub(crate) fn best(
    position: usize,
    attribute: &Attribute,
    histogram: &Histogram,
    least: usize,
) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::with_capacity(KEPT + 1);
    each(attribute, histogram, least, &mut |bins, gain, penalty| {
        let worth = gain - f64::from(penalty) / 1000.0;
        if kept.len() == KEPT && worth <= kept[KEPT - 1].worth() {
            return;
        }
        let line = Line {
            attribute: position,
            bins: bins(),
            penalty,
            is_wished: attribute.wish.is_some() && !bins().has(0),
        };
        let at = kept.partition_point(|known| known.worth() >= worth);
        kept.insert(at, Candidate { line, gain });
        kept.truncate(KEPT);
    });
    kept
}

/// Returns the largest worth of any condition of an attribute, 0 where there is none.
pub(crate) fn most_worth(attribute: &Attribute, histogram: &Histogram, least: usize) -> f64 {
    let mut most = 0.0_f64;
    each(attribute, histogram, least, &mut |_, gain, penalty| {
        most = most.max(gain - f64::from(penalty) / 1000.0);
    });
    most
}

/// Returns what the condition that takes these bins seems to gain.
pub(crate) fn gain_of(bins: BinSet, histogram: &Histogram) -> f64 {
    let mut inside = Sums::default();
    for bin in bins.bins().take_while(|&bin| bin < histogram.bins.len()) {
        inside.add(histogram.bins[bin]);
    }
    gain(inside, histogram.total())
}

/// Returns the gradient inside with the intercept fitted out: its share goes.
fn excess(inside: Sums, total: Sums) -> f64 {
    inside.g - total.g * inside.h / total.h
}

fn gain(inside: Sums, total: Sums) -> f64 {
    let g = excess(inside, total);
    let h = inside.h * (1.0 - inside.h / total.h);
    g * g / (h + RIDGE)
}

/// Takes a condition: its bins on request, its gain and its penalty.
type Take<'t> = dyn FnMut(&dyn Fn() -> BinSet, f64, u32) + 't;

/// Hands over every condition: its bins on request, its gain and its penalty.
fn each(attribute: &Attribute, histogram: &Histogram, least: usize, take: &mut Take<'_>) {
    let total = histogram.total();
    let least = least as f64;
    let gain = |inside: Sums| -> Option<f64> {
        let is_seen = inside.n >= least && total.n - inside.n >= least && total.h > 0.0;
        is_seen.then(|| gain(inside, total))
    };
    let sums = &histogram.bins;
    if let Some(gain) = gain(sums[0]) {
        take(&|| BinSet::of([0]), gain, 0);
    }
    match &attribute.shape {
        Shape::Ordered => {
            let last = sums.len() - 1;
            for first in 1..=last {
                let mut inside = Sums::default();
                for (end, bin) in sums.iter().enumerate().skip(first) {
                    inside.add(*bin);
                    if first == 1 && end == last {
                        // Every known number: the condition "is known" is that of "is unknown".
                        continue;
                    }
                    let is_wished = match attribute.wish {
                        None => true,
                        // Halves that only give points, one over the other, make stairs.
                        Some(wish) => {
                            let is_half = match wish {
                                Monotone::Up => end == last,
                                Monotone::Down => first == 1,
                            };
                            is_half && excess(inside, total) > 0.0
                        }
                    };
                    let penalty = if first > 1 && end < last { EDGE } else { 0 };
                    if let (true, Some(gain)) = (is_wished, gain(inside)) {
                        take(&|| BinSet::of(first..=end), gain, penalty);
                    }
                }
            }
        }
        Shape::Words => {
            let mut named: Vec<usize> = (1..sums.len())
                .filter(|&bin| matches!(attribute.bins[bin], Bin::Word(_)) && sums[bin].n > 0.0)
                .collect();
            let mean_h = total.h / total.n.max(1.0);
            let rate = |bin: usize| sums[bin].g / (sums[bin].h + SMOOTHING * mean_h);
            named.sort_by(|&a, &b| rate(a).total_cmp(&rate(b)).then(a.cmp(&b)));
            for &bin in &named {
                if let Some(gain) = gain(sums[bin]) {
                    take(&|| BinSet::of([bin]), gain, 0);
                }
            }
            let mut runs = |order: &[usize]| {
                let mut inside = sums[order[0]];
                for n in 2..=MAX_NAMES.min(order.len().saturating_sub(1)) {
                    inside.add(sums[order[n - 1]]);
                    if let Some(gain) = gain(inside) {
                        let penalty = NAME * (n as u32 - 1);
                        take(&|| BinSet::of(order[..n].iter().copied()), gain, penalty);
                    }
                }
            };
            if named.len() > 2 {
                runs(&named);
                named.reverse();
                runs(&named);
            }
        }
        Shape::Tree(below) => {
            for &bins in below {
                let mut inside = Sums::default();
                bins.bins().for_each(|bin| inside.add(sums[bin]));
                if let Some(gain) = gain(inside) {
                    take(&|| bins, gain, 0);
                }
            }
        }
        Shape::Tag => {
            if let Some(gain) = gain(sums[2]) {
                take(&|| BinSet::of([2]), gain, 0);
            }
        }
    }
}
