//! Deals that stall: lost to nobody, or open for much longer than deals that are won.

use doorwise_model::deal::{Deal, Outcome};
use doorwise_vocab::date::Date;
use doorwise_vocab::text;

/// How a deal stalls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stall {
    /// Lost, and the reason says that nobody decided or nobody answered.
    Silence,
    /// Open for more than twice as long as the deals that were won; the days so far.
    OpenLong(i64),
}

/// What a reason for a loss says when nobody decided, folded; each stands between word ends.
const SILENCE: [&str; 30] = [
    "no decision",
    "no descision",
    "non decision",
    "indecision",
    "undecided",
    "no response",
    "no reply",
    "no answer",
    "not responding",
    "did not respond",
    "didn't respond",
    "stopped responding",
    "stopped replying",
    "unresponsive",
    "non responsive",
    "went silent",
    "went dark",
    "went quiet",
    "gone quiet",
    "gone dark",
    "gone cold",
    "went cold",
    "ghosted",
    "lost contact",
    "stalled",
    "status quo",
    "keine entscheidung",
    "keine ruckmeldung",
    "sans reponse",
    "sin respuesta",
];

/// Returns whether a reason for a loss says that nobody decided or answered.
pub fn is_silence(reason: &str) -> bool {
    let folded: String = text::fold(reason)
        .chars()
        .map(|c| match c {
            '\u{fc}' => 'u',
            '\u{e9}' | '\u{e8}' => 'e',
            '-' | '_' | '/' => ' ',
            other => other,
        })
        .collect();
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    SILENCE.iter().any(|known| {
        folded.match_indices(known).any(|(at, _)| {
            let rest = &folded[at + known.len()..];
            // "No decision maker" is somebody missing, not silence.
            is_edge(folded[..at].chars().next_back())
                && is_edge(rest.chars().next())
                && !rest.trim_start().starts_with("maker")
        })
    })
}

/// Returns the middle length of won deals in days; none below five of them.
pub fn usual_cycle(deals: &[Deal]) -> Option<i64> {
    let mut days: Vec<i64> = deals
        .iter()
        .filter(|deal| deal.outcome == Some(Outcome::Won))
        .filter_map(|deal| Some(super::days(deal.created?, deal.closed?)))
        .collect();
    days.sort_unstable();
    (days.len() >= 5).then(|| days[days.len() / 2])
}

/// Returns how a deal stalls, where it does; `usual` is the middle length of won deals.
pub fn stall(deal: &Deal, as_of: Option<Date>, usual: Option<i64>) -> Option<Stall> {
    match deal.outcome? {
        Outcome::Lost => {
            let reason = deal.loss_reason.as_deref()?;
            is_silence(reason).then_some(Stall::Silence)
        }
        Outcome::Open => {
            let open = super::days(deal.created?, as_of?);
            (open > 2 * usual?.max(1)).then_some(Stall::OpenLong(open))
        }
        Outcome::Won => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_silence;

    #[test]
    fn silence_is_told_from_a_reason() {
        for reason in [
            "No decision",
            "no-response",
            "Prospect went dark in March",
            "Keine R\u{fc}ckmeldung",
            "Lost / stalled",
            "CLOSED_LOST_NO_DECISION",
        ] {
            assert!(is_silence(reason), "{reason}");
        }
        for reason in [
            "Budget",
            "No decision maker on the call",
            "Installed a competitor",
            "Went with HubSpot reports",
            "Response was too slow",
            "Timing",
        ] {
            assert!(!is_silence(reason), "{reason}");
        }
    }
}
