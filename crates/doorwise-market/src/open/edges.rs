//! Edges of an ICP that cut through the size bands of the tables.

use std::collections::BTreeMap;

use doorwise_model::condition::Condition;
use doorwise_model::diagnostic::{Diagnostic, Level, Place};
use doorwise_model::field::{Field, FieldKind};
use doorwise_model::icp::Icp;
use doorwise_model::value::{Value, show_number};
use doorwise_vocab::Interval;

use crate::coded::{CodedColumn, Companies};

/// A band in fewer than one row of this many is no habit of the data.
const LEAST_SHARE: usize = 20;

/// Returns a hint for each range of whole numbers that cuts a common band of the tables, with the edge that does not.
///
/// `10..50` cuts the band 2-10: such a company may be in or not. The edge proposed is the nearest
/// that leaves the band whole, inside or outside, and cuts no other band.
pub(super) fn check(icps: &[Icp], companies: &Companies) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (field, condition, place) in icps.iter().flat_map(ranges) {
        let (Condition::Within(range), Some(column)) = (condition, companies.column(field)) else {
            continue;
        };
        let hint = hint(*range, &bands(column), companies.rows, place);
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
    criteria
        .chain(entries)
        .filter(|(field, ..)| field.kind() == FieldKind::Whole)
}

/// Returns low and high end of each band, as whole numbers, with how many rows have it.
fn bands(column: &CodedColumn) -> BTreeMap<(i64, i64), usize> {
    let mut rows = vec![0_usize; column.cells.len()];
    for &code in &column.codes {
        rows[code as usize] += 1;
    }
    let mut found = BTreeMap::new();
    for (cell, n) in column.cells.iter().zip(rows) {
        if let Value::Number(Interval { low, high }) = cell.value
            && low < high
        {
            *found.entry((low as i64, high as i64)).or_default() += n;
        }
    }
    found
}

fn hint(
    range: Interval,
    bands: &BTreeMap<(i64, i64), usize>,
    rows: usize,
    place: &Place,
) -> Option<Diagnostic> {
    // An edge lies before its number: 10..50 has the edges 10 and 51.
    let edges = [range.low, range.high + 1.0].map(|edge| edge.is_finite().then_some(edge as i64));
    let cuts = |edge: i64, &(low, high): &(i64, i64)| low < edge && edge <= high;
    let (&(low, high), &n) = bands
        .iter()
        .filter(|(band, n)| {
            **n * LEAST_SHARE >= rows && edges.iter().flatten().any(|&edge| cuts(edge, band))
        })
        .max_by_key(|(band, n)| (**n, std::cmp::Reverse(**band)))?;
    let mended = edges.map(|edge| match edge {
        Some(edge) if cuts(edge, &(low, high)) => {
            let (below, above) = (low, high.saturating_add(1));
            Some(if edge - below < above - edge {
                below
            } else {
                above
            })
        }
        other => other,
    });
    let write = |[from, to]: [Option<i64>; 2]| {
        let text = |edge: Option<i64>| edge.map_or_else(String::new, |edge| edge.to_string());
        format!("{}..{}", text(from), text(to.map(|to| to - 1)))
    };
    let is_whole = mended
        .iter()
        .flatten()
        .all(|&edge| !bands.keys().any(|band| cuts(edge, band)));
    let is_range = mended[0].zip(mended[1]).is_none_or(|(from, to)| from < to);
    let band = match high {
        i64::MAX => format!("{low}+"),
        high => format!("{}-{}", show_number(low as f64), show_number(high as f64)),
    };
    let hint = Diagnostic::new(
        "icp/edge-cuts-band",
        Level::Note,
        place.clone(),
        format!(
            "`{}` cuts the band {band}, {} % of your rows",
            write(edges),
            (n * 100 + rows / 2) / rows
        ),
    )
    .note("whether such a company lies inside cannot be known, so it stays open");
    Some(if is_whole && is_range {
        hint.help(format!("write {}?", write(mended)))
    } else {
        hint.help("choose edges where the bands of your tables end")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(range: (f64, f64), bands: &[(i64, i64, usize)]) -> Option<(String, String)> {
        let rows = bands.iter().map(|band| band.2).sum();
        let bands = bands
            .iter()
            .map(|&(low, high, n)| ((low, high), n))
            .filter(|((low, high), _)| low < high);
        let range = Interval {
            low: range.0,
            high: range.1,
        };
        let place = Place::Text {
            file: "icps/a.yaml".into(),
            span: None,
        };
        let hint = hint(range, &bands.collect(), rows, &place)?;
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
}
