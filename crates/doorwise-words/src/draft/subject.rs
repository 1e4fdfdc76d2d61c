//! A subject of two to seven words and at most 50 characters.

use doorwise_vocab::text;

use super::angle::{Angle, Entry};
use super::{Brief, claim, offer_line};
use crate::reader::{self, Shape, StatementRole};
use crate::verbs;

const LONGEST: usize = 50;

/// Openings of a predicate that leave its topic behind.
const PREDICATES: [&str; 14] = [
    "doesn't know about ",
    "does not know about ",
    "never hears about ",
    "never knows ",
    "doesn't know ",
    "does not know ",
    "needs ",
    "wants ",
    "struggles with ",
    "hates ",
    "dreads ",
    "fears ",
    "doesn't trust ",
    "does not trust ",
];

/// Openings that say what somebody is not able to do: without them the topic would be its opposite.
const INABILITIES: [&str; 10] = [
    "can't ",
    "cannot ",
    "can not ",
    "could not ",
    "couldn't ",
    "unable to ",
    "not able to ",
    "fails to ",
    "struggles to ",
    "struggle to ",
];

fn is_inability(plain: &str) -> bool {
    INABILITIES.iter().any(|opens| plain.starts_with(opens))
}

/// Returns what is hard: "hard to find donors" of "can't find donors and loses sleep over it".
fn hard(plain: &str) -> Option<String> {
    let act = INABILITIES
        .iter()
        .find_map(|opens| plain.strip_prefix(opens))?;
    let end = [
        " and ",
        " until ",
        " because ",
        " so ",
        " when ",
        " without ",
    ]
    .iter()
    .filter_map(|word| act.find(word))
    .min()
    .unwrap_or(act.len());
    let verb = act.split_whitespace().next()?;
    (verbs::by_base(&text::fold(verb)).is_some() || verb == "sleep")
        .then(|| format!("hard to {}", &act[..end]))
}

/// Returns the text up to a sign that parts it; a comma inside "62,000" parts nothing.
fn upto_sign<'a>(text: &'a str, signs: &[char]) -> &'a str {
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let end = text
        .char_indices()
        .filter(|(_, ch)| signs.contains(ch))
        .map(|(at, _)| at)
        .find(|at| !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))));
    &text[..end.unwrap_or(text.len())]
}

/// Returns a plain subject out of the persona's own words: those of the angle first.
pub(super) fn subject(brief: &Brief<'_>, angle: &Angle) -> String {
    let persona = brief.persona;
    let of_pain = |at: usize| {
        persona
            .pains
            .get(at)
            .map(|pain| (pain, StatementRole::Pain))
    };
    let of_entry = match &angle.entry {
        Entry::Goal(at) => persona
            .goals
            .get(*at)
            .map(|goal| (goal, StatementRole::Goal)),
        Entry::Pain(at) => of_pain(*at),
        Entry::Trigger(at) => persona
            .triggers
            .get(*at)
            .map(|trigger| (trigger, StatementRole::Pain)),
        _ => None,
    };
    let pains = persona.pains.iter().map(|pain| (pain, StatementRole::Pain));
    let goals = persona.goals.iter().map(|goal| (goal, StatementRole::Goal));
    let of_trigger = match &angle.entry {
        Entry::Trigger(at) => persona
            .triggers
            .get(*at)
            .and_then(|trigger| event(&trigger.says)),
        _ => None,
    };
    // The angle's own words before any other's: a subject about another matter misleads.
    of_trigger
        .or_else(|| {
            of_entry
                .into_iter()
                .chain(angle.pain.and_then(of_pain))
                .chain(pains)
                .chain(goals)
                .filter_map(|(statement, role)| topic(&statement.says, role))
                .next()
        })
        .or_else(|| {
            let says = brief.offer.says.as_deref()?;
            let says = claim::without_claim(says).map_or(says, |(kept, _)| kept);
            let topic = offer_line::topic(says, brief.offer.product.as_deref())
                .filter(|topic| !claim::makes_claim(topic))?;
            let first = topic.split_whitespace().next().unwrap_or_default();
            if matches!(first, "you" | "it" | "them" | "teams" | "your") {
                return None;
            }
            Some(match topic.split_whitespace().count() {
                1 => format!("a question about {topic}"),
                _ => topic,
            })
        })
        .filter(|topic| topic.chars().count() <= LONGEST)
        .unwrap_or_else(|| "a short question".to_owned())
}

/// Returns what has happened, up to what follows from it: "a new branch opens" of "a new branch opens
/// and the phones of two places ring at one desk".
fn event(says: &str) -> Option<String> {
    if !reader::is_sure(says, StatementRole::Pain) {
        return None;
    }
    let plain = reader::lower_first(&reader::to_reader(says));
    let end = [" and ", ", ", "; ", ": ", " so "]
        .iter()
        .filter_map(|word| plain.find(word))
        .min()
        .unwrap_or(plain.len());
    let head = plain[..end].trim();
    let fits = (3..=7).contains(&head.split_whitespace().count())
        && head.chars().count() <= LONGEST
        && !head.starts_with("you ");
    fits.then(|| head.to_owned())
}

/// Returns the first part of a clause that stands by itself: "half the deals have no source".
fn first_part(plain: &str) -> Option<String> {
    const ENDS: [&str; 7] = [
        " so ",
        " because ",
        " and ",
        " about ",
        " but ",
        " when ",
        " (",
    ];
    // Where the clause is long, what says where and when can go as well.
    const MORE: [&str; 10] = [
        " between ",
        " until ",
        " in ",
        " on ",
        " at ",
        " with ",
        " without ",
        " after ",
        " before ",
        " that ",
    ];
    let upto = |text: &str, cuts: &[&str]| {
        let end = cuts.iter().filter_map(|cut| text.find(cut)).min();
        text[..end.unwrap_or(text.len())].trim().to_owned()
    };
    let is_line = |part: &str| {
        let is_whole = reader::shape(part, StatementRole::Pain) == Shape::Clause;
        let speaks = part.starts_with("you ") || part.starts_with("your ");
        is_whole
            && !speaks
            && (3..=7).contains(&part.split_whitespace().count())
            && part.chars().count() <= LONGEST
    };
    let part = upto(upto_sign(plain, &[',', ';', ':']), &ENDS);
    let shorter = upto(&part, &MORE);
    // "Patients book and do not turn up": short enough as it is, where its first part says too little.
    [part, shorter, plain.to_owned()]
        .into_iter()
        .find(|part| is_line(part))
}

/// Returns what somebody does against their will: "matching leads by hand" of "loses an evening to
/// matching leads by hand in a sheet".
fn behind_gerund(plain: &str) -> Option<String> {
    let words: Vec<&str> = plain.split_whitespace().collect();
    let at = words.iter().enumerate().skip(1).find(|(idx, word)| {
        word.len() > 5
            && word.ends_with("ing")
            && matches!(
                words[idx - 1],
                "to" | "on" | "with" | "by" | "of" | "keep" | "keeps"
            )
    })?;
    let rest = &words[at.0..];
    let end = rest
        .iter()
        .position(|word| {
            matches!(
                *word,
                "in" | "every" | "each" | "because" | "so" | "that" | "which" | "instead"
            )
        })
        .unwrap_or(rest.len());
    (end >= 2).then(|| rest[..end].join(" "))
}

/// Returns what stands behind "needs", "can't", "struggles with", without a second predicate.
fn behind_predicate(plain: &str) -> Option<&str> {
    let object = PREDICATES
        .iter()
        .find_map(|opens| plain.strip_prefix(opens))?;
    let object = object.split(" and ").next().unwrap_or_default();
    let object = object.split(" until ").next().unwrap_or_default();
    // "fears the audit is lost" has a whole clause behind it.
    (object.starts_with("which ") || reader::shape(object, StatementRole::Pain) != Shape::Clause)
        .then_some(object)
}

/// Returns the statement's topic where it is short: "low-quality leads" of "tired of low-quality leads".
pub(super) fn topic(says: &str, role: StatementRole) -> Option<String> {
    if !reader::is_sure(says, role) {
        return None;
    }
    let plain = reader::to_reader(says);
    let topic = match (behind_predicate(&plain), reader::shape(says, role)) {
        _ if is_inability(&plain) => hard(&plain)?,
        (Some(object), _) => object.to_owned(),
        (None, Shape::State) => {
            let (_, object) = ["of ", "with ", "by ", "about ", "for ", "on ", "in "]
                .iter()
                .filter_map(|word| {
                    plain
                        .split_once(&format!(" {word}"))
                        .map(|(before, after)| (before.len(), after))
                })
                .min_by_key(|(at, _)| *at)?;
            object.to_owned()
        }
        (None, Shape::Base | Shape::Noun | Shape::Gerund) => {
            let whole = plain.strip_prefix("to ").unwrap_or(&plain);
            // "Open a fourth branch" of "... without losing your evenings", where the whole is long.
            let cut = [
                " without ",
                " so that ",
                " before ",
                " while ",
                " instead of ",
            ]
            .iter()
            .filter_map(|word| whole.find(word))
            .min()
            .filter(|end| {
                whole.split_whitespace().count() > 7
                    && whole[..*end].split_whitespace().count() >= 2
            });
            whole[..cut.unwrap_or(whole.len())].to_owned()
        }
        (None, Shape::Clause) => first_part(&reader::lower_first(&plain))?,
        (None, Shape::Predicate) => behind_gerund(&plain)?,
    };
    let topic = upto_sign(&topic, &[',', ';', ':', '(']).trim().to_owned();
    let n_words = topic.split_whitespace().count();
    let first = text::fold(topic.split_whitespace().next().unwrap_or_default());
    // "losing deals to" style objects read as fragments; an article or pronoun alone is no topic.
    let is_topic = !matches!(
        first.as_str(),
        "it" | "you" | "that" | "this" | "them" | "how" | "what" | "why" | "whether"
    );
    // "tired of returns": one word alone is no subject.
    if n_words == 1 && is_topic && first.len() > 3 && verbs::by_base(&first).is_none() {
        return Some(format!("a question about {}", reader::lower_first(&topic)))
            .filter(|topic| topic.chars().count() <= LONGEST);
    }
    (is_topic && (2..=7).contains(&n_words) && topic.chars().count() <= LONGEST)
        .then(|| reader::lower_first(&topic))
}
