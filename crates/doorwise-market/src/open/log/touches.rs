//! Mails, calls, messages and meetings: with whom, when, and whether they were answered.

use doorwise_model::log::{Channel, Touch};

use super::{Reading, RowReader, Unread};
use crate::mapping::said::{self, Way};
use crate::open::rows::Known;

/// Reads the touches; a note, a task and what was never sent are none.
pub(super) fn read(reader: &RowReader<'_>, reading: &mut Reading<'_>) -> Vec<Touch> {
    let mut touches = Vec::new();
    let mut known = Known::default();
    let mut unread = [
        Unread::new("sent", "day"),
        Unread::new("channel", "channel"),
    ];
    let says_way = !reader.map.headers("channel").is_empty();
    let mut lost = 0;
    for row in 0..reader.table.rows() {
        let written = reader.cell("channel", row);
        let way = said::way(&written);
        let channel = match way {
            Way::By(channel) => Some(channel),
            Way::Nobody => continue,
            // A sequencer that sends nothing but mails has no column for it.
            Way::Unknown if !says_way => Some(Channel::Email),
            Way::Unknown => None,
        };
        let times = match reader.cell("times", row) {
            cell if cell.is_empty() => 1.0,
            cell => said::times(&cell).unwrap_or(1.0),
        };
        if times < 1.0 {
            continue;
        }
        unread[1].note(reader, row, &channel);
        let Some(person) = reading.person(reader, row) else {
            continue;
        };
        let sent = reader.moment("sent", row, &mut known);
        unread[0].note(reader, row, &sent);
        let deal_cell = reader.cell("deal", row);
        let deal = reading.people.deal(&deal_cell).ok();
        let company = person
            .company
            .or_else(|| reading.people.deals[deal?].company);
        if person.contact.is_none() && company.is_none() && deal.is_none() {
            let is_blank = person.key.is_empty() && deal_cell.is_empty();
            // Whoever is in no table still has a title and answers; only a row of nobody says nothing.
            if is_blank || person.title.is_empty() {
                lost += 1;
                let says = match (person.key.is_empty(), deal_cell.is_empty()) {
                    (false, _) => format!("touch with {}", person.key),
                    (true, false) => format!("touch on deal {deal_cell}"),
                    (true, true) => "touch".to_owned(),
                };
                reading.unlinked(reader, row, says, person.why);
            }
            if is_blank {
                continue;
            }
        }
        let direction = reader.cell("direction", row);
        let is_incoming = said::is_incoming(&direction)
            .or_else(|| said::is_incoming(&written))
            .unwrap_or(false);
        let answered = reader.cell("answered", row);
        touches.push(Touch {
            contact: person.contact,
            person: person.key,
            title: person.title,
            company,
            deal,
            channel,
            is_incoming,
            sent,
            times: times.min(1_000.0) as u32,
            // Of a column of days a blank means that no answer came.
            answered: match answered.is_empty() {
                true => (!reader.map.headers("answered").is_empty()).then_some(false),
                false => said::answered(&answered),
            },
            copy: Some(reader.cell("copy", row)).filter(|copy| !copy.is_empty()),
            row: reader.table.place(row),
        });
    }
    reading.close(reader, known, &unread);
    reading.tell_unlinked(
        reader,
        lost,
        "touches are with nobody who is in the tables",
        "map `contact` or `email` to what the contacts table has, `deal` or `company_id` to those ids",
    );
    touches
}
