//! Which statements surely say the same when they are turned to the reader.
//!
//! People write what somebody said into a persona word for word: "We lose half of them", "By then
//! nobody knows". Turned word by word such a line says something else ("you lose half of you"), so
//! it is repeated as it stands, between marks, or not used where there is no room for marks.

use doorwise_vocab::text;

use super::shape::{Shape, shape};
use super::{StatementRole, lower_first};
use crate::verbs;

/// Words that open a spoken sentence and say nothing of its matter.
const SPOKEN: [&str; 26] = [
    "honestly",
    "actually",
    "basically",
    "frankly",
    "look",
    "well",
    "so",
    "yeah",
    "yes",
    "okay",
    "ok",
    "right",
    "now",
    "anyway",
    "sure",
    "obviously",
    "literally",
    "sometimes",
    "maybe",
    "perhaps",
    "probably",
    "also",
    "plus",
    "and",
    "but",
    "or",
];

/// Words that open with a time, a place or a condition: what follows them is a sentence or no thing.
const OPENS_WITH_WHEN: [&str; 26] = [
    "by",
    "in",
    "on",
    "at",
    "after",
    "before",
    "when",
    "whenever",
    "while",
    "since",
    "until",
    "last",
    "next",
    "then",
    "today",
    "yesterday",
    "tomorrow",
    "once",
    "if",
    "as",
    "with",
    "during",
    "usually",
    "often",
    "here",
    "there's",
];

/// Words that speak of whoever wrote the line.
const FIRST: [&str; 19] = [
    "i",
    "we",
    "me",
    "us",
    "my",
    "our",
    "mine",
    "ours",
    "i'm",
    "we're",
    "i've",
    "we've",
    "i'd",
    "we'd",
    "i'll",
    "we'll",
    "myself",
    "ourselves",
    "let's",
];
/// Words that speak of one other person.
const SINGLE: [&str; 14] = [
    "she", "he", "him", "his", "her", "hers", "she's", "he's", "she'd", "he'd", "she'll", "he'll",
    "herself", "himself",
];
/// Words that speak of several others.
const SEVERAL: [&str; 9] = [
    "they",
    "them",
    "their",
    "theirs",
    "they're",
    "they've",
    "they'd",
    "they'll",
    "themselves",
];
/// Words that already speak to somebody.
const SECOND: [&str; 9] = [
    "you",
    "your",
    "yours",
    "you're",
    "you've",
    "you'd",
    "you'll",
    "yourself",
    "yourselves",
];

/// Returns whether a statement, turned to the reader, surely says the same.
pub(crate) fn is_sure(says: &str, role: StatementRole) -> bool {
    // "because nobody answers": half a sentence, whose clause says it all.
    let says = without_link(says.trim());
    // Somebody's own words between marks stay as they are whatever stands round them.
    let plain: String = says
        .split(['"', '\u{201c}', '\u{201d}'])
        .step_by(2)
        .collect();
    let folded = text::fold(&plain.replace('\u{2019}', "'"));
    let words: Vec<&str> = folded
        .split_whitespace()
        .map(|word| word.trim_matches(|ch: char| !ch.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let Some(first) = words.first().copied() else {
        return false;
    };
    let second = words.get(1).copied().unwrap_or_default();
    is_one_sentence(&plain)
        && !is_spoken(&plain, first)
        && !mixes_persons(&words)
        && is_shaped(&words, says, role)
        && !is_verb_or_noun(first, second, says, role)
}

/// Returns a clause without the small word that joined it to another.
pub(super) fn without_link(says: &str) -> &str {
    ["because ", "and ", "but ", "so ", "that "]
        .iter()
        .find_map(|opens| says.strip_prefix(opens))
        .unwrap_or(says)
}

/// Returns the statement turned to the reader, or as it stands between marks.
pub(crate) fn said(says: &str, role: StatementRole) -> String {
    match is_sure(says, role) {
        true => lower_first(&super::to_reader(says)),
        false => verbatim(says),
    }
}

/// Returns a statement as it stands, between marks.
pub(crate) fn verbatim(says: &str) -> String {
    let inner = says.trim().trim_end_matches(['.', ',', ';', ' ']);
    format!("\"{}\"", inner.replace(['"', '\u{201c}', '\u{201d}'], "'"))
}

/// "It broke. We left.": two sentences are not one clause.
fn is_one_sentence(says: &str) -> bool {
    let inner = says.trim().trim_end_matches(['.', '!', '?']);
    !["? ", "! ", ". "].iter().any(|end| {
        inner.match_indices(end).any(|(at, _)| {
            let next = inner[at + end.len()..].trim_start().chars().next();
            // "Q3 vs. plan" is no end of a sentence.
            next.is_some_and(char::is_uppercase)
        })
    })
}

/// "Honestly, ...", "So we ...", "I mean", "you know": speech, not a statement of its writer.
fn is_spoken(says: &str, first: &str) -> bool {
    let written = says.split_whitespace().next().unwrap_or_default();
    let is_parted = written.ends_with(',');
    let is_filler = SPOKEN.contains(&first)
        // "And nobody knows" joins a sentence that is not here; "and nobody answers" is half of one.
        && (is_parted || !matches!(first, "and" | "but" | "or" | "so" | "right" | "now" | "well" | "look")
            || written.starts_with(char::is_uppercase));
    is_filler
        || (is_parted && matches!(first, "no" | "nah" | "oh" | "hm" | "um" | "uh"))
        || [
            "you know,",
            "i mean",
            "to be honest",
            "i guess",
            "i think",
            "let me",
        ]
        .iter()
        .any(|opens| says.to_lowercase().starts_with(opens))
}

/// Returns whether more than one person speaks or is spoken of, so that "you" would be two people.
fn mixes_persons(words: &[&str]) -> bool {
    let at = |list: &[&str]| words.iter().position(|word| list.contains(word));
    let (first, single, several) = (at(&FIRST), at(&SINGLE), at(&SEVERAL));
    let stands_for_others = |at: usize| words[..at].iter().any(|word| is_plural(word));
    // "Leads that never answer when they are called": they are the leads.
    let several = several.filter(|at| !stands_for_others(*at));
    if at(&SECOND).is_some() && (first.is_some() || single.is_some() || several.is_some()) {
        return true;
    }
    if first.is_some() && (single.is_some() || several.is_some()) {
        return true;
    }
    // "She waits and he leaves" are two people.
    let says = |list: &[&str]| at(list).is_some();
    let is_she = says(&["she", "she's", "she'd", "she'll"]);
    let is_he = says(&["he", "he's", "he'd", "he'll"]);
    if is_she && (is_he || says(&["him", "his"])) || is_he && says(&["her", "hers"]) {
        return true;
    }
    // "..., and then he left": somebody of whom was spoken before.
    let is_told_on = words
        .windows(2)
        .any(|pair| pair[0] == "then" && SINGLE.contains(&pair[1]));
    if single.is_some() && (several.is_some() || is_told_on) {
        return true;
    }
    // "They" that opens a line is who it is about; one behind it may be anybody.
    let is_somebody = words.iter().enumerate().skip(1).any(|(at, word)| {
        SEVERAL.contains(word) && !matches!(*word, "their" | "theirs") && !stands_for_others(at)
    });
    if is_somebody {
        return true;
    }
    // "A customer waited and then he left": he is the customer.
    single.is_some_and(|at| {
        let is_of_other = words[..at].windows(2).any(|pair| {
            matches!(pair[0], "a" | "an" | "another" | "one" | "each") && is_person(pair[1])
        });
        is_of_other && at > 0
    })
}

/// Returns whether a noun is of somebody who can be "he" or "she".
fn is_person(word: &str) -> bool {
    const PEOPLE: [&str; 24] = [
        "customer",
        "client",
        "user",
        "buyer",
        "person",
        "colleague",
        "rep",
        "lead",
        "candidate",
        "patient",
        "guest",
        "driver",
        "supplier",
        "vendor",
        "prospect",
        "manager",
        "boss",
        "founder",
        "director",
        "partner",
        "man",
        "woman",
        "student",
        "parent",
    ];
    PEOPLE.contains(&word)
        || word.len() > 4
            && (word.ends_with("er") || word.ends_with("or") || word.ends_with("ist"))
            && verbs::by_base(word).is_none()
            && !matches!(
                word,
                "number"
                    | "order"
                    | "letter"
                    | "paper"
                    | "quarter"
                    | "water"
                    | "error"
                    | "other"
                    | "another"
                    | "never"
                    | "summer"
                    | "winter"
                    | "folder"
                    | "counter"
                    | "server"
                    | "printer"
                    | "scanner"
                    | "newsletter"
                    | "computer"
            )
}

fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "everyone" | "everybody" | "customers")
        || word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("'s")
            && verbs::by_third_person(word).is_none_or(|verb| verb.is_noun_too)
            && !matches!(
                word,
                "always"
                    | "perhaps"
                    | "besides"
                    | "this"
                    | "less"
                    | "sales"
                    | "does"
                    | "was"
                    | "has"
            )
}

/// Returns whether the words have the form that the lexicon takes them for.
fn is_shaped(words: &[&str], says: &str, role: StatementRole) -> bool {
    let first = words[0];
    let when = OPENS_WITH_WHEN.contains(&first);
    match shape(says, role) {
        Shape::Noun => {
            let has_subject = words.iter().enumerate().any(|(at, word)| {
                FIRST[..2].contains(word)
                    || at > 0
                        && matches!(*word, "nobody" | "everybody" | "everyone" | "somebody")
                        && !matches!(words[0], "a" | "an" | "the" | "no")
                        && is_adverb_or_time(words[at - 1])
            });
            // "for", "without": a group of words that stands for nothing by itself.
            !when
                && !has_subject
                && !matches!(
                    first,
                    "for" | "without" | "from" | "how" | "what" | "why" | "who" | "where" | "which"
                )
        }
        // "in charge of", "on the hook for" are states; they are known as such.
        Shape::State | Shape::Base => true,
        // "Last month we lost 62,000 rupees on one fair": said of one time, and by somebody.
        Shape::Clause => {
            let of_writer = words.iter().any(|word| FIRST.contains(word));
            let is_told = matches!(
                first,
                "then" | "by" | "last" | "once" | "yesterday" | "today"
            );
            !(is_told || when && of_writer)
        }
        Shape::Predicate | Shape::Gerund => true,
    }
}

fn is_adverb_or_time(word: &str) -> bool {
    super::is_adverb(word)
        || matches!(
            word,
            "then" | "now" | "today" | "time" | "point" | "end" | "month" | "week"
        )
}

/// "Fights with sales", "calls with customers": what somebody does, or things.
fn is_verb_or_noun(first: &str, second: &str, says: &str, role: StatementRole) -> bool {
    let is_both = verbs::by_third_person(first).is_some_and(|verb| verb.is_noun_too);
    let is_link = matches!(
        second,
        "with" | "about" | "over" | "against" | "between" | "from" | "for" | "by" | "at"
    );
    is_both && is_link && shape(says, role) != Shape::Noun
}

/// Returns whether "her" between these words is the person and not whose: "takes her three hours".
pub(super) fn her_is_object(before: Option<&str>, next: &str) -> bool {
    const GIVES: [&str; 24] = [
        "takes", "take", "took", "costs", "cost", "gives", "give", "gave", "saves", "save",
        "saved", "leaves", "leave", "left", "sends", "send", "sent", "tells", "tell", "told",
        "owes", "asks", "shows", "brings",
    ];
    const AMOUNTS: [&str; 30] = [
        "half",
        "most",
        "many",
        "too",
        "so",
        "some",
        "any",
        "all",
        "hours",
        "days",
        "weeks",
        "months",
        "minutes",
        "ages",
        "forever",
        "long",
        "nothing",
        "everything",
        "something",
        "nowhere",
        "more",
        "less",
        "over",
        "up",
        "around",
        "almost",
        "nearly",
        "several",
        "only",
        "just",
    ];
    before.is_some_and(|before| GIVES.contains(&before))
        && (AMOUNTS.contains(&next)
            || next.starts_with(|ch: char| ch.is_ascii_digit())
            || crate::number::is_number(next))
}
