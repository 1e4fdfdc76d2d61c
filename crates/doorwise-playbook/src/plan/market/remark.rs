//! What is said once at the top, not a thousand times.

use doorwise_model::icp::Icp;
use doorwise_model::market::{Counts, Market, Scored};

use super::companies;
use crate::id::{self, CardIds};
use crate::plan::joins;
use crate::view::SaysView;

/// Returns what holds for the whole market; `standing` counts the customers and the open deals.
pub(in crate::plan) fn remarks(
    icp: &Icp,
    scored: &Scored,
    market: &dyn Market,
    standing: (usize, usize),
) -> Vec<SaysView> {
    let mut remarks = Vec::new();
    let mut say = |id: String, says: String| remarks.push(SaysView { id, says });
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
                id::no_column(field),
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
                id::no_column(field),
                format!(
                    "{field}: no column in your tables; its points stay open for every company"
                ),
            );
        }
    }
    let ids = CardIds::of(&icp.card);
    for &idx in &scored.unchecked {
        let exclusion = &icp.card.exclusions[idx];
        say(
            ids.unchecked(idx),
            format!(
                "exclusion {}: not checkable, the column is missing or blank for more than nine tenths of the rows",
                exclusion.show()
            ),
        );
    }
    for (id, says) in joins::remarks(market) {
        say(format!("remark.{id}"), says);
    }
    if let Some(says) = in_deals(standing) {
        say("remark.in_deals".to_owned(), says);
    }
    if is_hardly_a_profile(icp, scored.counts) {
        let fits = scored.counts.pursue + scored.counts.find_out;
        say(
            "remark.wide".to_owned(),
            format!(
                "this ICP keeps {fits} of {total} companies, more than 40 %: it is hardly a profile"
            ),
        );
    }
    remarks
}

/// Returns how many of those to pursue are customers, and in an open deal, as a sentence.
pub(in crate::plan) fn in_deals((customers, open): (usize, usize)) -> Option<String> {
    (customers + open > 0).then(|| {
        format!(
            "of those to pursue, {} and {} in an open deal: the first targets leave them out, targets.csv marks them",
            match customers {
                1 => "1 is a customer already".to_owned(),
                n => format!("{n} are customers already"),
            },
            match open {
                1 => "1 is".to_owned(),
                n => format!("{n} are"),
            }
        )
    })
}

/// A profile that keeps most of the market picks nothing out.
pub(crate) fn is_hardly_a_profile(icp: &Icp, counts: Counts) -> bool {
    let fits = counts.pursue + counts.find_out;
    let has_criteria = !icp.card.gates.is_empty() || !icp.card.exclusions.is_empty();
    counts.total() >= 50 && fits * 10 > counts.total() * 4 && has_criteria
}
