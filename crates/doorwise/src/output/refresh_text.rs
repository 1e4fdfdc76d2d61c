//! What `doorwise refresh` prints for people.

use std::fmt::Write;

use crate::cli::refresh::{EventView, RefreshView};

/// Lines shown of each list; the rest is in `--format json` and the history.
const SHOWN: usize = 5;

pub(crate) fn show(view: &RefreshView) -> String {
    let mut text = format!("{} -> {}, {}\n", view.old, view.new, view.date);
    let happened = view.new_companies + view.returned + view.gone + view.renamed + view.changed;
    if happened == 0 {
        let _ = writeln!(text, "nothing changed: {} companies", view.kept);
    } else {
        let _ = writeln!(
            text,
            "{} new, {} returned, {} gone, {} kept; of those kept {} renamed, {} with other facts changed\n{} companies in all",
            view.new_companies,
            view.returned,
            view.gone,
            view.kept,
            view.renamed,
            view.changed,
            view.companies
        );
    }
    if !view.fields.is_empty() {
        let _ = writeln!(
            text,
            "\n{:<20} {:>8} {:>24}",
            "column", "changed", "only written differently"
        );
        for field in &view.fields {
            let _ = writeln!(
                text,
                "{:<20} {:>8} {:>24}{}",
                field.field,
                field.changed,
                field.respelled,
                field
                    .new_words
                    .first()
                    .map_or_else(String::new, |word| format!(
                        "   `{}` is `{}` now, {} words in all",
                        word.before,
                        word.after,
                        field.new_words.len()
                    ))
            );
        }
    }
    for kind in ["new", "returned", "gone", "renamed", "changed"] {
        let found: Vec<&EventView> = view
            .events
            .iter()
            .filter(|event| event.kind == kind)
            .collect();
        list(
            &mut text,
            kind,
            found.into_iter().map(|event| match kind {
                "renamed" => format!("{} -> {} ({})", event.before, event.after, event.company_id),
                "changed" => format!(
                    "{}: {} {} -> {}",
                    event.name,
                    event.field,
                    short(&event.before),
                    short(&event.after)
                ),
                _ => format!("{} ({})", event.name, event.company_id),
            }),
        );
    }
    list(
        &mut text,
        "about a company that an earlier row is about, left out",
        view.duplicates
            .iter()
            .map(|[row, first]| format!("{row}, as {first}")),
    );
    list(
        &mut text,
        "gone and new that may be one, kept apart",
        view.apart.iter().map(|[row, at]| format!("{row} and {at}")),
    );
    list(
        &mut text,
        "columns that the new list lacks; their cells stay",
        view.missing_columns.iter().cloned(),
    );
    list(
        &mut text,
        "rows that could not be read",
        view.skipped_rows.iter().cloned(),
    );
    text
}

fn list(text: &mut String, title: &str, lines: impl ExactSizeIterator<Item = String>) {
    let n = lines.len();
    if n == 0 {
        return;
    }
    let _ = writeln!(text, "\n{title}: {n}");
    for line in lines.take(SHOWN) {
        let _ = writeln!(text, "  {line}");
    }
    if n > SHOWN {
        let _ = writeln!(text, "  and {} more", n - SHOWN);
    }
}

fn short(cell: &str) -> String {
    let line = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return "(blank)".to_owned();
    }
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}
