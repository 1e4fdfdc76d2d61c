//! How each gate and exclusion thins the market.

use doorwise_model::card::reference::State;
use doorwise_model::market::{CriterionRef, Scoring};

use super::{Case, Entry, PartView};

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    let card = &case.inputs.icp.card;
    for (view, fall) in case.plan.view.fallout.iter().zip(&case.plan.scored.falls) {
        let criterion = fall.criterion;
        let position = match criterion {
            CriterionRef::Gate(position) => position,
            CriterionRef::Exclusion(position) => card.gates.len() + position,
        };
        let stands = move || {
            let criterion = card.criterion(criterion);
            case.at(
                format!("{} {}", view.kind, criterion.show()),
                &criterion.place,
            )
            .id(view.id.trim_start_matches("fall."))
            .assumed(criterion.assumed)
        };
        let out = move |scoring: &Scoring| scoring.blocked_by == Some(criterion);
        let left =
            move |scoring: &Scoring| scoring.blocked_by.is_none_or(|first| first > criterion);
        let open = move |scoring: &Scoring| left(scoring) && scoring.open >> position & 1 == 1;
        let alone = move |scoring: &Scoring| out(scoring) && case.fails_once(scoring.row);
        let number = |field: &str,
                      n: usize,
                      label: String,
                      how: &'static str,
                      counts: Box<dyn Fn(&Scoring) -> bool + 'a>| {
            Entry::new(
                format!("{}.{field}", view.id),
                format!("{label}: {n}"),
                move |why| {
                    why.count(n).how(how).on([stands()]).rows(
                        n,
                        case.rows_shown,
                        case.rows_where(&counts),
                    )
                },
            )
        };
        let says = &view.says;
        let numbers = [
            number(
                "out",
                view.out,
                format!("out at {says}"),
                "companies that pass all before, in the file's order, and fall here; decisions made by hand do not count",
                Box::new(out),
            ),
            number(
                "left",
                view.left,
                format!("left after {says}"),
                "companies that fall neither before nor here",
                Box::new(left),
            ),
            number(
                "open",
                view.open,
                format!("open at {says}"),
                "of those left, companies whose table does not say whether it holds",
                Box::new(open),
            ),
            number(
                "alone",
                view.alone,
                format!("out at {says} alone"),
                "companies that fall here and at no other criterion",
                Box::new(alone),
            ),
        ];
        let parts: Vec<PartView> = numbers
            .iter()
            .map(|entry| PartView::says(&entry.says).id(&entry.id))
            .collect();
        entries.push(Entry::new(
            &view.id,
            format!(
                "{}: {} out here, {} left, {} of them open",
                says, view.out, view.left, view.open
            ),
            move |why| {
                why.how("gates, then exclusions, in the order of the file")
                    .on([stands()])
                    .on(parts.clone())
            },
        ));
        entries.extend(numbers);
    }
    entries
}

impl Case<'_> {
    /// Returns whether a company fails exactly one gate or exclusion, by the card's reference meaning.
    fn fails_once(&self, row: u32) -> bool {
        let judged = self.judge(row);
        let fails = judged.gates.iter().filter(|state| **state == State::Fails);
        let hits = judged
            .exclusions
            .iter()
            .filter(|state| **state == State::Holds);
        fails.count() + hits.count() == 1
    }
}
