//! Reads one role, outwards from its head noun.

use super::kinds::{Flag, Function, Seniority};
use super::lexicon::{Entry, Hold, LEXICON, Mark, Word};
use super::scan::Sep;
use super::seniority;

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
}

impl Item<'_> {
    pub(super) fn is(&self, mark: Mark) -> bool {
        self.entry.is_some_and(|entry| entry.is(mark))
    }

    pub(super) fn is_only(&self, mark: Mark) -> bool {
        self.entry.is_some_and(|entry| entry.is_only(mark))
    }

    /// Returns whether the item can be the head noun of a job.
    pub(super) fn is_head(&self) -> bool {
        self.entry.is_some_and(|entry| {
            entry.guard.is_some() || entry.role.is_some() || entry.rank.is_some()
        })
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

    pub(super) fn subject(&self) -> Option<(Function, Hold)> {
        self.entry?.subject
    }

    pub(super) fn seniority(&self) -> Option<Seniority> {
        let entry = self.entry?;
        entry.role.map(|role| role.seniority).or(entry.rank)
    }
}

/// Groups words into the longest phrases the lists know.
pub(super) fn items<'t>(words: &[Word<'t>]) -> Vec<Item<'t>> {
    let mut items = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let (n_words, entry) = match LEXICON.longest(&words[at..]) {
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
    items
}

/// What one role says.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) function: Function,
    pub(super) others: Vec<Function>,
    /// Nothing in the text named the function.
    pub(super) defaulted: bool,
    pub(super) seniority: Seniority,
    pub(super) confidence: f64,
    pub(super) flags: Vec<Flag>,
    pub(super) reasons: Vec<String>,
}

/// Reads the items of one role; `text` is the whole title, for the reasons.
pub(super) fn read(items: &[Item<'_>], text: &str) -> Reading {
    if let Some((item, (function, seniority))) = items
        .iter()
        .find_map(|item| item.entry?.guard.map(|guard| (item, guard)))
    {
        let reason = format!(
            "guard phrase `{}` -> {}, {}",
            &text[item.start..item.end],
            function.as_str(),
            seniority.as_str()
        );
        return Reading {
            function,
            others: Vec::new(),
            defaulted: false,
            seniority,
            confidence: 0.95,
            flags: Vec::new(),
            reasons: vec![reason],
        };
    }
    if let Some(item) = assistant_of_a_chief(items) {
        return Reading {
            function: Function::Admin,
            others: Vec::new(),
            defaulted: false,
            seniority: Seniority::Ic,
            confidence: 0.85,
            flags: Vec::new(),
            reasons: vec![format!(
                "`{}` beside a rank of the top -> admin, ic",
                quoted(item, text)
            )],
        };
    }
    match main_head(items) {
        Some(head) => with_head(items, head, text),
        None => without_head(items, text),
    }
}

/// Finds "CEO Assistant" and "Assistenz Geschäftsleitung": whose assistant, without a word between.
///
/// In English the assistant must stand last; first it is a rank ("Assistant Managing Director").
fn assistant_of_a_chief<'a, 't>(items: &'a [Item<'t>]) -> Option<&'a Item<'t>> {
    let top = |item: &Item<'_>| {
        matches!(
            item.seniority(),
            Some(Seniority::CLevel | Seniority::Founder | Seniority::Board)
        )
    };
    items
        .windows(2)
        .filter(|pair| pair[1].sep <= Sep::Hyphen)
        .find_map(|pair| {
            let after =
                top(&pair[0]) && pair[1].n_words == 1 && ASSISTANTS.contains(&pair[1].letters);
            let before =
                top(&pair[1]) && pair[0].n_words == 1 && ASSISTANTS[1..].contains(&pair[0].letters);
            if after {
                Some(&pair[1])
            } else {
                before.then(|| &pair[0])
            }
        })
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

fn without_head(items: &[Item<'_>], text: &str) -> Reading {
    let (functions, evidence) = functions_of(items, Reach::Before);
    let group = items.iter().find(|item| item.is(Mark::Group));
    let mut reading = Reading {
        function: functions.first().copied().unwrap_or(Function::Other),
        others: functions.iter().skip(1).copied().collect(),
        defaulted: functions.is_empty(),
        seniority: Seniority::Unknown,
        confidence: if functions.is_empty() { 0.1 } else { 0.5 },
        flags: Vec::new(),
        reasons: Vec::new(),
    };
    if let Some(idx) = evidence {
        reading.reasons.push(format!(
            "`{}` -> {}",
            quoted(&items[idx], text),
            reading.function.as_str()
        ));
    }
    match group {
        Some(item) => {
            reading.flags.push(Flag::NotAPerson);
            reading.confidence = f64::min(reading.confidence, 0.3);
            reading
                .reasons
                .push(format!("`{}` names no person", quoted(item, text)));
        }
        None => reading
            .reasons
            .push("no head noun -> seniority unknown".to_owned()),
    }
    reading
}

fn with_head(items: &[Item<'_>], head: usize, text: &str) -> Reading {
    let main = &items[head];
    let entry = main.entry.unwrap_or_default();
    let mut reasons = Vec::with_capacity(4);
    let mut flags = Vec::new();
    let seniority = seniority::read(items, head, text, &mut flags, &mut reasons);
    let executive_rank = matches!(
        seniority,
        Seniority::Founder | Seniority::CLevel | Seniority::Partner | Seniority::Board
    );
    let (mut functions, mut evidence) = (Vec::new(), None);
    let own = entry.role.map(|role| (role.function, role.hold));
    if !own.is_some_and(|(_, hold)| hold == Hold::Strong) {
        (functions, evidence) = functions_of(&items[..head], Reach::Before);
        // A phrase that names a job of its own takes no function from behind it ("Store Manager - Electronics").
        let open = own
            .is_none_or(|(function, _)| main.n_words == 1 || function == Function::Executive)
            || items
                .get(head + 1)
                .is_some_and(|item| item.sep <= Sep::Hyphen);
        if functions.is_empty() && open {
            (functions, evidence) = scope(items, head, seniority, executive_rank);
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
    match (evidence, own) {
        (Some(idx), _) => {
            let place = if idx < head { "before" } else { "after" };
            reasons.push(format!(
                "`{}` {place} it -> {}",
                quoted(&items[idx], text),
                function.as_str()
            ));
        }
        (None, Some(_)) => {
            reasons.push(format!("`{}` -> {}", quoted(main, text), function.as_str()))
        }
        (None, None) => reasons.push(format!("no function named -> {}", function.as_str())),
    }
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
    if items.iter().any(|item| item.mended) {
        confidence -= 0.1;
        reasons.push("a word was read through a spelling mistake".to_owned());
    }
    Reading {
        function,
        others: functions.into_iter().skip(1).collect(),
        defaulted,
        seniority,
        confidence,
        flags,
        reasons,
    }
}

/// Returns the functions named behind the head.
fn scope(
    items: &[Item<'_>],
    head: usize,
    seniority: Seniority,
    executive: bool,
) -> (Vec<Function>, Option<usize>) {
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
        if !told || !known || seniority == Seniority::Founder && of && !chief {
            return (Vec::new(), None);
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
fn functions_of(items: &[Item<'_>], reach: Reach) -> (Vec<Function>, Option<usize>) {
    let mut functions: Vec<Function> = Vec::new();
    let mut evidence = None;
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
            let subject = item.subject().or_else(|| {
                let role = item.entry?.role?;
                (role.function != Function::Other && role.function != Function::Executive)
                    .then_some((role.function, role.hold))
            });
            let Some((function, hold)) = subject else {
                continue;
            };
            if hold == Hold::Strong || best.is_none_or(|(_, best, _)| best == Hold::Weak) {
                best = Some((function, hold, from + offset));
            }
        }
        if let Some((function, _, place)) = best
            && !functions.contains(&function)
        {
            functions.push(function);
            evidence = evidence.or(Some(place));
        }
    }
    (functions, evidence)
}

/// Returns the function of a rank that stands alone.
fn bare_function(items: &[Item<'_>], head: usize, seniority: Seniority) -> Function {
    let unknown_before = items[..head].iter().any(Item::is_unknown);
    let of_unknown = items.get(head + 1).is_some_and(Item::is_of)
        && items.get(head + 2).is_some_and(Item::is_unknown);
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
