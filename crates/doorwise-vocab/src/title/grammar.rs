//! The steps before and after the roles: segments, status, offices, several jobs.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, OnceLock, RwLock};

use smallvec::SmallVec;

use super::Title;
use super::few::Few;
use super::item::{self, Item, Items};
use super::kinds::{Flag, Function, Seniority};
use super::lexicon::{self, GUARD, Lexicon, ListFault, Mark, Words};
use super::nobody;
use super::office::office;
use super::role::{self, Reading};
use super::scan::{self, RawWord, Sep, Style};
use super::segment::{self, NOISE};
use super::sure::LIKELY;
use super::why::Why;

/// The grammar over a set of lists: the built-in ones, or those and a person's own.
#[derive(Debug)]
pub struct Grammar {
    lexicon: Lexicon,
    /// Last words of the jobs that a person's own lists name, lower-case.
    own_heads: BTreeSet<String>,
}

/// The built-in lists, read on first use.
static BUILT_IN: LazyLock<Grammar> = LazyLock::new(|| match Grammar::with_lists("") {
    Ok(grammar) => grammar,
    Err(_) => unreachable!("an empty list has no faults"),
});

/// A person's own words before the built-in ones, where a workspace has such; set once a run.
static OWN: OnceLock<Grammar> = OnceLock::new();

/// Lets [`title`], [`reasons`] and what finds titles in sentences read by `own` from here on.
///
/// Titles are read in a dozen rooms, and a workspace's words hold in all of them; a run has one
/// workspace, so its words are set once, before anything is read. Returns whether they are in use: a
/// second list in one run is not.
pub fn use_own(own: Grammar) -> bool {
    OWN.set(own).is_ok()
}

/// Words that took the place of [`OWN`], and how often: an editor's server lives through changes.
static AGAIN: RwLock<Option<&'static Grammar>> = RwLock::new(None);
static TURN: AtomicU32 = AtomicU32::new(0);

/// Lets the words of a process that lives on be others from here on.
///
/// The lists before stay in memory, since titles may be read by them at this moment: a file of words
/// is changed a few times in an editor's day, and takes about a megabyte.
pub fn use_own_again(own: Grammar) {
    let own: &'static Grammar = Box::leak(Box::new(own));
    if let Ok(mut again) = AGAIN.write() {
        *again = Some(own);
        TURN.fetch_add(1, Ordering::Release);
    }
}

fn in_use() -> &'static Grammar {
    // Programs that end read one list; only a server that has changed its words pays for the lock.
    if TURN.load(Ordering::Acquire) > 0
        && let Ok(again) = AGAIN.read()
        && let Some(again) = *again
    {
        return again;
    }
    OWN.get().unwrap_or(&BUILT_IN)
}

/// Returns whether a word ends a job that the lists of a person's own name: "wrangler" of "lead
/// wrangler". `word` is lower-case.
pub fn is_own_head(word: &str) -> bool {
    in_use().own_heads.contains(word)
}

/// Returns the last words of the jobs that lists name.
fn own_heads(own: &str) -> BTreeSet<String> {
    let mut heads = BTreeSet::new();
    for cells in lexicon::lines(own) {
        if !matches!(cells[0], "role" | "rank" | "guard") {
            continue;
        }
        let words = cells.last().copied().unwrap_or_default();
        for key in lexicon::keys(words) {
            let last = key.trim_end_matches('*').split_whitespace().next_back();
            heads.extend(last.map(str::to_lowercase));
        }
    }
    heads
}

/// What a reading needs room for; kept from one title to the next.
#[derive(Default)]
struct Scratch {
    buffer: String,
    raw: Vec<RawWord>,
}

thread_local! {
    static SCRATCH: Cell<Scratch> = Cell::default();
}

/// Reads a job title by the lists in use; see [`Grammar::title`].
pub fn title(text: &str) -> Title {
    in_use().title(text)
}

/// Returns the chain of steps that leads to [`title`], for a person to argue with.
pub fn reasons(text: &str) -> Vec<String> {
    in_use().explain(text).1
}

/// Returns the lists in use.
pub(super) fn lexicon() -> &'static Lexicon {
    &in_use().lexicon
}

impl Grammar {
    /// Reads a person's own lists, which go before the built-in ones.
    ///
    /// One line each: the name of a list (`role`, `rank`, `subject`, `guard`, `word`, `ending`,
    /// `abbreviation`), then the cells that list has in `data/titles`, parted by tabs.
    pub fn with_lists(own: &str) -> Result<Self, ListFault> {
        Ok(Self {
            lexicon: Lexicon::load(own)?,
            own_heads: own_heads(own),
        })
    }

    /// Reads a job title; what it cannot read comes back as other, unknown, with a low confidence.
    ///
    /// Never guesses from the name of a firm: what stands behind "at", "@" or "|" is left out.
    pub fn title(&self, text: &str) -> Title {
        self.read(text, false).0
    }

    /// Reads a job title, with the chain of steps that leads to the answer.
    pub fn explain(&self, text: &str) -> (Title, Vec<String>) {
        let (title, why) = self.read(text, true);
        (title, why.into_reasons())
    }

    fn read(&self, text: &str, asked: bool) -> (Title, Why) {
        let mut scratch = SCRATCH.take();
        let answer = self.read_with(text, asked, &mut scratch);
        SCRATCH.set(scratch);
        answer
    }

    fn read_with(&self, text: &str, asked: bool, scratch: &mut Scratch) -> (Title, Why) {
        let lexicon = &self.lexicon;
        let Scratch { buffer, raw } = scratch;
        buffer.clear();
        raw.clear();
        scan::scan_into(text, Style::Cell, buffer, raw);
        if raw.is_empty() {
            return nothing(asked, || "the title is blank".to_owned());
        }
        let (mut words, mut items) = (Words::new(), Items::new());
        lexicon.read(raw, buffer, Style::Cell, &mut words);
        item::items(lexicon, &words, &mut items);
        if let Some(what) = nobody::nobody(text, &items) {
            return not_a_person(what, asked);
        }
        item::guess_head(lexicon, &mut items);
        let first = read(text, &items, asked);
        if first.0.confidence >= LIKELY || !lexicon.mend(&mut words) {
            return first;
        }
        item::items(lexicon, &words, &mut items);
        let second = read(text, &items, asked);
        if second.0.confidence > first.0.confidence {
            second
        } else {
            first
        }
    }
}

fn nothing(asked: bool, reason: impl FnOnce() -> String) -> (Title, Why) {
    let mut why = Why::asked(asked);
    why.say(reason);
    let title = Title {
        function: Function::Other,
        seniority: Seniority::Unknown,
        other_functions: role::no_functions(),
        confidence: 0.0,
        flags: role::no_flags(),
    };
    (title, why)
}

fn not_a_person(what: &str, asked: bool) -> (Title, Why) {
    let (mut title, why) = nothing(asked, || format!("{what} names no person"));
    title.flags.add(Flag::NotAPerson);
    (title, why)
}

/// How far to trust a job that is over: what the person does now stands nowhere.
const PAST: f64 = LIKELY;

/// Reads the items of a whole title.
fn read(text: &str, items: &[Item<'_>], asked: bool) -> (Title, Why) {
    let mut flags = role::no_flags();
    let mut why = Why::asked(asked);
    let marks = item::marks(items);
    for (mark, flag) in [
        (Mark::OpenToWork, Flag::OpenToWork),
        (Mark::Interim, Flag::Interim),
    ] {
        if marks & mark.bit() != 0 && items.iter().any(|item| item.is_only(mark)) {
            flags.add(flag);
        }
    }
    let Some(segment) = segment::segment(items, text) else {
        // "No longer with company", "Looking for a job": a remark says something all the same.
        let remark = items.iter().find(|item| item.is_only(Mark::NotCurrent));
        let other = items.iter().find(|item| item.is_only(Mark::SomeoneElse));
        if remark.is_some() {
            flags.add(Flag::NotCurrent);
        }
        if other.is_some() {
            flags.add(Flag::NotAPerson);
        }
        let offered = items.iter().find(|item| item.is_only(Mark::Advert));
        let (title, why) = nothing(asked, || match (remark, other) {
            (Some(item), _) => format!("`{}` -> not the present job", item::quoted(item, text)),
            (None, Some(item)) => {
                format!("`{}` -> a note of another person", item::quoted(item, text))
            }
            (None, None) => match offered {
                Some(item) => format!("`{}` -> a post that is offered", item::quoted(item, text)),
                None => format!("no word of `{}` is in the title lists", text.trim()),
            },
        });
        return (Title { flags, ..title }, why);
    };
    let mut segment = Cow::Borrowed(segment);
    if marks & Mark::NotCurrent.bit() != 0
        && let Some(past) = segment::past(&mut segment, text)
    {
        flags.add(Flag::NotCurrent);
        why.say(|| format!("`{}` -> not the present job", item::quoted(&past, text)));
    }
    if marks & NOISE != 0 {
        segment = Cow::Owned(segment::clean(&segment));
    }
    if let Some(item) = segment.first().filter(|item| item.is_only(Mark::Student)) {
        flags.add(Flag::Student);
        why.say(|| format!("`{}` -> a wish, not a job", item::quoted(item, text)));
        let title = Title {
            flags,
            confidence: 0.6,
            ..nothing(false, String::new).0
        };
        return (title, why);
    }
    let office = office(&mut segment);
    let (mut title, mut why) = combine(&segment, text, flags, why);
    if let Some(function) = office {
        title.function = function;
        title.confidence = f64::max(title.confidence, 0.85);
        why.say_first(|| format!("somebody's office, not the person -> {}", function.as_str()));
    }
    if title.function == Function::Other
        && title.seniority == Seniority::Unknown
        && let Some(head) = segment.iter().find(|item| item.is_head())
    {
        title.flags.add(if head.is(Mark::NotCurrent) {
            Flag::NotCurrent
        } else if head.is(Mark::OpenToWork) {
            Flag::OpenToWork
        } else {
            Flag::Student
        });
    }
    if title.flags.contains(&Flag::NotCurrent) {
        // What the job was about may still tell something; its rank is held no more.
        if title.seniority != Seniority::Unknown {
            why.say(|| "the job is over, and its rank is held no more -> unknown".to_owned());
        }
        title.seniority = Seniority::Unknown;
        title.confidence = f64::min(title.confidence, PAST);
    }
    title.confidence = (title.confidence * 100.0).round() / 100.0;
    (title, why)
}

/// Splits a segment where both sides have a head noun.
fn roles<'a, 't>(segment: &'a [Item<'t>]) -> SmallVec<[&'a [Item<'t>]; 4]> {
    // A guard phrase swallows what stands behind it.
    let guarded = item::marks(segment) & GUARD != 0;
    let mut roles = SmallVec::new();
    let mut from = 0;
    let mut headed = false;
    let mut clause = 0;
    for idx in 0..segment.len() {
        if idx > 0 && segment[idx].sep >= Sep::And {
            clause = idx;
        }
        if guarded && let Some((_, rank)) = segment[idx].guard(segment.get(idx + 1)) {
            // "Vice President, Debate Society": no rank in a club of students is one of a job.
            if rank == Seniority::Intern {
                roles.clear();
                roles.push(segment);
                return roles;
            }
            // "Personalleiterin / Assistentin der Geschäftsführung" has a job of its own before it.
            if headed && clause > from {
                roles.push(&segment[from..clause]);
                from = clause;
            }
            roles.push(&segment[from..]);
            return roles;
        }
        // "Driver to the CEO": whoever stands behind is somebody else.
        let is_served = headed
            && segment[idx].letters == "to"
            && segment[idx].entry.is_none()
            && segment[idx..].iter().any(Item::is_head);
        // "Marketing Manager (reports to the CEO)" says so outright.
        let is_another = headed && segment[idx].is_only(Mark::SomeoneElse);
        if is_served || is_another {
            roles.push(&segment[from..idx]);
            return roles;
        }
        // "EA - CFO", "PA (Chairman)": behind whom somebody assists stands who is served.
        let is_assisted = headed
            && matches!(segment[idx].sep, Sep::Comma | Sep::Dash | Sep::Paren)
            && segment[idx..].len() == 1
            && segment[from..idx].iter().all(is_personal_assistant)
            && segment[idx].seniority().is_some_and(|rank| {
                rank == Seniority::Board || rank.rank() >= Seniority::CLevel.rank()
            });
        if is_assisted {
            roles.push(&segment[from..idx]);
            return roles;
        }
        // A describing word at the end of a scope ("Analyst, Senior") is no second job.
        // The officer of "Chief Product & Technology Officer" belongs to the chief before it.
        let is_head = segment[idx].is_head();
        let same_chief = segment[idx].last == "officer"
            && segment[from..idx]
                .iter()
                .any(|item| item.letters == "chief");
        let opens = is_head && !segment[idx].is(Mark::Senior) && !same_chief;
        if opens && clause > from && headed {
            roles.push(&segment[from..clause]);
            from = clause;
            headed = segment[from..idx].iter().any(Item::is_head);
        }
        headed |= is_head;
    }
    roles.push(&segment[from..]);
    roles
}

/// Returns whether the item is an assistant to a person: "EA", "PA", "Executive Assistant", "Secretary".
fn is_personal_assistant(item: &Item<'_>) -> bool {
    item.entry
        .and_then(|entry| entry.role)
        .is_some_and(|role| role.function == Function::Admin)
        && matches!(item.last, "assistant" | "secretary")
}

/// Says what the only role of a segment says.
fn alone(reading: Reading, mut flags: Few<Flag, 7>, mut why: Why) -> (Title, Why) {
    why.extend(reading.why);
    if let Some(reason) = reading.why_function {
        why.say(|| reason);
    }
    for flag in reading.flags.iter() {
        flags.add(*flag);
    }
    let mut other_functions = role::no_functions();
    for other in reading.others.iter() {
        if *other != reading.function {
            other_functions.add(*other);
        }
    }
    let title = Title {
        function: reading.function,
        seniority: reading.seniority,
        other_functions,
        confidence: reading.confidence.clamp(0.0, 1.0),
        flags,
    };
    (title, why)
}

/// Reads every role of a segment; the highest stands first, ties go to the left.
fn combine(
    segment: &[Item<'_>],
    text: &str,
    mut flags: Few<Flag, 7>,
    mut why: Why,
) -> (Title, Why) {
    let asked = why.is_asked();
    let roles = roles(segment);
    if let [role] = roles.as_slice() {
        return alone(role::read(role, text, asked), flags, why);
    }
    let mut readings: SmallVec<[Reading; 2]> = roles
        .iter()
        .map(|role| role::read(role, text, asked))
        .collect();
    let mut primary = 0;
    for (idx, reading) in readings.iter().enumerate() {
        if reading.seniority.rank() > readings[primary].seniority.rank() {
            primary = idx;
        }
    }
    let several = readings.iter().any(|reading| {
        let chosen = &readings[primary];
        (reading.function, reading.seniority) != (chosen.function, chosen.seniority)
    });
    if several {
        flags.add(Flag::MultiRole);
        let n = readings.len();
        why.say(|| format!("{n} jobs named, the highest stands first"));
    }
    why.extend(std::mem::replace(
        &mut readings[primary].why,
        Why::asked(false),
    ));
    let chosen = &readings[primary];
    let (mut function, mut confidence) = (chosen.function, chosen.confidence);
    for flag in chosen.flags.iter() {
        flags.add(*flag);
    }
    let named = |reading: &&Reading| {
        !reading.defaulted && !matches!(reading.function, Function::Executive | Function::Other)
    };
    let lends = |reading: &&Reading| {
        named(reading)
            && (chosen.seniority != Seniority::Founder
                || reading.seniority.rank() >= Seniority::Manager.rank())
    };
    let chief_of_all = readings
        .iter()
        .any(|reading| reading.function == Function::Executive && !reading.defaulted);
    let lender = (chosen.defaulted && !chief_of_all)
        .then(|| readings.iter().find(lends))
        .flatten();
    let namesake = readings
        .iter()
        .find(|reading| reading.function == Function::Executive && !reading.defaulted)
        .filter(|_| chosen.defaulted && chosen.function == Function::Executive);
    if let Some(lender) = lender {
        function = lender.function;
        confidence = f64::max(confidence, lender.confidence - 0.1);
        if let Some(reason) = &lender.why_function {
            why.say(|| reason.clone());
        }
        why.say(|| format!("function of the other job -> {}", function.as_str()));
    } else if let Some(reason) = &namesake.unwrap_or(chosen).why_function {
        why.say(|| reason.clone());
    }
    let mut other_functions = role::no_functions();
    for other in chosen.others.iter().copied().chain(
        readings
            .iter()
            .filter(named)
            .map(|reading| reading.function),
    ) {
        if other != function {
            other_functions.add(other);
        }
    }
    let title = Title {
        function,
        seniority: chosen.seniority,
        other_functions,
        confidence: confidence.clamp(0.0, 1.0),
        flags,
    };
    (title, why)
}
