//! Companies that share two values.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

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
                let is_in = in_segment(case, segment);
                let rows = case
                    .rows_where(move |scoring| verdict(scoring) == decision && is_in(scoring.row));
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

/// Which of its field's values each company has, by row.
///
/// A page opens dozens of segments; each would read every company again.
#[derive(Default)]
pub(in crate::why) struct Values {
    by_field: RefCell<BTreeMap<Field, Rc<FieldValues>>>,
}

struct FieldValues {
    /// The values that segments tell apart.
    listed: Vec<String>,
    /// For each row the position of its value among them.
    rows: Vec<Option<u32>>,
}

impl Values {
    fn of(&self, case: &Case<'_>, field: &Field) -> Rc<FieldValues> {
        let mut by_field = self.by_field.borrow_mut();
        let known = by_field
            .entry(field.clone())
            .or_insert_with(|| Rc::new(FieldValues::read(case, field)));
        Rc::clone(known)
    }
}

impl FieldValues {
    fn read(case: &Case<'_>, field: &Field) -> Self {
        let (market, card) = (case.inputs.market, &case.inputs.icp.card);
        let segments = case.plan.scored.segments.iter();
        let values = segments.flat_map(|segment| &segment.values);
        let listed: BTreeMap<&str, u32> = values
            .filter(|(known, _)| known == field)
            .map(|(_, value)| value.as_str())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .zip(0..)
            .collect();
        // Only the commonest values of a field are told apart; "other" holds the rest.
        let other = listed.get("other").copied();
        let at = |row: usize| {
            let label = card.segment_label(field, &market.value(row, field));
            listed.get(label.as_str()).copied().or(other)
        };
        Self {
            rows: (0..market.facts().companies).map(at).collect(),
            listed: listed.into_keys().map(str::to_owned).collect(),
        }
    }

    fn position(&self, value: &str) -> Option<u32> {
        let at = self.listed.iter().position(|known| known == value)?;
        u32::try_from(at).ok()
    }
}

/// Returns whether the company of a row has both values of the segment.
fn in_segment<'a>(case: &'a Case<'a>, segment: &Segment) -> impl Fn(u32) -> bool + use<'a> {
    let wanted = segment.values.each_ref().map(|(field, value)| {
        let values = case.values.of(case, field);
        let position = values.position(value);
        (values, position)
    });
    move |row| {
        wanted.iter().all(|(values, position)| {
            position.is_some() && values.rows.get(row as usize) == Some(position)
        })
    }
}
