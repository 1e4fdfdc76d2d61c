//! A small lexicon of verbs: enough English to put a statement into a sentence.

use std::sync::LazyLock;

use crate::text::OfWords;

/// How a word is used as a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verb {
    /// "struggle".
    pub(crate) base: &'static str,
    /// Whether the word is a noun as often: "leads".
    pub(crate) is_noun_too: bool,
}

struct Verbs {
    base: OfWords<&'static str, Verb>,
    third_person: OfWords<String, Verb>,
}

static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let mut verbs = Verbs {
        base: OfWords::default(),
        third_person: OfWords::default(),
    };
    let words = include_str!("../data/verbs.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace);
    for word in words {
        let verb = Verb {
            base: word.trim_end_matches('*'),
            is_noun_too: word.ends_with('*'),
        };
        verbs.base.insert(verb.base, verb);
        verbs.third_person.insert(third_person(verb.base), verb);
    }
    verbs
});

/// Returns the verb whose base form this is: "prove".
pub(crate) fn by_base(word: &str) -> Option<Verb> {
    VERBS.base.get(word).copied()
}

/// Returns the verb whose third person this is: "spends".
pub(crate) fn by_third_person(word: &str) -> Option<Verb> {
    VERBS.third_person.get(word).copied()
}

/// Returns the form that goes with "you", for verbs outside the lexicon too.
pub(crate) fn with_you(third_person: &str) -> String {
    match third_person {
        "is" | "'s" => return "are".into(),
        "was" => return "were".into(),
        "has" => return "have".into(),
        "does" => return "do".into(),
        "isn't" => return "aren't".into(),
        "wasn't" => return "weren't".into(),
        "hasn't" => return "haven't".into(),
        "doesn't" => return "don't".into(),
        "goes" => return "go".into(),
        _ => {}
    }
    if let Some(verb) = by_third_person(third_person) {
        return verb.base.to_owned();
    }
    if let Some(stem) = third_person
        .strip_suffix("ies")
        .filter(|stem| stem.len() > 1)
    {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] {
        if third_person.ends_with(ending) {
            return third_person[..third_person.len() - 2].to_owned();
        }
    }
    match third_person.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') && !stem.ends_with('u') => {
            stem.to_owned()
        }
        _ => third_person.to_owned(),
    }
}

fn third_person(base: &str) -> String {
    match base {
        "have" => "has".into(),
        "be" => "is".into(),
        "do" | "go" => format!("{base}es"),
        _ => match base.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ if base.ends_with("ss")
                || base.ends_with("sh")
                || base.ends_with("ch")
                || base.ends_with('x') =>
            {
                format!("{base}es")
            }
            _ => format!("{base}s"),
        },
    }
}
