//! Finds a job title inside running text.

use std::ops::Range;

use super::grammar::lexicon;
use super::item::{self, Item, Items};
use super::kinds::{Function, Seniority};
use super::lexicon::{Hold, Mark, Words};
use super::scan::{self, RawWord, Sep, Style};
use super::{Title, title};

/// Returns whether the whole phrase reads as a job title: a head noun, and no stray words.
pub fn is_title(text: &str) -> bool {
    let mut buffer = String::with_capacity(text.len());
    let raw = scan::scan(text, Style::Cell, &mut buffer);
    let items = items(&raw, &buffer, Style::Cell);
    let unknown = items.iter().filter(|item| item.is_unknown()).count();
    // Small letters that mean nothing here belong to a sentence, not to a title.
    let prose = items
        .iter()
        .any(|item| (item.is_unknown() || item.is_only(Mark::Slogan)) && !item.capital);
    let thing = items
        .last()
        .is_some_and(|item| item.is(Mark::Thing) || item.is(Mark::Group));
    items.iter().any(Item::is_head)
        && !thing
        && !prose
        && !is_leads(items.last(), text)
        && unknown * 3 <= items.len()
        && !items.first().is_some_and(|item| item.is_only(Mark::Slogan))
        && {
            let found = title(text);
            let job = found.function != Function::Other
                || found.confidence >= NAMED
                || items
                    .iter()
                    .any(|item| item.entry.is_some_and(|e| e.role.is_some()));
            found.confidence >= 0.6 && job
        }
}

fn items<'t>(raw: &[RawWord], buffer: &'t str, style: Style) -> Items<'t> {
    let (mut words, mut items) = (Words::new(), Items::new());
    lexicon().read(raw, buffer, style, &mut words);
    item::items(lexicon(), &words, &mut items);
    items
}

/// Returns whether the word is "leads": contacts, not people who lead.
fn is_leads(item: Option<&Item<'_>>, text: &str) -> bool {
    item.is_some_and(|item| {
        text[item.start..item.end]
            .to_ascii_lowercase()
            .ends_with("leads")
    })
}

/// Returns the first job title in a sentence, as long as it goes, with its byte range.
///
/// Wants a person's title: "marketing agencies" and "sales software" are none.
pub fn find_in(text: &str) -> Option<(Range<usize>, Title)> {
    let mut buffer = String::with_capacity(text.len());
    let raw = scan::scan(text, Style::Prose, &mut buffer);
    let items = items(&raw, &buffer, Style::Prose);
    let mut idx = 0;
    while idx < items.len() {
        if !opens(&items[idx]) {
            idx += 1;
            continue;
        }
        let (from, to) = stretch(&items, idx);
        let range = items[from].start..with_bracket(text, items[from].start, items[to - 1].end);
        if !is_thing(items.get(to)) && !items[to - 1].possessive {
            let found = title(&text[range.clone()]);
            if is_person(&items, from..to, &found, text) {
                return Some((range, found));
            }
        }
        idx = to.max(idx + 1);
    }
    None
}

/// Returns the end, behind a bracket that the title opens and closes: "Manager (HR)".
fn with_bracket(text: &str, start: usize, end: usize) -> usize {
    let part = &text[start..end];
    let opens = part.matches('(').count() > part.matches(')').count();
    end + usize::from(opens && text[end..].starts_with(')'))
}

/// Returns whether a title may grow from this item.
fn opens(item: &Item<'_>) -> bool {
    item.is_head() && !item.possessive
}

/// Returns whether what follows turns the words before it into the name of a thing.
fn is_thing(next: Option<&Item<'_>>) -> bool {
    next.is_some_and(|item| {
        item.sep <= Sep::Hyphen && (item.is(Mark::Thing) || item.is(Mark::Group))
    })
}

/// Grows a title around the head at `head`: first left, then right.
fn stretch(items: &[Item<'_>], head: usize) -> (usize, usize) {
    let mut from = head;
    while from > 0 {
        let before = &items[from - 1];
        let near = items[from].sep <= Sep::Hyphen
            || matches!(items[from].sep, Sep::And | Sep::Slash)
                && before.subject().is_some()
                && items[from].subject().is_some();
        let part = before.is_head() || before.subject().is_some() || describes(before);
        if !near || !part || before.possessive {
            break;
        }
        from -= 1;
    }
    while from < head && items[from].is_only(Mark::Neutral) && !items[from].capital {
        from += 1;
    }
    let mut to = head + 1;
    let mut after_head = true;
    while to < items.len() {
        let item = &items[to];
        let near = item.sep <= Sep::Hyphen;
        if near && item.is_of() {
            let Some(next) = (to + 1..items.len()).find(|&idx| !describes(&items[idx])) else {
                break;
            };
            let about = items[next].subject().is_some() || items[next].is_head();
            if !about
                || is_thing(Some(&items[next]))
                || is_thing(items.get(next + 1))
                || items[next].possessive
                || items[to + 1..=next]
                    .iter()
                    .any(|item| item.sep > Sep::Hyphen)
            {
                break;
            }
            to = next + 1;
            after_head = false;
            continue;
        }
        let joined = matches!(item.sep, Sep::And | Sep::Slash);
        let scoped =
            after_head && matches!(item.sep, Sep::Comma | Sep::Dash | Sep::Paren) && item.capital;
        let subject = item
            .subject()
            .is_some_and(|(_, hold)| hold == Hold::Strong || item.capital);
        let grows = near && (item.is_head() || subject)
            || joined
                && (item.is_head() && item.capital || subject && !followed_by_head(items, to))
            || scoped && subject;
        if !grows
            || item.is(Mark::Thing) && !item.capital
            || is_thing(items.get(to + 1)) && !item.is_head()
        {
            break;
        }
        after_head = item.is_head();
        to += 1;
    }
    (from, to)
}

fn followed_by_head(items: &[Item<'_>], idx: usize) -> bool {
    items
        .get(idx + 1)
        .is_some_and(|item| item.sep <= Sep::Hyphen && item.is_head())
}

fn describes(item: &Item<'_>) -> bool {
    [
        Mark::Neutral,
        Mark::Senior,
        Mark::Junior,
        Mark::SubRank,
        Mark::Interim,
    ]
    .into_iter()
    .any(|mark| item.is(mark))
        && !item.is(Mark::Thing)
}

/// Confidence from which the words named the function, be it one outside of our lists.
const NAMED: f64 = 0.85;

/// Returns whether the words are sure enough to name a person.
fn is_person(all: &[Item<'_>], place: Range<usize>, found: &Title, text: &str) -> bool {
    // A matron or a head of nursing buys; a driver in a sentence is mostly part of the scene.
    let outside = found.function == Function::Other
        && (found.confidence < NAMED || found.seniority.rank() < Seniority::Lead.rank());
    if found.confidence < 0.6 || outside || found.seniority == Seniority::Unknown {
        return false;
    }
    let items = &all[place.clone()];
    let heads: Vec<&Item<'_>> = items.iter().filter(|item| item.is_head()).collect();
    // "lead", "head", "partner", "support": everyday words unless they stand in a title's own writing.
    let everyday =
        |item: &&Item<'_>| item.n_words == 1 && EVERYDAY.contains(&item.letters) && !item.capital;
    if heads.iter().any(|item| is_leads(Some(*item), text)) {
        return false;
    }
    if heads.iter().all(everyday) && !items.iter().any(Item::is_of) {
        return is_told_by_place(all, place);
    }
    let alone = items.len() == 1 && items[0].n_words == 1;
    !alone || !EVERYDAY.contains(&items[0].letters)
}

/// Returns whether "HR head, wants ..." stands where only a person can.
fn is_told_by_place(all: &[Item<'_>], place: Range<usize>) -> bool {
    let (Some(before), Some(head)) = (
        place.end.checked_sub(2).map(|idx| &all[idx]),
        all[place.clone()].last(),
    ) else {
        return false;
    };
    if place.len() < 2 || before.subject().is_none() || FIRMS_TOO.contains(&head.letters) {
        return false;
    }
    let next = all.get(place.end);
    // A "growth head" is a person anywhere, unless it is a "head-start".
    if head.letters == "head" {
        return next.is_none_or(|next| next.sep != Sep::Dash || next.capital);
    }
    let ends = next
        .is_none_or(|next| next.sep >= Sep::Comma || GOES_ON_FOR_PEOPLE.contains(&next.letters));
    place.start == 0 && ends
}

/// Words that go on about a person: "sales lead who ...".
const GOES_ON_FOR_PEOPLE: [&str; 7] = ["who", "wants", "needs", "has", "is", "in", "with"];

/// Everyday head nouns that firms call themselves: "your marketing partner in Europe".
const FIRMS_TOO: [&str; 12] = [
    "partner",
    "principal",
    "expert",
    "agent",
    "member",
    "champion",
    "leader",
    "producer",
    "operator",
    "guide",
    "host",
    "board",
];

/// Head nouns that prose uses for other things.
const EVERYDAY: [&str; 28] = [
    "lead",
    "head",
    "partner",
    "principal",
    "associate",
    "executive",
    "expert",
    "agent",
    "member",
    "chief",
    "chair",
    "board",
    "leader",
    "professional",
    "specialist",
    "buyer",
    "champion",
    "trainer",
    "producer",
    "operator",
    "guide",
    "host",
    "graduate",
    "assistant",
    "helper",
    "officer",
    "admin",
    "technician",
];
