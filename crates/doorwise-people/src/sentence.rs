//! From a plain sentence about a person to the parts of a persona.
//!
//! A small grammar of clauses. A clause opens only at a boundary (start, comma, "and",
//! "who", "she") where a cue of `data/cues.tsv` follows; so "X and Y" stays one object, and
//! "prove that the team needs to grow" one goal. Words that no clause takes are kept in
//! `not_understood`: nothing that was said is dropped.

mod clause;
mod company;
mod cue;
mod fear;
mod lead;
mod subject;
#[cfg(test)]
mod tests;

use clause::Clause;
use cue::Kind;
pub use doorwise_model::sentence::PersonaSketch;

/// Reads a sentence about a person.
pub fn persona(whole: &str) -> PersonaSketch {
    let mut sketch = PersonaSketch {
        says: whole.trim().to_owned(),
        ..PersonaSketch::default()
    };
    for Clause { kind, text } in clause::clauses(whole) {
        // "tired of junk" alone is a state without its verb.
        let stated = format!("is {text}");
        let (kind, text) = match (kind, clause::clauses(&stated).as_slice()) {
            (
                None,
                [
                    Clause {
                        kind: Some(stated),
                        text,
                    },
                ],
            ) if *stated != Kind::Other && *stated != Kind::Company => (Some(*stated), *text),
            (kind, _) => (kind, text),
        };
        let Some(kind) = kind else {
            // "Kabelmeister, who must ...": a noun in the place of a title.
            let stands_for_title = whole
                .trim_start()
                .strip_prefix(text)
                .is_some_and(|rest| rest.trim_start().starts_with(", who"))
                && lead::is_unknown_noun(text);
            if stands_for_title {
                sketch.titles.push(text.to_owned());
            } else {
                subject::read(text, &mut sketch);
            }
            continue;
        };
        let kind = fear::weigh(kind, text);
        let (said, company) = if kind == Kind::Company {
            (text, None)
        } else {
            company::cut(text)
        };
        sketch.company_parts.extend(company.map(str::to_owned));
        if said.is_empty() {
            continue;
        }
        let list = match kind {
            Kind::Goal => &mut sketch.goals,
            Kind::Pain => &mut sketch.pains,
            Kind::Objection => &mut sketch.objections,
            Kind::Trigger => &mut sketch.triggers,
            // "Reports to the founder": the founder's title is not this person's.
            Kind::Other | Kind::Company if subject::is_of_boss(said) => &mut sketch.not_understood,
            Kind::Company => &mut sketch.company_parts,
            Kind::Other if company::describes(said) => &mut sketch.company_parts,
            Kind::Other => {
                subject::read(said, &mut sketch);
                continue;
            }
        };
        list.push(said.to_owned());
    }
    sketch
}

/// Returns what was understood as one sentence, each part with the kind it was taken for.
pub fn read_back(sketch: &PersonaSketch) -> String {
    let mut said = subject::read_back(sketch);
    let parts: Vec<String> = [
        ("goal", &sketch.goals),
        ("pain", &sketch.pains),
        ("objection", &sketch.objections),
        ("trigger", &sketch.triggers),
    ]
    .into_iter()
    .flat_map(|(kind, list)| {
        list.iter()
            .map(move |says| format!("{} ({kind})", clause::predicate(kind, says)))
    })
    .collect();
    if let Some((last, before)) = parts.split_last() {
        said.push_str(", who ");
        if !before.is_empty() {
            said.push_str(&before.join(", "));
            said.push_str(" and ");
        }
        said.push_str(last);
    }
    said.push('.');
    for part in &sketch.company_parts {
        said.push_str(&format!(
            " \"{part}\" describes a company and belongs to the ICP."
        ));
    }
    if !sketch.not_understood.is_empty() {
        let kept: Vec<String> = sketch
            .not_understood
            .iter()
            .map(|part| format!("\"{part}\""))
            .collect();
        said.push_str(&format!(" Not understood and kept: {}.", kept.join(", ")));
    }
    said
}
