//! Companies that share two values.

use doorwise_model::card::reference::Decision;
use doorwise_model::field::Field;
use doorwise_model::market::Segment;

use super::super::WhyView;
use super::{Case, Entry, PartView, verdict};

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for (view, segment) in case
        .plan
        .view
        .segments
        .iter()
        .zip(&case.plan.scored.segments)
    {
        let number = |field: &str, n: usize, decision: Decision| {
            let says = format!("{}, to {}: {n}", view.says, decision.label());
            Entry::new(format!("{}.{field}", view.id), says, move |why: WhyView| {
                let rows = case.rows_where(move |scoring| {
                    verdict(scoring) == decision && in_segment(case, segment, scoring.row)
                });
                why.count(n)
                    .how("companies whose two values fall into this segment, by what the card says of them; decisions made by hand do not count")
                    .rows(n, case.rows_shown, rows)
            })
        };
        let numbers = [
            number("pursue", view.pursue, Decision::Pursue),
            number("find_out", view.find_out, Decision::FindOut),
            number("ignore", view.ignore, Decision::Ignore),
        ];
        let parts: Vec<PartView> = numbers
            .iter()
            .map(|entry| PartView::says(&entry.says).id(&entry.id))
            .collect();
        let says = format!(
            "{}: pursue {}, find out {}, ignore {}",
            view.says, view.pursue, view.find_out, view.ignore
        );
        entries.push(Entry::new(&view.id, says, move |why| {
            why.how("numbers fall into the card's own bands, places one level below what the gates ask for, words into themselves")
                .on(parts.clone())
        }));
        entries.extend(numbers);
    }
    entries
}

fn in_segment(case: &Case<'_>, segment: &Segment, row: u32) -> bool {
    let card = &case.inputs.icp.card;
    let company = case.inputs.market.company(row as usize);
    segment.values.iter().all(|(field, value)| {
        let label = card.segment_label(field, &company.value(field));
        label == *value || (value == "other" && !is_listed(case, field, &label))
    })
}

/// Only the commonest values of a field are told apart; "other" holds the rest.
fn is_listed(case: &Case<'_>, field: &Field, label: &str) -> bool {
    let mut values = case
        .plan
        .scored
        .segments
        .iter()
        .flat_map(|segment| &segment.values);
    values.any(|(known, value)| known == field && value == label)
}
