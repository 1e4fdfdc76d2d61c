//! Is it clear? Every question of the checklist: what is tested, on what the answer rests, how to mend it.

use super::{Case, Entry, PartView, WhyView, deal::WILSON, finding_ids};
use crate::clarity::{ITEMS, MIXED};
use crate::view::{ClarityView, MeasureView};

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let view = &case.plan.view;
    let mut entries = Vec::new();
    let score = &view.clarity_score;
    entries.push(Entry::new(&score.id, score.says.clone(), move |why| {
        let items = view.clarity.iter().map(|item| {
            let says = format!("{} ({} points): {}", item.question, item.weight, item.state);
            PartView::says(says).id(&item.id)
        });
        let items: Vec<PartView> = items.collect();
        why.how("each yes earns its weight; no and unknown earn nothing")
            .how("below 40 % a guess, below 65 % a draft, below 85 % usable, else sharp; at most a draft without a yes to the gates")
            .rows(items.len(), usize::MAX, items)
            .more(score.next.first().map_or("doorwise clarity", |next| next.command.as_str()))
    }));
    for item in &view.clarity {
        let says = format!("{} {}: {}", item.question, item.state, item.answer);
        entries.push(Entry::new(&item.id, says, move |why| open(case, item, why)));
    }
    entries
}

fn open(case: &Case<'_>, item: &ClarityView, why: WhyView) -> WhyView {
    let view = &case.plan.view;
    let to = |id: String| PartView::says(&id).id(&id);
    let why = why
        .how(format!("a yes is: {}", item.test))
        .how(format!("why it matters: {}", item.why))
        .how(format!(
            "a yes earns {} of {} points; about {} half days of work",
            item.weight, view.clarity_score.possible, item.effort
        ));
    let why = match item.state {
        "yes" => why,
        _ => why.how(format!("to do: {}", item.fix)),
    };
    let why = match item.rates.is_empty() {
        true => why,
        false => why.how(WILSON).on(item.rates.iter().map(measured)),
    };
    let why = match item.number {
        1 => why.found(case, |name| MIXED.contains(&name)),
        11 => why
            .how("difference: Newcombe's hybrid score interval (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10)")
            .on(view.deals.iter().map(|_| to("deals".to_owned()))),
        12 => why.on(["pursue", "find_out", "companies"].map(|field| to(format!("count.{field}")))),
        15 => {
            let pains = view.personas.iter().flat_map(|persona| &persona.statements);
            why.on(pains.filter(|said| said.kind == "pain").map(|said| {
                PartView::says(&said.says).id(&said.id).assumed(said.assumption)
            }))
        }
        25 => why.found(case, |name| name == "copy/wrong-addressee"),
        _ => why.on(item.rests_on.iter().map(|place| PartView::says("read here").place(place.clone()))),
    };
    match (item.state, &why.more) {
        ("no" | "unknown", None) => why.more(&item.command),
        _ => why,
    }
}

fn measured(measure: &MeasureView) -> PartView {
    let rate = measure.rate;
    PartView::says(format!(
        "{} of {} {} ({:.0} %, could be {:.0} to {:.0} %)",
        measure.hits,
        rate.n,
        measure.label,
        rate.value * 100.0,
        rate.low * 100.0,
        rate.high * 100.0
    ))
}

/// Returns the id that a question's number stands for: `clarity.15` is `clarity.words`.
pub(super) fn by_number(asked: &str) -> Option<String> {
    let number: u8 = asked.strip_prefix("clarity.")?.parse().ok()?;
    let item = ITEMS.iter().find(|item| item.number == number)?;
    Some(format!("clarity.{}", item.slug))
}

impl WhyView {
    /// Lists the findings of some rules.
    fn found(self, case: &Case<'_>, is_wanted: impl Fn(&str) -> bool) -> Self {
        let ids = finding_ids(case.inputs.diagnostics);
        let findings = case.inputs.diagnostics.iter().zip(ids);
        let rows: Vec<PartView> = findings
            .filter(|(found, _)| is_wanted(found.name))
            .map(|(found, id)| {
                PartView::says(&found.message)
                    .id(id)
                    .place(found.place.to_string())
            })
            .collect();
        self.rows(rows.len(), case.rows_shown, rows)
    }
}
