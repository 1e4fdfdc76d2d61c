//! The tables as they were read: rows, rows left out, columns and why they were mapped.

use super::{Case, Entry, PartView, WhyView};
use crate::id;

pub(super) fn entries<'a>(case: &'a Case<'a>) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    let workspace = case.inputs.workspace;
    for (view, facts) in case
        .plan
        .view
        .tables
        .iter()
        .zip(&case.inputs.market.facts().tables)
    {
        let map = workspace.tables.iter().find(|map| map.kind == facts.kind);
        let says = format!(
            "{}: {}, {} rows, {} skipped",
            view.kind, view.name, view.rows, view.skipped
        );
        entries.push(Entry::new(&view.id, says, move |why| {
            let mapped = map.map(|map| {
                map.columns.iter().map(|(field, headers)| {
                    case.at(
                        format!("{field} from {}", headers.join(" + ")),
                        map.column_place(field),
                    )
                })
            });
            why.how(format!("read as {}", view.format))
                .on(map.map(|map| case.at("named here", &map.place)))
                .on(mapped.into_iter().flatten())
                .on(view.notes.iter().map(PartView::says))
        }));
        entries.push(Entry::new(
            format!("{}.rows", view.id),
            format!("{}, rows read: {}", view.name, view.rows),
            move |why| {
                why.count(view.rows)
                    .how("rows under the header that could be read, blank ones left out")
            },
        ));
        entries.push(Entry::new(
            format!("{}.skipped", view.id),
            format!("{}, rows skipped: {}", view.name, view.skipped),
            move |why| {
                let rows = facts
                    .skipped
                    .iter()
                    .map(|(place, reason)| PartView::says(reason).place(place));
                why.count(view.skipped)
                    .how("rows that could not be read, each with its reason")
                    .rows(view.skipped, case.rows_shown, rows)
            },
        ));
        // What names a row (id, name, domain) has no count of known cells, but a column that says it.
        for (field, headers) in map.iter().flat_map(|map| &map.columns) {
            if view.columns.iter().any(|column| column.field == *field) {
                continue;
            }
            let says = format!("{field} from {}", headers.join(" + "));
            entries.push(Entry::new(
                id::column(facts.kind, field),
                says,
                move |why| {
                    let mapped = map.map(|map| case.at("mapped here", map.column_place(field)));
                    case.recognised(why, field).on(mapped)
                },
            ));
        }
        for (column, facts) in view.columns.iter().zip(&facts.columns) {
            let mapped =
                move || map.map(|map| case.at("mapped here", map.column_place(&column.field)));
            let says = format!(
                "{} from {}: {} known, {} blank, {} not understood",
                column.field,
                column.headers.join(" + "),
                column.known,
                column.blank,
                column.unreadable
            );
            entries.push(Entry::new(&column.id, says, move |why| {
                case.recognised(why, &column.field).on(mapped())
            }));
            for (field, n, how) in [
                ("known", column.known, "rows whose cell was understood"),
                (
                    "blank",
                    column.blank,
                    "rows whose cell is blank: unknown, never zero",
                ),
                (
                    "unreadable",
                    column.unreadable,
                    "rows whose cell says something that was not understood; the commonest are listed",
                ),
            ] {
                entries.push(Entry::new(
                    format!("{}.{field}", column.id),
                    format!("{}, {field}: {n}", column.field),
                    move |why| {
                        let examples = facts.examples.iter().filter(|_| field == "unreadable");
                        why.count(n).how(how).on(mapped()).on(examples.map(
                            |(written, reason, rows)| PartView {
                                written: Some(written.clone()),
                                ..PartView::says(format!("{rows} rows: {reason}"))
                            },
                        ))
                    },
                ));
            }
        }
    }
    entries
}

impl Case<'_> {
    /// Says how a field found its column.
    fn recognised(&self, why: WhyView, field: &str) -> WhyView {
        let why = why.how("one field and the headers it is read from");
        match self.recognised.get(field) {
            Some(how) => why.how(how),
            None => why,
        }
    }
}
