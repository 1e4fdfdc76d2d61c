//! The market's side of the plan: counts, fall-out, segments, tables.

use std::collections::{BTreeMap, BTreeSet};

use doorwise_fit::rate;
use doorwise_model::card::reference::Decision;
use doorwise_model::deal::Outcome;
use doorwise_model::diagnostic::Place;
use doorwise_model::field::Field;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Counts, CriterionRef, Market, Scored, Segment};
use doorwise_model::tables::TableKind;

use super::joins;
use crate::id::{self, CardIds};
use crate::view::{
    ColumnView, CountsView, CriterionView, CutView, DealsView, FallView, IcpView, LineView,
    RangeView, RateView, SaysView, SegmentView, TableView, TierView, WorthFindingView,
};

/// Segments shown on each side.
const SEGMENTS_SHOWN: usize = 5;
/// Rows that could not be read and are listed one by one.
const SKIPPED_SHOWN: usize = 100;

/// One sentence a founder repeats.
pub(super) fn headline(icp: &Icp, scored: &Scored, n_deals: usize) -> String {
    let Counts {
        pursue,
        find_out,
        ignore,
    } = scored.counts;
    let total = scored.counts.total();
    if total == 0 {
        return match n_deals {
            0 => "There is no company in the tables yet".to_owned(),
            n => format!(
                "{} deals, and none of them names a company: there is nobody to target yet",
                grouped(n)
            ),
        };
    }
    let best = icp.card.tiers.name(0);
    let in_best = scored
        .list
        .iter()
        .filter(|scoring| scoring.decision == Decision::Pursue && scoring.tiers.single() == Some(0))
        .count();
    let shown = |n: usize| grouped(n);
    if pursue == 0 && find_out == 0 {
        return format!(
            "None of {} fits: every one fails a gate or hits an exclusion",
            companies(total)
        );
    }
    if pursue == 0 {
        let one_field = scored
            .worth_finding
            .first()
            .filter(|first| first.decisions > 0)
            .map(|first| {
                format!(
                    "; finding the {} settles {} of them",
                    first.field.label(),
                    shown(first.decisions)
                )
            })
            .unwrap_or_default();
        return format!(
            "Of {}, none can be pursued outright, {} might fit{one_field}, and {} can be ignored",
            companies(total),
            shown(find_out),
            shown(ignore)
        );
    }
    let tier = if icp.card.tiers.len() > 1 {
        format!(" ({} in tier {best})", shown(in_best))
    } else {
        String::new()
    };
    format!(
        "Of {}, pursue {}{tier}, find out about {}, ignore {}",
        companies(total),
        shown(pursue),
        shown(find_out),
        shown(ignore)
    )
}

fn companies(n: usize) -> String {
    if n == 1 {
        "1 company".to_owned()
    } else {
        format!("{} companies", grouped(n))
    }
}

/// Returns a whole number with commas between thousands.
pub(crate) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub(super) fn place(place: &Place) -> String {
    place.to_string()
}

pub(super) fn icp_view(icp: &Icp) -> IcpView {
    let card = &icp.card;
    let ids = CardIds::of(card);
    let criteria = |criteria: &[doorwise_model::card::Criterion], ids: &[String]| {
        criteria
            .iter()
            .zip(ids)
            .map(|(criterion, id)| CriterionView {
                id: id.clone(),
                says: criterion.show(),
                why: criterion.why.clone(),
                assumption: criterion.assumed,
                place: place(&criterion.place),
            })
            .collect()
    };
    IcpView {
        id: icp.id.clone(),
        name: icp.name.clone(),
        file: match &icp.place {
            Place::Text { file, .. } => doorwise_model::diagnostic::slashed(file),
            other => other.to_string(),
        },
        gates: criteria(&card.gates, &ids.gates),
        exclusions: criteria(&card.exclusions, &ids.exclusions),
        lines: card
            .tables
            .iter()
            .zip(&ids.lines)
            .flat_map(|(table, ids)| {
                table.entries.iter().zip(ids).map(|(entry, id)| LineView {
                    id: id.clone(),
                    says: table.show_entry(entry),
                    points: entry.points,
                    assumption: table.assumed,
                    place: place(&table.place),
                })
            })
            .collect(),
        tiers: (0..card.tiers.len())
            .map(|tier| CutView {
                id: format!("cut.{}", id::part(card.tiers.name(tier))),
                tier: card.tiers.name(tier).to_owned(),
                from: card.tiers.cut(tier),
            })
            .collect(),
        reach: card.reach().map(|range| RangeView {
            low: range.low,
            high: range.high,
        }),
        notes: icp
            .notes
            .iter()
            .enumerate()
            .map(|(idx, note)| SaysView {
                id: format!("note.{}", idx + 1),
                says: note.says.clone(),
            })
            .collect(),
        not_understood: icp.not_understood.clone(),
    }
}

pub(super) fn counts_view(counts: Counts) -> CountsView {
    CountsView {
        id: "count",
        companies: counts.total(),
        pursue: counts.pursue,
        find_out: counts.find_out,
        ignore: counts.ignore,
    }
}

pub(super) fn tiers(icp: &Icp, scored: &Scored) -> Vec<TierView> {
    let mut counted: BTreeMap<(Decision, Vec<usize>), usize> = BTreeMap::new();
    for scoring in scored
        .list
        .iter()
        .filter(|scoring| scoring.decision != Decision::Ignore)
    {
        *counted
            .entry((scoring.decision, scoring.tiers.to_vec()))
            .or_default() += 1;
    }
    counted
        .into_iter()
        .map(|((decision, tiers), companies)| tier_view(icp, decision, &tiers, companies))
        .collect()
}

/// Returns how many companies of one decision could be in these tiers, by position.
pub fn tier_view(icp: &Icp, decision: Decision, tiers: &[usize], companies: usize) -> TierView {
    TierView {
        id: tier_id(icp, decision, tiers),
        decision: decision.as_str(),
        tier: icp.card.tiers.show(tiers),
        companies,
    }
}

/// Returns `tier.find_out.A-B`, for a decision and the tiers attainable.
pub(crate) fn tier_id(icp: &Icp, decision: Decision, tiers: &[usize]) -> String {
    let names: Vec<String> = tiers
        .iter()
        .map(|&tier| id::part(icp.card.tiers.name(tier)))
        .collect();
    let tiers = if names.is_empty() {
        "none".to_owned()
    } else {
        names.join("-")
    };
    format!("tier.{}.{tiers}", decision.as_str())
}

pub(super) fn fallout(icp: &Icp, scored: &Scored) -> Vec<FallView> {
    let ids = CardIds::of(&icp.card);
    scored
        .falls
        .iter()
        .map(|fall| FallView {
            id: format!("fall.{}", ids.criterion(fall.criterion)),
            kind: match fall.criterion {
                CriterionRef::Gate(_) => "gate",
                CriterionRef::Exclusion(_) => "exclusion",
            },
            says: icp.card.criterion(fall.criterion).show(),
            out: fall.out,
            left: fall.left,
            open: fall.open,
            alone: fall.alone,
        })
        .collect()
}

/// What is said once at the top, not a thousand times.
pub(super) fn remarks(
    icp: &Icp,
    scored: &Scored,
    market: &dyn Market,
    (customers, in_deals): (usize, usize),
) -> Vec<SaysView> {
    let mut remarks = Vec::new();
    let mut say = |id: String, says: String| {
        remarks.push(SaysView {
            id: format!("remark.{id}"),
            says,
        });
    };
    let total = scored.counts.total();
    for field in scored.no_column.iter().filter(|_| total > 0) {
        let on_field: u64 = icp
            .card
            .gates
            .iter()
            .enumerate()
            .filter(|(_, gate)| gate.field == *field)
            .fold(0, |bits, (position, _)| bits | 1 << position);
        if on_field != 0 {
            let pass = scored
                .list
                .iter()
                .filter(|scoring| scoring.blocked_by.is_none() && scoring.open & !on_field == 0)
                .count();
            say(
                format!("no_column.{}", id::fields([field])),
                format!(
                    "{field}: no column in your tables; {} pass everything else",
                    companies(pass)
                ),
            );
        } else if icp
            .card
            .tables
            .iter()
            .any(|table| table.fields.contains(field))
        {
            say(
                format!("no_column.{}", id::fields([field])),
                format!(
                    "{field}: no column in your tables; its points stay open for every company"
                ),
            );
        }
    }
    for &idx in &scored.unchecked {
        let exclusion = &icp.card.exclusions[idx];
        say(
            format!("unchecked.{}", id::fields([&exclusion.field])),
            format!(
                "exclusion {}: not checkable, the column is missing or blank for more than nine tenths of the rows",
                exclusion.show()
            ),
        );
    }
    for (id, says) in joins::remarks(market) {
        say(id.to_owned(), says);
    }
    if customers + in_deals > 0 {
        say(
            "in_deals".to_owned(),
            format!(
                "of those to pursue, {} and {} in an open deal: the first targets leave them out, targets.csv marks them",
                match customers {
                    1 => "1 is a customer already".to_owned(),
                    n => format!("{n} are customers already"),
                },
                match in_deals {
                    1 => "1 is".to_owned(),
                    n => format!("{n} are"),
                }
            ),
        );
    }
    if is_hardly_a_profile(icp, scored.counts) {
        let fits = scored.counts.pursue + scored.counts.find_out;
        say(
            "wide".to_owned(),
            format!(
                "this ICP keeps {fits} of {total} companies, more than 40 %: it is hardly a profile"
            ),
        );
    }
    remarks
}

/// A profile that keeps most of the market picks nothing out.
pub(super) fn is_hardly_a_profile(icp: &Icp, counts: Counts) -> bool {
    let fits = counts.pursue + counts.find_out;
    let has_criteria = !icp.card.gates.is_empty() || !icp.card.exclusions.is_empty();
    counts.total() >= 50 && fits * 10 > counts.total() * 4 && has_criteria
}

pub(super) fn worth_finding(scored: &Scored) -> Vec<WorthFindingView> {
    scored
        .worth_finding
        .iter()
        .map(|entry| WorthFindingView {
            id: format!("worth.{}", id::fields([&entry.field])),
            field: entry.field.name(),
            decisions: entry.decisions,
            tiers: entry.tiers,
            companies: entry.companies,
        })
        .collect()
}

pub(super) fn segments(scored: &Scored) -> Vec<SegmentView> {
    scored.segments.iter().map(segment_view).collect()
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
pub(crate) fn segment_id(segment: &Segment) -> String {
    let parts: Vec<String> = segment
        .values
        .iter()
        .map(|(field, value)| format!("{}:{}", id::fields([field]), id::part(value)))
        .collect();
    format!("segment.{}", parts.join("+"))
}

/// Picks the segments that say most: the densest to pursue, the largest with nobody to pursue.
///
/// Where nobody can be pursued outright, those who might fit stand in. A value that every such
/// company has (the gates ask for it) tells nothing apart and is left out.
pub(super) fn telling_segments(scored: &Scored) -> (Vec<SegmentView>, Vec<SegmentView>) {
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

/// Counts the deals by outcome.
pub(super) fn deals(market: &dyn Market) -> Option<DealsView> {
    let deals = market.deals();
    if deals.is_empty() {
        return None;
    }
    let count = |outcome: Outcome| {
        deals
            .iter()
            .filter(|deal| deal.outcome == Some(outcome))
            .count()
    };
    let (won, lost) = (count(Outcome::Won), count(Outcome::Lost));
    Some(DealsView {
        id: "deals",
        deals: deals.len(),
        won,
        lost,
        open: deals.len() - won - lost,
        win_rate: rate::rate(won, won + lost).map(RateView::of),
        without_company: deals.iter().filter(|deal| deal.company.is_none()).count(),
    })
}

pub(super) fn tables(market: &dyn Market) -> Vec<TableView> {
    let view = |table: &doorwise_model::market::TableFacts| TableView {
        id: format!("table.{}", table.kind.as_str()),
        kind: TableKind::as_str(table.kind),
        name: table.name.clone(),
        format: table.format.clone(),
        rows: table.rows,
        skipped: table.skipped.len(),
        skipped_rows: table
            .skipped
            .iter()
            .take(SKIPPED_SHOWN)
            .map(|(row, why)| format!("{row}: {why}"))
            .collect(),
        notes: table.notes.clone(),
        columns: table
            .columns
            .iter()
            .map(|column| ColumnView {
                id: format!(
                    "table.{}.column.{}",
                    table.kind.as_str(),
                    id::part(&column.field)
                ),
                field: column.field.clone(),
                headers: column.headers.clone(),
                known: column.known,
                blank: column.blank,
                unreadable: column.unreadable,
                examples: column
                    .examples
                    .iter()
                    .map(|(written, why, rows)| format!("`{written}` in {rows} rows: {why}"))
                    .collect(),
            })
            .collect(),
        unmapped: table.unmapped.clone(),
    };
    market.facts().tables.iter().map(view).collect()
}
