//! Finds the business model that an industry column says in passing: `B2B -> Sales`.

use doorwise_vocab::{Reading, business_model, text};

use super::ColumnGuess;
use super::assign::{hundredths, percent};
use super::content::Sample;

/// Returns a guess for `business_model` from columns already read as industries, the first that says one.
///
/// "Enterprise" or "consumer" alone may be an industry; one cell must say it as `B2B` does.
pub(super) fn in_passing(columns: &[&Sample<'_>]) -> Option<ColumnGuess> {
    columns.iter().find_map(|sample| {
        if !sample.cells.iter().any(|cell| says_it_plainly(cell)) {
            return None;
        }
        let naming: Vec<&str> = sample
            .cells
            .iter()
            .copied()
            .filter(|cell| matches!(business_model::mixed(cell), Reading::Value(mixed) if !mixed.models.is_empty()))
            .collect();
        let share = naming.len() as f64 / sample.cells.len() as f64;
        let examples: Vec<String> = naming.iter().take(2).map(|cell| format!("`{cell}`")).collect();
        Some(ColumnGuess {
            field: "business_model".to_owned(),
            headers: vec![sample.written.to_owned()],
            confidence: hundredths(0.5 + 0.3 * share),
            why: format!(
                "{} of its distinct cells name a business model in passing, such as {}",
                percent(share),
                examples.join(" and ")
            ),
        })
    })
}

fn says_it_plainly(cell: &str) -> bool {
    text::fold(cell)
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| matches!(word, "b2b" | "b2c" | "b2b2c" | "b2g" | "d2c" | "dtc"))
}
