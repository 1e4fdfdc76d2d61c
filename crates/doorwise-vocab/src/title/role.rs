//! Reads one role, outwards from its head noun.

use smallvec::SmallVec;

use super::few::Few;
use super::kinds::{Flag, Function, Seniority};
use super::lexicon::{Entry, Hold, Lexicon, Mark, Word};
use super::scan::Sep;
use super::seniority;
use super::why::Why;

/// One phrase of the lists, or one word they do not know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'t> {
    pub(super) letters: &'t str,
    /// The letters of the last word of the phrase.
    pub(super) last: &'t str,
    pub(super) entry: Option<Entry>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) n_words: usize,
    pub(super) sep: Sep,
    pub(super) possessive: bool,
    pub(super) capital: bool,
    pub(super) mended: bool,
    /// Only the ending says that the word names a job.
    pub(super) guessed: bool,
}

/// The items of a title; few have more.
pub(super) type Items<'t> = SmallVec<[Item<'t>; 10]>;

impl Item<'_> {
    pub(super) fn is(&self, mark: Mark) -> bool {
        self.entry.is_some_and(|entry| entry.is(mark))
    }

    pub(super) fn is_only(&self, mark: Mark) -> bool {
        self.entry.is_some_and(|entry| entry.is_only(mark))
    }

    /// Returns whether the item can be the head noun of a job.
    pub(super) fn is_head(&self) -> bool {
        self.entry.is_some_and(Entry::is_head)
    }

    pub(super) fn is_of(&self) -> bool {
        self.letters == "of"
    }

    /// Returns whether a word is one that nothing is known about.
    pub(super) fn is_unknown(&self) -> bool {
        self.entry.is_none()
            && !self.is_of()
            && seniority::level(self.letters).is_none()
            && self.letters.len() > 1
    }

    /// Returns whether both come from one word of the text, such as `CHRO`.
    pub(super) fn is_part_of_same_word(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    pub(super) fn subject(&self) -> Option<(Function, Hold)> {
        self.entry?.subject
    }

    pub(super) fn seniority(&self) -> Option<Seniority> {
        let entry = self.entry?;
        entry.role.map(|role| role.seniority).or(entry.rank)
    }
}

/// Groups words into the longest phrases the lists know.
pub(super) fn items<'t>(lexicon: &Lexicon, words: &[Word<'t>], items: &mut Items<'t>) {
    items.clear();
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let (n_words, entry) = match lexicon.longest(&words[at..]) {
            Some((n_words, entry)) => (n_words, Some(entry)),
            None => (1, None),
        };
        let last = &words[at + n_words - 1];
        items.push(Item {
            letters: word.letters,
            last: last.letters,
            entry,
            start: word.start,
            end: last.end,
            n_words,
            sep: word.sep,
            possessive: last.possessive,
            capital: word.capital,
            mended: words[at..at + n_words].iter().any(|word| word.mended),
            guessed: false,
        });
        at += n_words;
    }
    // "Manager-HR" places a scope after the rank; "Account-Manager" is one compound.
    for idx in 1..items.len() {
        if items[idx].sep == Sep::Hyphen {
            let after_rank = items[idx - 1]
                .entry
                .is_some_and(|entry| entry.rank.is_some() && !entry.is(Mark::SubRank));
            items[idx].sep = if after_rank { Sep::Dash } else { Sep::Space };
        }
    }
}

/// Where no word is known to name a job, takes the last that is built like one.
pub(super) fn guess_head(lexicon: &Lexicon, items: &mut [Item<'_>]) {
    if items
        .iter()
        .any(|item| item.is_head() || item.is(Mark::Group))
    {
        return;
    }
    let firm = items.iter().position(|item| item.sep == Sep::At);
    let guess = items
        .iter_mut()
        .take(firm.unwrap_or(usize::MAX))
        .filter(|item| item.entry.is_none() && !item.possessive && lexicon.is_agent(item.letters))
        .last();
    if let Some(item) = guess {
        item.guessed = true;
        item.entry = Some(Entry::of_rank(Seniority::Ic));
    }
}

/// What one role says.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) function: Function,
    pub(super) others: Few<Function, 6>,
    /// Nothing in the text named the function.
    pub(super) defaulted: bool,
    pub(super) seniority: Seniority,
    pub(super) confidence: f64,
    pub(super) flags: Few<Flag, 7>,
    /// What led to the seniority, and to all that is not the function.
    pub(super) why: Why,
    /// What led to the function; a job beside this one may yet give it.
    pub(super) why_function: Option<String>,
}

impl Reading {
    /// Returns a reading whose function is named, without flags or further functions.
    pub(super) const fn fixed(
        function: Function,
        seniority: Seniority,
        confidence: f64,
        why: Why,
    ) -> Self {
        Self {
            function,
            others: no_functions(),
            defaulted: false,
            seniority,
            confidence,
            flags: no_flags(),
            why,
            why_function: None,
        }
    }
}

/// Reads the items of one role; `text` is the whole title, for the reasons.
///
/// Reasons are written only where they are `asked` for.
pub(super) fn read(items: &[Item<'_>], text: &str, asked: bool) -> Reading {
    let mut why = Why::asked(asked);
    if let Some((item, (function, seniority))) = items
        .iter()
        .find_map(|item| item.entry?.guard.map(|guard| (item, guard)))
    {
        why.say(|| {
            format!(
                "guard phrase `{}` -> {}, {}",
                quoted(item, text),
                function.as_str(),
                seniority.as_str()
            )
        });
        return Reading::fixed(function, seniority, 0.95, why);
    }
    if let Some((item, owner)) = assistant_of_another(items) {
        why.say(|| {
            format!(
                "`{}` stands beside `{}`, whose rank is another's -> admin, ic",
                quoted(item, text),
                quoted(owner, text)
            )
        });
        return Reading::fixed(Function::Admin, Seniority::Ic, 0.85, why);
    }
    let Some(head) = main_head(items) else {
        return without_head(items, text, why);
    };
    // "Director's Driver": what stands before the mark is somebody else's rank.
    let owner = items[..head]
        .iter()
        .rposition(|item| item.possessive)
        .filter(|&owner| items[..=owner].iter().any(is_higher));
    match owner {
        Some(owner) => {
            why.say(|| format!("`{}` is another person", quoted(&items[owner], text)));
            with_head(&items[owner + 1..], head - owner - 1, text, why)
        }
        None => with_head(items, head, text, why),
    }
}

/// Returns whether the item names somebody who has others: "Mechanic's Helper" is a trade.
fn is_higher(item: &Item<'_>) -> bool {
    item.seniority()
        .is_some_and(|rank| rank == Seniority::Board || rank.rank() >= Seniority::Lead.rank())
}

/// Finds "CEO Assistant", "Director's PA" and "Assistenz Geschäftsleitung": the assistant, and whose.
///
/// In English the assistant must stand last; first it is a rank ("Assistant Managing Director").
fn assistant_of_another<'a, 't>(items: &'a [Item<'t>]) -> Option<(&'a Item<'t>, &'a Item<'t>)> {
    let high = |item: &Item<'_>, least: Seniority| {
        item.seniority()
            .is_some_and(|rank| rank == Seniority::Board || rank.rank() >= least.rank())
    };
    let is_personal = |item: &Item<'_>| {
        item.entry
            .and_then(|entry| entry.role)
            .is_some_and(|role| role.function == Function::Admin)
            && matches!(item.last, "assistant" | "secretary")
    };
    items
        .windows(2)
        .filter(|pair| pair[1].sep <= Sep::Hyphen)
        .find_map(|pair| {
            let (owner, assistant) = (&pair[0], &pair[1]);
            let plain = is_plain_assistant(assistant);
            // A mark of possession says whose; without it "Manager Assistant" may be a rank.
            let least = match (owner.possessive, is_personal(assistant)) {
                (true, _) => Seniority::Lead,
                (false, true) => Seniority::Director,
                (false, false) => Seniority::CLevel,
            };
            // "Sales Partner Assistant": a partner may be a firm.
            let partner = owner.seniority() == Some(Seniority::Partner) && !owner.possessive;
            if (plain || is_personal(assistant)) && high(owner, least) && !partner {
                return Some((assistant, owner));
            }
            let before = plain_before(&pair[0]) && high(&pair[1], Seniority::CLevel);
            before.then(|| (&pair[0], &pair[1]))
        })
}

fn is_plain_assistant(item: &Item<'_>) -> bool {
    item.n_words == 1 && item.letters.starts_with("as") && ASSISTANTS.contains(&item.letters)
}

fn plain_before(item: &Item<'_>) -> bool {
    is_plain_assistant(item) && item.letters != ASSISTANTS[0]
}

/// Assistants by rank or by person; all but the first are never a lower rank of what follows.
const ASSISTANTS: [&str; 6] = [
    "assistant",
    "assistentin",
    "assistenz",
    "assistent",
    "assistante",
    "asistente",
];

/// Returns the head noun: the last one of the first unbroken run that has one.
fn main_head(items: &[Item<'_>]) -> Option<usize> {
    let first = items.iter().position(Item::is_head)?;
    let mut head = first;
    for (idx, item) in items.iter().enumerate().skip(first + 1) {
        if item.sep > Sep::Hyphen || item.is_of() {
            break;
        }
        if item.is_head() {
            head = idx;
        }
    }
    Some(head)
}

fn without_head(items: &[Item<'_>], text: &str, mut why: Why) -> Reading {
    let (functions, evidence) = functions_of(items, Reach::Before);
    let group = items.iter().find(|item| item.is(Mark::Group));
    let function = functions.first().copied().unwrap_or(Function::Other);
    if let Some(idx) = evidence {
        why.say(|| format!("`{}` -> {}", quoted(&items[idx], text), function.as_str()));
    }
    let mut flags = no_flags();
    let mut confidence = if functions.is_empty() { 0.1 } else { 0.5 };
    match group {
        Some(item) => {
            flags.add(Flag::NotAPerson);
            confidence = f64::min(confidence, 0.3);
            why.say(|| format!("`{}` names no person", quoted(item, text)));
        }
        None => why.say(|| "no head noun -> seniority unknown".to_owned()),
    }
    Reading {
        others: rest(&functions),
        defaulted: functions.is_empty(),
        flags,
        ..Reading::fixed(function, Seniority::Unknown, confidence, why)
    }
}

fn with_head(items: &[Item<'_>], head: usize, text: &str, mut why: Why) -> Reading {
    let main = &items[head];
    let entry = main.entry.unwrap_or_default();
    let mut flags = no_flags();
    let seniority = seniority::read(items, head, text, &mut flags, &mut why);
    let executive_rank = matches!(
        seniority,
        Seniority::Founder | Seniority::CLevel | Seniority::Partner | Seniority::Board
    );
    let (mut functions, mut evidence) = (no_functions(), None);
    let own = entry.role.map(|role| (role.function, role.hold));
    if !own.is_some_and(|(_, hold)| hold == Hold::Strong) {
        (functions, evidence) = functions_of(&items[..head], Reach::Before);
        // An "Ecommerce Engineer" builds the shop; only a strong subject makes an engineer another's.
        let is_loose = evidence.is_some_and(|idx| {
            matches!(
                items[idx].subject(),
                Some((Function::Marketing, Hold::Weak))
            )
        });
        if is_loose && own.is_some_and(|(function, _)| function == Function::Engineering) {
            (functions, evidence) = (no_functions(), None);
        }
        // A phrase that names a job of its own takes no function from behind it ("Store Manager - Electronics").
        let open = own
            .is_none_or(|(function, _)| main.n_words == 1 || function == Function::Executive)
            || items
                .get(head + 1)
                .is_some_and(|item| item.sep <= Sep::Hyphen);
        let is_vague = evidence.is_some_and(|idx| holds(&items[idx]) == Some(Hold::Weak));
        if (functions.is_empty() || is_vague) && open {
            let (behind, place) = scope(items, head, seniority, executive_rank);
            // "Projekt Manager Marketing": what holds fast behind goes before what does not.
            let is_firm = place.is_some_and(|idx| holds(&items[idx]) == Some(Hold::Strong));
            if functions.is_empty() || is_firm {
                (functions, evidence) = (behind, place);
            }
        }
    }
    let found = !functions.is_empty();
    let (function, defaulted) = match (functions.first(), own) {
        (Some(&function), _) => (function, false),
        (None, Some((function, hold))) => (
            function,
            hold == Hold::Weak && function == Function::Executive,
        ),
        (None, None) => (bare_function(items, head, seniority), true),
    };
    let why_function = why.is_asked().then(|| match (evidence, own) {
        (Some(idx), _) => {
            let place = if items[idx].is_part_of_same_word(main) {
                ""
            } else if idx < head {
                " before it"
            } else {
                " after it"
            };
            format!(
                "`{}`{place} -> {}",
                quoted(&items[idx], text),
                function.as_str()
            )
        }
        (None, Some(_)) => format!("`{}` -> {}", quoted(main, text), function.as_str()),
        (None, None) => format!("no function named -> {}", function.as_str()),
    });
    let is_chief =
        seniority == Seniority::CLevel && items[..=head].iter().any(|item| item.letters == "chief");
    let mut confidence = match (own, found) {
        (Some((_, Hold::Strong)), _) if main.n_words > 1 => 0.95,
        _ if is_chief && found => 0.95,
        (Some(_), _) | (None, true) => 0.85,
        // A bare rank of the top says all that there is to say.
        (None, false)
            if matches!(
                seniority,
                Seniority::Founder | Seniority::CLevel | Seniority::Board
            ) =>
        {
            0.85
        }
        (None, false) => 0.6,
    };
    if seniority == Seniority::Unknown {
        confidence = f64::min(confidence, 0.6);
    }
    if main.guessed {
        confidence = f64::min(confidence, 0.5) - if found { 0.0 } else { 0.1 };
        why.say(|| format!("`{}` only ends like a job", quoted(main, text)));
    }
    if items.iter().any(|item| item.mended) {
        confidence -= 0.1;
        why.say(|| "a word was read through a spelling mistake".to_owned());
    }
    Reading {
        others: rest(&functions),
        defaulted,
        flags,
        why_function,
        ..Reading::fixed(function, seniority, confidence, why)
    }
}

pub(super) const fn no_functions() -> Few<Function, 6> {
    Few::new(Function::Other)
}

pub(super) const fn no_flags() -> Few<Flag, 7> {
    Few::new(Flag::Student)
}

/// Returns all functions but the first.
fn rest(functions: &[Function]) -> Few<Function, 6> {
    let mut others = no_functions();
    for function in functions.iter().skip(1) {
        others.add(*function);
    }
    others
}

/// Returns the functions named behind the head.
fn scope(
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
enum Reach {
    Before,
    After,
}

/// Returns the functions of the compounds in `items`, and the item that gave the first.
///
/// Inside a compound the last strong subject wins ("product marketing"); compounds
/// joined by "and" or "/" give further functions, those behind a comma do not.
fn functions_of(items: &[Item<'_>], reach: Reach) -> (Few<Function, 6>, Option<usize>) {
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

fn holds(item: &Item<'_>) -> Option<Hold> {
    about(item).map(|(_, hold)| hold)
}

/// Returns the function of a rank that stands alone.
fn bare_function(items: &[Item<'_>], head: usize, seniority: Seniority) -> Function {
    let unknown_before = items[..head].iter().any(Item::is_unknown);
    let of_unknown = items.get(head + 1).is_some_and(Item::is_of)
        && items.get(head + 2).is_some_and(Item::is_unknown);
    // Whoever is somebody's assistant, and says no more, keeps an office.
    let alone = !items.iter().any(Item::is_unknown);
    if alone && is_plain_assistant(&items[head]) {
        return Function::Admin;
    }
    match seniority {
        Seniority::Board | Seniority::Founder | Seniority::CLevel | Seniority::Partner => {
            Function::Executive
        }
        Seniority::Vp | Seniority::Head | Seniority::Director if !unknown_before && !of_unknown => {
            Function::Executive
        }
        _ => Function::Other,
    }
}

pub(super) fn quoted<'t>(item: &Item<'_>, text: &'t str) -> &'t str {
    &text[item.start..item.end]
}
