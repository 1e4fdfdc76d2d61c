//! How far to trust a reading: letters with several meanings, vague words, words in between.

use super::about::holds;
use super::item::Item;
use super::kinds::{Function, Seniority};
use super::lexicon::{Hold, Role};
use super::scan::Sep;

/// How far to trust what is likely and no more: below what callers take for sure.
pub(super) const LIKELY: f64 = 0.75;
/// How far to trust a word that names a job, where the words beside it are unknown.
const HALF: f64 = 0.5;

/// What letters such as "AM" or "PM" turn out to mean beside other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// A word beside them says the same: "AM, Sales".
    Same,
    /// The item at this place says otherwise: "AM - Quality" is no account manager.
    Other(Function, usize),
    /// Nothing beside them tells.
    Untold,
}

/// Tells what the letters at `head`, likely of the function `own`, mean beside the other words.
pub(super) fn meant(items: &[Item<'_>], head: usize, own: Function) -> Meant {
    let main = &items[head];
    let told = |idx: usize| {
        let item = &items[idx];
        let (function, hold) = item.subject()?;
        let beside = hold == Hold::Strong && !item.is_part_of_same_word(main);
        beside.then_some((function, idx))
    };
    let behind = (head + 1..items.len()).find_map(told);
    match behind.or_else(|| (0..head).rev().find_map(told)) {
        Some((function, _)) if function == own => Meant::Same,
        Some((function, idx)) if changes(own, function) => Meant::Other(function, idx),
        _ => Meant::Untold,
    }
}

/// Returns whether a word of another function changes what the letters mean.
///
/// A product manager may build payments or data, and a relationship manager sells loans: there the
/// word names what is sold. A project manager builds plants, and an assistant manager sees to quality.
const fn changes(own: Function, other: Function) -> bool {
    match own {
        Function::Product => matches!(
            other,
            Function::Operations
                | Function::It
                | Function::Procurement
                | Function::Hr
                | Function::Legal
        ),
        Function::Sales => !matches!(other, Function::Finance),
        _ => true,
    }
}

/// What the confidence of a role rests on.
pub(super) struct Ground {
    pub(super) own: Option<Role>,
    pub(super) seniority: Seniority,
    /// The item beside the head that named the function.
    pub(super) evidence: Option<usize>,
    pub(super) is_chief: bool,
    /// Nothing told what letters with several meanings stand for.
    pub(super) is_untold: bool,
}

/// Returns the confidence in the role around `head`, and what speaks against more.
pub(super) fn confidence(
    items: &[Item<'_>],
    head: usize,
    ground: &Ground,
) -> (f64, Option<&'static str>) {
    let main = &items[head];
    let found = ground.evidence.is_some();
    let bare_top = matches!(
        ground.seniority,
        Seniority::Founder | Seniority::CLevel | Seniority::Board
    );
    let full = match ground.own.map(|role| role.hold) {
        Some(Hold::Strong) if main.n_words > 1 => 0.95,
        _ if ground.is_chief && found => 0.95,
        // A bare rank of the top says all that there is to say.
        None if !found && !bare_top => 0.6,
        _ => 0.85,
    };
    // "Knowledge Worker": whoever works or operates does so in a plant more often than not.
    let is_any_work = ground.own.is_some_and(|role| role.hold == Hold::Weak)
        && !found
        && main.n_words == 1
        && items[..head].iter().any(Item::is_unknown);
    // "Chief Purring Officer": a chief of what nobody knows may be one in jest.
    let is_odd_chief = ground.is_chief && !found && items[..head].iter().any(Item::is_unknown);
    let (most, doubt) = if is_odd_chief || (!found && leads_unknown(items, head)) {
        (HALF, Some("the word behind it is not known"))
    } else if is_any_work {
        (LIKELY, Some("a word beside it is not known"))
    } else if ground.is_untold {
        (LIKELY, Some("the letters stand for several jobs"))
    } else if ground.evidence.is_some_and(|idx| parted(items, head, idx)) {
        (LIKELY, Some("a word nobody knows stands between"))
    } else if ground
        .evidence
        .is_some_and(|idx| is_vague(items, head, idx))
    {
        (LIKELY, Some("the word fits several functions"))
    } else {
        (1.0, None)
    };
    (f64::min(full, most), doubt.filter(|_| most < full))
}

/// Returns whether "head" or "chief" stands right before a word no list knows: "Chief Bridesmaid".
pub(super) fn leads_unknown(items: &[Item<'_>], head: usize) -> bool {
    let main = &items[head];
    main.n_words == 1
        && matches!(main.letters, "head" | "chief")
        && items
            .get(head + 1)
            .is_some_and(|next| next.sep <= Sep::Hyphen && next.is_unknown())
}

/// Returns whether a word no list knows parts the head from what names its function.
///
/// "Trading Standards Officer": trading is not what the officer does.
fn parted(items: &[Item<'_>], head: usize, evidence: usize) -> bool {
    let between = if evidence < head {
        &items[evidence + 1..head]
    } else {
        &items[head + 1..evidence]
    };
    let joined = items[evidence.max(head)].sep <= Sep::Hyphen;
    joined && between.iter().any(Item::is_unknown)
}

/// Returns whether only a weak word names the function, and no other word stands by it.
fn is_vague(items: &[Item<'_>], head: usize, evidence: usize) -> bool {
    holds(&items[evidence]) == Some(Hold::Weak)
        && !items[evidence].is_part_of_same_word(&items[head])
}
