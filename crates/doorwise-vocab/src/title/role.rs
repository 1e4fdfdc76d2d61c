//! Reads one role, outwards from its head noun.

use super::about::{Reach, functions_of, holds, scope};
use super::few::Few;
use super::item::{Item, marks, quoted};
use super::kinds::{Flag, Function, Seniority};
use super::lexicon::{ADMIN, GUARD, Hold, Mark};
use super::scan::Sep;
use super::seniority;
use super::sure::{self, Ground, Meant};
use super::why::Why;

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
    // Most roles have neither, and one look at all marks tells.
    let marks = marks(items);
    if marks & GUARD != 0
        && let Some((item, (function, seniority))) = items
            .iter()
            .enumerate()
            .find_map(|(idx, item)| Some((item, item.guard(items.get(idx + 1))?)))
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
    let may_assist = marks & ADMIN != 0 || items.iter().any(|item| item.letters.starts_with("as"));
    if may_assist && let Some((item, owner)) = assistant_of_another(items) {
        why.say(|| {
            format!(
                "`{}` stands beside `{}`, whose rank is another's -> admin, ic",
                quoted(item, text),
                quoted(owner, text)
            )
        });
        return Reading::fixed(Function::Admin, Seniority::Ic, 0.85, why);
    }
    if is_department(items) {
        return without_head(items, text, why);
    }
    let Some(head) = main_head(items) else {
        return without_head(items, text, why);
    };
    if is_head_of_school(items, head) {
        why.say(|| {
            format!(
                "`{}` leads a school -> other, head",
                quoted(&items[head], text)
            )
        });
        return Reading::fixed(Function::Other, Seniority::Head, 0.85, why);
    }
    // "Founder's wife": the head itself is somebody else's.
    let is_of_another = items[head].possessive
        && is_higher(&items[head])
        && items
            .get(head + 1)
            .is_some_and(|next| next.sep <= Sep::Hyphen);
    if is_of_another {
        why.say(|| format!("`{}` is another person", quoted(&items[head], text)));
        return without_head(&items[head + 1..], text, why);
    }
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
    if let [item] = items
        && item.is(Mark::Alone)
        && let Some(&function) = functions.first()
    {
        why.say(|| {
            format!(
                "`{}` alone names who does the work -> {}, ic",
                quoted(item, text),
                function.as_str()
            )
        });
        return Reading::fixed(function, Seniority::Ic, 0.6, why);
    }
    // "Service achats", "Direction financière": the part of a firm stands first.
    let part = items
        .first()
        .filter(|item| items.len() > 1 && item.n_words == 1 && PARTS.contains(&item.letters));
    let group = items.iter().find(|item| item.is(Mark::Group)).or(part);
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

/// Names that parts of a firm begin with where the adjective stands behind.
const PARTS: [&str; 6] = [
    "service",
    "direction",
    "departement",
    "pole",
    "ufficio",
    "oddzial",
];

/// Returns whether the words are "Abteilung Buchhaltung": a part of a firm, though its work is a job elsewhere.
fn is_department(items: &[Item<'_>]) -> bool {
    let [part, work] = items else {
        return false;
    };
    part.n_words == 1
        && (PARTS.contains(&part.letters) || DEPARTMENTS.contains(&part.letters))
        && work.sep <= Sep::Hyphen
        && work
            .entry
            .and_then(|entry| entry.role)
            .is_some_and(|role| role.seniority == Seniority::Ic)
}

/// Further names of parts of a firm, and of whom to ask there, that stand before their work.
const DEPARTMENTS: [&str; 8] = [
    "abteilung",
    "afdeling",
    "ansprechpartner",
    "ansprechpartnerin",
    "departamento",
    "departement",
    "reparto",
    "dzial",
];

/// Returns whether a principal stands beside a school: no partner of a firm, and no senior of a trade.
fn is_head_of_school(items: &[Item<'_>], head: usize) -> bool {
    items[head].letters == "principal"
        && items[head].n_words == 1
        && items.iter().any(|item| SCHOOLS.contains(&item.letters))
}

const SCHOOLS: [&str; 12] = [
    "school",
    "schools",
    "college",
    "academy",
    "gymnasium",
    "lyceum",
    "university",
    "institute",
    "polytechnic",
    "kindergarten",
    "montessori",
    "vidyalaya",
];

fn with_head(items: &[Item<'_>], head: usize, text: &str, mut why: Why) -> Reading {
    let main = &items[head];
    let entry = main.entry.copied().unwrap_or_default();
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
        // An "Ecommerce Engineer" builds the shop, a "Product Safety Engineer" the product; only a
        // strong subject of another kind makes an engineer another's.
        let is_loose = evidence.is_some_and(|idx| {
            matches!(
                items[idx].subject(),
                Some((Function::Marketing, Hold::Weak) | (Function::Product, _))
            )
        });
        // Whoever supervises chemicals, steel or products sees to the work on them.
        let is_watched = main.last == "supervisor"
            && matches!(
                functions.first(),
                Some(Function::Engineering | Function::Product)
            );
        let is_loose =
            is_loose && own.is_some_and(|(function, _)| function == Function::Engineering);
        if is_loose || is_watched && own.is_some() {
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
    let mut is_untold = main.unsure;
    if main.unsure {
        let likely = own
            .map(|(function, _)| function)
            .or(functions.first().copied());
        match likely.map_or(Meant::Untold, |likely| sure::meant(items, head, likely)) {
            Meant::Same => is_untold = false,
            Meant::Other(function, idx) => {
                (functions, evidence) = (no_functions(), Some(idx));
                functions.add(function);
            }
            Meant::Untold => {}
        }
    }
    // Who owns a restaurant runs the firm; what it does is said beside.
    let mut beside = rest(&functions);
    if seniority == Seniority::Founder && own.is_none() && OWNERS.contains(&main.last) {
        beside = functions;
        (functions, evidence) = (no_functions(), None);
    }
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
    let ground = Ground {
        own: entry.role,
        seniority,
        evidence,
        is_chief,
        is_untold,
    };
    let (mut confidence, doubt) = sure::confidence(items, head, &ground);
    if let Some(doubt) = doubt {
        why.say(|| format!("less sure: {doubt}"));
    }
    if seniority == Seniority::Unknown {
        confidence = f64::min(confidence, 0.6);
    }
    if main.guessed {
        confidence = f64::min(confidence, 0.5) - if evidence.is_some() { 0.0 } else { 0.1 };
        why.say(|| format!("`{}` only ends like a job", quoted(main, text)));
    }
    if items.iter().any(|item| item.mended) {
        confidence -= 0.1;
        why.say(|| "a word was read through a spelling mistake".to_owned());
    }
    Reading {
        others: beside,
        defaulted,
        flags,
        why_function,
        ..Reading::fixed(function, seniority, confidence, why)
    }
}

/// Last words of ranks that own what stands before them.
const OWNERS: [&str; 16] = [
    "owner",
    "proprietor",
    "proprietress",
    "inhaber",
    "inhaberin",
    "eigentumer",
    "eigentumerin",
    "proprietaire",
    "propietario",
    "propietaria",
    "proprietario",
    "proprietaria",
    "titolare",
    "dueno",
    "duena",
    "eigenaar",
];

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
    if sure::leads_unknown(items, head) {
        return Function::Other;
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
