//! How sure we are, and what to do next.

use super::{Case, Entry, PartView, WhyView, deal::WILSON, finding_ids};

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let view = &case.plan.view;
    let mut entries = Vec::new();
    for question in &view.clarity {
        let says = format!(
            "{} {}: {}",
            question.question, question.state, question.answer
        );
        entries.push(Entry::new(&question.id, says, move |why| {
            let to = |id: String| PartView::says(&id).id(&id);
            match question.id.as_str() {
                "clarity.list" => why
                    .how("a list that can be worked holds 50 to 20,000 companies and less than 40 % of the market")
                    .on(["pursue", "find_out", "companies"].map(|field| to(format!("count.{field}")))),
                "clarity.wins" => why
                    .how("closed deals with companies to pursue against those with companies to ignore; below 8 on a side nothing is said")
                    .how(WILSON)
                    .how("difference: Newcombe's hybrid score interval (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10)")
                    .on(view.deals.iter().map(|_| to("deals".to_owned()))),
                "clarity.reader" => why
                    .how("pieces of copy in which `copy/wrong-addressee` is found, of all in copy/ that speak to a persona of this ICP")
                    .found(case, |name| name == "copy/wrong-addressee"),
                "clarity.words" => {
                    let pains = view.personas.iter().flat_map(|persona| &persona.statements);
                    why.how("pains that cite a quote, and how many people said it")
                        .on(pains.filter(|said| said.kind == "pain").map(|said| {
                            PartView::says(&said.says).id(&said.id).assumed(said.assumption)
                        }))
                }
                _ => why
                    .how("no field of a person in the ICP, none of a company in a persona")
                    .found(case, |name| ["icp/person-field", "persona/company-field", "clarity/person-in-icp", "clarity/company-in-persona"].contains(&name)),
            }
        }));
    }
    for action in &view.actions {
        entries.push(Entry::new(&action.id, action.says.clone(), move |why| {
            why.how("the cheapest steps that change most, in a fixed order, where what each mends is found here")
                .more(&action.command)
        }));
    }
    entries
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
