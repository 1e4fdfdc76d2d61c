//! What to do next.

use super::{Case, Entry};

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let view = &case.plan.view;
    let mut entries = Vec::new();
    for action in &view.actions {
        entries.push(Entry::new(&action.id, action.says.clone(), move |why| {
            why.how("the cheapest steps that change most, in a fixed order, where what each mends is found here")
                .more(&action.command)
        }));
    }
    entries
}
