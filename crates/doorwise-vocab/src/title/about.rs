//! What the words beside a head noun say the job is about.

use super::few::Few;
use super::item::Item;
use super::kinds::{Function, Seniority};
use super::lexicon::{Hold, Mark};
use super::role::no_functions;
use super::scan::Sep;

/// Returns the functions named behind the head.
pub(super) fn scope(
    items: &[Item<'_>],
    head: usize,
    seniority: Seniority,
    executive: bool,
) -> (Few<Function, 6>, Option<usize>) {
    let after = &items[head + 1..];
    if executive {
        // Behind "Founder -" stands the firm more often than a function: every word must be known.
        let told = matches!(
            seniority,
            Seniority::Founder | Seniority::CLevel | Seniority::Partner
        );
        let known = after.iter().all(|item| {
            item.is_of()
                || item.subject().is_some()
                || item.last == "officer"
                || item.is(Mark::Neutral)
        });
        let of = after
            .first()
            .is_some_and(|item| item.is_of() || item.sep == Sep::Space);
        let chief = items[..=head].iter().any(|item| item.letters == "chief");
        // "Founder, D2C" and "Founder - B2B Digital" say which market, not which part of the firm.
        let only_market = after
            .iter()
            .filter(|item| item.subject().is_some())
            .all(|item| item.is(Mark::Neutral));
        if !told || !known || only_market || seniority == Seniority::Founder && of && !chief {
            return (no_functions(), None);
        }
    }
    let (functions, evidence) = functions_of(after, Reach::After);
    (functions, evidence.map(|idx| idx + head + 1))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Before,
    After,
}

/// Returns the functions of the compounds in `items`, and the item that gave the first.
///
/// Inside a compound the last strong subject wins ("product marketing"); compounds
/// joined by "and" or "/" give further functions, those behind a comma do not.
pub(super) fn functions_of(items: &[Item<'_>], reach: Reach) -> (Few<Function, 6>, Option<usize>) {
    let mut functions = no_functions();
    let mut evidence = None;
    let mut hold_of_first = Hold::Strong;
    let mut idx = 0;
    while idx < items.len() {
        let from = idx;
        idx += 1;
        while idx < items.len() && items[idx].sep <= Sep::Hyphen && !items[idx].is_of() {
            idx += 1;
        }
        let joined = matches!(items[from].sep, Sep::And | Sep::Slash);
        if !functions.is_empty() && !joined {
            // "Head of Marketing, Sales Systems": the first scope answers.
            if reach == Reach::After {
                break;
            }
            continue;
        }
        let mut best: Option<(Function, Hold, usize)> = None;
        for (offset, item) in items[from..idx].iter().enumerate() {
            let Some((function, hold)) = about(item) else {
                continue;
            };
            if hold == Hold::Strong || best.is_none_or(|(_, best, _)| best == Hold::Weak) {
                best = Some((function, hold, from + offset));
            }
        }
        let Some((function, hold, place)) = best else {
            continue;
        };
        // "Process & Marketing": a subject that holds fast goes before one that does not; growth
        // and solutions are vague words, yet a function of their own.
        let is_vague = hold_of_first == Hold::Weak
            && !matches!(
                functions.first(),
                Some(Function::Marketing | Function::Sales)
            );
        if evidence.is_none() || is_vague && hold == Hold::Strong {
            let mut reordered = no_functions();
            reordered.add(function);
            for earlier in functions.iter() {
                reordered.add(*earlier);
            }
            functions = reordered;
            (evidence, hold_of_first) = (Some(place), hold);
        } else {
            functions.add(function);
        }
    }
    (functions, evidence)
}

/// Returns what an item beside the head says the job is about.
fn about(item: &Item<'_>) -> Option<(Function, Hold)> {
    item.subject().or_else(|| {
        let role = item.entry?.role?;
        (role.function != Function::Other && role.function != Function::Executive)
            .then_some((role.function, role.hold))
    })
}

pub(super) fn holds(item: &Item<'_>) -> Option<Hold> {
    about(item).map(|(_, hold)| hold)
}
