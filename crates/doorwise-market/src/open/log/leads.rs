//! Leads: where they came from, when they were first answered, what became of them.

use doorwise_model::log::Lead;

use super::{Reading, RowReader, Unread};
use crate::mapping::said;
use crate::open::rows::Known;

/// Reads the leads.
pub(super) fn read(reader: &RowReader<'_>, reading: &mut Reading<'_>) -> Vec<Lead> {
    let mut leads = Vec::new();
    let mut known = Known::default();
    let mut unread = [
        Unread::new("created", "day"),
        Unread::new("first_answer", "day"),
        Unread::new("hours", "count"),
    ];
    for row in 0..reader.table.rows() {
        let Some(person) = reading.person(reader, row) else {
            continue;
        };
        let company_name = reader.cell("company", row);
        let created = reader.moment("created", row, &mut known);
        unread[0].note(reader, row, &created);
        if created.is_none() && person.key.is_empty() && reader.cell("source", row).is_empty() {
            continue;
        }
        let first_answer = reader.moment("first_answer", row, &mut known);
        unread[1].note(reader, row, &first_answer);
        let hours = said::hours(&reader.cell("hours", row));
        unread[2].note(reader, row, &hours);
        let written = reader.cell("converted", row);
        let day = reader.date("converted", row);
        // Where the column holds days, a blank means "not yet".
        let converted = match written.is_empty() {
            true => None,
            false => said::converted(&written),
        };
        reading.facts.newest_date = reading
            .facts
            .newest_date
            .max(created.map(|moment| moment.day));
        leads.push(Lead {
            person: match person.key.is_empty() {
                true => reader.id(row),
                false => person.key,
            },
            company_name,
            company: person.company,
            source: Some(reader.cell("source", row)).filter(|source| !source.is_empty()),
            created,
            first_answer,
            hours,
            converted,
            converted_on: day,
            row: reader.table.place(row),
        });
    }
    // A column of nothing but yes, or of days, says of every blank one that it did not.
    let says = !reader.map.headers("converted").is_empty();
    if says && !leads.iter().any(|lead| lead.converted == Some(false)) {
        for lead in leads.iter_mut().filter(|lead| lead.converted.is_none()) {
            lead.converted = Some(false);
        }
    }
    reading.close(reader, known, &unread);
    leads
}
