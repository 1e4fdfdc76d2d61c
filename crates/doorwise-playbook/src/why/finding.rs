//! What `doorwise check` finds: the rule, the place, the fix.

use doorwise_model::diagnostic::{Diagnostic, Level, Place};

use super::{Case, Entry, PartView, WhyView};
use crate::id;

/// Returns the ids of findings, in their order.
///
/// An id is made of the rule, the file and the message, not of the line, so that it outlives an edit above it.
pub fn finding_ids(found: &[Diagnostic]) -> Vec<String> {
    id::each_once(found.iter().map(|found| {
        let file = match &found.place {
            Place::Text { file, .. } => doorwise_model::diagnostic::slashed(file),
            other => other.to_string(),
        };
        let fault = found.name.rsplit('/').next().unwrap_or(found.name);
        let hash = id::short_hash(&format!("{}\n{file}\n{}", found.name, found.message));
        format!("finding.{}.{hash}", id::part(fault))
    }))
}

/// Opens a finding, or how many there are; neither needs a plan, for an ICP that is half understood has none.
pub fn finding(
    found: &[Diagnostic],
    asked: &str,
    rows_shown: usize,
    words: &str,
) -> Option<WhyView> {
    let entries = entries_of(found, rows_shown);
    let entry = entries.iter().find(|entry| entry.id == asked)?;
    Some(entry.open(words))
}

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    entries_of(case.inputs.diagnostics, case.rows_shown)
}

fn entries_of(found: &[Diagnostic], rows_shown: usize) -> Vec<Entry<'_>> {
    let ids = finding_ids(found);
    let mut entries = problems(found, &ids, rows_shown);
    let each = found.iter().zip(ids).map(|(found, id)| {
        Entry::new(
            id,
            format!("{}: {}", found.level.as_str(), found.message),
            move |why| {
                let lines = [("why it matters", &found.note), ("what to do", &found.help)];
                why.how(format!("found by {}", found.name))
                    .on([PartView::says("found here").place(found.place.to_string())])
                    .on(lines.into_iter().filter_map(|(label, text)| {
                        text.as_ref()
                            .map(|text| PartView::says(format!("{label}: {text}")))
                    }))
                    .more(format!("doorwise rule {}", found.name))
            },
        )
    });
    entries.extend(each);
    entries
}

/// Returns how many findings there are, by level.
fn problems<'a>(found: &'a [Diagnostic], ids: &[String], rows_shown: usize) -> Vec<Entry<'a>> {
    let levels = [
        ("errors", Level::Error),
        ("warnings", Level::Warning),
        ("notes", Level::Note),
    ];
    let numbers: Vec<Entry<'a>> = levels
        .into_iter()
        .map(|(field, level)| {
            let rows: Vec<PartView> = found
                .iter()
                .zip(ids)
                .filter(|(found, _)| found.level == level)
                .map(|(found, id)| {
                    PartView::says(&found.message)
                        .id(id)
                        .place(found.place.to_string())
                })
                .collect();
            let says = format!("{field} in files and tables: {}", rows.len());
            Entry::new(format!("problems.{field}"), says, move |why| {
                why.count(rows.len())
                    .how("findings of `doorwise check`")
                    .rows(rows.len(), rows_shown, rows.clone())
            })
        })
        .collect();
    let parts: Vec<PartView> = numbers
        .iter()
        .map(|entry| PartView::says(&entry.says).id(&entry.id))
        .collect();
    let count = |level: Level| found.iter().filter(|found| found.level == level).count();
    let says = format!(
        "{} errors, {} warnings",
        count(Level::Error),
        count(Level::Warning)
    );
    let whole = Entry::new("problems", says, move |why| {
        why.how("findings of `doorwise check`").on(parts.clone())
    });
    std::iter::once(whole).chain(numbers).collect()
}
