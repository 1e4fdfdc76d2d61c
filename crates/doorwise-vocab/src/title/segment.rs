//! What of a whole title says the job of today: segments, status words, letters after a name.

use std::borrow::Cow;

use super::item::Item;
use super::kinds::Function;
use super::lexicon::Mark;
use super::scan::Sep;

/// Chooses the segment that says what the person does now; `text` is the whole title.
pub(super) fn segment<'a, 't>(items: &'a [Item<'t>], text: &str) -> Option<&'a [Item<'t>]> {
    let mut best: Option<(Worth, &[Item<'_>])> = None;
    let mut from = 0;
    let mut firm = false;
    let mut offered = false;
    for idx in 0..=items.len() {
        let cut = items.get(idx).is_none_or(|item| item.sep >= Sep::Cut);
        if !cut || idx == 0 {
            firm |= items.get(idx).is_some_and(|item| item.sep == Sep::At);
            continue;
        }
        let part = &items[from..idx];
        if !firm
            && !offered
            && let Some(worth) = Worth::of(part)
            && best.is_none_or(|(most, _)| worth < most)
        {
            best = Some((worth, part));
        }
        firm = items.get(idx).is_some_and(|item| item.sep == Sep::At);
        offered = items
            .get(idx)
            .is_some_and(|next| announces(part, next, text));
        from = idx;
    }
    best.map(|(_, part)| part)
}

/// Returns whether `part` says no more than that somebody is looked for, and `next` whom: "We are
/// hiring! Nurses". Behind a bar stands another matter ("We are hiring | CTO").
fn announces(part: &[Item<'_>], next: &Item<'_>, text: &str) -> bool {
    let [only] = part else {
        return false;
    };
    let between = &text.as_bytes()[only.end.min(next.start)..next.start];
    only.is(Mark::Advert)
        && !only.is_head()
        && !between.iter().any(|byte| matches!(byte, b'|' | b'\n'))
}

/// How much a segment says of the job, the most first; of equals the first is taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    Work,
    /// "CA | CS | CFO at a firm": letters alone are what somebody has learned, if a job stands behind.
    Lettered,
    /// "Speaker | Author | VP Marketing": a job in a firm goes before a calling.
    Calling,
    Past,
    About,
    Student,
    /// "President's Club 2023 | Account Executive": what somebody was honoured with or as.
    Prize,
}

impl Worth {
    fn of(part: &[Item<'_>]) -> Option<Self> {
        let first = part.first()?;
        let (mut is_headed, mut is_work, mut is_about, mut marks) = (false, false, false, 0);
        for item in part {
            let Some(entry) = &item.entry else { continue };
            marks |= entry.marks;
            is_about |= entry.subject.is_some();
            if entry.is_head() {
                is_headed = true;
                is_work |= entry
                    .role
                    .is_none_or(|role| role.function != Function::Other);
            }
        }
        if marks & Mark::Prize.bit() != 0 && part.iter().any(|item| item.is_only(Mark::Prize)) {
            return Some(Self::Prize);
        }
        // A slogan names whom somebody serves ("I help CFOs close their books"), an advert whom
        // somebody looks for, so no job is read from them.
        if !OF_OTHERS.iter().any(|mark| first.is_only(*mark)) {
            let is_past = first.is_only(Mark::NotCurrent);
            if is_work && !is_past {
                let is_lettered = part.len() == 1 && first.end - first.start <= 3;
                return Some(if is_lettered {
                    Self::Lettered
                } else {
                    Self::Work
                });
            }
            if is_headed {
                return Some(if is_past { Self::Past } else { Self::Calling });
            }
            if is_about || marks & Mark::Group.bit() != 0 {
                return Some(Self::About);
            }
        }
        let is_student =
            marks & Mark::Student.bit() != 0 && part.iter().any(|item| item.is_only(Mark::Student));
        is_student.then_some(Self::Student)
    }
}

/// What a segment begins with that speaks of somebody else.
const OF_OTHERS: [Mark; 3] = [Mark::Slogan, Mark::Advert, Mark::SomeoneElse];

/// Marks of words that [`clean`] drops.
pub(super) const NOISE: u32 =
    Mark::NotCurrent.bit() | Mark::OpenToWork.bit() | Mark::Interim.bit() | Mark::Credential.bit();

/// Takes the words off that say the job is over, and returns the first of them.
///
/// They stand before the job ("Former CMO", "Rentner, früher Vertriebsleiter") or close the title
/// ("Oberst a.D.", "CEO (retired)"); behind a job and before a firm ("VP Sales, ex-Oracle") they are
/// about an earlier one.
pub(super) fn past<'t>(segment: &mut Cow<'_, [Item<'t>]>, text: &str) -> Option<Item<'t>> {
    let mut found = None;
    while let Some(first) = segment
        .first()
        .copied()
        .filter(|item| item.is(Mark::NotCurrent) && item.subject().is_none())
    {
        // "Retired" alone is all there is; before a job it only says when.
        let is_all = !first.is_only(Mark::NotCurrent) && !segment[1..].iter().any(Item::is_head);
        if is_all {
            break;
        }
        found = found.or(Some(first));
        segment.to_mut().remove(0);
    }
    // "a.D." and "i.R." are said with stops; without, "ad" is advertising and "IR" relations.
    let dotted = |item: &Item<'_>| text[item.start..item.end].contains('.');
    let closes = |item: &Item<'_>| {
        let is_letters =
            item.subject().is_some() || item.letters.len() == 2 && item.letters != "ex";
        item.is(Mark::NotCurrent) && (!is_letters || dotted(item))
    };
    // "CFO (left in 2023)": the year goes with the word.
    let is_year = |item: &Item<'_>| {
        item.letters.len() == 4
            && (item.letters.starts_with("19") || item.letters.starts_with("20"))
            && item.letters.bytes().all(|byte| byte.is_ascii_digit())
    };
    while let Some(at) = segment.len().checked_sub(1).filter(|at| *at > 0) {
        let dated = usize::from(at > 1 && is_year(&segment[at]) && closes(&segment[at - 1]));
        let Some(last) = segment.get(at - dated).copied().filter(closes) else {
            break;
        };
        found = found.or(Some(last));
        segment.to_mut().truncate(at - dated);
    }
    found
}

/// Drops credentials, status words and clauses about earlier jobs.
pub(super) fn clean<'t>(segment: &[Item<'t>]) -> Vec<Item<'t>> {
    let mut kept: Vec<Item<'t>> = Vec::with_capacity(segment.len());
    let mut past = false;
    let mut carried = Sep::Space;
    for item in segment {
        let sep = item.sep.max(carried);
        carried = Sep::Space;
        if item.sep >= Sep::Comma {
            past = false;
        }
        if item.is_only(Mark::NotCurrent) && !kept.is_empty() {
            past = true;
        }
        let noise = past
            || item.is_only(Mark::OpenToWork)
            || item.is_only(Mark::Interim)
            || item.is_only(Mark::Credential);
        if noise {
            carried = sep;
        } else {
            kept.push(Item { sep, ..*item });
        }
    }
    kept
}
