//! One company: every look-up with its raw cell, the criterion behind it, the points and the sum.

use doorwise_model::card::reference::State;
use doorwise_model::card::{Card, Criterion, PointsTable};
use doorwise_model::company::Company;
use doorwise_model::field::Field;
use doorwise_vocab::text::fold;

use super::{Case, Entry, PartView, reading};
use crate::explain::show_override;
use crate::id::{self, CardIds};
use crate::plan::people::persona_id;
use crate::plan::target;
use crate::view::{PersonView, RangeView, TargetView};

/// Returns the rows called so, each with the rest of the id behind the company.
pub(super) fn find(case: &Case<'_>, asked: &str) -> Vec<(usize, String)> {
    let market = case.inputs.market;
    let wanted = fold(asked);
    let mut by_id: Option<(usize, usize)> = None;
    let mut by_name = Vec::new();
    for row in 0..market.facts().companies {
        let company = market.name(row);
        let key = id::company(company.id);
        let fits = asked
            .strip_prefix(&key)
            .is_some_and(|tail| tail.is_empty() || tail.starts_with('.'));
        // The longest id wins, so that no company hides behind another one's name.
        if fits && by_id.is_none_or(|(_, length)| key.len() > length) {
            by_id = Some((row, key.len()));
        }
        if company.id == asked {
            return vec![(row, String::new())];
        }
        let is_called = fold(company.name) == wanted
            || fold(company.row) == wanted
            || (!wanted.is_empty() && company.domain == wanted);
        if is_called {
            by_name.push((row, String::new()));
        }
    }
    match by_id {
        Some((row, length)) => {
            vec![(row, asked[length..].trim_start_matches('.').to_owned())]
        }
        None => by_name,
    }
}

/// Returns what is said of the company in this row; the first entry is the company itself.
pub(super) fn entries<'a>(case: &'a Case<'a>, row: usize) -> Vec<Entry<'a>> {
    let company = case.inputs.market.company(row);
    let view = case.target(row);
    let key = view.key.clone();
    let mut entries = facts(case, &company, &view);
    entries.extend(reasons(case, &company, &view));
    entries.extend(sentences(case, &company, row, &view));
    let parts: Vec<PartView> = entries
        .iter()
        .map(|entry| PartView::says(&entry.says).id(&entry.id))
        .collect();
    let says = format!("{}: {}", view.company, show_decision(&view));
    let place = view.row.clone();
    let first = Entry::new(key, says, move |why| {
        why.how("one row of the companies table against the ICP")
            .on([PartView::says("its row").place(&place)])
            .on(parts.clone())
    });
    entries.insert(0, first);
    entries
}

fn show_decision(view: &TargetView) -> String {
    let score = view.score.map_or(String::new(), |score| {
        format!(", score {}", show_range(score))
    });
    let tier = if view.tier.is_empty() {
        String::new()
    } else {
        format!(", tier {}", view.tier)
    };
    format!("{}{tier}{score}", view.decision.replace('_', " "))
}

fn show_range(range: RangeView) -> String {
    if range.low == range.high {
        range.low.to_string()
    } else {
        format!("{}..{}", range.low, range.high)
    }
}

impl Case<'_> {
    /// Returns the company as the lists show it; the rank is that of the whole list.
    fn target(&self, row: usize) -> TargetView {
        let list = &self.plan.scored.list;
        let position = list.iter().position(|scoring| scoring.row as usize == row);
        let rank = position.map_or(0, |position| position + 1);
        target(
            self.inputs,
            &self.plan.scored,
            &self.directory,
            &self.history,
            &self.personas(),
            (row, rank),
        )
    }

    /// Returns the cell that says a field: where, as written, as read, and by which rule.
    fn cell(&self, company: &Company, field: &Field) -> PartView {
        let tables = &self.inputs.market.facts().tables;
        let headers = tables
            .iter()
            .flat_map(|table| &table.columns)
            .find(|column| column.field == field.name())
            .map(|column| column.headers.join(" + "));
        let value = company.value(field);
        let how = reading::how(field, &value, company, &self.inputs.icp.card);
        PartView {
            id: Some(format!(
                "{}.fact.{}",
                id::company(&company.id),
                id::fields([field])
            ))
            .filter(|_| company.values.contains_key(field)),
            place: Some(match headers {
                Some(headers) => format!("{}, column {headers}", company.row),
                None => "no column in the tables".to_owned(),
            }),
            written: company.written.get(field).cloned(),
            read_as: Some(value.show(field.kind())),
            ..PartView::says(format!("{field}: {how}"))
        }
    }

    fn lookups(&self, company: &Company, view: &TargetView) -> Vec<PartView> {
        let card = &self.inputs.icp.card;
        let ids = CardIds::of(card);
        let reasons = view.reasons.iter().filter(|reason| reason.kind == "points");
        reasons
            .zip(card.tables.iter().zip(&ids.lines))
            .map(|(reason, (table, line_ids))| {
                let cells = table.fields.iter().map(|field| self.cell(company, field));
                PartView::says(&reason.says)
                    .id(&reason.id)
                    .points(reason.points)
                    .assumed(reason.assumption)
                    .on(cells)
                    .on(self.lines_met(card, company, table, line_ids))
            })
            .collect()
    }

    /// Returns the entries of a table that hold for the company, or may hold.
    fn lines_met(
        &self,
        card: &Card,
        company: &Company,
        table: &PointsTable,
        ids: &[String],
    ) -> Vec<PartView> {
        let state = |field: &Field, condition: &doorwise_model::condition::Condition| {
            let gate = Criterion {
                field: field.clone(),
                any_of: vec![condition.clone()],
                why: None,
                place: table.place.clone(),
                assumed: false,
            };
            let alone = Card {
                gates: vec![gate],
                exclusions: Vec::new(),
                tables: Vec::new(),
                ..card.clone()
            };
            alone.judge(company, &[]).gates[0]
        };
        let entries = table.entries.iter().zip(ids);
        entries
            .filter(|(entry, _)| {
                let mut conditions = table.fields.iter().zip(&entry.conditions);
                conditions.all(|(field, condition)| {
                    condition
                        .as_ref()
                        .is_none_or(|condition| state(field, condition) != State::Fails)
                })
            })
            .map(|(entry, id)| {
                let says = format!("{:+} for {}", entry.points, table.show_entry(entry));
                self.at(says, &table.place).id(id).assumed(table.assumed)
            })
            .collect()
    }
}

fn facts<'a>(case: &'a Case<'a>, company: &Company, view: &TargetView) -> Vec<Entry<'a>> {
    let fields: Vec<Field> = company.values.keys().cloned().collect();
    let facts = view.facts.iter();
    facts
        .filter_map(|fact| {
            let field = fields.iter().find(|field| field.name() == fact.field)?;
            let cell = PartView {
                id: None,
                ..case.cell(company, field)
            };
            Some(Entry::new(
                &fact.id,
                format!("{}: {}", fact.field, fact.read_as),
                move |why| {
                    why.how("one cell, as written and as read")
                        .on([cell.clone()])
                },
            ))
        })
        .collect()
}

fn reasons<'a>(case: &'a Case<'a>, company: &Company, view: &TargetView) -> Vec<Entry<'a>> {
    let card = &case.inputs.icp.card;
    let ids = CardIds::of(card);
    let lookups = case.lookups(company, view);
    let criteria = case.criteria();
    let all: Vec<(&Criterion, String)> = card
        .gates
        .iter()
        .zip(ids.gates)
        .chain(card.exclusions.iter().zip(ids.exclusions))
        .collect();
    let reasons = view.reasons.iter();
    reasons
        .map(|reason| {
            let id = reason
                .id
                .trim_start_matches(&format!("{}.", view.key))
                .to_owned();
            let mut parts: Vec<PartView> = Vec::new();
            if let Some(lookup) = lookups
                .iter()
                .find(|part| part.id.as_ref() == Some(&reason.id))
            {
                parts = lookup.rests_on.clone();
            } else if let Some((criterion, _)) = all.iter().find(|(_, known)| *known == id) {
                parts.push(case.cell(company, &criterion.field));
                parts.extend(
                    criteria
                        .iter()
                        .filter(|part| part.id.as_ref() == Some(&id))
                        .cloned(),
                );
            } else if let Some(made) =
                case.inputs
                    .icp
                    .override_of(&company.id, company.domain.as_deref(), &company.name)
            {
                parts.push(case.at(show_override(made), &made.place));
            }
            let (points, assumption) = (reason.points, reason.assumption);
            let state = match reason.kind {
                "points" => "points: the look-up of this table".to_owned(),
                kind => format!("{kind}: {}", reason.state),
            };
            Entry::new(&reason.id, reason.says.clone(), move |why| {
                why.points(points)
                    .assumed(assumption)
                    .how(&state)
                    .on(parts.clone())
            })
        })
        .collect()
}

fn sentences<'a>(
    case: &'a Case<'a>,
    company: &Company,
    row: usize,
    view: &TargetView,
) -> Vec<Entry<'a>> {
    let key = &view.key;
    let assumed = |kind: &[&str]| {
        view.reasons
            .iter()
            .any(|reason| kind.contains(&reason.kind) && reason.assumption)
    };
    let reason_parts = |kinds: &[&str]| -> Vec<PartView> {
        let reasons = view
            .reasons
            .iter()
            .filter(|reason| kinds.contains(&reason.kind));
        reasons
            .map(|reason| {
                PartView::says(format!("{}: {}", reason.state, reason.says))
                    .id(&reason.id)
                    .assumed(reason.assumption)
            })
            .collect()
    };
    let stands = reason_parts(&["override", "gate", "exclusion"]);
    let by_points = assumed(&["points"]);
    let by_gates = assumed(&["gate", "exclusion"]);
    let lookups = case.lookups(company, view);
    let sums: Vec<String> = lookups
        .iter()
        .filter_map(|part| part.points)
        .map(show_range)
        .collect();
    let mut entries = vec![Entry::new(
        format!("{key}.decision"),
        view.decision.replace('_', " "),
        move |why| {
            why.assumed(by_gates)
            .how("a failed gate or a hit exclusion means ignore; else an open one means find out; else pursue; a decision made by hand stands above")
            .on(stands.clone())
        },
    )];
    if let Some(score) = view.score {
        let sum = format!("{} = {}", sums.join(" + "), show_range(score));
        let says = format!("score {}", show_range(score));
        let parts = lookups.clone();
        entries.push(Entry::new(format!("{key}.score"), says, move |why| {
            why.points(Some(score))
                .assumed(by_points)
                .how("the sum of the look-ups, one a table of points, over every value that passes the gates")
                .how(&sum)
                .on(parts.clone())
        }));
    }
    let seen = view.seen;
    entries.push(Entry::new(format!("{key}.seen"), format!("score as seen {seen}"), move |why| {
        why.points(Some(RangeView { low: seen, high: seen }))
            .assumed(by_points)
            .how("the same sum with what is known now: unknown counts as its own line, 0 where the card has none")
            .on(lookups.clone())
    }));
    let score_id = format!("{key}.score");
    let range = view.score.map_or_else(
        || "no score is left".to_owned(),
        |score| format!("score {}", show_range(score)),
    );
    entries.push(Entry::new(
        format!("{key}.tier"),
        format!("tier {}", view.tier),
        move |why| {
            why.assumed(by_points)
                .how("the tiers into which the score's range falls")
                .on([PartView::says(&range).id(&score_id)])
                .on(case.cuts())
        },
    ));
    let rank = view.rank;
    entries.push(Entry::new(
        format!("{key}.rank"),
        format!("rank {rank}"),
        move |why| {
            why.count(rank).how(
                "order of the list: decision, tier's low end, score's low end, score as seen, id",
            )
        },
    ));
    if !view.find.is_empty() {
        let open: Vec<PartView> = view
            .reasons
            .iter()
            .filter(|reason| reason.state == "open")
            .map(|reason| {
                PartView::says(&reason.says)
                    .id(&reason.id)
                    .points(reason.points)
            })
            .collect();
        let says = format!("to find: {}", view.find.join(", "));
        entries.push(Entry::new(format!("{key}.find"), says, move |why| {
            why.how("fields behind what is still open, the one that settles most first; unknown is never a no")
                .on(open.clone())
        }));
    }
    let parts = reason_parts(&["gate", "exclusion", "points"]);
    entries.push(Entry::new(format!("{key}.would_change"), view.would_change.clone(), move |why| {
        why.how("the smallest change of one known field, then of two, that reaches the next tier; or the gates that stand in the way; or the field to find")
            .on(parts.clone())
    }));
    if let Some(standing) = case.history.of(row) {
        entries.push(Entry::new(
            format!("{key}.history"),
            standing.says.clone(),
            move |why| {
                let deals: Vec<PartView> = case
                    .inputs
                    .market
                    .deals()
                    .iter()
                    .filter(|deal| deal.company == Some(row))
                    .map(super::deal::row)
                    .collect();
                why.how(
                    "a deal won makes a customer, else an open one counts, else the last one lost",
                )
                .rows(deals.len(), case.rows_shown, deals)
            },
        ));
    }
    entries.extend(people(case, row, view));
    entries
}

/// Returns whom to write to there: the reader, else who else is known and how to search for the reader.
fn people<'a>(case: &'a Case<'a>, row: usize, view: &TargetView) -> Vec<Entry<'a>> {
    let key = &view.key;
    let reader = case.personas().into_iter().next().map(persona_id);
    let mut entries = Vec::new();
    let known = |person: &PersonView| {
        let (name, title) = (person.name.clone(), person.title.clone());
        move || -> Vec<PartView> {
            let contacts = case.inputs.market.contacts().iter();
            contacts
                .filter(|contact| {
                    contact.company == Some(row) && contact.name == name && contact.title == title
                })
                .map(|contact| {
                    PartView::says(format!("{}, {}", contact.name, contact.title))
                        .place(&contact.row)
                })
                .collect()
        }
    };
    let persona = |id: Option<String>| id.map(|id| PartView::says("the persona").id(id));
    if let Some(person) = &view.person {
        let says = format!("write to {}, {}", person.name, person.title);
        let (rows, reader) = (known(person), reader.clone());
        let how = format!(
            "the contact whose title fits the persona best: {}",
            person.matches
        );
        entries.push(Entry::new(format!("{key}.person"), says, move |why| {
            why.how(&how).on(rows()).on(persona(reader.clone()))
        }));
    }
    if let Some(person) = &view.known_there {
        let says = format!("known there: {}, {}", person.name, person.title);
        let rows = known(person);
        let of = Some(&person.persona).filter(|id| !id.is_empty());
        let of = of.map(|id| format!("persona.{}", id::part(id)));
        entries.push(Entry::new(format!("{key}.known_there"), says, move |why| {
            why.how("no contact there is the reader; this one is a way in: somebody of another persona, else the first contact")
                .on(rows())
                .on(persona(of.clone()))
        }));
    }
    if let Some(search) = &view.search {
        entries.push(Entry::new(format!("{key}.search"), search.clone(), move |why| {
            why.how("the reader is not among the contacts there: the titles of the persona and their variants with the company's name, to paste into a people search")
                .on(persona(reader.clone()))
        }));
    }
    entries
}
