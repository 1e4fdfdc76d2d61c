//! Numbers: cut at the ladder of the field, at the ends of written bands, or at quantiles moved to
//! the shortest number nearby.

use std::collections::BTreeMap;

use doorwise_model::field::Field;
use doorwise_model::value::Value;
use doorwise_vocab::Interval;
use doorwise_vocab::money::Currency;

use super::{Bin, Cut, Shape, is_whole};
use crate::deals::Column;

/// Bins of a column cut at quantiles.
const BINS: usize = 32;
/// Share of the known deals with a band from which a column is cut at the ends of its bands.
const BANDED: f64 = 0.2;

/// Edges people use, each the last number of its band.
const EMPLOYEES: [f64; 11] = [
    1.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 5_000.0, 10_000.0,
];
/// Edges people use for yearly revenue.
const REVENUE: [f64; 9] = [1e5, 1e6, 5e6, 1e7, 5e7, 1e8, 5e8, 1e9, 1e10];
/// Years between two edges of the year founded.
const FOUNDED_STEP: f64 = 5.0;

pub(super) fn cut(column: &Column, counts: &[usize]) -> Cut {
    let currency = main_currency(column, counts);
    let known: Vec<Option<Interval>> = column
        .values
        .iter()
        .map(|value| interval_of(value, currency))
        .collect();
    let mut exact: BTreeMap<u64, (f64, usize)> = BTreeMap::new();
    let (mut n_exact, mut n_banded) = (0, 0);
    for (interval, &n) in known.iter().zip(counts) {
        match interval {
            Some(interval) if interval.is_exact() => {
                n_exact += n;
                exact
                    .entry(order_key(interval.low))
                    .or_insert((interval.low, 0))
                    .1 += n;
            }
            Some(_) => n_banded += n,
            None => {}
        }
    }
    let exact: Vec<(f64, usize)> = exact.into_values().collect();
    let whole = is_whole(&column.field)
        || (known.iter().flatten().all(|interval| {
            [interval.low, interval.high]
                .iter()
                .all(|end| end.is_infinite() || end.fract() == 0.0)
        }));
    let is_banded = n_banded as f64 > BANDED * (n_exact + n_banded) as f64;
    let mut edges = if is_banded {
        band_edges(&known, whole)
    } else {
        match column.field {
            Field::Employees => EMPLOYEES.to_vec(),
            Field::Revenue => REVENUE.to_vec(),
            Field::Founded => year_edges(&exact),
            _ => quantile_edges(&exact, n_exact, whole),
        }
    };
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    keep_filled(&mut edges, &known, whole);
    let ranges = ranges(&edges, whole);
    let bin_of = known
        .iter()
        .map(|interval| {
            interval
                .and_then(|interval| ranges.iter().position(|range| range.contains(&interval)))
                .map_or(0, |position| (position + 1) as u8)
        })
        .collect();
    let mut bins = vec![Bin::Unknown];
    bins.extend(ranges.into_iter().map(Bin::Range));
    Cut {
        bins,
        shape: Shape::Ordered,
        currency,
        bin_of,
    }
}

/// Sorts as the number does.
fn order_key(number: f64) -> u64 {
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 1 {
        !bits
    } else {
        bits | 1 << 63
    }
}

fn interval_of(value: &Value, currency: Option<Currency>) -> Option<Interval> {
    match value {
        Value::Number(interval) => Some(*interval),
        Value::Money(money) if money.currency == currency => Some(money.amount),
        _ => None,
    }
}

/// Returns the currency of most deals; amounts in another one count as unknown, since a flat table
/// brings no rates.
fn main_currency(column: &Column, counts: &[usize]) -> Option<Currency> {
    let mut rows: BTreeMap<String, (Currency, usize)> = BTreeMap::new();
    for (value, n) in column.values.iter().zip(counts) {
        if let Value::Money(money) = value
            && let Some(currency) = money.currency
        {
            rows.entry(currency.to_string()).or_insert((currency, 0)).1 += n;
        }
    }
    rows.into_values()
        .rev()
        .max_by_key(|(_, n)| *n)
        .map(|(currency, _)| currency)
}

/// An edge of whole numbers is the last number of the lower band, any other the first of the upper.
fn ranges(edges: &[f64], whole: bool) -> Vec<Interval> {
    let mut low = f64::NEG_INFINITY;
    let mut ranges = Vec::with_capacity(edges.len() + 1);
    for &edge in edges {
        let (high, next) = if whole {
            (edge, edge + 1.0)
        } else {
            (edge.next_down(), edge)
        };
        ranges.push(Interval { low, high });
        low = next;
    }
    ranges.push(Interval {
        low,
        high: f64::INFINITY,
    });
    ranges
}

/// Drops edges that leave a band without a deal.
fn keep_filled(edges: &mut Vec<f64>, known: &[Option<Interval>], whole: bool) {
    let mut filled = vec![false; edges.len() + 1];
    let all = ranges(edges, whole);
    for interval in known.iter().flatten() {
        if let Some(position) = all.iter().position(|range| range.contains(interval)) {
            filled[position] = true;
        }
    }
    let mut kept = Vec::new();
    let mut is_open = false;
    for (position, is_filled) in filled.iter().enumerate() {
        if *is_filled {
            if is_open && position > 0 {
                kept.push(edges[position - 1]);
            }
            is_open = true;
        }
    }
    *edges = kept;
}

fn band_edges(known: &[Option<Interval>], whole: bool) -> Vec<f64> {
    let mut edges = Vec::new();
    for interval in known
        .iter()
        .flatten()
        .filter(|interval| !interval.is_exact())
    {
        if interval.low.is_finite() {
            edges.push(if whole {
                interval.low - 1.0
            } else {
                interval.low
            });
        }
        if interval.high.is_finite() {
            edges.push(if whole {
                interval.high
            } else {
                interval.high.next_up()
            });
        }
    }
    edges.sort_by(f64::total_cmp);
    edges.dedup();
    // A column of many odd bands has no edges of its own that people would know.
    if edges.len() >= BINS {
        Vec::new()
    } else {
        edges
    }
}

fn year_edges(exact: &[(f64, usize)]) -> Vec<f64> {
    let (Some((first, _)), Some((last, _))) = (exact.first(), exact.last()) else {
        return Vec::new();
    };
    let mut year = (first / FOUNDED_STEP).ceil() * FOUNDED_STEP - 1.0;
    let mut edges = Vec::new();
    while year < *last && edges.len() < 2 * BINS {
        if year >= *first {
            edges.push(year);
        }
        year += FOUNDED_STEP;
    }
    // Long histories keep their last bands, where most companies are.
    edges.split_off(edges.len().saturating_sub(BINS - 1))
}

/// Returns edges near the quantiles; each is the shortest number between what lies around it.
fn quantile_edges(exact: &[(f64, usize)], n: usize, whole: bool) -> Vec<f64> {
    let mut upto = Vec::with_capacity(exact.len());
    let mut sum = 0;
    for (_, count) in exact {
        sum += count;
        upto.push(sum);
    }
    // Position j stands for the cut after the j-th distinct number.
    let last = exact.len().saturating_sub(1);
    let mut cuts: Vec<usize> = if exact.len() <= BINS {
        (0..last).collect()
    } else {
        (1..BINS)
            .map(|k| {
                let target = (k * n) as f64 / BINS as f64;
                let after = upto.partition_point(|&sum| (sum as f64) < target);
                let before = after.saturating_sub(1);
                let distance = |j: usize| (upto[j] as f64 - target).abs();
                if distance(before) <= distance(after.min(last)) {
                    before
                } else {
                    after
                }
            })
            .filter(|&j| j < last)
            .collect()
    };
    cuts.dedup();
    cuts.iter()
        .enumerate()
        .map(|(idx, &j)| {
            let half_way = |other: usize| (upto[j] as f64 + upto[other] as f64) / 2.0;
            let low = match idx.checked_sub(1).map(|idx| cuts[idx]) {
                Some(before) => (before + 1..=j)
                    .find(|&at| upto[at] as f64 >= half_way(before))
                    .unwrap_or(j),
                None => (0..=j).find(|&at| upto[at] * 2 >= upto[j]).unwrap_or(j),
            };
            let after = cuts.get(idx + 1).copied().unwrap_or(last);
            let high = (j..after)
                .rev()
                .find(|&at| upto[at] as f64 <= half_way(after))
                .unwrap_or(j);
            shortest(exact[low].0, exact[high + 1].0, whole)
        })
        .collect()
}

/// Returns the shortest number of `low..high`; whole numbers take the low end in, others the high.
fn shortest(low: f64, high: f64, whole: bool) -> f64 {
    let fits = |number: f64| {
        if whole {
            low <= number && number < high
        } else {
            low < number && number <= high
        }
    };
    let size = low.abs().max(high.abs());
    let mut power = libm::floor(libm::log10(size.max(1e-12))) as i32 + 1;
    let middle = low + (high - low) / 2.0;
    for _ in 0..18 {
        for step in [10.0, 5.0, 2.5, 2.0, 1.0] {
            let nearest = |wanted: f64| multiple(wanted, step, power - 1);
            let candidates = [
                nearest(middle),
                nearest(middle - step * pow10(power - 1)),
                nearest(middle + step * pow10(power - 1)),
            ];
            let found = candidates
                .into_iter()
                .find(|&number| fits(number) && (!whole || number.fract() == 0.0));
            if let Some(number) = found {
                return number;
            }
        }
        power -= 1;
    }
    if whole { low } else { high }
}

fn pow10(power: i32) -> f64 {
    libm::pow(10.0, f64::from(power))
}

/// Returns the multiple of `step` times ten to the `power` that is nearest to `wanted`, with no
/// crumbs of binary fractions.
fn multiple(wanted: f64, step: f64, power: i32) -> f64 {
    if power >= 0 {
        let unit = step * pow10(power);
        (wanted / unit).round() * unit
    } else {
        // Dividing by a whole number gives the number nearest to the decimal fraction.
        let scale = pow10(-power);
        (wanted * scale / step).round() * step / scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_the_shortest_numbers_between() {
        assert_eq!(shortest(47.0, 53.0, true), 50.0);
        assert_eq!(shortest(0.0, 1.0, true), 0.0);
        assert_eq!(shortest(3.0, 4.0, true), 3.0);
        assert_eq!(shortest(0.13, 0.17, false), 0.15);
        assert_eq!(shortest(0.0, 0.5, false), 0.5);
        assert_eq!(shortest(-3.0, 4.0, true), 0.0);
        assert_eq!(shortest(1_480.0, 1_530.0, true), 1_500.0);
    }

    #[test]
    fn whole_bands_touch_and_others_are_half_open() {
        let whole = ranges(&[10.0, 50.0], true);
        assert_eq!(whole[1], Interval::new(11.0, 50.0));
        let other = ranges(&[0.5], false);
        assert!(other[0].high < 0.5 && other[1].low == 0.5);
    }
}
