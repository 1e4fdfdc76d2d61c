//! Edges of an ICP that cut through the size bands of the tables.

use doorwise_model::condition::{Condition, show_range};
use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::icp::Icp;
use doorwise_model::value::{Value, show_number};
use doorwise_vocab::Interval;
use doorwise_vocab::money::Currency;

use crate::coded::{CodedColumn, Companies};

/// A band in fewer than one row of this many is no habit of the data.
const LEAST_SHARE: usize = 20;

/// Returns a hint for each range that cuts a common band of the tables, with the edge that does not.
///
/// `10..50` cuts the band 2-10: such a company may be in or not. The edge proposed is the nearest
/// that leaves the band whole, inside or outside, and cuts no other band. Amounts of money count
/// where they are in the currency of the range.
pub(super) fn check(icps: &[Icp], companies: &Companies) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (field, condition, place) in icps.iter().flat_map(ranges) {
        let Some(column) = companies.column(field) else {
            continue;
        };
        let (range, currency) = match condition {
            Condition::Within(range) => (*range, None),
            Condition::WithinMoney(range, currency) => (*range, Some(*currency)),
            _ => continue,
        };
        let scale = match field.kind() {
            FieldKind::Whole => Scale::Whole,
            _ => Scale::Real,
        };
        let bands = bands(column, currency);
        let hint = hint(scale, range, currency, &bands, companies.rows, place);
        found.extend(hint.filter(|hint| !found.contains(hint)));
    }
    found
}

fn ranges(icp: &Icp) -> impl Iterator<Item = (&Field, &Condition, &Place)> {
    let card = &icp.card;
    let criteria = card
        .gates
        .iter()
        .chain(&card.exclusions)
        .flat_map(|criterion| {
            let each = criterion.any_of.iter();
            each.map(move |condition| (&criterion.field, condition, &criterion.place))
        });
    let entries = card.tables.iter().flat_map(|table| {
        table.entries.iter().flat_map(move |entry| {
            let each = table.fields.iter().zip(&entry.conditions);
            each.filter_map(move |(field, condition)| {
                Some((field, condition.as_ref()?, &table.place))
            })
        })
    });
    criteria.chain(entries)
}

/// Returns each band with how many rows have it, lowest first.
fn bands(column: &CodedColumn, currency: Option<Currency>) -> Vec<(Interval, usize)> {
    let mut rows = vec![0_usize; column.cells.len()];
    for &code in &column.codes {
        rows[code as usize] += 1;
    }
    let mut found: Vec<(Interval, usize)> = Vec::new();
    for (cell, n) in column.cells.iter().zip(rows) {
        let band = match &cell.value {
            Value::Number(band) => *band,
            Value::Money(money) if money.currency == currency => money.amount,
            _ => continue,
        };
        if band.low < band.high {
            match found.iter_mut().find(|(known, _)| *known == band) {
                Some((_, rows)) => *rows += n,
                None => found.push((band, n)),
            }
        }
    }
    let ends = |band: &Interval| (band.low, band.high);
    found.sort_by(|(a, _), (b, _)| {
        let (a, b) = (ends(a), ends(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    found
}

/// How numbers follow each other.
#[derive(Clone, Copy, PartialEq)]
enum Scale {
    /// Heads and years: an edge lies before its number, so that 10..50 has the edges 10 and 51.
    Whole,
    /// Amounts: two bands may share an end, and an edge on it cuts neither.
    Real,
}

impl Scale {
    fn edges(self, range: Interval) -> [Option<f64>; 2] {
        let high = match self {
            Self::Whole => range.high + 1.0,
            // The high end of `..<5` is the number just below 5.
            Self::Real
                if show_number(range.high).len() > show_number(range.high.next_up()).len() =>
            {
                range.high.next_up()
            }
            Self::Real => range.high,
        };
        [range.low, high].map(|edge| edge.is_finite().then_some(edge))
    }

    fn cuts(self, edge: f64, band: Interval) -> bool {
        match self {
            Self::Whole => band.low < edge && edge <= band.high,
            Self::Real => band.low < edge && edge < band.high,
        }
    }

    /// Returns the edges below and above a band.
    fn around(self, band: Interval) -> (f64, f64) {
        match self {
            Self::Whole => (band.low, band.high + 1.0),
            Self::Real => (band.low, band.high),
        }
    }

    /// Returns the range between two edges.
    fn range(self, [from, to]: [Option<f64>; 2]) -> Interval {
        let last = match self {
            Self::Whole => to.map(|to| to - 1.0),
            Self::Real => to,
        };
        Interval {
            low: from.unwrap_or(f64::NEG_INFINITY),
            high: last.unwrap_or(f64::INFINITY),
        }
    }
}

fn hint(
    scale: Scale,
    range: Interval,
    currency: Option<Currency>,
    bands: &[(Interval, usize)],
    rows: usize,
    place: &Place,
) -> Option<Diagnostic> {
    let edges = scale.edges(range);
    let is_cut = |band: Interval| {
        let mut edges = edges.iter().flatten();
        edges.any(|&edge| scale.cuts(edge, band))
    };
    let is_common = |n: usize| n * LEAST_SHARE >= rows;
    let cut = bands
        .iter()
        .filter(|(band, n)| is_common(*n) && is_cut(*band));
    // Of two as common, the lower.
    let &(band, n) = cut.rev().max_by_key(|(_, n)| *n)?;
    let mended = edges.map(|edge| {
        let edge = edge?;
        if !scale.cuts(edge, band) {
            return Some(edge);
        }
        let (below, above) = scale.around(band);
        Some(if edge - below < above - edge {
            below
        } else {
            above
        })
    });
    let write = |range: Interval| match currency {
        Some(currency) => format!("{} {currency}", show_range(range)),
        None => show_range(range),
    };
    let is_whole = mended
        .iter()
        .flatten()
        .all(|&edge| edge.is_finite() && !bands.iter().any(|(band, _)| scale.cuts(edge, *band)));
    let is_range = mended[0].zip(mended[1]).is_none_or(|(from, to)| from < to);
    let shown = match band.high {
        f64::INFINITY => format!("{}+", show_number(band.low)),
        high => format!("{}-{}", show_number(band.low), show_number(high)),
    };
    let hint = Diagnostic::new(
        "icp/edge-cuts-band",
        Level::Note,
        place.clone(),
        format!(
            "`{}` cuts the band {shown}, {} % of your rows",
            write(range),
            (n * 100 + rows / 2) / rows
        ),
    )
    .note("whether such a company lies inside cannot be known, so it stays open");
    Some(if is_whole && is_range {
        hint.help(format!("write {}?", write(scale.range(mended))))
    } else {
        hint.help("choose edges where the bands of your tables end")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(range: (f64, f64), bands: &[(i64, i64, usize)]) -> Option<(String, String)> {
        told_of(Scale::Whole, None, range, bands)
    }

    fn told_of(
        scale: Scale,
        currency: Option<Currency>,
        (low, high): (f64, f64),
        bands: &[(i64, i64, usize)],
    ) -> Option<(String, String)> {
        let rows = bands.iter().map(|band| band.2).sum();
        let bands: Vec<(Interval, usize)> = bands
            .iter()
            .map(|&(low, high, n)| (Interval::new(low as f64, high as f64), n))
            .filter(|(band, _)| band.low < band.high)
            .collect();
        let range = Interval { low, high };
        let place = Place::Text {
            file: "icps/a.yaml".into(),
            span: None,
        };
        let hint = hint(scale, range, currency, &bands, rows, &place)?;
        Some((hint.message, hint.help.unwrap()))
    }

    #[test]
    fn the_edge_that_fits_the_data_is_proposed() {
        let crm = [(2, 10, 61), (11, 50, 30), (51, 200, 9)];
        let (message, help) = told((10.0, 50.0), &crm).unwrap();
        assert_eq!(message, "`10..50` cuts the band 2-10, 61 % of your rows");
        assert_eq!(help, "write 11..50?");
        assert_eq!(told((11.0, 60.0), &crm).unwrap().1, "write 11..50?");
        assert_eq!(told((3.0, f64::INFINITY), &crm).unwrap().1, "write 2..?");
    }

    #[test]
    fn bands_that_fit_rare_ones_and_exact_numbers_are_silent() {
        assert_eq!(told((11.0, 50.0), &[(2, 10, 61), (11, 50, 39)]), None);
        assert_eq!(told((10.0, 50.0), &[(2, 10, 4), (20, 20, 96)]), None);
        assert_eq!(told((10.0, 50.0), &[(7, 7, 50), (60, 60, 50)]), None);
    }

    #[test]
    fn an_edge_that_would_cut_another_band_is_not_proposed() {
        let (_, help) = told((10.0, 50.0), &[(2, 10, 60), (5, 20, 40)]).unwrap();
        assert_eq!(help, "choose edges where the bands of your tables end");
    }

    #[test]
    fn amounts_of_money_are_cut_inside_a_band_and_not_at_a_shared_end() {
        let usd = "USD".parse().ok();
        let bands = [
            (1_000_000, 10_000_000, 50),
            (10_000_000, 50_000_000, 40),
            (50_000_000, 100_000_000, 10),
        ];
        let told = |low: f64, high: f64| told_of(Scale::Real, usd, (low, high), &bands);
        let (message, help) = told(5e6, 5e7).unwrap();
        assert_eq!(
            message,
            "`5000000..50000000 USD` cuts the band 1000000-10000000, 50 % of your rows"
        );
        assert_eq!(help, "write 1000000..50000000 USD?");
        assert_eq!(told(1e7, 5e7), None);
        // `10000000..<50000000` ends where a band ends.
        assert_eq!(told(1e7, 5e7_f64.next_down()), None);
        assert_eq!(told(1e7, 4e7).unwrap().1, "write 10000000..50000000 USD?");
    }
}
