//! Who asks.

use std::collections::BTreeMap;

use super::Turn;

/// Labels that say so.
const LABELS: [&str; 8] = [
    "interviewer",
    "moderator",
    "host",
    "researcher",
    "interview",
    "facilitator",
    "q",
    "me",
];

/// Marks the interviewer's turns; false where it is not clear, and then all turns are marked.
pub(super) fn mark(turns: &mut [Turn]) -> bool {
    let is_label = |turn: &Turn| {
        let name = turn.speaker.as_deref().unwrap_or_default().to_lowercase();
        LABELS.contains(&name.trim())
    };
    if turns.iter().any(is_label) {
        for turn in turns.iter_mut() {
            turn.interviewer = is_label(turn);
        }
        return true;
    }
    let mut people: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for turn in turns.iter() {
        let entry = people
            .entry(turn.speaker.clone().unwrap_or_default())
            .or_default();
        entry.0 += 1.0;
        entry.1 += if turn.text.contains('?') { 1.0 } else { 0.0 };
    }
    let mut rates: Vec<(String, f64)> = people
        .into_iter()
        .map(|(name, (n, asked))| (name, asked / n))
        .collect();
    rates.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    // A clear margin: a seller who is asked much must not become the buyer.
    let asks = match rates.as_slice() {
        [(name, first), (_, second), ..] if *first >= 0.3 && *first >= 2.0 * second => {
            Some(name.clone())
        }
        _ => None,
    };
    for turn in turns.iter_mut() {
        turn.interviewer = asks
            .as_ref()
            .is_none_or(|name| turn.speaker.as_deref() == Some(name));
    }
    asks.is_some()
}
