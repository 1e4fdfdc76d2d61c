//! Segments: companies that share two values.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_model::field::Field;
use doorwise_model::market::{Scored, Segment};

use crate::id;
use crate::view::SegmentView;

/// Segments shown on each side.
const SEGMENTS_SHOWN: usize = 5;

pub(in crate::plan) fn segments(scored: &Scored) -> Vec<SegmentView> {
    scored.segments.iter().map(segment_view).collect()
}

/// Picks the segments that say most: the densest to pursue, the largest with nobody to pursue.
///
/// Where nobody can be pursued outright, those who might fit stand in. A value that every such
/// company has (the gates ask for it) tells nothing apart and is left out.
pub(in crate::plan) fn telling_segments(scored: &Scored) -> (Vec<SegmentView>, Vec<SegmentView>) {
    let any_pursue = scored.counts.pursue > 0;
    let total = scored.counts.total();
    let wanted = |segment: &Segment| {
        if any_pursue {
            segment.counts.pursue
        } else {
            segment.counts.find_out
        }
    };
    let mut values: BTreeMap<&Field, BTreeSet<&str>> = BTreeMap::new();
    for segment in scored.segments.iter().filter(|segment| wanted(segment) > 0) {
        for (field, value) in &segment.values {
            values.entry(field).or_default().insert(value);
        }
    }
    let tells = |segment: &Segment| {
        segment.values.iter().all(|(field, value)| {
            value != "unknown"
                && value != "other"
                && values.get(field).is_some_and(|values| values.len() > 1)
        })
    };
    let mut to_pursue: Vec<&Segment> = scored
        .segments
        .iter()
        .filter(|segment| wanted(segment) > 0 && tells(segment))
        .collect();
    to_pursue.sort_by(|a, b| {
        // Doors worth knocking on, weighed by how many of the segment's doors they are.
        let worth = |segment: &Segment| {
            wanted(segment) as f64 * wanted(segment) as f64 / segment.counts.total() as f64
        };
        worth(b)
            .total_cmp(&worth(a))
            .then_with(|| a.values.cmp(&b.values))
    });
    let mut to_ignore: Vec<&Segment> = scored
        .segments
        .iter()
        .filter(|segment| segment.counts.pursue == 0 && segment.counts.find_out == 0)
        // One company is no segment, and neither is a hundredth of the market.
        .filter(|segment| segment.counts.ignore > 1 && segment.counts.ignore * 100 > total)
        .filter(|segment| {
            segment
                .values
                .iter()
                .all(|(_, value)| value != "other" && value != "unknown")
        })
        .collect();
    to_ignore.sort_by(|a, b| {
        b.counts
            .ignore
            .cmp(&a.counts.ignore)
            .then_with(|| a.values.cmp(&b.values))
    });
    let take = |segments: Vec<&Segment>| {
        segments
            .into_iter()
            .take(SEGMENTS_SHOWN)
            .map(segment_view)
            .collect()
    };
    (take(to_pursue), take(to_ignore))
}

fn segment_view(segment: &Segment) -> SegmentView {
    let says: Vec<String> = segment
        .values
        .iter()
        .map(|(field, value)| format!("{field} {value}"))
        .collect();
    SegmentView {
        id: segment_id(segment),
        says: says.join(", "),
        pursue: segment.counts.pursue,
        find_out: segment.counts.find_out,
        ignore: segment.counts.ignore,
    }
}

/// Returns `segment.employees:10..50+stage:series_a`.
fn segment_id(segment: &Segment) -> String {
    let parts: Vec<String> = segment
        .values
        .iter()
        .map(|(field, value)| format!("{}:{}", id::fields([field]), id::part(value)))
        .collect();
    format!("segment.{}", parts.join("+"))
}
