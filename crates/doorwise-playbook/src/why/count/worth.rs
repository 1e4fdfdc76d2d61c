//! Fields worth finding: whose decision or tier each would settle.

use doorwise_model::card::reference::Decision;
use doorwise_model::field::Field;
use doorwise_model::market::{Scoring, WorthFinding};

use super::{Case, Entry, PartView, verdict};

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    let views = case.plan.view.worth_finding.iter();
    for (view, entry) in views.zip(&case.plan.scored.worth_finding) {
        let number = |field: &str,
                      n: usize,
                      label: &str,
                      how: &'static str,
                      counts: fn(&Case<'_>, &WorthFinding, &Scoring) -> bool| {
            Entry::new(
                format!("{}.{field}", view.id),
                format!("{}, {label}: {n}", view.field),
                move |why| {
                    let rows = case.rows_where(move |scoring| counts(case, entry, scoring));
                    why.count(n).how(how).rows(n, case.rows_shown, rows)
                },
            )
        };
        let numbers = [
            number(
                "decisions",
                view.decisions,
                "decisions it settles alone",
                "companies to find out about for which every open criterion is on this field",
                settles_decision,
            ),
            number(
                "tiers",
                view.tiers,
                "tiers it settles alone",
                "companies not ignored whose tier would be one, whatever this field's points turn out to be",
                settles_tier,
            ),
            number(
                "companies",
                view.companies,
                "companies for which it is not fully known",
                "companies not ignored for which a criterion or the points on this field are open",
                not_fully_known,
            ),
        ];
        let parts: Vec<PartView> = numbers
            .iter()
            .map(|entry| PartView::says(&entry.says).id(&entry.id))
            .collect();
        let says = format!(
            "{}: settles {} decisions and {} tiers by itself; not fully known for {} companies",
            view.field, view.decisions, view.tiers, view.companies
        );
        entries.push(Entry::new(&view.id, says, move |why| {
            why.how("fields are ordered by the decisions and tiers they settle by themselves")
                .on(parts.clone())
        }));
        entries.extend(numbers);
    }
    entries
}

/// Returns the bits of the criteria on a field, gates first.
fn bits_on(case: &Case<'_>, field: &Field) -> u64 {
    let card = &case.inputs.icp.card;
    let all = card.gates.iter().chain(&card.exclusions);
    all.enumerate()
        .filter(|(_, criterion)| criterion.field == *field)
        .fold(0, |bits, (position, _)| bits | 1 << position)
}

fn settles_decision(case: &Case<'_>, entry: &WorthFinding, scoring: &Scoring) -> bool {
    verdict(scoring) == Decision::FindOut && scoring.open & !bits_on(case, &entry.field) == 0
}

/// Returns the points that the field's own table could give, and the range of all other tables.
fn spread(
    case: &Case<'_>,
    entry: &WorthFinding,
    scoring: &Scoring,
) -> Option<(Vec<i64>, (i64, i64))> {
    let card = &case.inputs.icp.card;
    let table = card
        .tables
        .iter()
        .position(|table| table.fields == [entry.field.clone()])?;
    let judged = case.judge(scoring.row);
    let own = judged.looks.get(table)?.points.clone();
    let others = judged
        .looks
        .iter()
        .enumerate()
        .filter(|(idx, _)| *idx != table);
    let range = others.fold((0, 0), |(low, high), (_, look)| {
        let first = look.points.first().copied().unwrap_or_default();
        let last = look.points.last().copied().unwrap_or_default();
        (low + first, high + last)
    });
    (own.len() > 1).then_some((own, range))
}

fn settles_tier(case: &Case<'_>, entry: &WorthFinding, scoring: &Scoring) -> bool {
    let tiers = &case.inputs.icp.card.tiers;
    verdict(scoring) != Decision::Ignore
        && scoring.tiers.single().is_none()
        && spread(case, entry, scoring).is_some_and(|(own, (low, high))| {
            own.iter()
                .all(|points| tiers.of(low + points) == tiers.of(high + points))
        })
}

fn not_fully_known(case: &Case<'_>, entry: &WorthFinding, scoring: &Scoring) -> bool {
    verdict(scoring) != Decision::Ignore
        && (scoring.open & bits_on(case, &entry.field) != 0
            || spread(case, entry, scoring).is_some())
}
