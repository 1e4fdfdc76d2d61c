//! What kind of phrase a statement is.

use std::collections::HashSet;
use std::sync::LazyLock;

use doorwise_vocab::text;

use super::StatementRole;
use crate::verbs;

/// What kind of phrase a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// "prove pipeline to her founder"
    Base,
    /// "tired of low-quality leads"
    State,
    /// "spends hours in sheets", "cannot prove it"
    Predicate,
    /// "half the deals have no source"
    Clause,
    /// "chasing invoices by hand"
    Gerund,
    /// "low-quality leads"
    Noun,
}

static STATES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/states.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Verbs that make a clause finite wherever they stand.
const FINITE: [&str; 40] = [
    "is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "can", "can't",
    "cannot", "could", "couldn't", "will", "won't", "would", "should", "must", "isn't", "aren't",
    "wasn't", "weren't", "hasn't", "haven't", "doesn't", "don't", "didn't", "never", "went",
    "took", "came", "lost", "got", "fell", "goes", "gets", "it's", "there's",
];

/// Returns what kind of phrase the statement is.
pub fn shape(says: &str, role: StatementRole) -> Shape {
    let folded = text::fold(says);
    let words: Vec<&str> = folded
        .split_whitespace()
        .map(|word| word.trim_matches(|ch: char| !ch.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let Some((&first, rest)) = words.split_first() else {
        return Shape::Noun;
    };
    let second = rest.first().copied().unwrap_or_default();
    if is_subject(first) {
        return Shape::Clause;
    }
    if first == "to" && verbs::by_base(second).is_some() {
        return Shape::Base;
    }
    if matches!(
        first,
        "is" | "are"
            | "has"
            | "have"
            | "does"
            | "cannot"
            | "can't"
            | "couldn't"
            | "could"
            | "never"
            | "must"
            | "needs"
            | "wants"
            | "isn't"
            | "hasn't"
            | "doesn't"
            | "don't"
            | "won't"
            | "will"
            | "always"
            | "often"
            | "still"
            | "rarely"
            | "hardly"
            | "barely"
    ) {
        return Shape::Predicate;
    }
    if is_state(first, second) {
        return Shape::State;
    }
    let opens_object = matches!(
        second,
        "a" | "an"
            | "the"
            | "her"
            | "his"
            | "their"
            | "my"
            | "our"
            | "two"
            | "three"
            | "half"
            | "all"
            | "every"
            | "to"
            | "too"
            | "on"
    );
    if let Some(verb) = verbs::by_third_person(first)
        && (!verb.is_noun_too || opens_object)
        && !has_finite_next(second)
    {
        return Shape::Predicate;
    }
    if let Some(verb) = verbs::by_base(first)
        && !has_finite_next(second)
        && (!verb.is_noun_too || role == StatementRole::Goal || opens_object)
    {
        // "report takes two days" is about a report.
        let is_subject = verb.is_noun_too
            && verbs::by_third_person(second).is_some_and(|next| !next.is_noun_too);
        if !is_subject {
            return Shape::Base;
        }
    }
    if is_clause(&words) {
        return Shape::Clause;
    }
    if is_gerund(first) && !rest.is_empty() {
        Shape::Gerund
    } else {
        Shape::Noun
    }
}

pub(crate) fn is_function_word(folded: &str) -> bool {
    STATES.contains(folded)
        || is_subject(folded)
        || FINITE.contains(&folded)
        || matches!(
            folded,
            "a" | "an"
                | "the"
                | "no"
                | "not"
                | "too"
                | "half"
                | "every"
                | "each"
                | "more"
                | "less"
                | "fewer"
                | "low"
                | "high"
                | "to"
                | "why"
                | "what"
                | "which"
                | "how"
                | "when"
                | "sales"
                | "marketing"
                | "leads"
                | "manual"
                | "bad"
                | "poor"
                | "lack"
                | "good"
                | "most"
                | "many"
                | "some"
                | "all"
        )
}

fn is_subject(word: &str) -> bool {
    matches!(
        word,
        "she"
            | "he"
            | "they"
            | "i"
            | "we"
            | "it"
            | "nobody"
            | "everybody"
            | "everyone"
            | "someone"
            | "somebody"
            | "nothing"
            | "everything"
            | "it's"
            | "there"
            | "i'm"
            | "we're"
            | "she's"
            | "he's"
            | "this"
            | "if"
    )
}

fn is_state(first: &str, second: &str) -> bool {
    if !STATES.contains(first) {
        return false;
    }
    match first {
        // "on the hook", "in charge", "under pressure"; not "in Germany", "late payments".
        "on" => matches!(second, "the" | "call"),
        "in" => matches!(second, "charge" | "the" | "over"),
        "under" => matches!(second, "pressure" | "constant" | "fire" | "huge"),
        "not" => matches!(second, "able" | "sure" | "convinced" | "allowed" | "in"),
        "late" | "short" | "cut" | "blind" | "behind" | "alone" => matches!(
            second,
            "on" | "of" | "to" | "off" | "with" | "in" | "from" | "for" | "every" | ""
        ),
        "missing" | "losing" | "chasing" | "disappointed" | "ignored" | "overloaded"
        | "expected" | "measured" | "paid" | "asked" | "rated" | "told" => {
            matches!(
                second,
                "on" | "by"
                    | "with"
                    | "to"
                    | "for"
                    | "out"
                    | "the"
                    | "her"
                    | "his"
                    | "about"
                    | "in"
                    | "deals"
                    | "people"
                    | "every"
            )
        }
        _ => true,
    }
}

fn has_finite_next(second: &str) -> bool {
    matches!(
        second,
        "is" | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "never"
            | "does"
            | "do"
            | "don't"
            | "doesn't"
            | "can't"
            | "cannot"
            | "get"
            | "gets"
            | "go"
            | "goes"
            | "take"
            | "takes"
            | "come"
            | "comes"
            | "keep"
            | "keeps"
            | "nobody"
    )
}

/// Returns whether a finite verb stands behind a subject, outside of "who ...", "that ...", "which ...".
fn is_clause(words: &[&str]) -> bool {
    let mut inside_relative = false;
    for (idx, word) in words.iter().enumerate().skip(1) {
        let before = words[idx - 1];
        if matches!(
            *word,
            "who" | "that" | "which" | "where" | "when" | "nobody"
        ) {
            inside_relative = true;
            continue;
        }
        if inside_relative {
            continue;
        }
        let after_preposition = matches!(
            before,
            "to" | "of"
                | "for"
                | "in"
                | "on"
                | "with"
                | "by"
                | "from"
                | "at"
                | "the"
                | "a"
                | "an"
                | "and"
                | "or"
                | "without"
                | "no"
        );
        let is_finite = FINITE.contains(word)
            || verbs::by_third_person(word).is_some_and(|verb| !verb.is_noun_too)
            || (before.ends_with('s')
                && verbs::by_base(word).is_some_and(|verb| !verb.is_noun_too));
        let next = words.get(idx + 1).copied().unwrap_or_default();
        // "dashboards show two numbers", "the call eats the morning": what is a noun as often is a
        // verb between a noun and the beginning of another.
        let is_finite = is_finite
            || opens_noun(next)
                && ((is_plural(before) && verbs::by_base(word).is_some())
                    || (!is_plural(before) && verbs::by_third_person(word).is_some()))
            || idx == 1
                && words.len() >= 4
                && is_plural(before)
                && !before.contains('-')
                && verbs::by_base(word).is_some()
                && (!is_link(next)
                    || and_goes_on(next, words.get(idx + 2))
                    || goes_without_object(word) && is_place_or_time(next));
        // "a forecast the board believes": the verb belongs to a relative clause without "that".
        let is_relative = matches!(words[0], "a" | "an") && idx + 1 == words.len() && idx > 2;
        // "Patients book and do not turn up": "do" is no noun, whatever stands before it.
        let goes_on = before == "and"
            && matches!(
                *word,
                "do" | "don't" | "does" | "doesn't" | "cannot" | "can't" | "never"
            );
        if goes_on || is_finite && !after_preposition && !is_relative {
            return true;
        }
    }
    false
}

/// "analysts", not "sales", which goes before a noun.
fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !matches!(
            word,
            "sales"
                | "operations"
                | "analytics"
                | "logistics"
                | "news"
                | "this"
                | "customs"
                | "goods"
        )
}

fn opens_noun(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "every"
            | "each"
            | "all"
            | "no"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "half"
            | "their"
            | "her"
            | "his"
            | "our"
            | "my"
            | "your"
            | "into"
            | "us"
            | "me"
            | "him"
    )
}

/// "flights change and nobody tells her".
fn and_goes_on(next: &str, behind: Option<&&str>) -> bool {
    next == "and"
        && behind.is_some_and(|word| is_subject(word) || matches!(*word, "no" | "the" | "then"))
}

/// "Trucks queue for three hours", "deals stall at procurement": verbs that need no object and make no
/// compound with a plural before them.
fn goes_without_object(word: &str) -> bool {
    matches!(
        word,
        "queue"
            | "wait"
            | "sit"
            | "fall"
            | "drop"
            | "stall"
            | "crash"
            | "leak"
            | "hang"
            | "rest"
            | "drift"
            | "drag"
            | "jump"
            | "leave"
            | "land"
            | "pause"
            | "trip"
            | "slide"
            | "slip"
            | "walk"
            | "rot"
            | "stop"
            | "break"
            | "pile"
            | "start"
            | "end"
            | "arrive"
            | "work"
    )
}

fn is_place_or_time(word: &str) -> bool {
    matches!(
        word,
        "for" | "at" | "in" | "on" | "to" | "from" | "by" | "past" | "with" | "without"
    )
}

fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "from"
            | "in"
            | "on"
            | "with"
            | "to"
            | "by"
            | "at"
            | "and"
            | "or"
            | "that"
            | "which"
            | "without"
            | "is"
            | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | ""
    )
}

fn is_gerund(word: &str) -> bool {
    word.len() > 5
        && word.ends_with("ing")
        && !matches!(
            word,
            "pricing"
                | "billing"
                | "meeting"
                | "marketing"
                | "onboarding"
                | "training"
                | "hiring"
                | "morning"
                | "evening"
                | "during"
                | "planning"
                | "reporting"
                | "missing"
                | "growing"
                | "existing"
                | "failing"
                | "rising"
                | "ongoing"
                | "increasing"
                | "accounting"
                | "banking"
                | "conflicting"
                | "recurring"
                | "changing"
        )
}
