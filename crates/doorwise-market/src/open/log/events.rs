//! Dated events at companies.

use doorwise_model::log::Event;

use super::{Reading, RowReader, Unread};
use crate::open::rows::Known;

/// Reads the events; where no column says what happened, the header of the day does.
pub(super) fn read(reader: &RowReader<'_>, reading: &mut Reading<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut known = Known::default();
    let mut unread = [Unread::new("happened", "day")];
    let header = reader.map.headers("happened").first();
    let named = header.map_or_else(String::new, |header| {
        let bare = header.trim();
        bare.strip_suffix(" Date")
            .or(bare.strip_suffix(" date"))
            .unwrap_or(bare)
            .to_owned()
    });
    let mut lost = 0;
    for row in 0..reader.table.rows() {
        let happened = reader.moment("happened", row, &mut known);
        unread[0].note(reader, row, &happened);
        let Some(happened) = happened else { continue };
        let what = match reader.cell("event", row) {
            cell if cell.is_empty() => named.clone(),
            cell => cell,
        };
        let [id, domain, name] =
            ["company_id", "domain", "company"].map(|field| reader.cell(field, row));
        match reading.index.find(&id, &[&domain], &name) {
            Ok(company) => events.push(Event {
                company,
                what,
                happened: happened.day,
                row: reader.table.place(row),
            }),
            Err(why) => {
                lost += 1;
                let called = [name, domain, id].into_iter().find(|cell| !cell.is_empty());
                let says = format!("{what} at {}", called.unwrap_or_default());
                reading.unlinked(reader, row, says, why);
            }
        }
    }
    reading.close(reader, known, &unread);
    reading.tell_unlinked(
        reader,
        lost,
        "events are at companies that are in no table",
        "map `company_id`, `domain` or `company` to what the companies table has",
    );
    events
}
