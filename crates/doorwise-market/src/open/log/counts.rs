//! Counts of the funnel and money spent, by period and source.

use doorwise_model::log::{Count, Spent};
use doorwise_vocab::text;

use super::{Reading, RowReader, Unread};
use crate::mapping::said;
use crate::open::rows::{self, Known};

/// Steps that have a column of their own, in the order of the funnel.
const STEPS: [&str; 6] = ["visits", "leads", "qualified", "demos", "deals", "won"];

/// Reads counts: one row a step, or one column a step.
pub(super) fn funnel(reader: &RowReader<'_>, reading: &mut Reading<'_>) -> Vec<Count> {
    let mut counts = Vec::new();
    let mut known = Known::default();
    let mut unread = vec![Unread::new("period", "day"), Unread::new("count", "count")];
    unread.extend(STEPS.map(|step| Unread::new(step, "count")));
    for row in 0..reader.table.rows() {
        let source = reader.cell("source", row);
        if is_sum(&source) || is_sum(&reader.cell("period", row)) {
            continue;
        }
        let period = reader.moment("period", row, &mut known);
        unread[0].note(reader, row, &period);
        let Some(period) = period else { continue };
        let mut add = |stage: String, n: Option<f64>| {
            counts.extend(n.map(|n| Count {
                period: period.day,
                source: Some(source.clone()).filter(|source| !source.is_empty()),
                stage,
                n,
                row: reader.table.place(row),
            }));
        };
        let stage = reader.cell("stage", row);
        if !stage.is_empty() {
            let n = said::count(&reader.cell("count", row));
            unread[1].note(reader, row, &n);
            add(stage, n);
        }
        for (step, unread) in STEPS.into_iter().zip(&mut unread[2..]) {
            let n = said::count(&reader.cell(step, row));
            unread.note(reader, row, &n);
            add(step.to_owned(), n);
        }
    }
    reading.close(reader, known, &unread);
    counts
}

/// Reads what was spent; an export of one account names no source but its file does.
pub(super) fn spend(reader: &RowReader<'_>, reading: &mut Reading<'_>) -> Vec<Spent> {
    let mut spent = Vec::new();
    let mut known = Known::default();
    let mut unread = [
        Unread::new("amount", "amount"),
        Unread::new("period", "day"),
    ];
    for row in 0..reader.table.rows() {
        let mut source = reader.cell("source", row);
        if is_sum(&source) || is_sum(&reader.cell("period", row)) {
            continue;
        }
        let amount = reader.money("amount", row, &mut known);
        unread[0].note(reader, row, &amount);
        let period = reader.moment("period", row, &mut known);
        unread[1].note(reader, row, &period);
        if source.is_empty() {
            source = of_file(&reader.table.place(row));
        }
        spent.extend(amount.map(|amount| Spent {
            period: period.map(|moment| moment.day),
            source,
            amount,
            row: reader.table.place(row),
        }));
    }
    reading.close(reader, known, &unread);
    spent
}

/// Returns whether a cell says that its row sums up others: `Total: Account`.
fn is_sum(cell: &str) -> bool {
    let first = cell.split(':').next().unwrap_or_default();
    rows::is_total(first) || rows::is_total(cell)
}

/// Returns the words of a file's name: `google_ads-2026-03.csv:17` is "google ads".
fn of_file(place: &str) -> String {
    let name = place.split(':').next().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folded = text::fold(stem);
    let words = folded.split(|ch: char| !ch.is_alphabetic());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::{is_sum, of_file};

    #[test]
    fn sums_and_names_of_files() {
        assert!(is_sum("Total") && is_sum("Total: Campaigns") && !is_sum("Google Ads"));
        assert_eq!(of_file("data/google_ads-2026-03.csv:17"), "google ads");
    }
}
