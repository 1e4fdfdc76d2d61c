//! What `doorwise check` finds: the rule, the place, the fix.

use doorwise_model::diagnostic::{Diagnostic, Place};

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

/// Opens every finding; they need no plan, for an ICP that is half understood has none.
pub fn findings(found: &[Diagnostic]) -> Vec<WhyView> {
    entries_of(found).iter().map(Entry::open).collect()
}

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    entries_of(case.inputs.diagnostics)
}

fn entries_of(found: &[Diagnostic]) -> Vec<Entry<'_>> {
    let ids = finding_ids(found);
    found
        .iter()
        .zip(ids)
        .map(|(found, id)| {
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
        })
        .collect()
}
