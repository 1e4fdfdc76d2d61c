//! From a sentence about a person to a sentence to the reader.
//!
//! "prove pipeline to her founder" becomes "prove pipeline to your founder". Word by word,
//! with agreement: "she spends" becomes "you spend". Words between quotation marks are
//! somebody's own and stay as they are.

use doorwise_vocab::text;

use crate::verbs;

mod respectful;
mod shape;
mod sure;
#[cfg(test)]
pub(crate) mod tests;
mod words;

pub use shape::{Shape, shape};
pub(crate) use sure::{is_sure, said, verbatim};
use words::{Word, words};

/// Returns the statement turned to the reader; the sign at its end goes.
pub fn to_reader(says: &str) -> String {
    let words = words(says);
    let mut turned = String::with_capacity(says.len());
    let mut agree = false;
    let mut is_of_reader = false;
    let mut seen_plural = false;
    for (idx, word) in words.iter().enumerate() {
        turned.push_str(word.before);
        if word.is_quoted {
            turned.push_str(word.text);
            agree = false;
            continue;
        }
        let next = words.get(idx + 1);
        let folded = text::fold(word.text);
        // "she is told nothing and has no plan": the second verb is the reader's too.
        let follows_and = idx > 0 && words[idx - 1].text.eq_ignore_ascii_case("and");
        agree |= is_of_reader
            && follows_and
            && matches!(
                folded.as_str(),
                "is" | "has" | "does" | "was" | "isn't" | "hasn't" | "doesn't" | "wasn't"
            );
        // "leads that never answer when they are called": "they" are the leads.
        let other_people = seen_plural
            && matches!(
                folded.as_str(),
                "they" | "them" | "their" | "theirs" | "themselves" | "they're"
            );
        let before = idx.checked_sub(1).map(|at| text::fold(words[at].text));
        let replaced = if other_people {
            None
        } else {
            pronoun(&folded, before.as_deref(), next)
        };
        match replaced {
            Some(new) => {
                // One reader: "she and her team" keeps one "you" a word.
                turned.push_str(&new);
                agree = matches!(folded.as_str(), "she" | "he" | "i") || folded.ends_with("who");
                is_of_reader |= matches!(folded.as_str(), "she" | "he" | "she's" | "he's");
            }
            None if agree && is_adverb(&folded) => turned.push_str(word.text),
            None if agree => {
                turned.push_str(&agreeing(&folded, word.text));
                agree = false;
            }
            None => turned.push_str(word.text),
        }
        if word.ends_clause {
            agree = false;
        }
        seen_plural |= folded.len() > 3
            && folded.ends_with('s')
            && !folded.ends_with("ss")
            && !folded.ends_with("'s");
        seen_plural |= matches!(
            folded.as_str(),
            "people" | "everyone" | "everybody" | "customers"
        );
    }
    let signs = ['.', '!', '?', ';', ',', ' '];
    turned.trim().trim_end_matches(signs).to_owned()
}

/// Returns what the statement says as a clause with "you" as its subject, or with its own:
/// "you are tired of low-quality leads", "half the deals have no source"; one that cannot surely be
/// turned stands as it is, between marks.
pub fn as_clause(says: &str, role: StatementRole) -> String {
    if !is_sure(says, role) {
        return format!("this sounds familiar: {}", verbatim(says));
    }
    let says = sure::without_link(says);
    let plain = to_reader(says);
    let lowered = lower_first(&plain);
    if role == StatementRole::Pain
        && let Some(clause) = respectful::clause(&lowered)
    {
        return clause;
    }
    match shape(says, role) {
        Shape::Base => format!(
            "you have to {}",
            lowered.strip_prefix("to ").unwrap_or(&lowered)
        ),
        Shape::State => format!("you are {lowered}"),
        Shape::Predicate => with_you(&lowered),
        // A wished state is not said as if it were there: "trucks leave full".
        Shape::Clause if role == StatementRole::Goal && !lowered.starts_with("you") => {
            format!("you want this: {lowered}")
        }
        Shape::Clause => lowered,
        Shape::Gerund => match role {
            StatementRole::Goal => format!("you are working on {lowered}"),
            StatementRole::Pain => format!("you are stuck {lowered}"),
        },
        Shape::Noun => noun_clause(&lowered, role),
    }
}

/// Says whether a statement is wanted or suffered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementRole {
    /// What the person is on the hook for.
    Goal,
    /// What hurts.
    Pain,
}

/// Returns "struggle to keep up" for "struggles to keep up", with each verb after "and" alike.
fn with_you(predicate: &str) -> String {
    let mut said = String::from("you");
    let mut verb_is_due = true;
    for word in predicate.split(' ') {
        let folded = text::fold(word);
        said.push(' ');
        let third = verbs::by_third_person(&folded);
        let is_verb = third.is_some_and(|verb| !verb.is_noun_too)
            || matches!(
                folded.as_str(),
                "is" | "has" | "does" | "doesn't" | "isn't" | "hasn't"
            );
        if verb_is_due && !is_adverb(&folded) {
            said.push_str(&agreeing(&folded, word));
            verb_is_due = false;
        } else if said.ends_with(" and ") && is_verb {
            said.push_str(&agreeing(&folded, word));
        } else {
            said.push_str(word);
        }
    }
    said
}

fn noun_clause(noun: &str, role: StatementRole) -> String {
    let first = noun.split_whitespace().next().unwrap_or_default();
    match (role, first) {
        (StatementRole::Pain, "no" | "too") => format!("you have {noun}"),
        (StatementRole::Pain, "not") => format!(
            "you do not have {}",
            noun.strip_prefix("not ").unwrap_or(noun)
        ),
        (StatementRole::Pain, "lack") => format!("you are dealing with a {noun}"),
        (StatementRole::Pain, _) => format!("you are dealing with {noun}"),
        (StatementRole::Goal, _) => format!("you are working towards {noun}"),
    }
}

fn pronoun(folded: &str, before: Option<&str>, next: Option<&Word<'_>>) -> Option<String> {
    let new = match folded {
        "she" | "he" | "i" | "we" | "they" | "him" | "me" | "us" | "them" => "you",
        "his" | "my" | "our" | "their" => "your",
        "hers" | "mine" | "ours" | "theirs" => "yours",
        "herself" | "himself" | "myself" | "ourselves" | "themselves" => "yourself",
        "her" => {
            let is_object = |word: &Word<'_>| sure::her_is_object(before, &text::fold(word.text));
            if next.is_some_and(|word| owns(word) && !is_object(word)) {
                "your"
            } else {
                "you"
            }
        }
        "i'm" | "we're" | "they're" => "you're",
        "i've" | "we've" | "they've" => "you've",
        "i'd" | "we'd" | "they'd" | "she'd" | "he'd" => "you'd",
        "i'll" | "we'll" | "they'll" | "she'll" | "he'll" => "you'll",
        "she's" | "he's" => {
            let after = next.map(|word| text::fold(word.text)).unwrap_or_default();
            if matches!(after.as_str(), "been" | "got" | "had" | "lost" | "seen") {
                "you've"
            } else {
                "you're"
            }
        }
        _ => return None,
    };
    Some(new.to_owned())
}

/// Returns whether "her" before this word is possessive.
fn owns(next: &Word<'_>) -> bool {
    const NOT_OWNED: [&str; 31] = [
        "to", "for", "in", "on", "at", "by", "with", "from", "of", "and", "or", "but", "when",
        "while", "because", "that", "if", "no", "about", "every", "each", "again", "the", "a",
        "an", "is", "are", "what", "which", "how", "why",
    ];
    next.before.chars().all(char::is_whitespace)
        && !NOT_OWNED.contains(&text::fold(next.text).as_str())
}

fn is_adverb(folded: &str) -> bool {
    matches!(
        folded,
        "never"
            | "always"
            | "often"
            | "still"
            | "also"
            | "just"
            | "really"
            | "usually"
            | "already"
            | "only"
            | "barely"
            | "hardly"
            | "constantly"
            | "rarely"
            | "sometimes"
            | "even"
    )
}

fn agreeing(folded: &str, written: &str) -> String {
    match folded {
        "am" => "are".to_owned(),
        // Modals and pasts are the same for every person.
        "must" | "was's" => written.to_owned(),
        "is" | "was" | "has" | "does" | "isn't" | "wasn't" | "hasn't" | "doesn't" | "goes" => {
            verbs::with_you(folded)
        }
        _ if verbs::by_third_person(folded).is_some() => verbs::with_you(folded),
        _ if folded.ends_with('s') && !written.starts_with(char::is_uppercase) => {
            verbs::with_you(folded)
        }
        _ => written.to_owned(),
    }
}

/// Lowers the first letter of a sentence, names and abbreviations apart.
pub(crate) fn lower_first(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let folded = text::fold(first);
    let is_common = verbs::by_base(&folded).is_some()
        || verbs::by_third_person(&folded).is_some()
        || shape::is_function_word(folded.split('-').next().unwrap_or_default())
        || folded.ends_with("ing");
    if !is_common || first.chars().skip(1).any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut lowered = text.to_owned();
    if let Some(ch) = text.chars().next() {
        lowered.replace_range(..ch.len_utf8(), &ch.to_lowercase().to_string());
    }
    lowered
}

/// Raises the first letter of a sentence.
pub(crate) fn upper_first(text: &str) -> String {
    let mut raised = text.to_owned();
    if let Some(ch) = text.chars().next() {
        raised.replace_range(..ch.len_utf8(), &ch.to_uppercase().to_string());
    }
    raised
}
