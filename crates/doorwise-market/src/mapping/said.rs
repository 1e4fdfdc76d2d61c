//! Words of logs: by what way, in which direction, answered or not, converted or not.

use doorwise_model::log::Channel;
use doorwise_vocab::date::{self, DateOrder};
use doorwise_vocab::text;

/// What a cell says of the way.
pub(crate) enum Way {
    /// A touch by this channel.
    By(Channel),
    /// Something that reaches nobody: a note, a task.
    Nobody,
    /// Not understood.
    Unknown,
}

/// Returns the words of a cell, whatever stands between them: `INCOMING_EMAIL`, `Email - Received`.
fn words(cell: &str) -> Vec<String> {
    let folded = text::fold(cell);
    let words = folded.split(|ch: char| !ch.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn has(words: &[String], wanted: &[&str]) -> bool {
    words.iter().any(|word| wanted.contains(&word.as_str()))
}

/// Returns by what way somebody was reached.
pub(crate) fn way(cell: &str) -> Way {
    let words = words(cell);
    if has(
        &words,
        &[
            "note", "notes", "task", "todo", "to", "deadline", "lunch", "other", "page", "form",
        ],
    ) && !has(
        &words,
        &["email", "mail", "call", "meeting", "message", "demo"],
    ) {
        return Way::Nobody;
    }
    let channels: [(Channel, &[&str]); 4] = [
        (
            Channel::Message,
            &[
                "linkedin",
                "message",
                "sms",
                "text",
                "whatsapp",
                "chat",
                "inmail",
                "dm",
                "invitation",
                "connection",
                "li",
                "nachricht",
            ],
        ),
        (
            Channel::Email,
            &[
                "email",
                "emails",
                "mail",
                "mails",
                "e",
                "newsletter",
                "emailed",
                "courriel",
            ],
        ),
        (
            Channel::Call,
            &[
                "call",
                "calls",
                "phone",
                "telephone",
                "dial",
                "voicemail",
                "anruf",
                "telefonat",
                "called",
                "appel",
            ],
        ),
        (
            Channel::Meeting,
            &[
                "meeting",
                "meetings",
                "demo",
                "visit",
                "event",
                "appointment",
                "besprechung",
                "termin",
                "rendez",
                "webinar",
                "workshop",
            ],
        ),
    ];
    let found = channels.into_iter().find(|(_, known)| has(&words, known));
    found.map_or(Way::Unknown, |(channel, _)| Way::By(channel))
}

/// Returns whether a cell says that the touch came from the buyer; none where it says nothing of it.
pub(crate) fn is_incoming(cell: &str) -> Option<bool> {
    let words = words(cell);
    if has(
        &words,
        &[
            "incoming",
            "inbound",
            "received",
            "in",
            "eingehend",
            "eingang",
            "reply",
            "from",
        ],
    ) {
        return Some(true);
    }
    has(
        &words,
        &[
            "outgoing",
            "outbound",
            "sent",
            "out",
            "ausgehend",
            "ausgang",
            "email",
            "to",
            "forwarded",
        ],
    )
    .then_some(false)
}

/// Returns whether a cell says that a touch was answered: yes or no, a day, a count, or a status.
pub(crate) fn answered(cell: &str) -> Option<bool> {
    let words = words(cell);
    let says_not = has(&words, &["not", "no", "never", "un", "without"]);
    if let Some(flag) = flag(cell) {
        return Some(flag);
    }
    if has(
        &words,
        &[
            "replied",
            "reply",
            "replies",
            "answered",
            "responded",
            "response",
            "answer",
            "interested",
            "connected",
            "booked",
            "accepted",
            "attended",
            "positive",
        ],
    ) {
        return Some(!says_not);
    }
    has(
        &words,
        &[
            "sent",
            "delivered",
            "opened",
            "open",
            "clicked",
            "bounced",
            "bounce",
            "unopened",
            "voicemail",
            "busy",
            "contacted",
            "finished",
            "unresponsive",
            "unsubscribed",
            "failed",
            "scheduled",
            "ignored",
            "unanswered",
            "noreply",
            "paused",
            "active",
        ],
    )
    .then_some(false)
}

/// Returns whether a lead became a deal or a customer; none where it is open or nothing is said.
pub(crate) fn converted(cell: &str) -> Option<bool> {
    let words = words(cell);
    if let Some(flag) = flag(cell) {
        return Some(flag);
    }
    // An open lead is no lost one, whatever has not happened yet.
    if has(&words, &["open", "new", "working"]) {
        return None;
    }
    if has(
        &words,
        &[
            "converted",
            "won",
            "customer",
            "opportunity",
            "deal",
            "qualified",
            "sql",
            "demo",
        ],
    ) {
        // "Closed - Converted" is, "Closed - Not Converted" is not.
        return Some(!has(&words, &["not", "no", "never"]));
    }
    has(
        &words,
        &[
            "not",
            "never",
            "closed",
            "lost",
            "unqualified",
            "disqualified",
            "rejected",
            "dead",
            "junk",
            "spam",
            "recycled",
            "nurture",
        ],
    )
    .then_some(false)
}

/// Returns what yes, no, a count or a day mean.
fn flag(cell: &str) -> Option<bool> {
    let folded = text::fold(cell);
    if ["yes", "y", "true", "x", "ja", "oui", "si"].contains(&folded.as_str()) {
        return Some(true);
    }
    if ["no", "n", "false", "nein", "non", "-"].contains(&folded.as_str()) {
        return Some(false);
    }
    if let Ok(count) = folded.parse::<f64>()
        && count < 1_000.0
    {
        return Some(count > 0.0);
    }
    date::date(cell, DateOrder::DayFirst).value().map(|_| true)
}

/// Returns a count: `3`, `1,204`.
pub(crate) fn count(cell: &str) -> Option<f64> {
    let is_kept = |ch: &char| !matches!(ch, ',' | ' ' | '\'' | '\u{a0}');
    let count: f64 = text::fold(cell)
        .chars()
        .filter(is_kept)
        .collect::<String>()
        .parse()
        .ok()?;
    (count >= 0.0 && count.is_finite()).then_some(count)
}

/// Returns how many touches a cell stands for; yes is one, and no is none.
pub(crate) fn times(cell: &str) -> Option<f64> {
    count(cell).or_else(|| flag(cell).map(|yes| f64::from(u8::from(yes))))
}

/// Reads hours: `2.5`, `45 min`, `3 days`, `01:30`.
pub(crate) fn hours(cell: &str) -> Option<f64> {
    let folded = text::fold(cell);
    if let Some((hours, minutes)) = folded.split_once(':') {
        let minutes = minutes.split(':').next().unwrap_or_default();
        let (hours, minutes): (f64, f64) = (hours.parse().ok()?, minutes.parse().ok()?);
        return Some(hours + minutes / 60.0).filter(|hours| *hours >= 0.0);
    }
    let at = folded
        .find(|ch: char| !ch.is_ascii_digit() && ch != '.')
        .unwrap_or(folded.len());
    let number: f64 = folded[..at].parse().ok()?;
    match folded[at..].trim() {
        "" | "h" | "hr" | "hrs" | "hour" | "hours" | "stunden" => Some(number),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(number / 60.0),
        "d" | "day" | "days" | "tage" => Some(number * 24.0),
        _ => None,
    }
}

/// Returns whether a cell says that a lead is still being worked on.
pub(crate) fn is_open(cell: &str) -> bool {
    has(
        &words(cell),
        &[
            "new",
            "open",
            "working",
            "attempted",
            "progress",
            "contacted",
            "connected",
            "lead",
            "subscriber",
            "mql",
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_and_directions_as_programs_write_them() {
        for (cell, by, incoming) in [
            ("EMAIL", Some(Channel::Email), Some(false)),
            ("INCOMING_EMAIL", Some(Channel::Email), Some(true)),
            ("Email - Received", Some(Channel::Email), Some(true)),
            ("Outbound Call", Some(Channel::Call), Some(false)),
            ("Call", Some(Channel::Call), None),
            ("LinkedIn message", Some(Channel::Message), None),
            ("Meeting", Some(Channel::Meeting), None),
            ("Demo", Some(Channel::Meeting), None),
            ("Note", None, None),
            ("Fax", None, None),
        ] {
            let found = match way(cell) {
                Way::By(channel) => Some(channel),
                Way::Nobody | Way::Unknown => None,
            };
            assert_eq!((found, is_incoming(cell)), (by, incoming), "{cell}");
        }
        assert!(matches!(way("Note"), Way::Nobody) && matches!(way("Fax"), Way::Unknown));
    }

    #[test]
    fn answers_and_conversions_as_programs_write_them() {
        for (cell, says) in [
            ("Replied", Some(true)),
            ("Not replied", Some(false)),
            ("No answer", Some(false)),
            ("Delivered", Some(false)),
            ("Left voicemail", Some(false)),
            ("2026-03-02 10:00", Some(true)),
            ("0", Some(false)),
            ("2", Some(true)),
            ("TRUE", Some(true)),
            ("perhaps", None),
        ] {
            assert_eq!(answered(cell), says, "{cell}");
        }
        for (cell, says) in [
            ("Closed - Converted", Some(true)),
            ("Closed - Not Converted", Some(false)),
            ("Working - Contacted", None),
            ("Open - Not Contacted", None),
            ("Qualified", Some(true)),
            ("Unqualified", Some(false)),
            ("2026-03-02", Some(true)),
            ("false", Some(false)),
        ] {
            assert_eq!(converted(cell), says, "{cell}");
        }
    }

    #[test]
    fn hours_in_many_spellings() {
        for (cell, says) in [
            ("2.5", Some(2.5)),
            ("45 min", Some(0.75)),
            ("3 days", Some(72.0)),
            ("01:30", Some(1.5)),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(hours(cell), says, "{cell}");
        }
    }
}
