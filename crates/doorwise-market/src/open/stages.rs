//! Stages that deals entered: rows of a history, or one column of days for each stage.

use doorwise_model::deal::{Deal, Outcome, StageEntry};
use doorwise_model::tables::OutcomeWords;
use doorwise_vocab::date::{self, DateOrder};
use doorwise_vocab::text;

use crate::mapping;
use crate::table::{Column, Table};

/// Columns of a deals sheet that hold the day on which a stage was entered, as HubSpot exports them:
/// `hs_date_entered_qualifiedtobuy`, `Date entered "Qualified (Sales Pipeline)"`.
pub(super) struct DatedColumns<'a>(Vec<(String, &'a Column, DateOrder)>);

impl<'a> DatedColumns<'a> {
    pub(super) fn new(table: &'a Table, words: &OutcomeWords) -> Self {
        let columns = table.columns.iter().filter_map(|column| {
            let stage = stage_of(&column.header)?;
            let order = date::order_of(column.values());
            (!is_an_end(&stage, words)).then_some((stage, column, order))
        });
        Self(columns.collect())
    }

    /// Returns the stages that the deal of a row entered.
    pub(super) fn of(&self, row: usize) -> Vec<StageEntry> {
        let columns = self.0.iter();
        let entries = columns.filter_map(|(stage, column, order)| {
            let written = column.text(column.codes()[row]);
            let entered = date::date(written, *order).value()?;
            Some(StageEntry {
                entered,
                stage: stage.clone(),
            })
        });
        entries.collect()
    }
}

/// Returns the stage whose days of entry stand under a header.
fn stage_of(header: &str) -> Option<String> {
    const STARTS: [&str; 5] = [
        "properties.hs_v2_date_entered_",
        "properties.hs_date_entered_",
        "hs_v2_date_entered_",
        "hs_date_entered_",
        "date entered ",
    ];
    let lower = header.trim().to_lowercase();
    let start = STARTS.iter().find(|start| lower.starts_with(**start))?;
    let rest = header.trim().get(start.len()..)?;
    // The pipeline's name stands behind in brackets.
    let stage = rest.split('(').next().unwrap_or(rest);
    let stage = stage.trim_matches(|ch: char| ch == '"' || ch == '\'' || ch.is_whitespace());
    let is_of_deals = !matches!(
        stage.to_lowercase().as_str(),
        "" | "current stage" | "stage"
    );
    is_of_deals.then(|| stage.to_owned())
}

/// Returns whether a stage is how deals end and no step on the way.
pub(super) fn is_an_end(stage: &str, words: &OutcomeWords) -> bool {
    let squeezed = text::fold(stage).replace([' ', '_'], "");
    ["closedwon", "closedlost"].contains(&squeezed.as_str())
        || matches!(
            mapping::outcome(stage, words),
            Some(Outcome::Won | Outcome::Lost)
        )
}

/// Returns whether a row of a history of fields tells of the stage; a history of stages names no field.
pub(super) fn is_of_stage(changed: &str) -> bool {
    let changed = text::fold(changed).replace([' ', '_'], "");
    changed.is_empty() || ["stage", "stagename", "dealstage"].contains(&changed.as_str())
}

/// Puts the stages of each deal in their order, each once, by the first day.
pub(super) fn sort(deals: &mut [Deal]) {
    for deal in deals {
        deal.stages.sort();
        let mut seen: Vec<String> = Vec::new();
        deal.stages.retain(|entry| {
            let is_new = !seen.contains(&entry.stage);
            seen.push(entry.stage.clone());
            is_new
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_stages() {
        for (header, stage) in [
            (
                "hs_date_entered_appointmentscheduled",
                Some("appointmentscheduled"),
            ),
            ("properties.hs_v2_date_entered_12345", Some("12345")),
            (
                "Date entered \"Qualified To Buy (Sales Pipeline)\"",
                Some("Qualified To Buy"),
            ),
            ("Date Entered Demo", Some("Demo")),
            ("Date entered current stage", None),
            ("hs_date_exited_demo", None),
            ("Close date", None),
        ] {
            assert_eq!(stage_of(header).as_deref(), stage, "{header}");
        }
    }

    #[test]
    fn ends_and_other_fields_are_no_stages() {
        let words = OutcomeWords::default();
        assert!(is_an_end("closedwon", &words) && is_an_end("Closed Lost", &words));
        assert!(!is_an_end("Negotiation", &words));
        assert!(is_of_stage("StageName") && is_of_stage("") && !is_of_stage("Amount"));
    }
}
