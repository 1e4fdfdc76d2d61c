//! The market's numbers: who was counted, by which criteria, and the first rows.

use doorwise_model::card::reference::Decision;
use doorwise_model::field::Field;
use doorwise_model::market::{CriterionRef, Scoring, Segment, WorthFinding};

use super::{Case, Entry, PartView, WhyView};
use crate::id::{self, CardIds};
use crate::plan::market::tier_id;

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let mut entries = counts(case);
    entries.extend(tiers(case));
    entries.extend(falls(case));
    entries.extend(worth_finding(case));
    entries.extend(segments(case));
    entries.extend(remarks(case));
    entries
}

impl Case<'_> {
    /// Returns a company as a row of a count.
    pub(super) fn company_row(&self, row: u32) -> PartView {
        let company = self.inputs.market.company(row as usize);
        PartView::says(company.name)
            .id(id::company(&company.id))
            .place(company.row)
    }

    fn rows_where<'s>(
        &'s self,
        counts: impl Fn(&Scoring) -> bool + 's,
    ) -> impl Iterator<Item = PartView> + 's {
        let list = self.plan.scored.list.iter();
        list.filter(move |scoring| counts(scoring))
            .map(|scoring| self.company_row(scoring.row))
    }

    /// Returns the gates and exclusions with their places.
    pub(super) fn criteria(&self) -> Vec<PartView> {
        let card = &self.inputs.icp.card;
        let ids = CardIds::of(card);
        let gates = card.gates.iter().zip(&ids.gates);
        let exclusions = card.exclusions.iter().zip(&ids.exclusions);
        let part = |kind: &str, criterion: &doorwise_model::card::Criterion, id: &String| {
            self.at(format!("{kind} {}", criterion.show()), &criterion.place)
                .id(id)
                .assumed(criterion.assumed)
        };
        gates
            .map(|(gate, id)| part("gate", gate, id))
            .chain(exclusions.map(|(exclusion, id)| part("exclusion", exclusion, id)))
            .collect()
    }
}

/// What the card says of a company; a decision made by hand stands above it.
fn verdict(scoring: &Scoring) -> Decision {
    match (scoring.blocked_by, scoring.open) {
        (Some(_), _) => Decision::Ignore,
        (None, 0) => Decision::Pursue,
        (None, _) => Decision::FindOut,
    }
}

fn counts<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let view = &case.plan.view;
    let counts = &view.counts;
    let parts = [
        ("companies", counts.companies),
        ("pursue", counts.pursue),
        ("find_out", counts.find_out),
        ("ignore", counts.ignore),
    ]
    .map(|(field, n)| PartView::says(format!("{field}: {n}")).id(format!("count.{field}")));
    let in_one = |id: &str| {
        let parts = parts.clone();
        Entry::new(id, view.headline.clone(), move |why| {
            why.how("the counts of companies by decision, said in one sentence")
                .on(parts.clone())
        })
    };
    let mut entries = vec![in_one("headline"), in_one("count")];
    if let Some(as_of) = &view.as_of {
        entries.push(Entry::new("as_of", format!("as of {as_of}"), |why| {
            why.how(format!("taken from: {}", view.as_of_from)).on(case
                .inputs
                .workspace
                .as_of
                .map(|_| PartView::says("`as_of`").place("doorwise.yaml")))
        }));
    }
    let count =
        |field: &str, label: &str, n: usize, how: &'static str, decision: Option<Decision>| {
            Entry::new(
                format!("count.{field}"),
                format!("{label}: {n}"),
                move |why| {
                    let rows = case
                        .rows_where(move |scoring| decision.is_none_or(|d| scoring.decision == d));
                    let why = why.count(n).how(how).rows(n, case.rows_shown, rows);
                    match decision {
                        Some(decision) => why.on(case.criteria()).on(case.by_hand(decision)),
                        None => why,
                    }
                },
            )
        };
    entries.extend([
        count(
            "companies",
            "companies",
            counts.companies,
            "rows of the companies table, one a company; table.companies says how it was read",
            None,
        ),
        count(
            "pursue",
            "companies to pursue",
            counts.pursue,
            "companies for which every gate holds and no exclusion hits; a decision made by hand stands above",
            Some(Decision::Pursue),
        ),
        count(
            "find_out",
            "companies to find out about",
            counts.find_out,
            "companies that fail no gate and hit no exclusion, with at least one still open; a decision made by hand stands above",
            Some(Decision::FindOut),
        ),
        count(
            "ignore",
            "companies to ignore",
            counts.ignore,
            "companies that fail a gate or hit an exclusion; a decision made by hand stands above",
            Some(Decision::Ignore),
        ),
    ]);
    entries
}

impl Case<'_> {
    fn by_hand(&self, decision: Decision) -> Vec<PartView> {
        let overrides = &self.inputs.icp.overrides;
        overrides
            .iter()
            .filter(|made| made.decision == decision)
            .map(|made| {
                self.at(
                    format!("{}: {}", made.company, crate::explain::show_override(made)),
                    &made.place,
                )
            })
            .collect()
    }
}

fn tiers<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let icp = case.inputs.icp;
    let tiers = case.plan.view.tiers.iter();
    tiers
        .map(|tier| {
            let decision = tier.decision.replace('_', " ");
            let says = format!("{decision}, tier {}: {}", tier.tier, tier.companies);
            Entry::new(&tier.id, says, |why| {
                let rows = case.rows_where(|scoring| {
                    scoring.decision != Decision::Ignore
                        && tier_id(icp, scoring.decision, &scoring.tiers.to_vec()) == tier.id
                });
                why.count(tier.companies)
                    .how("companies of this decision whose score, at both ends of its range, falls into these tiers")
                    .on(case.cuts())
                    .rows(tier.companies, case.rows_shown, rows)
            })
        })
        .collect()
}

fn falls<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
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
        use doorwise_model::card::reference::State;
        let fails = judged.gates.iter().filter(|state| **state == State::Fails);
        let hits = judged
            .exclusions
            .iter()
            .filter(|state| **state == State::Holds);
        fails.count() + hits.count() == 1
    }

    fn judge(&self, row: u32) -> doorwise_model::card::reference::Judgement {
        let company = self.inputs.market.company(row as usize);
        self.inputs
            .icp
            .card
            .judge(&company, &self.plan.scored.unchecked)
    }
}

fn worth_finding<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
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

fn segments<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
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

fn remarks<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let card = &case.inputs.icp.card;
    let ids = CardIds::of(card);
    let remarks = case.plan.view.remarks.iter();
    remarks
        .map(|remark| {
            let about = remark.id.trim_start_matches("remark.").to_owned();
            let tail = about.split_once('.').map(|(_, tail)| tail.to_owned());
            let ids = ids.clone();
            Entry::new(&remark.id, remark.says.clone(), move |why| match about.split('.').next() {
                Some("no_column") => {
                    let on_field = case.criteria().into_iter().filter(|part| {
                        part.id.as_deref().and_then(|id| id.split_once('.').map(|(_, field)| field.to_owned())) == tail
                    });
                    why.how("no column of the companies table is mapped to this field in doorwise.yaml")
                        .on(on_field)
                }
                Some("unchecked") => {
                    let at = ids.exclusions.iter().position(|id| id.strip_prefix("exclusion.") == tail.as_deref());
                    why.how("an exclusion whose column is missing, or blank for more than nine tenths of the rows, is left out for every company")
                        .on(at.map(|at| case.at(format!("exclusion {}", card.exclusions[at].show()), &card.exclusions[at].place).id(&ids.exclusions[at])))
                }
                Some("in_deals") => {
                    let rows = case.rows_where(|scoring| scoring.decision == Decision::Pursue && !case.history.is_free(scoring.row as usize));
                    let (customers, open) = case.history.counts(&case.plan.scored.list);
                    why.how("companies to pursue with a deal won are customers; else with a deal that is open, in an open deal")
                        .rows(customers + open, case.rows_shown, rows)
                }
                Some("duplicates") => {
                    let found = &case.inputs.market.facts().duplicates;
                    let rows = found.iter().take(case.rows_shown);
                    why.how("rows with the id of an earlier one, else its own domain, else its exact normalised name where no domain contradicts; plan --out writes all of them to duplicates.csv")
                        .count(found.len())
                        .on(rows.map(|row| PartView::says(format!("{}, {}: {}", row.row, row.says, row.why))))
                }
                Some("unlinked") => {
                    let found = &case.inputs.market.facts().unlinked;
                    let rows = found.iter().take(case.rows_shown);
                    why.how("rows that name nobody by id, domain or unique exact normalised name; plan --out writes all of them to unlinked.csv")
                        .count(found.len())
                        .on(rows.map(|row| PartView::says(format!("{}, {}: {}", row.row, row.says, row.why))))
                }
                _ => why
                    .how("companies to pursue and to find out about, against all companies")
                    .on(["pursue", "find_out", "companies"].map(|field| PartView::says(field.replace('_', " ")).id(format!("count.{field}")))),
            })
        })
        .collect()
}
