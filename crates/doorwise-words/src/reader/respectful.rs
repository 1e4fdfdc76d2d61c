//! Pains that would sound like a reproach, said with respect.
//!
//! "can't find donors" said to a stranger's face is an insult; that finding donors is hard is not.

use doorwise_vocab::text;

use super::shape::{self, Shape};
use super::{StatementRole, is_adverb};
use crate::verbs;

/// Openings that deny somebody an ability; what follows is a verb's base form.
const INABILITIES: [&str; 19] = [
    "cannot ",
    "can't ",
    "can not ",
    "could not ",
    "couldn't ",
    "is unable to ",
    "unable to ",
    "is not able to ",
    "isn't able to ",
    "not able to ",
    "fails to ",
    "fail to ",
    "struggles to ",
    "struggle to ",
    "finds it hard to ",
    "has trouble to ",
    "has a hard time to ",
    "does not manage to ",
    "doesn't manage to ",
];

/// Openings that deny knowledge or trust, with the base form of their verb.
const IGNORANCE: [(&str, &str); 9] = [
    ("never knows ", "know"),
    ("never know ", "know"),
    ("does not know ", "know"),
    ("doesn't know ", "know"),
    ("do not know ", "know"),
    ("don't know ", "know"),
    ("does not see ", "see"),
    ("doesn't see ", "see"),
    ("never sees ", "see"),
];

/// Openings of a fear.
const FEARS: [&str; 9] = [
    "afraid of ",
    "scared of ",
    "is afraid of ",
    "is scared of ",
    "afraid that ",
    "scared that ",
    "fears that ",
    "fears ",
    "dreads ",
];

/// Longest rest, in words, behind which "at the moment" still reads well.
const SHORT: usize = 3;

/// Returns the clause that says a weakness as a difficulty, where the statement is one.
pub(super) fn clause(says: &str) -> Option<String> {
    if let Some(rest) = INABILITIES
        .iter()
        .find_map(|opens| says.strip_prefix(opens))
    {
        return hard(rest.trim());
    }
    if let Some((rest, verb)) = IGNORANCE
        .iter()
        .find_map(|(opens, verb)| Some((says.strip_prefix(opens)?, *verb)))
    {
        return hard(&format!("{verb} {}", rest.trim()));
    }
    let (opens, rest) = FEARS
        .iter()
        .find_map(|opens| Some((*opens, says.strip_prefix(opens)?.trim())))?;
    let is_clause = shape::shape(rest, StatementRole::Pain) == Shape::Clause;
    Some(if opens.ends_with("that ") || is_clause {
        format!("you worry that {rest}")
    } else {
        format!("you worry about {rest}")
    })
}

fn hard(act: &str) -> Option<String> {
    let words: Vec<String> = act.split_whitespace().map(text::fold).collect();
    // "can't even see", "cannot be trusted": not an act that is hard.
    let first = words.first()?;
    if is_adverb(first) || first == "be" {
        return None;
    }
    // "can't find donors and loses sleep" has a second verb that "it is hard to" does not take.
    let goes_on = words.windows(2).any(|pair| {
        pair[0] == "and" && verbs::by_third_person(&pair[1]).is_some_and(|verb| !verb.is_noun_too)
    });
    if goes_on {
        return None;
    }
    Some(if words.len() <= SHORT {
        format!("it is hard to {act} at the moment")
    } else {
        format!("it is hard to {act}")
    })
}
