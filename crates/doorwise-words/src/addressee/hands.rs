//! Work that the text puts into the reader's own hands: "you are still matching lines and keying accruals".

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::{OfWords, Sentence, Text};

/// How the verb stands: "you key" or "you are keying".
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Base,
    Ing,
}

static HANDS: LazyLock<OfWords<String, (Form, f64)>> = LazyLock::new(|| {
    let mut hands = OfWords::default();
    let lines = include_str!("../../data/hands.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (weight, verbs) = line.split_once('\t').expect("hands.tsv has two columns");
        let weight: f64 = weight.parse().expect("hands.tsv has weights");
        for verb in verbs.split(", ").filter(|verb| !verb.contains(' ')) {
            for ing in in_progress(verb) {
                hands.insert(ing, (Form::Ing, weight));
            }
            hands.insert(past(verb), (Form::Base, weight));
            hands.insert(verb.to_owned(), (Form::Base, weight));
        }
    }
    hands
});

/// "Typing", "keying", "tagging": both ways of writing where a consonant may be doubled.
fn in_progress(verb: &str) -> Vec<String> {
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    let mut forms = vec![format!("{stem}ing")];
    if stem == verb
        && let Some(last) = verb.chars().last()
    {
        forms.push(format!("{verb}{last}ing"));
    }
    forms
}

/// "Called" of "you have called forty"; irregular forms are not known.
fn past(verb: &str) -> String {
    match verb.strip_suffix('e') {
        Some(stem) => format!("{stem}ed"),
        None => format!("{verb}ed"),
    }
}

/// Words between "you" and what you do.
fn is_between(word: &str) -> bool {
    matches!(
        word,
        "are"
            | "still"
            | "have"
            | "had"
            | "to"
            | "must"
            | "then"
            | "also"
            | "always"
            | "often"
            | "just"
            | "again"
            | "spend"
            | "end"
            | "up"
            | "keep"
            | "sit"
            | "sat"
            | "there"
            | "and"
            | "were"
            | "start"
            | "hand"
            | "manually"
            | "personally"
            | "yourself"
            | "now"
            | "first"
            | "get"
            | "back"
            | "not"
            | "don't"
            | "won't"
            | "needn't"
            | "never"
            | "stuck"
            | "busy"
            | "who"
    )
}

/// "Lets you export" tells of the product.
fn is_given(word: &str) -> bool {
    matches!(
        word,
        "let"
            | "lets"
            | "help"
            | "helps"
            | "allow"
            | "allows"
            | "enable"
            | "enables"
            | "give"
            | "gives"
            | "if"
    )
}

/// Who else acts from here on.
fn is_other(word: &str) -> bool {
    matches!(
        word,
        "we" | "i"
            | "they"
            | "he"
            | "she"
            | "it"
            | "who"
            | "which"
            | "that"
            | "your"
            | "our"
            | "their"
    )
}

/// What a verb without an ending needs behind it to be no noun: "and key the notes", not "and key accounts".
fn is_object(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "each"
            | "every"
            | "all"
            | "your"
            | "it"
            | "them"
            | "this"
            | "these"
            | "those"
            | "one"
            | "two"
            | "three"
            | "in"
            | "into"
            | "from"
            | "by"
            | "out"
            | "up"
            | "again"
            | "over"
            | "line"
            | "everything"
    )
}

/// Calls back for each piece of handwork of the reader's in a sentence.
pub(super) fn find(text: &Text<'_>, sentence: &Sentence, mut found: impl FnMut(Range<usize>, f64)) {
    if !sentence.speaks_to_you {
        return;
    }
    let word = |at: usize| text.words[at].folded.as_str();
    let end = sentence.words.end;
    let mut at = sentence.words.start;
    while at < end {
        let opens = matches!(
            word(at),
            "you" | "you're" | "you've" | "whoever's" | "whoever"
        ) && !(at > sentence.words.start && is_given(word(at - 1)));
        at += 1;
        if !opens {
            continue;
        }
        // Straight after "you", then wherever a comma or "and" goes on with it.
        let mut may_begin = true;
        let mut is_straight = true;
        let mut spends = false;
        while at < end && !matches!(word(at), "you" | "you're") {
            let gap = &text.raw[text.words[at - 1].range.end..text.words[at].range.start];
            may_begin = may_begin || gap.contains(',') || matches!(word(at), "and" | "or" | "then");
            let next = if at + 1 < end { word(at + 1) } else { "" };
            is_straight = (is_straight && word(at) != "and") || word(at - 1) == "to";
            let verb = (may_begin || spends)
                .then(|| HANDS.get(word(at).strip_prefix("re-").unwrap_or(word(at))))
                .flatten();
            match verb {
                Some((form, weight))
                    if (may_begin || (spends && *form == Form::Ing))
                        && (*form == Form::Ing || is_straight || is_object(next))
                        && !matches!(next, "nothing" | "no" | "none" | "less" | "fewer") =>
                {
                    found(text.words[at].range.clone(), *weight);
                    may_begin = false;
                    is_straight = false;
                }
                _ if is_between(word(at)) => {}
                _ => {
                    may_begin = false;
                    is_straight = false;
                }
            }
            // "You spend Friday matching": what is done stands behind a time.
            spends = spends || matches!(word(at), "spend" | "spent" | "waste" | "lose");
            if is_other(word(at)) && may_start_clause(text, at) {
                break;
            }
            at += 1;
        }
    }
}

/// Returns whether a word behind a comma or "and" begins a clause of somebody else's.
fn may_start_clause(text: &Text<'_>, at: usize) -> bool {
    let gap = &text.raw[text.words[at - 1].range.end..text.words[at].range.start];
    gap.contains([',', ';'])
        || matches!(text.words[at - 1].folded.as_str(), "and" | "but" | "while")
}
