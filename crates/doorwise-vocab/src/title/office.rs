//! Somebody's office, which is not the person.

use std::borrow::Cow;

use super::item::Item;
use super::kinds::{Function, Seniority};
use super::lexicon::{Entry, Hold};
use super::scan::Sep;

/// Reads "office of the CFO" and "CEO's office": the office, never the person.
pub(super) fn office(segment: &mut Cow<'_, [Item<'_>]>) -> Option<Function> {
    let high = |item: &Item<'_>| {
        let entry = item.entry.copied().unwrap_or_default();
        let rank = entry.role.map(|role| role.seniority).or(entry.rank);
        matches!(
            rank,
            Some(
                Seniority::CLevel
                    | Seniority::Founder
                    | Seniority::Board
                    | Seniority::Vp
                    | Seniority::Director
            )
        )
    };
    // "EA, Office of the COO" and "Chief of Staff, CEO's office" say themselves what they do there.
    let says = |item: &Item<'_>| {
        let entry = item.entry.copied().unwrap_or_default();
        let own = entry.role.filter(|role| role.hold == Hold::Strong);
        entry.guard.is_some()
            || own.is_some_and(|role| matches!(role.function, Function::Admin | Function::Strategy))
    };
    let place = segment
        .iter()
        .position(|item| item.letters == "office" && item.n_words == 1)?;
    let is_said = segment.iter().any(says);
    let mut range = if segment.get(place + 1).is_some_and(Item::is_of) {
        let end = segment[place + 2..]
            .iter()
            .position(|item| item.sep > Sep::Hyphen)
            .map_or(segment.len(), |n| place + 2 + n);
        let owner = (place + 2).min(end)..end;
        if !segment[owner.clone()].iter().any(high) {
            return None;
        }
        place..end
    } else {
        let start = (0..place)
            .rev()
            .take_while(|&idx| segment[idx + 1].sep <= Sep::Hyphen && !segment[idx].is_of())
            .last()?;
        if !segment[start..place].iter().any(high) {
            return None;
        }
        start..place + 1
    };
    let owner = &segment[range.clone()];
    let function = owner
        .iter()
        .filter(|item| item.letters != "office")
        .find_map(|item| {
            item.entry?
                .role
                .map(|role| role.function)
                .or(item.subject().map(|(function, _)| function))
        })
        .filter(|function| *function != Function::Executive)
        .unwrap_or(Function::Strategy);
    // What stands in for the office keeps the subject and loses the rank of its owner.
    let stand_in = Item {
        letters: "office",
        entry: Some(Entry::of_subject(function)),
        start: segment[range.start].start,
        end: segment[range.end - 1].end.max(segment[range.start].end),
        ..segment[range.start]
    };
    let segment = segment.to_mut();
    segment[range.start] = stand_in;
    range.start += 1;
    segment.drain(range);
    (!is_said).then_some(function)
}
