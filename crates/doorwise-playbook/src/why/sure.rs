//! How sure we are, and what to do next.

use doorwise_model::diagnostic::Level;

use super::{Case, Entry, PartView, deal::WILSON, finding_ids};

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
                    .on(found(case, |name| name == "copy/wrong-addressee")),
                "clarity.words" => {
                    let pains = view.personas.iter().flat_map(|persona| &persona.statements);
                    why.how("pains that cite a quote, and how many people said it")
                        .on(pains.filter(|said| said.kind == "pain").map(|said| {
                            PartView::says(&said.says).id(&said.id).assumed(said.assumption)
                        }))
                }
                _ => why
                    .how("no field of a person in the ICP, none of a company in a persona")
                    .on(found(case, |name| ["icp/person-field", "persona/company-field", "clarity/person-in-icp", "clarity/company-in-persona"].contains(&name))),
            }
        }));
    }
    for action in &view.actions {
        entries.push(Entry::new(&action.id, action.says.clone(), move |why| {
            why.how("the cheapest steps that change most, in a fixed order, where what each mends is found here")
                .more(&action.command)
        }));
    }
    let says = format!(
        "{} errors, {} warnings",
        view.problems.errors, view.problems.warnings
    );
    entries.push(Entry::new(view.problems.id, says, |why| {
        why.how("findings of `doorwise check`")
            .on(["errors", "warnings"]
                .map(|field| PartView::says(field).id(format!("problems.{field}"))))
    }));
    for (field, n, level) in [
        ("errors", view.problems.errors, Level::Error),
        ("warnings", view.problems.warnings, Level::Warning),
    ] {
        entries.push(Entry::new(
            format!("problems.{field}"),
            format!("{field} in files and tables: {n}"),
            move |why| {
                let findings = case
                    .inputs
                    .diagnostics
                    .iter()
                    .zip(finding_ids(case.inputs.diagnostics));
                let rows = findings
                    .filter(|(found, _)| found.level == level)
                    .map(|(found, id)| {
                        PartView::says(&found.message)
                            .id(id)
                            .place(found.place.to_string())
                    });
                why.count(n)
                    .how("findings of `doorwise check`")
                    .rows(n, case.rows_shown, rows)
            },
        ));
    }
    entries
}

fn found(case: &Case<'_>, is_wanted: impl Fn(&str) -> bool) -> Vec<PartView> {
    let ids = finding_ids(case.inputs.diagnostics);
    let findings = case.inputs.diagnostics.iter().zip(ids);
    findings
        .filter(|(found, _)| is_wanted(found.name))
        .map(|(found, id)| {
            PartView::says(&found.message)
                .id(id)
                .place(found.place.to_string())
        })
        .collect()
}
