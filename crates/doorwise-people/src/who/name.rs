//! Is the person who was spoken of one of those we know? Where it is not sure, the answer is nobody.
//!
//! A merged name puts one person's power on another, so everything that could be two people stays two:
//! a given name that two share, another first letter, a spelling that differs by more than habit.

use std::sync::LazyLock;

use doorwise_vocab::company_name::without_accents;
use doorwise_vocab::text;

/// How two names stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// One person.
    Same,
    /// Could be one person; a part is missing or shortened.
    Part,
    /// Spelt alike; for a person to look at, never merged.
    Alike,
    /// Two people.
    Different,
}

/// Whom a spoken name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This one, by position.
    One(usize),
    /// One of these, and nobody can tell which.
    Several(Vec<usize>),
    /// Nobody known.
    Nobody,
}

/// Words before or after a name that are no part of it.
const HONORIFICS: [&str; 39] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "madam",
    "maam",
    "ma'am",
    "mam",
    "shri",
    "sri",
    "smt",
    "shrimati",
    "kumari",
    "ji",
    "sahab",
    "saab",
    "saheb",
    "bhai",
    "garu",
    "anna",
    "er",
    "adv",
    "capt",
    "captain",
    "col",
    "lt",
    "pastor",
    "rev",
    "herr",
    "frau",
    "monsieur",
    "madame",
    "signor",
    "ing",
];
const SUFFIXES: [&str; 10] = [
    "jr", "sr", "ii", "iii", "iv", "phd", "mba", "cpa", "cfa", "esq",
];

static NICKNAMES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("../../data/nicknames.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split(' ').collect())
        .collect()
});

/// Returns who of `known` is meant; one person only where nobody else could be.
pub fn resolve(spoken: &str, known: &[&str]) -> Found {
    let by = |wanted: Match| -> Vec<usize> {
        let all = known.iter().enumerate();
        all.filter(|(_, name)| compare(spoken, name) == wanted)
            .map(|(position, _)| position)
            .collect()
    };
    let (same, part) = (by(Match::Same), by(Match::Part));
    match (same.as_slice(), part.as_slice()) {
        ([one], _) => Found::One(*one),
        ([], [one]) => Found::One(*one),
        ([], []) => match by(Match::Alike) {
            alike if alike.is_empty() => Found::Nobody,
            alike => Found::Several(alike),
        },
        ([], several) | (several, _) => Found::Several(several.to_vec()),
    }
}

/// Returns how two names stand to each other.
pub fn compare(one: &str, other: &str) -> Match {
    // "J\u{fc}rgen" is written Jurgen by some keyboards and Juergen by others.
    let spelt = |name: &str| match written_out(name) {
        Some(out) => vec![words(name), words(&out)],
        None => vec![words(name)],
    };
    let others = spelt(other);
    let ways = spelt(one).into_iter();
    let all = ways.flat_map(|one| others.iter().map(move |other| (one.clone(), other.clone())));
    all.map(|(one, other)| compare_words(one, other))
        .min()
        .unwrap_or(Match::Different)
}

/// The name with its umlauts as two letters, where it has any.
fn written_out(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let out = lower
        .replace('\u{e4}', "ae")
        .replace('\u{f6}', "oe")
        .replace('\u{fc}', "ue");
    (out != lower).then_some(out)
}

fn compare_words(mut short: Vec<String>, mut long: Vec<String>) -> Match {
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    if short.is_empty() {
        return Match::Different;
    }
    let mut taken = vec![false; long.len()];
    let (mut whole, mut initials, mut alike) = (0, 0, 0);
    // Whole words first, so that an initial is not matched with a name that is said in full.
    let mut left: Vec<&String> = Vec::new();
    for word in &short {
        let at = (0..long.len()).find(|&at| !taken[at] && is_same_word(word, &long[at]));
        match at {
            Some(at) => {
                taken[at] = true;
                whole += 1;
            }
            None => left.push(word),
        }
    }
    for word in left {
        let free = |test: &dyn Fn(&str) -> bool, taken: &[bool]| {
            (0..long.len()).find(|&at| !taken[at] && test(&long[at]))
        };
        if let Some(at) = free(&|known| is_initial_of(word, known), &taken) {
            taken[at] = true;
            initials += 1;
        } else if let Some(at) = free(&|known| is_alike(word, known), &taken) {
            taken[at] = true;
            alike += 1;
        } else {
            return Match::Different;
        }
    }
    match (whole, initials, alike) {
        (0, _, 0) => Match::Different,
        (_, _, 1..) if short.len() >= 2 => Match::Alike,
        (_, _, 1..) => Match::Different,
        (1, 0, 0) if short.len() == 1 && long.len() == 1 => Match::Same,
        (1, 0, 0) if short.len() == 1 => Match::Part,
        (_, 0, 0) => Match::Same,
        _ => Match::Part,
    }
}

/// Returns a name's words, folded, without honorifics, degrees and what stands in brackets.
fn words(name: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let bare: String = without_accents(&text::fold(name))
        .chars()
        .filter_map(|c| match c {
            '(' | '[' => {
                depth += 1;
                Some(' ')
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                Some(' ')
            }
            _ if depth > 0 => None,
            '\'' | '\u{2019}' => None,
            '.' | ',' | '-' | '_' | '/' => Some(' '),
            '\u{df}' => Some('s'),
            c => Some(c),
        })
        .collect();
    let all: Vec<String> = bare.split_whitespace().map(str::to_owned).collect();
    let kept: Vec<String> = all
        .iter()
        .enumerate()
        .filter(|(at, word)| {
            let is_title = HONORIFICS.contains(&word.as_str());
            let is_suffix = *at > 0 && SUFFIXES.contains(&word.as_str());
            !is_title && !is_suffix
        })
        .map(|(_, word)| word.clone())
        .collect();
    // Somebody may be called Anna or Sri and nothing else.
    if kept.is_empty() && all.len() == 1 {
        all
    } else {
        kept
    }
}

fn is_same_word(one: &str, other: &str) -> bool {
    one == other
        || (one.chars().count() > 1
            && other.chars().count() > 1
            && (respelt(one) == respelt(other) || is_nickname(one, other)))
}

/// Writes sounds that are spelt either way one way: Erik and Eric, Krista and Christa, Sanjeev and Sanjiv.
fn respelt(word: &str) -> String {
    let mut out = word.to_owned();
    for (from, to) in [
        ("ph", "f"),
        ("ck", "k"),
        ("chr", "kr"),
        ("ee", "i"),
        ("oo", "u"),
        ("y", "i"),
        ("w", "v"),
    ] {
        out = out.replace(from, to);
    }
    let chars: Vec<char> = out.chars().collect();
    let mut kept = String::new();
    for (at, &c) in chars.iter().enumerate() {
        // A hard c is a k; before e and i it is none, and "ch" is a sound of its own.
        let is_hard = c == 'c' && !matches!(chars.get(at + 1), Some('e' | 'i' | 'h'));
        let c = if is_hard { 'k' } else { c };
        if !kept.ends_with(c) {
            kept.push(c);
        }
    }
    kept
}

fn is_nickname(one: &str, other: &str) -> bool {
    let lines = |word: &str| -> Vec<usize> {
        let all = NICKNAMES.iter().enumerate();
        all.filter(|(_, line)| line.contains(&word))
            .map(|(at, _)| at)
            .collect()
    };
    let (mine, theirs) = (lines(one), lines(other));
    matches!((mine.as_slice(), theirs.as_slice()), ([a], [b]) if a == b)
}

fn is_initial_of(one: &str, other: &str) -> bool {
    let is_letter = |word: &str| word.chars().count() == 1;
    (is_letter(one) || is_letter(other)) && one.chars().next() == other.chars().next()
}

/// Spelt alike: the same first letter, six letters or more, and two slips at most (three from seven letters), none at the end
/// where names of women and men differ.
fn is_alike(one: &str, other: &str) -> bool {
    let (short, long) = (
        one.chars().count().min(other.chars().count()),
        one.chars().count(),
    );
    let is_long = short >= 6 && long >= 6;
    is_long
        && respelt(one).chars().next() == respelt(other).chars().next()
        && one.chars().next_back() == other.chars().next_back()
        && distance(one, other) <= if short >= 7 { 3 } else { 2 }
}

/// Levenshtein's distance.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let cost = before + usize::from(a != *b);
            before = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs written down before the comparison was: one person, to be merged.
    const SAME: [(&str, &str); 19] = [
        ("Amy Greenlee", "Amy Greenlee Holland"),
        ("Eric Porter", "Erik Porter"),
        ("Krista Mason", "Christa Mason"),
        ("Priya Sharma", "priya  SHARMA"),
        ("Mr. Arjun Rao", "Arjun Rao"),
        ("Arjun Rao ji", "Arjun Rao"),
        ("Rao Arjun", "Arjun Rao"),
        ("Rao, Arjun", "Arjun Rao"),
        ("Dr. Meera Nair", "Meera Nair"),
        ("Bob Smith", "Robert Smith"),
        ("Leitner Franz (DM)", "Franz Leitner"),
        ("Jos\u{e9} Garc\u{ed}a", "Jose Garcia"),
        ("Sanjeev Gupta", "Sanjiv Gupta"),
        ("Frau Anke Vogel", "Anke Vogel"),
        ("Venkat Reddy", "Venkatesh Reddy"),
        ("Smt. Lakshmi Iyer", "Lakshmi Iyer"),
        ("Mohd Imran Khan", "Mohammed Imran Khan"),
        ("Jean-Luc Martin", "Jean Luc Martin"),
        ("Philip Jones", "Filip Jones"),
    ];

    /// Could be one person: taken only where nobody else could be meant.
    const PART: [(&str, &str); 7] = [
        ("Priya", "Priya Sharma"),
        ("Sharma", "Priya Sharma"),
        ("P. Sharma", "Priya Sharma"),
        ("K Subramanian", "Subramanian Krishnan"),
        ("Pastor Halley", "Anthony Halley"),
        ("Sharma ji", "Priya Sharma"),
        ("Vikram S", "Vikram Shetty"),
    ];

    /// Two people, or not to be told: never merged.
    const NEVER: [(&str, &str); 18] = [
        ("Mark Jones", "Mary Jones"),
        ("Kim Colbert", "Tim Colbert"),
        ("Alan Wright", "Alan Bright"),
        ("Michael Brown", "Michelle Brown"),
        ("Do Nguyen", "DO NOT CALL"),
        ("Britney Hurlbert", "Brittany Hurlburt"),
        ("Grace Cusimano", "Grace Cucumano"),
        ("Priya Sharma", "Priya Shah"),
        ("Arjun Rao", "Arjun Rai"),
        ("P S", "Priya Sharma"),
        ("Anil Kumar", "Sunil Kumar"),
        ("Ravi Kumar", "Ravi Verma"),
        ("Daniel Weber", "Daniela Weber"),
        ("Suresh Iyer", "Mahesh Iyer"),
        ("Amit Patel", "Amita Patel"),
        ("J. Porter", "Erik Porter"),
        ("Stefan Klein", "Stefanie Klein"),
        ("", "Priya Sharma"),
    ];

    #[test]
    fn one_person_in_two_spellings() {
        for (one, other) in SAME {
            assert_eq!(compare(one, other), Match::Same, "{one} / {other}");
            assert_eq!(compare(other, one), Match::Same, "{other} / {one}");
        }
    }

    #[test]
    fn a_part_of_a_name_is_a_part() {
        for (one, other) in PART {
            assert_eq!(compare(one, other), Match::Part, "{one} / {other}");
            assert_eq!(resolve(one, &[other, "Zubin Mistry"]), Found::One(0));
        }
    }

    #[test]
    fn two_people_are_never_merged() {
        for (one, other) in NEVER {
            let found = compare(one, other);
            assert!(
                matches!(found, Match::Different | Match::Alike),
                "{one} / {other}: {found:?}"
            );
            assert!(!matches!(resolve(one, &[other]), Found::One(_)));
        }
    }

    #[test]
    fn it_abstains_between_two() {
        let known = ["Priya Sharma", "Priya Nair", "Arjun Rao"];
        assert_eq!(resolve("Priya", &known), Found::Several(vec![0, 1]));
        assert_eq!(resolve("Priya N", &known), Found::One(1));
        assert_eq!(resolve("P. Nair", &known), Found::One(1));
        assert_eq!(resolve("Nobody Here", &known), Found::Nobody);
        // Two of the same name are two.
        assert_eq!(
            resolve("Arjun Rao", &["Arjun Rao", "Arjun Rao"]),
            Found::Several(vec![0, 1])
        );
    }
}
