//! The ICP's own lines: file and line of each criterion, or the word ASSUMPTION.

use doorwise_model::statement::Statement;

use super::{Case, Entry, PartView, WhyView};
use crate::id::{self, CardIds};

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let icp = case.inputs.icp;
    let view = &case.plan.view.icp;
    let mut entries = vec![Entry::new(
        "icp",
        format!("{}: {}", view.id, view.name),
        |why| {
            why.how("one ICP: gates must hold, exclusions must not, points rank what passes")
                .on([PartView::says("the file").place(view.file.clone())])
                .on(case.criteria())
                .on(case.lines())
                .on(case.cuts())
        },
    )];
    for part in case.criteria() {
        let id = part.id.clone().unwrap_or_default();
        entries.push(Entry::new(id.clone(), part.says.clone(), move |why| {
            let fall = PartView::says("how it thins the market").id(format!("fall.{id}"));
            let fall = case
                .plan
                .view
                .fallout
                .iter()
                .any(|f| fall.id.as_ref() == Some(&f.id))
                .then_some(fall);
            why.assumed(part.assumption)
                .how("a criterion written by hand; nothing but a person's word makes it hold")
                .on([PartView {
                    id: None,
                    ..part.clone()
                }])
                .on(case.reason_of(&id))
                .on(fall)
        }));
    }
    let ids = CardIds::of(&icp.card);
    for ((table, id), line_ids) in icp.card.tables.iter().zip(&ids.tables).zip(&ids.lines) {
        let shown: Vec<String> = table
            .entries
            .iter()
            .map(|entry| format!("{} {:+}", table.show_entry(entry), entry.points))
            .collect();
        let stands = move || {
            case.at(format!("points on {}", table.label()), &table.place)
                .assumed(table.assumed)
        };
        let prefix = format!("{id}.");
        entries.push(Entry::new(id, format!("points {}", shown.join(", ")), move |why| {
            let lines = case.lines().into_iter();
            why.assumed(table.assumed)
                .how("one table of whole points; where several entries apply the highest counts, and in a tree the most specific")
                .on([stands()])
                .on(lines.filter(|line| line.id.as_deref().is_some_and(|id| id.starts_with(&prefix))))
        }));
        for (entry, line_id) in table.entries.iter().zip(line_ids) {
            let says = format!("{} {:+}", table.show_entry(entry), entry.points);
            let table_id = id.clone();
            entries.push(Entry::new(line_id, says, move |why: WhyView| {
                let range = crate::view::RangeView {
                    low: entry.points,
                    high: entry.points,
                };
                why.points(Some(range))
                    .assumed(table.assumed)
                    .how("points written by hand, added where this holds")
                    .on([stands().id(&table_id)])
            }));
        }
    }
    if view.reach.is_some() {
        let reach = view.reach;
        let says = reach.map_or(String::new(), |reach| {
            format!(
                "a company that passes can reach {} to {} points",
                reach.low, reach.high
            )
        });
        entries.push(Entry::new("icp.reach", says, move |why| {
            why.points(reach)
                .how("the smallest and the largest sum of all tables, over every value that passes the gates")
                .on(case.lines())
        }));
    }
    for cut in case.cuts() {
        let id = cut.id.clone().unwrap_or_default();
        entries.push(Entry::new(id, cut.says.clone(), move |why| {
            why.how("tiers are cuts on the score, written by hand under `tiers:`; the least takes the rest")
                .on([PartView { id: None, ..cut.clone() }])
        }));
    }
    for (kind, statements) in [("note", &icp.notes), ("trigger", &icp.triggers)] {
        for (idx, statement) in statements.iter().enumerate() {
            let id = format!("{kind}.{}", idx + 1);
            entries.push(Entry::new(id, statement.says.clone(), move |why| {
                statement_of(case, why, statement)
            }));
        }
    }
    if !view.not_understood.is_empty() {
        entries.push(Entry::new(
            "icp.not_understood",
            view.not_understood.join("; "),
            |why| {
                why.how("words of the ICP's sentence of which nothing was made: no gate, no points")
                    .on([PartView::says("the file").place(view.file.clone())])
            },
        ));
    }
    let offer = &case.inputs.workspace.offer;
    if let Some(says) = &offer.says {
        entries.push(Entry::new("offer", format!("the offer: {says}"), |why| {
            why.assumed(offer.assumed)
                .how("what the workspace says that it sells")
                .on([case.at("the offer", &offer.place)])
        }));
    }
    entries
}

/// Opens a sentence of a file: its quotes with speaker and line, or the word ASSUMPTION.
pub(super) fn statement_of(case: &Case<'_>, why: WhyView, statement: &Statement) -> WhyView {
    let quotes = statement.evidence.iter().map(|quote| {
        let file = doorwise_model::diagnostic::slashed(&quote.file);
        let turn = case.turn_of(quote);
        let speaker = quote.speaker.as_deref().unwrap_or("unnamed speaker");
        PartView {
            written: Some(quote.quote.clone()),
            place: Some(match turn {
                Some(turn) => format!("{file}:{}", turn.line),
                None => file,
            }),
            ..PartView::says(match turn {
                Some(_) => format!("{speaker} said"),
                None => {
                    format!("{speaker} is cited, and the words were not found in the interview")
                }
            })
        }
        .on([case.at("cited", &quote.place)])
    });
    let why = why
        .assumed(statement.assumed)
        .on([case.at("written down", &statement.place)])
        .on(quotes);
    if statement.evidence.is_empty() {
        why.how("it cites nobody's words")
    } else {
        why.how(
            "only the buyer's own words count, and a theme counts independent people, not mentions",
        )
    }
}

impl Case<'_> {
    /// Returns the turn in which the cited words were said by the one who is cited.
    fn turn_of(
        &self,
        quote: &doorwise_model::statement::Quote,
    ) -> Option<&doorwise_people::interview::Turn> {
        let wanted = doorwise_vocab::text::fold(&quote.quote);
        let interview = self
            .interviews
            .iter()
            .find(|interview| interview.file == quote.file)?;
        interview.turns.iter().find(|turn| {
            turn.is_participant() && doorwise_vocab::text::fold(&turn.text).contains(&wanted)
        })
    }

    /// Returns every line of points with its place.
    fn lines(&self) -> Vec<PartView> {
        let lines = self.plan.view.icp.lines.iter();
        lines
            .map(|line| {
                PartView::says(format!("{} {:+}", line.says, line.points))
                    .id(&line.id)
                    .place(&line.place)
                    .points(Some(crate::view::RangeView {
                        low: line.points,
                        high: line.points,
                    }))
                    .assumed(line.assumption)
            })
            .collect()
    }

    /// Returns the tiers with their lowest score.
    pub(super) fn cuts(&self) -> Vec<PartView> {
        let icp = &self.plan.view.icp;
        icp.tiers
            .iter()
            .map(|cut| {
                let says = match cut.from {
                    Some(from) => format!("tier {} from {from} points", cut.tier),
                    None if icp.tiers.len() == 1 => {
                        format!("tier {}: every company that passes", cut.tier)
                    }
                    None => format!("tier {}: the rest", cut.tier),
                };
                PartView::says(says)
                    .id(format!("cut.{}", id::part(&cut.tier)))
                    .place(&icp.file)
            })
            .collect()
    }

    fn reason_of(&self, id: &str) -> Option<PartView> {
        let icp = &self.plan.view.icp;
        let criterion = icp
            .gates
            .iter()
            .chain(&icp.exclusions)
            .find(|known| known.id == id)?;
        criterion
            .why
            .as_ref()
            .map(|why| PartView::says(format!("why: {why}")).place(&criterion.place))
    }
}
